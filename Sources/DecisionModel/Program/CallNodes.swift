/// A function that a model's author has written.
final class Lambda: @unchecked Sendable {
    let parameters: [FEELFunction.Parameter]
    let resultType: FEELType
    let slotCount: Int
    let body: Node
    /// How deep the body nests, reckoned for the limit.
    let depth: Int
    /// The variable under which the function can see itself, if it was defined as an entry of a context.
    let selfSlot: Int?

    init(
        parameters: [FEELFunction.Parameter], resultType: FEELType, slotCount: Int, body: Node, depth: Int,
        selfSlot: Int?
    ) {
        self.parameters = parameters
        self.resultType = resultType
        self.slotCount = slotCount
        self.body = body
        self.depth = depth
        self.selfSlot = selfSlot
    }
}

final class FunctionNode: Node, @unchecked Sendable {
    let lambda: Lambda

    init(_ lambda: Lambda, _ range: TextRange) {
        self.lambda = lambda
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        .function(FEELFunction(.lambda(lambda, captured: frame.snapshot())))
    }
}

/// A function that some other language provides.
final class ExternalFunctionNode: Node, @unchecked Sendable {
    let parameters: [FEELFunction.Parameter]
    let kind: String?
    let mapping: Node

    init(_ parameters: [FEELFunction.Parameter], kind: String?, mapping: Node, _ range: TextRange) {
        self.parameters = parameters
        self.kind = kind
        self.mapping = mapping
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        .function(JavaMethod.function(mapping.evaluate(frame, run), kind: kind, parameters: parameters))
    }
}

/// A call of a built-in function by position.
final class BuiltInCallNode: Node, @unchecked Sendable {
    let builtIn: BuiltIn
    let arguments: [Node]

    init(_ builtIn: BuiltIn, _ arguments: [Node], _ range: TextRange) {
        self.builtIn = builtIn
        self.arguments = arguments
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        builtIn.call(arguments.map { $0.evaluate(frame, run) }, range, run)
    }
}

/// Any other call.
final class CallNode: Node, @unchecked Sendable {
    let callee: Node
    /// Nil for arguments by position.
    let names: [String]?
    let arguments: [Node]

    init(_ callee: Node, names: [String]?, _ arguments: [Node], _ range: TextRange) {
        self.callee = callee
        self.names = names
        self.arguments = arguments
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let target = callee.evaluate(frame, run)
        if target.isUnknown { return target }
        guard case .function(let function) = target else {
            return run.fault(.notAFunction, range, "\(target.shown) is no function")
        }
        let values = arguments.map { $0.evaluate(frame, run) }
        guard let names else { return run.call(function, values, range) }
        return run.call(function, names, values, range)
    }
}

extension Execution {
    /// Calls a function with arguments by name.
    func call(_ function: FEELFunction, _ names: [String], _ values: [FEELValue], _ range: TextRange) -> FEELValue {
        if case .builtIn(let builtIn) = function.body { return builtIn.call(names, values, range, self) }
        guard let parameters = function.parameters else { return .null }
        var ordered = [FEELValue?](repeating: nil, count: parameters.count)
        for (name, value) in zip(names, values) {
            guard let index = parameters.firstIndex(where: { $0.name.hasSameScalars(as: name) }), ordered[index] == nil
            else {
                return fault(.arguments, range, "the function has no parameter \"\(name)\"")
            }
            ordered[index] = value
        }
        var arguments: [FEELValue] = []
        for (parameter, value) in zip(parameters, ordered) {
            guard let value else { return fault(.arguments, range, "there is no argument \"\(parameter.name)\"") }
            arguments.append(value)
        }
        return call(function, arguments, range)
    }

    /// Calls a function with arguments by position.
    func call(_ function: FEELFunction, _ values: [FEELValue], _ range: TextRange) -> FEELValue {
        if case .builtIn(let builtIn) = function.body { return builtIn.call(values, range, self) }
        guard let parameters = function.parameters, parameters.count == values.count else {
            return fault(
                .arguments, range,
                "the function takes \(function.parameters?.count ?? 0) arguments, not \(values.count)")
        }
        var arguments: [FEELValue] = []
        arguments.reserveCapacity(values.count)
        for (value, parameter) in zip(values, parameters) {
            guard let converted = value.converted(to: parameter.type, self) else {
                return fault(
                    .typeMismatch, range, "\(value.shown) is no \(parameter.type), as \"\(parameter.name)\" must be")
            }
            arguments.append(converted)
        }
        switch function.body {
        case .builtIn: return .null
        case .lambda(let lambda, let captured): return call(lambda, captured, function, arguments, range)
        case .element(let element): return element.call(arguments, range, self)
        case .java(let method, _): return method.call(arguments, range, self)
        case .refused(let reason, _): return fault(.externalFunction, range, reason)
        }
    }

    private func call(
        _ lambda: Lambda, _ captured: Frame, _ function: FEELFunction, _ arguments: [FEELValue], _ range: TextRange
    ) -> FEELValue {
        nested(lambda.depth + 2, range) {
            let frame = Frame(count: lambda.slotCount, parent: captured)
            for index in arguments.indices { frame.slots[index] = arguments[index] }
            if let selfSlot = lambda.selfSlot { frame.slots[selfSlot] = .function(function) }
            let result = lambda.body.evaluate(frame, self)
            return returned(converted(result, to: lambda.resultType, range))
        }
    }

    /// A value as one of a type; null with a fault if it cannot be one.
    func converted(
        _ value: FEELValue, to type: FEELType, _ range: TextRange, _ what: @autoclosure () -> String = "the result"
    ) -> FEELValue {
        if case .any = type { return value }
        if let result = value.converted(to: type, self) { return result }
        return fault(.typeMismatch, range, "\(what()) \(value.shown) is no \(type)")
    }
}

/// An expression whose result must be of a type.
final class TypedNode: Node, @unchecked Sendable {
    let operand: Node
    let type: FEELType
    let what: String

    init(_ operand: Node, _ type: FEELType, what: String, _ range: TextRange) {
        self.operand = operand
        self.type = type
        self.what = what
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        run.converted(operand.evaluate(frame, run), to: type, range, what)
    }
}
