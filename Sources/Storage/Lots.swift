import Casework
package import Civics

/// A closing that was drawn by lot (抽查) and waits for its second look.
package struct DrawnClosing: Hashable, Sendable {
    package let number: CaseNumber
    /// Of the closing.
    package let day: CityDay
    package let body: OrganisationID
}

/// How far the second looks at what was drawn have come.
package struct LotCounts: Hashable, Sendable {
    package var drawn = 0
    package var inspected = 0

    package init(drawn: Int = 0, inspected: Int = 0) {
        self.drawn = drawn
        self.inspected = inspected
    }

    package var waiting: Int { drawn - inspected }
}

extension Store {
    /// Draws lots among the closings of each day that is over and has none drawn yet.
    ///
    /// Which are drawn follows from the day, the cases and the master key, so that the same closings give the same lots.
    /// - Parameter days: the latest day last; days of which lots were drawn are passed over.
    /// - Returns: how many closings were drawn.
    @discardableResult
    package func drawLots(of days: ClosedRange<CityDay>, at now: Instant) async throws -> Int {
        let done = try await database.read { connection in
            try connection.rows(
                "SELECT day FROM drawing WHERE day BETWEEN ? AND ?",
                [.integer(days.lowerBound.number), .integer(days.upperBound.number)]
            ) { CityDay(number: $0.int(0)) }
        }
        var count = 0
        for day in days where !done.contains(day) {
            let drawn = try await database.read { [self] in try lots(of: day, on: $0) }
            try await database.write { connection in
                for closing in drawn {
                    try connection.execute(
                        "INSERT INTO drawn VALUES (?, ?, ?) ON CONFLICT (day, case_id) DO NOTHING",
                        [.integer(day.number), .integer(closing.number.rawValue), .text(closing.body)])
                }
                try connection.execute(
                    "INSERT INTO drawing VALUES (?, ?) ON CONFLICT (day) DO NOTHING",
                    [.integer(day.number), .integer(now.milliseconds)])
            }
            count += drawn.count
        }
        return count
    }

    /// The closings of a day on which the lot falls.
    package func lots(of day: CityDay) async throws -> [DrawnClosing] {
        try await database.read { [self] in try lots(of: day, on: $0) }
    }

    private func lots(of day: CityDay, on connection: any Connection) throws -> [DrawnClosing] {
        var closings: [OrganisationID: [CaseNumber]] = [:]
        try connection.visit(
            """
            SELECT f.case_id, r.lead FROM fact f JOIN request r ON r.case_id = f.case_id
            WHERE f.measure = ? AND f.day = ? AND r.lead <> ''
            """, [.integer(Measure.closed.rawValue), .integer(day.number)]
        ) { row in
            closings[row.text(1), default: []].append(CaseNumber(rawValue: row.integer(0)))
            return true
        }
        return closings.sorted { $0.key < $1.key }.flatMap { body, numbers -> [DrawnClosing] in
            guard let organisation = city.organisation(body) else { return [] }
            let lots = numbers.map { (lot: vault.lot(of: $0.rawValue, on: day.number), number: $0) }
            return lots.sorted { ($0.lot, $0.number) < ($1.lot, $1.number) }
                .prefix(city.quality.sampling.draws(numbers.count, of: organisation))
                .map { DrawnClosing(number: $0.number, day: day, body: body) }
        }
    }

    /// Whether the last closing of a case was drawn.
    package func isDrawn(_ number: CaseNumber) async throws -> Bool {
        guard let closedAt = try await request(number)?.rounds.last(where: { $0.closedAt != nil })?.closedAt else {
            return false
        }
        let day = city.zone.day(of: closedAt)
        return try await database.read {
            try $0.integer(
                "SELECT count(*) FROM drawn WHERE day = ? AND case_id = ?",
                [.integer(day.number), .integer(number.rawValue)]) > 0
        }
    }

    /// What was drawn of the closings of some days and waits, the oldest first.
    package func waitingLots(
        _ days: ClosedRange<CityDay>, after: RequestCursor? = nil, limit: Int
    ) async throws -> (lots: [DrawnClosing], next: RequestCursor?) {
        let from = after.map { _ in "AND (d.day, d.case_id) > (?, ?)" } ?? ""
        let values: [SQLValue] = after.map { [.integer($0.deadline), .integer($0.number.rawValue)] } ?? []
        return try await database.read { connection in
            var lots = try connection.rows(
                """
                SELECT d.day, d.case_id, d.body FROM drawn d WHERE d.day BETWEEN ? AND ? \
                AND NOT EXISTS (SELECT 1 FROM inspection i WHERE i.case_id = d.case_id AND i.closed_on = d.day) \
                \(from) ORDER BY d.day, d.case_id LIMIT ?
                """,
                [.integer(days.lowerBound.number), .integer(days.upperBound.number)] + values + [.integer(limit + 1)]
            ) {
                DrawnClosing(
                    number: CaseNumber(rawValue: $0.integer(1)), day: CityDay(number: $0.int(0)), body: $0.text(2))
            }
            guard lots.count > limit else { return (lots, nil) }
            lots.removeLast()
            return (lots, lots.last.map { RequestCursor(deadline: Int64($0.day.number), number: $0.number) })
        }
    }

    /// How many closings of some days were drawn, and of how many the second look is done.
    package func lotCounts(_ days: ClosedRange<CityDay>) async throws -> LotCounts {
        try await database.read { connection in
            try connection.first(
                """
                SELECT count(*), count(i.case_id) FROM drawn d
                LEFT JOIN inspection i ON i.case_id = d.case_id AND i.closed_on = d.day
                WHERE d.day BETWEEN ? AND ?
                """, [.integer(days.lowerBound.number), .integer(days.upperBound.number)]
            ) { LotCounts(drawn: $0.int(0), inspected: $0.int(1)) } ?? LotCounts()
        }
    }
}
