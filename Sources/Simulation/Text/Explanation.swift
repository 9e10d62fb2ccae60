import Civics

/// What can be had from a category's explanation when nothing else is known of it.
enum Explanation {
    /// Whether the category is explained in Chinese.
    static func isChinese(_ category: Category) -> Bool {
        category.explanation.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    /// The parts between punctuation, as far as they can stand in a sentence; the category's name if there are none.
    static func fragments(of category: Category) -> [Substring] {
        let chinese = isChinese(category)
        let parts = category.explanation.split { "、，。；：！？（）,.;:!?()/{}|".contains($0) }
        let fragments = parts.compactMap { chinese ? chineseFragment($0) : englishFragment($0) }
        return fragments.isEmpty ? [heading(of: category)] : fragments
    }

    /// The category's own name, without what the phrase files use as marks.
    static func heading(of category: Category) -> Substring {
        let name = isChinese(category) ? category.level3.zh : category.level3.en.lowercased()
        return Substring(name.filter { !"{}|/（）()".contains($0) })
    }

    private static func chineseFragment(_ part: Substring) -> Substring? {
        let outside = [
            "要求", "询问", "想", "问", "或", "反对", "希望", "盼望", "需要", "等", "请求", "建议", "怎", "对",
        ]
        let endings = ["问题", "矛盾", "投诉", "要求", "怎么办", "怎么办理", "怎样办理", "怎么操作"]
        guard (4...12).contains(part.count), !outside.contains(where: { part.hasPrefix($0) }),
            !endings.contains(where: { part.hasSuffix($0) })
        else { return nil }
        return part
    }

    private static func englishFragment(_ part: Substring) -> Substring? {
        var part = part.drop(while: { $0 == " " })
        for word in ["or ", "and "] where part.hasPrefix(word) { part = part.dropFirst(word.count) }
        guard (4...70).contains(part.count), let first = part.first else { return nil }
        let second = part.dropFirst().first
        let lowers = second.map { $0.isLowercase || $0 == " " } ?? true
        return lowers ? Substring(first.lowercased() + part.dropFirst()) : part
    }

    /// Seasons and hours guessed from words.
    static func marks(of category: Category) -> Subject.Marks {
        let text = category.explanation.lowercased() + category.level3.zh
        let words: [(Subject.Marks, [String])] = [
            (.storm, ["flood", "drain", "sewer", "storm", "fallen tree", "积水", "台风", "暴雨", "倒伏"]),
            (.heat, ["air condition", "hydrant", "mosquito", "高温", "停电", "停水"]),
            (.cold, ["no heat", "snow", "heating", "供暖", "取暖"]),
            (.school, ["school", "学校", "入学", "招生"]),
            (.yearEnd, ["wage", "tax", "工资", "欠薪"]),
            (.night, ["noise", "loud", "noisy", "噪音", "噪声", "street light", "路灯"]),
            (.issue, ["noise", "construction", "flood", "施工", "积水", "异味"]),
            (.urgent, ["danger", "gas leak", "no heat", "危险", "泄漏"]),
            (.enterprise, ["business", "compan", "firm", "contract", "vendor", "企业", "公司"]),
        ]
        var marks: Subject.Marks = []
        for (mark, list) in words where list.contains(where: { text.contains($0) }) { marks.insert(mark) }
        return marks
    }

    /// FNV-1a: the same for the same text, always.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
