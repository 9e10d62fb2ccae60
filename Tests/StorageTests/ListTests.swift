import Casework
import Civics
import Storage
import TestSupport
import Testing

/// Lists: every request that belongs to one is in it once, in order, however it is paged; and counts say how many.
@Suite struct ListTests {
    /// 160 requests at all points of their lives; many with the same deadline, many without one.
    private func house() async throws -> TestStore {
        let house = try await TestStore()
        try await house.fill(cases: 110, commands: 1000, seed: 22)
        for _ in 0..<50 { try await house.receive("2026-11-18 10:24") }
        return house
    }

    private func all(
        _ house: TestStore, _ filter: RequestFilter = RequestFilter(), order: RequestOrder = .newest, by limit: Int
    ) async throws -> [RequestRow] {
        var rows: [RequestRow] = []
        var cursor: RequestCursor?
        repeat {
            let page = try await house.store.page(filter, order: order, after: cursor, limit: limit)
            #expect(page.items.count <= limit)
            #expect(page.next == nil || page.items.count == limit)
            rows += page.items.map(\.row)
            cursor = page.next
        } while cursor != nil && rows.count < 1000
        return rows
    }

    @Test(arguments: [1, 7, 50, 159, 160, 161, 1000])
    func pagesVisitEveryRequestOnce(limit: Int) async throws {
        let house = try await house()
        let newest = try await all(house, by: limit)
        #expect(newest.count == 160)
        #expect(newest.map(\.number) == newest.map(\.number).sorted(by: >))
        #expect(Set(newest.map(\.number)).count == 160)
        let byDeadline = try await all(house, order: .deadline, by: limit)
        #expect(byDeadline.map(\.number).sorted() == newest.map(\.number).sorted())
        let keys = byDeadline.map { ($0.clockDeadline?.milliseconds ?? .max, $0.number) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
        // Ties, and requests whose clock stands still or that have none.
        #expect(byDeadline.count { $0.clockDeadline == nil } > 10)
        #expect(byDeadline.count { $0.clockDeadline == at("2026-11-19 10:24") } == 50)
    }

    @Test func aListMayChangeWhileItIsPaged() async throws {
        let house = try await house()
        var filter = RequestFilter()
        filter.stages = [.awaitingDispatch]
        let first = try await house.store.page(filter, order: .deadline, limit: 20)
        let dispatched = first.items.map(\.row.number)
        for number in dispatched {
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-12-18 11:00")
        }
        let total = try await house.store.count(filter).value
        var rest: [CaseNumber] = []
        var cursor = first.next
        while let after = cursor {
            let page = try await house.store.page(filter, order: .deadline, after: after, limit: 20)
            rest += page.items.map(\.row.number)
            cursor = page.next
        }
        // What was done is gone from the list; nothing that waits was passed over.
        #expect(rest.count == total)
        #expect(Set(rest).isDisjoint(with: dispatched))
    }

    @Test func countsAreExactBeyondAPageAndUpToTheirCeiling() async throws {
        let house = try await house()
        #expect(try await house.store.count(RequestFilter()).value == 160)
        #expect(try await !house.store.count(RequestFilter()).isMore)
        #expect(try await house.store.count(RequestFilter(), ceiling: 160).isMore == false)
        let bounded = try await house.store.count(RequestFilter(), ceiling: 159)
        #expect(bounded.value == 159 && bounded.isMore)
    }

    @Test func aPageOfNothingHasNoNext() async throws {
        let house = try await TestStore()
        let page = try await house.store.page(RequestFilter(), order: .deadline, limit: 20)
        #expect(page.items.isEmpty && page.next == nil)
        #expect(try await house.store.count(RequestFilter()).value == 0)
    }

    /// Each filter finds what one finds who looks at every request.
    @Test func aFilterFindsWhatItSays() async throws {
        let house = try await house()
        let city = house.store.city
        let rows = try await all(house, by: 200)
        let now = at("2026-10-15 09:00")
        let lead = try #require(rows.first { $0.lead != nil && !$0.stage.isEnded }?.lead)
        let handler = try #require(rows.first { $0.handler != nil }?.handler)
        let days = CityDay("2026-09-03")!...CityDay("2026-09-04")!
        func place(_ row: RequestRow, _ level: Level) -> RegionID? { city.ancestor(of: row.place, at: level) }

        let cases: [(String, (inout RequestFilter) -> Void, (RequestRow) -> Bool)] = [
            ("stage", { $0.stages = [.inProgress] }, { $0.stage == .inProgress }),
            ("ended stage", { $0.stages = [.closed] }, { $0.stage == .closed }),
            ("stages", { $0.stages = [.paused, .closed] }, { [.paused, .closed].contains($0.stage) }),
            ("open", { $0.isOpen = true }, { !$0.stage.isEnded }),
            ("lead", { $0.leads = [lead] }, { $0.lead == lead }),
            ("leads", { $0.leads = [lead, CaseLife.lead] }, { $0.lead == lead || $0.lead == CaseLife.lead }),
            ("handler", { $0.handler = handler }, { $0.handler == handler }),
            ("urgency", { $0.urgencies = [.urgent, .critical] }, { $0.urgency != .ordinary }),
            ("line", { $0.line = .enterprise }, { $0.line == .enterprise }),
            ("channel", { $0.channel = .kiosk }, { $0.channel == .kiosk }),
            ("kind", { $0.kind = .praise }, { $0.kind == .praise }),
            ("district", { $0.district = "440605" }, { place($0, .district) == "440605" }),
            ("town", { $0.town = "440605011" }, { place($0, .town) == "440605011" }),
            ("category", { $0.category = "010501" }, { $0.category == "010501" }),
            ("field", { $0.category = "01" }, { $0.category.hasPrefix("01") }),
            (
                "late", { $0.overdueAt = now },
                { !$0.stage.isEnded && ($0.closeDeadline.map { $0 < now } ?? false) }
            ),
            (
                "clock",
                {
                    $0.clockFrom = now
                    $0.clockBefore = now + .days(9)
                }, { $0.clockDeadline.map { $0 >= now && $0 < now + .days(9) } ?? false }
            ),
            ("received", { $0.receivedOn = days }, { days.contains(city.zone.day(of: $0.receivedAt)) }),
            ("urged", { $0.minimumUrges = 2 }, { $0.urges >= 2 }),
            ("supervised", { $0.isSupervised = true }, { $0.supervision > 0 }),
            ("dissatisfied", { $0.isDissatisfied = true }, { $0.satisfaction?.isBad == true }),
        ]
        for (name, change, belongs) in cases {
            var filter = RequestFilter()
            change(&filter)
            let expected = rows.filter(belongs).map(\.number)
            #expect(try await all(house, filter, by: 9).map(\.number) == expected, "\(name)")
            #expect(try await all(house, filter, order: .deadline, by: 9).map(\.number).sorted() == expected.sorted())
            #expect(try await house.store.count(filter).value == expected.count, "\(name)")
            #expect(!expected.isEmpty && expected.count < rows.count, "\(name) says little here")
        }
    }

    /// A request that a figure counts twice, on two days, is one request behind it.
    @Test func theRequestsBehindAFigureAreListedOnce() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        try await house.give(.redo(note: nil), number, "2026-11-19 09:00")
        try await house.give(.close(body: CaseLife.lead, reply: "reply"), number, "2026-11-20 09:00")
        let other = try await house.answered("2026-11-19")
        var filter = RequestFilter()
        filter.measure = .closed
        filter.measureDays = CityDay("2026-11-18")!...CityDay("2026-11-20")!
        #expect(try await all(house, filter, by: 1).map(\.number) == [other, number])
        #expect(try await all(house, filter, order: .deadline, by: 1).count == 2)
        #expect(try await house.store.count(filter).value == 2)
        filter.measureDays = CityDay("2026-11-20")!...CityDay("2026-11-20")!
        #expect(try await all(house, filter, by: 1).map(\.number) == [number])
    }

    /// A row of a list says what the case itself says.
    @Test func rowsSayWhatTheirCasesSay() async throws {
        let house = try await house()
        for row in try await all(house, by: 200) {
            let request = try #require(try await house.store.request(row.number))
            let clock = request.nextClock(in: house.store.city)
            #expect(row.stage == request.stage && row.version == request.version && row.lead == request.lead)
            #expect(row.clock == clock?.kind && row.clockDeadline == clock?.deadline)
            #expect(row.yellowAt == clock?.yellowAt && row.redAt == clock?.redAt)
            #expect(row.isProtected == request.isProtected && row.closedAt == request.closedAt)
            #expect(row.redos == request.redos && row.urges == request.urges && row.returns == request.returns)
            for now in [at("2026-09-10 09:00"), at("2026-11-18 12:00"), at("2026-12-31 09:00")] {
                #expect(row.clockState(at: now) == clock?.state(at: now), "\(row.number) at \(now)")
            }
        }
    }

    @Test func rowsComeInTheOrderAskedFor() async throws {
        let house = try await TestStore()
        var numbers: [CaseNumber] = []
        for _ in 0..<4 { numbers.append(try await house.receive("2026-11-18 10:24")) }
        let asked = [numbers[2], CaseNumber(rawValue: 1), numbers[0], numbers[2]]
        #expect(try await house.store.rows(asked).map(\.row.number) == [numbers[2], numbers[0], numbers[2]])
        #expect(try await house.store.rows(asked).allSatisfy { $0.title == "海八路工地半夜打桩" })
    }

    /// A list that would silently be shorter is no list.
    @Test func aRowThatCannotBeReadIsNamed() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24")
        try await house.receive("2026-11-18 10:30")
        try house.meddle(("UPDATE request SET kind = 'sigh' WHERE case_id = ?", [.integer(number.rawValue)]))
        await #expect(throws: StorageError.unreadableRow(number)) {
            try await house.store.page(RequestFilter(), order: .newest, limit: 10)
        }
        await #expect(throws: StorageError.unreadableRow(number)) { try await house.store.rows([number]) }
    }

    @Test func looksAtPersonalDataAreKeptWithTheCase() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:24")
        try await house.store.logAccess(
            account: "agent2036", numbers: [number], what: "reporter", at: at("2026-11-18 10:30"))
        try await house.store.logAccess(
            account: "handler3012", numbers: [number], what: "reporter", at: at("2026-11-18 10:40"))
        let looks = try await house.store.accesses(to: number)
        #expect(looks.map(\.account) == ["handler3012", "agent2036"])
        #expect(looks.map(\.at) == [at("2026-11-18 10:40"), at("2026-11-18 10:30")])
        #expect(try await house.store.accesses(to: CaseNumber(rawValue: 1)).isEmpty)
    }
}
