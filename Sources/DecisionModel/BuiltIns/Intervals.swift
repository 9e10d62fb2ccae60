/// One end of a range, or a point as both ends of itself.
private struct Span {
    let start: FEELValue
    let includesStart: Bool
    let end: FEELValue
    let includesEnd: Bool
    let isPoint: Bool

    init(_ value: FEELValue) {
        if case .range(let range) = value {
            start = range.start
            end = range.end
            includesStart = range.includesStart
            includesEnd = range.includesEnd
            isPoint = false
        } else {
            start = value
            end = value
            includesStart = true
            includesEnd = true
            isPoint = true
        }
    }
}

/// Two ends cannot be compared.
private struct NotComparable: Error {}

/// Relations of two spans (DMN 1.5, table 78). An end without a bound lies beyond all others.
private struct Relation {
    let first: Span
    let second: Span

    private enum End {
        case lowest
        case value(FEELValue)
        case highest
    }

    private static func order(_ left: End, _ right: End) throws(NotComparable) -> TemporalOrder {
        switch (left, right) {
        case (.lowest, .lowest), (.highest, .highest): return .same
        case (.lowest, _), (_, .highest): return .before
        case (.highest, _), (_, .lowest): return .after
        case (.value(let left), .value(let right)):
            guard let order = left.order(to: right) else { throw NotComparable() }
            return order
        }
    }

    private static func start(_ span: Span) -> End { span.start.isNull ? .lowest : .value(span.start) }
    private static func end(_ span: Span) -> End { span.end.isNull ? .highest : .value(span.end) }

    private func starts() throws(NotComparable) -> TemporalOrder {
        try Relation.order(Relation.start(first), Relation.start(second))
    }

    private func ends() throws(NotComparable) -> TemporalOrder {
        try Relation.order(Relation.end(first), Relation.end(second))
    }

    private func firstEndToSecondStart() throws(NotComparable) -> TemporalOrder {
        try Relation.order(Relation.end(first), Relation.start(second))
    }

    private func firstStartToSecondEnd() throws(NotComparable) -> TemporalOrder {
        try Relation.order(Relation.start(first), Relation.end(second))
    }

    private var turned: Relation { Relation(first: second, second: first) }

    func before() throws(NotComparable) -> Bool {
        switch try firstEndToSecondStart() {
        case .before: true
        case .same: !first.includesEnd || !second.includesStart
        case .after: false
        }
    }

    func after() throws(NotComparable) -> Bool { try turned.before() }

    func meets() throws(NotComparable) -> Bool {
        try firstEndToSecondStart() == .same && first.includesEnd && second.includesStart
    }

    func metBy() throws(NotComparable) -> Bool { try turned.meets() }

    func overlaps() throws(NotComparable) -> Bool {
        let (ending, starting) = (try firstEndToSecondStart(), try firstStartToSecondEnd())
        return (ending == .after || (ending == .same && first.includesEnd && second.includesStart))
            && (starting == .before || (starting == .same && first.includesStart && second.includesEnd))
    }

    func overlapsBefore() throws(NotComparable) -> Bool {
        let (starts, ending, ends) = (try starts(), try firstEndToSecondStart(), try ends())
        return (starts == .before || (starts == .same && first.includesStart && !second.includesStart))
            && (ending == .after || (ending == .same && first.includesEnd && second.includesStart))
            && (ends == .before || (ends == .same && (!first.includesEnd || second.includesEnd)))
    }

    func overlapsAfter() throws(NotComparable) -> Bool { try turned.overlapsBefore() }

    func finishes() throws(NotComparable) -> Bool {
        let ends = try ends()
        if first.isPoint { return ends == .same && second.includesEnd }
        let starts = try starts()
        return ends == .same && first.includesEnd == second.includesEnd
            && (starts == .after || (starts == .same && (!first.includesStart || second.includesStart)))
    }

    func finishedBy() throws(NotComparable) -> Bool { try turned.finishes() }

    func includes() throws(NotComparable) -> Bool {
        let (starts, ends) = (try starts(), try ends())
        return (starts == .before || (starts == .same && (first.includesStart || !second.includesStart)))
            && (ends == .after || (ends == .same && (first.includesEnd || !second.includesEnd)))
    }

    func during() throws(NotComparable) -> Bool { try turned.includes() }

    func startsWith() throws(NotComparable) -> Bool {
        let starts = try starts()
        if first.isPoint { return starts == .same && second.includesStart }
        let ends = try ends()
        return starts == .same && first.includesStart == second.includesStart
            && (ends == .before || (ends == .same && (!first.includesEnd || second.includesEnd)))
    }

    func startedBy() throws(NotComparable) -> Bool { try turned.startsWith() }

    func coincides() throws(NotComparable) -> Bool {
        let (starts, ends) = (try starts(), try ends())
        return starts == .same && ends == .same && first.includesStart == second.includesStart
            && first.includesEnd == second.includesEnd
    }
}

extension BuiltIns {
    /// DMN 1.5, 10.3.4.10.
    static let intervals: [BuiltIn] = [
        relation("before", [.points, .pointAndRange, .rangeAndPoint, .ranges]) { (relation) throws(NotComparable) in
            try relation.before()
        },
        relation("after", [.points, .pointAndRange, .rangeAndPoint, .ranges]) { (relation) throws(NotComparable) in
            try relation.after()
        },
        relation("meets", [.ranges]) { (relation) throws(NotComparable) in try relation.meets() },
        relation("met by", [.ranges]) { (relation) throws(NotComparable) in try relation.metBy() },
        relation("overlaps", [.ranges]) { (relation) throws(NotComparable) in try relation.overlaps() },
        relation("overlaps before", [.ranges]) { (relation) throws(NotComparable) in try relation.overlapsBefore() },
        relation("overlaps after", [.ranges]) { (relation) throws(NotComparable) in try relation.overlapsAfter() },
        relation("finishes", [.pointAndRange, .ranges]) { (relation) throws(NotComparable) in try relation.finishes() },
        relation("finished by", [.rangeAndPoint, .ranges]) { (relation) throws(NotComparable) in
            try relation.finishedBy()
        },
        relation("includes", [.rangeAndPoint, .ranges]) { (relation) throws(NotComparable) in try relation.includes() },
        relation("during", [.pointAndRange, .ranges]) { (relation) throws(NotComparable) in try relation.during() },
        relation("starts", [.pointAndRange, .ranges]) { (relation) throws(NotComparable) in try relation.startsWith() },
        relation("started by", [.rangeAndPoint, .ranges]) { (relation) throws(NotComparable) in
            try relation.startedBy()
        },
        relation("coincides", [.points, .ranges]) { (relation) throws(NotComparable) in try relation.coincides() },
    ]

    private enum Shape {
        case points, pointAndRange, rangeAndPoint, ranges

        var parameters: (Signature.Parameter, Signature.Parameter) {
            switch self {
            case .points: (.point("point1"), .point("point2"))
            case .pointAndRange: (.point("point"), .range("range"))
            case .rangeAndPoint: (.range("range"), .point("point"))
            case .ranges: (.range("range1"), .range("range2"))
            }
        }
    }

    private static func relation(
        _ name: String, _ shapes: [Shape], _ holds: @escaping @Sendable (Relation) throws(NotComparable) -> Bool
    ) -> BuiltIn {
        BuiltIn(
            name,
            signatures: shapes.map { shape in
                let (first, second) = shape.parameters
                return Signature(first, second) { call in
                    let relation = Relation(first: Span(call[0]), second: Span(call[1]))
                    return (try? holds(relation)).map { .boolean($0) }
                }
            })
    }
}

extension Signature.Parameter {
    fileprivate static func point(_ name: String) -> Self {
        .of(name, .number, .string, .date, .time, .dateTime, .daysAndTime, .yearsAndMonths)
    }
}
