import Foundation
import Testing

@testable import Tabular

@Suite struct CSVFaultTests {
    @Test func raggedRowsAreReportedAndTheRestIsRead() throws {
        let reading = try Reading(csv: "id,title,text\n1,a,b\n2,a\n3,a,b,c\n4,a,b\n")
        #expect(reading.rows.map(\.line) == [2, 5])
        #expect(reading.lines == [2, 3, 4, 5])
        #expect(
            reading.faults.map(\.reason) == [
                "the row has 2 of 3 fields; the last one is column “title”",
                "the row has 4 fields or more, the header 3",
            ])
        #expect(reading.faults.map(\.fields) == [["2", "a"], ["3", "a", "b", "c"]])
    }

    @Test func aNulIsReportedWithItsColumn() throws {
        let reading = try Reading(csv: "id,text\n1,a\0b\n2,c\n")
        #expect(reading.fields == [["2", "c"]])
        #expect(reading.faults.map(\.description) == ["line 2: there is a NUL (U+0000) in column “text”"])
    }

    @Test func textBehindAClosingQuoteIsReported() throws {
        let reading = try Reading(csv: "id,text\n1,\"he said \"hello, you\" to me\"\n2,\"a\"b\n3,c\n")
        #expect(reading.fields == [["3", "c"]])
        #expect(reading.faults.map(\.line) == [2, 3])
        #expect(reading.faults[1].reason == "there is text behind the closing quote of field 2")
        #expect(reading.faults[1].fields == ["2", "\"a\"b"])
    }

    /// The rest of the file, which has no further quote, must not disappear into the open field.
    @Test(arguments: [64, 256 << 10])
    func aQuoteNeverClosedCostsOneLine(blockSize: Int) throws {
        var text = "id,text,end\n1,a,x\n2,\"b,x\n"
        for row in 3...5000 { text += "\(row),c,x\n" }
        let reading = try Reading(csv: text, blockSize: blockSize)
        #expect(reading.rows.count == 4999)
        #expect(
            reading.faults == [
                RowFault(
                    line: 3, reason: "the quote that opens field 2 is not closed before the end of the file",
                    fields: ["2", "\"b,x"])
            ])
        #expect(reading.lines == Array(2...5001))
    }

    @Test func aQuoteClosedByTheOpeningOfAnotherFieldCostsOneLine() throws {
        let reading = try Reading(csv: "id,text\n1,\"a\n2,b\n3,\"c, d\"\n4,\"e\"\n5,f\n")
        #expect(reading.rows.map { $0[0] } == ["2", "3", "4", "5"])
        #expect(reading.faults.map(\.line) == [2])
        #expect(reading.lines == [2, 3, 4, 5, 6])
    }

    @Test func theLineOfAnOpenQuoteIsThatOfTheQuote() throws {
        let reading = try Reading(csv: "id,text,end\n1,\"a\nb\nc\",\"x\n2,d,y\n")
        #expect(reading.faults.map(\.line) == [4])
        #expect(reading.faults.first?.fields == ["1", "a\nb\nc", "\"x"])
        #expect(reading.fields == [["2", "d", "y"]])
    }

    @Test func aQuoteThatOpensNothingAtTheVeryEndIsReported() throws {
        let reading = try Reading(csv: "a,b\n1,2\n3,\"")
        #expect(reading.fields == [["1", "2"]])
        #expect(reading.faults.map(\.line) == [3])
    }

    /// Every line opens a quote that the next one seems to close: the work must stay in proportion to the file.
    @Test(.timeLimit(.minutes(1))) func aFileFullOfStrayQuotesIsReadInGoodTime() throws {
        let reading = try Reading(csv: "a,b\n" + String(repeating: "1,\"x\n", count: 200_000))
        #expect(reading.faults.count == 200_000)
        #expect(reading.lines == Array(2...200_001))
    }

    @Test func aRowBeyondTheLimitIsReportedAndPassedOver() throws {
        var limits = TableLimits()
        limits.row = 1000
        for lineEnd in ["\n", "\r\n", "\r"] {
            let long = String(repeating: "x", count: 5000)
            let text = ["a,b", "1,2", "3,\(long)", "4,5", "6,\"\(long)\"", "7,8"].joined(separator: lineEnd)
            for blockSize in 64...70 {
                let reading = try Reading(csv: text, limits: limits, blockSize: blockSize)
                #expect(reading.fields == [["1", "2"], ["4", "5"], ["7", "8"]])
                #expect(reading.faults.map(\.line) == [3, 5])
                #expect(reading.faults.first?.reason == "the row is longer than 1000 bytes")
            }
        }
    }

    @Test func anOpenQuoteBeyondTheLimitCostsOneLine() throws {
        var limits = TableLimits()
        limits.row = 1000
        let text = "a,b\n1,\"x\n" + String(repeating: "2,y\n", count: 5000)
        let reading = try Reading(csv: text, limits: limits, blockSize: 64)
        #expect(reading.rows.count == 5000)
        #expect(reading.faults.map(\.line) == [2])
    }

    @Test func filesWithoutAHeaderAreRefused() throws {
        #expect(throws: TableFault.empty) { try Reading(csv: "") }
        #expect(throws: TableFault.empty) { try Reading(csv: "\n\r\n,,,\n") }
        #expect(throws: TableFault.empty) { try Reading(csv: [0xEF, 0xBB, 0xBF]) }
        #expect(throws: TableFault.header(line: 2, reason: "it holds no names")) { try Reading(csv: "\n\" \",\n1,2\n") }
        #expect(throws: TableFault.self) { try Reading(csv: "\"a,b\n1,2\n") }
    }

    @Test func utf16WithoutAMarkIsRefusedWithAHint() throws {
        let fault = #expect(throws: TableFault.self) { try Reading(csv: "id,text\n1,a\n".utf16(isBigEndian: false)) }
        #expect(fault?.description.contains("UTF-16") == true)
    }

    @Test func whatIsNoFileIsRefused() throws {
        let folder = try Folder()
        #expect(throws: TableFault.notAFile(path: folder.path)) { try Reading(folder.path) }
        let missing = folder.path + "/none.csv"
        #expect(throws: TableFault.unreadable(path: missing, reason: "No such file or directory")) {
            try Reading(missing)
        }
        #expect(throws: TableFault.notAFile(path: "/dev/null")) { try Reading("/dev/null") }
    }

    @Test(arguments: [
        ("%PDF-1.7\n", "PDF"), ("<html><table>", "HTML"), ("\u{FEFF}  <!DOCTYPE html>", "HTML"),
        ("<?xml version=\"1.0\"?><Workbook/>", "XML"), ("MIME-Version: 1.0\r\n", "HTML"),
    ])
    func documentsUnderATablesNameAreRefused(front: String, kind: String) throws {
        let fault = #expect(throws: TableFault.self) { try Reading(csv: front) }
        #expect(fault?.description.contains(kind) == true)
    }

    @Test func aGzipFileCutShortIsRefused() throws {
        let folder = try Folder()
        let text = (0..<20_000).map { "\($0 &* 7919 % 10007),\($0)\n" }.joined()
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.gzip("t.gz", [Array(("a,b\n" + text).utf8)])))
        let cut = try folder.file("cut.gz", whole.prefix(whole.count / 2))
        #expect(throws: TableFault.broken(part: "gzip data", reason: "the file is cut short")) { try Reading(cut) }
        var damaged = Array(whole)
        for position in 2000..<2100 { damaged[position] ^= 0x55 }
        let broken = try folder.file("broken.gz", damaged)
        #expect(throws: TableFault.self) { try Reading(broken) }
    }

    @Test func aGzipFileThatUnpacksBeyondTheLimitIsRefused() throws {
        let folder = try Folder()
        var limits = TableLimits()
        limits.unpacked = 1 << 20
        let path = try folder.gzip("t.gz", [[UInt8](repeating: 0x61, count: 4 << 20)])
        #expect(throws: TableFault.tooLarge(part: "The unpacked content", limit: "1 MiB")) {
            try Reading(path, limits: limits)
        }
    }
}
