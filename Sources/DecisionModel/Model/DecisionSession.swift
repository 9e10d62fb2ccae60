/// Makes one decision again and again, with facts by position: the way to ask quickly, one subject at a time.
///
///     let session = try model.session(for: "Discount")
///     session.inputs                                  // ["Age", "Member"]
///     session.evaluate([.init(70), .boolean(true)])
///
/// A session is for one thread; the model behind it may have any number.
package final class DecisionSession {
    /// The names of the inputs that the decision depends on, in the order in which `evaluate` takes them.
    package let inputs: [String]
    private let elements: [ElementProgram]
    private let target: Int
    private let model: DecisionModel
    private let run: Execution
    private let evaluation: Evaluation

    init(_ model: DecisionModel, _ target: ElementProgram, moment: FEELDateTime?) {
        self.model = model
        self.target = target.index
        elements = model.graph.inputs(of: target)
        inputs = elements.map(\.name)
        run = Execution(limits: model.limits, moment: moment ?? Clock.now, collectsDiagnostics: false)
        evaluation = Evaluation(model.graph, run)
    }

    /// The decision for these facts, in the order of `inputs`; facts that are not given are missing.
    package func evaluate(_ facts: [FEELValue]) -> FEELValue {
        run.restart()
        evaluation.restart()
        for (element, value) in zip(elements, facts) {
            if case .any = element.type {
                evaluation.set(value, for: element.index)
            } else {
                evaluation.set(run.converted(value, to: element.type, .nowhere), for: element.index)
            }
        }
        let value = evaluation.value(of: target)
        return run.isExhausted ? .null : value
    }

    /// How many faults made something null in the last evaluation.
    package var faultCount: Int { run.faultCount }
}

extension DecisionModel {
    package func session(for decision: String, moment: FEELDateTime? = nil) throws(NoSuchElement) -> DecisionSession {
        let element = try self.decision(named: decision)
        return DecisionSession(self, element, moment: moment)
    }
}

extension ElementGraph {
    /// The inputs that an element depends on, directly or not, in the order of the model.
    func inputs(of element: ElementProgram) -> [ElementProgram] {
        var seen: Set<Int> = [element.index]
        var open = [element.index]
        while let next = open.popLast() {
            for target in elements[next].targets where seen.insert(target).inserted { open.append(target) }
        }
        return elements.filter { $0.kind == .input && seen.contains($0.index) }
    }
}

extension ElementProgram {
    /// The elements that the logic of this one can see.
    var targets: [Int] {
        bindings.flatMap { binding -> [Int] in
            switch binding.source {
            case .element(let index): [index]
            case .imported(let entries): entries.map(\.element)
            }
        }
    }
}
