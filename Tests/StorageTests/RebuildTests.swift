import Casework
import Civics
import Storage
import TestSupport
import Testing

@Suite struct RebuildTests {
    /// A few hundred cases at all points of their lives: what the projections say is what the journal gives.
    @Test(arguments: [1, 2] as [UInt64])
    func aMixedCityIsRebuiltToTheSame(seed: UInt64) async throws {
        let house = try await TestStore()
        try await house.fill(cases: 250, commands: 1800, seed: seed)
        let verification = try await house.store.verify()
        #expect(verification.fault == nil)
        let result = try await house.store.rebuild()
        #expect(result.differing.isEmpty)
        #expect(result.cases == 250)
        #expect(result.events == verification.events)
        #expect(result.events > 1000)
        // Nearly every stage is there, or the test says little.
        let stages = try await house.store.database.read {
            try $0.rows("SELECT DISTINCT stage FROM request") { $0.int(0) }
        }
        #expect(stages.count >= 10)
        try await house.store.bulk { _ in }
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    /// What the store remembers of recent cases is what stands in the tables, also after a rebuild.
    @Test func workGoesOnAfterARebuild() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 40, commands: 200, seed: 5)
        #expect(try house.meddle(("UPDATE figure SET amount = amount + 1", [])) > 0)
        #expect(try await house.store.rebuild().differing == ["figure"])
        try await house.fill(cases: 40, commands: 200, seed: 6, from: "2026-10-05 08:00")
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test(arguments: [
        ("UPDATE request SET stage = 3 WHERE case_id = (SELECT max(case_id) FROM request)", "request"),
        ("UPDATE request SET clock_yellow = NULL WHERE clock_yellow IS NOT NULL", "request"),
        ("UPDATE request SET clock_deadline = clock_deadline + 1 WHERE clock_deadline IS NOT NULL", "request"),
        ("UPDATE request SET merged_into = 1", "request"),
        ("DELETE FROM request WHERE case_id = (SELECT min(case_id) FROM request)", "request"),
        ("INSERT INTO co_handler VALUES ('fs-water', 1, 1, 2, 2, 9, NULL, NULL, NULL, '')", "co_handler"),
        ("DELETE FROM co_handler", "co_handler"),
        ("UPDATE co_handler SET clock_deadline = clock_deadline - 1", "co_handler"),
        ("UPDATE fact SET amount = amount + 1 WHERE measure = 15", "fact"),
        ("DELETE FROM fact WHERE measure = 1", "fact"),
        ("UPDATE figure SET amount = amount - 1 WHERE cut = 0", "figure"),
        ("INSERT INTO figure VALUES (0, 1, 20000, '', '', 5)", "figure"),
        ("DELETE FROM figure WHERE cut = 7", "figure"),
        ("INSERT INTO search (search) VALUES ('delete-all')", "search"),
        ("INSERT INTO search (rowid, grams) VALUES (1, '打桩')", "search"),
    ])
    func damageToAProjectionIsNamedAndRepaired(sql: String, table: String) async throws {
        let house = try await TestStore()
        try await house.fill(cases: 40, commands: 250, seed: 3)
        try house.meddle((sql, []))
        #expect(try await house.store.rebuild().differing == [table])
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func emptyCellsAreNoDifference() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 10, commands: 30, seed: 4)
        try house.meddle(("INSERT INTO figure VALUES (0, 1, 20000, '', '', 0)", []))
        #expect(try await house.store.rebuild().differing.isEmpty)
    }

    @Test func anEmptyStoreIsRebuiltToNothing() async throws {
        let house = try await TestStore()
        let result = try await house.store.rebuild()
        #expect(result.differing.isEmpty && result.cases == 0 && result.events == 0)
    }

    @Test func progressIsToldPageByPage() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 30, commands: 0, seed: 4)
        let told = Told()
        _ = try await house.store.rebuild { told.note($0) }
        #expect(told.values == [30])
    }

    // MARK: Figures

    /// Every figure is the sum of the facts behind it, cut by cut.
    @Test func figuresAreTheSumsOfWhatRequestsAdd() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 200, commands: 1400, seed: 11)
        // A cut, and the values of a request by which it counts.
        let cuts: [(FigureCut, String, String)] = [
            (.total, "''", "''"), (.line, "r.line", "''"), (.districtField, "r.district", "substr(r.category, 1, 2)"),
            (.town, "r.town", "''"), (.category, "r.category", "''"), (.channelKind, "r.channel", "r.kind"),
            (.body, "r.lead", "''"), (.district, "r.district", "''"), (.field, "substr(r.category, 1, 2)", "''"),
            (.channel, "r.channel", "''"), (.kind, "r.kind", "''"), (.kindDistrict, "r.kind", "r.district"),
            (.kindTown, "r.kind", "r.town"), (.kindCategory, "r.kind", "r.category"), (.kindBody, "r.kind", "r.lead"),
            (.districtCategory, "r.district", "r.category"), (.townCategory, "r.town", "r.category"),
            (.bodyCategory, "r.lead", "r.category"),
        ]
        let ofAnswers: Set<FigureCut> = [.kindDistrict, .kindTown, .kindCategory, .kindBody]
        #expect(Set(cuts.map(\.0)) == Set(FigureCut.allCases))
        let days = CityDay("2026-09-01")!...CityDay("2027-03-01")!
        for (cut, first, second) in cuts {
            for measure in Measure.allCases {
                // A return counts for the body that returned, and its row knows the one that leads now.
                if cut == .body, measure == .returned {
                    let (kept, events) = try await house.store.database.read { connection in
                        (
                            try FigureStore.sums(measure, cut, days, on: connection),
                            try connection.integer("SELECT count(*) FROM event WHERE type = 'request.returned.1'")
                        )
                    }
                    #expect(kept.map(\.amount).reduce(0, +) == Int(events) && events > 0)
                    continue
                }
                if ofAnswers.contains(cut) && !measure.isAnswer
                    || !cut.isKeptByDay && !FigureCut.fineMeasures.contains(measure)
                {
                    let kept = try await house.store.database.read {
                        try FigureStore.sums(measure, cut, days, on: $0)
                    }
                    #expect(kept.isEmpty, "\(measure) by \(cut)")
                    continue
                }
                let (kept, counted) = try await house.store.database.read { connection in
                    let kept = try FigureStore.sums(measure, cut, days, on: connection)
                    let counted = try connection.rows(
                        """
                        SELECT \(first), \(second), sum(f.amount) FROM fact f JOIN request r ON r.case_id = f.case_id
                        WHERE f.measure = ? AND (? NOT IN (7, 14, 17) OR r.lead <> '') GROUP BY 1, 2 ORDER BY 1, 2
                        """, [.integer(measure.rawValue), .integer(cut.rawValue)]
                    ) { [$0.text(0), $0.text(1), $0.text(2)] }
                    return (kept.map { [$0.first, $0.second, String($0.amount)] }, counted)
                }
                #expect(kept == counted, "\(measure) by \(cut)")
            }
        }
        // Day by day, and nothing outside.
        let byDay = try await house.store.database.read { try FigureStore.byDay(.received, days, on: $0) }
        #expect(byDay.count == days.count)
        #expect(byDay.reduce(0, +) == 200)
        let before = CityDay("2026-08-01")!...CityDay("2026-08-31")!
        #expect(
            try await house.store.database.read { try FigureStore.byDay(.received, before, on: $0) }
                == [Int](repeating: 0, count: 31))
    }
}
