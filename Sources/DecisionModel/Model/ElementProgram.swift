/// A compiled element of the requirements graph.
final class ElementProgram: @unchecked Sendable {
    enum Kind: Sendable {
        case input
        case decision
        case knowledge
        case service
    }

    /// What a variable of an element's logic holds.
    enum Binding: Sendable {
        case element(Int)
        /// Elements of an imported model, under the name of the import.
        case imported([(name: String, element: Int)])
    }

    let kind: Kind
    let index: Int
    let id: String
    let name: String
    let variableName: String
    let namespace: String
    let place: Place
    /// The following are set once, while the model is built.
    var type: FEELType = .any
    var bindings: [(slot: Int, source: Binding)] = []
    var slotCount = 0
    /// How deep the logic nests, reckoned for the limit.
    var depth = 4
    var logic: Node?
    /// For knowledge models and services.
    var function: FEELFunction?
    /// Names under which the main model knows an input.
    var inputNames: [String] = []

    init(kind: Kind, index: Int, id: String, name: String, variableName: String, namespace: String, place: Place) {
        self.kind = kind
        self.index = index
        self.id = id
        self.name = name
        self.variableName = variableName
        self.namespace = namespace
        self.place = place
    }
}

/// A business knowledge model or a decision service as a function.
final class InvocableElement: @unchecked Sendable {
    enum Body: Sendable {
        case knowledge(ElementProgram, Lambda?)
        case service(outputs: [ElementProgram], inputs: [ElementProgram])
    }

    let name: String
    /// The following are set once, while the model is built.
    var parameters: [FEELFunction.Parameter] = []
    var resultType: FEELType = .any
    var body: Body?
    /// Not owned: the model owns its elements.
    weak var graph: ElementGraph?

    init(name: String) { self.name = name }

    func call(_ arguments: [FEELValue], _ range: TextRange, _ run: Execution) -> FEELValue {
        guard let graph, let body else { return run.fault(.noDecisionLogic, range, "\(name) has no logic") }
        switch body {
        case .knowledge(let element, let lambda):
            guard let lambda else { return run.fault(.noDecisionLogic, range, "\(name) has no logic") }
            return run.nested(lambda.depth + 3, range) {
                let outer = Evaluation(graph, run).frame(of: element)
                let frame = Frame(count: lambda.slotCount, parent: outer)
                for index in arguments.indices { frame.slots[index] = arguments[index] }
                let previous = run.place
                run.place = element.place
                defer { run.place = previous }
                let result = run.converted(lambda.body.evaluate(frame, run), to: lambda.resultType, range)
                return run.converted(result, to: resultType, range)
            }
        case .service(let outputs, let inputs):
            return run.nested(8, range) {
                let evaluation = Evaluation(graph, run)
                for (input, argument) in zip(inputs, arguments) { evaluation.set(argument, for: input.index) }
                let result: FEELValue
                if outputs.count == 1 {
                    result = evaluation.value(of: outputs[0].index)
                } else {
                    var context = FEELContext()
                    for output in outputs { context[output.variableName] = evaluation.value(of: output.index) }
                    result = .context(context)
                }
                return run.converted(result, to: resultType, range)
            }
        }
    }
}

/// The compiled elements of a model and of those it imports.
final class ElementGraph: @unchecked Sendable {
    var elements: [ElementProgram] = []
}

/// The values of elements in one evaluation: each is worked out when it is needed, and once.
final class Evaluation {
    private let graph: ElementGraph
    private let run: Execution
    private var values: [FEELValue?]
    private var pending: Set<Int> = []
    /// Looks up an input that nobody has set.
    var input: ((ElementProgram) -> FEELValue?)?

    init(_ graph: ElementGraph, _ run: Execution) {
        self.graph = graph
        self.run = run
        values = [FEELValue?](repeating: nil, count: graph.elements.count)
    }

    /// Forgets all values.
    func restart() {
        for index in values.indices { values[index] = nil }
    }

    func set(_ value: FEELValue, for element: Int) { values[element] = value }

    func value(of index: Int) -> FEELValue {
        if let value = values[index] { return value }
        let element = graph.elements[index]
        let value: FEELValue
        switch element.kind {
        case .input: value = input(element)
        case .knowledge, .service: value = element.function.map { .function($0) } ?? .null
        case .decision: value = decision(element)
        }
        values[index] = value
        return value
    }

    private func input(_ element: ElementProgram) -> FEELValue {
        guard let value = input?(element) else {
            if run.reckonsWithUnknowns { return .unknown(UnknownFacts(element.name)) }
            return run.fault(.input, .nowhere, "the input \"\(element.name)\" is missing")
        }
        let previous = run.place
        run.place = element.place
        defer { run.place = previous }
        return run.converted(value, to: element.type, .nowhere, "the input \"\(element.name)\"")
    }

    private func decision(_ element: ElementProgram) -> FEELValue {
        let previous = run.place
        run.place = element.place
        defer { run.place = previous }
        guard let logic = element.logic else {
            return run.fault(.noDecisionLogic, .nowhere, "\"\(element.name)\" has no decision logic")
        }
        guard pending.insert(element.index).inserted else {
            return run.fault(.cycle, .nowhere, "\"\(element.name)\" depends on itself")
        }
        defer { pending.remove(element.index) }
        let value = run.nested(element.depth, .nowhere) {
            let result = logic.evaluate(frame(of: element), run)
            return run.converted(result, to: element.type, .nowhere)
        }
        run.trace?.note(element.name, value)
        return value
    }

    /// The variables that the logic of an element can see, with their values.
    func frame(of element: ElementProgram) -> Frame {
        let frame = Frame(count: element.slotCount)
        for (slot, source) in element.bindings {
            switch source {
            case .element(let index):
                frame.slots[slot] = value(of: index)
            case .imported(let entries):
                var context = FEELContext()
                for entry in entries { context[entry.name] = value(of: entry.element) }
                frame.slots[slot] = .context(context)
            }
        }
        return frame
    }
}
