package import Civics
import Crypto
import Storage

/// What must be done after the password was right, before the desks open.
package enum SignInStep: Hashable, Sendable {
    /// The code of the second factor.
    case code
    /// A password of one's own: the one given by an administrator, or one that is too old.
    case password(isInitial: Bool)
    /// Setting up a second factor, which the city asks of this role.
    case secondFactor
}

/// Whose session it is, and what is still to be done in it.
package struct SignedIn: Hashable, Sendable {
    package let actor: Actor
    /// When the password and, where there is one, the second factor were shown.
    package let since: Instant
    /// `nil` when the desks are open.
    package let due: SignInStep?
}

extension Administration {
    /// Takes a password and gives the token of a new session. Where the account has a second factor the session waits
    /// for its code (`confirm`), and opens nothing before.
    /// - Parameter client: browser and address, for the record.
    /// - Throws: `DeskError.wrongPassword` for an unknown account as well, after the same work; `DeskError.locked` once a
    ///   name was tried too often, whether there is such an account or not; `DeskError.passwordExpired`.
    package func signIn(
        account id: String, password: String, client: String = "", at now: Instant
    ) async throws -> (actor: Actor, token: [UInt8], due: SignInStep?) {
        let lock = try await countTry(of: id, at: now)
        let account = try await store.account(id)
        let isRight = try await Password.matches(password, account?.password ?? Password.nobody)
        guard let account, !account.isDisabled, isRight else {
            let known = account?.id ?? ""
            try await store.note(AccountAct(.signInFailed, of: known, by: known, at: now, detail: client))
            try await endTry(of: known, lock, at: now)
            throw DeskError.wrongPassword
        }
        if let until = account.initialUntil, now > until { throw DeskError.passwordExpired }
        let token = Entropy.system.bytes(32)
        if asksForCode(account) {
            try await store.startPendingSession(token: Self.digest(token), account: id, at: now, client: client)
            return (Self.actor(account), token, .code)
        }
        try await store.startSession(
            token: Self.digest(token), account: id, at: now, client: client,
            act: AccountAct(.signedIn, of: id, by: id, at: now, detail: client))
        return (Self.actor(account), token, due(for: account, at: now))
    }

    /// Takes the code of the second factor, or a recovery code, and gives the token of the session that is open now. Of
    /// sign-ins that bring one code at the same time one comes in.
    /// - Throws: `DeskError.notSignedIn` where no sign-in waits for a code, `DeskError.wrongCode`, `DeskError.locked`:
    ///   wrong codes count like wrong passwords.
    package func confirm(
        code: String, token: [UInt8], client: String = "", at now: Instant
    ) async throws -> (actor: Actor, token: [UInt8], due: SignInStep?) {
        guard let session = try await store.session(token: Self.digest(token)), session.isPending,
            now - session.createdAt <= rules.lockOut.window
        else { throw DeskError.notSignedIn }
        let account = session.account
        let proof = try await proof(code, of: account.id, at: now)
        let isRecovery = if case .recovery = proof { true } else { false }
        let fresh = Entropy.system.bytes(32)
        do {
            try await store.completeSession(
                pending: Self.digest(token), token: Self.digest(fresh), account: account.id, proof: proof, at: now,
                client: client,
                act: AccountAct(
                    isRecovery ? .signedInByRecoveryCode : .signedIn, of: account.id, by: account.id, at: now,
                    detail: client))
        } catch CodeRefused.noSignIn {
            throw DeskError.notSignedIn
        } catch CodeRefused.taken {
            throw DeskError.wrongCode(wasUsed: true)
        }
        return (Self.actor(account), fresh, due(for: account, at: now))
    }

    /// Whose session a token belongs to; `nil` when there is none, or it was idle or open for too long.
    /// - Parameter isSeen: whether somebody asks for something; what a page does by itself keeps no session open.
    package func session(
        token: [UInt8], at now: Instant, isSeen: Bool = true, idle: TimeSpan = .minutes(10),
        longest: TimeSpan = .hours(12)
    ) async throws -> SignedIn? {
        let digest = Self.digest(token)
        guard let session = try await store.session(token: digest) else { return nil }
        let longest = session.isPending ? rules.lockOut.window : longest
        guard session.isOpen(at: now, idle: idle, longest: longest) else {
            try await store.endSession(token: digest)
            return nil
        }
        // Written at most once a minute: a reader's clicks should not wait for the disk.
        if isSeen, now - session.seenAt > .minutes(1) { try await store.touchSession(token: digest, at: now) }
        return SignedIn(
            actor: Self.actor(session.account), since: session.createdAt,
            due: session.isPending ? .code : due(for: session.account, at: now))
    }

    /// Which of these sessions are open to the desks, and whose they are, by the digests of their tokens. Looking keeps
    /// none open.
    package func openSessions(
        _ digests: [[UInt8]], at now: Instant, idle: TimeSpan, longest: TimeSpan
    ) async throws -> [[UInt8]: Actor] {
        try await store.sessions(tokens: digests)
            .filter { _, session in
                session.isOpen(at: now, idle: idle, longest: longest) && !session.isPending
                    && due(for: session.account, at: now) == nil
            }
            .mapValues { Self.actor($0.account) }
    }

    package func signOut(token: [UInt8], at now: Instant) async throws {
        let digest = Self.digest(token)
        guard let session = try await store.session(token: digest) else { return }
        let id = session.account.id
        _ = try await store.endSessions(
            of: id, only: digest, act: session.isPending ? nil : AccountAct(.signedOut, of: id, by: id, at: now))
    }

    // MARK: Ground

    var rules: SecurityRules { store.city.security }

    func demand(of role: Role) -> FactorDemand {
        rules.secondFactor.demand(of: role, isDemonstration: isDemonstration)
    }

    private func asksForCode(_ account: StoredAccount) -> Bool {
        account.hasSecondFactor && demand(of: account.role) != .off
    }

    private func due(for account: StoredAccount, at now: Instant) -> SignInStep? {
        if account.initialUntil != nil { return .password(isInitial: true) }
        if let renewal = rules.password.renewal, !isDemonstration {
            guard let set = account.passwordAt, now - set <= renewal else { return .password(isInitial: false) }
        }
        return demand(of: account.role) == .required && !account.hasSecondFactor ? .secondFactor : nil
    }

    /// Counts a try of a password or a code.
    /// - Returns: until when the name is locked if this one fails.
    /// - Throws: `DeskError.locked`.
    func countTry(of id: String, at now: Instant) async throws -> Instant? {
        switch try await store.countSignIn(of: id, at: now) {
        case .locked(let until): throw DeskError.locked(until: until)
        case .counted(let until): return until
        }
    }

    /// Says what follows from a try that failed, where it locked the name.
    func endTry(of id: String, _ lock: Instant?, at now: Instant) async throws {
        guard let lock else { return }
        try await store.note(AccountAct(.locked, of: id, by: id, at: now))
        throw DeskError.locked(until: lock)
    }

    /// What a code proves; it is not taken yet. The try is counted.
    /// - Throws: `DeskError.wrongCode`, `DeskError.locked`.
    func proof(_ typed: String, of account: String, at now: Instant) async throws -> FactorProof {
        let lock = try await countTry(of: account, at: now)
        let code = FactorCode(typed)
        var wasUsed = false
        switch code {
        case .time(let digits):
            if let factor = try await store.secondFactor(of: account),
                let secret = factor.secret.flatMap({ store.vault.openFactor($0, of: account) }),
                let step = TimeCode.step(of: digits, secret: secret, at: now, drift: rules.secondFactor.drift)
            {
                if step > factor.lastStep { return .step(step) }
                wasUsed = true
            }
        case .recovery(let code):
            let digest = store.vault.recoveryDigest(code, of: account)
            if try await store.hasRecoveryCode(digest, of: account) { return .recovery(digest) }
        case nil: break
        }
        try await store.note(AccountAct(.codeWrong, of: account, by: account, at: now))
        try await endTry(of: account, lock, at: now)
        throw DeskError.wrongCode(wasUsed: wasUsed)
    }

    /// What is stored of a token.
    package static func digest(_ token: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: token)) }

    static func actor(_ account: StoredAccount) -> Actor {
        Actor(account: account.id, name: account.name, role: account.role, organisation: account.organisation)
    }
}

/// What somebody typed where a code is asked for.
enum FactorCode: Hashable, Sendable {
    case time(String)
    case recovery(String)

    /// Full-width digits count as digits; spaces and hyphens do not count. `nil` for what can be neither.
    init?(_ typed: String) {
        var code = ""
        for scalar in typed.uppercased().unicodeScalars.prefix(64) {
            switch scalar.value {
            case 0xFF10...0xFF19: code.append(Character(UnicodeScalar(UInt8(scalar.value - 0xFF10 + 48))))
            case 0x20, 0x2D, 0x2010...0x2014, 0x3000, 0xFF0D: continue
            default: code.unicodeScalars.append(scalar)
            }
        }
        if code.utf8.count == TimeCode.digits, code.utf8.allSatisfy({ (48...57).contains($0) }) {
            self = .time(code)
        } else if code.utf8.count == RecoveryCode.length {
            self = .recovery(code)
        } else {
            return nil
        }
    }
}
