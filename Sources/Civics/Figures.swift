/// What is counted. Each measure belongs to one day of the city and counts requests (or working minutes where it says
/// so), so that any period is a sum of days.
package enum Measure: Int, CaseIterable, Sendable {
    /// Taken in, on the day of receipt.
    case received = 1
    /// First dispatched, on that day.
    case dispatched = 2
    /// Whose person was contacted within the limit, on the day on which the contact was due.
    case contactedInTime = 3
    /// Dispatched requests, neither withdrawn nor merged nor refused by then, on the day on which the contact is due: the
    /// base of `contactedInTime`. Counting by the due day keeps requests whose limit still runs out of past periods' rates.
    case contactDue = 4
    /// Closings, on their days: a request that was done again closes more than once; one that was answered together with
    /// another (并案) does not, the group is closed once.
    case closed = 5
    /// Falling due on that day: the base of `closedInTime`.
    case due = 6
    /// Falling due on that day and closed by the deadline.
    case closedInTime = 7
    /// Call-backs that reached the person, and ratings by people themselves, on their day: the base of the next four. A
    /// request that was done again is asked about again, and everybody of a group by themselves.
    case calledBack = 8
    case solved = 9
    case satisfied = 10
    case fairlySatisfied = 11
    case dissatisfied = 12
    /// Closings after which the request had to be done again, by a redo (重办) or to put right a bad rating (差评整改), on
    /// the day of that closing.
    case redone = 13
    /// Returns, on their days, by the body that returned.
    case returned = 14
    /// Working minutes from dispatch to closing, summed over requests, on the day of closing.
    case handlingMinutes = 15
    /// Refusals (不予受理), on their days: one that was contested can be followed by a second.
    case refused = 16
    /// Withdrawn by the person, on the day of receipt.
    case withdrawn = 17
    /// Ratings whose appeal was granted, on the day of the call: they count in none of the five above.
    case ratingExcluded = 30
    /// Closings that were drawn by lot and looked at again, on the day of the look: the base of the next.
    case inspected = 31
    case inspectionPassed = 32
    /// Pauses of the clock, on the day on which they began.
    case paused = 33

    /// Whether it counts what people said, so that rates can leave out some kinds of request.
    package var isAnswer: Bool { [.calledBack, .solved, .satisfied, .fairlySatisfied].contains(self) }
}

/// By what a count is split. `first` and `second` of a `FigureKey` hold the values; a cut without a second leaves it empty.
package enum FigureCut: Int, CaseIterable, Sendable {
    case total = 0
    case district = 1
    case town = 2
    case field = 3
    case category = 4
    case channel = 5
    case kind = 6
    case body = 7
    /// First: district; second: field (first two digits of the category).
    case districtField = 8
    /// First: channel; second: kind.
    case channelKind = 9
    case line = 10
    /// First: kind; second: district, town, category or body. Kept of what people said only (`Measure.isAnswer`).
    case kindDistrict = 11
    case kindTown = 12
    case kindCategory = 13
    case kindBody = 14
    /// First: district, town or body; second: category. These three are not kept by day (`isKeptByDay`).
    case districtCategory = 15
    case townCategory = 16
    case bodyCategory = 17

    /// Whether its daily figures are written with every event. The fine cuts of reports are not: they are counted from the
    /// requests, once for each week and month that is over, and day by day only where such a sum is missing.
    package var isKeptByDay: Bool { ![.districtCategory, .townCategory, .bodyCategory].contains(self) }

    /// What the fine cuts hold: enough to say where a change came from.
    package static let fineMeasures: [Measure] = [
        .received, .dispatched, .due, .closedInTime, .closed, .redone, .calledBack, .solved, .satisfied,
        .fairlySatisfied,
        .dissatisfied,
    ]

    /// The cut that is kept, and which of its two values this one sums over: several cuts can be read from one.
    package var source: (cut: FigureCut, side: Side) {
        switch self {
        case .district: (.districtField, .first)
        case .field: (.districtField, .second)
        case .channel: (.channelKind, .first)
        case .kind: (.channelKind, .second)
        default: (self, .both)
        }
    }

    package enum Side: Sendable {
        case first, second, both
    }
}

/// One cell of the daily figures.
package struct FigureKey: Hashable, Sendable {
    package var day: CityDay
    package var measure: Measure
    package var cut: FigureCut
    package var first: String
    package var second: String

    package init(day: CityDay, measure: Measure, cut: FigureCut, first: String, second: String) {
        self.day = day
        self.measure = measure
        self.cut = cut
        self.first = first
        self.second = second
    }
}

/// A rate with what it rests on. A rate without a denominator is no rate, never zero.
package struct Rate: Hashable, Sendable {
    package var numerator: Double
    package var denominator: Int

    package init(_ numerator: Double, of denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var value: Double? { denominator > 0 ? numerator / Double(denominator) : nil }

    /// Wilson score interval at 95 %; `nil` without a denominator.
    package var interval: ClosedRange<Double>? {
        guard let p = value else { return nil }
        let z = 1.959963984540054
        let n = Double(denominator)
        let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, centre - half)...min(1, centre + half)
    }
}
