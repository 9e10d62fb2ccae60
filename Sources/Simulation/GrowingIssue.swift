import Civics

/// A matter that more and more people of one place report, for weeks, until something is done. Like storms, issues
/// follow from seed and day alone.
struct GrowingIssue {
    let firstDay: Int
    let seed: UInt64

    /// A new one begins about every forty days.
    private static let interval = 40
    /// Share of the city's requests in each week, in permille.
    private static let growth = [1, 2, 4, 7, 12, 19, 28, 22, 6]

    /// All that are alive on a day.
    static func alive(on day: CityDay, seed: UInt64) -> [GrowingIssue] {
        let last = day.number / interval
        return (last - 2...last).map { GrowingIssue(number: $0, seed: seed) }.filter { $0.share(on: day) > 0 }
    }

    private init(number: Int, seed: UInt64) {
        var generator = SeededGenerator(seed: seed ^ 0x4953_5355_45, stream: UInt64(bitPattern: Int64(number)))
        firstDay = number * Self.interval + generator.below(20)
        self.seed = generator.next()
    }

    /// In permille of an average day.
    func share(on day: CityDay) -> Int {
        let week = (day.number - firstDay) / 7
        return day.number >= firstDay && Self.growth.indices.contains(week) ? Self.growth[week] : 0
    }
}
