package import Civics

/// A session of an account: of somebody who is signed in, or whose code is still awaited.
package struct StoredSession: Sendable {
    package let account: StoredAccount
    package let createdAt: Instant
    package let seenAt: Instant
    /// The password was right, the code is awaited.
    package let isPending: Bool

    package func isOpen(at now: Instant, idle: TimeSpan, longest: TimeSpan) -> Bool {
        now - seenAt <= idle && now - createdAt <= longest
    }

    /// Columns of the account, then `created_at`, `seen_at` and `is_pending`.
    fileprivate init?(_ row: any Row) {
        guard let account = StoredAccount(row) else { return nil }
        let next = StoredAccount.columnCount
        self.account = account
        self.createdAt = Instant(milliseconds: row.integer(next))
        self.seenAt = Instant(milliseconds: row.integer(next + 1))
        self.isPending = row.flag(next + 2)
    }

    fileprivate static let query = """
        SELECT \(StoredAccount.columns), s.created_at, s.seen_at, s.is_pending
        FROM session s JOIN account a ON a.id = s.account WHERE s.token = ? AND a.disabled = 0
        """
}

/// A session as its account sees it in a list.
package struct SessionLine: Hashable, Sendable {
    /// Digest of its token, as it is stored.
    package let token: [UInt8]
    package let createdAt: Instant
    package let seenAt: Instant
    /// Browser and address it was opened from.
    package let client: String
}

/// Why a sign-in was not completed by a code.
package enum CodeRefused: Error, Hashable, Sendable {
    /// The code was taken before, by this or another sign-in.
    case taken
    /// The sign-in it belongs to has ended, or is complete already.
    case noSignIn
}

/// What completes a sign-in besides the password.
package enum FactorProof: Hashable, Sendable {
    /// The step of time whose code was given.
    case step(Int64)
    /// The digest of a recovery code.
    case recovery([UInt8])
}

extension Store {
    /// Starts a session and clears the failures before it.
    package func startSession(
        token: [UInt8], account: String, at: Instant, client: String = "", act: AccountAct? = nil
    ) async throws {
        let name = vault.nameIndex(account)
        try await database.write { connection in
            try connection.execute("DELETE FROM sign_in WHERE name = ?", [.blob(name)])
            try Self.insertSession(token, account, at, client, isPending: false, on: connection)
            try act?.write(on: connection)
        }
    }

    /// Starts a session that opens nothing until a code was given; failures go on being counted.
    package func startPendingSession(token: [UInt8], account: String, at: Instant, client: String) async throws {
        try await database.write {
            try Self.insertSession(token, account, at, client, isPending: true, on: $0)
        }
    }

    /// Takes the code of a pending session and puts a full session in its place, all at once: of sign-ins that bring
    /// the same code at the same time one is completed.
    /// - Throws: `CodeRefused`; nothing is changed then.
    package func completeSession(
        pending: [UInt8], token: [UInt8], account: String, proof: FactorProof, at now: Instant, client: String,
        act: AccountAct
    ) async throws {
        let name = vault.nameIndex(account)
        try await database.write { connection in
            let ended = try connection.execute(
                "DELETE FROM session WHERE token = ? AND account = ? AND is_pending = 1",
                [.blob(pending), .text(account)])
            guard ended > 0 else { throw CodeRefused.noSignIn }
            guard try Self.take(proof, of: account, at: now, on: connection) else { throw CodeRefused.taken }
            try connection.execute("DELETE FROM sign_in WHERE name = ?", [.blob(name)])
            try Self.insertSession(token, account, now, client, isPending: false, on: connection)
            try act.write(on: connection)
        }
    }

    private static func insertSession(
        _ token: [UInt8], _ account: String, _ at: Instant, _ client: String, isPending: Bool,
        on connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO session (token, account, created_at, seen_at, is_pending, client) VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                .blob(token), .text(account), .integer(at.milliseconds), .integer(at.milliseconds), .flag(isPending),
                .text(client),
            ])
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

    /// The sessions of an account in which somebody is signed in, the last used first.
    package func sessions(of account: String) async throws -> [SessionLine] {
        try await database.read {
            try $0.rows(
                """
                SELECT token, created_at, seen_at, client FROM session WHERE account = ? AND is_pending = 0
                ORDER BY seen_at DESC
                """, [.text(account)]
            ) { row in
                SessionLine(
                    token: row.blob(0), createdAt: Instant(milliseconds: row.integer(1)),
                    seenAt: Instant(milliseconds: row.integer(2)), client: row.text(3))
            }
        }
    }

    /// How many sessions each account has open that has any.
    package func sessionCounts() async throws -> [String: Int] {
        let counts = try await database.read {
            try $0.rows("SELECT account, count(*) FROM session WHERE is_pending = 0 GROUP BY account") {
                ($0.text(0), $0.int(1))
            }
        }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Ends one session of an account, or all but one.
    /// - Returns: how many ended.
    package func endSessions(
        of account: String, only token: [UInt8]? = nil, but kept: [UInt8]? = nil, act: AccountAct? = nil
    ) async throws -> Int {
        try await database.write { connection in
            var condition = "account = ?"
            var values: [SQLValue] = [.text(account)]
            if let token {
                condition += " AND token = ?"
                values.append(.blob(token))
            }
            if let kept {
                condition += " AND token <> ?"
                values.append(.blob(kept))
            }
            let ended = try connection.execute("DELETE FROM session WHERE \(condition)", values)
            if ended > 0 { try act?.write(on: connection) }
            return ended
        }
    }

    /// Ends what an account has open, and forgets its failed tries.
    static func endSessions(
        of account: String, but kept: [UInt8]? = nil, name: [UInt8], on connection: any Connection
    ) throws {
        try connection.execute("DELETE FROM sign_in WHERE name = ?", [.blob(name)])
        try connection.execute(
            "DELETE FROM session WHERE account = ? AND token <> ?", [.text(account), .blob(kept ?? [])])
    }

    /// Removes sessions last seen before a moment.
    package func endSessions(seenBefore: Instant) async throws {
        _ = try await database.write {
            try $0.execute("DELETE FROM session WHERE seen_at < ?", [.integer(seenBefore.milliseconds)])
        }
    }
}
