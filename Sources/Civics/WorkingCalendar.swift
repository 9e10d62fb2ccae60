/// A year for which the calendar holds no list of days off and swapped days. Deadlines that touch it are not guessed.
package struct CalendarGap: Error, Hashable, Sendable, CustomStringConvertible {
    package let year: Int

    package init(year: Int) { self.year = year }
    package var description: String { "no working calendar for \(year): add the year to holidays.yml" }
}

/// Which days of one year are off, and which weekend days are worked (调休), as published by the State Council.
package struct CalendarYear: Hashable, Sendable {
    package let year: Int
    package let daysOff: Set<CityDay>
    package let daysWorked: Set<CityDay>

    package init(year: Int, daysOff: Set<CityDay>, daysWorked: Set<CityDay>) {
        self.year = year
        self.daysOff = daysOff
        self.daysWorked = daysWorked
    }
}

/// Working time of the city: hours of the day, weekends, statutory holidays and swapped days.
///
/// All limits in working days or hours are counted in working time: a working day is worth `workdayLength`. Fifteen
/// working days from Monday 15:00 end at 15:00 of the fifteenth working day after it, and what falls outside working
/// hours starts at the next opening.
package struct WorkingCalendar: Sendable {
    package let zone: CityZone
    /// Opening times in milliseconds since midnight, in order, not overlapping.
    package let hours: [Range<Int64>]
    /// Working time of one working day.
    package let workdayLength: TimeSpan
    package let years: [Int: CalendarYear]

    private let firstDay: CityDay
    /// For each day from `firstDay`: working days before it; `nil` where the year has no data.
    private let workdaysBefore: [Int32?]
    /// `firstDay`-based indices of all working days, in order, for each run of years.
    private let workdayIndices: [Int32]

    package init(zone: CityZone, hours: [Range<Int64>], years: [CalendarYear]) {
        self.zone = zone
        self.hours = hours
        self.workdayLength = TimeSpan(milliseconds: hours.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) })
        self.years = Dictionary(years.map { ($0.year, $0) }, uniquingKeysWith: { first, _ in first })
        let first = years.map(\.year).min() ?? 1970
        let last = years.map(\.year).max() ?? 1969
        let firstDay = CityDay(year: first, month: 1, day: 1)!
        let endDay = CityDay(year: last + 1, month: 1, day: 1)!
        var before: [Int32?] = []
        before.reserveCapacity(max(0, endDay.number - firstDay.number))
        var indices: [Int32] = []
        var day = firstDay
        while day < endDay {
            if let year = self.years[day.year] {
                before.append(Int32(indices.count))
                let works = year.daysWorked.contains(day) || (day.weekday <= 5 && !year.daysOff.contains(day))
                if works { indices.append(Int32(day.number - firstDay.number)) }
            } else {
                before.append(nil)
            }
            day = day.advanced(by: 1)
        }
        self.firstDay = firstDay
        self.workdaysBefore = before
        self.workdayIndices = indices
    }

    package func isWorkday(_ day: CityDay) throws(CalendarGap) -> Bool {
        let index = try position(day)
        let count = Int(workdaysBefore[index]!)
        return count < workdayIndices.count && Int(workdayIndices[count]) == index
    }

    /// The moment at which `amount` of working time has passed since `start`; `start` itself where nothing is to pass.
    /// - Throws: `CalendarGap` when the way there touches a year without data.
    package func add(_ amount: TimeSpan, to start: Instant) throws(CalendarGap) -> Instant {
        guard amount > .zero else { return start }
        let elapsed = try elapsedBefore(start)
        let length = workdayLength.milliseconds
        let target = elapsed + amount.milliseconds
        // A target exactly at the end of a day belongs to that day, not to the next opening.
        var count = Int(target / length)
        var rest = target % length
        if rest == 0 {
            count -= 1
            rest = length
        }
        // Beyond the last working day comes the first day of the year after the data.
        let index = count < workdayIndices.count ? Int(workdayIndices[count]) : workdaysBefore.count
        let day = firstDay.advanced(by: index)
        try requireData(from: zone.day(of: start), through: day)
        return zone.instant(day, time: timeOfDay(after: rest))
    }

    /// Working time between two moments; negative when `end` lies before `start`.
    package func workingTime(from start: Instant, to end: Instant) throws(CalendarGap) -> TimeSpan {
        if end < start {
            let back = try workingTime(from: end, to: start)
            return TimeSpan(milliseconds: -back.milliseconds)
        }
        try requireData(from: zone.day(of: start), through: zone.day(of: end))
        return TimeSpan(milliseconds: try elapsedBefore(end) - elapsedBefore(start))
    }

    /// Working days in a range of days.
    package func workdays(in days: ClosedRange<CityDay>) throws(CalendarGap) -> Int {
        let first = Int(workdaysBefore[try position(days.lowerBound)]!)
        let last = Int(workdaysBefore[try position(days.upperBound)]!)
        try requireData(from: days.lowerBound, through: days.upperBound)
        return last - first + (try isWorkday(days.upperBound) ? 1 : 0)
    }

    /// Whether the city works at this moment; `false` in a year without data.
    package func isOpen(at moment: Instant) -> Bool {
        let next = moment + TimeSpan(milliseconds: 1)
        return (try? workingTime(from: moment, to: next)).map { $0 > .zero } ?? false
    }

    /// The next moment at which the city works; `nil` where that lies in a year without data.
    package func nextOpening(from moment: Instant) -> Instant? {
        isOpen(at: moment)
            ? moment
            : (try? add(TimeSpan(milliseconds: 1), to: moment)).map { $0 - TimeSpan(milliseconds: 1) }
    }

    /// The first working day after `day`.
    package func nextWorkday(after day: CityDay) throws(CalendarGap) -> CityDay {
        var next = day.advanced(by: 1)
        while try !isWorkday(next) { next = next.advanced(by: 1) }
        return next
    }

    /// Working milliseconds between the first day of the calendar and `instant`.
    private func elapsedBefore(_ instant: Instant) throws(CalendarGap) -> Int64 {
        let (day, time) = zone.local(instant)
        let whole = Int64(workdaysBefore[try position(day)]!) * workdayLength.milliseconds
        guard try isWorkday(day) else { return whole }
        var part: Int64 = 0
        for open in hours where time > open.lowerBound {
            part += min(time, open.upperBound) - open.lowerBound
        }
        return whole + part
    }

    private func timeOfDay(after working: Int64) -> Int64 {
        var rest = working
        for open in hours {
            let length = open.upperBound - open.lowerBound
            if rest <= length { return open.lowerBound + rest }
            rest -= length
        }
        return hours.last?.upperBound ?? 0
    }

    private func position(_ day: CityDay) throws(CalendarGap) -> Int {
        let index = day.number - firstDay.number
        guard workdaysBefore.indices.contains(index), workdaysBefore[index] != nil else {
            throw CalendarGap(year: day.year)
        }
        return index
    }

    private func requireData(from first: CityDay, through last: CityDay) throws(CalendarGap) {
        for year in first.year...max(first.year, last.year) where years[year] == nil { throw CalendarGap(year: year) }
    }
}
