package import Civics
package import HTML

/// An act with an account, in words.
package struct AccountActLine: Hashable, Sendable {
    package var at: Instant
    /// Who did it, and with which account.
    package var actor: String
    package var account: String
    package var what: LocalName
    /// What there is to say besides: role and body, or browser and address.
    package var detail: LocalName?
    package var tone: ActTone

    package enum ActTone: Sendable {
        case usual, good, watch
    }

    package init(
        at: Instant, actor: String, account: String, what: LocalName, detail: LocalName? = nil, tone: ActTone = .usual
    ) {
        self.at = at
        self.actor = actor
        self.account = account
        self.what = what
        self.detail = detail
        self.tone = tone
    }
}

extension View {
    func actTable(_ acts: [AccountActLine], caption: String, hidesAccount: Bool = false) -> HTML {
        guard !acts.isEmpty else { return "<p class=\"muted\">\(say("还没有记录。", "Nothing yet."))</p>" }
        let columns = [
            Column(HTML(text: say("时间", "When"))), Column(text: say("谁", "Who")), Column(text: say("做了什么", "What")),
            Column(text: say("账号", "Account")), Column(text: say("详情", "Details")),
        ]
        return table(
            caption: caption, hidesCaption: true,
            columns: columns.enumerated().filter { !hidesAccount || $0.offset != 3 }.map(\.element),
            rows: acts.map { act in
                let cells: [HTML] = [
                    "<span class=\"nowrap\">\(moment(act.at))</span>", HTML(text: act.actor.isEmpty ? "—" : act.actor),
                    what(act), "<code>\(act.account.isEmpty ? "—" : act.account)</code>",
                    HTML(text: act.detail.map { say($0) } ?? ""),
                ]
                return .cells(cells.enumerated().filter { !hidesAccount || $0.offset != 3 }.map(\.element))
            }, asCards: true, style: "table-flush")
    }

    private func what(_ act: AccountActLine) -> HTML {
        switch act.tone {
        case .usual: HTML(text: say(act.what))
        case .good: badge(say(act.what), .ok)
        case .watch: badge(say(act.what), .warn)
        }
    }
}

/// What was done with accounts, and who signed in (账号记录).
package struct AccountActsPage: Page {
    package struct Model: Sendable {
        package var acts: [AccountActLine]
        package var days: ClosedRange<CityDay>
        package var account: String
        /// The kind that is shown alone, by its code.
        package var kind: String
        package var kinds: [NamedChoice]
        package var after: String?
        package var next: String?
        /// Days that records are kept.
        package var keptDays: Int

        package init(
            acts: [AccountActLine], days: ClosedRange<CityDay>, account: String = "", kind: String = "",
            kinds: [NamedChoice], after: String? = nil, next: String? = nil, keptDays: Int
        ) {
            self.acts = acts
            self.days = days
            self.account = account
            self.kind = kind
            self.kinds = kinds
            self.after = after
            self.next = next
            self.keptDays = keptDays
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("账号记录", "Account records") }

    private func path(_ days: ClosedRange<CityDay>, after: String? = nil) -> SitePath {
        .accountActs(AccountActsQuery(days: days, account: model.account, kind: model.kind), after: after)
    }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(
                    title, meta: HTML(text: range(model.days)),
                    tools: "<a class=\"btn\" href=\"\(SitePath.accountActsFile(AccountActsQuery(days: model.days, account: model.account, kind: model.kind)))\" download>\(Icon.download)CSV</a>"))
                <div class="toolbar">\(periodChooser(
                    model.days, action: .accountActs(nil), keeping: [("account", model.account), ("kind", model.kind)]
                ) { path($0) })</div>
                <form class="toolbar search-bar" method="get" action="\(SitePath.accountActs(nil))">
                <input type="hidden" name="from" value="\(model.days.lowerBound.description)">\
                <input type="hidden" name="to" value="\(model.days.upperBound.description)">\
                <label class="visually-hidden" for="account">\(say("账号", "Account"))</label>\
                <input class="input" id="account" name="account" type="search" value="\(model.account)" \
                placeholder="\(say("账号", "Account"))">\
                <label class="visually-hidden" for="kind">\(say("做了什么", "What"))</label>\
                <select class="select input-sm" id="kind" name="kind"><option value="">\(say("全部", "Everything"))</option>\
                \(model.kinds.map { kind in
                    "<option value=\"\(kind.id)\"\(if: kind.id == model.kind, " selected")>\(say(kind.name))</option>" as HTML
                })</select>\
                <button class="btn">\(Icon.filter)\(say("筛选", "Narrow"))</button></form>
                <div class="desk-body">\(actTable(model.acts, caption: title))
                <p class="meta">\(say(
                    "只能增加，不能修改；保存 \(count(model.keptDays)) 天。", "Records are only added, never changed; they are kept for \(count(model.keptDays)) days."))</p></div>
                <div class="foot">\(pager(
                    first: model.after == nil ? nil : path(model.days), next: model.next.map { path(model.days, after: $0) },
                    shown: say("本页 \(count(model.acts.count)) 条", "\(count(model.acts.count)) on this page")))</div>
                """)
    }
}
