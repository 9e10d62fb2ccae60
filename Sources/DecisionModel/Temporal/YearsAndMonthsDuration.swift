/// FEEL's `years and months duration` (DMN 1.5, 10.3.2.3.8): a number of months.
///
///     YearsAndMonthsDuration("P26M")!.description     // P2Y2M
package struct YearsAndMonthsDuration: Hashable, Comparable, Sendable {
    /// The whole length in months.
    package let totalMonths: Int

    package init(months: Int) { self.totalMonths = months }

    /// Reads XML Schema's `yearMonthDuration`: `P1Y2M`, `-P30M`. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let read = text.withUTF8 { bytes in
            var scanner = TemporalScanner(bytes)
            return scanner.yearsAndMonths()
        }
        guard let read else { return nil }
        self.init(months: read)
    }

    /// FEEL's `years and months duration(from, to)`: the whole months from one day to another, rounded towards zero.
    /// Of a date and time only the date counts.
    package init(from: FEELDate, to: FEELDate) {
        let start = from.components
        let end = to.components
        var months = (end.year - start.year) * 12 + end.month - start.month
        if months > 0, end.day < start.day { months -= 1 }
        if months < 0, end.day > start.day { months += 1 }
        self.init(months: months)
    }

    package static let zero = YearsAndMonthsDuration(months: 0)

    package var isNegative: Bool { totalMonths < 0 }

    // The properties have the sign of the duration.

    package var years: Int { totalMonths / 12 }
    package var months: Int { totalMonths % 12 }

    package static func < (a: YearsAndMonthsDuration, b: YearsAndMonthsDuration) -> Bool {
        a.totalMonths < b.totalMonths
    }
}

// MARK: Arithmetic (DMN 1.5, table 55); `nil` where the result is too great

extension YearsAndMonthsDuration {
    package static prefix func - (a: YearsAndMonthsDuration) -> YearsAndMonthsDuration? { zero - a }

    package var magnitude: YearsAndMonthsDuration? { isNegative ? -self : self }

    package static func + (a: YearsAndMonthsDuration, b: YearsAndMonthsDuration) -> YearsAndMonthsDuration? {
        let (sum, overflow) = a.totalMonths.addingReportingOverflow(b.totalMonths)
        return overflow ? nil : YearsAndMonthsDuration(months: sum)
    }

    package static func - (a: YearsAndMonthsDuration, b: YearsAndMonthsDuration) -> YearsAndMonthsDuration? {
        let (difference, overflow) = a.totalMonths.subtractingReportingOverflow(b.totalMonths)
        return overflow ? nil : YearsAndMonthsDuration(months: difference)
    }

    /// Part of a month is cut off.
    package static func * (a: YearsAndMonthsDuration, factor: Decimal34) -> YearsAndMonthsDuration? {
        (Decimal34(a.totalMonths) * factor)?.truncatedInteger.map(YearsAndMonthsDuration.init(months:))
    }

    /// Part of a month is cut off; `nil` when the divisor is zero.
    package func divided(by divisor: Decimal34) -> YearsAndMonthsDuration? {
        Decimal34(totalMonths).divided(by: divisor)?.truncatedInteger.map(YearsAndMonthsDuration.init(months:))
    }

    /// How many times the divisor goes into this duration; `nil` when the divisor is zero.
    package func divided(by divisor: YearsAndMonthsDuration) -> Decimal34? {
        Decimal34(totalMonths).divided(by: Decimal34(divisor.totalMonths))
    }
}

extension YearsAndMonthsDuration: CustomStringConvertible {
    /// `P1Y2M`, `-P10M`, `P0M`.
    package var description: String {
        let size = totalMonths.magnitude
        let (years, months) = size.quotientAndRemainder(dividingBy: 12)
        var text = totalMonths < 0 ? "-P" : "P"
        if years != 0 { text += "\(years)Y" }
        if months != 0 || years == 0 { text += "\(months)M" }
        return text
    }
}
