import Civics
import Storage

/// Which requests a member of staff may find in lists: all, or those of their own body and what lies below it.
struct ListScope {
    private let city: City

    init(_ city: City) { self.city = city }

    /// The filter, narrowed to what the actor may see.
    /// - Throws: `DeskError.notAllowed` where a body is asked for by name that is not theirs, and where a telephone number
    ///   is, by somebody who may not know who asked: a list that is silently another one would be a wrong answer.
    func allowed(_ filter: RequestFilter, _ context: OperationContext) throws(DeskError) -> RequestFilter {
        let role = context.actor.role
        guard Access.isAllowed(.listRequests, role: role, relation: .none) else { throw .notAllowed(.listRequests) }
        if filter.phone != nil, !Access.isAllowed(.viewReporter, role: role, relation: .none) {
            throw .notAllowed(.viewReporter)
        }
        return try ofOwnBodies(filter, context)
    }

    /// The same without the question of the telephone, which the caller has answered.
    func ofOwnBodies(_ filter: RequestFilter, _ context: OperationContext) throws(DeskError) -> RequestFilter {
        guard !Access.isAllowed(.viewCase, role: context.actor.role, relation: .none) else { return filter }
        guard let organisation = context.actor.organisation else { throw .notAllowed(.listRequests) }
        for body in filter.leads where !city.organisation(organisation, covers: body) {
            throw .notAllowed(.listRequests)
        }
        var filter = filter
        if filter.leads.isEmpty {
            filter.leads = city.organisations.map(\.id).filter { city.organisation(organisation, covers: $0) }
        }
        return filter
    }
}

extension Store {
    /// Writes down that somebody was shown these requests as those of one person.
    func logHistory(_ items: [RequestPage.Item], _ context: OperationContext) async throws {
        try await logAccess(
            account: context.actor.account, numbers: items.map(\.row.number), what: AccessKind.history.rawValue,
            at: context.now)
    }

    /// Writes down that somebody looked for a telephone number: at what was found, or that nothing was.
    func logSearch(_ items: [RequestPage.Item], _ context: OperationContext) async throws {
        guard items.isEmpty else { return try await logHistory(items, context) }
        try await logEmptySearch(
            account: context.actor.account, what: AccessKind.search.rawValue, at: context.now)
    }
}

/// What of a person was looked at.
package enum AccessKind: String, CaseIterable, Sendable {
    /// Name, telephone, enterprise.
    case reporter
    /// That this request is theirs, beside others.
    case history
    /// Files that they added.
    case files
    /// Their telephone number was looked for, and nothing found.
    case search
    /// All that is kept of them in a case, as a file.
    case export
    /// What they want done with their data, and what was done.
    case forgettingWished = "forgetting-wished", forgettingCancelled = "forgetting-cancelled", forgotten

    /// Looks for which there should be a reason in the case: something that the account has done there.
    package static let needingReason: [AccessKind] = [.reporter, .export]
}
