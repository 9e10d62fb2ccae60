import HTML
import Testing

/// What every interpolated value has to survive.
struct EscapingTests {
    @Test func markupInTextIsShownAsText() {
        let text = "<script>alert(1)</script> & 'more'"
        let html: HTML = "<p>\(text)</p>"
        #expect(html.description == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;more&#39;</p>")
    }

    @Test(arguments: ["\"", "'"])
    func noValueLeavesItsAttribute(quote: String) {
        let value = "x\(quote) onfocus=\(quote)alert(1)"
        let html: HTML = "<input value=\"\(value)\" placeholder='\(value)'>"
        #expect(html.bytes.filter { $0 == UInt8(ascii: "\"") }.count == 2)
        #expect(html.bytes.filter { $0 == UInt8(ascii: "'") }.count == 2)
    }

    /// With a combining accent after it, a quotation mark is one `Character` with the accent, and unequal to `"\""`.
    @Test(arguments: ["\u{0301}", "\u{200D}", "\u{FE0F}", "\u{20DD}", "\u{1F3FB}"])
    func aQuotationMarkWithACombiningAccentStaysInside(mark: String) {
        for (special, reference) in [("\"", "&quot;"), ("'", "&#39;"), ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;")] {
            let value = special + mark + " onload=x"
            let html: HTML = "\(value)"
            #expect(html.bytes == Array((reference + mark + " onload=x").utf8))
        }
    }

    @Test func controlCharactersAreReplacedAndLineBreaksKept() {
        let text = "a\0b\u{01}c\u{1B}[31md\u{7F}\te\r\nf"
        let html: HTML = "\(text)"
        #expect(html.description == "a\u{FFFD}b\u{FFFD}c\u{FFFD}[31md\u{FFFD}\te\r\nf")
    }

    @Test func brokenUTF8BecomesReplacementCharacters() {
        let text = String(decoding: [0x61, 0xC3, 0x22, 0xFF, 0x3C, 0xF0, 0x9F] as [UInt8], as: UTF8.self)
        let html: HTML = "\(text)"
        #expect(html.description == "a\u{FFFD}&quot;\u{FFFD}&lt;\u{FFFD}")
    }

    @Test func chineseAndEmojiPassUnchanged() {
        let text = "佛山市南海区 👩‍👩‍👧 𠮷"
        #expect(HTML(text: text).description == text)
        #expect(("\(text)" as HTML).description == text)
    }

    @Test func anEmptyTextLeavesAnEmptyAttribute() {
        let html: HTML = "<i title=\"\("")\"></i>"
        #expect(html.description == "<i title=\"\"></i>")
    }

    @Test func aPartOfATextIsEscapedToo() {
        let part = "1<2>3".dropFirst().prefix(3)
        #expect(("\(part)" as HTML).description == "&lt;2&gt;")
    }

    @Test func aTextOfTenMegabytesIsEscapedWhole() {
        let text = String(repeating: "<&>", count: 3_500_000)
        #expect(HTML(text: text).bytes.count == 3_500_000 * "&lt;&amp;&gt;".utf8.count)
    }
}

/// How pieces are put together.
struct CompositionTests {
    @Test func markupInsideMarkupIsEscapedOnce() {
        let name = "A & B"
        let inner: HTML = "<b>\(name)</b>"
        let outer: HTML = "<p>\(inner)</p>"
        #expect(outer.description == "<p><b>A &amp; B</b></p>")
    }

    @Test func rowsComeOneAfterAnother() {
        let names = ["a", "<b>"]
        let list: HTML = "<ul>\(names.map { "<li>\($0)</li>" })</ul>"
        #expect(list.description == "<ul><li>a</li><li>&lt;b&gt;</li></ul>")
    }

    @Test func absentMarkupLeavesNothing() {
        let note: String? = nil
        let html: HTML = "<p>\(note.map { "<b>\($0)</b>" })</p>"
        #expect(html.description == "<p></p>")
    }

    @Test func aConditionChoosesAndDoesNotEvaluateTheOther() {
        func unexpected() -> HTML {
            Issue.record("evaluated")
            return ""
        }
        let html: HTML = "<option\(if: true, " selected", else: unexpected())\(if: false, unexpected())>"
        #expect(html.description == "<option selected>")
    }

    /// A ternary of two literals is text, not markup: it is escaped rather than trusted.
    @Test(arguments: [true, false])
    func aChoiceBetweenTwoTextsIsEscaped(isBold: Bool) {
        let html: HTML = "\(isBold ? "<b>" : "")"
        #expect(html.description == (isBold ? "&lt;b&gt;" : ""))
    }

    @Test func piecesAreJoinedWithASeparator() {
        let pieces: [HTML] = ["<i>1</i>", "<i>2</i>", "<i>3</i>"]
        #expect(pieces.joined(separator: " · ").description == "<i>1</i> · <i>2</i> · <i>3</i>")
        #expect([HTML]().joined(separator: ",").isEmpty)
        #expect(("a" + "b" as HTML).description == "ab")
    }

    @Test func literalsKeepTheirMarkup() {
        let html: HTML = "<hr>\(raw: "<br>")\("é" as HTML)"
        #expect(html.description == "<hr><br>é")
    }

    @Test(
        arguments: [
            (0, "0"), (1, "1"), (-2.5, "-2.5"), (0.005, "0.01"), (0.05, "0.05"), (12.34567, "12.35"), (-0.001, "0"),
            (1e300, "0"), (.nan, "0"), (.infinity, "0"), (99.999, "100"),
        ] as [(Double, String)])
    func coordinatesHaveAtMostTwoDecimals(number: Double, written: String) {
        #expect(("\(number)" as HTML).description == written)
    }

    @Test func wholeNumbersArePlainDigits() {
        #expect(("\(Int64.min) \(UInt8.max) \(1_234_567)" as HTML).description == "-9223372036854775808 255 1234567")
    }
}
