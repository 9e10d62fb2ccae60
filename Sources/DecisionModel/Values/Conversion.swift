extension FEELValue {
    /// The value as one of the given type, by the implicit conversions of DMN 1.5, 10.3.2.9.4: a list of one becomes its
    /// element, a value becomes a list of one, a date becomes its midnight in UTC. Null is of every type, and no
    /// constraint speaks of it. Nil if the value
    /// cannot become one of the type, or breaks a constraint of the type.
    func converted(to type: FEELType, _ run: Execution) -> FEELValue? {
        switch (self, type) {
        case (.null, _), (.unknown, _), (_, .any): return self
        case (_, .item(let item)): return converted(to: item, run)
        case (.number, .number), (.string, .string), (.boolean, .boolean), (.date, .date): return self
        case (.list(let items), .list(let element)):
            if case .any = element { return self }
            return converted(items, to: element, run)
        case (.list(let items), _) where items.count == 1: return items[0].convertedStrictly(to: type, run)
        case (.list, _): return nil
        case (.date(let date), .dateTime): return .dateTime(date.midnight)
        case (.context(let context), .context(let entries)): return converted(context, to: entries, run)
        case (_, .list(let element)):
            return converted(to: element, run).map { .list([$0]) }
        default: return isInstance(of: type) ? self : nil
        }
    }

    private func converted(_ items: [FEELValue], to element: FEELType, _ run: Execution) -> FEELValue? {
        guard run.spend(items.count) else { return nil }
        var result: [FEELValue] = []
        result.reserveCapacity(items.count)
        for item in items {
            guard let value = item.convertedStrictly(to: element, run) else { return nil }
            result.append(value)
        }
        return .list(result)
    }

    /// Within lists and contexts only the conversion of a date counts: `[[1]]` is no list of numbers.
    private func convertedStrictly(to type: FEELType, _ run: Execution) -> FEELValue? {
        switch (self, type.resolved) {
        case (.list, .list), (.list, .any): return converted(to: type, run)
        case (.list, _): return nil
        case (.null, _): return self
        case (_, .list): return nil
        default: return converted(to: type, run)
        }
    }

    private func converted(
        _ context: FEELContext, to entries: [(name: String, type: FEELType)], _ run: Execution
    ) -> FEELValue? {
        var result = context
        guard run.spend(entries.count) else { return nil }
        for (name, type) in entries {
            guard let index = context.index(of: name) else { return nil }
            switch context.values[index] {
            case .null: continue
            case let value:
                guard let entry = value.converted(to: type, run) else { return nil }
                result[name] = entry
            }
        }
        return .context(result)
    }

    private func converted(to item: ItemType, _ run: Execution) -> FEELValue? {
        guard let value = converted(to: item.type, run) else { return nil }
        if let allowed = item.allowedValues {
            if item.isCollection {
                for element in value.elements where !allowed.accepts(element, run) { return nil }
            } else if !allowed.accepts(value, run) {
                return nil
            }
        }
        if let constraint = item.typeConstraint, !constraint.accepts(value, run) { return nil }
        return value
    }
}
