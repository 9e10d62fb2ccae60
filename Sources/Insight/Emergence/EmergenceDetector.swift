package import Civics

/// What sort of day it is for the number of requests.
package enum DayKind: Int, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    /// A day off by law, whatever its weekday.
    case holiday
}

/// Daily numbers of requests of one kind: of a category in a town, say.
package struct DailySeries: Sendable {
    package let key: String
    /// From `EmergenceDetector.first` on, one number for each day.
    package var counts: [Int]

    package init(key: String, counts: [Int]) {
        self.key = key
        self.counts = counts
    }
}

/// More of something than its own past lets one expect.
package struct EmergenceAlert: Hashable, Sendable {
    package let key: String
    package let day: CityDay
    package let count: Int
    /// What was to be expected on such a day.
    package let expected: Double
    /// The chance of so many or more if nothing has changed.
    package let chance: Double

    package var ratio: Double { expected > 0 ? Double(count) / expected : Double(count) }
}

/// Finds what rises against its own season (苗头).
///
/// Each series is compared with its own last eight weeks: a level that single outliers don't move (a mean whose highest
/// days are cut off), times the usual share of the weekday or holiday, which all series of a group share because single
/// ones are too small to show it. Counts scatter as negative binomial, with the scatter of the series and of the group.
/// Of all series tried on a day, those pass whose chance is small enough that at most `falseRate` of alerts are chance.
///
///     let detector = EmergenceDetector(first: day, holidays: holidays)
///     let alerts = detector.alerts(in: series, on: today)
package struct EmergenceDetector: Sendable {
    /// The day of the first count of each series.
    package let first: CityDay
    package let holidays: Set<CityDay>
    /// Days of the past a day is compared with.
    package var baseline = 56
    /// Days before a day that are left out, so that a slow rise doesn't become its own past.
    package var guardDays = 2
    /// At most this share of the alerts of a day is chance.
    package var falseRate = 0.05
    /// Fewer requests than this are never an alert.
    package var leastCount = 4
    /// How many times the expected there must be at least.
    package var leastRatio = 1.5

    package init(first: CityDay, holidays: Set<CityDay> = []) {
        self.first = first
        self.holidays = holidays
    }

    /// The alerts of one day, the least likely first. Days before `day` by less than four weeks of data give none.
    package func alerts(in series: [DailySeries], on day: CityDay) -> [EmergenceAlert] {
        let today = day.number - first.number
        let past = max(0, today - guardDays - baseline)..<max(0, today - guardDays)
        guard past.count >= 28 else { return [] }
        let shares = shares(of: series, past)
        let share = shares[kind(of: today).rawValue]
        var levels: [Level] = []
        for one in series { levels.append(Level(one.counts, past, shares: past.map { shares[kind(of: $0).rawValue] })) }
        let common = Self.middle(levels.filter { $0.mean >= 0.5 }.map(\.dispersion)) ?? 0.1
        var found: [EmergenceAlert] = []
        for (one, level) in zip(series, levels) {
            let count = one.counts.indices.contains(today) ? one.counts[today] : 0
            // With nothing in eight weeks, one in sixteen is the most that fits.
            let expected = max(level.mean, 0.5 / Double(past.count)) * share
            guard count >= leastCount, Double(count) >= leastRatio * expected else { continue }
            let chance = CountTail.atLeast(count, mean: expected, dispersion: max(level.dispersion, common))
            found.append(EmergenceAlert(key: one.key, day: day, count: count, expected: expected, chance: chance))
        }
        let passing = FalseDiscovery.passing(found.map(\.chance), rate: falseRate, tried: series.count)
        return zip(found, passing).filter(\.1).map(\.0).sorted { ($0.chance, $0.key) < ($1.chance, $1.key) }
    }

    private func kind(of index: Int) -> DayKind {
        let day = first.advanced(by: index)
        return holidays.contains(day) ? .holiday : DayKind(rawValue: day.weekday - 1) ?? .holiday
    }

    /// What each kind of day gets of an average day, over all series. A kind that didn't come counts as a Sunday if it
    /// is a holiday, else as an average day.
    private func shares(of series: [DailySeries], _ past: Range<Int>) -> [Double] {
        var totals = [[Double]](repeating: [], count: DayKind.allCases.count)
        for index in past {
            let total = series.reduce(0) { $0 + ($1.counts.indices.contains(index) ? $1.counts[index] : 0) }
            totals[kind(of: index).rawValue].append(Double(total))
        }
        let all = totals.flatMap { $0 }
        let mean = all.reduce(0, +) / Double(max(1, all.count))
        guard mean > 0 else { return [Double](repeating: 1, count: totals.count) }
        var shares = totals.map { Self.middle($0).map { max(0.05, $0 / mean) } ?? 1 }
        if totals[DayKind.holiday.rawValue].isEmpty {
            shares[DayKind.holiday.rawValue] = shares[DayKind.sunday.rawValue]
        }
        return shares
    }

    private static func middle(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// The usual number of an average day, and how counts scatter around it.
    private struct Level {
        let mean: Double
        let dispersion: Double

        init(_ counts: [Int], _ past: Range<Int>, shares: [Double]) {
            let values = zip(past, shares).map { index, share in
                (count: Double(counts.indices.contains(index) ? counts[index] : 0), share: share)
            }
            var cap = Double.infinity
            var mean = 0.0
            // Days far above the mean are cut down to what chance could give, twice.
            for _ in 0..<3 {
                let total = values.reduce(0) { $0 + min($1.count, cap * max($1.share, 0.2)) }
                mean = total / max(1e-9, values.reduce(0) { $0 + $1.share })
                cap = mean + 3 * (mean + 0.25).squareRoot()
            }
            var excess = 0.0
            var squares = 0.0
            for value in values {
                let expected = mean * value.share
                let rest = min(value.count, cap * max(value.share, 0.2)) - expected
                excess += rest * rest - expected
                squares += expected * expected
            }
            self.mean = mean
            // What is cut off the highest days is made up for by a tenth.
            dispersion = squares > 0 ? min(4, max(0, 1.1 * excess / squares)) : 0
        }
    }
}
