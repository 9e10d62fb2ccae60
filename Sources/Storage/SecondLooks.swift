import Casework
package import Civics

/// The rows of appeals (申诉) and inspections (抽查) that a case has, one for each round that has one.
struct SecondLooks: Hashable, Sendable {
    private struct Look: Hashable, Sendable {
        let round: Int
        let closedOn: CityDay
        let at: Instant
        let inspection: Inspection
    }

    private var appeals: [Int: ServiceRequest.Appeal] = [:]
    private var looks: [Look] = []

    init(_ request: ServiceRequest, in city: City) {
        for (index, round) in request.rounds.enumerated() {
            if let appeal = round.appeal { appeals[index] = appeal }
            if let inspection = round.inspection, let at = round.inspectedAt, let closedAt = round.closedAt {
                looks.append(Look(round: index, closedOn: city.zone.day(of: closedAt), at: at, inspection: inspection))
            }
        }
    }

    func write(
        of number: CaseNumber, after old: SecondLooks?, on connection: some Connection
    ) throws(DatabaseError) {
        // Nearly all cases have none.
        guard (old?.appeals ?? [:]) != appeals || (old?.looks ?? []) != looks else { return }
        for (round, appeal) in appeals.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                """
                INSERT INTO appeal (case_id, round, body, ground, at, decided_at, granted) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (case_id, round) DO UPDATE SET decided_at = excluded.decided_at, granted = excluded.granted
                """,
                [
                    .integer(number.rawValue), .integer(round), .text(appeal.body), .text(appeal.ground),
                    .integer(appeal.at.milliseconds), .optional(appeal.decidedAt?.milliseconds),
                    .flag(appeal.isGranted),
                ])
        }
        for look in looks {
            try connection.execute(
                """
                INSERT INTO inspection (case_id, round, closed_on, at, sampled, failed) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (case_id, round) DO NOTHING
                """,
                [
                    .integer(number.rawValue), .integer(look.round), .integer(look.closedOn.number),
                    .integer(look.at.milliseconds), .flag(look.inspection.isSampled),
                    .text(look.inspection.failed.joined(separator: " ")),
                ])
        }
    }
}

/// An appeal as it stands in the queue of supervisors.
package struct AppealRow: Hashable, Sendable {
    package let number: CaseNumber
    package let body: OrganisationID
    package let ground: String
    package let at: Instant
    package let decidedAt: Instant?
    package let isGranted: Bool
}

extension Store {
    /// Appeals that wait for a decision, the oldest first, or those decided, the latest first.
    ///
    /// - Parameter after: moment and case of the last one of the page before.
    package func appeals(
        decided: Bool, bodies: Set<OrganisationID>? = nil, after: RequestCursor? = nil, limit: Int
    ) async throws -> (rows: [AppealRow], next: RequestCursor?) {
        let time = decided ? "decided_at" : "at"
        let order = decided ? "DESC" : "ASC"
        let open = decided ? "decided_at IS NOT NULL" : "decided_at IS NULL"
        let from = after.map { _ in "AND (\(time), case_id) \(decided ? "<" : ">") (?, ?)" } ?? ""
        let values: [SQLValue] = after.map { [.integer($0.deadline), .integer($0.number.rawValue)] } ?? []
        return try await database.read { connection in
            var rows: [AppealRow] = []
            var isMore = false
            try connection.visit(
                """
                SELECT case_id, body, ground, at, decided_at, granted FROM appeal WHERE \(open) \(from)
                ORDER BY \(time) \(order), case_id \(order)
                """, values
            ) { row in
                let body = row.text(1)
                guard bodies?.contains(body) ?? true else { return true }
                isMore = rows.count == limit
                guard !isMore else { return false }
                rows.append(
                    AppealRow(
                        number: CaseNumber(rawValue: row.integer(0)), body: body, ground: row.text(2),
                        at: Instant(milliseconds: row.integer(3)),
                        decidedAt: row.optionalInteger(4).map { Instant(milliseconds: $0) }, isGranted: row.flag(5)))
                return true
            }
            let next = rows.last.map {
                RequestCursor(deadline: ((decided ? $0.decidedAt : nil) ?? $0.at).milliseconds, number: $0.number)
            }
            return (rows, isMore ? next : nil)
        }
    }

    /// How many appeals wait for a decision.
    package func openAppeals(of bodies: Set<OrganisationID>? = nil) async throws -> Int {
        try await database.read { connection in
            var count = 0
            try connection.visit("SELECT body FROM appeal WHERE decided_at IS NULL", []) { row in
                if bodies?.contains(row.text(0)) ?? true { count += 1 }
                return true
            }
            return count
        }
    }
}
