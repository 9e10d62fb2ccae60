/// Names, found by the tokens they consist of.
struct NameTable: Sendable {
    private struct Entry: Sendable {
        let words: [String]
        let name: String
    }

    private var entries: [String: [Entry]] = [:]

    init() {}

    init(_ names: some Sequence<String>) {
        for name in names { insert(name) }
    }

    mutating func insert(_ name: String) {
        let words = Lexer.words(ofName: name)
        guard let first = words.first else { return }
        var list = entries[first] ?? []
        guard !list.contains(where: { $0.words == words }) else { return }
        let position = list.firstIndex { $0.words.count < words.count } ?? list.endIndex
        list.insert(Entry(words: words, name: name), at: position)
        entries[first] = list
    }

    mutating func formUnion(_ other: NameTable) {
        for entry in other.entries.values.joined() { insert(entry.name) }
    }

    /// The longest name that stands at this place among the tokens, and of how many tokens it is.
    func longest(in tokens: [Token], at position: Int) -> (name: String, count: Int)? {
        guard let candidates = entries[tokens[position].text] else { return nil }
        for candidate in candidates where position + candidate.words.count < tokens.count {
            var matches = true
            for offset in candidate.words.indices where tokens[position + offset].text != candidate.words[offset] {
                matches = false
                break
            }
            if matches { return (candidate.name, candidate.words.count) }
        }
        return nil
    }
}

/// What an expression can name where it stands.
struct NameScope: Sendable {
    /// Variables and functions.
    var variables: NameTable
    /// Entries that values may have: behind a dot, and inside a filter.
    var members: NameTable
    var types: NameTable

    init(variables: NameTable = NameTable(), members: NameTable = NameTable(), types: NameTable = NameTable()) {
        self.variables = variables
        self.members = members
        self.types = types
        self.members.formUnion(NameScope.properties)
    }

    /// Properties of values whose names are of several words (DMN 1.5, table 65).
    private static let properties = NameTable(["time offset", "start included", "end included"])

    /// Words that end a name nobody has declared.
    static let keywords: Set<String> = [
        "and", "or", "in", "between", "instance", "then", "else", "return", "satisfies", "if", "for", "some", "every",
        "function", "external", "true", "false", "null", "not",
    ]
}
