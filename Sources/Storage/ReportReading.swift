import Casework
package import Civics

/// What reports read of single requests.
extension Store {
    package struct ReportCounts: Sendable {
        package var requests = 0
        /// Different people; who gave no name is one of their own.
        package var people = 0
        package var closed = 0
        /// Those that lead them, the one with the most first.
        package var bodies: [OrganisationID] = []
    }

    /// What is known of some requests, of those that came in between two moments.
    package func reportCounts(
        of numbers: [CaseNumber], from: Instant, to: Instant
    ) async throws -> ReportCounts {
        try await database.read { connection in
            var counts = ReportCounts()
            var people: Set<[UInt8]> = []
            var nameless = 0
            var leads: [String: Int] = [:]
            for number in numbers {
                try connection.visit(
                    """
                    SELECT p.phone_index, r.closed_at IS NOT NULL AND r.is_open = 0, r.lead
                    FROM request r JOIN person p ON p.id = r.case_id
                    WHERE r.case_id = ? AND r.received_at >= ? AND r.received_at < ?
                    """, [.integer(number.rawValue), .integer(from.milliseconds), .integer(to.milliseconds)]
                ) { row in
                    counts.requests += 1
                    if let phone = row.optionalBlob(0) { people.insert(phone) } else { nameless += 1 }
                    if row.integer(1) != 0 { counts.closed += 1 }
                    if !row.text(2).isEmpty { leads[row.text(2), default: 0] += 1 }
                    return true
                }
            }
            counts.people = people.count + nameless
            counts.bodies = leads.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
            return counts
        }
    }

    /// The newest requests that were closed on some days.
    package func closedCases(in days: ClosedRange<CityDay>, limit: Int) async throws -> [CaseNumber] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT DISTINCT case_id FROM fact WHERE measure = ? AND day BETWEEN ? AND ?
                ORDER BY day DESC, case_id DESC LIMIT ?
                """,
                [
                    .integer(Measure.closed.rawValue), .integer(days.lowerBound.number),
                    .integer(days.upperBound.number), .integer(Int64(limit)),
                ]
            ) { CaseNumber(rawValue: $0.integer(0)) }
        }
    }
}
