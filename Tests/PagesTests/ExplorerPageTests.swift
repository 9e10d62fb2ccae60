import Civics
import HTML
import Pages
import Reporting
import Testing

/// Exploring the figures as one reads it: where each number leads, and what is not shown.
struct ExplorerPageTests {
    private let samples = DeskSamples(language: .chinese, text: nil)

    /// One body, asked about by kind of request: 40 complaints of which 30 were solved, and 10 enquiries.
    private var figures: FigureLedger {
        var ledger = FigureLedger()
        func count(_ amount: Int, _ measure: Measure, _ kind: String, _ body: String) {
            for (cut, first, second) in [
                (FigureCut.total, "", ""), (.channelKind, "phone", kind), (.body, body, ""), (.kindBody, kind, body),
            ] {
                ledger.cells[
                    FigureKey(
                        day: SampleCity.day(11, 3), measure: measure, cut: cut, first: first, second: second),
                    default: 0] += amount
            }
        }
        count(40, .calledBack, "complaint", "housing")
        count(30, .solved, "complaint", "housing")
        count(10, .calledBack, "enquiry", "housing")
        count(3, .calledBack, "complaint", "transport")
        count(7, .received, "complaint", "transport")
        return ledger
    }

    private func page(_ query: ExplorerQuery) -> String {
        samples.explorer(query, of: figures).render().description
    }

    @Test func aRateThatLeavesOutKindsLeadsToTheNumbersOfTheBoard() {
        let html = page(ExplorerQuery([.rate(.solved)], rows: .body, period: .month(year: 2026, month: 11)))
        let days = SampleCity.day(11, 1)...SampleCity.day(11, 18)
        for (what, words) in [(BoardNumber.What.solved, "30"), (.askedSolved, "40")] {
            let path = HTML(text: SitePath.boardRequests(BoardNumber(what, value: "housing", days: days)).description)
            #expect(html.contains("<a class=\"ev\" href=\"\(path)\">\(words)</a>"), "\(what)")
        }
        #expect(html.contains("75.0%"))
        // Three answers are too few to show a rate of.
        #expect(html.contains("基数 <a class=\"ev\""))
        // Narrowed, there is no such list.
        let narrowed = page(
            ExplorerQuery(
                [.rate(.solved)], rows: .body, period: .month(year: 2026, month: 11),
                filters: [ExplorerFilter(.kind, "complaint")]))
        #expect(!narrowed.contains("/desk/board/requests"))
        #expect(narrowed.contains("/desk/requests?measure=solved"))
    }

    @Test func aCountLeadsToItsRequestsAndZeroLeadsNowhere() {
        let html = page(ExplorerQuery([.count(.received)], rows: .body, period: .month(year: 2026, month: 11)))
        #expect(html.contains("/desk/requests?measure=received&amp;from=2026-11-01&amp;to=2026-11-18&amp;by=body"))
        let none = page(ExplorerQuery([.count(.redone), .count(.received)], period: .month(year: 2026, month: 11)))
        #expect(!none.contains("measure=redone&amp;from"))
        #expect(none.contains("measure=received&amp;from"))
    }
}
