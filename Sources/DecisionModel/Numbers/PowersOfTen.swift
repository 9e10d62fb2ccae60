/// 10⁰ … 10³⁸, the powers of ten that fit 128 bits, and how many digits a coefficient has.
enum PowersOfTen {
    /// 10⁰ … 10¹⁹: all that fit 64 bits.
    static let small: [UInt64] = [
        1, 10, 100, 1000, 10000, 100000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    private static let lowHalves: [UInt64] = [
        1, 10, 100, 1000, 10000, 100000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
        7_766_279_631_452_241_920, 3_875_820_019_684_212_736, 1_864_712_049_423_024_128, 200_376_420_520_689_664,
        2_003_764_205_206_896_640, 1_590_897_978_359_414_784, 15_908_979_783_594_147_840, 11_515_845_246_265_065_472,
        4_477_988_020_393_345_024, 7_886_392_056_514_347_008, 5_076_944_270_305_263_616, 13_875_954_555_633_532_928,
        9_632_337_040_368_467_968, 4_089_650_035_136_921_600, 4_003_012_203_950_112_768, 3_136_633_892_082_024_448,
        12_919_594_847_110_692_864, 68_739_955_140_067_328, 687_399_551_400_673_280,
    ]

    private static let highHalves: [UInt64] = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 54, 542, 5421, 54210, 542101, 5_421_010,
        54_210_108, 542_101_086, 5_421_010_862, 54_210_108_624, 542_101_086_242, 5_421_010_862_427,
        54_210_108_624_275, 542_101_086_242_752, 5_421_010_862_427_522, 54_210_108_624_275_221,
        542_101_086_242_752_217, 5_421_010_862_427_522_170,
    ]

    /// 10 to the power of `exponent`, which is 0 … 38.
    @inline(__always)
    static func wide(_ exponent: Int) -> UInt128 {
        UInt128(highHalves[exponent]) << 64 | UInt128(lowHalves[exponent])
    }

    /// The number of decimal digits of `value`; 0 has none.
    @inline(__always)
    static func digits(_ value: UInt64) -> Int {
        let bits = 64 - value.leadingZeroBitCount
        let estimate = (bits &* 1233) >> 12
        return estimate + (estimate < 20 && value >= small[estimate] ? 1 : 0)
    }

    /// The number of decimal digits of `value`; 0 has none.
    @inline(__always)
    static func digits(_ value: UInt128) -> Int {
        let bits = 128 - value.leadingZeroBitCount
        let estimate = (bits &* 1233) >> 12
        return estimate + (value >= wide(estimate) ? 1 : 0)
    }

    /// `value` divided by 10 to the power of `exponent`, which is 0 … 38.
    @inline(__always)
    static func divide(_ value: UInt128, by exponent: Int) -> (quotient: UInt128, remainder: UInt128) {
        guard exponent < 20 else {
            let divided = value.quotientAndRemainder(dividingBy: wide(exponent))
            return (divided.quotient, divided.remainder)
        }
        let divided = divide(value, by: small[exponent])
        return (divided.quotient, UInt128(divided.remainder))
    }

    /// `value` divided by a divisor of 64 bits, which is not 0.
    @inline(__always)
    static func divide(_ value: UInt128, by divisor: UInt64) -> (quotient: UInt128, remainder: UInt64) {
        let high = UInt64(truncatingIfNeeded: value >> 64)
        let low = UInt64(truncatingIfNeeded: value)
        guard high != 0 else {
            let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
            return (UInt128(quotient), remainder)
        }
        let (upper, rest) = high.quotientAndRemainder(dividingBy: divisor)
        let (lower, remainder) = divisor.dividingFullWidth((rest, low))
        return (UInt128(upper) << 64 | UInt128(lower), remainder)
    }
}
