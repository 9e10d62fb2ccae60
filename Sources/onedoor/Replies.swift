import ArgumentParser
import Civics
import Foundation
import Insight
import Tabular

struct Replies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score replies to requests (答复质量).",
        discussion: """
            Each reply gets 0 to 100 points from five parts: relevance 30, completeness 25, commitment (who, what, when, \
            whom to ask) 20, promptness 15, basis 10. Columns are found by their names, English or Chinese: id, title, \
            created, text, reply, replied.
            """)
    @Argument(help: "CSV (also gzipped) or XLSX.") var file: String
    @Flag(help: "Print every reply with its parts and what they rest on as JSON.") var json = false
    @Option(help: "Replies in the table: the worst.") var top = 20

    func validate() throws {
        guard top > 0 else { throw ValidationError("--top is at least 1.") }
    }

    func run() async throws {
        guard let zone = CityZone("Asia/Shanghai") else { throw ValidationError("The zone data is missing.") }
        do {
            let clock = ContinuousClock()
            let begin = clock.now
            var table = try IssuesTable(path: file, required: [.reply], zone: zone)
            var entries: [IssuesTable.Entry] = []
            while let entry = try table.next() { entries.append(entry) }
            let judge = ReplyJudge(background: entries.map { $0.request.title + "。" + $0.request.text })
            let scored = entries.map { entry in
                let asked = entry.request.at.milliseconds == 0 ? nil : entry.request.at
                return ScoredReply(
                    id: entry.request.id, title: entry.request.title,
                    score: judge.score(
                        entry.reply, to: (entry.request.title, entry.request.text), asked: asked, replied: entry.replied
                    ))
            }
            let time = (clock.now - begin).inSeconds
            if json { try printJSON(scored) } else { printTable(scored) }
            note(String(format: "%d replies in %.2f s", scored.count, time))
            table.reportSkipped()
        } catch let fault as TableFault {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as IssuesTable.Fault {
            note(fault.description)
            throw ExitCode.failure
        }
    }

    private func printTable(_ replies: [ScoredReply]) {
        var kinds: [ReplyScore.Kind: Int] = [:]
        for reply in replies { kinds[reply.score.kind, default: 0] += 1 }
        let mean = replies.reduce(0) { $0 + $1.score.points } / Double(max(1, replies.count))
        print(String(format: "Mean %.1f points.", mean), terminator: "")
        for kind in [ReplyScore.Kind.answer, .transfer, .receipt, .empty] {
            print(" \(kind.rawValue): \(kinds[kind] ?? 0).", terminator: "")
        }
        print()
        var table = TextTable([
            "id", "points", "kind", "relevance", "complete", "basis", "commitment", "prompt", "title",
        ])
        let worst = replies.sorted { ($0.score.points, $0.id) < ($1.score.points, $1.id) }
        for reply in worst.prefix(top) {
            let score = reply.score
            func shown(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "?" }
            table.add([
                reply.id, String(format: "%.1f", score.points), score.kind.rawValue, shown(score.relevance.value),
                shown(score.completeness.value), shown(score.basis.value), shown(score.commitment.value),
                shown(score.promptness?.value), String(reply.title.prefix(30)),
            ])
        }
        print(table.text)
    }

    private func printJSON(_ replies: [ScoredReply]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes, .sortedKeys]
        print(String(decoding: try encoder.encode(replies), as: UTF8.self))
    }
}

private struct ScoredReply: Encodable {
    let id: String
    let title: String
    let score: ReplyScore

    private enum Key: String, CodingKey { case id, title, points, kind, parts }
    private struct Part: Encodable {
        let value: Double
        let evidence: [String]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(title, forKey: .title)
        try container.encode((score.points * 10).rounded() / 10, forKey: .points)
        try container.encode(score.kind.rawValue, forKey: .kind)
        var parts: [String: Part] = [:]
        let all = [
            ("relevance", score.relevance), ("completeness", score.completeness), ("basis", score.basis),
            ("commitment", score.commitment),
        ]
        for (name, part) in all {
            parts[name] = Part(value: (part.value * 100).rounded() / 100, evidence: part.evidence)
        }
        if let promptness = score.promptness {
            parts["promptness"] = Part(
                value: (promptness.value * 100).rounded() / 100, evidence: promptness.evidence)
        }
        try container.encode(parts, forKey: .parts)
    }
}
