import DecisionModel
import Testing

@Suite struct BatchTests {
    /// A small generator, so that a failure can be had again from its seed.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private func cell(_ kind: Int, _ random: inout Generator) -> String {
        if Int.random(in: 0..<4, using: &random) == 0 { return "-" }
        switch kind {
        case 0:
            let low = Int.random(in: 0..<40, using: &random)
            return ["< \(low)", ">= \(low)", "[\(low)..\(low + 9)]", "\(low), \(low + 2)", "not(\(low))", "\(low).5"]
                .randomElement(using: &random) ?? "-"
        case 1: return ["\"a\"", "\"b\", \"c\"", "not(\"a\")"].randomElement(using: &random) ?? "-"
        case 2: return ["true", "false"].randomElement(using: &random) ?? "-"
        default:
            let day = Int.random(in: 10..<28, using: &random)
            return ["< date(\"2024-01-\(day)\")", "[date(\"2024-01-10\")..date(\"2024-01-\(day)\")]"]
                .randomElement(using: &random) ?? "-"
        }
    }

    @Test(arguments: [UInt64(1), 7, 42, 1009, 65_537], ["FIRST", "UNIQUE", "ANY", "PRIORITY", "COLLECT"])
    func manyAtOnceAreAnsweredLikeEachAlone(_ seed: UInt64, _ policy: String) throws {
        var random = Generator(state: seed)
        let rules = (0..<Int.random(in: 1...8, using: &random)).map { _ in
            (0..<4).map { cell($0, &random) }.joined(separator: "|") + "=> \(Int.random(in: 0..<3, using: &random))"
        }
        let model = try ModelText().input("n", "number").input("s", "string").input("b", "boolean").input("d", "date")
            .decision(
                "answer", needs: ["n", "s", "b", "d"],
                boxed: ModelText.table(
                    policy, inputs: [("n", "number"), ("s", "string"), ("b", "boolean"), ("d", "date")],
                    outputs: [("", nil, "2, 1, 0", seed % 2 == 0 ? "9" : nil)], rules: rules)
            ).compiled()
        let count = 300
        let words = count / 64 + 1
        func bits() -> [UInt64] {
            (0..<words).map { _ in random.next() & random.next() & random.next() }
        }
        let dictionary = ["a", "b", "c", "d"]
        let columns = [
            BatchColumn(
                .decimals((0..<count).map { _ in Int.random(in: -20..<500, using: &random) }, scale: 1),
                unknown: bits(),
                null: bits()),
            BatchColumn(
                .strings((0..<count).map { _ in Int32.random(in: 0..<4, using: &random) }, dictionary: dictionary),
                unknown: bits()),
            BatchColumn(.booleans((0..<count).map { _ in Bool.random(using: &random) }), null: bits()),
            BatchColumn(
                .dates((0..<count).map { _ in Int32.random(in: 19_720..<19_760, using: &random) }), unknown: bits()),
        ]
        let batch = try model.batch(for: "answer")
        let result = try batch.evaluate(columns)
        for row in 0..<count {
            var facts = Facts()
            for (name, column) in zip(batch.inputs, columns) {
                if let value = column.value(at: row) { facts.values[name] = value } else { facts.unknown.insert(name) }
            }
            if facts.unknown.isEmpty {
                let alone = try model.evaluate("answer", with: facts).value.literal
                #expect(result[row].literal == alone, "seed \(seed), row \(row), rules \(rules)")
            } else if case .settled(let value) = try model.settling("answer", with: facts) {
                #expect(result[row].literal == value.literal, "seed \(seed), row \(row), rules \(rules)")
            } else {
                #expect(result[row].isUnknown, "seed \(seed), row \(row), rules \(rules)")
            }
        }
    }

    @Test func decisionsThatCannotBeLookedUpAreMadeOneByOne() throws {
        let model = try ModelText().input("n", "number").decision("d", needs: ["n"], feel: "n * n").compiled()
        let result = try model.batch(for: "d").evaluate([BatchColumn(.integers([1, 2, 3]), unknown: [2])])
        #expect(result[0].literal == "1")
        #expect(result[1].isUnknown)
        #expect(result[2].literal == "9")
    }

    @Test func columnsMustFitTheDecision() throws {
        let model = try ModelText().input("n", "number").decision("d", needs: ["n"], feel: "n").compiled()
        let batch = try model.batch(for: "d")
        #expect(throws: BatchFault.self) { try batch.evaluate([]) }
        #expect(try batch.evaluate([BatchColumn(.integers([]))]).codes.isEmpty)
    }
}
