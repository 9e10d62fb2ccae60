import Civics
import Testing

@Suite struct RateTests {
    /// Newcombe 1998, table I: 81 of 263 has the Wilson interval 0.2553 to 0.3662. The rest follow from the formula:
    /// 0 of n ends at z² ÷ (n + z²), n of n begins at n ÷ (n + z²), with z² = 3.841459.
    @Test(arguments: [
        (81.0, 263, 0.2553, 0.3662), (0.0, 10, 0.0, 3.841459 / 13.841459),
        (10.0, 10, 10 / 13.841459, 1.0),
        (1.0, 2, 0.0945, 0.9055), (50.0, 100, 0.4038, 0.5962),
    ])
    func theIntervalIsWilsons(numerator: Double, denominator: Int, low: Double, high: Double) throws {
        let interval = try #require(Rate(numerator, of: denominator).interval)
        #expect(abs(interval.lowerBound - low) < 0.00005)
        #expect(abs(interval.upperBound - high) < 0.00005)
    }

    @Test func aRateWithoutADenominatorIsNone() {
        #expect(Rate(0, of: 0).value == nil)
        #expect(Rate(0, of: 0).interval == nil)
        #expect(Rate(0, of: 8).value == 0)
    }

    @Test func theIntervalHoldsTheRateAndNarrowsWithMoreAnswers() throws {
        var width = 1.0
        for denominator in [10, 100, 1_000, 100_000] {
            let rate = Rate(Double(denominator) * 0.9, of: denominator)
            let interval = try #require(rate.interval)
            #expect(interval.contains(0.9))
            #expect(interval.upperBound - interval.lowerBound < width)
            width = interval.upperBound - interval.lowerBound
        }
    }
}
