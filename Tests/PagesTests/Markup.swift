/// A page taken apart into its elements, strictly: an unclosed or stray tag, a repeated attribute or an attribute
/// without quotes is a fault. Knows no more of HTML than the pages use.
struct Markup {
    struct Element {
        let name: String
        let attributes: [String: String]
        /// Indices of the elements around this one, the outermost first.
        let ancestors: [Int]
        fileprivate(set) var text = ""
    }

    private(set) var elements: [Element] = []
    private(set) var faults: [String] = []

    private static let empty: Set = ["meta", "link", "input", "br", "hr", "img"]
    /// Shapes of SVG, which close themselves.
    private static let mayCloseThemselves: Set = ["path", "circle", "rect"]

    init(_ html: String) {
        var open: [Int] = []
        var rest = Substring(html.hasPrefix("<!DOCTYPE html>") ? html.dropFirst(15) : html[...])
        while let start = rest.firstIndex(of: "<") {
            let text = rest[..<start]
            for index in open { elements[index].text += text }
            rest = rest[rest.index(after: start)...]
            guard let end = Self.end(of: rest) else {
                faults.append("no end of tag: \(rest.prefix(40))")
                return
            }
            let tag = rest[..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard let last = open.popLast(), elements[last].name == tag.dropFirst() else {
                    faults.append("</\(tag.dropFirst())> closes nothing")
                    return
                }
                continue
            }
            let closesItself = tag.hasSuffix("/")
            let (name, attributes) = read(closesItself ? tag.dropLast() : tag)
            elements.append(Element(name: name, attributes: attributes, ancestors: open))
            if closesItself, !Self.mayCloseThemselves.contains(name) { faults.append("<\(name)/>") }
            if !closesItself, !Self.empty.contains(name) { open.append(elements.count - 1) }
        }
        if !open.isEmpty { faults.append("not closed: \(open.map { elements[$0].name })") }
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func isInside(_ name: String, _ element: Element) -> Bool {
        element.ancestors.contains { elements[$0].name == name }
    }

    /// The `>` that ends a tag, outside quotes.
    private static func end(of text: Substring) -> Substring.Index? {
        var isQuoted = false
        return text.indices.first { index in
            if text[index] == "\"" { isQuoted.toggle() }
            return text[index] == ">" && !isQuoted
        }
    }

    private mutating func read(_ tag: Substring) -> (name: String, attributes: [String: String]) {
        let name = tag.prefix { !$0.isWhitespace }
        var rest = tag.dropFirst(name.count).drop { $0.isWhitespace }
        var attributes: [String: String] = [:]
        while !rest.isEmpty {
            let key = rest.prefix { !$0.isWhitespace && $0 != "=" }
            rest = rest.dropFirst(key.count)
            var value = Substring()
            if rest.hasPrefix("=\"") {
                rest = rest.dropFirst(2)
                value = rest.prefix { $0 != "\"" }
                rest = rest.dropFirst(value.count + 1)
            } else if rest.hasPrefix("=") {
                faults.append("<\(name)> has \(key) without quotes")
            }
            if attributes.updateValue(String(value), forKey: String(key)) != nil {
                faults.append("<\(name)> has \(key) twice")
            }
            rest = rest.drop { $0.isWhitespace }
        }
        return (String(name), attributes)
    }
}
