/// The values of a column, cut where its tests change their minds: within a part, every test says the same of all values.
///
/// Numbers and dates are cut at the constants of the tests, into what lies below, at, between and above them. Strings and
/// booleans are cut into the constants and all the rest. Only columns whose tests are made of constants of one kind can be
/// cut so; others have no partition.
final class ColumnPartition: Sendable {
    enum Kind: Sendable, Equatable {
        case numbers
        case dates
        case strings
        case booleans
    }

    let kind: Kind
    /// The constants in their order, for numbers.
    let numbers: [Decimal34]
    /// The constants in their order, for dates, as days since 1970.
    let days: [Int]
    /// The parts of the constants, for strings.
    let strings: [String: Int]
    /// A value of each part; nil for a part that no value lies in.
    let representatives: [FEELValue?]

    private init(
        kind: Kind, numbers: [Decimal34] = [], days: [Int] = [], strings: [String: Int] = [:],
        representatives: [FEELValue?]
    ) {
        self.kind = kind
        self.numbers = numbers
        self.days = days
        self.strings = strings
        self.representatives = representatives
    }

    var count: Int { representatives.count }

    /// The part in which a value lies; nil for a value of another kind.
    @inline(__always)
    func part(of value: FEELValue) -> Int? {
        switch (kind, value) {
        case (.numbers, .number(let number)): part(of: number, among: numbers)
        case (.dates, .date(let date)): part(of: date.dayNumber, among: days)
        case (.strings, .string(let text)): strings[text] ?? strings.count
        case (.booleans, .boolean(let isTrue)): isTrue ? 1 : 0
        default: nil
        }
    }

    @inline(__always)
    private func part<Element: Comparable>(of value: Element, among cuts: [Element]) -> Int {
        var low = 0
        var high = cuts.count
        while low < high {
            let middle = (low + high) >> 1
            if cuts[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < cuts.count && cuts[low] == value ? 2 * low + 1 : 2 * low
    }
}

// MARK: Cutting

extension ColumnPartition {
    /// Nil if some test is no constant, or the constants are of several kinds.
    static func cut(by tests: [Program.Tests], type: FEELType) -> ColumnPartition? {
        var constants: [FEELValue] = []
        var isOrdered = false
        for test in tests {
            for single in test.tests {
                guard let found = single.constants else { return nil }
                isOrdered = isOrdered || single.comparesOrder
                constants += found
            }
        }
        let kinds = Set(constants.lazy.map(\.kind)).subtracting([.null])
        guard kinds.count <= 1 else { return nil }
        switch kinds.first ?? kind(of: type) {
        case .number: return numbers(constants)
        case .date: return dates(constants)
        case .string where !isOrdered: return strings(constants)
        case .boolean where !isOrdered:
            return ColumnPartition(kind: .booleans, representatives: [.boolean(false), .boolean(true)])
        default: return nil
        }
    }

    private static func kind(of type: FEELType) -> FEELKind? {
        switch type.resolved {
        case .number: .number
        case .date: .date
        case .string: .string
        case .boolean: .boolean
        default: nil
        }
    }

    private static func numbers(_ constants: [FEELValue]) -> ColumnPartition {
        let cuts = Set(constants.compactMap { if case .number(let number) = $0 { number } else { nil } }).sorted()
        var representatives: [FEELValue?] = []
        for (index, cut) in cuts.enumerated() {
            let below: Decimal34? =
                index == 0 ? cut - .one : (cuts[index - 1] + cut)?.divided(by: Decimal34(2))
            // Between neighbours of 34 digits, or next to the greatest of all, there is nothing to stand for the part.
            let isBetween = below.map { $0 < cut && (index == 0 || cuts[index - 1] < $0) } ?? false
            representatives.append(isBetween ? below.map { .number($0) } : nil)
            representatives.append(.number(cut))
        }
        let above = cuts.last.map { $0 + .one } ?? .zero
        representatives.append(above.flatMap { number in cuts.allSatisfy { $0 < number } ? .number(number) : nil })
        return ColumnPartition(kind: .numbers, numbers: cuts, representatives: representatives)
    }

    private static func dates(_ constants: [FEELValue]) -> ColumnPartition {
        let cuts = Set(constants.compactMap { if case .date(let date) = $0 { date.dayNumber } else { nil } }).sorted()
        var representatives: [FEELValue?] = []
        func date(_ day: Int) -> FEELValue? { FEELDate(dayNumber: day).map { .date($0) } }
        for (index, cut) in cuts.enumerated() {
            let isBetween = index == 0 || cuts[index - 1] + 1 < cut
            representatives.append(isBetween ? date(cut - 1) : nil)
            representatives.append(date(cut))
        }
        representatives.append(date((cuts.last ?? -1) + 1))
        return ColumnPartition(kind: .dates, days: cuts, representatives: representatives)
    }

    /// Nil if some constant has canonically equivalent spellings: those are one key of a dictionary, but several strings
    /// of FEEL.
    private static func strings(_ constants: [FEELValue]) -> ColumnPartition? {
        var parts: [String: Int] = [:]
        var representatives: [FEELValue?] = []
        for case .string(let text) in constants where parts[text] == nil {
            guard text.unicodeScalars.allSatisfy(\.isPlain) else { return nil }
            parts[text] = representatives.count
            representatives.append(.string(text))
        }
        var other = "\u{1F}"
        while parts[other] != nil { other += "\u{1F}" }
        representatives.append(.string(other))
        return ColumnPartition(kind: .strings, strings: parts, representatives: representatives)
    }
}

extension Unicode.Scalar {
    /// Whether no other sequence of scalars is canonically equivalent to this one: ideographs and kana, mostly.
    fileprivate var isPlain: Bool {
        isASCII || (0x4E00...0x9FFF).contains(value) || (0x3400...0x4DBF).contains(value)
            || (0x3000...0x3029).contains(value) || (0xFF01...0xFF5E).contains(value)
    }
}

extension Program.Test {
    /// The constants at which the test can change its mind; nil if it is not made of constants.
    fileprivate var constants: [FEELValue]? {
        switch self {
        case .comparison(_, let node): node.constant.flatMap { $0.cuts }
        case .expression(let node, false): node.constant.flatMap { $0.cuts }
        case .expression(_, true): nil
        }
    }

    fileprivate var comparesOrder: Bool {
        switch self {
        case .comparison(let sign, _): sign != .equal && sign != .notEqual
        case .expression(let node, _): node.constant.map(\.holdsRanges) ?? true
        }
    }
}

extension FEELValue {
    fileprivate var cuts: [FEELValue]? {
        switch self {
        case .null: return [self]
        case .number, .string, .boolean, .date: return [self]
        case .range(let range):
            return [range.start, range.end].filter { !$0.isNull }
        case .list(let items):
            var cuts: [FEELValue] = []
            for item in items {
                guard let more = item.cuts else { return nil }
                cuts += more
            }
            return cuts
        default: return nil
        }
    }

    fileprivate var holdsRanges: Bool {
        switch self {
        case .range: true
        case .list(let items): items.contains(where: \.holdsRanges)
        default: false
        }
    }
}
