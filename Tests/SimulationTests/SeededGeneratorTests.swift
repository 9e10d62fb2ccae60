import Testing

@testable import Simulation

@Suite struct SeededGeneratorTests {
    @Test func givesTheNumbersOfTheReferenceImplementation() {
        var generator = SeededGenerator(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        for number in expected { #expect(generator.next() == number) }
    }

    @Test func drawsStayInTheirRangeAndReachItsEnds() {
        var generator = SeededGenerator(seed: 1)
        let drawn = (0..<2000).map { _ in generator.between(3, 9) }
        #expect(Set(drawn) == Set(3...9))
        #expect(generator.below(0) == 0)
        #expect(generator.below(1) == 0)
    }

    @Test func streamsOfOneSeedDiffer() {
        var first = SeededGenerator(seed: 7, stream: 0)
        var second = SeededGenerator(seed: 7, stream: 1)
        var other = SeededGenerator(seed: 8, stream: 0)
        let numbers = [first.next(), second.next(), other.next()]
        #expect(Set(numbers).count == 3)
    }

    @Test func quantilesAreMetByWhatIsDrawn() {
        let quantiles = Quantiles([(0, 0), (500, 100), (900, 200), (1000, 1000)])
        var generator = SeededGenerator(seed: 3)
        let drawn = (0..<20_000).map { _ in quantiles.draw(&generator) }.sorted()
        #expect((95...105).contains(drawn[10_000]))
        #expect((190...215).contains(drawn[18_000]))
        #expect((drawn.first ?? -1) >= 0 && (drawn.last ?? 2000) <= 1000)
    }

    @Test func whatWeighsNothingIsNeverDrawn() {
        let shares = Shares([0, 3, 0, 1, 0])
        var generator = SeededGenerator(seed: 5)
        var counts = Array(repeating: 0, count: 5)
        for _ in 0..<4000 { counts[shares.draw(&generator)] += 1 }
        #expect(counts[0] == 0 && counts[2] == 0 && counts[4] == 0)
        #expect(counts[1] > 2 * counts[3])
    }

    @Test func theAgendaGivesBackInOrderOfTimeThenCaseThenPlan() {
        var agenda = Agenda()
        var generator = SeededGenerator(seed: 9)
        for plan in 0..<500 {
            agenda.insert(
                .init(
                    at: Int64(generator.below(20)), ordinal: generator.below(10), plan: UInt16(plan), action: .close,
                    slot: Int32(plan)))
        }
        var last: Agenda.Entry?
        while agenda.count > 0 {
            let entry = agenda.removeFirst()
            if let last { #expect(last < entry) }
            last = entry
        }
    }
}
