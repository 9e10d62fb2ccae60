import Civics
import Testing

@testable import Insight

@Suite struct ExplanationTests {
    @Test func aSuggestionIsExplainedByTheWordsThatCarriedIt() throws {
        let model = try TextModelTests.model.get()
        let request = RequestText(title: "河西村路灯不亮", text: "请尽快处理，晚上没有路灯")
        let explanation = try #require(model.explainCategory(request))
        #expect(explanation.label == "01")
        #expect(explanation.rival != nil && explanation.rival != "01")
        #expect(explanation.phrases.first.map { $0.text.contains("路灯") } == true)
        #expect(explanation.phrases.allSatisfy { $0.share > 0 })
        #expect(explanation.phrases.reduce(0) { $0 + $1.share } <= 1 + 1e-9)
        #expect(explanation.phrases.map(\.share) == explanation.phrases.map(\.share).sorted(by: >))
        // What is shown stands in the text, letter by letter.
        let plain = PlainText(request).string
        #expect(explanation.phrases.allSatisfy { plain.contains($0.text) })
    }

    @Test func eachLevelAndEachQuestionHasItsOwnReasons() throws {
        let model = try TextModelTests.model.get()
        let request = RequestText(title: "老街口井盖丢失危险", text: "随时可能伤人，十万火急！")
        #expect(model.explainCategory(request, level: 1)?.label == "0101")
        #expect(model.explainCategory(request, level: 2)?.label == "010102")
        #expect(model.explainCategory(request, level: 3) == nil)
        let urgency = try #require(model.explainUrgency(request))
        #expect(urgency.label == "urgent")
        #expect(urgency.phrases.prefix(2).contains { "随时可能伤人十万火急".contains($0.text) })
        #expect(model.explainKind(request) != nil && model.explainBody(request) != nil)
    }

    @Test func whatIsUnknownHasNoReasons() throws {
        #expect(try TextModelTests.model.get().explainCategory(RequestText(text: "hello")) == nil)
    }
}

@Suite struct CategoryStartTests {
    private func category(_ code: String, _ names: (String, String, String), _ explanation: String) -> Civics.Category {
        Civics.Category(
            code: code, level1: LocalName(zh: names.0, en: ""), level2: LocalName(zh: names.1, en: ""),
            level3: LocalName(zh: names.2, en: ""), explanation: explanation, kind: .complaint)
    }

    @Test func explanationsAloneGiveAStart() throws {
        let model = try CategoryStart([
            category("010101", ("城乡建设", "市政道路", "路面破损"), "马路坑洼、路面塌陷、沥青开裂，要求修补。"),
            category("010102", ("城乡建设", "市政道路", "井盖缺失"), "下水道井盖丢失、破裂、下沉，有跌落危险。"),
            category("020101", ("环境保护", "噪声", "施工噪声"), "工地夜间施工、打桩、切割声音大，影响休息。"),
            category("030101", ("教育", "学校", "乱收费"), "学校和老师违规补课、强制收费。"),
        ]).model()
        let suggestion = model.suggest(RequestText(title: "半夜打桩", text: "我家旁边工地夜间施工，吵得无法休息"))
        #expect(suggestion.levels.first?.label == "02")
        #expect(model.suggest(RequestText(text: "门口井盖丢失了")).levels.last?.label == "010102")
        #expect(model.suggest(RequestText(text: "hello")).isUnknown)
    }

    @Test func withoutCategoriesThereIsNoStart() {
        #expect(throws: Training.Fault.self) { try CategoryStart([]).model() }
    }
}
