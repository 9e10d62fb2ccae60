package import Civics

/// What the board (效能看板) is asked for.
package struct BoardQuery: Hashable, Sendable {
    package var cut: BoardCut
    package var scope: BoardScope
    package var period: CityPeriod

    package init(_ cut: BoardCut, scope: BoardScope, period: CityPeriod) {
        self.cut = cut
        self.scope = scope
        self.period = period
    }
}

/// The counts and rates of a body, place, field or category, or of all that the board speaks of.
package struct BoardLine: Hashable, Sendable {
    /// Identifier; `nil` for the whole.
    package let value: String?
    package let dispatched: Int
    package let closed: Int
    /// Now, whatever the period is.
    package let open: Int
    package let overdue: Int
    /// Answers in the rate of satisfaction, by grade; the rest of them gave no grade or a bad one.
    package let satisfied: Int
    package let fairlySatisfied: Int
    /// People reached whose kind of request a rate leaves out.
    package let leftOut: [ScoredRate: Int]
    /// Ratings that an appeal has taken out.
    package let excluded: Int
    package let rates: [ScoredRate: Rate]
    package let composite: CompositeScore?

    package init(
        value: String?, dispatched: Int, closed: Int, open: Int, overdue: Int, satisfied: Int, fairlySatisfied: Int,
        leftOut: [ScoredRate: Int], excluded: Int, rates: [ScoredRate: Rate], composite: CompositeScore?
    ) {
        self.value = value
        self.dispatched = dispatched
        self.closed = closed
        self.open = open
        self.overdue = overdue
        self.satisfied = satisfied
        self.fairlySatisfied = fairlySatisfied
        self.leftOut = leftOut
        self.excluded = excluded
        self.rates = rates
        self.composite = composite
    }

    package func rate(_ rate: ScoredRate) -> Rate { rates[rate] ?? Rate(0, of: 0) }

    /// Whether anything at all was counted.
    package var isEmpty: Bool {
        dispatched == 0 && closed == 0 && open == 0 && excluded == 0 && rates.values.allSatisfy { $0.denominator == 0 }
    }
}

/// Another period that the board's is compared with, counted by the same rules.
package struct BoardBefore: Hashable, Sendable {
    package let days: ClosedRange<CityDay>
    package let whole: BoardLine
    package let lines: [String: BoardLine]

    package init(days: ClosedRange<CityDay>, whole: BoardLine, lines: [String: BoardLine]) {
        self.days = days
        self.whole = whole
        self.lines = lines
    }
}

/// How well bodies, places and fields are served in a period, with what every number rests on.
package struct Board: Hashable, Sendable {
    package let query: BoardQuery
    /// Those of the period that have begun.
    package let days: ClosedRange<CityDay>
    /// The version of `scores.yml` in force on the last of these days.
    package let rules: ScoreRules
    package let whole: BoardLine
    /// In no order.
    package let lines: [BoardLine]
    /// The period right before, and the same a year before; of a period that still runs, as many of its days. `nil`
    /// where there were no figures yet.
    package let before: BoardBefore?
    package let yearBefore: BoardBefore?

    package init(
        query: BoardQuery, days: ClosedRange<CityDay>, rules: ScoreRules, whole: BoardLine, lines: [BoardLine],
        before: BoardBefore?, yearBefore: BoardBefore?
    ) {
        self.query = query
        self.days = days
        self.rules = rules
        self.whole = whole
        self.lines = lines
        self.before = before
        self.yearBefore = yearBefore
    }

    /// A number of a line of this board.
    package func number(_ what: BoardNumber.What, of line: BoardLine) -> BoardNumber {
        BoardNumber(what, query.cut, value: line.value, scope: query.scope, days: days)
    }
}
