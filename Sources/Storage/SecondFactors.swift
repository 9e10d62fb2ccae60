package import Civics

/// The second factor of an account as stored; secrets are sealed.
package struct StoredFactor: Sendable {
    /// `nil` before the first code was given.
    package let secret: [UInt8]?
    package let confirmedAt: Instant?
    /// The latest step of time whose code was taken: none is taken twice.
    package let lastStep: Int64
    /// A secret that waits for its first code, and since when.
    package let newSecret: [UInt8]?
    package let newAt: Instant?
    /// Recovery codes that were not used yet.
    package let codesLeft: Int
}

extension Store {
    package func secondFactor(of account: String) async throws -> StoredFactor? {
        try await database.read { connection in
            try connection.first(
                """
                SELECT secret, confirmed_at, last_step, new_secret, new_at,
                (SELECT count(*) FROM recovery_code c WHERE c.account = f.account AND c.used_at IS NULL)
                FROM second_factor f WHERE account = ?
                """, [.text(account)]
            ) { row in
                StoredFactor(
                    secret: row.optionalBlob(0),
                    confirmedAt: row.optionalInteger(1).map { Instant(milliseconds: $0) }, lastStep: row.integer(2),
                    newSecret: row.optionalBlob(3),
                    newAt: row.optionalInteger(4).map { Instant(milliseconds: $0) }, codesLeft: row.int(5))
            }
        }
    }

    /// Keeps a new secret until its first code is given; the one in use stays in use.
    package func keepNewFactor(_ sealed: [UInt8], of account: String, at: Instant) async throws {
        _ = try await database.write {
            try $0.execute(
                """
                INSERT INTO second_factor (account, new_secret, new_at) VALUES (?, ?, ?)
                ON CONFLICT (account) DO UPDATE SET new_secret = excluded.new_secret, new_at = excluded.new_at
                """, [.text(account), .blob(sealed), .integer(at.milliseconds)])
        }
    }

    /// Puts a new secret to use, with recovery codes of its own; other sessions of the account end.
    /// - Parameters:
    ///   - sealed: the secret whose code was given; nothing happens when another waits by now.
    ///   - step: of the code that was given.
    /// - Returns: `false` when nothing was changed.
    package func confirmFactor(
        _ sealed: [UInt8], of account: String, step: Int64, codes: [[UInt8]], at: Instant, session: [UInt8],
        act: AccountAct
    ) async throws -> Bool {
        try await database.write { connection in
            let changed = try connection.execute(
                """
                UPDATE second_factor SET secret = new_secret, confirmed_at = ?, last_step = ?, new_secret = NULL,
                new_at = NULL WHERE account = ? AND new_secret = ?
                """, [.integer(at.milliseconds), .integer(step), .text(account), .blob(sealed)])
            guard changed > 0 else { return false }
            try Self.replaceCodes(codes, of: account, on: connection)
            try connection.execute(
                "DELETE FROM session WHERE account = ? AND token <> ?", [.text(account), .blob(session)])
            try act.write(on: connection)
            return true
        }
    }

    /// Takes a code, in one statement: once, however many bring it at the same time.
    package func take(_ proof: FactorProof, of account: String, at: Instant) async throws -> Bool {
        try await database.write { try Self.take(proof, of: account, at: at, on: $0) }
    }

    static func take(
        _ proof: FactorProof, of account: String, at: Instant, on connection: any Connection
    ) throws -> Bool {
        switch proof {
        case .step(let step):
            try connection.execute(
                """
                UPDATE second_factor SET last_step = ? WHERE account = ? AND last_step < ? AND confirmed_at IS NOT NULL
                """, [.integer(step), .text(account), .integer(step)]) > 0
        case .recovery(let digest):
            try connection.execute(
                "UPDATE recovery_code SET used_at = ? WHERE account = ? AND digest = ? AND used_at IS NULL",
                [.integer(at.milliseconds), .text(account), .blob(digest)]) > 0
        }
    }

    /// Whether an account has this recovery code and has not used it.
    package func hasRecoveryCode(_ digest: [UInt8], of account: String) async throws -> Bool {
        try await database.read {
            try $0.integer(
                "SELECT count(*) FROM recovery_code WHERE account = ? AND digest = ? AND used_at IS NULL",
                [.text(account), .blob(digest)]) > 0
        }
    }

    /// Puts new recovery codes in the place of all old ones.
    package func replaceRecoveryCodes(_ codes: [[UInt8]], of account: String, act: AccountAct) async throws {
        try await database.write { connection in
            try Self.replaceCodes(codes, of: account, on: connection)
            try act.write(on: connection)
        }
    }

    private static func replaceCodes(_ codes: [[UInt8]], of account: String, on connection: any Connection) throws {
        try connection.execute("DELETE FROM recovery_code WHERE account = ?", [.text(account)])
        for code in codes {
            try connection.execute(
                "INSERT INTO recovery_code (account, digest) VALUES (?, ?)", [.text(account), .blob(code)])
        }
    }

    /// Removes the second factor of an account; its sessions end but one.
    /// - Returns: `false` when it had none.
    package func removeFactor(of account: String, but session: [UInt8]? = nil, act: AccountAct) async throws -> Bool {
        let name = vault.nameIndex(account)
        return try await database.write { connection in
            let removed = try connection.execute("DELETE FROM second_factor WHERE account = ?", [.text(account)])
            guard removed > 0 else { return false }
            try connection.execute("DELETE FROM recovery_code WHERE account = ?", [.text(account)])
            try Self.endSessions(of: account, but: session, name: name, on: connection)
            try act.write(on: connection)
            return true
        }
    }
}
