import Casework
import Civics
import Foundation
import Reporting
import Storage
import TestSupport
import Testing

@testable import Desks

/// The words in which people and bodies are told.
@Suite struct NoticeTextTests {
    /// A request as it stands when something is told of it.
    private static func life(
        _ notice: Notice, _ receipt: Receipt, city: City, lead: OrganisationID
    ) throws -> (request: ServiceRequest, event: RequestEvent?, at: Instant) {
        var life = try CaseLife("2026-11-18 09:00", receipt, city: city)
        if notice == .refused {
            try life.give(.refuse(ground: .inProceedings, note: nil), "2026-11-18 09:10")
        } else if notice != .accepted {
            try life.dispatch("2026-11-18 09:10", lead: lead)
            try life.sign("2026-11-18 09:20", by: lead)
            switch notice {
            case .paused, .resumed: try life.give(.pause(reason: .inspection, note: nil), "2026-11-18 10:00")
            case .closed, .redone, .rectification:
                // Two persons stand behind it: some replies need that.
                try life.give(.draftReply(body: lead, author: "a", reply: "reply"), "2026-11-18 09:50")
                try life.give(
                    .decideDraft(body: lead, approver: "b", approve: true, note: nil), "2026-11-18 10:00")
            default: break
            }
            if notice == .resumed { try life.give(.resume, "2026-11-19 10:00") }
            if notice == .rectification {
                try life.callBack("2026-11-19 10:00", solved: false, .veryDissatisfied)
            }
            if notice == .supervised {
                try life.give(.supervise(level: 2, reason: .overdue, note: nil), "2026-11-19 10:00")
            }
            if notice == .redone { try life.give(.redo(note: nil), "2026-11-19 10:00") }
        }
        return (life.request, life.events.last?.event, life.request.lastEventAt)
    }

    private static func text(
        _ notice: Notice, _ receipt: Receipt = .test(), language: Language = .chinese, city: City = TestCity.foshan,
        lead: OrganisationID = CaseLife.lead
    ) throws -> String {
        let (request, event, at) = try life(notice, receipt, city: city, lead: lead)
        let facts = NoticeFacts(notice, request, event: event, at: at, in: city)
        let site = city.messages.site
        let link = notice == .closed ? site + RatingLink.path + "AbCdEfGhIjKlMnOp" : site + RatingLink.followPath
        return PersonText(facts: facts, language: language, city: city, link: link).text
    }

    private static let told = Notice.allCases.filter { $0.audiences.contains(.person) }

    @Test(arguments: told)
    func everyNoticeFitsIntoOneShortMessageInBothLanguages(notice: Notice) throws {
        for (city, lead, receipt) in [
            (TestCity.foshan, CaseLife.lead, Receipt.test()),
            (
                TestCity.newYork, TestCity.newYork.organisations[3].id,
                Receipt.test(
                    category: TestCity.newYork.categories[0].code, place: TestCity.newYork.root, city: TestCity.newYork)
            ),
        ] {
            let chinese = try Self.text(notice, receipt, city: city, lead: lead)
            let english = try Self.text(notice, receipt, language: .english, city: city, lead: lead)
            // 70 signs of UCS-2, 160 of the GSM alphabet.
            if city.root == TestCity.foshan.root { #expect(chinese.utf16.count <= 70, "\(chinese)") }
            #expect(english.count <= 160, "\(english)")
            #expect(english.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(english)")
            for text in [chinese, english] {
                #expect(text.contains("261118-00001-"), "\(text)")
                #expect(text.contains(city.messages.site), "\(text)")
                #expect(!text.contains("{") && !text.contains("nil") && !text.contains("  "), "\(text)")
            }
        }
    }

    @Test func theSentencesAreThese() throws {
        let number = try CaseLife("2026-11-18 09:00").request.number
        #expect(try Self.text(.accepted) == "【佛山一门】诉求\(number)已受理，最迟11月19日派出。查询https://yimen.example/f")
        #expect(
            try Self.text(.dispatched)
                == "【佛山一门】诉求\(number)由\(TestCity.foshan.organisation(CaseLife.lead)!.shortName)办理，最迟12月9日答复。查询https://yimen.example/f"
        )
        #expect(try Self.text(.closed) == "【佛山一门】诉求\(number)已答复，请评价：https://yimen.example/r/AbCdEfGhIjKlMnOp")
        #expect(try Self.text(.refused) == "【佛山一门】诉求\(number)不予受理：在诉讼等程序中，请找受理机关。查询https://yimen.example/f")
        #expect(
            try Self.text(.overdue, language: .english)
                == "Foshan OneDoor: request \(number) was to be answered by 9 Dec. We are late, and still on it. See https://yimen.example/f"
        )
    }

    @Test func whatIsAMatterOfHoursIsToldWithTheTimeOfDay() throws {
        let urgent = Receipt.test(urgency: .critical)
        #expect(try Self.text(.accepted, urgent).contains("最迟11月18日10:00派出"))
        #expect(try Self.text(.accepted, urgent, language: .english).contains("by 10:00 on 18 Nov"))
    }

    @Test(arguments: told)
    func ofAProtectedPersonNoBodyIsNamedAndOfNobodyTheMatter(notice: Notice) throws {
        let name = TestCity.foshan.organisation(CaseLife.lead)!
        for receipt in [Receipt.test(isProtected: true), .test(kind: .report)] {
            for language in Language.allCases {
                let text = try Self.text(notice, receipt, language: language)
                for part in [name.shortName, name.name.zh, name.name.en, "住房", "Housing"] {
                    #expect(!text.contains(part), "\(text)")
                }
            }
        }
        let open = try Self.text(notice, .test(title: "海八路工地半夜打桩", text: "一直到凌晨两点"))
        #expect(!open.contains("打桩") && !open.contains("举报") && !open.contains("投诉"))
    }

    @Test func aYearWithoutACalendarGivesASentenceWithoutADate() throws {
        var life = try CaseLife("2026-12-30 09:00")
        try life.dispatch("2026-12-30 09:10")
        let facts = NoticeFacts(.dispatched, life.request, event: nil, at: life.request.lastEventAt, in: life.city)
        let text = PersonText(facts: facts, language: .chinese, city: life.city, link: "L").text
        if facts.answerBy == nil { #expect(text.hasSuffix("办理。查询L")) }
    }

    @Test func aCitysOwnTextReplacesTheBuiltInOne() throws {
        let city = TestCity.foshan.telling {
            $0.texts[.dispatched] = LocalName(
                zh: "{platform}：{number}在{body}，{by}前答复，{hotline} {link}", en: "{number} {body}")
        }
        let number = try CaseLife("2026-11-18 09:00").request.number
        #expect(
            try Self.text(.dispatched, city: city)
                == "佛山一门：\(number)在\(city.organisation(CaseLife.lead)!.shortName)，12月9日前答复，12345 https://yimen.example/f"
        )
        #expect(
            try Self.text(.dispatched, .test(isProtected: true), language: .english, city: city)
                == "\(number) the body responsible")
        // New York has words of its own for what was taken in.
        let newYork = try Self.text(
            .accepted,
            .test(category: TestCity.newYork.categories[0].code, place: TestCity.newYork.root, city: TestCity.newYork),
            language: .english, city: TestCity.newYork)
        #expect(newYork.hasPrefix("NYC: your request 261118-00001-") && newYork.hasSuffix("or call 311"))
    }

    @Test(arguments: RefusalGround.allCases)
    func aRefusalNamesItsGroundAndTheRightChannelInOneMessage(ground: RefusalGround) throws {
        var life = try CaseLife("2026-11-18 09:00")
        let event = try life.give(.refuse(ground: ground, note: nil), "2026-11-18 09:10")[0]
        let facts = NoticeFacts(.refused, life.request, event: event, at: life.request.lastEventAt, in: life.city)
        for language in Language.allCases {
            let text = PersonText(facts: facts, language: language, city: life.city, link: "https://yimen.example/f")
                .text
            #expect(text.utf16.count <= (language == .chinese ? 70 : 160), "\(text)")
            if ground == .emergencyLine { #expect(text.contains("110") && text.contains("119")) }
        }
    }

    @Test(arguments: Notice.allCases.filter { $0.audiences.contains(.staff) })
    func aMailToStaffSaysWhatToDoByWhenAndNothingOfTheMatter(notice: Notice) throws {
        let (request, event, at) = try Self.life(
            notice, .test(title: "海八路工地半夜打桩"), city: TestCity.foshan, lead: CaseLife.lead)
        let facts = NoticeFacts(notice, request, event: event, at: at, in: TestCity.foshan)
        for language in Language.allCases {
            let text = StaffText(facts: facts, body: CaseLife.lead, language: language, city: TestCity.foshan)
            #expect(text.subject.contains(request.number.description))
            #expect(text.text.contains("https://yimen.example/desk/cases/\(request.number)"))
            #expect(!text.text.contains("打桩"))
            #expect(text.text.contains(language.say("办结期限", "To be closed by")))
        }
    }

    @Test func thePersonIsToldInTheLanguageInWhichTheyWrote() async throws {
        let city = try await TellingHouse()
        _ = try await city.house.receive(
            "2026-11-18 09:00", person: PersonDetails(name: "A", phone: "19900001234", language: "en"))
        _ = try await city.house.receive(
            "2026-11-18 09:00", person: PersonDetails(name: "B", phone: "19900001235", language: "fr"))
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.texts.map { $0.hasPrefix("Foshan OneDoor: request") }.sorted { $0 && !$1 } == [true, false])
    }
}
