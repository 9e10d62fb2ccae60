package import Civics
package import HTML
package import Reporting

/// The city's figures for everybody (城市数据): what came in, where, about what, how well it was answered; each figure
/// with its base and how it is counted.
package struct FiguresPage: Page {
    package struct Model: Sendable {
        /// The days the charts and the table of bodies are about.
        package var days: ClosedRange<CityDay>
        package var now: CityFiguresNow?
        /// In pairs: a wide one (trend, heat map) and a narrow one (bars) beside it.
        package var charts: [NamedChart]
        package var rates: [NamedRate]
        /// Whether the city publishes its reports.
        package var hasReports: Bool

        package init(
            days: ClosedRange<CityDay>, now: CityFiguresNow?, charts: [NamedChart], rates: [NamedRate],
            hasReports: Bool = false
        ) {
            self.hasReports = hasReports
            self.days = days
            self.now = now
            self.charts = charts
            self.rates = rates
        }
    }

    package struct NamedChart: Sendable {
        /// Unique on the page.
        package var id: String
        package var heading: LocalName
        package var chart: Chart

        package init(id: String, heading: LocalName, chart: Chart) {
            self.id = id
            self.heading = heading
            self.chart = chart
        }
    }

    /// A rate of the period.
    package struct NamedRate: Sendable {
        package var measure: RateMeasure
        package var rate: Rate

        package init(_ measure: RateMeasure, _ rate: Rate) {
            self.measure = measure
            self.rate = rate
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("城市数据", "City figures") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                <div class="wrap city-page">
                \(crumbs([(say("首页", "Home"), .home)], here: title))
                <h1>\(title)</h1>
                <p class="soft">\(period)</p>
                \(if: model.hasReports, """
                    <p><a href="\(SitePath.publishedReports)">\(say("公开报告：按周、月、季、年", "Published reports by week, month, quarter and year"))</a></p>
                    """)
                \(content)
                </div>
                """)
    }

    private var period: String {
        let (first, last) = (model.days.lowerBound, model.days.upperBound)
        let from = day(first)
        let to = day(last)
        return say("\(from)到 \(to)，全部渠道", "\(from) to \(to), all channels")
    }

    private var content: HTML {
        guard model.now != nil || !model.charts.isEmpty else {
            return emptyState(
                .noFigures, say("还没有数据", "No figures yet"),
                say("收到第一件诉求以后，这里会出现数据。", "Figures appear here once the first request has come in."),
                actions: [buttonLink(say("我要反映", "Make a request"), to: .ask())])
        }
        return """
            \(model.now.map { now in
                """
                <section aria-labelledby="today-heading"><h2 id="today-heading">\(say("此刻", "Now"))</h2>\(cityTiles(now))</section>
                """ as HTML
            })
            \(if: !model.charts.isEmpty, """
                <section><div class="city-charts">\(model.charts.map { chartSection($0) })</div></section>
                """)
            \(if: !model.rates.isEmpty, ratesSection)
            \(definitions)
            """
    }

    private func chartSection(_ chart: NamedChart) -> HTML {
        """
        <section aria-labelledby="\(chart.id)-heading">\
        <h2 id="\(chart.id)-heading">\(say(chart.heading))</h2>\(publicChart(chart.chart, id: chart.id))</section>
        """
    }

    private var ratesSection: HTML {
        let rows = model.rates.map { item -> TableRow in
            let interval = item.rate.interval.map {
                say(
                    "\(decimal($0.lowerBound * 100))% 到 \(decimal($0.upperBound * 100))%",
                    "\(decimal($0.lowerBound * 100))% to \(decimal($0.upperBound * 100))%")
            }
            return .cells([
                HTML(text: say(item.measure.name)), HTML(text: percent(item.rate)),
                HTML(text: count(Int(item.rate.numerator + 0.5))), HTML(text: count(item.rate.denominator)),
                HTML(text: interval ?? "—"),
            ])
        }
        return """
            <section aria-labelledby="rates-heading">
            <h2 id="rates-heading">\(say("办得怎么样", "How well it was done"))</h2>
            \(table(
                caption: say("各项比率和它的分子、分母", "Rates with what they are made of"), hidesCaption: true,
                columns: [
                    Column(HTML(text: say("指标", "Measure"))), Column(text: say("比率", "Rate"), isNumber: true),
                    Column(text: say("分子", "Numerator"), isNumber: true),
                    Column(text: say("分母", "Denominator"), isNumber: true),
                    Column(text: say("95% 区间", "95% interval"), isNumber: true),
                ], rows: rows, asCards: true))
            </section>
            """
    }

    private var definitions: HTML {
        """
        <section class="read" aria-labelledby="how-heading">
        <h2 id="how-heading">\(say("每个数怎么算", "How each figure is counted"))</h2>
        <dl class="pairs pairs-stack">\(RateMeasure.allCases.map { measure in
            "<dt class=\"strong\">\(say(measure.name))</dt><dd>\(say(measure.definition))</dd>" as HTML
        })</dl>
        <p class="meta">\(say(
            "少于 5 件的不单独显示，免得认出是谁。分母少于 30 的不排名。",
            "Counts under 5 are not shown by themselves, so that nobody is recognised. Nothing with a base under 30 is ranked."))</p>
        </section>
        """
    }
}

/// The rates shown to everybody, with their definitions (GB/T 33358-2016 and DOMAIN of the hotline).
package enum RateMeasure: CaseIterable, Sendable {
    case contacted, closedInTime, solved, satisfied, redone

    package var name: LocalName {
        switch self {
        case .contacted: LocalName(zh: "按时联系率", en: "Contacted in time")
        case .closedInTime: LocalName(zh: "按时办结率", en: "Closed in time")
        case .solved: LocalName(zh: "解决率", en: "Solved")
        case .satisfied: LocalName(zh: "满意率", en: "Satisfied")
        case .redone: LocalName(zh: "重办率", en: "Done again")
        }
    }

    package var definition: LocalName {
        switch self {
        case .contacted:
            LocalName(
                zh: "在时限内联系到反映人的件数 ÷ 应联系的件数，按应联系的日子计。",
                en: "People contacted within the limit ÷ requests due for contact, by the day it was due.")
        case .closedInTime:
            LocalName(
                zh: "按时办结的件数 ÷ 到期的件数；暂停的时间按规定扣除。",
                en: "Requests closed by their deadline ÷ requests due; pauses are taken off as the rules say.")
        case .solved:
            LocalName(
                zh: "反映人说已解决的件数 ÷ 有效回访和自己评价的件数；没有联系上的不算。",
                en:
                    "Requests said to be solved ÷ people reached or rating by themselves; those not reached do not count."
            )
        case .satisfied:
            LocalName(
                zh: "满意的件数（基本满意折算） ÷ 有效回访和自己评价的件数；没有回音的不算满意。",
                en:
                    "Satisfied people (fairly satisfied with a weight) ÷ people reached; no answer never counts as satisfied."
            )
        case .redone:
            LocalName(
                zh: "退回重办和差评整改的件数 ÷ 办结的件数。",
                en: "Requests done again or put right after a bad rating ÷ requests closed.")
        }
    }
}
