extension Decimal34 {
    /// Which neighbour a number goes to that lies between two (DMN 1.5, 10.3.4.5).
    package enum RoundingMode: Sendable, CaseIterable {
        /// Away from zero.
        case up
        /// Towards zero.
        case down
        /// To the nearest, a tie away from zero.
        case halfUp
        /// To the nearest, a tie towards zero.
        case halfDown
        /// To the nearest, a tie to the even neighbour.
        case halfEven
        /// Towards negative infinity.
        case floor
        /// Towards positive infinity.
        case ceiling
    }

    /// The number with `scale` digits after the point; a negative scale rounds to tens, hundreds and so on. A number
    /// with fewer digits after the point gets zeros as far as 34 digits allow, and is left as it is when they do not.
    /// `nil` when the result is too great.
    package func rounded(_ mode: RoundingMode, scale: Int) -> Decimal34? {
        guard scale <= -Decimal34.exponents.lowerBound else { return self }
        guard scale >= -Decimal34.exponents.upperBound - Decimal34.precision else {
            return rounded(mode, scale: -Decimal34.exponents.upperBound - Decimal34.precision)
        }
        let target = -scale
        if exponent == target { return self }
        let digits = PowersOfTen.digits(coefficient)
        if exponent > target {
            guard !isZero else { return Decimal34(isNegative: false, within: 0, exponent: target) }
            let padding = exponent - target
            guard digits + padding <= Decimal34.precision else { return self }
            let padded = coefficient * PowersOfTen.wide(padding)
            return Decimal34(isNegative: isNegative, within: padded, exponent: target)
        }
        let cut = target - exponent
        guard cut <= digits else {
            let increments =
                switch mode {
                case .up: !isZero
                case .floor: isNegative
                case .ceiling: !isNegative && !isZero
                case .down, .halfUp, .halfDown, .halfEven: false
                }
            return Decimal34.rounding(isNegative: isNegative, coefficient: increments ? 1 : 0, exponent: target)
        }
        let (quotient, remainder) = PowersOfTen.divide(coefficient, by: cut)
        let half = PowersOfTen.wide(cut - 1) * 5
        let increments =
            switch mode {
            case .up: remainder != 0
            case .down: false
            case .halfUp: remainder >= half
            case .halfDown: remainder > half
            case .halfEven: remainder > half || (remainder == half && quotient & 1 == 1)
            case .floor: remainder != 0 && isNegative
            case .ceiling: remainder != 0 && !isNegative
            }
        return Decimal34.rounding(
            isNegative: isNegative, coefficient: quotient + (increments ? 1 : 0), exponent: target)
    }

    /// The greatest number with `scale` digits after the point that is not greater.
    package func floor(scale: Int = 0) -> Decimal34? { rounded(.floor, scale: scale) }

    /// The least number with `scale` digits after the point that is not less.
    package func ceiling(scale: Int = 0) -> Decimal34? { rounded(.ceiling, scale: scale) }

    /// FEEL's `even`: whether the number is an integer that two divides.
    package var isEven: Bool { parity == 0 }

    /// FEEL's `odd`: whether the number is an integer that two does not divide.
    package var isOdd: Bool { parity == 1 }

    private var parity: Int? {
        guard isInteger else { return nil }
        guard exponent <= 0 else { return 0 }
        // A zero may have more digits after the point than any coefficient has.
        guard !isZero else { return 0 }
        return Int(truncatingIfNeeded: PowersOfTen.divide(coefficient, by: -exponent).quotient & 1)
    }
}
