/// FEEL's `days and time duration` (DMN 1.5, 10.3.2.3.7): an exact length of time, to the nanosecond. A day is 24 hours.
///
///     DaysAndTimeDuration("PT36H")!.description     // P1DT12H
package struct DaysAndTimeDuration: Hashable, Comparable, Sendable {
    /// The seconds, rounded towards negative infinity.
    let wholeSeconds: Int
    /// What comes on top of the seconds, 0 … 999,999,999, also where the duration is below zero.
    let storedNanosecond: Int32

    var nanosecond: Int { Int(storedNanosecond) }

    init(unchecked seconds: Int, nanosecond: Int) {
        self.wholeSeconds = seconds
        self.storedNanosecond = Int32(truncatingIfNeeded: nanosecond)
    }

    /// `nil` when the seconds do not fit 64 bits.
    package init?(nanoseconds: Int128) {
        var (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 {
            seconds -= 1
            rest += 1_000_000_000
        }
        guard let whole = Int(exactly: seconds), whole > Int.min else { return nil }
        self.init(unchecked: whole, nanosecond: Int(rest))
    }

    /// Reads XML Schema's `dayTimeDuration`: `P1DT2H3M4.5S`, `-PT90M`. `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let read = text.withUTF8 { bytes in
            var scanner = TemporalScanner(bytes)
            return scanner.daysAndTime()
        }
        guard let read else { return nil }
        self.init(nanoseconds: read)
    }

    package static let zero = DaysAndTimeDuration(unchecked: 0, nanosecond: 0)

    /// The whole length in nanoseconds.
    package var nanoseconds: Int128 { Int128(wholeSeconds) * 1_000_000_000 + Int128(nanosecond) }

    /// The whole length in seconds, with their fraction.
    package var seconds34: Decimal34 { Decimal34(significand: nanoseconds, exponent: -9) ?? .zero }

    package var isNegative: Bool { wholeSeconds < 0 }

    /// Seconds without their fraction, rounded towards zero.
    private var truncatedSeconds: Int { isNegative && nanosecond > 0 ? wholeSeconds + 1 : wholeSeconds }

    // The properties have the sign of the duration.

    package var days: Int { truncatedSeconds / 86_400 }
    package var hours: Int { truncatedSeconds / 3600 % 24 }
    package var minutes: Int { truncatedSeconds / 60 % 60 }
    package var seconds: Int { truncatedSeconds % 60 }

    package static func < (a: DaysAndTimeDuration, b: DaysAndTimeDuration) -> Bool {
        (a.wholeSeconds, a.storedNanosecond) < (b.wholeSeconds, b.storedNanosecond)
    }
}

// MARK: Arithmetic (DMN 1.5, table 55); `nil` where the result is too great

extension DaysAndTimeDuration {
    package static prefix func - (a: DaysAndTimeDuration) -> DaysAndTimeDuration? {
        DaysAndTimeDuration(nanoseconds: -a.nanoseconds)
    }

    package var magnitude: DaysAndTimeDuration? { isNegative ? -self : self }

    package static func + (a: DaysAndTimeDuration, b: DaysAndTimeDuration) -> DaysAndTimeDuration? {
        DaysAndTimeDuration(nanoseconds: a.nanoseconds + b.nanoseconds)
    }

    package static func - (a: DaysAndTimeDuration, b: DaysAndTimeDuration) -> DaysAndTimeDuration? {
        DaysAndTimeDuration(nanoseconds: a.nanoseconds - b.nanoseconds)
    }

    /// Rounded half to even to the nanosecond.
    package static func * (a: DaysAndTimeDuration, factor: Decimal34) -> DaysAndTimeDuration? {
        let exact = Decimal34(significand: a.nanoseconds, exponent: 0).flatMap { $0 * factor }
        return DaysAndTimeDuration(rounding: exact)
    }

    /// Rounded half to even to the nanosecond; `nil` when the divisor is zero.
    package func divided(by divisor: Decimal34) -> DaysAndTimeDuration? {
        let exact = Decimal34(significand: nanoseconds, exponent: 0).flatMap { $0.divided(by: divisor) }
        return DaysAndTimeDuration(rounding: exact)
    }

    /// How many times the divisor goes into this duration; `nil` when the divisor is zero.
    package func divided(by divisor: DaysAndTimeDuration) -> Decimal34? {
        guard let dividend = Decimal34(significand: nanoseconds, exponent: 0),
            let divisor = Decimal34(significand: divisor.nanoseconds, exponent: 0)
        else { return nil }
        return dividend.divided(by: divisor)
    }

    private init?(rounding nanoseconds: Decimal34?) {
        guard let whole = nanoseconds?.rounded(.halfEven, scale: 0), whole.exponent <= 0 else { return nil }
        let (size, _) = PowersOfTen.divide(whole.coefficient, by: -whole.exponent)
        self.init(nanoseconds: whole.isNegative ? -Int128(size) : Int128(size))
    }
}

extension DaysAndTimeDuration: CustomStringConvertible {
    /// `P1DT2H3M4.5S`, `-PT1H`, `PT0S`.
    package var description: String {
        let size = nanoseconds.magnitude
        let (whole, nanosecond) = size.quotientAndRemainder(dividingBy: 1_000_000_000)
        let seconds = Int(truncatingIfNeeded: whole)
        guard size != 0 else { return "PT0S" }
        var text = isNegative ? "-P" : "P"
        if seconds >= 86_400 { text += "\(seconds / 86_400)D" }
        guard seconds % 86_400 != 0 || nanosecond != 0 else { return text }
        text += "T"
        if seconds / 3600 % 24 != 0 { text += "\(seconds / 3600 % 24)H" }
        if seconds / 60 % 60 != 0 { text += "\(seconds / 60 % 60)M" }
        if seconds % 60 != 0 || nanosecond != 0 {
            text += "\(seconds % 60)" + fractionText(Int(truncatingIfNeeded: nanosecond)) + "S"
        }
        return text
    }
}
