import Casework
import Civics
import Desks
import HTTPTypes
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// The link that people are sent, and what staff see of messages.
@Suite struct MessagePageTests {
    private func closed(_ test: TestHouse) async throws -> (number: CaseNumber, link: String) {
        let number = try await test.store.answered("2026-11-18")
        let request = try #require(try await test.desks.store.request(number))
        return (number, test.desks.service.ratingLink(to: request).text)
    }

    @Test func theLinkOpensTheRequestWithItsRatingWithoutACode() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let (number, link) = try await closed(test)
        let opened = try await test.visit("/r/\(link)")
        #expect(opened.status == 303)
        #expect(opened.location == "/follow/\(number)#answer-heading")
        #expect(SitePath.ratingLink(link).description == RatingLink.path + link)
        let page = try await test.visit("/follow/\(number)", opened.cookies)
        #expect(page.status == 200 && page.text.contains("id=\"rate\""))
        // The query code itself is never given away.
        let code = test.desks.store.vault.queryCode(for: number.rawValue)
        #expect(!page.text.contains(code) && !opened.cookies.contains(code))

        let once = try #require(page.hidden("once"))
        let rated = try await test.submit(
            "/follow/\(number)/rating", [("once", once), ("solved", "yes"), ("satisfaction", "satisfied")],
            opened.cookies)
        #expect(rated.status == 303)
        #expect(try await test.desks.store.request(number)?.stage == .calledBack)
        // Once is all: what was said stays, and there is no form any more.
        let again = try await test.visit("/r/\(link)")
        #expect(again.location == "/follow/\(number)")
        let after = try await test.visit("/follow/\(number)", again.cookies)
        #expect(after.text.contains("您的评价") && !after.text.contains("id=\"rate\""))
        let twice = try await test.submit(
            "/follow/\(number)/rating", [("once", "other"), ("solved", "no")], opened.cookies)
        #expect(twice.status == 303)
    }

    @Test func anExpiredLinkSaysSoAndWhatCanStillBeDone() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let (number, link) = try await closed(test)
        let cookies = try await test.visit("/r/\(link)").cookies
        test.pass(.days(16))
        let late = try await test.visit("/r/\(link)")
        #expect(late.status == 410)
        #expect(late.text.contains("这个链接已过期，有效期到 12月3日。") && late.text.contains("value=\"\(number)\""))
        #expect(try await test.visit("/r/\(link)", "lang=en").text.contains("it was good until 3 Dec"))
        // Nor does a browser that had opened it in time go on.
        #expect(try await test.visit("/follow/\(number)", cookies).location == "/follow")
    }

    @Test func aLinkThatIsOvertakenOrWrongOpensNothing() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let (number, link) = try await closed(test)
        for wrong in ["AAAAAAAAAAAAAAAA", "x", String(link.dropLast()), link + "A"] {
            let answer = try await test.visit("/r/\(wrong)")
            #expect(answer.status == 404 && answer.text.contains("这个链接打不开"), "\(wrong)")
        }
        try await test.store.give(.redo(note: nil), number, "2026-11-18 11:00")
        let old = try await test.visit("/r/\(link)")
        #expect(old.status == 410 && old.text.contains("又重新办理了"))
    }

    @Test func linksAreNotGuessedForEver() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let (_, link) = try await closed(test)
        for _ in 0..<10 { #expect(try await test.visit("/r/AAAAAAAAAAAAAAAA").status == 404) }
        #expect(try await test.visit("/r/\(link)").status == 429)
        #expect(try await test.visit("/f").location == "/follow")
    }

    @Test func staffSeeWhatThePersonWasToldAndWhatFailed() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let store = test.desks.store
        let (number, _) = try await closed(test)
        let entries = try await store.outbox(limit: 9)
        #expect(entries.map(\.notice) == [.accepted, .dispatched, .closed])
        let ways = ["sms", "mail"]
        try await store.turn(
            entries.map { entry in
                (
                    entry,
                    ways.map {
                        MessageDraft(
                            to: $0 == "sms" ? .person : .staff, $0 == "sms" ? "" : CaseLife.lead, by: $0,
                            dueAt: test.now)
                    }
                )
            }, at: test.now)
        for way in ways {
            let taken = try await store.takeMessages(
                by: way, at: test.now, lease: 7, until: test.now + .minutes(5), limit: 9)
            try await store.note(
                taken.map { ($0.id, way == "sms" ? .sent : .dead(reason: "http-400 BLOCKED")) }, lease: 7, at: test.now)
        }
        let page = try await test.visit(
            "/desk/cases/\(number)", try await test.session("dispatcher1", .dispatcher, "fs-hotline"))
        #expect(page.status == 200)
        #expect(page.text.contains("告知反映人") && page.text.contains("通知单位"))
        #expect(page.text.contains("短信 · 今天 11:00") && page.text.contains("对方回答 400 BLOCKED"))

        let admin = try await test.session("admin1", .administrator, "fs-gov")
        let health = try await test.visit("/desk/admin", admin)
        #expect(health.text.contains("对方回答 400 BLOCKED") && health.text.contains("再试一次"))
        let fields = [("way", "mail"), ("reason", "http-400 BLOCKED")]
        let refused = try await test.submit(
            "/desk/admin/messages/again", fields, try await test.session("dispatcher2", .dispatcher, "fs-hotline"))
        #expect(refused.status == 403)
        let again = try await test.submit("/desk/admin/messages/again", fields, admin)
        #expect(again.status == 303 && again.location == "/desk/admin")
        #expect(try await store.deadLetters().isEmpty)
        #expect(try await test.visit("/desk/admin", admin).text.contains("没有发不出去的消息"))
    }

    @Test func whoeverWatchesOverTheServerSeesMessagesPileUp() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let number = try await test.store.receive("2026-11-18 11:00")
        let entries = try await test.desks.store.outbox(limit: 9)
        try await test.desks.store.turn(
            entries.map { ($0, [MessageDraft(to: .person, by: "sms", dueAt: test.now)]) }, at: test.now)
        #expect(entries.map(\.number) == [number])
        test.pass(.minutes(3))
        let ready = try await test.send(.get, "/readyz")
        #expect(ready.json["waitingMessages"]?.integer == 1)
        #expect(ready.json["messagesBehindSeconds"]?.integer == 180)
        #expect(ready.json["deadMessages"]?.integer == 0)
    }

    @Test func thePersonsLanguageIsThatOfTheFormTheyFilledIn() async throws {
        let test = try await TestHouse(at: "2026-11-18 11:00")
        let answer = try await test.submit("/ask", PortalPageTests.good, "lang=en")
        #expect(answer.status == 303)
        let item = try #require(try await test.desks.store.page(RequestFilter(), order: .newest, limit: 1).items.first)
        #expect(try await test.desks.store.person(of: item.row.number)?.language == "en")
    }
}
