import DecisionModel
import Testing

@Suite struct TableCheckTests {
    private func findings(
        _ policy: String, _ inputs: [(String, String?)], _ rules: [String], values: String? = nil,
        standard: String? = nil,
        type: String? = nil
    ) throws -> [Diagnostic] {
        var text = ModelText().item("colour", "string", allowed: "\"red\", \"green\"")
        for (name, type) in inputs { text = text.input(name, type) }
        let model = try text.decision(
            "d", needs: inputs.map(\.0),
            boxed: ModelText.table(
                policy, inputs: inputs, outputs: [("", type, values, standard)], rules: rules)
        ).compiled()
        return model.tableDiagnostics
    }

    @Test func aCompleteTableHasNoFindings() throws {
        let rules = ["< 18 | true => 1", "< 18 | false => 2", ">= 18 | - => 3"]
        #expect(try findings("UNIQUE", [("x", "number"), ("b", "boolean")], rules).isEmpty)
        #expect(try findings("UNIQUE", [("c", "colour")], ["\"red\" => 1", "\"green\" => 2"]).isEmpty)
    }

    @Test func aColumnWithoutATypeHasThatOfItsInput() throws {
        let model = try ModelText().item("colour", "string", allowed: "\"red\", \"green\"").input("c", "colour")
            .decision(
                "d", needs: ["c"],
                boxed: ModelText.table(
                    "UNIQUE", inputs: [("c", nil)], outputs: [("", nil, nil, nil)],
                    rules: ["\"red\" => 1", "\"green\" => 2"])
            ).compiled()
        #expect(model.tableDiagnostics.isEmpty)
    }

    @Test func gapsAreNamed() throws {
        let found = try findings("UNIQUE", [("x", "number")], ["< 18 => 1", "> 18 => 2"])
        #expect(found.map(\.code) == [.gap])
        #expect(found[0].message.contains("x = 18"))
        #expect(try findings("UNIQUE", [("x", "number")], ["< 18 => 1"], standard: "0").isEmpty)
        #expect(try findings("COLLECT", [("x", "number")], ["< 18 => 1"]).isEmpty)
    }

    @Test func overlapsAreNamed() throws {
        let found = try findings("UNIQUE", [("x", "number")], ["<= 18 => 1", ">= 18 => 2"])
        #expect(found.map(\.code) == [.overlap])
        #expect(found[0].message.contains("rules 1, 2 overlap, as for x = 18"))
        #expect(try findings("ANY", [("x", "number")], ["<= 18 => 1", ">= 18 => 1"]).isEmpty)
        #expect(try findings("ANY", [("x", "number")], ["<= 18 => 1", ">= 18 => 2"]).map(\.code) == [.overlap])
    }

    @Test func rulesThatNeverDecideAreNamed() throws {
        let found = try findings("FIRST", [("x", "number")], ["< 10 => 1", "- => 2", "> 20 => 3"])
        #expect(found.map(\.code) == [.unreachableRule])
        #expect(found[0].message.contains("rule 3"))
    }

    @Test func cellsOfTheWrongTypeAreNamed() throws {
        #expect(
            try findings("FIRST", [("x", "number")], ["\"a\" => 1", "- => 2"]).contains { $0.code == .typeMismatch })
        #expect(
            try findings("FIRST", [("x", "number")], ["- => \"a\""], type: "number").contains {
                $0.code == .typeMismatch
            })
        #expect(
            try findings("FIRST", [("x", "number")], ["- => 4"], values: "1, 2").contains { $0.code == .notAllowed })
    }

    @Test func whatCannotBeToldIsSaid() throws {
        let found = try findings("UNIQUE", [("x", "number")], ["? * ? > 9 => 1"])
        #expect(found.map(\.severity) == [.note])
    }
}
