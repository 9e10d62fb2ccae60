import Civics

/// The requests of one day after another, each as a moment and why it comes; holds one day at a time.
struct Arrivals {
    struct Arrival {
        let at: Int64
        let cause: Cause
    }

    enum Cause {
        case usual
        case storm(UInt64)
        case issue(GrowingIssue)
    }

    let rhythm: DayRhythm
    let seed: UInt64
    let perDay: Int
    private var nextDay: CityDay
    private var daysLeft: Int
    /// Milliseconds since midnight in the upper bits, the cause in the lowest eight: 0 usual, 1 storm, from 2 issues.
    private var times: [UInt64] = []
    private var position = 0
    private var midnight: Int64 = 0
    private var storm: Storm?
    private var issues: [GrowingIssue] = []

    init(rhythm: DayRhythm, seed: UInt64, perDay: Int, from: CityDay, days: Int) {
        self.rhythm = rhythm
        self.seed = seed
        self.perDay = perDay
        nextDay = from
        daysLeft = perDay > 0 ? days : 0
    }

    /// The next one, which stays the next until `take`.
    mutating func peek() -> Arrival? {
        while position >= times.count {
            guard daysLeft > 0 else { return nil }
            fill(nextDay)
            nextDay = nextDay.advanced(by: 1)
            daysLeft -= 1
        }
        let packed = times[position]
        let at = midnight + Int64(packed >> 8)
        switch Int(packed & 0xFF) {
        case 0: return Arrival(at: at, cause: .usual)
        case 1: return Arrival(at: at, cause: .storm(storm?.word ?? 0))
        case let number: return Arrival(at: at, cause: .issue(issues[number - 2]))
        }
    }

    mutating func take() { position += 1 }

    private mutating func fill(_ day: CityDay) {
        var generator = SeededGenerator(seed: seed ^ 0x4441_59, stream: UInt64(bitPattern: Int64(day.number)))
        midnight = rhythm.calendar.zone.startOfDay(day).milliseconds
        let dayLength = rhythm.calendar.zone.startOfDay(day.advanced(by: 1)).milliseconds - midnight
        times.removeAll(keepingCapacity: true)
        position = 0
        func add(_ time: Int64, _ cause: UInt64) { times.append(UInt64(min(max(time, 0), dayLength - 1)) << 8 | cause) }
        let works = rhythm.isWorkday(day)
        let noise = generator.between(940, 1060)
        let usual = Self.round(perDay * rhythm.volume(day) * noise, per: 1_000_000, &generator)
        for _ in 0..<usual { add(rhythm.time(on: works, &generator), 0) }
        storm = Storm(on: day, seed: seed)
        if let storm {
            let minutes = Int(storm.length / 60_000)
            for _ in 0..<Self.round(perDay * storm.strength * minutes, per: 24 * 60, &generator) {
                // Most come in the middle of the storm.
                add(storm.start + (generator.below(storm.length) + generator.below(storm.length)) / 2, 1)
            }
        }
        issues = GrowingIssue.alive(on: day, seed: seed)
        for (number, issue) in issues.enumerated() {
            for _ in 0..<Self.round(perDay * issue.share(on: day), per: 1000, &generator) {
                add(rhythm.time(on: false, &generator), UInt64(number) + 2)
            }
        }
        times.sort()
    }

    /// A whole number near `amount / unit`: up as often as the rest asks for, so that small numbers add up too.
    private static func round(_ amount: Int, per unit: Int, _ generator: inout SeededGenerator) -> Int {
        amount / unit + (generator.below(unit) < amount % unit ? 1 : 0)
    }
}
