import Testing

@testable import DecisionModel

@Suite struct ReplacementTests {
    private func replace(
        _ input: String, _ pattern: String, _ replacement: String, _ flags: String = ""
    ) throws -> String {
        try RegularExpression(pattern, flags: flags).replacing(in: input, with: replacement)
    }

    // The examples of F&O 3.1, 5.6.4, and more of their kind.
    @Test(arguments: [
        ("abracadabra", "bra", "*", "a*cada*"), ("abracadabra", "a.*a", "*", "*"),
        ("abracadabra", "a.*?a", "*", "*c*bra"),
        ("abracadabra", "a", "", "brcdbr"), ("abracadabra", "a(.)", "a$1$1", "abbraccaddabbra"),
        ("AAAA", "A+", "b", "b"),
        ("AAAA", "A+?", "b", "bbbb"), ("darted", "^(.*?)d(.*)$", "$1c$2", "carted"), ("banana", "(an)+", "**", "b**a"),
        ("banana", "[aeiouy]", "[$0]", "b[a]n[a]n[a]"), ("12-34", "(\\d+)-(\\d+)", "$2-$1", "34-12"),
        ("abcd", "(ab)|(a)", "[1=$1][2=$2]", "[1=ab][2=]cd"),
        ("ab", "(a)", "$10", "a0b"), ("ab", "(a)", "$2", "b"), ("a", "a", "\\$\\\\", "$\\"), ("abc", "x", "y", "abc"),
        ("", "x", "y", ""),
        ("aXbX", "X$", "!", "aXb!"), ("aaa", "^a", "b", "baa"), ("字典", "典", "$0$0", "字典典"),
        ("a1b2", "([a-z])(?:\\d)", "$1", "ab"),
        ("abcdefghijkl", "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", "$11$1", "kal"),
    ])
    func eachMatchIsReplaced(_ input: String, _ pattern: String, _ replacement: String, _ expected: String) throws {
        #expect(try replace(input, pattern, replacement) == expected)
    }

    @Test func plainTextIsReplacedAsItStands() throws {
        #expect(try replace("a\\b\\c", "\\", "\\\\", "q") == "a\\\\b\\\\c")
        #expect(try replace("a.b", ".", "$1", "q") == "a$1b")
        #expect(try replace("a/b/c", "/", "$", "q") == "a$b$c")
    }

    @Test func linesAreReplacedOneByOne() throws {
        #expect(try replace("a\na\n", "^a$", "b", "m") == "b\nb\n")
    }

    @Test(arguments: ["a*", "", "^", "$", "^$", "(a|)", "x?", "(?:)", ".*?"])
    func aPatternThatMatchesNothingAtAllCantBeReplaced(_ pattern: String) {
        #expect(throws: RegularExpressionError.matchesEmptyString) { try replace("abc", pattern, "x") }
        #expect(throws: RegularExpressionError.matchesEmptyString) { try RegularExpression(pattern).split("abc") }
    }

    @Test(arguments: ["$", "a$", "$x", "\\", "\\n", "a\\", "$ 1", "$-1", "$１"])
    func aReplacementThatMeansNothingIsRefused(_ replacement: String) {
        #expect(throws: RegularExpressionError.self) { try replace("abc", "b", replacement) }
    }

    @Test(arguments: [
        ("John Doe", "\\s", ["John", "Doe"]), ("a;b;c;;", ";", ["a", "b", "c", "", ""]), ("abc", ";", ["abc"]),
        ("", ";", [""]),
        (";", ";", ["", ""]), ("1, 2,3", ",\\s*", ["1", "2", "3"]), ("a.b", "\\.", ["a", "b"]),
        ("甲、乙", "、", ["甲", "乙"]),
        ("aXXbXc", "X+", ["a", "b", "c"]), ("a\u{301};b", ";", ["a\u{301}", "b"]),
    ])
    func aTextIsSplitAtEveryMatch(_ input: String, _ pattern: String, _ parts: [String]) throws {
        #expect(try RegularExpression(pattern).split(input) == parts)
    }

    @Test func anEndlessReplacementIsRefused() throws {
        let expression = try RegularExpression("a+(b)?")
        let replacement = String(repeating: "$0$1", count: 1000)
        #expect(throws: RegularExpressionError.tooLarge) {
            try expression.replacing(in: String(repeating: "a", count: 20_000), with: replacement)
        }
    }
}
