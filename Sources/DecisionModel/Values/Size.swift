extension FEELValue {
    /// Whether the value holds too many lists, contexts and functions in one another, or too many at all. A list that is
    /// held many times counts each time.
    ///
    /// - Parameter budget: how many there may be; what is left of it afterwards.
    func isTooLarge(depth: Int, _ budget: inout Int) -> Bool {
        switch self {
        case .list(let items): return items.areTooLarge(depth: depth, &budget)
        case .context(let context): return context.values.areTooLarge(depth: depth, &budget)
        case .function(let function):
            guard case .lambda(_, let captured) = function.body else { return false }
            var frame: Frame? = captured
            while let current = frame {
                if current.slots.areTooLarge(depth: depth, &budget) { return true }
                frame = current.parent
            }
            return false
        default: return false
        }
    }
}

extension [FEELValue] {
    fileprivate func areTooLarge(depth: Int, _ budget: inout Int) -> Bool {
        budget -= 1
        guard depth > 0, budget > 0 else { return true }
        for value in self where value.isTooLarge(depth: depth - 1, &budget) { return true }
        return false
    }
}

extension Execution {
    /// A value that is handed on to where it may be wrapped again and again; null with a fault if it is too large already.
    @inline(__always)
    func handedOn(_ value: FEELValue) -> FEELValue {
        switch value {
        case .list, .context, .function: measured(value)
        default: value
        }
    }

    private func measured(_ value: FEELValue) -> FEELValue {
        let most = limits.listLength
        var budget = most
        let isTooLarge = value.isTooLarge(depth: limits.valueDepth, &budget)
        guard spend(most - budget) else { return .null }
        guard !isTooLarge else { return fault(.limit, .nowhere, "the value is too large, or nests too deep") }
        return value
    }
}
