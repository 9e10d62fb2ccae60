import Casework
import Civics
import Storage
import TestSupport
import Testing

/// Sums of figures over weeks and months: always what the days say.
@Suite struct FigureBlockTests {
    private static let measures: [Measure] = [
        .received, .dispatched, .due, .closedInTime, .closed, .calledBack, .solved,
    ]
    private static let cuts: [FigureCut] = [
        .total, .body, .town, .district, .field, .category, .districtField, .kind, .kindBody, .line,
        .districtCategory, .townCategory, .bodyCategory,
    ]

    private func table(_ house: TestStore, _ cut: FigureCut, _ days: ClosedRange<CityDay>) async throws -> FigureTable {
        try await house.store.database.read { try FigureStore.table(Self.measures, cut, days, on: $0) }
    }

    /// By the days alone.
    private func byDays(
        _ house: TestStore, _ cut: FigureCut, _ days: ClosedRange<CityDay>
    ) async throws -> [Measure: [FigureSum]] {
        try await house.store.database.read { connection in
            var sums: [Measure: [FigureSum]] = [:]
            for measure in Self.measures { sums[measure] = try FigureStore.sums(measure, cut, days, on: connection) }
            return sums
        }
    }

    private func expectSame(_ house: TestStore, _ days: ClosedRange<CityDay>, _ when: String) async throws {
        for cut in Self.cuts {
            let table = try await table(house, cut, days)
            for (measure, sums) in try await byDays(house, cut, days) {
                for sum in sums {
                    #expect(
                        table[measure, sum.first, sum.second] == sum.amount, "\(when): \(cut) \(measure) \(sum.first)")
                }
                #expect(table.total(measure) == sums.reduce(0) { $0 + $1.amount }, "\(when): \(cut) \(measure)")
            }
        }
    }

    private static let ranges: [ClosedRange<CityDay>] = [
        // A month, a week, a year, one day, odd ends, before everything, beyond everything.
        CityDay("2026-10-01")!...CityDay("2026-10-31")!, CityDay("2026-10-12")!...CityDay("2026-10-18")!,
        CityDay("2026-01-01")!...CityDay("2026-12-31")!, CityDay("2026-10-14")!...CityDay("2026-10-14")!,
        CityDay("2026-09-03")!...CityDay("2026-11-17")!, CityDay("2020-01-01")!...CityDay("2020-03-01")!,
        CityDay("2026-09-28")!...CityDay("2027-03-02")!,
    ]

    @Test func sumsOverWeeksAndMonthsAreThoseOfTheirDays() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 120, commands: 700, seed: 12, from: "2026-09-01 08:00")
        let today = CityDay("2026-11-18")!
        #expect(try await house.store.sumUpFigures(before: today) == 13, "two months and eleven weeks are over")
        #expect(try await house.store.sumUpFigures(before: today) == 0, "they hold")
        for days in Self.ranges { try await expectSame(house, days, "summed up") }
    }

    /// What changes a day of the past takes its sums away in the same moment; they are made anew later.
    @Test func aChangedDayIsNeverReadFromAnOldSum() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 60, commands: 300, seed: 3, from: "2026-09-01 08:00")
        let number = try await house.answered("2026-10-14")
        let today = CityDay("2026-11-18")!
        try await house.store.sumUpFigures(before: today)
        // Done again a month later: it counts on the day of the closing in October.
        try await house.give(.redo(note: nil), number, "2026-11-16 09:00")
        for days in Self.ranges { try await expectSame(house, days, "spoiled") }
        let october = CityDay("2026-10-01")!...CityDay("2026-10-31")!
        let redone = try await house.store.database.read {
            try FigureStore.table([.redone], .body, october, on: $0)[.redone, CaseLife.lead]
        }
        #expect(redone == 1)
        #expect(try await house.store.sumUpFigures(before: today) >= 2, "its week and its month")
        for days in Self.ranges { try await expectSame(house, days, "made anew") }
    }

    @Test func aRebuiltStoreReadsByDaysUntilItIsSummedUpAgain() async throws {
        let house = try await TestStore()
        try await house.fill(cases: 60, commands: 300, seed: 4, from: "2026-09-01 08:00")
        let today = CityDay("2026-11-18")!
        try await house.store.sumUpFigures(before: today)
        let result = try await house.store.rebuild()
        #expect(result.differing.isEmpty, "\(result.differing)")
        for days in Self.ranges { try await expectSame(house, days, "rebuilt") }
        #expect(try await house.store.sumUpFigures(before: today) > 0)
    }

    @Test func anEmptyHouseHasNothingToSumUp() async throws {
        let house = try await TestStore()
        #expect(try await house.store.sumUpFigures(before: CityDay("2026-11-18")!) == 0)
    }
}
