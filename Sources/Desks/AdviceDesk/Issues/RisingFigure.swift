import Civics
import Insight
package import Reporting
import Storage

/// A category, or a field in a district, that got more requests on a day than its own past lets one expect.
package struct RisingFigure: Sendable {
    package let figure: FigureQuery
    package let requests: Int
    package let expected: Double
}

extension Store {
    /// How far back the past of a figure is looked at.
    private static let daysCompared = 63

    /// What rose on the last whole day before `now`: every category, and every field in every district, against the same
    /// kinds of day (weekday, holiday) of its own past; tested together, so that few of the alerts are chance.
    func rising(at now: Instant) async throws -> [RisingFigure] {
        let day = city.zone.day(of: now).advanced(by: -1)
        let days = day.advanced(by: 1 - Self.daysCompared)...day
        let cuts: [FigureCut] = [.category, .districtField]
        let counted = try await database.read { connection in
            try cuts.map { try FigureStore.daily(.received, $0, days, on: connection) }
        }
        var figures: [String: FigureQuery] = [:]
        var series: [DailySeries] = []
        for (cut, cells) in zip(cuts, counted) {
            for (cell, counts) in cells where !cell.first.isEmpty {
                let key = "\(cut.rawValue)/\(cell.first)/\(cell.second)"
                figures[key] = FigureQuery(.received, cut, first: cell.first, second: cell.second, days: day...day)
                series.append(DailySeries(key: key, counts: counts))
            }
        }
        series.sort { $0.key < $1.key }
        let free = days.filter { (try? city.calendar.isWorkday($0)) == false && $0.weekday <= 5 }
        let detector = EmergenceDetector(first: days.lowerBound, holidays: Set(free))
        return detector.alerts(in: series, on: day).compactMap { alert in
            figures[alert.key].map { RisingFigure(figure: $0, requests: alert.count, expected: alert.expected) }
        }
    }
}
