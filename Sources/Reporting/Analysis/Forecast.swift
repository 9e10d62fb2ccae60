import Civics

/// How many requests the next period brings, told by what came before, with how far such tellings have been wrong.
struct Forecast: Hashable {
    let period: CityPeriod
    let expected: Int
    /// 80 % of the forecasts made like this would have been inside.
    let range: ClosedRange<Int>
    /// How the forecast of the period that is over would have come out, made on the day before it began.
    let last: Told?
    /// How many past periods the range rests on.
    let trials: Int
    /// Whether the growth of the same period a year before is in it.
    let usesYear: Bool

    struct Told: Hashable {
        let expected: Int
        let counted: Int
    }

    /// Fewer past periods to try it on say nothing about how far it is wrong.
    static let leastTrials = 4
    private static let mostTrials = 12

    /// The forecast of the period after `period`; `nil` where the past is too short.
    init?(
        after period: CityPeriod, daily: [CityDay: Int], known: ClosedRange<CityDay>, calendar: WorkingCalendar
    ) {
        guard known.upperBound >= period.days.upperBound else { return nil }
        func told(_ target: CityPeriod) -> (total: Double, usesYear: Bool)? {
            Self.expected(target, daily: daily, from: known.lowerBound, calendar: calendar)
        }
        func counted(_ target: CityPeriod) -> Int { target.days.reduce(0) { $0 + (daily[$1] ?? 0) } }
        guard let (next, usesYear) = told(period.next) else { return nil }
        var errors: [Double] = []
        var last: Told?
        var past = period
        while errors.count < Self.mostTrials, past.days.lowerBound > known.lowerBound, let expected = told(past)?.total
        {
            let count = counted(past)
            if past == period { last = Told(expected: Int(expected.rounded()), counted: count) }
            if expected > 0 { errors.append(abs(Double(count) - expected) / expected) }
            past = past.previous
        }
        guard errors.count >= Self.leastTrials else { return nil }
        // The part of the errors below which 80 % lie; the largest where there are few.
        let sorted = errors.sorted()
        let place = min(sorted.count - 1, Int((0.8 * Double(sorted.count)).rounded(.up)) - 1)
        // Chance alone makes counts scatter by 1.28 times their square root (80 %).
        let half = max(sorted[max(0, place)] * next, 1.2816 * next.squareRoot())
        self.period = period.next
        self.expected = Int(next.rounded())
        self.range = max(0, Int((next - half).rounded()))...Int((next + half).rounded())
        self.last = last
        self.trials = errors.count
        self.usesYear = usesYear
    }

    /// What the days before a period let expect of it: the mean level of the eight weeks before, times the days it has,
    /// times how the same period a year before stood to the eight weeks before that.
    private static func expected(
        _ target: CityPeriod, daily: [CityDay: Int], from first: CityDay, calendar: WorkingCalendar
    ) -> (total: Double, usesYear: Bool)? {
        let end = target.days.lowerBound.advanced(by: -1)
        guard first.distance(to: end) + 1 >= DayExpectation.leastDays else { return nil }
        let back = max(first, end.advanced(by: 1 - 3 * 366))
        guard let model = DayExpectation(daily, known: back...end, calendar: calendar) else { return nil }
        let recent = end.advanced(by: 1 - DayExpectation.leastDays)...end
        func level(_ days: ClosedRange<CityDay>) -> Double? {
            let weight = model.weight(days)
            return weight > 0 ? Double(days.reduce(0) { $0 + (daily[$1] ?? 0) }) / weight : nil
        }
        guard let now = level(recent) else { return nil }
        let plain = now * model.weight(target.days)
        let yearAgo = target.yearBefore.days
        let before = yearAgo.lowerBound.advanced(by: -DayExpectation.leastDays)...yearAgo.lowerBound.advanced(by: -1)
        guard before.lowerBound >= first, yearAgo.upperBound <= end, let then = level(yearAgo),
            let sooner = level(before), sooner > 0, then > 0
        else { return (plain, false) }
        // Half of last year's turn: one year is one draw.
        return (plain * (then / sooner).squareRoot(), true)
    }
}
