import Civics
import Testing

@testable import Reporting

/// A month of the small city, worked out by hand: October 2026 against September 2026 and October 2025.
///
/// Roads in North: 600 after 400, and 500 the year before. Noise in South: 90 after 210. Together 690 after 610.
struct MonthTests {
    static let road = Sort(town: "n1")
    static let noise = Sort(town: "s1", category: "020101", channel: .web, kind: .help, body: "noise")

    static let ledger: FigureLedger = {
        var ledger = FigureLedger()
        func month(_ first: String, roads: Int, noises: Int) {
            let start = day(first)
            ledger.add(roads - 2, .received, on: start, road)
            ledger.add(2, .received, on: start.advanced(by: 27), road)
            if noises > 0 { ledger.add(noises, .received, on: start.advanced(by: 3), noise) }
        }
        month("2025-10-01", roads: 500, noises: 0)
        month("2026-08-01", roads: 400, noises: 200)
        month("2026-09-01", roads: 400, noises: 210)
        month("2026-10-01", roads: 600, noises: 90)
        // Roads: 100 of 100 in time in September, 60 of 100 in October. Noise: 100 of 100, and 20 of 20.
        ledger.add(100, .due, on: day("2026-09-20"), road)
        ledger.add(100, .closedInTime, on: day("2026-09-20"), road)
        ledger.add(100, .due, on: day("2026-09-20"), noise)
        ledger.add(100, .closedInTime, on: day("2026-09-20"), noise)
        ledger.add(100, .due, on: day("2026-10-20"), road)
        ledger.add(60, .closedInTime, on: day("2026-10-20"), road)
        ledger.add(20, .due, on: day("2026-10-20"), noise)
        ledger.add(20, .closedInTime, on: day("2026-10-20"), noise)
        return ledger
    }()

    static func report(
        _ order: String = "2026-10", _ language: Language = .chinese, today: String = "2026-11-02",
        ledger: FigureLedger = ledger, context: (inout ReportContext) -> Void = { _ in }
    ) -> ReportDocument {
        var given = ReportContext(today: day(today))
        context(&given)
        return CityReport.make(
            ReportOrder(order)!, of: AdviceTests.city, in: language, from: ledger, context: given)
    }

    private func section(_ heading: String, _ document: ReportDocument) -> String {
        guard let index = document.sections.firstIndex(where: { $0.heading == heading }) else { return "" }
        return document.paragraphs(index).joined(separator: "\n")
    }

    @Test
    func aMonthCallsItselfOneAndComparesWithTheMonthAndTheYearBefore() {
        let report = Self.report()
        #expect(report.masthead == "小城市12345热线月报" && report.issue == "2026年第10期")
        // 690 − 610 = 80 = 13.1 %; 690 − 500 = 190 = 38 %.
        #expect(
            report.paragraphs(0)[0].hasPrefix("（一）受理。2026年10月，全市受理诉求690件，环比增加80件，上升13.1%；同比上升38.0%。"))
        let english = Self.report("2026-10", .english)
        #expect(
            english.paragraphs(0)[0].contains(
                "690 requests came in during October 2026, 80 more than the month before (up 13.1%); up 38.0% on the same month of the year before"
            ))
        #expect(report.sections[0].heading == "本月总体情况")
    }

    @Test
    func theChangeIsTakenApartAndSumsUp() {
        let causes = section("变化从哪里来", Self.report())
        // +200 roads, −120 noise.
        #expect(causes.contains("合计增加80件。增加的主要是路面破损200件，减少的主要是施工噪声120件。"))
        // 80 ÷ 120 = 66.7 % after 100 %: 33.3 points down. Kitagawa by body: own −(100/120 + 100/200)/2 × 40 = −26.7.
        #expect(
            causes.contains("按时办结率下降33.3个百分点，其中各单位自身变化拉低26.7个百分点，件数在单位之间的变动拉低6.7个百分点。影响最大的是道路局（26.7个百分点）。"))
    }

    @Test
    func whatDoesNotMoveBeyondChanceIsNotTakenApart() {
        var ledger = Self.ledger
        ledger.add(38, .closedInTime, on: day("2026-10-20"), Self.road)
        #expect(section("变化从哪里来", Self.report(ledger: ledger)).contains("按时办结率的变化在正常波动之内，不作分解。"))
    }

    @Test
    func aMonthWithoutTheOneBeforeSaysSoAndTakesNothingApart() {
        let report = Self.report("2025-10", today: "2025-11-02")
        #expect(report.notices.contains { $0.text.contains("没有完整的上月可比，本报告不作环比") })
        #expect(!report.sections.contains { $0.heading == "变化从哪里来" })
    }

    @Test
    func halfAMonthIsComparedWithHalfAMonth() {
        let report = Self.report(today: "2026-10-11")
        #expect(report.days == day("2026-10-01")...day("2026-10-10"))
        #expect(report.notices[0].text == "本月尚未结束，本报告只计到10月10日（星期六），并与上月相同的几天（9月1日—10日）比较。")
        // 598 + 90 after 398 + 210.
        #expect(report.paragraphs(0)[0].contains("全市受理诉求688件，比上月同期增加80件"))
        #expect(!report.sections.contains { $0.heading.hasSuffix("预测") || $0.heading == "工作建议" })
    }

    @Test(arguments: [
        ("2026-08", "2026-09-01", "小城市12345热线月报"), ("2026-Q3", "2026-10-01", "小城市12345热线季报"),
        ("2026", "2027-01-01", "小城市12345热线年度报告"), ("2026-09-10..2026-10-09", "2026-10-20", "小城市12345热线专报"),
    ])
    func everyKindIsWrittenInBothLanguagesAndAllItsNumbersHold(order: String, today: String, masthead: String) throws {
        #expect(Self.report(order, today: today).masthead == masthead)
        for language in Language.allCases {
            let report = Self.report(order, language, today: today)
            #expect(try ReportDocument(json: report.json) == report)
            for figure in report.numbers.flatMap(\.basis.figures) {
                let query = figure.query
                let sums = Self.ledger.sums([query.measure], by: query.cut, in: query.days)
                #expect(figure.value == sums[query.measure, query.first, query.second], "\(figure.name) \(query)")
            }
            guard language == .english else { continue }
            let left = report.text.unicodeScalars.filter { (0x3000...0x9FFF).contains($0.value) }
            #expect(String(String.UnicodeScalarView(left)) == "")
        }
    }

    @Test
    func aPeriodWithoutFiguresSaysSo() {
        let early = Self.report("2024-10", today: "2026-11-02")
        #expect(early.sections.count == 1 && early.text.contains("在有数据之前"))
        let empty = Self.report(ledger: FigureLedger())
        #expect(empty.text.contains("平台还没有任何数据"))
        let quiet = Self.report("2026-05")
        #expect(quiet.text.contains("5月1日—31日没有受理、派单、办结或回访的记录。"))
    }

    @Test
    func whatIsNoLongerListedIsSaidAndStaysInTheSums() {
        var ledger = Self.ledger
        ledger.add(10, .received, on: day("2026-10-05"), Sort(town: "x9", category: "990101", body: "gone"))
        let report = Self.report(ledger: ledger)
        #expect(report.notices.contains { $0.text.contains("1个区、1个承办单位、1个类别已不在现行名录里") })
        #expect(report.paragraphs(0)[0].contains("全市受理诉求700件"))
    }
}

/// Reports of a part of the city.
struct ScopedReportTests {
    private static let ledger: FigureLedger = {
        var ledger = MonthTests.ledger
        for (key, amount) in MonthTests.ledger.cells where key.cut == .category {
            let isRoad = key.first == "010101"
            for (cut, part) in [
                (FigureCut.districtCategory, isRoad ? "n" : "s"), (.townCategory, isRoad ? "n1" : "s1"),
                (.bodyCategory, isRoad ? "roads" : "noise"),
            ] {
                ledger.cells[
                    FigureKey(day: key.day, measure: key.measure, cut: cut, first: part, second: key.first), default: 0] +=
                    amount
            }
        }
        return ledger
    }()

    @Test(arguments: [
        ("2026-10@district:n", "北区", 600), ("2026-10@town:s1", "河口镇", 90), ("2026-10@body:noise", "环境局", 90),
        ("2026-10@category:01", "道路", 600), ("2026-10@category:020101", "施工噪声", 90),
    ])
    func aPartIsToldAsIfItWereAll(order: String, name: String, received: Int) throws {
        let report = MonthTests.report(order, ledger: Self.ledger)
        #expect(report.scope == name)
        #expect(report.paragraphs(0)[0].hasPrefix("（一）受理。2026年10月，\(name)受理诉求\(received)件"))
        // Its figures are those of the city under a finer cut.
        let scope = try #require(ReportOrder(order)).scope
        for figure in report.numbers.flatMap(\.basis.figures) {
            let query = scope.whole(figure.query)
            // A prefix stands for all categories that begin with it.
            let sum = Self.ledger.sums([query.measure], by: query.cut, in: query.days)
            if query.second.count == 2 || query.cut == .category && query.first.count == 2 { continue }
            #expect(figure.value == sum[query.measure, query.first, query.second], "\(figure.name) \(query)")
        }
    }

    /// Splitting a district leaves the city's totals alone: parts sum to the whole.
    @Test
    func theDistrictsOfACitySumToIt() throws {
        func received(_ order: String) throws -> Int {
            let report = MonthTests.report(order, ledger: Self.ledger)
            let number = try #require(report.sections[0].blocks.first?.sentences.first?.numbers.first)
            return Int(number.basis.value ?? -1)
        }
        #expect(try received("2026-10@district:n") + received("2026-10@district:s") == received("2026-10"))
    }
}
