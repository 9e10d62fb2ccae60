/// Finds the requests that are most likely about the same matter, by the rarest terms and the names they share.
///
/// Each term remembers the last `listLimit` requests that hold it, so that a search takes the same time among a
/// thousand requests and among a million, and prefers what is recent.
struct NeighbourIndex: Sendable {
    private var lists = [[Int32]](repeating: [], count: RequestTerms.numbers)
    private var table = SumTable()

    private static let listLimit = 96
    private static let wordsAsked = 14
    /// What is shared word for word counts a little more than a shared name.
    private static let wordEmphasis: Float = 1.5

    /// Up to `limit` requests among those added, the likeliest first.
    mutating func neighbours(of profile: RequestProfile, limit: Int) -> [Int32] {
        sum(Self.asked(of: profile.words), profile.place)
        return table.takeLargest(limit)
    }

    /// The neighbours of a request, which is then added. Requests must come in the order of their numbers.
    mutating func neighbours(adding number: Int32, _ profile: RequestProfile, limit: Int) -> [Int32] {
        let asked = Self.asked(of: profile.words)
        sum(asked, profile.place)
        for entry in asked { append(number, to: Int(entry.dimension)) }
        for entry in profile.place.entries { append(number, to: Int(entry.dimension)) }
        return table.takeLargest(limit)
    }

    private mutating func sum(_ asked: [SparseVector.Entry], _ place: SparseVector) {
        for entry in asked {
            table.add(
                Self.wordEmphasis * entry.weight * entry.weight, toLast: Self.listLimit, lists[Int(entry.dimension)])
        }
        for entry in place.entries {
            table.add(entry.weight * entry.weight, toLast: Self.listLimit, lists[Int(entry.dimension)])
        }
    }

    private mutating func append(_ number: Int32, to term: Int) {
        if lists[term].last == number { return }
        if lists[term].count == 2 * Self.listLimit { lists[term].removeFirst(Self.listLimit) }
        lists[term].append(number)
    }

    /// The heaviest terms.
    private static func asked(of words: SparseVector) -> [SparseVector.Entry] {
        guard words.entries.count > wordsAsked else { return words.entries }
        var heaviest: [SparseVector.Entry] = []
        heaviest.reserveCapacity(wordsAsked + 1)
        for entry in words.entries {
            if heaviest.count == wordsAsked && heaviest[wordsAsked - 1].weight >= entry.weight { continue }
            var position = heaviest.count
            heaviest.append(entry)
            while position > 0 && heaviest[position - 1].weight < entry.weight {
                heaviest[position] = heaviest[position - 1]
                position -= 1
            }
            heaviest[position] = entry
            if heaviest.count > wordsAsked { heaviest.removeLast() }
        }
        return heaviest
    }
}

/// Sums by request number: a small open table, so that it stays in the processor's cache.
private struct SumTable: Sendable {
    private var keys = [Int32](repeating: -1, count: 8192)
    private var sums = [Float](repeating: 0, count: 8192)
    private var used: [Int32] = []

    /// Adds a weight to the sums of the last keys of a list.
    mutating func add(_ weight: Float, toLast limit: Int, _ list: [Int32]) {
        keys.withUnsafeMutableBufferPointer { keys in
            sums.withUnsafeMutableBufferPointer { sums in
                list.withUnsafeBufferPointer { list in
                    for position in max(0, list.count - limit)..<list.count {
                        let key = list[position]
                        var slot = Int((UInt32(bitPattern: key) &* 2_654_435_761) >> 19)
                        while keys[slot] != key && keys[slot] != -1 { slot = (slot + 1) & 8191 }
                        if keys[slot] == -1 {
                            keys[slot] = key
                            used.append(Int32(slot))
                        }
                        sums[slot] += weight
                    }
                }
            }
        }
    }

    /// The keys with the largest sums, larger keys (later requests) first among equals; empties the table.
    mutating func takeLargest(_ limit: Int) -> [Int32] {
        var largest: [(sum: Float, key: Int32)] = []
        largest.reserveCapacity(limit + 1)
        for slot in used {
            let entry = (sum: sums[Int(slot)], key: keys[Int(slot)])
            keys[Int(slot)] = -1
            sums[Int(slot)] = 0
            if largest.count == limit, let last = largest.last, (last.sum, last.key) > (entry.sum, entry.key) {
                continue
            }
            var position = largest.count
            largest.append(entry)
            while position > 0, (largest[position - 1].sum, largest[position - 1].key) < (entry.sum, entry.key) {
                largest[position] = largest[position - 1]
                position -= 1
            }
            largest[position] = entry
            if largest.count > limit { largest.removeLast() }
        }
        used.removeAll(keepingCapacity: true)
        return largest.map(\.key)
    }
}
