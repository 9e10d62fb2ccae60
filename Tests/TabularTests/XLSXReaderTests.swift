import Foundation
import Testing

@testable import Tabular

@Suite struct XLSXReaderTests {
    @Test func sharedAndInlineTextsAreRead() throws {
        var file = WorkbookFile(
            """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>备注</t></is></c></row>
            <row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="str"><f>A2&amp;"x"</f><v>7x</v></c></row>
            """)
        file.sharedStrings = [
            "<t>编号</t>", "<r><rPr><b/></rPr><t>标</t></r><r><t xml:space=\"preserve\">题 </t></r>",
            "<t>路灯 &amp; 井盖🏮&#10;第二行</t><rPh sb=\"0\" eb=\"1\"><t>lù dēng</t></rPh>",
        ]
        let reading = try file.read()
        #expect(reading.header == ["编号", "标题", "备注"])
        #expect(reading.encoding == nil)
        #expect(reading.fields == [["7", "路灯 & 井盖🏮\n第二行", "7x"]])
        #expect(reading.rows.first?["标题"] == "路灯 & 井盖🏮\n第二行")
    }

    @Test func missingCellsAndRowsLeaveTheOthersInTheirColumns() throws {
        let reading = try WorkbookFile(
            """
            <row r="3"><c r="A3" t="str"><v>a</v></c><c r="C3" t="str"><v>c</v></c><c r="D3" t="str"><v>d</v></c></row>
            <row r="4"/>
            <row r="5" s="1"><c r="A5" s="1"/><c r="B5" s="1"/></row>
            <row r="6"><c r="D6"><v>4</v></c></row>
            <row r="9"><c r="C9"><v>3</v></c><c r="A9"><v>1</v></c></row>
            <row><c><v>1</v></c><c><v>2</v></c><c r="D10"><v>4</v></c></row>
            """
        ).read()
        #expect(reading.header == ["a", "", "c", "d"])
        #expect(reading.fields == [["", "", "", "4"], ["1", "", "3", ""], ["1", "2", "", "4"]])
        #expect(reading.lines == [6, 9, 10])
    }

    @Test func rowsBroaderThanTheHeaderAreReported() throws {
        let reading = try WorkbookFile(
            """
            <row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>
            <row r="2"><c r="A2"><v>1</v></c><c r="AB2"><v>9</v></c></row>
            <row r="3"><c r="A3"><v>1</v></c><c r="C3" t="str"><v></v></c></row>
            """
        ).read()
        #expect(reading.faults.map(\.description) == ["line 2: the row has 28 fields or more, the header 2"])
        #expect(reading.fields == [["1", ""]])
    }

    @Test(arguments: [
        ("7", "7"), ("007", "007"), ("440600", "440600"), ("1.1000000000000001", "1.1"),
        ("0.30000000000000004", "0.3"), ("1E+20", "100000000000000000000"),
        ("4.4060019900101E+17", "440600199001010000"),
        ("1.5E-3", "0.0015"), ("-2.5000000000000001E-2", "-0.025"), ("123456789012345678", "123456789012346000"),
        ("-0.000", "-0.000"), ("0.99999999999999999", "1"), ("1E+300", "1E+300"), ("12,5", "12,5"), ("", ""),
        ("9.9999999999999995", "10"), ("13800138000", "13800138000"),
    ])
    func numbersComeAsTheyAreShown(raw: String, shown: String) {
        #expect(CellNumber.plain(raw) == shown)
    }

    @Test func truthValuesErrorsAndISODatesAreRead() throws {
        let reading = try WorkbookFile(
            """
            <row r="1"><c t="str"><v>a</v></c><c t="str"><v>b</v></c><c t="str"><v>c</v></c><c t="str"><v>d</v></c></row>
            <row r="2"><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-11-18T10:24:05Z</v></c></row>
            <row r="3"><c t="d"><v>2026-11-18</v></c><c t="d"><v>2026-11-18T10:24:05.250</v></c></row>
            """
        ).read()
        #expect(
            reading.fields == [
                ["TRUE", "FALSE", "#N/A", "2026-11-18 10:24:05"],
                ["2026-11-18 00:00:00", "2026-11-18 10:24:05", "", ""],
            ])
    }

    @Test func datesOfBothSystemsAreRead() throws {
        let rows = """
            <row r="1"><c t="str"><v>day</v></c><c t="str"><v>time</v></c><c t="str"><v>span</v></c></row>
            <row r="2"><c s="1"><v>43524.475752314815</v></c><c s="2"><v>0.39663194444444444</v></c><c s="3"><v>1.5</v></c></row>
            <row r="3"><c s="1"><v>1</v></c><c s="2"><v>43524.5</v></c><c s="3"><v>-0.25</v></c></row>
            <row r="4"><c s="1"><v>60</v></c><c s="4"><v>61</v></c><c s="5"><v>59</v></c></row>
            <row r="5"><c s="1"><v>2958465.9999999</v></c><c s="1"><v>-1</v></c><c s="0"><v>43524</v></c></row>
            """
        var file = WorkbookFile(rows)
        file.formatCodes = [176: "yyyy\"年\"m\"月\"d\"日\";@", 177: "[$-804]h:mm AM/PM"]
        file.styles = [0, 22, 20, 46, 176, 58]
        #expect(
            try file.read().fields == [
                ["2019-02-28 11:25:05", "09:31:09", "36:00:00"],
                ["1900-01-01 00:00:00", "2019-02-28 12:00:00", "-06:00:00"],
                ["1900-02-29 00:00:00", "1900-03-01 00:00:00", "1900-02-28 00:00:00"],
                ["2958465.9999999", "-1", "43524"],
            ])
        file.countsFrom1904 = true
        file.styles[2] = 177
        #expect(
            try file.read().fields.prefix(2) == [
                ["2023-03-01 11:25:05", "09:31:09", "36:00:00"],
                ["1904-01-02 00:00:00", "2023-03-01 12:00:00", "-06:00:00"],
            ])
    }

    @Test(arguments: [
        ("General", NumberMeaning.number), ("0.00E+00", .number), ("#,##0.00_);[Red](#,##0.00)", .number),
        ("@", .number),
        ("0\"天\"", .number), ("\"day\"0", .number), ("\\d0", .number), ("[Magenta]0", .number), ("0_d", .number),
        ("yyyy-mm-dd", .date), ("yyyy/m/d h:mm;@", .date), ("[$-F800]dddd, mmmm dd, yyyy", .date), ("m\"月\"", .date),
        ("[DBNum1][$-804]yyyy\"年\"m\"月\"", .date), ("aaaa", .date), ("d-mmm", .date), ("e\"年\"", .date),
        ("mmm-yy", .date),
        ("h:mm AM/PM", .time), ("上午/下午h\"时\"mm\"分\"", .time), ("mm:ss.0", .time), ("[h]:mm:ss", .duration),
        ("[mm]:ss", .duration),
        ("0;yyyy", .number),
    ])
    func formatCodesAreUnderstood(code: String, meaning: NumberMeaning) {
        #expect(NumberMeaning(formatCode: code) == meaning)
    }

    @Test func escapedCharactersAreDecoded() throws {
        var file = WorkbookFile(
            """
            <row r="1"><c t="str"><v>a_x0041_</v></c></row><row r="2"><c t="s"><v>0</v></c></row>
            <row r="3"><c t="inlineStr"><is><t>_x005F_x0041_ _xZZZZ_ _x00</t></is></c></row>
            <row r="4"><c t="s"><v>1</v></c></row><row r="5"><c t="inlineStr"><is><t>_x0000_</t></is></c></row>
            """)
        file.sharedStrings = ["<t>a_x000D_\nb_x4F60_</t>", "<t>_xD800_</t>"]
        let reading = try file.read()
        #expect(reading.header == ["aA"])
        #expect(
            reading.fields.map { $0.map { Array($0.utf8) } } == [
                [Array("a\r\nb你".utf8)], [Array("_x0041_ _xZZZZ_ _x00".utf8)], [Array("_xD800_".utf8)],
            ])
        #expect(reading.faults.map(\.line) == [5])
    }

    @Test func sheetsAreFoundByNameAndNumber() throws {
        func rows(_ name: String) -> String {
            "<row r=\"1\"><c t=\"str\"><v>sheet</v></c></row><row r=\"2\"><c t=\"str\"><v>\(name)</v></c></row>"
        }
        let file = WorkbookFile(sheets: [("一月", rows("1")), ("A &amp; B", rows("2")), ("三月", rows("3"))])
        #expect(try file.read().fields == [["1"]])
        #expect(try file.read(sheet: .number(3)).fields == [["3"]])
        #expect(try file.read(sheet: .named("A & B")).fields == [["2"]])
        #expect(throws: TableFault.noSheet(wanted: "“二月”", existing: ["一月", "A & B", "三月"])) {
            try file.read(sheet: .named("二月"))
        }
        #expect(throws: TableFault.noSheet(wanted: "number 4", existing: ["一月", "A & B", "三月"])) {
            try file.read(sheet: .number(4))
        }
        #expect(throws: TableFault.self) { try file.read(sheet: .number(0)) }
    }

    @Test func namespacePrefixesAndTheStrictDialectAreRead() throws {
        var file = WorkbookFile("")
        file.replacing["xl/worksheets/sheet1.xml"] = Array(
            """
            <x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1" t="str">
            <x:v>a</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>
            """.utf8)
        let reading = try file.read()
        #expect(reading.header == ["a"])
        #expect(reading.fields == [["1"]])
    }

    @Test func aLargeSheetIsReadRowByRow() throws {
        var rows = "<row r=\"1\"><c t=\"str\"><v>id</v></c><c t=\"str\"><v>text</v></c></row>"
        for row in 2...20_001 {
            rows +=
                "<row r=\"\(row)\"><c r=\"A\(row)\"><v>\(row)</v></c><c r=\"B\(row)\" t=\"s\"><v>\(row % 3)</v></c></row>"
        }
        var file = WorkbookFile(rows)
        file.sharedStrings = ["<t>路灯</t>", "<t>井盖</t>", "<t/>"]
        let folder = try Folder()
        let reader = try TableReader(path: file.write(folder))
        #expect(reader.format == .xlsx)
        #expect(reader.progress.done < reader.progress.total)
        for row in 2...20_001 {
            let expected = [String(row), ["路灯", "井盖", ""][row % 3]]
            try #require(reader.next()?.get().fields == expected)
        }
        #expect(try reader.next() == nil)
        #expect(reader.progress.done == reader.progress.total)
    }
}
