import ArgumentParser
import Foundation
import Insight
import Tabular

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Learn to sort texts into categories from rows that are sorted already.",
        discussion: """
            The same files in the same order give the same model, byte for byte. With --champion, the model is \
            written only if it is better than that one on rows that neither has learned from; the comparison is \
            printed either way.
            """)
    @Option(
        parsing: .upToNextOption,
        help: "CSV or XLSX files with title and text, or cut words (tokens), and category.") var from: [String]
    @Option(help: "Model file to write.") var out: String
    @Option(help: "Model to be beaten; it must not have learned from the rows of --held-out.") var champion: String?
    @Option(parsing: .upToNextOption, help: "Files both models are asked about.") var heldOut: [String] = []

    func validate() throws {
        guard !from.isEmpty else { throw ValidationError("Name at least one file after --from.") }
        guard (champion == nil) == heldOut.isEmpty else {
            throw ValidationError("--champion and --held-out belong together.")
        }
    }

    func run() throws {
        do {
            let clock = ContinuousClock()
            let begin = clock.now
            var table = LabelledTable()
            for path in from { try table.read(path) }
            let model = try Training().model(from: table.texts)
            if table.skipped > 0 { note("\(table.skipped) rows left out: broken, or without a category") }
            note(
                String(
                    format: "Learned %d categories from %d texts in %.1f s", model.topCategories.count,
                    model.trainedOn, (clock.now - begin).inSeconds))
            if let champion, try !replaces(champion, by: model) { return }
            try ClassifierFile.write(model, to: out)
            print("\(out) written")
        } catch let fault as TableFault {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as ColumnMissing {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as ClassifierFileFault {
            note(fault.description)
            throw ExitCode.failure
        } catch let fault as Training.Fault {
            note(fault.description)
            throw ExitCode.failure
        }
    }

    private func replaces(_ champion: String, by model: TextModel) throws -> Bool {
        var asked = LabelledTable()
        for path in heldOut { try asked.read(path) }
        let contest = Contest(champion: try ClassifierFile.read(champion), challenger: model, on: asked.texts)
        print(
            String(
                format: """
                    On %d texts: champion macro-F1 %.4f, challenger %.4f; only the champion right %d times, only the \
                    challenger %d times (chance alone: p = %.3f)
                    """, contest.rows, contest.champion.macroF1, contest.challenger.macroF1, contest.onlyChampion,
                contest.onlyChallenger, contest.chance))
        print(contest.challengerWins ? "The challenger is better." : "The champion stays; nothing is written.")
        return contest.challengerWins
    }
}
