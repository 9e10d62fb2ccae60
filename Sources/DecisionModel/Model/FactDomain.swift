/// The values that stand for all values of a fact: whatever a decision can tell apart, one of them shows.
struct FactDomain {
    let name: String
    let values: [FEELValue]
}

/// Finds for the inputs of a decision the values that stand for all.
struct FactDomains {
    private let graph: ElementGraph
    private let reachable: [ElementProgram]

    init(_ graph: ElementGraph, of decision: ElementProgram) {
        self.graph = graph
        var seen: Set<Int> = [decision.index]
        var open = [decision.index]
        while let next = open.popLast() {
            for target in graph.elements[next].targets where seen.insert(target).inserted { open.append(target) }
        }
        reachable = graph.elements.filter { seen.contains($0.index) }
    }

    /// Nil if no finite number of values stands for all: the input is used in some other way than as a column of tables
    /// with constants, and its type does not list its values.
    func domain(of input: ElementProgram) -> FactDomain? {
        let values = listed(input.type) ?? cut(input)
        guard let values, !values.isEmpty else { return nil }
        let run = Execution(moment: .epoch, collectsDiagnostics: false)
        let allowed = values.filter { $0.converted(to: input.type, run) != nil }
        return allowed.isEmpty ? nil : FactDomain(name: input.name, values: allowed)
    }

    /// The parts into which the decision cuts an input; nil if it does anything else with it than to test it.
    func partition(of input: ElementProgram) -> ColumnPartition? {
        guard let tests = tests(of: input) else { return nil }
        return ColumnPartition.cut(by: tests, type: input.type)
    }

    /// The values of a type that has only so many.
    private func listed(_ type: FEELType) -> [FEELValue]? {
        if case .boolean = type { return [.boolean(false), .boolean(true)] }
        guard case .item(let item) = type, !item.isCollection else { return nil }
        guard let allowed = item.allowedValues, !allowed.isNegated else { return listed(item.type) }
        var values: [FEELValue] = []
        for test in allowed.tests {
            guard case .expression(let node, false) = test, let value = node.constant else { return nil }
            switch value {
            case .string, .boolean, .number, .date: values.append(value)
            default: return nil
            }
        }
        return values
    }

    /// A value of each part into which all tables together cut an input.
    private func cut(_ input: ElementProgram) -> [FEELValue]? {
        partition(of: input)?.representatives.compactMap { $0 }
    }

    /// All tests that any element puts to an input, those of its type included.
    private func tests(of input: ElementProgram) -> [Program.Tests]? {
        var tests = input.type.ownTests
        for element in reachable where element.targets.contains(input.index) {
            guard let logic = element.logic, let found = FactDomains.tests(of: input.index, in: element, logic) else {
                return nil
            }
            tests += found
        }
        return tests
    }

    /// The tests that an element puts to an input; nil if it does anything else with it.
    private static func tests(of input: Int, in element: ElementProgram, _ logic: Node) -> [Program.Tests]? {
        let slots = element.bindings.compactMap { binding -> Int? in
            if case .element(input) = binding.source { binding.slot } else { nil }
        }
        guard slots.count == 1, let slot = slots.first else { return nil }
        var tests: [Program.Tests] = []
        var reads = 0
        var columns = 0
        var hasFunctions = false
        logic.visit { node in
            if let local = node as? LocalNode, local.slot == slot { reads += 1 }
            if node is OuterNode { hasFunctions = true }
            guard let table = node as? DecisionTableNode else { return }
            for (column, cell) in table.inputs.enumerated() {
                guard let local = cell.expression as? LocalNode, local.slot == slot else { continue }
                columns += 1
                tests += table.rules.compactMap { column < $0.tests.count ? $0.tests[column] : nil }
                if let allowed = cell.allowedValues { tests.append(allowed) }
            }
        }
        return reads == columns && !hasFunctions ? tests : nil
    }
}

extension FEELType {
    /// The constraints of a type that is no collection.
    fileprivate var ownTests: [Program.Tests] {
        guard case .item(let item) = self else { return [] }
        return [item.allowedValues, item.typeConstraint].compactMap { $0 } + item.type.ownTests
    }
}
