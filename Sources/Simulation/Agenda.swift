/// What is going to happen, nearest first: a heap of four children a node, which moves half as much as a binary one.
/// Entries of one moment come in the order of their cases, and of one case in the order in which they were planned.
struct Agenda {
    struct Entry {
        /// Milliseconds since 1970.
        let at: Int64
        /// Ordinal of the case in the upper 40 bits, the number of the plan within the case in the next 16, the action
        /// in the lowest 8: the second key of the order, and all of it that is needed besides `slot`.
        let key: UInt64
        /// Where the case lies among the open ones.
        let slot: Int32

        init(at: Int64, ordinal: Int, plan: UInt16, action: CaseAction, slot: Int32) {
            self.at = at
            self.key = UInt64(ordinal) << 24 | UInt64(plan) << 8 | UInt64(action.rawValue)
            self.slot = slot
        }

        var action: CaseAction? { CaseAction(rawValue: UInt8(truncatingIfNeeded: key)) }

        static func < (a: Entry, b: Entry) -> Bool { a.at != b.at ? a.at < b.at : a.key < b.key }
    }

    private var entries: [Entry] = []

    var count: Int { entries.count }
    var first: Entry? { entries.first }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var index = entries.count - 1
        while index > 0 {
            let parent = (index - 1) / 4
            guard entry < entries[parent] else { break }
            entries[index] = entries[parent]
            index = parent
        }
        entries[index] = entry
    }

    mutating func removeFirst() -> Entry {
        let first = entries[0]
        let last = entries.removeLast()
        let count = entries.count
        guard count > 0 else { return first }
        var index = 0
        while true {
            let child = index * 4 + 1
            guard child < count else { break }
            var least = child
            var other = child + 1
            while other < min(child + 4, count) {
                if entries[other] < entries[least] { least = other }
                other += 1
            }
            guard entries[least] < last else { break }
            entries[index] = entries[least]
            index = least
        }
        entries[index] = last
        return first
    }
}
