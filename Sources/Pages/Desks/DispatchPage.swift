package import Casework
package import Civics
package import HTML

/// The views of the dispatch queue. The raw value stands in the address.
package enum DispatchView: String, CaseIterable, Sendable {
    case all, urgent, enterprise
    /// Refused, and the person did not accept that (不予受理异议).
    case contested
    /// Returned by a body, to be adjudicated (退回待裁定).
    case returned

    package var name: LocalName {
        switch self {
        case .all: LocalName(zh: "全部", en: "All")
        case .urgent: LocalName(zh: "紧急", en: "Urgent")
        case .enterprise: LocalName(zh: "企业", en: "Enterprise")
        case .contested: LocalName(zh: "异议", en: "Contested")
        case .returned: LocalName(zh: "退回待裁定", en: "Returned")
        }
    }
}

/// The dispatch queue (派单台): the waiting requests, one of them whole, and who should have it and why.
package struct DispatchPage: Page {
    /// What the list of duties says about a request.
    package struct Suggestion: Sendable {
        package var lead: NamedChoice
        package var coHandlers: [NamedChoice]
        /// The category, the level and the place that lead to the body.
        package var category: LocalName
        package var level: Level
        package var place: LocalName
        /// The rule of the list, as it stands there: the (beginning of the) category's code.
        package var rule: String
        /// The place is not known down to the level of the duty, so the body above answers.
        package var isFallback: Bool
        /// Nobody of that place has the duty: the government of the district sorts it out.
        package var isUnclear = false
        package var limits: ServiceLimits
        /// When it would be due, dispatched now; `nil` where the calendar has a gap.
        package var closeBy: Instant?

        package init(
            lead: NamedChoice, coHandlers: [NamedChoice] = [], category: LocalName, level: Level, place: LocalName,
            rule: String, isFallback: Bool = false, limits: ServiceLimits, closeBy: Instant?
        ) {
            self.lead = lead
            self.coHandlers = coHandlers
            self.category = category
            self.level = level
            self.place = place
            self.rule = rule
            self.isFallback = isFallback
            self.limits = limits
            self.closeBy = closeBy
        }
    }

    /// What its text is probably about.
    package struct Advice: Sendable {
        package var category: NamedChoice
        /// 0 to 1; `nil` where it rests on the categories' explanations only.
        package var probability: Double?
        /// The words of the text that carry it.
        package var words: [String]

        package init(category: NamedChoice, probability: Double?, words: [String]) {
            self.category = category
            self.probability = probability
            self.words = words
        }
    }

    /// Why a body has returned it.
    package struct Return: Sendable {
        package var body: NamedChoice
        package var reason: ReturnReason
        package var note: String?
        package var at: Instant

        package init(body: NamedChoice, reason: ReturnReason, note: String?, at: Instant) {
            self.body = body
            self.reason = reason
            self.note = note
            self.at = at
        }
    }

    /// A co-handler asks to be let go.
    package struct Asking: Sendable {
        package var body: NamedChoice
        package var reason: ReturnReason
        package var note: String?
        package var at: Instant

        package init(body: NamedChoice, reason: ReturnReason, note: String?, at: Instant) {
            self.body = body
            self.reason = reason
            self.note = note
            self.at = at
        }
    }

    /// The person did not accept a refusal: what was decided, and what they say.
    package struct Contest: Sendable {
        package var at: Instant
        package var said: String?
        package var ground: RefusalGround
        package var explanation: String?
        package var refusedAt: Instant
        package var refusedBy: String
        /// The reader refused it, and somebody else is there to decide.
        package var isOwn: Bool

        package init(
            at: Instant, said: String?, ground: RefusalGround, explanation: String?, refusedAt: Instant,
            refusedBy: String, isOwn: Bool
        ) {
            self.at = at
            self.said = said
            self.ground = ground
            self.explanation = explanation
            self.refusedAt = refusedAt
            self.refusedBy = refusedBy
            self.isOwn = isOwn
        }
    }

    /// The request in the middle.
    package struct Current: Sendable {
        package var row: CaseRow
        package var stamp: FormStamp
        /// `nil` once the person has been forgotten.
        package var text: String?
        package var category: CategoryCode
        package var categoryPath: [LocalName]
        package var place: RegionID
        package var reporter: Reporter
        /// Requests of the same person in the last 90 days.
        package var earlier: [CaseRow]
        package var returned: Return?
        package var contest: Contest?
        /// `nil` when no duty fits, or the text was never classified.
        package var suggestion: Suggestion?
        package var alternatives: [NamedChoice]
        package var similar: [SimilarRow]
        package var advice: Advice?
        /// Co-handlers that ask to be let go, in the order of the dispatch.
        package var asking: [Asking] = []
        /// What was added to it.
        package var attachments: [AttachmentItem] = []

        package init(
            row: CaseRow, stamp: FormStamp, text: String?, category: CategoryCode, categoryPath: [LocalName],
            place: RegionID, reporter: Reporter, earlier: [CaseRow] = [], returned: Return? = nil,
            contest: Contest? = nil,
            suggestion: Suggestion?, alternatives: [NamedChoice] = [], similar: [SimilarRow] = [],
            advice: Advice? = nil
        ) {
            self.row = row
            self.stamp = stamp
            self.text = text
            self.category = category
            self.categoryPath = categoryPath
            self.place = place
            self.reporter = reporter
            self.earlier = earlier
            self.returned = returned
            self.contest = contest
            self.suggestion = suggestion
            self.alternatives = alternatives
            self.similar = similar
            self.advice = advice
        }
    }

    package struct Model: Sendable {
        package var view: DispatchView
        /// Exact numbers of all views, whatever the search.
        package var counts: [DispatchView: Int]
        package var oldestWaiting: TimeSpan?
        /// Today's dispatches, and the returns among them.
        package var dispatchedToday: Int
        package var returnedToday: Int
        package var query: String?
        /// The head of the queue, the most urgent first.
        package var queue: [CaseRow]
        /// How many fit view and search.
        package var total: Int
        package var current: Current?
        /// Every body that may be chosen by hand, grouped.
        package var bodies: [ChoiceGroup]
        package var categories: [ChoiceGroup]
        package var places: [ChoiceGroup]
        package var faults: [FormFault]
        package var problem: DeskProblem?

        package init(
            view: DispatchView, counts: [DispatchView: Int], oldestWaiting: TimeSpan? = nil, dispatchedToday: Int,
            returnedToday: Int, query: String? = nil, queue: [CaseRow], total: Int, current: Current?,
            bodies: [ChoiceGroup] = [], categories: [ChoiceGroup] = [], places: [ChoiceGroup] = [],
            faults: [FormFault] = [], problem: DeskProblem? = nil
        ) {
            self.view = view
            self.counts = counts
            self.oldestWaiting = oldestWaiting
            self.dispatchedToday = dispatchedToday
            self.returnedToday = returnedToday
            self.query = query
            self.queue = queue
            self.total = total
            self.current = current
            self.bodies = bodies
            self.categories = categories
            self.places = places
            self.faults = faults
            self.problem = problem
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    /// Whether there is anything for the dispatcher but the co-handlers that ask.
    var isOnlyAsked: Bool { model.current.map { $0.returned == nil && $0.row.stage != .awaitingDispatch } ?? false }
    var isAdjudication: Bool { model.current?.returned != nil }
    /// Where an action leads back to: the same view, so that the next request stands there.
    var back: SitePath { .dispatch(view: viewParameter, query: model.query) }

    package var title: String {
        model.view == .returned ? say("退回裁定", "Returned requests") : say("待派", "To dispatch")
    }

    package func render() -> HTML {
        deskPage(
            title: title, scripts: ["desks.js"],
            live: LiveView(
                lists: [model.view == .returned ? .returned : .dispatch], number: model.current?.row.number,
                page: .dispatch(view: viewParameter, case: model.current?.row.number, query: model.query)),
            main: """
                <div class="fill">
                \(head)
                \(filters)
                \(problemNotice(model.problem))\(faultSummary(model.faults))
                \(model.queue.isEmpty ? empty : panes)
                \(keyBar(keys))
                </div>
                """)
    }

    private var viewParameter: String? { model.view == .all ? nil : model.view.rawValue }

    private var head: HTML {
        let number = count(model.counts[model.view == .returned ? .returned : .all] ?? model.total)
        let heading =
            model.view == .returned
            ? say("退回待裁定 \(number) 件", "\(number) returned")
            : say("待派 \(number) 件", "\(number) to dispatch")
        let waiting = model.oldestWaiting.map {
            HTML(text: say("最久的一件已等 \(span($0))", "the oldest has waited \(span($0))"))
        }
        let finder = findForm(
            .dispatch(), keeping: viewParameter.map { [("view", $0)] } ?? [], query: model.query,
            label: say("在待派中查找", "Find in the queue"))
        return deskHead(heading, meta: waiting, tools: "\(finder)\(keysToggle)")
    }

    private var filters: HTML {
        let links = DispatchView.allCases.map { view in
            """
            <a class="btn btn-sm\(if: view != model.view, " btn-quiet")" \
            href="\(SitePath.dispatch(view: view == .all ? nil : view.rawValue))"\
            \(if: view == model.view, #" aria-current="true""#)>\(say(view.name)) \(count(model.counts[view] ?? 0))</a>
            """ as HTML
        }
        let returned = percent(Rate(Double(model.returnedToday), of: model.dispatchedToday))
        let today = say(
            "今天已派 \(count(model.dispatchedToday)) 件，被退回 \(count(model.returnedToday)) 件（\(returned)）",
            "\(count(model.dispatchedToday)) dispatched today, \(count(model.returnedToday)) of them returned (\(returned))"
        )
        return """
            <div class="toolbar"\(livePart("filters")) role="group" aria-label="\(say("筛选", "Filters"))">\(links)<span class="sep"></span>\
            <span class="meta">\(today)</span>\
            \(model.query.map { query in
                """
                <span class="meta">· \(say("找「\(query)」：\(count(model.total)) 件", "\"\(query)\": \(count(model.total)) found")) \
                <a href="\(SitePath.dispatch(view: viewParameter))">\(say("清除", "Clear"))</a></span>
                """ as HTML
            })</div>
            """
    }

    private var panes: HTML {
        """
        <div class="triage">
        <section class="pane pane-list" aria-label="\(say("待派诉求", "Waiting requests"))">
        <ol class="queue" data-list="open"\(LiveList.first.attribute)>\(model.queue.map { queueItem($0) })</ol>
        \(model.total > model.queue.count ? more : nil)
        </section>
        \(model.current.map { request($0) } ?? "<section class=\"pane pane-req\"></section>")
        \(model.current.map { decisions($0) } ?? "<section class=\"pane pane-sug\"></section>")
        </div>
        """
    }

    private var more: HTML {
        let number = count(model.total - model.queue.count)
        return """
            <p class="queue-more meta">\(say("还有 \(number) 件，办完前面的就会出现。", "\(number) more follow when these are done."))</p>
            """
    }

    private func queueItem(_ row: CaseRow) -> HTML {
        let isCurrent = row.number == model.current?.row.number
        let contested = row.isContested ? badge(say("异议", "contested"), .warn) : nil
        let marks = [urgencyBadge(row.urgency), lineBadge(row.line), contested, wayMark(row)].compactMap(\.self)
        let place = row.place.last.map { say($0) } ?? ""
        return """
            <li\(liveRow(row.number))><a href="\(SitePath.dispatch(view: viewParameter, case: row.number, query: model.query))"\
            \(if: isCurrent, #" aria-current="true""#)><b>\(marks) \(caseTitle(row))</b>\
            <span class="meta clip">\(place) · \(say(row.channel.name))</span>\(row.clock.map { clockBadge($0) })</a></li>

            """
    }

    private var keys: [(keys: String, does: String)] {
        guard model.current != nil else { return [("/", say("查找", "find"))] }
        if isOnlyAsked {
            return [
                ("J K", say("下一件、上一件", "next, previous")), ("L", say("同意退出", "let it go")),
                ("H", say("留下协办", "keep it")), ("/", say("查找", "find")),
            ]
        }
        let ends: [(keys: String, does: String)] =
            isAdjudication
            ? [("A", say("指定办理", "designate")), ("R", say("接受退回", "accept the return"))]
            : [
                ("A", say("采纳并派出", "accept and dispatch")), ("M", say("并入", "merge")),
                ("N", say("不予受理", "do not accept")), ("U", say("改紧急程度", "urgency")),
            ]
        return [("J K", say("下一件、上一件", "next, previous"))] + ends + [
            ("C", say("改分类", "classify")), ("D", say("派给别的单位", "another body")), ("/", say("查找", "find")),
        ] + (context.flash?.undo == nil ? [] : [("Z", say("撤回", "undo"))])
    }

    private var empty: HTML {
        if model.query != nil {
            return emptyState(
                .nothingFound, say("没有找到", "Nothing found"),
                say("待派的诉求里没有这几个字。", "No waiting request has these words."),
                actions: [buttonLink(say("清除查找", "Clear the search"), to: .dispatch(view: viewParameter))])
        }
        let returned = model.counts[.returned] ?? 0
        if model.view != .returned, model.view != .all {
            return emptyState(
                .done, say("这一类都派完了", "All of these are dispatched"),
                say("别的诉求可能还在等。", "Others may still be waiting."),
                actions: [buttonLink(say("看全部待派", "See all waiting"), to: .dispatch())])
        }
        return emptyState(
            .done,
            model.view == .returned ? say("没有待裁定的退回", "No returns to adjudicate") : say("都派完了", "All dispatched"),
            say(
                "今天派出 \(count(model.dispatchedToday)) 件。新的会出现在这里。",
                "\(count(model.dispatchedToday)) dispatched today. New ones appear here."),
            actions: model.view != .returned && returned > 0
                ? [
                    buttonLink(
                        say("看退回待裁定的 \(count(returned)) 件", "See the \(count(returned)) returned"),
                        to: .dispatch(view: DispatchView.returned.rawValue))
                ] : [])
    }
}
