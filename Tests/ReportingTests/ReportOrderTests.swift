import Civics
import Testing

/// Orders for reports as they stand in addresses and commands.
struct ReportOrderTests {
    @Test(arguments: [
        "2026-W46", "2026-10", "2026-Q3", "2026", "2026-11-02..2026-11-18", "2026-10@district:nanhai",
        "2026-Q3@body:nanhai-chengguan", "2026@category:0203", "2026-11-02..2026-11-18@town:nanhai-dali",
    ])
    func whatIsWrittenIsReadAgain(text: String) throws {
        #expect(try #require(ReportOrder(text)).description == text)
    }

    @Test(arguments: [
        "", "2026-W60", "2026-13", "2026-Q5", "2026-10@", "2026-10@city", "2026-10@street:x", "2026-10@district:",
        "2026-10@district", "@district:nanhai", "2026-11-18..2026-11-02",
    ])
    func anythingElseIsNoOrder(text: String) {
        #expect(ReportOrder(text) == nil)
    }

    @Test
    func aPartThatTheCityDoesNotHaveIsSaid() {
        let city = SmallCity.city
        #expect(ReportScope.city.isKnown(in: city))
        #expect(
            city.regions.allSatisfy { region in
                ReportScope.district(region.id).isKnown(in: city) == (region.level == .district)
                    && ReportScope.town(region.id).isKnown(in: city) == (region.level == .town)
            })
        #expect(!ReportScope.district("atlantis").isKnown(in: city) && !ReportScope.body("nobody").isKnown(in: city))
        let category = city.categories[0].code
        #expect(ReportScope.category(category).isKnown(in: city))
        #expect(ReportScope.category(String(category.prefix(2))).isKnown(in: city))
        #expect(!ReportScope.category(String(category.prefix(3))).isKnown(in: city))
        #expect(!ReportScope.category("zz").isKnown(in: city))
    }
}
