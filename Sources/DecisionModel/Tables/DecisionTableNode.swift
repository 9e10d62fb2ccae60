/// A compiled decision table (DMN 1.5, chapter 8).
final class DecisionTableNode: Node, @unchecked Sendable {
    final class Input: Sendable {
        let label: String
        let expression: Node
        let type: FEELType
        let allowedValues: Program.Tests?

        init(label: String, expression: Node, type: FEELType, allowedValues: Program.Tests?) {
            self.label = label
            self.expression = expression
            self.type = type
            self.allowedValues = allowedValues
        }
    }

    struct Output: Sendable {
        let name: String?
        let type: FEELType
        /// In the order of their priority; empty if none are listed.
        let allowedValues: [Node]
        let defaultValue: Node?
    }

    final class Rule: Sendable {
        let tests: [Program.Tests]
        let outputs: [Node]
        let annotations: [String]

        init(tests: [Program.Tests], outputs: [Node], annotations: [String]) {
            self.tests = tests
            self.outputs = outputs
            self.annotations = annotations
        }
    }

    let name: String
    let inputs: [Input]
    let outputs: [Output]
    let rules: [Rule]
    let hitPolicy: DecisionTable.HitPolicy
    let aggregation: DecisionTable.Aggregation?
    let place: Place
    let index: TableIndex?
    /// The outputs that are always the same, for each rule; only for tables with one output.
    private let constantOutputs: [FEELValue?]

    init(
        name: String, inputs: [Input], outputs: [Output], rules: [Rule], hitPolicy: DecisionTable.HitPolicy,
        aggregation: DecisionTable.Aggregation?, place: Place
    ) {
        self.name = name
        self.inputs = inputs
        self.outputs = outputs
        self.rules = rules
        self.hitPolicy = hitPolicy
        self.aggregation = aggregation
        self.place = place
        index = TableIndex(rules, types: inputs.map(\.type))
        let run = Execution(moment: .epoch, collectsDiagnostics: false)
        constantOutputs = rules.map { rule in
            guard outputs.count == 1, let value = rule.outputs.first?.constant else { return nil }
            return value.converted(to: outputs[0].type, run)
        }
        super.init(.nowhere)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        if let index, index.words == 1, !run.reckonsWithUnknowns, run.trace == nil {
            return evaluate(by: index, frame, run)
        }
        var values: [FEELValue] = []
        values.reserveCapacity(inputs.count)
        for input in inputs {
            guard let value = value(of: input, frame, run) else { return .null }
            values.append(value)
        }
        guard run.spend(rules.count + 1) else { return .null }
        if run.reckonsWithUnknowns || run.trace != nil { return evaluateCarefully(values, frame, run) }
        return result(of: hits(values, frame, run), frame, run)
    }

    /// The result of a table of at most 64 rules.
    private func evaluate(by index: TableIndex, _ frame: Frame, _ run: Execution) -> FEELValue {
        guard run.spend(rules.count + 1) else { return .null }
        var mask = index.all[0]
        for column in inputs.indices {
            guard let value = value(of: inputs[column], frame, run) else { return .null }
            if let known = index.columns[column], let part = known.partition.part(of: value) {
                mask &= known.masks[part]
            } else {
                mask = remaining(mask, column, value, frame, run)
            }
        }
        if mask != 0, hitPolicy.isSingle, hitPolicy == .first || mask.nonzeroBitCount == 1 {
            return output(of: mask.trailingZeroBitCount, frame, run)
        }
        return result(of: rules.indices.filter { mask & (1 << UInt64($0)) != 0 }, frame, run)
    }

    /// Those of the rules whose test in a column a value passes, found by trying.
    private func remaining(
        _ mask: UInt64, _ column: Int, _ value: FEELValue, _ frame: Frame, _ run: Execution
    ) -> UInt64 {
        var mask = mask
        for rule in rules.indices where mask & (1 << UInt64(rule)) != 0 {
            if !rules[rule].tests[column].evaluate(value, frame, run).isTrue { mask &= ~(1 << UInt64(rule)) }
        }
        return mask
    }

    /// The rules that hit, in a table of any size.
    private func hits(_ values: [FEELValue], _ frame: Frame, _ run: Execution) -> [Int] {
        guard let index else {
            return rules.indices.filter { matches(rules[$0], values, frame, run) }
        }
        var mask = index.all
        for column in values.indices {
            if let known = index.columns[column], let part = known.partition.part(of: values[column]) {
                for word in 0..<index.words { mask[word] &= known.masks[part * index.words + word] }
            } else {
                for rule in rules.indices where mask[rule >> 6] & (1 << UInt64(rule & 63)) != 0 {
                    if !rules[rule].tests[column].evaluate(values[column], frame, run).isTrue {
                        mask[rule >> 6] &= ~(1 << UInt64(rule & 63))
                    }
                }
            }
        }
        return rules.indices.filter { mask[$0 >> 6] & (1 << UInt64($0 & 63)) != 0 }
    }

    /// The value of an input as its column declares it; nil with a fault if the column does not allow it.
    private func value(of input: Input, _ frame: Frame, _ run: Execution) -> FEELValue? {
        let value = run.converted(
            input.expression.evaluate(frame, run), to: input.type, input.expression.range, "the input \(input.label)")
        if let allowed = input.allowedValues, !value.isNull, !value.isUnknown {
            guard allowed.evaluate(value, frame, run).isTrue else {
                run.fault(.notAllowed, .nowhere, "\(value.shown) is not among the values of the input \(input.label)")
                return nil
            }
        }
        return value
    }

    @inline(__always)
    private func matches(_ rule: Rule, _ values: [FEELValue], _ frame: Frame, _ run: Execution) -> Bool {
        for column in rule.tests.indices {
            guard rule.tests[column].evaluate(values[column], frame, run).isTrue else { return false }
        }
        return true
    }

    // MARK: Results

    /// The result when exactly these rules hit, in the order of the rules.
    func result(of hits: [Int], _ frame: Frame, _ run: Execution) -> FEELValue {
        guard !hits.isEmpty else { return resultWithoutHit(frame, run) }
        switch hitPolicy {
        case .unique:
            guard hits.count == 1 else {
                return run.fault(
                    .hitPolicy, .nowhere,
                    "rules \(hits.map { String($0 + 1) }.joined(separator: ", ")) hit, but only one may")
            }
            return output(of: hits[0], frame, run)
        case .first:
            return output(of: hits[0], frame, run)
        case .any:
            let results = hits.map { output(of: $0, frame, run) }
            for result in results.dropFirst() where result.equals(results[0]) != true {
                return run.fault(.hitPolicy, .nowhere, "the rules that hit do not say the same")
            }
            return results[0]
        case .priority:
            return sorted(hits, frame, run).first ?? .null
        case .outputOrder:
            return .list(sorted(hits, frame, run))
        case .ruleOrder:
            return .list(hits.map { output(of: $0, frame, run) })
        case .collect:
            guard let aggregation else { return .list(hits.map { output(of: $0, frame, run) }) }
            return aggregate(aggregation, hits, frame, run)
        }
    }

    private func resultWithoutHit(_ frame: Frame, _ run: Execution) -> FEELValue {
        if outputs.contains(where: { $0.defaultValue != nil }) {
            let values = outputs.map { output in
                run.converted(
                    output.defaultValue?.evaluate(frame, run) ?? .null, to: output.type, .nowhere, "the default output")
            }
            let value = combined(values)
            return hitPolicy.isSingle || aggregation != nil ? value : .list(value.elements)
        }
        switch (hitPolicy, aggregation) {
        case (.collect, nil): return .list([])
        case (.collect, .count): return FEELValue(0)
        default: return run.fault(.hitPolicy, .nowhere, "no rule of the table \(name) hits, and it has no default")
        }
    }

    private func values(of rule: Int, _ frame: Frame, _ run: Execution) -> [FEELValue] {
        var values: [FEELValue] = []
        values.reserveCapacity(outputs.count)
        for (column, output) in outputs.enumerated() where column < rules[rule].outputs.count {
            let node = rules[rule].outputs[column]
            values.append(run.converted(node.evaluate(frame, run), to: output.type, node.range, "the output"))
        }
        return values
    }

    func output(of rule: Int, _ frame: Frame, _ run: Execution) -> FEELValue {
        if let constant = constantOutputs[rule] { return constant }
        if outputs.count == 1, let node = rules[rule].outputs.first {
            return run.converted(node.evaluate(frame, run), to: outputs[0].type, node.range, "the output")
        }
        return combined(values(of: rule, frame, run))
    }

    /// One output is the result itself; several are a context.
    private func combined(_ values: [FEELValue]) -> FEELValue {
        guard outputs.count > 1 else { return values.first ?? .null }
        var context = FEELContext()
        for (output, value) in zip(outputs, values) { context[output.name ?? ""] = value }
        return .context(context)
    }

    /// Outputs in the order of their priority: by the place of their values in the lists of allowed values, column by
    /// column.
    private func sorted(_ hits: [Int], _ frame: Frame, _ run: Execution) -> [FEELValue] {
        let ranked = hits.map { hit -> (ranks: [Int], value: FEELValue) in
            let values = values(of: hit, frame, run)
            let ranks = zip(outputs, values).map { output, value in
                output.allowedValues.firstIndex {
                    let allowed = $0.evaluate(frame, run)
                    return allowed.equals(value) == true || run.membership(of: value, in: allowed, .nowhere).isTrue
                } ?? output.allowedValues.count
            }
            return (ranks, combined(values))
        }
        let order = ranked.indices.sorted { left, right in
            ranked[left].ranks == ranked[right].ranks
                ? left < right : ranked[left].ranks.lexicographicallyPrecedes(ranked[right].ranks)
        }
        return order.map { ranked[$0].value }
    }

    private func aggregate(
        _ aggregation: DecisionTable.Aggregation, _ hits: [Int], _ frame: Frame, _ run: Execution
    ) -> FEELValue {
        if aggregation == .count { return FEELValue(hits.count) }
        let rows = hits.map { values(of: $0, frame, run) }
        let function =
            switch aggregation {
            case .sum, .count: "sum"
            case .min: "min"
            case .max: "max"
            }
        guard let builtIn = BuiltIns.named(function) else { return .null }
        let columns = outputs.indices.map { column in
            builtIn.call([.list(rows.compactMap { column < $0.count ? $0[column] : nil })], .nowhere, run)
        }
        return combined(columns)
    }
}
