import DecisionModel
import Testing

@Suite struct RobustnessTests {
    @Test(arguments: [
        String(repeating: "(", count: 50_000), String(repeating: "[", count: 50_000),
        String(repeating: "-", count: 50_000) + "1",
        String(repeating: "{a:", count: 50_000), String(repeating: "not(", count: 50_000),
        String(repeating: "1 in (", count: 200),
        String(repeating: "[1..a", count: 200), "1" + String(repeating: "+1", count: 50_000),
        "a" + String(repeating: ".a", count: 50_000), "f" + String(repeating: "()", count: 50_000),
        String(repeating: "if true then ", count: 50_000), String(repeating: "function() ", count: 50_000),
        String(repeating: "for x in ", count: 50_000), "1 instance of " + String(repeating: "list<", count: 50_000),
    ])
    func deepTextEndsInADiagnostic(_ text: String) {
        let result = FEEL.evaluate(text)
        #expect(result.value.isNull)
        #expect(result.diagnostics.contains { $0.severity == .error })
    }

    @Test(arguments: [
        "{f: function(x) f(x + 1), y: f(1)}.y", "for a in 1..100000, b in 1..100000 return 1",
        "{f: function(n) if n = 0 then \"aaaaaaaaaa\" else f(n - 1) + f(n - 1), y: f(60)}.y",
        "some a in 1..1000000000, b in 1..1000000000 satisfies false", "count(for x in 1..1000000000 return x)",
        "for i in 1..100000 return [partial]", "count(for i in 1..100000 return if i = 1 then [] else [partial[-1]])",
        "string(for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]])",
        "flatten(for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]])",
        "(for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]]) = (for i in 1..60 return if i = 1 then [1, 1] else [partial[-1], partial[-1]])",
        "count(for i in 1..100000 return function() partial[-1])",
        "sort(for x in 1..100000 return x, function(a, b) some c in 1..100000 satisfies c < 0)",
    ])
    func workWithoutEndIsStopped(_ text: String) {
        var limits = Limits()
        limits.steps = 300_000
        let result = FEEL.evaluate(text, limits: limits)
        #expect(result.value.isNull)
        #expect(result.diagnostics.contains { $0.code == .limit })
    }

    @Test(arguments: [
        "", "<", "<a/>", "<definitions>", "not xml", "\u{0}\u{1}", "<definitions xmlns=\"x\"><decision/></definitions>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><definitions>&x;</definitions>",
        "<definitions>" + String(repeating: "<a>", count: 10_000),
    ])
    func brokenModelsAreDiagnostics(_ text: String) {
        let (model, diagnostics) = DecisionModel.compile([ModelFile(name: "m", bytes: Array(text.utf8))])
        #expect(model == nil || !text.isEmpty)
        #expect(model != nil || diagnostics.contains { $0.severity == .error })
    }

    @Test func aModelWithEverythingMissingStillCompiles() throws {
        let xml = """
            <definitions name="m" namespace="n"><inputData/><decision><decisionTable><input/><output/><rule/></decisionTable></decision>
            <decision name="a"><invocation/></decision><decision name="b"><conditional/></decision><decision name="c"><for/></decision>
            <decision name="e"><filter/></decision><decision name="g"><context><contextEntry/></context></decision>
            <decision name="h"><relation><row/></relation></decision><decision name="i"><functionDefinition/></decision>
            <decision name="j"><decisionTable hitPolicy="X" aggregation="Y"><input><inputExpression/></input><rule><inputEntry/>
            </rule></decisionTable></decision><businessKnowledgeModel/><decisionService/><itemDefinition/>
            <itemDefinition name="t"><typeRef>t</typeRef></itemDefinition><inputData name="k"><variable typeRef="t"/></inputData>
            </definitions>
            """
        let model = try #require(DecisionModel.compile([ModelFile(name: "m", bytes: Array(xml.utf8))]).model)
        #expect(!model.isSound)
        for decision in model.decisions where !decision.isEmpty {
            #expect(throws: Never.self) { try model.evaluate(decision, with: ["k": FEELValue(1)]) }
        }
        #expect(!model.tableDiagnostics.contains { $0.message.isEmpty })
    }

    @Test func aTypeThatHoldsItselfIsWalkedOnlyAsFarAsTheValue() throws {
        let model = try ModelText().adding(
            "<itemDefinition name=\"tree\"><itemComponent name=\"next\"><typeRef>tree</typeRef></itemComponent></itemDefinition>"
        ).decision("d", "tree", feel: "{next: {next: null}}").decision("e", "tree", feel: "{next: {other: 1}}")
            .compiled()
        #expect(try model.evaluate("d", with: [:]).value.literal == "{next: {next: null}}")
        #expect(try model.evaluate("e", with: [:]).value.isNull)
    }

    /// Found by fuzzing: variables of one were written into the frame of the other.
    @Test func elementsWithTheSameIdDoNotGetIntoEachOther() throws {
        let many = (0..<20).map { "x\($0)" }
        var text = ModelText()
        for name in many { text = text.input(name, "number") }
        let model = try text.decision("d", needs: many, feel: "x0 + x19").decision("e", needs: ["x0"], feel: "x0")
            .adding("<decision id=\"d\" name=\"f\"><literalExpression><text>1</text></literalExpression></decision>")
            .compiled()
        let facts = Facts(Dictionary(uniqueKeysWithValues: many.map { ($0, FEELValue(2)) }))
        #expect(try model.evaluate("d", with: facts).value.literal == "4")
        #expect(try model.evaluate("f", with: facts).value.literal == "1")
        #expect(model.diagnostics.contains { $0.code == .duplicateName })
    }

    @Test func aChainOfThousandsOfDecisionsIsMade() throws {
        var text = ModelText().decision("d0", feel: "1")
        for index in 1..<3000 {
            text = text.decision("d\(index)", needs: ["=d\(index - 1)"], feel: "d\(index - 1) + 1")
        }
        #expect(try text.compiled().evaluate("d2999", with: [:]).value.literal == "3000")
    }
}
