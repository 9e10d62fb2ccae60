import Foundation
import Testing

@testable import Tabular

@Suite struct CSVReaderTests {
    @Test func fieldsAreFoundByPositionAndByName() throws {
        let reading = try Reading(csv: "id,title\n7,路灯\n")
        let row = try #require(reading.rows.first)
        #expect(row[1] == "路灯")
        #expect(row["title"] == "路灯")
        #expect(row["none"] == nil)
        #expect(row.withBytes(at: 0) { Array($0) } == [0x37])
        #expect(!row.isEmpty(at: 0))
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [true, false])
    func everyLineEndIsUnderstood(lineEnd: String, endsWithOne: Bool) throws {
        let text = ["a,b", "1,2", "3,4"].joined(separator: lineEnd) + (endsWithOne ? lineEnd : "")
        for blockSize in 64...70 {
            let reading = try Reading(csv: text, blockSize: blockSize)
            #expect(reading.fields == [["1", "2"], ["3", "4"]])
            #expect(reading.lines == [2, 3])
        }
    }

    @Test func lineEndsMayBeMixed() throws {
        let reading = try Reading(csv: "a,b\r\n1,2\n3,4\r5,6\r\n\r\n7,8")
        #expect(reading.fields == [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]])
        #expect(reading.lines == [2, 3, 4, 6])
    }

    @Test(arguments: [",", ";", "\t"])
    func theDelimiterIsFound(delimiter: String) throws {
        let lines = ["id|title|text", "1|路灯|不亮，已三天; 请修", "2|\"a, b\"|c"]
        let text = lines.map { $0.replacingOccurrences(of: "|", with: delimiter) }.joined(separator: "\n")
        let reading = try Reading(csv: delimiter == ";" ? text.replacingOccurrences(of: "; ", with: "。") : text)
        #expect(reading.header == ["id", "title", "text"])
        #expect(reading.rows.map { $0[1] } == ["路灯", "a, b"])
        #expect(reading.faults.isEmpty)
    }

    @Test func manyCommasInTextsDoNotHideATab() throws {
        let reading = try Reading(csv: "编号\t内容\n1\ta,b,c,d\n2\te,f,g\n3\th\n")
        #expect(reading.header == ["编号", "内容"])
        #expect(reading.fields == [["1", "a,b,c,d"], ["2", "e,f,g"], ["3", "h"]])
    }

    @Test func aFileOfOneColumnIsATable() throws {
        let reading = try Reading(csv: "内容\n路灯\n井盖\n")
        #expect(reading.header == ["内容"])
        #expect(reading.fields == [["路灯"], ["井盖"]])
    }

    @Test func quotedFieldsHoldDelimitersQuotesAndLineBreaks() throws {
        let reading = try Reading(
            csv: "id,text,end\n1,\"a,\"\"b\"\"\nc\r\nd\re\",x\n2,\"\",y\n3,\"\"\"\",z\n")
        #expect(reading.fields == [["1", "a,\"b\"\nc\r\nd\re", "x"], ["2", "", "y"], ["3", "\"", "z"]])
        #expect(reading.lines == [2, 6, 7])
    }

    @Test func quotesInTheMiddleAreCharactersLikeOthers() throws {
        let reading = try Reading(csv: "id,text\n1,5\" pipe\n2,he said \"no\"\n3, \"a\n")
        #expect(reading.fields == [["1", "5\" pipe"], ["2", "he said \"no\""], ["3", " \"a"]])
    }

    @Test func blanksBehindAClosingQuoteAreSkipped() throws {
        let reading = try Reading(csv: "id,text\n\"1\" ,\"a\"\t\n")
        #expect(reading.fields == [["1", "a"]])
    }

    @Test func aDelimiterAtTheEndOfEachRowAddsNoColumn() throws {
        let reading = try Reading(csv: "a,b,\n1,2,\n3,4,\n")
        #expect(reading.header == ["a", "b"])
        #expect(reading.fields == [["1", "2"], ["3", "4"]])
        let rowsOnly = try Reading(csv: "a,b\n1,2,\n3,4,,,\n")
        #expect(rowsOnly.fields == [["1", "2"], ["3", "4"]])
        #expect(rowsOnly.faults.isEmpty)
    }

    @Test func blankRowsAreSkippedAndCounted() throws {
        let reading = try Reading(csv: "\n\na,b\n\n1,2\n,\n\"\",\n3,4\n\n\n")
        #expect(reading.header == ["a", "b"])
        #expect(reading.fields == [["1", "2"], ["", ""], ["3", "4"]])
        #expect(reading.lines == [5, 7, 8])
    }

    @Test func headerNamesAreTrimmed() throws {
        let reading = try Reading(csv: "\u{FEFF}\u{FEFF} 编号 ,\"标题\n\",　内容　\n1,2,3\n")
        #expect(reading.header == ["编号", "标题", "内容"])
        #expect(reading.lines == [3])
    }

    @Test func aFieldOfTenMegabytesIsRead() throws {
        let large = String(repeating: "路灯,不亮\n", count: 800_000)
        #expect(large.utf8.count > 10_000_000)
        let reading = try Reading(csv: "id,text\n1,\"\(large)\"\n2,b\n")
        #expect(reading.rows.count == 2)
        #expect(reading.rows[0][1] == large)
        #expect(reading.lines == [2, 800_003])
    }

    @Test func controlCharactersAreLeftAsTheyAre() throws {
        let reading = try Reading(csv: "id,text\n1,a\u{0B}b\u{08}c\u{1F}\u{7F}\n")
        #expect(reading.fields == [["1", "a\u{0B}b\u{08}c\u{1F}\u{7F}"]])
    }

    @Test func gzipIsUnpackedWithAllItsMembers() throws {
        let folder = try Folder()
        let path = try folder.gzip("t.csv.gz", [Array("a,b\n1,2\n".utf8), Array("3,路灯\n".utf8)])
        let reader = try TableReader(path: path)
        #expect(reader.format == .csv)
        #expect(try reader.next()?.get().fields == ["1", "2"])
        #expect(try reader.next()?.get().fields == ["3", "路灯"])
        #expect(try reader.next() == nil)
        #expect(reader.progress.done == reader.progress.total)
        #expect(reader.progress.total > 0)
    }

    @Test func progressGrowsToTheSizeOfTheFile() throws {
        let folder = try Folder()
        let text = "a,b\n" + String(repeating: "1,2\n", count: 200_000)
        let reader = try TableReader(path: folder.file("t.csv", text.utf8))
        let atStart = reader.progress
        var last = 0
        while try reader.next() != nil {
            #expect(reader.progress.done >= last)
            last = reader.progress.done
        }
        #expect(atStart.done < atStart.total)
        #expect(atStart.total == text.utf8.count)
        #expect(last == text.utf8.count)
    }
}
