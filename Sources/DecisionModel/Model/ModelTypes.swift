// The types of a model: item definitions (DMN 1.5, 7.3.3) resolved.

extension ModelCompiler {
    mutating func buildTypes(of index: Int) {
        for item in all[index].itemDefinitions { types[index].define(item.name, as: ItemType(name: item.name)) }
    }

    mutating func addImportedTypes(to index: Int) {
        for item in all[index].imports {
            guard let source = all.firstIndex(where: { $0.namespace == item.namespace }) else { continue }
            for definition in all[source].itemDefinitions {
                guard let type = types[source].items[definition.name] else { continue }
                let name = item.name.isEmpty ? definition.name : "\(item.name).\(definition.name)"
                if types[index].items[name] == nil { types[index].define(name, as: type) }
            }
        }
    }

    func type(_ reference: String, in index: Int) -> FEELType {
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
                "0 instance of \(reference)", scope: NameScope(types: typeNames[index])
            ).kind
        else { return nil }
        let type = types[index].type(name)
        return type.unresolvedName == nil ? type : nil
    }

    mutating func resolveTypes(of index: Int) {
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
            scope: NameScope(variables: BuiltIns.names, members: members, types: typeNames[index]),
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

    mutating func known(_ reference: String?, in index: Int, at place: Place) -> FEELType {
        guard let reference else { return .any }
        let type = type(reference, in: index)
        if let missing = type.unresolvedName {
            note(.error, .unknownType, "there is no type \"\(missing)\"", at: place)
            return .any
        }
        return type
    }
}

extension FEELType {
    /// The type of the elements, for a list of lists of lists.
    fileprivate var withoutLists: FEELType {
        if case .list(let element) = self { element.withoutLists } else { self }
    }
}
