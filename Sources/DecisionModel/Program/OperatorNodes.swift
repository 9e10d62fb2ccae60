final class ArithmeticNode: Node, @unchecked Sendable {
    let sign: ArithmeticOperator
    let left: Node
    let right: Node

    init(_ sign: ArithmeticOperator, _ left: Node, _ right: Node, _ range: TextRange) {
        self.sign = sign
        self.left = left
        self.right = right
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let first = left.evaluate(frame, run)
        let second = right.evaluate(frame, run)
        if let result = Operators.arithmetic(sign, first, second) {
            if case .string(let text) = result, !run.allows(stringLength: text.utf8.count) { return .null }
            return result
        }
        if run.reckonsWithUnknowns, let facts = [first, second].unknownFacts { return .unknown(facts) }
        return run.fault(
            .typeMismatch, range, "\(sign.rawValue) has no result for \(first.shown) and \(second.shown)")
    }
}

final class NegationNode: Node, @unchecked Sendable {
    let operand: Node

    init(_ operand: Node, _ range: TextRange) {
        self.operand = operand
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let value = operand.evaluate(frame, run)
        if let result = Operators.negation(value) { return result }
        if value.isUnknown { return value }
        return run.fault(.typeMismatch, range, "\(value.shown) has no negative")
    }
}

final class ComparisonNode: Node, @unchecked Sendable {
    let sign: ComparisonOperator
    let left: Node
    let right: Node

    init(_ sign: ComparisonOperator, _ left: Node, _ right: Node, _ range: TextRange) {
        self.sign = sign
        self.left = left
        self.right = right
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        run.comparison(sign, left.evaluate(frame, run), right.evaluate(frame, run), range)
    }
}

extension Execution {
    /// The result of a comparison as a value: null with a fault where there is none.
    func comparison(_ sign: ComparisonOperator, _ left: FEELValue, _ right: FEELValue, _ range: TextRange) -> FEELValue
    {
        if reckonsWithUnknowns, let facts = [left, right].unknownFacts { return .unknown(facts) }
        if let result = Operators.comparison(sign, left, right) { return .boolean(result) }
        return fault(.notComparable, range, "\(left.shown) \(sign.rawValue) \(right.shown) cannot be compared")
    }
}

final class ConjunctionNode: Node, @unchecked Sendable {
    let left: Node
    let right: Node

    init(_ left: Node, _ right: Node, _ range: TextRange) {
        self.left = left
        self.right = right
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let first = left.evaluate(frame, run)
        if case .boolean(false) = first { return first }
        let second = right.evaluate(frame, run)
        if case .boolean(false) = second { return second }
        if first.isTrue, second.isTrue { return second }
        if run.reckonsWithUnknowns, let facts = [first, second].unknownFacts { return .unknown(facts) }
        return .null
    }
}

final class DisjunctionNode: Node, @unchecked Sendable {
    let left: Node
    let right: Node

    init(_ left: Node, _ right: Node, _ range: TextRange) {
        self.left = left
        self.right = right
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let first = left.evaluate(frame, run)
        if case .boolean(true) = first { return first }
        let second = right.evaluate(frame, run)
        if case .boolean(true) = second { return second }
        if case .boolean(false) = first, case .boolean(false) = second { return second }
        if run.reckonsWithUnknowns, let facts = [first, second].unknownFacts { return .unknown(facts) }
        return .null
    }
}

final class BetweenNode: Node, @unchecked Sendable {
    let value: Node
    let low: Node
    let high: Node

    init(_ value: Node, _ low: Node, _ high: Node, _ range: TextRange) {
        self.value = value
        self.low = low
        self.high = high
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let middle = value.evaluate(frame, run)
        let above = run.comparison(.greaterOrEqual, middle, low.evaluate(frame, run), range)
        let below = run.comparison(.lessOrEqual, middle, high.evaluate(frame, run), range)
        if run.reckonsWithUnknowns, above.truth != false, below.truth != false,
            let facts = [above, below].unknownFacts
        {
            return .unknown(facts)
        }
        return FEELValue(Operators.and(above.truth, below.truth))
    }
}

final class InstanceNode: Node, @unchecked Sendable {
    let value: Node
    let type: FEELType

    init(_ value: Node, _ type: FEELType, _ range: TextRange) {
        self.value = value
        self.type = type
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let value = value.evaluate(frame, run)
        if value.isUnknown { return value }
        if case .unresolved(let name) = type { return run.fault(.unknownType, range, "there is no type \"\(name)\"") }
        return .boolean(value.isInstance(of: type))
    }
}

final class ConditionalNode: Node, @unchecked Sendable {
    let condition: Node
    let consequence: Node
    let alternative: Node

    init(_ condition: Node, _ consequence: Node, _ alternative: Node, _ range: TextRange) {
        self.condition = condition
        self.consequence = consequence
        self.alternative = alternative
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let value = condition.evaluate(frame, run)
        if case .unknown(let facts) = value {
            let first = consequence.evaluate(frame, run)
            let second = alternative.evaluate(frame, run)
            if first.unknownFacts == nil, second.unknownFacts == nil, first.equals(second) == true { return first }
            let more = [first, second].unknownFacts
            return .unknown(more.map { $0.union(facts) } ?? facts)
        }
        switch value {
        case .boolean(true): return consequence.evaluate(frame, run)
        case .boolean(false), .null: return alternative.evaluate(frame, run)
        default:
            return run.fault(.typeMismatch, condition.range, "the condition \(value.shown) is neither true nor false")
        }
    }
}

extension FEELValue {
    /// The value in a message: its beginning, if it is long.
    var shown: String {
        let text = literal(limit: 80)
        return text.utf8.count <= 80 ? text : String(text.prefix(60)) + "…"
    }
}
