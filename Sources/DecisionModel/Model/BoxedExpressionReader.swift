/// Reads boxed expressions out of the XML.
struct BoxedExpressionReader {
    var reader: ModelReader

    static let names: Set<String> = [
        "literalExpression", "context", "decisionTable", "invocation", "list", "relation", "functionDefinition",
        "conditional", "filter", "for", "some", "every",
    ]

    /// The expression within an element, if there is one.
    private mutating func content(_ element: XMLTree?) -> BoxedExpression? {
        element?.children.first { BoxedExpressionReader.names.contains($0.name) }.flatMap { expression($0) }
    }

    mutating func expression(_ element: XMLTree) -> BoxedExpression? {
        guard let kind = kind(element) else { return nil }
        return BoxedExpression(kind: kind, typeRef: element.attributes["typeRef"], line: element.line)
    }

    private mutating func kind(_ element: XMLTree) -> BoxedExpression.Kind? {
        switch element.name {
        case "literalExpression":
            return .literal(
                reader.source(element) ?? SourceText(text: "", line: element.line),
                language: element.attributes["expressionLanguage"])
        case "context":
            return .context(
                element.all("contextEntry").map { entry in
                    ContextEntry(
                        variable: entry.first("variable").map { item($0) }, value: content(entry), line: entry.line)
                })
        case "decisionTable": return .decisionTable(table(element))
        case "invocation":
            return .invocation(
                function: content(element),
                bindings: element.all("binding").map { binding in
                    (binding.first("parameter")?.attributes["name"]?.nameNormalised ?? "", content(binding))
                })
        case "list":
            return .list(
                element.children.filter { BoxedExpressionReader.names.contains($0.name) }.compactMap { expression($0) })
        case "relation":
            return .relation(
                columns: element.all("column").map { item($0) },
                rows: element.all("row").map { row in
                    row.children.filter { BoxedExpressionReader.names.contains($0.name) }.compactMap { expression($0) }
                })
        case "functionDefinition": return .function(function(element))
        case "conditional":
            return .conditional(
                condition: content(element.first("if")), consequence: content(element.first("then")),
                alternative: content(element.first("else")))
        case "filter":
            return .filter(domain: content(element.first("in")), condition: content(element.first("match")))
        case "for":
            return .iteration(
                variable: variable(element), domain: content(element.first("in")),
                result: content(element.first("return")))
        case "some", "every":
            return .quantified(
                isUniversal: element.name == "every", variable: variable(element),
                domain: content(element.first("in")), condition: content(element.first("satisfies")))
        default:
            return nil
        }
    }

    private func variable(_ element: XMLTree) -> String { element.attributes["iteratorVariable"]?.nameNormalised ?? "" }

    private func item(_ element: XMLTree) -> InformationItem {
        InformationItem(name: element.attributes["name"]?.nameNormalised ?? "", typeRef: element.attributes["typeRef"])
    }

    mutating func function(_ element: XMLTree) -> FunctionDefinition {
        FunctionDefinition(
            kind: element.attributes["kind"], parameters: element.all("formalParameter").map { item($0) },
            body: content(element), typeRef: element.attributes["typeRef"], line: element.line)
    }

    // MARK: Decision tables

    private mutating func table(_ element: XMLTree) -> DecisionTable {
        let policy = element.attributes["hitPolicy"] ?? "UNIQUE"
        let hitPolicy = DecisionTable.HitPolicy(rawValue: policy)
        if hitPolicy == nil { reader.note(.error, .structure, "there is no hit policy \(policy)", line: element.line) }
        var aggregation: DecisionTable.Aggregation?
        if let name = element.attributes["aggregation"] {
            aggregation = DecisionTable.Aggregation(rawValue: name)
            if aggregation == nil {
                reader.note(.error, .structure, "there is no aggregation \(name)", line: element.line)
            }
        }
        return DecisionTable(
            name: element.attributes["outputLabel"], inputs: element.all("input").map { input($0) },
            outputs: element.all("output").map { output($0) }, rules: element.all("rule").map { rule($0) },
            hitPolicy: hitPolicy ?? .unique, aggregation: aggregation, line: element.line)
    }

    private func input(_ element: XMLTree) -> DecisionTable.Input {
        let expression = element.first("inputExpression")
        return DecisionTable.Input(
            label: element.attributes["label"],
            expression: reader.source(expression) ?? SourceText(text: "", line: element.line),
            typeRef: expression?.attributes["typeRef"], allowedValues: reader.source(element.first("inputValues")))
    }

    private mutating func output(_ element: XMLTree) -> DecisionTable.Output {
        DecisionTable.Output(
            name: element.attributes["name"]?.nameNormalised, label: element.attributes["label"],
            typeRef: element.attributes["typeRef"], allowedValues: reader.source(element.first("outputValues")),
            defaultValue: reader.source(element.first("defaultOutputEntry")))
    }

    private func rule(_ element: XMLTree) -> DecisionTable.Rule {
        func cells(_ name: String) -> [SourceText] {
            element.all(name).map { reader.source($0) ?? SourceText(text: "", line: $0.line) }
        }
        return DecisionTable.Rule(
            inputs: cells("inputEntry"), outputs: cells("outputEntry"),
            annotations: element.all("annotationEntry").map { $0.first("text")?.text ?? "" }, line: element.line)
    }
}
