import ArgumentParser
import Desks
import Foundation
import Insight
import Tabular

struct Train: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Learn to sort texts into categories from requests that are sorted already.",
        discussion: """
            Without --from, from the city's own closed requests: the model advises at the desks after the next start. \
            It replaces the one in use only if it is better on the newest fifth, which it has not seen.

            The same files in the same order give the same model, byte for byte. With --champion, the model is \
            written only if it is better than that one on rows that neither has learned from; the comparison is \
            printed either way.
            """)
    @OptionGroup var options: StoreOptions
    @Option(
        parsing: .upToNextOption,
        help: "CSV or XLSX files with title and text, or cut words (tokens), and category.") var from: [String] = []
    @Option(help: "Model file to write.") var out: String?
    @Option(help: "Model to be beaten; it must not have learned from the rows of --held-out.") var champion: String?
    @Option(parsing: .upToNextOption, help: "Files both models are asked about.") var heldOut: [String] = []

    func validate() throws {
        guard from.isEmpty == (out == nil) else { throw ValidationError("--from and --out belong together.") }
        guard (champion == nil) == heldOut.isEmpty else {
            throw ValidationError("--champion and --held-out belong together.")
        }
    }

    func run() async throws {
        guard let out else { return try await learnFromOwn() }
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

    /// From the city's own closed requests, for its own desks.
    private func learnFromOwn() async throws {
        let champion = try? ClassifierFile.read(options.categoryModel)
        try await options.withDesks { desks in
            let training: CategoryTraining
            do {
                training = try await desks.administration.trainCategories(champion: champion)
            } catch let fault as Training.Fault {
                note(fault.description)
                throw ExitCode.failure
            }
            print("Learned from \(training.learned) closed requests, asked about \(training.asked) newer ones")
            for (level, quality) in training.evaluation.category.enumerated() {
                print(
                    String(
                        format: "level %d: macro-F1 %.3f, accuracy %.3f, calibration error %.3f", level + 1,
                        quality.macroF1, quality.accuracy, quality.calibrationError))
            }
            if let contest = training.contest {
                print(
                    String(
                        format: "model in use: macro-F1 %.3f, this one %.3f (chance alone: p = %.3f)",
                        contest.champion.macroF1, contest.challenger.macroF1, contest.chance))
            }
            guard training.isBetter else { return print("The model in use stays; nothing is written.") }
            try ClassifierFile.write(training.model, to: options.categoryModel)
            try training.record(at: currentInstant(), to: options.trainingRecord)
            print("\(options.categoryModel) written; the desks use it after the next start of `onedoor serve`.")
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
