import Civics
import Crypto
import Desks
import Storage
import TestSupport

/// An account with a password, and sessions of it, without the work that hashing a password is on purpose.
enum KnownPassword {
    static let text = "night-work-2026"
    static let account = "handler3012"

    /// Made once by the house itself.
    private static let hash = Task {
        let house = try await TestStore()
        try await house.desks.administration.save(
            account: account, name: LocalName(zh: "黄伟杰", en: "Huang Weijie"), role: .handler,
            organisation: CaseLife.lead, password: text, context(TestActor.administrator, "2026-11-18 08:00"))
        return try await house.store.account(account)?.password ?? []
    }

    static func save(
        in house: TestStore, account: String = account, role: Role = .handler, body: OrganisationID = CaseLife.lead,
        setAt: Instant = at("2026-11-18 08:00")
    ) async throws {
        try await house.store.save(
            StoredAccount(
                id: account, name: LocalName(zh: "黄伟杰", en: "Huang Weijie"), role: role, organisation: body,
                password: try await hash.value, passwordAt: setAt))
    }

    /// A session as it stands after the right password: open, or waiting for a code.
    static func open(
        _ house: TestStore, account: String = account, client: String = "", at now: Instant
    ) async throws -> [UInt8] {
        let token = Entropy.system.bytes(32)
        let digest = Array(SHA256.hash(data: token))
        if try await house.store.account(account)?.hasSecondFactor == true {
            try await house.store.startPendingSession(token: digest, account: account, at: now, client: client)
        } else {
            try await house.store.startSession(token: digest, account: account, at: now, client: client)
        }
        return token
    }
}
