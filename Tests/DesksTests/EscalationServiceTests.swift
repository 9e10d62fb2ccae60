import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// The rules of supervision at work on a store: found by index, carried out once, without a storm.
@Suite struct EscalationServiceTests {
    /// Dispatched on 18 November at 11:00, signed for and contacted: late from 9 December, 11:00.
    private func handled(_ house: TestStore, _ receipt: Receipt = .test()) async throws -> CaseNumber {
        let number = try await house.receive("2026-11-18 10:24", receipt)
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 11:00")
        try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 14:00")
        try await house.give(.contact(body: CaseLife.lead, means: .phone, note: nil), number, "2026-11-18 14:10")
        return number
    }

    private func supervision(_ house: TestStore, _ number: CaseNumber) async throws -> Int {
        try #require(try await house.store.request(number)).supervisionLevel
    }

    @Test func whatComesDueIsDoneOnceByTheSystem() async throws {
        let house = try await TestStore()
        let number = try await handled(house)
        let rules = house.desks.escalation
        #expect(try await rules.act(at: at("2026-11-18 15:00")).done.isEmpty)
        #expect(try await rules.act(at: at("2026-12-07 09:20")).done == ["close-red": 1])
        #expect(try await rules.act(at: at("2026-12-07 09:21")).looked == 0)
        #expect(try await rules.act(at: at("2026-12-09 11:01")).done == ["overdue-1": 1])
        #expect(try await supervision(house, number) == 1)
        let last = try #require(try await house.store.caseFile(number)?.entries.last)
        #expect(last.actor == "system")
    }

    /// A thousand cases that were late long before are left alone, and cost nothing once they were looked at.
    @Test func aStoreWithOldCasesSeesNoStormOnTheFirstStart() async throws {
        let house = try await TestStore()
        var numbers: [CaseNumber] = []
        for _ in 0..<30 { numbers.append(try await handled(house)) }
        let rules = house.desks.escalation
        let first = try await rules.act(at: at("2026-12-14 09:00"))
        #expect(first.looked == 30 && first.count == 0)
        for time in ["2026-12-14 09:01", "2026-12-15 09:00", "2026-12-18 11:01", "2026-12-25 10:00"] {
            #expect(try await rules.act(at: at(time)).count == 0)
        }
        #expect(try await rules.act(at: at("2026-12-25 10:01")).looked == 0)
        // What happens from now on counts: the person urges a third time.
        for minute in 0..<3 { try await house.give(.urge(note: nil), numbers[0], "2026-12-25 10:1\(minute)") }
        #expect(try await rules.act(at: at("2026-12-25 10:20")).done == ["urged-3": 1])
    }

    @Test func afterAStopEachCaseGetsOneThing() async throws {
        let house = try await TestStore()
        let rules = house.desks.escalation
        try await rules.act(at: at("2026-11-18 09:00"))
        for _ in 0..<12 { _ = try await handled(house) }
        #expect(try await rules.act(at: at("2026-12-17 09:00")).done == ["overdue-3": 12])
        #expect(try await rules.act(at: at("2026-12-17 09:01")).count == 0)
    }

    @Test func atNightNothingIsSaidAndInTheMorningItIs() async throws {
        let house = try await TestStore()
        let rules = house.desks.escalation
        try await rules.act(at: at("2026-11-18 09:00"))
        _ = try await handled(house)
        let evening = try await rules.act(at: at("2026-12-09 20:00"))
        #expect(evening.looked == 1 && evening.count == 0)
        #expect(try await rules.act(at: at("2026-12-10 03:00")).looked == 0, "not looked at before the city works")
        #expect(try await rules.act(at: at("2026-12-10 08:30")).done == ["overdue-1": 1])
    }

    /// Two servers on one database.
    @Test func twoProcessesDoNotActTwice() async throws {
        let house = try await TestStore()
        try await house.desks.escalation.act(at: at("2026-11-18 09:00"))
        var numbers: [CaseNumber] = []
        for _ in 0..<20 { numbers.append(try await handled(house)) }
        let other = try await Store.open(folder: house.folder, city: house.store.city)
        defer { other.close() }
        let now = at("2026-12-09 11:01")
        let (here, there) = (house.desks.escalation, Escalation(store: other))
        async let one = here.act(at: now)
        async let two = there.act(at: now)
        let results = try await [one, two]
        #expect(results.map(\.count).reduce(0, +) == 20, "\(results)")
        for number in numbers {
            let file = try #require(try await house.store.caseFile(number))
            let orders = file.entries.filter { $0.event.typeName == "request.supervision-ordered.1" }
            #expect(orders.count == 1)
        }
    }

    @Test func aRuleThatIsChangedComesIntoForceAnewAndReachesWhatIsOpen() async throws {
        let house = try await TestStore()
        let number = try await handled(house)
        try await house.desks.escalation.act(at: at("2026-11-18 15:00"))
        var rules = TestCity.foshan.supervision
        rules.rules = [
            SupervisionRule(
                id: "close-yellow", name: LocalName(zh: "过半", en: "Half"),
                when: .init(clock: .init(.close, .yellow)), action: .tell(.headOfBody))
        ]
        try await house.reopen(as: TestCity.foshan.supervised(by: rules))
        let engine = house.desks.escalation
        // In force from here: half of the time is used up on 27 November.
        #expect(try await engine.act(at: at("2026-11-19 09:00")).done.isEmpty)
        let planned = try await engine.preview(at: at("2026-11-30 09:00"))
        #expect(planned.map(\.number) == [number])
        #expect(try await engine.act(at: at("2026-11-30 09:00")).done == ["close-yellow": 1])
    }

    @Test func aLookAheadShowsWhatWouldBeDoneAndDoesNothing() async throws {
        let house = try await TestStore()
        let number = try await handled(house)
        let rules = house.desks.escalation
        let now = at("2026-12-09 11:01")
        #expect(try await rules.preview(at: now).isEmpty, "no rule is in force yet")
        let planned = try await rules.preview(at: now, since: at("2026-11-01 00:00"))
        #expect(planned.map(\.action.rule.id) == ["overdue-1"])
        #expect(planned.map(\.lead) == [CaseLife.lead])
        // Also after the rules have looked at it and left it to people.
        #expect(try await rules.act(at: now).count == 0)
        #expect(try await rules.preview(at: now, since: at("2026-11-01 00:00")).count == 1)
        #expect(try await supervision(house, number) == 0)
    }

    @Test func theThirdRequestOfOneCallerIsFoundByTheirTelephone() async throws {
        let house = try await TestStore()
        let rules = house.desks.escalation
        try await rules.act(at: at("2026-11-18 09:00"))
        for minute in 0..<2 { try await house.receive("2026-11-18 10:0\(minute)") }
        #expect(try await rules.act(at: at("2026-11-18 10:05")).done.isEmpty)
        let other = PersonDetails(name: "王芳", phone: "19900009999")
        try await house.receive("2026-11-18 10:06", .test(), person: other)
        #expect(try await rules.act(at: at("2026-11-18 10:07")).done.isEmpty)
        try await house.receive("2026-11-18 10:08")
        #expect(try await rules.act(at: at("2026-11-18 10:09")).done == ["same-3": 1])
    }

    @Test func aFullDiskIsTriedAgain() async throws {
        let house = try await TestStore(behind: FailingDatabase.init)
        let database = try #require(house.store.database as? FailingDatabase)
        try await house.desks.escalation.act(at: at("2026-11-18 09:00"))
        let number = try await handled(house)
        database.fail(10)
        await #expect(throws: DatabaseError.self) {
            try await house.desks.escalation.act(at: at("2026-12-09 11:01"))
        }
        database.fail(0)
        #expect(try await house.desks.escalation.act(at: at("2026-12-09 11:01")).done == ["overdue-1": 1])
        #expect(try await supervision(house, number) == 1)
    }
}
