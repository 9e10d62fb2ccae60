extension BuiltIns {
    /// The functions of DMN 1.5, 10.3.4.4, that make one value of many.
    static let aggregates: [BuiltIn] = [
        BuiltIn("count", Signature(.list("list")) { call in call.list(0).map { FEELValue($0.count) } }),
        BuiltIn("min", Signature(variadic: .list("list")) { call in extreme(call, .before) }),
        BuiltIn("max", Signature(variadic: .list("list")) { call in extreme(call, .after) }),
        BuiltIn(
            "sum",
            Signature(variadic: .list("list")) { call in
                guard let numbers = call.numbers(0), !numbers.isEmpty else { return nil }
                return sum(numbers).map { .number($0) }
            }),
        BuiltIn(
            "mean",
            Signature(variadic: .list("list")) { call in
                guard let numbers = call.numbers(0), !numbers.isEmpty else { return nil }
                return mean(numbers).map { .number($0) }
            }),
        BuiltIn(
            "product",
            Signature(variadic: .list("list")) { call in
                guard let numbers = call.numbers(0), !numbers.isEmpty else { return nil }
                var product = Decimal34.one
                for number in numbers {
                    guard let next = product * number else { return nil }
                    product = next
                }
                return .number(product)
            }),
        BuiltIn(
            "median",
            Signature(variadic: .list("list")) { call in
                guard let numbers = call.numbers(0)?.sorted() else { return nil }
                guard !numbers.isEmpty else { return .null }
                let middle = numbers.count / 2
                if numbers.count % 2 == 1 { return .number(numbers[middle]) }
                return mean([numbers[middle - 1], numbers[middle]]).map { .number($0) }
            }),
        BuiltIn(
            "stddev",
            Signature(variadic: .list("list")) { call in
                guard let numbers = call.numbers(0), numbers.count > 1 else { return nil }
                return deviation(numbers).map { .number($0) }
            }),
        BuiltIn(
            "mode",
            Signature(variadic: .list("list")) { call in
                guard let numbers = call.numbers(0) else { return nil }
                var counts: [Decimal34: Int] = [:]
                for number in numbers { counts[number, default: 0] += 1 }
                let most = counts.values.max()
                return .list(counts.filter { $0.value == most }.keys.sorted().map { .number($0) })
            }),
        BuiltIn("all", Signature(variadic: .list("list")) { call in logical(call, ifFound: false) }),
        BuiltIn("any", Signature(variadic: .list("list")) { call in logical(call, ifFound: true) }),
    ]

    private static func sum(_ numbers: [Decimal34]) -> Decimal34? {
        var sum = Decimal34.zero
        for number in numbers {
            guard let next = sum + number else { return nil }
            sum = next
        }
        return sum
    }

    private static func mean(_ numbers: [Decimal34]) -> Decimal34? {
        sum(numbers)?.divided(by: Decimal34(numbers.count))
    }

    /// The standard deviation of a sample.
    private static func deviation(_ numbers: [Decimal34]) -> Decimal34? {
        guard let mean = mean(numbers) else { return nil }
        var squares: [Decimal34] = []
        for number in numbers {
            guard let distance = number - mean, let square = distance * distance else { return nil }
            squares.append(square)
        }
        return sum(squares)?.divided(by: Decimal34(numbers.count - 1))?.squareRoot
    }

    /// The value that stands before (or after) all others, if all can be compared.
    private static func extreme(_ call: Arguments, _ wanted: TemporalOrder) -> FEELValue? {
        guard let items = call.list(0), var best = items.first else { return nil }
        guard best.order(to: best) != nil else { return nil }
        for item in items.dropFirst() {
            guard let order = item.order(to: best) else { return nil }
            if order == wanted { best = item }
        }
        return best
    }

    /// `all` and `any` in three-valued logic: a value that decides, or null if one is no boolean.
    private static func logical(_ call: Arguments, ifFound decisive: Bool) -> FEELValue? {
        guard let items = call.list(0) else { return nil }
        if items.contains(where: { $0.truth == decisive }) { return .boolean(decisive) }
        return items.allSatisfy { $0.truth != nil } ? .boolean(!decisive) : .null
    }
}
