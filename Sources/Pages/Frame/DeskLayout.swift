package import Civics
package import HTML

extension DeskPlace {
    package var name: LocalName {
        switch self {
        case .intake: LocalName(zh: "来电登记", en: "Take a call")
        case .callbacks: LocalName(zh: "回访", en: "Call back")
        case .dispatch: LocalName(zh: "待派", en: "To dispatch")
        case .returned: LocalName(zh: "退回裁定", en: "Returned")
        case .worklist: LocalName(zh: "工作清单", en: "Work list")
        case .board: LocalName(zh: "效能看板", en: "Board")
        case .supervision: LocalName(zh: "督办清单", en: "Supervision")
        case .appeals: LocalName(zh: "评价申诉", en: "Appeals")
        case .inspections: LocalName(zh: "抽查", en: "Inspections")
        case .signs: LocalName(zh: "苗头", en: "Signs")
        case .advice: LocalName(zh: "城市运行", en: "City in figures")
        case .explorer: LocalName(zh: "数据探索", en: "Explore")
        case .issues: LocalName(zh: "热点问题", en: "Hot issues")
        case .connections: LocalName(zh: "关联", en: "Connections")
        case .suggestions: LocalName(zh: "建议质量", en: "Suggestions")
        case .search: LocalName(zh: "诉求查询", en: "Find requests")
        case .reports: LocalName(zh: "报告", en: "Reports")
        case .admin: LocalName(zh: "系统状况", en: "System health")
        case .accounts: LocalName(zh: "账号", en: "Accounts")
        case .looks: LocalName(zh: "查看记录", en: "Looks")
        case .accountActs: LocalName(zh: "账号记录", en: "Account records")
        }
    }

    package var path: SitePath {
        switch self {
        case .intake: .intake
        case .callbacks: .callbacks()
        case .dispatch: .dispatch()
        case .returned: .dispatch(view: "returned")
        case .worklist: .worklist()
        case .board: .boardHome
        case .supervision: .supervision()
        case .appeals: .appeals()
        case .inspections: .inspections()
        case .signs: .signs()
        case .advice: .advice()
        case .explorer: .explore(nil)
        case .issues: .issues()
        case .connections: .connections()
        case .suggestions: .suggestions
        case .search: .search()
        case .reports: .reports()
        case .admin: .admin
        case .accounts: .accounts()
        case .looks: .looks(nil)
        case .accountActs: .accountActs(nil)
        }
    }

    /// What is done there, in one line.
    var note: LocalName {
        switch self {
        case .intake: LocalName(zh: "有人打来或者来到窗口：记下诉求，给单号和查询码", en: "Somebody calls or comes: take the request down")
        case .callbacks: LocalName(zh: "办结了的，问一问解决没有、满不满意", en: "Closed: ask whether it is solved")
        case .dispatch: LocalName(zh: "新来的诉求派给谁", en: "Send new requests to whoever is responsible")
        case .returned: LocalName(zh: "承办单位说不归它办的，裁定一次", en: "Decide where a body says that it is not its matter")
        case .worklist:
            LocalName(zh: "本单位的诉求：签收、联系、办理、答复", en: "The requests of your body: sign, contact, handle, reply")
        case .board: LocalName(zh: "各单位答得怎么样，每个数字都能点开", en: "How well bodies answer; every figure opens")
        case .supervision:
            LocalName(zh: "超时的、反复的、不满意的，催办和督办", en: "Overdue, repeated, dissatisfied: urge and supervise")
        case .appeals: LocalName(zh: "单位对评价的申诉", en: "What bodies say against their ratings")
        case .inspections: LocalName(zh: "从办结的里抽一些复查", en: "Second looks at closings drawn by lot")
        case .signs: LocalName(zh: "值得留意的苗头", en: "Signs worth a look")
        case .advice: LocalName(zh: "全市的数字，按区、按类、按天", en: "The city's figures by district, category and day")
        case .explorer: LocalName(zh: "自己选指标、维度和期间，出图出表", en: "Choose measures, splits and days; see picture and table")
        case .issues: LocalName(zh: "很多人同时在说的事", en: "What many ask about at once")
        case .connections: LocalName(zh: "什么和什么一起出现，谁又来问", en: "What goes together, and who asks again")
        case .suggestions: LocalName(zh: "系统建议的分类准不准", en: "How good the suggested categories are")
        case .search: LocalName(zh: "按单号或几个字找诉求", en: "Find requests by number or words")
        case .reports:
            LocalName(zh: "周报、月报、季报、年报：审核、签发、查阅", en: "Reports by week, month, quarter, year: review, issue, read")
        case .admin: LocalName(zh: "账本、备份、日历、消息是不是正常", en: "Journal, backup, calendar, messages: is all well?")
        case .accounts:
            LocalName(zh: "谁能登录、什么岗位；新增、停用、重给密码", en: "Who may sign in, as what; add, shut out, new passwords")
        case .looks: LocalName(zh: "谁看了谁的个人信息，哪些突出", en: "Who looked at whose data, and what stands out")
        case .accountActs:
            LocalName(zh: "登录、失败和对账号做的每一件事", en: "Sign-ins, failures, and all that was done with accounts")
        }
    }

    var icon: Icon {
        switch self {
        case .intake: .phone
        case .callbacks: .message
        case .dispatch: .inbox
        case .returned: .scale
        case .worklist: .list
        case .board: .chart
        case .supervision: .bell
        case .appeals: .scale
        case .inspections: .eye
        case .signs: .flag
        case .advice: .map
        case .explorer: .filter
        case .issues: .chart
        case .connections: .link
        case .suggestions: .scale
        case .search: .search
        case .reports: .document
        case .admin: .gear
        case .accounts: .users
        case .looks: .eye
        case .accountActs: .key
        }
    }

    /// The place a page belongs to.
    fileprivate init?(_ path: SitePath) {
        switch path {
        case .intake, .intakeSimilar, .intakeCaller: self = .intake
        case .callbacks: self = .callbacks
        case .dispatch(let view, _, _): self = view == "returned" ? .returned : .dispatch
        case .worklist: self = .worklist
        case .boardHome, .board, .boardTable, .boardRequests: self = .board
        case .supervision, .supervisionTogether: self = .supervision
        case .appeals: self = .appeals
        case .inspections: self = .inspections
        case .signs: self = .signs
        case .advice, .requests: self = .advice
        case .explore, .exploreTable, .exploreSaved, .savedQuery: self = .explorer
        case .issues, .issue, .issueAction: self = .issues
        case .connections, .connected: self = .connections
        case .suggestions: self = .suggestions
        case .search: self = .search
        case .reports, .newReport, .report, .reportDraft, .reportVersion, .reportAction, .reportFile, .reportChanges:
            self = .reports
        case .admin: self = .admin
        case .accounts, .newAccount, .staffAccount, .accountAction: self = .accounts
        case .looks, .looksFile: self = .looks
        case .accountActs, .accountActsFile: self = .accountActs
        default: return nil
        }
    }
}

extension SitePath {
    /// A page about one's own account.
    fileprivate var isOfAccount: Bool {
        switch self {
        case .account, .accountPassword, .accountFactor, .accountFactorConfirmation, .accountRecoveryCodes: true
        default: false
        }
    }
}

/// The desks as the navigation groups them (四个总台 and the bodies that do the work).
private let deskGroups: [(name: LocalName, places: [DeskPlace])] = [
    (LocalName(zh: "服务台", en: "Service desk"), [.intake, .callbacks]),
    (LocalName(zh: "派单台", en: "Dispatch desk"), [.dispatch, .returned]),
    (LocalName(zh: "办理", en: "Handling"), [.worklist]),
    (
        LocalName(zh: "督办台", en: "Supervision desk"), [.board, .supervision, .appeals, .inspections, .signs]
    ),
    (LocalName(zh: "参谋台", en: "Advice desk"), [.advice, .explorer, .issues, .connections, .search, .reports]),
    (LocalName(zh: "管理", en: "Administration"), [.admin, .accounts, .looks, .accountActs, .suggestions]),
]

extension View {
    /// A page for staff: navigation left, one desk right.
    ///
    /// - Parameters:
    ///   - scripts: asset files besides `keys.js`, which every desk has.
    ///   - live: what of it renews by itself.
    ///   - main: what stands in `<main class="desk-main">`: a `deskHead`, then the desk's own parts.
    package func deskPage(
        title: String, styles: [String] = ["desks.css"], scripts: [String] = [], live: LiveView = LiveView(), main: HTML
    ) -> HTML {
        document(
            title: title, bodyClass: "staff", styles: styles, scripts: ["keys.js", "live.js"] + scripts,
            body: """
                <div class="desk">
                \(deskSide)
                <main class="desk-main" id="main">
                \(main)
                \(context.flash.map { "<div class=\"flash-dock\">\(flashBar($0))</div>" })
                </main>
                \(liveDock(live))
                </div>
                """)
    }

    /// The head of a desk: what it is, how it stands, and to the right what can be done with the whole of it.
    package func deskHead(_ heading: String, meta: HTML? = nil, tools: HTML? = nil) -> HTML {
        """
        <header class="desk-head">
        <h1\(livePart("heading"))>\(heading)</h1>
        \(meta.map { "<p class=\"meta\"\(livePart("meta"))>\($0)</p>" })
        \(tools.map { "<div class=\"row push\">\($0)</div>" })
        </header>
        """
    }

    /// The switch for single keys (WCAG 2.1.4); `keys.js` shows and works it.
    package var keysToggle: HTML {
        """
        <button class="btn" type="button" data-keys-toggle data-on="\(say("开", "on"))" data-off="\(say("关", "off"))" \
        aria-pressed="true" hidden>\(Icon.keyboard)\(say("单键操作：", "Single keys: "))<span data-state></span></button>
        """
    }

    private var deskSide: HTML {
        let staff = context.staff
        let here = DeskPlace(context.path)
        let groups = deskGroups.compactMap { group -> HTML? in
            let open = group.places.filter { staff?.places.contains($0) ?? false }
            guard !open.isEmpty else { return nil }
            return "<h2>\(say(group.name))</h2>\(open.map { deskLink($0, isCurrent: $0 == here) })"
        }
        return """
            <header class="desk-side">
            <a class="brand" href="\(SitePath.desk)">\(mark)<span>\(say(context.city.platform))</span></a>
            <nav class="desk-nav"\(livePart("nav")) aria-label="\(say("工作台", "Desks"))">\(groups)</nav>
            <div class="desk-me">\(staff.map { deskStaff($0) })
            <div class="row row-tight"><a href="\(SitePath.account)"\(current(context.path.isOfAccount))>\(say("我的账号", "My account"))</a>
            \(languageLink)
            <form method="post" action="\(SitePath.signOut)"><button class="link-btn">\(say("退出", "Sign out"))</button>\
            </form></div>
            \(if: context.city.isDemonstration, demonstrationNote)
            </div>
            </header>
            """
    }

    private var demonstrationNote: HTML {
        "<p class=\"muted\">\(say("演示环境，数据均为虚构", "Demonstration, all data made up"))</p>"
    }

    private func deskStaff(_ staff: StaffMember) -> HTML {
        "<p>\(staff.name) · \(say(staff.role.name))<br><span class=\"muted\">\(staff.body)</span></p>"
    }

    private func deskLink(_ place: DeskPlace, isCurrent: Bool) -> HTML {
        let waiting = context.counts.waiting[place]
        let isBad = context.counts.overdue.contains(place)
        return """
            <a href="\(place.path)"\(current(isCurrent))>\(place.icon)\(say(place.name))\
            \(waiting.map { "<span class=\"count\(if: isBad, " count-bad")\" data-count=\"\(place.rawValue)\">\(count($0))</span>" })</a>
            """
    }
}
