import Casework
import Civics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Desks

/// Messages that don't get through at once, and processes that end at the wrong moment.
@Suite struct DeliveryTests {
    private func one(_ city: TellingHouse, _ time: String = "2026-11-18 09:00") async throws -> CaseNumber {
        let number = try await city.house.receive(time)
        try await city.tell(time)
        return number
    }

    @Test func aMessageThatFailsForTheMomentComesLaterAndOnce() async throws {
        let city = try await TellingHouse()
        city.sms.answer(.temporary("http-503"), .temporary("timeout"))
        let number = try await one(city)
        #expect(try await city.messages(number).first?.nextAt == at("2026-11-18 09:01"))
        #expect(try await city.messages(number).first?.reason == "http-503")
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.taken.count == 1)
        try await city.tell("2026-11-18 09:01")
        try await city.tell("2026-11-18 09:02")
        #expect(city.sms.taken.count == 2)
        try await city.tell("2026-11-18 09:03")
        #expect(city.sms.taken.count == 3)
        #expect(Set(city.sms.identifiers).count == 1)
        let message = try #require(try await city.messages(number).first)
        #expect(message.state == .sent && message.attempts == 3 && message.reason.isEmpty)
    }

    @Test func aProcessThatEndsBetweenSendingAndNotingSendsTwiceUnderOneIdentifier() async throws {
        let house = try await TestStore(behind: { FailingDatabase($0) })
        let city = TellingHouse(house: house)
        _ = try await house.receive("2026-11-18 09:00")
        try await city.telling.makeMessages(at: at("2026-11-18 09:00"))
        let way = try #require(city.telling.ways.first { $0.name == "sms" })
        // While the message is on its way, the disk fills up: that it was sent cannot be noted.
        let database = try #require(house.store.database as? FailingDatabase)
        city.sms.delay(.milliseconds(50))
        let sending = Task { [telling = city.telling] in try await telling.send(by: way, at: at("2026-11-18 09:00")) }
        func taken() async throws -> Bool {
            try await house.store.database.read { try $0.integer("SELECT count(*) FROM message WHERE lease <> 0") } > 0
        }
        while try await !taken() { try await Task.sleep(for: .milliseconds(1)) }
        database.fail(1)
        await #expect(throws: DatabaseError.self) { try await sending.value }
        city.sms.delay(.zero)
        #expect(city.sms.taken.count == 1)
        // As long as the lease holds, nobody touches it.
        #expect(try await city.another.send(by: way, at: at("2026-11-18 09:04")) == 0)
        #expect(try await city.another.send(by: way, at: at("2026-11-18 09:05")) == 1)
        #expect(city.sms.taken.count == 2)
        #expect(Set(city.sms.identifiers).count == 1)
        #expect(try await city.another.send(by: way, at: at("2026-11-18 12:00")) == 0)
    }

    @Test func whoeverNotesTooLateChangesNothing() async throws {
        let city = try await TellingHouse()
        _ = try await city.house.receive("2026-11-18 09:00")
        try await city.telling.makeMessages(at: at("2026-11-18 09:00"))
        let store = city.house.store
        func take(_ lease: Int64, _ time: String, until end: String) async throws -> [StoredMessage] {
            try await store.takeMessages(by: "sms", at: at(time), lease: lease, until: at(end), limit: 9)
        }
        let first = try await take(1, "2026-11-18 09:00", until: "2026-11-18 09:05")
        #expect(first.count == 1)
        #expect(try await take(2, "2026-11-18 09:04", until: "2026-11-18 09:09").isEmpty)
        #expect(try await take(2, "2026-11-18 09:05", until: "2026-11-18 09:10") == first)
        try await store.note([(first[0].id, .dead(reason: "timeout"))], lease: 1, at: at("2026-11-18 09:06"))
        #expect(try await store.messages(of: first[0].number).first { $0.way == "sms" }?.state == .waiting)
        try await store.note([(first[0].id, .sent)], lease: 2, at: at("2026-11-18 09:07"))
        #expect(try await store.messages(of: first[0].number).first { $0.way == "sms" }?.state == .sent)
    }

    @Test func twoProcessesOnOneStoreSendEachMessageOnce() async throws {
        let city = try await TellingHouse()
        city.sms.delay(.milliseconds(3))
        for _ in 0..<60 { _ = try await city.house.receive("2026-11-18 09:00") }
        let now = at("2026-11-18 09:00")
        let way = try #require(city.telling.ways.first { $0.name == "sms" })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for telling in [city.telling, city.another, city.another] {
                group.addTask {
                    try await telling.makeMessages(at: now)
                    while try await telling.send(by: way, at: now) > 0 {}
                }
            }
            try await group.waitForAll()
        }
        #expect(city.sms.taken.count == 60)
        #expect(Set(city.sms.identifiers).count == 60)
    }

    @Test func twoStoresOverOneFileSendEachMessageOnce() async throws {
        let city = try await TellingHouse()
        for _ in 0..<40 { _ = try await city.house.receive("2026-11-18 09:00") }
        let second = try await Store.open(folder: city.house.folder, city: city.house.store.city)
        defer { second.close() }
        city.sms.delay(.milliseconds(2))
        let other = Telling(store: second, carriers: ["sms": city.sms, "bus": city.bus], chance: { 0 })
        let now = at("2026-11-18 09:00")
        let way = try #require(city.telling.ways.first { $0.name == "sms" })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for telling in [city.telling, other] {
                group.addTask {
                    try await telling.makeMessages(at: now)
                    while try await telling.send(by: way, at: now) > 0 {}
                }
            }
            try await group.waitForAll()
        }
        #expect(city.sms.taken.count == 40 && Set(city.sms.identifiers).count == 40)
    }

    @Test func anotherProcessOnTheSameFileMakesNoMessageTwice() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00")
        let entries = try await city.house.store.outbox(limit: 9)
        let draft = MessageDraft(to: .person, by: "sms", dueAt: at("2026-11-18 09:00"))
        for _ in 0..<2 {
            try await city.house.store.turn(entries.map { ($0, [draft]) }, at: at("2026-11-18 09:00"))
        }
        #expect(try await city.messages(number).count == 1)
    }

    @Test func theNextMessageWaitsForTheOneBeforeIt() async throws {
        let city = try await TellingHouse()
        let number = try await city.house.receive("2026-11-18 09:00")
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.tell("2026-11-18 09:10")
        try await city.house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        city.sms.answer(.temporary("timeout"))
        try await city.house.give(.pause(reason: .inspection, note: nil), number, "2026-11-18 09:30")
        try await city.tell("2026-11-18 09:30")
        // Another reader does not wait.
        let other = try await city.house.receive("2026-11-18 09:30")
        try await city.tell("2026-11-18 09:31")
        #expect(try await city.messages(other).first?.state == .sent)
        #expect(
            city.sms.notices == [.dispatched, .paused, .paused, .accepted]
                || city.sms.notices == [.dispatched, .paused, .accepted, .paused])
    }

    @Test func aLaterNoticeDoesNotStandBehindOneThatIsNeededNoMore() async throws {
        let city = try await TellingHouse()
        city.sms.answer(.temporary("timeout", retryAfter: .hours(3)))
        let number = try await one(city)
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 12:00")
        try await city.tell("2026-11-18 12:00")
        #expect(try await city.messages(number).map(\.state) == [.dropped, .sent])
    }

    @Test func afterSoManyTriesItIsADeadLetterThatSomebodyMayTryAgain() async throws {
        let city = try await TellingHouse { $0.retry.attempts = 3 }
        city.sms.answer(otherwise: .temporary("http-500"))
        let number = try await one(city)
        for minute in 1...40 { try await city.tell("2026-11-18 09:\(minute < 10 ? "0" : "")\(minute)") }
        #expect(city.sms.taken.count == 3)
        #expect(try await city.messages(number).map(\.state) == [.dead])
        let letters = try await city.house.store.deadLetters()
        #expect(letters.map(\.reason) == ["http-500"])
        #expect(letters.first?.count == 1 && letters.first?.examples == [number])

        let administration = city.house.desks.administration
        let admin = context(TestActor.staff("admin", .administrator, "fs-gov"), "2026-11-18 10:00")
        await #expect(throws: DeskError.notAllowed(.manageMessages)) {
            try await administration.tryAgain(
                by: "sms", reason: "http-500", context(TestActor.dispatcher, "2026-11-18 10:00"))
        }
        #expect(try await administration.tryAgain(by: "mail", reason: "http-500", admin) == 0)
        #expect(try await administration.tryAgain(by: "sms", reason: "http-500", admin) == 1)
        city.sms.answer()
        try await city.tell("2026-11-18 10:00")
        #expect(try await city.messages(number).map(\.state) == [.sent])
        #expect(Set(city.sms.identifiers).count == 1)
        #expect(try await city.house.store.deadLetters().isEmpty)
    }

    @Test func whatIsGivenUpIsDeadNoMoreAndStaysWithItsRequest() async throws {
        let city = try await TellingHouse()
        city.sms.answer(.permanent("http-400 UNKNOWN_NUMBER"))
        let number = try await one(city)
        #expect(city.sms.taken.count == 1)
        let admin = context(TestActor.staff("admin", .administrator, "fs-gov"), "2026-11-18 10:00")
        #expect(
            try await city.house.desks.administration.giveUp(by: "sms", reason: "http-400 UNKNOWN_NUMBER", admin) == 1)
        #expect(try await city.house.store.deadLetters().isEmpty)
        let message = try #require(try await city.messages(number).first)
        #expect(message.state == .dropped && message.reason == "http-400 UNKNOWN_NUMBER")
    }

    @Test func aDeadLetterHoldsUpNothing() async throws {
        let city = try await TellingHouse()
        city.sms.answer(.permanent("http-400"))
        let number = try await one(city)
        try await city.house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
        try await city.tell("2026-11-18 09:10")
        #expect(try await city.messages(number).map(\.state) == [.dead, .sent])
    }

    @Test func aWayThatFailsRestsInsteadOfSpendingTheTriesOfAll() async throws {
        let city = try await TellingHouse()
        city.sms.answer(otherwise: .temporary("no-connection"))
        for _ in 0..<50 { _ = try await city.house.receive("2026-11-18 09:00") }
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.taken.count == 32)
        #expect(city.telling.states.first { $0.way.name == "sms" }?.heldUntil == at("2026-11-18 09:01"))
        // Other ways go on.
        #expect(city.bus.taken.count == 50)
    }

    @Test func retryAfterIsHonouredForTheWholeWay() async throws {
        let city = try await TellingHouse()
        city.sms.answer(.temporary("http-429", retryAfter: .minutes(7)))
        _ = try await one(city)
        _ = try await city.house.receive("2026-11-18 09:01")
        try await city.tell("2026-11-18 09:06")
        #expect(city.sms.taken.count == 1)
        try await city.tell("2026-11-18 09:07")
        #expect(city.sms.taken.count == 3)
    }

    @Test func aRetryInTheNightWaitsForTheMorning() async throws {
        let city = try await TellingHouse()
        city.sms.answer(.temporary("http-503", retryAfter: .minutes(5)))
        let number = try await one(city, "2026-11-18 20:58")
        #expect(try await city.messages(number).first?.nextAt == at("2026-11-19 08:00"))
    }

    @Test func aWayThatIsNotReadyKeepsWhatWaits() async throws {
        let city = try await TellingHouse()
        city.sms.fault = "no-secret"
        let number = try await one(city)
        #expect(try await city.messages(number).map(\.attempts) == [0])
        city.sms.fault = nil
        try await city.tell("2026-11-18 11:00")
        #expect(city.sms.taken.count == 1)
    }

    @Test func whatWaitsForAWayThatIsNoMoreIsDropped() async throws {
        let city = try await TellingHouse()
        city.sms.fault = "no-secret"
        let number = try await one(city)
        let silent = Telling(
            store: city.house.store, carriers: [:], chance: { 0 })
        try await silent.begin(at: at("2026-11-18 10:00"))
        #expect(try await city.messages(number).map(\.state) == [.waiting])
        try await city.house.store.dropMessages(exceptBy: ["mail", "bus"], at: at("2026-11-18 10:00"))
        #expect(try await city.messages(number).map(\.reason) == ["no-way"])
    }

    @Test func countsTellWhatWaitsAndSinceWhen() async throws {
        let city = try await TellingHouse()
        city.sms.fault = "no-secret"
        _ = try await one(city)
        _ = try await one(city, "2026-11-18 21:30")
        let counts = try await city.house.store.messageCounts(
            since: at("2026-11-18 00:00"), at: at("2026-11-18 22:00"))
        #expect(counts.waiting == 2 && counts.due == 1 && counts.dueSince == at("2026-11-18 09:00"))
        #expect(counts.sent == 2 && counts.dead == 0)
    }

    @Test func whatWasToldToStaffAndProgramsIsForgottenAndWhatWasToldToPeopleStays() async throws {
        let city = try await TellingHouse { $0.keepDays = 30 }
        let number = try await one(city)
        try await city.house.desks.administration.tidy(at: at("2026-12-17 09:00"))
        #expect(try await city.house.store.messages(of: number).count == 2)
        try await city.house.desks.administration.tidy(at: at("2026-12-19 09:00"))
        #expect(try await city.house.store.messages(of: number).map(\.way) == ["sms"])
    }

    @Test func anEventThatIsNotWrittenIsNotTold() async throws {
        let house = try await TestStore(behind: { FailingDatabase($0) })
        let city = TellingHouse(house: house)
        (house.store.database as? FailingDatabase)?.fail(1)
        await #expect(throws: DatabaseError.self) { try await house.receive("2026-11-18 09:00") }
        try await city.tell("2026-11-18 09:00")
        #expect(city.sms.taken.isEmpty)
    }
}
