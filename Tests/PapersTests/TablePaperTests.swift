import Civics
import Foundation
import Papers
import Reporting
import Tabular
import Testing

/// Reports as XLSX, read back as a spreadsheet reads them.
@Suite struct TablePaperTests {
    /// The rows of a sheet below its title: heads first.
    private func rows(_ document: ReportDocument, _ sheet: TableSheet) async throws -> [[String]] {
        let path = NSTemporaryDirectory() + "papers-\(UUID().uuidString).xlsx"
        try Data(try await Papers.file(document, as: .xlsx)).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let reader = try TableReader(path: path, sheet: sheet)
        var rows: [[String]] = []
        while let row = try reader.next() {
            switch row {
            case .success(let row): rows.append(row.fields)
            // The title above has fewer columns, which the reader finds odd.
            case .failure(let fault): rows.append(fault.fields)
            }
        }
        return rows
    }

    private func names(_ document: ReportDocument) async throws -> [String] {
        let file = try #require(Unpacked(try await Papers.file(document, as: .xlsx)))
        return file.text("xl/workbook.xml").matches(of: /<sheet name="([^"]*)"/).map { String($0.1) }
    }

    @Test func thereIsASheetForTheCoverEachTableEachChartTheEvidenceAndTheDefinitions() async throws {
        #expect(try await names(Samples.whole()) == ["说明", "图1 每天受理件数", "表1 各区受理", "数据来源", "指标口径"])
        let english = try await names(Samples.whole(.english))
        #expect(english == ["About", "Figure 1 每天受理件数", "Table 1 各区受理", "Evidence", "Definitions"])
        #expect(try await names(Samples.document(sections: [])) == ["说明", "数据来源"])
    }

    @Test func theCoverSaysWhatTheReportIs() async throws {
        let cells = try await rows(Samples.whole(), .named("说明")).flatMap(\.self)
        for text in ["2026年第45期", "2026-11-02 至 2026-11-08", "上周：2026-10-26 至 2026-11-01", "全市", "演示数据。", "表1 各区受理"] {
            #expect(cells.contains(text), "\(text)")
        }
    }

    @Test func numbersAreNumbersAndRatesHaveColumnsForWhatTheyRestOn() async throws {
        let rows = try await rows(Samples.whole(), .named("表1 各区受理"))
        #expect(
            rows[0] == [
                "区", "本周", "增减", "按时办结率", "按时办结率·分子", "按时办结率·分母", "95%区间下限", "95%区间上限", "满意率", "满意率·分子",
                "满意率·分母", "判断",
            ])
        let first = rows[1]
        #expect(first[0] == "南海区")
        #expect([1, 2, 4, 5, 9, 10].map { Double(first[$0]) } == [20_386, 638, 18_590, 19_204, 93.5, 100])
        let interval = try #require(Samples.onTime.rate.interval)
        for (column, value) in [(3, 18_590.0 / 19_204), (6, interval.lowerBound), (7, interval.upperBound), (8, 0.935)]
        {
            let read = try #require(Double(first[column]))
            #expect(abs(read - value) < 1e-9)
        }
        #expect(first[11] == "在正常波动之内")
        #expect(rows[2].prefix(9) == ["顺德区", "3", "-638", "—", "", "", "", "", "—"])
        #expect(rows[3] == ["共20,386件。"])
    }

    @Test func theDataOfAChartAreNumbersWithWhatIsMissingAsADash() async throws {
        let rows = try await rows(Samples.whole(), .named("图1 每天受理件数"))
        #expect(rows[0] == ["日", "本周", "去年同期"])
        #expect(rows[1] == ["3日", "1380", "1300"])
        #expect(rows[2] == ["2日", "—", "1200"])
    }

    @Test func everyFigureBehindEveryNumberIsAmongTheEvidence() async throws {
        let document = Samples.whole()
        let rows = try await rows(document, .named("数据来源"))
        #expect(rows[0].count == 13)
        let figures = Set(document.numbers.flatMap(\.basis.figures))
        for figure in figures {
            let found = rows.dropFirst().contains { row in
                row.count == 13 && row[4] == figure.name && row[5].hasSuffix("(\(figure.query.measure))")
                    && row[7].hasSuffix("(\(figure.query.cut))") && row[8] == figure.query.first
                    && row[10] == figure.query.days.lowerBound.description && row[12] == "\(figure.value)"
            }
            #expect(found, "\(figure)")
        }
        #expect(rows[1].prefix(7) == ["E1", "受理", "20,386件", "受理 20,386", "受理", "受理 (received)", "首次登记在本期的诉求。"])
    }

    @Test func textThatLooksLikeAFormulaStaysText() async throws {
        let attacks = [
            "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "\t=1", "=cmd|' /C calc'!A0",
            "http://x.example",
        ]
        let table = ReportTable(
            caption: "=1+1",
            columns: [ReportTable.Column("=2", isNumber: false), ReportTable.Column("@x", isNumber: false)],
            rows: attacks.map { ReportTable.Row($0, [.text($0)]) }, note: "=3")
        let document = Samples.document(sections: [ReportSection("=4", blocks: [.table(table)])], masthead: "=5")
        let file = try #require(Unpacked(try await Papers.file(document, as: .xlsx)))
        for name in file.names where name.hasPrefix("xl/worksheets/") {
            #expect(!file.text(name).contains("<f>") && !file.text(name).contains("<f "))
            #expect(file.fault(in: name) == nil)
        }
        let read = try await rows(document, .number(2))
        #expect(read.dropFirst().prefix(attacks.count).map { $0[0] } == attacks)
        #expect(read.dropFirst().prefix(attacks.count).map { $0[1] } == attacks)
    }

    @Test func anyTextIsReadBackButForWhatXMLCannotHold() async throws {
        let bad = Samples.hostile
        let table = ReportTable(
            caption: bad, columns: [ReportTable.Column("a", isNumber: false)], rows: [ReportTable.Row(bad, [])])
        let document = Samples.document(sections: [ReportSection("s", blocks: [.table(table)])], masthead: bad)
        let file = try #require(Unpacked(try await Papers.file(document, as: .xlsx)))
        for name in file.names where name.hasSuffix(".xml") { #expect(file.fault(in: name) == nil) }
        let cell = try await rows(document, .number(2))[1][0]
        #expect(cell == "=1+1<b>&amp;\"'\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}🏙️]]><!--\u{202E}_x0041_")
    }

    @Test func longNamesOfSheetsThatBeginAlikeAreCutAndStayApart() async throws {
        let caption = "各区受理、办结、按时办结、满意和不满意的件数和比率以及与上周和去年同期的比较[:*?/\\]'"
        let blocks = (0..<3).map { _ in Samples.table(rows: 1, caption: caption) }
        let names = try await names(Samples.document(sections: [ReportSection("s", blocks: blocks)]))
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        #expect(names.count == 5)
        for name in names {
            #expect(name.utf16.count <= 31)
            #expect(!name.contains { "[]:*?/\\'".contains($0) })
        }
        #expect(names[1].hasPrefix("表1 各区受理") && names[3].hasPrefix("表3 各区受理"))
    }

    @Test func aLongTableKeepsEveryRow() async throws {
        let document = Samples.document(sections: [ReportSection("s", blocks: [Samples.table(rows: 1500)])])
        let rows = try await rows(document, .number(2))
        #expect(rows.count == 1501)
        #expect(rows[1500] == ["单位1499", "1499"])
    }

    @Test func theSameDocumentGivesTheSameBytes() async throws {
        let a = try await Papers.file(Samples.whole(), as: .xlsx)
        try await Task.sleep(for: .milliseconds(1100))
        #expect(try await Papers.file(Samples.whole(), as: .xlsx) == a)
    }
}
