import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Desks

/// From what happened to what is sent.
@Suite struct TellingTests {
    @Test func thePersonHearsOfEachTurnOnceAndInOrder() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.tell("2026-11-18 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.tell("2026-11-18 09:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        try await city.house.give(.close(body: CaseLife.lead, reply: "已责令停工"), number, "2026-11-18 10:00")
        try await city.tell("2026-11-18 10:00")
        #expect(city.sms.notices == [.accepted, .dispatched, .closed])
        #expect(Set(city.sms.identifiers).count == 3)
        #expect(city.sms.identifiers[1] == "\(number).2.dispatched.person.sms")
        // Nothing is left, and nothing comes again.
        try await city.tell("2026-11-19 10:00")
        #expect(city.sms.taken.count == 3)
        #expect(try await city.messages(number).allSatisfy { $0.state == .sent && $0.attempts == 1 })
        #expect(try await city.house.store.outbox(limit: 10).isEmpty)
    }

    @Test func theBodiesHearThatTheyHaveSomethingToDo() async throws {
        let city = try await TellingHouse()
        for (account, role) in [("handler-a", Role.handler), ("head-a", .headOfBody), ("agent-a", .hotlineAgent)] {
            try await city.house.store.save(
                StoredAccount(
                    id: account, name: LocalName(zh: account, en: account), role: role, organisation: CaseLife.lead,
                    password: []))
        }
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(
            .dispatch(Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])), number, "2026-11-18 09:10")
        try await city.tell("2026-11-18 09:10")
        let mails = city.mail.taken.compactMap { message -> (body: String, accounts: [String], subject: String)? in
            guard case .staff(let body, let accounts, let subject, _) = message.content else { return nil }
            return (body, accounts, subject)
        }.sorted { $0.body < $1.body }
        #expect(mails.map(\.body) == [CaseLife.lead, CaseLife.helper].sorted())
        let lead = try #require(mails.first { $0.body == CaseLife.lead })
        #expect(lead.accounts == ["handler-a", "head-a"])
        #expect(lead.subject == "【佛山一门】诉求 \(number)：请签收办理")
        let helper = try #require(mails.first { $0.body == CaseLife.helper })
        #expect(helper.accounts.isEmpty && helper.subject.hasSuffix("请协办"))
    }

    /// A helper that is late is told; the lead, which is not, hears nothing of it.
    @Test func whoHelpsAndIsLateIsTheOneThatIsTold() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(
            .dispatch(Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])), number, "2026-11-18 09:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        try await city.tell("2026-11-18 09:30")
        let before = city.mail.taken.count
        try await city.house.give(
            .remindHelper(rule: "helper-sign-overdue", body: CaseLife.helper), number, "2026-11-19 09:11")
        try await city.tell("2026-11-19 09:12")
        let told = city.mail.taken.dropFirst(before).compactMap { message -> String? in
            guard case .staff(let body, _, let subject, _) = message.content else { return nil }
            return "\(body) \(subject)"
        }
        #expect(told == ["\(CaseLife.helper) 【佛山一门】诉求 \(number)：催办"])
        // A rule that only tells a role sends nobody anything.
        try await city.house.give(
            .remindHelper(rule: "helper-overdue-long", body: CaseLife.helper), number, "2026-12-08 11:00")
        try await city.tell("2026-12-08 11:01")
        #expect(city.mail.taken.count == before + 1)
    }

    @Test func theHandlerWhoIsNamedIsTold() async throws {
        let city = try await TellingHouse()
        try await city.house.store.save(
            StoredAccount(
                id: "handler3012", name: LocalName(zh: "黄伟杰", en: "Huang Weijie"), role: .handler,
                organisation: CaseLife.lead, password: []))
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.tell("2026-11-18 09:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: "黄伟杰"), number, "2026-11-18 09:20")
        try await city.tell("2026-11-18 09:20")
        let last = try #require(city.mail.taken.last)
        guard case .staff(_, let accounts, _, let text) = last.content else { return #expect(Bool(false)) }
        #expect(accounts == ["handler3012"])
        #expect(text.contains("分给您办理"))
        #expect(last.identifier.utf8.allSatisfy { $0 < 0x80 })
        // A name that nobody bears goes to nobody, and it is said.
        let other = try await city.house.receive("2026-11-18 10:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), other, "2026-11-18 10:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: "老王"), other, "2026-11-18 10:20")
        try await city.tell("2026-11-18 10:20")
        #expect(try await city.messages(other, by: "mail").last?.reason == "nobody")
    }

    @Test func aBodyThatGaveItBackMeanwhileIsNotTroubled() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.house.give(
            .return(body: CaseLife.lead, reason: .notOurDuty, note: nil), number, "2026-11-18 09:20")
        try await city.tell("2026-11-18 09:21")
        #expect(city.mail.taken.isEmpty)
        #expect(try await city.messages(number, by: "mail").map(\.reason) == ["over"])
    }

    @Test func whatHappenedElsewhereLongAgoIsNotTold() async throws {
        let city = try await TellingHouse()
        _ = try await city.house.store.perform(
            OutsideCommand(
                command: .receive(.test()), person: PersonDetails(phone: "19900001234"), at: at("2026-11-18 09:00"),
                actor: "import:x", isTold: false))
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.taken.isEmpty && city.bus.taken.isEmpty)
    }

    @Test func aCityThatTellsNothingWritesNothing() async throws {
        let city = try await TellingHouse { $0 = .silent }
        _ = try await city.house.receive("2026-11-18 09:00")
        #expect(try await city.house.store.outbox(limit: 10).isEmpty)
    }

    @Test func whoHasBeenForgottenIsNotWrittenTo() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.answered("2026-11-18")
        try await city.telling.makeMessages(at: at("2026-11-18 10:00"))
        try await city.house.store.forget(number, at: at("2026-11-18 10:01"))
        try await city.tell("2026-11-18 10:02")
        #expect(city.sms.taken.isEmpty)
        #expect(try await city.messages(number).last?.reason == "forgotten")
        // What has happened is still told to programs: it says nothing of the person.
        #expect(city.bus.taken.count == 3)
    }

    @Test(arguments: [
        ("", "no-phone"), ("0757-8222 3344", "not-reachable"), ("110", "not-reachable"),
        ("1990000123", "not-reachable"),
    ])
    func aNumberThatTakesNoMessagesIsNotTried(phone: String, reason: String) async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00", person: PersonDetails(phone: phone))
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.taken.isEmpty)
        let message = try #require(try await city.messages(number).first)
        #expect(message.state == .dropped && message.reason == reason && message.attempts == 0)
    }

    @Test(arguments: ["19900001234", "+86 199-0000-1234"])
    func aNumberIsReachedHoweverItIsWritten(phone: String) async throws {
        let city = try await TellingHouse()
        _ = try await city.house.receive("2026-11-18 09:00", person: PersonDetails(phone: phone))
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.taken.count == 1)
    }

    // MARK: Overtaken

    @Test func whatIsDecidedAtNightIsToldOnceInTheMorning() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 21:00")
        try await city.tell("2026-11-18 21:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 21:30")
        try await city.tell("2026-11-18 21:30")
        try await city.tell("2026-11-19 07:59")
        #expect(city.sms.taken.isEmpty)
        try await city.tell("2026-11-19 08:00")
        #expect(city.sms.notices == [.dispatched])
        #expect(try await city.messages(number).map(\.reason) == ["overtaken", ""])
        // Programs hear everything, at once.
        #expect(city.bus.notices == [.accepted, .dispatched])
    }

    @Test func aWithdrawnRequestLeavesNothingToTell() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 21:00")
        try await city.tell("2026-11-18 21:00")
        try await city.house.give(.withdraw, number, "2026-11-18 22:00")
        try await city.tell("2026-11-19 08:00")
        #expect(city.sms.taken.isEmpty)
        #expect(try await city.messages(number).map(\.reason) == ["over"])
    }

    @Test func aCriticalRequestIsToldOfAtNight() async throws {
        let city = try await TellingHouse()
        _ = try await city.house.receive("2026-12-31 23:30", .test(urgency: .critical))
        let calm = try await city.house.receive("2026-12-31 23:31")
        try await city.tell("2026-12-31 23:32")
        #expect(city.sms.taken.count == 1)
        #expect(try await city.messages(calm).first?.nextAt == at("2027-01-01 08:00"))
    }

    @Test func aMessageMadeInTimeAndComeToItsTurnTooLateWaitsForTheMorning() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 20:59")
        try await city.telling.makeMessages(at: at("2026-11-18 20:59"))
        try await city.tell("2026-11-18 21:01")
        let message = try #require(try await city.messages(number).first)
        #expect(city.sms.taken.isEmpty && message.attempts == 0 && message.nextAt == at("2026-11-19 08:00"))
    }

    // MARK: Late

    @Test func whoseAnswerIsLateIsToldOnce() async throws {
        let city = try await TellingHouse()
        try await city.tell("2026-11-01 09:00")
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        let deadline = try #require(
            try await city.house.store.request(number)?.clock(.close, in: TestCity.foshan)?.deadline)
        try await city.tell(at: deadline - .minutes(1))
        #expect(!city.sms.notices.contains(.overdue))
        try await city.tell(at: deadline + .minutes(1))
        try await city.tell(at: deadline + .minutes(2))
        try await city.tell(at: deadline + .days(3))
        #expect(city.sms.notices.filter { $0 == .overdue }.count == 1)
        #expect(city.sms.texts.last?.contains("仍在办，抱歉") == true)
    }

    @Test func aNewDeadlineThatPassesIsToldAgain() async throws {
        let city = try await TellingHouse()
        try await city.tell("2026-11-01 09:00")
        let number = try await city.house.answered("2026-11-02")
        try await city.house.give(.redo(note: nil), number, "2026-11-02 10:30")
        try await city.tell("2026-11-02 10:31")
        try await city.tell("2026-11-24 10:00")
        #expect(city.sms.notices == [.redone, .overdue])
        try await city.house.give(.close(body: CaseLife.lead, reply: "好了"), number, "2026-11-24 10:10")
        try await city.house.give(.redo(note: nil), number, "2026-11-24 10:20")
        try await city.tell("2026-11-24 10:30")
        try await city.tell("2026-12-16 10:30")
        try await city.tell("2026-12-17 10:30")
        #expect(city.sms.notices == [.redone, .overdue, .redone, .overdue])
    }

    @Test func whatRanOutBeforeAnybodyWasToldAnythingIsNotTold() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-10-12 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-10-12 09:10")
        try await city.tell("2026-12-01 10:00")
        #expect(!city.sms.notices.contains(.overdue))
    }

    @Test func aPersonIsToldWhyNothingHappensAndWhenItGoesOn() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        try await city.house.give(.pause(reason: .waitingForPerson, note: "请补合同"), number, "2026-11-18 09:30")
        try await city.tell("2026-11-18 09:30")
        #expect(city.sms.texts.last == "【佛山一门】诉求\(number)暂停办理：等您补充材料。恢复后告知新期限。查询https://yimen.example/f")
        try await city.house.give(.resume, number, "2026-11-20 09:30")
        try await city.tell("2026-11-20 09:30")
        #expect(city.sms.texts.last == "【佛山一门】诉求\(number)恢复办理，最迟12月11日答复。查询https://yimen.example/f")
    }
}
