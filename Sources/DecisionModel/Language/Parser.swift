/// Reads expressions and unary tests (DMN 1.5, 10.3.1.2) by recursive descent.
///
/// What is a name depends on the names in scope: at each place the longest one wins. Where nothing in scope fits, words
/// up to the next keyword or sign are taken for one name, which will then be reported as unknown.
struct Parser {
    let scope: NameScope
    let limits: Limits
    var tokens: [Token]
    var position = 0
    /// Variables that the expression itself introduces, innermost last.
    var locals: [NameTable] = []
    /// Entries of contexts that the expression itself writes.
    var writtenMembers = NameTable()
    /// How many filters we are inside of: there, names may be entries of the element.
    var filterDepth = 0
    private var nesting = 0
    /// How often a place was read a second time.
    private var rereadings = 0
    /// Whether `[` may close the range we are in.
    private var closesWithBracket = false

    private init(_ text: String, scope: NameScope, limits: Limits) throws(SyntaxFault) {
        self.scope = scope
        self.limits = limits
        tokens = try Lexer.tokens(of: text, limits: limits)
    }

    /// One expression, and nothing behind it.
    static func expression(
        _ text: String, scope: NameScope = NameScope(), limits: Limits = .standard
    ) throws(SyntaxFault) -> Expression {
        var parser = try Parser(text, scope: scope, limits: limits)
        let expression = try parser.expression()
        try parser.expectEnd()
        return expression
    }

    /// The unary tests of a decision table's cell (rules 15 to 17).
    static func unaryTests(
        _ text: String, scope: NameScope = NameScope(), limits: Limits = .standard
    ) throws(SyntaxFault) -> Expression {
        var parser = try Parser(text, scope: scope, limits: limits)
        let tests = try parser.unaryTests()
        try parser.expectEnd()
        return tests
    }

    // MARK: Tokens

    var current: Token { tokens[position] }

    func token(ahead: Int) -> Token { tokens[min(position + ahead, tokens.count - 1)] }

    func isSymbol(_ text: String, ahead: Int = 0) -> Bool {
        let token = token(ahead: ahead)
        return token.kind == .symbol && token.text == text
    }

    func isWord(_ text: String, ahead: Int = 0) -> Bool {
        let token = token(ahead: ahead)
        return token.kind == .word && token.text == text
    }

    mutating func advance(_ count: Int = 1) { position = min(position + count, tokens.count - 1) }

    mutating func accept(_ symbol: String) -> Bool {
        guard isSymbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func acceptWord(_ word: String) -> Bool {
        guard isWord(word) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: String) throws(SyntaxFault) {
        guard accept(symbol) else { throw unexpected("\"\(symbol)\"") }
    }

    mutating func expectWord(_ word: String) throws(SyntaxFault) {
        guard acceptWord(word) else { throw unexpected("\"\(word)\"") }
    }

    func expectEnd() throws(SyntaxFault) {
        guard current.kind == .end else { throw unexpected("the end") }
    }

    func unexpected(_ wanted: String) -> SyntaxFault {
        let found = current.kind == .end ? "the end" : "\"\(current.text)\""
        return SyntaxFault(message: "expected \(wanted), found \(found)", range: current.range)
    }

    func range(from start: Int) -> TextRange {
        TextRange(tokens[start].range.start, tokens[max(start, position - 1)].range.end)
    }

    /// Makes a part of the tree, unless the tree gets too deep.
    func part(_ kind: Expression.Kind, from start: Int, over parts: [Expression?]) throws(SyntaxFault) -> Expression {
        let depth = parts.reduce(0) { max($0, $1?.depth ?? 0) } + 1
        guard depth <= limits.treeDepth else {
            throw SyntaxFault(
                message: "more than \(limits.treeDepth) parts in one another", range: range(from: start), isLimit: true)
        }
        return Expression(kind, range(from: start), depth: depth)
    }

    /// Runs a part of the grammar that nests, unless it nests too deep.
    mutating func nested<Result>(
        _ body: (inout Parser) throws(SyntaxFault) -> Result
    ) throws(SyntaxFault) -> Result {
        guard nesting < limits.depth else {
            throw SyntaxFault(
                message: "more than \(limits.depth) levels of nesting", range: current.range, isLimit: true)
        }
        nesting += 1
        defer { nesting -= 1 }
        let outer = closesWithBracket
        closesWithBracket = false
        defer { closesWithBracket = outer }
        return try body(&self)
    }

    /// The end of a range, behind which `[` may mean that the range is open.
    mutating func rangeEnd() throws(SyntaxFault) -> Expression {
        try nested { (parser) throws(SyntaxFault) in
            parser.closesWithBracket = true
            return try parser.disjunction()
        }
    }

    // MARK: Operators

    mutating func expression() throws(SyntaxFault) -> Expression {
        try nested { (parser) throws(SyntaxFault) in try parser.disjunction() }
    }

    mutating func disjunction() throws(SyntaxFault) -> Expression {
        let start = position
        var left = try conjunction()
        while acceptWord("or") {
            let right = try conjunction()
            left = try part(.disjunction(left, right), from: start, over: [left, right])
        }
        return left
    }

    private mutating func conjunction() throws(SyntaxFault) -> Expression {
        let start = position
        var left = try comparison()
        while acceptWord("and") {
            let right = try comparison()
            left = try part(.conjunction(left, right), from: start, over: [left, right])
        }
        return left
    }

    var comparisonOperator: ComparisonOperator? {
        current.kind == .symbol ? ComparisonOperator(rawValue: current.text) : nil
    }

    private mutating func comparison() throws(SyntaxFault) -> Expression {
        let start = position
        var left = try sum()
        while true {
            if let sign = comparisonOperator {
                advance()
                let right = try sum()
                left = try part(.comparison(sign, left, right), from: start, over: [left, right])
            } else if acceptWord("between") {
                let low = try sum()
                try expectWord("and")
                let high = try sum()
                left = try part(.between(left, low, high), from: start, over: [left, low, high])
            } else if acceptWord("in") {
                let tests = try membershipTests()
                left = try part(.membership(left, tests), from: start, over: [left] + tests)
            } else {
                return left
            }
        }
    }

    mutating func sum() throws(SyntaxFault) -> Expression {
        let start = position
        var left = try product()
        while isSymbol("+") || isSymbol("-") {
            let sign: ArithmeticOperator = isSymbol("+") ? .add : .subtract
            advance()
            let right = try product()
            left = try part(.arithmetic(sign, left, right), from: start, over: [left, right])
        }
        return left
    }

    private mutating func product() throws(SyntaxFault) -> Expression {
        let start = position
        var left = try power()
        while isSymbol("*") || isSymbol("/") {
            let sign: ArithmeticOperator = isSymbol("*") ? .multiply : .divide
            advance()
            let right = try power()
            left = try part(.arithmetic(sign, left, right), from: start, over: [left, right])
        }
        return left
    }

    /// Powers bind from left to right.
    private mutating func power() throws(SyntaxFault) -> Expression {
        let start = position
        var left = try signed()
        while accept("**") {
            let right = try signed()
            left = try part(.arithmetic(.power, left, right), from: start, over: [left, right])
        }
        return left
    }

    private mutating func signed() throws(SyntaxFault) -> Expression {
        let start = position
        var operand = try unary()
        while isWord("instance"), isWord("of", ahead: 1) {
            advance(2)
            let type = try typeName()
            operand = try part(.instance(operand, type), from: start, over: [operand])
        }
        return operand
    }

    private mutating func unary() throws(SyntaxFault) -> Expression {
        let start = position
        guard accept("-") else { return try postfix() }
        let operand = try nested { (parser) throws(SyntaxFault) in try parser.unary() }
        return try part(.negation(operand), from: start, over: [operand])
    }

    // MARK: Paths, filters, calls

    private mutating func postfix() throws(SyntaxFault) -> Expression {
        let start = position
        var operand = try primary()
        while true {
            if isSymbol(".") {
                advance()
                let name = try memberName()
                operand = try part(.path(operand, name), from: start, over: [operand])
            } else if isSymbol("[") {
                guard let condition = try filterCondition() else { return operand }
                operand = try part(.filter(operand, condition), from: start, over: [operand, condition])
            } else if isSymbol("(") {
                let arguments = try arguments()
                let parts: [Expression] =
                    switch arguments {
                    case .positional(let values): values
                    case .named(let values): values.map(\.value)
                    }
                operand = try part(.call(operand, arguments), from: start, over: [operand] + parts)
            } else {
                return operand
            }
        }
    }

    /// The condition between brackets; nil, with nothing read, if the bracket closes the range around us.
    private mutating func filterCondition() throws(SyntaxFault) -> Expression? {
        guard closesWithBracket else { return try bracketedCondition() }
        let before = self
        if let condition = try? bracketedCondition(),
            isSymbol("]") || isSymbol(")") || isSymbol("[") || isSymbol(".") || isSymbol("(")
                || ["+", "-", "*", "/", "**"].contains(current.text)
        {
            return condition
        }
        try reread(from: before)
        return nil
    }

    /// Goes back to read something another way; not without end, because readings may nest.
    mutating func reread(from earlier: Parser) throws(SyntaxFault) {
        let count = rereadings + 1
        guard count <= 100 else {
            throw SyntaxFault(message: "too many ranges and tests in one another", range: current.range, isLimit: true)
        }
        self = earlier
        rereadings = count
    }

    private mutating func bracketedCondition() throws(SyntaxFault) -> Expression {
        try nested { (parser) throws(SyntaxFault) in
            try parser.expect("[")
            parser.filterDepth += 1
            parser.locals.append(NameTable(["item"]))
            defer {
                parser.filterDepth -= 1
                parser.locals.removeLast()
            }
            let condition = try parser.disjunction()
            try parser.expect("]")
            return condition
        }
    }

    private mutating func arguments() throws(SyntaxFault) -> Expression.Arguments {
        try nested { (parser) throws(SyntaxFault) in
            try parser.expect("(")
            if parser.accept(")") { return .positional([]) }
            var named: [(name: String, value: Expression)] = []
            var positional: [Expression] = []
            repeat {
                if let name = parser.argumentName() {
                    named.append((name, try parser.expression()))
                } else {
                    positional.append(try parser.expression())
                }
                guard named.isEmpty || positional.isEmpty else {
                    throw SyntaxFault(
                        message: "either all arguments have a name, or none", range: parser.current.range)
                }
            } while parser.accept(",")
            try parser.expect(")")
            return named.isEmpty ? .positional(positional) : .named(named)
        }
    }
}
