/// Expressions that stand by themselves, outside of any model.
package enum FEEL {
    /// Evaluates an expression with variables.
    ///
    ///     FEEL.evaluate("2 * price", with: ["price": .init(21)]).value     // 42
    package static func evaluate(
        _ text: String, with variables: KeyValuePairs<String, FEELValue> = [:], limits: Limits = .standard,
        moment: FEELDateTime? = nil
    ) -> (value: FEELValue, diagnostics: [Diagnostic]) {
        run(variables, limits, moment) { boxed in boxed.expression(SourceText(text: text, line: 1)) }
    }

    /// Tests a value with unary tests, as a cell of a decision table does.
    package static func test(
        _ text: String, _ value: FEELValue, with variables: KeyValuePairs<String, FEELValue> = [:],
        limits: Limits = .standard, moment: FEELDateTime? = nil
    ) -> (value: FEELValue, diagnostics: [Diagnostic]) {
        run(variables, limits, moment) { boxed in
            let tests = boxed.tests(SourceText(text: text, line: 1))
            return CellNode(ConstantNode(value, .nowhere), tests, .nowhere)
        }
    }

    private static func run(
        _ variables: KeyValuePairs<String, FEELValue>, _ limits: Limits, _ moment: FEELDateTime?,
        _ content: (inout BoxedCompiler) -> Node
    ) -> (value: FEELValue, diagnostics: [Diagnostic]) {
        let body = Compiler.Body(parent: nil)
        var scope = NameScope(variables: BuiltIns.names)
        var slots: [FEELValue] = []
        for (name, value) in variables {
            _ = body.define(name)
            scope.variables.insert(name)
            scope.collectMembers(of: value)
            slots.append(value)
        }
        var boxed = BoxedCompiler(
            compiler: Compiler(body: body, types: TypeTable()), scope: scope, limits: limits, place: Place())
        let node = content(&boxed)
        let run = Execution(
            limits: limits, moment: moment ?? Clock.now, reckonsWithUnknowns: slots.unknownFacts != nil)
        let frame = Frame(count: body.slotCount)
        for index in slots.indices { frame.slots[index] = slots[index] }
        let value = node.evaluate(frame, run)
        return (run.isExhausted ? .null : value, boxed.diagnostics + run.diagnostics)
    }
}

/// An expression that is compiled once and asked with many sets of facts.
///
///     let rule = FEELExpression("received > 30 and on_time < target", over: ["received", "on_time", "target"])
///     rule.evaluate([.init(40), .init(90), .null])     // null: the target is not known
package struct FEELExpression {
    private let node: Node
    private let slots: Int
    private let names: [String]
    private let limits: Limits
    /// What was wrong with the text, unknown names too; an expression with an error gives null.
    package let diagnostics: [Diagnostic]

    package init(_ text: String, over names: [String], limits: Limits = .standard) {
        let body = Compiler.Body(parent: nil)
        var scope = NameScope(variables: BuiltIns.names)
        for name in names {
            _ = body.define(name)
            scope.variables.insert(name)
        }
        var boxed = BoxedCompiler(
            compiler: Compiler(body: body, types: TypeTable()), scope: scope, limits: limits, place: Place())
        node = boxed.expression(SourceText(text: text, line: 1))
        slots = body.slotCount
        diagnostics = boxed.diagnostics
        self.names = names
        self.limits = limits
    }

    /// - Parameter values: one for each name, in their order.
    package func evaluate(_ values: [FEELValue]) -> FEELValue {
        precondition(values.count == names.count)
        let run = Execution(limits: limits, moment: Clock.now, reckonsWithUnknowns: values.unknownFacts != nil)
        let frame = Frame(count: slots)
        for index in values.indices { frame.slots[index] = values[index] }
        let value = node.evaluate(frame, run)
        return run.isExhausted ? .null : value
    }
}

extension NameScope {
    fileprivate mutating func collectMembers(of value: FEELValue, depth: Int = 0) {
        guard depth < 16 else { return }
        switch value {
        case .context(let context):
            for (key, entry) in zip(context.keys, context.values) {
                members.insert(key)
                collectMembers(of: entry, depth: depth + 1)
            }
        case .list(let items):
            for item in items.prefix(16) { collectMembers(of: item, depth: depth + 1) }
        default: break
        }
    }
}
