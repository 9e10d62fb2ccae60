import HTML
import Reporting

/// The styles of a text, by GB/T 9704-2012: 22 lines of 28 characters on a page, text in 三号 (16 pt), the headline in
/// 二号 (22 pt), first-level headings in 黑体, the next in 楷体. English papers have the same page and a smaller type.
struct TextStyles {
    private let language: Language
    private let face: TextFaces

    init(_ language: Language, _ face: TextFaces) {
        self.language = language
        self.face = face
    }

    private var isChinese: Bool { language == .chinese }

    /// The height of a line on the grid, in twentieths of a point: 225 mm ÷ 22.
    static let line = 579
    /// Half points.
    private var size: Int { isChinese ? 32 : 22 }
    private var smallSize: Int { isChinese ? 24 : 20 }

    /// The part `word/styles.xml`.
    var xml: XML {
        """
        <w:styles xmlns:w="\(TextBody.namespace)"><w:docDefaults><w:rPrDefault><w:rPr>\(fonts(face.body))\
        <w:sz w:val="\(size)"/><w:szCs w:val="\(size)"/>\
        <w:lang w:val="\(isChinese ? "en-US" : face.tag)" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>\
        <w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>\
        \(paragraphs)\(characters)\(table)</w:styles>
        """
    }

    private func fonts(_ chosen: TextFaces.Face) -> XML {
        // Latin letters in headings keep the heading's weight.
        let latin =
            chosen == face.body || !isChinese ? face.latin.name : chosen == face.heading ? "Arial" : face.latin.name
        let own = isChinese ? latin : chosen.name
        return "<w:rFonts w:ascii=\"\(own)\" w:hAnsi=\"\(own)\" w:cs=\"\(own)\" w:eastAsia=\"\(chosen.name)\"/>"
    }

    // MARK: Paragraphs

    private var paragraphs: XML {
        let text =
            isChinese
            ? XML("<w:spacing w:line=\"\(Self.line)\" w:lineRule=\"exact\"/>")
            : "<w:spacing w:after=\"120\" w:line=\"300\" w:lineRule=\"auto\"/>"
        let indent: XML = isChinese ? "<w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/><w:jc w:val=\"both\"/>" : ""
        let smallLine: XML =
            "<w:spacing w:before=\"20\" w:after=\"20\" w:line=\"\(isChinese ? 360 : 264)\" w:lineRule=\"\(isChinese ? "exact" : "auto")\"/>"
        let red: XML = "<w:color w:val=\"C4001A\"/>"
        let headingSize = isChinese ? size : 28
        return [
            style("Normal", "Normal", pPr: "<w:widowControl/>\(text)", isDefault: true),
            style("BodyText", "Body Text", pPr: indent),
            style(
                "Masthead", "Masthead",
                pPr:
                    "<w:keepNext/><w:spacing w:line=\"\(isChinese ? 1020 : 760)\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
                rPr:
                    "\(fonts(face.title))<w:b/>\(red)\(isChinese ? "<w:spacing w:val=\"40\"/>" : "" as XML)\(sizes(isChinese ? 72 : 56))"
            ),
            style(
                "IssueLine", "Issue Line",
                pPr: """
                    <w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="18" w:space="6" w:color="C4001A"/></w:pBdr>\
                    <w:tabs><w:tab w:val="right" w:pos="\(TextBody.width)"/></w:tabs><w:spacing w:before="240"/>
                    """),
            style(
                "Title", "Title",
                pPr: """
                    <w:keepNext/><w:keepLines/><w:spacing w:before="\(Self.line)" w:after="\(Self.line)" \
                    w:line="\(isChinese ? 640 : 480)" w:lineRule="exact"/><w:jc w:val="center"/>
                    """, rPr: "\(fonts(face.title))<w:b/>\(sizes(isChinese ? 44 : 36))"),
            style(
                "Notice", "Notice",
                pPr: """
                    <w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="BB4A14"/></w:pBdr>\
                    <w:spacing w:after="160" w:line="\(isChinese ? 440 : 288)" w:lineRule="\(isChinese ? "exact" : "auto")"/>\
                    <w:ind w:left="240"/>
                    """, rPr: "\(fonts(face.subheading))\(sizes(isChinese ? 28 : 21))"),
            style(
                "Heading1", "heading 1",
                pPr:
                    "<w:keepNext/><w:keepLines/>\(isChinese ? "" : "<w:spacing w:before=\"320\" w:after=\"120\"/>" as XML)\(isChinese ? "<w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/>" : "" as XML)<w:outlineLvl w:val=\"0\"/>",
                rPr: "\(fonts(face.heading))\(isChinese ? "" : "<w:b/>" as XML)\(sizes(headingSize))", next: "BodyText"),
            style(
                "Heading2", "heading 2",
                pPr:
                    "<w:keepNext/><w:keepLines/>\(isChinese ? "" : "<w:spacing w:before=\"160\" w:after=\"60\"/>" as XML)\(isChinese ? "<w:ind w:firstLine=\"640\" w:firstLineChars=\"200\"/>" : "" as XML)<w:outlineLvl w:val=\"1\"/>",
                rPr: "\(fonts(face.subheading))\(isChinese ? "" : "<w:b/>" as XML)\(sizes(isChinese ? size : 23))",
                next: "BodyText"),
            style(
                "Caption", "caption",
                pPr:
                    "<w:keepLines/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"360\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>",
                rPr: "\(fonts(face.heading))\(sizes(smallSize))"),
            style(
                "Picture", "Picture",
                pPr:
                    "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>"
            ),
            style(
                "TableText", "Table Text",
                pPr: "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>", rPr: sizes(21)),
            style(
                "TableNote", "Table Note",
                pPr: "<w:spacing w:before=\"60\" w:after=\"160\" w:line=\"300\" w:lineRule=\"exact\"/>",
                rPr: sizes(isChinese ? 20 : 18)),
            style("Definition", "Definition", pPr: smallLine, rPr: sizes(smallSize)),
            style(
                "Evidence", "Evidence",
                pPr:
                    "<w:keepLines/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"300\" w:lineRule=\"\(isChinese ? "exact" : "atLeast")\"/><w:ind w:left=\"560\" w:hanging=\"560\"/>",
                rPr: sizes(isChinese ? 21 : 19)),
            style(
                "SignOff", "Sign-off",
                pPr:
                    "<w:keepNext/><w:keepLines/><w:spacing w:before=\"\(isChinese ? 0 : 120)\"/><w:ind w:right=\"1280\" w:rightChars=\"400\"/><w:jc w:val=\"right\"/>"
            ),
            style(
                "FooterOdd", "Footer Odd",
                pPr:
                    "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:right=\"280\"/><w:jc w:val=\"right\"/>",
                rPr: "\(number)\(sizes(28))"),
            style(
                "FooterEven", "Footer Even",
                pPr: "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"280\"/>",
                rPr: "\(number)\(sizes(28))"),
        ].joined()
    }

    /// Digits of page numbers are those of the Chinese face (半角宋体).
    private var number: XML {
        "<w:rFonts w:ascii=\"\(face.number.name)\" w:hAnsi=\"\(face.number.name)\" w:cs=\"\(face.number.name)\" w:eastAsia=\"\(face.number.name)\"/>"
    }

    private func sizes(_ half: Int) -> XML { "<w:sz w:val=\"\(half)\"/><w:szCs w:val=\"\(half)\"/>" }

    private func style(
        _ id: String, _ name: String, pPr: XML = "", rPr: XML = "", next: String? = nil, isDefault: Bool = false
    ) -> XML {
        """
        <w:style w:type="paragraph"\(if: isDefault, " w:default=\"1\"") w:styleId="\(id)"><w:name w:val="\(name)"/>\
        \(if: !isDefault, "<w:basedOn w:val=\"Normal\"/>")\(next.map { "<w:next w:val=\"\($0)\"/>" as XML })<w:qFormat/>\
        <w:pPr>\(pPr)</w:pPr><w:rPr>\(rPr)</w:rPr></w:style>
        """
    }

    // MARK: Characters and tables

    private var characters: XML {
        [
            character("RunIn", "Run-in", isChinese ? fonts(face.subheading) : "\(fonts(face.heading))<w:b/>"),
            character("Term", "Term", isChinese ? fonts(face.heading) : "<w:b/>"),
            character("TableHead", "Table Head", "\(fonts(face.heading))\(if: !isChinese, "<w:b/>")"),
            character("Base", "Base", "<w:color w:val=\"414A4F\"/>\(sizes(16))"),
            character("EvidenceNumber", "Evidence Number", "<w:color w:val=\"5B656A\"/>"),
        ].joined()
    }

    private func character(_ id: String, _ name: String, _ rPr: XML) -> XML {
        """
        <w:style w:type="character" w:customStyle="1" w:styleId="\(id)"><w:name w:val="\(name)"/><w:qFormat/>\
        <w:rPr>\(rPr)</w:rPr></w:style>
        """
    }

    /// Three lines: above, under the heads, below; hairlines between rows.
    private var table: XML {
        """
        <w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:tblPr>\
        <w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="161C1F"/>\
        <w:bottom w:val="single" w:sz="8" w:space="0" w:color="161C1F"/>\
        <w:insideH w:val="single" w:sz="4" w:space="0" w:color="B5BAB7"/></w:tblBorders>\
        <w:tblCellMar><w:left w:w="\(TextTable.margin)" w:type="dxa"/><w:right w:w="\(TextTable.margin)" w:type="dxa"/></w:tblCellMar>\
        </w:tblPr></w:style>
        """
    }
}
