import Civics
import Testing

@Suite struct CityDayTests {
    /// Counts the days of two hundred years one by one, by the rules as everybody learns them, and compares.
    @Test func everyDayFrom1900To2100HasItsNumberItsNameAndItsWeekday() {
        // 1900-01-01 was a Monday, 25,567 days before 1970-01-01 (70 years, 17 of them leap years).
        var number = -25_567
        var weekday = 1
        var wrong: [String] = []
        for year in 1900...2100 {
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
            for month in 1...12 {
                let length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
                if CityDay.daysInMonth(month, of: year) != length { wrong.append("\(year)-\(month)") }
                for day in 1...length {
                    let made = CityDay(year: year, month: month, day: day)
                    let back = CityDay(number: number).components
                    let text = String(year) + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-")
                    if made?.number != number || back != (year, month, day) || made?.weekday != weekday
                        || made?.description != text + String(day) || CityDay(text + String(day)) != made
                        || made?.firstOfMonth.number != number - day + 1 || made?.monday.number != number - weekday + 1
                    {
                        wrong.append(text + String(day))
                    }
                    number += 1
                    weekday = weekday == 7 ? 1 : weekday + 1
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test func theCountBeginsOnTheFirstOfJanuary1970() {
        #expect(CityDay("1970-01-01")?.number == 0)
        #expect(CityDay("1969-12-31")?.number == -1)
        #expect(CityDay(number: -1).weekday == 3)
    }

    @Test(arguments: [
        "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "1900-02-29", "0000-01-01",
        "2026-1-1", "2026/01/01", "20260101", " 2026-01-01", "2026-01-01 ", "２０２６-01-01", "+026-01-01", "-026-01-01",
        "2026-01-0x", "", "今天",
    ])
    func whatIsNoDayOfTheCalendarIsNotRead(text: String) {
        #expect(CityDay(text) == nil)
    }

    @Test func theTwentyNinthOfFebruaryExistsInLeapYearsOnly() {
        #expect(CityDay("2024-02-29") != nil)
        #expect(CityDay("2000-02-29") != nil)
        #expect(CityDay("2100-02-29") == nil)
    }

    @Test func daysAreInOrderAndCanBeCounted() throws {
        let first = try #require(CityDay("2026-02-27"))
        let last = try #require(CityDay("2026-03-02"))
        #expect(first < last)
        #expect((first...last).map(\.day) == [27, 28, 1, 2])
    }
}

@Suite struct CityWeekTests {
    /// ISO 8601 at the edges of years: the year of a week is the year of its Thursday.
    @Test(arguments: [
        ("2020-12-31", "2020-W53"), ("2021-01-03", "2020-W53"), ("2021-01-04", "2021-W01"),
        ("2026-12-31", "2026-W53"), ("2027-01-03", "2026-W53"), ("2027-01-04", "2027-W01"),
        ("2024-12-29", "2024-W52"), ("2024-12-30", "2025-W01"), ("2019-12-30", "2020-W01"),
        ("2016-01-03", "2015-W53"), ("2005-01-01", "2004-W53"), ("1978-01-01", "1977-W52"),
        ("2026-11-18", "2026-W47"),
    ])
    func aDayAtTheEdgeOfAYearLiesInTheWeekOfItsThursday(day: String, week: String) throws {
        let day = try #require(CityDay(day))
        let found = CityWeek(containing: day)
        #expect(found.description == week)
        #expect(CityWeek(week) == found)
        #expect(found.days.contains(day))
        #expect(found.monday.weekday == 1)
    }

    @Test func weeksFollowEachOtherThroughTwoHundredYears() throws {
        var week = CityWeek(containing: try #require(CityDay("1900-01-01")))
        let end = try #require(CityDay("2100-12-31"))
        var wrong: [String] = []
        while week.monday < end {
            let next = week.next
            let follows = next.monday.number == week.monday.number + 7 && next.previous == week && week < next
            let number = next.year == week.year ? next.week == week.week + 1 : next.week == 1 && week.week >= 52
            if !follows || !number || CityWeek(week.description) != week { wrong.append(week.description) }
            week = next
        }
        #expect(wrong.isEmpty)
    }

    @Test(arguments: [
        "2025-W53", "2026-W54", "2026-W00", "2026-W99", "2026-W7", "2026-47", "2026W47", "2026-w47", "2026-W+1",
        "+026-W01", "2026-W4７", "2026-W47 ", "0000-W01", "9999-W53", "9999-W99", "", "-W",
    ])
    func whatIsNoWeekIsNotRead(text: String) {
        #expect(CityWeek(text) == nil)
    }

    @Test func theFirstAndTheLastWeekThatCanBeWrittenHaveNeighbours() throws {
        let first = try #require(CityWeek("0001-W01"))
        #expect(first.previous.monday.number == first.monday.number - 7)
        let last = try #require(CityWeek("9999-W52"))
        #expect(last.next.monday.number == last.monday.number + 7)
        #expect(last.next.days.count == 7)
    }
}
