/// FEEL's `time` (DMN 1.5, 10.3.2.3.4): a time of day to the nanosecond, local, with an offset from UTC, or with a
/// region of the IANA time zone database.
///
/// Two times are equal when they stand for the same moment of a day: `10:00:00+01:00` equals `09:00:00Z`. A time with a
/// zone and one without can't be compared: they are never equal, and `order(against:)` gives `nil`.
package struct FEELTime: Hashable, Sendable {
    /// Nanoseconds since midnight, less than those of a day.
    package let nanosecondOfDay: Int
    package let zone: Zone

    static let nanosecondsOfDay = 86_400_000_000_000

    init(unchecked nanosecondOfDay: Int, zone: Zone) {
        self.nanosecondOfDay = nanosecondOfDay
        self.zone = zone
    }

    /// `nil` when the numbers name no time of a day.
    package init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, zone: Zone = .local) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999_999).contains(nanosecond)
        else { return nil }
        self.init(unchecked: ((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond, zone: zone)
    }

    /// FEEL's `time(hour, minute, second, offset)`. The seconds may have a fraction, cut off after the nanoseconds.
    /// `nil` when the numbers name no time of a day or the offset is more than 18 hours or has a part of a second.
    package init?(hour: Int, minute: Int, second: Decimal34, offset: DaysAndTimeDuration?) {
        guard !second.isNegative, let whole = second.truncatedInteger, whole < 60,
            let fraction = second - Decimal34(whole),
            let nanosecond = (fraction * 1_000_000_000)?.truncatedInteger
        else { return nil }
        var zone = Zone.local
        if let offset {
            guard offset.nanosecond == 0, let given = Zone(offset: offset.wholeSeconds) else { return nil }
            zone = given
        }
        self.init(hour: hour, minute: minute, second: whole, nanosecond: nanosecond, zone: zone)
    }

    /// Reads XML Schema's `time`, or a time with `@Zone/Id`: `10:30:00`, `10:30:00.5Z`, `10:30:00@Asia/Shanghai`.
    /// 24:00:00 is midnight. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let read = text.withUTF8 { bytes -> FEELTime? in
            var scanner = TemporalScanner(bytes)
            guard let nanosecond = scanner.timeOfDay(), let designator = scanner.zone(), scanner.isAtEnd
            else { return nil }
            return FEELTime(
                unchecked: nanosecond % FEELTime.nanosecondsOfDay, zone: Zone(designator, of: nil))
        }
        guard let read else { return nil }
        self = read
    }

    package var hour: Int { nanosecondOfDay / 3_600_000_000_000 }
    package var minute: Int { nanosecondOfDay / 60_000_000_000 % 60 }
    package var second: Int { nanosecondOfDay / 1_000_000_000 % 60 }
    package var nanosecond: Int { nanosecondOfDay % 1_000_000_000 }
    /// FEEL's property `time offset`.
    package var timeOffset: DaysAndTimeDuration? { zone.offset }
    /// FEEL's property `timezone`.
    package var timeZone: String? { zone.identifier }

    /// Nanoseconds since midnight UTC (or since midnight, for a local time); below zero or more than a day where the
    /// offset makes it so.
    private var value: Int { nanosecondOfDay - Int(zone.seconds) * 1_000_000_000 }

    package static func == (a: FEELTime, b: FEELTime) -> Bool {
        a.zone.isLocal == b.zone.isLocal && a.value == b.value
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(zone.isLocal)
        hasher.combine(value)
    }

    /// FEEL's `is`: whether the times are written alike, in the same zone.
    package func isSame(as other: FEELTime) -> Bool {
        nanosecondOfDay == other.nanosecondOfDay && zone == other.zone
    }

    /// How this time stands to the other; `nil` when only one of them has a zone.
    package func order(against other: FEELTime) -> TemporalOrder? {
        zone.isLocal == other.zone.isLocal ? TemporalOrder(value, other.value) : nil
    }
}

/// How one time stands to another.
package enum TemporalOrder: Sendable {
    case before, same, after

    init<Value: Comparable>(_ a: Value, _ b: Value) {
        self = a < b ? .before : (a == b ? .same : .after)
    }
}

// MARK: Arithmetic (DMN 1.5, table 55)

extension FEELTime {
    /// Goes round at midnight: `23:00:00 + PT2H` is `01:00:00`.
    package static func + (time: FEELTime, duration: DaysAndTimeDuration) -> FEELTime {
        let seconds = duration.wholeSeconds % 86_400
        let sum = time.nanosecondOfDay + seconds * 1_000_000_000 + duration.nanosecond
        return FEELTime(unchecked: floored(sum, by: nanosecondsOfDay).remainder, zone: time.zone)
    }

    package static func - (time: FEELTime, duration: DaysAndTimeDuration) -> FEELTime {
        let seconds = duration.wholeSeconds % 86_400
        let difference = time.nanosecondOfDay - seconds * 1_000_000_000 - duration.nanosecond
        return FEELTime(unchecked: floored(difference, by: nanosecondsOfDay).remainder, zone: time.zone)
    }

    /// `nil` when only one of the times has a zone.
    package static func - (a: FEELTime, b: FEELTime) -> DaysAndTimeDuration? {
        guard a.zone.isLocal == b.zone.isLocal else { return nil }
        return DaysAndTimeDuration(nanoseconds: Int128(a.value - b.value))
    }
}

extension FEELTime: CustomStringConvertible {
    /// `10:30:00`, `10:30:00.5+08:00`, `10:30:00@Asia/Shanghai`.
    package var description: String {
        padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2) + fractionText(nanosecond)
            + zone.description
    }
}

/// The fraction of a second with its point, without zeros at the end; nothing where there is none.
func fractionText(_ nanosecond: Int) -> String {
    guard nanosecond != 0 else { return "" }
    var digits = padded(nanosecond, 9)
    while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
    return "." + digits
}
