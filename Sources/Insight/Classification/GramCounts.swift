internal import Foundation

/// Single characters and pairs of a text, counted with weights: what stands early weighs up to four times as much as
/// what stands late, because titles and first sentences say what a request is about.
struct GramCounts {
    /// Open addressing; 0 is free, as no gram has this key.
    private var keys: [UInt32] = []
    private var weights: [Float] = []
    /// The slots in use, in the order in which their grams first stand in the text.
    private var taken: [Int32] = []
    private var used = 0

    /// A pair has both numbers, a single character only the lower one.
    @inline(__always)
    static func key(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) << 16 | UInt32(second) }

    @inline(__always)
    static func isPair(_ key: UInt32) -> Bool { key > 0xFFFF }

    /// How much an occurrence weighs by its position.
    static let positionWeights: [Float] = (0..<400).map { Float(1 + 3 * exp(-Double($0) / 40)) }

    mutating func count(_ characters: [UInt16]) {
        prepare(for: characters.count)
        let mask = keys.count - 1
        let positions = Self.positionWeights
        used = keys.withUnsafeMutableBufferPointer { keys in
            weights.withUnsafeMutableBufferPointer { weights in
                taken.withUnsafeMutableBufferPointer { taken in
                    positions.withUnsafeBufferPointer { positions in
                        var used = 0
                        @inline(__always)
                        func add(_ key: UInt32, _ weight: Float) {
                            var slot = Int(truncatingIfNeeded: (UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 40) & mask
                            while true {
                                if keys[slot] == key {
                                    weights[slot] += weight
                                    return
                                }
                                if keys[slot] == 0 { break }
                                slot = (slot + 1) & mask
                            }
                            keys[slot] = key
                            weights[slot] = weight
                            taken[used] = Int32(slot)
                            used += 1
                        }
                        var before: UInt16 = 0
                        var weightBefore: Float = 1
                        for position in 0..<characters.count {
                            let character = characters[position]
                            let weight = position < positions.count ? positions[position] : 1
                            if character != 0 {
                                add(Self.key(0, character), weight)
                                if before != 0 { add(Self.key(before, character), weightBefore) }
                            }
                            before = character
                            weightBefore = weight
                        }
                        return used
                    }
                }
            }
        }
    }

    private mutating func prepare(for count: Int) {
        for index in 0..<used { keys[Int(taken[index])] = 0 }
        used = 0
        guard count * 4 > keys.count || keys.isEmpty else { return }
        var size = 1024
        while size < count * 4 { size *= 2 }
        keys = [UInt32](repeating: 0, count: size)
        weights = [Float](repeating: 0, count: size)
        taken = [Int32](repeating: 0, count: size / 2)
    }

    /// Calls `body` with each gram and its weight.
    @inline(__always)
    func forEach(_ body: (_ key: UInt32, _ weight: Float) -> Void) {
        keys.withUnsafeBufferPointer { keys in
            weights.withUnsafeBufferPointer { weights in
                taken.withUnsafeBufferPointer { taken in
                    for index in 0..<used {
                        let slot = Int(taken[index])
                        body(keys[slot], weights[slot])
                    }
                }
            }
        }
    }

    /// The counts by themselves.
    var row: GramRow {
        var row = GramRow(keys: [], weights: [])
        row.keys.reserveCapacity(used)
        row.weights.reserveCapacity(used)
        forEach { key, weight in
            row.keys.append(key)
            row.weights.append(weight)
        }
        return row
    }
}

/// The grams of one text of the training set.
struct GramRow: Sendable {
    var keys: [UInt32]
    var weights: [Float]
}
