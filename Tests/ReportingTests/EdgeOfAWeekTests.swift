import Civics
import Reporting
import Testing

/// What a report says where there is little or nothing to say.
@Suite struct EdgeOfAWeekTests {
    let monday = day("2026-11-09")

    private func count(
        _ amount: Int, _ measure: Measure = .received, before: Int? = nil, _ sort: Sort = Sort(town: "n1")
    )
        -> FigureLedger
    {
        var ledger = FigureLedger()
        if amount > 0 { ledger.add(amount, measure, on: monday, sort) }
        if let before {
            // Something on the first day of the week before makes that week comparable.
            ledger.add(1, .withdrawn, on: day("2026-11-02"), sort)
            if before > 0 { ledger.add(before, measure, on: day("2026-11-03"), sort) }
        }
        return ledger
    }

    private func intake(_ ledger: FigureLedger, _ language: Language = .chinese) -> String {
        report(ledger, language).paragraphs(0)[0]
    }

    @Test func anEmptyHouseSaysSo() {
        let document = report(FigureLedger())
        #expect(document.headline == ["本周没有诉求数据"])
        #expect(document.paragraphs(0) == ["平台还没有任何数据。"])
        #expect(report(FigureLedger(), .english).paragraphs(0) == ["There are no figures yet."])
        #expect(document.sections.count == 1)
    }

    @Test func aWeekBeforeTheFirstFiguresSaysWhenTheyBegin() {
        var ledger = FigureLedger()
        ledger.add(3, .received, on: day("2026-12-01"), Sort())
        #expect(report(ledger).paragraphs(0) == ["2026年11月9日—15日在有数据之前：最早的数据是2026年12月1日的。"])
    }

    @Test func aWeekOfWhichNoDayIsOverSaysSo() {
        let document = report(count(5), today: monday)
        #expect(document.headline == ["本周还没有可以报告的一天"])
        #expect(document.sections.count == 1)
    }

    @Test func aWeekWithoutAnythingIsNotAFall() {
        var ledger = count(0)
        ledger.add(40, .received, on: day("2026-10-01"), Sort())
        let document = report(ledger)
        #expect(document.headline == ["本周没有诉求数据"])
        #expect(document.paragraphs(0) == ["11月9日—15日没有受理、派单、办结或回访的记录。"])
    }

    @Test func theFirstWeekIsComparedWithNothing() {
        let document = report(count(40))
        #expect(document.notices.map(\.text) == ["本平台自2026年11月9日起有数据，没有完整的上周可比，本报告不作环比。"])
        #expect(!document.text.contains("环比增加"))
        #expect(!document.text.contains("持平"))
        #expect(document.tables(2)[0].columns.map(\.head) == ["区", "本周", "占比", "按时办结率"])
        #expect(document.headline == ["受理诉求40件"])
    }

    @Test func aWeekBeforeThatBeganOnWednesdayIsNotCompared() {
        var ledger = count(40)
        ledger.add(10, .received, on: day("2026-11-04"), Sort())
        let document = report(ledger)
        #expect(document.notices.map(\.text) == ["本平台自2026年11月4日起有数据，没有完整的上周可比，本报告不作环比。"])
        #expect(intake(ledger) == "（一）受理。11月9日—15日，全市受理诉求40件。全部为投诉。")
    }

    @Test func oneRequestIsASentenceInTheSingular() {
        #expect(intake(count(1)) == "（一）受理。11月9日—15日，全市受理诉求1件。种类为投诉。")
        #expect(
            intake(count(1), .english) == "(1) Intake.1 request came in during 9–15 November. Its kind: complaint.")
        #expect(report(count(1)).paragraphs(0)[1] == "（二）渠道。来自电话渠道。")
        #expect(report(count(1), .english).headline == ["1 request received"])
        #expect(report(count(1)).charts.isEmpty)
        #expect(report(count(1)).tables(1).isEmpty)
    }

    @Test(arguments: [
        (0, 12, "11月9日—15日，全市没有受理诉求，上周为12件。"),
        (12, 0, "11月9日—15日，全市受理诉求12件，上周为0件。"),
        (12, 12, "11月9日—15日，全市受理诉求12件，与上周持平。"),
        (12, 29, "11月9日—15日，全市受理诉求12件，环比减少17件（上周29件）。"),
        (33, 30, "11月9日—15日，全市受理诉求33件，环比增加3件，上升10.0%。"),
        (45, 60, "11月9日—15日，全市受理诉求45件，环比减少15件，下降25.0%。"),
        (60_001, 60_000, "11月9日—15日，全市受理诉求60,001件，环比增加1件，基本持平。"),
        (1286, 40, "11月9日—15日，全市受理诉求1,286件，环比增加1,246件，上升3,115.0%。"),
    ])
    func aChangeIsSaidAsFarAsItsBaseCarries(_ now: Int, _ before: Int, _ sentence: String) {
        var ledger = count(now, before: before)
        if now == 0 { ledger.add(1, .closed, on: monday, Sort()) }
        #expect(intake(ledger).hasPrefix("（一）受理。\(sentence)"))
    }

    @Test(arguments: [
        (0, 12, "No requests were received in 9–15 November; 12 the week before."),
        (12, 0, "12 requests came in during 9–15 November, none the week before."),
        (12, 12, "12 requests came in during 9–15 November, the same as the week before."),
        (45, 60, "45 requests came in during 9–15 November, 15 fewer than the week before (down 25.0%)."),
        (
            60_001, 60_000,
            "60,001 requests came in during 9–15 November, 1 more than the week before (practically unchanged)."
        ),
    ])
    func soItIsInEnglish(_ now: Int, _ before: Int, _ sentence: String) {
        var ledger = count(now, before: before)
        if now == 0 { ledger.add(1, .closed, on: monday, Sort()) }
        #expect(intake(ledger, .english).hasPrefix("(1) Intake.\(sentence)"))
    }

    @Test func aRateWithoutADenominatorIsNoRate() {
        let document = report(count(40))
        let text = document.paragraphs(0).joined()
        #expect(text.contains("没有办结的诉求。没有到期的诉求，不计按时办结率。"))
        #expect(text.contains("没有接通的回访，不计解决率和满意率。"))
        #expect(!document.sections.indices.flatMap(document.paragraphs).joined().contains(/[^0-9]0\.0%/))
        for language in Language.allCases {
            let text = report(count(40, before: 0), language).text
            #expect(!text.contains("inf") && !text.contains("nan"))
        }
    }

    @Test func aRateOfFewIsNotSaid() {
        var ledger = count(40)
        ledger.add(4, .due, on: monday, Sort())
        ledger.add(3, .closedInTime, on: monday, Sort())
        ledger.add(4, .calledBack, on: monday, Sort())
        ledger.add(4, .solved, on: monday, Sort())
        let document = report(ledger)
        #expect(document.paragraphs(0)[2].hasSuffix("到期4件，按时办结3件，件数少，不计按时办结率。"))
        #expect(document.paragraphs(0)[3] == "（四）回访。有效回访4件，件数少，不计解决率和满意率。")
        #expect(document.tables(3)[0].lines.last == "道路局|—|0|4|—|1|0|—")
        #expect(document.paragraphs(3)[0] == "有诉求的承办单位1个。到期满30件的不到两个，不排名次。")
    }

    @Test func aRateFromThirtyOnIsComparedInPercentagePoints() {
        for (now, before, words) in [
            (27, 24, "按时办结率90.0%，环比提高10.0个百分点（在正常波动之内）"), (24, 27, "按时办结率80.0%，环比下降10.0个百分点（在正常波动之内）"),
            (30, 15, "按时办结率100.0%，环比提高50.0个百分点。"), (27, 27, "按时办结率90.0%，与上周持平"),
        ] {
            var ledger = count(40, before: 40)
            ledger.add(30, .due, on: monday, Sort())
            ledger.add(now, .closedInTime, on: monday, Sort())
            ledger.add(30, .due, on: day("2026-11-03"), Sort())
            ledger.add(before, .closedInTime, on: day("2026-11-03"), Sort())
            #expect(report(ledger).paragraphs(0)[2].contains(words))
        }
    }

    @Test func allClosedInTimeIsSaidPlainly() {
        var ledger = count(40)
        ledger.add(40, .due, on: monday, Sort())
        ledger.add(40, .closedInTime, on: monday, Sort())
        ledger.add(40, .closed, on: monday, Sort())
        #expect(report(ledger).paragraphs(5) == ["（一）超期。到期40件，全部按时办结。", "（二）重办。办结40件，没有重办。"])
        #expect(report(ledger).tables(5).isEmpty)
    }

    @Test func sharedLeadsAreShared() {
        var ledger = count(5)
        ledger.add(5, .received, on: monday, Sort(town: "s1", category: "020101"))
        #expect(report(ledger).paragraphs(4) == ["件数最多的类别是路面破损、施工噪声，各5件。没有可比的上周，不列升降。"])
        #expect(report(ledger).paragraphs(2)[1] == "（二）镇街。件数最多的镇街是桥头镇、河口镇，各5件。")
    }

    @Test func smallRisesAreForOrientationOnly() {
        let ledger = count(9, before: 2)
        #expect(report(ledger).paragraphs(4)[0] == "只有路面破损一个类别，9件。没有超出正常波动的上升。")
        #expect(report(ledger).tables(4)[0].lines[1] == "路面破损|9|2|+7|件数少，仅供参考")
    }

    @Test func whatTheCityNoLongerListsKeepsItsFigures() {
        let ledger = count(40, Sort(town: "x9", category: "990101", body: "gone"))
        let text = report(ledger).text
        #expect(text.contains("已停用的类别 990101"))
        #expect(text.contains("已停用的领域 99"))
        #expect(text.contains("已不在册的地区 x"))
        #expect(report(ledger, .english).text.contains("category no longer used, 990101"))
    }

    private func count(_ amount: Int, _ sort: Sort) -> FigureLedger { count(amount, .received, sort) }
}
