import Casework
package import Civics
package import HTML

/// The views of the supervision list. The raw value stands in the address.
package enum SupervisionView: String, CaseIterable, Sendable {
    case overdue
    case dueSoon = "due-soon"
    case extensions, repeated, dissatisfied
    case needsLook = "needs-look"
    case supervised, unanswered, answered, lifted

    /// Lists of requests, and lists of orders.
    static let requests: [SupervisionView] = [
        .overdue, .dueSoon, .extensions, .repeated, .dissatisfied, .needsLook,
    ]
    static let orders: [SupervisionView] = [.supervised, .unanswered, .answered, .lifted]

    package var name: LocalName {
        switch self {
        case .overdue: LocalName(zh: "超时未办结", en: "Overdue")
        case .dueSoon: LocalName(zh: "24 小时内到期", en: "Due within 24 hours")
        case .extensions: LocalName(zh: "延期待批", en: "Extensions to decide")
        case .repeated: LocalName(zh: "多次催办", en: "Urged again")
        case .dissatisfied: LocalName(zh: "差评", en: "Bad ratings")
        case .needsLook: LocalName(zh: "整改后仍差评", en: "Bad again after rectification")
        case .supervised: LocalName(zh: "督办待答复", en: "Orders to be answered")
        case .unanswered: LocalName(zh: "逾期未答复", en: "Answers overdue")
        case .answered: LocalName(zh: "待销号", en: "To be lifted")
        case .lifted: LocalName(zh: "已销号", en: "Lifted")
        }
    }
}

/// The lists of the supervision desk (督办台): what is late, and what comes again.
package struct SupervisionPage: Page {
    package struct Item: Sendable {
        package var row: CaseRow
        /// The version that urging from the list is for; `nil` where the reader may not urge.
        package var urgeVersion: Int?
        /// The version that can be chosen for what is done with several; `nil` where nothing can.
        package var chosenVersion: Int?
        /// The version that lifting the order is for.
        package var liftVersion: Int?
        /// In lists of orders.
        package var order: OrderStanding?

        package init(
            _ row: CaseRow, urgeVersion: Int? = nil, chosenVersion: Int? = nil, liftVersion: Int? = nil,
            order: OrderStanding? = nil
        ) {
            self.row = row
            self.urgeVersion = urgeVersion
            self.chosenVersion = chosenVersion
            self.liftVersion = liftVersion
            self.order = order
        }
    }

    package struct Model: Sendable {
        package var view: SupervisionView
        package var counts: [SupervisionView: ListCount]
        package var items: [Item]
        package var total: ListCount
        package var after: String?
        package var next: String?
        /// The idempotency key of the list's forms.
        package var once: String
        package var problem: DeskProblem?
        /// What became of what was done with several requests at once.
        package var outcome: TogetherOutcome?
        /// What the reader may do with several requests at once.
        package var mayUrge: Bool
        package var maySupervise: Bool
        /// What rises against its own past.
        package var alerts: [RiseAlert]

        package init(
            view: SupervisionView, counts: [SupervisionView: ListCount], items: [Item], total: ListCount,
            after: String? = nil, next: String? = nil, once: String, problem: DeskProblem? = nil,
            outcome: TogetherOutcome? = nil, mayUrge: Bool = false, maySupervise: Bool = false,
            alerts: [RiseAlert] = []
        ) {
            self.view = view
            self.counts = counts
            self.items = items
            self.total = total
            self.after = after
            self.next = next
            self.once = once
            self.problem = problem
            self.outcome = outcome
            self.mayUrge = mayUrge
            self.maySupervise = maySupervise
            self.alerts = alerts
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { "\(say(model.view.name)) · \(say("督办", "Supervision"))" }

    package func render() -> HTML {
        func tabs(_ views: [SupervisionView]) -> [(name: String, count: String?, path: SitePath, isOn: Bool)] {
            views.map { view in
                (
                    name: say(view.name), count: model.counts[view].map { count($0) }, path: path(view),
                    isOn: view == model.view
                )
            }
        }
        return deskPage(
            title: title, live: LiveView(lists: [.supervision]),
            main: """
                \(deskHead(
                    say("督办", "Supervision"), meta: HTML(text: "\(day(context.today)) \(timeOfDay(context.now))"),
                    tools: keysToggle))
                \(problemNotice(model.problem))
                \(riseNotice(model.alerts))
                \(togetherNotice(model.outcome))
                \(viewTabs(say("诉求", "Requests"), tabs(SupervisionView.requests)))
                \(viewTabs(say("督办单", "Orders"), tabs(SupervisionView.orders), part: "order-tabs"))
                \(canChoose ? togetherBar(
                    once: model.once, back: path(model.view, after: model.after), mayUrge: model.mayUrge,
                    maySupervise: model.maySupervise) : nil)
                <div class="live-list"\(livePart("work"))>\(model.items.isEmpty ? empty : list)</div>
                \(keyBar(
                    [
                        ("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open")),
                        ("U", say("催办", "urge")), ("X", say("勾选", "choose")), ("F", say("销号", "lift")),
                    ]))
                """)
    }

    func path(_ view: SupervisionView, after: String? = nil) -> SitePath {
        .supervision(view: view == .overdue ? nil : view.rawValue, after: after)
    }

    private var canChoose: Bool {
        (model.mayUrge || model.maySupervise) && model.items.contains { $0.chosenVersion != nil }
    }

    private var isOfOrders: Bool { SupervisionView.orders.contains(model.view) }

    private var stateColumn: String {
        if isOfOrders { return say("督办答复", "Answer") }
        return [.dissatisfied, .needsLook].contains(model.view) ? say("评价", "Rating") : say("时限", "Clock")
    }

    private var list: HTML {
        table(
            caption: say(model.view.name), hidesCaption: true,
            columns: [
                Column(HTML(text: say("诉求", "Request"))), Column(text: say("承办单位", "Body")),
                Column(text: say("环节", "Stage")),
                Column(text: stateColumn),
                Column("<span class=\"visually-hidden\">\(say("操作", "Actions"))</span>"),
            ],
            rows: model.items.enumerated().map { index, item in
                .cells(cells(item, isCurrent: index == 0), isSelected: index == 0, number: item.row.number)
            }, asCards: true, style: "work", isList: true, live: LiveList(after: model.after))
                + """
                <div class="foot">\(pager(
                first: model.after == nil ? nil : path(model.view), next: model.next.map { path(model.view, after: $0) },
                shown: pageWords(shown: model.items.count, total: model.total)))</div>
                """
    }

    private func cells(_ item: Item, isCurrent: Bool) -> [HTML] {
        let row = item.row
        let state: HTML =
            if let order = item.order {
                orderCell(order)
            } else if [.dissatisfied, .needsLook].contains(model.view) {
                satisfactionBadge(row.satisfaction)
            } else {
                nextStep(row.clock)
            }
        let head = caseCell(row, isCurrent: isCurrent)
        let box = canChoose ? item.chosenVersion.map { chooser(row.number, version: $0) } : nil
        return [
            box.map { "<div class=\"picked\">\($0)\(head)</div>" } ?? head, HTML(text: row.body.map { say($0) } ?? "—"),
            stageBadge(row.stage),
            state,
            actions(item),
        ]
    }

    private func actions(_ item: Item) -> HTML {
        let number = item.row.number
        let urge = item.urgeVersion.map { version in
            caseForm(
                number, .urge, stamp: FormStamp(version: version, once: "\(model.once)-\(number)"),
                back: path(model.view, after: model.after), style: "row-form",
                """
                <button class="btn btn-sm" data-row-key="u">\(say(CaseAction.urge.name))\
                <span class="visually-hidden"> \(number.description)</span></button>
                """)
        }
        let lift = item.liftVersion.map { version in
            caseForm(
                number, .liftSupervision, stamp: FormStamp(version: version, once: "\(model.once)-\(number)"),
                back: path(model.view, after: model.after), style: "row-form",
                """
                <button class="btn btn-sm" data-row-key="f">\(say("销号", "Lift"))\
                <span class="visually-hidden"> \(number.description)</span></button>
                """)
        }
        return "<span class=\"row row-tight\">\(urge)\(lift)</span>"
    }

    private var empty: HTML {
        let words: (String, String) =
            switch model.view {
            case .overdue:
                (say("没有超时的", "Nothing overdue"), say("所有在办的诉求都在期限内。", "All open requests are within their limits."))
            case .dueSoon:
                (say("24 小时内没有到期的", "Nothing due within 24 hours"), say("明天这个时候再看。", "Look again tomorrow."))
            case .extensions:
                (
                    say("没有待批的延期申请", "No extension to decide"),
                    say(
                        "承办单位申请延期，批准或者不批准之前都在这里；打开诉求就能裁定。",
                        "Requests whose body asks for more time stay here until somebody has decided; open one to decide."
                    )
                )
            case .repeated:
                (
                    say("没有多次催办的", "Nothing urged again"),
                    say("被催过两次以上、还没办结的会出现在这里。", "Open requests urged twice or more appear here.")
                )
            case .dissatisfied:
                (
                    say("没有差评", "No bad ratings"),
                    say("回访或自评为后两等的会出现在这里。", "Requests rated with one of the two lowest grades appear here.")
                )
            case .needsLook:
                (
                    say("没有整改后仍差评的", "Nobody dissatisfied again"),
                    say(
                        "差评整改后又给差评的会出现在这里，由督办人看怎么办。",
                        "Requests rated badly again after their rectification appear here, for a supervisor to decide.")
                )
            case .supervised:
                (
                    say("没有待答复的督办单", "No orders to be answered"),
                    say("下达的督办单，承办单位答复前都在这里。", "Orders stay here until the body has answered.")
                )
            case .unanswered:
                (
                    say("没有逾期未答复的", "No answers overdue"),
                    say("过了答复期限的督办单会出现在这里，可以升级。", "Orders whose answer is late appear here; their level can be raised.")
                )
            case .answered:
                (
                    say("没有待销号的", "Nothing to be lifted"),
                    say(
                        "承办单位答复了、或者已经办结的督办单在这里：销号、升级，或者发回重办。",
                        "Orders that were answered, or whose request has ended: lift them, raise them, or send the request back."
                    )
                )
            case .lifted:
                (say("还没有销号的", "Nothing lifted yet"), say("销号的督办单会留在这里。", "Orders that were lifted are kept here."))
            }
        return emptyState(.done, words.0, words.1)
    }
}
