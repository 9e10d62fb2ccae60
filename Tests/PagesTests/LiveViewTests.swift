import Civics
import HTML
import Pages
import Reporting
import Testing

/// What pages of the desks carry so that they can renew by themselves.
struct LiveViewTests {
    private let samples = DeskSamples(language: .english, text: nil)

    private func dock(_ page: some Page) -> Markup.Element? {
        Markup(page.render().description).elements.first { $0.attributes["id"] == "live" }
    }

    @Test
    func aPageSaysHowFarItsKnowledgeReachesAndWhatConcernsIt() throws {
        let page = CasePage(samples.caseModel, in: samples.context(.caseFile(samples.caseModel.row.number)))
        let dock = try #require(self.dock(page))
        #expect(dock.attributes["data-mark"] == "7f3a09c1-42")
        #expect(dock.attributes["data-lists"] == "")
        #expect(dock.attributes["data-live"] == "/desk/live?case=\(samples.caseModel.row.number)")
        #expect(dock.attributes["data-page"] == "/desk/cases/\(samples.caseModel.row.number)")
    }

    @Test
    func withLiveUpdatesSwitchedOffAPageCarriesNothing() {
        var context = samples.context(.caseFile(samples.caseModel.row.number))
        context.liveMark = nil
        #expect(dock(CasePage(samples.caseModel, in: context)) == nil)
    }

    @Test(arguments: DeskPageTests.pages)
    func partsAndRowsOfAPageAreToldApart(shown: DeskPageTests.Shown) {
        let page = shown.markup
        let parts = page.elements.compactMap { $0.attributes["data-live-part"] }
        #expect(Set(parts).count == parts.count)
        #expect(parts.contains("nav"))
        let rows = page.elements.compactMap { $0.attributes["data-case"] }
        #expect(Set(rows).count == rows.count)
        let lists = page.elements.filter { $0.attributes["data-live-list"] != nil }.count
        #expect(lists <= 1 && (rows.isEmpty || lists == 1))
        for row in rows { #expect(CaseNumber(row) != nil) }
    }

    @Test
    func everyListOfTheDesksRenews() {
        let live = DeskPageTests.pages.filter { $0.html.contains("data-live-list") }.map(\.name)
        for name in ["dispatch", "worklist", "supervision", "callbacks", "home"] {
            #expect(live.contains { $0.contains(name) }, "\(name) of \(Set(live).sorted())")
        }
    }
}
