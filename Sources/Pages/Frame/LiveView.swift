package import Civics
import HTML

/// What of a desk's page renews by itself (`live.js`). Without a script, or with live updates switched off, the page stays
/// as it is.
package struct LiveView: Sendable {
    /// The lists whose changes concern what the page shows; the numbers of the navigation renew on every page.
    package var lists: [DeskPlace]
    /// The case that the page shows.
    package var number: CaseNumber?
    /// The page as it is asked for again; the address it was asked for where this is `nil`.
    package var page: SitePath?

    package init(lists: [DeskPlace] = [], number: CaseNumber? = nil, page: SitePath? = nil) {
        self.lists = lists
        self.number = number
        self.page = page
    }
}

/// How a list of requests renews.
package enum LiveList: Sendable {
    case none
    /// What is new in it is announced.
    case first
    /// A later page of a long list: rows come and go as the pages before it change.
    case later

    init(after cursor: String?) { self = cursor == nil ? .first : .later }

    /// The attribute of the element whose children are the rows.
    var attribute: HTML {
        switch self {
        case .none: ""
        case .first: " data-live-list"
        case .later: " data-live-list=\"later\""
        }
    }
}

extension View {
    /// ` data-live-part="name"`: a part that is put in place of the old one when lists have changed. Names are unique on a
    /// page.
    func livePart(_ name: StaticString) -> HTML {
        name.withUTF8Buffer { " data-live-part=\"\(String(decoding: $0, as: UTF8.self))\"" }
    }

    /// A row of a list that renews.
    func liveRow(_ number: CaseNumber) -> HTML { " data-case=\"\(number.description)\"" }

    /// Where the script takes its addresses and words from, and says what it has to say.
    func liveDock(_ live: LiveView) -> HTML? {
        guard let mark = context.liveMark else { return nil }
        let page = live.page ?? context.path
        return """
            <div class="live" id="live" data-live="\(SitePath.live(case: live.number))" data-numbers="\(SitePath.liveCounts)" \
            data-page="\(page)" data-mark="\(mark)" data-lists="\(live.lists.map(\.rawValue).joined(separator: " "))" \
            data-sign-in="\(SitePath.signIn(back: page.description))" \
            data-one-new="\(say("新到 1 件", "1 new request"))" data-new="\(say("新到 {n} 件", "{n} new requests"))" \
            data-show="\(say("{new}，显示", "{new}: show"))" data-taken="\(say("已不在清单里", "no longer in the list"))" \
            data-changed="\(say("这一件刚刚有变化，您写的都还在。", "This request has just changed. What you typed is still here."))" \
            data-gone="\(say("这一件刚被别人办走了。", "Somebody else has just dealt with this request."))" \
            data-reload="\(say("看最新的", "See it as it is now"))" data-next="\(say("办下一件", "Go on with the next"))" \
            data-next-page="\(nextPage)" data-hide="\(say("知道了", "Dismiss"))" \
            data-off="\(say("暂时不能自动更新，正在重新连接", "Not live just now; connecting again"))" \
            data-ended="\(say("登录已过期，页面不再更新。", "Your session has ended; this page no longer renews."))" \
            data-again="\(say("重新登录", "Sign in again"))">
            <p class="visually-hidden" role="status" data-live-say></p>
            <p class="live-off" data-live-off hidden></p>
            <div class="live-note flash" role="group" data-live-note hidden></div>
            </div>
            """
    }

    /// The list without a case chosen.
    private var nextPage: SitePath {
        switch context.path {
        case .dispatch(let view, _, let query): .dispatch(view: view, query: query)
        case .callbacks(_, let after): .callbacks(after: after)
        default: context.path
        }
    }
}
