final class ListNode: Node, @unchecked Sendable {
    let items: [Node]

    init(_ items: [Node], _ range: TextRange) {
        self.items = items
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        .list(items.map { $0.evaluate(frame, run) })
    }

    override var constant: FEELValue? {
        var values: [FEELValue] = []
        for item in items {
            guard let value = item.constant else { return nil }
            values.append(value)
        }
        return .list(values)
    }
}

/// A context; each entry can see those before it.
final class ContextNode: Node, @unchecked Sendable {
    struct Entry: Sendable {
        let key: String
        let slot: Int
        let value: Node
    }

    let entries: [Entry]
    /// A boxed context may end in an entry without a name, which is then the whole result.
    let result: Node?

    init(_ entries: [Entry], result: Node? = nil, _ range: TextRange) {
        self.entries = entries
        self.result = result
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        var values: [FEELValue] = []
        values.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            var value = entry.value.evaluate(frame, run)
            if index > 50 { value = run.handedOn(value) }
            frame.slots[entry.slot] = value
            values.append(value)
        }
        if let result { return result.evaluate(frame, run) }
        return .context(FEELContext(keys: entries.map(\.key), values: values))
    }
}

final class RangeNode: Node, @unchecked Sendable {
    let start: Node?
    let includesStart: Bool
    let end: Node?
    let includesEnd: Bool

    init(start: Node?, includesStart: Bool, end: Node?, includesEnd: Bool, _ range: TextRange) {
        self.start = start
        self.includesStart = includesStart
        self.end = end
        self.includesEnd = includesEnd
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let low = start?.evaluate(frame, run)
        let high = end?.evaluate(frame, run)
        if run.reckonsWithUnknowns, let facts = [low ?? .null, high ?? .null].unknownFacts { return .unknown(facts) }
        return make(low, high) ?? run.fault(.notComparable, range, "no range lies between these ends")
    }

    private func make(_ low: FEELValue?, _ high: FEELValue?) -> FEELValue? {
        if let low, low.order(to: low) == nil { return nil }
        if let high, high.order(to: high) == nil { return nil }
        if let low, let high, low.order(to: high) == nil { return nil }
        return .range(
            FEELRange(
                start: low ?? .null, includesStart: includesStart, end: high ?? .null, includesEnd: includesEnd))
    }

    override var constant: FEELValue? {
        if let start, start.constant == nil { return nil }
        if let end, end.constant == nil { return nil }
        return make(start?.constant, end?.constant)
    }
}

/// What a variable of an iteration goes through.
struct IteratorProgram: Sendable {
    let slot: Int
    let domain: Node
    let end: Node?

    /// The values to go through; nil with a fault if there are none to be had.
    func values(_ frame: Frame, _ run: Execution) -> IterationDomain? {
        let first = domain.evaluate(frame, run)
        guard let end else {
            switch first {
            case .list(let items): return .items(items)
            case .range(let range):
                if let domain = IterationDomain(range) { return domain }
                run.fault(.typeMismatch, domain.range, "\(first.shown) cannot be gone through")
                return nil
            case .null:
                run.fault(.typeMismatch, domain.range, "null cannot be gone through")
                return nil
            case .unknown(let facts): return .unknown(facts)
            default: return .items([first])
            }
        }
        let last = end.evaluate(frame, run)
        if run.reckonsWithUnknowns, let facts = [first, last].unknownFacts { return .unknown(facts) }
        if let domain = IterationDomain(from: first, to: last) { return domain }
        run.fault(.typeMismatch, domain.range, "nothing goes from \(first.shown) to \(last.shown)")
        return nil
    }
}

/// The values that an iteration goes through: given ones, or whole numbers or days up or down.
enum IterationDomain {
    case items([FEELValue])
    case numbers(from: Int, to: Int)
    case days(from: FEELDate, to: FEELDate)
    case unknown(UnknownFacts)

    init?(from first: FEELValue, to last: FEELValue) {
        switch (first, last) {
        case (.number(let low), .number(let high)):
            guard let low = low.integer, let high = high.integer, abs(low) < 1 << 60, abs(high) < 1 << 60 else {
                return nil
            }
            self = .numbers(from: low, to: high)
        case (.date(let low), .date(let high)): self = .days(from: low, to: high)
        default: return nil
        }
    }

    init?(_ range: FEELRange) {
        guard let domain = IterationDomain(from: range.start, to: range.end) else { return nil }
        switch domain {
        case .numbers(let low, let high):
            let direction = low <= high ? 1 : -1
            let first = range.includesStart ? low : low + direction
            let last = range.includesEnd ? high : high - direction
            self = (last - first) * direction < 0 ? .items([]) : .numbers(from: first, to: last)
        case .days(let low, let high):
            let direction = low <= high ? 1 : -1
            guard let first = range.includesStart ? low : low.adding(days: direction),
                let last = range.includesEnd ? high : high.adding(days: -direction)
            else { return nil }
            self =
                (last.dayNumber - first.dayNumber) * direction < 0 ? .items([]) : .days(from: first, to: last)
        case .items, .unknown: return nil
        }
    }

    var count: Int {
        switch self {
        case .items(let items): items.count
        case .numbers(let low, let high): abs(high - low) + 1
        case .days(let low, let high): abs(high.dayNumber - low.dayNumber) + 1
        case .unknown: 0
        }
    }

    subscript(index: Int) -> FEELValue {
        switch self {
        case .items(let items): items[index]
        case .numbers(let low, let high): FEELValue(low <= high ? low + index : low - index)
        case .days(let low, let high): low.adding(days: low <= high ? index : -index).map { .date($0) } ?? .null
        case .unknown: .null
        }
    }
}

/// `for x in …, y in … return …`; `partial` is what there is so far.
final class IterationNode: Node, @unchecked Sendable {
    let iterators: [IteratorProgram]
    let body: Node
    /// Nil if the body does not look at `partial`.
    let partialSlot: Int?

    init(_ iterators: [IteratorProgram], _ body: Node, partialSlot: Int?, _ range: TextRange) {
        self.iterators = iterators
        self.body = body
        self.partialSlot = partialSlot
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        var results: [FEELValue] = []
        var facts: UnknownFacts?
        guard iterate(0, into: &results, &facts, frame, run) else { return .null }
        return facts.map { .unknown($0) } ?? .list(results)
    }

    private func iterate(
        _ level: Int, into results: inout [FEELValue], _ facts: inout UnknownFacts?, _ frame: Frame, _ run: Execution
    ) -> Bool {
        guard level < iterators.count else {
            guard run.spend(), results.count < run.limits.listLength else { return run.refuseList() }
            guard let partialSlot else {
                results.append(body.evaluate(frame, run))
                return true
            }
            guard run.spend(results.count) else { return false }
            frame.slots[partialSlot] = .list(results)
            let value = run.handedOn(body.evaluate(frame, run))
            frame.slots[partialSlot] = .null
            results.append(value)
            return !run.isExhausted
        }
        guard let domain = iterators[level].values(frame, run) else { return false }
        if case .unknown(let more) = domain {
            facts = facts.map { $0.union(more) } ?? more
            return true
        }
        for index in 0..<domain.count {
            guard run.spend() else { return false }
            frame.slots[iterators[level].slot] = domain[index]
            guard iterate(level + 1, into: &results, &facts, frame, run) else { return false }
        }
        return true
    }
}

/// `some … satisfies …` and `every … satisfies …`, in three-valued logic.
final class QuantifiedNode: Node, @unchecked Sendable {
    let isUniversal: Bool
    let iterators: [IteratorProgram]
    let condition: Node

    init(isUniversal: Bool, _ iterators: [IteratorProgram], _ condition: Node, _ range: TextRange) {
        self.isUniversal = isUniversal
        self.iterators = iterators
        self.condition = condition
        super.init(range)
    }

    private struct Findings {
        var isDecided = false
        var hasNull = false
        var hasFailed = false
        var facts: UnknownFacts?
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        var findings = Findings()
        iterate(0, &findings, frame, run)
        if findings.hasFailed { return .null }
        if findings.isDecided { return .boolean(!isUniversal) }
        if let facts = findings.facts { return .unknown(facts) }
        return findings.hasNull ? .null : .boolean(isUniversal)
    }

    private func iterate(_ level: Int, _ findings: inout Findings, _ frame: Frame, _ run: Execution) {
        guard level < iterators.count else {
            switch condition.evaluate(frame, run) {
            case .boolean(let value): if value != isUniversal { findings.isDecided = true }
            case .unknown(let more): findings.facts = findings.facts.map { $0.union(more) } ?? more
            case .null: findings.hasNull = true
            case let other:
                run.fault(.typeMismatch, condition.range, "the condition \(other.shown) is neither true nor false")
                findings.hasFailed = true
            }
            return
        }
        guard let domain = iterators[level].values(frame, run) else {
            findings.hasFailed = true
            return
        }
        if case .unknown(let more) = domain { findings.facts = findings.facts.map { $0.union(more) } ?? more }
        for index in 0..<domain.count {
            guard run.spend() else {
                findings.hasFailed = true
                return
            }
            frame.slots[iterators[level].slot] = domain[index]
            iterate(level + 1, &findings, frame, run)
            if findings.isDecided || findings.hasFailed { return }
        }
    }
}
