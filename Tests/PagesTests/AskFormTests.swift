import Civics
import HTML
import Pages
import Reporting
import Testing

/// What the form of a new request accepts, and what it says otherwise.
struct AskFormTests {
    private func faults(_ change: (inout AskForm) -> Void) -> [String] {
        var form = SamplePages.form("路灯坏了")
        change(&form)
        return form.faults(in: SampleCity.city).map { "\($0.field): \($0.fault)" }
    }

    @Test func aCompleteRequestHasNoFaults() {
        #expect(faults { _ in }.isEmpty)
    }

    @Test func anEmptyFormNamesEveryFieldThatIsNeededInTheOrderOfTheForm() {
        let empty = AskForm().faults(in: SampleCity.city).map(\.field)
        #expect(empty == [.district, .kind, .title, .text, .who])
    }

    @Test func theVillageMayBeLeftOpenButNotTheTown() {
        #expect(faults { $0.village = "" }.isEmpty)
        #expect(faults { ($0.town, $0.village) = ("", "") } == ["town: missing"])
    }

    @Test(arguments: [
        ("mars", "guicheng", "", "district: unknown"), ("guicheng", "guicheng", "", "district: unknown"),
        ("foshan", "nanhai", "", "district: unknown"), ("chancheng", "guicheng", "", "town: unknown"),
        ("nanhai", "diebei", "", "town: unknown"), ("nanhai", "dali", "diebei", "village: unknown"),
    ])
    func aPlaceMustLieInTheOneAbove(district: String, town: String, village: String, fault: String) {
        #expect(faults { ($0.district, $0.town, $0.village) = (district, town, village) } == [fault])
    }

    @Test func lengthsAreCountedAsTheCounterCountsThem() {
        let limit = AskForm.titleLimit
        #expect(faults { $0.title = String(repeating: "字", count: limit) }.isEmpty)
        #expect(faults { $0.title = String(repeating: "字", count: limit + 2) } == ["title: tooLong(by: 2)"])
        // One family is one character to the eye and five code points to the counter and to storage.
        #expect(faults { $0.title = String(repeating: "👩‍👩‍👧", count: limit) } == ["title: tooLong(by: \(limit * 4))"])
        #expect(faults { $0.text = String(repeating: "a", count: 1_000_000) } == ["text: tooLong(by: 998000)"])
    }

    @Test(arguments: [
        "13800000000", "138 0000 0000", "138-0000-0000", "0757-83812345", "+852 2345 6789", "（0757）83812345",
    ])
    func telephoneNumbersAreTakenAsPeopleWriteThem(phone: String) {
        #expect(faults { $0.phone = phone }.isEmpty)
    }

    @Test(arguments: [
        ("1380000000", 10), ("138000000000", 12), ("12345", 5), ("手机", 0), ("1380000000O", 10), ("13800000000 转 2", 12),
        ("１３８００００００００", 0),
    ])
    func whatIsNoTelephoneNumberIsSaidWithItsDigits(phone: String, digits: Int) {
        #expect(faults { $0.phone = phone } == ["phone: notAPhone(digits: \(digits))"])
    }

    @Test func whoStaysAnonymousLeavesNothing() {
        #expect(faults { ($0.who, $0.name, $0.phone) = (.anonymous, "", "") }.isEmpty)
        #expect(faults { ($0.who, $0.name, $0.phone) = (.open, "", "") } == ["name: missing", "phone: missing"])
    }

    @Test func anEnterpriseSaysItsName() {
        #expect(faults { $0.line = .enterprise } == ["enterprise: missing"])
        #expect(faults { ($0.line, $0.enterprise) = (.enterprise, "佛山某陶瓷厂") }.isEmpty)
    }

    @Test func whatIsPostedIsTrimmedAndUnknownChoicesAreNone() {
        let posted: [AskForm.Field: String] = [
            .title: "  路灯坏了\u{3000}\r\n", .text: "第一行\r\n第二行\r\n", .kind: "praise; drop table", .who: "everybody",
            .line: "royal",
        ]
        let form = AskForm { posted[$0] }
        #expect(form.title == "路灯坏了")
        #expect(form.text == "第一行\n第二行")
        #expect(form.kind == nil && form.who == nil && form.line == .public && form.place.isEmpty)
    }

    @Test func theFinestPlaceChosenIsThePlace() {
        var form = SamplePages.form("x")
        #expect(form.place == "diebei")
        form.village = ""
        #expect(form.place == "guicheng")
    }

    @Test func digitsOfATelephoneKeepTheCountry() {
        var form = AskForm()
        form.phone = "+86 138-0000-0000"
        #expect(form.phoneDigits == "+8613800000000")
    }
}

/// The page of a new request keeps what was typed, with or without script.
struct AskPageTests {
    @Test func aStepKeepsEverythingThatWasTyped() {
        let page = Markup(SamplePages.askReview(.chinese, "海八路\"工地\"").render().description)
        func value(_ id: String) -> String? {
            page.elements.first { $0.attributes["id"] == id }?.attributes["value"]
        }
        #expect(value("title") == "海八路&quot;工地&quot;")
        #expect(value("phone") == "13800000000")
        let chosen = page.all("input").filter { $0.attributes["checked"] != nil }.map { $0.attributes["value"] }
        #expect(chosen == ["nanhai", "guicheng", "diebei", "complaint", "public", "protected"])
    }

    @Test func theFormCanOnlyBeSubmittedAfterItWasShownOnceMore() {
        func submit(_ page: AskPage) -> Markup.Element? {
            Markup(page.render().description).all("button").first { $0.attributes["value"] == "submit" }
        }
        #expect(submit(SamplePages.ask(.chinese))?.attributes["hidden"] != nil)
        #expect(submit(SamplePages.askReview(.chinese, "x"))?.attributes["hidden"] == nil)
    }

    @Test func everyFaultIsSaidAtTheTopAndAtItsField() {
        let html = SamplePages.askWithFaults(.english, "Plain words").render().description
        let page = Markup(html)
        let summary = page.elements.first { $0.attributes["class"] == "error-summary" }
        #expect(summary?.text.contains("Choose a town or street") == true)
        #expect(page.elements.filter { $0.attributes["aria-invalid"] == "true" }.count >= 6)
        #expect(html.contains("<title>Please mend"))
    }

    @Test func onlyAnUntouchedFormTakesTheDraftBack() {
        #expect(SamplePages.ask(.chinese).render().description.contains("data-untouched"))
        #expect(!SamplePages.askReview(.chinese, "x").render().description.contains("data-untouched"))
    }
}
