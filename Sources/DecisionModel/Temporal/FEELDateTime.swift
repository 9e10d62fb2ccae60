/// FEEL's `date and time` (DMN 1.5, 10.3.2.3.6): a day and a time of day, local, with an offset from UTC, or with a region
/// of the IANA time zone database.
///
/// Two are equal when they stand for the same moment: `2024-01-01T08:00:00+08:00` equals `2024-01-01T00:00:00Z`. One
/// with a zone and one without can't be compared: they are never equal, and `order(against:)` gives `nil`.
package struct FEELDateTime: Hashable, Sendable {
    package let date: FEELDate
    /// The time of day, whose zone has the offset of that day.
    package let time: FEELTime

    package init(date: FEELDate, time: FEELTime) {
        self.date = date
        if let region = time.zone.region {
            let offset = region.offset(atLocal: FEELDateTime.second(date, time.nanosecondOfDay))
            self.time = FEELTime(
                unchecked: time.nanosecondOfDay, zone: Zone(region: region, seconds: offset))
        } else {
            self.time = time
        }
    }

    private init(date: FEELDate, resolved time: FEELTime) {
        self.date = date
        self.time = time
    }

    /// Reads XML Schema's `dateTime`, or one with `@Zone/Id`: `2024-02-29T10:30:00`, `2024-02-29T10:30:00.5+08:00`,
    /// `2024-02-29T10:30:00@Asia/Shanghai`. 24:00:00 is midnight of the next day. A date alone is its midnight, local
    /// time. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let read = text.withUTF8 { bytes -> FEELDateTime? in
            var scanner = TemporalScanner(bytes)
            guard let date = scanner.date() else { return nil }
            if scanner.isAtEnd { return FEELDateTime(date: date, time: FEELTime(unchecked: 0, zone: .local)) }
            guard scanner.skip("T"), let nanosecond = scanner.timeOfDay(), let designator = scanner.zone(),
                scanner.isAtEnd
            else { return nil }
            let isNextDay = nanosecond == FEELTime.nanosecondsOfDay
            guard let day = isNextDay ? date.adding(days: 1) : date else { return nil }
            let within = isNextDay ? 0 : nanosecond
            let second = FEELDateTime.second(day, within)
            return FEELDateTime(
                date: day, resolved: FEELTime(unchecked: within, zone: Zone(designator, of: second)))
        }
        guard let read else { return nil }
        self = read
    }

    /// The moment `seconds` and `nanosecond` after 1970-01-01T00:00:00Z, told in UTC; `nil` beyond the years of FEEL.
    package init?(secondsSince1970 seconds: Int, nanosecond: Int = 0) {
        let (day, second) = floored(seconds, by: 86_400)
        guard let date = FEELDate(dayNumber: day), (0...999_999_999).contains(nanosecond) else { return nil }
        self.init(
            date: date, resolved: FEELTime(unchecked: second * 1_000_000_000 + nanosecond, zone: .utc))
    }

    package var year: Int { date.year }
    package var month: Int { date.month }
    package var day: Int { date.day }
    /// 1 = Monday … 7 = Sunday (ISO 8601).
    package var weekday: Int { date.weekday }
    package var hour: Int { time.hour }
    package var minute: Int { time.minute }
    package var second: Int { time.second }
    package var zone: Zone { time.zone }
    /// FEEL's property `time offset`: for a region, its offset at this moment.
    package var timeOffset: DaysAndTimeDuration? { zone.offset }
    /// FEEL's property `timezone`.
    package var timeZone: String? { zone.identifier }

    private static func second(_ date: FEELDate, _ nanosecondOfDay: Int) -> Int {
        date.dayNumber * 86_400 + nanosecondOfDay / 1_000_000_000
    }

    /// Seconds since 1970-01-01T00:00:00, UTC where there is a zone and local time where there is none.
    package var secondsSince1970: Int { FEELDateTime.second(date, time.nanosecondOfDay) - Int(zone.seconds) }

    package static func == (a: FEELDateTime, b: FEELDateTime) -> Bool {
        a.zone.isLocal == b.zone.isLocal && a.secondsSince1970 == b.secondsSince1970
            && a.time.nanosecond == b.time.nanosecond
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(zone.isLocal)
        hasher.combine(secondsSince1970)
        hasher.combine(time.nanosecond)
    }

    /// FEEL's `is`: whether the two are written alike, in the same zone.
    package func isSame(as other: FEELDateTime) -> Bool { date == other.date && time.isSame(as: other.time) }

    /// How this moment stands to the other; `nil` when only one of them has a zone.
    package func order(against other: FEELDateTime) -> TemporalOrder? {
        guard zone.isLocal == other.zone.isLocal else { return nil }
        let seconds = TemporalOrder(secondsSince1970, other.secondsSince1970)
        return seconds == .same ? TemporalOrder(time.nanosecond, other.time.nanosecond) : seconds
    }

    /// The same moment told in another zone; a local time has no moment, and gives `nil`.
    package func told(in zone: Zone) -> FEELDateTime? {
        guard !self.zone.isLocal, !zone.isLocal else { return nil }
        return FEELDateTime.moment(secondsSince1970, time.nanosecond, zone)
    }

    private static func moment(_ second: Int, _ nanosecond: Int, _ zone: Zone) -> FEELDateTime? {
        let resolved = zone.region.map { Zone(region: $0, seconds: $0.offset(atInstant: second)) } ?? zone
        let (day, secondOfDay) = floored(second + Int(resolved.seconds), by: 86_400)
        guard let date = FEELDate(dayNumber: day) else { return nil }
        return FEELDateTime(
            date: date, resolved: FEELTime(unchecked: secondOfDay * 1_000_000_000 + nanosecond, zone: resolved))
    }
}

// MARK: Arithmetic (DMN 1.5, table 55)

extension FEELDateTime {
    /// The same time of the same day of another month, or of its last day where it has no such day.
    package static func + (a: FEELDateTime, b: YearsAndMonthsDuration) -> FEELDateTime? {
        guard let date = a.date + b else { return nil }
        return FEELDateTime(date: date, time: a.time)
    }

    package static func - (a: FEELDateTime, b: YearsAndMonthsDuration) -> FEELDateTime? {
        guard let date = a.date - b else { return nil }
        return FEELDateTime(date: date, time: a.time)
    }

    /// The moment so much later, in the same zone: a day is 24 hours, also where the clocks change.
    package static func + (a: FEELDateTime, b: DaysAndTimeDuration) -> FEELDateTime? {
        let nanosecond = a.time.nanosecond + b.nanosecond
        let (sum, overflow) = a.secondsSince1970.addingReportingOverflow(b.wholeSeconds)
        guard !overflow, sum.magnitude < 1 << 56 else { return nil }
        return moment(sum + nanosecond / 1_000_000_000, nanosecond % 1_000_000_000, a.zone)
    }

    package static func - (a: FEELDateTime, b: DaysAndTimeDuration) -> FEELDateTime? {
        guard let negative = -b else { return nil }
        return a + negative
    }

    /// `nil` when only one of the two has a zone.
    package static func - (a: FEELDateTime, b: FEELDateTime) -> DaysAndTimeDuration? {
        guard a.zone.isLocal == b.zone.isLocal else { return nil }
        let seconds = Int128(a.secondsSince1970 - b.secondsSince1970)
        return DaysAndTimeDuration(
            nanoseconds: seconds * 1_000_000_000 + Int128(a.time.nanosecond - b.time.nanosecond))
    }
}

extension FEELDateTime: CustomStringConvertible {
    /// `2024-02-29T10:30:00`, `2024-02-29T10:30:00.5Z`, `2024-02-29T10:30:00@Asia/Shanghai`.
    package var description: String { date.description + "T" + time.description }
}

extension Zone {
    /// The zone that is written, with the offset of its region at the local time given in seconds since 1970; with none
    /// given, the standard offset.
    init(_ designator: ZoneDesignator, of localSecond: Int?) {
        switch designator {
        case .local: self = .local
        case .offset(let seconds): self = Zone(offset: seconds) ?? .utc
        case .region(let region):
            self.init(
                region: region, seconds: localSecond.map { region.offset(atLocal: $0) } ?? region.standardOffset)
        }
    }
}
