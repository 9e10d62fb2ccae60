import Casework
import Civics
import Storage
import TestSupport
import Testing

/// A request that was signed for without naming anybody goes to the handler with the least open work.
@Suite struct HandlerLoadsTests {
    // MARK: The counts alone

    @Test func theLeastBusyIsFirstAndTheNameDecidesBetweenEquals() {
        var loads = HandlerLoads()
        let learnt = [("c", 1), ("a", 2), ("b", 1)].map { (account: $0.0, open: $0.1) }
        #expect(loads.least(of: "body") { learnt } == "b")
        // Learnt once: what is read later is not asked for.
        #expect(loads.least(of: "body") { [] } == "b")
        #expect(loads.least(of: "other") { [] } == nil)
        #expect(loads.least(of: "body", before: "a") { [] } == "a")
        #expect(loads.least(of: "body", before: "stranger") { [] } == "b")
    }

    @Test func workComesAndGoesWithTheRequest() throws {
        var loads = HandlerLoads()
        _ = loads.least(of: CaseLife.lead) { [("a", 0), ("b", 0)].map { (account: $0.0, open: $0.1) } }
        _ = loads.least(of: CaseLife.helper) { [(account: "h", open: 0)] }
        var life = try CaseLife("2026-11-18 09:00")
        func give(_ command: RequestCommand, _ time: String) throws {
            let before = life.request
            try life.give(command, time)
            loads.move(from: before, to: life.request)
        }
        try give(.dispatch(Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])), "2026-11-18 09:10")
        try give(.sign(body: CaseLife.lead, handler: "a"), "2026-11-18 09:20")
        try give(.sign(body: CaseLife.helper, handler: "h"), "2026-11-18 09:20")
        #expect(["a", "b", "h"].map { loads.openWork(of: $0) } == [1, 0, 1])
        try give(.assign(body: CaseLife.lead, handler: "b"), "2026-11-18 09:30")
        try give(.reply(body: CaseLife.helper, reply: "done"), "2026-11-18 09:40")
        #expect(["a", "b", "h"].map { loads.openWork(of: $0) } == [0, 1, 0])
        try give(.close(body: CaseLife.lead, reply: "done"), "2026-11-18 10:00")
        #expect(loads.openWork(of: "b") == 0)
        // A redo is work once more, for both.
        try give(.redo(note: nil), "2026-11-18 11:00")
        #expect(["a", "b", "h"].map { loads.openWork(of: $0) } == [0, 1, 1])
        try give(.assign(body: CaseLife.lead, handler: "a man without account"), "2026-11-18 12:00")
        #expect(loads.openWork(of: "a man without account") == nil && loads.openWork(of: "b") == 0)
    }

    // MARK: In the store

    private func house(_ handlers: [String]) async throws -> TestStore {
        let house = try await TestStore()
        for id in handlers { try await save(id, in: house) }
        return house
    }

    private func save(
        _ id: String, _ role: Role = .handler, _ body: OrganisationID = CaseLife.lead, in house: TestStore
    ) async throws {
        try await house.store.save(
            StoredAccount(
                id: id, name: LocalName(zh: id, en: id), role: role, organisation: body,
                password: [UInt8](repeating: 0, count: 48)))
    }

    /// Dispatched to the lead, to be signed for.
    private func waiting(_ count: Int, in house: TestStore) async throws -> [CaseNumber] {
        var numbers: [CaseNumber] = []
        for _ in 0..<count {
            let number = try await house.receive("2026-11-18 09:00")
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
            numbers.append(number)
        }
        return numbers
    }

    private static let sign = RequestCommand.sign(body: CaseLife.lead, handler: nil)

    private func handler(of number: CaseNumber, in house: TestStore) async throws -> String? {
        try await house.store.request(number)?.handler
    }

    private func sign(_ number: CaseNumber, in house: TestStore, _ time: String = "2026-11-18 10:00") async throws
        -> String?
    {
        try await house.give(Self.sign, number, time)
        return try await handler(of: number, in: house)
    }

    @Test func requestsGoRoundAmongTheHandlersOfTheBody() async throws {
        let house = try await house(["h1", "h2"])
        try await save("head", .headOfBody, in: house)
        try await save("other", .handler, CaseLife.stranger, in: house)
        let numbers = try await waiting(5, in: house)
        var given: [String?] = []
        for number in numbers.prefix(4) { given.append(try await sign(number, in: house)) }
        #expect(given == ["h1", "h2", "h1", "h2"])
        // Who is named has it, and counts.
        try await house.give(.assign(body: CaseLife.lead, handler: "h1"), numbers[1], "2026-11-18 11:00")
        #expect(try await sign(numbers[4], in: house, "2026-11-18 11:10") == "h2")
        let found = try await house.store.handlers(of: CaseLife.lead)
        #expect(found.map(\.account.id) == ["h2", "h1"] && found.map(\.open) == [2, 3])
    }

    @Test func manySigningsAtOnceAreSharedOutEvenly() async throws {
        let house = try await house(["h1", "h2", "h3"])
        let numbers = try await waiting(30, in: house)
        let store = house.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in numbers {
                group.addTask {
                    _ = try await store.perform(
                        OutsideCommand(
                            number: number, command: Self.sign, at: at("2026-11-18 10:00"), actor: "tester"))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await house.store.handlers(of: CaseLife.lead).map(\.open) == [10, 10, 10])
    }

    @Test func whoIsDisabledGetsNothingAndWhoComesBackCatchesUp() async throws {
        let house = try await house(["h1", "h2"])
        let numbers = try await waiting(6, in: house)
        #expect(try await sign(numbers[0], in: house) == "h1")
        #expect(try await house.store.setDisabled(true, account: "h2"))
        #expect(try await sign(numbers[1], in: house) == "h1")
        #expect(try await house.store.handlers(of: CaseLife.lead).map(\.account.id) == ["h1"])
        #expect(try await house.store.setDisabled(false, account: "h2"))
        #expect(try await sign(numbers[2], in: house) == "h2")
        try await save("h0", in: house)
        #expect(try await sign(numbers[3], in: house) == "h0")
        // Another process shuts somebody out: that is seen as well.
        try house.meddle(("UPDATE account SET disabled = 1 WHERE id IN ('h0', 'h2')", []))
        #expect(try await sign(numbers[4], in: house) == "h1")
    }

    @Test func aRestartLearnsWhatWasThere() async throws {
        let house = try await house(["h1", "h2"])
        let numbers = try await waiting(3, in: house)
        #expect(try await sign(numbers[0], in: house) == "h1")
        try await house.reopen()
        #expect(try await sign(numbers[1], in: house) == "h2")
        try await house.give(.close(body: CaseLife.lead, reply: "done"), numbers[1], "2026-11-18 11:00")
        #expect(try await sign(numbers[2], in: house, "2026-11-18 11:10") == "h2")
    }

    @Test func whoBeginsWithoutSigningGoesOnWithIt() async throws {
        let house = try await house(["h1", "h2"])
        let numbers = try await waiting(2, in: house)
        _ = try await house.store.perform(
            OutsideCommand(
                number: numbers[0], command: .progress(body: CaseLife.lead, note: "已到现场"),
                at: at("2026-11-18 10:00"), actor: "h2"))
        #expect(try await handler(of: numbers[0], in: house) == "h2")
        #expect(try await sign(numbers[1], in: house) == "h1")
    }

    @Test func aBodyWithoutHandlersSignsAllTheSame() async throws {
        let house = try await house([])
        let numbers = try await waiting(1, in: house)
        #expect(try await sign(numbers[0], in: house) == nil)
        #expect(try await house.store.request(numbers[0])?.stage == .inProgress)
    }
}
