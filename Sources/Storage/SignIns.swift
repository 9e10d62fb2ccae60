package import Civics

/// What is known of a try to sign in before the password is looked at.
package enum SignInTry: Hashable, Sendable {
    /// No more tries until then.
    case locked(until: Instant)
    /// Counted as a failure until a session is started; `lockedUntil` when it was the last that is allowed.
    case counted(lockedUntil: Instant?)
}

extension Store {
    /// Counts a try of a password or a code before any work is spent on it, in one statement: of tries that come at once
    /// no more than the city allows are let through. The row keeps the last four, so that the fifth locks wherever the
    /// minutes that count began. A name that no account has is counted and locked like any other. Names are kept as
    /// keyed digests, since people type their password into the wrong field.
    package func countSignIn(of name: String, at now: Instant) async throws -> SignInTry {
        let index = vault.nameIndex(name)
        let rules = city.security.lockOut
        // The try that lies as many tries back as may fail.
        let oldest = rules.failures <= 3 ? "second" : rules.failures == 4 ? "third" : "fourth"
        return try await database.write { connection in
            let counted = try connection.execute(
                """
                INSERT INTO sign_in (name, latest) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET
                fourth = third, third = second, second = latest, latest = excluded.latest,
                locked_until = CASE WHEN sign_in.\(oldest) > excluded.latest - ? THEN excluded.latest + ? ELSE 0 END
                WHERE sign_in.locked_until <= excluded.latest
                """,
                [
                    .blob(index), .integer(now.milliseconds), .integer(rules.window.milliseconds + 1),
                    .integer(rules.lock.milliseconds),
                ])
            let until = Instant(
                milliseconds: try connection.integer("SELECT locked_until FROM sign_in WHERE name = ?", [.blob(index)]))
            guard counted > 0 else { return .locked(until: until) }
            return .counted(lockedUntil: until > now ? until : nil)
        }
    }

    /// Forgets the tries of a name: it has shown that it was right.
    package func forgiveSignIns(of name: String) async throws {
        let index = vault.nameIndex(name)
        _ = try await database.write { try $0.execute("DELETE FROM sign_in WHERE name = ?", [.blob(index)]) }
    }

    /// Until when each of these names is locked that is.
    package func locks(of names: [String], at now: Instant) async throws -> [String: Instant] {
        let locked = try await database.read {
            try $0.rows(
                "SELECT name, locked_until FROM sign_in WHERE locked_until > ?", [.integer(now.milliseconds)]
            ) { ($0.blob(0), Instant(milliseconds: $0.integer(1))) }
        }
        guard !locked.isEmpty else { return [:] }
        let byIndex = Dictionary(locked, uniquingKeysWith: max)
        let found = names.compactMap { name in byIndex[vault.nameIndex(name)].map { (name, $0) } }
        return Dictionary(found, uniquingKeysWith: max)
    }

    /// Until when a name is locked; `nil` for one that is not.
    package func lock(of name: String, at now: Instant) async throws -> Instant? {
        let index = vault.nameIndex(name)
        let until = try await database.read {
            try $0.integer("SELECT locked_until FROM sign_in WHERE name = ?", [.blob(index)])
        }
        return until > now.milliseconds ? Instant(milliseconds: until) : nil
    }

    /// Forgets the tries before a moment that lock nothing any more.
    package func forgetSignIns(before: Instant) async throws {
        _ = try await database.write {
            try $0.execute(
                "DELETE FROM sign_in WHERE latest < ? AND locked_until < ?",
                [.integer(before.milliseconds), .integer(before.milliseconds)])
        }
    }
}
