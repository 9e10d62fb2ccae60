/// A set of Unicode scalars: what one position of a regular expression matches.
struct ScalarSet: Sendable, Equatable {
    /// Sorted, neither touching nor overlapping.
    private var ranges: [ClosedRange<UInt32>]
    /// A bit for each general category whose members belong to the set.
    private var categories: UInt32
    private var isNegated = false
    /// None or one.
    private var subtracted: [ScalarSet] = []
    /// The members below 128.
    private var ascii: (low: UInt64, high: UInt64) = (0, 0)

    static func == (a: ScalarSet, b: ScalarSet) -> Bool {
        a.ranges == b.ranges && a.categories == b.categories && a.isNegated == b.isNegated
            && a.subtracted == b.subtracted
    }

    /// Ranges and sets together; then, if so said, everything but them; then without what is subtracted. Ranges also
    /// have the case variants of their members where case is ignored (F&O 3.1, 5.6.2); sets do not.
    init(
        ranges: [ClosedRange<UInt32>], sets: [ScalarSet] = [], ignoresCase: Bool = false, isNegated: Bool = false,
        subtracted: ScalarSet? = nil
    ) {
        var all = ignoresCase ? ranges + CaseVariants.variants(of: ScalarSet.merged(ranges)) : ranges
        var categories: UInt32 = 0
        for set in sets {
            all += set.ranges
            categories |= set.categories
        }
        self.ranges = ScalarSet.merged(all)
        self.categories = categories
        self.isNegated = isNegated
        self.subtracted = subtracted.map { [$0] } ?? []
        for value in UInt32(0)..<128 where containsSlowly(value) {
            if value < 64 { ascii.low |= 1 << value } else { ascii.high |= 1 << (value - 64) }
        }
    }

    private init(categories: UInt32) {
        self.init(ranges: [])
        self.categories = categories
        for value in UInt32(0)..<128 where containsSlowly(value) {
            if value < 64 { ascii.low |= 1 << value } else { ascii.high |= 1 << (value - 64) }
        }
    }

    @inline(__always)
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 64 { return ascii.low >> UInt64(value) & 1 == 1 }
        if value < 128 { return ascii.high >> UInt64(value - 64) & 1 == 1 }
        return containsSlowly(value)
    }

    /// The only member, where there is but one.
    var single: Unicode.Scalar? {
        guard ranges.count == 1, ranges[0].count == 1, categories == 0, !isNegated, subtracted.isEmpty
        else { return nil }
        return Unicode.Scalar(ranges[0].lowerBound)
    }

    private func containsSlowly(_ value: UInt32) -> Bool {
        guard isListed(value) != isNegated else { return false }
        return subtracted.isEmpty || !subtracted[0].containsSlowly(value)
    }

    private func isListed(_ value: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if value < ranges[middle].lowerBound {
                high = middle
            } else if value > ranges[middle].upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        guard categories != 0, let scalar = Unicode.Scalar(value) else { return false }
        return categories >> UInt32(ScalarSet.bit(of: scalar.properties.generalCategory)) & 1 == 1
    }

    /// Everything that is not in this set, which must be one of ranges only or of categories only.
    var inverted: ScalarSet {
        guard ranges.isEmpty else { return ScalarSet(ranges: ScalarSet.complement(ranges)) }
        return ScalarSet(categories: ~categories)
    }

    private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
        return gaps
    }
}

// MARK: The sets that have names

extension ScalarSet {
    static let all = ScalarSet(ranges: [0...0x10FFFF])
    /// `.` without the flag `s`.
    static let allButLineEnds = ScalarSet(ranges: complement([0xA...0xA, 0xD...0xD]))
    /// `\s`.
    static let space = ScalarSet(ranges: [0x9...0xA, 0xD...0xD, 0x20...0x20])
    /// `\d`.
    static let digit = ScalarSet(categories: categories["Nd"] ?? 0)
    /// `\w`: everything but punctuation, separators and others.
    static let word = ScalarSet(
        categories: ~["P", "Z", "C"].reduce(0) { $0 | (categories[$1] ?? 0) })

    /// `\i`: NameStartChar of XML 1.0, fifth edition.
    static let nameStart = ScalarSet(ranges: nameStartRanges)
    /// `\c`: NameChar of XML 1.0, fifth edition.
    static let name = ScalarSet(
        ranges: nameStartRanges + [
            0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040,
        ])

    private static let nameStartRanges: [ClosedRange<UInt32>] = [
        0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF,
        0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF,
        0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
    ]

    /// The set of `\p{…}`: a general category (`Lu`, `L`) or a block (`IsBasicLatin`).
    init?(property: String) {
        if let mask = ScalarSet.categories[property] {
            self.init(categories: mask)
        } else if property.hasPrefix("Is"), let block = UnicodeBlocks.named(String(property.dropFirst(2))) {
            self.init(ranges: block)
        } else {
            return nil
        }
    }

    private static let categoryNames = [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Sm",
        "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Cn",
    ]

    /// The bits of each category, and of each letter that stands for several.
    private static let categories: [String: UInt32] = {
        var masks: [String: UInt32] = [:]
        for (bit, name) in categoryNames.enumerated() {
            masks[name] = 1 << UInt32(bit)
            masks[String(name.prefix(1)), default: 0] |= 1 << UInt32(bit)
        }
        return masks
    }()

    private static func bit(of category: Unicode.GeneralCategory) -> Int {
        switch category {
        case .uppercaseLetter: 0
        case .lowercaseLetter: 1
        case .titlecaseLetter: 2
        case .modifierLetter: 3
        case .otherLetter: 4
        case .nonspacingMark: 5
        case .spacingMark: 6
        case .enclosingMark: 7
        case .decimalNumber: 8
        case .letterNumber: 9
        case .otherNumber: 10
        case .connectorPunctuation: 11
        case .dashPunctuation: 12
        case .openPunctuation: 13
        case .closePunctuation: 14
        case .initialPunctuation: 15
        case .finalPunctuation: 16
        case .otherPunctuation: 17
        case .mathSymbol: 18
        case .currencySymbol: 19
        case .modifierSymbol: 20
        case .otherSymbol: 21
        case .spaceSeparator: 22
        case .lineSeparator: 23
        case .paragraphSeparator: 24
        case .control: 25
        case .format: 26
        case .privateUse: 27
        case .surrogate, .unassigned: 28
        @unknown default: 28
        }
    }
}
