import Casework
package import Civics

/// What of a request is looked at for what goes together.
package struct ConnectionRow: Sendable {
    package let number: CaseNumber
    package let at: Instant
    package let category: CategoryCode
    /// Empty where it is not known.
    package let town: RegionID
    /// Empty before dispatch.
    package let lead: OrganisationID
    /// The same for all requests of one telephone, and nothing else; `nil` without one, and for the protected.
    package let caller: String?
}

extension Store {
    /// The requests received in these days, the newest first.
    package func connectionRows(_ days: ClosedRange<CityDay>, limit: Int) async throws -> [ConnectionRow] {
        guard let first = CaseNumber(day: days.lowerBound, serial: 1),
            let last = CaseNumber(day: days.upperBound, serial: 999_999)
        else { return [] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT r.case_id, r.received_at, r.category, r.town, r.lead, r.protected, p.phone_index
                FROM request r JOIN person p ON p.id = r.case_id
                WHERE r.case_id BETWEEN ? AND ? ORDER BY r.case_id DESC LIMIT ?
                """, [.integer(first.rawValue), .integer(last.rawValue), .integer(limit)]
            ) { row in
                ConnectionRow(
                    number: CaseNumber(rawValue: row.integer(0)), at: Instant(milliseconds: row.integer(1)),
                    category: row.text(2), town: row.text(3), lead: row.text(4),
                    caller: row.flag(5)
                        ? nil : row.optionalBlob(6).map { $0.map { String($0, radix: 36) }.joined(separator: "-") })
            }
        }
    }
}
