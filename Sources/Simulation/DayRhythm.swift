import Civics

/// When people turn to the city: hours, weekdays, holidays, months.
struct DayRhythm: Sendable {
    /// What the hour is like, for which matters come up and what is open.
    enum Part: Int, CaseIterable, Sendable {
        case office, leisure, night
    }

    let calendar: WorkingCalendar

    func isWorkday(_ day: CityDay) -> Bool {
        guard let works = try? calendar.isWorkday(day) else { return day.weekday <= 5 }
        return works
    }

    func part(_ day: CityDay, time: Int64) -> Part {
        let hour = time / 3_600_000
        if hour < 7 || hour >= 19 { return .night }
        return isWorkday(day) ? .office : .leisure
    }

    /// The day's share of an average day, in permille.
    func volume(_ day: CityDay) -> Int {
        let works = isWorkday(day)
        let week: Int
        if works {
            week = day.weekday > 5 ? 980 : Self.weekdays[day.weekday - 1]
        } else {
            week = day.weekday > 5 ? Self.weekdays[day.weekday - 1] : 640
        }
        return week * Self.months[day.month - 1] / 1000
    }

    private static let weekdays = [1180, 1110, 1080, 1060, 1050, 790, 730]
    private static let months = [960, 840, 1010, 1010, 1050, 1080, 1080, 1060, 1030, 960, 970, 950]

    private static let workdayHours = Shares([
        6, 4, 3, 2, 2, 3, 7, 17, 42, 66, 68, 56, 34, 36, 54, 62, 60, 50, 36, 32, 34, 32, 24, 13,
    ])
    private static let freeHours = Shares([
        9, 6, 4, 3, 3, 4, 8, 18, 34, 50, 54, 48, 36, 34, 42, 46, 46, 44, 40, 42, 46, 44, 30, 17,
    ])

    /// Milliseconds since midnight at which somebody turns to the city.
    func time(on isWorkday: Bool, _ generator: inout SeededGenerator) -> Int64 {
        let hour = (isWorkday ? Self.workdayHours : Self.freeHours).draw(&generator)
        return Int64(hour) * 3_600_000 + generator.below(Int64(3_600_000))
    }

    /// The next moment at which an office works, a little after opening time if it has to wait for that; also for years
    /// without a list of holidays, where Monday to Friday are taken for working days.
    func officeTime(_ at: Int64, _ generator: inout SeededGenerator) -> Int64 {
        guard !calendar.hours.isEmpty else { return at }
        var (day, time) = calendar.zone.local(Instant(milliseconds: at))
        if isWorkday(day) {
            for open in calendar.hours where time < open.upperBound {
                if time >= open.lowerBound { return at }
                return calendar.zone.instant(day, time: open.lowerBound + wait(open, &generator)).milliseconds
            }
        }
        repeat { day = day.advanced(by: 1) } while !isWorkday(day)
        time = calendar.hours[0].lowerBound + wait(calendar.hours[0], &generator)
        return calendar.zone.instant(day, time: time).milliseconds
    }

    /// The moment itself by day; a moment of the night becomes one of the early morning.
    func afterNight(_ at: Int64, _ generator: inout SeededGenerator) -> Int64 {
        let (day, time) = calendar.zone.local(Instant(milliseconds: at))
        let (evening, morning): (Int64, Int64) = (21 * 3_600_000, 7 * 3_600_000)
        guard time >= evening || time < morning else { return at }
        let next = time >= evening ? day.advanced(by: 1) : day
        return calendar.zone.instant(next, time: morning + generator.below(Int64(5_400_000))).milliseconds
    }

    private func wait(_ open: Range<Int64>, _ generator: inout SeededGenerator) -> Int64 {
        generator.below(min(open.upperBound - open.lowerBound, 5_400_000))
    }

    /// The moment at which a share (permille) of a limit has passed.
    func moment(_ permille: Int, of limit: TimeLimit, from start: Int64) -> Int64 {
        let amount = limit.amount(in: calendar).milliseconds * Int64(permille) / 1000
        guard limit.countsWorkingTime else { return start + amount }
        let from = Instant(milliseconds: start)
        if let end = try? calendar.add(TimeSpan(milliseconds: amount), to: from) { return max(end.milliseconds, start) }
        // No list of holidays: working time is about a quarter of all time.
        return start + amount * 4
    }

    /// The deadline as the rules will see it; `nil` where the calendar has a gap, and then they see none.
    func deadline(_ limit: TimeLimit, from start: Int64, granted: Int64 = 0) -> Int64? {
        let amount = TimeSpan(milliseconds: limit.amount(in: calendar).milliseconds + granted)
        let from = Instant(milliseconds: start)
        guard limit.countsWorkingTime else { return (from + amount).milliseconds }
        return (try? calendar.add(amount, to: from))?.milliseconds
    }
}

extension ServiceLimits {
    /// The shorter of the limits of signing and of contact: a body that has to call within the hour signs before that.
    func soonest(in calendar: WorkingCalendar) -> TimeLimit {
        contact.amount(in: calendar) < sign.amount(in: calendar) ? contact : sign
    }
}
