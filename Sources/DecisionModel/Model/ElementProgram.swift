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
    @exclusivity(unchecked) var type: FEELType = .any
    @exclusivity(unchecked) var bindings: [(slot: Int, source: Binding)] = []
    @exclusivity(unchecked) var slotCount = 0
    /// How deep the logic nests, reckoned for the limit.
    @exclusivity(unchecked) var depth = 4
    @exclusivity(unchecked) var logic: Node?
    /// For knowledge models and services.
    @exclusivity(unchecked) var function: FEELFunction?
    /// Names under which the main model knows an input.
    /// The decisions among what the logic can see.
    @exclusivity(unchecked) var requiredDecisions: [Int] = []
    /// The variables of a knowledge model, which are always the same functions.
    @exclusivity(unchecked) var constantFrame: Frame?
    @exclusivity(unchecked) var inputNames: [String] = []

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
    /// Elements by their index in the graph: a function does not own the graph that owns it.
    enum Body: Sendable {
        case knowledge(Int, Lambda?)
        case service(outputs: [Int], inputs: [Int])
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
        case .knowledge(let index, let lambda):
            let element = graph.elements[index]
            guard let lambda else { return run.fault(.noDecisionLogic, range, "\(name) has no logic") }
            return run.nested(lambda.depth + 3, range) {
                let outer = element.constantFrame ?? Evaluation(graph, run).frame(of: element)
                let frame = Frame(count: lambda.slotCount, parent: outer)
                for index in arguments.indices { frame.slots[index] = arguments[index] }
                let previous = run.element
                run.element = element
                defer { run.element = previous }
                let result = run.converted(lambda.body.evaluate(frame, run), to: lambda.resultType, range)
                return run.returned(run.converted(result, to: resultType, range))
            }
        case .service(let outputs, let inputs):
            return run.nested(8, range) {
                let evaluation = Evaluation(graph, run)
                for (input, argument) in zip(inputs, arguments) { evaluation.set(argument, for: input) }
                let result: FEELValue
                if outputs.count == 1 {
                    result = evaluation.value(of: outputs[0])
                } else {
                    var context = FEELContext()
                    for output in outputs {
                        context[graph.elements[output].variableName] = evaluation.value(of: output)
                    }
                    result = .context(context)
                }
                return run.converted(result, to: resultType, range)
            }
        }
    }
}

/// The compiled elements of a model and of those it imports.
final class ElementGraph: @unchecked Sendable {
    @exclusivity(unchecked) var elements: [ElementProgram] = []
}

/// The values of elements in one evaluation: each is worked out when it is needed, and once.
final class Evaluation {
    private let graph: ElementGraph
    private let run: Execution
    @exclusivity(unchecked) private var values: [FEELValue?]
    /// The decisions that are being made.
    @exclusivity(unchecked) private var pending: [Bool]
    /// Frames of decisions, for the next time.
    @exclusivity(unchecked) private var frames: [Frame?]
    /// Looks up an input that nobody has set.
    @exclusivity(unchecked) var input: ((ElementProgram) -> FEELValue?)?

    init(_ graph: ElementGraph, _ run: Execution) {
        self.graph = graph
        self.run = run
        let count = graph.elements.count
        values = [FEELValue?](repeating: nil, count: count)
        pending = [Bool](repeating: false, count: count)
        frames = []
    }

    /// Forgets all values, and keeps the room for those of the next time.
    func restart() {
        if frames.isEmpty { frames = [Frame?](repeating: nil, count: values.count) }
        for index in values.indices { values[index] = nil }
    }

    func set(_ value: FEELValue, for element: Int) { values[element] = value }

    func value(of index: Int) -> FEELValue {
        if let value = values[index] { return value }
        let element = graph.elements[index]
        if element.kind == .decision { makeRequired(by: element) }
        let value: FEELValue
        switch element.kind {
        case .input: value = input(element)
        case .knowledge, .service: value = element.function.map { .function($0) } ?? .null
        case .decision: value = decision(element)
        }
        values[index] = value
        return value
    }

    /// Makes the decisions that a decision requires before it, however long the chain is, without recursion.
    private func makeRequired(by element: ElementProgram) {
        guard element.requiredDecisions.contains(where: { values[$0] == nil && !pending[$0] }) else { return }
        var open: [(index: Int, next: Int)] = [(element.index, 0)]
        var met: Set<Int> = [element.index]
        while let (index, next) = open.last {
            let required = graph.elements[index].requiredDecisions
            if next < required.count {
                open[open.count - 1].next += 1
                let target = required[next]
                if values[target] == nil, !pending[target], met.insert(target).inserted { open.append((target, 0)) }
            } else {
                open.removeLast()
                if index != element.index { values[index] = decision(graph.elements[index]) }
            }
        }
    }

    private func input(_ element: ElementProgram) -> FEELValue {
        guard let value = input?(element) else {
            return run.fault(.input, .nowhere, "the input \"\(element.name)\" is missing")
        }
        let previous = run.element
        run.element = element
        defer { run.element = previous }
        return run.converted(value, to: element.type, .nowhere, "the input \"\(element.name)\"")
    }

    private func decision(_ element: ElementProgram) -> FEELValue {
        let previous = run.element
        run.element = element
        defer { run.element = previous }
        guard let logic = element.logic else {
            return run.fault(.noDecisionLogic, .nowhere, "\"\(element.name)\" has no decision logic")
        }
        guard !pending[element.index] else {
            return run.fault(.cycle, .nowhere, "\"\(element.name)\" depends on itself")
        }
        pending[element.index] = true
        defer { pending[element.index] = false }
        let value = run.nested(element.depth, .nowhere) {
            let result = logic.evaluate(frame(of: element), run)
            return run.handedOn(run.converted(result, to: element.type, .nowhere))
        }
        run.trace?.note(element.name, value)
        return value
    }

    /// A frame for an element: that of the last time, if this evaluation is one of many. Functions keep copies of frames,
    /// so that a frame whose body has ended belongs to nobody else.
    private func newFrame(of element: ElementProgram) -> Frame {
        if frames.isEmpty { return Frame(count: element.slotCount) }
        if let frame = frames[element.index] { return frame }
        let frame = Frame(count: element.slotCount)
        frames[element.index] = frame
        return frame
    }

    /// The variables that the logic of an element can see, with their values.
    func frame(of element: ElementProgram) -> Frame {
        let frame = newFrame(of: element)
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
