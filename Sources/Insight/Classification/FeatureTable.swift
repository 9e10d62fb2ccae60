internal import Foundation

/// Which grams a model knows, each with its rarity (idf, inverse document frequency).
struct FeatureTable: Sendable {
    /// The position of a key is the number of its feature; the most frequent ones come first, so that what is read most
    /// lies close together.
    let keys: [UInt32]
    let rarity: [Float]
    /// Open addressing: key in the upper half, number + 1 in the lower one.
    private let slots: [UInt64]

    init(keys: [UInt32], rarity: [Float]) {
        self.keys = keys
        self.rarity = rarity
        var size = 16
        while size < keys.count * 2 { size *= 2 }
        var slots = [UInt64](repeating: 0, count: size)
        slots.withUnsafeMutableBufferPointer { slots in
            for (number, key) in keys.enumerated() {
                var slot = Lookup.slot(key, size - 1)
                while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
                slots[slot] = UInt64(key) << 32 | UInt64(number + 1)
            }
        }
        self.slots = slots
    }

    /// Grams that stand in at least `least` of the texts.
    init(counting texts: [GramRow], least: Int) {
        var frequency: [UInt32: Int] = [:]
        for text in texts { for key in text.keys { frequency[key, default: 0] += 1 } }
        let known = frequency.filter { $0.value >= least }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let total = Double(1 + texts.count)
        self.init(keys: known.map(\.key), rarity: known.map { Float(log(total / Double(1 + $0.value)) + 1) })
    }

    /// Pointers into the table, for as long as `body` runs.
    @inline(__always)
    func look<T>(_ body: (Lookup) -> T) -> T {
        slots.withUnsafeBufferPointer { slots in
            rarity.withUnsafeBufferPointer { rarity in
                body(Lookup(slots: slots, rarity: rarity, mask: slots.count - 1))
            }
        }
    }

    struct Lookup {
        let slots: UnsafeBufferPointer<UInt64>
        let rarity: UnsafeBufferPointer<Float>
        let mask: Int

        @inline(__always)
        static func slot(_ key: UInt32, _ mask: Int) -> Int {
            Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 36) & mask
        }

        /// The number of a feature; -1 for a gram nobody knows.
        @inline(__always)
        func number(of key: UInt32) -> Int {
            var slot = Self.slot(key, mask)
            while true {
                let found = slots[slot]
                if found == 0 { return -1 }
                if UInt32(truncatingIfNeeded: found >> 32) == key { return Int(found & 0xFFFF_FFFF) - 1 }
                slot = (slot + 1) & mask
            }
        }
    }

    /// A count to the power of three quarters: the tenth time says less than the first.
    @inline(__always)
    static func damped(_ count: Float) -> Float { (count * count.squareRoot()).squareRoot() }

    /// The known grams of a text with their weight times rarity, made one long together (TF-IDF).
    func row(of grams: GramRow) -> FeatureRow {
        var row = FeatureRow()
        var square: Float = 0
        look { table in
            for (key, weight) in zip(grams.keys, grams.weights) {
                let number = table.number(of: key)
                guard number >= 0 else { continue }
                let value = Self.damped(weight) * table.rarity[number]
                square += value * value
                row.numbers.append(Int32(number))
                row.values.append(value)
            }
        }
        guard square > 0 else { return row }
        let factor = 1 / square.squareRoot()
        for index in row.values.indices { row.values[index] *= factor }
        return row
    }
}

/// A text as numbers: which features it has, and how much of each. The values together are one long.
struct FeatureRow: Sendable {
    var numbers: [Int32] = []
    var values: [Float] = []
}
