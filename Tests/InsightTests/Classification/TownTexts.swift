@testable import Insight

/// Requests of a small town, made up from a few phrases.
enum TownTexts {
    static let phrases: [(category: [String], phrases: [String])] = [
        (["01", "0101", "010101"], ["马路坑洼不平", "路面塌陷积水", "沥青开裂颠簸", "道路破损难走"]),
        (["01", "0101", "010102"], ["井盖丢失危险", "下水道井盖松动", "井盖破裂一压就响", "窨井盖下沉"]),
        (["01", "0102", "010201"], ["路灯不亮", "路灯整条街都坏了", "晚上没有路灯", "路灯损坏漆黑一片"]),
        (["02", "0201", "020101"], ["工地夜间施工噪声", "半夜打桩扰民", "施工噪声睡不着", "深夜施工太吵"]),
        (["02", "0202", "020201"], ["工厂排放臭气", "化工厂废气刺鼻", "空气里有臭味", "烟囱冒黑烟"]),
        (["03", "0301", "030101"], ["学校乱收费", "老师补课收费", "入学报名材料", "幼儿园学位不够"]),
    ]

    private static let places = ["新城路", "河西村", "光明小区", "人民公园旁", "老街口", "东门市场"]
    private static let ends = ["请尽快处理", "希望有关部门解决", "已经反映多次", "居民意见很大"]

    /// `count` texts in turn of all categories.
    static func texts(_ count: Int, seed: UInt64 = 1) -> [TrainingText] {
        var state = seed
        func draw(_ range: Int) -> Int {
            state = CharacterGrams.mix(state)
            return Int(state % UInt64(range))
        }
        return (0..<count).map { index in
            let (category, phrases) = TownTexts.phrases[index % TownTexts.phrases.count]
            let phrase = phrases[draw(phrases.count)]
            let isUrgent = draw(4) == 0
            return TrainingText(
                request: RequestText(
                    title: places[draw(places.count)] + phrase,
                    text: "\(phrases[draw(phrases.count)])，\(ends[draw(ends.count)])。"
                        + (isUrgent ? "随时可能伤人，十万火急！" : "")),
                category: category, kind: category[0] == "03" ? "enquiry" : "complaint",
                urgency: isUrgent ? "urgent" : "ordinary", body: "body-" + category[1])
        }
    }
}
