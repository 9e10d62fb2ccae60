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
        // How often each run of each length occurs; longer ones only where both shorter ones within them are frequent.
        var single = [UInt32](repeating: 0, count: 0x10000)
        var total = 0
        for unit in corpus where unit != 0 {
            single[Int(unit)] += 1
            total += 1
        }
        guard total > 0 else { return [] }
        var tables = [CountTable(), CountTable()]
        for length in 2...Self.longest + 1 {
            var table = CountTable()
            let shorter = tables[length - 1]
            Self.forEachRun(in: corpus, length: length) { start in
                if length > 2 {
                    guard shorter[Self.key(corpus, start, length - 1)] >= leastCount,
                        shorter[Self.key(corpus, start + 1, length - 1)] >= leastCount
                    else { return }
                }
                table.add(Self.key(corpus, start, length))
            }
            tables.append(table)
        }
        func times(_ start: Int, _ length: Int) -> Int {
            length == 1 ? Int(single[Int(corpus[start])]) : tables[length][Self.key(corpus, start, length)]
        }
        var found: [FoundWord] = []
        for length in 2...Self.longest {
            var candidates = CountTable()
            var starts: [(start: Int, cohesion: Double)] = []
            Self.forEachRun(in: corpus, length: length) { start in
                let key = Self.key(corpus, start, length)
                let count = tables[length][key]
                guard count >= leastCount, candidates[key] == 0 else { return }
                var cohesion = Double.infinity
                for part in 1..<length {
                    let parts = Double(times(start, part)) * Double(times(start + part, length - part))
                    cohesion = min(cohesion, log2(Double(count) * Double(total) / parts))
                }
                candidates.add(key)
                if cohesion >= leastCohesion {
                    starts.append((start, cohesion))
                    candidates.set(key, starts.count + 1)
                }
            }
            let freedom = freedom(of: starts.count, candidates, corpus, length)
            for (index, (start, cohesion)) in starts.enumerated() where freedom[index] >= leastFreedom {
                let word = String(decoding: corpus[start..<start + length], as: UTF16.self)
                found.append(
                    FoundWord(
                        word: word, count: times(start, length), cohesion: cohesion, freedom: freedom[index]))
            }
        }
        return found.sorted { ($0.count, $1.word) > ($1.count, $0.word) }
    }

    /// The smaller of the entropies left and right of each candidate. `candidates` holds 2 + the number of each.
    private func freedom(
        of count: Int, _ candidates: CountTable, _ corpus: UnsafeBufferPointer<UInt16>, _ length: Int
    ) -> [Double] {
        var sides = [CountTable(), CountTable()]
        var totals = [Double](repeating: 0, count: count)
        // An end of a text or a sign can be followed by anything, so each counts as a neighbour of its own.
        var ends = [[Double](repeating: 0, count: count), [Double](repeating: 0, count: count)]
        Self.forEachRun(in: corpus, length: length) { start in
            let number = candidates[Self.key(corpus, start, length)] - 2
            guard number >= 0 else { return }
            totals[number] += 1
            for (side, unit) in [corpus[start - 1], corpus[start + length]].enumerated() {
                if unit == 0 { ends[side][number] += 1 } else { sides[side].add(UInt64(number) << 16 | UInt64(unit)) }
            }
        }
        var least = [Double](repeating: .infinity, count: count)
        for side in 0...1 {
            var entropy = [Double](repeating: 0, count: count)
            sides[side].forEach { key, times in
                let number = Int(key >> 16)
                let share = Double(times) / totals[number]
                entropy[number] -= share * log2(share)
            }
            for number in 0..<count where totals[number] > 0 {
                entropy[number] += ends[side][number] / totals[number] * log2(totals[number])
                least[number] = min(least[number], entropy[number])
            }
        }
        return least
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
    private var keys = [UInt64](repeating: 0, count: 1 << 12)
    private var counts = [UInt32](repeating: 0, count: 1 << 12)
    private var used = 0

    @inline(__always)
    subscript(key: UInt64) -> Int {
        let slot = slot(of: key)
        return keys[slot] == key ? Int(counts[slot]) : 0
    }

    @inline(__always)
    mutating func add(_ key: UInt64) {
        let slot = slot(of: key)
        if keys[slot] == key {
            counts[slot] += 1
        } else {
            insert(key, 1, at: slot)
        }
    }

    mutating func set(_ key: UInt64, _ count: Int) {
        let slot = slot(of: key)
        if keys[slot] == key { counts[slot] = UInt32(count) } else { insert(key, UInt32(count), at: slot) }
    }

    func forEach(_ body: (UInt64, Int) -> Void) {
        for (key, count) in zip(keys, counts) where key != 0 { body(key, Int(count)) }
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 24) & mask
        while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func insert(_ key: UInt64, _ count: UInt32, at slot: Int) {
        keys[slot] = key
        counts[slot] = count
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
