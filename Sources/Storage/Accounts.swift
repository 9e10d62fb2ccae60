package import Civics

/// A member of staff as stored.
package struct StoredAccount: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let role: Role
    package let organisation: OrganisationID
    /// Salt and scrypt hash, as `Desks` made them.
    package let password: [UInt8]
    package let isDisabled: Bool

    package init(id: String, name: LocalName, role: Role, organisation: OrganisationID, password: [UInt8]) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
        self.password = password
        self.isDisabled = false
    }

    init?(_ row: any Row) {
        guard let role = Role(rawValue: row.text(3)) else { return nil }
        self.id = row.text(0)
        self.name = LocalName(zh: row.text(1), en: row.text(2))
        self.role = role
        self.organisation = row.text(4)
        self.password = row.blob(5)
        self.isDisabled = row.flag(6)
    }

    static let columns = "a.id, a.name_zh, a.name_en, a.role, a.organisation, a.password, a.disabled"
}

/// A session of a signed-in account.
package struct StoredSession: Sendable {
    package let account: StoredAccount
    package let createdAt: Instant
    package let seenAt: Instant

    package func isOpen(at now: Instant, idle: TimeSpan, longest: TimeSpan) -> Bool {
        now - seenAt <= idle && now - createdAt <= longest
    }

    /// Columns of the account, then `created_at` and `seen_at`.
    fileprivate init?(_ row: any Row) {
        guard let account = StoredAccount(row) else { return nil }
        self.account = account
        self.createdAt = Instant(milliseconds: row.integer(7))
        self.seenAt = Instant(milliseconds: row.integer(8))
    }

    fileprivate static let query = """
        SELECT \(StoredAccount.columns), s.created_at, s.seen_at
        FROM session s JOIN account a ON a.id = s.account WHERE s.token = ? AND a.disabled = 0
        """
}

extension Store {
    /// Creates an account, or replaces name, role, body and password of one, whose sessions end; opens one that is locked
    /// or disabled.
    package func save(_ account: StoredAccount) async throws {
        let name = vault.nameIndex(account.id)
        _ = try await database.write { connection in
            try connection.execute("DELETE FROM sign_in WHERE name = ?", [.blob(name)])
            try connection.execute("DELETE FROM session WHERE account = ?", [.text(account.id)])
            try connection.execute(
                """
                INSERT INTO account (id, name_zh, name_en, role, organisation, password) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
                role = excluded.role, organisation = excluded.organisation, password = excluded.password, disabled = 0
                """,
                [
                    .text(account.id), .text(account.name.zh), .text(account.name.en), .text(account.role.rawValue),
                    .text(account.organisation), .blob(account.password),
                ])
        }
    }

    /// Shuts an account out, ending its sessions, or lets it in again; its tokens rest meanwhile.
    /// - Returns: `false` when there is no such account.
    package func setDisabled(_ isDisabled: Bool, account: String) async throws -> Bool {
        try await database.write { connection in
            if isDisabled { try connection.execute("DELETE FROM session WHERE account = ?", [.text(account)]) }
            return try connection.execute(
                "UPDATE account SET disabled = ? WHERE id = ?", [.flag(isDisabled), .text(account)]) > 0
        }
    }

    package func account(_ id: String) async throws -> StoredAccount? {
        try await database.read {
            try $0.first(
                "SELECT \(StoredAccount.columns) FROM account a WHERE a.id = ?", [.text(id)], StoredAccount.init)
                ?? nil
        }
    }

    package func accounts() async throws -> [StoredAccount] {
        try await database.read {
            try $0.rows("SELECT \(StoredAccount.columns) FROM account a ORDER BY a.id", [], StoredAccount.init)
                .compactMap(\.self)
        }
    }

    /// Starts a session and clears the failures before it.
    package func startSession(token: [UInt8], account: String, at: Instant) async throws {
        let name = vault.nameIndex(account)
        _ = try await database.write { connection in
            try connection.execute("DELETE FROM sign_in WHERE name = ?", [.blob(name)])
            try connection.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?)",
                [.blob(token), .text(account), .integer(at.milliseconds), .integer(at.milliseconds)])
        }
    }

    package func session(token: [UInt8]) async throws -> StoredSession? { try await sessions(tokens: [token])[token] }

    /// Those of these sessions that there are, by token, of accounts that are not disabled.
    package func sessions(tokens: [[UInt8]]) async throws -> [[UInt8]: StoredSession] {
        try await database.read { connection in
            var found: [[UInt8]: StoredSession] = [:]
            for token in tokens {
                found[token] = try connection.first(StoredSession.query, [.blob(token)], StoredSession.init) ?? nil
            }
            return found
        }
    }

    package func touchSession(token: [UInt8], at: Instant) async throws {
        _ = try await database.write {
            try $0.execute(
                "UPDATE session SET seen_at = ? WHERE token = ?", [.integer(at.milliseconds), .blob(token)])
        }
    }

    package func endSession(token: [UInt8]) async throws {
        _ = try await database.write { try $0.execute("DELETE FROM session WHERE token = ?", [.blob(token)]) }
    }

    /// Removes sessions last seen before a moment.
    package func endSessions(seenBefore: Instant) async throws {
        _ = try await database.write {
            try $0.execute("DELETE FROM session WHERE seen_at < ?", [.integer(seenBefore.milliseconds)])
        }
    }

    package func saveAPIToken(_ token: [UInt8], account: String, at: Instant) async throws {
        _ = try await database.write {
            try $0.execute(
                "INSERT INTO api_token VALUES (?, ?, ?)",
                [.blob(token), .text(account), .integer(at.milliseconds)])
        }
    }

    /// Withdraws every API token of an account and gives their number.
    package func withdrawAPITokens(of account: String) async throws -> Int {
        try await database.write {
            try $0.execute("DELETE FROM api_token WHERE account = ?", [.text(account)])
        }
    }

    /// How many API tokens each account has that has any.
    package func apiTokenCounts() async throws -> [String: Int] {
        let counts = try await database.read {
            try $0.rows("SELECT account, count(*) FROM api_token GROUP BY account") { ($0.text(0), $0.int(1)) }
        }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    package func account(apiToken: [UInt8]) async throws -> StoredAccount? {
        try await database.read {
            try $0.first(
                """
                SELECT \(StoredAccount.columns) FROM api_token t JOIN account a ON a.id = t.account
                WHERE t.token = ? AND a.disabled = 0
                """, [.blob(apiToken)], StoredAccount.init) ?? nil
        }
    }
}
