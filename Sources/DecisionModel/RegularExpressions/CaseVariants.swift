/// Characters that differ in case only, as F&O 3.1, 5.6.2 has it: two characters are case variants of each other when
/// they are the same in lower case or the same in upper case (the Kelvin sign is one of `k`).
enum CaseVariants {
    /// All that have case variants, with these.
    private static let table: [UInt32: [UInt32]] = {
        var sameLower: [String: [UInt32]] = [:]
        var sameUpper: [String: [UInt32]] = [:]
        var cased: [(value: UInt32, lower: String, upper: String)] = []
        // Beyond 0x1FFFF, and among the ideographs and Hangul syllables, nothing has case.
        for value in [0..<0x3400, 0xA000..<0xAC00, 0xF900..<0x20000].joined() {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let properties = scalar.properties
            guard properties.changesWhenLowercased || properties.changesWhenUppercased else { continue }
            let lower = properties.lowercaseMapping
            let upper = properties.uppercaseMapping
            cased.append((scalar.value, lower, upper))
            sameLower[lower, default: []].append(scalar.value)
            sameUpper[upper, default: []].append(scalar.value)
        }
        var table: [UInt32: [UInt32]] = [:]
        for (value, lower, upper) in cased {
            let variants = Set((sameLower[lower] ?? []) + (sameUpper[upper] ?? [])).subtracting([value])
            if !variants.isEmpty { table[value] = variants.sorted() }
        }
        return table
    }()

    private static let sorted = table.keys.sorted()

    /// The case variants of all members of `ranges`, which are sorted.
    static func variants(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var found: [ClosedRange<UInt32>] = []
        for range in ranges {
            var index = sorted.partitioningIndex { $0 >= range.lowerBound }
            while index < sorted.count, sorted[index] <= range.upperBound {
                for variant in table[sorted[index]] ?? [] { found.append(variant...variant) }
                index += 1
            }
        }
        return found
    }

    /// Whether the characters are the same but for their case.
    static func areSame(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool {
        a == b || table[a.value]?.contains(b.value) == true
    }
}

extension [UInt32] {
    /// The first index from which on the condition holds, in an array where it holds from some index on.
    fileprivate func partitioningIndex(where condition: (UInt32) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
