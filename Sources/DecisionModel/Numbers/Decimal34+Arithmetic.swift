extension Decimal34 {
    /// `nil` when the sum is too great.
    @inline(__always)
    package static func + (a: Decimal34, b: Decimal34) -> Decimal34? {
        if a.storedExponent == b.storedExponent, a.high | b.high == 0 {
            if a.isNegative == b.isNegative {
                let (sum, overflow) = a.low.addingReportingOverflow(b.low)
                return Decimal34(
                    low: sum, high: overflow ? 1 : 0, exponent: a.storedExponent, isNegative: a.isNegative)
            }
            let less = a.low < b.low
            return Decimal34(
                low: less ? b.low &- a.low : a.low &- b.low, high: 0, exponent: a.storedExponent,
                isNegative: less ? b.isNegative : a.isNegative)
        }
        return sum(a, b)
    }

    /// `nil` when the difference is too great.
    @inline(__always)
    package static func - (a: Decimal34, b: Decimal34) -> Decimal34? { a + -b }

    @inline(__always)
    package static prefix func - (a: Decimal34) -> Decimal34 {
        Decimal34(low: a.low, high: a.high, exponent: a.storedExponent, isNegative: !a.isNegative)
    }

    package var magnitude: Decimal34 { isNegative ? -self : self }

    /// `nil` when the product is too great.
    @inline(__always)
    package static func * (a: Decimal34, b: Decimal34) -> Decimal34? {
        if a.high | b.high == 0 {
            let (high, low) = a.low.multipliedFullWidth(by: b.low)
            let exponent = a.exponent + b.exponent
            if high < highOfLimit, exponents.contains(exponent) {
                return Decimal34(
                    low: low, high: high, exponent: Int16(truncatingIfNeeded: exponent),
                    isNegative: a.isNegative != b.isNegative)
            }
        }
        return product(a, b)
    }

    /// `nil` when the divisor is zero or the quotient too great.
    package func divided(by divisor: Decimal34) -> Decimal34? {
        guard !divisor.isZero else { return nil }
        let exponent = exponent - divisor.exponent
        let negative = isNegative != divisor.isNegative
        if isZero { return Decimal34.rounding(isNegative: false, coefficient: 0, exponent: exponent) }
        return divisor.isSmall
            ? Decimal34.quotient(coefficient, divisor.low, exponent: exponent, isNegative: negative)
            : Decimal34.longQuotient(coefficient, divisor.coefficient, exponent: exponent, isNegative: negative)
    }

    /// FEEL's `modulo`: `dividend - divisor × floor(dividend / divisor)`, which has the sign of the divisor. The
    /// remainder is exact before it is rounded to 34 digits. `nil` when the divisor is zero.
    package func modulo(_ divisor: Decimal34) -> Decimal34? {
        guard !divisor.isZero else { return nil }
        let lowest = min(exponent, divisor.exponent)
        var remainder: UInt128
        if exponent >= divisor.exponent {
            let modulus = divisor.coefficient
            remainder = coefficient % modulus
            var left = exponent - divisor.exponent
            // 10⁴ times a coefficient still fits 128 bits.
            while left > 0, remainder != 0 {
                let step = min(left, 4)
                remainder = remainder * PowersOfTen.wide(step) % modulus
                left -= step
            }
        } else {
            let shift = divisor.exponent - exponent
            let fits = shift + PowersOfTen.digits(divisor.coefficient) <= Decimal34.precision
            remainder = fits ? coefficient % (divisor.coefficient * PowersOfTen.wide(shift)) : coefficient
        }
        let rest = Decimal34(isNegative: isNegative, within: remainder, exponent: lowest)
        return remainder != 0 && isNegative != divisor.isNegative ? rest + divisor : rest
    }

    // MARK: The long ways

    @inline(never)
    private static func sum(_ a: Decimal34, _ b: Decimal34) -> Decimal34? {
        let (upper, lower) = a.storedExponent >= b.storedExponent ? (a, b) : (b, a)
        guard !upper.isZero else { return lower }
        var exponent = lower.exponent
        let distance = upper.exponent - exponent
        if a.high | b.high == 0, distance < PowersOfTen.small.count {
            let (high, low) = upper.low.multipliedFullWidth(by: PowersOfTen.small[distance])
            if high < highOfLimit - 1 {
                return nearSum(UInt128(high) << 64 | UInt128(low), upper.isNegative, lower)
            }
        }
        var first = upper.coefficient
        var second = lower.coefficient
        var sticky = false
        if distance > 0 {
            let room = 38 - PowersOfTen.digits(first)
            if distance <= room {
                first *= PowersOfTen.wide(distance)
            } else {
                // The greater has at least 37 digits now. What is cut from the lesser only decides a tie.
                first *= PowersOfTen.wide(room - 1)
                exponent = upper.exponent - (room - 1)
                let cut = distance - (room - 1)
                if cut > 38 {
                    sticky = second != 0
                    second = 0
                } else {
                    let divided = PowersOfTen.divide(second, by: cut)
                    second = divided.quotient
                    sticky = divided.remainder != 0
                }
            }
        }
        if upper.isNegative == lower.isNegative {
            return rounding(
                isNegative: upper.isNegative, coefficient: first + second, exponent: exponent, sticky: sticky)
        }
        if sticky {
            return rounding(
                isNegative: upper.isNegative, coefficient: first - second - 1, exponent: exponent, sticky: true)
        }
        return first >= second
            ? rounding(isNegative: upper.isNegative, coefficient: first - second, exponent: exponent)
            : rounding(isNegative: lower.isNegative, coefficient: second - first, exponent: exponent)
    }

    /// The sum of a coefficient that is written for the exponent of `lower`, and of `lower`, neither of them so great
    /// that the sum could have more than 34 digits.
    @inline(__always)
    private static func nearSum(_ upper: UInt128, _ isNegative: Bool, _ lower: Decimal34) -> Decimal34 {
        let second = lower.coefficient
        if isNegative == lower.isNegative {
            return Decimal34(isNegative: isNegative, within: upper + second, exponent: lower.exponent)
        }
        return upper >= second
            ? Decimal34(isNegative: isNegative, within: upper - second, exponent: lower.exponent)
            : Decimal34(isNegative: lower.isNegative, within: second - upper, exponent: lower.exponent)
    }

    @inline(never)
    private static func product(_ a: Decimal34, _ b: Decimal34) -> Decimal34? {
        let negative = a.isNegative != b.isNegative
        let exponent = a.exponent + b.exponent
        let (high, low) = a.coefficient.multipliedFullWidth(by: b.coefficient)
        guard high != 0 else {
            return rounding(isNegative: negative, coefficient: low, exponent: exponent)
        }
        // At most 68 digits: cutting 30 leaves 38 or fewer, and more than 34 as the product has 39 or more
        // unless fewer are cut.
        let estimate = digits(high: high) - 37
        var cut = estimate
        var parts = (high, low)
        var sticky = false
        while cut > 0 {
            let step = min(cut, 19)
            let divided = divide(parts, by: PowersOfTen.small[step])
            parts = divided.quotient
            sticky = sticky || divided.remainder != 0
            cut -= step
        }
        return rounding(isNegative: negative, coefficient: parts.1, exponent: exponent + estimate, sticky: sticky)
    }

    /// At most one less than the number of decimal digits of a product of two coefficients whose upper 128 bits are
    /// `high`, and never more than it.
    private static func digits(high: UInt128) -> Int {
        let bits = 256 - high.leadingZeroBitCount
        return ((bits - 1) &* 1233) >> 12 + 1
    }

    private static func divide(
        _ value: (UInt128, UInt128), by divisor: UInt64
    ) -> (quotient: (UInt128, UInt128), remainder: UInt64) {
        let upper = PowersOfTen.divide(value.0, by: divisor)
        let (third, rest) = divisor.dividingFullWidth((upper.remainder, UInt64(truncatingIfNeeded: value.1 >> 64)))
        let (fourth, remainder) = divisor.dividingFullWidth((rest, UInt64(truncatingIfNeeded: value.1)))
        return ((upper.quotient, UInt128(third) << 64 | UInt128(fourth)), remainder)
    }

    /// Division by a divisor of 64 bits, up to 19 digits at a time.
    private static func quotient(
        _ dividend: UInt128, _ divisor: UInt64, exponent: Int, isNegative: Bool
    ) -> Decimal34? {
        let divisorDigits = PowersOfTen.digits(divisor)
        if divisor == PowersOfTen.small[divisorDigits - 1] {
            return exact(dividend, exponent: exponent, surplus: divisorDigits - 1, isNegative: isNegative)
        }
        var (quotient, remainder) = PowersOfTen.divide(dividend, by: divisor)
        guard remainder != 0 else {
            return rounding(isNegative: isNegative, coefficient: quotient, exponent: exponent)
        }
        let missing = precision - (quotient == 0 ? 1 : PowersOfTen.digits(quotient))
        // A quotient without integer part has fewer digits than there are places after its point.
        let wanted = quotient == 0 ? missing + leadingZeros(dividend, UInt128(divisor)) : missing
        var taken = 0
        while remainder != 0, taken < wanted {
            let step = min(wanted - taken, 19)
            let power = PowersOfTen.small[step]
            let (next, rest) = divisor.dividingFullWidth(remainder.multipliedFullWidth(by: power))
            quotient = quotient * UInt128(power) + UInt128(next)
            remainder = rest
            taken += step
        }
        if remainder == 0 {
            return exact(quotient, exponent: exponent, surplus: taken, isNegative: isNegative)
        }
        let half = divisor - remainder
        return nearest(
            quotient, isAbove: remainder > half, isTie: remainder == half, exponent: exponent - taken,
            isNegative: isNegative)
    }

    /// Division by a divisor of up to 34 digits, four digits at a time.
    @inline(never)
    private static func longQuotient(
        _ dividend: UInt128, _ divisor: UInt128, exponent: Int, isNegative: Bool
    ) -> Decimal34? {
        var (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let missing = precision - (quotient == 0 ? 1 : PowersOfTen.digits(quotient))
        let wanted = quotient == 0 ? missing + leadingZeros(dividend, divisor) : missing
        var taken = 0
        while remainder != 0, taken < wanted {
            let step = min(wanted - taken, 4)
            let power = PowersOfTen.wide(step)
            let (next, rest) = (remainder * power).quotientAndRemainder(dividingBy: divisor)
            quotient = quotient * power + next
            remainder = rest
            taken += step
        }
        if remainder == 0 {
            return exact(quotient, exponent: exponent, surplus: taken, isNegative: isNegative)
        }
        let half = divisor - remainder
        return nearest(
            quotient, isAbove: remainder > half, isTie: remainder == half, exponent: exponent - taken,
            isNegative: isNegative)
    }

    /// The places after the point up to and with the first digit of a quotient that is less than 1.
    private static func leadingZeros(_ dividend: UInt128, _ divisor: UInt128) -> Int {
        let zeros = PowersOfTen.digits(divisor) - PowersOfTen.digits(dividend)
        return dividend * PowersOfTen.wide(zeros) >= divisor ? zeros : zeros + 1
    }

    /// An exact quotient gives back the zeros that were made to find it, up to the exponent that IEEE 754 prefers.
    private static func exact(
        _ quotient: UInt128, exponent: Int, surplus: Int, isNegative: Bool
    ) -> Decimal34? {
        var quotient = quotient
        var surplus = surplus
        // A number has at least as many binary zeros at its end as decimal ones.
        for step in [min(quotient.trailingZeroBitCount, surplus, 19), 16, 8, 4, 2, 1] where step > 0 {
            while step <= min(surplus, quotient.trailingZeroBitCount) {
                let (shorter, remainder) = PowersOfTen.divide(quotient, by: step)
                guard remainder == 0 else { break }
                quotient = shorter
                surplus -= step
            }
        }
        return rounding(isNegative: isNegative, coefficient: quotient, exponent: exponent - surplus)
    }

    /// A quotient of 34 digits, with what is to be known of the rest of it.
    private static func nearest(
        _ quotient: UInt128, isAbove: Bool, isTie: Bool, exponent: Int, isNegative: Bool
    ) -> Decimal34? {
        guard exponents.contains(exponent) else {
            // One digit more says on which side of it the rest lies, for it may be cut further.
            let digit: UInt128 = isTie ? 5 : (isAbove ? 6 : 4)
            return rounding(isNegative: isNegative, coefficient: quotient * 10 + digit, exponent: exponent - 1)
        }
        let up = isAbove || (isTie && quotient & 1 == 1)
        return rounding(isNegative: isNegative, coefficient: up ? quotient + 1 : quotient, exponent: exponent)
    }
}
