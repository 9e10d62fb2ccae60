/// Neighbouring characters (n-grams) as numbers, without a string being made of each.
///
/// A gram of up to three scalars is packed, 21 bits each, so that equal keys mean equal grams; longer ones are hashed.
/// Keys depend on nothing but the scalars: they are the same on every platform and in every run.
package enum CharacterGrams {
    /// The key of the scalars in `range`.
    @inline(__always)
    package static func key(_ scalars: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) -> UInt64 {
        if range.count <= 3 {
            var key: UInt64 = 0
            for position in range { key = key << 21 | UInt64(scalars[position]) }
            return key
        }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for position in range { hash = (hash ^ UInt64(scalars[position])) &* 0x9E37_79B9_7F4A_7C15 &+ (hash >> 29) }
        return mix(hash) | 1 << 63
    }

    /// Calls `body` with every gram of the lengths, from left to right and short ones first at each place.
    ///
    /// Grams don't reach across a space or a sign if `within` is true.
    package static func forEach(
        in scalars: UnsafeBufferPointer<UInt32>, lengths: ClosedRange<Int>, within: Bool = true,
        _ body: (_ key: UInt64, _ range: Range<Int>) -> Void
    ) {
        for start in scalars.indices {
            var end = start
            while end < scalars.count && end - start < lengths.upperBound {
                if within {
                    let script = Script(scalars[end])
                    if script == .space || script == .sign { break }
                }
                end += 1
                if end - start >= lengths.lowerBound { body(key(scalars, start..<end), start..<end) }
            }
        }
    }

    /// Spreads a key over all 64 bits (the finaliser of SplitMix64): for tables, MinHash and SimHash.
    @inline(__always)
    package static func mix(_ key: UInt64) -> UInt64 {
        var value = key &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
