package import Civics
import Storage

/// Why an administrator could not do something with an account.
package enum AccountRefused: Error, Hashable, Sendable {
    /// Nobody shuts themselves out, or takes their own role or second factor away, from this page.
    case ownAccount
    /// The house would be without an administrator who may sign in.
    case lastAdministrator
    /// There is an account of this name already.
    case nameTaken
}

/// An account as administrators see it.
package struct AccountLine: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let role: Role
    package let organisation: OrganisationID
    package let isDisabled: Bool
    package let lockedUntil: Instant?
    /// The password was given by an administrator, and is good until then.
    package let initialUntil: Instant?
    package let hasSecondFactor: Bool
    package let demand: FactorDemand
    package let sessions: Int
    package let tokens: Int
}

/// Accounts of staff, kept by administrators: every act is written down with who, when and what.
extension Administration {
    /// All accounts, by name.
    package func accounts(_ context: OperationContext) async throws -> [AccountLine] {
        try requireManage(context)
        let accounts = try await store.accounts()
        let (sessions, locks) = try await (
            store.sessionCounts(), store.locks(of: accounts.map(\.id), at: context.now)
        )
        let tokens = try await store.apiTokenCounts()
        return accounts.map { account in
            AccountLine(
                id: account.id, name: account.name, role: account.role, organisation: account.organisation,
                isDisabled: account.isDisabled, lockedUntil: locks[account.id], initialUntil: account.initialUntil,
                hasSecondFactor: account.hasSecondFactor, demand: demand(of: account.role),
                sessions: sessions[account.id] ?? 0, tokens: tokens[account.id] ?? 0)
        }
    }

    /// - Throws: `DeskError.notFound`.
    package func account(_ id: String, _ context: OperationContext) async throws -> AccountLine {
        guard let line = try await accounts(context).first(where: { $0.id == id }) else { throw DeskError.notFound }
        return line
    }

    /// Creates an account with a password for its first sign-in.
    /// - Returns: the password, which is shown once and has to be changed.
    /// - Throws: `DeskError.invalid`, `AccountRefused.nameTaken`.
    package func addAccount(
        _ id: String, name: LocalName, role: Role, organisation: OrganisationID, _ context: OperationContext
    ) async throws -> String {
        try requireManage(context)
        let faults = faults(id: id, name: name, role: role, organisation: organisation)
        if !faults.isEmpty { throw DeskError.invalid(faults) }
        let password = Password.initial()
        let account = StoredAccount(
            id: id, name: name, role: role, organisation: organisation, password: try await Password.hash(password),
            passwordAt: context.now, initialUntil: context.now + rules.password.initial)
        let act = AccountAct(.added, of: id, context, detail: "\(role.rawValue)@\(organisation)")
        guard try await store.add(account, act: act) else { throw AccountRefused.nameTaken }
        return password
    }

    /// Changes name, role and body; where role or body change, the account's sessions end.
    package func changeAccount(
        _ id: String, name: LocalName, role: Role, organisation: OrganisationID, _ context: OperationContext
    ) async throws {
        let old = try await manageable(id, context, othersOnly: false)
        let faults = faults(id: id, name: name, role: role, organisation: organisation)
        if !faults.isEmpty { throw DeskError.invalid(faults) }
        if id == context.actor.account, role != old.role || organisation != old.organisation {
            throw AccountRefused.ownAccount
        }
        let change = AccountChange(
            before: .init(role: old.role, organisation: old.organisation),
            after: .init(role: role, organisation: organisation))
        let done = try await store.change(
            id, name: name, role: role, organisation: organisation, keepsAdministrator: old.role == .administrator,
            act: AccountAct(.changed, of: id, context, detail: change.detail))
        guard done else { throw AccountRefused.lastAdministrator }
    }

    /// Shuts an account out at once, or lets it in again.
    /// - Throws: `DeskError.notFound`, `AccountRefused`. From the console the last administrator can be shut out too:
    ///   whoever sits there can let another one in.
    package func setDisabled(_ isDisabled: Bool, account: String, _ context: OperationContext) async throws {
        _ = try await manageable(account, context)
        let done = try await store.setDisabled(
            isDisabled, account: account, keepsAdministrator: context.actor.isStaff,
            act: AccountAct(isDisabled ? .disabled : .enabled, of: account, context))
        guard done else { throw AccountRefused.lastAdministrator }
    }

    /// Gives an account a new password for one sign-in; its sessions end, and it is no longer locked.
    /// - Returns: the password, which is shown once and has to be changed.
    package func givePassword(to account: String, _ context: OperationContext) async throws -> String {
        _ = try await manageable(account, context)
        let password = Password.initial()
        _ = try await store.setPassword(
            try await Password.hash(password), of: account, at: context.now,
            initialUntil: context.now + rules.password.initial, keeping: rules.password.earlier,
            act: AccountAct(.passwordGiven, of: account, context))
        return password
    }

    /// Takes away the second factor of somebody who has lost it; their sessions end.
    /// - Returns: `false` when there was none.
    package func resetFactor(of account: String, _ context: OperationContext) async throws -> Bool {
        _ = try await manageable(account, context)
        return try await store.removeFactor(of: account, act: AccountAct(.factorReset, of: account, context))
    }

    /// Ends all sessions of an account and gives their number.
    package func endSessions(of account: String, _ context: OperationContext) async throws -> Int {
        _ = try await manageable(account, context, othersOnly: false)
        return try await store.endSessions(of: account, act: AccountAct(.sessionsEnded, of: account, context))
    }

    /// A new API token for an account; only its digest is kept.
    package func issueAPIToken(account: String, _ context: OperationContext) async throws -> [UInt8] {
        _ = try await manageable(account, context, othersOnly: false)
        let token = Entropy.system.bytes(32)
        try await store.saveAPIToken(
            Self.digest(token), account: account, at: context.now,
            act: AccountAct(.tokenIssued, of: account, context))
        return token
    }

    /// Withdraws every API token of an account and gives their number. A server that runs knows a token for ten seconds
    /// more.
    package func withdrawAPITokens(of account: String, _ context: OperationContext) async throws -> Int {
        _ = try await manageable(account, context, othersOnly: false)
        return try await store.withdrawAPITokens(
            of: account, act: AccountAct(.tokensWithdrawn, of: account, context))
    }

    /// Who an API token belongs to.
    package func actor(apiToken: [UInt8]) async throws -> Actor? {
        try await store.account(apiToken: Self.digest(apiToken)).map(Self.actor)
    }

    /// Creates or replaces an account with a password that is given; sessions that one of this name has open end.
    /// - Throws: `DeskError.invalid` for an unknown body, or a password that the city does not take.
    package func save(
        account id: String, name: LocalName, role: Role, organisation: OrganisationID, password: String,
        _ context: OperationContext
    ) async throws {
        try requireManage(context)
        let faults =
            faults(id: id, name: name, role: role, organisation: organisation)
            + Password.faults(in: password, of: id, rules.password)
        if !faults.isEmpty { throw DeskError.invalid(faults) }
        let hash = try await Password.hash(password)
        try await store.save(
            StoredAccount(
                id: id, name: name, role: role, organisation: organisation, password: hash, passwordAt: context.now),
            act: AccountAct(.added, of: id, context, detail: "\(role.rawValue)@\(organisation)"))
    }

    // MARK: Ground

    private func requireManage(_ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(.manageAccounts, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.manageAccounts)
        }
    }

    /// - Parameter othersOnly: not for the account of who asks.
    private func manageable(
        _ id: String, _ context: OperationContext, othersOnly: Bool = true
    ) async throws -> StoredAccount {
        try requireManage(context)
        guard let account = try await store.account(id) else { throw DeskError.notFound }
        if othersOnly, id == context.actor.account { throw AccountRefused.ownAccount }
        return account
    }

    private func faults(id: String, name: LocalName, role: Role, organisation: OrganisationID) -> [FieldFault] {
        var faults: [FieldFault] = []
        if let fault = TextCheck.fault(in: id, field: "id", least: 3, most: 64) {
            faults.append(fault)
        } else if !id.utf8.allSatisfy(Self.isPlain) {
            faults.append(FieldFault("id", .malformed))
        }
        for (field, text) in [("name", name.zh), ("nameEn", name.en)] {
            if let fault = TextCheck.fault(in: text, field: field, most: 60) { faults.append(fault) }
        }
        if !Role.staff.contains(role) { faults.append(FieldFault("role", .unknown)) }
        if store.city.organisation(organisation) == nil {
            faults.append(FieldFault("organisation", organisation.isEmpty ? .missing : .unknown))
        }
        return faults
    }

    /// Letters, digits, dots, hyphens and underscores of ASCII: what can be typed on every keyboard, and what stands in
    /// journals and addresses without marks.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || [0x2D, 0x2E, 0x5F].contains(byte)
    }
}
