import Civics

/// What a day can be expected to bring: its weekday and whether it is worked, times the level of the days around it.
///
/// A city's requests follow the week and the calendar first; comparing a February with a January, or a week with a holiday
/// with one without, compares calendars. All of it is worked out of the daily counts alone, the same counts giving the same
/// figures.
struct DayExpectation {
    /// Days that are alike.
    enum Kind: Hashable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
        /// A weekday that is off (法定节假日).
        case holiday
        /// A weekend day that is worked (调休).
        case swapped
    }

    private let counts: [CityDay: Int]
    private let known: ClosedRange<CityDay>
    private let calendar: WorkingCalendar
    private let factors: [Kind: Double]

    /// Fewer days than this say nothing about weekdays.
    static let leastDays = 56
    /// Days on each side of a day that make its level.
    private static let side = 14

    /// - Parameters:
    ///   - counts: by day; days of `known` that are missing had none.
    ///   - known: the days that the counts cover.
    /// `nil` for fewer than eight weeks or no count at all.
    init?(_ counts: [CityDay: Int], known: ClosedRange<CityDay>, calendar: WorkingCalendar) {
        guard known.count >= Self.leastDays, counts.contains(where: { known.contains($0.key) && $0.value > 0 }) else {
            return nil
        }
        self.counts = counts
        self.known = known
        self.calendar = calendar
        // The ratio of each day to the mean of the four weeks around it, and the middle of these for days that are alike.
        var prefix = [0]
        prefix.reserveCapacity(known.count + 1)
        for day in known { prefix.append(prefix[prefix.count - 1] + (counts[day] ?? 0)) }
        var ratios: [Kind: [Double]] = [:]
        let days = Array(known)
        for index in days.indices where index >= 14 && index + 14 <= days.count {
            let level = Double(prefix[index + 14] - prefix[index - 14]) / 28
            guard level > 0 else { continue }
            ratios[Self.kind(days[index], calendar), default: []].append(Double(counts[days[index]] ?? 0) / level)
        }
        var factors: [Kind: Double] = [:]
        for kind in Kind.allCases {
            if let found = ratios[kind], found.count >= 3 { factors[kind] = Self.median(found) }
        }
        // A kind of day that was hardly seen is taken as the one it is most like.
        let fallback: [Kind: Kind] = [.holiday: .sunday, .swapped: .friday]
        for (kind, other) in fallback where factors[kind] == nil { factors[kind] = factors[other] }
        self.factors = factors
    }

    /// A day's factor: 1 for one that brings as many as the mean of its four weeks.
    func factor(_ day: CityDay) -> Double { factors[Self.kind(day, calendar)] ?? 1 }

    /// The factors of days, summed: how many mean days they are worth.
    func weight(_ days: ClosedRange<CityDay>) -> Double { days.reduce(0) { $0 + factor($1) } }

    /// What the days around a day let expect of it, without the day itself; `nil` without enough of them.
    func expected(_ day: CityDay) -> Double? {
        var levels: [Double] = []
        for shift in -Self.side...Self.side where shift != 0 {
            let other = day.advanced(by: shift)
            guard known.contains(other), factor(other) > 0 else { continue }
            levels.append(Double(counts[other] ?? 0) / factor(other))
        }
        guard levels.count >= Self.side else { return nil }
        return Self.median(levels) * factor(day)
    }

    /// Days that stand out: further from what was expected than their kind scatters by itself, more than 3.5 times
    /// (Iglewicz and Hoaglin 1993), and than chance in counts makes.
    func outliers(in days: ClosedRange<CityDay>) -> [(day: CityDay, count: Int, expected: Double)] {
        let residuals = known.compactMap { day -> Double? in
            guard let expected = expected(day), expected > 0 else { return nil }
            return (Double(counts[day] ?? 0) - expected) / expected.squareRoot()
        }
        guard residuals.count >= Self.leastDays else { return [] }
        let middle = Self.median(residuals)
        // 1.4826 times the median deviation is the standard deviation of a normal one; counts scatter at least like Poisson.
        let scale = max(1, 1.4826 * Self.median(residuals.map { abs($0 - middle) }))
        return days.filter(known.contains).compactMap { day in
            guard let expected = expected(day), expected > 0 else { return nil }
            let count = counts[day] ?? 0
            let score = ((Double(count) - expected) / expected.squareRoot() - middle) / scale
            return abs(score) > 3.5 ? (day, count, expected) : nil
        }
    }

    static func kind(_ day: CityDay, _ calendar: WorkingCalendar) -> Kind {
        let plain = Kind.allCases[day.weekday - 1]
        // A year without a calendar is taken as plain weeks.
        guard let works = try? calendar.isWorkday(day) else { return plain }
        if day.weekday <= 5 { return works ? plain : .holiday }
        return works ? .swapped : plain
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
