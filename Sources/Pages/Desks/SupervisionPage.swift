import Casework
package import Civics
package import HTML
import Reporting

/// The views of the supervision list. The raw value stands in the address.
package enum SupervisionView: String, CaseIterable, Sendable {
    case overdue
    case dueSoon = "due-soon"
    case repeated, dissatisfied, supervised

    package var name: LocalName {
        switch self {
        case .overdue: LocalName(zh: "超时未办结", en: "Overdue")
        case .dueSoon: LocalName(zh: "24 小时内到期", en: "Due within 24 hours")
        case .repeated: LocalName(zh: "多次催办", en: "Urged again")
        case .dissatisfied: LocalName(zh: "差评", en: "Bad ratings")
        case .supervised: LocalName(zh: "督办中", en: "Supervised")
        }
    }
}

/// The rates of a body in a period, each with what it rests on.
package struct BodyScore: Sendable {
    package var id: OrganisationID
    package var name: LocalName
    package var dispatched: Int
    package var overdueOpen: Int
    package var onTime: Rate
    package var response: Rate
    package var solved: Rate
    package var satisfied: Rate
    package var firstTime: Rate

    package init(
        id: OrganisationID, name: LocalName, dispatched: Int, overdueOpen: Int, onTime: Rate, response: Rate,
        solved: Rate, satisfied: Rate, firstTime: Rate
    ) {
        self.id = id
        self.name = name
        self.dispatched = dispatched
        self.overdueOpen = overdueOpen
        self.onTime = onTime
        self.response = response
        self.solved = solved
        self.satisfied = satisfied
        self.firstTime = firstTime
    }
}

/// The supervision desk (督办台): what is late, what comes again, and how well each body answers.
package struct SupervisionPage: Page {
    package struct Item: Sendable {
        package var row: CaseRow
        /// The version that urging from the list is for; `nil` where the reader may not urge.
        package var urgeVersion: Int?

        package init(_ row: CaseRow, urgeVersion: Int? = nil) {
            self.row = row
            self.urgeVersion = urgeVersion
        }
    }

    package struct Model: Sendable {
        package var view: SupervisionView
        package var counts: [SupervisionView: ListCount]
        package var items: [Item]
        package var total: ListCount
        package var after: String?
        package var next: String?
        /// Of the board, and of the links from it.
        package var days: ClosedRange<CityDay>
        /// All bodies that had requests in the period.
        package var board: [BodyScore]
        package var rules: ScoreRules
        /// The idempotency key of the list's forms.
        package var once: String
        package var problem: DeskProblem?
        /// What rises against its own past.
        package var alerts: [RiseAlert]

        package init(
            view: SupervisionView, counts: [SupervisionView: ListCount], items: [Item], total: ListCount,
            after: String? = nil, next: String? = nil, days: ClosedRange<CityDay>, board: [BodyScore],
            rules: ScoreRules, once: String, problem: DeskProblem? = nil,
            alerts: [RiseAlert] = []
        ) {
            self.view = view
            self.counts = counts
            self.items = items
            self.total = total
            self.after = after
            self.next = next
            self.days = days
            self.board = board
            self.rules = rules
            self.once = once
            self.problem = problem
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
        let tabs = SupervisionView.allCases.map { view in
            (
                name: say(view.name), count: model.counts[view].map { count($0) }, path: path(view),
                isOn: view == model.view
            )
        }
        return deskPage(
            title: title, live: LiveView(lists: [.supervision]),
            main: """
                \(deskHead(
                    say("督办", "Supervision"), meta: HTML(text: "\(day(context.today)) \(timeOfDay(context.now))"),
                    tools: keysToggle))
                \(problemNotice(model.problem))
                \(riseNotice(model.alerts))
                \(viewTabs(say("清单", "Lists"), tabs))
                <div class="live-list"\(livePart("work"))>\(model.items.isEmpty ? empty : list)</div>
                <div class="desk-body">\(board)</div>
                \(keyBar(
                    [
                        ("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open")),
                        ("U", say("催办", "urge")),
                    ]))
                """)
    }

    func path(_ view: SupervisionView, days: ClosedRange<CityDay>? = nil, after: String? = nil) -> SitePath {
        let days = days ?? model.days
        return .supervision(
            view: view == .overdue ? nil : view.rawValue, from: days.lowerBound, to: days.upperBound, after: after)
    }

    private var list: HTML {
        table(
            caption: say(model.view.name), hidesCaption: true,
            columns: [
                Column(HTML(text: say("诉求", "Request"))), Column(text: say("承办单位", "Body")),
                Column(text: say("环节", "Stage")),
                Column(text: model.view == .dissatisfied ? say("评价", "Rating") : say("时限", "Clock")),
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
            model.view == .dissatisfied
            ? satisfactionBadge(row.satisfaction)
            : nextStep(row.clock)
        return [
            caseCell(row, isCurrent: isCurrent), HTML(text: row.body.map { say($0) } ?? "—"), stageBadge(row.stage),
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
        return "<span class=\"row row-tight\">\(urge)</span>"
    }

    private var empty: HTML {
        let words: (String, String) =
            switch model.view {
            case .overdue:
                (say("没有超时的", "Nothing overdue"), say("所有在办的诉求都在期限内。", "All open requests are within their limits."))
            case .dueSoon:
                (say("24 小时内没有到期的", "Nothing due within 24 hours"), say("明天这个时候再看。", "Look again tomorrow."))
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
            case .supervised:
                (
                    say("没有在督办的", "Nothing under supervision"),
                    say("督办的诉求办结前都在这里。", "Supervised requests stay here until they are closed.")
                )
            }
        return emptyState(.done, words.0, words.1)
    }
}
