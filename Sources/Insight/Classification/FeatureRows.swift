internal import Foundation

/// Which grams a model knows, each with its rarity (idf, inverse document frequency).
struct FeatureTable: Sendable {
    /// Ascending; the position of a key is the number of its feature.
    let keys: [UInt32]
    let rarity: [Float]
    /// Open addressing: key in the upper half, number + 1 in the lower one.
    private let slots: [UInt64]
    private let mask: Int

    init(keys: [UInt32], rarity: [Float]) {
        self.keys = keys
        self.rarity = rarity
        var size = 16
        while size < keys.count * 2 { size *= 2 }
        var slots = [UInt64](repeating: 0, count: size)
        for (number, key) in keys.enumerated() {
            var slot = Self.slot(key, size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt64(key) << 32 | UInt64(number + 1)
        }
        self.slots = slots
        mask = size - 1
    }

    /// Grams that stand in at least `least` of the texts.
    init(counting texts: [GramRow], least: Int) {
        var frequency: [UInt32: Int] = [:]
        for text in texts { for key in text.keys { frequency[key, default: 0] += 1 } }
        let keys = frequency.filter { $0.value >= least }.keys.sorted()
        let total = Double(1 + texts.count)
        self.init(keys: keys, rarity: keys.map { Float(log(total / Double(1 + (frequency[$0] ?? 0))) + 1) })
    }

    @inline(__always)
    private static func slot(_ key: UInt32, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 36) & mask
    }

    /// The number of a feature; -1 for a gram nobody knows.
    @inline(__always)
    func number(of key: UInt32) -> Int { slots.withUnsafeBufferPointer { Self.number(of: key, $0, mask) } }

    @inline(__always)
    private static func number(of key: UInt32, _ slots: UnsafeBufferPointer<UInt64>, _ mask: Int) -> Int {
        var slot = slot(key, mask)
        while true {
            let found = slots[slot]
            if found == 0 { return -1 }
            if UInt32(truncatingIfNeeded: found >> 32) == key { return Int(found & 0xFFFF_FFFF) - 1 }
            slot = (slot + 1) & mask
        }
    }

    /// The known grams of a text with their weight times rarity, made one long together (TF-IDF).
    ///
    /// Returns how many are known.
    @discardableResult
    func values(of grams: GramCounts, into row: inout FeatureRow) -> Int {
        row.numbers.removeAll(keepingCapacity: true)
        row.values.removeAll(keepingCapacity: true)
        var square: Float = 0
        slots.withUnsafeBufferPointer { slots in
            rarity.withUnsafeBufferPointer { rarity in
                for (key, weight) in zip(grams.keys, grams.weights) {
                    let number = Self.number(of: key, slots, mask)
                    guard number >= 0 else { continue }
                    let value = weight * rarity[number]
                    square += value * value
                    row.numbers.append(Int32(number))
                    row.values.append(value)
                }
            }
        }
        guard square > 0 else { return 0 }
        let factor = 1 / square.squareRoot()
        for index in row.values.indices { row.values[index] *= factor }
        return row.numbers.count
    }
}

/// The grams of one text of the training set.
struct GramRow: Sendable {
    var keys: [UInt32]
    var weights: [Float]
}

/// A text as numbers: which features it has, and how much of each. The values together are one long.
struct FeatureRow: Sendable {
    var numbers: [Int32] = []
    var values: [Float] = []
}
