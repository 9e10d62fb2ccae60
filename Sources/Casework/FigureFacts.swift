package import Civics

/// What one request adds to the daily figures: a pure function of its state, so that figures are kept up by the
/// difference of two states, and a rebuild gives the same.
package struct FigureFacts: Hashable, Sendable {
    /// One count on one day; a request has at most one of each measure and day.
    package struct Fact: Hashable, Sendable {
        package let day: CityDay
        package let measure: Measure
        package fileprivate(set) var amount: Int
    }

    /// Values of the dimensions by which counts are split.
    package struct Dimensions: Hashable, Sendable {
        package let district: RegionID
        package let town: RegionID
        package let category: CategoryCode
        package let channel: Channel
        package let kind: RequestKind
        package let body: OrganisationID
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
        func count(_ measure: Measure, on at: Instant, _ amount: Int = 1) {
            let day = city.zone.day(of: at)
            if let index = facts.firstIndex(where: { $0.measure == measure && $0.day == day }) {
                facts[index].amount += amount
            } else {
                facts.append(Fact(day: day, measure: measure, amount: amount))
            }
        }
        count(.received, on: request.receivedAt)
        if request.returns > 0 { count(.returned, on: request.receivedAt, request.returns) }
        if request.withdrawnAt != nil { count(.withdrawn, on: request.receivedAt) }
        if let at = request.refusedAt { count(.refused, on: at) }
        // What was taken back, refused after a return, or is answered with another request owes nothing by itself.
        let owesAnswer = request.withdrawnAt == nil && request.refusedAt == nil && request.mergedInto == nil
        if let at = request.firstDispatchedAt {
            count(.dispatched, on: at)
            if owesAnswer, let deadline = request.clock(.contact, in: city)?.deadline {
                count(.contactDue, on: deadline)
                if let contacted = request.contactedAt ?? request.firstClosedAt, contacted <= deadline {
                    count(.contactedInTime, on: deadline)
                }
            }
        }
        for round in request.rounds {
            let clock = request.closeClock(round, in: city)
            if owesAnswer, let deadline = clock.deadline {
                count(.due, on: deadline)
                if let closed = round.closedAt, closed <= deadline { count(.closedInTime, on: deadline) }
            }
            if let closed = round.closedAt {
                count(.closed, on: closed)
                if round.wasRedone { count(.redone, on: closed) }
                if let worked = try? city.calendar.workingTime(from: round.startedAt, to: closed) {
                    let minutes = Int(worked.milliseconds / 60_000)
                    if minutes > 0 { count(.handlingMinutes, on: closed, minutes) }
                }
            }
        }
        if let answer = request.callBack, answer.reached, let at = request.calledBackAt {
            count(.calledBack, on: at)
            if answer.solved == true { count(.solved, on: at) }
            switch answer.satisfaction {
            case .verySatisfied, .satisfied: count(.satisfied, on: at)
            case .fairlySatisfied: count(.fairlySatisfied, on: at)
            case .dissatisfied, .veryDissatisfied: count(.dissatisfied, on: at)
            case nil: break
            }
        }
        self.facts = facts
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
                cells.add(fact, 1, columns)
            }
            return
        }
        let oldColumns = old.dimensions == new.dimensions ? columns : cells.columns(old.dimensions)
        var gone = old.facts
        var come: [Fact] = []
        for fact in new.facts {
            if let index = gone.firstIndex(of: fact) {
                gone.remove(at: index)
                if oldColumns != columns { cells.move(fact, from: oldColumns, to: columns) }
            } else {
                come.append(fact)
            }
        }
        // What goes goes first: a count that changes is a fact of the same measure and day.
        for fact in gone {
            change(fact, -1)
            cells.add(fact, -1, oldColumns)
        }
        for fact in come {
            change(fact, 1)
            cells.add(fact, 1, columns)
        }
    }
}

/// Changes of figures that wait to be written, summed by cell. Values of cuts are numbered once for each request, so
/// that adding a fact costs no text.
package struct FigureCells: Sendable {
    /// The numbers of a request's values in each cut that counts it.
    typealias Columns = [Int]

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
        var columns: Columns = []
        dimensions.forEachCut { cut, first, second in
            let column = Column(cut: cut, first: first, second: second)
            if let number = numbers[column] { return columns.append(number) }
            columns.append(list.count)
            numbers[column] = list.count
            list.append(column)
        }
        known[dimensions] = columns
        return columns
    }

    mutating func add(_ fact: FigureFacts.Fact, _ sign: Int, _ columns: Columns) {
        for column in columns { add(fact, sign, column) }
    }

    /// Moves a fact that stays from the old values to the new ones.
    mutating func move(_ fact: FigureFacts.Fact, from old: Columns, to new: Columns) {
        for column in old where !new.contains(column) { add(fact, -1, column) }
        for column in new where !old.contains(column) { add(fact, 1, column) }
    }

    private mutating func add(_ fact: FigureFacts.Fact, _ sign: Int, _ column: Int) {
        let cell = Cell(column: Int32(column), day: Int32(fact.day.number), measure: Int32(fact.measure.rawValue))
        amounts[cell, default: 0] += sign * fact.amount
    }
}
