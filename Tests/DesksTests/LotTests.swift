import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Lots for a second look (抽查): by chance, but the same again.
@Suite struct LotTests {
    private static let day = CityDay("2026-11-18")!
    private let supervisor = context(TestActor.supervisor, "2026-11-19 09:00")

    /// A store with a master key of its own that is the same each time.
    private func keyed() async throws -> TestStore { try await TestStore(behind: { $0 }) }

    private func closings(_ count: Int, in house: TestStore) async throws {
        for _ in 0..<count { try await house.answered("2026-11-18") }
    }

    @Test func theSameClosingsGiveTheSameLots() async throws {
        let (one, other) = (try await keyed(), try await keyed())
        try await closings(60, in: one)
        try await closings(60, in: other)
        let lots = try await one.store.lots(of: Self.day)
        #expect(try await other.store.lots(of: Self.day) == lots)
        let rules = TestCity.foshan.quality.sampling
        let body = try #require(TestCity.foshan.organisation(CaseLife.lead))
        #expect(lots.count == rules.draws(60, of: body) && lots.count > 1 && Set(lots).count == lots.count)
    }

    @Test func anotherMasterKeyDrawsOthers() async throws {
        let (one, other) = (try await keyed(), try await TestStore())
        for house in [one, other] { try await closings(120, in: house) }
        #expect(try await one.store.lots(of: Self.day) != other.store.lots(of: Self.day))
    }

    @Test func whoClosedAnythingIsLookedAtAtLeastOnce() async throws {
        let house = try await TestStore()
        try await closings(1, in: house)
        #expect(try await house.store.lots(of: Self.day).map(\.body) == [CaseLife.lead])
        #expect(try await house.store.lots(of: Self.day.advanced(by: 1)).isEmpty)
    }

    @Test func lotsAreDrawnOnceAndWaitUntilTheyAreLookedAt() async throws {
        let house = try await TestStore()
        try await closings(60, in: house)
        let desk = house.desks.supervision
        let drawn = try await desk.drawLots(at: at("2026-11-19 00:05"))
        #expect(drawn > 1)
        #expect(try await desk.drawLots(at: at("2026-11-19 00:10")) == 0)
        let waiting = try await desk.waitingLots(supervisor)
        #expect(waiting.items.count == drawn && waiting.counts == LotCounts(drawn: drawn, inspected: 0))
        let first = try #require(waiting.items.first).lot.number
        #expect(try await house.store.isDrawn(first))
        let checks = TestCity.foshan.quality.sampling.checks.map(\.code)
        try await house.give(
            .inspect(Inspection(passed: checks, failed: [], isSampled: true, note: nil)), first, "2026-11-19 09:30")
        #expect(try await desk.waitingLots(supervisor).counts == LotCounts(drawn: drawn, inspected: 1))
        let late = context(TestActor.supervisor, "2026-12-19 09:00")
        #expect(try await desk.waitingLots(late).items.isEmpty, "given up after so many days")
    }

    @Test func handlersDoNotSeeWhatWasDrawn() async throws {
        let house = try await TestStore()
        let handler = context(TestActor.handler(CaseLife.lead), "2026-11-19 09:00")
        await #expect(throws: DeskError.notAllowed(.inspect)) { try await house.desks.supervision.waitingLots(handler) }
    }
}
