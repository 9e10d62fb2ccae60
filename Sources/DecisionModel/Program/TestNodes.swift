/// Namespace of what expressions are compiled to.
enum Program {
    /// Compiled unary tests: of a cell of a decision table, of allowed values, or behind `in`.
    final class Tests: @unchecked Sendable {
        let tests: [Test]
        let isNegated: Bool
        /// Where the value stands that is tested (`?`).
        let slot: Int
        /// How many variables the tests need; only for tests that stand alone.
        let slotCount: Int
        /// The text, for explanations.
        let text: String

        init(_ tests: [Test], isNegated: Bool, slot: Int, slotCount: Int, text: String) {
            self.tests = tests
            self.isNegated = isNegated
            self.slot = slot
            self.slotCount = slotCount
            self.text = text
        }

        /// Whether a value passes, for tests that need no other variables.
        func accepts(_ value: FEELValue, _ run: Execution) -> Bool {
            let frame = Frame(count: slotCount)
            return evaluate(value, frame, run).isTrue
        }

        /// True, false, null (the tests do not suit the value) or unknown.
        func evaluate(_ value: FEELValue, _ frame: Frame, _ run: Execution) -> FEELValue {
            guard !tests.isEmpty else { return .boolean(true) }
            if slot >= 0 { frame.slots[slot] = value }
            var facts: UnknownFacts?
            var hasNull = false
            for test in tests {
                switch test.evaluate(value, frame, run) {
                case .boolean(true): return .boolean(!isNegated)
                case .boolean(false): continue
                case .unknown(let more): facts = facts.map { $0.union(more) } ?? more
                default: hasNull = true
                }
            }
            if let facts { return .unknown(facts) }
            return hasNull ? .null : .boolean(isNegated)
        }
    }

    /// One unary test.
    enum Test: Sendable {
        /// `< 5`
        case comparison(ComparisonOperator, Node)
        /// An expression: a value, a list of values, a range, or with `?` a condition.
        case expression(Node, usesValue: Bool)

        func evaluate(_ value: FEELValue, _ frame: Frame, _ run: Execution) -> FEELValue {
            switch self {
            case .comparison(let sign, let operand):
                return run.comparison(sign, value, operand.evaluate(frame, run), operand.range)
            case .expression(let node, let usesValue):
                let result = node.evaluate(frame, run)
                if usesValue, case .boolean = result { return result }
                if usesValue, case .null = result { return .null }
                if case .null = result, node is RangeNode { return .null }
                if case .boolean = result, node.isCondition, value.kind != .boolean { return result }
                return run.membership(of: value, in: result, node.range)
            }
        }
    }
}

extension Execution {
    /// Whether a value is what a test's expression gives, or is in it.
    func membership(of value: FEELValue, in result: FEELValue, _ range: TextRange) -> FEELValue {
        if reckonsWithUnknowns, let facts = [value, result].unknownFacts { return .unknown(facts) }
        switch result {
        case .range(let bounds):
            if case .range(let other) = value { return FEELValue(FEELValue.range(other).equals(result)) }
            if let isInside = bounds.contains(value) { return .boolean(isInside) }
            return fault(.notComparable, range, "\(value.shown) cannot be compared with \(result.shown)")
        case .list(let items):
            let isList = value.kind == .list
            if isList, value.equals(result) == true { return .boolean(true) }
            for item in items {
                if case .range(let bounds) = item, bounds.contains(value) == true { return .boolean(true) }
                if item.kind == .list, !isList { continue }
                if value.equals(item) == true { return .boolean(true) }
            }
            return .boolean(false)
        default:
            break
        }
        return .boolean(value.equals(result) == true)
    }
}

/// `value in tests`
final class MembershipNode: Node, @unchecked Sendable {
    let value: Node
    let tests: Program.Tests

    init(_ value: Node, _ tests: Program.Tests, _ range: TextRange) {
        self.value = value
        self.tests = tests
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let value = value.evaluate(frame, run)
        if tests.tests.count == 1, case .expression(let node, _) = tests.tests[0] {
            let result = node.evaluate(frame, run)
            if result.isNull { return run.fault(.typeMismatch, range, "nothing is in null") }
            return run.membership(of: value, in: result, node.range)
        }
        let result = tests.evaluate(value, frame, run)
        return result.isNull && tests.tests.count > 1 ? .boolean(false) : result
    }
}

/// `(!= 5)` outside of a test: a condition about `?`.
final class TestNode: Node, @unchecked Sendable {
    let test: Program.Test
    let value: Node

    init(_ test: Program.Test, of value: Node, _ range: TextRange) {
        self.test = test
        self.value = value
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        test.evaluate(value.evaluate(frame, run), frame, run)
    }
}

/// The tests of a cell, put to a value.
final class CellNode: Node, @unchecked Sendable {
    let value: Node
    let tests: Program.Tests

    init(_ value: Node, _ tests: Program.Tests, _ range: TextRange) {
        self.value = value
        self.tests = tests
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        tests.evaluate(value.evaluate(frame, run), frame, run)
    }
}

extension Node {
    /// Whether the expression is a condition by itself, and not a value to compare with: `limit > 5`.
    fileprivate var isCondition: Bool {
        self is ComparisonNode || self is ConjunctionNode || self is DisjunctionNode || self is BetweenNode
            || self is MembershipNode || self is InstanceNode || self is QuantifiedNode
    }
}
