/// Numbers of tables and figures, counted through a document.
package struct ReportCaptions {
    /// What stands over a table or under a figure, in its parts: `表`, `1`, `　各领域受理件数`.
    package struct Caption: Hashable, Sendable {
        package let label: String
        package let number: Int
        package let words: String

        package var text: String { "\(label)\(number)\(words)" }
    }

    private let language: Language
    private var tables = 0
    private var figures = 0

    package init(_ language: Language) { self.language = language }

    package mutating func table(_ text: String) -> Caption {
        tables += 1
        return caption(language.say("表", "Table "), tables, text)
    }

    package mutating func figure(_ text: String) -> Caption {
        figures += 1
        return caption(language.say("图", "Figure "), figures, text)
    }

    private func caption(_ label: String, _ number: Int, _ text: String) -> Caption {
        Caption(label: label, number: number, words: language.say("　\(text)", ". \(text)"))
    }
}
