/// A calendar day of the city (proleptic Gregorian), counted in days since 1970-01-01. "Today" in this platform
/// always means such a day, never the last 24 hours.
package struct CityDay: Hashable, Comparable, Sendable, Strideable {
    /// Days since 1970-01-01.
    package var number: Int

    package init(number: Int) { self.number = number }

    /// `nil` when the three numbers name no day of the calendar (30 February).
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...CityDay.daysInMonth(month, of: year)).contains(day)
        else { return nil }
        self.number = CityDay.number(year: year, month: month, day: day)
    }

    /// Reads `2026-11-18`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = wholeNumber(bytes[0..<4]), let month = wholeNumber(bytes[5..<7]),
            let day = wholeNumber(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package static func < (a: CityDay, b: CityDay) -> Bool { a.number < b.number }
    package func distance(to other: CityDay) -> Int { other.number - number }
    package func advanced(by n: Int) -> CityDay { CityDay(number: number + n) }

    /// Year, month (1–12) and day of the month.
    package var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package var year: Int { components.year }
    package var month: Int { components.month }
    package var day: Int { components.day }

    /// 1 = Monday … 7 = Sunday (ISO 8601).
    package var weekday: Int {
        let index = (number + 3) % 7
        return (index < 0 ? index + 7 : index) + 1
    }

    package var monday: CityDay { advanced(by: 1 - weekday) }
    package var firstOfMonth: CityDay { advanced(by: 1 - day) }

    package static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    fileprivate static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension CityDay: CustomStringConvertible {
    /// `2026-11-18`.
    package var description: String {
        let (year, month, day) = components
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A week from Monday to Sunday, numbered as in ISO 8601 (`2026-W47`).
package struct CityWeek: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    package let week: Int

    package init(containing day: CityDay) {
        let thursday = day.monday.advanced(by: 3)
        let year = thursday.year
        self.year = year
        self.week = (thursday.number - CityDay.number(year: year, month: 1, day: 1)) / 7 + 1
    }

    /// Reads `2026-W47`; `nil` for anything else, and for week 53 of a year that has 52.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, bytes[4] == UInt8(ascii: "-"), bytes[5] == UInt8(ascii: "W"),
            let year = wholeNumber(bytes[0..<4]), let week = wholeNumber(bytes[6..<8]), week >= 1,
            let fourth = CityDay(year: year, month: 1, day: 4)
        else { return nil }
        let found = CityWeek(containing: fourth.monday.advanced(by: (week - 1) * 7))
        guard found.year == year, found.week == week else { return nil }
        self = found
    }

    package var monday: CityDay {
        CityDay(number: CityDay.number(year: year, month: 1, day: 4)).monday.advanced(by: (week - 1) * 7)
    }
    package var days: ClosedRange<CityDay> { monday...monday.advanced(by: 6) }
    package var previous: CityWeek { CityWeek(containing: monday.advanced(by: -7)) }
    package var next: CityWeek { CityWeek(containing: monday.advanced(by: 7)) }

    package static func < (a: CityWeek, b: CityWeek) -> Bool { (a.year, a.week) < (b.year, b.week) }
    package var description: String { "\(padded(year, 4))-W\(padded(week, 2))" }
}

/// `value` in decimal digits, with zeros before it up to `width`.
package func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}

/// The number that ASCII digits write; `nil` where anything else stands.
private func wholeNumber(_ digits: ArraySlice<UInt8>) -> Int? {
    var sum = 0
    for digit in digits {
        guard (48...57).contains(digit) else { return nil }
        sum = sum * 10 + Int(digit - 48)
    }
    return sum
}
