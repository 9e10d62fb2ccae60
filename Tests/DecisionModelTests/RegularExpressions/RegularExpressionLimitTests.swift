import Testing

@testable import DecisionModel

@Suite struct RegularExpressionLimitTests {
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*b$", "(x+x+)+y|^(a?){40}a{40}$", "^((a*)*)*$", "(.*a){12}b",
            "^(a|b|ab)*c$",
        ])
    func noPatternTakesForeverOverALongInput(_ pattern: String) throws {
        let expression = try RegularExpression(pattern)
        #expect(try !expression.matches(String(repeating: "a", count: 2000) + "!"))
    }

    @Test(.timeLimit(.minutes(1)))
    func backReferencesGiveUpAfterSomeSteps() throws {
        let expression = try RegularExpression("^(a*)*(a*)*(a*)*\\1b$")
        #expect(throws: RegularExpressionError.tooManySteps) {
            try expression.matches(String(repeating: "a", count: 5000))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aLongInputIsRead() throws {
        let input = String(repeating: "x", count: 300_000) + "y"
        #expect(try RegularExpression("x*y$").matches(input))
        #expect(try RegularExpression("(x|z)*y").matches(input))
        #expect(try !RegularExpression("[xy]*z").matches(String(input.prefix(3000))))
        #expect(try RegularExpression("x").replacing(in: input, with: "") == "y")
        #expect(try RegularExpression("x").split(input).count == 300_001)
    }

    @Test func whatIsTooLargeIsRefused() {
        for pattern in [
            "(a{1000}){1000}", "((a{100}){100}){100}", "a{1000001}", String(repeating: "a", count: 60_000),
            String(repeating: "(", count: 5000) + String(repeating: ")", count: 5000),
            String(repeating: "[a-", count: 5000), "(((a?){1000}){1000}){1000}",
        ] {
            #expect(throws: RegularExpressionError.self) { try RegularExpression(pattern) }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func emptyPartsMayBeRepeatedAsOftenAsOneLikes() throws {
        #expect(try RegularExpression("^(?:(?:(?:){1000000}){1000000})*x$").matches("x"))
        #expect(try RegularExpression("^(?:a?){0,200}$").matches(String(repeating: "a", count: 200)))
        #expect(try RegularExpression("^(()|a)+$").matches("aaa"))
        #expect(try RegularExpression("^(()|a)+\\2$").matches("aaa"))
    }

    /// Patterns and inputs made at random from what patterns are made of: whatever they are, an answer comes.
    @Test(.timeLimit(.minutes(2)))
    func noPatternCrashesOrHangs() {
        let pieces = [
            "a", "b", "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "\\", "-", "1", "2", ",", "\\d",
            "\\p{L}", "\\1",
            "(?:", "[^", "-[", "{2}", "{1,3}", "\u{0}", "é", "字", "\u{1F600}", " ", "\n", "\\p{Is", "Lu}", "\u{FFFF}",
            "\u{10FFFF}",
        ]
        var state: UInt64 = 99
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var compiled = 0
        for _ in 0..<30_000 {
            let pattern = (0..<(1 + random(10))).map { _ in pieces[random(pieces.count)] }.joined()
            let input = (0..<random(12)).map { _ in pieces[random(pieces.count)] }.joined()
            let flags = ["", "i", "s", "m", "x", "q", "imsx"][random(7)]
            guard let expression = try? RegularExpression(pattern, flags: flags) else { continue }
            compiled += 1
            _ = try? expression.matches(input)
            _ = try? expression.replacing(in: input, with: "[$0$1]")
            if let parts = try? expression.split(input), flags.contains("q") {
                #expect(parts.joined(separator: pattern) == input)
            }
        }
        #expect(compiled > 1000)
    }
}
