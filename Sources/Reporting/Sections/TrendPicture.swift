import Civics

/// The picture of the first section: the period among those before it, or the days of a week without such a past.
extension ReportWriter {
    var trend: ReportBlock? { periods ?? (period.length == .week ? days : nil) }

    /// How many periods the picture goes back.
    private var trendLength: Int {
        switch period.length {
        case .week: 26
        case .month: 24
        case .quarter: 12
        case .year: 4
        case nil: 0
        }
    }

    /// Received by periods of this length, with the same ones of the year before; `nil` for a running period, for freely
    /// chosen days and for fewer than three.
    private var periods: ReportBlock? {
        guard figures.stage == .complete, trendLength > 0 else { return nil }
        var shown = [period]
        while shown.count < trendLength, let first = shown.first, figures.received(in: first.previous.days) != nil {
            shown.insert(first.previous, at: 0)
        }
        guard shown.count >= (period.length == .week ? 4 : 3) else { return nil }
        let counts = shown.map { figures.received(in: $0.days) }
        let lastYear =
            period.length == .year ? [] : shown.map { figures.received(in: $0.yearBefore.days) }
        let hasLastYear = lastYear.contains { $0 != nil }
        let (first, noun) = (shown[0], words.period.noun)
        let name = language.say("每\(noun)受理件数", "Requests received by \(noun)")
        let chart = TrendChart(
            title: language.say(
                "\(name)，\(inTitle(first))至\(inTitle(period))", "\(name), \(inTitle(first)) to \(inTitle(period))"),
            summary: summary(shown, counts.compactMap(\.self)),
            labelHead: language.say(noun, "\(noun.prefix(1).uppercased())\(noun.dropFirst())"),
            labels: shown.map(label),
            current: TrendChart.Series(words.period.now, counts.map { $0.map(Double.init) }),
            comparison: hasLastYear
                ? TrendChart.Series(language.say("去年", "last year"), lastYear.map { $0.map(Double.init) }) : nil,
            figures: shown.map { FigureQuery(.received, days: $0.days) })
        let note = hasLastYear ? language.say("（虚线为去年同期）", " (dotted: the year before)") : ""
        return .chart(.trend(chart), caption: name + note)
    }

    private func inTitle(_ period: CityPeriod) -> String {
        guard case .week(let week) = period else { return period.inWords(language) }
        return language.say("\(week.year)年第\(week.week)周", "week \(week.week) of \(week.year)")
    }

    /// 46周, 10月, 3季度, 2026
    private func label(_ period: CityPeriod) -> String {
        switch period {
        case .week(let week): language.say("\(week.week)周", "W\(week.week)")
        case .month(_, let month): language.say("\(month)月", String(Language.monthName(month).prefix(3)))
        case .quarter(let year, let quarter): language.say("\(year % 100)年\(quarter)季", "Q\(quarter) \(year % 100)")
        case .year, .days: "\(period)"
        }
    }

    private func summary(_ shown: [CityPeriod], _ counts: [Int]) -> String {
        guard let most = counts.max(), let least = counts.min(), let last = counts.last,
            let high = counts.firstIndex(of: most), let low = counts.firstIndex(of: least)
        else { return "" }
        return language.say(
            """
            \(words.period.now)\(Numerals.count(last))件；最多的是\(inTitle(shown[high]))，\(Numerals.count(most))件，\
            最少的是\(inTitle(shown[low]))，\(Numerals.count(least))件。
            """,
            """
            \(words.period.nowHead) \(Numerals.count(last)); the most in \(inTitle(shown[high])), \(Numerals.count(most)), \
            the fewest in \(inTitle(shown[low])), \(Numerals.count(least)).
            """)
    }

    /// The week day by day, with the same weekdays of the week before where they are known; `nil` where there is too
    /// little to draw.
    private var days: ReportBlock? {
        let week = Array(period.days)
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
                "每天受理件数，\(language.period(period.days))",
                "Requests received by day, \(language.period(period.days))"),
            summary: language.say(
                "共\(total)件；最多的是\(language.date(most.0))，\(peak)件。",
                "\(total) in all; the most on \(language.date(most.0)), \(peak)."),
            labelHead: language.say("日期", "Day"), labels: week.map(language.shortWeekday),
            current: TrendChart.Series(words.period.now, counts.map { $0.map(Double.init) }),
            comparison: hasBefore
                ? TrendChart.Series(words.period.beforeNoun, before.map { $0.map(Double.init) }) : nil,
            figures: zip(week, counts).map { day, count in count.map { _ in FigureQuery(.received, days: day...day) } })
        let note =
            hasBefore ? language.say("（虚线为\(words.period.beforeNoun)）", " (dotted: \(words.period.beforeNoun))") : ""
        return .chart(.trend(chart), caption: language.say("每天受理件数", "Requests received by day") + note)
    }
}
