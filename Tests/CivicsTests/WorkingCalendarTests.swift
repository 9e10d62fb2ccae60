import Civics
import Testing

/// The working calendar of Foshan: 08:30–12:00 and 14:00–17:30, seven hours a day; days off and days worked of 2025 and
/// 2026 as the State Council announced them (国办发明电〔2024〕12号, 〔2025〕7号). All expected moments are counted by hand.
private func calendar(_ years: [Int] = [2025, 2026]) -> WorkingCalendar {
    func days(_ texts: String) -> Set<CityDay> { Set(texts.split(separator: " ").compactMap { CityDay($0) }) }
    let known = [
        CalendarYear(
            year: 2025,
            daysOff: days(
                """
                2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-01 2025-02-02 2025-02-03 2025-02-04 \
                2025-04-04 2025-04-05 2025-04-06 2025-05-01 2025-05-02 2025-05-03 2025-05-04 2025-05-05 2025-05-31 \
                2025-06-01 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-04 2025-10-05 2025-10-06 2025-10-07 \
                2025-10-08
                """),
            daysWorked: days("2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11")),
        CalendarYear(
            year: 2026,
            daysOff: days(
                """
                2026-01-01 2026-01-02 2026-01-03 2026-02-15 2026-02-16 2026-02-17 2026-02-18 2026-02-19 2026-02-20 \
                2026-02-21 2026-02-22 2026-02-23 2026-04-04 2026-04-05 2026-04-06 2026-05-01 2026-05-02 2026-05-03 \
                2026-05-04 2026-05-05 2026-06-19 2026-06-20 2026-06-21 2026-09-25 2026-09-26 2026-09-27 2026-10-01 \
                2026-10-02 2026-10-03 2026-10-04 2026-10-05 2026-10-06 2026-10-07
                """),
            daysWorked: days("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10")),
        CalendarYear(year: 2024, daysOff: [], daysWorked: []),
    ]
    let hour: Int64 = 3_600_000
    return WorkingCalendar(
        zone: CityZone("Asia/Shanghai")!, hours: [hour * 17 / 2..<hour * 12, hour * 14..<hour * 35 / 2],
        years: known.filter { years.contains($0.year) })
}

private let foshan = calendar()

private func moment(_ text: String) -> Instant {
    let parts = text.split(separator: " ")
    let time = parts[1].split(separator: ":").map { Int64($0)! }
    return foshan.zone.instant(CityDay(parts[0])!, time: time[0] * 3_600_000 + time[1] * 60_000)
}

@Suite struct WorkingCalendarTests {
    @Test(arguments: [
        // Monday: 2.5 h left of the day; Tuesday's morning makes 6 h, the seventh ends at 15:00.
        ("2026-11-16 15:00", "1 working day", "2026-11-17 15:00"),
        // Nov 19 20 23 24 25 26 27 30, Dec 1 2 3 4 7 8 9: the fifteenth is Wednesday the 9th.
        ("2026-11-18 10:24", "15 working days", "2026-12-09 10:24"),
        // Saturday 10 October is worked in exchange for the holiday.
        ("2026-10-09 16:00", "1 working day", "2026-10-10 16:00"),
        ("2026-10-09 16:00", "2 working days", "2026-10-12 16:00"),
        // National Day in the middle: 30 September, then 8 and 9 October.
        ("2026-09-29 09:00", "3 working days", "2026-10-09 09:00"),
        // Spring Festival: Saturday the 14th is worked, then nine days off, then Tuesday the 24th.
        ("2026-02-13 11:00", "2 working days", "2026-02-24 11:00"),
        // New Year: 1 to 3 January off, Sunday the 4th worked.
        ("2025-12-31 17:00", "1 working day", "2026-01-04 17:00"),
        // A weekend that follows a holiday: 1–5 May off, 6 7 8 worked, Saturday the 9th worked.
        ("2026-04-30 17:00", "4 working days", "2026-05-09 17:00"),
        // Before opening, after closing, on a Sunday, on a holiday: counted from the next opening.
        ("2026-11-16 07:00", "2 working hours", "2026-11-16 10:30"),
        ("2026-11-16 20:00", "2 working hours", "2026-11-17 10:30"),
        ("2026-11-22 12:00", "1 working day", "2026-11-23 17:30"),
        ("2026-10-01 10:00", "1 working hour", "2026-10-08 09:30"),
        ("2026-11-17 00:00", "1 working hour", "2026-11-17 09:30"),
        // At the opening minute the whole day is there; it ends at its closing and not at the next opening.
        ("2026-11-16 08:30", "1 working day", "2026-11-16 17:30"),
        // At the closing minute the day is over.
        ("2026-11-16 17:30", "1 working hour", "2026-11-17 09:30"),
        ("2026-11-16 17:29", "1 working minute", "2026-11-16 17:30"),
        ("2026-11-16 17:30", "1 working day", "2026-11-17 17:30"),
        // Over the lunch break, in it, up to it, and from its first minute.
        ("2026-11-16 11:00", "2 working hours", "2026-11-16 15:00"),
        ("2026-11-16 12:30", "30 working minutes", "2026-11-16 14:30"),
        ("2026-11-16 11:00", "1 working hour", "2026-11-16 12:00"),
        ("2026-11-16 12:00", "1 working minute", "2026-11-16 14:01"),
        ("2026-11-16 13:59", "1 working minute", "2026-11-16 14:01"),
        // The last minute for which there are data.
        ("2026-12-31 08:30", "1 working day", "2026-12-31 17:30"),
    ])
    func aLimitEndsWhereCountingByHandEnds(start: String, limit: String, end: String) throws {
        let limit = try #require(TimeLimit(limit))
        #expect(limit.countsWorkingTime)
        let found = try foshan.add(limit.amount(in: foshan), to: moment(start))
        #expect(foshan.zone.minuteText(found) == end)
    }

    @Test(arguments: [
        // Friday 1.5 h, the swapped Saturday 7 h, Monday 0.5 h.
        ("2026-10-09 16:00", "2026-10-12 09:00", 540),
        ("2026-11-16 12:10", "2026-11-16 13:50", 0),
        ("2026-11-16 17:30", "2026-11-17 08:30", 0),
        ("2026-10-01 00:00", "2026-10-08 08:30", 0),
        ("2026-11-16 08:30", "2026-11-16 17:30", 420),
        ("2026-11-16 00:00", "2026-11-17 00:00", 420),
        ("2026-11-16 11:59", "2026-11-16 14:01", 2),
        // 2025: 248 working days. 365 days with 261 on weekdays; 18 weekdays off; 5 weekend days worked.
        ("2025-01-01 00:00", "2026-01-01 00:00", 248 * 420),
    ])
    func betweenTwoMomentsLieTheWorkingMinutesThatOneCounts(from: String, to: String, minutes: Int) throws {
        #expect(try foshan.workingTime(from: moment(from), to: moment(to)) == .minutes(minutes))
        #expect(try foshan.workingTime(from: moment(to), to: moment(from)) == .minutes(-minutes))
    }

    /// The same, minute by minute, for moments of two years drawn with a fixed seed.
    @Test func limitsEndWhereAMinuteByMinuteWalkEnds() throws {
        var random = Seeded(seed: 20_261_118)
        func isOpen(_ minute: Int64) throws -> Bool {
            let (day, time) = foshan.zone.local(Instant(milliseconds: minute * 60_000))
            let ofDay = time / 60_000
            let year = try #require(foshan.years[day.year])
            let works = year.daysWorked.contains(day) || (day.weekday < 6 && !year.daysOff.contains(day))
            return works && ((510..<720).contains(ofDay) || (840..<1050).contains(ofDay))
        }
        for _ in 0..<150 {
            let start =
                moment("2025-01-01 00:00").milliseconds / 60_000 + Int64.random(in: 0..<1_000_000, using: &random)
            let amount = Int.random(in: 1...1500, using: &random)
            var minute = start
            var left = amount
            while left > 0 {
                if try isOpen(minute) { left -= 1 }
                minute += 1
            }
            let from = Instant(milliseconds: start * 60_000)
            let end = try foshan.add(.minutes(amount), to: from)
            #expect(end.milliseconds == minute * 60_000, "\(foshan.zone.minuteText(from)) + \(amount) minutes")
            #expect(try foshan.workingTime(from: from, to: end) == .minutes(amount))
        }
    }

    @Test func whereNothingIsToPassTheMomentStaysEvenAtLunch() throws {
        for start in ["2026-11-16 12:30", "2026-11-16 03:00", "2026-10-03 10:00"] {
            #expect(try foshan.add(.zero, to: moment(start)) == moment(start))
        }
    }

    @Test func aPauseIsTimeThatIsNotCounted() throws {
        // Two working days from Monday 10:00; paused Monday 16:00 (4 h used) to Thursday 09:00: 10 h are left.
        let left = TimeSpan.hours(14).milliseconds
        let used = try foshan.workingTime(from: moment("2026-11-16 10:00"), to: moment("2026-11-16 16:00"))
        #expect(used == .hours(4))
        let end = try foshan.add(
            TimeSpan(milliseconds: left - used.milliseconds), to: moment("2026-11-19 09:00"))
        // Thursday 6.5 h, Friday 3.5 h.
        #expect(foshan.zone.minuteText(end) == "2026-11-20 12:00")
    }

    @Test func swappedDaysAreWorkedAndHolidaysAreNot() throws {
        for (day, works) in [
            ("2026-10-10", true), ("2026-10-11", false), ("2026-10-07", false), ("2026-10-08", true),
            ("2026-09-20", true), ("2026-01-04", true), ("2026-02-28", true), ("2026-11-18", true),
            ("2026-12-31", true), ("2025-01-01", false), ("2025-01-02", true),
        ] {
            #expect(try foshan.isWorkday(CityDay(day)!) == works, "\(day)")
        }
        // October 2026: 22 weekdays, 5 of them off, one Saturday worked.
        #expect(try foshan.workdays(in: CityDay("2026-10-01")!...CityDay("2026-10-31")!) == 18)
        #expect(try foshan.workdays(in: CityDay("2026-10-10")!...CityDay("2026-10-10")!) == 1)
        #expect(try foshan.workdays(in: CityDay("2026-10-01")!...CityDay("2026-10-07")!) == 0)
        #expect(try foshan.nextWorkday(after: CityDay("2026-09-30")!).description == "2026-10-08")
        #expect(try foshan.nextWorkday(after: CityDay("2026-10-09")!).description == "2026-10-10")
    }

    @Test func aDeadlineInAYearWithoutDataIsNotGuessedAndTheYearIsNamed() throws {
        #expect(throws: CalendarGap(year: 2027)) { try foshan.add(.hours(35), to: moment("2026-12-30 10:00")) }
        // Up to the last minute it is known; one working millisecond more is not.
        #expect(throws: CalendarGap(year: 2027)) {
            try foshan.add(TimeSpan(milliseconds: 7 * 3_600_000 + 1), to: moment("2026-12-31 08:30"))
        }
        #expect(throws: CalendarGap(year: 2027)) { try foshan.add(.minutes(1), to: moment("2026-12-31 17:30")) }
        #expect(throws: CalendarGap(year: 2027)) { try foshan.add(.minutes(1), to: moment("2027-01-04 09:00")) }
        #expect(throws: CalendarGap(year: 2024)) { try foshan.add(.minutes(1), to: moment("2024-12-31 09:00")) }
        #expect(throws: CalendarGap(year: 2027)) {
            try foshan.workingTime(from: moment("2026-12-31 09:00"), to: moment("2027-01-01 09:00"))
        }
        #expect(throws: CalendarGap(year: 2027)) { try foshan.isWorkday(CityDay("2027-01-01")!) }
        #expect(throws: CalendarGap(year: 2027)) { try foshan.nextWorkday(after: CityDay("2026-12-31")!) }
        #expect(CalendarGap(year: 2027).description.contains("2027"))
    }

    @Test func aHoleBetweenTwoYearsIsNotJumpedOver() throws {
        let holed = calendar([2024, 2026])
        #expect(throws: CalendarGap(year: 2025)) { try holed.add(.hours(70), to: moment("2024-12-30 09:00")) }
        #expect(throws: CalendarGap(year: 2025)) { try holed.add(.hours(7 * 600), to: moment("2024-12-30 09:00")) }
        #expect(throws: CalendarGap(year: 2025)) {
            try holed.workingTime(from: moment("2024-12-30 09:00"), to: moment("2026-01-05 09:00"))
        }
        #expect(throws: CalendarGap(year: 2025)) {
            try holed.workdays(in: CityDay("2024-12-31")!...CityDay("2026-01-05")!)
        }
    }

    @Test func aCalendarWithoutAnyYearKnowsNoDay() throws {
        let empty = calendar([])
        #expect(throws: CalendarGap(year: 2026)) { try empty.add(.hours(1), to: moment("2026-11-18 09:00")) }
        #expect(throws: CalendarGap(year: 2026)) { try empty.isWorkday(CityDay("2026-11-18")!) }
    }
}

/// SplitMix64: the same numbers for the same seed, on every machine.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
