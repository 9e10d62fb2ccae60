package import Civics
package import HTML
import Reporting

/// The advice desk (参谋台): what the mass of requests says, each figure leading to its requests.
package struct AdvicePage: Page {
    /// A part of the whole with its name.
    package struct Part: Hashable, Sendable {
        package var id: String
        package var name: LocalName
        package var count: Int
        /// In the period before; `nil` where it is not compared.
        package var before: Int?

        package init(_ id: String, _ name: LocalName, _ count: Int, before: Int? = nil) {
            self.id = id
            self.name = name
            self.count = count
            self.before = before
        }
    }

    package struct Model: Sendable {
        package var days: ClosedRange<CityDay>
        package var previousDays: ClosedRange<CityDay>
        package var totals: [Measure: Int]
        package var previousTotals: [Measure: Int]
        /// One value for each day; the previous ones are empty where nothing is known of that time.
        package var received: [Int]
        package var previousReceived: [Int]
        package var closed: [Int]
        package var previousClosed: [Int]
        package var channels: [Part]
        package var districts: [Part]
        /// The first level of categories, most requests first.
        package var fields: [Part]
        /// Requests by district, then field.
        package var byDistrictField: [String: [String: Int]]
        package var topCategories: [Part]
        /// Open requests, and of these late, at this moment.
        package var open: Int
        package var overdue: Int
        package var rules: ScoreRules
        /// The last whole week has a report.
        package var report: CityWeek?
        /// What rises against its own past.
        package var alerts: [RiseAlert]

        package init(
            days: ClosedRange<CityDay>, previousDays: ClosedRange<CityDay>, totals: [Measure: Int],
            previousTotals: [Measure: Int], received: [Int], previousReceived: [Int] = [], closed: [Int],
            previousClosed: [Int] = [], channels: [Part], districts: [Part], fields: [Part],
            byDistrictField: [String: [String: Int]], topCategories: [Part], open: Int, overdue: Int,
            rules: ScoreRules, report: CityWeek? = nil, alerts: [RiseAlert] = []
        ) {
            self.days = days
            self.previousDays = previousDays
            self.totals = totals
            self.previousTotals = previousTotals
            self.received = received
            self.previousReceived = previousReceived
            self.closed = closed
            self.previousClosed = previousClosed
            self.channels = channels
            self.districts = districts
            self.fields = fields
            self.byDistrictField = byDistrictField
            self.topCategories = topCategories
            self.open = open
            self.overdue = overdue
            self.rules = rules
            self.report = report
            self.alerts = alerts
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("城市运行", "City in figures") }

    package func render() -> HTML {
        let report = model.report.map { week in
            buttonLink(
                say("看周报", "Weekly report"), to: .report(ReportOrder(.week(week))), icon: .document, isPrimary: true)
        }
        return deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: HTML(text: range(model.days)), tools: report))
                \(riseNotice(model.alerts))
                <div class="toolbar">\(periodChooser(
                    model.days, action: .advice(), path: { .advice(from: $0.lowerBound, to: $0.upperBound) }))</div>
                <div class="desk-body">\(total(.received) == 0 && total(.closed) == 0 ? empty : "\(stats)\(panels)")</div>
                """)
    }

    private var empty: HTML {
        emptyState(
            .noFigures, say("这段时间没有诉求", "No requests on these days"),
            say(
                "\(range(model.days))没有受理，也没有办结。换一段时间看看。",
                "Nothing was received or closed: \(range(model.days)). Choose other days."))
    }

    func total(_ measure: Measure) -> Int { model.totals[measure] ?? 0 }
    func previous(_ measure: Measure) -> Int { model.previousTotals[measure] ?? 0 }

    private func figure(_ measure: Measure) -> FigureQuery { FigureQuery(measure, days: model.days) }

    private var stats: HTML {
        """
        <div class="quad quad-five">
        \(countStat(.received, say("受理", "Received")))
        \(countStat(.closed, say("办结", "Closed")))
        \(rateStat(say("按时办结率", "Closed in time"), rate(\.totals), rate(\.previousTotals), base: inTimeBase))
        \(rateStat(say("满意率", "Satisfied"), satisfied(\.totals), satisfied(\.previousTotals), base: satisfiedBase))
        <div><span class="stat"><span class="stat-label">\(say("现在在办", "Open now"))</span>\
        <span class="stat-value">\(count(model.open))</span><span class="stat-base">\(say("其中超时", "of these overdue")) \
        <span\(if: model.overdue > 0, " class=\"c-bad strong\"")>\(count(model.overdue))</span></span></span></div>
        </div>
        """
    }

    private func countStat(_ measure: Measure, _ name: String) -> HTML {
        let (now, before) = (total(measure), previous(measure))
        let change = Rate(Double(now - before), of: before)
        let words: HTML =
            before > 0
            ? delta(Double(now - before), words: "\(decimal(abs((change.value ?? 0) * 100)))%", moreIsBetter: nil)
            : "<span class=\"delta\">\(say("上期没有数据", "no figures before"))</span>"
        let compared = say("上期 \(count(before))", "\(count(before)) before")
        return """
            <div><span class="stat"><span class="stat-label">\(name)</span>\
            <span class="stat-value">\(evidence(count(now), figure(measure)))</span>\
            <span class="stat-base">\(words)\(if: before > 0, " · \(compared)")</span></span></div>
            """
    }

    private func rateStat(_ name: String, _ now: Rate, _ before: Rate, base: HTML) -> HTML {
        let isShown = now.denominator >= max(1, model.rules.showFrom)
        var change = HTML()
        if isShown, before.denominator >= max(1, model.rules.showFrom), let a = now.value, let b = before.value {
            let points = ((a - b) * 1000).rounded() / 10
            change = delta(
                points, words: say("\(decimal(abs(points))) 个百分点", "\(decimal(abs(points))) points"), moreIsBetter: true
            )
        }
        return """
            <div><span class="stat"><span class="stat-label">\(name)</span>\
            <span class="stat-value">\(isShown ? percent(now) : "—")</span>\
            <span class="stat-base">\(base)\(if: !change.isEmpty, "<br>\(change)")</span></span></div>
            """
    }

    private func rate(_ totals: KeyPath<Model, [Measure: Int]>) -> Rate {
        let totals = model[keyPath: totals]
        return Rate(Double(totals[.closedInTime] ?? 0), of: totals[.due] ?? 0)
    }

    private func satisfied(_ totals: KeyPath<Model, [Measure: Int]>) -> Rate {
        let totals = model[keyPath: totals]
        let weighted = Double(totals[.fairlySatisfied] ?? 0) * model.rules.fairlySatisfiedWeight
        return Rate(Double(totals[.satisfied] ?? 0) + weighted, of: totals[.calledBack] ?? 0)
    }

    private var inTimeBase: HTML {
        let part = evidence(count(total(.closedInTime)), figure(.closedInTime))
        let whole = evidence(count(total(.due)), figure(.due))
        return markup("到期 \(whole)，按时 \(part)", "\(part) of \(whole) due")
    }

    private var satisfiedBase: HTML {
        let whole = evidence(count(total(.calledBack)), figure(.calledBack))
        return markup("有效回访 \(whole)", "\(whole) reached by call-back")
    }
}
