import Casework
package import Civics
package import Storage

/// What is kept of somebody in a case, and who has looked at it.
package struct OwnData: Sendable {
    package let file: CaseFile
    package let attachments: [AttachmentLine]
    /// `nil` once forgotten.
    package let person: PersonDetails?
    package let looks: [OwnLook]
    /// The latest wish to be forgotten, whatever became of it.
    package let wish: ForgettingWish?
    package let forgottenAt: Instant?
}

/// A look at somebody's data as they are told of it: in which role, not by whom.
package struct OwnLook: Hashable, Sendable {
    package let at: Instant
    /// `nil` for themselves, and for what the house does by itself.
    package let role: Role?
    package let kind: AccessKind

    package init(at: Instant, role: Role?, kind: AccessKind) {
        self.at = at
        self.role = role
        self.kind = kind
    }
}

/// Why a wish to be forgotten was not taken.
package enum WishRefused: Error, Hashable, Sendable {
    /// The case is being dealt with: whoever answers has to know whom. By when it is answered, where that is known.
    case open(answerBy: Instant?)
    case alreadyWished
    case alreadyForgotten
}

/// A person's own view of what is kept of them (PIPL, articles 44 to 47): seeing it, taking it along, having it destroyed.
extension ServiceDesk {
    /// - Throws: `DeskError.notFound` for a wrong number and a wrong code alike.
    package func ownData(_ number: CaseNumber, code: String) async throws -> OwnData {
        let file = try await follow(number, code: code)
        return OwnData(
            file: file, attachments: attachments(of: file), person: try await store.person(of: number),
            looks: try await looks(at: number),
            wish: try await store.wish(for: number), forgottenAt: try await store.forgottenAt(number))
    }

    /// All that is kept, for a file; that it was taken is written down.
    package func exportOwnData(
        _ number: CaseNumber, code: String, _ context: OperationContext
    ) async throws -> OwnData {
        let data = try await ownData(number, code: code)
        try await store.logAccess(
            account: context.actor.account, numbers: [number], what: AccessKind.export.rawValue, at: context.now)
        return data
    }

    /// Who has looked at the data of a case, in which role, the latest first. Programs and accounts that are gone are
    /// left out.
    package func looks(at number: CaseNumber) async throws -> [OwnLook] {
        var looks: [OwnLook] = []
        var roles: [String: Role] = [:]
        for access in try await store.accesses(to: number) {
            guard let kind = AccessKind(rawValue: access.what) else { continue }
            if [Actor.resident, .system, .console].contains(where: { $0.account == access.account }) {
                looks.append(OwnLook(at: access.at, role: nil, kind: kind))
                continue
            }
            if roles[access.account] == nil { roles[access.account] = try await store.account(access.account)?.role }
            guard let role = roles[access.account] else { continue }
            looks.append(OwnLook(at: access.at, role: role, kind: kind))
        }
        return looks
    }

    /// The person wants to be forgotten. It is carried out after the days in which it can be taken back.
    /// - Throws: `DeskError.notFound`, `WishRefused`.
    package func wishForgetting(
        _ number: CaseNumber, code: String, _ context: OperationContext
    ) async throws -> ForgettingWish {
        guard isCode(code, of: number) else { throw DeskError.notFound }
        return try await store.wishForgetting(number, context)
    }

    /// When a wish of this moment would be carried out.
    package func forgettingDue(at now: Instant) -> Instant { store.forgettingDue(at: now) }

    /// The person wants to be remembered after all.
    /// - Returns: `false` when it was too late, or there was no wish.
    package func cancelForgetting(
        _ number: CaseNumber, code: String, _ context: OperationContext
    ) async throws -> Bool {
        guard isCode(code, of: number) else { throw DeskError.notFound }
        return try await store.cancelForgetting(number, context)
    }
}

extension Desks {
    /// The wish of somebody who cannot give it by themselves, written down by staff.
    package func recordForgetting(_ number: CaseNumber, _ context: OperationContext) async throws -> ForgettingWish {
        try await requireRecording(number, context)
        return try await store.wishForgetting(number, context)
    }

    package func cancelForgetting(_ number: CaseNumber, _ context: OperationContext) async throws -> Bool {
        try await requireRecording(number, context)
        return try await store.cancelForgetting(number, context)
    }

    private func requireRecording(_ number: CaseNumber, _ context: OperationContext) async throws {
        guard context.actor.isStaff, let request = try await store.request(number),
            may(.viewCase, on: request, context.actor)
        else { throw DeskError.notFound }
        guard may(.recordForgetting, on: request, context.actor) else {
            throw DeskError.notAllowed(.recordForgetting)
        }
    }
}

extension Store {
    fileprivate func wishForgetting(
        _ number: CaseNumber, _ context: OperationContext
    ) async throws -> ForgettingWish {
        guard let request = try await request(number) else { throw DeskError.notFound }
        guard try await forgottenAt(number) == nil else { throw WishRefused.alreadyForgotten }
        guard request.stage.isEnded else {
            throw WishRefused.open(answerBy: request.clock(.close, in: city)?.deadline)
        }
        let isNew = try await addWish(
            number, by: context.actor.account, at: context.now, due: forgettingDue(at: context.now),
            look: AccessKind.forgettingWished.rawValue)
        guard isNew, let wish = try await wish(for: number) else { throw WishRefused.alreadyWished }
        return wish
    }

    /// Whole days of the city, and it is done at midnight: then nobody is working on the case.
    fileprivate func forgettingDue(at now: Instant) -> Instant {
        let days = Int(city.security.coolingOff.milliseconds / TimeSpan.days(1).milliseconds)
        return city.zone.startOfDay(city.zone.day(of: now).advanced(by: days + 1))
    }

    fileprivate func cancelForgetting(_ number: CaseNumber, _ context: OperationContext) async throws -> Bool {
        guard let wish = try await wish(for: number), wish.endedAt == nil else { return false }
        return try await cancelWish(
            wish.id, for: number, by: context.actor.account, at: context.now,
            look: AccessKind.forgettingCancelled.rawValue)
    }
}
