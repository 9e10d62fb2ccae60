import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Who looked at what, and what stands out.
@Suite struct LookReviewTests {
    private let auditor = context(TestActor.staff("auditor8001", .auditor, "fs-gov"), "2026-11-18 20:00")
    private let today = CityDay("2026-11-18")!...CityDay("2026-11-18")!

    private func look(
        _ house: TestStore, _ account: String, _ number: Int, _ moment: Instant, _ kind: AccessKind = .history
    ) async throws {
        try await house.store.logAccess(
            account: account, numbers: [CaseNumber(rawValue: Int64(number))], what: kind.rawValue, at: moment)
    }

    @Test func onlyAuditorsReviewLooks() async throws {
        let house = try await TestStore()
        for role in Role.allCases where role != .auditor {
            await #expect(throws: DeskError.notAllowed(.viewAccessLog), "\(role)") {
                try await house.desks.administration.review(
                    LookQuery(days: today), context(TestActor.staff("x", role, "fs-gov"), "2026-11-18 20:00"))
            }
        }
        let review = try await house.desks.administration.review(LookQuery(days: today), auditor)
        #expect(review.looks.isEmpty && review.total == 0 && review.unusual.isEmpty && review.next == nil)
    }

    /// Thirty cases within an hour are usual; the thirty-first is not, wherever the hour begins.
    @Test func moreCasesWithinAnHourThanTheCitySaysStandOut() async throws {
        let house = try await TestStore()
        let start = at("2026-11-18 10:40")
        for index in 0..<31 { try await look(house, "agent2036", 1000 + index, start + .minutes(index)) }
        // The same case again and again is one case.
        for index in 0..<40 { try await look(house, "agent2041", 7, start + .minutes(index)) }
        // As many, but not within an hour.
        for index in 0..<31 { try await look(house, "agent2050", 2000 + index, start + .minutes(2 * index)) }
        let review = try await house.desks.administration.review(LookQuery(days: today), limit: 500, auditor)
        #expect(review.total == 102)
        #expect(review.unusual.map(\.account) == ["agent2036"])
        #expect(review.unusual.first?.mostInAnHour == 31)
        #expect(review.unusual.first?.mostAt == start + .minutes(30))
        #expect(review.looks.filter { $0.marks.contains(.many) }.map(\.look.number?.rawValue) == [1030])
    }

    @Test func anHourThatBeganTheDayBeforeCounts() async throws {
        let house = try await TestStore()
        let midnight = at("2026-11-18 00:00")
        for index in 0..<31 {
            try await look(house, "agent2036", 1000 + index, midnight - .minutes(20) + .minutes(index))
        }
        let review = try await house.desks.administration.review(LookQuery(days: today), limit: 500, auditor)
        #expect(review.total == 11)
        #expect(review.unusual.first?.mostInAnHour == 31)
    }

    @Test func looksAtNightStandOutByTheCitysClock() async throws {
        let house = try await TestStore()
        for time in ["2026-11-18 05:59", "2026-11-18 06:00", "2026-11-18 21:59", "2026-11-18 22:00"] {
            try await look(house, "handler3012", 7, at(time), .history)
        }
        let review = try await house.desks.administration.review(LookQuery(days: today), auditor)
        #expect(review.unusual.first?.atNight == 2)
        #expect(review.looks.map { $0.marks.contains(.night) } == [true, false, false, true])
        let only = try await house.desks.administration.review(
            LookQuery(days: today, isUnusualOnly: true), auditor)
        #expect(only.total == 2)
    }

    /// Whoever looks at who asked should have something to do with the case: before or after.
    @Test func looksAtWhoAskedInCasesOfNoConcernStandOut() async throws {
        let house = try await TestStore()
        let agent = TestActor.agent
        var numbers: [CaseNumber] = []
        for index in 0..<7 { numbers.append(try await house.receive("2026-11-18 09:0\(index)")) }
        for number in numbers { _ = try await house.desks.reporter(of: number, context(agent, "2026-11-18 10:00")) }
        // In one of them the agent does something afterwards.
        try await house.desks.act(.urge(note: nil), on: numbers[0], context(agent, "2026-11-18 11:00"))
        let review = try await house.desks.administration.review(LookQuery(days: today), auditor)
        #expect(review.looks.filter { $0.marks.contains(.unrelated) }.count == 6)
        let unusual = try #require(review.unusual.first)
        #expect(unusual.unrelated == 6 && unusual.mostUnrelatedInADay == 6)
        #expect(unusual.marks(TestCity.foshan.security.unusualLooks) == [.unrelated])
        // A call-taker sees a caller's other requests by the way: that needs no reason in each.
        #expect(review.looks.allSatisfy { $0.look.what == AccessKind.reporter.rawValue })
    }

    @Test func looksAreFoundByAccountCaseKindAndDay() async throws {
        let house = try await TestStore()
        try await look(house, "a", 1, at("2026-11-17 10:00"))
        try await look(house, "a", 1, at("2026-11-18 10:00"))
        try await look(house, "b", 1, at("2026-11-18 11:00"))
        try await look(house, "b", 2, at("2026-11-18 12:00"), .reporter)
        func found(_ change: (inout LookQuery) -> Void) async throws -> Int {
            var query = LookQuery(days: today)
            change(&query)
            return try await house.desks.administration.review(query, auditor).total
        }
        #expect(try await found { _ in } == 3)
        #expect(try await found { $0.account = "b" } == 2)
        #expect(try await found { $0.number = CaseNumber(rawValue: 1) } == 2)
        #expect(try await found { $0.kind = .reporter } == 1)
        #expect(try await found { $0.days = today.lowerBound.advanced(by: -1)...today.upperBound } == 4)
        #expect(try await found { $0.account = "nobody" } == 0)
    }

    @Test func aLongListIsReadPageByPageWithoutLossOrRepetition() async throws {
        let house = try await TestStore()
        let numbers = (0..<250).map { CaseNumber(rawValue: Int64($0 + 1)) }
        // Many at the same moment: the place decides.
        try await house.store.logAccess(
            account: "a", numbers: numbers, what: AccessKind.history.rawValue, at: at("2026-11-18 10:00"))
        var seen: [Int64] = []
        var cursor: LookCursor?
        repeat {
            let page = try await house.desks.administration.review(
                LookQuery(days: today), before: cursor, limit: 100, auditor)
            seen += page.looks.compactMap { $0.look.number?.rawValue }
            #expect(page.total == 250)
            cursor = page.next
        } while cursor != nil
        #expect(seen == (1...250).reversed())
    }

    /// Fishing in telephone numbers leaves its trace also where nothing is caught.
    @Test func searchingForANumberThatNobodyHasIsWrittenDown() async throws {
        let house = try await TestStore()
        let agent = context(TestActor.agent, "2026-11-18 10:00")
        _ = try await house.desks.service.history(ofPhone: "19911112222", agent)
        var filter = RequestFilter()
        filter.phone = "19911112223"
        _ = try await house.desks.advice.requests(filter, agent)
        let review = try await house.desks.administration.review(LookQuery(days: today), auditor)
        #expect(review.looks.map(\.look.what) == ["search", "search"])
        #expect(review.looks.allSatisfy { $0.look.number == nil })
    }

    @Test func recordsAreKeptAsLongAsTheCitySays() async throws {
        let house = try await TestStore()
        let old = at("2023-11-18 10:00")
        try await look(house, "a", 1, old)
        try await look(house, "a", 2, old + .days(60))
        try await house.store.note(AccountAct(at: old, actor: "a", kind: "signed-in", account: "a"))
        try await house.desks.administration.tidy(at: old + .days(1096))
        #expect(try await house.store.accesses(to: CaseNumber(rawValue: 1)).isEmpty)
        #expect(try await house.store.accesses(to: CaseNumber(rawValue: 2)).count == 1)
        #expect(try await house.store.accountActs(AccountActFilter(), limit: 9).isEmpty)
    }
}
