import DecisionModel
import Testing

@Suite struct FEELSyntaxTests {
    @Test(arguments: [
        ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 ** 3 ** 2", "64"), ("-3 ** 2", "9"), ("2 ** -1", "0.5"),
        ("10 - 2 - 3", "5"), ("12 / 2 / 3", "2"), ("1 < 2 and 2 < 3", "true"), ("true or false and false", "true"),
        ("1 = 1 = true", "true"), ("not(1 = 2)", "true"), ("- - 5", "5"), (".5 + 1.", "null"), (".5 + 1", "1.5"),
        ("1e3", "1000"), ("1.5E-2", "0.015"),
    ])
    func operatorsBindAsTheGrammarSays(_ text: String, _ expected: String) {
        #expect(feel(text) == expected)
    }

    @Test func theLongestNameInScopeWins() {
        let variables: KeyValuePairs<String, FEELValue> = [
            "a": FEELValue(1), "b": FEELValue(2), "a-b": FEELValue(10), "profit and loss": FEELValue(5),
            "date of birth": .string("x"), "年龄": FEELValue(70),
        ]
        #expect(feel("a-b", variables) == "10")
        #expect(feel("a - b + a", variables) == "11")
        #expect(feel("b-a", variables) == "1")
        #expect(feel("profit and loss * 2", variables) == "10")
        #expect(feel("profit  and\n loss", variables) == "5")
        #expect(feel("date of birth", variables) == "\"x\"")
        #expect(feel("年龄 >= 65", variables) == "true")
    }

    @Test func entriesWithSpacesAreFoundBehindADot() {
        #expect(feel("{first name: \"Li\", last name: \"Wei\"}.last name") == "\"Wei\"")
        #expect(feel("{foo+bar: 1}.foo+bar") == "1")
        #expect(feel("{a: {b c: 2}}.a.b c + 1") == "3")
        #expect(feel("[{unit price: 3}, {unit price: 5}][unit price > 4].unit price") == "[5]")
    }

    @Test func variablesHideFunctionsAndOuterVariables() {
        #expect(feel("{max: function(x) x + 1, y: max(1)}.y") == "2")
        #expect(feel("for x in [1, 2] return for x in [10] return x") == "[[10], [10]]")
        #expect(feel("{x: 1, f: function(x) x * 2, y: f(5)}.y") == "10")
    }

    @Test func functionsSeeWhatWasThereWhenTheyWereMade() {
        #expect(feel("for f in (for i in 1..3 return function() i) return f()") == "[1, 2, 3]")
        #expect(feel("{a: 2, f: function(b) function(c) a * b * c, y: f(3)(4)}.y") == "24")
        #expect(feel("{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), y: fact(10)}.y") == "3628800")
    }

    @Test(arguments: [
        ("\"a\\\"b\\n\\t\\\\\"", "\"a\\\"b\\n\\t\\\\\""), ("\"\\u00e9\"", "\"é\""), ("\"\\uD83D\\uDC0E\"", "\"🐎\""),
        ("\"\\U01F40E\"", "\"🐎\""), ("\"\\d\"", "\"\\\\d\""), ("\"\\uD83D\"", "\"\\\\uD83D\""),
    ])
    func stringsHaveTheEscapesOfFEEL(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test func commentsAreSpace() {
        #expect(feel("1 /* one */ + // and\n 2") == "3")
        #expect(FEEL.evaluate("1 /* never ends").diagnostics.first?.code == .syntax)
    }

    @Test(arguments: [
        "", "1 +", "(1", "[1, 2", "{a 1}", "if true then 1", "for x in", "some x in [1]", "\"open", "1 2 3", "a..b",
        "@",
        "function(", "f(a: 1, 2)", "]", "..", "1 instance of", "{a: 1,}", "not(", "x in (", "&", "{: 1}",
    ])
    func brokenTextIsADiagnosticThatPoints(_ text: String) {
        let result = FEEL.evaluate(text)
        #expect(result.value.isNull)
        let first = result.diagnostics.first { $0.code == .syntax }
        #expect(first?.place.range != nil, "\(text): \(result.diagnostics)")
    }

    @Test func whatNobodyKnowsIsNullWithAReason() {
        let result = FEEL.evaluate("unknown name + 1")
        #expect(result.value.isNull)
        #expect(result.diagnostics.contains { $0.code == .unknownName })
    }

    @Test(arguments: [
        ("[1..10]", "[1..10]"), ("(1..10)", "(1..10)"), ("]1..10[", "(1..10)"), ("[1..10[ = [1..10)", "true"),
        ("(< 5)", "(null..5)"), ("(>= 5)", "[5..null)"), ("(= 5)", "[5..5]"), ("[[1,2,3][2]..5]", "[2..5]"),
        ("5 in [[1,2][1]..9[", "true"), ("[1..2[.end included", "false"), ("[\"a\"..\"c\"].start", "\"a\""),
        ("[1..\"a\"]", "null"), ("[1..null]", "null"),
        ("[@\"2020-01-01\"..@\"2020-02-01\"]", "[@\"2020-01-01\"..@\"2020-02-01\"]"),
    ])
    func rangesAreValues(_ text: String, _ expected: String) { #expect(feel(text) == expected) }

    @Test(arguments: [
        ("@\"2024-02-29\"", "2024-02-29"), ("@\"10:30:00+08:00\"", "10:30:00+08:00"),
        ("@\"2024-02-29T10:30:00@Asia/Shanghai\"", "2024-02-29T10:30:00@Asia/Shanghai"), ("@\"P1Y2M\"", "P1Y2M"),
        ("@\"PT36H\"", "P1DT12H"), ("@\"foo\"", "null"), ("@\"2023-02-29\"", "null"),
    ])
    func atLiteralsAreDatesAndTheLike(_ text: String, _ expected: String) { #expect(feel(text) == expected) }
}
