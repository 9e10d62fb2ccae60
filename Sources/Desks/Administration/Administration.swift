package import Civics
import Crypto
import CryptoExtras
import Storage

/// Administration: who may sign in, and whether the house is in order.
package struct Administration: Sendable {
    let store: Store

    /// Signs a member of staff in and gives the token of the new session.
    /// - Throws: `DeskError.wrongPassword` for an unknown account as well, after the same work; `DeskError.locked` once a
    ///   name was tried too often, whether there is such an account or not.
    package func signIn(
        account id: String, password: String, at now: Instant
    ) async throws -> (actor: Actor, token: [UInt8]) {
        let lock: Instant?
        switch try await store.countSignIn(of: id, at: now) {
        case .locked(let until): throw DeskError.locked(until: until)
        case .counted(let until): lock = until
        }
        let account = try await store.account(id)
        let isRight = try await Password.matches(password, account?.password ?? Password.nobody)
        guard let account, !account.isDisabled, isRight else {
            if let lock { throw DeskError.locked(until: lock) }
            throw DeskError.wrongPassword
        }
        let token = Entropy.system.bytes(32)
        try await store.startSession(token: Self.digest(token), account: id, at: now)
        return (Self.actor(account), token)
    }

    /// Who a session's token belongs to; `nil` when there is none, or it was idle or open for too long.
    /// - Parameter isSeen: whether somebody asks for something; what a page does by itself keeps no session open.
    package func session(
        token: [UInt8], at now: Instant, isSeen: Bool = true, idle: TimeSpan = .minutes(10),
        longest: TimeSpan = .hours(12)
    ) async throws -> Actor? {
        let digest = Self.digest(token)
        guard let session = try await store.session(token: digest) else { return nil }
        guard session.isOpen(at: now, idle: idle, longest: longest) else {
            try await store.endSession(token: digest)
            return nil
        }
        // Written at most once a minute: a reader's clicks should not wait for the disk.
        if isSeen, now - session.seenAt > .minutes(1) { try await store.touchSession(token: digest, at: now) }
        return Self.actor(session.account)
    }

    /// Which of these sessions are open, and whose they are, by the digests of their tokens. Looking keeps none open.
    package func openSessions(
        _ digests: [[UInt8]], at now: Instant, idle: TimeSpan, longest: TimeSpan
    ) async throws -> [[UInt8]: Actor] {
        try await store.sessions(tokens: digests)
            .filter { $0.value.isOpen(at: now, idle: idle, longest: longest) }
            .mapValues { Self.actor($0.account) }
    }

    package func signOut(token: [UInt8]) async throws { try await store.endSession(token: Self.digest(token)) }

    /// Who an API token belongs to.
    package func actor(apiToken: [UInt8]) async throws -> Actor? {
        try await store.account(apiToken: Self.digest(apiToken)).map(Self.actor)
    }

    /// A new API token for an account; only its digest is kept.
    package func issueAPIToken(account: String, at: Instant) async throws -> [UInt8] {
        guard try await store.account(account) != nil else { throw DeskError.notFound }
        let token = Entropy.system.bytes(32)
        try await store.saveAPIToken(Self.digest(token), account: account, at: at)
        return token
    }

    /// Shuts an account out at once, or lets it in again.
    /// - Throws: `DeskError.notFound`.
    package func setDisabled(_ isDisabled: Bool, account: String) async throws {
        guard try await store.setDisabled(isDisabled, account: account) else { throw DeskError.notFound }
    }

    /// Withdraws every API token of an account and gives their number. A server that runs knows a token for ten seconds
    /// more.
    /// - Throws: `DeskError.notFound`.
    package func withdrawAPITokens(of account: String) async throws -> Int {
        guard try await store.account(account) != nil else { throw DeskError.notFound }
        return try await store.withdrawAPITokens(of: account)
    }

    /// Creates or replaces an account; sessions that one of this name has open end.
    /// - Throws: `DeskError.invalid` for an unknown body, or a password under eight characters or of one kind only.
    package func save(
        account id: String, name: LocalName, role: Role, organisation: OrganisationID, password: String
    ) async throws {
        var faults: [FieldFault] = []
        if store.city.organisation(organisation) == nil { faults.append(FieldFault("organisation", .unknown)) }
        if password.count < 8 { faults.append(FieldFault("password", .tooShort)) }
        if Password.kinds(in: password) < 2 { faults.append(FieldFault("password", .malformed)) }
        if let fault = TextCheck.fault(in: id, field: "id", least: 3, most: 64) { faults.append(fault) }
        if !faults.isEmpty { throw DeskError.invalid(faults) }
        let hash = try await Password.hash(password)
        try await store.save(
            StoredAccount(id: id, name: name, role: role, organisation: organisation, password: hash))
    }

    /// What is stored of a token.
    package static func digest(_ token: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: token)) }

    private static func actor(_ account: StoredAccount) -> Actor {
        Actor(account: account.id, name: account.name, role: account.role, organisation: account.organisation)
    }
}

/// Passwords, kept as salt and scrypt hash (RFC 7914; N = 2¹⁵, r = 8, p = 1).
enum Password {
    private static let rounds = 1 << 15

    /// The hash of no password, so that an unknown account costs as much as a known one.
    static let nobody = [UInt8](repeating: 0, count: 48)

    static func hash(_ password: String) async throws -> [UInt8] {
        let salt = Entropy.system.bytes(16)
        return salt + (try await derive(password, salt: salt))
    }

    static func matches(_ password: String, _ stored: [UInt8]) async throws -> Bool {
        guard stored.count == 48 else { return false }
        let hash = try await derive(password, salt: Array(stored[0..<16]))
        return zip(hash, stored[16...]).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Letters small and capital, digits, others: how many of these four kinds a password has.
    static func kinds(in password: String) -> Int {
        var kinds: Set<Int> = []
        for scalar in password.unicodeScalars {
            switch scalar.value {
            case 48...57: kinds.insert(0)
            case 65...90: kinds.insert(1)
            case 97...122: kinds.insert(2)
            default: kinds.insert(3)
            }
        }
        return kinds.count
    }

    @concurrent
    private static func derive(_ password: String, salt: [UInt8]) async throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8,
            parallelism: 1, maxMemory: 128 * 1024 * 1024)
        return key.withUnsafeBytes { Array($0) }
    }
}
