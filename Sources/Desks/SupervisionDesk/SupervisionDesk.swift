import Casework
package import Civics
package import Storage

/// The supervision desk (督办台): what is late, what comes again, who answers how well.
package struct SupervisionDesk: Sendable {
    package enum View: String, CaseIterable, Sendable {
        case overdue, dueSoon = "due-soon"
        /// More time was asked for, and waits for a decision.
        case extensions
        case repeated
        /// Rated with one of the two lowest grades in the last 90 days, and not done again since.
        case dissatisfied
        /// Not content with a rectification either.
        case needsLook = "needs-look"
        /// Orders that wait for their answer; of these, the answers that are late.
        case supervised, unanswered
        /// Orders that were answered, and can be lifted or raised; and those that were lifted.
        case answered, lifted

        var order: RequestOrder {
            switch self {
            case .overdue, .dueSoon, .extensions, .repeated: .deadline
            case .dissatisfied, .needsLook, .lifted: .newest
            case .supervised, .unanswered, .answered: .supervision
            }
        }
    }

    /// Who has the lists.
    package static let roles: Set<Role> = [.supervisor, .headOfBody, .dispatcher]

    let store: Store
    var city: City { store.city }

    package func list(
        _ view: View, after: RequestCursor? = nil, limit: Int = 50, _ context: OperationContext
    ) async throws -> RequestPage {
        try await store.page(try filter(view, context), order: view.order, after: after, limit: limit)
    }

    package func counts(_ context: OperationContext) async throws -> [View: BoundedCount] {
        var counts: [View: BoundedCount] = [:]
        for view in View.allCases { counts[view] = try await store.count(try filter(view, context)) }
        return counts
    }

    package func count(_ view: View, _ context: OperationContext) async throws -> BoundedCount {
        try await store.count(try filter(view, context))
    }

    private func filter(_ view: View, _ context: OperationContext) throws(DeskError) -> RequestFilter {
        guard Self.roles.contains(context.actor.role), let organisation = context.actor.organisation else {
            throw .notAllowed(.viewBoard)
        }
        var filter = RequestFilter()
        filter.leads = bodies(below: organisation)
        switch view {
        case .overdue: filter.overdueAt = context.now
        case .dueSoon:
            filter.isOpen = true
            filter.clockFrom = context.now
            filter.clockBefore = context.now + .hours(24)
        case .extensions: filter.awaitsExtension = true
        case .repeated:
            filter.isOpen = true
            filter.minimumUrges = 2
        case .dissatisfied:
            // Those of the last 90 days: found by the figure that counts them, so that no older ones are read.
            let today = city.zone.day(of: context.now)
            filter.measure = .dissatisfied
            filter.measureDays = today.advanced(by: -89)...today
        case .needsLook: filter.isStillDissatisfied = true
        case .supervised: filter.supervisionState = .awaitingAnswer
        case .unanswered:
            filter.supervisionState = .awaitingAnswer
            filter.orderOverdueAt = context.now
        case .answered: filter.supervisionState = .answered
        case .lifted: filter.supervisionState = .lifted
        }
        return filter
    }

    /// The bodies that a supervisor's organisation watches over; empty (no limit) for the city's government and centre.
    func bodies(below organisation: OrganisationID) -> [OrganisationID] {
        guard let root = Self.root(of: organisation, in: city) else { return [] }
        let covered = city.organisations.filter { city.organisation(root, covers: $0.id) }.map(\.id)
        return covered.isEmpty ? [root] : covered
    }

    /// The body below which a supervisor's organisation watches over everything; `nil` for the whole city. A hotline
    /// centre watches over all that its government covers.
    static func root(of organisation: OrganisationID, in city: City) -> OrganisationID? {
        guard let own = city.organisation(organisation) else { return organisation }
        let root = own.function == "hotline" ? own.parent ?? own.id : own.id
        return city.organisation(root)?.parent == nil ? nil : root
    }
}
