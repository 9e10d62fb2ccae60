import Civics

/// The picture of the first section: half a year by weeks, or the days of the week where there is no such past.
extension WeeklyWriter {
    var trend: ReportBlock? { weeks ?? days }

    /// Received by week, with the same weeks of the year before; `nil` for a running week or fewer than four weeks.
    private var weeks: ReportBlock? {
        guard figures.stage == .complete else { return nil }
        var weeks = [figures.week]
        while weeks.count < WeeklyFigures.trendWeeks, let first = weeks.first,
            figures.received(in: first.previous.days) != nil
        {
            weeks.insert(first.previous, at: 0)
        }
        guard weeks.count >= 4 else { return nil }
        let counts = weeks.map { figures.received(in: $0.days) }
        let lastYear = weeks.map { week -> Int? in
            let days = week.days
            return figures.received(
                in: days.lowerBound.advanced(
                    by: -WeeklyFigures.yearShift)...days.upperBound.advanced(
                        by: -WeeklyFigures.yearShift))
        }
        let hasLastYear = lastYear.contains { $0 != nil }
        let first = weeks[0]
        let title = language.say(
            "每周受理件数，\(weekName(first))至\(weekName(figures.week))",
            "Requests received by week, \(weekName(first)) to \(weekName(figures.week))")
        let chart = TrendChart(
            title: title, summary: summary(weeks, counts.compactMap(\.self)), labelHead: language.say("周", "Week"),
            labels: weeks.map { language.say("\($0.week)周", "W\($0.week)") },
            current: TrendChart.Series(language.say("本周", "this week"), counts.map { $0.map(Double.init) }),
            comparison: hasLastYear
                ? TrendChart.Series(language.say("去年", "last year"), lastYear.map { $0.map(Double.init) }) : nil,
            figures: weeks.map { FigureQuery(.received, days: $0.days) })
        let note = hasLastYear ? language.say("（虚线为去年同期）", " (dotted: the year before)") : ""
        return .chart(
            .trend(chart), caption: language.say("每周受理件数", "Requests received by week") + note)
    }

    private func weekName(_ week: CityWeek) -> String {
        language.say("\(week.year)年第\(week.week)周", "week \(week.week) of \(week.year)")
    }

    private func summary(_ weeks: [CityWeek], _ counts: [Int]) -> String {
        guard let most = counts.max(), let least = counts.min(), let last = counts.last,
            let high = counts.firstIndex(of: most), let low = counts.firstIndex(of: least)
        else { return "" }
        return language.say(
            """
            本周\(Numerals.count(last))件；最多的是\(weekName(weeks[high]))，\(Numerals.count(most))件，\
            最少的是\(weekName(weeks[low]))，\(Numerals.count(least))件。
            """,
            """
            This week \(Numerals.count(last)); the most in \(weekName(weeks[high])), \(Numerals.count(most)), \
            the fewest in \(weekName(weeks[low])), \(Numerals.count(least)).
            """)
    }

    /// The week day by day, with the same weekdays of the week before where they are known; `nil` where there is too
    /// little to draw.
    private var days: ReportBlock? {
        let week = Array(figures.week.days)
        let counts = week.map { figures.received(in: $0...$0) }
        let before = week.map { day -> Int? in
            figures.before == nil ? nil : figures.received(in: day.advanced(by: -7)...day.advanced(by: -7))
        }
        let known = zip(week, counts).compactMap { day, count in count.map { (day, $0) } }
        guard received.value >= words.rules.showFrom, let most = known.max(by: { $0.1 < $1.1 }) else { return nil }
        let hasBefore = before.contains { $0 != nil }
        let total = Numerals.count(known.reduce(0) { $0 + $1.1 })
        let peak = Numerals.count(most.1)
        let chart = TrendChart(
            title: language.say(
                "每天受理件数，\(language.period(figures.week.days))",
                "Requests received by day, \(language.period(figures.week.days))"),
            summary: language.say(
                "共\(total)件；最多的是\(language.date(most.0))，\(peak)件。",
                "\(total) in all; the most on \(language.date(most.0)), \(peak)."),
            labelHead: language.say("日期", "Day"), labels: week.map(language.shortWeekday),
            current: TrendChart.Series(language.say("本周", "this week"), counts.map { $0.map(Double.init) }),
            comparison: hasBefore
                ? TrendChart.Series(language.say("上周", "week before"), before.map { $0.map(Double.init) }) : nil,
            figures: zip(week, counts).map { day, count in count.map { _ in FigureQuery(.received, days: day...day) } })
        let note = hasBefore ? language.say("（虚线为上周）", " (dotted: the week before)") : ""
        return .chart(.trend(chart), caption: language.say("每天受理件数", "Requests received by day") + note)
    }
}
