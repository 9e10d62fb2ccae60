extension DecisionModel {
    /// What can be told about the model's decision tables without making a decision: cases that no rule covers, rules that
    /// contradict or never hit, cells of a type that cannot be.
    package var tableDiagnostics: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        var seen: Set<ObjectIdentifier> = []
        for element in graph.elements where element.namespace == definitions[0].namespace {
            var logics = element.logic.map { [$0] } ?? []
            if case .element(let invocable)? = element.function?.body,
                case .knowledge(_, let lambda?)? = invocable.body
            {
                logics.append(lambda.body)
            }
            for logic in logics {
                logic.visit { node in
                    guard let table = node as? DecisionTableNode, seen.insert(ObjectIdentifier(table)).inserted else {
                        return
                    }
                    var checks = TableChecks(table)
                    diagnostics += checks.run()
                }
            }
        }
        return diagnostics
    }
}

/// Checks of one decision table. Its inputs span a space; each rule is a box in it. The columns are cut into parts
/// (`ColumnPartition`), so that it is enough to look at one value of each part.
struct TableChecks {
    private let table: DecisionTableNode
    private var diagnostics: [Diagnostic] = []
    private var steps = 0
    private static let mostSteps = 500_000
    private static let mostFindings = 5

    init(_ table: DecisionTableNode) { self.table = table }

    mutating func run() -> [Diagnostic] {
        checkCells()
        checkOutputs()
        guard let columns = columns() else {
            note(.note, .gap, "gaps and overlaps cannot be told: some conditions are no constants")
            return diagnostics
        }
        var space = Space(
            columns: columns, rules: table.rules.count, all: columns.isEmpty ? [] : table.index?.all ?? [])
        guard !table.rules.isEmpty, !columns.isEmpty else { return diagnostics }
        walk(&space)
        report(space, columns)
        return diagnostics
    }

    private mutating func note(_ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ message: String) {
        diagnostics.append(Diagnostic(severity, code, "the table \(table.name): \(message)", at: table.place))
    }

    // MARK: Types

    private mutating func checkCells() {
        for (rule, row) in table.rules.enumerated() {
            for (column, tests) in row.tests.enumerated() where column < table.inputs.count {
                guard let expected = TableChecks.kind(of: table.inputs[column].type) else { continue }
                for test in tests.tests {
                    guard let value = test.node.constant,
                        let found = TableChecks.kinds(in: value).first(where: { $0 != expected })
                    else { continue }
                    note(
                        .error, .typeMismatch,
                        "rule \(rule + 1) tests the input \(table.inputs[column].label), a \(expected.rawValue), for the \(found.rawValue) \(value.shown)"
                    )
                }
            }
        }
    }

    private mutating func checkOutputs() {
        let run = Execution(moment: .epoch, collectsDiagnostics: false)
        for (rule, row) in table.rules.enumerated() {
            for (output, node) in zip(table.outputs, row.outputs) {
                guard let value = node.constant else { continue }
                if value.converted(to: output.type, run) == nil {
                    note(.error, .typeMismatch, "rule \(rule + 1) gives \(value.shown), which is no \(output.type)")
                } else if !output.allowedValues.isEmpty, output.allowedValues.allSatisfy({ $0.constant != nil }),
                    !output.allowedValues.contains(where: {
                        run.membership(of: value, in: $0.constant ?? .null, .nowhere).isTrue
                    })
                {
                    note(
                        .warning, .notAllowed,
                        "rule \(rule + 1) gives \(value.shown), which is not among the output values")
                }
            }
        }
    }

    private static func kind(of type: FEELType) -> FEELKind? {
        switch type.resolved {
        case .number: .number
        case .string: .string
        case .boolean: .boolean
        case .date: .date
        case .time: .time
        case .dateTime: .dateTime
        case .daysAndTime: .daysAndTime
        case .yearsAndMonths: .yearsAndMonths
        default: nil
        }
    }

    private static func kinds(in value: FEELValue) -> [FEELKind] {
        switch value {
        case .null: []
        case .list(let items): items.flatMap { kinds(in: $0) }
        case .range(let range): kinds(in: range.start) + kinds(in: range.end)
        default: [value.kind]
        }
    }

    // MARK: Space

    /// A part of a column that can occur, with the rules whose test it passes.
    private struct Part {
        let index: Int
        let mask: [UInt64]
    }

    private struct Column {
        let partition: ColumnPartition
        /// Parts with the same rules are one.
        let parts: [Part]
    }

    private struct Space {
        let columns: [Column]
        let all: [UInt64]
        var gaps: [[Int]] = []
        var overlaps: [(rules: [Int], parts: [Int])] = []
        /// Rules that decide somewhere.
        var deciding: [Bool]
        var visited: Set<[UInt64]> = []
        var isComplete = true

        init(columns: [Column], rules: Int, all: [UInt64]) {
            self.columns = columns
            self.all = all
            deciding = [Bool](repeating: false, count: rules)
        }
    }

    private func columns() -> [Column]? {
        guard let index = table.index else { return table.inputs.isEmpty ? [] : nil }
        let run = Execution(moment: .epoch, collectsDiagnostics: false)
        var columns: [Column] = []
        for (position, column) in index.columns.enumerated() {
            guard let column else { return nil }
            let input = table.inputs[position]
            var parts: [Part] = []
            for (part, representative) in column.partition.representatives.enumerated() {
                guard let value = representative, let converted = value.converted(to: input.type, run) else { continue }
                if let allowed = input.allowedValues, !allowed.accepts(converted, run) { continue }
                let mask = Array(column.masks[(part * index.words)..<((part + 1) * index.words)])
                if !parts.contains(where: { $0.mask == mask }) { parts.append(Part(index: part, mask: mask)) }
            }
            columns.append(Column(partition: column.partition, parts: parts))
        }
        return columns
    }

    /// Goes through all that the columns can tell apart; what leads to the same rules is looked at once.
    private mutating func walk(_ space: inout Space) {
        var open: [(depth: Int, mask: [UInt64], path: [Int])] = [(0, space.all, [])]
        while let (depth, mask, path) = open.popLast() {
            steps += 1
            guard steps < TableChecks.mostSteps else {
                space.isComplete = false
                return
            }
            if mask.allSatisfy({ $0 == 0 }) {
                if space.gaps.count < TableChecks.mostFindings { space.gaps.append(path) }
                continue
            }
            guard depth < space.columns.count else {
                judge(mask, path, &space)
                continue
            }
            for part in space.columns[depth].parts.reversed() {
                let next = zip(mask, part.mask).map { $0 & $1 }
                if space.visited.insert([UInt64(depth)] + next).inserted {
                    open.append((depth + 1, next, path + [part.index]))
                }
            }
        }
    }

    private func judge(_ mask: [UInt64], _ path: [Int], _ space: inout Space) {
        let hits = table.rules.indices.filter { mask[$0 >> 6] & (1 << UInt64($0 & 63)) != 0 }
        switch table.hitPolicy {
        case .first: space.deciding[hits[0]] = true
        default: for hit in hits { space.deciding[hit] = true }
        }
        guard hits.count > 1, space.overlaps.count < TableChecks.mostFindings else { return }
        switch table.hitPolicy {
        case .unique:
            space.overlaps.append((hits, path))
        case .any:
            let outputs = hits.map { table.rules[$0].outputs.map(\.constant) }
            let first = outputs[0]
            let differs = outputs.dropFirst().contains { other in
                zip(first, other).contains { left, right in
                    guard let left, let right else { return false }
                    return left.equals(right) != true
                }
            }
            if differs { space.overlaps.append((hits, path)) }
        default:
            break
        }
    }

    // MARK: Findings

    private mutating func report(_ space: Space, _ columns: [Column]) {
        if table.hitPolicy.isSingle, !table.outputs.contains(where: { $0.defaultValue != nil }) {
            for gap in space.gaps {
                note(.warning, .gap, "no rule covers \(description(of: gap, columns))")
            }
        }
        for (rules, path) in space.overlaps {
            let names = rules.map { String($0 + 1) }.joined(separator: ", ")
            let verb = table.hitPolicy == .unique ? "overlap" : "contradict one another"
            note(.error, .overlap, "rules \(names) \(verb), as for \(description(of: path, columns))")
        }
        guard space.isComplete else {
            note(.note, .gap, "the table is too large to look for every gap and overlap")
            return
        }
        for (rule, decides) in space.deciding.enumerated() where !decides {
            note(.warning, .unreachableRule, "rule \(rule + 1) never decides anything")
        }
    }

    /// A case in words: a value for each column that matters.
    private func description(of path: [Int], _ columns: [Column]) -> String {
        guard !path.isEmpty else { return "any case" }
        return zip(path, columns).enumerated().map { index, pair in
            "\(table.inputs[index].label) \(pair.1.partition.description(of: pair.0))"
        }.joined(separator: ", ")
    }
}

extension ColumnPartition {
    /// A part in words: `= 5`, `< 5`, `between 5 and 7`, `> 7`.
    fileprivate func description(of part: Int) -> String {
        let cuts: [String]
        switch kind {
        case .numbers: cuts = numbers.map(\.description)
        case .dates: cuts = days.map { FEELDate(dayNumber: $0)?.description ?? "" }
        case .strings, .booleans:
            if kind == .strings, part == strings.count { return "anything else" }
            return "= \(representatives[part]?.literal ?? "")"
        }
        if part % 2 == 1 { return "= \(cuts[part / 2])" }
        switch (part / 2 > 0 ? cuts[part / 2 - 1] : nil, part / 2 < cuts.count ? cuts[part / 2] : nil) {
        case (nil, nil): return "= anything"
        case (nil, let high?): return "< \(high)"
        case (let low?, nil): return "> \(low)"
        case (let low?, let high?): return "between \(low) and \(high)"
        }
    }
}
