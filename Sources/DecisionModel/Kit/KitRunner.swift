import Foundation

/// Runs the tests of the compatibility kit, or of any folder laid out like it: each folder with models and, beside them,
/// files of test cases.
package struct KitRunner {
    package struct Verdict: Sendable {
        /// The folder, from the one that was given.
        package var folder: String
        package var file: String
        package var test: String
        /// Nil if the test passed.
        package var failure: String?

        package var isPassed: Bool { failure == nil }
    }

    package private(set) var verdicts: [Verdict] = []

    package init() {}

    package var passed: Int { verdicts.count(where: \.isPassed) }
    package var failed: Int { verdicts.count - passed }

    /// Runs everything in a folder and in those below.
    package mutating func run(folder root: String) {
        let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        let folders = Dictionary(grouping: files.filter { $0.hasSuffix(".xml") || $0.hasSuffix(".dmn") }) {
            ($0 as NSString).deletingLastPathComponent
        }
        for folder in folders.keys.sorted() {
            run(folder: folder, files: (folders[folder] ?? []).sorted(), root: root)
        }
    }

    private mutating func run(folder: String, files: [String], root: String) {
        var models: [ModelFile] = []
        for file in files where file.hasSuffix(".dmn") {
            guard let data = FileManager.default.contents(atPath: root + "/" + file) else { continue }
            models.append(ModelFile(name: (file as NSString).lastPathComponent, bytes: Array(data)))
        }
        for file in files where file.hasSuffix(".xml") {
            guard let data = FileManager.default.contents(atPath: root + "/" + file) else { continue }
            run(Array(data), file: (file as NSString).lastPathComponent, folder: folder, models: models)
        }
    }

    private mutating func run(_ bytes: [UInt8], file: String, folder: String, models: [ModelFile]) {
        let tests: KitTestFile
        do throws(XMLFault) {
            tests = try KitTestFile(bytes)
        } catch {
            verdicts.append(
                Verdict(folder: folder, file: file, test: "", failure: "line \(error.line): \(error.message)"))
            return
        }
        let main = models.first { $0.name == tests.modelName } ?? models.first
        let others = models.filter { $0.name != main?.name }
        guard let main, let model = DecisionModel.compile([main] + others).model else {
            for test in tests.cases {
                verdicts.append(Verdict(folder: folder, file: file, test: test.id, failure: "there is no model"))
            }
            return
        }
        for test in tests.cases {
            verdicts.append(
                Verdict(
                    folder: folder, file: file.withoutExtension, test: test.id, failure: failure(of: test, in: model)))
        }
    }

    /// What is wrong with the results of a test; nil if nothing is.
    private func failure(of test: KitTestFile.Case, in model: DecisionModel) -> String? {
        var facts = Facts()
        for input in test.inputs {
            facts.values[input.name] = input.value
            if let namespace = input.namespace { facts.qualified[namespace, default: [:]][input.name] = input.value }
        }
        for result in test.results {
            guard let outcome = try? outcome(of: result, test, facts, model) else {
                return "there is no \"\(result.name)\""
            }
            guard let expected = result.isFault ? .null : result.expected else {
                return "the expected value of \"\(result.name)\" cannot be read"
            }
            if !outcome.value.meets(expected) {
                let reasons = outcome.diagnostics.prefix(3).map(\.description).joined(separator: "; ")
                return "\"\(result.name)\" is \(outcome.value.literal), not \(expected.literal)"
                    + (reasons.isEmpty ? "" : " (\(reasons))")
            }
        }
        return nil
    }

    private func outcome(
        of result: KitTestFile.Result, _ test: KitTestFile.Case, _ facts: Facts, _ model: DecisionModel
    ) throws(NoSuchElement) -> Outcome {
        guard test.kind != "decision", let name = test.invocable else {
            return try model.evaluate(result.name, with: facts)
        }
        var outcome = try model.invoke(name, with: facts)
        if case .context(let context) = outcome.value, test.results.count > 1 || model.outputs(of: name).count > 1,
            let value = context[result.name]
        {
            outcome.value = value
        }
        return outcome
    }

    // MARK: Reports

    /// One line for each folder, a line for each failure, the sums at the end.
    package var report: String {
        var text = ""
        for (folder, verdicts) in Dictionary(grouping: verdicts, by: \.folder).sorted(by: { $0.key < $1.key }) {
            let passed = verdicts.count(where: \.isPassed)
            text += "\(folder): \(passed) passed, \(verdicts.count - passed) failed\n"
            for verdict in verdicts { verdict.failure.map { text += "    \(verdict.file) \(verdict.test): \($0)\n" } }
        }
        return text + "\(passed) passed, \(failed) failed\n"
    }

    /// The table of results that the kit collects: folder, file, test, outcome, remark.
    package var csv: String {
        func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        return verdicts.map { verdict in
            [verdict.folder, verdict.file, verdict.test, verdict.isPassed ? "SUCCESS" : "ERROR", verdict.failure ?? ""]
                .map(quoted).joined(separator: ",") + "\n"
        }.joined()
    }
}

extension String {
    fileprivate var withoutExtension: String { (self as NSString).deletingPathExtension }
}

extension DecisionModel {
    /// The names of the decisions that a service gives.
    fileprivate func outputs(of service: String) -> [String] {
        guard let function = try? function(named: service), case .element(let invocable) = function.body,
            case .service(let outputs, _)? = invocable.body
        else { return [] }
        return outputs.map { graph.elements[$0].name }
    }
}
