import Casework
package import Civics

/// Something that happened and has to be told, as the transaction of the event left it.
package struct OutboxEntry: Hashable, Sendable {
    package let id: Int64
    package let number: CaseNumber
    /// Of the request, after the event.
    package let version: Int
    package let notice: Notice
    package let at: Instant
}

/// What has to be told and is not yet made into messages; written with the event, in the same transaction.
enum Outbox {
    static func add(
        _ notice: Notice, of number: CaseNumber, version: Int, at: Instant, on connection: some Connection
    ) throws(DatabaseError) {
        try connection.execute(
            "INSERT INTO outbox (case_id, case_version, notice, at) VALUES (?, ?, ?, ?)",
            [
                .integer(number.rawValue), .integer(version), .text(notice.rawValue), .integer(at.milliseconds),
            ])
    }
}

extension Store {
    /// The oldest entries of the outbox.
    package func outbox(limit: Int) async throws -> [OutboxEntry] {
        try await database.read { connection in
            try connection.rows(
                "SELECT id, case_id, case_version, notice, at FROM outbox ORDER BY id LIMIT ?", [.integer(limit)]
            ) { row in
                Notice(rawValue: row.text(3)).map {
                    OutboxEntry(
                        id: row.integer(0), number: CaseNumber(rawValue: row.integer(1)), version: row.int(2),
                        notice: $0, at: Instant(milliseconds: row.integer(4)))
                }
            }.compactMap(\.self)
        }
    }

    /// Puts the messages of entries in their place, in one transaction. An entry that another process has taken since is
    /// passed over.
    package func turn(
        _ entries: [(entry: OutboxEntry, messages: [MessageDraft])], at now: Instant
    ) async throws {
        guard !entries.isEmpty else { return }
        try await database.write { connection in
            for (entry, drafts) in entries {
                guard try connection.execute("DELETE FROM outbox WHERE id = ?", [.integer(entry.id)]) == 1 else {
                    continue
                }
                for draft in drafts { try draft.insert(of: entry, at: now, on: connection) }
            }
        }
    }

    /// Puts an entry into the outbox for each open request whose close clock ran out since `start` and of which that was
    /// not told yet, and notes for which deadline it was.
    /// - Returns: how many there were; ask again where it is `limit`.
    package func noteOverdue(since start: Instant, until now: Instant, limit: Int) async throws -> Int {
        try await database.write { connection in
            let found = try connection.rows(
                """
                SELECT r.case_id, r.version, r.close_deadline
                FROM request r LEFT JOIN told_overdue t ON t.case_id = r.case_id
                WHERE r.is_open = 1 AND r.close_deadline > ? AND r.close_deadline <= ?
                AND (t.deadline IS NULL OR t.deadline <> r.close_deadline)
                ORDER BY r.close_deadline, r.case_id LIMIT ?
                """, [.integer(start.milliseconds), .integer(now.milliseconds), .integer(limit)]
            ) { (number: CaseNumber(rawValue: $0.integer(0)), version: $0.int(1), deadline: $0.integer(2)) }
            for (number, version, deadline) in found {
                try Outbox.add(
                    .overdue, of: number, version: version, at: Instant(milliseconds: deadline), on: connection)
                try connection.execute(
                    """
                    INSERT INTO told_overdue VALUES (?, ?)
                    ON CONFLICT (case_id) DO UPDATE SET deadline = excluded.deadline
                    """, [.integer(number.rawValue), .integer(deadline)])
            }
            return found.count
        }
    }

    /// The moment from which people are told of what ran out: that at which this was first asked.
    package func tellingSince(_ now: Instant) async throws -> Instant {
        try await database.write { connection in
            if let since = try Settings.value("telling since", on: connection).flatMap(Int64.init) {
                return Instant(milliseconds: since)
            }
            try Settings.set("telling since", to: String(now.milliseconds), on: connection)
            return now
        }
    }
}
