import HTML
import Reporting

/// The part `word/document.xml`: everything that stands in the report, in order.
struct TextBody {
    static let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    /// The width of the text area in twentieths of a point: 156 mm, and as little more as lets 28 characters stand in it.
    static let width = 8848

    private let document: ReportDocument
    private let pictures: [TextPicture]
    private let places: [String: Int]

    init(_ document: ReportDocument, _ pictures: [TextPicture]) {
        self.document = document
        self.pictures = pictures
        places = Dictionary(
            document.evidence.enumerated().map { ($1.topic, $0 + 1) }, uniquingKeysWith: { first, _ in first })
    }

    private var language: Language { document.language }

    var xml: XML {
        """
        <w:document xmlns:w="\(Self.namespace)" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
        xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
        xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>\
        \(head)\(sections)\(evidence)\(page)</w:body></w:document>
        """
    }

    /// A4 with the margins and the grid of GB/T 9704-2012: 37 mm above, 28 mm at the left, a text area of 156 × 225 mm,
    /// page numbers 7 mm below it.
    private var page: XML {
        """
        <w:sectPr><w:footerReference w:type="even" r:id="footer-even"/><w:footerReference w:type="default" r:id="footer-odd"/>\
        <w:pgSz w:w="11906" w:h="16838"/>\
        <w:pgMar w:top="2098" w:right="1470" w:bottom="1984" w:left="1588" w:header="851" w:footer="1247" w:gutter="0"/>\
        \(if: language == .chinese, "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>")</w:sectPr>
        """
    }

    // MARK: Order

    private var head: XML {
        let lines = document.headline.map(run).joined(separator: "<w:r><w:br/></w:r>")
        return paragraph("Masthead", run(document.masthead))
            + paragraph("IssueLine", "\(run(document.issue))<w:r><w:tab/></w:r>\(run(language.date(document.date)))")
            + paragraph("Title", lines) + document.notices.map { paragraph("Notice", runs($0)) }.joined()
    }

    private var sections: XML {
        var body = XML()
        var captions = ReportCaptions(language)
        var picture = 0
        var isSigned = false
        for (index, section) in document.sections.enumerated() {
            if section.isAppendix, !isSigned {
                body += signOff
                isSigned = true
            }
            body += paragraph("Heading1", run(document.heading(of: index)))
            for block in section.blocks {
                switch block {
                case .statement(let lead, let sentence):
                    let first = lead.map { run("\($0)\(language.say("", " "))", style: "RunIn") } ?? ""
                    body += paragraph("BodyText", first + runs(sentence))
                case .table(let table): body += render(table, captions.table(table.caption))
                case .chart(let chart, let caption):
                    body += paragraph("Picture", drawing(picture, chart))
                    body += paragraph("Caption", self.caption(captions.figure(caption)))
                    picture += 1
                case .example(let example): body += render(example)
                case .definitions(let definitions):
                    for definition in definitions {
                        let term = run(definition.term, style: "Term")
                        body += paragraph("Definition", "\(term)\(run(language.say("　", ": ") + definition.meaning))")
                    }
                }
            }
        }
        return isSigned ? body : body + signOff
    }

    private var signOff: XML {
        paragraph("SignOff", run(document.signatory), "<w:keepNext/>")
            + paragraph("SignOff", run(language.fullDate(document.date)))
    }

    /// The working behind every number of the text, on a page of its own; the numbers lead to it.
    private var evidence: XML {
        let entries = document.workings
        guard !entries.isEmpty else { return "" }
        let heading = paragraph(
            "Heading1", run(language.say("数据来源", "Where the numbers come from")), "<w:pageBreakBefore/>")
        return heading
            + entries.enumerated().map { index, entry -> XML in
                let words = entry.workings.joined(separator: language.say("；", "; "))
                return paragraph(
                    "Evidence",
                    """
                    <w:bookmarkStart w:id="\(index + 1)" w:name="e\(index + 1)"/>\(run("E\(index + 1)", style: "EvidenceNumber"))\
                    <w:r><w:tab/></w:r>\(run(entry.topic, style: "Term"))\(run(language.say("：", ": ") + words))\
                    <w:bookmarkEnd w:id="\(index + 1)"/>
                    """)
            }.joined()
    }

    // MARK: Blocks

    private func render(_ example: TypicalCase) -> XML {
        let number = language.say("（诉求编号\(example.number)）", " (request \(example.number))")
        let space = language.say("", " ")
        return paragraph("Heading2", run(language.say("案例：\(example.title)", "Case: \(example.title)")))
            + paragraph("BodyText", run("\(example.course)\(space)\(example.result)\(number)"))
    }

    private func render(_ table: ReportTable, _ caption: ReportCaptions.Caption) -> XML {
        let note = table.note.map { paragraph("TableNote", runs($0)) } ?? paragraph("TableNote", "")
        return paragraph("Caption", self.caption(caption), "<w:keepNext/>")
            + TextTable(table, caption.text, language).xml + note
    }

    /// A caption whose number the text program counts itself, so that a list of tables can be made.
    private func caption(_ caption: ReportCaptions.Caption) -> XML {
        let label = caption.label.filter { $0 != " " }
        return """
            \(run(caption.label))<w:fldSimple w:instr=" SEQ \(label) \\* ARABIC ">\(run("\(caption.number)"))</w:fldSimple>\
            \(run(caption.words))
            """
    }

    private func drawing(_ index: Int, _ chart: Chart) -> XML {
        let picture = pictures[index]
        // English Metric Units, 36,000 to a millimetre.
        let unit = 36_000.0
        let (width, height) = (Int(picture.width * unit), Int(picture.height * unit))
        return """
            <w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="\(width)" cy="\(height)"/>\
            <wp:docPr id="\(index + 1)" name="\(chart.title)" descr="\(chart.summary)"/>\
            <wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>\
            <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
            <pic:cNvPr id="\(index + 1)" name="chart\(index + 1).png" descr="\(chart.summary)"/><pic:cNvPicPr/></pic:nvPicPr>\
            <pic:blipFill><a:blip r:embed="chart\(index + 1)"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
            <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="\(width)" cy="\(height)"/></a:xfrm>\
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>\
            </w:drawing></w:r>
            """
    }

    // MARK: Words

    private func runs(_ sentence: Sentence) -> XML {
        sentence.spans.map { span -> XML in
            switch span {
            case .text(let text): return run(text)
            case .number(let number):
                guard let place = places[number.topic] else { return run(number.text) }
                return "<w:hyperlink w:anchor=\"e\(place)\" w:history=\"1\">\(run(number.text))</w:hyperlink>"
            }
        }.joined()
    }
}

/// - Parameter properties: what this paragraph has beside its style.
func paragraph(_ style: String, _ content: XML, _ properties: XML = "") -> XML {
    "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(properties)</w:pPr>\(content)</w:p>"
}

func run(_ text: String) -> XML { "<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r>" }

func run(_ text: String, style: String) -> XML {
    "<w:r><w:rPr><w:rStyle w:val=\"\(style)\"/></w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
}
