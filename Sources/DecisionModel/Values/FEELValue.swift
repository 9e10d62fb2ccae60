/// A value of FEEL (DMN 1.5, 10.3.2): what expressions take and give.
///
/// Values do not change. Collections share their storage when copied. `unknown` is not a value of FEEL: it stands for a
/// fact that exists but is not known yet, and is only met where an evaluation was asked to reckon with such facts.
package enum FEELValue: Sendable {
    case null
    case boolean(Bool)
    case number(Decimal34)
    case string(String)
    case date(FEELDate)
    case time(FEELTime)
    case dateTime(FEELDateTime)
    case daysAndTime(DaysAndTimeDuration)
    case yearsAndMonths(YearsAndMonthsDuration)
    case list([FEELValue])
    case context(FEELContext)
    case range(FEELRange)
    case function(FEELFunction)
    /// Depends on the named facts, which are not known.
    case unknown(UnknownFacts)

    package init(_ integer: Int) { self = .number(Decimal34(integer)) }

    package var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// `true` only for the boolean true; everything else, null included, is not true.
    package var isTrue: Bool {
        if case .boolean(true) = self { true } else { false }
    }

    package var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    /// The elements of a list; any other value is a list of itself (singleton list conversion).
    package var elements: [FEELValue] {
        if case .list(let items) = self { items } else { [self] }
    }
}

/// The kinds of values; two values of different kinds are never compared.
package enum FEELKind: String, Sendable, Hashable {
    case null = "Null"
    case boolean
    case number
    case string
    case date
    case time
    case dateTime = "date and time"
    case daysAndTime = "days and time duration"
    case yearsAndMonths = "years and months duration"
    case list
    case context
    case range
    case function
    case unknown
}

extension FEELValue {
    package var kind: FEELKind {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .daysAndTime: .daysAndTime
        case .yearsAndMonths: .yearsAndMonths
        case .list: .list
        case .context: .context
        case .range: .range
        case .function: .function
        case .unknown: .unknown
        }
    }
}

/// The names of facts that a value waits for.
package struct UnknownFacts: Sendable, Hashable {
    package private(set) var names: Set<String>

    package init(_ names: Set<String>) { self.names = names }
    package init(_ name: String) { names = [name] }

    package func union(_ other: UnknownFacts) -> UnknownFacts { UnknownFacts(names.union(other.names)) }
}

extension FEELValue {
    /// The unknown facts anywhere in this value, nil if it is wholly known.
    package var unknownFacts: UnknownFacts? {
        switch self {
        case .unknown(let facts): facts
        case .list(let items): items.unknownFacts
        case .context(let context): context.values.unknownFacts
        default: nil
        }
    }
}

extension [FEELValue] {
    /// The unknown facts anywhere in these values, nil if all are wholly known.
    package var unknownFacts: UnknownFacts? {
        var found: UnknownFacts?
        for value in self {
            guard let facts = value.unknownFacts else { continue }
            found = found.map { $0.union(facts) } ?? facts
        }
        return found
    }
}
