import Civics
import Papers
import Reporting
import Testing

/// Reports as DOCX.
@Suite(.enabled(if: isInstalled("rsvg-convert"), "rsvg-convert (librsvg2-bin) draws the charts"))
struct TextPaperTests {
    private func unpacked(_ document: ReportDocument) async throws -> Unpacked {
        try #require(Unpacked(try await Papers.file(document, as: .docx)))
    }

    @Test(arguments: Language.allCases) func everyPartIsSoundAndNamedAmongTheTypes(_ language: Language) async throws {
        let file = try await unpacked(Samples.whole(language))
        #expect(file.names.first == "[Content_Types].xml")
        for name in file.names where name.hasSuffix(".xml") || name.hasSuffix(".rels") {
            #expect(file.fault(in: name) == nil)
            if name.hasPrefix("word/") && name.hasSuffix(".xml") {
                #expect(file.text("[Content_Types].xml").contains("PartName=\"/\(name)\""))
            }
        }
        for target in file.text("word/_rels/document.xml.rels").matches(of: /Target="([^"]*)"/) {
            #expect(file.parts["word/\(target.1)"] != nil, "\(target.1)")
        }
    }

    @Test func itHasTheHeadingsTablesPicturesAndNotesOfTheDocument() async throws {
        let document = Samples.whole()
        let file = try await unpacked(document)
        let body = "word/document.xml"
        // Three sections and the evidence; the case has a heading of the second level.
        #expect(file.count("<w:pStyle w:val=\"Heading1\"/>", in: body) == document.sections.count + 1)
        #expect(file.count("<w:pStyle w:val=\"Heading2\"/>", in: body) == 1)
        #expect(file.count("<w:tbl>", in: body) == 1)
        #expect(file.count("<w:tblHeader/>", in: body) == 1)
        #expect(file.count("<w:tr>", in: body) == 3)
        #expect(file.count("<w:drawing>", in: body) == 1)
        #expect(file.text(body).contains("descr=\"说明&lt;一&gt;&amp;“二”\""))
        #expect(file.parts["word/media/chart1.png"]?.starts(with: [0x89, 0x50, 0x4E, 0x47]) == true)
        #expect(file.count("<w:pStyle w:val=\"Caption\"/>", in: body) == 2)
        #expect(file.count("<w:pStyle w:val=\"TableNote\"/>", in: body) == 1)
        #expect(file.count("<w:pStyle w:val=\"Evidence\"/>", in: body) == document.evidence.count)
        #expect(file.count("<w:pStyle w:val=\"SignOff\"/>", in: body) == 2)
        #expect(file.count("<w:outlineLvl w:val=\"0\"/>", in: "word/styles.xml") == 1)
        // Who signs stands above the appendix.
        let text = file.text(body)
        let signed = try #require(text.firstRange(of: "小城市12345热线"))
        let appendix = try #require(text.firstRange(of: "附：指标口径"))
        #expect(signed.lowerBound < appendix.lowerBound)
    }

    @Test func everyNumberOfTheTextLeadsToItsEntryAmongTheEvidence() async throws {
        let text = try await unpacked(Samples.whole()).text("word/document.xml")
        let anchors = Set(text.matches(of: /w:anchor="(e\d+)"/).map(\.1))
        let marks = Set(text.matches(of: /w:bookmarkStart w:id="\d+" w:name="(e\d+)"/).map(\.1))
        #expect(anchors == ["e1", "e2"])
        #expect(anchors.isSubset(of: marks))
        #expect(text.contains("按时办结 18,590 ÷ 到期 19,204 = 96.80%"))
    }

    @Test func thePageIsThatOfTheStandard() async throws {
        let file = try await unpacked(Samples.whole())
        let text = file.text("word/document.xml")
        #expect(text.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"))
        // 37 mm above, 28 mm at the left; 22 lines in 225 mm.
        #expect(text.contains("w:top=\"2098\" w:right=\"1470\" w:bottom=\"1984\" w:left=\"1588\""))
        #expect(text.contains("w:linePitch=\"579\""))
        for (name, style) in [("odd", "FooterOdd"), ("even", "FooterEven")] {
            #expect(file.text("word/footer-\(name).xml").contains("<w:fldSimple w:instr=\" PAGE \">"))
            #expect(file.text("word/footer-\(name).xml").contains("w:val=\"\(style)\""))
        }
        #expect(file.text("word/settings.xml").contains("<w:evenAndOddHeaders/>"))
        #expect(file.text("word/styles.xml").contains("w:eastAsia=\"仿宋_GB2312\""))
    }

    @Test func theSameDocumentGivesTheSameBytesAndNamesNobodyAndNoTime() async throws {
        let (a, b) = (
            try await Papers.file(Samples.whole(), as: .docx), try await Papers.file(Samples.whole(), as: .docx)
        )
        #expect(a == b)
        let file = try #require(Unpacked(a))
        #expect(file.moments.count == 1)
        let properties = file.text("docProps/core.xml")
        #expect(properties.contains("<dc:title>小城市周报 2026年第45期</dc:title>"))
        #expect(properties.contains("<dc:language>zh-CN</dc:language>"))
        #expect(!properties.contains("creator") && !properties.contains("created") && !properties.contains("modified"))
    }

    @Test func whatIsWrittenToDeceiveStaysText() async throws {
        let bad = Samples.hostile
        let document = Samples.document(
            sections: [
                ReportSection(
                    bad,
                    blocks: [
                        .statement(lead: bad, "\(bad)\(Samples.number(bad, .count(Samples.received), bad))"),
                        .table(
                            ReportTable(
                                caption: bad, columns: [ReportTable.Column(bad), ReportTable.Column(bad)],
                                rows: [ReportTable.Row(bad, [.text(bad)])], note: "\(bad)")),
                        .chart(
                            .bars(
                                BarChart(
                                    title: bad, summary: bad, nameHead: bad, valueHead: bad, comparisonHead: bad,
                                    bars: [BarChart.Bar(bad, 3, comparison: 2)])), caption: bad),
                        .definitions([Definition(bad, bad)]),
                    ])
            ], notices: ["\(bad)"], masthead: bad)
        let file = try await unpacked(document)
        for name in file.names where !name.hasSuffix(".png") { #expect(file.fault(in: name) == nil) }
        let text = file.text("word/document.xml")
        #expect(
            text.contains("=1+1&lt;b&gt;&amp;amp;&quot;&#39;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}🏙️]]&gt;&lt;!--"))
        #expect(!text.contains("\u{FFFE}") && !text.contains("\u{FFFF}"))
    }

    @Test func aReportWithoutTablesChartsAndNumbersIsADocumentToo() async throws {
        let file = try await unpacked(Samples.document(sections: []))
        #expect(file.fault(in: "word/document.xml") == nil)
        #expect(!file.text("word/document.xml").contains("数据来源"))
        #expect(!file.names.contains { $0.hasPrefix("word/media/") })
    }

    @Test func aLongTableRunsOverPagesAndAShortOneStaysOnOne() async throws {
        let long = try await unpacked(
            Samples.document(sections: [ReportSection("表", blocks: [Samples.table(rows: 3000)])]))
        #expect(long.count("<w:tr>", in: "word/document.xml") == 3001)
        #expect(long.count("<w:cantSplit/>", in: "word/document.xml") == 3001)
        // Caption and heads stay with the first row, the two lines of who signs with each other; rows go where they fit.
        #expect(long.count("<w:keepNext/>", in: "word/document.xml") == 4)
        let short = try await unpacked(
            Samples.document(sections: [ReportSection("表", blocks: [Samples.table(rows: 4)])]))
        #expect(short.count("<w:keepNext/>", in: "word/document.xml") == 4 + 2 * 3)
    }

    @Test func columnsFillTheTextAreaAndNeverMore() async throws {
        for columns in [1, 2, 7, 14, 30] {
            let table = ReportTable(
                caption: "表", columns: (0..<columns).map { ReportTable.Column("按时办结率\($0)") },
                rows: [
                    ReportTable.Row(
                        String(repeating: "很长的名字", count: 12),
                        (1..<columns).map { _ in
                            .rate(
                                Samples.number("96.8%", .ratio(Samples.onTime)), base: "18,590÷19,204",
                                interval: "96.5–97.0%")
                        })
                ])
            let text = try await unpacked(Samples.document(sections: [ReportSection("表", blocks: [.table(table)])]))
                .text("word/document.xml")
            let widths = text.matches(of: /<w:gridCol w:w="(\d+)"\/>/).compactMap { Int($0.1) }
            #expect(widths.count == columns)
            #expect(widths.allSatisfy { $0 > 0 })
            #expect((8800...8848).contains(widths.reduce(0, +)), "\(columns): \(widths)")
        }
    }

    @Test func anEnglishReportIsSetAndCheckedAsEnglish() async throws {
        let file = try await unpacked(Samples.whole(.english))
        #expect(file.text("word/styles.xml").contains("<w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\"/>"))
        #expect(
            file.text("word/styles.xml").contains(
                "w:ascii=\"Cambria\" w:hAnsi=\"Cambria\" w:cs=\"Cambria\" w:eastAsia=\"宋体\""))
        #expect(file.text("word/fontTable.xml").contains("w:name=\"宋体\""))
        #expect(file.text("word/document.xml").contains("Where the numbers come from"))
        #expect(file.text("word/document.xml").contains("Table </w:t>"))
    }
}
