extension TableTrace {
    /// The table in words: the inputs, then for each rule whether it hit, or which condition failed.
    package var explanation: String {
        var lines = ["table \(table)"]
        for (label, value) in inputs { lines.append("  \(label): \(value.literal)") }
        for (index, outcome) in outcomes.enumerated() {
            let rule = "  rule \(index + 1)"
            switch outcome {
            case .hit:
                lines.append("\(rule): hits")
            case .failed(let column):
                let test = column < tests[index].count ? tests[index][column] : "?"
                let input = column < inputs.count ? inputs[column] : ("", .null)
                lines.append("\(rule): no, \(input.label) is \(input.value.literal), not \(test)")
            case .undecided(let facts):
                lines.append("\(rule): depends on \(facts.names.sorted().joined(separator: ", "))")
            }
        }
        lines.append("  result: \(result.literal)")
        return lines.joined(separator: "\n")
    }
}

extension Trace {
    /// Everything that was done, in the order in which it was done.
    package var explanation: String {
        (tables.map(\.explanation) + steps.map { "\($0.element) = \($0.value.literal)" }).joined(separator: "\n")
    }
}
