/// What happened to the rules of a table in one evaluation.
package struct TableTrace: Sendable {
    package enum Outcome: Sendable {
        case hit
        /// The first column whose test the value did not pass.
        case failed(column: Int)
        /// Whether the rule hits depends on these facts.
        case undecided(UnknownFacts)
    }

    package var table: String
    package var place: Place
    package var inputs: [(label: String, value: FEELValue)]
    /// One for each rule.
    package var outcomes: [Outcome]
    /// The tests of each rule as they stand in the table.
    package var tests: [[String]]
    package var result: FEELValue
}

/// What an evaluation did, in the order in which it ended.
package final class Trace {
    package struct Step: Sendable {
        package var element: String
        package var value: FEELValue
    }

    package private(set) var tables: [TableTrace] = []
    package private(set) var steps: [Step] = []
    private static let most = 10_000

    package init() {}

    func note(_ table: TableTrace) {
        if tables.count < Trace.most { tables.append(table) }
    }

    func note(_ element: String, _ value: FEELValue) {
        if steps.count < Trace.most { steps.append(Step(element: element, value: value)) }
    }
}

extension DecisionTableNode {
    /// Like `evaluate`, but with the outcome of each rule, and with inputs that may be unknown.
    func evaluateCarefully(_ values: [FEELValue], _ frame: Frame, _ run: Execution) -> FEELValue {
        let outcomes = rules.map { outcome(of: $0, values, frame, run) }
        let result = result(of: outcomes, frame, run)
        run.trace?.note(
            TableTrace(
                table: name, place: place, inputs: zip(inputs, values).map { ($0.label, $1) }, outcomes: outcomes,
                tests: rules.map { $0.tests.map(\.text) }, result: result))
        return result
    }

    private func outcome(
        of rule: Rule, _ values: [FEELValue], _ frame: Frame, _ run: Execution
    ) -> TableTrace.Outcome {
        var facts: UnknownFacts?
        for column in rule.tests.indices {
            switch rule.tests[column].evaluate(values[column], frame, run) {
            case .boolean(true): continue
            case .unknown(let more): facts = facts.map { $0.union(more) } ?? more
            default: return .failed(column: column)
            }
        }
        return facts.map { .undecided($0) } ?? .hit
    }

    private func result(of outcomes: [TableTrace.Outcome], _ frame: Frame, _ run: Execution) -> FEELValue {
        var hits: [Int] = []
        var undecided: [Int] = []
        var facts: UnknownFacts?
        for (index, outcome) in outcomes.enumerated() {
            switch outcome {
            case .hit: hits.append(index)
            case .failed: continue
            case .undecided(let more):
                undecided.append(index)
                facts = facts.map { $0.union(more) } ?? more
            }
            if hitPolicy == .first, undecided.isEmpty, !hits.isEmpty { break }
        }
        guard let facts else { return result(of: hits, frame, run) }
        if let settled = settledResult(hits, undecided, frame, run) { return settled }
        return .unknown(facts)
    }

    /// The result, if it is the same whichever of the undecided rules hit.
    private func settledResult(_ hits: [Int], _ undecided: [Int], _ frame: Frame, _ run: Execution) -> FEELValue? {
        guard let hit = hits.first else { return nil }
        switch hitPolicy {
        case .any, .first:
            let certain = output(of: hit, frame, run)
            guard certain.unknownFacts == nil else { return nil }
            for rule in undecided where hitPolicy == .any || rule < hit {
                let other = output(of: rule, frame, run)
                guard other.unknownFacts == nil, other.equals(certain) == true else { return nil }
            }
            return certain
        case .priority:
            let candidates = (hits + undecided).sorted()
            let best = result(of: candidates, frame, run)
            let certain = result(of: hits, frame, run)
            guard best.unknownFacts == nil, certain.unknownFacts == nil, best.equals(certain) == true else {
                return nil
            }
            return certain
        default:
            return nil
        }
    }
}
