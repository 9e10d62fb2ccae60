import Casework
import Civics
import Desks
import Insight
import Storage
import TestSupport
import Testing

/// What goes together in a city's own store.
@Suite struct ConnectionTests {
    private let days = CityDay("2026-11-01")!...CityDay("2026-11-30")!

    private func analyst() -> OperationContext {
        context(TestActor.staff("analyst7001", .analyst, "fs-gov"), "2026-11-28 10:00")
    }

    /// Night work is asked about everywhere, but one town has three times its share.
    private func city() async throws -> TestStore {
        let house = try await TestStore()
        for index in 0..<120 {
            let isNoise = index % 3 == 0
            let town = isNoise && index % 6 == 0 ? "440605011" : index % 2 == 0 ? "440606004" : "440604010"
            _ = try await house.receive(
                "2026-11-\(10 + index % 15) 09:00",
                .test(
                    category: isNoise ? "010501" : "020201", place: town, isProtected: index == 7,
                    title: "事项 \(index)", text: "内容 \(index)"),
                person: PersonDetails(
                    name: "某", phone: index < 5 || index == 7 ? "19900001000" : "1990001\(1000 + index)"))
        }
        return house
    }

    @Test func aMatterThatOneTownHasMoreOfIsShownWithWhatChanceWouldBring() async throws {
        let house = try await city()
        let found = try await house.desks.advice.connections(days, analyst())
        #expect(found.requests == 120 && !found.isCut)
        let pair = try #require(
            found.pairs.first { $0.first.key == "0105" && $0.second.column == .town && $0.association.lift > 1 })
        #expect(pair.second.key == "440605011")
        #expect(pair.association.together == 20)
        // A third of all requests are about it, and 20 of 120 come from there: chance would bring 6.7.
        #expect((6.6...6.7).contains(pair.association.expected))
        #expect(pair.association.interval.lowerBound > 1)
    }

    /// Who it is, is not said; a protected one is not among them.
    @Test func whoAsksAgainAndAgainIsJoinedWithoutAName() async throws {
        let house = try await city()
        let found = try await house.desks.advice.connections(days, analyst())
        #expect(found.callers.map(\.requests.count) == [5])
    }

    @Test func aMonthWithoutRequestsConnectsNothing() async throws {
        let house = try await city()
        let empty = CityDay("2026-09-01")!...CityDay("2026-09-30")!
        let found = try await house.desks.advice.connections(empty, analyst())
        #expect(found.requests == 0 && found.pairs.isEmpty && found.sequences.isEmpty && found.callers.isEmpty)
    }

    @Test func onlyThoseWhoAdviseSeeConnections() async throws {
        let house = try await TestStore()
        await #expect(throws: DeskError.notAllowed(.viewIssues)) {
            try await house.desks.advice.connections(
                days, context(TestActor.handler(CaseLife.lead), "2026-11-28 10:00"))
        }
    }
}
