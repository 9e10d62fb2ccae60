/// What a regular expression says.
indirect enum RegularExpressionSyntax: Sendable {
    case scalars(ScalarSet)
    case start
    case end
    case group(RegularExpressionSyntax, number: Int)
    case sequence([RegularExpressionSyntax])
    case alternatives([RegularExpressionSyntax])
    /// `most` is `nil` where there is no limit.
    case repetition(RegularExpressionSyntax, least: Int, most: Int?, isReluctant: Bool)
    case backReference(Int)
}

/// Reads the grammar of F&O 3.1, 5.6.1, which refers to XML Schema 1.1 part 2, appendix G.
struct RegularExpressionParser {
    private let scalars: [Unicode.Scalar]
    private let options: RegularExpressionOptions
    private var position = 0
    private var depth = 0
    /// The capturing groups that were opened so far, and those of them that were closed.
    private(set) var groups = 0
    private var closed: Set<Int> = []

    /// Groups within groups, and subtractions within subtractions.
    private static let greatestDepth = 200
    private static let greatestCount = 1_000_000

    init(_ pattern: String, options: RegularExpressionOptions) {
        let scalars = Array(pattern.unicodeScalars)
        self.scalars =
            options.ignoresSpace && !options.isLiteral
            ? RegularExpressionParser.withoutSpace(scalars) : scalars
        self.options = options
    }

    mutating func parse() throws(RegularExpressionError) -> RegularExpressionSyntax {
        guard scalars.count <= RegularExpressionProgram.mostSteps else { throw .tooLarge }
        if options.isLiteral { return .sequence(scalars.map { .scalars(normal($0)) }) }
        let syntax = try alternatives()
        guard position == scalars.count else { throw malformed("a group is closed that was not opened") }
        return syntax
    }

    /// The flag `x`: white space goes before anything is read, except within character classes.
    private static func withoutSpace(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var kept: [Unicode.Scalar] = []
        var classes = 0
        var isEscaped = false
        for scalar in scalars {
            if classes == 0, isSpace(scalar) { continue }
            kept.append(scalar)
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == "[" {
                classes += 1
            } else if scalar == "]" {
                classes = max(classes - 1, 0)
            }
        }
        return kept
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func peek(_ ahead: Int) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        position += 1
        return true
    }

    private func malformed(_ reason: String) -> RegularExpressionError { .malformed(reason, position: position) }

    private func normal(_ scalar: Unicode.Scalar) -> ScalarSet {
        ScalarSet(ranges: [scalar.value...scalar.value], ignoresCase: options.ignoresCase)
    }

    private mutating func enter() throws(RegularExpressionError) {
        depth += 1
        guard depth <= RegularExpressionParser.greatestDepth else { throw .tooLarge }
    }

    private mutating func alternatives() throws(RegularExpressionError) -> RegularExpressionSyntax {
        try enter()
        defer { depth -= 1 }
        var branches = [try branch()]
        while skip("|") { branches.append(try branch()) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func branch() throws(RegularExpressionError) -> RegularExpressionSyntax {
        var pieces: [RegularExpressionSyntax] = []
        while let next = current, next != "|", next != ")" {
            let atom = try atom(next)
            pieces.append(try quantified(atom))
        }
        return pieces.count == 1 ? pieces[0] : .sequence(pieces)
    }

    private mutating func atom(_ first: Unicode.Scalar) throws(RegularExpressionError) -> RegularExpressionSyntax {
        switch first {
        case "(":
            return try group()
        case "[":
            position += 1
            return .scalars(try characterClass())
        case ".":
            position += 1
            return .scalars(options.dotMatchesAll ? .all : .allButLineEnds)
        case "^":
            position += 1
            return .start
        case "$":
            position += 1
            return .end
        case "\\":
            if let digit = peek(1).flatMap(decimalDigit), digit > 0 { return try backReference(digit) }
            switch try escape() {
            case .single(let scalar): return .scalars(normal(scalar))
            case .set(let set): return .scalars(set)
            }
        case "?", "*", "+", "{":
            throw malformed("a quantifier has nothing before it")
        case "}", "]":
            throw malformed("\(first) must be written \\\(first)")
        default:
            position += 1
            return .scalars(normal(first))
        }
    }

    private mutating func group() throws(RegularExpressionError) -> RegularExpressionSyntax {
        position += 1
        var number: Int?
        if skip("?") {
            guard skip(":") else { throw malformed("only (?: … ) may begin with (?") }
        } else {
            groups += 1
            number = groups
        }
        let syntax = try alternatives()
        guard skip(")") else { throw malformed("a group is not closed") }
        guard let number else { return syntax }
        closed.insert(number)
        return .group(syntax, number: number)
    }

    /// Digits after the first belong to the number as long as so many groups have been opened before.
    private mutating func backReference(_ first: Int) throws(RegularExpressionError) -> RegularExpressionSyntax {
        position += 2
        var number = first
        while let digit = current.flatMap(decimalDigit), number * 10 + digit <= groups {
            number = number * 10 + digit
            position += 1
        }
        guard closed.contains(number) else { throw malformed("no group \(number) ends before this back-reference") }
        return .backReference(number)
    }

    private mutating func quantified(
        _ atom: RegularExpressionSyntax
    ) throws(RegularExpressionError) -> RegularExpressionSyntax {
        let counts: (least: Int, most: Int?)
        switch current {
        case "?": counts = (0, 1)
        case "*": counts = (0, nil)
        case "+": counts = (1, nil)
        case "{":
            position += 1
            counts = try quantity()
        default: return atom
        }
        position += 1
        let isReluctant = skip("?")
        return .repetition(atom, least: counts.least, most: counts.most, isReluctant: isReluctant)
    }

    /// `{n}`, `{n,}` or `{n,m}`, up to the brace that closes it.
    private mutating func quantity() throws(RegularExpressionError) -> (least: Int, most: Int?) {
        guard let least = try count() else { throw malformed("{ must be followed by a number") }
        var most: Int? = least
        if skip(",") { most = try count() }
        guard current == "}" else { throw malformed("a quantifier is not closed") }
        if let most, most < least { throw malformed("a quantifier's limits are the wrong way round") }
        return (least, most)
    }

    private mutating func count() throws(RegularExpressionError) -> Int? {
        var value: Int?
        while let digit = current.flatMap(decimalDigit) {
            value = (value ?? 0) * 10 + digit
            guard value ?? 0 <= RegularExpressionParser.greatestCount else { throw .tooLarge }
            position += 1
        }
        return value
    }

    // MARK: Characters and classes of them

    private enum Escape {
        case single(Unicode.Scalar)
        case set(ScalarSet)
    }

    private mutating func escape() throws(RegularExpressionError) -> Escape {
        position += 1
        guard let letter = current else { throw malformed("\\ must be followed by a character") }
        position += 1
        switch letter {
        case "n": return .single("\n")
        case "r": return .single("\r")
        case "t": return .single("\t")
        case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$": return .single(letter)
        case "s": return .set(.space)
        case "S": return .set(.space.inverted)
        case "i": return .set(.nameStart)
        case "I": return .set(.nameStart.inverted)
        case "c": return .set(.name)
        case "C": return .set(.name.inverted)
        case "d": return .set(.digit)
        case "D": return .set(.digit.inverted)
        case "w": return .set(.word)
        case "W": return .set(.word.inverted)
        case "p": return .set(try property())
        case "P": return .set(try property().inverted)
        default:
            position -= 1
            throw malformed("\\\(letter) has no meaning")
        }
    }

    private mutating func property() throws(RegularExpressionError) -> ScalarSet {
        guard skip("{") else { throw malformed("\\p must be followed by {") }
        var name = String.UnicodeScalarView()
        while let next = current, next != "}" {
            name.append(next)
            position += 1
        }
        guard let set = ScalarSet(property: String(name)) else {
            throw malformed("\(String(name)) is neither a category nor a block of Unicode")
        }
        guard skip("}") else { throw malformed("\\p{ is not closed") }
        return set
    }

    /// What follows `[`, up to and with the `]`.
    private mutating func characterClass() throws(RegularExpressionError) -> ScalarSet {
        try enter()
        defer { depth -= 1 }
        let isNegated = skip("^")
        var ranges: [ClosedRange<UInt32>] = []
        var sets: [ScalarSet] = []
        var subtracted: ScalarSet?
        while true {
            guard let next = current else { throw malformed("a character class is not closed") }
            let isEmpty = ranges.isEmpty && sets.isEmpty
            if next == "]", !isEmpty { break }
            if next == "-", peek(1) == "[", !isEmpty {
                position += 2
                subtracted = try characterClass()
                guard current == "]" else { throw malformed("nothing may follow what a character class subtracts") }
                break
            }
            switch try classPart(next) {
            case .set(let set): sets.append(set)
            case .single(let scalar):
                ranges.append(try range(from: scalar, isUnescapedHyphen: next == "-"))
            }
        }
        position += 1
        return ScalarSet(
            ranges: ranges, sets: sets, ignoresCase: options.ignoresCase, isNegated: isNegated,
            subtracted: subtracted)
    }

    private mutating func classPart(_ first: Unicode.Scalar) throws(RegularExpressionError) -> Escape {
        switch first {
        case "\\": return try escape()
        case "[", "]": throw malformed("\(first) must be written \\\(first) in a character class")
        default:
            position += 1
            return .single(first)
        }
    }

    /// A character alone, or where a hyphen and another character follow, all from the one to the other.
    private mutating func range(
        from first: Unicode.Scalar, isUnescapedHyphen: Bool
    ) throws(RegularExpressionError) -> ClosedRange<UInt32> {
        let alone = first.value...first.value
        guard current == "-", let last = peek(1), last != "[", last != "]" else { return alone }
        if last == "-" {
            guard peek(2) == "[" else { throw malformed("a range can't end with a hyphen") }
            return alone
        }
        guard !isUnescapedHyphen else { throw malformed("a range can't begin with a hyphen") }
        position += 1
        guard case .single(let scalar) = try classPart(last) else {
            throw malformed("a range must end with a character")
        }
        guard scalar >= first else { throw malformed("a range is the wrong way round") }
        return first.value...scalar.value
    }
}
