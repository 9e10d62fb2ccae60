import Foundation

/// A number with 384 binary digits after the point, in which exponentials and logarithms are worked out: about 115
/// decimal digits, of which the results need less than 80.
struct FixedPoint {
    static let fractionBits = 384

    var isNegative: Bool
    /// The magnitude × 2³⁸⁴.
    var bits: BigNatural

    init(isNegative: Bool, bits: BigNatural) {
        self.isNegative = isNegative && !bits.isZero
        self.bits = bits
    }

    init(_ value: Int) {
        self.init(
            isNegative: value < 0, bits: BigNatural(UInt128(value.magnitude)) << FixedPoint.fractionBits)
    }

    /// `number` must be of a size that makes sense here: its first digit is not beyond the 60th place on either side.
    init(_ number: Decimal34) {
        self = FixedPoint(1).multiplied(by: number)
    }

    static func + (a: FixedPoint, b: FixedPoint) -> FixedPoint {
        if a.isNegative == b.isNegative { return FixedPoint(isNegative: a.isNegative, bits: a.bits + b.bits) }
        return a.bits >= b.bits
            ? FixedPoint(isNegative: a.isNegative, bits: a.bits - b.bits)
            : FixedPoint(isNegative: b.isNegative, bits: b.bits - a.bits)
    }

    static func - (a: FixedPoint, b: FixedPoint) -> FixedPoint {
        a + FixedPoint(isNegative: !b.isNegative, bits: b.bits)
    }

    static func * (a: FixedPoint, b: FixedPoint) -> FixedPoint {
        FixedPoint(isNegative: a.isNegative != b.isNegative, bits: (a.bits * b.bits) >> fractionBits)
    }

    static func / (a: FixedPoint, b: FixedPoint) -> FixedPoint {
        FixedPoint(
            isNegative: a.isNegative != b.isNegative, bits: (a.bits << fractionBits).divided(by: b.bits).quotient)
    }

    func multiplied(by factor: Int) -> FixedPoint {
        FixedPoint(
            isNegative: isNegative != (factor < 0), bits: bits * BigNatural(UInt128(factor.magnitude)))
    }

    func multiplied(by number: Decimal34) -> FixedPoint {
        let product = bits * BigNatural(number.coefficient)
        let scale = BigNatural.powerOfTen(abs(number.exponent))
        return FixedPoint(
            isNegative: isNegative != number.isNegative,
            bits: number.exponent < 0 ? product.divided(by: scale).quotient : product * scale)
    }

    /// The number rounded to 34 digits, taken to be inexact unless it is zero.
    var decimal: Decimal34? {
        guard !bits.isZero else { return .zero }
        return rounded(tens: 0)
    }

    private func rounded(tens: Int) -> Decimal34? {
        // Enough decimal places to have at least 37 digits.
        let order = Int((Double(bits.bitWidth - FixedPoint.fractionBits) * 0.301_03).rounded(.down))
        let places = max(38 - order, 0)
        let scaled = (bits * BigNatural.powerOfTen(places)) >> FixedPoint.fractionBits
        return Decimal34.rounding(
            isNegative: isNegative, coefficient: scaled, exponent: tens - places, sticky: true)
    }

    /// e to the power of `value`, rounded to 34 digits; `nil` when too great.
    static func exponential(of value: FixedPoint) -> Decimal34? {
        guard !value.bits.isZero else { return .one }
        // e^±15000 lies beyond what a number can be.
        guard value.bits < FixedPoint(15_000).bits else { return value.isNegative ? .zero : nil }
        let ratio = (value / logarithmOfTen).bits >> fractionBits
        let tens = Int(truncatingIfNeeded: ratio.wide ?? 0) * (value.isNegative ? -1 : 1)
        let rest = value - logarithmOfTen.multiplied(by: tens)
        return series(rest).rounded(tens: tens)
    }

    /// ln of a number above zero.
    static func naturalLogarithm(of number: Decimal34) -> FixedPoint {
        let tens = number.adjustedExponent
        let leading = Decimal34(isNegative: false, within: number.coefficient, exponent: number.exponent - tens)
        return logarithm(ofLeading: leading) + logarithmOfTen.multiplied(by: tens)
    }

    private static let logarithmOfTen = logarithm(ofLeading: Decimal34(isNegative: false, within: 10, exponent: 0))

    /// ln of a number of 1 … 10, by Halley's iteration from the logarithm of a `Double`: each step has three times
    /// the right digits of the last.
    private static func logarithm(ofLeading number: Decimal34) -> FixedPoint {
        if number == .one { return FixedPoint(0) }
        let target = FixedPoint(number)
        let estimate = log(number.double)
        var result = FixedPoint(
            isNegative: estimate < 0, bits: BigNatural(UInt128(abs(estimate) * 0x1p60)) << (fractionBits - 60))
        for _ in 0..<3 {
            let power = series(result)
            let correction = (target - power) / (target + power)
            result = result + correction.multiplied(by: 2)
        }
        return result
    }

    /// e to the power of a number of -3 … 3 by its power series.
    private static func series(_ value: FixedPoint) -> FixedPoint {
        let halvings = 12
        let small = FixedPoint(isNegative: value.isNegative, bits: value.bits >> halvings)
        var sum = FixedPoint(1)
        var term = FixedPoint(1)
        var index = 1
        while true {
            term = term * small
            term.bits = term.bits.divided(by: BigNatural(UInt128(index))).quotient
            if term.bits.isZero { break }
            sum = sum + term
            index += 1
        }
        for _ in 0..<halvings { sum = sum * sum }
        return sum
    }
}
