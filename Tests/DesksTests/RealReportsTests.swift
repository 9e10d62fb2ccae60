import CityFiles
import Civics
import Foundation
import Reporting
import Storage
import TestSupport
import Testing

@testable import Desks

/// Reports over what people really asked, where the files lie beside the project.
@Suite(.enabled(if: realFiles != nil, "no folder with real data beside the project"))
struct RealReportsTests {
    private struct Input: Sendable, CustomTestStringConvertible {
        let city: String
        let map: String
        let file: String
        let orders: [String]
        var testDescription: String { file }
    }

    private static let mailbox = Input(
        city: "foshan", map: "mayor-mailbox", file: "requests-mayor-mailbox.csv",
        orders: ["2019-08", "2019-Q3", "2019", "2019-07-15..2019-09-14"])
    private static let replies = Input(
        city: "foshan", map: "mailbox-with-replies", file: "requests-with-replies.csv",
        orders: ["2018-11", "2019-Q2", "2019"])
    /// 126,900 rows take more than a minute to load in a debug build.
    private static let newYork = Input(
        city: "new-york", map: "council-casework", file: "nyc-council-casework-2018-2021.csv.gz",
        orders: ["2020-04", "2020-Q2", "2020"])

    private static let inputs =
        ProcessInfo.processInfo.environment["ONEDOOR_MEASURE"] == nil
        ? [mailbox, replies] : [mailbox, replies, newYork]

    /// Monthly, quarterly and annual reports hold, in both languages, the sums of the store's own figures, and can be frozen.
    @Test(arguments: inputs)
    private func reportsOverRealRequestsHoldTheirFigures(input: Input) async throws {
        let folder = "\(projectFolder)/Cities/\(input.city)"
        let city = try loadCity(folder: folder)
        let house = try await TestStore(city: city)
        let place = NSTemporaryDirectory() + "onedoor-real-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        // Faults are written beside the file, which is somebody else's.
        let file = "\(place)/\(input.file)"
        try FileManager.default.copyItem(atPath: try #require(realFiles) + "/" + input.file, toPath: file)
        let map = try ImportMap.load("\(folder)/maps/\(input.map).yml", for: city)
        let result = try await house.desks.administration.importRequests(from: file, map: map) { _, _ in }
        #expect(result.loaded > 1_800)
        let today = CityDay("2026-11-28")!
        _ = try await house.store.sumUpFigures(before: today)
        let context = OperationContext(actor: TestActor.supervisor, now: city.zone.startOfDay(today))
        var told = 0
        for order in input.orders.compactMap({ ReportOrder($0) }) {
            for language in Language.allCases {
                let report = try await house.desks.advice.report(order, in: language, isDemonstration: false, context)
                #expect(report.sections.count > 5 && report.order == order)
                #expect(try ReportDocument(json: report.json) == report)
                let figures = Set(report.numbers.flatMap(\.basis.figures))
                told += figures.count
                try await house.store.database.read { connection in
                    for figure in figures {
                        let query = figure.query
                        let sums = try FigureStore.sums(query.measure, query.cut, query.days, on: connection)
                        let sum = sums.first { $0.first == query.first && $0.second == query.second }?.amount ?? 0
                        #expect(figure.value == sum, "\(order) \(figure.name) \(query)")
                    }
                }
            }
        }
        #expect(told > 40)
    }
}
