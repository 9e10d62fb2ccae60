/// A file of test cases of the compatibility kit (https://dmn-tck.github.io).
struct KitTestFile {
    struct Case {
        var id: String
        /// `decision`, `bkm` or `decisionService`.
        var kind: String
        var invocable: String?
        var inputs: [(name: String, namespace: String?, value: FEELValue)]
        var results: [Result]
    }

    struct Result {
        var name: String
        /// Whether the kit expects a fault, which FEEL makes null of.
        var isFault: Bool
        /// Nil if the expectation cannot be read.
        var expected: FEELValue?
    }

    var modelName: String?
    var cases: [Case]

    init(_ bytes: [UInt8]) throws(XMLFault) {
        let root = try XMLReader.document(bytes).root
        modelName = root.first("modelName")?.text.trimmed
        cases = root.all("testCase").map { element in
            Case(
                id: element.attributes["id"] ?? "", kind: element.attributes["type"] ?? "decision",
                invocable: element.attributes["invocableName"],
                inputs: element.all("inputNode").map { input in
                    (
                        input.attributes["name"] ?? "", input.attributes["namespace"],
                        KitTestFile.value(input) ?? .null
                    )
                },
                results: element.all("resultNode").map { result in
                    Result(
                        name: result.attributes["name"] ?? "", isFault: result.attributes["errorResult"] == "true",
                        expected: result.first("expected").map { KitTestFile.value($0) } ?? .null)
                })
        }
    }

    /// The value that an element stands for; nil if it cannot be read.
    private static func value(_ element: XMLTree) -> FEELValue? {
        if element.isNil { return .null }
        if let list = element.first("list") {
            if list.isNil { return .null }
            var items: [FEELValue] = []
            for item in list.all("item") {
                guard let value = value(item) else { return nil }
                items.append(value)
            }
            return .list(items)
        }
        let components = element.all("component")
        if !components.isEmpty {
            var context = FEELContext()
            for component in components {
                guard let value = value(component) else { return nil }
                context[component.attributes["name"] ?? ""] = value
            }
            return .context(context)
        }
        guard let leaf = element.first("value") else { return .null }
        if leaf.isNil { return .null }
        let type = leaf.attributes["type"].map { $0.split(separator: ":").last.map(String.init) ?? $0 }
        return value(leaf.text, type: type)
    }

    private static func value(_ text: String, type: String?) -> FEELValue? {
        let plain = text.trimmed
        switch type {
        case "decimal", "double", "float", "integer", "int", "long":
            return Decimal34(xmlSchema: plain).map { .number($0) }
        case "boolean": return plain == "true" ? .boolean(true) : plain == "false" ? .boolean(false) : nil
        case "date": return FEELDate(plain).map { .date($0) }
        case "time": return FEELTime(plain).map { .time($0) }
        case "dateTime": return FEELDateTime(plain).map { .dateTime($0) }
        case "duration", "dayTimeDuration", "yearMonthDuration": return FEELValue(temporal: plain)
        default: return .string(text)
        }
    }
}

extension XMLTree {
    fileprivate var isNil: Bool { attributes["nil"] == "true" }
}

extension FEELValue {
    /// Whether the value is what the kit expects. Numbers may differ by 10⁻⁸, as in the kit's own runners: its
    /// expectations are rounded.
    func meets(_ expected: FEELValue) -> Bool {
        switch (self, expected) {
        case (.number(let actual), .number(let wanted)):
            guard let difference = actual - wanted, let tolerance = Decimal34("1E-8") else { return false }
            return difference.magnitude < tolerance || actual == wanted
        case (.list(let actual), .list(let wanted)):
            return actual.count == wanted.count && zip(actual, wanted).allSatisfy { $0.meets($1) }
        case (.context(let actual), .context(let wanted)):
            guard actual.count == wanted.count else { return false }
            return zip(wanted.keys, wanted.values).allSatisfy { key, value in actual[key]?.meets(value) == true }
        case (.list, _), (_, .list):
            return false
        default:
            return equals(expected) == true
        }
    }
}
