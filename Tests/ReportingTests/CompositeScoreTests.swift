import Civics
import Reporting
import Testing

/// The composite score, worked by hand.
@Suite struct CompositeScoreTests {
    private let weights: [ScoredRate: Double] = [.response: 0.3, .solved: 0.35, .satisfied: 0.35]

    private func rates(_ response: Rate, _ solved: Rate, _ satisfied: Rate) -> [ScoredRate: Rate] {
        [.response: response, .solved: solved, .satisfied: satisfied, .onTime: Rate(0, of: 100)]
    }

    @Test func aScoreIsTheWeightedSumOfItsRates() throws {
        let score = try #require(
            CompositeScore(rates(Rate(90, of: 100), Rate(40, of: 50), Rate(45, of: 50)), weights: weights, showFrom: 5))
        #expect(abs(score.value - (0.3 * 0.9 + 0.35 * 0.8 + 0.35 * 0.9)) < 1e-12)
        #expect(score.parts.map(\.rate) == [.response, .solved, .satisfied], "what has no weight is no part")
        #expect(score.least == 50)
        #expect(score.interval.contains(score.value))
    }

    /// Distances to the ends of the Wilson intervals: solved and satisfied add up, the response stands across.
    @Test func theIntervalIsPutTogetherFromThoseOfTheRates() throws {
        let (response, solved, satisfied) = (Rate(90, of: 100), Rate(40, of: 50), Rate(45, of: 50))
        let score = try #require(CompositeScore(rates(response, solved, satisfied), weights: weights, showFrom: 5))
        func below(_ rate: Rate) -> Double { rate.value! - rate.interval!.lowerBound }
        func above(_ rate: Rate) -> Double { rate.interval!.upperBound - rate.value! }
        let answersBelow = 0.35 * below(solved) + 0.35 * below(satisfied)
        let low = score.value - (answersBelow * answersBelow + 0.09 * below(response) * below(response)).squareRoot()
        #expect(abs(score.interval.lowerBound - low) < 1e-12)
        let answersAbove = 0.35 * above(solved) + 0.35 * above(satisfied)
        let high = score.value + (answersAbove * answersAbove + 0.09 * above(response) * above(response)).squareRoot()
        #expect(abs(score.interval.upperBound - high) < 1e-12)
    }

    /// One rate alone has its own interval.
    @Test func ofOneRateTheIntervalIsWilsons() throws {
        let rate = Rate(18, of: 20)
        let score = try #require(CompositeScore([.onTime: rate], weights: [.onTime: 1], showFrom: 5))
        #expect(abs(score.interval.lowerBound - rate.interval!.lowerBound) < 1e-12)
        #expect(abs(score.interval.upperBound - rate.interval!.upperBound) < 1e-12)
    }

    @Test func moreRequestsMakeANarrowerInterval() throws {
        func width(_ times: Int) throws -> Double {
            let score = try #require(
                CompositeScore(
                    rates(
                        Rate(Double(9 * times), of: 10 * times), Rate(Double(8 * times), of: 10 * times),
                        Rate(Double(8 * times), of: 10 * times)), weights: weights, showFrom: 5))
            return score.interval.upperBound - score.interval.lowerBound
        }
        #expect(try width(100) < width(10) && width(10) < width(1))
    }

    @Test func whereAPartSaysTooLittleThereIsNoScore() {
        let few = rates(Rate(90, of: 100), Rate(4, of: 4), Rate(45, of: 50))
        #expect(CompositeScore(few, weights: weights, showFrom: 5) == nil)
        #expect(CompositeScore([:], weights: weights, showFrom: 5) == nil)
        #expect(CompositeScore(few, weights: [:], showFrom: 5) == nil)
        #expect(CompositeScore([.onTime: Rate(0, of: 0)], weights: [.onTime: 1], showFrom: 1) == nil)
    }

    @Test func aPerfectScoreAndNoneStayBetweenZeroAndOne() throws {
        for share in [0.0, 1.0] {
            let all = Rate(share * 40, of: 40)
            let score = try #require(CompositeScore(rates(all, all, all), weights: weights, showFrom: 5))
            #expect(score.interval.lowerBound >= 0 && score.interval.upperBound <= 1)
            #expect(abs(score.value - share) < 1e-12)
        }
    }
}
