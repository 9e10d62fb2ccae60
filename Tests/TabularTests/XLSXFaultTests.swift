import Foundation
import Testing

@testable import Tabular

@Suite struct XLSXFaultTests {
    static let header = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>"

    private func fault(_ file: WorkbookFile, limits: TableLimits = TableLimits()) -> TableFault? {
        #expect(throws: TableFault.self) { try file.read(limits: limits) }
    }

    @Test func badCellsCostTheirRow() throws {
        let rows = """
            \(Self.header)<row r="2"><c r="A2" t="s"><v>9</v></c></row><row r="3"><c r="12"><v>1</v></c><c r="A3"><v>1</v></c></row>
            <row r="4"><c r="XFE4"><v>1</v></c><c r="A4"><v>1</v></c></row><row r="5"><c r="ZZZZZZZZZZZZZZZZZZ5"><v>1</v></c>
            <c r="A5"><v>5</v></c></row><row r="6"><c r="A6" t="s"><v>x</v></c><c r="A6"><v>6</v></c></row>
            """
        let reading = try WorkbookFile(rows).read()
        #expect(reading.fields == [["6"]])
        #expect(
            reading.faults.map(\.description) == [
                "line 2: field 1 points to text 9, the workbook has 0", "line 3: “12” is no cell",
                "line 4: “XFE4” is no cell", "line 5: “ZZZZZZZZZZZZZZZZZZ5” is no cell",
            ])
    }

    @Test func damagedArchivesAreRefused() throws {
        let folder = try Folder()
        var rows = Self.header
        for row in 2...5000 { rows += "<row r=\"\(row)\"><c><v>\(row &* 7919 % 10_007)</v></c></row>" }
        let whole = try Array(Data(contentsOf: URL(fileURLWithPath: WorkbookFile(rows).write(folder))))
        let cut = try folder.file("cut.xlsx", whole.prefix(whole.count / 2))
        #expect(throws: TableFault.self) { try Reading(cut) }
        let front = try folder.file("front.xlsx", whole.prefix(4))
        #expect(throws: TableFault.self) { try Reading(front) }
        // Damage in the sheet's compressed bytes shows while reading, in the checksum at the latest.
        var refused = 0
        let name = Array("xl/worksheets/sheet1.xml".utf8)
        let at = try #require(whole.indices.first { whole[$0...].starts(with: name) }) + name.count
        for offset in stride(from: 100, to: 5000, by: 700) {
            var damaged = whole
            damaged[at + offset] ^= 0x10
            let path = try folder.file("damaged.xlsx", damaged)
            if case .broken? = #expect(throws: TableFault.self, performing: { try Reading(path) }) { refused += 1 }
        }
        #expect(refused == 7)
    }

    @Test func anyChangedByteEndsInRowsOrAClearFault() throws {
        let folder = try Folder()
        var file = WorkbookFile(Self.header + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>")
        file.sharedStrings = ["<t>路灯</t>"]
        let whole = try Array(Data(contentsOf: URL(fileURLWithPath: file.write(folder))))
        for position in whole.indices {
            var damaged = whole
            damaged[position] ^= 0x41
            let path = try folder.file("damaged.xlsx", damaged)
            do { _ = try Reading(path) } catch let fault as TableFault { #expect(!fault.description.isEmpty) }
        }
    }

    @Test func passwordsAreAskedFor() throws {
        let folder = try Folder()
        let zipped = try WorkbookFile(Self.header).write(folder, password: "secret")
        #expect(throws: TableFault.encrypted) { try Reading(zipped) }
        let office = try folder.file("office.xlsx", Self.compoundFile(stream: "EncryptedPackage"))
        #expect(throws: TableFault.encrypted) { try Reading(office) }
        #expect(throws: TableFault.encrypted) { try Reading(office, format: .xlsx) }
    }

    @Test func otherKindsOfWorkbookAreNamed() throws {
        let folder = try Folder()
        let old = try folder.file("old.xlsx", Self.compoundFile(stream: "Workbook"))
        let oldFault = #expect(throws: TableFault.self) { try Reading(old) }
        #expect(oldFault?.description.contains(".xls") == true)
        let open = folder.path + "/open.xlsx"
        try zip(["content.xml": Array("<a/>".utf8), "mimetype": []], to: open)
        let openFault = #expect(throws: TableFault.self) { try Reading(open) }
        #expect(openFault?.description.contains("OpenDocument") == true)
        let other = folder.path + "/other.zip"
        try zip(["a.csv": Array("a,b".utf8)], to: other)
        let otherFault = #expect(throws: TableFault.self) { try Reading(other) }
        #expect(otherFault?.description.contains("zip archive without a workbook") == true)
        let text = try folder.file("text.xlsx", "a,b\n1,2\n".utf8)
        #expect(throws: TableFault.self) { try Reading(text, format: .xlsx) }
        #expect(try Reading(text).fields == [["1", "2"]])
        let workbook = try WorkbookFile(Self.header).write(folder)
        #expect(throws: TableFault.self) { try Reading(workbook, format: .csv) }
    }

    @Test func missingOrBrokenPartsAreNamed() throws {
        var file = WorkbookFile(Self.header)
        file.without = ["xl/worksheets/sheet1.xml"]
        #expect(fault(file) == .broken(part: "xl/worksheets/sheet1.xml", reason: "the archive lacks it"))
        file.without = []
        file.replacing["xl/worksheets/sheet1.xml"] = Array("<worksheet>\n<sheetData><row></sheetData>".utf8)
        #expect(fault(file) == .broken(part: "xl/worksheets/sheet1.xml", reason: "mismatched tag, line 2"))
        file.replacing["xl/worksheets/sheet1.xml"] = []
        #expect(fault(file) == .broken(part: "xl/worksheets/sheet1.xml", reason: "no element found, line 1"))
        file.replacing["xl/worksheets/sheet1.xml"] = Array(WorkbookFile.worksheet("").utf8)
        #expect(fault(file) == .empty)
        file.replacing["xl/workbook.xml"] = Array("<document/>".utf8)
        #expect(fault(file)?.description.contains("without a workbook") == true)
        var empty = WorkbookFile(sheets: [])
        #expect(fault(empty) == .broken(part: "the workbook", reason: "it has no sheet with cells"))
        empty.without = ["_rels/.rels", "xl/_rels/workbook.xml.rels"]
        #expect(fault(empty) == .broken(part: "the workbook", reason: "it has no sheet with cells"))
    }

    @Test func aDocumentTypeIsRefusedBeforeItsEntitiesGrow() {
        var file = WorkbookFile("")
        var entities = "<!ENTITY a0 \"lol\">"
        for level in 1...9 {
            entities += "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">"
        }
        for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"] {
            file.replacing = [part: Array("<!DOCTYPE x [\(entities)]><x>&a9;</x>".utf8)]
            #expect(fault(file) == .broken(part: part, reason: "it declares a document type, which no workbook does"))
        }
    }

    @Test func whatUnpacksBeyondTheLimitsIsRefused() {
        var limits = TableLimits()
        limits.part = 1 << 20
        var bomb = WorkbookFile("")
        let spaces = [UInt8](repeating: 0x20, count: 2 << 20)
        bomb.replacing["xl/worksheets/sheet1.xml"] = Array("<worksheet>".utf8) + spaces + Array("</worksheet>".utf8)
        #expect(fault(bomb, limits: limits) == .tooLarge(part: "xl/worksheets/sheet1.xml", limit: "1 MiB"))
        limits = TableLimits()
        limits.unpacked = 1 << 20
        #expect(fault(bomb, limits: limits) == .tooLarge(part: "The workbook", limit: "1 MiB"))

        limits = TableLimits()
        limits.parts = 3
        #expect(fault(WorkbookFile(Self.header), limits: limits)?.description.contains("number of parts") == true)

        limits = TableLimits()
        limits.sharedStrings = 10
        var many = WorkbookFile(Self.header)
        many.sharedStrings = Array(repeating: "<t>x</t>", count: 11)
        #expect(fault(many, limits: limits) == .tooLarge(part: "The number of texts in the workbook", limit: "10"))
        limits = TableLimits()
        limits.sharedBytes = 1000
        many.sharedStrings = [String](repeating: "<t>\(String(repeating: "x", count: 101))</t>", count: 10)
        #expect(fault(many, limits: limits) == .tooLarge(part: "The workbook's list of texts", limit: "1000 bytes"))
    }

    @Test(.timeLimit(.minutes(1))) func aTagWithoutEndIsRefused() {
        var limits = TableLimits()
        limits.tag = 100_000
        var file = WorkbookFile("")
        let name = [UInt8](repeating: 0x61, count: 30 << 20)
        file.replacing["xl/worksheets/sheet1.xml"] = Array("<worksheet a=\"".utf8) + name + Array("\"/>".utf8)
        let fault = fault(file, limits: limits)
        #expect(fault == .tooLarge(part: "A single tag in xl/worksheets/sheet1.xml", limit: "100000 bytes"))
    }

    /// A few kilobytes of sheet can point to one long text again and again.
    @Test func rowsThatGrowBeyondTheLimitAreReported() throws {
        var limits = TableLimits()
        limits.row = 10_000
        let cells = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 5000)
        let long = String(repeating: "y", count: 20_000)
        var file = WorkbookFile(
            Self.header + "<row r=\"2\">\(cells)</row><row r=\"3\"><c t=\"str\"><v>\(long)</v></c></row>"
                + "<row r=\"4\"><c><v>4</v></c></row>")
        file.sharedStrings = ["<t>\(String(repeating: "x", count: 9000))</t>"]
        let reading = try file.read(limits: limits)
        #expect(reading.fields == [["4"]])
        #expect(reading.faults.map(\.line) == [2, 3])
        #expect(reading.faults.allSatisfy { $0.reason == "the row is longer than 10000 bytes" })
    }

    /// An old Office container (MS-CFB) with one stream in its directory.
    static func compoundFile(stream: String) -> [UInt8] {
        var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        bytes += [UInt8](repeating: 0, count: 2 * 512 - bytes.count)
        for name in ["Root Entry", stream] {
            var entry = name.utf16(isBigEndian: false)
            entry += [UInt8](repeating: 0, count: 128 - entry.count)
            bytes += entry
        }
        return bytes + [UInt8](repeating: 0, count: 256)
    }
}
