/// A model as its file has it (DMN 1.5, chapter 6): nothing is resolved yet.
package struct Definitions: Sendable {
    package var file: String?
    package var name: String
    package var namespace: String
    package var imports: [Import] = []
    package var itemDefinitions: [ItemDefinition] = []
    package var inputData: [InputData] = []
    package var decisions: [Decision] = []
    package var knowledgeModels: [KnowledgeModel] = []
    package var services: [DecisionService] = []
    /// Prefixes of the file with their namespaces.
    package var prefixes: [String: String] = [:]
}

package struct Import: Sendable {
    package var name: String
    package var namespace: String
    package var location: String?
    package var line: Int
}

package struct ItemDefinition: Sendable {
    package var name: String
    package var typeRef: String?
    package var isCollection = false
    package var allowedValues: SourceText?
    package var typeConstraint: SourceText?
    package var components: [ItemDefinition] = []
    package var function: FunctionItem?
    package var line: Int
}

package struct FunctionItem: Sendable {
    package var parameters: [InformationItem]
    package var outputTypeRef: String?
}

/// A name with a type: a variable, a parameter.
package struct InformationItem: Sendable {
    package var name: String
    package var typeRef: String?
}

/// FEEL with the line of the file where it stands.
package struct SourceText: Sendable {
    package var text: String
    package var line: Int
}

package struct InputData: Sendable {
    package var id: String
    package var name: String
    package var variable: InformationItem
    package var line: Int
}

package struct Decision: Sendable {
    package var id: String
    package var name: String
    package var variable: InformationItem
    package var requirements: [Requirement]
    package var logic: BoxedExpression?
    package var line: Int
}

/// What an element needs: `#id`, or `namespace#id` for an element of another model.
package struct Requirement: Sendable {
    package enum Kind: Sendable {
        case input
        case decision
        case knowledge
    }

    package var kind: Kind
    package var href: String
    package var line: Int
}

package struct KnowledgeModel: Sendable {
    package var id: String
    package var name: String
    package var variable: InformationItem
    package var requirements: [Requirement]
    package var logic: FunctionDefinition?
    package var line: Int
}

package struct DecisionService: Sendable {
    package var id: String
    package var name: String
    package var variable: InformationItem
    package var outputDecisions: [Requirement]
    package var encapsulatedDecisions: [Requirement]
    package var inputDecisions: [Requirement]
    package var inputData: [Requirement]
    package var line: Int
}

// MARK: Boxed expressions

/// A boxed expression (DMN 1.5, 10.2) with the type it declares.
package struct BoxedExpression: Sendable {
    package indirect enum Kind: Sendable {
        case literal(SourceText, language: String?)
        case context([ContextEntry])
        case decisionTable(DecisionTable)
        case invocation(function: BoxedExpression?, bindings: [(name: String, value: BoxedExpression?)])
        case list([BoxedExpression])
        case relation(columns: [InformationItem], rows: [[BoxedExpression]])
        case function(FunctionDefinition)
        case conditional(condition: BoxedExpression?, consequence: BoxedExpression?, alternative: BoxedExpression?)
        case filter(domain: BoxedExpression?, condition: BoxedExpression?)
        case iteration(variable: String, domain: BoxedExpression?, result: BoxedExpression?)
        case quantified(isUniversal: Bool, variable: String, domain: BoxedExpression?, condition: BoxedExpression?)
    }

    package var kind: Kind
    package var typeRef: String?
    package var line: Int
}

package struct ContextEntry: Sendable {
    /// Nil for the entry that is the result.
    package var variable: InformationItem?
    package var value: BoxedExpression?
    package var line: Int
}

package struct FunctionDefinition: Sendable {
    package var kind: String?
    package var parameters: [InformationItem]
    package var body: BoxedExpression?
    package var typeRef: String?
    package var line: Int
}

/// A decision table (DMN 1.5, chapter 8).
package struct DecisionTable: Sendable {
    package struct Input: Sendable {
        package var label: String?
        package var expression: SourceText
        package var typeRef: String?
        package var allowedValues: SourceText?
    }

    package struct Output: Sendable {
        package var name: String?
        package var label: String?
        package var typeRef: String?
        package var allowedValues: SourceText?
        package var defaultValue: SourceText?
    }

    package struct Rule: Sendable {
        package var inputs: [SourceText]
        package var outputs: [SourceText]
        package var annotations: [String]
        package var line: Int
    }

    package enum HitPolicy: String, Sendable, CaseIterable {
        case unique = "UNIQUE"
        case first = "FIRST"
        case priority = "PRIORITY"
        case any = "ANY"
        case collect = "COLLECT"
        case ruleOrder = "RULE ORDER"
        case outputOrder = "OUTPUT ORDER"

        /// Whether the result is what one rule says.
        package var isSingle: Bool {
            switch self {
            case .unique, .first, .priority, .any: true
            case .collect, .ruleOrder, .outputOrder: false
            }
        }
    }

    package enum Aggregation: String, Sendable, CaseIterable {
        case sum = "SUM"
        case count = "COUNT"
        case min = "MIN"
        case max = "MAX"
    }

    package var name: String?
    package var inputs: [Input]
    package var outputs: [Output]
    package var rules: [Rule]
    package var hitPolicy: HitPolicy
    package var aggregation: Aggregation?
    package var line: Int
}
