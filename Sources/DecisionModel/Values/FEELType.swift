/// A type of FEEL (DMN 1.5, 10.3.2.9).
package indirect enum FEELType: Sendable {
    case any
    case null
    case boolean
    case number
    case string
    case date
    case time
    case dateTime
    case daysAndTime
    case yearsAndMonths
    case list(FEELType)
    case range(FEELType)
    /// A context with at least these entries.
    case context([(name: String, type: FEELType)])
    /// A function with these parameters; nil for any function at all.
    case function([FEELType]?, FEELType)
    /// A type that the model defines.
    case item(ItemType)
    /// A type that could not be found; nothing conforms to it.
    case unresolved(String)
}

/// An item definition of a model (DMN 1.5, 7.3.3).
///
/// Definitions may refer to one another in any order, so that an item type is made empty and filled before it is used.
package final class ItemType: @unchecked Sendable {
    package let name: String
    /// What a value must be, constraints apart. Set once, while the model is built.
    package internal(set) var type: FEELType = .any
    /// Tests that each value (of a collection: each element) must pass.
    var allowedValues: Program.Tests?
    /// Tests that the value as a whole must pass.
    var typeConstraint: Program.Tests?
    package internal(set) var isCollection = false

    init(name: String) { self.name = name }
}

/// The names of types that need no definition.
enum BuiltInTypes {
    static let all: [(name: String, type: FEELType)] = [
        ("Any", .any), ("Null", .null), ("number", .number), ("string", .string), ("boolean", .boolean),
        ("date", .date), ("time", .time), ("date and time", .dateTime), ("dateTime", .dateTime),
        ("days and time duration", .daysAndTime), ("dayTimeDuration", .daysAndTime),
        ("years and months duration", .yearsAndMonths), ("yearMonthDuration", .yearsAndMonths),
        ("list", .list(.any)), ("context", .context([])), ("function", .function(nil, .any)), ("range", .range(.any)),
    ]

    static let names = NameTable(all.map(\.name))

    static func named(_ name: String) -> FEELType? { all.first { $0.name == name }?.type }
}

extension FEELType: CustomStringConvertible {
    package var description: String {
        switch self {
        case .any: "Any"
        case .null: "Null"
        case .boolean: "boolean"
        case .number: "number"
        case .string: "string"
        case .date: "date"
        case .time: "time"
        case .dateTime: "date and time"
        case .daysAndTime: "days and time duration"
        case .yearsAndMonths: "years and months duration"
        case .list(let element): "list<\(element)>"
        case .range(let element): "range<\(element)>"
        case .context(let entries): "context<\(entries.map { "\($0.name): \($0.type)" }.joined(separator: ", "))>"
        case .function(nil, _): "function"
        case .function(let parameters?, let result):
            "function<\(parameters.map(\.description).joined(separator: ", "))>->\(result)"
        case .item(let item): item.name
        case .unresolved(let name): name
        }
    }

    /// The type without the name that the model gave it.
    package var resolved: FEELType {
        var type = self
        for _ in 0..<64 {
            guard case .item(let item) = type else { return type }
            type = item.type
        }
        return .any
    }

    package var isAny: Bool {
        if case .any = resolved { true } else { false }
    }
}

// MARK: Conformance

extension FEELType {
    /// Whether every value of this type is one of the other (DMN 1.5, 10.3.2.9.2).
    func conforms(to other: FEELType, depth: Int = 0) -> Bool {
        guard depth < 32 else { return true }
        switch (resolved, other.resolved) {
        case (_, .any), (.null, _): return true
        case (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time),
            (.dateTime, .dateTime), (.daysAndTime, .daysAndTime), (.yearsAndMonths, .yearsAndMonths):
            return true
        case (.list(let left), .list(let right)), (.range(let left), .range(let right)):
            return left.conforms(to: right, depth: depth + 1)
        case (.context(let left), .context(let right)):
            return right.allSatisfy { wanted in
                left.contains { $0.name == wanted.name && $0.type.conforms(to: wanted.type, depth: depth + 1) }
            }
        case (.function, .function(nil, _)): return true
        case (.function(let left?, let leftResult), .function(let right?, let rightResult)):
            return left.count == right.count
                && zip(left, right).allSatisfy { $1.conforms(to: $0, depth: depth + 1) || $0.isAny || $1.isAny }
                && (leftResult.isAny || leftResult.conforms(to: rightResult, depth: depth + 1))
        default: return false
        }
    }
}

extension FEELValue {
    /// `instance of` (DMN 1.5, 10.3.2.9.2): null is an instance of no type but Null; constraints do not count.
    package func isInstance(of type: FEELType) -> Bool {
        switch (self, type) {
        case (_, .item(let item)): return isInstance(of: item.type)
        case (.null, .null): return true
        case (.null, _): return false
        case (_, .any): return true
        case (.boolean, .boolean), (.number, .number), (.string, .string), (.date, .date), (.time, .time),
            (.dateTime, .dateTime), (.daysAndTime, .daysAndTime), (.yearsAndMonths, .yearsAndMonths):
            return true
        case (.list(let items), .list(let element)):
            if case .any = element { return true }
            return items.allSatisfy { $0.isNull || $0.isInstance(of: element) }
        case (.range(let range), .range(let element)):
            if case .any = element { return true }
            return [range.start, range.end].allSatisfy { $0.isNull || $0.isInstance(of: element) }
        case (.context(let context), .context(let entries)):
            return entries.allSatisfy { name, type in
                guard let value = context[name] else { return false }
                return value.isNull || value.isInstance(of: type)
            }
        case (.function, .function(nil, _)): return true
        case (.function(let function), .function(let parameters?, let result)):
            return function.conforms(parameters: parameters, result: result)
        case (.unknown, _): return true
        default: return false
        }
    }
}

extension FEELFunction {
    func conforms(parameters wanted: [FEELType], result: FEELType) -> Bool {
        guard let parameters else { return accepts(count: wanted.count) }
        return FEELType.function(parameters.map(\.type), resultType).conforms(to: .function(wanted, result))
    }
}
