import ArgumentParser
import CityFiles
import Civics
import Desks
import Foundation
import Tabular

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load what other systems hold.", subcommands: [Requests.self])

    struct Requests: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load requests from a CSV or XLSX file.",
            discussion: """
                The map says which column is what (see Cities/README.md). Rows that can't be loaded are written to \
                FILE.errors.csv with line and reason; the rest is loaded. Running it twice changes nothing.
                """)
        @OptionGroup var options: StoreOptions
        @Argument(help: "CSV or XLSX, also gzipped CSV; the encoding is found by itself.") var file: String
        @Option(help: "File that maps columns to fields.") var map: String

        func run() async throws {
            try await options.withDesks { desks in
                let start = ContinuousClock.now
                var line = ProgressLine("Loading \((file as NSString).lastPathComponent)", unit: "rows")
                do {
                    let importMap = try ImportMap.load(map, for: desks.city)
                    let result = try await desks.administration.importRequests(from: file, map: importMap) {
                        rows, progress in
                        line.update(done: progress.done, total: progress.total, count: rows)
                    }
                    let rows = result.loaded + result.known + result.failed
                    line.finish(count: rows)
                    report(result, rows: rows, took: ContinuousClock.now - start)
                } catch let faults as CityFaults {
                    for fault in faults.faults { print(fault) }
                    throw ExitCode.failure
                } catch let fault as TableFault {
                    print(fault)
                    throw ExitCode.failure
                }
            }
        }

        private func report(_ result: ImportResult, rows: Int, took: Duration) {
            let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
            print(
                """
                \(rows) rows in \(Int(seconds * 10) / 10) s: \(result.loaded) loaded, \(result.known) known from before, \
                \(result.failed) not loaded, \(result.remarks) remarks
                """)
            if let path = result.errorFile { print("Lines and reasons: \(path)") }
        }
    }
}
