/// Whether a decision is already settled while some facts are not known.
package enum Settlement: Sendable {
    /// Whatever the unknown facts are, this is the answer.
    case settled(FEELValue)
    /// The answer depends on unknown facts. To know all facts of any one of these sets would settle it, whatever they are;
    /// no smaller set would. `isProven` is false where that could not be tried to the end: then there is one set, which
    /// surely is enough, but perhaps more than is needed.
    case open([Set<String>], isProven: Bool)

    package var description: String {
        switch self {
        case .settled(let value): value.json
        case .open(let sets, let isProven):
            "unknown; to settle it, find out "
                + sets.map { $0.sorted().joined(separator: " and ") }.sorted().joined(separator: ", or ")
                + (isProven ? "" : " (perhaps less is enough)")
        }
    }
}

extension DecisionModel {
    /// Says whether a decision is settled although the facts in `facts.unknown` are not known, and if not, what would
    /// settle it.
    package func settling(
        _ decision: String, with facts: Facts, moment: FEELDateTime? = nil
    ) throws(NoSuchElement) -> Settlement {
        let element = try self.decision(named: decision)
        var search = SettlementSearch(self, element, facts, moment ?? Clock.now)
        return search.settlement()
    }
}

/// Tries the values that stand for all values of the unknown facts.
private struct SettlementSearch {
    private let model: DecisionModel
    private let decision: ElementProgram
    private let facts: Facts
    private let moment: FEELDateTime
    private let domains: [String: FactDomain]
    /// Evaluations that may still be made.
    private var budget = 100_000

    private struct OutOfBudget: Error {}

    init(_ model: DecisionModel, _ decision: ElementProgram, _ facts: Facts, _ moment: FEELDateTime) {
        self.model = model
        self.decision = decision
        self.facts = facts
        self.moment = moment
        let finder = FactDomains(model.graph, of: decision)
        var domains: [String: FactDomain] = [:]
        for input in model.graph.inputs(of: decision) where facts.unknown.contains(input.name) {
            domains[input.name] = finder.domain(of: input)
        }
        self.domains = domains
    }

    mutating func settlement() -> Settlement {
        do throws(OutOfBudget) {
            let first = try evaluate([:])
            guard let waiting = first.unknownFacts else { return .settled(first) }
            let relevant = waiting.names.sorted()
            if let value = try settledValue([:], relevant) { return .settled(value) }
            return try smallestSets(relevant)
        } catch {
            return .open([facts.unknown], isProven: false)
        }
    }

    private mutating func evaluate(_ assumed: [String: FEELValue]) throws(OutOfBudget) -> FEELValue {
        budget -= 1
        guard budget >= 0 else { throw OutOfBudget() }
        var all = facts
        for (name, value) in assumed {
            all.values[name] = value
            all.unknown.remove(name)
        }
        let run = Execution(
            limits: model.limits, moment: moment, collectsDiagnostics: false, reckonsWithUnknowns: true)
        let evaluation = Evaluation(model.graph, run)
        evaluation.input = { all.value(for: $0) ?? .null }
        let value = evaluation.value(of: decision.index)
        return run.isExhausted ? .null : value
    }

    /// The one value that comes out whatever the open facts are; nil if there are several, or it cannot be told.
    private mutating func settledValue(
        _ assumed: [String: FEELValue], _ open: [String]
    ) throws(OutOfBudget) -> FEELValue? {
        let value = try evaluate(assumed)
        guard let waiting = value.unknownFacts else { return value }
        guard let name = open.first(where: { waiting.names.contains($0) && domains[$0] != nil }),
            let domain = domains[name]
        else { return nil }
        var common: FEELValue?
        for candidate in domain.values {
            var more = assumed
            more[name] = candidate
            guard let value = try settledValue(more, open.filter { $0 != name }) else { return nil }
            if let common, !common.isSame(as: value) { return nil }
            common = value
        }
        return common
    }

    /// Whether to know these facts would settle the decision, whatever they turn out to be.
    private mutating func settles(
        _ names: ArraySlice<String>, _ assumed: [String: FEELValue], _ open: [String]
    ) throws(OutOfBudget) -> Bool {
        guard let name = names.first else { return try settledValue(assumed, open) != nil }
        guard let domain = domains[name] else { return false }
        for candidate in domain.values {
            var more = assumed
            more[name] = candidate
            guard try settles(names.dropFirst(), more, open) else { return false }
        }
        return true
    }

    private mutating func smallestSets(_ relevant: [String]) throws(OutOfBudget) -> Settlement {
        // What can take any number of values cannot be tried out: such a fact is taken to be needed.
        let needed = relevant.filter { domains[$0] == nil }
        let others = relevant.filter { domains[$0] != nil }
        guard needed.isEmpty else { return .open([Set(relevant)], isProven: relevant.count == 1) }
        for size in 1...max(1, others.count) {
            var found: [Set<String>] = []
            for subset in others.subsets(of: size) {
                let rest = others.filter { !subset.contains($0) }
                if try settles(subset[...], [:], rest) { found.append(Set(subset)) }
            }
            if !found.isEmpty { return .open(found, isProven: true) }
        }
        return .open([Set(relevant)], isProven: false)
    }
}

extension FEELValue {
    /// Whether two results are one and the same, null and null included.
    fileprivate func isSame(as other: FEELValue) -> Bool { kind == other.kind && equals(other) == true }
}

extension [String] {
    /// All choices of so many elements.
    fileprivate func subsets(of size: Int) -> [[String]] {
        guard size > 0 else { return [[]] }
        guard size <= count else { return [] }
        var result: [[String]] = []
        for index in indices {
            for rest in Array(self[(index + 1)...]).subsets(of: size - 1) { result.append([self[index]] + rest) }
        }
        return result
    }
}
