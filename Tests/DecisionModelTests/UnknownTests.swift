import DecisionModel
import Testing

@Suite struct UnknownTests {
    private func model() throws -> DecisionModel {
        try ModelText().input("age", "number").input("resident", "boolean").input("card", "string")
            .decision(
                "support", "string", needs: ["age", "resident", "card"],
                boxed: ModelText.table(
                    "FIRST", inputs: [("age", "number"), ("resident", "boolean"), ("card", "string")],
                    outputs: [("", nil, nil, "\"none\"")],
                    rules: [
                        "< 18 | - | - => \"school\"", ">= 65 | true | - => \"pension\"",
                        ">= 65 | false | \"guest\" => \"guest\"",
                        "- | - | \"hero\" => \"honour\"",
                    ])
            )
            .decision("amount", "number", needs: ["=support"], feel: "if support = \"none\" then 0 else 100")
            .decision("either", needs: ["resident"], feel: "resident or not(resident)")
            .decision("free", needs: ["age"], feel: "age * 2 > 10").compiled()
    }

    private func settlement(_ decision: String, _ known: [String: FEELValue]) throws -> String {
        var facts = Facts(known)
        facts.unknown = Set(["age", "resident", "card"].filter { known[$0] == nil })
        return try model().settling(decision, with: facts).description
    }

    @Test func whatNoUnknownFactCanChangeIsSettled() throws {
        #expect(try settlement("support", ["age": FEELValue(10)]) == "\"school\"")
        #expect(try settlement("support", ["age": FEELValue(70), "resident": .boolean(true)]) == "\"pension\"")
        #expect(
            try settlement("support", ["age": FEELValue(30), "resident": .boolean(true), "card": .string("x")])
                == "\"none\"")
        #expect(try settlement("support", ["age": FEELValue(30), "card": .string("hero")]) == "\"honour\"")
        #expect(try settlement("either", [:]) == "true")
    }

    @Test func theFewestFactsThatSettleItAreNamed() throws {
        #expect(try settlement("support", ["age": FEELValue(30)]) == "unknown; to settle it, find out card")
        #expect(
            try settlement("support", ["age": FEELValue(70)]) == "unknown; to settle it, find out card and resident")
        #expect(try settlement("amount", ["card": .string("hero"), "resident": .boolean(true)]) == "100")
        #expect(try settlement("free", [:]) == "unknown; to settle it, find out age")
    }

    @Test func nullIsKnown() throws {
        let facts: Facts = ["age": .null, "resident": .null, "card": .null]
        #expect(try model().evaluate("support", with: facts).value.literal == "\"none\"")
    }

    @Test func whatIsSettledIsTheAnswerForEveryCompletion() throws {
        let model = try model()
        let ages: [FEELValue] = [10, 17, 18, 64, 65, 80].map { FEELValue($0) }
        let cards: [FEELValue] = ["guest", "hero", "other"].map { .string($0) }
        let flags: [FEELValue] = [.boolean(true), .boolean(false)]
        for mask in 0..<8 {
            for age in ages {
                for flag in flags {
                    for card in cards {
                        var facts: Facts = ["age": age, "resident": flag, "card": card]
                        let whole = try model.evaluate("support", with: facts).value.literal
                        for (bit, name) in ["age", "resident", "card"].enumerated() where mask & (1 << bit) != 0 {
                            facts.values[name] = nil
                            facts.unknown.insert(name)
                        }
                        if case .settled(let value) = try model.settling("support", with: facts) {
                            #expect(value.literal == whole)
                        }
                    }
                }
            }
        }
    }
}
