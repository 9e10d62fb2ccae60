extension FEELValue {
    /// The order of two values of one comparable kind, nil if they cannot be ordered (DMN 1.5, table 53).
    package func order(to other: FEELValue) -> TemporalOrder? {
        switch (self, other) {
        case (.number(let left), .number(let right)): TemporalOrder(left, right)
        case (.string(let left), .string(let right)): left.order(to: right)
        case (.date(let left), .date(let right)): TemporalOrder(left, right)
        case (.time(let left), .time(let right)): left.order(against: right)
        case (.dateTime(let left), .dateTime(let right)): left.order(against: right)
        case (.daysAndTime(let left), .daysAndTime(let right)): TemporalOrder(left, right)
        case (.yearsAndMonths(let left), .yearsAndMonths(let right)): TemporalOrder(left, right)
        default: nil
        }
    }

    /// Equality of FEEL (DMN 1.5, table 52): nil if the kinds differ, otherwise whether the values are equal. Null equals
    /// only null. A list of one element equals that element.
    package func equals(_ other: FEELValue) -> Bool? {
        var budget = 20_000_000
        let isEqual = equals(other, &budget)
        return budget > 0 ? isEqual : nil
    }

    /// Equality of values that may hold the same list many times: it ends, nil, when the budget is spent.
    private func equals(_ other: FEELValue, _ budget: inout Int) -> Bool? {
        budget -= 1
        guard budget > 0 else { return nil }
        switch (self, other) {
        case (.null, .null): return true
        case (.null, _), (_, .null): return false
        case (.boolean(let left), .boolean(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return left.hasSameScalars(as: right)
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            for (first, second) in zip(left, right) where first.equals(second, &budget) != true { return false }
            return true
        case (.list(let items), let value), (let value, .list(let items)):
            return items.count == 1 ? items[0].equals(value, &budget) : nil
        case (.context(let left), .context(let right)):
            guard left.count == right.count else { return false }
            for (key, value) in zip(left.keys, left.values) {
                guard let counterpart = right[key], value.equals(counterpart, &budget) == true else { return false }
            }
            return true
        case (.range(let left), .range(let right)):
            return left.includesStart == right.includesStart && left.includesEnd == right.includesEnd
                && left.start.equals(right.start) == true && left.end.equals(right.end) == true
        case (.time(let left), .time(let right)): return left == right
        case (.dateTime(let left), .dateTime(let right)): return left == right
        case (.function(let left), .function(let right)): return left === right
        default: return order(to: other).map { $0 == .same }
        }
    }
}

extension String {
    /// The order of two strings by code points.
    func order(to other: String) -> TemporalOrder {
        var left = utf8.makeIterator()
        var right = other.utf8.makeIterator()
        while true {
            switch (left.next(), right.next()) {
            case (nil, nil): return .same
            case (nil, _): return .before
            case (_, nil): return .after
            case (let first?, let second?) where first != second: return first < second ? .before : .after
            default: continue
            }
        }
    }
}
