import Casework
package import Civics
package import HTML
package import Reporting

/// The views of a body's work list. The raw value stands in the address.
package enum WorklistView: String, CaseIterable, Sendable {
    case open
    /// Given to the reader.
    case mine
    /// Replies that wait for the head of the body (待审核).
    case toApprove = "to-approve"
    case toSign = "to-sign", dueToday = "due-today", overdue
    case inProgress = "in-progress"
    case paused, supervised, closed

    package var name: LocalName {
        switch self {
        case .open: LocalName(zh: "全部在办", en: "All open")
        case .mine: LocalName(zh: "我的", en: "Mine")
        case .toApprove: LocalName(zh: "待审核", en: "To approve")
        case .toSign: LocalName(zh: "待签收", en: "To sign for")
        case .dueToday: LocalName(zh: "今天到期", en: "Due today")
        case .overdue: LocalName(zh: "已超时", en: "Overdue")
        case .inProgress: LocalName(zh: "办理中", en: "In progress")
        case .paused: LocalName(zh: "暂停计时", en: "Paused")
        case .supervised: LocalName(zh: "督办", en: "Supervised")
        case .closed: LocalName(zh: "已办结", en: "Closed")
        }
    }
}

/// A body's work list (工作清单): what it leads or helps with, the most urgent first.
package struct WorklistPage: Page {
    package struct Item: Sendable {
        /// With the clock that must be watched now.
        package var row: CaseRow
        /// When it must be closed, with its clock; `nil` when it is closed already.
        package var close: ClockReading?
        /// The body helps another that leads.
        package var isCoHandled: Bool
        /// The version to sign, where the list offers signing.
        package var signVersion: Int?

        package init(
            _ row: CaseRow, close: ClockReading? = nil, isCoHandled: Bool = false, signVersion: Int? = nil
        ) {
            self.row = row
            self.close = close
            self.isCoHandled = isCoHandled
            self.signVersion = signVersion
        }
    }

    package struct Model: Sendable {
        package var view: WorklistView
        package var body: LocalName
        /// The numbers of the views that the reader has, whatever the search; what is closed is there uncounted.
        package var counts: [WorklistView: ListCount]
        /// Closed in time ÷ due, this month, with its figure.
        package var onTime: Rate?
        package var onTimeFigure: FigureQuery?
        package var query: String?
        package var items: [Item]
        /// Orders of supervision to be answered, the first due first.
        package var orders: [OrderToAnswer]
        /// How many requests of this view fit the search.
        package var total: ListCount
        /// The cursor of this page (`nil` on the first) and of the next (`nil` on the last).
        package var after: String?
        package var next: String?
        /// The idempotency key of the list's forms.
        package var once: String
        package var problem: DeskProblem?

        package init(
            view: WorklistView, body: LocalName, counts: [WorklistView: ListCount], onTime: Rate? = nil,
            onTimeFigure: FigureQuery? = nil, query: String? = nil, items: [Item],
            orders: [OrderToAnswer] = [], total: ListCount,
            after: String? = nil, next: String? = nil, once: String, problem: DeskProblem? = nil
        ) {
            self.view = view
            self.body = body
            self.counts = counts
            self.onTime = onTime
            self.onTimeFigure = onTimeFigure
            self.query = query
            self.items = items
            self.orders = orders
            self.total = total
            self.after = after
            self.next = next
            self.once = once
            self.problem = problem
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { "\(say(model.view.name)) · \(say("工作清单", "Work list"))" }

    package func render() -> HTML {
        let tabs = WorklistView.allCases.filter { $0 == .closed || model.counts[$0] != nil }.map { view in
            (
                name: say(view.name), count: model.counts[view].map { count($0) }, path: path(view),
                isOn: view == model.view
            )
        }
        let now = context.now
        return deskPage(
            title: title, live: LiveView(lists: [.worklist]),
            main: """
                \(deskHead(
                    say("工作清单", "Work list"),
                    meta: "\(say(model.body)) · \(day(context.today)) \(weekday(context.today)) \(timeOfDay(now))",
                    tools: "\(finder)\(keysToggle)"))
                \(problemNotice(model.problem))
                \(tally)
                \(viewTabs(say("清单", "Lists"), tabs))
                \(model.query.map { queryLine($0) })
                \(ordersToAnswer(
                    model.orders, total: model.counts[.supervised] ?? ListCount(model.orders.count), once: model.once,
                    back: path(model.view)))
                <div class="live-list"\(livePart("work"))>\(model.items.isEmpty ? empty : list)</div>
                \(keyBar(
                    [
                        ("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open")),
                        ("S", say("签收", "sign for it")), ("O", say("答复督办", "answer the supervisor")), ("/", say("查找", "find")),
                    ], aside: clockLegend))
                """)
    }

    private func path(_ view: WorklistView) -> SitePath {
        .worklist(view: view == .open ? nil : view.rawValue)
    }

    private var finder: HTML {
        findForm(
            .worklist(), keeping: model.view == .open ? [] : [("view", model.view.rawValue)], query: model.query,
            label: say("在清单中查找", "Find in the list"))
    }

    private func queryLine(_ query: String) -> HTML {
        """
        <p class="list-note">\(say("找「\(query)」：\(count(model.total)) 件", "\"\(query)\": \(count(model.total)) found")) \
        <a href="\(path(model.view))">\(say("清除", "Clear"))</a></p>
        """
    }

    private var tally: HTML {
        func cell(_ view: WorklistView, _ style: StaticString) -> HTML {
            let number = model.counts[view] ?? 0
            return """
                <a href="\(path(view))" class="\(if: number.value > 0, "\(raw: style)")"><span class="stat-label">\
                \(say(view.name))</span><span class="stat-value">\(count(number))</span></a>
                """
        }
        let rate = model.onTime.map { rate -> HTML in
            let base = say(
                "到期 \(grouped(rate.denominator))，按时 \(grouped(Int(rate.numerator)))",
                "\(grouped(Int(rate.numerator))) of \(grouped(rate.denominator)) due")
            let inner: HTML = """
                <span class="stat-label">\(say("本月按时办结", "Closed in time this month"))</span>\
                <span class="stat-value">\(percent(rate))</span><span class="stat-base">\(base)</span>
                """
            guard let figure = model.onTimeFigure else { return "<div>\(inner)</div>" }
            return "<a href=\"\(SitePath.requests(figure))\">\(inner)</a>"
        }
        return """
            <div class="tally"\(livePart("tally"))>\(if: model.counts[.toApprove] != nil, cell(.toApprove, "is-warn"))\(cell(.overdue, "is-bad"))\(cell(.dueToday, "is-warn"))\(cell(.toSign, ""))\
            \(cell(.inProgress, ""))\(cell(.paused, ""))\(rate)</div>
            """
    }

    private var list: HTML {
        let columns = [
            Column(HTML(text: say("诉求", "Request"))), Column(text: say("种类", "Kind")),
            Column(text: say("环节", "Stage")),
            Column(HTML(text: say("现在的时限", "Due next")), label: say("现在", "Next"), sorted: .ascending),
            Column(HTML(text: say("办结期限", "Closing limit")), label: say("办结", "Closing")),
            Column(text: say("经办", "Handler")),
        ]
        let shown = pageWords(shown: model.items.count, total: model.total)
        let caption = say(
            "\(model.body.zh)的诉求：\(model.view.name.zh)", "Requests of \(model.body.en): \(model.view.name.en)")
        return """
            \(table(
                caption: caption, hidesCaption: true, columns: columns, rows: rows, asCards: true, style: "work",
                isList: true, live: LiveList(after: model.after)))
            <div class="foot">\(pager(
                first: model.after == nil ? nil : firstPage,
                next: model.next.map { .worklist(view: viewParameter, query: model.query, after: $0) }, shown: shown))</div>
            """
    }

    private var viewParameter: String? { model.view == .open ? nil : model.view.rawValue }
    private var firstPage: SitePath { .worklist(view: viewParameter, query: model.query) }

    /// The open ones are parted by what has to be done first; the other views are of one sort each.
    private var rows: [TableRow] {
        var rows: [TableRow] = []
        var last: Group?
        for (index, item) in model.items.enumerated() {
            if model.view == .open {
                let group = group(of: item)
                if group != last { rows.append(.group(heading(of: group))) }
                last = group
            }
            rows.append(
                .cells(cells(item, isCurrent: index == 0), isSelected: index == 0, number: item.row.number))
        }
        return rows
    }

    private enum Group {
        case overdue, dueToday, later, paused
    }

    private func group(of item: Item) -> Group {
        guard let clock = item.row.clock ?? item.close else { return .later }
        switch clock.state {
        case .overdue: return .overdue
        case .paused: return .paused
        default:
            let isToday = clock.deadline.map { context.city.zone.day(of: $0) == context.today } ?? false
            return isToday ? .dueToday : .later
        }
    }

    private func heading(of group: Group) -> HTML {
        switch group {
        case .overdue:
            """
            \(say(WorklistView.overdue.name)) \(counted(.overdue))\
            <span class="meta">\(say("先办这些", "these first"))</span>
            """
        case .dueToday: "\(say(WorklistView.dueToday.name)) \(counted(.dueToday))"
        case .later: "\(say("以后到期", "Due later"))"
        case .paused: "\(say(WorklistView.paused.name)) \(counted(.paused))"
        }
    }

    private func counted(_ view: WorklistView) -> String {
        model.counts[view].map { count($0) } ?? ""
    }

    private func cells(_ item: Item, isCurrent: Bool) -> [HTML] {
        let co = item.isCoHandled ? " \(badge(say("协办", "co-handler")))" as HTML : nil
        return [
            caseCell(item.row, isCurrent: isCurrent),
            HTML(text: say(item.row.kind.name)),
            "\(stageBadge(item.row.stage))\(co)",
            nextCell(item),
            item.close.map { closeCell($0) } ?? "<span class=\"muted\">—</span>",
            item.row.handler.map { HTML(text: $0) } ?? "<span class=\"muted\">\(say("未分", "nobody"))</span>",
        ]
    }

    /// What has to be done next and what is left for it; a button where one press does it.
    private func nextCell(_ item: Item) -> HTML {
        "\(nextStep(item.row.clock))\(item.signVersion.map { signForm(item.row.number, version: $0) })"
    }

    private func closeCell(_ close: ClockReading) -> HTML {
        guard let deadline = close.deadline else { return clockBadge(close) }
        switch close.state {
        case .overdue: return "<span class=\"c-bad\">\(moment(deadline))</span>"
        default: return HTML(text: moment(deadline))
        }
    }

    private func signForm(_ number: CaseNumber, version: Int) -> HTML {
        caseForm(
            number, .sign, stamp: FormStamp(version: version, once: "\(model.once)-\(number)"),
            back: .worklist(view: viewParameter, query: model.query, after: model.after), style: "row-form",
            """
            <button class="btn btn-sm" data-row-key="s">\(say("签收", "Sign"))\
            <span class="visually-hidden"> \(number.description)</span></button>
            """)
    }

    private var empty: HTML {
        if model.query != nil {
            return emptyState(
                .nothingFound, say("没有找到", "Nothing found"),
                say("换个说法，或者换一个清单再找。", "Try other words, or look in another list."),
                actions: [buttonLink(say("清除查找", "Clear the search"), to: path(model.view))])
        }
        switch model.view {
        case .open:
            return emptyState(
                .done, say("都办完了", "All done"),
                say(
                    "您单位现在没有在办的诉求。新派来的会出现在这里。",
                    "Your body has no open requests. New ones appear here when they are dispatched."))
        case .mine:
            return emptyState(
                .done, say("您手上没有在办的", "You have nothing open"),
                say(
                    "签收时没有写名字的，会分给手上最少的人；分给您的会出现在这里。",
                    "What is signed for without a name goes to whoever has the least; what comes to you appears here."),
                actions: [buttonLink(say("看单位全部在办", "See all open of the body"), to: .worklist())])
        case .toApprove:
            return emptyState(
                .done, say("没有等您审核的答复", "No reply waits for you"),
                say("送审的答复会出现在这里。", "Replies sent for approval appear here."),
                actions: [buttonLink(say("看全部在办", "See all open"), to: .worklist())])
        case .closed:
            return emptyState(
                .nothingFound, say("还没有办结的", "Nothing closed yet"),
                say("办结的诉求会出现在这里。", "Requests that have been closed appear here."))
        default:
            let name = say(model.view.name)
            return emptyState(
                .done, say("\(name)：没有", "\(name): none"),
                say("这一类现在是空的。", "There is nothing of this sort right now."),
                actions: [buttonLink(say("看全部在办", "See all open"), to: .worklist())])
        }
    }
}

extension View {
    /// `共 63 件，本页 50 件`
    func pageWords(shown: Int, total: ListCount) -> String {
        say("共 \(count(total)) 件，本页 \(count(shown)) 件", "\(count(total)) in all, \(count(shown)) on this page")
    }
}
