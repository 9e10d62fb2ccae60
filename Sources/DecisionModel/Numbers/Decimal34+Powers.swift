extension Decimal34 {
    /// `coefficient × 10^exponent` rounded to 34 digits. `sticky`: the exact value lies a little above; a coefficient
    /// of fewer than 37 digits must then not be given.
    static func rounding(
        isNegative: Bool, coefficient: BigNatural, exponent: Int, sticky: Bool
    ) -> Decimal34? {
        if let wide = coefficient.wide {
            return rounding(isNegative: isNegative, coefficient: wide, exponent: exponent, sticky: sticky)
        }
        let cut = coefficient.digits - 37
        let (quotient, remainder) = coefficient.divided(by: BigNatural.powerOfTen(cut))
        return rounding(
            isNegative: isNegative, coefficient: quotient.wide ?? 0, exponent: exponent + cut,
            sticky: sticky || !remainder.isZero)
    }

    /// The square root, rounded to 34 digits; `nil` of a negative number.
    package var squareRoot: Decimal34? {
        guard !isNegative else { return nil }
        let preferred = (exponent - (exponent & 1)) / 2
        guard !isZero else { return Decimal34(isNegative: false, within: 0, exponent: preferred) }
        var scaling = 74 - PowersOfTen.digits(coefficient)
        if (exponent - scaling) & 1 != 0 { scaling += 1 }
        let scaled = BigNatural(coefficient) * BigNatural.powerOfTen(scaling)
        let root = scaled.squareRoot
        let isExact = root * root == scaled
        let rounded = Decimal34.rounding(
            isNegative: false, coefficient: root, exponent: (exponent - scaling) / 2, sticky: !isExact)
        return isExact ? rounded?.withoutTrailingZeros(upTo: preferred) : rounded
    }

    /// FEEL's `**`. An integer power is exact where 34 digits hold it, and else rounded once; any other power is
    /// `exp(power × ln(self))`, correct to 34 digits. `nil` when the result is too great or no real number: zero to a
    /// negative power, a negative number to a power with a fraction. Zero to the power of zero is 1.
    package func power(_ power: Decimal34) -> Decimal34? {
        if power.isZero { return .one }
        if isZero { return power.isNegative ? nil : .zero }
        guard power.isInteger else { return isNegative ? nil : realPower(power) }
        if let times = power.integer, times.magnitude <= 999_999_999 { return integerPower(times) }
        guard let size = magnitude.realPower(power) else { return nil }
        return isNegative && power.isOdd ? -size : size
    }

    private func integerPower(_ times: Int) -> Decimal34? {
        let negative = isNegative && times & 1 == 1
        let factor = BigNatural(coefficient)
        let size = Int(times.magnitude)
        // Each of the roundings below is wrong by less than one part in 10^(kept - 1), and they add up to less than
        // twice the power's size.
        let kept = Decimal34.precision + 24
        var product = BigNatural.one
        var exponent = 0
        var isExact = true
        for bit in stride(from: size.bitWidth - 1 - size.leadingZeroBitCount, through: 0, by: -1) {
            product = product * product
            exponent *= 2
            if size >> bit & 1 == 1 {
                product = product * factor
                exponent += self.exponent
            }
            let digits = product.digits
            if digits > 2 * kept {
                let (quotient, remainder) = product.divided(by: BigNatural.powerOfTen(digits - kept))
                product = quotient
                exponent += digits - kept
                isExact = isExact && remainder.isZero
            }
            // The magnitude only grows further away from 1.
            if digits + exponent > 20_000 || digits + exponent < -20_000 {
                return (digits + exponent > 0) == (times > 0) ? nil : .zero
            }
        }
        guard times < 0 else {
            return Decimal34.rounding(
                isNegative: negative, coefficient: product, exponent: exponent,
                sticky: !isExact && product.digits > 36)
        }
        if isExact, product.digits <= Decimal34.precision, Decimal34.exponents.contains(exponent) {
            return Decimal34.one.divided(
                by: Decimal34(isNegative: negative, within: product.wide ?? 1, exponent: exponent))
        }
        let digits = product.digits + 40
        let (quotient, remainder) = BigNatural.powerOfTen(digits).divided(by: product)
        return Decimal34.rounding(
            isNegative: negative, coefficient: quotient, exponent: -digits - exponent,
            sticky: !isExact || !remainder.isZero)
    }

    private func realPower(_ power: Decimal34) -> Decimal34? {
        if self == .one { return .one }
        let logarithm = FixedPoint.naturalLogarithm(of: self)
        // Below this the result differs from 1 by less than half of its last digit.
        let order = power.adjustedExponent
        if order < -60 { return .one }
        if order > 60 { return logarithm.isNegative == power.isNegative ? nil : .zero }
        return FixedPoint.exponential(of: logarithm.multiplied(by: power))?.withoutTrailingZeros(upTo: 0)
    }

    /// e to the power of this number, correct to 34 digits; `nil` when too great.
    package var exponential: Decimal34? {
        guard !isZero else { return .one }
        let order = adjustedExponent
        if order > 6 { return isNegative ? .zero : nil }
        if order < -60 { return .one }
        return FixedPoint.exponential(of: FixedPoint(self))?.withoutTrailingZeros(upTo: 0)
    }

    /// The natural logarithm, correct to 34 digits; `nil` of zero and of negative numbers.
    package var naturalLogarithm: Decimal34? {
        guard !isNegative, !isZero else { return nil }
        return FixedPoint.naturalLogarithm(of: self).decimal?.withoutTrailingZeros(upTo: 0)
    }
}
