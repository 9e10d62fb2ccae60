import Civics
import Foundation
import Testing

@testable import Reporting

/// Cases that a report cites: their words apart from it, and gone with their person.
@Suite struct CitedCasesTests {
    private func cited(_ serial: Int, _ text: String) -> TypicalCase {
        TypicalCase(
            number: CaseNumber(day: day("2026-11-10"), serial: serial)!, title: "\(text)的题", course: "\(text)的经过",
            result: "\(text)的结果")
    }

    private func document(_ language: Language, _ cases: [TypicalCase]) -> ReportDocument {
        report(handWorkedWeek, language, cases: cases)
    }

    @Test(arguments: Language.allCases)
    func theWordsAreTakenOutAndPutBackAgain(language: Language) throws {
        let whole = document(language, [cited(1, "桥"), cited(2, "灯")])
        #expect(whole.citedCases.map(\.number.serial) == [1, 2])
        let bare = whole.withoutCaseWords
        let text = String(decoding: bare.json, as: UTF8.self)
        #expect(!text.contains("桥的") && !text.contains("灯的"))
        #expect(bare.citedCases.map(\.number) == whole.citedCases.map(\.number))
        #expect(try ReportDocument(json: bare.json).withCaseWords(whole.citedCases.map(\.words)) == whole)
    }

    @Test(arguments: Language.allCases)
    func whereTheWordsAreGoneTheReportSaysSoAndTheOtherCaseStays(language: Language) {
        let whole = document(language, [cited(1, "桥"), cited(2, "灯")])
        let left = whole.withoutCaseWords.withCaseWords([nil, whole.citedCases[1].words])
        let text = String(decoding: left.json, as: UTF8.self)
        #expect(!text.contains("桥的") && text.contains("灯的"))
        #expect(text.contains(language.say("已按反映人的意愿移除", "removed at the wish of the person")))
        #expect(left.citedCases.map(\.number.serial) == [2])
        // Fewer words than cases, or words that are none, are words that are gone.
        #expect(whole.withoutCaseWords.withCaseWords([]).citedCases.isEmpty)
        #expect(whole.withoutCaseWords.withCaseWords(["nonsense", "{}"]).citedCases.isEmpty)
    }

    @Test func theEditionForOutsideHoldsNoCaseAndSaysSoOnce() {
        let whole = document(.chinese, [cited(1, "桥"), cited(2, "灯")])
        let outside = whole.edition
        #expect(outside.citedCases.isEmpty)
        let text = String(decoding: outside.json, as: UTF8.self)
        #expect(text.components(separatedBy: "对外版本从略").count == 2)
        #expect(document(.chinese, []).edition == document(.chinese, []))
        #expect(outside.figures == whole.figures)
    }

    @Test func aReportIsHeldBesideTheFiguresOfToday() throws {
        let kept = document(.chinese, [])
        #expect(kept.restsOnSameFigures(as: document(.english, [])))
        let same = kept.compared(with: document(.chinese, []))
        #expect(same.changes.isEmpty && same.onlyKept == 0 && same.compared == kept.figures.count)
        var later = handWorkedWeek
        later.add(1, .received, on: day("2026-11-13"), Sort(town: "n1"))
        let changed = kept.compared(with: report(later))
        let total = try #require(
            changed.changes.first { $0.figure.query.cut == .total && $0.figure.query.measure == .received })
        #expect(total.figure.value == 250 && total.now == 251)
        #expect(changed.changes.allSatisfy { $0.figure.query.measure == .received })
        #expect(!kept.restsOnSameFigures(as: report(later)))
    }
}
