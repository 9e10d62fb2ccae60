/// A number of FEEL (DMN 1.5, 10.3.2.3.1): a decimal with 34 significant digits, rounded half to even, as the
/// `decimal128` of IEEE 754-2008.
///
/// The value is `±coefficient × 10^exponent`. As in IEEE 754 the exponent says how precisely a number was written
/// (`1.50` keeps its zero, and `string(1.50)` shows it); equality, order and hashing look at the value alone. There is
/// no NaN, no infinity and no negative zero: an operation that has no such number for its result gives `nil`, which is
/// FEEL's `null`.
///
///     let price: Decimal34 = Decimal34("19.90")!
///     let total = price * 3        // 59.70
package struct Decimal34: Sendable {
    /// The lower and the upper 64 bits of the coefficient, which is less than 10³⁴.
    let low: UInt64
    let high: UInt64
    /// The power of ten of the coefficient's last digit, -6176 … 6111.
    let storedExponent: Int16
    /// Whether the number is below zero; never true of zero.
    package let isNegative: Bool

    /// The significant digits of a number.
    package static let precision = 34
    /// The least and the greatest power of ten of a last digit.
    package static let exponents = -6176...6111

    static let greatestCoefficient = PowersOfTen.wide(34) - 1
    /// The upper 64 bits of 10³⁴: a coefficient whose upper half is less has at most 34 digits.
    @inline(__always) static var highOfLimit: UInt64 { 542_101_086_242_752 }

    /// The parts must be within their limits.
    @inline(__always)
    init(low: UInt64, high: UInt64, exponent: Int16, isNegative: Bool) {
        self.low = low
        self.high = high
        self.storedExponent = exponent
        self.isNegative = isNegative && (low | high) != 0
    }

    /// The coefficient must have at most 34 digits, and the exponent be within its limits.
    @inline(__always)
    init(isNegative: Bool, within coefficient: UInt128, exponent: Int) {
        self.init(
            low: UInt64(truncatingIfNeeded: coefficient), high: UInt64(truncatingIfNeeded: coefficient >> 64),
            exponent: Int16(truncatingIfNeeded: exponent), isNegative: isNegative)
    }

    /// The number without its sign and point.
    @inline(__always)
    package var coefficient: UInt128 { UInt128(high) << 64 | UInt128(low) }
    /// The power of ten by which the coefficient is multiplied.
    @inline(__always)
    package var exponent: Int { Int(storedExponent) }
    @inline(__always)
    package var isZero: Bool { low | high == 0 }
    /// Whether the coefficient fits 64 bits, the case that goes fast.
    @inline(__always)
    var isSmall: Bool { high == 0 }
    /// The power of ten of the first digit; of no meaning for zero.
    @inline(__always)
    var adjustedExponent: Int { PowersOfTen.digits(coefficient) + exponent - 1 }

    package static let zero = Decimal34(low: 0, high: 0, exponent: 0, isNegative: false)
    package static let one = Decimal34(low: 1, high: 0, exponent: 0, isNegative: false)

    @inline(__always)
    package init(_ value: Int) {
        self.init(low: UInt64(value.magnitude), high: 0, exponent: 0, isNegative: value < 0)
    }

    /// `significand × 10^exponent`, rounded to 34 digits; `nil` when it is too great.
    package init?(significand: Int128, exponent: Int) {
        // Beyond this it is zero or too great whatever the significand.
        let held = min(max(exponent, -100_000), 100_000)
        guard
            let number = Decimal34.rounding(
                isNegative: significand < 0, coefficient: significand.magnitude, exponent: held)
        else { return nil }
        self = number
    }

    /// The number with the shortest decimal text that stands for `value`; `nil` for infinities and NaN.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.init(xmlSchema: value.description)
    }

    /// `±coefficient × 10^exponent` rounded to 34 digits, half to even; `nil` when too great, zero when too small.
    /// `sticky` says that the exact value lies a little (less than one unit) above the coefficient; the coefficient
    /// must then have more than 34 digits.
    @inline(__always)
    static func rounding(isNegative: Bool, coefficient: UInt128, exponent: Int, sticky: Bool = false) -> Decimal34? {
        if coefficient <= greatestCoefficient, !sticky, exponents.contains(exponent) {
            return Decimal34(isNegative: isNegative, within: coefficient, exponent: exponent)
        }
        return roundingLong(isNegative: isNegative, coefficient: coefficient, exponent: exponent, sticky: sticky)
    }

    @inline(never)
    private static func roundingLong(
        isNegative: Bool, coefficient: UInt128, exponent: Int, sticky: Bool
    ) -> Decimal34? {
        let digits = PowersOfTen.digits(coefficient)
        var rounded = coefficient
        var exponent = exponent
        let excess = max(digits - precision, exponents.lowerBound - exponent)
        if excess > 0 {
            exponent += excess
            // 10³⁹ is more than twice what 128 bits hold, so that nothing is left of a coefficient cut by so many.
            if excess > digits || excess > 38 {
                rounded = 0
            } else {
                let (quotient, remainder) = PowersOfTen.divide(coefficient, by: excess)
                rounded = quotient
                let half = PowersOfTen.wide(excess - 1) * 5
                if remainder > half || (remainder == half && (sticky || quotient & 1 == 1)) { rounded += 1 }
            }
            if rounded > greatestCoefficient {
                rounded = PowersOfTen.wide(33)
                exponent += 1
            }
        }
        guard rounded != 0 else {
            let held = min(max(exponent, exponents.lowerBound), exponents.upperBound)
            return Decimal34(isNegative: false, within: 0, exponent: held)
        }
        if exponent > exponents.upperBound {
            let padding = exponent - exponents.upperBound
            guard PowersOfTen.digits(rounded) + padding <= precision else { return nil }
            rounded *= PowersOfTen.wide(padding)
            exponent = exponents.upperBound
        }
        return Decimal34(isNegative: isNegative, within: rounded, exponent: exponent)
    }

    /// The same value with trailing zeros taken off, as long as the exponent stays at most `limit`.
    func withoutTrailingZeros(upTo limit: Int = exponents.upperBound) -> Decimal34 {
        guard !isZero else { return self }
        var exponent = exponent
        if isSmall {
            var rest = low
            while rest % 10 == 0, exponent < limit {
                rest /= 10
                exponent += 1
            }
            return Decimal34(
                low: rest, high: 0, exponent: Int16(truncatingIfNeeded: exponent), isNegative: isNegative)
        }
        var rest = coefficient
        for step in [16, 8, 4, 2, 1] {
            while exponent + step <= limit {
                let (quotient, remainder) = PowersOfTen.divide(rest, by: step)
                guard remainder == 0 else { break }
                rest = quotient
                exponent += step
            }
        }
        return Decimal34(isNegative: isNegative, within: rest, exponent: exponent)
    }
}

extension Decimal34: ExpressibleByIntegerLiteral {
    @inline(__always)
    package init(integerLiteral value: Int) { self.init(value) }
}

extension Decimal34: Hashable, Comparable {
    /// Whether the values are equal: `1.0 = 1.00`.
    @inline(__always)
    package static func == (a: Decimal34, b: Decimal34) -> Bool {
        if a.storedExponent == b.storedExponent {
            return a.low == b.low && a.high == b.high && a.isNegative == b.isNegative
        }
        return a.isNegative == b.isNegative && compareMagnitudes(a, b) == 0
    }

    @inline(__always)
    package static func < (a: Decimal34, b: Decimal34) -> Bool {
        if a.isNegative != b.isNegative { return a.isNegative }
        if a.storedExponent == b.storedExponent, a.high | b.high == 0 {
            return a.low != b.low && (a.low < b.low) != a.isNegative
        }
        let order = compareMagnitudes(a, b)
        return a.isNegative ? order > 0 : order < 0
    }

    /// -1, 0 or 1 as the magnitude of `a` is less than, equal to or greater than that of `b`.
    private static func compareMagnitudes(_ a: Decimal34, _ b: Decimal34) -> Int {
        if a.isZero || b.isZero { return (a.isZero ? 0 : 1) - (b.isZero ? 0 : 1) }
        let difference = a.exponent - b.exponent
        if a.high | b.high == 0, abs(difference) < PowersOfTen.small.count {
            let first = a.low.multipliedFullWidth(by: difference > 0 ? PowersOfTen.small[difference] : 1)
            let second = b.low.multipliedFullWidth(by: difference < 0 ? PowersOfTen.small[-difference] : 1)
            return first == second ? 0 : (first < second ? -1 : 1)
        }
        if difference != 0 {
            let first = a.adjustedExponent
            let second = b.adjustedExponent
            if first != second { return first < second ? -1 : 1 }
        }
        // The first digits stand at the same place, so that scaling gives at most 34 digits.
        let left = difference > 0 ? a.coefficient * PowersOfTen.wide(difference) : a.coefficient
        let right = difference < 0 ? b.coefficient * PowersOfTen.wide(-difference) : b.coefficient
        return left == right ? 0 : (left < right ? -1 : 1)
    }

    package func hash(into hasher: inout Hasher) {
        guard !isZero else {
            hasher.combine(0)
            return
        }
        let reduced = withoutTrailingZeros()
        hasher.combine(reduced.low)
        hasher.combine(reduced.high)
        // A number whose exponent can rise no further keeps its zeros; it has no other form then.
        hasher.combine(reduced.storedExponent)
        hasher.combine(reduced.isNegative)
    }
}

// MARK: Conversion

extension Decimal34 {
    /// Whether the number has no fraction: `3`, `3.00` and `1E3`, but not `3.5`.
    package var isInteger: Bool {
        if exponent >= 0 || isZero { return true }
        guard -exponent <= Decimal34.precision else { return false }
        return PowersOfTen.divide(coefficient, by: -exponent).remainder == 0
    }

    /// The number as an `Int`; `nil` when it has a fraction or does not fit.
    @inline(__always)
    package var integer: Int? {
        if storedExponent == 0, high == 0, low <= UInt64(Int.max) {
            return isNegative ? -Int(truncatingIfNeeded: low) : Int(truncatingIfNeeded: low)
        }
        return scaledInteger(scale: 0)
    }

    /// The number × 10^`scale` as an `Int`; `nil` when that has a fraction or does not fit. The number can be had back
    /// with `Decimal34(significand:exponent:)` and the exponent `-scale`.
    package func scaledInteger(scale: Int) -> Int? {
        guard !isZero else { return 0 }
        let (power, overflow) = exponent.addingReportingOverflow(scale)
        guard !overflow else { return nil }
        var magnitude = coefficient
        if power >= 0 {
            guard power <= 18, PowersOfTen.digits(magnitude) + power <= 19 else { return nil }
            magnitude *= PowersOfTen.wide(power)
        } else {
            guard power >= -Decimal34.precision else { return nil }
            let (quotient, remainder) = PowersOfTen.divide(magnitude, by: -power)
            guard remainder == 0 else { return nil }
            magnitude = quotient
        }
        guard magnitude <= UInt128(Int.max.magnitude) + (isNegative ? 1 : 0) else { return nil }
        return isNegative ? Int(truncatingIfNeeded: 0 &- magnitude) : Int(truncatingIfNeeded: magnitude)
    }

    /// The integer part as an `Int`, the fraction cut off; `nil` when it does not fit.
    package var truncatedInteger: Int? { rounded(.down, scale: 0)?.integer }

    /// The nearest `Double`.
    package var double: Double { Double("\(isNegative ? "-" : "")\(coefficient)e\(exponent)") ?? 0 }
}
