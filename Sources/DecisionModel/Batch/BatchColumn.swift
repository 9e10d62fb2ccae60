/// One fact of very many subjects: a typed column.
package struct BatchColumn: Sendable {
    package enum Values: Sendable {
        case integers([Int])
        /// Whole numbers that stand for decimals: with a scale of 2, 1250 is 12.50.
        case decimals([Int], scale: Int)
        /// Positions in a list of strings.
        case strings([Int32], dictionary: [String])
        case booleans([Bool])
        /// Days since 1970-01-01.
        case dates([Int32])
        /// Anything else, value by value.
        case values([FEELValue])
    }

    package var values: Values
    /// A bit for each subject whose fact is not known, subject 0 in the lowest bit of the first word; empty if all are
    /// known.
    package var unknown: [UInt64]
    /// A bit for each subject whose fact is null.
    package var null: [UInt64]

    package init(_ values: Values, unknown: [UInt64] = [], null: [UInt64] = []) {
        self.values = values
        self.unknown = unknown
        self.null = null
    }

    package var count: Int {
        switch values {
        case .integers(let values): values.count
        case .decimals(let values, _): values.count
        case .strings(let codes, _): codes.count
        case .booleans(let values): values.count
        case .dates(let days): days.count
        case .values(let values): values.count
        }
    }

    /// The fact of one subject as a value; nil if it is not known.
    package func value(at row: Int) -> FEELValue? {
        if unknown.hasBit(row) { return nil }
        if null.hasBit(row) { return .null }
        switch values {
        case .integers(let values): return FEELValue(values[row])
        case .decimals(let values, let scale):
            return Decimal34(significand: Int128(values[row]), exponent: -scale).map { .number($0) } ?? .null
        case .strings(let codes, let dictionary):
            let code = Int(codes[row])
            return dictionary.indices.contains(code) ? .string(dictionary[code]) : .null
        case .booleans(let values): return .boolean(values[row])
        case .dates(let days): return FEELDate(dayNumber: Int(days[row])).map { .date($0) } ?? .null
        case .values(let values): return values[row]
        }
    }
}

extension [UInt64] {
    @inline(__always)
    func hasBit(_ index: Int) -> Bool {
        let word = index >> 6
        return word < count && self[word] & (1 << UInt64(index & 63)) != 0
    }
}

/// The answers for very many subjects.
package struct BatchResult: Sendable {
    /// For each subject a position in `answers`.
    package let codes: [Int32]
    /// The different answers that there are. `unknown` stands for what is not settled.
    package let answers: [FEELValue]

    package subscript(row: Int) -> FEELValue { answers[Int(codes[row])] }
}

/// The columns do not fit the decision.
package struct BatchFault: Error, Sendable {
    package let message: String
}
