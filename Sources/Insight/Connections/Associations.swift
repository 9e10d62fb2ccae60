/// Two things that come together more, or less, often than chance brings them together.
package struct Association: Hashable, Sendable {
    package let first: String
    package let second: String
    /// How often both come together.
    package let together: Int
    /// How often they would by chance.
    package let expected: Double
    /// Lift: together ÷ expected. 1 is chance.
    package let lift: Double
    /// Holds the true lift with 95 of 100 chances.
    package let interval: ClosedRange<Double>
    /// The chance of a number as far from the expected, if there is no connection.
    package let chance: Double

    init(first: String, second: String, together: Int, expected: Double) {
        self.first = first
        self.second = second
        self.together = together
        self.expected = expected
        lift = Double(together) / expected
        let bounds = CountTail.interval(of: together)
        interval = bounds.lowerBound / expected...bounds.upperBound / expected
        let upper = CountTail.atLeast(together, mean: expected, dispersion: 0)
        let lower = CountTail.atMost(together, mean: expected, dispersion: 0)
        chance = min(1, 2 * min(upper, lower))
    }
}

/// Finds which categories, places, times and bodies go together, and what follows what (关联).
///
/// Many pairs are tried, so only those are given whose chance is so small that at most `falseRate` of them are chance
/// (Benjamini and Hochberg).
package struct Associations: Sendable {
    package var falseRate = 0.05
    /// Pairs that are expected less often than this say nothing either way.
    package var leastExpected = 1.0

    package init() {}

    /// Pairs of values in different columns of the same row, the strongest first. An empty value stands for none.
    ///
    ///     Associations().pairs(in: [["noise", "Guicheng", "night"], …])
    package func pairs(in rows: [[String]]) -> [Association] {
        let width = rows.map(\.count).max() ?? 0
        var found: [Association] = []
        for first in 0..<width {
            for second in first + 1..<max(width, first + 1) { found += pairs(in: rows, first, second) }
        }
        return significant(found)
    }

    /// An event of a place or a person: what, and on which day.
    package struct Event: Sendable {
        package let key: String
        package let what: String
        package let day: Int

        package init(key: String, what: String, day: Int) {
            self.key = key
            self.what = what
            self.day = day
        }
    }

    /// What comes within `window` days after what at the same key, more often than the numbers of both there would bring
    /// about. The events of a key are taken as spread evenly over `days`; the same thing again counts too.
    package func sequences(in events: [Event], window: Int, days: Int) -> [Association] {
        guard window > 0, days > window else { return [] }
        var byKey: [String: [Event]] = [:]
        for event in events { byKey[event.key, default: []].append(event) }
        var together: [Pair: Int] = [:]
        var expected: [Pair: Double] = [:]
        for (_, events) in byKey.sorted(by: { $0.key < $1.key }) {
            let events = events.sorted { ($0.day, $0.what) < ($1.day, $1.what) }
            var counts: [String: Int] = [:]
            for event in events { counts[event.what, default: 0] += 1 }
            for (start, event) in events.enumerated() {
                var next = start + 1
                while next < events.count && events[next].day - event.day <= window {
                    if events[next].day > event.day {
                        together[Pair(first: event.what, second: events[next].what), default: 0] += 1
                    }
                    next += 1
                }
            }
            let share = Double(window) / Double(days)
            for (a, n) in counts {
                for (b, m) in counts {
                    let pairs = Double(n) * Double(a == b ? m - 1 : m)
                    expected[Pair(first: a, second: b), default: 0] += pairs * share
                }
            }
        }
        return significant(
            expected.filter { $0.value >= leastExpected }.map { pair, expected in
                Association(
                    first: pair.first, second: pair.second, together: together[pair] ?? 0, expected: expected)
            })
    }

    private func pairs(in rows: [[String]], _ first: Int, _ second: Int) -> [Association] {
        var singles: [[String: Int]] = [[:], [:]]
        var together: [Pair: Int] = [:]
        var total = 0
        for row in rows where row.count > second && !row[first].isEmpty && !row[second].isEmpty {
            total += 1
            singles[0][row[first], default: 0] += 1
            singles[1][row[second], default: 0] += 1
            together[Pair(first: row[first], second: row[second]), default: 0] += 1
        }
        var found: [Association] = []
        for (a, n) in singles[0] {
            for (b, m) in singles[1] {
                let expected = Double(n) * Double(m) / Double(total)
                guard expected >= leastExpected else { continue }
                let count = together[Pair(first: a, second: b)] ?? 0
                found.append(Association(first: a, second: b, together: count, expected: expected))
            }
        }
        return found
    }

    private func significant(_ all: [Association]) -> [Association] {
        let passing = FalseDiscovery.passing(all.map(\.chance), rate: falseRate)
        return zip(all, passing).filter(\.1).map(\.0).sorted {
            ($0.chance, $0.first, $0.second) < ($1.chance, $1.first, $1.second)
        }
    }

    private struct Pair: Hashable {
        let first: String
        let second: String
    }
}
