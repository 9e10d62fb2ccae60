/// Cuts the text of an expression into tokens.
struct Lexer {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var isSpaced = false

    private init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// All tokens of a text, with an end token behind the last.
    static func tokens(of text: String, limits: Limits = .standard) throws(SyntaxFault) -> [Token] {
        var lexer = Lexer(text)
        guard lexer.scalars.count <= limits.expressionLength else {
            throw SyntaxFault(
                message: "the expression is longer than \(limits.expressionLength) characters", range: TextRange(0, 0),
                isLimit: true)
        }
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    /// The tokens of a name as it stands in a model; what is no token at all stays whole.
    static func words(ofName name: String) -> [String] {
        guard let tokens = try? Lexer.tokens(of: name) else { return [name] }
        return tokens.dropLast().map(\.text)
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func next() throws(SyntaxFault) -> Token {
        try skipSpace()
        let start = position
        guard let first = peek() else { return token(.end, from: start) }
        if first.startsName {
            while let scalar = peek(), scalar.continuesName { position += 1 }
            return token(.word, from: start)
        }
        if first.isFEELDigit || (first == "." && peek(1)?.isFEELDigit == true) {
            readNumber()
            return token(.number, from: start)
        }
        switch first {
        case "\"":
            return token(.string(try readString()), from: start)
        case "@":
            position += 1
            try skipSpace()
            guard peek() == "\"" else { return token(.stray, from: start) }
            return token(.at(try readString()), from: start)
        case "?":
            position += 1
            while let scalar = peek(), scalar.continuesName { position += 1 }
            return token(.word, from: start)
        default:
            return readSymbol(first)
        }
    }

    private func token(_ kind: Token.Kind, from start: Int) -> Token {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[start..<position])
        return Token(kind: kind, text: String(text), range: TextRange(start, position), isSpaced: isSpaced)
    }

    private mutating func readSymbol(_ first: Unicode.Scalar) -> Token {
        let start = position
        position += 1
        let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [
            ("*", "*"), (".", "."), ("<", "="), (">", "="), ("!", "="), ("-", ">"),
        ]
        if let second = peek(), pairs.contains(where: { $0 == (first, second) }) {
            position += 1
            return token(.symbol, from: start)
        }
        return token("+-*/<>=()[]{},:.'".unicodeScalars.contains(first) ? .symbol : .stray, from: start)
    }

    /// Digits, with a fraction unless what follows is a range (`1..3`), with an exponent.
    private mutating func readNumber() {
        while peek()?.isFEELDigit == true { position += 1 }
        if peek() == ".", peek(1)?.isFEELDigit == true {
            position += 1
            while peek()?.isFEELDigit == true { position += 1 }
        }
        if peek() == "e" || peek() == "E" {
            let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
            if peek(1 + sign)?.isFEELDigit == true {
                position += 1 + sign
                while peek()?.isFEELDigit == true { position += 1 }
            }
        }
    }

    private mutating func skipSpace() throws(SyntaxFault) {
        let start = position
        while let scalar = peek() {
            if scalar.isFEELSpace {
                position += 1
            } else if scalar == "/", peek(1) == "/" {
                while let next = peek(), next != "\n", next != "\r" { position += 1 }
            } else if scalar == "/", peek(1) == "*" {
                let opening = position
                position += 2
                while !(peek() == "*" && peek(1) == "/") {
                    guard peek() != nil else {
                        throw SyntaxFault(message: "the comment has no end", range: TextRange(opening, position))
                    }
                    position += 1
                }
                position += 2
            } else {
                break
            }
        }
        isSpaced = position > start
    }
}

// MARK: Strings

extension Lexer {
    /// A string literal with its escapes (rules 33 and 64): `\n`, `\"`, `\u00E9`, `\uD83D\uDC0E`, `\U01F40E`. An escape
    /// that FEEL does not know stands for itself, so that patterns can be written with one backslash.
    private mutating func readString() throws(SyntaxFault) -> String {
        let start = position
        position += 1
        var text = String.UnicodeScalarView()
        while let scalar = peek() {
            position += 1
            switch scalar {
            case "\"":
                return String(text)
            case "\\":
                readEscape(into: &text)
            default:
                text.append(scalar)
            }
        }
        throw SyntaxFault(message: "the string has no end", range: TextRange(start, position))
    }

    private mutating func readEscape(into text: inout String.UnicodeScalarView) {
        guard let scalar = peek() else { return text.append("\\") }
        switch scalar {
        case "n": text.append("\n")
        case "r": text.append("\r")
        case "t": text.append("\t")
        case "\"", "\\", "'": text.append(scalar)
        case "u":
            if readUnicode(digits: 4, into: &text) { return }
            text.append("\\")
            text.append("u")
        case "U":
            if readUnicode(digits: 6, into: &text) { return }
            text.append("\\")
            text.append("U")
        default:
            text.append("\\")
            text.append(scalar)
        }
        position += 1
    }

    /// Reads `u` or `U` with its digits; two `\u` that are surrogates of one character make that character.
    private mutating func readUnicode(digits: Int, into text: inout String.UnicodeScalarView) -> Bool {
        guard let value = hexadecimal(at: position + 1, count: digits) else { return false }
        if let scalar = Unicode.Scalar(value) {
            text.append(scalar)
            position += 1 + digits
            return true
        }
        let second = position + 1 + digits
        if digits == 4, (0xD800..<0xDC00).contains(value), second + 1 < scalars.count, scalars[second] == "\\",
            scalars[second + 1] == "u", let low = hexadecimal(at: second + 2, count: 4),
            (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00))
        {
            text.append(scalar)
            position = second + 2 + 4
            return true
        }
        return false
    }

    private func hexadecimal(at start: Int, count: Int) -> UInt32? {
        guard start + count <= scalars.count else { return nil }
        var value: UInt32 = 0
        for scalar in scalars[start..<(start + count)] {
            guard scalar.isASCII, let digit = Character(scalar).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
