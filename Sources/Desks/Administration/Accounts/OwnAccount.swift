package import Civics
import Storage

/// A session of one's own account.
package struct OwnSession: Hashable, Sendable {
    /// Names it in a form; opens nothing.
    package let id: String
    package let since: Instant
    package let seenAt: Instant
    /// Browser and address it was opened from.
    package let client: String
    /// The one in which this is asked.
    package let isCurrent: Bool
}

extension Administration {
    /// Changes one's own password; all other sessions of the account end.
    /// - Parameter code: of the second factor, where there is one and it was not shown just now.
    /// - Throws: `DeskError.invalid` for a new password that the city does not take, `DeskError.wrongPassword` for the
    ///   present one, `DeskError.wrongCode`, `DeskError.locked`.
    package func changePassword(
        _ signedIn: SignedIn, from present: String, to new: String, code: String?, session: [UInt8], at now: Instant
    ) async throws {
        let id = signedIn.actor.account
        guard let account = try await store.account(id) else { throw DeskError.notSignedIn }
        let faults = Password.faults(in: new, of: id, rules.password)
        if !faults.isEmpty { throw DeskError.invalid(faults) }
        let lock = try await countTry(of: id, at: now)
        guard try await Password.matches(present, account.password) else {
            try await store.note(AccountAct(.signInFailed, of: id, by: id, at: now))
            try await endTry(of: id, lock, at: now)
            throw DeskError.wrongPassword
        }
        try await store.forgiveSignIns(of: id)
        try await requireProof(signedIn, code: code, at: now)
        let earlier = try await store.earlierPasswords(of: id)
        for stored in [account.password] + earlier.prefix(rules.password.earlier)
        where try await Password.matches(new, stored) {
            throw DeskError.invalid([FieldFault("password", .usedBefore)])
        }
        _ = try await store.setPassword(
            try await Password.hash(new), of: id, at: now, keeping: rules.password.earlier,
            session: Self.digest(session), act: AccountAct(.passwordChanged, of: id, by: id, at: now))
    }

    package func sessions(_ signedIn: SignedIn, session: [UInt8]) async throws -> [OwnSession] {
        let current = Self.digest(session)
        return try await store.sessions(of: signedIn.actor.account).map { line in
            OwnSession(
                id: Self.sessionID(line.token), since: line.createdAt, seenAt: line.seenAt, client: line.client,
                isCurrent: line.token == current)
        }
    }

    /// Ends a session of one's own that is open elsewhere.
    /// - Parameter id: `nil` for all but the present one.
    /// - Returns: how many ended.
    package func endSessions(
        _ signedIn: SignedIn, id: String?, session: [UInt8], at now: Instant
    ) async throws -> Int {
        let account = signedIn.actor.account
        let current = Self.digest(session)
        guard let id else {
            return try await store.endSessions(
                of: account, but: current, act: AccountAct(.sessionsEnded, of: account, by: account, at: now))
        }
        let lines = try await store.sessions(of: account)
        guard let line = lines.first(where: { Self.sessionID($0.token) == id && $0.token != current }) else {
            return 0
        }
        return try await store.endSessions(
            of: account, only: line.token, act: AccountAct(.sessionEnded, of: account, by: account, at: now))
    }

    private static func sessionID(_ token: [UInt8]) -> String {
        token.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
