package import Civics

/// What one request adds to the daily figures: a pure function of its state, so that figures are kept up by the
/// difference of two states, and a rebuild gives the same.
package struct FigureFacts: Hashable, Sendable {
    /// One count on one day; a request has at most one of each measure and day.
    package struct Fact: Hashable, Sendable {
        package let day: CityDay
        package let measure: Measure
        package fileprivate(set) var amount: Int
        /// The bodies whose doing was counted, one for each count; empty where it is that of the body that leads.
        package fileprivate(set) var bodies: [OrganisationID] = []
    }

    /// Values of the dimensions by which counts are split.
    package struct Dimensions: Hashable, Sendable {
        package let district: RegionID
        package let town: RegionID
        package let category: CategoryCode
        package let channel: Channel
        package let kind: RequestKind
        /// Empty before dispatch.
        package fileprivate(set) var body: OrganisationID
        package let line: ServiceLine

        package var field: String { String(category.prefix(2)) }

        /// Calls `each` with the values of every cut that is kept. Requests without a place finer than the city count
        /// under the empty district; where the town is not known, under the empty town.
        func forEachCut(_ each: (FigureCut, String, String) -> Void) {
            each(.total, "", "")
            each(.line, line.rawValue, "")
            each(.districtField, district, field)
            each(.town, town, "")
            each(.category, category, "")
            each(.channelKind, channel.rawValue, kind.rawValue)
            if !body.isEmpty { each(.body, body, "") }
        }

        /// The same for the cuts that are kept of what people said only.
        func forEachCutOfAnswers(_ each: (FigureCut, String, String) -> Void) {
            each(.kindDistrict, kind.rawValue, district)
            each(.kindTown, kind.rawValue, town)
            each(.kindCategory, kind.rawValue, category)
            if !body.isEmpty { each(.kindBody, kind.rawValue, body) }
        }
    }

    package let dimensions: Dimensions
    package let facts: [Fact]

    package init(_ request: ServiceRequest, in city: City) {
        dimensions = Dimensions(
            district: city.ancestor(of: request.place, at: .district) ?? "",
            town: city.ancestor(of: request.place, at: .town) ?? "", category: request.category,
            channel: request.channel, kind: request.kind, body: request.lead ?? "", line: request.line)
        var facts: [Fact] = []
        facts.reserveCapacity(8)
        func count(_ measure: Measure, on at: Instant, _ amount: Int = 1, by bodies: [OrganisationID] = []) {
            let day = city.zone.day(of: at)
            if let index = facts.firstIndex(where: { $0.measure == measure && $0.day == day }) {
                facts[index].amount += amount
                facts[index].bodies += bodies
            } else {
                facts.append(Fact(day: day, measure: measure, amount: amount, bodies: bodies))
            }
        }
        count(.received, on: request.receivedAt)
        for one in request.returned { count(.returned, on: one.at, by: [one.body]) }
        if request.withdrawnAt != nil { count(.withdrawn, on: request.receivedAt) }
        for at in request.refusals { count(.refused, on: at) }
        // What was taken back, refused after a return, or is answered with another request owes nothing from then on; what
        // had fallen due before stays due.
        let shared = request.rounds.compactMap(\.sharedSince).min()
        let ends = [request.withdrawnAt, request.refusedAt, request.mergedAt, shared].compactMap(\.self).min()
        func owes(_ deadline: Instant, until end: Instant?) -> Bool {
            // Between a refusal and its contest nobody owed anything.
            if let refused = request.refusals.first, let contested = request.contestedAt,
                (refused...contested).contains(deadline)
            {
                return false
            }
            return end.map { deadline < $0 } ?? true
        }
        if let at = request.firstDispatchedAt {
            count(.dispatched, on: at)
            if let deadline = request.clock(.contact, in: city)?.deadline, owes(deadline, until: ends) {
                count(.contactDue, on: deadline)
                if let contacted = request.firstAnsweredAt, contacted <= deadline {
                    count(.contactedInTime, on: deadline)
                }
            }
        }
        for round in request.rounds {
            let clock = request.closeClock(round, in: city)
            // A round that was closed by itself was due, whatever became of the request later.
            let isOwn = round.closedAt != nil && round.sharedSince == nil
            let end =
                round.sharedSince
                ?? [request.withdrawnAt, request.refusedAt, request.mergedAt].compactMap(\.self).min()
            if let deadline = clock.deadline, isOwn || owes(deadline, until: end) {
                count(.due, on: deadline)
                if let closed = round.closedAt, closed <= deadline { count(.closedInTime, on: deadline) }
            }
            // What was answered with another request is that one's closing.
            if let closed = round.closedAt, round.sharedSince == nil {
                count(.closed, on: closed)
                if round.wasRedone { count(.redone, on: closed) }
                if let worked = try? city.calendar.workingTime(from: round.startedAt, to: closed) {
                    let minutes = Int(worked.milliseconds / 60_000)
                    if minutes > 0 { count(.handlingMinutes, on: closed, minutes) }
                }
            }
            for pause in round.pauses { count(.paused, on: pause.from) }
            // What was said of a round stays said when the request is done again.
            if let answer = round.callBack, answer.reached, let at = round.calledBackAt {
                for measure in Self.measures(of: answer, isExcluded: round.appeal?.isGranted == true) {
                    count(measure, on: at)
                }
            }
            if let inspection = round.inspection, inspection.isSampled, let at = round.inspectedAt {
                count(.inspected, on: at)
                if inspection.isPassed { count(.inspectionPassed, on: at) }
            }
        }
        self.facts = facts
    }

    /// In what a rating counts; one whose appeal was granted, in nothing but the number of those.
    private static func measures(of answer: CallBack, isExcluded: Bool) -> [Measure] {
        guard !isExcluded else { return [.ratingExcluded] }
        var measures: [Measure] = answer.solved == true ? [.calledBack, .solved] : [.calledBack]
        switch answer.satisfaction {
        case .verySatisfied, .satisfied: measures.append(.satisfied)
        case .fairlySatisfied: measures.append(.fairlySatisfied)
        case .dissatisfied, .veryDissatisfied: measures.append(.dissatisfied)
        case nil: break
        }
        return measures
    }

    /// Calls `change` for every fact that goes (`sign` −1) or comes (+1), and adds to `cells` what changes, when a
    /// request goes from `old` to `new`.
    package static func difference(
        from old: FigureFacts?, to new: FigureFacts, cells: inout FigureCells, change: (Fact, _ sign: Int) -> Void
    ) {
        let columns = cells.columns(new.dimensions)
        guard let old else {
            for fact in new.facts {
                change(fact, 1)
                cells.add(fact, 1, columns, new.dimensions)
            }
            return
        }
        let isMoved = old.dimensions != new.dimensions
        let oldColumns = isMoved ? cells.columns(old.dimensions) : columns
        var gone = old.facts
        var come: [Fact] = []
        for fact in new.facts {
            if let index = gone.firstIndex(of: fact) {
                gone.remove(at: index)
                guard isMoved else { continue }
                cells.add(fact, -1, oldColumns, old.dimensions)
                cells.add(fact, 1, columns, new.dimensions)
            } else {
                come.append(fact)
            }
        }
        // What goes goes first: a count that changes is a fact of the same measure and day.
        for fact in gone {
            change(fact, -1)
            cells.add(fact, -1, oldColumns, old.dimensions)
        }
        for fact in come {
            change(fact, 1)
            cells.add(fact, 1, columns, new.dimensions)
        }
    }
}

/// Changes of figures that wait to be written, summed by cell. Values of cuts are numbered once for each request, so
/// that adding a fact costs no text.
package struct FigureCells: Sendable {
    /// The numbers of a request's values in each cut that counts it, and in each that counts what people said.
    struct Columns {
        var all: [Int] = []
        var ofAnswers: [Int] = []
    }

    private struct Column: Hashable {
        let cut: FigureCut
        let first: String
        let second: String
    }

    private struct Cell: Hashable {
        let column: Int32
        let day: Int32
        let measure: Int32
    }

    private var numbers: [Column: Int] = [:]
    private var list: [Column] = []
    private var known: [FigureFacts.Dimensions: Columns] = [:]
    private var amounts: [Cell: Int] = [:]

    package init() {}

    /// Every cell that changes, with by how much; those of one measure and day are neighbours.
    package var changes: some Sequence<(key: FigureKey, amount: Int)> {
        let changed = amounts.filter { $0.value != 0 }.sorted {
            ($0.key.measure, $0.key.day, $0.key.column) < ($1.key.measure, $1.key.day, $1.key.column)
        }
        return changed.lazy.map { cell, amount in
            let column = list[Int(cell.column)]
            let key = FigureKey(
                day: CityDay(number: Int(cell.day)), measure: Measure(rawValue: Int(cell.measure))!, cut: column.cut,
                first: column.first, second: column.second)
            return (key, amount)
        }
    }

    mutating func columns(_ dimensions: FigureFacts.Dimensions) -> Columns {
        if let columns = known[dimensions] { return columns }
        var columns = Columns()
        dimensions.forEachCut { cut, first, second in
            columns.all.append(number(of: Column(cut: cut, first: first, second: second)))
        }
        dimensions.forEachCutOfAnswers { cut, first, second in
            columns.ofAnswers.append(number(of: Column(cut: cut, first: first, second: second)))
        }
        known[dimensions] = columns
        return columns
    }

    /// Adds a fact of a request with these values, whose columns are given.
    mutating func add(
        _ fact: FigureFacts.Fact, _ sign: Int, _ columns: Columns, _ dimensions: FigureFacts.Dimensions
    ) {
        guard !fact.bodies.isEmpty else {
            for column in columns.all { add(fact, sign * fact.amount, column) }
            guard fact.measure.isAnswer else { return }
            for column in columns.ofAnswers { add(fact, sign * fact.amount, column) }
            return
        }
        var others = dimensions
        others.body = ""
        for column in self.columns(others).all { add(fact, sign * fact.amount, column) }
        for body in fact.bodies { add(fact, sign, number(of: Column(cut: .body, first: body, second: ""))) }
    }

    private mutating func number(of column: Column) -> Int {
        if let number = numbers[column] { return number }
        let number = list.count
        numbers[column] = number
        list.append(column)
        return number
    }

    private mutating func add(_ fact: FigureFacts.Fact, _ amount: Int, _ column: Int) {
        let cell = Cell(column: Int32(column), day: Int32(fact.day.number), measure: Int32(fact.measure.rawValue))
        amounts[cell, default: 0] += amount
    }
}
