import CityFiles
import Civics
import Tabular
import Testing

@testable import Desks

@Suite(.enabled(if: realFiles != nil, "no folder with real data beside the project"))
struct ImportRealFilesTests {
    @Test(arguments: [
        ("foshan", "mayor-mailbox", "requests-mayor-mailbox.csv", 4326),
        ("foshan", "mailbox-with-replies", "requests-with-replies.csv", 1911),
        ("foshan", "mailbox-labelled", "requests-labelled-raw.csv", 240),
        ("new-york", "council-casework", "nyc-council-casework-2018-2021.csv.gz", 126_900),
    ])
    func everyRowIsLoadedOrReported(city: String, map: String, file: String, rows: Int) throws {
        let folder = "\(projectFolder)/Cities/\(city)"
        let city = try loadCity(folder: folder)
        let map = try ImportMap.load("\(folder)/maps/\(map).yml", for: city)
        let outcome = try ImportOutcome(#require(realFiles) + "/" + file, map: map, city: city)
        #expect(outcome.records.count + outcome.faults.count == rows)
        // What is refused lacks any text, repeats an id, or names a region that does not exist.
        #expect(outcome.faults.count < rows / 100)
        #expect(Set(outcome.records.map(\.id)).count == outcome.records.count)
        let known = ["there is no text", "stands in line", "is no known region"]
        for fault in outcome.faults {
            try #require(known.contains { fault.reason.contains($0) })
        }
    }
}
