import ArgumentParser
import Foundation
import Insight
import Tabular

struct Classify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sort the texts of a file into categories.",
        discussion: """
            Writes a row for each row of the file, in order, with the columns category and probability. A row that \
            can't be read, and a text that says nothing the model knows, is unknown with probability 0.
            """)
    @Argument(help: "CSV or XLSX with title and text, or cut words (tokens).") var file: String
    @Option(help: "Model made by onedoor train.") var model: String
    @Option(help: "CSV file to write.") var out: String
    @Option(help: "Of categories with several levels, the deepest that is at least this probable.")
    var threshold = 0.5

    func validate() throws {
        guard (0...1).contains(threshold) else { throw ValidationError("--threshold is between 0 and 1.") }
    }

    func run() throws {
        do {
            let clock = ContinuousClock()
            let begin = clock.now
            let classifier = Classifier(try ClassifierFile.read(model))
            let loaded = clock.now
            let rows = try classify(with: classifier)
            let times = (load: (loaded - begin).inSeconds, work: (clock.now - loaded).inSeconds)
            note(
                String(
                    format: "%d texts in %.2f s (%.0f a second), model loaded in %.0f ms", rows, times.work,
                    Double(rows) / max(times.work, 1e-9), times.load * 1000))
        } catch let fault as TableFault {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as ColumnMissing {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as ClassifierFileFault {
            note(fault.description)
            throw ExitCode.failure
        }
    }

    private func classify(with classifier: Classifier) throws -> Int {
        let reader = try TableReader(path: file)
        let columns = TextColumns(reader.header)
        guard columns.title != nil || columns.text != nil else {
            throw ColumnMissing(path: file, what: "text", found: reader.header.names)
        }
        let writer = try CSVWriter(path: out)
        try writer.write(["category", "probability"])
        var rows = 0
        while let row = try reader.next() {
            let choice = (try? row.get()).flatMap { category(of: $0, columns, classifier) }
            try writer.write([
                choice?.label ?? "unknown", choice.map { Self.fourDigits($0.probability) } ?? "0",
            ])
            rows += 1
        }
        try writer.close()
        return rows
    }

    private func category(
        of row: TableRow, _ columns: TextColumns, _ classifier: Classifier
    ) -> Suggestion.Choice? {
        func bytes<T>(_ column: Int?, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
            column.map { row.withBytes(at: $0, body) } ?? body(UnsafeBufferPointer(start: nil, count: 0))
        }
        return bytes(columns.title) { title in
            bytes(columns.text) { text in
                classifier.category(title: title, text: text, atLeast: threshold)
            }
        }
    }

    /// `0.9731`; formatters of Foundation would take longer than the classification.
    private static func fourDigits(_ probability: Double) -> String {
        let digits = String(Int((min(1, max(0, probability)) * 10_000).rounded()))
        guard digits.utf8.count < 5 else { return "1" }
        return "0." + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
