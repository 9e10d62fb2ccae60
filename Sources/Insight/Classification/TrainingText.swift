/// A closed case, or a row of a labelled file, to learn from.
package struct TrainingText: Hashable, Sendable {
    package var request: RequestText
    /// The category from the top level down, as far as it is known; each label says by itself which category it is
    /// (`01`, `0102`, `010203`).
    package var category: [String]
    package var kind: String?
    package var urgency: String?
    package var body: String?

    package init(
        request: RequestText, category: [String], kind: String? = nil, urgency: String? = nil, body: String? = nil
    ) {
        self.request = request
        self.category = category
        self.kind = kind
        self.urgency = urgency
        self.body = body
    }

    /// The levels of a six-digit code: `010203` is `01`, `0102`, `010203`. Any other label is a level by itself.
    package static func levels(of label: String) -> [String] {
        guard label.utf8.count == 6, label.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return [label] }
        return [2, 4, 6].map { String(label.prefix($0)) }
    }
}
