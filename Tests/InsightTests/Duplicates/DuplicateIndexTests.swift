import Insight
import Testing

@Suite struct DuplicateIndexTests {
    private let lamp = "三号门外的路灯已经一周没有亮了，老人晚上出门容易摔倒，请尽快派人来修理"

    @Test func aTextSentTwiceIsFound() {
        var index = DuplicateIndex()
        index.insert(7, title: "路灯不亮", text: lamp)
        index.insert(8, title: "垃圾没人清运", text: "菜市场后面的垃圾堆了半个月，苍蝇很多")
        let found = index.matches(title: "路灯不亮", text: lamp)
        #expect(found.map(\.key) == [7])
        #expect(found.map(\.similarity) == [1])
    }

    @Test func signsBlanksAndWidthMakeNoDifference() {
        var index = DuplicateIndex()
        index.insert(1, title: "路灯 不亮！", text: lamp + "ABC１２３")
        let found = index.matches(title: "路灯不亮", text: lamp.replacing("，", with: "。 ") + "abc123")
        #expect(found.first?.similarity == 1)
    }

    @Test func whatDiffersInAFewWordsIsFoundWithItsLikeness() throws {
        var index = DuplicateIndex()
        index.insert(1, title: "路灯不亮", text: lamp)
        let other = lamp.replacing("一周", with: "两周")
        let found = try #require(index.matches(title: "路灯不亮", text: other).first)
        #expect(found.similarity > 0.7 && found.similarity < 1)
        #expect(found.similarity == DuplicateIndex.similarity(("路灯不亮", lamp), ("路灯不亮", other)))
    }

    @Test func anotherMatterIsNotFound() {
        var index = DuplicateIndex()
        index.insert(1, title: "路灯不亮", text: lamp)
        #expect(index.matches(title: "咨询社保", text: "外地户籍的职工怎样在本市办理社保转移，需要哪些材料").isEmpty)
    }

    @Test func whatIsTakenOutIsNotFound() {
        var index = DuplicateIndex()
        index.insert(1, title: "路灯不亮", text: lamp)
        index.remove(1)
        #expect(index.matches(title: "路灯不亮", text: lamp).isEmpty)
    }

    @Test func emptyAndHugeTextsDoNoHarm() {
        var index = DuplicateIndex()
        for (key, text) in ["", "a", "路", "\u{0}\u{1}", String(repeating: "路灯坏了", count: 80_000)].enumerated() {
            index.insert(Int64(key), title: text, text: text)
        }
        #expect(index.count == 5)
        #expect(index.matches(title: "", text: "").isEmpty)
    }

    /// Of pairs that are at least 0.8 alike, 99 of 100 must be found among the rest.
    @Test func likePairsAreFoundAmongMany() {
        var city = CityOfComplaints(seed: 11)
        var index = DuplicateIndex()
        var texts: [String] = []
        for key in 0..<3000 {
            let text = String((0..<120).map { _ in Character(Unicode.Scalar(UInt32(0x4E00 + city.below(3000)))!) })
            texts.append(text)
            index.insert(Int64(key), title: "", text: text)
        }
        var missed = 0
        for key in 0..<500 {
            var changed = Array(texts[key])
            for _ in 0..<3 { changed[city.below(120)] = "改" }
            let other = String(changed)
            guard DuplicateIndex.similarity(("", texts[key]), ("", other)) >= 0.8 else { continue }
            if index.matches(title: "", text: other).first?.key != Int64(key) { missed += 1 }
        }
        #expect(missed <= 5)
    }
}
