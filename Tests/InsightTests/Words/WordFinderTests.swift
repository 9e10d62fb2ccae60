import Insight
import Testing

@Suite struct WordFinderTests {
    @Test func aWordThatHoldsTogetherAndStandsFreelyIsFound() {
        let texts = [
            "小区旁边的搅拌站很吵", "投诉搅拌站粉尘", "请拆除搅拌站", "这个搅拌站没有手续", "搅拌站什么时候搬走", "为什么在家门口建搅拌站", "新开的搅拌站夜里施工",
            "离搅拌站只有百米", "搅拌站运输车太多", "反对搅拌站",
        ]
        let words = WordFinder().words(in: texts)
        #expect(words.first?.word == "搅拌站")
        #expect(words.first?.count == 10)
        #expect(!words.contains { $0.word == "搅拌" || $0.word == "拌站" })
    }

    @Test func whatStandsTogetherByChanceIsNoWord() {
        var city = CityOfComplaints(seed: 5)
        let signs = (0..<40).map { Character(Unicode.Scalar(UInt32(0x5000 + $0))!) }
        let texts = (0..<200).map { _ in String((0..<50).map { _ in signs[city.below(40)] }) }
        #expect(WordFinder().words(in: texts).isEmpty)
    }

    @Test func emptyAndLatinTextsHoldNoWords() {
        #expect(WordFinder().words(in: []).isEmpty)
        #expect(WordFinder().words(in: ["", "the lamp is broken", "\u{0}\u{1}"]).isEmpty)
    }
}
