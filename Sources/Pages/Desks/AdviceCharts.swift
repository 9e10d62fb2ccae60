import Civics
import HTML
import Reporting

/// The pictures of the advice desk.
extension AdvicePage {
    var panels: HTML {
        let heat = panel("heat", say("类别 × 区", "Category by district"), self.heat)
        let categories = panel("categories", say("集中在哪几类", "Most frequent categories"), self.categories)
        let channels = panel("channels", say("从哪里来", "By channel"), self.channels)
        let grades = panel("grades", say("满意不满意", "Satisfaction"), self.grades)
        guard model.days.count > 1, model.received.count == model.days.count, model.closed.count == model.days.count
        else {
            return """
                <p class="meta block">\(say("只有一天，看不出走势；选 7 天或更长就有走势图。", "One day shows no trend: choose 7 days or more for it."))</p>
                <div class="panels">\(heat)\(categories)\(grades)\(channels)</div>
                """
        }
        let received = trend(
            .received, say("每天受理件数", "Requests received by day"), model.received, before: model.previousReceived)
        let closed = trend(
            .closed, say("每天办结件数", "Requests closed by day"), model.closed, before: model.previousClosed)
        return """
            <div class="panels">
            \(panel("received", say("每天受理", "Received by day"), received))\(categories)\
            \(panel("closed", say("每天办结", "Closed by day"), closed))\(channels)\(heat)\(grades)
            </div>
            """
    }

    private func panel(_ id: String, _ heading: String, _ content: HTML) -> HTML {
        "<section aria-labelledby=\"\(id)-heading\"><h2 id=\"\(id)-heading\">\(heading)</h2>\(content)</section>\n"
    }

    private func tooLittle(_ words: String) -> HTML { "<p class=\"muted\">\(words)</p>" }

    private func trend(_ measure: Measure, _ name: String, _ values: [Int], before: [Int]) -> HTML {
        let days = Array(model.days)
        let total = values.reduce(0, +)
        let most = values.max() ?? 0
        let peak = values.firstIndex(of: most).map { day(days[$0]) } ?? ""
        let hasBefore = before.count == values.count && before.contains { $0 > 0 }
        let summary =
            say(
                "\(range(model.days))共 \(count(total)) 件，最多的一天是\(peak)，\(count(most)) 件。",
                "\(count(total)) in all, \(range(model.days)); most on \(peak): \(count(most)).")
            + (hasBefore
                ? say(
                    "上期同一天用点线，共 \(count(before.reduce(0, +))) 件。",
                    " The period before is dotted: \(count(before.reduce(0, +))) in all.") : "")
        return chart(
            .trend(
                TrendChart(
                    title: name, summary: summary, labelHead: say("日期", "Day"), labels: days.map { shortDay($0) },
                    current: TrendChart.Series(say("本期", "This period"), values.map { Double($0) }),
                    comparison: hasBefore
                        ? TrendChart.Series(say("上期", "Period before"), before.map { Double($0) }) : nil,
                    figures: days.map { FigureQuery(measure, days: $0...$0) })),
            id: "chart-\(measure)")
    }

    /// `11/18`, `18 Nov`: short enough for an axis.
    private func shortDay(_ day: CityDay) -> String {
        say(
            "\(day.month)/\(day.day)",
            self.day(CityDay(year: context.today.year, month: day.month, day: day.day) ?? day))
    }

    private func share(_ part: Int, of whole: Int) -> String {
        percent(Rate(Double(part), of: whole))
    }

    private var categories: HTML {
        let received = total(.received)
        guard !model.topCategories.isEmpty else { return tooLittle(say("没有分类。", "Nothing classified.")) }
        let hasBefore = model.topCategories.contains { $0.before != nil }
        let first = model.topCategories[0]
        return chart(
            .bars(
                BarChart(
                    title: say("受理最多的类别", "Categories with most requests"),
                    summary: say(
                        "最多的是\(first.name.zh)，\(count(first.count)) 件，占 \(share(first.count, of: received))。",
                        "Most frequent: \(first.name.en), \(count(first.count)), \(share(first.count, of: received))."),
                    nameHead: say("类别", "Category"), valueHead: say("本期", "This period"),
                    comparisonHead: say("上期", "Period before"), noteHead: say("占比", "Share"),
                    bars: model.topCategories.map { part in
                        BarChart.Bar(
                            say(part.name), Double(part.count), comparison: hasBefore ? Double(part.before ?? 0) : nil,
                            note: share(part.count, of: received),
                            figure: FigureQuery(.received, .category, first: part.id, days: model.days))
                    })), id: "chart-categories")
    }

    private var channels: HTML {
        let received = total(.received)
        guard let most = model.channels.max(by: { $0.count < $1.count }) else {
            return tooLittle(say("没有受理。", "Nothing received."))
        }
        return chart(
            .bars(
                BarChart(
                    title: say("各渠道受理件数", "Requests by channel"),
                    summary: say(
                        "最多的是\(most.name.zh)，\(count(most.count)) 件。",
                        "Most by \(most.name.en.lowercased()): \(count(most.count))."),
                    nameHead: say("渠道", "Channel"), valueHead: say("受理", "Received"), noteHead: say("占比", "Share"),
                    bars: model.channels.sorted { $0.count > $1.count }.map { part in
                        BarChart.Bar(
                            say(part.name), Double(part.count), note: share(part.count, of: received),
                            figure: FigureQuery(.received, .channel, first: part.id, days: model.days))
                    })), id: "chart-channels")
    }

    private var heat: HTML {
        guard !model.fields.isEmpty, !model.districts.isEmpty else {
            return tooLittle(say("没有带地点的诉求。", "No requests with a place."))
        }
        return chart(
            .heat(
                HeatMap(
                    title: say("类别和区：受理件数", "Requests by category and district"),
                    summary: say(
                        "颜色越深件数越多。受理最多的区是\(mostDistrict)。",
                        "The darker, the more. The district with most is \(mostDistrict)."),
                    nameHead: say("类别", "Category"), columns: model.districts.map { say($0.name) },
                    totalHead: say("全市", "City"),
                    rows: model.fields.map { field in
                        HeatMap.Row(
                            say(field.name),
                            model.districts.map { district in
                                HeatMap.Cell(
                                    Double(model.byDistrictField[district.id]?[field.id] ?? 0),
                                    figure: FigureQuery(
                                        .received, .districtField, first: district.id, second: field.id,
                                        days: model.days))
                            },
                            total: HeatMap.Cell(
                                Double(field.count),
                                figure: FigureQuery(.received, .field, first: field.id, days: model.days)))
                    })), id: "chart-heat")
    }

    private var mostDistrict: String {
        model.districts.max { $0.count < $1.count }.map { say($0.name) } ?? "—"
    }

    private var grades: HTML {
        let asked = total(.calledBack)
        guard asked > 0 else {
            return tooLittle(say("这段时间没有联系上的回访。", "Nobody was reached by call-back on these days."))
        }
        let measures: [Measure] = [.satisfied, .fairlySatisfied, .dissatisfied]
        return chart(
            .bars(
                BarChart(
                    title: say("回访的评价", "Grades given in call-backs"),
                    summary: say(
                        "联系上 \(count(asked)) 人，满意 \(count(total(.satisfied)))，不满意 \(count(total(.dissatisfied)))。",
                        "\(count(asked)) people reached, \(count(total(.satisfied))) satisfied, \(count(total(.dissatisfied))) dissatisfied."
                    ),
                    nameHead: say("评价", "Grade"), valueHead: say("人数", "People"),
                    noteHead: say("占联系上的", "Of those reached"),
                    bars: measures.map { measure in
                        BarChart.Bar(
                            say(LocalName(zh: measure.name.zh, en: measure.name.en.capitalizedFirst)),
                            Double(total(measure)),
                            note: share(total(measure), of: asked), figure: FigureQuery(measure, days: model.days))
                    })), id: "chart-grades")
    }
}
