package import Civics

/// Something done with an account, or by it on its way in: written in the transaction that does it.
package struct AccountAct: Hashable, Sendable {
    package let at: Instant
    /// The account that did it, or `console`.
    package let actor: String
    package let kind: String
    /// The account it was done with; empty for a name that no account has.
    package let account: String
    package let detail: String

    package init(at: Instant, actor: String, kind: String, account: String, detail: String = "") {
        self.at = at
        self.actor = actor
        self.kind = kind
        self.account = account
        self.detail = detail
    }

    func write(on connection: any Connection) throws {
        try connection.execute(
            "INSERT INTO account_act (at, actor, kind, account, detail) VALUES (?, ?, ?, ?, ?)",
            [.integer(at.milliseconds), .text(actor), .text(kind), .text(account), .text(detail)])
    }
}

/// Which acts a list shows. Everything given must hold.
package struct AccountActFilter: Hashable, Sendable {
    package var from: Instant?
    /// Not this moment itself.
    package var to: Instant?
    /// Did it, or had it done to them.
    package var account: String?
    package var kinds: [String] = []

    package init() {}
}

extension Store {
    package func note(_ act: AccountAct) async throws {
        try await database.write { try act.write(on: $0) }
    }

    /// Acts before a place in the list, the latest first.
    /// - Parameter before: the place of the last one of the page before.
    package func accountActs(
        _ filter: AccountActFilter, before: Int64? = nil, limit: Int
    ) async throws -> [(place: Int64, act: AccountAct)] {
        var conditions = ["seq < ?"]
        var values: [SQLValue] = [.integer(before ?? Int64.max)]
        if let from = filter.from {
            conditions.append("at >= ?")
            values.append(.integer(from.milliseconds))
        }
        if let to = filter.to {
            conditions.append("at < ?")
            values.append(.integer(to.milliseconds))
        }
        if let account = filter.account {
            conditions.append("(account = ? OR actor = ?)")
            values += [.text(account), .text(account)]
        }
        if !filter.kinds.isEmpty {
            conditions.append("kind IN (\(filter.kinds.map { _ in "?" }.joined(separator: ", ")))")
            values += filter.kinds.map { .text($0) }
        }
        let sql = """
            SELECT seq, at, actor, kind, account, detail FROM account_act WHERE \(conditions.joined(separator: " AND "))
            ORDER BY seq DESC LIMIT ?
            """
        let all = values + [.integer(limit)]
        return try await database.read {
            try $0.rows(sql, all) { row in
                (
                    row.integer(0),
                    AccountAct(
                        at: Instant(milliseconds: row.integer(1)), actor: row.text(2), kind: row.text(3),
                        account: row.text(4), detail: row.text(5))
                )
            }
        }
    }

    /// Removes acts from before a moment.
    package func forgetAccountActs(before: Instant) async throws {
        _ = try await database.write {
            try $0.execute("DELETE FROM account_act WHERE at < ?", [.integer(before.milliseconds)])
        }
    }
}
