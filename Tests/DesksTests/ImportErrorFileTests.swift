import Civics
import Foundation
import Tabular
import Testing

@testable import Desks

@Suite struct ImportErrorFileTests {
    @Test func badRowsCanBeMendedAndLoadedAgain() throws {
        let folder = try ImportFolder()
        let text = "\(ImportFolder.header)\n7,=1+1,\"b, \"\"c\"\"\n灯\",soon,,,,,,,,\n8,a,b,2019/3/1 9:05,,,,,,,,\n"
        let path = try folder.file("t.csv", text.utf8)
        let reading = try ImportReading(path: path, map: folder.map(), city: folder.city)
        let errors = ImportErrorFile(beside: path, header: reading.header)
        while let row = try reading.next() {
            if case .failure(let fault) = row { try errors.write(fault) }
        }
        try errors.close()
        #expect(errors.count == 1)
        #expect(errors.path == path + ".errors.csv")

        let bytes = try Data(contentsOf: URL(filePath: errors.path))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let table = try TableReader(path: errors.path)
        #expect(table.header.names == ["line", "reason"] + reading.header)
        let row = try #require(try table.next()?.get())
        #expect(row["line"] == "2")
        #expect(row["reason"]?.hasPrefix("column “created”: “soon” is no time") == true)
        #expect(row["text"] == "b, \"c\"\n灯")
        #expect(row["title"] == "'=1+1")

        let mended = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: ",soon,", with: ",2019/3/1 9:05,")
        let again = try ImportOutcome(
            folder.file("mended.csv", mended.utf8), map: folder.map(), city: folder.city)
        #expect(again.records.map(\.id) == ["7"])
    }

    @Test func withoutBadRowsThereIsNoFile() throws {
        let folder = try ImportFolder()
        let old = try folder.file("t.csv.errors.csv", "line,reason\n".utf8)
        let errors = ImportErrorFile(beside: folder.path + "/t.csv", header: ["id"])
        #expect(errors.path == old)
        try errors.close()
        #expect(!FileManager.default.fileExists(atPath: old))
    }
}
