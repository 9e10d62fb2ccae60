import Casework
import Civics
import Storage
import Synchronization
import TestSupport
import Testing

/// What is told once it is on disk.
struct ChangeFeedTests {
    /// Hears and keeps.
    private final class Ear: Sendable {
        private let heard = Mutex<[CaseNews]>([])

        var all: [CaseNews] { heard.withLock { $0 } }
        var changes: [CaseChange] {
            all.flatMap { news in if case .changes(let changes) = news { changes } else { [CaseChange]() } }
        }

        @Sendable func hear(_ news: CaseNews) { heard.withLock { $0.append(news) } }
    }

    private static let dispatch = RequestCommand.dispatch(Dispatch(lead: CaseLife.lead, coHandlers: ["fs-transport"]))

    /// The writer answers first and tells then.
    private func told(_ count: Int, _ ear: Ear) async throws -> [CaseChange] {
        for _ in 0..<500 where ear.changes.count < count { try await Task.sleep(for: .milliseconds(10)) }
        return ear.changes
    }

    @Test
    func whatChangedIsToldAsItStoodBeforeAndAsItStandsNow() async throws {
        let test = try await TestStore()
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        let number = try await test.receive("2026-11-18 10:00")
        try await test.give(Self.dispatch, number, "2026-11-18 10:10")
        let changes = try await told(2, ear)
        let new = CaseStanding(version: 1, stage: .awaitingDispatch)
        let dispatched = CaseStanding(
            version: 2, stage: .awaitingSigning, lead: CaseLife.lead, coHandlers: ["fs-transport"])
        #expect(
            changes == [CaseChange(number, from: nil, to: new), CaseChange(number, from: new, to: dispatched)])
    }

    @Test
    func whatIsRefusedChangesNothingAndIsNotTold() async throws {
        let test = try await TestStore()
        let number = try await test.receive("2026-11-18 10:00")
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        await #expect(throws: CommandFailure.self) {
            try await test.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 10:10")
        }
        try await test.give(Self.dispatch, number, "2026-11-18 10:20")
        #expect(try await told(1, ear).map(\.after.version) == [2])
    }

    @Test
    func severalCommandsOnACaseInOneTransactionAreOneChange() async throws {
        let test = try await TestStore()
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        try await test.fill(cases: 3, commands: 20, seed: 1)
        let changes = try await told(3, ear)
        #expect(changes.count == 3)
        #expect(changes.allSatisfy { $0.before == nil })
    }

    @Test
    func moreThanCanBeNamedIsEverything() async throws {
        let test = try await TestStore()
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        try await test.fill(cases: ChangeFeed.most + 1, commands: 0, seed: 2)
        #expect(ear.all == [.everything])
    }

    @Test
    func whatAnotherProcessWritesIsToldOnTheNextLook() async throws {
        let test = try await TestStore()
        let number = try await test.receive("2026-11-18 10:00")
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        try await test.store.feed.look(into: test.store.database)
        #expect(ear.all.isEmpty, "what was there before the first look is no news")

        let other = try await Store.open(folder: test.folder, city: test.store.city)
        defer { other.close() }
        _ = try await other.perform(
            OutsideCommand(number: number, command: Self.dispatch, at: at("2026-11-18 10:10"), actor: "importer"))
        try await test.store.feed.look(into: test.store.database)
        let change = try #require(ear.changes.first)
        #expect(change.number == number)
        #expect(change.before?.stage == .awaitingDispatch && change.after.lead == CaseLife.lead)

        try await test.store.feed.look(into: test.store.database)
        #expect(ear.changes.count == 1, "nothing is told twice")
    }

    @Test
    func whatThisProcessWroteIsNotToldAgainByALook() async throws {
        let test = try await TestStore()
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        try await test.store.feed.look(into: test.store.database)
        let number = try await test.receive("2026-11-18 10:00")
        try await test.give(Self.dispatch, number, "2026-11-18 10:10")
        _ = try await told(2, ear)
        try await test.store.feed.look(into: test.store.database)
        try await test.store.feed.look(into: test.store.database)
        #expect(ear.changes.count == 2)
    }

    @Test
    func anImportBesideTheServerIsToldAsEverything() async throws {
        let test = try await TestStore()
        let ear = Ear()
        test.store.feed.listen(ear.hear)
        try await test.store.feed.look(into: test.store.database)
        let beside = try await Store.open(folder: test.folder, city: test.store.city)
        defer { beside.close() }
        try await beside.bulk { batch in
            for minute in 0..<300 {
                _ = try batch.perform(
                    beside.prepare(
                        OutsideCommand(
                            command: .receive(.test()), at: at("2026-11-18 10:00") + .minutes(minute),
                            actor: "import:old"), key: nil, entropy: .system))
            }
        }
        try await test.store.feed.look(into: test.store.database)
        #expect(ear.all == [.everything])
    }
}
