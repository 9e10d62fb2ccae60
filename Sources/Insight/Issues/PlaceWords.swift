/// The words by which names of places and bodies are told apart from what stands around them: what a name ends in
/// (小区, 街道, 学校 …), what can't be inside one (投诉, 位于, 附近 …), and what is too common to tell one name from another
/// (物业, 公交, 集团 …). These are words of the language, not of a city; the names themselves are found, not listed.
enum PlaceWords {
    /// What names end in.
    static let endings = WordTable(
        """
        小区 社区 花园 花苑 家园 公寓 大厦 广场 新村 新城 国际城 街道 大道 学校 小学 中学 学院 大学 幼儿园 医院 公司 集团 市场 酒店 \
        超市 公园 楼盘 城 苑 府 湾 园 庭 郡 村 组 镇 乡 路 街 巷 桥 站 厂 网 店 馆
        """)

    /// Words that look like an ending and are none.
    static let noEndings = WordTable(
        """
        政府 居民 居住 城市 城管 城乡 组织 组长 组建 网站 网上 网络 网友 网签 店面 店铺 街头 街边 公路 道路 铁路 村民 路口 路面 路灯 \
        路段 路边 路上 站点 乡村
        """)

    /// Words no name goes through.
    static let stops = WordTable(
        """
        投诉 反映 举报 咨询 建议 希望 请问 请求 关于 强烈 要求 严重 居住 业主 位于 附近 旁边 开发商 领导 尊敬 书记 市长 您好 问问 解决 \
        询问 加快 以及 通过 一家 一个 之间 周边 门口 再次 居民 我们 违规 问题 的 了 在 是 与 及 到 从 由 向 对 被 把 将 请 我 你 他 她 \
        这 那 为 有 就 都 也 还 去 来 等 让 给 至 往 某 称 每 各 本 此 盼 恳 该 住 不
        """)

    /// Words within names that many names share.
    static let common = WordTable(
        """
        职业 技术 学院 学校 公交 地铁 高铁 商业 银行 投资 有限 股份 责任 管理 服务 物业 教育 培训 科技 发展 房地 地产 开发 建设 实业 置业 \
        中心 社会 保险 医疗 卫生 公安 分局 派出 政务 业务 人民 居民 社保 住房 公积 小学 中学 大学 幼儿 医院 公司 集团 市场 酒店 超市 \
        公园 楼盘 街道 社区 小区 广场 项目 工地 农村 商品 电子 网络 信息 贸易 文化 体育 食品 餐饮 装饰 工程 建筑 交通 环保 机构 平台 \
        商铺 门面 汽车 火车 驾校 实验 附属 民办 公立 公办 普惠 职工 安置 拆迁 收费 停车 政策 相关 有关 国家 全国 全省 全市 本市 市区 \
        城区 县城 外地 当地 本地 附近 周边 对面 旁边
        """)
}

/// A list of words, found at a place of a text by their first character.
struct WordTable: Sendable {
    /// For each of the first 65,536 scalars, where in `words` those that begin with it are; 0 for none.
    private let starts: [UInt16]
    /// Words with the same first character, the longest first.
    private let words: [[[UInt32]]]

    /// Words parted by spaces.
    init(_ list: String) {
        var starts = [UInt16](repeating: 0, count: 0x10000)
        var words: [[[UInt32]]] = [[]]
        for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let scalars = word.unicodeScalars.map(\.value)
            let first = Int(scalars[0])
            if starts[first] == 0 {
                starts[first] = UInt16(words.count)
                words.append([])
            }
            words[Int(starts[first])].append(scalars)
        }
        self.starts = starts
        self.words = words.map { $0.sorted { $0.count > $1.count } }
    }

    /// The length of the longest word that stands at `position`; 0 where none does.
    @inline(__always)
    func length(at position: Int, of text: UnsafeBufferPointer<UInt32>) -> Int {
        let first = text[position]
        guard first < 0x10000, starts[Int(first)] != 0 else { return 0 }
        return search(position, text, Int(starts[Int(first)]))
    }

    private func search(_ position: Int, _ text: UnsafeBufferPointer<UInt32>, _ start: Int) -> Int {
        for word in words[start] where position + word.count <= text.count {
            var index = 1
            while index < word.count && text[position + index] == word[index] { index += 1 }
            if index == word.count { return word.count }
        }
        return 0
    }
}
