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
    /// When the password was set; `nil` where it is not known.
    package let passwordAt: Instant?
    /// The password was given by an administrator: it must be changed, and is good until then.
    package let initialUntil: Instant?
    /// Codes of a second factor are asked for.
    package let hasSecondFactor: Bool

    package init(
        id: String, name: LocalName, role: Role, organisation: OrganisationID, password: [UInt8],
        passwordAt: Instant? = nil, initialUntil: Instant? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.organisation = organisation
        self.password = password
        self.isDisabled = false
        self.passwordAt = passwordAt
        self.initialUntil = initialUntil
        self.hasSecondFactor = false
    }

    init?(_ row: any Row) {
        guard let role = Role(rawValue: row.text(3)) else { return nil }
        self.id = row.text(0)
        self.name = LocalName(zh: row.text(1), en: row.text(2))
        self.role = role
        self.organisation = row.text(4)
        self.password = row.blob(5)
        self.isDisabled = row.flag(6)
        self.passwordAt = row.integer(7) == 0 ? nil : Instant(milliseconds: row.integer(7))
        self.initialUntil = row.optionalInteger(8).map { Instant(milliseconds: $0) }
        self.hasSecondFactor = row.flag(9)
    }

    static let columns = """
        a.id, a.name_zh, a.name_en, a.role, a.organisation, a.password, a.disabled, a.password_at, a.initial_until,
        EXISTS (SELECT 1 FROM second_factor f WHERE f.account = a.id AND f.confirmed_at IS NOT NULL)
        """
    static let columnCount = 10
}

extension Store {
    /// Creates an account, or replaces name, role, body and password of one, whose sessions end; opens one that is locked
    /// or disabled.
    package func save(_ account: StoredAccount, act: AccountAct? = nil) async throws {
        let name = vault.nameIndex(account.id)
        try await database.write { [recent] connection in
            recent.forgetHandlers()
            try Self.endSessions(of: account.id, name: name, on: connection)
            try connection.execute(
                """
                INSERT INTO account (id, name_zh, name_en, role, organisation, password, password_at, initial_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
                role = excluded.role, organisation = excluded.organisation, password = excluded.password,
                password_at = excluded.password_at, initial_until = excluded.initial_until, disabled = 0
                """,
                [
                    .text(account.id), .text(account.name.zh), .text(account.name.en), .text(account.role.rawValue),
                    .text(account.organisation), .blob(account.password),
                    .integer(account.passwordAt?.milliseconds ?? 0),
                    .optional(account.initialUntil?.milliseconds),
                ])
            try act?.write(on: connection)
        }
    }

    /// Creates an account unless there is one of this name.
    /// - Returns: `false` when there is.
    package func add(_ account: StoredAccount, act: AccountAct) async throws -> Bool {
        try await database.write { [recent] connection in
            recent.forgetHandlers()
            let added = try connection.execute(
                """
                INSERT INTO account (id, name_zh, name_en, role, organisation, password, password_at, initial_until)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """,
                [
                    .text(account.id), .text(account.name.zh), .text(account.name.en), .text(account.role.rawValue),
                    .text(account.organisation), .blob(account.password),
                    .integer(account.passwordAt?.milliseconds ?? 0),
                    .optional(account.initialUntil?.milliseconds),
                ])
            guard added > 0 else { return false }
            try act.write(on: connection)
            return true
        }
    }

    /// Changes name, role and body; sessions end where role or body change.
    /// - Parameter keepsAdministrator: refuses to leave the house without an administrator who may sign in.
    /// - Returns: `false` when nothing was changed.
    package func change(
        _ id: String, name: LocalName, role: Role, organisation: OrganisationID, keepsAdministrator: Bool,
        act: AccountAct
    ) async throws -> Bool {
        try await database.write { [recent] connection in
            recent.forgetHandlers()
            if role != .administrator, keepsAdministrator, try Self.isLastAdministrator(id, on: connection) {
                return false
            }
            let moved = try connection.integer(
                "SELECT count(*) FROM account WHERE id = ? AND (role <> ? OR organisation <> ?)",
                [.text(id), .text(role.rawValue), .text(organisation)])
            if moved > 0 { try connection.execute("DELETE FROM session WHERE account = ?", [.text(id)]) }
            let changed = try connection.execute(
                "UPDATE account SET name_zh = ?, name_en = ?, role = ?, organisation = ? WHERE id = ?",
                [.text(name.zh), .text(name.en), .text(role.rawValue), .text(organisation), .text(id)])
            guard changed > 0 else { return false }
            try act.write(on: connection)
            return true
        }
    }

    /// Shuts an account out, ending its sessions, or lets it in again; its tokens rest meanwhile.
    /// - Parameter keepsAdministrator: refuses to leave the house without an administrator who may sign in.
    /// - Returns: `false` when nothing was changed.
    package func setDisabled(
        _ isDisabled: Bool, account: String, keepsAdministrator: Bool = false, act: AccountAct? = nil
    ) async throws -> Bool {
        let name = vault.nameIndex(account)
        return try await database.write { [recent] connection in
            recent.forgetHandlers()
            if isDisabled, keepsAdministrator, try Self.isLastAdministrator(account, on: connection) { return false }
            if isDisabled { try Self.endSessions(of: account, name: name, on: connection) }
            let changed = try connection.execute(
                "UPDATE account SET disabled = ? WHERE id = ?", [.flag(isDisabled), .text(account)])
            guard changed > 0 else { return false }
            try act?.write(on: connection)
            return true
        }
    }

    private static func isLastAdministrator(_ id: String, on connection: any Connection) throws -> Bool {
        let administrators = try connection.rows(
            "SELECT id FROM account WHERE role = ? AND disabled = 0", [.text(Role.administrator.rawValue)]
        ) { $0.text(0) }
        return administrators == [id]
    }

    /// Sets a password; the one before is kept among the earlier ones.
    /// - Parameters:
    ///   - initialUntil: for a password that an administrator gives.
    ///   - kept: how many earlier ones are kept.
    ///   - session: the session that goes on; all others end.
    /// - Returns: `false` when there is no such account.
    package func setPassword(
        _ password: [UInt8], of account: String, at now: Instant, initialUntil: Instant? = nil, keeping kept: Int,
        session: [UInt8]? = nil, act: AccountAct
    ) async throws -> Bool {
        let name = vault.nameIndex(account)
        return try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO earlier_password SELECT id, ?, password FROM account WHERE id = ?
                ON CONFLICT (account, at) DO NOTHING
                """, [.integer(now.milliseconds), .text(account)])
            try connection.execute(
                """
                DELETE FROM earlier_password WHERE account = ? AND at NOT IN (
                  SELECT at FROM earlier_password WHERE account = ? ORDER BY at DESC LIMIT ?)
                """, [.text(account), .text(account), .integer(kept)])
            let changed = try connection.execute(
                "UPDATE account SET password = ?, password_at = ?, initial_until = ? WHERE id = ?",
                [
                    .blob(password), .integer(now.milliseconds), .optional(initialUntil?.milliseconds),
                    .text(account),
                ])
            guard changed > 0 else { return false }
            try Self.endSessions(of: account, but: session, name: name, on: connection)
            try act.write(on: connection)
            return true
        }
    }

    /// The passwords before the present one, the latest first.
    package func earlierPasswords(of account: String) async throws -> [[UInt8]] {
        try await database.read {
            try $0.rows(
                "SELECT password FROM earlier_password WHERE account = ? ORDER BY at DESC", [.text(account)]
            ) { $0.blob(0) }
        }
    }

    package func account(_ id: String) async throws -> StoredAccount? {
        try await database.read {
            try $0.first(
                "SELECT \(StoredAccount.columns) FROM account a WHERE a.id = ?", [.text(id)], StoredAccount.init)
                ?? nil
        }
    }

    /// Those of these accounts that there are, by their names.
    package func accounts(_ ids: Set<String>) async throws -> [String: StoredAccount] {
        guard !ids.isEmpty else { return [:] }
        return try await database.read { connection in
            var found: [String: StoredAccount] = [:]
            for id in ids {
                found[id] =
                    try connection.first(
                        "SELECT \(StoredAccount.columns) FROM account a WHERE a.id = ?", [.text(id)],
                        StoredAccount.init) ?? nil
            }
            return found
        }
    }

    package func accounts() async throws -> [StoredAccount] {
        try await database.read {
            try $0.rows("SELECT \(StoredAccount.columns) FROM account a ORDER BY a.id", [], StoredAccount.init)
                .compactMap(\.self)
        }
    }

    /// The accounts that belong to a body itself, not to one below it.
    package func accounts(of body: OrganisationID) async throws -> [StoredAccount] {
        try await database.read {
            try $0.rows(
                "SELECT \(StoredAccount.columns) FROM account a WHERE a.organisation = ? ORDER BY a.id", [.text(body)],
                StoredAccount.init
            ).compactMap(\.self)
        }
    }

    // MARK: Tokens of the API

    package func saveAPIToken(_ token: [UInt8], account: String, at: Instant, act: AccountAct? = nil) async throws {
        try await database.write { connection in
            try connection.execute(
                "INSERT INTO api_token VALUES (?, ?, ?)",
                [.blob(token), .text(account), .integer(at.milliseconds)])
            try act?.write(on: connection)
        }
    }

    /// Withdraws every API token of an account and gives their number.
    package func withdrawAPITokens(of account: String, act: AccountAct? = nil) async throws -> Int {
        try await database.write { connection in
            let count = try connection.execute("DELETE FROM api_token WHERE account = ?", [.text(account)])
            if count > 0 { try act?.write(on: connection) }
            return count
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
