import Testing

@testable import DecisionModel

@Suite struct FEELDateTests {
    @Test(arguments: [
        "2024-02-29", "1970-01-01", "0000-02-29", "0001-01-01", "-0001-12-31", "-2017-12-31", "9999-12-31",
        "10000-01-01",
        "99999-12-31", "-99999-12-31", "999999999-12-31", "-999999999-01-01", "2000-02-29",
    ])
    func aDateIsWrittenAsItIsRead(_ text: String) throws {
        let date = try #require(FEELDate(text))
        #expect(date.description == text)
        #expect(FEELDate(year: date.year, month: date.month, day: date.day) == date)
    }

    @Test(arguments: [
        "", "2024", "2024-02", "2024-2-29", "2024-02-9", "2023-02-29", "1900-02-29", "2024-02-30", "2024-04-31",
        "2024-13-01",
        "2024-00-01", "2024-01-00", "2024-01-32", "998-12-31", "01211-12-31", "+99999-12-01", "1000000000-01-01",
        "--2024-01-01", " 2024-01-01", "2024-01-01 ", "2024-01-01Z", "2024-01-01+08:00", "2024-01-01T", "2024/01/01",
        "20240101", "２024-01-01", "2024-01-01\u{301}", "-2024", "-",
    ])
    func whatIsNoDateIsRefused(_ text: String) {
        #expect(FEELDate(text) == nil)
    }

    @Test func partsThatNameNoDayAreRefused() {
        #expect(FEELDate(year: 2023, month: 2, day: 29) == nil)
        #expect(FEELDate(year: 2023, month: 0, day: 1) == nil)
        #expect(FEELDate(year: Int.max, month: 1, day: 1) == nil)
        #expect(FEELDate(year: Int.min, month: 1, day: 1) == nil)
        #expect(FEELDate(year: 2023, month: Int.max, day: Int.min) == nil)
        #expect(FEELDate(dayNumber: Int.max) == nil)
        #expect(FEELDate(dayNumber: Int.min) == nil)
    }

    @Test func everyDayHasItsOwnPartsAndFollowsTheLast() throws {
        for start in [-800_000, -1000, 0, 2_900_000, -365_241_000_000, 365_241_000_000] {
            var last = try #require(FEELDate(dayNumber: start))
            for number in (start + 1)...(start + 1500) {
                let day = try #require(FEELDate(dayNumber: number))
                #expect(FEELDate(year: day.year, month: day.month, day: day.day) == day)
                #expect(day.weekday == last.weekday % 7 + 1)
                let isFirst = last == last.lastDayOfMonth
                #expect(day.day == (isFirst ? 1 : last.day + 1))
                #expect(day.dayOfYear == (day.day == 1 && day.month == 1 ? 1 : last.dayOfYear + 1))
                last = day
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01", "Thursday", "January", 1, 1), ("2019-09-17", "Tuesday", "September", 260, 38),
        ("2020-12-31", "Thursday", "December", 366, 53), ("2021-01-03", "Sunday", "January", 3, 53),
        ("2021-01-04", "Monday", "January", 4, 1), ("2003-12-29", "Monday", "December", 363, 1),
        ("2005-01-01", "Saturday", "January", 1, 53), ("0000-01-01", "Saturday", "January", 1, 52),
    ])
    func aDayKnowsItsPlaceInWeekAndYear(
        _ text: String, _ weekday: String, _ month: String, _ dayOfYear: Int, _ week: Int
    ) throws {
        let date = try #require(FEELDate(text))
        #expect(date.dayOfWeek == weekday)
        #expect(date.monthOfYear == month)
        #expect(date.dayOfYear == dayOfYear)
        #expect(date.weekOfYear == week)
    }

    @Test(arguments: [
        ("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-03-31", -1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"), ("2021-01-01", -1, "2020-12-01"), ("-2021-01-01", -1, "-2022-12-01"),
        ("-2021-01-01", 12, "-2020-01-01"), ("0000-01-15", -1, "-0001-12-15"), ("-0001-12-15", 1, "0000-01-15"),
        ("2021-05-05", 0, "2021-05-05"), ("2021-05-05", -24240, "0001-05-05"),
    ])
    func monthsAreAddedAndTheDayIsHeldInTheMonth(_ from: String, _ months: Int, _ to: String) throws {
        let date = try #require(FEELDate(from))
        let sum = date + YearsAndMonthsDuration(months: months)
        #expect(sum?.description == to)
        #expect(date - YearsAndMonthsDuration(months: -months) == sum)
    }

    @Test(arguments: [
        ("2021-01-01", "PT36H", "2021-01-02"), ("2021-01-01", "PT48H", "2021-01-03"),
        ("2021-01-02", "-PT1S", "2021-01-01"),
        ("2021-01-02", "PT1S", "2021-01-02"), ("2021-01-02", "-PT25H", "2020-12-31"),
        ("2020-03-01", "-PT24H", "2020-02-29"),
        ("2021-01-02", "-PT0.000000001S", "2021-01-01"), ("1969-12-31", "P1D", "1970-01-01"),
    ])
    func aDurationOfTimeLeadsToTheDayOnWhichItEnds(_ from: String, _ duration: String, _ to: String) throws {
        let date = try #require(FEELDate(from))
        let time = try #require(DaysAndTimeDuration(duration))
        #expect((date + time)?.description == to)
    }

    @Test func nothingLeadsBeyondTheYearsOfFEEL() throws {
        let last = try #require(FEELDate("999999999-12-31"))
        let first = try #require(FEELDate("-999999999-01-01"))
        let longest = try #require(DaysAndTimeDuration(nanoseconds: Int128(Int.max) * 1_000_000_000))
        #expect(last + YearsAndMonthsDuration(months: 1) == nil)
        #expect(first - YearsAndMonthsDuration(months: 1) == nil)
        #expect(first + YearsAndMonthsDuration(months: Int.min) == nil)
        #expect(first - YearsAndMonthsDuration(months: Int.min) == nil)
        #expect(last + YearsAndMonthsDuration(months: Int.max) == nil)
        #expect(last + longest == nil)
        #expect(first - longest == nil)
        #expect(last.adding(days: Int.max) == nil)
        #expect((last - first).description == "P730484999633D")
        #expect(first < last)
    }

    @Test(arguments: [
        ("2011-12-22", "2013-08-24", "P1Y8M"), ("2013-08-24", "2011-12-22", "-P1Y8M"),
        ("2016-01-01", "2016-01-01", "P0M"),
        ("2016-09-30", "2017-12-28", "P1Y2M"), ("-2016-01-30", "-2017-02-28", "-P11M"),
        ("2014-12-31", "-2019-10-01", "-P4033Y2M"), ("2024-01-31", "2024-02-29", "P0M"),
        ("2024-02-29", "2024-01-31", "P0M"),
        ("2024-02-29", "2024-01-29", "-P1M"), ("0001-01-01", "-0001-01-01", "-P2Y"),
    ])
    func wholeMonthsBetweenTwoDaysAreCounted(_ from: String, _ to: String, _ text: String) throws {
        let start = try #require(FEELDate(from))
        let end = try #require(FEELDate(to))
        #expect(YearsAndMonthsDuration(from: start, to: end).description == text)
    }
}
