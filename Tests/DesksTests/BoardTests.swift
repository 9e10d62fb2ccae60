import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// The board: every rate worked by hand in a small city, every number with exactly its requests. 16 November 2026 is a
/// Monday; enquiries are to be contacted within one working day and closed within two.
@Suite struct BoardTests {
    private static let shunde = SmallWeek.shunde
    private static let week = SmallWeek.period
    private let supervisor = context(TestActor.supervisor, "2026-11-22 12:00")

    private func board(
        _ house: TestStore, _ cut: BoardCut = .body, _ scope: BoardScope = .city, _ period: CityPeriod = week
    ) async throws -> Board {
        try await house.desks.supervision.board(BoardQuery(cut, scope: scope, period: period), supervisor)
    }

    private func line(_ board: Board, _ value: String) throws -> BoardLine {
        try #require(board.lines.first { $0.value == value })
    }

    @Test func everyRateIsWhatOneCountsByHand() async throws {
        let house = try await TestStore()
        _ = try await SmallWeek(in: house)
        let board = try await board(house)
        let nanhai = try line(board, CaseLife.lead)
        #expect(board.lines.compactMap(\.value) == [CaseLife.lead, Self.shunde])
        #expect(nanhai.dispatched == 5 && nanhai.open == 0 && nanhai.closed == 6)
        #expect(nanhai.rate(.response) == Rate(4, of: 5))
        #expect(nanhai.rate(.onTime) == Rate(1, of: 2), "two enquiries fell due, one was late")
        #expect(nanhai.rate(.solved) == Rate(1, of: 2), "the enquiry does not count in solved")
        #expect(nanhai.rate(.satisfied) == Rate(1.9, of: 3), "satisfied and 0.9 of fairly satisfied")
        #expect(nanhai.leftOut[.solved] == 1)
        #expect(nanhai.rate(.firstTime) == Rate(5, of: 6))
        let shunde = try line(board, Self.shunde)
        #expect(shunde.rate(.satisfied) == Rate(0, of: 0) && shunde.excluded == 1, "the appeal has taken it out")
        #expect(shunde.rate(.onTime) == Rate(1, of: 2))
        #expect(shunde.open == 1 && shunde.overdue == 1)
        #expect(board.whole.rate(.satisfied) == Rate(1.9, of: 3) && board.whole.excluded == 1)
        #expect(board.whole.rate(.response) == Rate(6, of: 7))
        #expect(board.rules.version == CityDay("2026-01-01"))
        #expect(board.before == nil, "there are no figures of the week before")
    }

    @Test func everyNumberLeadsToExactlyItsRequests() async throws {
        let house = try await TestStore()
        let week = try await SmallWeek(in: house)
        let expected: [BoardNumber.What: String] = [
            .dispatched: "abcde", .closed: "abcde", .open: "", .overdue: "", .contactDue: "abcde", .contacted: "abde",
            .notContacted: "c", .due: "ad", .onTime: "a", .late: "d", .askedSolved: "bc", .solved: "b",
            .notSolved: "c", .leftOutOfSolved: "a", .askedSatisfied: "abc", .satisfied: "a", .fairlySatisfied: "b",
            .notSatisfied: "c", .leftOutOfSatisfied: "", .firstTime: "abcde", .redone: "e", .inspected: "",
            .passed: "", .failed: "", .excluded: "", .paused: "",
        ]
        let days = Self.week.days
        for what in BoardNumber.What.allCases {
            let number = BoardNumber(what, value: CaseLife.lead, days: days)
            let (page, total) = try await house.desks.supervision.requests(behind: number, supervisor)
            #expect(week.names(page) == expected[what], "\(what)")
            #expect(total.value == page.items.count)
        }
        func whole(_ what: BoardNumber.What, _ scope: BoardScope = .city) async throws -> String {
            let number = BoardNumber(what, scope: scope, days: days)
            return week.names(try await house.desks.supervision.requests(behind: number, supervisor).page)
        }
        #expect(try await whole(.excluded) == "f")
        #expect(try await whole(.overdue) == "g")
        #expect(try await whole(.late) == "dg")
        #expect(try await whole(.dispatched, .district("440606")) == "fg")
        #expect(try await whole(.dispatched, .under("440605-gov")) == "abcde")
    }

    /// Who is in time, and who is late, make up those that were due: for every rate and every body.
    @Test func aPartAndItsRestAreTheBase() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 150, commands: 900, seed: 31, from: "2026-11-02 08:00")
        let days = CityDay("2026-11-01")!...CityDay("2026-11-30")!
        func list(_ what: BoardNumber.What, _ value: String?) async throws -> Set<CaseNumber> {
            let number = BoardNumber(what, value: value, days: days)
            let found = try await house.desks.supervision.requests(behind: number, limit: 1000, supervisor)
            #expect(found.total.value == found.page.items.count)
            return Set(found.page.items.map(\.row.number))
        }
        let board = try await board(house, .body, .city, .days(days))
        #expect(board.lines.count > 3)
        for value in [nil] + board.lines.prefix(4).map(\.value) {
            for (part, rest, base) in [
                (BoardNumber.What.contacted, BoardNumber.What.notContacted, BoardNumber.What.contactDue),
                (.onTime, .late, .due), (.solved, .notSolved, .askedSolved), (.firstTime, .redone, .closed),
                (.passed, .failed, .inspected),
            ] {
                let together = try await list(part, value).union(list(rest, value))
                #expect(try await together == list(base, value), "\(base) of \(value ?? "all")")
            }
        }
    }

    /// Half of a body's requests given to another: what is summed over both, and over the city, stays as it was.
    @Test func splittingABodysCasesLeavesSumsAlone() async throws {
        func city(_ leads: [OrganisationID]) async throws -> Board {
            let house = try await TestStore()
            for index in 0..<12 {
                let lead = leads[index % leads.count]
                let number = try await house.receive("2026-11-16 09:0\(index % 10)", .test(kind: .enquiry))
                try await house.give(.dispatch(Dispatch(lead: lead)), number, "2026-11-16 10:00")
                try await house.give(.sign(body: lead, handler: nil), number, "2026-11-16 11:00")
                let closing = index % 3 == 0 ? "2026-11-19 10:00" : "2026-11-17 09:00"
                try await house.give(.close(body: lead, reply: "reply"), number, closing)
                let answer = CallBack(
                    reached: true, solved: index % 2 == 0, satisfaction: .fairlySatisfied, channel: .phone, comment: nil
                )
                try await house.give(.callBack(answer), number, "2026-11-20 09:00")
            }
            return try await board(house, .body, .under("440605-gov"))
        }
        let one = try await city([CaseLife.lead])
        let two = try await city([CaseLife.lead, CaseLife.helper])
        #expect(one.lines.count == 1 && two.lines.count == 2)
        #expect(one.whole == two.whole)
        for rate in ScoredRate.allCases {
            #expect(two.lines.reduce(0) { $0 + $1.rate(rate).denominator } == one.whole.rate(rate).denominator)
            #expect(two.lines.reduce(0.0) { $0 + $1.rate(rate).numerator } == one.whole.rate(rate).numerator)
        }
    }

    /// Over all districts, all fields, all categories and all towns the same requests are counted.
    @Test(arguments: [BoardCut.field, .category])
    func everyCutCountsTheSameCity(cut: BoardCut) async throws {
        let house = try await TestStore()
        try await house.fill(cases: 80, commands: 400, seed: 5, from: "2026-11-02 08:00")
        let period = CityPeriod.month(year: 2026, month: 11)
        let board = try await board(house, cut, .city, period)
        for rate in ScoredRate.allCases {
            #expect(
                board.lines.reduce(0) { $0 + $1.rate(rate).denominator } == board.whole.rate(rate).denominator,
                "\(rate)")
        }
        #expect(board.lines.reduce(0) { $0 + $1.open } == board.whole.open)
        #expect(board.lines.reduce(0) { $0 + $1.dispatched } == board.whole.dispatched)
        #expect(board.lines.reduce(0) { $0 + ($1.leftOut[.solved] ?? 0) } == board.whole.leftOut[.solved])
    }

    @Test func countsDoNotStopAtTheEndOfAPage() async throws {
        let house = try await TestStore()
        for _ in 0..<60 { try await house.answered("2026-11-18") }
        let number = BoardNumber(.closed, value: CaseLife.lead, days: Self.week.days)
        var seen: Set<CaseNumber> = []
        var after: RequestCursor?
        repeat {
            let found = try await house.desks.supervision.requests(behind: number, after: after, limit: 25, supervisor)
            #expect(found.total.value == 60)
            seen.formUnion(found.page.items.map(\.row.number))
            after = found.page.next
        } while after != nil
        #expect(seen.count == 60)
        #expect(try await board(house).whole.closed == 60)
    }

    // MARK: Periods

    @Test func aPeriodThatRunsIsComparedWithAsManyDays() async throws {
        let house = try await TestStore()
        // Two on the first Monday, three on the Friday after; one on Monday a week later.
        for (day, count) in [("2026-11-09", 2), ("2026-11-13", 3), ("2026-11-16", 1)] {
            for _ in 0..<count { try await house.answered(day) }
        }
        let tuesday = context(TestActor.supervisor, "2026-11-17 12:00")
        let query = BoardQuery(.body, scope: .city, period: Self.week)
        let board = try await house.desks.supervision.board(query, tuesday)
        #expect(board.days == CityDay("2026-11-16")!...CityDay("2026-11-17")!)
        #expect(board.before?.days == CityDay("2026-11-09")!...CityDay("2026-11-10")!)
        #expect(board.before?.whole.closed == 2 && board.before?.lines[CaseLife.lead]?.closed == 2)
        #expect(board.yearBefore == nil)
    }

    @Test func aPeriodIsCountedByTheRulesOfItsLastDay() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2025-12-30", .test(kind: .enquiry))
        let answer = CallBack(reached: true, solved: true, satisfaction: .satisfied, channel: .phone, comment: nil)
        try await house.give(.callBack(answer), number, "2025-12-31 09:00")
        let later = context(TestActor.supervisor, "2026-03-01 12:00")
        func solved(_ period: CityPeriod) async throws -> (CityDay, Rate) {
            let query = BoardQuery(.body, scope: .city, period: period)
            let board = try await house.desks.supervision.board(query, later)
            return (board.rules.version, board.whole.rate(.solved))
        }
        // In 2025 enquiries counted in "solved"; since 2026 they do not.
        #expect(try await solved(.year(2025)) == (CityDay("2025-01-01")!, Rate(1, of: 1)))
        let turn = CityPeriod.days(CityDay("2025-12-29")!...CityDay("2026-01-04")!)
        #expect(try await solved(turn) == (CityDay("2026-01-01")!, Rate(0, of: 0)))
    }

    // MARK: Who may see what

    @Test func aHeadSeesTheirOwnBodyAndWhatLiesBelow() async throws {
        let house = try await TestStore()
        _ = try await SmallWeek(in: house)
        let desk = house.desks.supervision
        let head = context(TestActor.staff("head", .headOfBody, "440605-gov"), "2026-11-22 12:00")
        #expect(try desk.boardScopes(head).usual == .under("440605-gov"))
        let own = try await desk.board(BoardQuery(.body, scope: .under("440605-gov"), period: Self.week), head)
        #expect(own.lines.compactMap(\.value) == [CaseLife.lead])
        #expect(own.whole.dispatched == 5)
        let below = BoardQuery(.body, scope: .under(CaseLife.lead), period: Self.week)
        #expect(try await desk.board(below, head).whole.dispatched == 5)
        for query in [
            BoardQuery(.body, scope: .city, period: Self.week), BoardQuery(.town, scope: .city, period: Self.week),
            BoardQuery(.body, scope: .district("440605"), period: Self.week),
            BoardQuery(.body, scope: .under(Self.shunde), period: Self.week),
            BoardQuery(.town, scope: .under("440605-gov"), period: Self.week),
        ] {
            await #expect(throws: DeskError.notAllowed(.viewBoard)) { try await desk.board(query, head) }
        }
        let stranger = BoardNumber(.closed, value: Self.shunde, scope: .under("440605-gov"), days: Self.week.days)
        await #expect(throws: DeskError.notAllowed(.viewBoard)) {
            try await desk.requests(behind: stranger, head)
        }
        let handler = context(TestActor.handler(CaseLife.lead), "2026-11-22 12:00")
        await #expect(throws: DeskError.notAllowed(.viewBoard)) {
            try await desk.board(BoardQuery(.body, scope: .under(CaseLife.lead), period: Self.week), handler)
        }
    }

    @Test func aDistrictsSupervisorBeginsWithTheDistrictAndMaySeeAll() async throws {
        let house = try await TestStore()
        _ = try await SmallWeek(in: house)
        let desk = house.desks.supervision
        let supervisor = context(TestActor.staff("s", .supervisor, "440606-gov"), "2026-11-22 12:00")
        let scopes = try desk.boardScopes(supervisor)
        #expect(scopes.usual == .district("440606") && !scopes.isOwnOnly)
        let district = try await desk.board(BoardQuery(.body, scope: scopes.usual, period: Self.week), supervisor)
        #expect(district.lines.compactMap(\.value) == [Self.shunde] && district.whole.dispatched == 2)
        let towns = try await desk.board(BoardQuery(.town, scope: scopes.usual, period: Self.week), supervisor)
        #expect(towns.lines.compactMap(\.value) == ["440606005"])
        let city = try await desk.board(BoardQuery(.district, scope: .city, period: Self.week), supervisor)
        #expect(Set(city.lines.compactMap(\.value)) == ["440605", "440606"])
    }
}
