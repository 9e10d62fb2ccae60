import Civics
import Reporting
import Testing

/// A week that is not over is compared with the same weekdays, and says so first.
@Suite struct RunningWeekTests {
    /// 40 requests each day of both weeks, but 10 on Wednesday of the first.
    private let ledger: FigureLedger = {
        var ledger = FigureLedger()
        for day in day("2026-11-02")...day("2026-11-15") {
            ledger.add(day == quietWednesday ? 10 : 40, .received, on: day, Sort(town: "n1"))
        }
        return ledger
    }()

    @Test func onlyWholeDaysCountAndTheNoticeComesFirst() {
        let document = report(ledger, today: day("2026-11-12"))
        #expect(document.days == day("2026-11-09")...day("2026-11-11"))
        #expect(document.notices.map(\.text) == ["本周尚未结束，本报告只计到11月11日（星期三），并与上周相同的几天（11月2日—4日）比较。"])
        // 3 × 40 against 40 + 40 + 10.
        #expect(
            document.paragraphs(0)[0] == "（一）受理。11月9日—11日，全市受理诉求120件，比上周同期增加30件，上升33.3%。全部为投诉。")
        #expect(document.date == day("2026-11-12"))
        #expect(document.tables(2)[0].columns.map(\.head) == ["区", "本周", "上周同期", "增减", "占比", "按时办结率"])
        #expect(!document.text.contains("环比"))
    }

    @Test func soItIsInEnglish() {
        let document = report(ledger, .english, today: day("2026-11-12"))
        #expect(
            document.notices.map(\.text) == [
                "The week is not over: this report counts up to Wednesday, 11 November and compares with the same days of the week before (2–4 November)."
            ])
        #expect(
            document.paragraphs(0)[0]
                == "(1) Intake.120 requests came in during 9–11 November, 30 more than in the same days of the week before (up 33.3%). All were complaints."
        )
    }

    @Test func aRunningFirstWeekSaysBoth() {
        let first = FigureLedger(ledger.cells.filter { $0.key.day >= day("2026-11-09") })
        let document = report(first, today: day("2026-11-10"))
        #expect(
            document.notices.map(\.text) == [
                "本周尚未结束，本报告只计到11月9日（星期一）。", "本平台自2026年11月9日起有数据，没有完整的上周可比，本报告不作环比。",
            ])
        #expect(document.paragraphs(0)[0].hasPrefix("（一）受理。11月9日，全市受理诉求40件。"))
    }

    @Test func theDaysToComeAreLeftOpenInTheChart() throws {
        guard case .trend(let chart) = try #require(report(ledger, today: day("2026-11-12")).charts.first) else {
            Issue.record("the first chart is no trend")
            return
        }
        #expect(chart.current.values == [40, 40, 40, nil, nil, nil, nil])
        #expect(chart.comparison?.values == [40, 40, 10, 40, 40, 40, 40])
    }

    @Test func afterItsEndTheWeekIsTheSameOnAnyDay() {
        #expect(report(ledger, today: day("2026-11-16")) == report(ledger, today: day("2027-03-01")))
    }
}

private let quietWednesday = day("2026-11-04")
