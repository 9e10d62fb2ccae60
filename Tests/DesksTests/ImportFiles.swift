import CityFiles
import Civics
import Foundation
import Tabular
import Testing

@testable import Desks

/// The project's own folder.
let projectFolder = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

/// Real files, which lie beside the project where they are at hand at all (`ONEDOOR_DATA` names another place).
let realFiles: String? = {
    let path = ProcessInfo.processInfo.environment["ONEDOOR_DATA"] ?? projectFolder + "/../shared/data"
    return FileManager.default.fileExists(atPath: path) ? path : nil
}()

/// A folder with a map and a file to import, gone when the test is.
final class ImportFolder {
    static let city = Result { try loadCity(folder: projectFolder + "/Cities/foshan") }

    /// A map that uses every key; `columns` and the rest can be replaced line by line.
    static let map = """
        format: csv
        source: test
        channel: mailbox
        columns: { id: id, title: title, text: text, received: created, caller: user, phone: phone, reply: reply, replied: replied, tags: [tag, sort] }
        dates: ["yyyy-MM-dd HH:mm:ss", "yyyy/M/d H:mm"]
        kind: { default: help, column: sort, values: { 投诉: complaint, 咨询: enquiry } }
        category: { default: "990101", column: field, values: { 道路: "010101" } }
        place: { default: "440600", column: place, values: { 禅城: "440604" } }
        close_on: replied
        """
    static let header = "id,title,text,created,user,phone,reply,replied,tag,sort,field,place"

    let path: String
    let city: City

    init() throws {
        city = try Self.city.get()
        path = NSTemporaryDirectory() + "import-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try Data(bytes).write(to: URL(filePath: path + "/" + name))
        return path + "/" + name
    }

    func map(_ yaml: String = map) throws -> ImportMap {
        try ImportMap.load(file("map.yml", yaml.utf8), for: city)
    }

    /// The faults of a map as `line: message`.
    func faults(in yaml: String) throws -> [String] {
        let faults = #expect(throws: CityFaults.self) { try map(yaml) }
        return (faults?.faults ?? []).map { "\($0.line ?? 0): \($0.message)" }
    }

    /// Reads rows under the usual header.
    func read(_ rows: [String], map yaml: String = map) throws -> ImportOutcome {
        let text = ([Self.header] + rows).joined(separator: "\n")
        return try ImportOutcome(file("t.csv", text.utf8), map: map(yaml), city: city)
    }
}

/// All that an import reads.
struct ImportOutcome {
    var records: [ImportRecord] = []
    var faults: [RowFault] = []

    init(_ path: String, map: ImportMap, city: City) throws {
        let reading = try ImportReading(path: path, map: map, city: city)
        while let row = try reading.next() {
            switch row {
            case .success(let record): records.append(record)
            case .failure(let fault): faults.append(fault)
            }
        }
    }

    var reasons: [String] { faults.map(\.description) }
    var warnings: [String] { records.flatMap(\.warnings).map(\.description) }
}
