package import Civics
import Storage

/// A secret that is being set up, as the page shows it.
package struct NewFactor: Hashable, Sendable {
    /// In the alphabet of authenticator apps, in groups of four.
    package let secret: String
    /// What the QR code says, and what a link on a telephone opens.
    package let address: String
}

/// How an account's second factor stands.
package struct FactorState: Hashable, Sendable {
    package let demand: FactorDemand
    /// Since when codes are asked for; `nil` without a second factor.
    package let since: Instant?
    package let recoveryCodesLeft: Int
    /// Something may be changed now without showing a code: one was just shown, or there is none.
    package let isProven: Bool
}

/// Codes for the day on which the telephone is lost; each is good once.
enum RecoveryCode {
    static let count = 10
    static let length = 10
    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

    /// 49 bits each.
    static func make() -> [String] {
        var codes: Set<String> = []
        while codes.count < count {
            codes.insert(String((0..<length).map { _ in alphabet.randomElement() ?? "2" }))
        }
        return codes.sorted()
    }

    /// `2345A-BCDEF`
    static func shown(_ code: String) -> String { "\(code.prefix(5))-\(code.dropFirst(5))" }
}

extension Administration {
    /// How long a new secret waits for its first code.
    private static let setUpTime = TimeSpan.hours(1)

    package func factorState(_ signedIn: SignedIn, at now: Instant) async throws -> FactorState {
        let factor = try await store.secondFactor(of: signedIn.actor.account)
        return FactorState(
            demand: demand(of: signedIn.actor.role), since: factor?.confirmedAt,
            recoveryCodesLeft: factor?.codesLeft ?? 0,
            isProven: factor?.confirmedAt == nil || isFresh(signedIn, at: now))
    }

    /// Makes a new secret; the one in use stays in use until a code of the new one was given.
    /// - Parameter code: of the second factor in use, where there is one and it was not shown just now.
    /// - Throws: `DeskError.wrongCode`, `DeskError.locked`, `DeskError.notAllowed` where the city wants none.
    package func beginFactor(_ signedIn: SignedIn, code: String?, at now: Instant) async throws {
        guard demand(of: signedIn.actor.role) != .off else { throw DeskError.notAllowed(.ownAccount) }
        try await requireProof(signedIn, code: code, at: now)
        let account = signedIn.actor.account
        let sealed = try store.vault.sealFactor(Entropy.system.bytes(TimeCode.secretLength), of: account)
        try await store.keepNewFactor(sealed, of: account, at: now)
    }

    /// The secret that waits for its first code; `nil` where none does.
    package func newFactor(_ signedIn: SignedIn, at now: Instant) async throws -> NewFactor? {
        guard let (_, secret) = try await waitingSecret(of: signedIn.actor.account, at: now) else { return nil }
        let text = Base32.text(secret)
        var groups: [Substring] = []
        var rest = text[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return NewFactor(secret: groups.joined(separator: " "), address: address(of: signedIn.actor.account, text))
    }

    /// `otpauth://totp/Foshan%20OneDoor:agent2036?secret=…&issuer=Foshan%20OneDoor`
    private func address(of account: String, _ secret: String) -> String {
        let issuer = Self.escaped(store.city.platform.en)
        return """
            otpauth://totp/\(issuer):\(Self.escaped(account))?secret=\(secret)&issuer=\(issuer)&algorithm=SHA1\
            &digits=\(TimeCode.digits)&period=\(TimeCode.period.milliseconds / 1000)
            """
    }

    /// All bytes but the unreserved ones of RFC 3986 percent-encoded.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// Puts the new secret to use with its first code; other sessions of the account end.
    /// - Returns: the recovery codes, which are never shown again; `nil` when nothing waits to be confirmed.
    /// - Throws: `DeskError.wrongCode`.
    package func confirmFactor(
        _ signedIn: SignedIn, code: String, session: [UInt8], at now: Instant
    ) async throws -> [String]? {
        let account = signedIn.actor.account
        guard let (sealed, secret) = try await waitingSecret(of: account, at: now) else { return nil }
        guard case .time(let digits) = FactorCode(code),
            let step = TimeCode.step(of: digits, secret: secret, at: now, drift: rules.secondFactor.drift)
        else { throw DeskError.wrongCode(wasUsed: false) }
        let codes = RecoveryCode.make()
        let isSet = try await store.confirmFactor(
            sealed, of: account, step: step, codes: codes.map { store.vault.recoveryDigest($0, of: account) },
            at: now, session: Self.digest(session), act: AccountAct(.factorSet, of: account, by: account, at: now))
        return isSet ? codes.map(RecoveryCode.shown) : nil
    }

    /// New recovery codes in the place of all old ones.
    package func renewRecoveryCodes(_ signedIn: SignedIn, code: String?, at now: Instant) async throws -> [String] {
        let account = signedIn.actor.account
        guard try await store.secondFactor(of: account)?.confirmedAt != nil else { throw DeskError.notFound }
        try await requireProof(signedIn, code: code, at: now)
        let codes = RecoveryCode.make()
        try await store.replaceRecoveryCodes(
            codes.map { store.vault.recoveryDigest($0, of: account) }, of: account,
            act: AccountAct(.recoveryCodesRenewed, of: account, by: account, at: now))
        return codes.map(RecoveryCode.shown)
    }

    /// Takes the second factor away, where the city leaves it to people.
    package func removeFactor(
        _ signedIn: SignedIn, code: String?, session: [UInt8], at now: Instant
    ) async throws {
        guard demand(of: signedIn.actor.role) != .required else { throw DeskError.notAllowed(.ownAccount) }
        try await requireProof(signedIn, code: code, at: now)
        let account = signedIn.actor.account
        _ = try await store.removeFactor(
            of: account, but: Self.digest(session),
            act: AccountAct(.factorRemoved, of: account, by: account, at: now))
    }

    private func waitingSecret(
        of account: String, at now: Instant
    ) async throws -> (sealed: [UInt8], secret: [UInt8])? {
        guard let factor = try await store.secondFactor(of: account), let sealed = factor.newSecret,
            let since = factor.newAt, now - since <= Self.setUpTime,
            let secret = store.vault.openFactor(sealed, of: account)
        else { return nil }
        return (sealed, secret)
    }

    /// Password and code were shown so shortly ago that they need not be shown again.
    private func isFresh(_ signedIn: SignedIn, at now: Instant) -> Bool {
        now - signedIn.since <= rules.lockOut.window
    }

    /// What concerns the second factor itself, or the password, takes a code, unless one was shown just now.
    func requireProof(_ signedIn: SignedIn, code: String?, at now: Instant) async throws {
        let account = signedIn.actor.account
        guard try await store.secondFactor(of: account)?.confirmedAt != nil, !isFresh(signedIn, at: now) else {
            return
        }
        let proof = try await proof(code ?? "", of: account, at: now)
        guard try await store.take(proof, of: account, at: now) else { throw DeskError.wrongCode(wasUsed: true) }
        try await store.forgiveSignIns(of: account)
    }
}
