package import Civics

/// What an analyst asks of the daily figures (数据探索): which numbers, by what, of which days, of which part.
package struct ExplorerQuery: Hashable, Sendable {
    /// At least one; the pictures show them in this order.
    package var measures: [ExplorerMeasure]
    /// By what the lines are split; `nil` for one line.
    package var rows: ExplorerDimension?
    /// By what the columns are split; only beside rows, and with one measure.
    package var columns: ExplorerDimension?
    package var period: CityPeriod
    package var comparison: ExplorerComparison
    /// Each dimension at most once, in the order of all.
    package var filters: [ExplorerFilter]
    /// `nil` for the picture that fits.
    package var view: ExplorerView?

    package init(
        _ measures: [ExplorerMeasure], rows: ExplorerDimension? = nil, columns: ExplorerDimension? = nil,
        period: CityPeriod, comparison: ExplorerComparison = .none, filters: [ExplorerFilter] = [],
        view: ExplorerView? = nil
    ) {
        self.measures = measures
        self.rows = rows
        self.columns = columns
        self.period = period
        self.comparison = comparison
        self.filters = filters.sorted { $0.dimension.place < $1.dimension.place }
        self.view = view
    }

    /// What lines, columns and filters speak of, time left out.
    package var dimensions: Set<ExplorerDimension> {
        Set(([rows, columns].compactMap(\.self) + filters.map(\.dimension)).filter { !$0.isTime })
    }

    package func filter(_ dimension: ExplorerDimension) -> String? {
        filters.first { $0.dimension == dimension }?.value
    }
}

/// By what figures can be split.
package enum ExplorerDimension: String, CaseIterable, Hashable, Sendable {
    case district, town, field, category, channel, kind, line, body
    case day, week, month

    package var isTime: Bool { self == .day || self == .week || self == .month }

    /// Has so many values that they stand below each other only.
    package var isLong: Bool { self == .town || self == .category || self == .body }

    /// Whether one of the two is a part of the other.
    func isPart(with other: ExplorerDimension) -> Bool {
        [self, other].contains(.town) && [self, other].contains(.district)
            || [self, other].contains(.category) && [self, other].contains(.field)
    }

    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// One value of a dimension: nothing else is counted.
package struct ExplorerFilter: Hashable, Sendable {
    package var dimension: ExplorerDimension
    /// An identifier; empty for what has no value there.
    package var value: String

    package init(_ dimension: ExplorerDimension, _ value: String) {
        self.dimension = dimension
        self.value = value
    }
}

/// A number that can be asked for.
package enum ExplorerMeasure: Hashable, Sendable {
    case count(Measure)
    case rate(ScoredRate)
    /// Working time from dispatch to closing, for each closing: minutes of handling ÷ closings.
    case handlingTime

    /// All, counts in the order of a request's life. Minutes are asked for as the time of one request.
    package static let all: [ExplorerMeasure] =
        Measure.allCases.filter { $0 != .handlingMinutes }.map { .count($0) } + ScoredRate.allCases.map { .rate($0) }
        + [.handlingTime]

    /// How it is named in addresses: `received`, `on-time-rate`, `handling-time`.
    package var code: String {
        switch self {
        case .count(let measure): "\(measure)"
        case .rate(let rate): "\(rate.rawValue.replacing("_", with: "-"))-rate"
        case .handlingTime: "handling-time"
        }
    }

    package init?(code: String) {
        guard let measure = Self.all.first(where: { $0.code == code }) else { return nil }
        self = measure
    }

    /// Whether it is a part of something, so that it rests on a denominator.
    package var isRatio: Bool {
        if case .count = self { false } else { true }
    }

    package var format: ChartFormat {
        switch self {
        case .count: .count
        case .rate: .share
        case .handlingTime: .decimal
        }
    }
}

/// What a period is compared with.
package enum ExplorerComparison: String, CaseIterable, Hashable, Sendable {
    case none, previous
    case yearBefore = "year-before"
}

/// How the numbers are shown, above their table.
package enum ExplorerView: String, CaseIterable, Hashable, Sendable {
    case bars, trend, heat, slope, tiles, calendar, table
}
