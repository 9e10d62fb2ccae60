import Casework
import Civics
import Storage
import TestSupport
import Testing

@testable import Desks

/// The link of the message that a request is closed.
@Suite struct RatingLinkTests {
    private func link(_ house: TestStore, _ number: CaseNumber) async throws -> RatingLink {
        RatingLink(to: try #require(try await house.store.request(number)), house.store.vault)
    }

    @Test func theLinkIsShortAndOpensItsOwnRequestOnly() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let other = try await house.answered("2026-11-18")
        let link = try await link(house, number)
        #expect(link.text.utf8.count == 16)
        #expect(RatingLink(link.text) == link)
        let service = house.desks.service
        #expect(try await service.follow(link, at: at("2026-11-18 11:00")).request.number == number)
        #expect(try await service.opens(number, with: link.text, at: at("2026-11-18 11:00")))
        #expect(try await !service.opens(other, with: link.text, at: at("2026-11-18 11:00")))
        #expect(try await self.link(house, other) != link)
    }

    @Test func noLinkThatIsChangedInAnySignOpensAnything() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let text = try await link(house, number).text
        for index in text.indices {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            let link = try #require(RatingLink(changed))
            await #expect(throws: RatingLinkFault.wrong, "\(changed)") {
                try await house.desks.service.follow(link, at: at("2026-11-18 11:00"))
            }
        }
        for text in [
            "", "x", String(repeating: "A", count: 15), String(repeating: "A", count: 20), "AAAAAAAAAAAAAAA=", "汉字汉字",
        ] {
            #expect(RatingLink(text) == nil)
        }
    }

    @Test func theLinkOfAnotherCityIsWorthNothing() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let foreign = RatingLink(
            to: try #require(try await house.store.request(number)), Vault(masterKey: [UInt8](repeating: 1, count: 32)))
        await #expect(throws: RatingLinkFault.wrong) {
            try await house.desks.service.follow(foreign, at: at("2026-11-18 11:00"))
        }
    }

    @Test func theLinkIsGoodForTheDaysThatTheCitySays() async throws {
        let house = try await TestStore(city: TestCity.foshan.telling { $0.ratingDays = 3 })
        let number = try await house.answered("2026-11-18")
        let link = try await link(house, number)
        let service = house.desks.service
        #expect(try await service.follow(link, at: at("2026-11-21 23:59")).request.number == number)
        await #expect(throws: RatingLinkFault.expired(CityDay("2026-11-21")!)) {
            try await service.follow(link, at: at("2026-11-22 00:00"))
        }
    }

    @Test func theLinkRatesOnce() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let link = try await link(house, number)
        func rate(_ time: String) async throws {
            _ = try await house.desks.service.rate(
                number, code: link.text, solved: true, satisfaction: .satisfied, comment: nil, channel: .web,
                context(.resident, time))
        }
        try await rate("2026-11-18 11:00")
        await #expect(throws: CommandFailure.self) { try await rate("2026-11-18 11:01") }
        #expect(try await house.store.request(number)?.stage == .calledBack)
        // What was rated can still be looked at.
        #expect(try await house.desks.service.follow(link, at: at("2026-11-18 12:00")).request.number == number)
    }

    @Test func whatIsTakenUpAgainNeedsANewLink() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let old = try await link(house, number)
        try await house.give(.redo(note: nil), number, "2026-11-18 11:00")
        await #expect(throws: RatingLinkFault.superseded) {
            try await house.desks.service.follow(old, at: at("2026-11-18 11:01"))
        }
        try await house.give(.close(body: CaseLife.lead, reply: "好了"), number, "2026-11-18 12:00")
        await #expect(throws: RatingLinkFault.superseded) {
            try await house.desks.service.follow(old, at: at("2026-11-18 12:01"))
        }
        await #expect(throws: DeskError.notFound) {
            _ = try await house.desks.service.rate(
                number, code: old.text, solved: true, satisfaction: nil, comment: nil, channel: .web,
                context(.resident, "2026-11-18 12:01"))
        }
        let new = try await link(house, number)
        #expect(try await house.desks.service.follow(new, at: at("2026-11-18 12:01")).request.number == number)
    }

    @Test func theMessageHoldsTheLinkThatOpensTheRequest() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.answered("2026-11-18")
        try await city.tell("2026-11-18 10:00")
        let text = try #require(city.sms.texts.last)
        let link = try #require(RatingLink(String(text.suffix(16))))
        #expect(link.number == number)
        #expect(
            try await city.house.desks.service.follow(link, at: at("2026-11-18 10:01")).request.number == number)
    }
}
