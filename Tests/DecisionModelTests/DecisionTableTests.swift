import DecisionModel
import Testing

@Suite struct DecisionTableTests {
    /// A table over one number, asked with it.
    private func answer(
        _ policy: String, aggregation: String? = nil, values: String? = nil, standard: String? = nil,
        type: String? = nil,
        _ rules: [String], _ number: Int?
    ) throws -> String {
        let model = try ModelText().input("x", "number").decision(
            "d", needs: ["x"],
            boxed: ModelText.table(
                policy, aggregation: aggregation, inputs: [("x", "number")],
                outputs: [(name: "", type: type, values: values, standard: standard)], rules: rules)
        ).compiled()
        return try model.evaluate("d", with: ["x": number.map { FEELValue($0) } ?? .null]).value.literal
    }

    private let steps = ["< 10 => \"low\"", "< 20 => \"middle\"", "- => \"high\""]

    @Test func onlyOneRuleOfAUniqueTableMayHit() throws {
        #expect(try answer("UNIQUE", steps, 25) == "\"high\"")
        #expect(try answer("UNIQUE", steps, 15) == "null")
    }

    @Test func theFirstRuleThatHitsDecides() throws {
        #expect(try answer("FIRST", steps, 5) == "\"low\"")
        #expect(try answer("FIRST", steps, 15) == "\"middle\"")
        #expect(try answer("FIRST", steps, nil) == "\"high\"")
    }

    @Test func rulesOfAnAnyTableMustAgree() throws {
        #expect(try answer("ANY", ["< 10 => 1", "< 20 => 1"], 5) == "1")
        #expect(try answer("ANY", ["< 10 => 1", "< 20 => 2"], 5) == "null")
    }

    @Test func prioritiesAreTheOrderOfTheOutputValues() throws {
        let values = "\"high\", \"middle\", \"low\""
        #expect(try answer("PRIORITY", values: values, steps, 5) == "\"high\"")
        #expect(try answer("OUTPUT ORDER", values: values, steps, 5) == "[\"high\", \"middle\", \"low\"]")
        #expect(try answer("RULE ORDER", steps, 15) == "[\"middle\", \"high\"]")
    }

    @Test func collectedOutputsAreAggregated() throws {
        let rules = ["< 10 => 1", "< 20 => 2", "< 30 => 2"]
        #expect(try answer("COLLECT", rules, 5) == "[1, 2, 2]")
        #expect(try answer("COLLECT", aggregation: "SUM", rules, 5) == "5")
        #expect(try answer("COLLECT", aggregation: "MIN", rules, 5) == "1")
        #expect(try answer("COLLECT", aggregation: "MAX", rules, 15) == "2")
        #expect(try answer("COLLECT", aggregation: "COUNT", rules, 5) == "3")
        #expect(try answer("COLLECT", rules, 50) == "[]")
        #expect(try answer("COLLECT", aggregation: "COUNT", rules, 50) == "0")
        #expect(try answer("COLLECT", aggregation: "SUM", rules, 50) == "null")
    }

    @Test func aDefaultStandsWhereNoRuleHits() throws {
        #expect(try answer("UNIQUE", standard: "\"none\"", ["< 10 => \"low\""], 50) == "\"none\"")
        #expect(try answer("UNIQUE", ["< 10 => \"low\""], 50) == "null")
        #expect(try answer("FIRST", standard: "0", ["< 10 => null"], 5) == "null")
    }

    @Test(arguments: [
        ("5", 5, true), ("5", 6, false), ("4, 5", 5, true), ("not(5)", 5, false), ("not(4, 6)", 5, true),
        ("[1..5]", 5, true),
        ("]1..5[", 5, false), (">= 5", 5, true), ("? > 4 and ? < 6", 5, true), ("odd(?)", 5, true), ("null", 5, false),
        ("-", 5, true), ("not(null)", 5, true), ("[4, 5, 6]", 5, true), ("< 3, > 4", 5, true), ("\"a\"", 5, false),
        ("", 5, true),
        ("if ? = 5 then true else false", 5, true),
    ])
    func cellsAreUnaryTests(_ cell: String, _ number: Int, _ hits: Bool) {
        #expect(FEEL.test(cell, FEELValue(number)).value.isTrue == hits)
    }

    @Test func nullIsNeitherTrueNorFalse() {
        #expect(!FEEL.test("true", .null).value.isTrue)
        #expect(!FEEL.test("false", .null).value.isTrue)
        #expect(!FEEL.test("true, false", .null).value.isTrue)
        #expect(FEEL.test("null", .null).value.isTrue)
        #expect(FEEL.test("limit > 5", FEELValue(1), with: ["limit": FEELValue(9)]).value.isTrue)
        #expect(!FEEL.test("limit > 5", FEELValue(1), with: ["limit": FEELValue(2)]).value.isTrue)
    }

    @Test func severalOutputsAreAContext() throws {
        let model = try ModelText().input("x", "number").decision(
            "d", needs: ["x"],
            boxed: ModelText.table(
                "UNIQUE", inputs: [("x", nil)],
                outputs: [("grade", "string", nil, "\"none\""), ("fee", "number", nil, "0")],
                rules: ["> 0 => \"A\" | 10", "0 => \"B\" | \"free\""])
        ).compiled()
        #expect(try model.evaluate("d", with: ["x": FEELValue(1)]).value.literal == "{grade: \"A\", fee: 10}")
        #expect(try model.evaluate("d", with: ["x": FEELValue(0)]).value.literal == "{grade: \"B\", fee: null}")
        #expect(try model.evaluate("d", with: ["x": FEELValue(-1)]).value.literal == "{grade: \"none\", fee: 0}")
    }

    @Test func aTableOfManyRulesFindsTheSameAsOneOfFew() throws {
        let rules = (0..<150).map { "[\($0 * 10)..\($0 * 10 + 9)] => \($0)" }
        for number in [0, 9, 10, 755, 1499] {
            #expect(try answer("UNIQUE", rules, number) == String(number / 10))
        }
        #expect(try answer("UNIQUE", rules, 1500) == "null")
    }

    @Test func whyARuleDidNotHitIsToldWithTheConditionThatFailed() throws {
        let model = try ModelText().input("x", "number").decision(
            "d", needs: ["x"],
            boxed: ModelText.table(
                "FIRST", inputs: [("x", "number")], outputs: [("", nil, nil, nil)], rules: steps)
        ).compiled()
        let trace = Trace()
        _ = try model.evaluate("d", with: ["x": FEELValue(15)], trace: trace)
        #expect(trace.explanation.contains("rule 1: no, x is 15, not < 10"))
        #expect(trace.explanation.contains("rule 2: hits"))
    }
}
