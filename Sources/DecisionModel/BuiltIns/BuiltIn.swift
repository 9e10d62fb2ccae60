/// A built-in function (DMN 1.5, 10.3.4) with its signatures.
package final class BuiltIn: Sendable {
    package let name: String
    package let signatures: [Signature]
    /// Whether the same arguments always give the same result.
    let isPure: Bool

    init(_ name: String, isPure: Bool = true, signatures: [Signature]) {
        self.name = name
        self.isPure = isPure
        self.signatures = signatures
    }

    convenience init(_ name: String, isPure: Bool = true, _ signatures: Signature...) {
        self.init(name, isPure: isPure, signatures: signatures)
    }

    var asFunction: FEELFunction { FEELFunction(.builtIn(self)) }

    func accepts(count: Int) -> Bool { signatures.contains { $0.accepts(count: count) } }

    /// Calls with arguments by position: the first signature that suits them.
    func call(_ values: [FEELValue], _ range: TextRange, _ run: Execution) -> FEELValue {
        if run.reckonsWithUnknowns, let facts = values.unknownFacts { return unknown(values, facts, range, run) }
        var problem: String?
        for signature in signatures where signature.accepts(count: values.count) {
            switch signature.arguments(values, run) {
            case .success(let arguments): return result(signature, arguments, range, run)
            case .failure(let mismatch): problem = problem ?? mismatch.text
            }
        }
        return run.fault(.arguments, range, "\(name): \(problem ?? "it does not take \(values.count) arguments")")
    }

    /// Calls with arguments by name: the first signature that has these names and suits the values.
    func call(_ names: [String], _ values: [FEELValue], _ range: TextRange, _ run: Execution) -> FEELValue {
        if run.reckonsWithUnknowns, let facts = values.unknownFacts { return .unknown(facts) }
        var problem: String?
        for signature in signatures {
            guard let ordered = signature.ordered(names, values) else { continue }
            switch signature.arguments(ordered, run) {
            case .success(let arguments): return result(signature, arguments, range, run)
            case .failure(let mismatch): problem = problem ?? mismatch.text
            }
        }
        return run.fault(
            .arguments, range, "\(name): \(problem ?? "it has no parameters \(names.joined(separator: ", "))")")
    }

    private func result(
        _ signature: Signature, _ values: [FEELValue], _ range: TextRange, _ run: Execution
    ) -> FEELValue {
        guard run.spend() else { return .null }
        if let result = signature.body(Arguments(values: values, range: range, run: run)) { return result }
        return run.fault(
            .outOfRange, range, "\(name) has no result for \(values.map(\.shown).joined(separator: ", "))")
    }

    /// A result that does not need what is unknown.
    private func unknown(
        _ values: [FEELValue], _ facts: UnknownFacts, _ range: TextRange, _ run: Execution
    ) -> FEELValue {
        let items = values.count == 1 ? values[0].elements : values
        switch name {
        case "count" where !values[0].isUnknown && values.count == 1: return FEELValue(items.count)
        case "all" where items.contains { $0.truth == false }: return .boolean(false)
        case "any" where items.contains { $0.truth == true }: return .boolean(true)
        default: return .unknown(facts)
        }
    }
}

/// One way to call a built-in function.
package struct Signature: Sendable {
    package struct Parameter: Sendable {
        package let name: String
        /// The kinds it takes; empty for any.
        let kinds: [FEELKind]
        package var isOptional = false
        var isNullable = false

        /// A parameter that may be left out, or null.
        var orNothing: Parameter {
            var parameter = self
            parameter.isOptional = true
            parameter.isNullable = true
            return parameter
        }

        /// A parameter that may be left out, but not null.
        var optional: Parameter {
            var parameter = self
            parameter.isOptional = true
            return parameter
        }

        var orNull: Parameter {
            var parameter = self
            parameter.isNullable = true
            return parameter
        }
    }

    package let parameters: [Parameter]
    /// Whether the last parameter takes all further arguments, as a list.
    package let isVariadic: Bool
    let body: @Sendable (Arguments) -> FEELValue?

    init(_ parameters: Parameter..., body: @escaping @Sendable (Arguments) -> FEELValue?) {
        self.parameters = parameters
        isVariadic = false
        self.body = body
    }

    /// A call without arguments.
    static func none(_ body: @escaping @Sendable (Arguments) -> FEELValue?) -> Signature {
        Signature(parameters: [], isVariadic: false, body: body)
    }

    private init(parameters: [Parameter], isVariadic: Bool, body: @escaping @Sendable (Arguments) -> FEELValue?) {
        self.parameters = parameters
        self.isVariadic = isVariadic
        self.body = body
    }

    init(variadic parameters: Parameter..., body: @escaping @Sendable (Arguments) -> FEELValue?) {
        self.parameters = parameters
        isVariadic = true
        self.body = body
    }

    private var required: Int { parameters.count { !$0.isOptional } }

    func accepts(count: Int) -> Bool { count >= required && (isVariadic || count <= parameters.count) }

    struct Mismatch: Error {
        let text: String
    }

    /// Arguments by name in the order of the parameters; nil if the names do not fit.
    func ordered(_ names: [String], _ values: [FEELValue]) -> [FEELValue]? {
        var ordered = [FEELValue?](repeating: nil, count: parameters.count)
        for (name, value) in zip(names, values) {
            guard let index = parameters.firstIndex(where: { $0.name == name }), ordered[index] == nil else {
                return nil
            }
            ordered[index] = value
        }
        var result: [FEELValue] = []
        for (parameter, value) in zip(parameters, ordered) {
            guard value != nil || parameter.isOptional else { return nil }
            result.append(value ?? .null)
        }
        while let last = parameters[..<result.count].last, last.isOptional, ordered[result.count - 1] == nil {
            result.removeLast()
        }
        return result
    }

    /// The arguments, each of a kind that its parameter takes, nulls in place of those left out.
    func arguments(_ values: [FEELValue], _ run: Execution) -> Result<[FEELValue], Mismatch> {
        var arguments: [FEELValue] = []
        arguments.reserveCapacity(parameters.count)
        for (index, parameter) in parameters.enumerated() {
            if isVariadic, index == parameters.count - 1 {
                let rest = Array(values[min(index, values.count)...])
                if index == 0, rest.count == 1 {
                    guard !rest[0].isNull else { return .failure(Mismatch(text: "\"\(parameter.name)\" is null")) }
                    arguments.append(.list(rest[0].elements))
                } else {
                    arguments.append(.list(rest))
                }
                continue
            }
            guard index < values.count else {
                arguments.append(.null)
                continue
            }
            guard let value = parameter.value(values[index]) else {
                return .failure(Mismatch(text: "\"\(parameter.name)\" cannot be \(values[index].shown)"))
            }
            arguments.append(value)
        }
        return .success(arguments)
    }
}

extension Signature.Parameter {
    /// A value as this parameter takes it: a list of one as its element, a value as a list of one.
    fileprivate func value(_ value: FEELValue) -> FEELValue? {
        if kinds.isEmpty { return value }
        let kind = value.kind
        if kinds.contains(kind) { return value }
        if kind == .null { return isNullable ? value : nil }
        if kinds.contains(.list) { return .list([value]) }
        if case .list(let items) = value, items.count == 1, kinds.contains(items[0].kind) { return items[0] }
        if kind == .date, kinds.contains(.dateTime), case .date(let date) = value { return .dateTime(date.midnight) }
        return nil
    }

    static func any(_ name: String) -> Self { Self(name: name, kinds: []) }
    static func number(_ name: String) -> Self { Self(name: name, kinds: [.number]) }
    static func string(_ name: String) -> Self { Self(name: name, kinds: [.string]) }
    static func list(_ name: String) -> Self { Self(name: name, kinds: [.list]) }
    static func context(_ name: String) -> Self { Self(name: name, kinds: [.context]) }
    static func function(_ name: String) -> Self { Self(name: name, kinds: [.function]) }
    static func range(_ name: String) -> Self { Self(name: name, kinds: [.range]) }
    static func of(_ name: String, _ kinds: FEELKind...) -> Self { Self(name: name, kinds: kinds) }
}

/// The arguments of one call, each of a kind that its parameter takes.
struct Arguments {
    let values: [FEELValue]
    let range: TextRange
    let run: Execution

    subscript(index: Int) -> FEELValue { values[index] }

    func number(_ index: Int) -> Decimal34? {
        if case .number(let number) = values[index] { number } else { nil }
    }

    /// A number without its fraction.
    func integer(_ index: Int) -> Int? { number(index)?.truncatedInteger }

    func string(_ index: Int) -> String? {
        if case .string(let text) = values[index] { text } else { nil }
    }

    func list(_ index: Int) -> [FEELValue]? {
        if case .list(let items) = values[index] { items } else { nil }
    }

    func context(_ index: Int) -> FEELContext? {
        if case .context(let context) = values[index] { context } else { nil }
    }

    func function(_ index: Int) -> FEELFunction? {
        if case .function(let function) = values[index] { function } else { nil }
    }

    func interval(_ index: Int) -> FEELRange? {
        if case .range(let range) = values[index] { range } else { nil }
    }

    /// The day of a date, or of a date and time.
    func day(_ index: Int) -> FEELDate? {
        switch values[index] {
        case .date(let date): date
        case .dateTime(let moment): moment.date
        default: nil
        }
    }

    /// The elements of a list of numbers; nil if one is no number.
    func numbers(_ index: Int) -> [Decimal34]? {
        guard let items = list(index) else { return nil }
        var numbers: [Decimal34] = []
        numbers.reserveCapacity(items.count)
        for item in items {
            guard case .number(let number) = item else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    /// The result, if it is not too long.
    func made(_ text: String) -> FEELValue { run.allows(stringLength: text.utf8.count) ? .string(text) : .null }
    func made(_ items: [FEELValue]) -> FEELValue { run.allows(listLength: items.count) ? .list(items) : .null }
}
