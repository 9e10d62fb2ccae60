/// Resolves and compiles a model with those it imports.
struct ModelCompiler {
    let all: [Definitions]
    let limits: Limits
    let graph = ElementGraph()
    var diagnostics: [Diagnostic] = []
    /// The types of each definitions, by their position.
    var types: [TypeTable] = []
    /// The names of these types.
    var typeNames: [NameTable] = []
    /// Elements by namespace and id.
    private var byReference: [String: Int] = [:]
    /// The elements of each definitions in the order of their file, by kind.
    private var declared: [[ElementProgram.Kind: [ElementProgram]]] = []
    /// Names that values may have as entries anywhere in the models.
    var members = NameTable()

    init(_ definitions: [Definitions], limits: Limits) {
        all = definitions
        self.limits = limits
    }

    mutating func model(_ found: [Diagnostic]) -> DecisionModel {
        diagnostics = found
        checkImports()
        collectMembers()
        declared = all.map { _ in [:] }
        for index in all.indices.reversed() { declareElements(of: index) }
        types = all.map { _ in TypeTable() }
        for index in all.indices.reversed() { buildTypes(of: index) }
        for index in all.indices { addImportedTypes(to: index) }
        typeNames = types.map { NameTable($0.items.keys) }
        for index in all.indices { resolveTypes(of: index) }
        for index in all.indices { typeElements(of: index) }
        for index in all.indices { compileElements(of: index) }
        for element in graph.elements {
            element.requiredDecisions = element.targets.filter { graph.elements[$0].kind == .decision }
        }
        keepConstantFrames()
        let main = graph.elements.filter { $0.namespace == all[0].namespace }
        let others = graph.elements.filter { $0.namespace != all[0].namespace }
        let byName = Dictionary(grouping: main + others, by: \.name)
        return DecisionModel(
            definitions: all, graph: graph, byName: byName,
            diagnostics: diagnostics + GraphChecks(graph, all[0]).diagnostics, limits: limits)
    }

    /// Knowledge models that need nothing but functions have the same variables at each call.
    private func keepConstantFrames() {
        let evaluation = Evaluation(graph, Execution(moment: .epoch, collectsDiagnostics: false))
        for element in graph.elements where element.kind == .knowledge {
            let needsValues = element.targets.contains {
                graph.elements[$0].kind == .decision || graph.elements[$0].kind == .input
            }
            if !needsValues { element.constantFrame = evaluation.frame(of: element) }
        }
    }

    mutating func note(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: String, at place: Place
    ) {
        diagnostics.append(Diagnostic(severity, code, message, at: place))
    }

    private mutating func checkImports() {
        for definitions in all {
            for item in definitions.imports
            where item.namespace.isModelNamespaceCandidate && !all.contains(where: { $0.namespace == item.namespace }) {
                note(
                    .error, .missingLink, "the imported model \(item.namespace) is not among the files",
                    at: Place(file: definitions.file, line: item.line))
            }
        }
    }

    // MARK: Names

    private mutating func collectMembers() {
        for definitions in all {
            for item in definitions.itemDefinitions { collectMembers(item) }
            if definitions.namespace != all[0].namespace {
                for name in definitions.decisions.map(\.variable.name) + definitions.inputData.map(\.variable.name)
                    + definitions.knowledgeModels.map(\.variable.name) + definitions.services.map(\.variable.name)
                {
                    members.insert(name)
                }
            }
            for service in definitions.services where service.outputDecisions.count > 1 {
                for decision in definitions.decisions { members.insert(decision.variable.name) }
            }
            for decision in definitions.decisions { collectMembers(decision.logic) }
            for knowledge in definitions.knowledgeModels { collectMembers(knowledge.logic?.body) }
        }
    }

    private mutating func collectMembers(_ item: ItemDefinition) {
        for component in item.components {
            members.insert(component.name)
            collectMembers(component)
        }
    }

    private mutating func collectMembers(_ boxed: BoxedExpression?) {
        guard let boxed else { return }
        switch boxed.kind {
        case .context(let entries):
            for entry in entries {
                if let name = entry.variable?.name { members.insert(name) }
                collectMembers(entry.value)
            }
        case .relation(let columns, _): for column in columns { members.insert(column.name) }
        case .decisionTable(let table): for output in table.outputs { output.name.map { members.insert($0) } }
        case .function(let function): collectMembers(function.body)
        case .list(let items): for item in items { collectMembers(item) }
        case .invocation(_, let bindings): for binding in bindings { collectMembers(binding.value) }
        case .conditional(_, let consequence, let alternative):
            collectMembers(consequence)
            collectMembers(alternative)
        case .iteration(_, let domain, let result):
            collectMembers(domain)
            collectMembers(result)
        case .filter(let domain, _): collectMembers(domain)
        case .quantified(_, _, let domain, _): collectMembers(domain)
        case .literal: break
        }
    }

    // MARK: Elements

    private mutating func declare(
        _ kind: ElementProgram.Kind, id: String, name: String, variable: String, in index: Int, line: Int
    ) {
        let definitions = all[index]
        let element = ElementProgram(
            kind: kind, index: graph.elements.count, id: id, name: name, variableName: variable,
            namespace: definitions.namespace, place: Place(file: definitions.file, element: name, line: line))
        let reference = definitions.namespace + "#" + id
        if byReference[reference] == nil {
            byReference[reference] = element.index
        } else {
            note(.error, .duplicateName, "there are two elements with the id \(id)", at: element.place)
        }
        graph.elements.append(element)
        declared[index][kind, default: []].append(element)
    }

    private mutating func declareElements(of index: Int) {
        let definitions = all[index]
        for item in definitions.inputData {
            declare(
                .input, id: item.id, name: item.name, variable: item.variable.name, in: index, line: item.line)
            let alias = all[0].imports.first { $0.namespace == definitions.namespace && !$0.name.isEmpty }?.name
            let names = [item.name] + (alias.map { ["\($0).\(item.name)"] } ?? [])
            graph.elements[graph.elements.count - 1].inputNames = names
        }
        for item in definitions.decisions {
            declare(
                .decision, id: item.id, name: item.name, variable: item.variable.name, in: index, line: item.line)
        }
        for item in definitions.knowledgeModels {
            declare(
                .knowledge, id: item.id, name: item.name, variable: item.variable.name, in: index, line: item.line
            )
        }
        for item in definitions.services {
            declare(
                .service, id: item.id, name: item.name, variable: item.variable.name, in: index, line: item.line)
        }
    }

    private func element(_ href: String, in definitions: Definitions) -> ElementProgram? {
        guard let hash = href.lastIndex(of: "#") else { return nil }
        let namespace = String(href[..<hash])
        let id = href[href.index(after: hash)...]
        return byReference[(namespace.isEmpty ? definitions.namespace : namespace) + "#" + id].map {
            graph.elements[$0]
        }
    }

    // MARK: Logic

    private mutating func typeElements(of index: Int) {
        let definitions = all[index]
        for (item, element) in zip(definitions.inputData, declared[index][.input] ?? []) {
            element.type = known(item.variable.typeRef, in: index, at: element.place)
        }
        for (item, element) in zip(definitions.decisions, declared[index][.decision] ?? []) {
            element.type = known(item.variable.typeRef, in: index, at: element.place)
        }
        for (item, element) in zip(definitions.knowledgeModels, declared[index][.knowledge] ?? []) {
            element.type = known(item.variable.typeRef, in: index, at: element.place)
            let invocable = InvocableElement(name: item.name)
            invocable.graph = graph
            invocable.resultType = element.type.functionResult
            invocable.parameters = (item.logic?.parameters ?? []).map {
                FEELFunction.Parameter(name: $0.name, type: known($0.typeRef, in: index, at: element.place))
            }
            element.function = FEELFunction(.element(invocable))
        }
        for (item, element) in zip(definitions.services, declared[index][.service] ?? []) {
            element.type = known(item.variable.typeRef, in: index, at: element.place)
            let invocable = InvocableElement(name: item.name)
            invocable.graph = graph
            invocable.resultType = element.type.functionResult
            element.function = FEELFunction(.element(invocable))
        }
    }

    private mutating func compileElements(of index: Int) {
        let definitions = all[index]
        for (item, element) in zip(definitions.decisions, declared[index][.decision] ?? []) {
            var boxed = boxed(for: element, item.requirements, in: index)
            if let logic = item.logic { element.logic = boxed.node(logic) }
            finish(element, boxed)
        }
        for (item, element) in zip(definitions.knowledgeModels, declared[index][.knowledge] ?? []) {
            compile(item, as: element, in: index)
        }
        for (item, element) in zip(definitions.services, declared[index][.service] ?? []) {
            compile(item, as: element, in: index)
        }
    }

    private mutating func finish(_ element: ElementProgram, _ boxed: BoxedCompiler) {
        element.slotCount = boxed.compiler.body.slotCount
        element.depth = boxed.depth + 8
        diagnostics += boxed.diagnostics
    }

    /// A compiler that knows what the element requires.
    private mutating func boxed(
        for element: ElementProgram, _ requirements: [Requirement], in index: Int
    ) -> BoxedCompiler {
        let definitions = all[index]
        let body = Compiler.Body(parent: nil)
        var scope = NameScope(
            variables: BuiltIns.names, members: members, types: typeNames[index])
        var imported: [(name: String, entries: [(name: String, element: Int)])] = []
        for requirement in requirements {
            guard let target = self.element(requirement.href, in: definitions) else {
                var place = element.place
                place.line = requirement.line
                note(
                    .error, .missingLink, "\"\(element.name)\" requires \(requirement.href), which does not exist",
                    at: place)
                continue
            }
            let alias = definitions.imports.first { $0.namespace == target.namespace }?.name ?? ""
            if target.namespace == definitions.namespace || alias.isEmpty {
                element.bindings.append((body.define(target.variableName), .element(target.index)))
                scope.variables.insert(target.variableName)
            } else if let position = imported.firstIndex(where: { $0.name == alias }) {
                imported[position].entries.append((target.variableName, target.index))
            } else {
                imported.append((alias, [(target.variableName, target.index)]))
            }
        }
        for (name, entries) in imported {
            element.bindings.append((body.define(name), .imported(entries)))
            scope.variables.insert(name)
        }
        var boxed = BoxedCompiler(
            compiler: Compiler(body: body, types: types[index]), scope: scope, limits: limits, place: element.place)
        for (slot, source) in element.bindings {
            guard case .element(let target) = source else { continue }
            let required = graph.elements[target]
            if required.kind == .input || required.kind == .decision { boxed.variableTypes[slot] = required.type }
        }
        let table = types[index]
        let resolver = self
        boxed.types = { reference in
            let direct = table.type(named: reference.trimmed)
            if case .unresolved = direct { return resolver.type(reference, in: index) }
            return direct
        }
        return boxed
    }

    private mutating func compile(_ item: KnowledgeModel, as element: ElementProgram, in index: Int) {
        guard case .element(let invocable)? = element.function?.body else { return }
        var boxed = boxed(for: element, item.requirements, in: index)
        if !item.requirements.contains(where: { self.element($0.href, in: all[index])?.index == element.index }) {
            element.bindings.append((boxed.compiler.body.define(element.variableName), .element(element.index)))
            boxed.scope.variables.insert(element.variableName)
        }
        guard let logic = item.logic else {
            invocable.body = .knowledge(element.index, nil)
            finish(element, boxed)
            return
        }
        if let kind = logic.kind, kind != "FEEL", kind != "F", let mapping = logic.body {
            let node = ExternalFunctionNode(
                invocable.parameters, kind: kind, mapping: boxed.node(mapping), .nowhere)
            let run = Execution(moment: .epoch, collectsDiagnostics: false)
            if case .function(let function) = node.evaluate(Frame(count: boxed.compiler.body.slotCount), run) {
                element.function = function
            }
            finish(element, boxed)
            return
        }
        let resultType = logic.typeRef.map { boxed.type($0).functionResult } ?? .any
        let node = boxed.lambda(invocable.parameters, resultType: resultType, selfName: nil) {
            $0.node(logic.body, line: logic.line)
        }
        if let function = node as? FunctionNode { invocable.body = .knowledge(element.index, function.lambda) }
        finish(element, boxed)
    }

    private mutating func compile(_ item: DecisionService, as element: ElementProgram, in index: Int) {
        guard case .element(let invocable)? = element.function?.body else { return }
        func targets(_ requirements: [Requirement]) -> [ElementProgram] {
            requirements.compactMap { self.element($0.href, in: all[index]) }
        }
        for requirement in item.outputDecisions + item.inputDecisions + item.inputData + item.encapsulatedDecisions
        where self.element(requirement.href, in: all[index]) == nil {
            var place = element.place
            place.line = requirement.line
            note(.error, .missingLink, "\"\(element.name)\" names \(requirement.href), which does not exist", at: place)
        }
        let inputs = targets(item.inputData) + targets(item.inputDecisions)
        invocable.parameters = inputs.map { FEELFunction.Parameter(name: $0.variableName, type: $0.type) }
        invocable.body = .service(
            outputs: targets(item.outputDecisions).map(\.index), inputs: inputs.map(\.index))
        element.bindings = []
    }
}

extension String {
    /// Whether an imported namespace can be that of a model, and not of a schema or a data dictionary.
    fileprivate var isModelNamespaceCandidate: Bool { !isEmpty && !hasPrefix("http://www.w3.org/") }
}
