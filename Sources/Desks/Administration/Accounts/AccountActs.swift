package import Civics
package import Storage

/// What can be done with an account, or by it on its way in; written to a table that nobody changes.
package enum AccountActKind: String, CaseIterable, Sendable {
    case signedIn = "signed-in", signedInByRecoveryCode = "signed-in-by-recovery-code"
    case signInFailed = "sign-in-failed", codeWrong = "code-wrong", locked, signedOut = "signed-out"
    case added, changed, disabled, enabled
    case passwordGiven = "password-given", passwordChanged = "password-changed"
    case factorSet = "factor-set", factorRemoved = "factor-removed", factorReset = "factor-reset"
    case recoveryCodesRenewed = "recovery-codes-renewed"
    case sessionEnded = "session-ended", sessionsEnded = "sessions-ended"
    case tokenIssued = "token-issued", tokensWithdrawn = "tokens-withdrawn"
}

extension AccountAct {
    init(_ kind: AccountActKind, of account: String, by actor: String, at: Instant, detail: String = "") {
        self.init(at: at, actor: actor, kind: kind.rawValue, account: account, detail: detail)
    }

    init(_ kind: AccountActKind, of account: String, _ context: OperationContext, detail: String = "") {
        self.init(kind, of: account, by: context.actor.account, at: context.now, detail: detail)
    }
}

/// Role and body before and after a change, as the record of it holds them: `handler@a>dispatcher@b`.
package struct AccountChange: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        package let role: Role
        package let organisation: OrganisationID
    }

    package let before: Place
    package let after: Place

    init(before: Place, after: Place) {
        self.before = before
        self.after = after
    }

    /// `nil` for a record of something else.
    package init?(_ detail: String) {
        let places = detail.split(separator: ">").compactMap { part -> Place? in
            let words = part.split(separator: "@", maxSplits: 1)
            guard words.count == 2, let role = Role(rawValue: String(words[0])) else { return nil }
            return Place(role: role, organisation: String(words[1]))
        }
        guard places.count == 2 else { return nil }
        self.init(before: places[0], after: places[1])
    }

    var detail: String {
        "\(before.role.rawValue)@\(before.organisation)>\(after.role.rawValue)@\(after.organisation)"
    }
}

extension Administration {
    /// What was done with accounts, the latest first.
    /// - Parameter before: the place of the last act of the page before.
    package func accountActs(
        _ filter: AccountActFilter, before: Int64? = nil, limit: Int = 100, _ context: OperationContext
    ) async throws -> [(place: Int64, act: AccountAct)] {
        guard Access.isAllowed(.viewAccountActs, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewAccountActs)
        }
        return try await store.accountActs(filter, before: before, limit: limit)
    }
}
