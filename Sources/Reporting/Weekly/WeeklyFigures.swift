import Civics

/// Everything a weekly report reads: the week, the same weekdays of the week before and of the year before, the weeks
/// before for the trend.
struct WeeklyFigures {
    /// How the week stands on the day the report is made.
    enum Stage: Hashable {
        /// No figures in the house at all.
        case emptyHouse
        /// The house's figures begin after the week.
        case beforeFirstFigures(CityDay)
        /// Not one day of it is complete.
        case notBegun
        case running
        case complete
    }

    let week: CityWeek
    let stage: Stage
    let firstDay: CityDay?
    /// Days whose figures are complete; the whole week where `stage` says that there is nothing to tell.
    let days: ClosedRange<CityDay>
    let now: PeriodFigures
    /// `nil` where the house's figures do not cover those days whole.
    let before: PeriodFigures?
    let yearAgo: PeriodFigures?
    /// Received by day, as far back as the trend goes, and a year further where there are figures.
    let daily: [CityDay: Int]

    static let trendWeeks = 26
    /// Weeks of a year: shifting by them keeps the weekday.
    static let yearShift = 364

    init<Source: FigureSource>(_ week: CityWeek, today: CityDay, from source: Source) throws(Source.Failure) {
        let firstDay = try source.firstDay()
        let through = min(week.days.upperBound, today.advanced(by: -1))
        let stage: Stage
        if let firstDay {
            if firstDay > week.days.upperBound {
                stage = .beforeFirstFigures(firstDay)
            } else if through < week.monday {
                stage = .notBegun
            } else {
                stage = through < week.days.upperBound ? .running : .complete
            }
        } else {
            stage = .emptyHouse
        }
        let days = stage == .running ? week.monday...through : week.days
        func shifted(by shift: Int) -> ClosedRange<CityDay>? {
            let range = days.lowerBound.advanced(by: -shift)...days.upperBound.advanced(by: -shift)
            guard let firstDay, firstDay <= range.lowerBound else { return nil }
            return range
        }
        self.week = week
        self.stage = stage
        self.firstDay = firstDay
        self.days = days
        self.now = try PeriodFigures(days, cuts: Self.cuts, from: source)
        if let range = shifted(by: 7) {
            self.before = try PeriodFigures(range, cuts: Self.cuts, from: source)
        } else {
            self.before = nil
        }
        if let range = shifted(by: Self.yearShift) {
            self.yearAgo = try PeriodFigures(range, cuts: [(.total, [.received])], from: source)
        } else {
            self.yearAgo = nil
        }
        let start = week.monday.advanced(by: -7 * (Self.trendWeeks - 1))
        var daily = try source.daily(.received, in: start...days.upperBound)
        let lastYear =
            start.advanced(
                by: -Self.yearShift)...min(
                start.advanced(by: -1), days.upperBound.advanced(by: -Self.yearShift))
        daily.merge(try source.daily(.received, in: lastYear)) { first, _ in first }
        self.daily = daily
    }

    private static let cuts: [(FigureCut, [Measure])] = [
        (.total, Measure.allCases),
        (.kind, [.received]),
        (.channel, [.received]),
        (.line, [.received]),
        (.field, [.received]),
        (.category, [.received]),
        (.district, [.received, .due, .closedInTime]),
        (.districtField, [.received]),
        (.town, [.received]),
        (
            .body,
            [
                .dispatched, .due, .closedInTime, .closed, .redone, .calledBack, .satisfied, .fairlySatisfied,
            ]
        ),
    ]

    /// Received in a span of days; `nil` where the house's figures do not cover it whole.
    func received(in days: ClosedRange<CityDay>) -> Int? {
        guard let firstDay, firstDay <= days.lowerBound, days.upperBound <= self.days.upperBound else { return nil }
        return days.reduce(0) { $0 + (daily[$1] ?? 0) }
    }
}
