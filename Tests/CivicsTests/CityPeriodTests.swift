import Civics
import Testing

/// Weeks, months, quarters, years and free days: what comes before them, and what they are compared with.
@Suite struct CityPeriodTests {
    @Test(arguments: [
        ("2026-W47", "2026-11-16", "2026-11-22", "2026-W46", "2025-W47", "2026-W48"),
        ("2026-W01", "2025-12-29", "2026-01-04", "2025-W52", "2025-W01", "2026-W02"),
        // 2020 had 53 weeks; its last is compared with the last of 2019, 52 weeks before.
        ("2020-W53", "2020-12-28", "2021-01-03", "2020-W52", "2020-W01", "2021-W01"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026-10", "2025-11", "2026-12"),
        ("2026-01", "2026-01-01", "2026-01-31", "2025-12", "2025-01", "2026-02"),
        ("2028-02", "2028-02-01", "2028-02-29", "2028-01", "2027-02", "2028-03"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4", "2025-Q1", "2026-Q2"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "2026-Q3", "2025-Q4", "2027-Q1"),
        ("2026", "2026-01-01", "2026-12-31", "2025", "2025", "2027"),
        (
            "2026-11-02..2026-11-18", "2026-11-02", "2026-11-18", "2026-10-16..2026-11-01", "2025-11-02..2025-11-18",
            "2026-11-19..2026-12-05"
        ),
        (
            "2028-02-29..2028-02-29", "2028-02-29", "2028-02-29", "2028-02-28..2028-02-28", "2027-02-28..2027-02-28",
            "2028-03-01..2028-03-01"
        ),
    ])
    func aPeriodKnowsItsDaysAndItsNeighbours(
        text: String, from: String, to: String, previous: String, yearBefore: String, next: String
    ) throws {
        let period = try #require(CityPeriod(text))
        #expect(period.description == text)
        #expect(period.days == CityDay(from)!...CityDay(to)!)
        #expect(period.previous.description == previous)
        #expect(period.next.description == next)
        #expect(period.yearBefore.description == yearBefore)
        #expect(period.yearBefore.days.count == period.days.count || text.hasPrefix("2028") || period.length == .year)
    }

    @Test(arguments: [
        "", "2026-W54", "2026-W00", "2025-W53", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "26", "20261", "2026-1",
        "2026-11-18..2026-11-02", "2026-11-31..2026-12-01", "..", "2026-11-01..", "0001", "1899", "9999-12",
        "last week",
    ])
    func whatIsNoPeriodIsNotRead(text: String) {
        #expect(CityPeriod(text) == nil)
    }

    @Test func theFirstDaysOfAPeriodAreNeverMoreThanItHas() {
        let february = CityPeriod.month(year: 2026, month: 2)
        #expect(february.days(atMost: 18).count == 18)
        #expect(february.days(atMost: 31) == february.days)
        #expect(february.days(atMost: 0).count == 1)
    }

    @Test(arguments: CityPeriod.Length.allCases)
    func everyDayBelongsToOnePeriodOfEachLength(length: CityPeriod.Length) {
        for day in CityDay("2023-12-20")!...CityDay("2025-01-10")! {
            let period = CityPeriod(length, containing: day)
            #expect(period.days.contains(day) && period.length == length)
            #expect(period.previous.days.upperBound.advanced(by: 1) == period.days.lowerBound)
            #expect(period.next.days.lowerBound == period.days.upperBound.advanced(by: 1))
        }
    }
}
