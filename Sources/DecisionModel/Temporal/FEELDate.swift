/// FEEL's `date` (DMN 1.5, 10.3.2.3.5): a day of the proleptic Gregorian calendar, without a zone. The years go from
/// -999,999,999 to 999,999,999, and year 0 is the year before year 1, as in XML Schema 1.1.
///
///     let due = FEELDate("2024-01-31")! + YearsAndMonthsDuration(months: 1)     // 2024-02-29
package struct FEELDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let dayNumber: Int

    package static let years = -999_999_999...999_999_999
    private static let dayNumbers =
        number(year: years.lowerBound, month: 1, day: 1)...number(year: years.upperBound, month: 12, day: 31)

    /// `nil` outside the years that FEEL knows.
    package init?(dayNumber: Int) {
        guard FEELDate.dayNumbers.contains(dayNumber) else { return nil }
        self.dayNumber = dayNumber
    }

    /// `nil` when the three numbers name no day of the calendar (30 February).
    package init?(year: Int, month: Int, day: Int) {
        guard FEELDate.years.contains(year), (1...12).contains(month), day >= 1,
            day <= FEELDate.daysInMonth(month, of: year)
        else { return nil }
        self.dayNumber = FEELDate.number(year: year, month: month, day: day)
    }

    /// Reads XML Schema's `date` without a zone: `2024-02-29`, `-0044-03-15`. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let read = text.withUTF8 { bytes -> FEELDate? in
            var scanner = TemporalScanner(bytes)
            let date = scanner.date()
            return scanner.isAtEnd ? date : nil
        }
        guard let read else { return nil }
        self = read
    }

    package static func < (a: FEELDate, b: FEELDate) -> Bool { a.dayNumber < b.dayNumber }

    /// Year, month (1–12) and day of the month.
    package var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.
        let shifted = dayNumber + 719_468
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
        let index = (dayNumber + 3) % 7
        return (index < 0 ? index + 7 : index) + 1
    }

    /// FEEL's `day of week`: `Monday` … `Sunday`.
    package var dayOfWeek: String {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday - 1]
    }

    /// FEEL's `month of year`: `January` … `December`.
    package var monthOfYear: String {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ][month - 1]
    }

    /// FEEL's `day of year`: 1 … 366.
    package var dayOfYear: Int { dayNumber - FEELDate.number(year: year, month: 1, day: 1) + 1 }

    /// FEEL's `week of year`: the week of ISO 8601, 1 … 53, which may belong to the year before or after.
    package var weekOfYear: Int {
        let thursday = dayNumber + 4 - weekday
        let components = FEELDate(unchecked: thursday).components
        return (thursday - FEELDate.number(year: components.year, month: 1, day: 1)) / 7 + 1
    }

    package var lastDayOfMonth: FEELDate {
        let (year, month, day) = components
        return FEELDate(unchecked: dayNumber - day + FEELDate.daysInMonth(month, of: year))
    }

    /// Midnight in UTC, as which a date counts where FEEL puts it beside a date and time.
    package var midnight: FEELDateTime { FEELDateTime(date: self, time: FEELTime(unchecked: 0, zone: .utc)) }

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

    init(unchecked dayNumber: Int) { self.dayNumber = dayNumber }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

// MARK: Arithmetic (DMN 1.5, table 55)

extension FEELDate {
    package func adding(days: Int) -> FEELDate? {
        let (sum, overflow) = dayNumber.addingReportingOverflow(days)
        return overflow ? nil : FEELDate(dayNumber: sum)
    }

    /// The same day of another month, or its last day where it has no such day. `nil` beyond the years of FEEL.
    package static func + (date: FEELDate, duration: YearsAndMonthsDuration) -> FEELDate? {
        let (year, month, day) = date.components
        let (months, overflow) = (year * 12 + month - 1).addingReportingOverflow(duration.totalMonths)
        guard !overflow else { return nil }
        let (newYear, newMonth) = floored(months, by: 12)
        guard years.contains(newYear) else { return nil }
        return FEELDate(
            year: newYear, month: newMonth + 1, day: min(day, daysInMonth(newMonth + 1, of: newYear)))
    }

    package static func - (date: FEELDate, duration: YearsAndMonthsDuration) -> FEELDate? {
        guard let negative = -duration else { return nil }
        return date + negative
    }

    /// The day on which the duration ends that begins at the day's midnight.
    package static func + (date: FEELDate, duration: DaysAndTimeDuration) -> FEELDate? {
        date.adding(days: floored(duration.wholeSeconds, by: 86_400).quotient)
    }

    package static func - (date: FEELDate, duration: DaysAndTimeDuration) -> FEELDate? {
        guard let negative = -duration else { return nil }
        return date + negative
    }

    package static func - (a: FEELDate, b: FEELDate) -> DaysAndTimeDuration {
        DaysAndTimeDuration(unchecked: (a.dayNumber - b.dayNumber) * 86_400, nanosecond: 0)
    }
}

extension FEELDate: CustomStringConvertible {
    /// `2024-02-29`, `-0044-03-15`, `12024-01-01`.
    package var description: String {
        let (year, month, day) = components
        return (year < 0 ? "-" : "") + padded(abs(year), 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }
}

/// `value` in decimal digits, with zeros before it up to `width`.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return digits.utf8.count >= width ? digits : String(repeating: "0", count: width - digits.utf8.count) + digits
}

/// Division that rounds towards negative infinity; `divisor` is above zero.
func floored(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
