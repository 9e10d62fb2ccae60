import Foundation
import Tabular
import Testing

@Suite struct CSVWriterTests {
    @Test func fieldsAreQuotedWhereTheyMustBe() {
        let line = CSVFormat().line(["1", "a,b", "say \"hi\"", "two\nlines", "路灯", ""])
        #expect(line == "1,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",路灯,\r\n")
    }

    @Test func formulasAreLeftAloneUnlessAsked() {
        let fields = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "-12.5", "+86", "-", "a=b", ""]
        #expect(CSVFormat().line(["=1+1", "@x"]) == "=1+1,@x\r\n")
        let line = CSVFormat(neutralisesFormulas: true).line(fields)
        #expect(line == "'=1+1,'+cmd,'-2+3,'@SUM(A1),\"'\t=1\",-12.5,+86,'-,a=b,\r\n")
    }

    /// Whatever is written is read again: quotes, line breaks of all kinds, delimiters, emoji, empty fields.
    @Test(arguments: 1...200)
    func whatIsWrittenIsReadAgain(seed: Int) throws {
        var random = SeededGenerator(state: UInt64(seed))
        let pieces = [
            "\"", "\"\"", "\n", "\r", "\r\n", ",", ";", "\t", " ", "a", "Z9", "路", "灯不亮", "🏮", "👨‍👩‍👧", "é", "\u{FEFF}",
            "\u{0B}",
            "=1", "'", "\u{FFFD}", "𠀀",
        ]
        let width = Int.random(in: 1...6, using: &random)
        let header = (1...width).map { "column \($0)" }
        let rows = (0..<Int.random(in: 0...40, using: &random)).map { _ in
            (0..<width).map { _ in
                (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                    .joined()
            }
        }
        let folder = try Folder()
        let path = folder.path + "/t.csv"
        let writer = try CSVWriter(path: path, mark: Bool.random(using: &random))
        try writer.write(header)
        for row in rows { try writer.write(row) }
        try writer.close()

        let reading = try Reading(path, blockSize: Int.random(in: 64...300, using: &random))
        #expect(reading.header == header)
        #expect(reading.faults.isEmpty)
        // Swift takes \r\n and composed letters for equal to others; the bytes must be.
        #expect(reading.fields.map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    }

    @Test func aFileThatCannotBeMadeIsReported() throws {
        let folder = try Folder()
        #expect(throws: TableFault.self) { try CSVWriter(path: folder.path) }
        let writer = try CSVWriter(path: folder.path + "/t.csv")
        try writer.close()
        try writer.close()
        #expect(throws: TableFault.unwritable(path: writer.path, reason: "it is closed already")) {
            try writer.write(["late"])
        }
        if FileManager.default.fileExists(atPath: "/dev/full") {
            let full = try CSVWriter(path: "/dev/full")
            try full.write(["a"])
            #expect(throws: TableFault.self) { try full.close() }
        }
    }
}
