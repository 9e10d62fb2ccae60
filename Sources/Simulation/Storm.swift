import Civics

/// A storm and the calls it brings. It follows from seed and day alone, so that the same storm comes whichever day the
/// simulation begins with.
struct Storm {
    /// Milliseconds since midnight.
    let start: Int64
    let length: Int64
    /// How many times the usual number of an hour comes in on top.
    let strength: Int
    /// Picks the district it hits.
    let word: UInt64

    /// Share of days with a storm in each month, in permille: the dragon-boat rains of May and June, the typhoons of
    /// July to September.
    private static let frequency = [4, 8, 25, 70, 110, 125, 90, 100, 85, 25, 8, 3]

    init?(on day: CityDay, seed: UInt64) {
        var generator = SeededGenerator(seed: seed ^ 0x5354_4F52_4D, stream: UInt64(bitPattern: Int64(day.number)))
        let month = day.month
        guard generator.chance(Self.frequency[month - 1]) else { return nil }
        // One summer storm in five is a great one.
        let isGreat = (5...9).contains(month) && generator.chance(220)
        start = Int64(generator.between(4, isGreat ? 14 : 18)) * 3_600_000 + generator.below(Int64(3_600_000))
        length = Int64(generator.between(isGreat ? 180 : 60, isGreat ? 360 : 240)) * 60_000
        strength = isGreat ? generator.between(9, 13) : generator.between(1, 4)
        word = generator.next()
    }
}
