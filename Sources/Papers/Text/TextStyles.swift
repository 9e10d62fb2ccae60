import HTML
import Reporting

/// The styles of a text, by GB/T 9704-2012: 22 lines of 28 characters on a page, text in 三号 (16 pt), the headline in
/// 二号 (22 pt), first-level headings in 黑体, the next in 楷体. English papers have the same page and a smaller type.
struct TextStyles {
    private let language: Language
    private let face: TextFaces
    private let isChinese: Bool

    init(_ language: Language, _ face: TextFaces) {
        self.language = language
        self.face = face
        isChinese = language == .chinese
    }

    /// The height of a line on the grid, in twentieths of a point: 225 mm ÷ 22.
    private static let line = 579

    /// The part `word/styles.xml`.
    var xml: XML {
        """
        <w:styles xmlns:w="\(TextBody.namespace)"><w:docDefaults><w:rPrDefault><w:rPr>\(type(face.body, size))\
        <w:lang w:val="\(isChinese ? "en-US" : face.tag)" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>\
        <w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>\
        \(ofText)\(ofTables)\(ofFeet)\(ofCharacters)\(ofTheTable)</w:styles>
        """
    }

    /// Half points, as all sizes here.
    private var size: Int { isChinese ? 32 : 22 }

    // MARK: Paragraphs

    private var ofText: XML {
        let indent = isChinese ? "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>" : XML()
        let keep: XML = "<w:keepNext/><w:keepLines/>"
        return [
            style(
                "Normal", "Normal",
                ["<w:widowControl/>", isChinese ? lines(exact: Self.line) : lines(after: 120, atLeast: 290)], [],
                isDefault: true),
            // 156 mm hold 28 characters where each is 15.8 pt wide.
            style(
                "BodyText", "Body Text", [indent, isChinese ? align("both") : ""],
                [isChinese ? "<w:spacing w:val=\"-4\"/>" : ""]),
            style(
                "Masthead", "Masthead", [keep, offGrid, lines(exact: isChinese ? 1020 : 760), align("center")],
                [
                    typeface(face.title), isChinese ? "" : bold, "<w:color w:val=\"C4001A\"/>",
                    sizes(isChinese ? 72 : 56),
                ]),
            style(
                "IssueLine", "Issue Line",
                [
                    "<w:keepNext/>",
                    "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"18\" w:space=\"6\" w:color=\"C4001A\"/></w:pBdr>",
                    "<w:tabs><w:tab w:val=\"right\" w:pos=\"\(TextBody.width)\"/></w:tabs>",
                    lines(before: 240, exact: isChinese ? Self.line : 320),
                ], []),
            style(
                "Title", "Title",
                [
                    keep, offGrid, lines(before: Self.line, after: Self.line, exact: isChinese ? 640 : 480),
                    align("center"),
                ],
                [type(face.title, isChinese ? 44 : 36, isBold: !isChinese)]),
            style(
                "Notice", "Notice",
                [
                    "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"BB4A14\"/></w:pBdr>", offGrid,
                    isChinese ? lines(after: 160, exact: 440) : lines(after: 160, atLeast: 280),
                    "<w:ind w:left=\"240\"/>",
                ], [type(face.subheading, isChinese ? 28 : 21)]),
            style(
                "Heading1", "heading 1",
                [
                    keep, isChinese ? "" : lines(before: 320, after: 120, atLeast: 340), indent,
                    "<w:outlineLvl w:val=\"0\"/>",
                ],
                [type(face.heading, isChinese ? size : 28, isBold: !isChinese)], next: "BodyText"),
            style(
                "Heading2", "heading 2",
                [
                    keep, isChinese ? "" : lines(before: 160, after: 60, atLeast: 300), indent,
                    "<w:outlineLvl w:val=\"1\"/>",
                ],
                [type(face.subheading, isChinese ? size : 24, isBold: !isChinese)], next: "BodyText"),
            style(
                "SignOff", "Sign-off",
                ["<w:keepLines/>", "<w:ind w:rightChars=\"400\" w:right=\"1280\"/>", align("right")], []),
        ].joined()
    }

    private var ofTables: XML {
        [
            style(
                "Caption", "caption",
                ["<w:keepLines/>", offGrid, lines(before: 160, after: 60, atLeast: 340), align("center")],
                [type(face.heading, small)]),
            style(
                "Picture", "Picture", ["<w:keepNext/>", offGrid, lines(before: 160, atLeast: 240), align("center")], []),
            style("TableText", "Table Text", [offGrid, lines(before: 30, after: 30, atLeast: 240)], [sizes(21)]),
            style(
                "TableNote", "Table Note", [offGrid, lines(before: 60, after: 200, atLeast: 280)],
                [sizes(isChinese ? 20 : 18)]),
            style(
                "Definition", "Definition", [offGrid, lines(before: 40, after: 40, atLeast: isChinese ? 360 : 280)],
                [sizes(small)]),
            style(
                "Evidence", "Evidence",
                [
                    "<w:keepLines/>", "<w:tabs><w:tab w:val=\"left\" w:pos=\"620\"/></w:tabs>", offGrid,
                    lines(before: 40, after: 40, atLeast: 300), "<w:ind w:left=\"620\" w:hanging=\"620\"/>",
                ], [sizes(isChinese ? 21 : 19)]),
        ].joined()
    }

    /// 四号 (14 pt), one character from the edge: at the right on odd pages, at the left on even ones.
    private var ofFeet: XML {
        let digits = face.number.name
        let font: XML =
            "<w:rFonts w:ascii=\"\(digits)\" w:hAnsi=\"\(digits)\" w:cs=\"\(digits)\" w:eastAsia=\"\(digits)\"/>"
        return style(
            "FooterOdd", "Footer Odd", [offGrid, lines(atLeast: 240), "<w:ind w:right=\"280\"/>", align("right")],
            [font, sizes(28)])
            + style(
                "FooterEven", "Footer Even", [offGrid, lines(atLeast: 240), "<w:ind w:left=\"280\"/>"],
                [font, sizes(28)])
    }

    /// 小四 for what stands around tables and pictures.
    private var small: Int { isChinese ? 24 : 20 }

    /// - Parameters:
    ///   - paragraph: in the order of the schema (ECMA-376 part 1, 17.3.1.26).
    ///   - run: likewise (17.3.2.28).
    private func style(
        _ id: String, _ name: String, _ paragraph: [XML], _ run: [XML], next: String? = nil, isDefault: Bool = false
    ) -> XML {
        """
        <w:style w:type="paragraph"\(if: isDefault, " w:default=\"1\"") w:styleId="\(id)"><w:name w:val="\(name)"/>\
        \(if: !isDefault, "<w:basedOn w:val=\"Normal\"/>")\(next.map { "<w:next w:val=\"\($0)\"/>" as XML })<w:qFormat/>\
        <w:pPr>\(paragraph)</w:pPr><w:rPr>\(run)</w:rPr></w:style>
        """
    }

    // MARK: Characters and tables

    private var ofCharacters: XML {
        [
            character(
                "RunIn", "Run-in", isChinese ? typeface(face.subheading) : type(face.heading, size, isBold: true)),
            character("Term", "Term", isChinese ? typeface(face.heading) : bold),
            character("TableHead", "Table Head", isChinese ? typeface(face.heading) : typeface(face.heading) + bold),
            character("Base", "Base", "<w:color w:val=\"414A4F\"/>\(sizes(16))"),
            character("EvidenceNumber", "Evidence Number", "<w:color w:val=\"5B656A\"/>"),
        ].joined()
    }

    private func character(_ id: String, _ name: String, _ run: XML) -> XML {
        """
        <w:style w:type="character" w:customStyle="1" w:styleId="\(id)"><w:name w:val="\(name)"/><w:qFormat/>\
        <w:rPr>\(run)</w:rPr></w:style>
        """
    }

    /// Three lines: above, under the heads, below; hairlines between rows.
    private var ofTheTable: XML {
        """
        <w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:tblPr>\
        <w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="161C1F"/>\
        <w:bottom w:val="single" w:sz="8" w:space="0" w:color="161C1F"/>\
        <w:insideH w:val="single" w:sz="4" w:space="0" w:color="B5BAB7"/></w:tblBorders>\
        <w:tblCellMar><w:left w:w="\(TextTable.margin)" w:type="dxa"/><w:right w:w="\(TextTable.margin)" w:type="dxa"/></w:tblCellMar>\
        </w:tblPr></w:style>
        """
    }

    // MARK: Pieces

    private let bold: XML = "<w:b/>"
    /// What is set smaller has lines of its own height.
    private let offGrid: XML = "<w:snapToGrid w:val=\"0\"/>"

    private func align(_ side: String) -> XML { "<w:jc w:val=\"\(side)\"/>" }

    private func lines(before: Int = 0, after: Int = 0, exact: Int) -> XML {
        "<w:spacing w:before=\"\(before)\" w:after=\"\(after)\" w:line=\"\(exact)\" w:lineRule=\"exact\"/>"
    }

    private func lines(before: Int = 0, after: Int = 0, atLeast: Int) -> XML {
        "<w:spacing w:before=\"\(before)\" w:after=\"\(after)\" w:line=\"\(atLeast)\" w:lineRule=\"atLeast\"/>"
    }

    private func sizes(_ half: Int) -> XML { "<w:sz w:val=\"\(half)\"/><w:szCs w:val=\"\(half)\"/>" }

    private func type(_ chosen: TextFaces.Face, _ half: Int, isBold: Bool = false) -> XML {
        "\(typeface(chosen))\(if: isBold, bold)\(sizes(half))"
    }

    /// In Chinese papers Latin letters and digits are set in the same face as those of the text, in headings without
    /// serifs.
    private func typeface(_ chosen: TextFaces.Face) -> XML {
        let own = !isChinese ? chosen.name : chosen == face.heading ? "Arial" : face.latin.name
        let chinese = face.chinese(for: chosen).name
        return "<w:rFonts w:ascii=\"\(own)\" w:hAnsi=\"\(own)\" w:cs=\"\(own)\" w:eastAsia=\"\(chinese)\"/>"
    }
}
