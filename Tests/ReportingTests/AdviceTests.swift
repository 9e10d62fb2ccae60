import Civics
import Testing

@testable import Reporting

/// Recommendations: rules over figures, and what became of them.
struct AdviceTests {
    static let city: City = {
        let plain = SmallCity.city
        func rule(_ code: String, _ subject: AdviceRule.Subject, _ when: String, _ watches: AdviceFact, _ text: String)
            -> AdviceRule
        {
            AdviceRule(
                code: code, subject: subject, lengths: [.month, .quarter, .year], condition: when, watches: watches,
                text: LocalName(zh: text, en: text.filter(\.isASCII)))
        }
        return City(
            root: "c", name: plain.name, platform: plain.platform, hotline: plain.hotline, emergency: plain.emergency,
            calendar: plain.calendar, limits: plain.limits,
            scores: ScoreTable([
                ScoreRules(
                    version: CityDay("2020-01-01")!, fairlySatisfiedWeight: 0.9, rankFrom: 30, showFrom: 5,
                    targets: [.onTime: 0.95])
            ]),
            advice: AdviceRules(
                rules: [
                    rule(
                        "late", .body, "due >= 30 and on_time_high < on_time_target", .onTime,
                        "{subject}: {due}, {on_time}, {late}, {on_time_target}"),
                    rule(
                        "rise", .category, "rose_beyond_chance and received >= 30", .received,
                        "{subject} {received} {received_before}"),
                    rule("unsolved", .city, "solved_high < solved_target", .solved, "{subject} {solved}"),
                ], perRule: 2),
            regions: plain.regions, organisations: plain.organisations, categories: plain.categories, duties: [],
            sampleAccounts: [])
    }()

    private func section(_ heading: String, _ document: ReportDocument) -> ReportSection? {
        document.sections.first { $0.heading == heading }
    }

    private func texts(_ section: ReportSection?) -> [String] {
        section?.blocks.flatMap(\.sentences).map(\.text) ?? []
    }

    @Test
    func aRecommendationIsTheRulesSentenceWithItsFigures() {
        let advice = texts(section("工作建议", MonthTests.report()))
        // 60 ÷ 100; the target is 95 %. Roads rose from 400 to 600: 200 > 3 × √1000 = 94.9.
        #expect(advice.contains("道路局: 100件, 60.0%, 40件, 95.0%"))
        #expect(advice.contains("路面破损 600件 400件"))
        #expect(advice.count == 3)
    }

    /// A rule whose figures are missing is neither fulfilled nor false.
    @Test
    func whatCannotBeJudgedIsSaidAndNotTakenForFine() {
        // Nobody was called back, and there is no target: the third rule cannot be judged; of the first, a body with
        // fewer than 30 due is false whatever its rate.
        let advice = texts(section("工作建议", MonthTests.report()))
        #expect(advice.last == "建议由3条规则按数据得出，规则见建议规则文件。有1处因件数少或缺少可比数据没有判断，不等于没有问题。")
    }

    @Test
    func theLastMonthsPointsAreLookedAtAgain() throws {
        var ledger = MonthTests.ledger
        // In September roads closed 50 of 100 more too late: 100 of 200; in October they are at 60 of 100.
        ledger.add(100, .due, on: day("2026-09-21"), MonthTests.road)
        ledger.add(100, .due, on: day("2026-10-21"), MonthTests.road)
        ledger.add(99, .closedInTime, on: day("2026-10-21"), MonthTests.road)
        let found = try #require(section("上月问题整改情况", MonthTests.report(ledger: ledger)))
        #expect(
            texts(found)[0] == "上月提出的问题1个，本月明显好转1个，没有明显变化0个，变差0个，件数少不能判断0个。")
        // 100 ÷ 200 = 50 %, then 159 ÷ 200 = 79.5 %.
        guard case .table(let table)? = found.blocks.last else { return #expect(Bool(false), "no table") }
        #expect(table.lines.last == "道路局|按时办结率|50.0%|79.5% 159÷200|明显好转")
    }

    @Test
    func withoutAnythingToSayTheReportSaysThat() {
        var ledger = FigureLedger()
        for month in ["2026-08-01", "2026-09-01", "2026-10-01"] {
            ledger.add(40, .received, on: day(month), Sort(town: "n1"))
        }
        let report = MonthTests.report(ledger: ledger)
        #expect(texts(section("工作建议", report))[0] == "按建议规则，本月没有需要提出建议的情况。")
        #expect(texts(section("上月问题整改情况", report)) == ["按建议规则，上月没有提出问题。"])
    }
}
