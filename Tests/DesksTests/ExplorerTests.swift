import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// Exploring the figures: whatever is offered adds up, and says the same as the board and the lists.
@Suite struct ExplorerTests {
    private static let november = CityPeriod.month(year: 2026, month: 11)
    private let analyst = context(TestActor.staff("analyst7001", .analyst, "fs-gov"), "2026-12-05 12:00")
    private let supervisor = context(TestActor.supervisor, "2026-12-05 12:00")

    /// A month of a city, lived at random.
    private func house() async throws -> TestStore {
        let house = try await TestStore()
        try await house.fill(cases: 120, commands: 900, seed: 47, from: "2026-11-02 08:00")
        return house
    }

    private func ask(_ query: ExplorerQuery, _ house: TestStore) async throws -> ExplorerResult {
        let asked = ExplorerAsked(query, of: house.store.city)
        #expect(asked.problems.isEmpty, "\(query.parameters): \(asked.problems)")
        return try await house.desks.advice.explore(asked, analyst)
    }

    /// The sum of parts that are told apart: numerators and denominators.
    private func sum(_ values: [ExplorerValue]) -> ExplorerValue {
        ExplorerValue(
            (values.reduce(0) { $0 + $1.numerator } * 1000).rounded() / 1000,
            of: values.reduce(0) { $0 + ($1.denominator ?? 0) })
    }

    @Test func everyCombinationThatIsOfferedAddsUpToTheWhole() async throws {
        let house = try await house()
        let city = house.store.city
        var combinations = 0
        let measures: [ExplorerMeasure] =
            [.count(.received), .count(.returned), .count(.solved), .handlingTime]
            + [.rate(.onTime), .rate(.solved), .rate(.satisfied), .rate(.firstTime)]
        for measure in measures {
            let plain = ExplorerQuery([measure], period: Self.november)
            let whole = try await ask(plain, house).total.whole.now
            let asked = ExplorerAsked(plain, of: city)
            for rows in ExplorerDimension.allCases where asked.refusal(ofRows: rows, of: city) == nil {
                let byRows = try await ask(ExplorerQuery([measure], rows: rows, period: Self.november), house)
                #expect(sum(byRows.lines.map(\.whole.now)) == sum([whole]), "\(measure) by \(rows)")
                #expect(sum([byRows.total.whole.now]) == sum([whole]), "\(measure) by \(rows), total")
                let split = ExplorerAsked(byRows.query, of: city)
                for columns in ExplorerDimension.allCases
                where !columns.isLong && split.refusal(ofColumns: columns, of: city) == nil {
                    combinations += 1
                    let table = try await ask(
                        ExplorerQuery([measure], rows: rows, columns: columns, period: Self.november), house)
                    let name = "\(measure) by \(rows) and \(columns)"
                    #expect(sum(table.lines.flatMap { $0.cells.map(\.now) }) == sum([whole]), "\(name)")
                    #expect(sum(table.total.cells.map(\.now)) == sum([whole]), "\(name), total")
                    let lines = Dictionary(uniqueKeysWithValues: table.lines.map { ($0.value!, $0.whole.now) })
                    for line in byRows.lines where !line.whole.now.isEmpty {
                        #expect(
                            lines[line.value!].map { sum([$0]) } == sum([line.whole.now]), "\(name): \(line.value!)")
                    }
                }
            }
        }
        #expect(combinations > 100)
    }

    @Test func ratesAreThoseOfTheBoard() async throws {
        let house = try await house()
        let pairs: [(ExplorerDimension, BoardCut)] = [
            (.body, .body), (.district, .district), (.town, .town), (.field, .field), (.category, .category),
        ]
        for (dimension, cut) in pairs {
            let board = try await house.desks.supervision.board(
                BoardQuery(cut, scope: .city, period: Self.november), supervisor)
            let result = try await ask(
                ExplorerQuery(
                    ScoredRate.allCases.map { .rate($0) }, rows: dimension, period: Self.november,
                    comparison: .previous), house)
            let lines = Dictionary(uniqueKeysWithValues: result.lines.map { ($0.value!, $0) })
            for (place, rate) in ScoredRate.allCases.enumerated() {
                let measure = ExplorerMeasure.rate(rate)
                #expect(result.total.cells[place].now.rate(measure) == board.whole.rate(rate), "\(rate), whole")
                for line in board.lines where line.rate(rate).denominator > 0 {
                    let found = lines[line.value!]?.cells[place].now.rate(measure)
                    #expect(found.map(rounded) == rounded(line.rate(rate)), "\(rate) of \(line.value!)")
                }
            }
            #expect(result.rules == board.rules)
        }
    }

    private func rounded(_ rate: Rate) -> Rate {
        Rate((rate.numerator * 1000).rounded() / 1000, of: rate.denominator)
    }

    /// What a list can show is exactly what is counted, wherever a request counts once.
    @Test func everyNumberThatLeadsSomewhereLeadsToItsRequests() async throws {
        let house = try await house()
        let city = house.store.city
        var checked = 0
        for measure in [Measure.received, .dispatched, .contactDue, .contactedInTime] {
            let asked = ExplorerAsked(ExplorerQuery([.count(measure)], period: Self.november), of: city)
            for rows in ExplorerDimension.allCases where asked.refusal(ofRows: rows, of: city) == nil {
                let result = try await ask(
                    ExplorerQuery([.count(measure)], rows: rows, period: Self.november), house)
                for cell in result.lines.map(\.whole) + [result.total.whole] {
                    guard let figure = cell.figure else { continue }
                    let filter = try #require(RequestFilter(behind: figure))
                    let found = try await house.desks.advice.count(filter, analyst)
                    #expect(found.value == Int(cell.now.numerator), "\(figure)")
                    checked += 1
                }
            }
        }
        #expect(checked > 100)
    }

    @Test func aFilterCountsWhatItsLineCounts() async throws {
        let house = try await house()
        let city = house.store.city
        let pairs: [(ExplorerDimension, ExplorerDimension)] = [
            (.district, .field), (.district, .town), (.field, .category), (.kind, .channel), (.district, .week),
        ]
        for (filtered, rows) in pairs {
            let lines = try await ask(
                ExplorerQuery([.count(.received)], rows: filtered, period: Self.november), house
            ).lines
            for line in lines {
                let query = ExplorerQuery(
                    [.count(.received)], rows: rows, period: Self.november,
                    filters: [ExplorerFilter(filtered, line.value!)])
                let result = try await house.desks.advice.explore(ExplorerAsked(query, of: city), analyst)
                #expect(result.total.whole.now == line.whole.now, "\(filtered) \(line.value!) by \(rows)")
                #expect(
                    sum(result.lines.map(\.whole.now)) == sum([line.whole.now]), "\(filtered) \(line.value!) by \(rows)"
                )
            }
        }
    }

    @Test func requestsWhoseTownIsNotKnownStandUnderTheirDistrict() async throws {
        let house = try await TestStore()
        for place in ["440605", "440605011", "440605011", "440606005"] {
            try await house.receive("2026-11-10 09:00", .test(place: place))
        }
        let result = try await ask(
            ExplorerQuery(
                [.count(.received)], rows: .town, period: Self.november,
                filters: [ExplorerFilter(.district, "440605")]), house)
        #expect(result.lines.map(\.value) == ["440605011", ""])
        #expect(result.lines.map(\.whole.now.numerator) == [2, 1])
        #expect(result.lines[0].whole.figure?.first == "440605011")
        #expect(result.lines[1].whole.figure == nil, "no list shows the rest of a district")
        #expect(result.total.whole.now.numerator == 3)
    }

    @Test func aPeriodThatStillRunsIsComparedWithAsManyDays() async throws {
        let house = try await TestStore()
        for day in ["2026-10-01", "2026-10-03", "2026-10-20", "2026-11-02", "2026-11-04"] {
            try await house.receive("\(day) 09:00", .test())
        }
        let query = ExplorerQuery(
            [.count(.received)], rows: .day, period: Self.november, comparison: .previous)
        let context = context(TestActor.staff("analyst7001", .analyst, "fs-gov"), "2026-11-05 12:00")
        let result = try await house.desks.advice.explore(ExplorerAsked(query, of: house.store.city), context)
        #expect(result.isRunning && result.lines.count == 5)
        #expect(result.comparedDays == CityDay("2026-10-01")!...CityDay("2026-10-05")!)
        #expect(result.total.whole.now.numerator == 2 && result.total.whole.before?.numerator == 2)
        #expect(result.lines.map { $0.whole.before?.numerator } == [1, 0, 1, 0, 0])
        // Nothing is known of the year before, and nothing of a month to come.
        var other = query
        other.comparison = .yearBefore
        let old = try await house.desks.advice.explore(ExplorerAsked(other, of: house.store.city), context)
        #expect(old.comparedDays == nil)
        other.period = .month(year: 2027, month: 1)
        let future = try await house.desks.advice.explore(ExplorerAsked(other, of: house.store.city), context)
        #expect(future.days == nil && future.isEmpty)
    }

    @Test(arguments: Role.allCases)
    func onlyThoseWhoMayExploreDo(_ role: Role) async throws {
        let house = try await TestStore()
        let actor = context(TestActor.staff("somebody", role, "fs-gov"), "2026-11-18 10:00")
        let asked = ExplorerAsked(ExplorerQuery([.count(.received)], period: Self.november), of: house.store.city)
        let may: Set<Role> = [.analyst, .supervisor, .dispatcher, .auditor]
        if may.contains(role) {
            _ = try await house.desks.advice.explore(asked, actor)
            _ = try await house.desks.advice.savedQueries(actor)
        } else {
            await #expect(throws: DeskError.notAllowed(.explore)) {
                try await house.desks.advice.explore(asked, actor)
            }
            await #expect(throws: DeskError.notAllowed(.explore)) { try await house.desks.advice.savedQueries(actor) }
            await #expect(throws: DeskError.notAllowed(.explore)) {
                try await house.desks.advice.save(asked.query, as: "x", actor)
            }
        }
    }

    // MARK: Queries that are kept

    @Test func aQueryIsKeptRenamedAndDeletedByItsOwnerAlone() async throws {
        let house = try await TestStore()
        let advice = house.desks.advice
        let other = context(TestActor.staff("analyst7002", .analyst, "fs-gov"), "2026-11-18 10:00")
        let query = ExplorerQuery([.rate(.onTime)], rows: .town, period: Self.november, view: .tiles)
        let id = try await advice.save(query, as: "  镇街   按时 ", analyst)
        let kept = try #require(try await advice.savedQueries(analyst).first)
        #expect(kept.name == "镇街 按时")
        #expect(ExplorerAsked(text: kept.text, of: house.store.city).query == query)
        #expect(try await advice.savedQueries(other).isEmpty)
        await #expect(throws: DeskError.notFound) { try await advice.deleteSavedQuery(id, other) }
        await #expect(throws: DeskError.notFound) { try await advice.deleteSavedQuery(999, analyst) }
        // The same name once, but for each owner.
        await #expect(throws: SavedQueryRefused.nameTaken) { try await advice.save(query, as: "镇街 按时", analyst) }
        try await advice.save(query, as: "镇街 按时", other)
        for (name, reason) in [("", FieldFault.Reason.missing), ("a\u{7}", .controlCharacter)] {
            await #expect(throws: DeskError.invalid([FieldFault("name", reason)])) {
                try await advice.save(query, as: name, analyst)
            }
        }
        await #expect(throws: DeskError.invalid([FieldFault("name", .tooLong)])) {
            try await advice.save(query, as: String(repeating: "长", count: 61), analyst)
        }
        // Shared, it is read by others and changed by nobody else.
        try await advice.changeSavedQuery(id, name: "各镇街", isShared: true, isInReports: false, analyst)
        #expect(try await advice.savedQueries(other).map(\.name) == ["各镇街", "镇街 按时"])
        await #expect(throws: SavedQueryRefused.notOwn) {
            try await advice.changeSavedQuery(id, name: "我的", isShared: true, isInReports: false, other)
        }
        await #expect(throws: SavedQueryRefused.notOwn) { try await advice.deleteSavedQuery(id, other) }
        try await advice.deleteSavedQuery(id, analyst)
        #expect(try await advice.savedQueries(analyst).isEmpty)
    }

    @Test func onlyAnalystsShareAndPutIntoReports() async throws {
        let house = try await TestStore()
        let advice = house.desks.advice
        let query = ExplorerQuery([.count(.received)], period: Self.november)
        let id = try await advice.save(query, as: "mine", supervisor)
        for (shared, reports) in [(true, false), (false, true)] {
            await #expect(throws: DeskError.notAllowed(.shareQueries)) {
                try await advice.changeSavedQuery(id, name: "mine", isShared: shared, isInReports: reports, supervisor)
            }
            await #expect(throws: DeskError.notAllowed(.shareQueries)) {
                try await advice.save(query, as: "more", isShared: shared, isInReports: reports, supervisor)
            }
        }
        #expect(try await advice.queriesInReports().isEmpty)
        try await advice.save(query, as: "for all", isInReports: true, analyst)
        #expect(try await advice.queriesInReports().map(\.name) == ["for all"])
    }

    // MARK: Reports

    private func annex(_ order: String, _ queries: [ExplorerQuery], _ ledger: FigureLedger) -> [ReportSection] {
        let saved = queries.enumerated().map { index, query in
            SavedQuery(
                id: Int64(index), owner: "a", name: "问\(index)", text: query.text, isInReports: true,
                savedAt: Instant(milliseconds: 0))
        }
        return AdviceDesk.annex(
            of: saved, for: ReportOrder(order)!, of: TestCity.foshan, in: .chinese, from: ledger,
            today: CityDay("2026-12-05")!)
    }

    @Test func anAnnexTellsEachQueryForTheReportsOwnDaysAndPart() throws {
        var ledger = FigureLedger()
        func count(_ amount: Int, _ day: String, _ district: String, _ town: String) {
            for (cut, first, second) in [
                (FigureCut.total, "", ""), (.districtField, district, "01"), (.town, town, ""),
            ] {
                ledger.cells[
                    FigureKey(day: CityDay(day)!, measure: .received, cut: cut, first: first, second: second),
                    default: 0] += amount
            }
        }
        count(7, "2026-10-10", "440605", "440605011")
        count(5, "2026-10-11", "440606", "440606005")
        count(100, "2026-11-10", "440605", "440605011")
        let byTown = ExplorerQuery([.count(.received)], rows: .town, period: Self.november)
        let byLine = ExplorerQuery([.count(.received)], rows: .line, period: Self.november)
        #expect(annex("2026-10", [], ledger).isEmpty)
        let section = try #require(annex("2026-10", [byTown], ledger).first)
        #expect(section.isAppendix)
        func table(_ section: ReportSection) -> ReportTable? {
            section.blocks.lazy.compactMap { if case .table(let table) = $0 { table } else { nil } }.first
        }
        #expect(table(section)?.rows.map(\.cells).map { $0.flatMap(\.numbers).map(\.text) } == [["7"], ["5"], ["12"]])
        // Of a district; what is not kept by district is said.
        let district = try #require(annex("2026-10@district:440605", [byTown, byLine], ledger).first)
        #expect(table(district)?.rows.map { $0.cells.flatMap(\.numbers).map(\.text) } == [["7"], ["7"]])
        #expect(district.blocks.contains(.statement(lead: "问1", "没有按本报告的范围记的数字，不列。")))
        #expect(annex("2026-10@category:0101", [byTown], ledger).first?.blocks.count == 1)
    }
}
