// Definitions and calls of functions.

extension Compiler {
    mutating func function(
        _ definition: Expression.FunctionDefinition, selfName: String?, _ range: TextRange
    ) -> Node {
        let parameters = definition.parameters.map { parameter in
            FEELFunction.Parameter(
                name: parameter.name, type: parameter.type.map { self.type($0, range) } ?? .any)
        }
        if definition.isExternal {
            return ExternalFunctionNode(parameters, kind: nil, mapping: compile(definition.body), range)
        }
        return lambda(parameters, resultType: .any, selfName: selfName, depth: definition.body.depth, range) {
            $0.compile(definition.body)
        }
    }

    /// A function with its parameters in the first slots.
    mutating func lambda(
        _ parameters: [FEELFunction.Parameter], resultType: FEELType, selfName: String?, depth: Int, _ range: TextRange,
        content: (inout Compiler) -> Node
    ) -> Node {
        let ((node, selfSlot), inner) = inner { compiler in
            for parameter in parameters { _ = compiler.body.define(parameter.name) }
            var selfSlot: Int?
            if let selfName, !parameters.contains(where: { $0.name == selfName }) {
                selfSlot = compiler.body.define(selfName)
            }
            return (content(&compiler), selfSlot)
        }
        return FunctionNode(
            Lambda(
                parameters: parameters, resultType: resultType, slotCount: inner.slotCount, body: node, depth: depth,
                selfSlot: selfSlot), range)
    }

    mutating func call(_ callee: Expression, _ arguments: Expression.Arguments, _ range: TextRange) -> Node {
        let target: Node
        if case .name(let name) = callee.kind, find(name) == nil {
            guard let builtIn = BuiltIns.named(name) else {
                if !filters.isEmpty {
                    target = compile(callee)
                    return call(target, arguments, range)
                }
                note(.warning, .unknownName, "there is no function \"\(name)\"", callee.range)
                return FaultNode(.unknownName, "there is no function \"\(name)\"", range)
            }
            if case .positional(let values) = arguments {
                return builtInCall(builtIn, values, range)
            }
            target = ConstantNode(.function(builtIn.asFunction), callee.range)
        } else {
            target = compile(callee)
        }
        return call(target, arguments, range)
    }

    private mutating func builtInCall(_ builtIn: BuiltIn, _ values: [Expression], _ range: TextRange) -> Node {
        let nodes = values.map { compile($0) }
        if !builtIn.accepts(count: nodes.count) {
            note(.warning, .arguments, "\(builtIn.name) does not take \(nodes.count) arguments", range)
        }
        if builtIn.isPure, nodes.count == 1, case .string? = nodes[0].constant, let value = nodes[0].constant {
            let run = Execution(moment: .epoch)
            let result = builtIn.call([value], range, run)
            if run.faultCount == 0 { return ConstantNode(result, range) }
        }
        return BuiltInCallNode(builtIn, nodes, range)
    }

    private mutating func call(_ target: Node, _ arguments: Expression.Arguments, _ range: TextRange) -> Node {
        switch arguments {
        case .positional(let values): CallNode(target, names: nil, values.map { compile($0) }, range)
        case .named(let values):
            CallNode(target, names: values.map(\.name), values.map { compile($0.value) }, range)
        }
    }
}
