import Testing

@testable import DecisionModel

@Suite struct BigNaturalTests {
    @Test func divisionUndoesMultiplication() {
        var state: UInt64 = 7
        func random(_ limbs: Int) -> BigNatural {
            var value = BigNatural.zero
            for _ in 0..<limbs {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                // Many ones and many zeros, where a wrong guess of a digit would show.
                let limb = state >> 60 < 5 ? UInt64.max : (state >> 60 < 9 ? 0 : state)
                value = (value << 64) + BigNatural(UInt128(limb))
            }
            return value
        }
        for round in 0..<3000 {
            let divisor = random(1 + round % 5) + .one
            let quotient = random(round % 6)
            let remainder = random(4).divided(by: divisor).remainder
            let found = (quotient * divisor + remainder).divided(by: divisor)
            #expect(found.quotient == quotient && found.remainder == remainder)
        }
    }

    @Test func digitsAreCounted() {
        for exponent in 0..<120 {
            let power = BigNatural.powerOfTen(exponent)
            #expect(power.digits == exponent + 1)
            #expect((power - .one).digits == exponent)
        }
        #expect(BigNatural.zero.digits == 0)
    }

    @Test func aSquareRootIsTheGreatestWhoseSquareFits() {
        for exponent in 0..<60 {
            let value = BigNatural.powerOfTen(exponent) * BigNatural(7)
            let root = value.squareRoot
            #expect(root * root <= value)
            #expect((root + .one) * (root + .one) > value)
        }
        #expect(BigNatural.zero.squareRoot == .zero)
    }
}
