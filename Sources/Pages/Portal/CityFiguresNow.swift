package import Civics
import HTML
import Reporting

/// What the front page and the figures page show of the city's present state, each figure with its base.
package struct CityFiguresNow: Sendable {
    /// A rate over a period, and how it was in the weeks before.
    package struct WeeklyRate: Sendable {
        /// Of the last whole week.
        package var rate: Rate
        /// The shares of the last weeks, 0 to 1, the latest last; weeks without a base are left out.
        package var weeks: [Double]

        package init(_ rate: Rate, weeks: [Double]) {
            self.rate = rate
            self.weeks = weeks
        }
    }

    package var updatedAt: Instant
    package var receivedToday: Int
    /// Up to the same time of day a week ago; `nil` where there are no figures that old.
    package var receivedWeekAgo: Int?
    /// Received in each hour of today so far.
    package var hours: [Int]
    package var contacted: WeeklyRate
    package var closedInTime: WeeklyRate
    package var satisfied: WeeklyRate

    package init(
        updatedAt: Instant, receivedToday: Int, receivedWeekAgo: Int?, hours: [Int], contacted: WeeklyRate,
        closedInTime: WeeklyRate, satisfied: WeeklyRate
    ) {
        self.updatedAt = updatedAt
        self.receivedToday = receivedToday
        self.receivedWeekAgo = receivedWeekAgo
        self.hours = hours
        self.contacted = contacted
        self.closedInTime = closedInTime
        self.satisfied = satisfied
    }
}

extension View {
    /// Four figures side by side: number, base, and how it has been.
    func cityTiles(_ figures: CityFiguresNow) -> HTML {
        let ago = figures.receivedWeekAgo.map { count($0) }
        let busiest = figures.hours.enumerated().max { $0.element < $1.element }
        let hourly = busiest.map { hour, most in
            Sparkline(
                title: say(
                    "今天每小时受理件数，\(hour) 时最多，为 \(count(most)) 件",
                    "Requests taken in each hour today; most at \(hour):00, \(count(most))"),
                values: figures.hours.map(Double.init)
            ).svg
        }
        return """
            <div class="figures">
            <div><span class="stat"><span class="stat-label">\(say("今天受理的诉求", "Requests taken today"))</span>\
            <span class="stat-value">\(count(figures.receivedToday))<small>\(say("件", ""))</small></span>\
            <span class="stat-base">\(ago.map {
                say("上周同一天同一时刻 \($0) 件", "\($0) at this time a week ago")
            } ?? say("上周同一天没有数据", "no figures for a week ago"))</span></span>\(hourly)</div>
            \(rateTile(
                say("按时联系", "Contacted in time"), figures.contacted,
                say("上周应联系 {of} 件，按时 {n} 件", "last week {n} of {of} due")))
            \(rateTile(
                say("按时办结", "Closed in time"), figures.closedInTime,
                say("上周到期 {of} 件，按时 {n} 件", "last week {n} of {of} due")))
            \(rateTile(
                say("群众满意", "Satisfied"), figures.satisfied,
                say("上周有效回访 {of} 件，折算满意 {n} 件", "last week {n} (weighted) of {of} who answered")))
            </div>
            """
    }

    /// `base` names the base with `{n}` and `{of}`; without a base the tile says that there is none.
    private func rateTile(_ label: String, _ weekly: CityFiguresNow.WeeklyRate, _ base: String) -> HTML {
        let rate = weekly.rate
        guard rate.value != nil else {
            return """
                <div><span class="stat"><span class="stat-label">\(label)</span><span class="stat-value">—</span>\
                <span class="stat-base">\(say("上周没有可算的件数", "nothing to count last week"))</span></span></div>
                """
        }
        let words = base.replacing("{of}", with: count(rate.denominator))
            .replacing("{n}", with: count(Int(rate.numerator + 0.5)))
        let title =
            weekly.weeks.min().flatMap { least in
                weekly.weeks.max().map { most in
                    let (from, to) = ("\(decimal(least * 100))%", "\(decimal(most * 100))%")
                    return say(
                        "近 \(weekly.weeks.count) 周\(label)，在 \(from) 到 \(to) 之间",
                        "\(label), last \(weekly.weeks.count) weeks, between \(from) and \(to)")
                }
            } ?? label
        return """
            <div><span class="stat"><span class="stat-label">\(label)</span>\
            <span class="stat-value">\(decimal((rate.value ?? 0) * 100))<small>%</small></span>\
            <span class="stat-base">\(words)</span></span>\(weeksLine(weekly.weeks, title: title))</div>
            """
    }

    /// Rates move within a few points, so that the line begins a little below the lowest instead of at zero.
    private func weeksLine(_ weeks: [Double], title: String) -> HTML? {
        guard weeks.count > 1, let least = weeks.min(), let most = weeks.max() else { return nil }
        let floor = least - max((most - least) / 4, 1e-6)
        return Sparkline(title: title, values: weeks.map { $0 - floor }).svg
    }
}
