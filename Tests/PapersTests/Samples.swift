import Civics
import Papers
import Reporting

/// Documents made up for trying out the forms of a report.
enum Samples {
    static let days = CityDay("2026-11-02")!...CityDay("2026-11-08")!
    static let before = CityDay("2026-10-26")!...CityDay("2026-11-01")!

    static func figure(_ name: String, _ value: Int, _ measure: Measure = .received, _ first: String = "") -> Figure {
        Figure(name, value, FigureQuery(measure, first.isEmpty ? .total : .district, first: first, days: days))
    }

    static func number(_ text: String, _ basis: Basis, _ topic: String = "受理") -> ReportNumber {
        ReportNumber(text, basis, topic: topic)
    }

    static let received = figure("受理", 20_386)
    static let earlier = Figure("受理", 19_748, FigureQuery(.received, days: before))
    static let onTime = Ratio(figure("按时办结", 18_590, .closedInTime), of: figure("到期", 19_204, .due))
    static let weighted = Ratio(
        [Ratio.Term(1, figure("满意", 80, .satisfied)), Ratio.Term(0.9, figure("基本满意", 15, .fairlySatisfied))],
        of: figure("有效回访", 100, .calledBack))

    /// One of every kind of cell.
    static let table = ReportTable(
        caption: "各区受理",
        columns: [
            ReportTable.Column("区", isNumber: false), ReportTable.Column("本周"), ReportTable.Column("增减"),
            ReportTable.Column("按时办结率"), ReportTable.Column("满意率"), ReportTable.Column("判断", isNumber: false),
        ],
        rows: [
            ReportTable.Row(
                "南海区",
                [
                    .number(number("20,386", .count(received))),
                    .number(number("+638", .change(received, from: earlier))),
                    .rate(number("96.8%", .ratio(onTime)), base: "18,590÷19,204", interval: "96.5–97.0%"),
                    .rate(number("93.5%", .ratio(weighted)), base: "93.5÷100", interval: nil), .text("在正常波动之内"),
                ]),
            ReportTable.Row(
                "顺德区",
                [
                    .number(number("3", .count(figure("受理", 3, .received, "440606")))),
                    .number(number("−638", .change(earlier, from: received))), .none, .none, .text(""),
                ]),
        ], note: "共\(number("20,386件", .count(received)))。")

    static let trend = Chart.trend(
        TrendChart(
            title: "每天件数", summary: "说明<一>&“二”", labelHead: "日", labels: ["1日", "2日", "3日"],
            current: TrendChart.Series("本周", [1204, nil, 1380]),
            comparison: TrendChart.Series("去年同期", [1100, 1200, 1300])))

    static func document(
        _ language: Language = .chinese, sections: [ReportSection], notices: [Sentence] = [], masthead: String = "小城市周报"
    ) -> ReportDocument {
        ReportDocument(
            language: language, order: ReportOrder(.days(days)), masthead: masthead, issue: "2026年第45期",
            date: CityDay("2026-11-09")!, days: days,
            otherPeriods: [NamedPeriod(before, "上周")], scope: "全市", headline: ["受理量上升3.2%", "按时办结率96.8%"],
            notices: notices, sections: sections, signatory: "小城市12345热线")
    }

    /// A report with everything in it.
    static func whole(_ language: Language = .chinese) -> ReportDocument {
        document(
            language,
            sections: [
                ReportSection(
                    "总体情况",
                    blocks: [
                        .statement(
                            lead: "（一）受理。",
                            """
                            受理\(number("20,386件", .count(received)))，上升\(number("3.2%", .growth(received, from: earlier)))，\
                            按时办结率\(number("96.8%", .ratio(onTime), "按时办结"))。
                            """),
                        .chart(trend, caption: "每天受理件数"), .table(table),
                    ]),
                ReportSection(
                    "典型案例",
                    blocks: [
                        .example(
                            TypicalCase(
                                number: CaseNumber(day: CityDay("2026-11-03")!, serial: 17)!, title: "路灯不亮",
                                course: "来电人反映路灯不亮。", result: "已修好。"))
                    ]),
                ReportSection(
                    "指标口径", isAppendix: true, blocks: [.definitions([Definition("受理", "首次登记在本期的诉求。")])]),
            ], notices: ["演示数据。"])
    }

    static func table(rows: Int, caption: String = "长表") -> ReportBlock {
        .table(
            ReportTable(
                caption: caption, columns: [ReportTable.Column("名称", isNumber: false), ReportTable.Column("件数")],
                rows: (0..<rows).map {
                    ReportTable.Row("单位\($0)", [.number(number("\($0)", .count(figure("受理", $0))))])
                }))
    }

    /// What people write, and what a program must not take for its own.
    static let hostile = "=1+1<b>&amp;\"'\u{0}\u{1}\u{7F}\u{FFFE}\u{FFFF}🏙️]]><!--\u{202E}_x0041_"
}
