import Civics

/// Everything that a report reads: its period, the periods before it and a year before, the days for trends and for what
/// is expected.
struct ReportFigures {
    /// How the period stands on the day on which the report is made.
    enum Stage: Hashable {
        /// No figures in the house at all.
        case emptyHouse
        /// The house's figures begin after the period.
        case beforeFirstFigures(CityDay)
        /// Not one day of it is complete.
        case notBegun
        case running
        case complete
    }

    let period: CityPeriod
    let stage: Stage
    let firstDay: CityDay?
    /// Days whose figures are complete; the whole period where `stage` says that there is nothing to tell.
    let days: ClosedRange<CityDay>
    let now: PeriodFigures
    /// `nil` where the house's figures do not cover those days whole.
    let before: PeriodFigures?
    /// The period before the one before: what was pointed out then is looked at again now. Of whole periods only.
    let earlier: PeriodFigures?
    let yearAgo: PeriodFigures?
    /// Received by day, as far back as trends and expectations go.
    let daily: [CityDay: Int]

    /// Weeks of a year: shifting by them keeps the weekday.
    static let yearShift = 364
    /// Days before the period that trends and expectations look back.
    static let lookBack = 4 * 366

    init<Source: FigureSource>(_ period: CityPeriod, today: CityDay, from source: Source) throws(Source.Failure) {
        let firstDay = try source.firstDay()
        let whole = period.days
        let through = min(whole.upperBound, today.advanced(by: -1))
        let stage: Stage
        if let firstDay {
            if firstDay > whole.upperBound {
                stage = .beforeFirstFigures(firstDay)
            } else if through < whole.lowerBound {
                stage = .notBegun
            } else {
                stage = through < whole.upperBound ? .running : .complete
            }
        } else {
            stage = .emptyHouse
        }
        let days = stage == .running ? whole.lowerBound...through : whole
        func covered(_ range: ClosedRange<CityDay>) -> ClosedRange<CityDay>? {
            guard let firstDay, firstDay <= range.lowerBound else { return nil }
            return range
        }
        self.period = period
        self.stage = stage
        self.firstDay = firstDay
        self.days = days
        let cuts = ReportCuts(period.length)
        self.now = try PeriodFigures(days, cuts: cuts.now, from: source)
        let previous = period.previous
        if let range = covered(stage == .running ? previous.days(atMost: days.count) : previous.days) {
            self.before = try PeriodFigures(range, cuts: cuts.now, from: source)
        } else {
            self.before = nil
        }
        if cuts.looksAtPoints, stage == .complete, let range = covered(previous.previous.days) {
            self.earlier = try PeriodFigures(range, cuts: cuts.now, from: source)
        } else {
            self.earlier = nil
        }
        // The year before a year is the period before it.
        if period.length != .year, let range = covered(Self.yearBefore(period, days, isRunning: stage == .running)) {
            self.yearAgo = try PeriodFigures(range, cuts: cuts.yearAgo, from: source)
        } else {
            self.yearAgo = nil
        }
        let start = days.lowerBound.advanced(by: -Self.lookBack)
        self.daily = try source.daily(.received, in: start...days.upperBound)
    }

    private static func yearBefore(
        _ period: CityPeriod, _ days: ClosedRange<CityDay>, isRunning: Bool
    ) -> ClosedRange<CityDay> {
        if period.length == .week {
            return days.lowerBound.advanced(by: -yearShift)...days.upperBound.advanced(by: -yearShift)
        }
        return isRunning ? period.yearBefore.days(atMost: days.count) : period.yearBefore.days
    }

    /// Received in a span of days; `nil` where the house's figures do not cover it whole.
    func received(in days: ClosedRange<CityDay>) -> Int? {
        guard let firstDay, firstDay <= days.lowerBound, days.upperBound <= self.days.upperBound,
            days.lowerBound >= self.days.lowerBound.advanced(by: -Self.lookBack)
        else { return nil }
        return days.reduce(0) { $0 + (daily[$1] ?? 0) }
    }
}

/// Which sums a report reads: the longer its period, the more it asks.
struct ReportCuts {
    let now: [(FigureCut, [Measure])]
    let yearAgo: [(FigureCut, [Measure])]
    let looksAtPoints: Bool

    private static let handled: [Measure] = [
        .received, .dispatched, .due, .closedInTime, .closed, .redone, .calledBack, .solved, .satisfied,
        .fairlySatisfied, .dissatisfied, .returned,
    ]

    init(_ length: CityPeriod.Length?) {
        let isWeek = length == .week
        looksAtPoints = [.month, .quarter, .year].contains(length)
        now = [
            (.total, Measure.allCases),
            (.kind, [.received]),
            (.channel, [.received]),
            (.channelKind, [.received]),
            (.line, [.received]),
            (.field, [.received]),
            (
                .category,
                isWeek ? [.received] : [.received, .due, .closedInTime, .closed, .redone, .calledBack, .solved]
            ),
            (.district, isWeek ? [.received, .due, .closedInTime] : Self.handled),
            (.districtField, [.received]),
            (.town, isWeek ? [.received] : Self.handled),
            (.body, Self.handled),
        ]
        yearAgo =
            isWeek
            ? [(.total, [.received])]
            : [
                (.total, Measure.allCases), (.field, [.received]), (.category, [.received]), (.channel, [.received]),
                (.kind, [.received]), (.district, [.received]), (.body, [.dispatched]),
            ]
    }
}
