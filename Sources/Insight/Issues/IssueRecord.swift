internal import Civics

/// What is kept of a request for showing and counting issues.
struct IssueRecord: Sendable {
    let id: String
    let person: String
    let title: String
    /// Names in title and text, for the issue's place.
    let names: [PlaceName]
    let at: Instant
    let day: CityDay
    let likes: Int32
    let dislikes: Int32
    let isSevere: Bool

    init(_ request: IssueRequest, names: [PlaceName], day: CityDay) {
        id = request.id
        person = request.person
        title = request.title
        self.names = names
        at = request.at
        self.day = day
        likes = Int32(clamping: max(0, request.likes))
        dislikes = Int32(clamping: max(0, request.dislikes))
        isSevere = SevereWords.occur(in: request.title) || SevereWords.occur(in: request.text)
    }
}

/// A name found in a request, with the region that stands before it.
struct PlaceName: Hashable, Sendable {
    var region: String?
    var name: String
}

/// Words for danger to life, health and livelihood.
enum SevereWords {
    private static let table = WordTable(
        """
        死亡 身亡 遇难 受伤 重伤 伤亡 自杀 轻生 爆炸 火灾 起火 着火 坍塌 倒塌 塌方 垮塌 中毒 漏电 触电 溺水 疫情 命案 殴打 强奸 猥亵 \
        拐卖 绑架 暴力 涉黑 黑恶 诈骗 集资 跑路 断水 断电 停水 停电 饮用水 血汗钱 农民工 工资 生命 安全隐患 住院 癌
        """)

    /// Looks at the first 2,000 characters.
    static func occur(in text: String) -> Bool {
        PlainText(text, limit: 2000).scalars.withUnsafeBufferPointer { scalars in
            scalars.indices.contains { table.length(at: $0, of: scalars) > 0 }
        }
    }
}
