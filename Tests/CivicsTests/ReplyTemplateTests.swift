import Civics
import Testing

@Suite struct ReplyTemplateTests {
    @Test func placeholdersAreFilledInOnce() {
        let text = "关于“{title}”（{number}）：{body}已办。{title}"
        let filled = ReplyTemplate.filled(text, [.title: "{body}的事", .number: "1", .body: "市政局"])
        #expect(filled == "关于“{body}的事”（1）：市政局已办。{body}的事")
        #expect(ReplyTemplate.filled("{number", [.number: "1"]) == "{number")
        #expect(ReplyTemplate.filled("{nobody} {date}", [:]) == "{nobody} {date}")
        #expect(ReplyTemplate.filled("", [.number: "1"]) == "")
        #expect(ReplyTemplate.unknownNames(in: "{number} {x} {") == ["x", ""])
    }

    @Test func aTemplateIsOfferedWhereFunctionAndKindFit() {
        func template(_ id: String, _ function: String?, _ kinds: [RequestKind]) -> ReplyTemplate {
            let name = LocalName(zh: id, en: id)
            return ReplyTemplate(id: id, title: name, text: name, function: function, kinds: kinds)
        }
        let rules = HandlingRules(templates: [
            template("all", nil, []), template("roads", "roads", []), template("asked", nil, [.enquiry]),
        ])
        #expect(rules.templates(function: "roads", kind: .complaint).map(\.id) == ["all", "roads"])
        #expect(rules.templates(function: "water", kind: .enquiry).map(\.id) == ["all", "asked"])
        #expect(HandlingRules().templates(function: "roads", kind: .enquiry).isEmpty)
    }
}
