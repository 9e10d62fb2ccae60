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
        var (quotient, remainder) = PowersOfTen.divide(dividend, by: divisor)
        var taken = 0
        let wanted = precision + 1 + PowersOfTen.digits(divisor) - PowersOfTen.digits(dividend)
        while remainder != 0, taken < wanted {
            let step = min(wanted - taken, 19)
            let power = PowersOfTen.small[step]
            let (high, low) = remainder.multipliedFullWidth(by: power)
            let (next, rest) = divisor.dividingFullWidth((high, low))
            quotient = quotient * UInt128(power) + UInt128(next)
            remainder = rest
            taken += step
        }
        return finish(
            quotient, exponent: exponent, digitsTaken: taken, isExact: remainder == 0, isNegative: isNegative)
    }

    /// Division by a divisor of up to 34 digits, four digits at a time.
    @inline(never)
    private static func longQuotient(
        _ dividend: UInt128, _ divisor: UInt128, exponent: Int, isNegative: Bool
    ) -> Decimal34? {
        var (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        var taken = 0
        let wanted = precision + 1 + PowersOfTen.digits(divisor) - PowersOfTen.digits(dividend)
        while remainder != 0, taken < wanted {
            let step = min(wanted - taken, 4)
            let power = PowersOfTen.wide(step)
            let (next, rest) = (remainder * power).quotientAndRemainder(dividingBy: divisor)
            quotient = quotient * power + next
            remainder = rest
            taken += step
        }
        return finish(
            quotient, exponent: exponent, digitsTaken: taken, isExact: remainder == 0, isNegative: isNegative)
    }

    /// An exact quotient gives back the zeros that were made to find it, up to the exponent that IEEE 754 prefers.
    private static func finish(
        _ quotient: UInt128, exponent: Int, digitsTaken: Int, isExact: Bool, isNegative: Bool
    ) -> Decimal34? {
        var quotient = quotient
        var surplus = digitsTaken
        if isExact, surplus > 0 {
            for step in [16, 8, 4, 2, 1] {
                while step <= surplus {
                    let (shorter, remainder) = PowersOfTen.divide(quotient, by: step)
                    guard remainder == 0 else { break }
                    quotient = shorter
                    surplus -= step
                }
            }
        }
        return rounding(
            isNegative: isNegative, coefficient: quotient, exponent: exponent - surplus, sticky: !isExact)
    }
}
