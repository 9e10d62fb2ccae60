import ArgumentParser
import Foundation
import Insight
import Tabular

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how well texts can be sorted into categories.",
        discussion: """
            Stratified cross-validation: each part of the rows is asked about by a classifier that learned from the \
            other parts. Same rows, same folds and same seed give the same figures.
            """)
    @Option(
        parsing: .upToNextOption,
        help: "CSV or XLSX files with title and text, or cut words (tokens), and category.") var from: [String]
    @Option(help: "Parts the rows are dealt into.") var folds = 5
    @Option(help: "Another seed deals the rows differently.") var seed: UInt64 = 0
    @Option(
        parsing: .upToNextOption,
        help: "Learn from all of --from and ask about the rows of these files instead.") var on: [String] = []
    @Flag(help: "As JSON.") var json = false

    func validate() throws {
        guard !from.isEmpty else { throw ValidationError("Name at least one file after --from.") }
        guard (2...50).contains(folds) else { throw ValidationError("--folds is between 2 and 50.") }
    }

    func run() throws {
        do {
            var table = LabelledTable()
            for path in from { try table.read(path) }
            let evaluation: Evaluation
            if on.isEmpty {
                evaluation = try Evaluation(of: table.texts, folds: folds, seed: seed) { done in
                    note("\(done) of \(folds) parts done")
                }
            } else {
                var asked = LabelledTable()
                for path in on { try asked.read(path) }
                evaluation = Evaluation(of: try Training().model(from: table.texts), on: asked.texts)
            }
            if table.skipped > 0 { note("\(table.skipped) rows left out: broken, or without a category") }
            try print(json ? EvaluationJSON(evaluation).text : EvaluationText(evaluation).text)
        } catch let fault as TableFault {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as ColumnMissing {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as Training.Fault {
            note(fault.description)
            throw ExitCode.failure
        }
    }
}

/// A line for whoever watches; standard output stays for results.
func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

/// An evaluation for people to read.
struct EvaluationText {
    private let evaluation: Evaluation

    init(_ evaluation: Evaluation) { self.evaluation = evaluation }

    var text: String {
        var parts: [String] = []
        for (level, quality) in evaluation.category.enumerated() {
            parts.append(
                section(evaluation.category.count > 1 ? "Category, level \(level + 1)" : "Category", quality))
        }
        if evaluation.category.count > 1 {
            let backed = evaluation.backedOff
            parts.append(
                """
                Backed off to what is at least \(Self.percent(backed.threshold)) probable: \
                \(Self.number(backed.meanLevels)) levels in the mean, \(Self.percent(backed.shareRight)) right as far \
                as they go
                """)
        }
        for (name, quality) in [
            ("Kind", evaluation.kind), ("Urgency", evaluation.urgency), ("Body", evaluation.body),
        ] {
            if let quality { parts.append(section(name, quality)) }
        }
        return parts.joined(separator: "\n\n")
    }

    private func section(_ name: String, _ quality: Quality) -> String {
        var lines = [
            """
            \(name): \(quality.rows) rows, macro-F1 \(Self.number(quality.macroF1)), accuracy \
            \(Self.number(quality.accuracy)), calibration error \(Self.number(quality.calibrationError)), \
            \(quality.unknown) unknown
            """,
            "  precision  recall      F1    rows  label",
        ]
        for label in quality.labels {
            lines.append(
                "     \(Self.number(label.precision))  \(Self.number(label.recall))  \(Self.number(label.f1))"
                    + Self.padded(label.rows, 8) + "  \(label.label)")
        }
        if quality.labels.count <= 12 {
            lines.append("  Confusion (rows: truth; columns: answer, the last one unknown or other)")
            for (label, counts) in zip(quality.labels, quality.confusion) {
                lines.append("  " + counts.map { Self.padded($0, 6) }.joined() + "  \(label.label)")
            }
        }
        lines.append("  Probability said → share right (rows)")
        for bin in quality.bins {
            lines.append(
                "     \(Self.number(bin.meanProbability)) → \(Self.number(bin.shareRight))" + Self.padded(bin.rows, 8))
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ value: Double) -> String { String(format: "%6.4f", value) }
    private static func percent(_ value: Double) -> String { String(format: "%.1f %%", value * 100) }
    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: " ", count: max(0, width - digits.count)) + digits
    }
}

/// An evaluation for programs to read.
struct EvaluationJSON {
    let text: String

    init(_ evaluation: Evaluation) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        text = String(decoding: try encoder.encode(Whole(evaluation)), as: UTF8.self)
    }

    private struct Whole: Encodable {
        var folds: Int
        var rows: Int
        var category: [Part]
        var backedOff: BackedOff
        var kind: Part?
        var urgency: Part?
        var body: Part?

        init(_ evaluation: Evaluation) {
            folds = evaluation.folds
            rows = evaluation.rows
            category = evaluation.category.map(Part.init)
            backedOff = BackedOff(
                threshold: evaluation.backedOff.threshold, meanLevels: evaluation.backedOff.meanLevels,
                shareRight: evaluation.backedOff.shareRight)
            kind = evaluation.kind.map(Part.init)
            urgency = evaluation.urgency.map(Part.init)
            body = evaluation.body.map(Part.init)
        }
    }

    private struct BackedOff: Encodable {
        var threshold: Double
        var meanLevels: Double
        var shareRight: Double
    }

    private struct Part: Encodable {
        var rows: Int
        var macroF1: Double
        var accuracy: Double
        var calibrationError: Double
        var unknown: Int
        var labels: [Label]
        var confusion: [[Int]]
        var reliability: [Bin]

        init(_ quality: Quality) {
            rows = quality.rows
            macroF1 = quality.macroF1
            accuracy = quality.accuracy
            calibrationError = quality.calibrationError
            unknown = quality.unknown
            labels = quality.labels.map {
                Label(label: $0.label, rows: $0.rows, precision: $0.precision, recall: $0.recall, f1: $0.f1)
            }
            confusion = quality.confusion
            reliability = quality.bins.map {
                Bin(from: $0.from, to: $0.to, rows: $0.rows, said: $0.meanProbability, right: $0.shareRight)
            }
        }
    }

    private struct Label: Encodable {
        var label: String
        var rows: Int
        var precision: Double
        var recall: Double
        var f1: Double
    }

    private struct Bin: Encodable {
        var from: Double
        var to: Double
        var rows: Int
        var said: Double
        var right: Double
    }
}
