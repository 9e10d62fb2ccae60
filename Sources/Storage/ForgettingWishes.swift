package import Civics

/// Somebody's wish that what is kept of them in a case be destroyed.
package struct ForgettingWish: Hashable, Sendable {
    package enum Outcome: String, Sendable {
        case done, cancelled
    }

    package let id: Int64
    package let number: CaseNumber
    package let askedAt: Instant
    /// The account that wrote it down, or `resident`.
    package let askedBy: String
    /// It can be taken back until then.
    package let dueAt: Instant
    package let endedAt: Instant?
    package let outcome: Outcome?

    init(_ row: any Row) {
        id = row.integer(0)
        number = CaseNumber(rawValue: row.integer(1))
        askedAt = Instant(milliseconds: row.integer(2))
        askedBy = row.text(3)
        dueAt = Instant(milliseconds: row.integer(4))
        endedAt = row.optionalInteger(5).map { Instant(milliseconds: $0) }
        outcome = row.optionalText(6).flatMap(Outcome.init(rawValue:))
    }

    fileprivate static let columns = "id, case_id, asked_at, asked_by, due_at, ended_at, outcome"
}

extension Store {
    /// Writes a wish down, unless there is one for the case already.
    /// - Returns: `false` when there is.
    package func addWish(
        _ number: CaseNumber, by account: String, at now: Instant, due: Instant, look: String
    ) async throws -> Bool {
        try await database.write { connection in
            let added = try connection.execute(
                """
                INSERT INTO forgetting_wish (case_id, asked_at, asked_by, due_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (case_id) WHERE ended_at IS NULL DO NOTHING
                """,
                [
                    .integer(number.rawValue), .integer(now.milliseconds), .text(account),
                    .integer(due.milliseconds),
                ])
            guard added > 0 else { return false }
            try Self.logAccess(account, [number], look, at: now, on: connection)
            return true
        }
    }

    /// The latest wish for a case, whatever became of it.
    package func wish(for number: CaseNumber) async throws -> ForgettingWish? {
        try await database.read {
            try $0.first(
                "SELECT \(ForgettingWish.columns) FROM forgetting_wish WHERE case_id = ? ORDER BY id DESC LIMIT 1",
                [.integer(number.rawValue)], ForgettingWish.init)
        }
    }

    /// Wishes that can be carried out at a moment, the oldest first.
    package func wishes(dueAt now: Instant) async throws -> [ForgettingWish] {
        try await database.read {
            try $0.rows(
                """
                SELECT \(ForgettingWish.columns) FROM forgetting_wish WHERE ended_at IS NULL AND due_at <= ?
                ORDER BY due_at, id
                """, [.integer(now.milliseconds)], ForgettingWish.init)
        }
    }

    /// How many wishes wait.
    package func waitingWishes() async throws -> Int {
        Int(try await database.read { try $0.integer("SELECT count(*) FROM forgetting_wish WHERE ended_at IS NULL") })
    }

    /// Takes a wish back.
    /// - Returns: `false` when it was carried out or taken back before.
    package func cancelWish(
        _ id: Int64, for number: CaseNumber, by account: String, at now: Instant, look: String
    ) async throws -> Bool {
        try await database.write { connection in
            guard try Self.endWish(id, .cancelled, at: now, on: connection) else { return false }
            try Self.logAccess(account, [number], look, at: now, on: connection)
            return true
        }
    }

    static func endWish(
        _ id: Int64, _ outcome: ForgettingWish.Outcome, at now: Instant, on connection: any Connection
    ) throws -> Bool {
        try connection.execute(
            "UPDATE forgetting_wish SET ended_at = ?, outcome = ? WHERE id = ? AND ended_at IS NULL",
            [.integer(now.milliseconds), .text(outcome.rawValue), .integer(id)]) > 0
    }
}
