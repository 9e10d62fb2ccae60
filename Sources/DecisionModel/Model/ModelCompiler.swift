/// Resolves and compiles a model with those it imports.
struct ModelCompiler {
    private let all: [Definitions]
    private let limits: Limits
    private let graph = ElementGraph()
    private var diagnostics: [Diagnostic] = []
    /// The types of each definitions, by their position.
    private var types: [TypeTable] = []
    /// Elements by namespace and id.
    private var byReference: [String: Int] = [:]
    /// Names that values may have as entries anywhere in the models.
    private var members = NameTable()

    init(_ definitions: [Definitions], limits: Limits) {
        all = definitions
        self.limits = limits
    }

    mutating func model(_ found: [Diagnostic]) -> DecisionModel {
        diagnostics = found
        checkImports()
        collectMembers()
        for index in all.indices.reversed() { declareElements(of: index) }
        types = all.map { _ in TypeTable() }
        for index in all.indices.reversed() { buildTypes(of: index) }
        for index in all.indices { addImportedTypes(to: index) }
        for index in all.indices { resolveTypes(of: index) }
        for index in all.indices { typeElements(of: index) }
        for index in all.indices { compileElements(of: index) }
        keepConstantFrames()
        var byName: [String: Int] = [:]
        for element in graph.elements where element.namespace == all[0].namespace {
            byName[element.name] = element.index
        }
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

    private mutating func note(
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
        _ kind: ElementProgram.Kind, id: String, name: String, variable: String, in definitions: Definitions, line: Int
    ) {
        let element = ElementProgram(
            kind: kind, index: graph.elements.count, id: id, name: name, variableName: variable,
            namespace: definitions.namespace, place: Place(file: definitions.file, element: name, line: line))
        let reference = definitions.namespace + "#" + id
        if byReference[reference] != nil {
            note(.error, .duplicateName, "there are two elements with the id \(id)", at: element.place)
        }
        byReference[reference] = element.index
        graph.elements.append(element)
    }

    private mutating func declareElements(of index: Int) {
        let definitions = all[index]
        for item in definitions.inputData {
            declare(
                .input, id: item.id, name: item.name, variable: item.variable.name, in: definitions, line: item.line)
            let alias = all[0].imports.first { $0.namespace == definitions.namespace && !$0.name.isEmpty }?.name
            let names = [item.name] + (alias.map { ["\($0).\(item.name)"] } ?? [])
            graph.elements[graph.elements.count - 1].inputNames = names
        }
        for item in definitions.decisions {
            declare(
                .decision, id: item.id, name: item.name, variable: item.variable.name, in: definitions, line: item.line)
        }
        for item in definitions.knowledgeModels {
            declare(
                .knowledge, id: item.id, name: item.name, variable: item.variable.name, in: definitions, line: item.line
            )
        }
        for item in definitions.services {
            declare(
                .service, id: item.id, name: item.name, variable: item.variable.name, in: definitions, line: item.line)
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

    // MARK: Types

    private mutating func buildTypes(of index: Int) {
        for item in all[index].itemDefinitions { types[index].define(item.name, as: ItemType(name: item.name)) }
    }

    private mutating func addImportedTypes(to index: Int) {
        for item in all[index].imports {
            guard let source = all.firstIndex(where: { $0.namespace == item.namespace }) else { continue }
            for definition in all[source].itemDefinitions {
                guard let type = types[source].items[definition.name] else { continue }
                let name = item.name.isEmpty ? definition.name : "\(item.name).\(definition.name)"
                if types[index].items[name] == nil { types[index].define(name, as: type) }
            }
        }
    }

    private func type(_ reference: String, in index: Int) -> FEELType {
        let reference = reference.trimmed
        let direct = types[index].type(named: reference)
        guard case .unresolved = direct, let colon = reference.firstIndex(of: ":") else {
            if case .unresolved = direct, let parsed = parsedType(reference, in: index) { return parsed }
            return direct
        }
        let prefix = String(reference[..<colon])
        let local = String(reference[reference.index(after: colon)...])
        let namespace = all[index].prefixes[prefix] ?? ""
        if namespace != all[index].namespace, let other = all.firstIndex(where: { $0.namespace == namespace }) {
            return types[other].type(named: local)
        }
        if let builtIn = BuiltInTypes.named(local) { return builtIn }
        return types[index].type(named: local)
    }

    /// A type written as in FEEL: `list<number>`.
    private func parsedType(_ reference: String, in index: Int) -> FEELType? {
        guard reference.contains("<"),
            case .instance(_, let name)? = try? Parser.expression(
                "0 instance of \(reference)", scope: NameScope(types: NameTable(types[index].items.keys))
            ).kind
        else { return nil }
        let type = types[index].type(name)
        return type.unresolvedName == nil ? type : nil
    }

    private mutating func resolveTypes(of index: Int) {
        for item in all[index].itemDefinitions {
            guard let target = types[index].items[item.name] else { continue }
            fill(target, from: item, in: index)
        }
        checkTypeCycles(of: index)
    }

    private mutating func fill(_ target: ItemType, from item: ItemDefinition, in index: Int) {
        let place = Place(file: all[index].file, element: item.name, line: item.line)
        var type = content(of: item, in: index)
        if let missing = type.unresolvedName {
            note(.error, .unknownType, "there is no type \"\(missing)\"", at: place)
            type = .any
        }
        target.isCollection = item.isCollection
        target.type = item.isCollection ? .list(type) : type
        var boxed = BoxedCompiler(
            compiler: Compiler(types: types[index]),
            scope: NameScope(variables: BuiltIns.names, members: members, types: NameTable(types[index].items.keys)),
            limits: limits, place: place)
        target.allowedValues = item.allowedValues.flatMap { $0.text.trimmed.isEmpty ? nil : boxed.tests($0) }
        target.typeConstraint = item.typeConstraint.flatMap { $0.text.trimmed.isEmpty ? nil : boxed.tests($0) }
        diagnostics += boxed.diagnostics
    }

    private mutating func content(of item: ItemDefinition, in index: Int) -> FEELType {
        if let function = item.function {
            return .function(
                function.parameters.map { $0.typeRef.map { type($0, in: index) } ?? .any },
                function.outputTypeRef.map { type($0, in: index) } ?? .any)
        }
        guard item.components.isEmpty else {
            return .context(item.components.map { (name: $0.name, type: componentType($0, in: index)) })
        }
        return item.typeRef.map { type($0, in: index) } ?? .any
    }

    private mutating func componentType(_ item: ItemDefinition, in index: Int) -> FEELType {
        if item.allowedValues == nil, item.typeConstraint == nil {
            let type = content(of: item, in: index)
            return item.isCollection ? .list(type) : type
        }
        let inner = ItemType(name: item.name)
        fill(inner, from: item, in: index)
        return .item(inner)
    }

    /// A definition that is nothing but another, and that one again this, is of no type.
    private mutating func checkTypeCycles(of index: Int) {
        for item in all[index].itemDefinitions {
            guard let start = types[index].items[item.name] else { continue }
            var seen: Set<ObjectIdentifier> = [ObjectIdentifier(start)]
            var current = start
            while case .item(let next) = current.type.withoutLists {
                guard seen.insert(ObjectIdentifier(next)).inserted else {
                    note(
                        .error, .cycle, "the type \"\(item.name)\" is defined by itself",
                        at: Place(file: all[index].file, element: item.name, line: item.line))
                    start.type = .any
                    break
                }
                current = next
            }
        }
    }

    private mutating func known(_ reference: String?, in index: Int, at place: Place) -> FEELType {
        guard let reference else { return .any }
        let type = type(reference, in: index)
        if let missing = type.unresolvedName {
            note(.error, .unknownType, "there is no type \"\(missing)\"", at: place)
            return .any
        }
        return type
    }

    // MARK: Logic

    private mutating func typeElements(of index: Int) {
        let definitions = all[index]
        for item in definitions.inputData {
            guard let element = element("#" + item.id, in: definitions) else { continue }
            element.type = known(item.variable.typeRef, in: index, at: element.place)
        }
        for item in definitions.decisions {
            guard let element = element("#" + item.id, in: definitions) else { continue }
            element.type = known(item.variable.typeRef, in: index, at: element.place)
        }
        for item in definitions.knowledgeModels {
            guard let element = element("#" + item.id, in: definitions) else { continue }
            element.type = known(item.variable.typeRef, in: index, at: element.place)
            let invocable = InvocableElement(name: item.name)
            invocable.graph = graph
            invocable.resultType = element.type.functionResult
            invocable.parameters = (item.logic?.parameters ?? []).map {
                FEELFunction.Parameter(name: $0.name, type: known($0.typeRef, in: index, at: element.place))
            }
            element.function = FEELFunction(.element(invocable))
        }
        for item in definitions.services {
            guard let element = element("#" + item.id, in: definitions) else { continue }
            element.type = known(item.variable.typeRef, in: index, at: element.place)
            let invocable = InvocableElement(name: item.name)
            invocable.graph = graph
            invocable.resultType = element.type.functionResult
            element.function = FEELFunction(.element(invocable))
        }
    }

    private mutating func compileElements(of index: Int) {
        let definitions = all[index]
        for item in definitions.decisions {
            guard let element = element("#" + item.id, in: definitions) else { continue }
            var boxed = boxed(for: element, item.requirements, in: index)
            if let logic = item.logic { element.logic = boxed.node(logic) }
            finish(element, boxed)
        }
        for item in definitions.knowledgeModels {
            guard let element = element("#" + item.id, in: definitions) else { continue }
            compile(item, as: element, in: index)
        }
        for item in definitions.services {
            guard let element = element("#" + item.id, in: definitions) else { continue }
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
            variables: BuiltIns.names, members: members, types: NameTable(types[index].items.keys))
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
            invocable.body = .knowledge(element, nil)
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
        if let function = node as? FunctionNode { invocable.body = .knowledge(element, function.lambda) }
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
        invocable.body = .service(outputs: targets(item.outputDecisions), inputs: inputs)
        element.bindings = []
    }
}

extension FEELType {
    /// The type of the elements, for a list of lists of lists.
    fileprivate var withoutLists: FEELType {
        if case .list(let element) = self { element.withoutLists } else { self }
    }
}

extension String {
    /// Whether an imported namespace can be that of a model, and not of a schema or a data dictionary.
    fileprivate var isModelNamespaceCandidate: Bool { !isEmpty && !hasPrefix("http://www.w3.org/") }
}
