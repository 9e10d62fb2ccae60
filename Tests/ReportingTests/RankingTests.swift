import Civics
import Reporting
import Testing

@Suite struct RankingTests {
    @Test func overlappingIntervalsShareTheirPlaces() {
        // 990 and 985 of 1,000 overlap; 900 of 1,000 is clearly below both.
        let ranking = Ranking([Rate(985, of: 1000), Rate(900, of: 1000), Rate(990, of: 1000)], rankFrom: 30)
        #expect(ranking.places == [1...2, 3...3, 1...2])
    }

    @Test func theSmallTakeNoPart() {
        let ranking = Ranking([Rate(29, of: 29), Rate(0, of: 0), Rate(25, of: 30), Rate(60, of: 60)], rankFrom: 30)
        #expect(ranking.places == [nil, nil, 2...2, 1...1])
        #expect(Ranking([Rate(0, of: 0), Rate(0, of: 0)], rankFrom: 0).places == [nil, nil])
    }

    @Test func whoeverIsAloneHasNoPlace() {
        #expect(Ranking([Rate(29, of: 29), Rate(25, of: 30)], rankFrom: 30).places == [nil, nil])
    }

    @Test func equalsStandTogether() {
        let rates = Array(repeating: Rate(50, of: 60), count: 4)
        #expect(Ranking(rates, rankFrom: 30).places == Array(repeating: 1...4, count: 4))
        #expect(Ranking([], rankFrom: 30).places.isEmpty)
    }
}
