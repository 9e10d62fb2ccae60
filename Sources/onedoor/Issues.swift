import ArgumentParser
import Civics
import Foundation
import Insight
import Tabular

struct Issues: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find what many people bring up (热点问题).",
        discussion: """
            Groups the requests of a file by place and matter and prints the groups, the hottest first. Columns are \
            found by their names, English or Chinese: id, user, title, created, text, dislikes, likes.
            """)
    @Argument(help: "CSV (also gzipped) or XLSX.") var file: String
    @Flag(help: "Print all issues as JSON: title, heat, from, to, place, ids.") var json = false
    @Option(help: "Issues in the table.") var top = 20
    @Option(help: "Requests an issue has at least.") var least = 2

    func validate() throws {
        guard top > 0, least > 0 else { throw ValidationError("--top and --least are at least 1.") }
    }

    func run() async throws {
        guard let zone = CityZone("Asia/Shanghai") else { throw ValidationError("The zone data is missing.") }
        do {
            let clock = ContinuousClock()
            let begin = clock.now
            var table = try IssuesTable(path: file, required: [.created], zone: zone)
            var index = IssueIndex(zone: zone)
            var batch: [IssueRequest] = []
            while let entry = try table.next() {
                batch.append(entry.request)
                if batch.count == 16_384 {
                    await index.collect(batch)
                    batch.removeAll(keepingCapacity: true)
                }
            }
            await index.load(batch)
            let issues = index.issues(least: least)
            let time = (clock.now - begin).inSeconds
            if json { try printJSON(issues, zone) } else { printTable(issues, zone) }
            note(
                String(
                    format: "%d requests, %d issues in %.2f s", index.count, issues.count, time))
            table.reportSkipped()
        } catch let fault as TableFault {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as IssuesTable.Fault {
            note(fault.description)
            throw ExitCode.failure
        }
    }

    private func printTable(_ issues: [Issue], _ zone: CityZone) {
        var table = TextTable(["#", "heat", "requests", "people", "likes", "life", "from", "to", "place", "title"])
        for (rank, issue) in issues.prefix(top).enumerated() {
            table.add([
                "\(rank + 1)", String(format: "%.1f", issue.heat.points), "\(issue.requests.count)", "\(issue.people)",
                "\(issue.likes)", issue.life.rawValue, zone.day(of: issue.from).description,
                zone.day(of: issue.to).description, issue.place ?? "", String(issue.title.prefix(40)),
            ])
        }
        print(table.text)
        print(
            "Heat = requests + people + likes and dislikes + severity + growth + recency; --json shows each part.")
    }

    private func printJSON(_ issues: [Issue], _ zone: CityZone) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
        print(String(decoding: try encoder.encode(issues.map { IssueJSON($0, zone) }), as: UTF8.self))
    }
}

/// An issue as the command prints it.
private struct IssueJSON: Encodable {
    let title: String
    let heat: Double
    let from: String
    let to: String
    let place: String
    let ids: [String]
    let people: Int
    let life: String
    let words: [String]
    let heatParts: [String: Double]

    init(_ issue: Issue, _ zone: CityZone) {
        func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
        title = issue.title
        heat = rounded(issue.heat.points)
        from = zone.day(of: issue.from).description
        to = zone.day(of: issue.to).description
        place = issue.place ?? ""
        ids = issue.requests
        people = issue.people
        life = issue.life.rawValue
        words = issue.words
        let parts = issue.heat
        heatParts = [
            "requests": rounded(parts.count), "people": rounded(parts.people), "support": rounded(parts.support),
            "severity": rounded(parts.severity), "growth": rounded(parts.growth), "recency": rounded(parts.recency),
        ]
    }
}

extension IssuesTable {
    /// Says on standard error which rows were passed over, the first ten of them.
    func reportSkipped() {
        guard !skipped.isEmpty else { return }
        note("\(skipped.count) of \(rows) rows passed over:")
        for row in skipped.prefix(10) { note("  line \(row.line): \(row.reason)") }
        if skipped.count > 10 { note("  … and \(skipped.count - 10) more") }
    }
}

/// Columns of text that stand under each other; Chinese characters are two wide.
struct TextTable {
    private var rows: [[String]]

    init(_ header: [String]) { rows = [header] }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { Self.width($0[column]) }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, field) in row.enumerated() {
                let padding = column == row.count - 1 ? 0 : widths[column] - Self.width(field) + 2
                line += field + String(repeating: " ", count: padding)
            }
            return line
        }.joined(separator: "\n")
    }

    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
                0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFF:
                sum + 2
            default: sum + 1
            }
        }
    }
}
