import Civics

/// A matter that may be reported again.
struct RecentMatter {
    var ordinal: Int
    var slot: Int32
    var matter: UInt64
    var person: Int64
    var category: Int32
    var place: Int32
    var kind: RequestKind
    var line: ServiceLine
}

/// The last matters that came in, the last that were answered badly, and the first open case of each growing issue.
struct RecentMatters {
    private static let capacity = 256

    private var received: [RecentMatter] = []
    private var next = 0
    private var unsettled: [RecentMatter] = []
    private var issues: [(seed: UInt64, ordinal: Int, slot: Int32)] = []

    mutating func add(received matter: RecentMatter) {
        if received.count < Self.capacity {
            received.append(matter)
        } else {
            received[next] = matter
            next = (next + 1) % Self.capacity
        }
    }

    mutating func add(unsettled matter: RecentMatter) {
        if unsettled.count >= Self.capacity { unsettled.removeFirst(Self.capacity / 2) }
        unsettled.append(matter)
    }

    func anyReceived(_ generator: inout SeededGenerator) -> RecentMatter? {
        received.isEmpty ? nil : generator.pick(received)
    }

    /// One that was answered badly; it is not reported a third time this way.
    mutating func takeUnsettled(_ generator: inout SeededGenerator) -> RecentMatter? {
        unsettled.isEmpty ? nil : unsettled.remove(at: generator.below(unsettled.count))
    }

    func first(of issue: UInt64) -> (ordinal: Int, slot: Int32)? {
        issues.last { $0.seed == issue }.map { ($0.ordinal, $0.slot) }
    }

    mutating func setFirst(of issue: UInt64, ordinal: Int, slot: Int32) {
        issues.removeAll { $0.seed == issue }
        if issues.count >= 16 { issues.removeFirst() }
        issues.append((issue, ordinal, slot))
    }
}
