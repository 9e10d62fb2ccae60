/// Finds the parts in which the values of a column lie, quickly.
///
/// Parts are numbered as in the partition; behind them come null and the unknown.
struct PartReader: Sendable {
    private enum Source: Sendable {
        /// The part is the number of thresholds that a value reaches.
        case thresholds([Int], [Int])
        /// The part of each value from the first on; what lies outside is as the ends.
        case table([Int], first: Int, parts: [Int32])
        case days([Int32], first: Int, parts: [Int32])
        case sparseDays([Int32], [Int])
        case codes([Int32], parts: [Int32])
        case booleans([Bool])
    }

    private let partition: ColumnPartition
    private let source: Source
    private let unknown: [UInt64]
    private let null: [UInt64]

    /// How many parts there are, with those of null and the unknown.
    static func count(of partition: ColumnPartition) -> Int { partition.count + 2 }

    private var nullPart: Int32 { Int32(partition.count) }
    private var unknownPart: Int32 { Int32(partition.count + 1) }

    /// Nil if the column is not of the partition's kind.
    init?(_ partition: ColumnPartition, _ column: BatchColumn) {
        self.partition = partition
        unknown = column.unknown
        null = column.null
        switch (partition.kind, column.values) {
        case (.numbers, .integers(let values)):
            guard let source = PartReader.source(values, scale: 0, partition) else { return nil }
            self.source = source
        case (.numbers, .decimals(let values, let scale)):
            guard (0...18).contains(scale), let source = PartReader.source(values, scale: scale, partition) else {
                return nil
            }
            self.source = source
        case (.dates, .dates(let days)):
            let thresholds = partition.days.flatMap { [$0, $0 + 1] }
            if let (first, parts) = PartReader.table(thresholds) {
                source = .days(days, first: first, parts: parts)
            } else {
                source = .sparseDays(days, thresholds)
            }
        case (.strings, .strings(let codes, let dictionary)):
            let parts = dictionary.map { Int32(partition.strings[$0] ?? partition.strings.count) }
            guard codes.allSatisfy({ dictionary.indices.contains(Int($0)) }) else { return nil }
            source = .codes(codes, parts: parts)
        case (.booleans, .booleans(let values)):
            source = .booleans(values)
        default:
            return nil
        }
    }

    /// A value of a part; null for the part of null, nil for the unknown.
    static func representative(of part: Int, in partition: ColumnPartition) -> FEELValue? {
        part < partition.count ? partition.representatives[part] ?? .null : part == partition.count ? .null : nil
    }

    // MARK: Thresholds

    /// Thresholds of whole numbers: for each constant the least value that is not below it, and the least above it.
    private static func source(_ values: [Int], scale: Int, _ partition: ColumnPartition) -> Source? {
        var thresholds: [Int] = []
        for cut in partition.numbers {
            guard let factor = Decimal34(significand: 1, exponent: scale), let scaled = cut * factor,
                let from = scaled.ceiling()?.integer, let floor = scaled.floor()?.integer, floor < Int.max
            else { return nil }
            thresholds += [from, floor + 1]
        }
        if let (first, parts) = table(thresholds) { return .table(values, first: first, parts: parts) }
        return .thresholds(values, thresholds)
    }

    /// The part of each value from just below the first threshold to the last, if they lie close together.
    private static func table(_ thresholds: [Int]) -> (first: Int, parts: [Int32])? {
        guard let low = thresholds.first, let high = thresholds.last else { return (0, [0]) }
        let (span, overflow) = high.subtractingReportingOverflow(low)
        guard !overflow, span <= 1 << 15, low > Int.min else { return nil }
        let first = low - 1
        return (first, (first...high).map { value in Int32(thresholds.count { $0 <= value }) })
    }

    @inline(__always)
    private static func reached(_ value: Int, _ thresholds: UnsafeBufferPointer<Int>) -> Int32 {
        var low = 0
        var length = thresholds.count
        while length > 0 {
            let half = length >> 1
            let isReached = thresholds[low + half] <= value
            low = isReached ? low + half + 1 : low
            length = isReached ? length - half - 1 : half
        }
        return Int32(low)
    }

    // MARK: Reading

    /// Adds for each row of a block the number of its part, times a stride.
    func add(_ rows: Range<Int>, _ stride: Int32, to sums: UnsafeMutableBufferPointer<Int32>) {
        switch source {
        case .thresholds(let values, let thresholds):
            thresholds.withUnsafeBufferPointer { thresholds in
                values.withUnsafeBufferPointer { values in
                    for (index, row) in rows.enumerated() {
                        sums[index] &+= PartReader.reached(values[row], thresholds) &* stride
                    }
                }
            }
        case .sparseDays(let days, let thresholds):
            thresholds.withUnsafeBufferPointer { thresholds in
                for (index, row) in rows.enumerated() {
                    sums[index] &+= PartReader.reached(Int(days[row]), thresholds) &* stride
                }
            }
        case .table(let values, let first, let parts):
            values.withUnsafeBufferPointer { values in
                parts.withUnsafeBufferPointer { parts in
                    let last = first + parts.count - 1
                    for index in 0..<rows.count {
                        let value = min(max(values[rows.lowerBound &+ index], first), last)
                        sums[index] &+= parts[value &- first] &* stride
                    }
                }
            }
        case .days(let days, let first, let parts):
            days.withUnsafeBufferPointer { days in
                parts.withUnsafeBufferPointer { parts in
                    let last = first + parts.count - 1
                    for index in 0..<rows.count {
                        let value = min(max(Int(days[rows.lowerBound &+ index]), first), last)
                        sums[index] &+= parts[value &- first] &* stride
                    }
                }
            }
        case .codes(let codes, let parts):
            codes.withUnsafeBufferPointer { codes in
                parts.withUnsafeBufferPointer { parts in
                    for index in 0..<rows.count {
                        sums[index] &+= parts[Int(codes[rows.lowerBound &+ index])] &* stride
                    }
                }
            }
        case .booleans(let values):
            values.withUnsafeBufferPointer { values in
                for index in 0..<rows.count {
                    sums[index] &+= values[rows.lowerBound &+ index] ? stride : 0
                }
            }
        }
        correct(rows, null, nullPart, stride, sums, unless: unknown)
        correct(rows, unknown, unknownPart, stride, sums)
    }

    /// Puts another part in the place of that of the value, for the rows of a mask.
    private func correct(
        _ rows: Range<Int>, _ mask: [UInt64], _ part: Int32, _ stride: Int32,
        _ sums: UnsafeMutableBufferPointer<Int32>, unless other: [UInt64] = []
    ) {
        guard !mask.isEmpty else { return }
        for word in (rows.lowerBound >> 6)...((rows.upperBound - 1) >> 6) where word < mask.count {
            var bits = word < other.count ? mask[word] & ~other[word] : mask[word]
            while bits != 0 {
                let row = word << 6 + bits.trailingZeroBitCount
                bits &= bits - 1
                guard rows.contains(row) else { continue }
                sums[row - rows.lowerBound] &+= (part - self.part(at: row)) &* stride
            }
        }
    }

    /// The part that was added for a row before any correction.
    private func part(at row: Int) -> Int32 {
        let value: Int32
        switch source {
        case .thresholds(let values, let thresholds):
            value = thresholds.withUnsafeBufferPointer { PartReader.reached(values[row], $0) }
        case .sparseDays(let days, let thresholds):
            value = thresholds.withUnsafeBufferPointer { PartReader.reached(Int(days[row]), $0) }
        case .table(let values, let first, let parts):
            value = parts[min(max(values[row], first), first + parts.count - 1) - first]
        case .days(let days, let first, let parts):
            value = parts[min(max(Int(days[row]), first), first + parts.count - 1) - first]
        case .codes(let codes, let parts): value = parts[Int(codes[row])]
        case .booleans(let values): value = values[row] ? 1 : 0
        }
        return value
    }
}
