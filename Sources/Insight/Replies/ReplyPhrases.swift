/// The phrases by which replies are read.
enum ReplyPhrases {
    /// What says only that something arrived, or is said out of politeness.
    static let receipt = WordTable(
        """
        收悉 已收到 已阅 知悉 感谢 谢谢 祝您 您好 你好 网友 来信人 敬礼 现回复如下 答复如下 回复如下 现将有关情况 支持与理解 理解与支持 \
        关心与支持 关注和支持 工作的支持 工作的关心
        """)

    /// What says that others have been told.
    static let transfer = WordTable(
        "已转 转交 转办 转请 交由 交办 批转 已交 请向 建议您向 及时反馈 将及时 调查核处 调查核实 核实处理 尽快回复")

    /// What somebody did or will do.
    static let actions = WordTable(
        """
        整改 修复 维修 安装 更换 拆除 清理 清运 处罚 罚款 立案 约谈 责令 查处 取缔 关停 停工 复工 退还 退款 拨付 发放 补发 补办 办理 协调 \
        督促 巡查 执法 检查 检测 监测 招标 动工 开工 施工 完工 竣工 通车 投入使用 启动 制定 印发 调整 增加 增设 优化 改造 规划 受理 审批 登记 \
        纳入 安排 落实 整治 治理 调解 约束 劝导 恢复 撤销 暂停 公示 征收 补偿 安置
        """)

    /// What bodies are called.
    static let bodies = WordTable(
        "局 委 办公室 政府 街道 镇 乡 社区 村委 公司 中心 大队 支队 派出所 法院 检察院 学校 医院 管委会 指挥部 领导小组 部门 物业")

    /// What names a rule.
    static let rules = WordTable("法 条例 规定 办法 细则 规范 标准 通知 意见 方案 规划 目录 批复 公告 纲要 决定 指南 实施")

    static let byRule = WordTable("根据 依据 按照 依照 按 经查 遵照")

    /// Words of questions.
    static let questions = WordTable("何时 什么时候 多久 多少 是否 能否 可否 可不可以 能不能 有没有 如何 怎么 怎样 为什么 为何 哪里 哪些 请问 吗 呢")
}
