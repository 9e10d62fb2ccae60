import Civics
import Desks
import Pages
import Reporting
import Storage

/// The public charts of a period: when, where, about what, by which way requests came in.
struct OverviewCharts {
    private let overview: CityOverview
    private let city: City
    private let language: Language

    init(_ overview: CityOverview, of city: City, in language: Language) {
        self.overview = overview
        self.city = city
        self.language = language
    }

    var named: [FiguresPage.NamedChart] {
        [
            .init(id: "trend", heading: LocalName(zh: "每天受理", en: "Received by day"), chart: .trend(trend)),
            .init(id: "channels", heading: LocalName(zh: "受理渠道", en: "Ways in"), chart: .bars(channels)),
            .init(
                id: "heat", heading: LocalName(zh: "各区反映什么", en: "What each district asks about"), chart: .heat(heat)),
            .init(id: "top", heading: LocalName(zh: "反映最多的事", en: "Most frequent matters"), chart: .bars(categories)),
        ]
    }

    private var total: Int { overview.total(.received) }

    private var trend: TrendChart {
        TrendChart(
            title: language.say("每天受理的诉求", "Requests received by day"),
            summary: language.say(
                "\(total) 件，之前同样长的时间 \(overview.previous(.received)) 件。",
                "\(total) requests; \(overview.previous(.received)) in the same time before."),
            labelHead: language.say("日期", "Day"), labels: overview.days.map { "\($0.month)-\($0.day)" },
            current: .init(language.say("本期", "This period"), overview.receivedByDay.map { Double($0) }),
            comparison: .init(
                language.say("上期", "Period before"), overview.previousReceivedByDay.map { Double($0) }))
    }

    private var channels: BarChart {
        bars(
            language.say("受理渠道", "Ways in"), language.say("渠道", "Way"),
            overview.byChannel.compactMap { sum in
                Channel(rawValue: sum.first).map { (language.say($0.name), sum.amount) }
            })
    }

    private var categories: BarChart {
        bars(
            language.say("反映最多的事", "Most frequent matters"), language.say("分类", "Category"),
            overview.topCategories.prefix(10).compactMap { top in
                city.category(top.category).map { (language.say($0.level3), top.now) }
            })
    }

    private func bars(_ title: String, _ head: String, _ values: [(String, Int)]) -> BarChart {
        let sorted = values.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        return BarChart(
            title: title,
            summary: sorted.first.map {
                language.say("最多：\($0.0)，\($0.1) 件。", "Most: \($0.0), \($0.1).")
            } ?? "",
            nameHead: head, valueHead: language.say("件数", "Requests"),
            bars: sorted.map { BarChart.Bar($0.0, Double($0.1)) })
    }

    private var heat: HeatMap {
        let fields = Dictionary(overview.byDistrictField.map { ($0.second, $0.amount) }, uniquingKeysWith: +)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(8).map(\.key)
        let names = fields.map { field in
            city.categories.first { $0.field == field }.map { language.say($0.level1) } ?? field
        }
        let cells = Dictionary(
            overview.byDistrictField.map { ("\($0.first)/\($0.second)", $0.amount) }, uniquingKeysWith: +)
        return HeatMap(
            title: language.say("各区 × 领域", "District × field"),
            summary: language.say("颜色越深，件数越多。", "The darker, the more requests."),
            nameHead: language.say("区", "District"), columns: names,
            rows: city.regions.filter { $0.level == .district }.map { district in
                HeatMap.Row(
                    language.say(district.name),
                    fields.map { HeatMap.Cell(Double(cells["\(district.id)/\($0)"] ?? 0)) })
            })
    }
}
