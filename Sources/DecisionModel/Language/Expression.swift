/// An expression as it was written (DMN 1.5, 10.3.1.2), with the place of each part.
struct Expression: Sendable {
    indirect enum Kind: Sendable {
        case literal(FEELValue)
        case name(String)
        case negation(Expression)
        case arithmetic(ArithmeticOperator, Expression, Expression)
        case comparison(ComparisonOperator, Expression, Expression)
        case conjunction(Expression, Expression)
        case disjunction(Expression, Expression)
        case between(Expression, Expression, Expression)
        case membership(Expression, [Expression])
        case instance(Expression, TypeName)
        case path(Expression, String)
        case filter(Expression, Expression)
        case call(Expression, Arguments)
        case conditional(Expression, Expression, Expression)
        case iteration([Iterator], Expression)
        case quantified(isUniversal: Bool, [Iterator], Expression)
        case list([Expression])
        case context([(key: String, value: Expression)])
        case function(FunctionDefinition)
        case range(start: Expression?, includesStart: Bool, end: Expression?, includesEnd: Bool)
        /// `< 5` where a unary test stands, and `(!= 5)`.
        case test(ComparisonOperator, Expression)
        /// A list of unary tests, negated or not.
        case tests([Expression], isNegated: Bool)
        /// `-`: whatever it is.
        case anything
    }

    enum Arguments: Sendable {
        case positional([Expression])
        case named([(name: String, value: Expression)])
    }

    /// `name in domain`, or `name in start..end`.
    struct Iterator: Sendable {
        let name: String
        let domain: Expression
        let end: Expression?
    }

    struct FunctionDefinition: Sendable {
        let parameters: [(name: String, type: TypeName?)]
        let body: Expression
        let isExternal: Bool
    }

    let kind: Kind
    let range: TextRange
    /// How many parts stand in one another, this one included.
    let depth: Int

    init(_ kind: Kind, _ range: TextRange, over parts: Expression?...) {
        self.init(kind, range, depth: parts.reduce(0) { max($0, $1?.depth ?? 0) } + 1)
    }

    init(_ kind: Kind, _ range: TextRange, depth: Int) {
        self.kind = kind
        self.range = range
        self.depth = depth
    }
}

enum ArithmeticOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "**"
}

enum ComparisonOperator: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// A type as it was written: `number`, `list<tApplicant>`, `function<string>->boolean`.
indirect enum TypeName: Sendable, Hashable {
    case named(String)
    case list(TypeName)
    case range(TypeName)
    case context([String], [TypeName])
    case function([TypeName], TypeName)
}
