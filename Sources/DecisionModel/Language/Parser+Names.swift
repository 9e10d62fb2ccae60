extension Parser {
    /// The name of a variable: the longest in scope that stands here; nil if nothing in scope does.
    func variable() -> (name: String, count: Int)? {
        var best = scope.variables.longest(in: tokens, at: position)
        func consider(_ candidate: (name: String, count: Int)?) {
            if let candidate, candidate.count >= (best?.count ?? 0) { best = candidate }
        }
        for table in locals { consider(table.longest(in: tokens, at: position)) }
        if filterDepth > 0 {
            let known = best?.count ?? 0
            for table in [scope.members, writtenMembers] {
                if let member = table.longest(in: tokens, at: position), member.count > known { consider(member) }
            }
        }
        return best
    }

    /// A name behind a dot.
    mutating func memberName() throws(SyntaxFault) -> String {
        var best = scope.members.longest(in: tokens, at: position)
        if let written = writtenMembers.longest(in: tokens, at: position), written.count > (best?.count ?? 0) {
            best = written
        }
        if let best, best.count > 1 || !continuesName(ahead: 1) {
            advance(best.count)
            return best.name
        }
        return try looseName()
    }

    /// A name nobody has declared: words up to a keyword or a sign.
    mutating func looseName() throws(SyntaxFault) -> String {
        guard current.kind == .word else { throw unexpected("a name") }
        var name = current.text
        advance()
        while continuesName(ahead: 0) {
            name += " " + current.text
            advance()
        }
        return name
    }

    private func continuesName(ahead: Int) -> Bool {
        let token = token(ahead: ahead)
        switch token.kind {
        case .word: return !NameScope.keywords.contains(token.text) && !token.text.hasPrefix("?")
        case .number: return token.text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        default: return false
        }
    }

    /// A name that is being declared, up to one of the given signs or words, which is not read.
    mutating func declaredName(
        until isEnd: (Token) -> Bool
    ) throws(SyntaxFault) -> String {
        guard current.kind == .word else { throw unexpected("a name") }
        let start = position
        while !isEnd(current) {
            guard isNamePart(current) else { throw unexpected("a name") }
            advance()
        }
        return spelling(from: start, to: position)
    }

    private func isNamePart(_ token: Token) -> Bool {
        switch token.kind {
        case .word, .number, .stray: true
        case .symbol: [".", "/", "-", "'", "+", "*", "**"].contains(token.text)
        case .string, .at, .end: false
        }
    }

    /// The tokens from one place to another as a name: one space where there was any.
    func spelling(from start: Int, to end: Int) -> String {
        var name = ""
        for index in start..<end {
            if index > start && tokens[index].isSpaced { name += " " }
            name += tokens[index].text
        }
        return name
    }

    /// `name :` before an argument; nil, with nothing read, if the argument has no name.
    mutating func argumentName() -> String? {
        guard current.kind == .word else { return nil }
        var index = position
        while index < tokens.count, isNamePart(tokens[index]) { index += 1 }
        guard index < tokens.count, tokens[index].kind == .symbol, tokens[index].text == ":" else { return nil }
        let name = spelling(from: position, to: index)
        position = index + 1
        return name
    }

    // MARK: Types

    mutating func typeName() throws(SyntaxFault) -> TypeName {
        try nested { (parser) throws(SyntaxFault) in try parser.nestedTypeName() }
    }

    private mutating func nestedTypeName() throws(SyntaxFault) -> TypeName {
        if current.kind == .word, isSymbol("<", ahead: 1) {
            switch current.text {
            case "list", "range":
                let isList = current.text == "list"
                advance(2)
                let element = try typeName()
                try expect(">")
                return isList ? .list(element) : .range(element)
            case "context":
                advance(2)
                return try contextType()
            case "function":
                advance(2)
                return try functionType()
            default:
                break
            }
        }
        if let known = scope.types.longest(in: tokens, at: position) {
            advance(known.count)
            return .named(known.name)
        }
        if let known = BuiltInTypes.names.longest(in: tokens, at: position) {
            advance(known.count)
            return .named(known.name)
        }
        var name = try looseName()
        while isSymbol("."), token(ahead: 1).kind == .word {
            advance()
            name += "." + (try looseName())
        }
        return .named(name)
    }

    private mutating func contextType() throws(SyntaxFault) -> TypeName {
        var names: [String] = []
        var types: [TypeName] = []
        if accept(">") { return .context([], []) }
        repeat {
            names.append(try declaredName { $0.text == ":" })
            try expect(":")
            types.append(try typeName())
        } while accept(",")
        try expect(">")
        return .context(names, types)
    }

    private mutating func functionType() throws(SyntaxFault) -> TypeName {
        var parameters: [TypeName] = []
        if !accept(">") {
            repeat { parameters.append(try typeName()) } while accept(",")
            try expect(">")
        }
        try expect("->")
        return .function(parameters, try typeName())
    }
}
