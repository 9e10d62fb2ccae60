package import Casework
package import Civics
package import Storage

/// Who asked, as far as it is shown without the look being written down.
package enum MaskedReporter: Hashable, Sendable {
    /// Gave nothing, or has been forgotten.
    case anonymous
    /// Protected from this reader.
    case hidden
    case masked(name: String, phone: String, mayReveal: Bool)
}

/// What stands around a case when it is shown: who asked, who acted, what may belong to it.
extension Desks {
    /// Name and phone with their middles hidden; the values themselves come by `reporter(of:_:)` only.
    package func maskedReporter(of request: ServiceRequest, _ context: OperationContext) async throws -> MaskedReporter
    {
        try requireView(of: request, context)
        let mayReveal = mayViewReporter(of: request, context.actor)
        if request.isProtected, !mayReveal { return .hidden }
        guard let person = try await store.person(of: request.number) else { return .anonymous }
        let name = person.name.isEmpty ? person.enterprise : person.name
        if name.isEmpty, person.phone.isEmpty { return .anonymous }
        return .masked(name: Masking.name(name), phone: Masking.phone(person.phone), mayReveal: mayReveal)
    }

    /// What the same person asked for in the last 90 days, the newest first: by their phone number. Nothing where the
    /// reader may not know the person, and no protected request for the bodies that handle this one. What is shown is
    /// written down.
    package func others(
        ofPersonBehind request: ServiceRequest, limit: Int = 5, _ context: OperationContext
    ) async throws -> [RequestPage.Item] {
        try requireView(of: request, context)
        guard mayViewReporter(of: request, context.actor), let person = try await store.person(of: request.number),
            !person.phone.isEmpty
        else { return [] }
        let today = city.zone.day(of: context.now)
        var filter = RequestFilter()
        filter.phone = person.phone
        filter.receivedOn = today.advanced(by: -90)...today
        let found = try await store.page(
            try ListScope(city).ofOwnBodies(filter, context), order: .newest, limit: 2 * limit
        ).items
        let seesProtected = ![.handler, .headOfBody].contains(context.actor.role)
        let shown = Array(
            found.filter { $0.row.number != request.number && (seesProtected || !$0.row.isProtected) }.prefix(limit))
        try await store.logHistory(shown, context)
        return shown
    }

    /// Requests that were merged into a case, of those that the reader may see.
    package func merged(into request: ServiceRequest, _ context: OperationContext) async throws -> [RequestPage.Item] {
        try requireView(of: request, context)
        var filter = RequestFilter()
        filter.mergedInto = request.number
        return try await advice.requests(filter, limit: 500, context).items
    }

    /// How many others wait for the answer of this request; exact to 1,000.
    package func waiting(for request: ServiceRequest) async throws -> Int {
        guard !request.stage.isEnded else { return 0 }
        var filter = RequestFilter()
        filter.mergedInto = request.number
        filter.stages = [.merged]
        return try await store.count(filter, ceiling: 1000).value
    }

    /// The accounts that acted, by their identifier; what is no account is left out.
    package func people(_ accounts: Set<String>) async throws -> [String: Actor] {
        try await store.accounts(accounts).mapValues {
            Actor(account: $0.id, name: $0.name, role: $0.role, organisation: $0.organisation)
        }
    }

    /// Whom a body can give a request to, those with the least to do first; for its own staff.
    package func handlers(
        of body: OrganisationID, _ context: OperationContext
    ) async throws -> [(account: String, name: LocalName, open: Int)] {
        guard let own = context.actor.organisation, city.organisation(own, covers: body),
            Access.isAllowed(.assign, role: context.actor.role, relation: .body)
        else { throw DeskError.notAllowed(.assign) }
        return try await store.handlers(of: body).map { ($0.account.id, $0.account.name, $0.open) }
    }

    /// Who looked at the personal data of a case, the latest first.
    package func accesses(
        to number: CaseNumber, _ context: OperationContext
    ) async throws -> [(at: Instant, account: String, what: String)] {
        guard Access.isAllowed(.viewAccessLog, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewAccessLog)
        }
        return try await store.accesses(to: number)
    }

    private func requireView(of request: ServiceRequest, _ context: OperationContext) throws(DeskError) {
        guard context.actor.isStaff, may(.viewCase, on: request, context.actor) else { throw .notFound }
    }
}
