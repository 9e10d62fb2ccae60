/// A piece of HTML, written as a string literal whose interpolated values are escaped.
///
///     let name = "<b>Ann</b>"
///     let row: HTML = "<td title=\"\(name)\">\(name)</td>"
///     // <td title="&lt;b&gt;Ann&lt;/b&gt;">&lt;b&gt;Ann&lt;/b&gt;</td>
///
/// Only literals in the source become markup: there is no way to turn a string made at run time into `HTML` without
/// escaping it. Escaping works on UTF-8 bytes, not on characters, so that a quotation mark followed by a combining
/// accent (one `Character`) is still a quotation mark. Attribute values must stand in quotes; a value interpolated
/// where a browser expects a script, a style or a URL with a scheme is escaped but not judged.
package struct HTML: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// The markup as UTF-8.
    package private(set) var bytes: [UInt8]

    /// Nothing.
    package init() {
        bytes = []
    }

    /// Text that is to be read as it is: escaped.
    package init(text: String) {
        bytes = []
        bytes.reserveCapacity(text.utf8.count)
        Escape.append(text.utf8, to: &bytes)
    }

    package init(stringLiteral literal: StaticString) {
        bytes = []
        bytes.append(literal: literal)
    }

    package init(stringInterpolation: StringInterpolation) {
        bytes = stringInterpolation.bytes
    }

    /// Whether there is no markup at all.
    package var isEmpty: Bool {
        bytes.isEmpty
    }

    package static func += (html: inout HTML, more: HTML) {
        html.bytes.append(contentsOf: more.bytes)
    }

    package static func + (html: HTML, more: HTML) -> HTML {
        var sum = html
        sum += more
        return sum
    }
}

extension HTML: CustomStringConvertible {
    /// The markup as a string.
    package var description: String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension Sequence<HTML> {
    /// The pieces one after another, with `separator` between them.
    package func joined(separator: HTML = "") -> HTML {
        var sum = HTML()
        var isFirst = true
        for piece in self {
            if !isFirst { sum += separator }
            sum += piece
            isFirst = false
        }
        return sum
    }
}

extension [UInt8] {
    /// Appends the UTF-8 of a literal.
    mutating func append(literal: StaticString) {
        literal.withUTF8Buffer { append(contentsOf: $0) }
    }
}
