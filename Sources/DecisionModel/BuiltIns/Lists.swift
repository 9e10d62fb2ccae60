extension BuiltIns {
    /// The functions of DMN 1.5, 10.3.4.4, that take lists apart and put them together.
    static let lists: [BuiltIn] = [
        BuiltIn(
            "list contains",
            Signature(.list("list"), .any("element")) { call in
                call.list(0).map { items in .boolean(items.contains { $0.equals(call[1]) == true }) }
            }),
        BuiltIn(
            "sublist",
            Signature(.list("list"), .number("start position"), .number("length").optional) { call in
                guard let items = call.list(0), let start = call.integer(1), start != 0, start.magnitude <= items.count
                else { return nil }
                let first = start > 0 ? start - 1 : items.count + start
                guard !call[2].isNull else { return .list(Array(items[first...])) }
                guard let length = call.integer(2), length >= 1, length <= items.count - first else { return nil }
                return .list(Array(items[first..<(first + length)]))
            }),
        BuiltIn(
            "append",
            Signature(variadic: .list("list"), .any("item")) { call in
                guard let items = call.list(0), let more = call.list(1) else { return nil }
                return call.made(items + more)
            }),
        BuiltIn(
            "concatenate",
            Signature(variadic: .any("list")) { call in
                guard let lists = call.lists() else { return nil }
                return call.made(lists.flatMap { $0 })
            }),
        BuiltIn(
            "insert before",
            Signature(.list("list"), .number("position"), .any("newItem")) { call in
                guard var items = call.list(0), let position = call.integer(1),
                    let index = items.index(atPosition: position)
                else { return nil }
                items.insert(call[2], at: index)
                return call.made(items)
            }),
        BuiltIn(
            "remove",
            Signature(.list("list"), .number("position")) { call in
                guard var items = call.list(0), let position = call.integer(1),
                    let index = items.index(atPosition: position)
                else { return nil }
                items.remove(at: index)
                return .list(items)
            }),
        BuiltIn(
            "list replace",
            Signature(.list("list"), .number("position"), .any("newItem")) { call in
                guard var items = call.list(0), let position = call.integer(1),
                    let index = items.index(atPosition: position)
                else { return nil }
                items[index] = call[2]
                return .list(items)
            },
            Signature(.list("list"), .function("match"), .any("newItem")) { call in replacing(call) }),
        BuiltIn("reverse", Signature(.list("list")) { call in call.list(0).map { .list($0.reversed()) } }),
        BuiltIn(
            "index of",
            Signature(.list("list"), .any("match")) { call in
                guard let items = call.list(0) else { return nil }
                return .list(
                    items.indices.filter { items[$0].equals(call[1]) == true }.map { FEELValue($0 + 1) })
            }),
        BuiltIn(
            "union",
            Signature(variadic: .any("list")) { call in
                guard let lists = call.lists() else { return nil }
                return distinct(lists.flatMap { $0 }, call)
            }),
        BuiltIn(
            "distinct values",
            Signature(.list("list")) { call in call.list(0).flatMap { distinct($0, call) } }),
        BuiltIn(
            "duplicate values",
            Signature(.list("list")) { call in
                guard let items = call.list(0) else { return nil }
                let kept = items.enumerated().filter { index, item in
                    items[..<index].contains { $0.equals(item) == true }
                }
                return distinct(kept.map(\.element), call)
            }),
        BuiltIn(
            "flatten",
            Signature(.list("list")) { call in
                guard let items = call.list(0) else { return nil }
                var flat: [FEELValue] = []
                flatten(items, into: &flat, call.run)
                return call.made(flat)
            }),
        BuiltIn(
            "sort", isPure: false,
            Signature(.list("list"), .function("precedes").optional) { call in
                guard let items = call.list(0) else { return nil }
                return Sorting(call).sorted(items).map { .list($0) }
            }),
    ]

    private static func flatten(_ items: [FEELValue], into flat: inout [FEELValue], _ run: Execution) {
        for item in items {
            guard flat.count <= run.limits.listLength, run.spend() else { return }
            if case .list(let inner) = item { flatten(inner, into: &flat, run) } else { flat.append(item) }
        }
    }

    private static func distinct(_ items: [FEELValue], _ call: Arguments) -> FEELValue? {
        var kept: [FEELValue] = []
        for item in items {
            guard call.run.spend(kept.count + 1) else { return nil }
            if !kept.contains(where: { $0.kind == item.kind && $0.equals(item) == true }) { kept.append(item) }
        }
        return .list(kept)
    }

    /// `list replace` with a function that says which elements.
    private static func replacing(_ call: Arguments) -> FEELValue? {
        guard let items = call.list(0), let match = call.function(1), match.accepts(count: 2) else { return nil }
        var result: [FEELValue] = []
        for item in items {
            guard case .boolean(let matches) = call.run.call(match, [item, call[2]], call.range) else { return nil }
            result.append(matches ? call[2] : item)
        }
        return .list(result)
    }
}

extension Arguments {
    /// The arguments of a function that takes any number of lists, each a list or an element of its own.
    fileprivate func lists() -> [[FEELValue]]? {
        guard let lists = list(0), !lists.contains(where: \.isNull) else { return nil }
        return lists.map(\.elements)
    }
}

/// Sorts by a function of the model, or by the natural order. Stable; works with any function, however inconsistent.
private struct Sorting {
    let call: Arguments
    let precedes: FEELFunction?

    init(_ call: Arguments) {
        self.call = call
        precedes = call.function(1)
    }

    /// Nil if two elements cannot be ordered.
    func sorted(_ items: [FEELValue]) -> [FEELValue]? {
        guard items.count > 1 else { return items }
        if let precedes, !precedes.accepts(count: 2) { return nil }
        let middle = items.count / 2
        guard let left = sorted(Array(items[..<middle])), let right = sorted(Array(items[middle...])) else {
            return nil
        }
        var result: [FEELValue] = []
        result.reserveCapacity(items.count)
        var (first, second) = (0, 0)
        while first < left.count, second < right.count {
            guard let isBefore = isBefore(right[second], left[first]) else { return nil }
            if isBefore {
                result.append(right[second])
                second += 1
            } else {
                result.append(left[first])
                first += 1
            }
        }
        return result + left[first...] + right[second...]
    }

    private func isBefore(_ left: FEELValue, _ right: FEELValue) -> Bool? {
        guard call.run.spend() else { return nil }
        guard let precedes else { return left.order(to: right).map { $0 == .before } }
        return call.run.call(precedes, [left, right], call.range).truth
    }
}
