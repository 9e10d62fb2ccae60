import Civics
import Desks
import TestSupport
import Testing

struct CategoryGuessTests {
    private let guess = CategoryGuess(TestCity.foshan.categories)

    @Test(arguments: [
        ("海八路工地半夜打桩，吵得睡不着", "海八路路口的工地每晚11点后还在打桩，一直到凌晨两点。希望晚上10点后停工。", "夜间施工噪音"),
        ("井盖松了，车一压就响", "绿景路口的下水道井盖松动破裂，车一压就响，晚上睡不着，也怕有人掉下去。", "井盖"),
        ("公司三个月没发工资", "我在狮山一家五金厂上班，老板拖欠三个月工资，找他就说没钱。", "工资"),
        ("门口的路灯坏了", "巷口的路灯坏了一个星期，晚上一片漆黑，老人摔倒过。", "路灯"),
    ])
    func theWordsOfARequestLeadToItsCategory(title: String, text: String, word: String) throws {
        let code = try #require(guess.category(title: title, text: text))
        let category = try #require(TestCity.foshan.category(code))
        #expect((category.level3.zh + category.explanation).contains(word), "\(category.level3.zh)")
    }

    @Test(arguments: ["", "你好", "hello", "？？？", "请领导看看", String(repeating: "一", count: 20_000)])
    func whatSaysTooLittleIsNotGuessed(text: String) {
        #expect(guess.category(title: text, text: text) == nil)
    }
}
