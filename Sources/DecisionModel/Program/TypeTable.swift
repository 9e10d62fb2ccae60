/// The types that a model defines, by name; those of imported models under the name of the import.
struct TypeTable: Sendable {
    private(set) var items: [String: ItemType]

    init(_ items: [String: ItemType] = [:]) { self.items = items }

    mutating func define(_ name: String, as item: ItemType) { items[name] = item }

    func type(_ name: TypeName) -> FEELType {
        switch name {
        case .named(let name): type(named: name)
        case .list(let element): .list(type(element))
        case .range(let element): .range(type(element))
        case .context(let names, let types): .context(zip(names, types).map { (name: $0, type: type($1)) })
        case .function(let parameters, let result): .function(parameters.map { type($0) }, type(result))
        }
    }

    func type(named name: String) -> FEELType {
        if let item = items[name] { return .item(item) }
        return BuiltInTypes.named(name) ?? .unresolved(name)
    }
}

extension FEELType {
    /// The name of a type in this one that does not exist.
    var unresolvedName: String? {
        switch self {
        case .unresolved(let name): name
        case .list(let element), .range(let element): element.unresolvedName
        case .context(let entries): entries.lazy.compactMap(\.type.unresolvedName).first
        case .function(let parameters, let result):
            (parameters ?? []).lazy.compactMap(\.unresolvedName).first ?? result.unresolvedName
        default: nil
        }
    }
}
