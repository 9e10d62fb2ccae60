/// A stretch of an expression's text, in Unicode scalars from its beginning.
package struct TextRange: Sendable, Hashable {
    package var start: Int
    package var end: Int

    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    package static let nowhere = TextRange(0, 0)
}

/// Where something is: file, element of the model, line of the file, stretch of the expression.
package struct Place: Sendable, Hashable {
    package var file: String?
    /// The path of names from the element down, as in `Discount > rule 3 > input 2`.
    package var element: String?
    package var line: Int?
    package var range: TextRange?

    package init(file: String? = nil, element: String? = nil, line: Int? = nil, range: TextRange? = nil) {
        self.file = file
        self.element = element
        self.line = line
        self.range = range
    }
}

/// One thing that is wrong, or worth knowing, about a model, an expression or an evaluation.
package struct Diagnostic: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        case note
        case warning
        case error
    }

    package enum Code: String, Sendable, Hashable, CaseIterable {
        case syntax
        case limit
        case unknownName
        case unknownType
        case typeMismatch
        case notComparable
        case notAFunction
        case arguments
        case outOfRange
        case arithmetic
        case duplicateName
        case missingEntry
        case notAllowed
        case hitPolicy
        case noDecisionLogic
        case externalFunction
        case xml
        case structure
        case missingLink
        case cycle
        case gap
        case overlap
        case unreachableRule
        case input
    }

    package var severity: Severity
    package var code: Code
    package var message: String
    package var place: Place

    package init(_ severity: Severity, _ code: Code, _ message: String, at place: Place = Place()) {
        self.severity = severity
        self.code = code
        self.message = message
        self.place = place
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line: error: message [element, 3–7]`
    package var description: String {
        var text = ""
        if let file = place.file {
            text += file
            if let line = place.line { text += ":\(line)" }
            text += ": "
        } else if let line = place.line {
            text += "line \(line): "
        }
        text += "\(severity.rawValue): \(message)"
        var details: [String] = []
        if let element = place.element { details.append(element) }
        if let range = place.range {
            details.append("characters \(range.start + 1)–\(max(range.end, range.start + 1))")
        }
        if !details.isEmpty { text += " [\(details.joined(separator: ", "))]" }
        return text
    }
}

/// A fault in the text of an expression.
package struct SyntaxFault: Error, Sendable, Hashable {
    package var message: String
    package var range: TextRange
    /// True if the text is not wrong, but beyond what this engine takes.
    package var isLimit = false
}
