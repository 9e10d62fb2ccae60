internal import Foundation

/// The style sheets that pages and papers share.
package enum StyleSheets {
    /// The folder they lie in. The server sends the same files to browsers.
    package static var folder: String { Bundle.module.bundlePath + "/Styles" }

    /// Those of a report, in the order in which they are loaded.
    private static let names = ["tokens.css", "report.css", "report-doc.css"]

    static func text() throws(PaperFault) -> String {
        var texts: [String] = []
        for name in names {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                throw .broken("The style sheet \(name) is missing beside the program, in \(folder).")
            }
            texts.append(String(decoding: data, as: UTF8.self))
        }
        return texts.joined(separator: "\n")
    }

    /// The same without custom properties, for programs that do not know them: `var(--ink)` has become `#161C1F`.
    static func resolved() throws(PaperFault) -> String { resolve(try text()) }

    /// Puts the values of the properties that `:root` and `body.staff` declare into the places where they are asked
    /// for.
    static func resolve(_ css: String) -> String {
        var values: [Substring: Substring] = [:]
        for block in css.matches(of: /(?::root|body\.staff)\s*\{([^}]*)\}/) {
            for declaration in block.1.matches(of: /(--[a-z0-9-]+)\s*:\s*([^;]+);/) where values[declaration.1] == nil {
                values[declaration.1] = declaration.2
            }
        }
        var text = css
        // A value may ask for another one.
        for _ in 0..<4 {
            text.replace(/var\((--[a-z0-9-]+)\)/) { match in values[match.1].map(String.init) ?? String(match.0) }
        }
        return text
    }

    /// The rules for things of these classes, from a text without custom properties: what a picture needs to look as it
    /// does on a page. Rules for paper or small screens only are left out.
    static func rules(for classes: Set<Substring>, in css: String) -> String {
        let plain = css.replacing(/\/\*(?:[^*]|\*[^\/])*\*\//, with: "")
        var kept: [String] = []
        var depth = 0
        var selector = ""
        var body = ""
        for character in plain {
            switch character {
            case "{":
                depth += 1
                if depth > 1 { body.append(character) }
            case "}":
                depth -= 1
                guard depth == 0 else {
                    body.append(character)
                    continue
                }
                let wanted = selector.split(separator: ",").filter { isFor(classes, $0) }.map {
                    $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                }
                // WeasyPrint's drawing part finds a typeface only where nothing stands before its name.
                let tight = body.replacing(/,\s+/, with: ",")
                if !wanted.isEmpty { kept.append("\(wanted.joined(separator: ",")){\(tight)}") }
                (selector, body) = ("", "")
            default:
                if depth == 0 { selector.append(character) } else { body.append(character) }
            }
        }
        return kept.joined(separator: "\n")
    }

    /// Whether a selector names classes, all of them among those wanted, and no frame around the picture.
    private static func isFor(_ classes: Set<Substring>, _ selector: Substring) -> Bool {
        guard !selector.contains("@"), !selector.contains(":"), !selector.contains("svg") else { return false }
        let named = selector.matches(of: /\.([A-Za-z0-9_-]+)/).map(\.1)
        return !named.isEmpty && named.allSatisfy(classes.contains)
    }
}
