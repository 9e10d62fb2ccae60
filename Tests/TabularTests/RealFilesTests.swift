import Foundation
import Tabular
import Testing

private let realFiles: String? = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = ProcessInfo.processInfo.environment["ONEDOOR_DATA"] ?? "/\(root)/../shared/data"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}()

/// Real files, which lie beside the project where they are at hand at all (`ONEDOOR_DATA` names another place).
@Suite(.enabled(if: realFiles != nil, "no folder with real data beside the project"))
struct RealFilesTests {
    @Test(arguments: [
        ("requests-mayor-mailbox.csv", 4326, "created"), ("requests-with-replies.csv", 1911, "replied"),
        ("requests-labelled-raw.csv", 240, "category"), ("requests-labelled-tokens.csv", 7073, "tokens"),
        ("taxonomy.csv", 517, "level3"), ("nyc-council-casework-2018-2021.csv.gz", 126_900, "opendate"),
    ])
    func everyRowIsRead(name: String, rows: Int, column: String) throws {
        let reader = try TableReader(path: #require(realFiles) + "/" + name)
        #expect(reader.encoding == .utf8)
        var count = 0
        while let row = try reader.next() {
            count += 1
            try #require(row.get()[column]?.isEmpty == false)
        }
        #expect(count == rows)
    }
}
