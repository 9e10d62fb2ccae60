/// A regular expression as FEEL's `matches`, `replace` and `split` know it: that of XPath and XQuery Functions and
/// Operators 3.1, 5.6, which is that of XML Schema with anchors, reluctant quantifiers and back-references. Characters
/// are Unicode scalars.
///
///     let digits = try RegularExpression("(\\d+)-(\\d+)")
///     try digits.replacing(in: "12-34", with: "$2-$1")     // 34-12
///
/// Without back-references the work is at most proportional to the length of the pattern times that of the input. With
/// them, for inputs too long to remember every try, and for any that take too long, it ends with `tooManySteps`.
package struct RegularExpression: Sendable {
    let program: RegularExpressionProgram
    private let isLiteral: Bool

    /// The letters of `flags`, in any order: `s` the dot matches line ends too; `m` `^` and `$` match at lines; `i` case
    /// does not matter; `x` white space in the pattern does not count; `q` the pattern is plain text.
    package init(_ pattern: String, flags: String = "") throws(RegularExpressionError) {
        var options = RegularExpressionOptions()
        for flag in flags.unicodeScalars {
            switch flag {
            case "s": options.dotMatchesAll = true
            case "m": options.isMultiline = true
            case "i": options.ignoresCase = true
            case "x": options.ignoresSpace = true
            case "q": options.isLiteral = true
            default: throw .invalidFlags(flags)
            }
        }
        var parser = RegularExpressionParser(pattern, options: options)
        let syntax = try parser.parse()
        self.program = try RegularExpressionProgram(syntax, options: options)
        self.isLiteral = options.isLiteral
    }

    /// Whether any part of the input matches.
    package func matches(_ input: String) throws(RegularExpressionError) -> Bool {
        var matcher = RegularExpressionMatcher(program, input: Array(input.unicodeScalars))
        return try matcher.firstMatch(from: 0) != nil
    }

    /// The input with each match replaced. In the replacement `$0` stands for the match, `$1` … `$n` for what its groups
    /// matched, `\$` and `\\` for themselves.
    package func replacing(
        in input: String, with replacement: String
    ) throws(RegularExpressionError) -> String {
        let parts =
            isLiteral
            ? [.text(Array(replacement.unicodeScalars))]
            : try ReplacementPart.parts(of: replacement, groups: program.groups)
        try refuseEmptyMatches()
        let scalars = Array(input.unicodeScalars)
        var result = String.UnicodeScalarView()
        var length = 0
        var copied = 0
        var matcher = RegularExpressionMatcher(program, input: scalars)
        while let captures = try matcher.firstMatch(from: copied), captures[1] > captures[0] {
            result.append(contentsOf: scalars[copied..<captures[0]])
            for part in parts {
                length += 1
                switch part {
                case .text(let text):
                    result.append(contentsOf: text)
                    length += text.count
                case .group(let number):
                    let start = captures[2 * number]
                    guard start >= 0 else { continue }
                    result.append(contentsOf: scalars[start..<captures[2 * number + 1]])
                    length += captures[2 * number + 1] - start
                }
            }
            guard length <= RegularExpression.longestResult else { throw .tooLarge }
            copied = captures[1]
        }
        result.append(contentsOf: scalars[copied...])
        return String(result)
    }

    /// The parts of the input between the matches; `a;b;;` split at `;` has four, of which two are empty.
    package func split(_ input: String) throws(RegularExpressionError) -> [String] {
        try refuseEmptyMatches()
        let scalars = Array(input.unicodeScalars)
        var parts: [String] = []
        var start = 0
        var matcher = RegularExpressionMatcher(program, input: scalars)
        while let captures = try matcher.firstMatch(from: start), captures[1] > captures[0] {
            parts.append(text(scalars[start..<captures[0]]))
            start = captures[1]
        }
        parts.append(text(scalars[start...]))
        return parts
    }

    /// The scalars and pieces that replacements may add to an input.
    private static let longestResult = 10_000_000

    private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func refuseEmptyMatches() throws(RegularExpressionError) {
        var matcher = RegularExpressionMatcher(program, input: [])
        if try matcher.firstMatch(from: 0) != nil { throw .matchesEmptyString }
    }
}

/// Why a regular expression gives no answer; FEEL's functions give `null` then.
package enum RegularExpressionError: Error, Equatable, Sendable {
    /// A flag other than s, m, i, x and q (err:FORX0001).
    case invalidFlags(String)
    /// The pattern is none (err:FORX0002); the position counts its Unicode scalars from 0.
    case malformed(String, position: Int)
    /// `replace` and `split` have no meaning with a pattern that matches the empty string (err:FORX0003).
    case matchesEmptyString
    /// `$` without a number, or `\` before anything but `$` and `\` (err:FORX0004); the position counts the
    /// replacement's Unicode scalars from 0.
    case invalidReplacement(position: Int)
    /// The pattern, or what it would make of the input, is beyond what an expression may use.
    case tooLarge
    /// The input could not be matched within the steps allowed.
    case tooManySteps
}

struct RegularExpressionOptions: Sendable {
    var dotMatchesAll = false
    var isMultiline = false
    var ignoresCase = false
    var ignoresSpace = false
    var isLiteral = false
}

/// A piece of a replacement.
private enum ReplacementPart {
    case text([Unicode.Scalar])
    case group(Int)

    static func parts(
        of replacement: String, groups: Int
    ) throws(RegularExpressionError) -> [ReplacementPart] {
        let scalars = Array(replacement.unicodeScalars)
        var parts: [ReplacementPart] = []
        var text: [Unicode.Scalar] = []
        var position = 0
        while position < scalars.count {
            let scalar = scalars[position]
            let next = position + 1 < scalars.count ? scalars[position + 1] : nil
            switch scalar {
            case "\\":
                guard let next, next == "\\" || next == "$" else { throw .invalidReplacement(position: position) }
                text.append(next)
                position += 2
            case "$":
                guard let next, let first = decimalDigit(next) else { throw .invalidReplacement(position: position) }
                position += 2
                // Further digits belong to the number as long as there are so many groups.
                var number = first
                while position < scalars.count, let digit = decimalDigit(scalars[position]),
                    number * 10 + digit <= groups
                {
                    number = number * 10 + digit
                    position += 1
                }
                if !text.isEmpty { parts.append(.text(text)) }
                text = []
                if number <= groups { parts.append(.group(number)) }
            default:
                text.append(scalar)
                position += 1
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        return parts
    }
}

/// 0 … 9 for an ASCII digit.
func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value - 48) : nil
}
