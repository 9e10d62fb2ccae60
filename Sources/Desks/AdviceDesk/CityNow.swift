import Casework
package import Civics
import Storage

/// The city at this moment, for everybody: counts only.
package struct CityNow: Sendable {
    /// Sums of the last whole weeks, the latest last.
    package struct Week: Sendable {
        package let week: CityWeek
        package let sums: [Measure: Int]

        package func sum(_ measure: Measure) -> Int { sums[measure] ?? 0 }
    }

    package let receivedByHour: [Int]
    /// Up to the same time of day a week ago; `nil` where there are no figures that old.
    package let receivedWeekAgo: Int?
    package let weeks: [Week]

    package var receivedToday: Int { receivedByHour.reduce(0, +) }
}

extension AdviceDesk {
    /// The city now: today's requests by hour, and the rates of the last nine whole weeks. Public.
    package func now(_ context: OperationContext) async throws -> CityNow {
        let zone = city.zone
        let now = context.now
        let today = zone.day(of: now)
        let last = CityWeek(containing: today).previous
        let measures: [Measure] = [
            .received, .contactDue, .contactedInTime, .due, .closedInTime, .calledBack, .satisfied, .fairlySatisfied,
        ]
        return try await store.database.read { connection in
            func received(on day: CityDay, before end: Instant) throws -> [Int] {
                guard let first = CaseNumber(day: day, serial: 1),
                    let next = CaseNumber(day: day.advanced(by: 1), serial: 1)
                else { return [] }
                let start = zone.startOfDay(day)
                var hours = [Int](repeating: 0, count: max(1, Int((end - start).milliseconds / 3_600_000) + 1))
                try connection.visit(
                    """
                    SELECT (received_at - ?) / 3600000, count(*) FROM request
                    WHERE case_id >= ? AND case_id < ? AND received_at <= ? GROUP BY 1
                    """,
                    [
                        .integer(start.milliseconds), .integer(first.rawValue), .integer(next.rawValue),
                        .integer(end.milliseconds),
                    ]
                ) { row in
                    if hours.indices.contains(row.int(0)) { hours[row.int(0)] = row.int(1) }
                    return true
                }
                return hours
            }
            let weekAgo = today.advanced(by: -7)
            let firstDay = try StoredFigures(connection: connection).firstDay()
            var week = last
            var weeks: [CityNow.Week] = []
            for _ in 0..<9 {
                var sums: [Measure: Int] = [:]
                for measure in measures {
                    sums[measure] = try FigureStore.sums(measure, .total, week.days, on: connection).first?.amount
                }
                weeks.insert(CityNow.Week(week: week, sums: sums), at: 0)
                week = week.previous
            }
            let sameTime = zone.instant(weekAgo, time: zone.local(now).time)
            return CityNow(
                receivedByHour: try received(on: today, before: now),
                receivedWeekAgo: firstDay.map { $0 <= weekAgo } == true
                    ? try received(on: weekAgo, before: sameTime).reduce(0, +) : nil,
                weeks: weeks)
        }
    }
}
