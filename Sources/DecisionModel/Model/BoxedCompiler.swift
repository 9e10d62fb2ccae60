/// Compiles boxed expressions: FEEL texts are parsed with the names that are in scope where they stand.
struct BoxedCompiler {
    var compiler: Compiler
    var scope: NameScope
    let limits: Limits
    /// The element that is being compiled.
    let place: Place
    private(set) var diagnostics: [Diagnostic] = []
    /// How deep the trees of the texts are, added up along the boxes.
    private(set) var depth = 0

    init(compiler: Compiler, scope: NameScope, limits: Limits, place: Place) {
        self.compiler = compiler
        self.scope = scope
        self.limits = limits
        self.place = place
    }

    // MARK: Texts

    mutating func note(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: String, line: Int, range: TextRange? = nil
    ) {
        var place = place
        place.line = line
        place.range = range
        diagnostics.append(Diagnostic(severity, code, message, at: place))
    }

    /// Takes over what the compiler found wrong with a text.
    private mutating func collect(_ source: SourceText, since count: Int) {
        for diagnostic in compiler.diagnostics[count...] {
            note(
                diagnostic.severity, diagnostic.code, diagnostic.message, line: source.line,
                range: diagnostic.place.range)
        }
    }

    mutating func expression(_ source: SourceText) -> Node {
        let count = compiler.diagnostics.count
        defer { collect(source, since: count) }
        do throws(SyntaxFault) {
            let expression = try Parser.expression(source.text, scope: scope, limits: limits)
            depth = max(depth, expression.depth)
            return compiler.compile(expression)
        } catch {
            note(.error, error.isLimit ? .limit : .syntax, error.message, line: source.line, range: error.range)
            return FaultNode(.syntax, error.message, error.range)
        }
    }

    mutating func tests(_ source: SourceText) -> Program.Tests {
        let count = compiler.diagnostics.count
        defer { collect(source, since: count) }
        let text = source.text.trimmed
        guard !text.isEmpty else { return compiler.tests(Expression(.anything, .nowhere), text: "-") }
        do throws(SyntaxFault) {
            let tests = try Parser.unaryTests(source.text, scope: scope, limits: limits)
            depth = max(depth, tests.depth)
            return compiler.tests(tests, text: text)
        } catch {
            note(.error, error.isLimit ? .limit : .syntax, error.message, line: source.line, range: error.range)
            return Program.Tests(
                [.expression(FaultNode(.syntax, error.message, error.range), usesValue: true)], isNegated: false,
                slot: -1, slotCount: 0, text: text)
        }
    }

    /// The expressions of a list of values, as in `"high", "low"`.
    mutating func values(_ source: SourceText) -> [Node] {
        guard case .tests(let tests, false)? = try? Parser.unaryTests(source.text, scope: scope, limits: limits).kind
        else { return [] }
        return tests.map { compiler.compile($0) }
    }

    func type(_ reference: String?) -> FEELType { reference.map { types($0) } ?? .any }

    /// Resolves references to types; set by the model's compiler.
    var types: (String) -> FEELType = { BuiltInTypes.named($0) ?? .unresolved($0) }

    /// The types of the variables of the outermost body, which are those of the elements required.
    var variableTypes: [Int: FEELType] = [:]

    /// The type of a variable, if that is all an expression is.
    private func type(of node: Node) -> FEELType? {
        guard compiler.body.parent == nil, let local = node as? LocalNode else { return nil }
        return variableTypes[local.slot]
    }

    private mutating func known(_ reference: String?, line: Int) -> FEELType {
        let type = type(reference)
        if let missing = type.unresolvedName {
            note(.error, .unknownType, "there is no type \"\(missing)\"", line: line)
            return .any
        }
        return type
    }

    // MARK: Boxes

    mutating func node(_ boxed: BoxedExpression?, line: Int) -> Node {
        guard let boxed else {
            note(.error, .structure, "an expression is missing", line: line)
            return FaultNode(.noDecisionLogic, "an expression is missing", .nowhere)
        }
        return node(boxed)
    }

    mutating func node(_ boxed: BoxedExpression) -> Node {
        let node = untyped(boxed)
        let type = known(boxed.typeRef, line: boxed.line)
        if case .any = type { return node }
        if case .function = boxed.kind { return node }
        return TypedNode(node, type, what: "the expression's result", node.range)
    }

    private mutating func untyped(_ boxed: BoxedExpression) -> Node {
        switch boxed.kind {
        case .literal(let source, let language):
            if let language, !language.isEmpty, !language.uppercased().contains("FEEL") {
                note(.warning, .externalFunction, "expressions in \(language) are not evaluated", line: boxed.line)
                return FaultNode(.externalFunction, "expressions in \(language) are not evaluated", .nowhere)
            }
            return expression(source)
        case .context(let entries): return context(entries)
        case .decisionTable(let table): return self.table(table)
        case .invocation(let function, let bindings):
            let callee = node(function, line: boxed.line)
            let arguments = bindings.map { binding in
                binding.value.map { node($0) } ?? ConstantNode(.null, .nowhere)
            }
            return CallNode(callee, names: bindings.map(\.name), arguments, callee.range)
        case .list(let items): return ListNode(items.map { node($0) }, .nowhere)
        case .relation(let columns, let rows): return relation(columns, rows)
        case .function(let definition): return function(definition, selfName: nil)
        case .conditional(let condition, let consequence, let alternative):
            return ConditionalNode(
                node(condition, line: boxed.line), node(consequence, line: boxed.line),
                node(alternative, line: boxed.line), .nowhere)
        case .filter(let domain, let condition): return filter(domain, condition, line: boxed.line)
        case .iteration(let variable, let domain, let result):
            return iteration(variable, domain, line: boxed.line) { boxed, iterators in
                let partial = boxed.compiler.body.define("partial")
                boxed.scope.variables.insert("partial")
                let node = boxed.node(result, line: 0)
                let isRead = boxed.compiler.body.readSlots.contains(partial)
                return IterationNode(iterators, node, partialSlot: isRead ? partial : nil, .nowhere)
            }
        case .quantified(let isUniversal, let variable, let domain, let condition):
            return iteration(variable, domain, line: boxed.line) { boxed, iterators in
                QuantifiedNode(isUniversal: isUniversal, iterators, boxed.node(condition, line: 0), .nowhere)
            }
        }
    }

    /// Compiles something within a block of variables, whose names end with it.
    private mutating func block<Result>(_ content: (inout BoxedCompiler) -> Result) -> Result {
        let outer = scope
        compiler.body.blocks.append([])
        defer {
            compiler.body.blocks.removeLast()
            scope = outer
        }
        return content(&self)
    }

    private mutating func iteration(
        _ variable: String, _ domain: BoxedExpression?, line: Int,
        _ content: (inout BoxedCompiler, [IteratorProgram]) -> Node
    ) -> Node {
        block { boxed in
            let values = boxed.node(domain, line: line)
            let slot = boxed.compiler.body.define(variable)
            boxed.scope.variables.insert(variable)
            return content(&boxed, [IteratorProgram(slot: slot, domain: values, end: nil)])
        }
    }

    private mutating func filter(_ domain: BoxedExpression?, _ condition: BoxedExpression?, line: Int) -> Node {
        let operand = node(domain, line: line)
        return block { boxed in
            let slot = boxed.compiler.openFilter()
            boxed.scope.variables.insert("item")
            boxed.scope.variables.formUnion(boxed.scope.members)
            let node = boxed.node(condition, line: line)
            boxed.compiler.closeFilter()
            return FilterNode(operand, node, slot: slot, isBoxed: true, .nowhere)
        }
    }

    private mutating func context(_ entries: [ContextEntry]) -> Node {
        block { boxed in
            var compiled: [ContextNode.Entry] = []
            var result: Node?
            for entry in entries {
                guard let variable = entry.variable, !variable.name.isEmpty else {
                    result = boxed.node(entry.value, line: entry.line)
                    continue
                }
                let node = boxed.entry(entry, variable)
                let slot = boxed.compiler.body.define(variable.name)
                boxed.scope.variables.insert(variable.name)
                compiled.append(ContextNode.Entry(key: variable.name, slot: slot, value: node))
            }
            let names = compiled.map(\.key)
            if let duplicate = names.enumerated().first(where: { names[..<$0.offset].contains($0.element) })?.element {
                boxed.note(
                    .error, .duplicateName, "the context has two entries \"\(duplicate)\"", line: entries[0].line)
                return FaultNode(.duplicateName, "the context has two entries \"\(duplicate)\"", .nowhere)
            }
            return ContextNode(compiled, result: result, .nowhere)
        }
    }

    private mutating func entry(_ entry: ContextEntry, _ variable: InformationItem) -> Node {
        let node: Node
        if let value = entry.value, case .function(let definition) = value.kind {
            node = function(definition, selfName: variable.name)
        } else {
            node = self.node(entry.value, line: entry.line)
        }
        let type = known(variable.typeRef, line: entry.line)
        if case .any = type { return node }
        return TypedNode(node, type, what: "the entry \"\(variable.name)\"", node.range)
    }

    private mutating func relation(_ columns: [InformationItem], _ rows: [[BoxedExpression]]) -> Node {
        let compiled = rows.map { row -> Node in
            var entries: [ContextNode.Entry] = []
            for (column, cell) in zip(columns, row) {
                var node = self.node(cell)
                let type = known(column.typeRef, line: cell.line)
                if !type.isAny { node = TypedNode(node, type, what: "the cell of \"\(column.name)\"", node.range) }
                entries.append(
                    ContextNode.Entry(key: column.name, slot: compiler.body.newSlot(), value: node))
            }
            return ContextNode(entries, .nowhere)
        }
        return ListNode(compiled, .nowhere)
    }

    // MARK: Functions

    mutating func parameters(_ items: [InformationItem], line: Int) -> [FEELFunction.Parameter] {
        items.map { FEELFunction.Parameter(name: $0.name, type: known($0.typeRef, line: line)) }
    }

    private mutating func function(_ definition: FunctionDefinition, selfName: String?) -> Node {
        let parameters = parameters(definition.parameters, line: definition.line)
        if let kind = definition.kind, kind != "FEEL", kind != "F" {
            return ExternalFunctionNode(
                parameters, kind: kind, mapping: node(definition.body, line: definition.line), .nowhere)
        }
        let resultType = known(definition.typeRef, line: definition.line).functionResult
        return lambda(parameters, resultType: resultType, selfName: selfName) {
            $0.node(definition.body, line: definition.line)
        }
    }

    /// A function whose body this compiler makes.
    mutating func lambda(
        _ parameters: [FEELFunction.Parameter], resultType: FEELType, selfName: String?,
        content: (inout BoxedCompiler) -> Node
    ) -> Node {
        let outer = (scope, compiler)
        let body = Compiler.Body(parent: compiler.body)
        compiler = compiler.within(body)
        for parameter in parameters {
            _ = body.define(parameter.name)
            scope.variables.insert(parameter.name)
        }
        var selfSlot: Int?
        if let selfName, !parameters.contains(where: { $0.name == selfName }) {
            selfSlot = body.define(selfName)
            scope.variables.insert(selfName)
        }
        let node = content(&self)
        scope = outer.0
        compiler = outer.1
        return FunctionNode(
            Lambda(
                parameters: parameters, resultType: resultType, slotCount: body.slotCount, body: node,
                depth: depth + 8, selfSlot: selfSlot), .nowhere)
    }

    // MARK: Tables

    private mutating func table(_ table: DecisionTable) -> Node {
        let inputs = table.inputs.enumerated().map { index, input -> DecisionTableNode.Input in
            let expression = self.expression(input.expression)
            return DecisionTableNode.Input(
                label: input.label ?? input.expression.text.trimmed, expression: expression,
                type: input.typeRef == nil
                    ? type(of: expression) ?? .any : known(input.typeRef, line: input.expression.line),
                allowedValues: input.allowedValues.flatMap { $0.text.trimmed.isEmpty ? nil : tests($0) })
        }
        let outputs = table.outputs.map { output in
            DecisionTableNode.Output(
                name: output.name, type: known(output.typeRef, line: table.line),
                allowedValues: output.allowedValues.map { values($0) } ?? [],
                defaultValue: output.defaultValue.flatMap { $0.text.trimmed.isEmpty ? nil : expression($0) })
        }
        let rules = table.rules.enumerated().map { index, rule -> DecisionTableNode.Rule in
            if rule.inputs.count != inputs.count || rule.outputs.count != outputs.count {
                note(
                    .error, .structure,
                    "rule \(index + 1) has \(rule.inputs.count) and \(rule.outputs.count) cells for \(inputs.count) inputs and \(outputs.count) outputs",
                    line: rule.line)
            }
            return DecisionTableNode.Rule(
                tests: rule.inputs.prefix(inputs.count).map { tests($0) },
                outputs: rule.outputs.map { $0.text.trimmed.isEmpty ? ConstantNode(.null, .nowhere) : expression($0) },
                annotations: rule.annotations)
        }
        return DecisionTableNode(
            name: table.name ?? place.element ?? "", inputs: inputs, outputs: outputs, rules: rules,
            hitPolicy: table.hitPolicy, aggregation: table.aggregation,
            place: Place(file: place.file, element: place.element, line: table.line))
    }
}

extension FEELType {
    /// The result type of a type of functions; any other type stands for the result itself (as in DMN 1.1).
    var functionResult: FEELType {
        if case .function(_, let result) = resolved { result } else { self }
    }
}
