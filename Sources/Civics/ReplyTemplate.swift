/// A text that handlers begin a reply with (答复模板).
package struct ReplyTemplate: Hashable, Sendable {
    /// What is put in where `{name}` stands.
    package enum Placeholder: String, CaseIterable, Sendable {
        /// Of the request.
        case number, title, place
        /// That replies.
        case body
        /// Today.
        case date
        /// Whom to ask.
        case contact
    }

    package var id: String
    package var title: LocalName
    package var text: LocalName
    /// Of the body that replies, as in `organisations.csv`; `nil` for every one.
    package var function: String?
    /// Empty for every kind.
    package var kinds: [RequestKind]

    package init(
        id: String, title: LocalName, text: LocalName, function: String? = nil, kinds: [RequestKind] = []
    ) {
        self.id = id
        self.title = title
        self.text = text
        self.function = function
        self.kinds = kinds
    }

    /// A text with its placeholders filled in. What is filled in is not read again: a title may hold braces.
    package static func filled(_ text: String, _ values: [Placeholder: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            filled += rest[..<start]
            let name = String(rest[rest.index(after: start)..<end])
            filled += Placeholder(rawValue: name).flatMap { values[$0] } ?? String(rest[start...end])
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }

    /// Names in braces that stand for nothing.
    package static func unknownNames(in text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
            guard let end = part.firstIndex(of: "}") else { return String(part.prefix(20)) }
            let name = String(part[..<end])
            return Placeholder(rawValue: name) == nil ? name : nil
        }
    }
}
