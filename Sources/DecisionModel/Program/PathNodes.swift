/// `operand.name`: an entry of a context, a property of a value, or for a list that of each element.
final class PathNode: Node, @unchecked Sendable {
    let operand: Node
    let name: String

    init(_ operand: Node, _ name: String, _ range: TextRange) {
        self.operand = operand
        self.name = name
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        entry(of: operand.evaluate(frame, run), run)
    }

    private func entry(of value: FEELValue, _ run: Execution) -> FEELValue {
        switch value {
        case .context(let context):
            if let entry = context[name] { return entry }
        case .list(let items):
            guard run.spend(items.count) else { return .null }
            return .list(items.map { entry(of: $0, run) })
        case .unknown:
            return value
        default:
            if let property = value.property(name) { return property }
        }
        return run.fault(.missingEntry, range, "\(value.shown) has no \"\(name)\"")
    }
}

extension FEELValue {
    /// A property of a value that is no context (DMN 1.5, table 65), nil if it has none of that name.
    func property(_ name: String) -> FEELValue? {
        switch self {
        case .date(let date): date.property(name)
        case .time(let time): time.property(name)
        case .dateTime(let moment): moment.date.property(name) ?? moment.time.property(name)
        case .daysAndTime(let duration): duration.property(name)
        case .yearsAndMonths(let duration): duration.property(name)
        case .range(let range): range.property(name)
        default: nil
        }
    }
}

extension FEELDate {
    fileprivate func property(_ name: String) -> FEELValue? {
        switch name {
        case "year": FEELValue(year)
        case "month": FEELValue(month)
        case "day": FEELValue(day)
        case "weekday": FEELValue(weekday)
        default: nil
        }
    }
}

extension FEELTime {
    fileprivate func property(_ name: String) -> FEELValue? {
        switch name {
        case "hour": FEELValue(hour)
        case "minute": FEELValue(minute)
        case "second": FEELValue(second)
        case "time offset": timeOffset.map { .daysAndTime($0) } ?? .null
        case "timezone": timeZone.map { .string($0) } ?? .null
        default: nil
        }
    }
}

extension DaysAndTimeDuration {
    fileprivate func property(_ name: String) -> FEELValue? {
        switch name {
        case "days": FEELValue(days)
        case "hours": FEELValue(hours)
        case "minutes": FEELValue(minutes)
        case "seconds": FEELValue(seconds)
        default: nil
        }
    }
}

extension YearsAndMonthsDuration {
    fileprivate func property(_ name: String) -> FEELValue? {
        switch name {
        case "years": FEELValue(years)
        case "months": FEELValue(months)
        default: nil
        }
    }
}

extension FEELRange {
    fileprivate func property(_ name: String) -> FEELValue? {
        switch name {
        case "start": start
        case "end": end
        case "start included": .boolean(includesStart)
        case "end included": .boolean(includesEnd)
        default: nil
        }
    }
}

/// `operand[condition]`: the element at a position, or the elements that satisfy a condition (DMN 1.5, 10.3.2.5).
final class FilterNode: Node, @unchecked Sendable {
    let operand: Node
    let condition: Node
    /// Where the element is while the condition is evaluated.
    let slot: Int
    /// A boxed filter has no positions: its condition must be true or false.
    let isBoxed: Bool

    init(_ operand: Node, _ condition: Node, slot: Int, isBoxed: Bool = false, _ range: TextRange) {
        self.operand = operand
        self.condition = condition
        self.slot = slot
        self.isBoxed = isBoxed
        super.init(range)
    }

    override func evaluate(_ frame: Frame, _ run: Execution) -> FEELValue {
        let value = operand.evaluate(frame, run)
        if value.isUnknown { return value }
        if value.isNull { return .null }
        let items = value.elements
        if case .number(let position)? = condition.constant, !isBoxed { return element(at: position, of: items, run) }
        guard !items.isEmpty else {
            if isBoxed { return .list([]) }
            let (faults, diagnostics) = (run.faultCount, run.diagnostics.count)
            frame.slots[slot] = .null
            let result = condition.evaluate(frame, run)
            run.forgetFaults(since: faults, diagnostics: diagnostics)
            if case .number = result { return .null }
            return .list([])
        }
        return select(from: items, frame, run)
    }

    private func select(from items: [FEELValue], _ frame: Frame, _ run: Execution) -> FEELValue {
        var selected: [FEELValue] = []
        var facts: UnknownFacts?
        let previous = frame.slots[slot]
        defer { frame.slots[slot] = previous }
        for (index, item) in items.enumerated() {
            guard run.spend() else { return .null }
            frame.slots[slot] = item
            switch condition.evaluate(frame, run) {
            case .boolean(true): selected.append(item)
            case .boolean(false), .null: continue
            case .number(let position) where index == 0 && !isBoxed: return element(at: position, of: items, run)
            case .unknown(let more): facts = facts.map { $0.union(more) } ?? more
            case let other:
                return run.fault(.typeMismatch, range, "the filter gives \(other.shown), neither true nor false")
            }
        }
        return facts.map { .unknown($0) } ?? .list(selected)
    }

    /// Counted from 1, or from -1 backwards.
    private func element(at position: Decimal34, of items: [FEELValue], _ run: Execution) -> FEELValue {
        guard let number = position.truncatedInteger, let index = items.index(atPosition: number) else {
            return run.fault(.outOfRange, range, "there is no element \(position) in a list of \(items.count)")
        }
        return items[index]
    }
}

extension [FEELValue] {
    /// The index of a position that is counted from 1, or from -1 backwards.
    func index(atPosition position: Int) -> Int? {
        if position >= 1, position <= count { return position - 1 }
        if position <= -1, position >= -count { return count + position }
        return nil
    }
}
