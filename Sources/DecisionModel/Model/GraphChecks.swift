/// Checks of the requirements graph (DMN 1.5, chapter 6): cycles among decisions, decisions without logic.
struct GraphChecks {
    private(set) var diagnostics: [Diagnostic] = []

    init(_ graph: ElementGraph, _ main: Definitions) {
        var states = [Int](repeating: 0, count: graph.elements.count)
        for element in graph.elements where element.kind == .decision {
            if let cycle = GraphChecks.cycle(from: element.index, graph, &states) {
                let names = cycle.map { "\"\(graph.elements[$0].name)\"" }
                diagnostics.append(
                    Diagnostic(
                        .error, .cycle, "decisions depend on one another in a circle: \(names.joined(separator: ", "))",
                        at: graph.elements[cycle[0]].place))
            }
            if element.logic == nil, element.namespace == main.namespace {
                diagnostics.append(
                    Diagnostic(.note, .noDecisionLogic, "\"\(element.name)\" has no decision logic", at: element.place))
            }
        }
    }

    /// A circle of requirements that is met from an element, walking without recursion.
    private static func cycle(from start: Int, _ graph: ElementGraph, _ states: inout [Int]) -> [Int]? {
        guard states[start] == 0 else { return nil }
        var path: [(element: Int, next: Int)] = [(start, 0)]
        states[start] = 1
        while let (element, next) = path.last {
            let needed = graph.elements[element].requiredDecisions
            guard next < needed.count else {
                states[element] = 2
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let target = needed[next]
            if states[target] == 1 {
                let members = path.map(\.element)
                guard let position = members.firstIndex(of: target) else { return nil }
                for member in members { states[member] = 2 }
                return Array(members[position...])
            }
            if states[target] == 0 {
                states[target] = 1
                path.append((target, 0))
            }
        }
        return nil
    }
}
