import DecisionModel
import Testing

@Suite struct DecisionModelTests {
    private func value(_ model: DecisionModel, _ decision: String, _ facts: Facts = [:]) throws -> String {
        try model.evaluate(decision, with: facts).value.literal
    }

    @Test func decisionsSeeWhatTheyRequireAndNothingElse() throws {
        let model = try ModelText().input("a", "number").input("b", "number")
            .decision("sum", "number", needs: ["a", "b"], feel: "a + b")
            .decision("twice", "number", needs: ["=sum"], feel: "sum * 2")
            .decision("blind", needs: [], feel: "a").compiled()
        let facts: Facts = ["a": FEELValue(1), "b": FEELValue(2)]
        #expect(try value(model, "twice", facts) == "6")
        #expect(try value(model, "blind", facts) == "null")
        #expect(throws: NoSuchElement.self) { try model.evaluate("nothing", with: facts) }
    }

    @Test func resultsAreConvertedToTheirTypes() throws {
        let model = try ModelText().item("numbers", "number", isCollection: true)
            .item("grade", "string", allowed: "\"A\", \"B\"").item("percent", "number", allowed: "[0..100]")
            .decision("one", "number", feel: "[5]").decision("many", "numbers", feel: "5")
            .decision("wrong", "number", feel: "\"5\"").decision("mixed", "numbers", feel: "[1, \"a\"]")
            .decision("moment", "date and time", feel: "@\"2024-01-01\"").decision("good", "grade", feel: "\"A\"")
            .decision("bad", "grade", feel: "\"C\"").decision("none", "grade", feel: "null")
            .decision("full", "percent", feel: "100").decision("over", "percent", feel: "101").compiled()
        #expect(try value(model, "one") == "5")
        #expect(try value(model, "many") == "[5]")
        #expect(try value(model, "wrong") == "null")
        #expect(try value(model, "mixed") == "null")
        #expect(try value(model, "moment") == "2024-01-01T00:00:00Z")
        #expect(try value(model, "good") == "\"A\"")
        #expect(try value(model, "bad") == "null")
        #expect(try value(model, "none") == "null")
        #expect(try value(model, "full") == "100")
        #expect(try value(model, "over") == "null")
    }

    @Test func inputsThatBreakTheirTypeAreNull() throws {
        let model = try ModelText().item("status", "string", allowed: "\"resident\", \"visitor\"").input(
            "who", "status"
        )
        .decision("d", needs: ["who"], feel: "who = null").compiled()
        #expect(try value(model, "d", ["who": .string("resident")]) == "false")
        let outcome = try model.evaluate("d", with: ["who": .string("king")])
        #expect(outcome.value.isTrue)
        #expect(outcome.diagnostics.contains { $0.code == .typeMismatch })
    }

    @Test func knowledgeIsCalledByPositionOrByName() throws {
        let model = try ModelText().knowledge("difference", [("a", "number"), ("b", "number")], feel: "a - b")
            .knowledge("countdown", [("n", "number")], feel: "if n = 0 then [] else concatenate([n], countdown(n - 1))")
            .decision("p", knows: ["difference"], feel: "difference(5, 3)")
            .decision("n", knows: ["difference"], feel: "difference(b: 5, a: 3)")
            .decision("w", knows: ["difference"], feel: "difference(\"5\", 3)")
            .decision("r", knows: ["countdown"], feel: "countdown(3)")
            .decision(
                "i", knows: ["difference"],
                boxed: "<invocation>\(ModelText.literal("difference"))<binding><parameter name=\"a\"/>"
                    + "\(ModelText.literal("9"))</binding><binding><parameter name=\"b\"/>\(ModelText.literal("4"))"
                    + "</binding></invocation>"
            ).compiled()
        #expect(try value(model, "p") == "2")
        #expect(try value(model, "n") == "-2")
        #expect(try value(model, "w") == "null")
        #expect(try value(model, "r") == "[3, 2, 1]")
        #expect(try value(model, "i") == "5")
    }

    @Test func servicesAnswerWithWhatTheyAreGiven() throws {
        let model = try ModelText().input("x", "number").decision("inner", "number", needs: ["x"], feel: "x * 10")
            .decision("outer", "number", needs: ["=inner", "x"], feel: "inner + x")
            .adding(
                """
                <decisionService id="whole" name="whole"><outputDecision href="#outer"/>
                <encapsulatedDecision href="#inner"/><inputData href="#x"/></decisionService>
                <decisionService id="half" name="half"><outputDecision href="#outer"/><outputDecision href="#inner"/>
                <inputData href="#x"/></decisionService>
                <decisionService id="given" name="given"><outputDecision href="#outer"/>
                <inputDecision href="#inner"/><inputData href="#x"/></decisionService>
                """
            )
            .decision("w", knows: ["whole"], feel: "whole(2)").decision("h", knows: ["half"], feel: "half(2).inner")
            .decision("g", knows: ["given"], feel: "given(2, 5)").compiled()
        #expect(try value(model, "w") == "22")
        #expect(try value(model, "h") == "20")
        #expect(try value(model, "g") == "7")
        #expect(try model.invoke("given", with: ["x": FEELValue(1), "inner": FEELValue(2)]).value.literal == "3")
    }

    @Test func importedModelsStandUnderTheirName() throws {
        let rules = ModelText(name: "rules").item("age", "number", allowed: "[0..150]")
            .knowledge("is adult", [("n", "age")], feel: "n >= 18").input("limit", "number")
            .decision("twice the limit", needs: ["limit"], feel: "limit * 2")
        let main = ModelText().adding("<import name=\"r\" namespace=\"urn:rules\" importType=\"x\"/>").input(
            "n", "r.age"
        )
        .decision("d", needs: ["n"], knows: ["urn:rules#is adult"], feel: "r.is adult(n)")
        .decision("l", needs: ["=urn:rules#twice the limit"], feel: "r.twice the limit + 1")
        let model = try main.compiled(with: rules)
        #expect(model.isSound, "\(model.diagnostics)")
        #expect(try value(model, "d", ["n": FEELValue(20)]) == "true")
        #expect(try value(model, "d", ["n": FEELValue(200)]) == "null")
        #expect(try value(model, "l", ["limit": FEELValue(4)]) == "9")
        #expect(try value(model, "l", ["r.limit": FEELValue(5)]) == "11")
        #expect(try main.compiled().diagnostics.contains { $0.code == .missingLink })
    }

    @Test func boxesAreEvaluated() throws {
        let literal = ModelText.literal
        let model = try ModelText()
            .decision(
                "context",
                boxed: "<context><contextEntry><variable name=\"a\"/>\(literal("2"))</contextEntry><contextEntry>"
                    + "<variable name=\"b c\"/>\(literal("a * 3"))</contextEntry></context>"
            )
            .decision(
                "result",
                boxed: "<context><contextEntry><variable name=\"a\"/>\(literal("2"))</contextEntry><contextEntry>"
                    + "\(literal("a + 1"))</contextEntry></context>"
            )
            .decision(
                "relation",
                boxed: "<relation><column name=\"n\"/><column name=\"m\"/><row>\(literal("1"))\(literal("\"x\""))</row>"
                    + "<row>\(literal("2"))\(literal("\"y\""))</row></relation>"
            )
            .decision("list", boxed: "<list>\(literal("1"))\(literal("2"))</list>")
            .decision(
                "for",
                boxed: "<for iteratorVariable=\"i\"><in>\(literal("1..3"))</in><return>\(literal("i"))</return></for>"
            )
            .decision(
                "filter",
                boxed: "<filter><in>\(literal("[{a: 1}, {a: 2}]"))</in><match>\(literal("a > 1"))</match></filter>"
            )
            .decision(
                "every",
                boxed:
                    "<every iteratorVariable=\"i\"><in>\(literal("[1, 2]"))</in><satisfies>\(literal("i > 0"))</satisfies></every>"
            )
            .decision(
                "if",
                boxed:
                    "<conditional><if>\(literal("null"))</if><then>\(literal("1"))</then><else>\(literal("2"))</else></conditional>"
            )
            .decision(
                "function",
                boxed: "<context><contextEntry><variable name=\"f\"/><functionDefinition><formalParameter name=\"x\"/>"
                    + "\(literal("if x = 0 then 0 else x + f(x - 1)"))</functionDefinition></contextEntry><contextEntry>"
                    + "\(literal("f(4)"))</contextEntry></context>"
            ).compiled()
        #expect(try value(model, "context") == "{a: 2, b c: 6}")
        #expect(try value(model, "result") == "3")
        #expect(try value(model, "relation") == "[{n: 1, m: \"x\"}, {n: 2, m: \"y\"}]")
        #expect(try value(model, "list") == "[1, 2]")
        #expect(try value(model, "filter") == "[{a: 2}]")
        #expect(try value(model, "every") == "true")
        #expect(try value(model, "if") == "2")
        #expect(try value(model, "function") == "10")
    }

    @Test(arguments: [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ])
    func modelsOfAllVersionsAreRead(_ namespace: String) throws {
        let xml = """
            <dmn:definitions xmlns:dmn="\(namespace)" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" name="m" namespace="n">
            <dmn:itemDefinition name="t"><dmn:typeRef>feel:number</dmn:typeRef></dmn:itemDefinition>
            <dmn:decision id="d" name="d"><dmn:variable name="d" typeRef="feel:string"/><dmn:literalExpression>
            <dmn:text>"x" + "y"</dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>
            """
        let model = try #require(DecisionModel.compile([ModelFile(name: "m", bytes: Array(xml.utf8))]).model)
        #expect(model.isSound, "\(model.diagnostics)")
        #expect(try value(model, "d") == "\"xy\"")
    }

    @Test func whatIsWrongIsToldWithItsPlace() throws {
        let model = try ModelText().decision("a", needs: ["=b"], feel: "b").decision("b", needs: ["=a"], feel: "a")
            .decision("c", "nothing", needs: ["missing"], feel: "1 +").compiled()
        let codes = Set(model.diagnostics.filter { $0.severity == .error }.map(\.code))
        #expect(codes.isSuperset(of: [.cycle, .missingLink, .unknownType, .syntax]))
        #expect(model.diagnostics.first { $0.code == .syntax }?.place.element == "c")
        #expect(model.diagnostics.first { $0.code == .syntax }?.place.line != nil)
        #expect(try value(model, "a") == "null")
    }

    @Test func factsComeFromJSONWithTheTypesOfTheInputs() throws {
        let model = try ModelText().input("born", "date").input("income", "number").input("tags")
            .decision("d", needs: ["born", "income", "tags"], feel: "[born.year, income, tags[1].name]").compiled()
        let json = #"{"born": "1950-05-01", "income": 1234.567890123456789, "tags": [{"name": "é"}]}"#
        let facts = try model.facts(json: Array(json.utf8))
        #expect(try model.evaluate("d", with: facts).value.json == #"[1950, 1234.567890123456789, "é"]"#)
        for broken in ["", "{", "[1]", #"{"a": 01x}"#, #"{"a": 1, "a": 2}"#, "{\"a\": \"\\ud800\"", "nul"] {
            #expect(throws: JSONReader.Fault.self) { try model.facts(json: Array(broken.utf8)) }
        }
    }
}
