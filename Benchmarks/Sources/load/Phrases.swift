/// Texts of the length that people write (a title of about 12 characters, a text of about 90), no two alike, so that
/// the index of words grows as it does in a city.
enum Phrases {
    private static let where_ = bytes(
        "小区南门", "地铁站出口", "菜市场门口", "学校西侧", "工业园二路", "桥底停车场", "三号楼天台", "河涌边步道", "公交总站", "医院急诊通道",
        "幼儿园后巷", "商业街中段", "村口牌坊", "体育公园", "旧厂房围墙外", "高架桥匝道")
    private static let what = bytes(
        "路灯不亮", "垃圾没有清运", "污水外溢", "夜间施工噪音", "井盖松动", "车辆乱停", "油烟扰民", "树枝压到电线", "公共厕所堵塞", "路面塌陷",
        "电梯停运", "水压太低", "广告牌摇晃", "流动摊档占道", "充电桩损坏", "排水口有异味")
    private static let since = bytes(
        "已经三天", "从上周开始", "连续半个月", "每天晚上十点以后", "下雨之后", "自从改造以后", "国庆以来", "今天早上七点", "每逢周末", "断断续续两个月")
    private static let effect = bytes(
        "老人和小孩出入很不方便", "已经有人摔倒受伤", "孩子没法睡觉", "商铺生意受到影响", "晚上走路看不清", "气味很大开不了窗", "车辆要绕行很远",
        "担心发生安全事故", "邻居之间起了争执", "上班高峰堵得厉害")
    private static let wish = bytes(
        "希望尽快安排人员维修", "请有关部门到现场看看", "希望给出处理时间", "请加强日常巡查", "希望回复处理结果", "请协调物业和街道一起解决", "希望增加警示标志", "请公开整改情况")
    private static let done = bytes(
        "已派人到现场核实，情况属实。", "经核实，该处由本单位管理。", "当天下午已完成处理。", "已更换损坏部件并恢复正常。", "已约谈责任单位并要求限期整改。", "已纳入日常巡查，每周检查两次。",
        "后续如有问题请再与我们联系。", "感谢您的反映和支持。")

    static func title(_ random: inout SplitMix) -> [UInt8] {
        pick(where_, &random) + pick(what, &random) + Array("第\(random.below(1000))处".utf8)
    }

    static func text(_ random: inout SplitMix) -> [UInt8] {
        let comma = Array("，".utf8)
        let stop = Array("。".utf8)
        return pick(where_, &random) + pick(what, &random) + comma + pick(since, &random) + comma
            + pick(effect, &random) + stop + Array("位置在\(random.below(300) + 1)号附近".utf8) + comma
            + pick(what, &random) + Array("也出现过\(random.below(9) + 1)次".utf8) + stop + pick(effect, &random) + comma
            + pick(wish, &random) + stop
    }

    static func reply(_ random: inout SplitMix) -> [UInt8] {
        pick(done, &random) + pick(done, &random) + pick(done, &random)
    }

    private static func bytes(_ phrases: String...) -> [[UInt8]] { phrases.map { Array($0.utf8) } }

    private static func pick(_ phrases: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
        phrases[random.below(phrases.count)]
    }
}
