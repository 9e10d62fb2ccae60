import Civics
import HTML
import Pages
import Reporting
import Testing

/// The board as one reads it: places, cautions, changes, and where each number leads.
struct BoardPageTests {
    private let samples = DeskSamples(language: .chinese, text: nil)
    private let english = DeskSamples(language: .english, text: nil)

    private func page(
        _ lines: [BoardLine], order: BoardOrder? = nil, page: Int = 1, hasPast: Bool = true
    ) -> Markup {
        Markup(
            samples.boardPage(DeskSamples.board(lines, hasPast: hasPast), order: order, page: page).render().description
        )
    }

    private func line(_ id: String, _ inTime: Int, of due: Int) -> BoardLine {
        DeskSamples.line(id, dispatched: due, due: due, inTime: inTime, called: due, solved: inTime)
    }

    private func rows(_ page: Markup) -> [[String]] {
        let tables = page.elements.indices.filter { page.elements[$0].attributes["class"]?.contains("rank") == true }
        return page.elements.indices.filter { index in
            page.elements[index].name == "tr" && page.elements[index].ancestors.contains { tables.contains($0) }
        }
        .map { row in page.elements.filter { $0.name == "td" && $0.ancestors.contains(row) }.map(\.text) }.filter {
            !$0.isEmpty
        }
    }

    private let byOnTime = BoardOrder(.onTime, isDescending: true)

    @Test func bodiesWhoseIntervalsOverlapShareAPlace() {
        let table = rows(
            page([line("c", 948, of: 1000), line("a", 990, of: 1000), line("b", 950, of: 1000)], order: byOnTime))
        #expect(table.map { $0[0] } == ["1", "2–3", "2–3"])
        #expect(table.map { $0[1] } == ["a", "b", "c"])
    }

    @Test func aBodyWithFewRequestsHasNoPlaceAndOneWithVeryFewNoRate() {
        let table = rows(
            page(
                [
                    line("few", 29, of: 29), line("very few", 4, of: 4), line("many", 300, of: 400),
                    line("better", 390, of: 400),
                ],
                order: byOnTime))
        #expect(table.map { $0[1] } == ["better", "many", "few", "very few"])
        #expect(table.map { $0[0] } == ["1", "2", "不排名", "不排名"])
        #expect(table[2][8].hasPrefix("100.0%"))
        #expect(table[3][8].hasPrefix("—") && table[3][8].contains("只有 4 件"))
        // And no score either.
        #expect(table[3][6].contains("件数太少"))
    }

    @Test(arguments: BoardColumn.allCases)
    func everyColumnSortsBothWays(column: BoardColumn) {
        let board = DeskSamples.board(DeskSamples.boardLines)
        let names = Dictionary(uniqueKeysWithValues: board.lines.map { ($0.value!, $0.value!) })
        let down = BoardOrder(column, isDescending: true).sorted(board, names: names)
        let up = BoardOrder(column, isDescending: false).sorted(board, names: names)
        #expect(Set(down.map(\.value)) == Set(up.map(\.value)) && down.count == board.lines.count)
        // Who rests on too little comes last both times.
        if column.rate != nil || column == .composite {
            let least = board.rules.showFrom
            let isShown = { (line: BoardLine) in
                column.rate.map { line.rate($0).denominator >= least } ?? (line.composite != nil)
            }
            for order in [down, up] {
                #expect(order.map(isShown) == order.map(isShown).sorted { $0 && !$1 }, "\(column)")
            }
        }
        let heads = page(DeskSamples.boardLines, order: BoardOrder(column, isDescending: true)).all("th")
        #expect(heads.count { $0.attributes["aria-sort"] == "descending" } == 1)
    }

    @Test func everyNumberOfALineLeadsToItsRequests() {
        let links = page([line("nanhai-housing", 90, of: 100)]).all("a").compactMap { $0.attributes["href"] }
            .filter { $0.hasPrefix("/desk/board/requests?") && $0.contains("value=nanhai-housing") }
        for what in [
            "dispatched", "closed", "contact-due", "contacted", "due", "on-time", "late", "asked-solved", "solved",
            "not-solved", "asked-satisfied", "satisfied", "fairly-satisfied", "not-satisfied", "first-time", "redone",
        ] {
            #expect(links.contains { $0.contains("what=\(what)&amp;") }, "\(what)")
        }
        // And those of the whole.
        let whole = page(DeskSamples.boardLines).all("a").compactMap { $0.attributes["href"] }
            .filter { $0.hasPrefix("/desk/board/requests?") && !$0.contains("value=") }
        for what in ["excluded", "left-out-of-solved", "late", "redone", "open", "overdue"] {
            #expect(whole.contains { $0.contains("what=\(what)&amp;") }, "\(what)")
        }
    }

    @Test func aBoardWithoutFiguresSaysSoInsteadOfDividing() {
        let page = page([])
        #expect(page.elements.contains { $0.text == "这段时间没有数据" })
        #expect(!page.elements.contains { $0.text.contains("nan") || $0.text.contains("NaN") })
    }

    @Test func changesAreSaidInPointsAndWhetherThatIsBetter() {
        let html = samples.boardPage(DeskSamples.board(DeskSamples.boardLines)).render().description
        #expect(html.contains("个百分点，变好") || html.contains("个百分点，变差"))
        #expect(html.contains("比上月") && html.contains("比去年同期") && html.contains("还没有数据"))
        let other = english.boardPage(DeskSamples.board(DeskSamples.boardLines)).render().description
        #expect(other.contains("points, better") || other.contains("points, worse"))
    }

    @Test func aChangeThatRoundsToNothingIsNone() {
        let context = samples.context(.desk)
        #expect(context.change(points: 0.04).description.contains("持平"))
        #expect(context.change(points: -0.06).description.contains("↓ 0.1 个百分点，变差"))
        #expect(context.change(points: 0.06, moreIsBetter: false).description.contains("变差"))
    }

    @Test func longTablesComeInPagesAndTheExportHasAll() {
        let many = (0..<130).map { line("body-\($0)", 60 + $0 % 40, of: 100) }
        let first = page(many)
        #expect(rows(first).count == 50)
        #expect(first.all("a").contains { $0.attributes["href"]?.contains("page=2") == true })
        #expect(rows(page(many, page: 3)).count == 30)
        // A page beyond the last is the last.
        #expect(rows(page(many, page: 99)).count == 30)
    }

    @Test func theRulesStandOnThePageWithTheirVersion() {
        let html = samples.boardPage(DeskSamples.board(DeskSamples.boardLines)).render().description
        #expect(html.contains("评分规则 2026-01-01 起的版本"))
        for rate in ScoredRate.allCases { #expect(html.contains(rate.name.zh)) }
        #expect(html.contains("咨询不计入解决率") && html.contains("0.35") && html.contains("95.0%"))
    }
}
