package import Civics

/// A look at personal data, or what was done with them on somebody's wish.
package struct Look: Hashable, Sendable {
    /// Its place in the log.
    package let place: Int64
    package let at: Instant
    package let account: String
    /// `nil` where a search found nothing.
    package let number: CaseNumber?
    package let what: String
    /// The account has done something in the case, at whatever time; always so for what needs no such reason.
    package let isRelated: Bool
}

/// Which looks a list shows. Everything given must hold.
package struct LookFilter: Hashable, Sendable {
    package var from: Instant?
    /// Not this moment itself.
    package var to: Instant?
    package var account: String?
    package var number: CaseNumber?
    package var kinds: [String] = []

    package init() {}

    fileprivate var conditions: (sql: [String], values: [SQLValue]) {
        var sql: [String] = []
        var values: [SQLValue] = []
        func require(_ condition: String, _ value: SQLValue) {
            sql.append(condition)
            values.append(value)
        }
        if let from { require("l.at >= ?", .integer(from.milliseconds)) }
        if let to { require("l.at < ?", .integer(to.milliseconds)) }
        if let account { require("l.account = ?", .text(account)) }
        if let number { require("l.case_id = ?", .integer(number.rawValue)) }
        if !kinds.isEmpty {
            sql.append("l.what IN (\(kinds.map { _ in "?" }.joined(separator: ", ")))")
            values += kinds.map { .text($0) }
        }
        return (sql, values)
    }
}

extension Store {
    /// Writes that somebody looked at personal data.
    package func logAccess(account: String, numbers: [CaseNumber], what: String, at: Instant) async throws {
        guard !numbers.isEmpty else { return }
        try await database.write { try Self.logAccess(account, numbers, what, at: at, on: $0) }
    }

    /// The same for one case, unless this account looked at the same within some time before.
    package func logAccess(
        account: String, number: CaseNumber, what: String, at: Instant, unlessWithin span: TimeSpan
    ) async throws {
        let isKnown = try await database.read { connection in
            try connection.integer(
                "SELECT count(*) FROM access_log WHERE case_id = ? AND at > ? AND account = ? AND what = ?",
                [.integer(number.rawValue), .integer((at - span).milliseconds), .text(account), .text(what)]) > 0
        }
        if !isKnown { try await logAccess(account: account, numbers: [number], what: what, at: at) }
    }

    /// Writes that somebody looked for a person and found nothing.
    package func logEmptySearch(account: String, what: String, at: Instant) async throws {
        try await database.write {
            try Self.logAccess(account, [CaseNumber(rawValue: 0)], what, at: at, on: $0)
        }
    }

    static func logAccess(
        _ account: String, _ numbers: [CaseNumber], _ what: String, at: Instant, on connection: any Connection
    ) throws {
        for number in numbers {
            try connection.execute(
                "INSERT INTO access_log (at, account, case_id, what) VALUES (?, ?, ?, ?)",
                [.integer(at.milliseconds), .text(account), .integer(number.rawValue), .text(what)])
        }
    }

    /// Who looked at personal data of a case, the latest first.
    package func accesses(to number: CaseNumber) async throws -> [(at: Instant, account: String, what: String)] {
        try await database.read {
            try $0.rows(
                "SELECT at, account, what FROM access_log WHERE case_id = ? ORDER BY at DESC, seq DESC LIMIT 200",
                [.integer(number.rawValue)]
            ) { (Instant(milliseconds: $0.integer(0)), $0.text(1), $0.text(2)) }
        }
    }

    /// Looks, the latest first.
    /// - Parameters:
    ///   - before: the place of the last one of the page before.
    ///   - needingReason: kinds of look that ask for something done in the case.
    package func looks(
        _ filter: LookFilter, before: (at: Instant, place: Int64)? = nil, needingReason: [String], limit: Int
    ) async throws -> [Look] {
        var (conditions, values) = filter.conditions
        if let before {
            conditions.append("(l.at, l.seq) < (?, ?)")
            values += [.integer(before.at.milliseconds), .integer(before.place)]
        }
        return try await looks(
            conditions, values, order: "l.at DESC, l.seq DESC", needingReason: needingReason, limit: limit)
    }

    /// Looks in the order of time, a part at a time: for reading all of a period, however many there are.
    /// - Parameter after: the last one of the part before.
    package func looks(
        _ filter: LookFilter, after: (at: Instant, place: Int64)?, needingReason: [String], limit: Int
    ) async throws -> [Look] {
        var (conditions, values) = filter.conditions
        if let after {
            conditions.append("(l.at, l.seq) > (?, ?)")
            values += [.integer(after.at.milliseconds), .integer(after.place)]
        }
        return try await looks(conditions, values, order: "l.at, l.seq", needingReason: needingReason, limit: limit)
    }

    private func looks(
        _ conditions: [String], _ values: [SQLValue], order: String, needingReason: [String], limit: Int
    ) async throws -> [Look] {
        let places = needingReason.map { _ in "?" }.joined(separator: ", ")
        let sql = """
            SELECT l.seq, l.at, l.account, l.case_id, l.what, l.what NOT IN (\(places)) OR EXISTS (
              SELECT 1 FROM event e WHERE e.case_id = l.case_id AND e.actor = l.account)
            FROM access_log l \(conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))")
            ORDER BY \(order) LIMIT ?
            """
        let all = needingReason.map { SQLValue.text($0) } + values + [.integer(limit)]
        return try await database.read {
            try $0.rows(sql, all) { row in
                Look(
                    place: row.integer(0), at: Instant(milliseconds: row.integer(1)), account: row.text(2),
                    number: row.integer(3) == 0 ? nil : CaseNumber(rawValue: row.integer(3)), what: row.text(4),
                    isRelated: row.flag(5))
            }
        }
    }

    /// Removes what was written of looks before a moment.
    package func forgetAccesses(before: Instant) async throws {
        _ = try await database.write {
            try $0.execute("DELETE FROM access_log WHERE at < ?", [.integer(before.milliseconds)])
        }
    }
}
