import Casework
import Civics
import Storage
import TestSupport
import Testing

/// Work lists: what somebody finds who looks at every request is what the list has, once, in the order of the own clocks.
@Suite struct WorkListTests {
    private struct Entry: Hashable {
        let number: CaseNumber
        let deadline: Int64
    }

    private func all(_ house: TestStore, _ filter: WorkFilter, by limit: Int) async throws -> [RequestPage.Item] {
        var items: [RequestPage.Item] = []
        var cursor: RequestCursor?
        repeat {
            let page = try await house.store.workPage(filter, after: cursor, limit: limit)
            #expect(page.next == nil || page.items.count == limit)
            items += page.items
            cursor = page.next
        } while cursor != nil && items.count < 1000
        return items
    }

    private func deadline(_ item: RequestPage.Item) -> Int64 {
        let deadline = item.help.map(\.clockDeadline) ?? item.row.clockDeadline
        return deadline?.milliseconds ?? .max
    }

    /// What a body has to do with a request, and by when; `nil` for nothing.
    private func part(
        of body: OrganisationID, in request: ServiceRequest, _ city: City
    ) -> (stage: ServiceRequest.Stage, deadline: Int64)? {
        guard !request.stage.isEnded else { return nil }
        if request.lead == body {
            return (request.stage, request.nextClock(in: city)?.deadline?.milliseconds ?? .max)
        }
        guard let helper = request.coHandlers.first(where: { $0.body == body }) else { return nil }
        return (request.stage(of: helper), request.nextClock(of: helper, in: city)?.deadline?.milliseconds ?? .max)
    }

    @Test(arguments: [1, 4, 1000])
    func aBodyFindsWhatItLeadsAndWhatItHelpsWithByItsOwnClocks(limit: Int) async throws {
        let house = try await TestStore()
        try await house.fill(cases: 160, commands: 700, seed: 31)
        let city = house.store.city
        let rows = try await house.store.page(RequestFilter(), order: .newest, limit: 500).items.map(\.row)
        var requests: [ServiceRequest] = []
        for row in rows { requests.append(try #require(try await house.store.request(row.number))) }
        var helped = 0
        for body in Set(requests.flatMap(\.bodies)) {
            for stages in [WorkFilter.openStages, [.awaitingSigning], [.inProgress], [.paused]] {
                let expected = requests.compactMap { request -> Entry? in
                    guard let part = part(of: body, in: request, city), stages.contains(part.stage) else { return nil }
                    return Entry(number: request.number, deadline: part.deadline)
                }.sorted { ($0.deadline, $0.number) < ($1.deadline, $1.number) }
                let filter = WorkFilter(.body(body, stages: stages))
                let items = try await all(house, filter, by: limit)
                #expect(items.map { Entry(number: $0.row.number, deadline: deadline($0)) } == expected)
                #expect(try await house.store.workCount(filter).value == expected.count)
                helped += items.count { $0.help != nil }
            }
        }
        #expect(helped > 20)
    }

    @Test func aWorkListIsNarrowedByNumberWordsAndClocks() async throws {
        let house = try await TestStore()
        let lamp = try await house.receive("2026-11-18 09:00", .test(title: "南桂路路灯不亮"))
        let noise = try await house.receive("2026-11-18 09:01", .test(title: "海八路工地半夜打桩"))
        let dispatch = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])
        try await house.give(.dispatch(dispatch), lamp, "2026-11-18 09:10")
        try await house.give(.dispatch(dispatch), noise, "2026-11-18 11:10")
        for body in [CaseLife.lead, CaseLife.helper] {
            func found(_ change: (inout WorkFilter) -> Void) async throws -> [CaseNumber] {
                var filter = WorkFilter(.body(body, stages: WorkFilter.openStages))
                change(&filter)
                let numbers = try await all(house, filter, by: 10).map(\.row.number)
                #expect(try await house.store.workCount(filter).value == numbers.count)
                return numbers
            }
            #expect(try await found { _ in } == [lamp, noise])
            #expect(try await found { $0.number = noise } == [noise])
            #expect(try await found { $0.words = "路灯" } == [lamp])
            #expect(try await found { $0.words = "" } == [])
            #expect(try await found { $0.clockBefore = at("2026-11-19 10:00") } == [lamp])
            #expect(try await found { $0.clockFrom = at("2026-11-19 10:00") } == [noise])
        }
        let capped = try await house.store.workCount(
            WorkFilter(.body(CaseLife.lead, stages: [.awaitingSigning])), ceiling: 1)
        #expect(capped.value == 1 && capped.isMore)
    }
}
