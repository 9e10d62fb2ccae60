/// SplitMix64 (Steele, Lea, Flood 2014): one word of state, the same numbers on every platform and in every version of
/// the standard library, as long as only the methods below are used. `Int.random(in:using:)` is not: its way of
/// turning words into a range may change.
package struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// An independent stream of the same seed: a case, a day or a person has its own, so that what happens to one
    /// does not depend on the others.
    init(seed: UInt64, stream: UInt64) { state = Self.mix(seed ^ Self.mix(stream &+ 0x9E37_79B9_7F4A_7C15)) }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A whole number from 0 to `bound - 1`; 0 for a bound below 2. Biased by less than `bound` in 2⁶⁴.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func below(_ bound: Int64) -> Int64 { Int64(below(Int(bound))) }

    /// A whole number of the range, both ends included.
    mutating func between(_ first: Int, _ last: Int) -> Int { first + below(last - first + 1) }

    /// True `permille` times in a thousand.
    mutating func chance(_ permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    /// The finalizer of SplitMix64: turns any word into one that looks random.
    static func mix(_ word: UInt64) -> UInt64 {
        var z = word
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 { mix(a ^ mix(b &+ 0x9E37_79B9_7F4A_7C15)) }
}
