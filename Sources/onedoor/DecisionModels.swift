import ArgumentParser
import DecisionModel
import Foundation

/// Decision models: check them, ask them, run the compatibility kit.
struct DecisionModelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dmn", abstract: "Read, check and ask decision models (DMN 1.1 to 1.5).",
        subcommands: [Evaluate.self, Check.self, Test.self])

    struct Evaluate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make decisions with facts from JSON.")
        @Argument(help: "The model; models it imports are looked for beside it.") var model: String
        @Option(help: "Facts: a JSON object, or the name of a file with one.") var input = "{}"
        @Option(help: "The decision to make; all of them without it.") var decision: String?
        @Option(help: "A fact that exists but is not known; may be given more than once.") var unknown: [String] = []
        @Flag(help: "Say which rules hit, and why the others did not.") var explain = false

        func run() async throws {
            let model = try loaded(model)
            let text = FileManager.default.contents(atPath: input).map { Array($0) } ?? Array(input.utf8)
            var facts: Facts
            do throws(JSONReader.Fault) {
                facts = try model.facts(json: text)
            } catch {
                throw ValidationError("The input is no JSON: \(error.message), at byte \(error.position + 1).")
            }
            facts.unknown = Set(unknown)
            for name in unknown { facts.values[name] = nil }
            for name in decision.map({ [$0] }) ?? model.decisions { try answer(name, facts, model) }
        }

        private func answer(_ name: String, _ facts: Facts, _ model: DecisionModel) throws {
            let trace = explain ? Trace() : nil
            let outcome: Outcome
            do throws(NoSuchElement) {
                outcome = try model.evaluate(name, with: facts, trace: trace)
            } catch {
                throw ValidationError(
                    "The model has no decision “\(name)”. It has: \(model.decisions.joined(separator: ", ")).")
            }
            if let trace { print(trace.explanation) }
            if facts.unknown.isEmpty {
                print("\(name): \(outcome.value.json)")
            } else {
                print("\(name): \(try model.settling(name, with: facts).description)")
            }
            for diagnostic in outcome.diagnostics.prefix(20) { printError(diagnostic.description) }
            if outcome.diagnostics.count > 20 { printError("… and \(outcome.diagnostics.count - 20) more") }
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is wrong with a model: types, names, links, gaps and overlaps of tables.")
        @Argument(help: "The model; models it imports are looked for beside it.") var model: String

        func run() async throws {
            let files = try files(of: model)
            let (compiled, diagnostics) = DecisionModel.compile(files)
            let all = diagnostics + (compiled?.tableDiagnostics ?? [])
            for diagnostic in all { print(diagnostic) }
            let errors = all.count { $0.severity == .error }
            print("\(errors) errors, \(all.count { $0.severity == .warning }) warnings")
            if errors > 0 { throw ExitCode.failure }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run the tests of the compatibility kit in a folder, or of any folder laid out like it.")
        @Argument(help: "The folder.") var folder: String
        @Option(help: "File for the results in the form that the kit collects.") var csv: String?

        func run() async throws {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw ValidationError("“\(folder)” is no folder.")
            }
            var runner = KitRunner()
            runner.run(folder: folder)
            if let csv { try Data(runner.csv.utf8).write(to: URL(fileURLWithPath: csv)) }
            print(runner.report, terminator: "")
            if runner.failed > 0 { throw ExitCode.failure }
        }
    }
}

/// The file of a model, and the other models beside it.
private func files(of path: String) throws -> [ModelFile] {
    guard let data = FileManager.default.contents(atPath: path) else {
        throw ValidationError("There is no file “\(path)”.")
    }
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let others = names.filter { $0.hasSuffix(".dmn") && $0 != url.lastPathComponent }.sorted()
    return [ModelFile(name: path, bytes: Array(data))]
        + others.compactMap { name in
            FileManager.default.contents(atPath: folder.appendingPathComponent(name).path).map {
                ModelFile(name: name, bytes: Array($0))
            }
        }
}

/// A model that can be asked; what is wrong with it goes to the standard error.
private func loaded(_ path: String) throws -> DecisionModel {
    let (model, diagnostics) = DecisionModel.compile(try files(of: path))
    for diagnostic in diagnostics where diagnostic.severity == .error { printError(diagnostic.description) }
    guard let model else { throw ExitCode.failure }
    return model
}

private func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
