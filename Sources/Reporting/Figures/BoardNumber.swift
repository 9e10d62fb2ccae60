package import Civics

/// By what the board compares.
package enum BoardCut: String, CaseIterable, Sendable {
    case body, district, field, category, town
}

/// Of which part of the city the board speaks.
package enum BoardScope: Hashable, Sendable {
    case city
    /// The bodies of a district, or its towns.
    case district(RegionID)
    /// A body and those that lie below it.
    case under(OrganisationID)
}

/// A number of the board, named exactly enough to be asked for again and to lead to the requests that it counts.
package struct BoardNumber: Hashable, Sendable {
    package enum What: String, CaseIterable, Sendable {
        case dispatched, closed
        /// As of now, whatever the days are.
        case open, overdue
        case contactDue = "contact-due", contacted, notContacted = "not-contacted"
        case due, onTime = "on-time", late
        /// People who were reached, without the kinds of request that the rate leaves out.
        case askedSolved = "asked-solved", solved, notSolved = "not-solved"
        case askedSatisfied = "asked-satisfied", satisfied, fairlySatisfied = "fairly-satisfied"
        case notSatisfied = "not-satisfied"
        case firstTime = "first-time", redone
        case inspected, passed, failed
        /// Ratings that an appeal has taken out.
        case excluded
        /// People who were reached, of the kinds of request that the rate leaves out.
        case leftOutOfSolved = "left-out-of-solved", leftOutOfSatisfied = "left-out-of-satisfied"
        case paused
    }

    package var what: What
    package var cut: BoardCut
    /// The identifier of the body, place, field or category; `nil` for all that the board speaks of.
    package var value: String?
    package var scope: BoardScope
    package var days: ClosedRange<CityDay>

    package init(
        _ what: What, _ cut: BoardCut = .body, value: String? = nil, scope: BoardScope = .city,
        days: ClosedRange<CityDay>
    ) {
        self.what = what
        self.cut = cut
        self.value = value
        self.scope = scope
        self.days = days
    }
}

extension BoardNumber.What {
    /// The measure that counts it; `nil` for what is counted as it stands now.
    package var measure: Measure? {
        switch self {
        case .dispatched: .dispatched
        case .closed, .firstTime: .closed
        case .open, .overdue: nil
        case .contactDue, .notContacted: .contactDue
        case .contacted: .contactedInTime
        case .due, .late: .due
        case .onTime: .closedInTime
        case .askedSolved, .notSolved, .askedSatisfied, .notSatisfied, .leftOutOfSolved, .leftOutOfSatisfied:
            .calledBack
        case .solved: .solved
        case .satisfied: .satisfied
        case .fairlySatisfied: .fairlySatisfied
        case .redone: .redone
        case .inspected, .failed: .inspected
        case .passed: .inspectionPassed
        case .excluded: .ratingExcluded
        case .paused: .paused
        }
    }

    /// What is taken away from the measure: those that were due but not late, those that were done again …
    package var butNot: [Measure] {
        switch self {
        case .notContacted: [.contactedInTime]
        case .late: [.closedInTime]
        case .notSolved: [.solved]
        case .notSatisfied: [.satisfied, .fairlySatisfied]
        case .firstTime: [.redone]
        case .failed: [.inspectionPassed]
        default: []
        }
    }

    /// The rate that it is a part of, where that leaves out some kinds of request.
    package var rate: ScoredRate? {
        switch self {
        case .askedSolved, .solved, .notSolved, .leftOutOfSolved: .solved
        case .askedSatisfied, .satisfied, .fairlySatisfied, .notSatisfied, .leftOutOfSatisfied: .satisfied
        default: nil
        }
    }

    /// Whether it counts those that the rate leaves out, and not those that it counts.
    package var isLeftOut: Bool { self == .leftOutOfSolved || self == .leftOutOfSatisfied }

    /// Whether a request can be counted more than once in a period: closed, done again and closed again.
    package var canCountTwice: Bool {
        ![.dispatched, .open, .overdue, .contactDue, .contacted, .notContacted].contains(self)
    }
}
