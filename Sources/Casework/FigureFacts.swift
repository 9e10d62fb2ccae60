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

        /// The same, for the cuts in which `other` has other values: its values first, with −1, then these, with +1.
        func forEachChange(from other: Dimensions, _ each: (FigureCut, String, String, Int) -> Void) {
            if line != other.line {
                each(.line, other.line.rawValue, "", -1)
                each(.line, line.rawValue, "", 1)
            }
            if district != other.district || category != other.category {
                each(.districtField, other.district, other.field, -1)
                each(.districtField, district, field, 1)
            }
            if town != other.town {
                each(.town, other.town, "", -1)
                each(.town, town, "", 1)
            }
            if category != other.category {
                each(.category, other.category, "", -1)
                each(.category, category, "", 1)
            }
            if channel != other.channel || kind != other.kind {
                each(.channelKind, other.channel.rawValue, other.kind.rawValue, -1)
                each(.channelKind, channel.rawValue, kind.rawValue, 1)
            }
            if body != other.body {
                if !other.body.isEmpty { each(.body, other.body, "", -1) }
                if !body.isEmpty { each(.body, body, "", 1) }
            }
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
                count(.contactDue, on: at)
                if let contacted = request.contactedAt ?? request.firstClosedAt, contacted <= deadline {
                    count(.contactedInTime, on: at)
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

    /// Calls `change` for every fact that goes (`sign` −1) or comes (+1), and `add` for every cell that changes, when a
    /// request goes from `old` to `new`.
    package static func difference(
        from old: FigureFacts?, to new: FigureFacts, change: (Fact, _ sign: Int) -> Void,
        add: (FigureKey, Int) -> Void
    ) {
        func count(_ fact: Fact, _ cut: FigureCut, _ first: String, _ second: String, _ sign: Int) {
            let key = FigureKey(day: fact.day, measure: fact.measure, cut: cut, first: first, second: second)
            add(key, sign * fact.amount)
        }
        func emit(_ facts: some Sequence<Fact>, _ dimensions: Dimensions, _ sign: Int) {
            for fact in facts {
                change(fact, sign)
                dimensions.forEachCut { cut, first, second in count(fact, cut, first, second, sign) }
            }
        }
        guard let old else { return emit(new.facts, new.dimensions, 1) }
        var gone = old.facts
        var come: [Fact] = []
        for fact in new.facts {
            guard let index = gone.firstIndex(of: fact) else {
                come.append(fact)
                continue
            }
            gone.remove(at: index)
            if old.dimensions != new.dimensions {
                new.dimensions.forEachChange(from: old.dimensions) { cut, first, second, sign in
                    count(fact, cut, first, second, sign)
                }
            }
        }
        emit(gone, old.dimensions, -1)
        emit(come, new.dimensions, 1)
    }
}
