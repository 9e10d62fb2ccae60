import Testing

@testable import DecisionModel

@Suite struct RegularExpressionTests {
    private func matches(_ input: String, _ pattern: String, _ flags: String = "") throws -> Bool {
        try RegularExpression(pattern, flags: flags).matches(input)
    }

    @Test(arguments: [
        ("abracadabra", "bra", true), ("abracadabra", "^a.*a$", true), ("abracadabra", "^bra", false), ("", "", true),
        ("abc", "", true), ("", "a", false), ("", "^$", true), ("foobar", "^fo*b", true), ("abc", "a|x|", true),
        ("axc", "a(b|x)c", true), ("acd", "^a(b|)cd$", true), ("aaa", "^a{3}$", true), ("aaaa", "^a{2,3}$", false),
        ("aaaa", "^a{2,}$", true), ("", "^a{0}$", true), ("ab", "^(ab)?$", true), ("abab", "^(ab)+$", true),
        ("a\nb", "a.b", false), ("a\rb", "a.b", false), ("a\u{2028}b", "a.b", true), ("[x]", "^\\[x\\]$", true),
        ("$5", "^\\$5$", true), ("a-b", "^a\\-b$", true), ("a\tb", "a\\tb", true), ("a^", "^a\\^$", true),
        ("aa", "^(?:a)(?:a)$", true), ("x", "^.$", true), ("😀", "^.$", true), ("e\u{301}", "^..$", true),
        ("的士", "^的", true),
    ])
    func patternsMatchAnywhereUnlessAnchored(_ input: String, _ pattern: String, _ expected: Bool) throws {
        #expect(try matches(input, pattern) == expected)
    }

    @Test(arguments: [
        ("b", "[abc]", true), ("d", "[abc]", false), ("d", "[^abc]", true), ("b", "^[a-z-[aeiou]]$", true),
        ("e", "^[a-z-[aeiou]]$", false), ("e", "^[a-z-[b-y-[aeiou]]]$", true), ("c", "^[a-z-[b-y-[aeiou]]]$", false),
        ("z", "^[^a-f-[xyz]]$", false), ("g", "^[^a-f-[xyz]]$", true), ("-", "^[-a]$", true), ("-", "^[a-]$", true),
        ("-", "^[^-a]$", false), ("-", "^[a--[b]]$", true), ("a", "^[a--[a]]$", false), ("-", "^[a\\-z]$", true),
        ("m", "^[a\\-z]$", false), ("^", "^[a^]$", true), ("]", "^[\\]]$", true), (".", "^[.]$", true),
        ("x", "^[.]$", false),
        ("$", "^[$|(){}*+?]$", true), ("-", "^[a-c-e]$", true), ("d", "^[a-c-e]$", false), ("5", "^[\\d\\s]$", true),
        ("-", "^[\\d-x]$", true), ("\u{1F600}", "^[\u{1F600}-\u{1F64F}]$", true), ("\n", "^[^a]$", true),
    ])
    func characterClassesHaveRangesAndSubtractions(_ input: String, _ pattern: String, _ expected: Bool) throws {
        #expect(try matches(input, pattern) == expected)
    }

    @Test(
        arguments: [
            ("5", "\\d", true), ("٣", "\\d", true), ("x", "\\d", false), ("5", "\\D", false), (" ", "\\s", true),
            ("\u{a0}", "\\s", false), ("\u{a0}", "\\S", true), ("_", "\\i", true), (":", "\\i", true),
            ("5", "\\i", false),
            ("5", "\\c", true), ("-", "\\c", true), ("字", "\\i", true), ("!", "\\C", true), ("!", "\\I", true),
            ("!", "\\w", false),
            ("字", "\\w", true), ("+", "\\w", true), ("_", "\\w", false), ("_", "\\W", true), ("A", "\\p{Lu}", true),
            ("a", "\\p{Lu}", false), ("a", "\\p{L}", true), ("a", "\\P{L}", false), ("5", "\\P{L}", true),
            ("€", "\\p{Sc}", true),
            ("\u{E000}", "\\p{Co}", true), ("\u{378}", "\\p{Cn}", true), ("\u{378}", "\\p{C}", true),
            ("é", "\\p{IsLatin-1Supplement}", true),
            ("e", "\\p{IsBasicLatin}", true), ("字", "\\p{IsCJKUnifiedIdeographs}", true),
            ("字", "\\P{IsBasicLatin}", true),
            ("λ", "\\p{IsGreek}", true), ("λ", "\\p{IsGreekandCoptic}", true),
            ("a", "^[\\p{L}-[\\p{Lu}]]$", true), ("A", "^[\\p{L}-[\\p{Lu}]]$", false), ("A", "^[\\P{Ll}]$", true),
        ])
    func escapesStandForSetsOfUnicode(_ input: String, _ pattern: String, _ expected: Bool) throws {
        #expect(try matches(input, pattern) == expected)
    }

    @Test(arguments: [
        ("Hello", "hello", "i", true), ("a\nb", "a.b", "s", true), ("a\nb", "^b$", "m", true),
        ("a\nb", "^b$", "", false),
        ("a\n", "^$", "m", false), ("a\n\nb", "^$", "m", true), ("a\n", "a$", "", false), ("a\n", "a$", "m", true),
        ("helloworld", "hello world", "x", true), ("hello world", "hello[ ]world", "x", true),
        ("hello world", "hello\\ sworld", "x", true), ("helloworld", "hello[ ]world", "x", false),
        ("a.b", "a.b", "q", true), ("axb", "a.b", "q", false), ("A.B", "a.b", "qi", true), ("a b", "a b", "qx", true),
        ("a\\b", "\\", "q", true), ("AbC", "a b c", "xi", true), ("abc", "ABC", "iiii", true), ("]", "\\] ", "x", true),
    ])
    func flagsChangeWhatAPatternMeans(_ input: String, _ pattern: String, _ flags: String, _ expected: Bool) throws {
        #expect(try matches(input, pattern, flags) == expected)
    }

    @Test(arguments: [
        ("Z", "z", true), ("k", "^\u{212A}$", true), ("\u{212A}", "^[A-Z]$", true), ("a", "^[A-Z-[IO]]$", true),
        ("i", "^[A-Z-[IO]]$", false), ("O", "^[A-Z-[OI]]$", false), ("q", "^[^Q]$", false), ("b", "^[^Q]$", true),
        ("a", "^\\p{Lu}$", false), ("ς", "^Σ$", true), ("Mum", "^([md])[aeiou]\\1$", true),
        ("DUD", "^([md])[aeiou]\\1$", true),
        ("mad", "^([md])[aeiou]\\1$", false), ("ß", "^SS$", false), ("Ж", "^[а-я]$", true), ("ſ", "^s$", true),
    ])
    func caseIsIgnoredInCharactersAndRangesOnly(_ input: String, _ pattern: String, _ expected: Bool) throws {
        #expect(try matches(input, pattern, "i") == expected)
    }

    @Test(arguments: [
        ("abab", "^(ab)\\1$", true), ("abba", "^(.)(.)\\2\\1$", true), ("abc", "^(a)(b)\\1$", false),
        ("b", "^(a)?b\\1$", true), ("aa0", "^(a)\\10$", true),
        ("abcdefghijkk", "^(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\\11$", true),
        ("aaa", "^(a*)\\1a$", true), ("aa", "^(a|b)*\\1$", true), ("xyxy", "(..)\\1", true), ("", "^(a*)*\\1$", true),
    ])
    func backReferencesRepeatWhatAGroupMatched(_ input: String, _ pattern: String, _ expected: Bool) throws {
        #expect(try matches(input, pattern) == expected)
    }

    @Test(arguments: [
        "(", ")", "a)", "(a", "[", "[]", "[^]", "[a", "a]", "]", "{", "}", "a{", "a{1", "a{,2}", "a{2,1}", "a{x}",
        "a{1,2", "*",
        "+a", "?", "a**", "a+*", "a???", "^[b-a]$", "[a-\\d]", "[\\d-[a]b]", "[--z]", "[a--b]", "[-[a]]", "[[a]]",
        "[a[b]", "\\",
        "\\a", "\\0", "\\1", "(\\1)", "(a)\\2", "[(a)\\1]", "\\p", "\\pL", "\\p{", "\\p{L", "\\p{}", "\\p{Xx}",
        "\\p{Cs}",
        "\\p{IsNowhere}", "\\p{isBasicLatin}", "(?=a)", "(?i)a", "(?<n>a)", "(?", "\\u0041", "\\x41", "\\b", "\\ ",
        "\\é", "a{1}{2}",
        "(?:a", "a|*", "x{99999999999999999999}", "[\\b]", "[a-z-[b]", "|)",
    ])
    func malformedPatternsAreRefused(_ pattern: String) {
        #expect(throws: RegularExpressionError.self) { try RegularExpression(pattern) }
    }

    @Test func anErrorSaysWhereItIs() {
        #expect(throws: RegularExpressionError.malformed("a group is not closed", position: 3)) {
            try RegularExpression("a(b")
        }
        #expect(throws: RegularExpressionError.invalidFlags("p")) { try RegularExpression("a", flags: "p") }
        #expect(throws: RegularExpressionError.invalidFlags("i ")) { try RegularExpression("a", flags: "i ") }
    }
}
