internal import Foundation

/// A word found in texts.
package struct FoundWord: Hashable, Sendable {
    package let word: String
    package let count: Int
    /// How much more often the characters stand together than by chance: the logarithm (base 2) of the ratio, for the
    /// parting at which it is smallest.
    package let cohesion: Double
    /// How freely the word stands among others: the smaller entropy, in bits, of what is left and right of it.
    package let freedom: Double
}

/// Finds the words of texts without a dictionary (新词发现): runs of two to five Chinese characters that hold together
/// inside (pointwise mutual information) and are free outside (entropy of their neighbours).
///
///     WordFinder().words(in: texts)     // 搅拌站, 地铁, 夜宵 … the most frequent first
package struct WordFinder: Sendable {
    /// How often a word must occur.
    package var leastCount = 5
    package var leastCohesion = 3.0
    package var leastFreedom = 0.8

    package init() {}

    package func words(in texts: [String]) -> [FoundWord] {
        var corpus: [UInt16] = [0]
        for text in texts { Self.append(text, to: &corpus) }
        return corpus.withUnsafeBufferPointer { words(in: $0) }
    }

    /// Chinese characters as they are, everything else as 0, which parts words.
    private static func append(_ text: String, to corpus: inout [UInt16]) {
        for scalar in PlainText(text).scalars {
            if (0x4E00...0x9FFF).contains(scalar) {
                corpus.append(UInt16(scalar))
            } else if corpus.last != 0 {
                corpus.append(0)
            }
        }
        if corpus.last != 0 { corpus.append(0) }
    }

    private static let longest = 5

    private func words(in corpus: UnsafeBufferPointer<UInt16>) -> [FoundWord] {
        var total = 0
        var single = [UInt32](repeating: 0, count: 0x10000)
        for unit in corpus where unit != 0 {
            single[Int(unit)] += 1
            total += 1
        }
        guard total > 0 else { return [] }
        // How often the run of each length that begins at each position occurs; of lengths two and more only where both
        // shorter runs within are frequent.
        var counts: [[UInt32]] = [[], corpus.map { $0 == 0 ? 0 : single[Int($0)] }]
        var found: [FoundWord] = []
        for length in 2...Self.longest {
            var table = CountTable()
            let shorter = counts[length - 1]
            let least = UInt32(length == 2 ? 1 : leastCount)
            Self.forEachRun(in: corpus, length: length) { start in
                if shorter[start] >= least && shorter[start + 1] >= least {
                    table.add(Self.key(corpus, start, length))
                }
            }
            var here = [UInt32](repeating: 0, count: corpus.count)
            // The slot of each run, plus one; the number of each slot's candidate, plus one, or -1 if it is none.
            var slots = [Int32](repeating: 0, count: corpus.count)
            var numbers = [Int32](repeating: 0, count: table.slots)
            var candidates: [(start: Int, cohesion: Double)] = []
            Self.forEachRun(in: corpus, length: length) { start in
                guard shorter[start] >= least && shorter[start + 1] >= least else { return }
                let slot = table.slot(of: Self.key(corpus, start, length))
                let count = table.count(at: slot)
                here[start] = count
                guard count >= leastCount else { return }
                slots[start] = Int32(slot) + 1
                guard numbers[slot] == 0 else { return }
                var cohesion = Double.infinity
                for part in 1..<length {
                    let parts = Double(counts[part][start]) * Double(counts[length - part][start + part])
                    cohesion = min(cohesion, log2(Double(count) * Double(total) / parts))
                }
                if cohesion >= leastCohesion {
                    candidates.append((start, cohesion))
                    numbers[slot] = Int32(candidates.count)
                } else {
                    numbers[slot] = -1
                }
            }
            let freedom = freedom(of: candidates.count, corpus, length) { start in
                slots[start] == 0 ? -1 : Int(numbers[Int(slots[start]) - 1]) - 1
            }
            for (number, (start, cohesion)) in candidates.enumerated() where freedom[number] >= leastFreedom {
                let word = String(decoding: corpus[start..<start + length], as: UTF16.self)
                found.append(
                    FoundWord(word: word, count: Int(here[start]), cohesion: cohesion, freedom: freedom[number]))
            }
            counts.append(here)
        }
        return found.sorted { ($0.count, $1.word) > ($1.count, $0.word) }
    }

    /// The smaller of the entropies left and right of each candidate. `number` says which one begins at a position; a
    /// negative number is none.
    private func freedom(
        of count: Int, _ corpus: UnsafeBufferPointer<UInt16>, _ length: Int, number: (Int) -> Int
    ) -> [Double] {
        // The places of each candidate, one candidate behind the other.
        var ends = [Int](repeating: 0, count: count + 1)
        Self.forEachRun(in: corpus, length: length) { start in
            let number = number(start)
            if number >= 0 { ends[number + 1] += 1 }
        }
        for number in 0..<count { ends[number + 1] += ends[number] }
        var places = [Int32](repeating: 0, count: ends[count])
        var next = ends
        Self.forEachRun(in: corpus, length: length) { start in
            let number = number(start)
            guard number >= 0 else { return }
            places[next[number]] = Int32(start)
            next[number] += 1
        }
        var times = [UInt32](repeating: 0, count: 0x10000)
        var seen: [UInt16] = []
        return (0..<count).map { number in
            let places = places[ends[number]..<ends[number + 1]]
            let total = Double(places.count)
            var least = Double.infinity
            for offset in [-1, length] {
                var entropy = 0.0
                for place in places {
                    let unit = corpus[Int(place) + offset]
                    // An end of a text or a sign can be followed by anything: each counts as a neighbour of its own.
                    if unit == 0 {
                        entropy += log2(total) / total
                    } else {
                        if times[Int(unit)] == 0 { seen.append(unit) }
                        times[Int(unit)] += 1
                    }
                }
                for unit in seen {
                    let share = Double(times[Int(unit)]) / total
                    entropy -= share * log2(share)
                    times[Int(unit)] = 0
                }
                seen.removeAll(keepingCapacity: true)
                least = min(least, entropy)
            }
            return least
        }
    }

    @inline(__always)
    private static func key(_ corpus: UnsafeBufferPointer<UInt16>, _ start: Int, _ length: Int) -> UInt64 {
        var key: UInt64 = 0
        for offset in 0..<min(length, 4) { key = key << 16 | UInt64(corpus[start + offset]) }
        for offset in min(length, 4)..<length { key = CharacterGrams.mix(key) ^ UInt64(corpus[start + offset]) }
        return key
    }

    /// The starts of all runs of `length` characters with no sign in them.
    @inline(__always)
    private static func forEachRun(
        in corpus: UnsafeBufferPointer<UInt16>, length: Int, _ body: (Int) -> Void
    ) {
        var run = 0
        for position in corpus.indices {
            run = corpus[position] == 0 ? 0 : run + 1
            if run >= length { body(position - length + 1) }
        }
    }
}

/// Counts by key, in an open table. Keys other than 0.
struct CountTable: Sendable {
    private var keys = [UInt64](repeating: 0, count: 1 << 14)
    private var counts = [UInt32](repeating: 0, count: 1 << 14)
    private var used = 0

    /// How many slots there are.
    var slots: Int { keys.count }

    /// The count in a slot.
    @inline(__always)
    func count(at slot: Int) -> UInt32 { counts[slot] }

    @inline(__always)
    mutating func add(_ key: UInt64) {
        let slot = slot(of: key)
        if keys[slot] == key {
            counts[slot] += 1
        } else {
            insert(key, at: slot)
        }
    }

    /// Where a key is, or would be; valid until the next new key.
    @inline(__always)
    func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
        while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func insert(_ key: UInt64, at slot: Int) {
        keys[slot] = key
        counts[slot] = 1
        used += 1
        guard used * 2 > keys.count else { return }
        let (oldKeys, oldCounts) = (keys, counts)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 4)
        counts = [UInt32](repeating: 0, count: oldKeys.count * 4)
        for (key, count) in zip(oldKeys, oldCounts) where key != 0 {
            let slot = self.slot(of: key)
            keys[slot] = key
            counts[slot] = count
        }
    }
}
