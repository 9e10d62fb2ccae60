import CityFiles
import Civics
import Foundation
import Tabular
import Testing

@testable import Desks

@Suite struct ImportMapTests {
    @Test func everyMapOfTheCitiesFitsItsCity() throws {
        var count = 0
        for folder in try FileManager.default.contentsOfDirectory(atPath: projectFolder + "/Cities") {
            let folder = "\(projectFolder)/Cities/\(folder)"
            guard let maps = try? FileManager.default.contentsOfDirectory(atPath: folder + "/maps") else { continue }
            let city = try loadCity(folder: folder)
            for map in maps {
                let map = try ImportMap.load("\(folder)/maps/\(map)", for: city)
                #expect(!map.source.isEmpty)
                count += 1
            }
        }
        #expect(count > 0)
    }

    @Test func aMapSaysWhatItReads() throws {
        let folder = try ImportFolder()
        let map = try folder.map()
        #expect(map.format == .csv)
        #expect(map.sheet == .first)
        #expect(map.source == "test")
        #expect(map.channel == .mailbox)
        #expect(map.closeOn == .replied)
        #expect(map.columns[.tags]?.map(\.name) == ["tag", "sort"])
    }

    @Test func aSheetIsNamedOrNumbered() throws {
        let folder = try ImportFolder()
        let map = ImportFolder.map.replacingOccurrences(of: "format: csv", with: "format: xlsx\nsheet: ")
        #expect(try folder.map(map.replacingOccurrences(of: "sheet: ", with: "sheet: 来信")).sheet == .named("来信"))
        #expect(try folder.map(map.replacingOccurrences(of: "sheet: ", with: "sheet: 2")).sheet == .number(2))
        #expect(try folder.map(map.replacingOccurrences(of: "sheet: ", with: "sheet: \"2\"")).sheet == .named("2"))
        #expect(
            try folder.faults(in: map.replacingOccurrences(of: "sheet: ", with: "sheet: 0"))
                == ["2: sheets are numbered from 1"])
    }

    @Test(arguments: [
        ("format: csv", "format: ods", "1: the format “ods” is unknown; it is one of auto, csv, xlsx"),
        ("format: csv", "format: csv\nsheet: 1", "2: a CSV file has no sheets; leave “sheet” out"),
        ("source: test", "sauce: test", "2: the key “sauce” is unknown; known are"),
        ("source: test", "sauce: test", "1: the key source is missing"),
        ("source: test", "source: [a]", "2: source must be a single value"),
        ("source: test", "source: my box", "2: source must be letters, digits and hyphens, 64 at most, not “my box”"),
        ("channel: mailbox", "channel: pigeon", "3: the channel “pigeon” is unknown; it is one of web, mobile"),
        ("id: id, ", "", "4: columns lacks id"), ("text: text, ", "", "4: columns lacks text"),
        ("received: created, ", "", "4: columns lacks received"),
        ("received: created", "received: [created, user]", "4: received is a time and must name one column"),
        ("replied: replied, ", "", "4: a reply needs its time: columns lacks replied"),
        ("replied: replied, ", "", "9: close_on is replied, which columns lacks"),
        ("caller: user", "calller: user", "4: the key “calller” is unknown; known are id, title"),
        ("caller: user", "caller: {}", "4: caller must name a column, or a list of columns"),
        ("yyyy/M/d H:mm\"", "yy/M/d\"", "5: “yy/M/d” is no date pattern"),
        ("dates: [", "dates: []\nx: [", "5: dates must name at least one way of writing them"),
        ("default: help, ", "", "6: kind lacks a default"),
        ("default: help", "default: hlep", "6: the city knows no kind “hlep”"),
        ("咨询: enquiry", "咨询: question", "6: the city knows no kind “question”"),
        ("\"990101\"", "\"999999\"", "7: the city knows no category “999999”"),
        ("column: field, ", "", "7: category has values but no column"),
        ("values: { 道路: \"010101\" }", "values: 道路", "7: values must be a mapping (value in the file: category)"),
        ("\"440604\"", "\"1234\"", "8: the city knows no place “1234”"),
        ("close_on: replied", "close_on: created", "9: close_on must be replied or closed"),
        ("close_on: replied", "close_on: closed", "9: close_on is closed, which columns lacks"),
        ("channel: mailbox", "channel: \"mailbox", "not YAML"),
        ("channel: mailbox", "source: again", "source stands twice"),
    ])
    func faultsAreNamedWithTheirLine(part: String, replacement: String, fault: String) throws {
        let folder = try ImportFolder()
        #expect(ImportFolder.map.contains(part))
        let faults = try folder.faults(in: ImportFolder.map.replacingOccurrences(of: part, with: replacement))
        #expect(faults.contains { $0.contains(fault) }, "\(faults)")
    }

    @Test func allFaultsAreNamedAtOnceInOrder() throws {
        let folder = try ImportFolder()
        let yaml = ImportFolder.map.replacingOccurrences(of: "csv", with: "ods")
            .replacingOccurrences(of: "\"440600\"", with: "\"x\"").replacingOccurrences(of: "help", with: "x")
        #expect(try folder.faults(in: yaml).map { $0.prefix(2) } == ["1:", "6:", "8:"])
    }

    @Test func whatIsNoMapAtAllIsRefused() throws {
        let folder = try ImportFolder()
        #expect(try folder.faults(in: "") == ["0: the map is empty"])
        #expect(try folder.faults(in: "- a\n- b\n") == ["1: the map must be a mapping (key: value)"])
        #expect(throws: CityFaults.self) { try ImportMap.load(folder.path + "/none.yml", for: folder.city) }
        let broken = try folder.file("broken.yml", [0x61, 0x3A, 0x20, 0xFF])
        #expect(throws: CityFaults.self) { try ImportMap.load(broken, for: folder.city) }
    }
}
