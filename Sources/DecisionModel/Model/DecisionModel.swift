import Glibc

/// A model, read, checked and compiled: what decisions are made with.
///
///     let (model, diagnostics) = DecisionModel.compile([ModelFile(name: "discount.dmn", bytes: bytes)])
///     let result = try model.evaluate("Discount", with: ["Age": .init(70)])
///
/// A model does not change; any number of threads may evaluate it at the same time.
package final class DecisionModel: Sendable {
    /// The definitions of the main file and of those it imports, the main file's first.
    package let definitions: [Definitions]
    /// Everything that was found wrong while reading and compiling.
    package let diagnostics: [Diagnostic]
    package let limits: Limits
    let graph: ElementGraph
    /// Those of the main model before those of imported ones.
    private let byName: [String: [ElementProgram]]

    init(
        definitions: [Definitions], graph: ElementGraph, byName: [String: [ElementProgram]], diagnostics: [Diagnostic],
        limits: Limits
    ) {
        self.definitions = definitions
        self.graph = graph
        self.byName = byName
        self.diagnostics = diagnostics
        self.limits = limits
    }

    /// Whether nothing in the model is an error.
    package var isSound: Bool { !diagnostics.contains { $0.severity == .error } }

    func decision(named name: String) throws(NoSuchElement) -> ElementProgram {
        guard let element = byName[name]?.first(where: { $0.kind == .decision }) else {
            throw NoSuchElement(name: name)
        }
        return element
    }

    /// A decision service or a business knowledge model.
    func function(named name: String) throws(NoSuchElement) -> FEELFunction {
        guard let function = byName[name]?.lazy.compactMap(\.function).first else { throw NoSuchElement(name: name) }
        return function
    }

    /// The names of the decisions of the main file.
    package var decisions: [String] { definitions.first?.decisions.map(\.name) ?? [] }
    package var inputs: [String] { definitions.first?.inputData.map(\.name) ?? [] }
}

/// A file with a model.
package struct ModelFile: Sendable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

extension DecisionModel {
    /// Reads and compiles a model.
    ///
    /// - Parameters:
    ///   - files: the model first, then files that it may import.
    /// - Returns: a model even if much is wrong with it: decisions that could be read can be made. Nil only if the first
    ///   file is no model at all.
    package static func compile(
        _ files: [ModelFile], limits: Limits = .standard
    ) -> (model: DecisionModel?, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var definitions: [Definitions] = []
        for (index, file) in files.enumerated() {
            let (found, problems) = ModelReader.read(file.bytes, file: file.name, limits: limits)
            if index == 0 { diagnostics += problems }
            guard let found else {
                if index == 0 { return (nil, diagnostics) }
                continue
            }
            definitions.append(found)
        }
        guard let main = definitions.first else {
            return (nil, [Diagnostic(.error, .structure, "there is no model")])
        }
        let needed = imported(by: main, among: definitions)
        var compiler = ModelCompiler(needed, limits: limits)
        let model = compiler.model(diagnostics)
        return (model, model.diagnostics)
    }

    /// The model and what it imports, directly or not, in the order in which it is met.
    private static func imported(by main: Definitions, among all: [Definitions]) -> [Definitions] {
        var needed = [main]
        var index = 0
        while index < needed.count {
            for item in needed[index].imports where !needed.contains(where: { $0.namespace == item.namespace }) {
                if let found = all.first(where: { $0.namespace == item.namespace }) { needed.append(found) }
            }
            index += 1
        }
        return needed
    }
}

/// What a model is asked with: facts by name, those of imported models also by namespace.
package struct Facts: Sendable, ExpressibleByDictionaryLiteral {
    package var values: [String: FEELValue]
    /// By namespace, then by name.
    package var qualified: [String: [String: FEELValue]] = [:]
    /// Facts that exist but are not known. Only where some are, an evaluation reckons with unknowns.
    package var unknown: Set<String> = []

    package init(_ values: [String: FEELValue] = [:]) { self.values = values }

    package init(dictionaryLiteral elements: (String, FEELValue)...) {
        values = Dictionary(elements) { _, last in last }
    }

    func value(for element: ElementProgram) -> FEELValue? {
        if let value = qualified[element.namespace]?[element.name] { return value }
        for name in element.inputNames {
            if let value = values[name] { return value }
            if unknown.contains(name) { return .unknown(UnknownFacts(name)) }
        }
        return nil
    }
}

/// What an evaluation gave.
package struct Outcome: Sendable {
    package var value: FEELValue
    /// Faults that made something null on the way.
    package var diagnostics: [Diagnostic]
    /// Whether a limit stopped the evaluation.
    package var isExhausted = false

    /// What a run gave: null if a limit stopped it.
    init(_ run: Execution, _ value: FEELValue) {
        self.value = run.isExhausted ? .null : value
        diagnostics = run.diagnostics
        isExhausted = run.isExhausted
    }
}

/// There is nothing of this name to evaluate.
package struct NoSuchElement: Error, Sendable {
    package let name: String
}

extension DecisionModel {
    /// Makes a decision.
    package func evaluate(
        _ decision: String, with facts: Facts, moment: FEELDateTime? = nil, trace: Trace? = nil
    ) throws(NoSuchElement) -> Outcome {
        let element = try self.decision(named: decision)
        let run = execution(facts, moment, trace)
        let evaluation = Evaluation(graph, run)
        evaluation.input = { facts.value(for: $0) }
        set(facts, in: evaluation, run)
        let value = evaluation.value(of: element.index)
        return Outcome(run, value)
    }

    /// Calls a decision service or a business knowledge model with arguments by name; what is missing is null.
    package func invoke(
        _ name: String, with facts: Facts, moment: FEELDateTime? = nil, trace: Trace? = nil
    ) throws(NoSuchElement) -> Outcome {
        let function = try function(named: name)
        let run = execution(facts, moment, trace)
        let arguments = (function.parameters ?? []).map { facts.values[$0.name] ?? .null }
        let value = run.call(function, arguments, .nowhere)
        return Outcome(run, value)
    }

    private func execution(_ facts: Facts, _ moment: FEELDateTime?, _ trace: Trace?) -> Execution {
        let run = Execution(
            limits: limits, moment: moment ?? Clock.now, reckonsWithUnknowns: !facts.unknown.isEmpty)
        run.trace = trace
        return run
    }

    /// Facts that bear the name of a decision, and not that of an input, take the place of making it.
    private func set(_ facts: Facts, in evaluation: Evaluation, _ run: Execution) {
        for name in facts.values.keys {
            guard let value = facts.values[name], let elements = byName[name],
                !elements.contains(where: { $0.kind == .input }),
                let decision = elements.first(where: { $0.kind == .decision })
            else { continue }
            evaluation.set(run.converted(value, to: decision.type, .nowhere), for: decision.index)
        }
    }
}

/// The present moment, in UTC.
enum Clock {
    static var now: FEELDateTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FEELDateTime(secondsSince1970: time.tv_sec, nanosecond: time.tv_nsec) ?? .epoch
    }
}

extension DecisionModel {
    /// Facts from a JSON object. Strings become dates, times and durations where the inputs of the model are such.
    package func facts(json bytes: [UInt8]) throws(JSONReader.Fault) -> Facts {
        guard case .context(let context) = try JSONReader.value(bytes) else {
            throw JSONReader.Fault(message: "facts are an object with the names of the inputs", position: 0)
        }
        var facts = Facts()
        for (key, value) in zip(context.keys, context.values) {
            let type = graph.elements.first { $0.inputNames.contains(key) || $0.name == key }?.type ?? .any
            facts.values[key] = value.read(as: type)
        }
        return facts
    }
}
