/// Reads the XML of DMN 1.1 to 1.5 into definitions. What cannot be understood is a diagnostic; the rest is read.
package struct ModelReader {
    package private(set) var diagnostics: [Diagnostic] = []
    private let file: String?
    private let limits: Limits

    package static func read(
        _ bytes: [UInt8], file: String? = nil, limits: Limits = .standard
    ) -> (definitions: Definitions?, diagnostics: [Diagnostic]) {
        var reader = ModelReader(file: file, limits: limits)
        let definitions = reader.definitions(bytes)
        return (definitions, reader.diagnostics)
    }

    private init(file: String?, limits: Limits) {
        self.file = file
        self.limits = limits
    }

    mutating func note(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: String, line: Int, element: String? = nil
    ) {
        diagnostics.append(Diagnostic(severity, code, message, at: Place(file: file, element: element, line: line)))
    }

    private mutating func definitions(_ bytes: [UInt8]) -> Definitions? {
        let document: XMLDocument
        do throws(XMLFault) {
            document = try XMLReader.document(bytes, limits: limits)
        } catch {
            note(.error, error.isLimit ? .limit : .xml, error.message, line: error.line)
            return nil
        }
        let root = document.root
        guard root.name == "definitions" else {
            note(.error, .structure, "a model begins with definitions, not with \(root.name)", line: root.line)
            return nil
        }
        var definitions = Definitions(
            file: file, name: root.attributes["name"] ?? "", namespace: root.attributes["namespace"] ?? "")
        definitions.prefixes = document.prefixes
        for child in root.children { read(child, into: &definitions) }
        return definitions
    }

    private mutating func read(_ element: XMLTree, into definitions: inout Definitions) {
        switch element.name {
        case "import":
            definitions.imports.append(
                Import(
                    name: element.attributes["name"] ?? "", namespace: element.attributes["namespace"] ?? "",
                    location: element.attributes["locationURI"], line: element.line))
        case "itemDefinition": definitions.itemDefinitions.append(itemDefinition(element))
        case "inputData":
            let name = name(element)
            definitions.inputData.append(
                InputData(
                    id: element.attributes["id"] ?? name, name: name, variable: variable(element, named: name),
                    line: element.line))
        case "decision": definitions.decisions.append(decision(element))
        case "businessKnowledgeModel": definitions.knowledgeModels.append(knowledgeModel(element))
        case "decisionService": definitions.services.append(service(element))
        default: break
        }
    }

    private mutating func name(_ element: XMLTree) -> String {
        if let name = element.attributes["name"] { return name.nameNormalised }
        note(.error, .structure, "\(element.name) has no name", line: element.line)
        return ""
    }

    // MARK: Elements of the requirements graph

    private func variable(_ element: XMLTree, named name: String) -> InformationItem {
        guard let variable = element.first("variable") else { return InformationItem(name: name, typeRef: nil) }
        return InformationItem(
            name: variable.attributes["name"]?.nameNormalised ?? name, typeRef: variable.attributes["typeRef"])
    }

    private mutating func decision(_ element: XMLTree) -> Decision {
        let name = name(element)
        let logic = element.children.lazy.first { BoxedExpressionReader.names.contains($0.name) }
        var reader = BoxedExpressionReader(reader: self)
        let expression = logic.flatMap { reader.expression($0) }
        self = reader.reader
        return Decision(
            id: element.attributes["id"] ?? name, name: name, variable: variable(element, named: name),
            requirements: requirements(element), logic: expression, line: element.line)
    }

    private mutating func knowledgeModel(_ element: XMLTree) -> KnowledgeModel {
        let name = name(element)
        var reader = BoxedExpressionReader(reader: self)
        let logic = element.first("encapsulatedLogic").map { reader.function($0) }
        self = reader.reader
        return KnowledgeModel(
            id: element.attributes["id"] ?? name, name: name, variable: variable(element, named: name),
            requirements: requirements(element), logic: logic, line: element.line)
    }

    private mutating func service(_ element: XMLTree) -> DecisionService {
        let name = name(element)
        func references(_ kind: Requirement.Kind, _ tag: String) -> [Requirement] {
            element.all(tag).map { Requirement(kind: kind, href: $0.attributes["href"] ?? "", line: $0.line) }
        }
        return DecisionService(
            id: element.attributes["id"] ?? name, name: name, variable: variable(element, named: name),
            outputDecisions: references(.decision, "outputDecision"),
            encapsulatedDecisions: references(.decision, "encapsulatedDecision"),
            inputDecisions: references(.decision, "inputDecision"), inputData: references(.input, "inputData"),
            line: element.line)
    }

    private func requirements(_ element: XMLTree) -> [Requirement] {
        var requirements: [Requirement] = []
        for child in element.children where ["informationRequirement", "knowledgeRequirement"].contains(child.name) {
            for target in child.children {
                let kind: Requirement.Kind
                switch target.name {
                case "requiredInput": kind = .input
                case "requiredDecision": kind = .decision
                case "requiredKnowledge": kind = .knowledge
                default: continue
                }
                requirements.append(
                    Requirement(kind: kind, href: target.attributes["href"] ?? "", line: target.line))
            }
        }
        return requirements
    }

    // MARK: Types

    private mutating func itemDefinition(_ element: XMLTree) -> ItemDefinition {
        var item = ItemDefinition(name: name(element), line: element.line)
        item.typeRef = (element.attributes["typeRef"] ?? element.first("typeRef")?.text)?.trimmed
        item.isCollection = element.attributes["isCollection"] == "true"
        item.allowedValues = source(element.first("allowedValues"))
        item.typeConstraint = source(element.first("typeConstraint"))
        item.components = element.all("itemComponent").map { itemDefinition($0) }
        if let function = element.first("functionItem") {
            item.function = FunctionItem(
                parameters: function.all("parameters").map {
                    InformationItem(
                        name: $0.attributes["name"] ?? "", typeRef: $0.attributes["typeRef"])
                },
                outputTypeRef: function.attributes["outputTypeRef"])
        }
        return item
    }

    /// The text element within an element.
    func source(_ element: XMLTree?) -> SourceText? {
        guard let text = element?.first("text") else { return nil }
        return SourceText(text: text.text, line: text.line)
    }
}

extension String {
    /// A name with white space as one space, and none at its ends.
    var nameNormalised: String {
        unicodeScalars.split(whereSeparator: \.isFEELSpace).map { String($0) }.joined(separator: " ")
    }
}
