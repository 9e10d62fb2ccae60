import Civics
import Reporting
import Storage

/// Reads the lines of a board out of the daily figures.
struct BoardReading: Sendable {
    let city: City
    let query: BoardQuery
    let rules: ScoreRules

    /// Open and overdue requests now, by value of the cut; those without one under the empty value.
    struct Standing: Sendable {
        var open: [String: Int] = [:]
        var overdue: [String: Int] = [:]
    }

    private static let measures: [Measure] = [
        .dispatched, .contactDue, .contactedInTime, .closed, .redone, .due, .closedInTime, .calledBack, .solved,
        .satisfied, .fairlySatisfied, .ratingExcluded, .inspected, .inspectionPassed,
    ]
    private static let answers: [Measure] = [.calledBack, .solved, .satisfied, .fairlySatisfied]

    // MARK: Figures

    func lines(
        of days: ClosedRange<CityDay>, standing: Standing?, on connection: any Connection
    ) throws -> (whole: BoardLine, lines: [BoardLine]) {
        let table = try FigureStore.table(Self.measures, query.cut.figures, days, on: connection)
        let left = try leftOut(days, on: connection)
        var values = Set(table.cells.map(\.first))
        values.formUnion(standing?.open.keys.map { $0 } ?? [])
        values.remove("")
        let shown = values.filter { query.scope.holds($0, of: query.cut, in: city) }.sorted()
        let sums = shown.map { value -> (value: String, sums: Sums) in
            var sums = Sums { table[$0, value] }
            sums.leaveOut(left.solved?[value], left.satisfied?[value])
            return (value, sums)
        }
        let lines = sums.map { line($0.value, $0.sums, standing) }.filter { !$0.isEmpty }
        // What has no body, district or town is part of the city, but of no line: the city is read as a whole.
        let whole =
            query.scope == .city
            ? try wholeCity(days, on: connection) : sums.reduce(into: Sums()) { $0.add($1.sums) }
        return (line(nil, whole, standing), lines)
    }

    private func wholeCity(_ days: ClosedRange<CityDay>, on connection: any Connection) throws -> Sums {
        let table = try FigureStore.table(Self.measures, .total, days, on: connection)
        let kinds = try FigureStore.table(Self.answers, .kind, days, on: connection)
        func left(_ rate: ScoredRate) -> Answers {
            rules.excludedKinds(from: rate).reduce(into: Answers()) { sum, kind in
                sum.add(Answers { kinds[$0, kind.rawValue] })
            }
        }
        var whole = Sums { table.total($0) }
        whole.leaveOut(left(.solved), left(.satisfied))
        return whole
    }

    /// What the kinds that rates leave out have contributed, by value.
    private func leftOut(
        _ days: ClosedRange<CityDay>, on connection: any Connection
    ) throws -> (solved: [String: Answers]?, satisfied: [String: Answers]?) {
        let (fromSolved, fromSatisfied) = (rules.excludedKinds(from: .solved), rules.excludedKinds(from: .satisfied))
        guard !fromSolved.isEmpty || !fromSatisfied.isEmpty else { return (nil, nil) }
        let table = try FigureStore.table(Self.answers, query.cut.figuresByKind, days, on: connection)
        func sums(_ kinds: [RequestKind]) -> [String: Answers]? {
            guard !kinds.isEmpty else { return nil }
            let names = Set(kinds.map(\.rawValue))
            var sums: [String: Answers] = [:]
            for cell in table.cells where names.contains(cell.first) {
                let value = query.cut == .field ? String(cell.second.prefix(2)) : cell.second
                sums[value, default: Answers()].add(Answers { table[$0, cell.first, cell.second] })
            }
            return sums
        }
        return (sums(fromSolved), sums(fromSatisfied))
    }

    private func line(_ value: String?, _ sums: Sums, _ standing: Standing?) -> BoardLine {
        let rates = sums.rates(rules)
        func now(_ counts: [String: Int]?) -> Int {
            guard let counts else { return 0 }
            if let value { return counts[value] ?? 0 }
            return counts.filter { query.scope.holds($0.key, of: query.cut, in: city) }.values.reduce(0, +)
        }
        return BoardLine(
            value: value, dispatched: sums[.dispatched], closed: sums[.closed], open: now(standing?.open),
            overdue: now(standing?.overdue), satisfied: sums.ofSatisfied.satisfied,
            fairlySatisfied: sums.ofSatisfied.fairlySatisfied, leftOut: sums.leftOut, excluded: sums[.ratingExcluded],
            rates: rates,
            composite: CompositeScore(rates, weights: rules.weights, showFrom: rules.showFrom))
    }

    // MARK: As it stands

    /// Counts of open requests, read from the index of deadlines alone.
    func standing(at now: Instant, on connection: any Connection) throws -> Standing {
        let column =
            switch query.cut {
            case .body: "+r.lead"
            case .district: "+r.district"
            case .town: "+r.town"
            case .field: "substr(r.category, 1, 2)"
            case .category: "+r.category"
            }
        var standing = Standing()
        try connection.visit(
            """
            SELECT \(column), count(*), sum(r.close_deadline < ?) FROM request r WHERE r.is_open = 1 GROUP BY 1
            """, [.integer(now.milliseconds)]
        ) { row in
            standing.open[row.text(0)] = row.int(1)
            standing.overdue[row.text(0)] = row.int(2)
            return true
        }
        return standing
    }
}

/// Sums of what people said.
private struct Answers {
    var calledBack = 0
    var solved = 0
    var satisfied = 0
    var fairlySatisfied = 0

    init() {}

    init(_ sum: (Measure) -> Int) {
        calledBack = sum(.calledBack)
        solved = sum(.solved)
        satisfied = sum(.satisfied)
        fairlySatisfied = sum(.fairlySatisfied)
    }

    mutating func add(_ other: Answers, _ sign: Int = 1) {
        calledBack += sign * other.calledBack
        solved += sign * other.solved
        satisfied += sign * other.satisfied
        fairlySatisfied += sign * other.fairlySatisfied
    }
}

/// The sums that the rates of one line are made of.
private struct Sums {
    private var sums: [Measure: Int] = [:]
    /// Without the kinds that the rate leaves out.
    private var ofSolved = Answers()
    private(set) var ofSatisfied = Answers()
    /// Answers that the rates leave out.
    private(set) var leftOut: [ScoredRate: Int] = [:]

    init() {}

    init(_ sum: (Measure) -> Int) {
        for measure in Measure.allCases where Self.counts.contains(measure) { sums[measure] = sum(measure) }
        ofSolved = Answers(sum)
        ofSatisfied = ofSolved
    }

    private static let counts: Set<Measure> = [
        .dispatched, .contactDue, .contactedInTime, .closed, .redone, .due, .closedInTime, .ratingExcluded, .inspected,
        .inspectionPassed,
    ]

    subscript(_ measure: Measure) -> Int { sums[measure] ?? 0 }

    mutating func leaveOut(_ solved: Answers?, _ satisfied: Answers?) {
        if let solved {
            ofSolved.add(solved, -1)
            leftOut[.solved] = solved.calledBack
        }
        if let satisfied {
            ofSatisfied.add(satisfied, -1)
            leftOut[.satisfied] = satisfied.calledBack
        }
    }

    mutating func add(_ other: Sums) {
        sums.merge(other.sums, uniquingKeysWith: +)
        ofSolved.add(other.ofSolved)
        ofSatisfied.add(other.ofSatisfied)
        leftOut.merge(other.leftOut, uniquingKeysWith: +)
    }

    func rates(_ rules: ScoreRules) -> [ScoredRate: Rate] {
        let fairly = rules.fairlySatisfiedWeight * Double(ofSatisfied.fairlySatisfied)
        return [
            .response: Rate(Double(self[.contactedInTime]), of: self[.contactDue]),
            .onTime: Rate(Double(self[.closedInTime]), of: self[.due]),
            .solved: Rate(Double(ofSolved.solved), of: ofSolved.calledBack),
            .satisfied: Rate(Double(ofSatisfied.satisfied) + fairly, of: ofSatisfied.calledBack),
            .firstTime: Rate(Double(self[.closed] - self[.redone]), of: self[.closed]),
            .inspection: Rate(Double(self[.inspectionPassed]), of: self[.inspected]),
        ]
    }
}

extension BoardCut {
    var figures: FigureCut {
        switch self {
        case .body: .body
        case .district: .district
        case .field: .field
        case .category: .category
        case .town: .town
        }
    }

    /// The second value is that of the cut; of fields it is the category.
    var figuresByKind: FigureCut {
        switch self {
        case .body: .kindBody
        case .district: .kindDistrict
        case .field, .category: .kindCategory
        case .town: .kindTown
        }
    }
}
