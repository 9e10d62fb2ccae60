import Testing

@testable import Insight

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("ＡＢＣ　１２３\r\n路灯", "abc 123 路灯"),
        ("  路灯\t\t不亮  ", "路灯 不亮"),
        ("路\u{200B}灯\u{FEFF}不亮", "路灯不亮"),
        ("a\u{0}b\u{7}c", "a b c"),
        ("（投诉）！？", "(投诉)!?"),
        ("號誌燈", "號誌燈"),
        ("", ""),
        (" \u{3000}\u{A0}\n", ""),
        ("\u{E000}\u{FFFE}", ""),
    ])
    func oneFormStandsForEveryWayOfWriting(_ text: String, _ plain: String) {
        #expect(PlainText(text).string == plain)
    }

    @Test(
        arguments: [
            ([0xE8, 0xB7], ""), ([0xFF, 0xFE, 0x41], "a"), ([0xC0, 0x80, 0x42], "b"), ([0xED, 0xA0, 0x80, 0x43], "c"),
            ([0xF5, 0x80, 0x80, 0x80, 0x44], "d"), ([0x61, 0xE8, 0xB7, 0xAF, 0x80, 0x62], "a路 b"),
            ([0xF0, 0x9F, 0x9A, 0xA6], "🚦"),
        ] as [([UInt8], String)])
    func brokenBytesPartWhatStandsAroundThem(_ bytes: [UInt8], _ plain: String) {
        #expect(bytes.withUnsafeBufferPointer { PlainText(utf8: $0) }.string == plain)
    }

    @Test func aTextIsReadNoFurtherThanTheLimit() {
        #expect(PlainText(String(repeating: "路灯 ", count: 1_000_000), limit: 10).count == 10)
        var plain = PlainText("路灯", limit: 4)
        plain.append("不亮了", limit: 4)
        #expect(plain.string == "路灯 不")
    }

    @Test func aFurtherPartIsPartedByASpace() {
        var plain = PlainText("路灯")
        plain.append("")
        plain.append("不亮")
        #expect(plain.string == "路灯 不亮")
    }

    @Test func anyBytesGiveATextWithoutControlCharactersAndDoubleBlanks() {
        var state: UInt64 = 7
        for _ in 0..<500 {
            var bytes: [UInt8] = []
            for _ in 0..<200 {
                state = CharacterGrams.mix(state)
                bytes.append(UInt8(truncatingIfNeeded: state))
            }
            let plain = bytes.withUnsafeBufferPointer { PlainText(utf8: $0) }
            #expect(plain.scalars.allSatisfy { $0 >= 0x20 && Unicode.Scalar($0) != nil && $0 != 0x7F })
            #expect(!plain.string.contains("  "))
            #expect(plain.scalars.first != 0x20 && plain.scalars.last != 0x20)
            #expect(PlainText(plain.string) == plain)
        }
    }

    @Test func runsAreOfOneScriptEach() {
        let plain = PlainText("A3区12号，路灯OK！")
        #expect(plain.runs.map { PlainText.string(plain.scalars[$0.range]) } == ["a", "3", "区", "12", "号", "路灯", "ok"])
        #expect(PlainText("，。 ！").runs.isEmpty)
    }
}

@Suite struct CharacterGramTests {
    private func grams(_ text: String, _ lengths: ClosedRange<Int>, within: Bool = true) -> [String] {
        let plain = PlainText(text)
        var found: [String] = []
        plain.scalars.withUnsafeBufferPointer { scalars in
            CharacterGrams.forEach(in: scalars, lengths: lengths, within: within) { _, range in
                found.append(PlainText.string(plain.scalars[range]))
            }
        }
        return found
    }

    @Test func gramsStayWithinWhatSignsAndBlanksPart() {
        #expect(grams("路灯，坏了", 2...3) == ["路灯", "坏了"])
        #expect(grams("路灯坏", 1...2) == ["路", "路灯", "灯", "灯坏", "坏"])
        #expect(grams("路 灯", 2...3, within: false) == ["路 ", "路 灯", " 灯"])
        #expect(grams("", 1...4).isEmpty)
    }

    @Test func differentGramsHaveDifferentKeys() {
        let plain = PlainText("路灯坏了路灯亮了灯路")
        var byKey: [UInt64: Set<String>] = [:]
        var count: Set<String> = []
        plain.scalars.withUnsafeBufferPointer { scalars in
            CharacterGrams.forEach(in: scalars, lengths: 1...5) { key, range in
                let text = PlainText.string(plain.scalars[range])
                byKey[key, default: []].insert(text)
                count.insert(text)
            }
        }
        #expect(byKey.values.allSatisfy { $0.count == 1 })
        #expect(byKey.count == count.count)
    }
}
