internal import Foundation

/// Writes the numbers of a sheet's cells as text.
enum CellNumber {
    /// The number as its cell shows it in the general format: at most 15 digits, as spreadsheets compute, and no
    /// exponent up to 10^21 (`0.1` for `0.10000000000000001`). What is no number stays as it is.
    static func plain(_ raw: String) -> String {
        if raw.utf8.count <= 15 && raw.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }) {
            return raw
        }
        guard let value = Double(raw), value.isFinite else { return raw }
        if value == 0 { return "0" }
        // d.dddddddddddddde±x, the digits rounded to 15.
        let scientific = String(format: "%.14e", abs(value))
        let halves = scientific.split(separator: "e")
        guard halves.count == 2, let exponent = Int(halves[1]), (-15..<21).contains(exponent) else { return raw }
        var digits = halves[0].filter { $0 != "." }
        while digits.last == "0" { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        if digits.count <= exponent + 1 {
            return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
        }
        return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }

    /// The day and time a serial number stands for: `yyyy-MM-dd HH:mm:ss`, to the nearest second (ECMA-376 part 1,
    /// 18.17.4). `nil` outside the years a spreadsheet knows (1900 to 9999).
    static func date(_ serial: Double, from1904: Bool) -> String? {
        guard serial >= (from1904 ? 0 : 1), serial < 2_958_466 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        let (days, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let clock = clockText(time)
        // Spreadsheets that count from 1900 take it for a leap year; its 29 February is number 60.
        if !from1904 && days == 60 { return "1900-02-29 \(clock)" }
        // Days from 1970-01-01 to each system's day 0.
        let epoch = from1904 ? -24_107 : days < 60 ? -25_568 : -25_569
        let (year, month, day) = civilDate(days + epoch)
        guard year <= 9999 else { return nil }
        return "\(zeros(year, 4))-\(zeros(month, 2))-\(zeros(day, 2)) \(clock)"
    }

    /// `HH:mm:ss`; `nil` when the number is no part of a day.
    static func time(_ serial: Double) -> String? {
        guard serial >= 0, serial < 1 else { return nil }
        return clockText(min(86_399, Int((serial * 86_400).rounded())))
    }

    /// `hours:mm:ss`, with as many hours as there are.
    static func duration(_ days: Double) -> String? {
        guard abs(days) < 2_958_466 else { return nil }
        let seconds = Int((abs(days) * 86_400).rounded())
        return (days < 0 ? "-" : "") + clockText(seconds)
    }

    private static func clockText(_ seconds: Int) -> String {
        "\(zeros(seconds / 3600, 2)):\(zeros(seconds / 60 % 60, 2)):\(zeros(seconds % 60, 2))"
    }

    private static func zeros(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// The Gregorian date of a day counted from 1970-01-01, by Howard Hinnant's "chrono-compatible low-level date
    /// algorithms" (civil_from_days); days from 1899 on.
    private static func civilDate(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }
}
