extension Parser {
    mutating func primary() throws(SyntaxFault) -> Expression {
        let start = position
        switch current.kind {
        case .number:
            guard let number = Decimal34(current.text) else {
                throw SyntaxFault(message: "\(current.text) is no number of FEEL", range: current.range)
            }
            advance()
            return Expression(.literal(.number(number)), range(from: start))
        case .string(let text):
            advance()
            return Expression(.literal(.string(text)), range(from: start))
        case .at(let text):
            advance()
            return Expression(.literal(FEELValue(atLiteral: text)), range(from: start))
        case .symbol:
            return try bracketed()
        case .word:
            return try word()
        case .stray, .end:
            if let name = variable() { return named(name) }
            throw unexpected("an expression")
        }
    }

    private mutating func named(_ found: (name: String, count: Int)) -> Expression {
        let start = position
        advance(found.count)
        return Expression(.name(found.name), range(from: start))
    }

    private mutating func word() throws(SyntaxFault) -> Expression {
        let start = position
        let found = variable()
        if let found, found.count > 1 || !NameScope.keywords.contains(current.text) || current.text == "not" {
            return named(found)
        }
        switch current.text {
        case "true", "false":
            let value = current.text == "true"
            advance()
            return Expression(.literal(.boolean(value)), range(from: start))
        case "null":
            advance()
            return Expression(.literal(.null), range(from: start))
        case "if":
            return try conditional()
        case "for":
            return try iteration()
        case "some", "every":
            return try quantified()
        case "function":
            if isSymbol("(", ahead: 1) { return try functionDefinition() }
        case "not":
            break
        case let text where NameScope.keywords.contains(text):
            throw unexpected("an expression")
        default:
            break
        }
        return Expression(.name(try looseName()), range(from: start))
    }

    // MARK: Brackets

    private mutating func bracketed() throws(SyntaxFault) -> Expression {
        switch current.text {
        case "(": return try parenthesis()
        case "[": return try list()
        case "]": return try range()
        case "{": return try context()
        default: throw unexpected("an expression")
        }
    }

    private mutating func parenthesis() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expect("(")
            if let sign = parser.comparisonOperator {
                parser.advance()
                let operand = try parser.expression()
                try parser.expect(")")
                return try parser.openRange(sign, operand, from: start)
            }
            let inner = try parser.expression()
            if parser.isSymbol("..") { return try parser.range(from: inner, isIncluded: false, at: start) }
            try parser.expect(")")
            return inner
        }
    }

    /// `(< 5)` as a range without a start; `(!= 5)` as a test.
    func openRange(_ sign: ComparisonOperator, _ operand: Expression, from start: Int) throws(SyntaxFault) -> Expression
    {
        let kind: Expression.Kind =
            switch sign {
            case .less: .range(start: nil, includesStart: false, end: operand, includesEnd: false)
            case .lessOrEqual: .range(start: nil, includesStart: false, end: operand, includesEnd: true)
            case .greater: .range(start: operand, includesStart: false, end: nil, includesEnd: false)
            case .greaterOrEqual: .range(start: operand, includesStart: true, end: nil, includesEnd: false)
            case .equal: .range(start: operand, includesStart: true, end: operand, includesEnd: true)
            case .notEqual: .test(.notEqual, operand)
            }
        return try part(kind, from: start, over: [operand])
    }

    private mutating func list() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expect("[")
            if parser.accept("]") { return Expression(.list([]), parser.range(from: start)) }
            var items = [try parser.listItem()]
            if parser.isSymbol("..") { return try parser.range(from: items[0], isIncluded: true, at: start) }
            while parser.accept(",") { items.append(try parser.listItem()) }
            try parser.expect("]")
            return try parser.part(.list(items), from: start, over: items)
        }
    }

    /// An element of a list, which may be written as a unary test: `[< 5, > 10]`.
    private mutating func listItem() throws(SyntaxFault) -> Expression {
        let start = position
        guard let sign = comparisonOperator else { return try expression() }
        advance()
        return try openRange(sign, try expression(), from: start)
    }

    /// A range that begins with `]`.
    private mutating func range() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expect("]")
            let low = try parser.expression()
            return try parser.range(from: low, isIncluded: false, at: start)
        }
    }

    private mutating func range(
        from low: Expression, isIncluded: Bool, at start: Int
    ) throws(SyntaxFault) -> Expression {
        try expect("..")
        let high = try rangeEnd()
        let includesEnd: Bool
        if accept("]") {
            includesEnd = true
        } else if accept(")") || accept("[") {
            includesEnd = false
        } else {
            throw unexpected("the end of a range")
        }
        return try part(
            .range(start: low, includesStart: isIncluded, end: high, includesEnd: includesEnd), from: start,
            over: [low, high])
    }

    private mutating func context() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expect("{")
            parser.locals.append(NameTable())
            defer { parser.locals.removeLast() }
            var entries: [(key: String, value: Expression)] = []
            if !parser.accept("}") {
                repeat {
                    let key = try parser.entryKey()
                    try parser.expect(":")
                    entries.append((key, try parser.expression()))
                    parser.locals[parser.locals.count - 1].insert(key)
                    parser.writtenMembers.insert(key)
                } while parser.accept(",")
                try parser.expect("}")
            }
            return try parser.part(.context(entries), from: start, over: entries.map(\.value))
        }
    }

    private mutating func entryKey() throws(SyntaxFault) -> String {
        if case .string(let text) = current.kind {
            advance()
            return text
        }
        return try declaredName { $0.kind == .symbol && $0.text == ":" }
    }

    // MARK: Words

    private mutating func conditional() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expectWord("if")
            let condition = try parser.expression()
            try parser.expectWord("then")
            let consequence = try parser.expression()
            try parser.expectWord("else")
            let alternative = try parser.expression()
            return try parser.part(
                .conditional(condition, consequence, alternative), from: start,
                over: [condition, consequence, alternative])
        }
    }

    private mutating func iterators() throws(SyntaxFault) -> [Expression.Iterator] {
        var iterators: [Expression.Iterator] = []
        repeat {
            let name = try declaredName { $0.kind == .word && $0.text == "in" }
            try expectWord("in")
            let domain = try expression()
            let end = accept("..") ? try expression() : nil
            iterators.append(Expression.Iterator(name: name, domain: domain, end: end))
            locals[locals.count - 1].insert(name)
        } while accept(",")
        return iterators
    }

    private mutating func iteration() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expectWord("for")
            parser.locals.append(NameTable())
            defer { parser.locals.removeLast() }
            let iterators = try parser.iterators()
            try parser.expectWord("return")
            parser.locals[parser.locals.count - 1].insert("partial")
            let body = try parser.expression()
            return try parser.part(
                .iteration(iterators, body), from: start, over: iterators.flatMap { [$0.domain, $0.end] } + [body])
        }
    }

    private mutating func quantified() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            let isUniversal = parser.isWord("every")
            parser.advance()
            parser.locals.append(NameTable())
            defer { parser.locals.removeLast() }
            let iterators = try parser.iterators()
            try parser.expectWord("satisfies")
            let condition = try parser.expression()
            return try parser.part(
                .quantified(isUniversal: isUniversal, iterators, condition), from: start,
                over: iterators.flatMap { [$0.domain, $0.end] } + [condition])
        }
    }

    private mutating func functionDefinition() throws(SyntaxFault) -> Expression {
        let start = position
        return try nested { (parser) throws(SyntaxFault) in
            try parser.expectWord("function")
            try parser.expect("(")
            var parameters: [(name: String, type: TypeName?)] = []
            if !parser.accept(")") {
                repeat {
                    let name = try parser.declaredName {
                        $0.kind == .symbol && [":", ",", ")"].contains($0.text)
                    }
                    parameters.append((name, parser.accept(":") ? try parser.typeName() : nil))
                } while parser.accept(",")
                try parser.expect(")")
            }
            let isExternal = parser.acceptWord("external")
            parser.locals.append(NameTable(parameters.map(\.name)))
            defer { parser.locals.removeLast() }
            let body = try parser.expression()
            return try parser.part(
                .function(.init(parameters: parameters, body: body, isExternal: isExternal)), from: start, over: [body])
        }
    }

    // MARK: Unary tests

    /// `-`, `not(…)`, or tests with commas between them.
    mutating func unaryTests() throws(SyntaxFault) -> Expression {
        let start = position
        if isSymbol("-"), token(ahead: 1).kind == .end {
            advance()
            return Expression(.anything, range(from: start))
        }
        locals.append(NameTable(["?"]))
        defer { locals.removeLast() }
        if isWord("not"), isSymbol("(", ahead: 1) {
            let before = self
            do {
                advance(2)
                let tests = try positiveTests()
                try expect(")")
                if current.kind == .end {
                    return try part(.tests(tests, isNegated: true), from: start, over: tests)
                }
            } catch {
                guard (try? alternative(to: before)) != nil else { throw error }
            }
            try reread(from: before)
        }
        let tests = try positiveTests()
        return try part(.tests(tests, isNegated: false), from: start, over: tests)
    }

    /// Whether the text reads well as tests that merely begin with `not(…)`.
    private func alternative(to parser: Parser) throws(SyntaxFault) {
        var parser = parser
        _ = try parser.positiveTests()
        try parser.expectEnd()
    }

    private mutating func positiveTests() throws(SyntaxFault) -> [Expression] {
        var tests = [try positiveTest()]
        while accept(",") { tests.append(try positiveTest()) }
        return tests
    }

    private mutating func positiveTest() throws(SyntaxFault) -> Expression {
        let start = position
        guard let sign = comparisonOperator else { return try expression() }
        advance()
        let operand = try expression()
        return try part(.test(sign, operand), from: start, over: [operand])
    }

    /// What may stand behind `in`: one test, or tests in parentheses.
    mutating func membershipTests() throws(SyntaxFault) -> [Expression] {
        let start = position
        if let sign = comparisonOperator {
            advance()
            let operand = try sum()
            return [try part(.test(sign, operand), from: start, over: [operand])]
        }
        guard isSymbol("(") else { return [try sum()] }
        let before = self
        let tests = try nested { (parser) throws(SyntaxFault) in try parser.parenthesisedTests(from: start) }
        if tests.count == 1, isSymbol(".") || isSymbol("[") || isSymbol("(") || isArithmetic {
            try reread(from: before)
            return [try sum()]
        }
        return tests
    }

    private var isArithmetic: Bool {
        current.kind == .symbol && ArithmeticOperator(rawValue: current.text) != nil
    }

    private mutating func parenthesisedTests(from start: Int) throws(SyntaxFault) -> [Expression] {
        try expect("(")
        var tests = [try positiveTest()]
        if isSymbol("..") { return [try range(from: tests[0], isIncluded: false, at: start)] }
        while accept(",") { tests.append(try positiveTest()) }
        try expect(")")
        return tests
    }
}
