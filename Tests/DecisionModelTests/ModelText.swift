import DecisionModel
import Testing

/// Writes small models for tests.
struct ModelText {
    private var content = ""
    private let name: String

    init(name: String = "test") { self.name = name }

    var bytes: [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:\(name)" name="\(name)">
            \(content)
            </definitions>
            """.utf8)
    }

    var file: ModelFile { ModelFile(name: "\(name).dmn", bytes: bytes) }

    func compiled(with others: ModelText...) throws -> DecisionModel {
        try #require(DecisionModel.compile([file] + others.map(\.file)).model)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    private static func type(_ type: String?) -> String { type.map { " typeRef=\"\(escaped($0))\"" } ?? "" }

    func adding(_ xml: String) -> ModelText {
        var copy = self
        copy.content += xml + "\n"
        return copy
    }

    func input(_ name: String, _ type: String? = nil) -> ModelText {
        adding(
            "<inputData id=\"\(name)\" name=\"\(name)\"><variable name=\"\(name)\"\(ModelText.type(type))/></inputData>"
        )
    }

    func item(_ name: String, _ type: String, allowed: String? = nil, isCollection: Bool = false) -> ModelText {
        adding(
            """
            <itemDefinition name="\(name)" isCollection="\(isCollection)"><typeRef>\(ModelText.escaped(type))</typeRef>
            \(allowed.map { "<allowedValues><text>\(ModelText.escaped($0))</text></allowedValues>" } ?? "")
            </itemDefinition>
            """)
    }

    func decision(
        _ name: String, _ type: String? = nil, needs: [String] = [], knows: [String] = [], boxed: String
    ) -> ModelText {
        adding(
            """
            <decision id="\(name)" name="\(name)"><variable name="\(name)"\(ModelText.type(type))/>
            \(ModelText.requirements(needs, knows))
            \(boxed)</decision>
            """)
    }

    /// A decision is required if its name begins with `=`.
    private static func requirements(_ needs: [String], _ knows: [String]) -> String {
        needs.map { need in
            let tag = need.hasPrefix("=") ? "requiredDecision" : "requiredInput"
            let id = need.hasPrefix("=") ? String(need.dropFirst()) : need
            let href = id.contains("#") ? id : "#" + id
            return "<informationRequirement><\(tag) href=\"\(href)\"/></informationRequirement>"
        }.joined()
            + knows.map { know in
                let href = know.contains("#") ? know : "#" + know
                return "<knowledgeRequirement><requiredKnowledge href=\"\(href)\"/></knowledgeRequirement>"
            }.joined()
    }

    func decision(
        _ name: String, _ type: String? = nil, needs: [String] = [], knows: [String] = [], feel: String
    ) -> ModelText {
        decision(name, type, needs: needs, knows: knows, boxed: ModelText.literal(feel))
    }

    static func literal(_ feel: String) -> String {
        "<literalExpression><text>\(escaped(feel))</text></literalExpression>"
    }

    func knowledge(_ name: String, _ parameters: [(String, String?)], feel: String, knows: [String] = []) -> ModelText {
        adding(
            """
            <businessKnowledgeModel id="\(name)" name="\(name)"><variable name="\(name)"/><encapsulatedLogic>
            \(parameters.map { "<formalParameter name=\"\($0.0)\"\(ModelText.type($0.1))/>" }.joined())
            \(ModelText.literal(feel))</encapsulatedLogic>\(ModelText.requirements([], knows))</businessKnowledgeModel>
            """)
    }

    /// A table: `inputs` as expression and type, `outputs` as name, type, values and default, each rule as cells with `|`
    /// between inputs and `=>` before the outputs.
    static func table(
        _ policy: String, aggregation: String? = nil, inputs: [(String, String?)],
        outputs: [(name: String, type: String?, values: String?, standard: String?)], rules: [String]
    ) -> String {
        var xml = "<decisionTable hitPolicy=\"\(policy)\"" + (aggregation.map { " aggregation=\"\($0)\"" } ?? "") + ">"
        for (expression, kind) in inputs {
            xml += "<input><inputExpression\(type(kind))><text>\(escaped(expression))</text></inputExpression></input>"
        }
        for output in outputs {
            xml += "<output name=\"\(output.name)\"\(type(output.type))>"
            if let values = output.values { xml += "<outputValues><text>\(escaped(values))</text></outputValues>" }
            if let standard = output.standard {
                xml += "<defaultOutputEntry><text>\(escaped(standard))</text></defaultOutputEntry>"
            }
            xml += "</output>"
        }
        for rule in rules {
            let halves = rule.split(separator: "=>", maxSplits: 1).map(String.init)
            xml += "<rule>"
            for cell in halves[0].split(separator: "|") {
                xml += "<inputEntry><text>\(escaped(String(cell)))</text></inputEntry>"
            }
            for cell in halves[1].split(separator: "|") {
                xml += "<outputEntry><text>\(escaped(String(cell)))</text></outputEntry>"
            }
            xml += "</rule>"
        }
        return xml + "</decisionTable>"
    }
}

/// The text of what an expression gives.
func feel(_ text: String, _ variables: KeyValuePairs<String, FEELValue> = [:]) -> String {
    FEEL.evaluate(text, with: variables, moment: FEELDateTime("2026-11-23T08:30:00Z")).value.literal
}
