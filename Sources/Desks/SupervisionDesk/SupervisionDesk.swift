import Casework
package import Civics
package import Storage

/// The rates of one body in a period, each with what it rests on.
package struct BodyRates: Sendable {
    package let body: Organisation
    package let dispatched: Int
    package let overdueOpen: Int
    package let response: Rate
    package let solved: Rate
    package let satisfied: Rate
    package let onTime: Rate
    package let firstTime: Rate
}

/// The supervision desk (督办台): what is late, what comes again, who answers how well.
package struct SupervisionDesk: Sendable {
    package enum View: String, CaseIterable, Sendable {
        case overdue, dueSoon = "due-soon", repeated
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
            case .overdue, .dueSoon, .repeated: .deadline
            case .dissatisfied, .needsLook, .lifted: .newest
            case .supervised, .unanswered, .answered: .supervision
            }
        }
    }

    /// Who has the lists.
    package static let roles: Set<Role> = [.supervisor, .headOfBody, .dispatcher]

    let store: Store
    private var city: City { store.city }

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

    /// Rates of every body that had requests in the period, those with most requests first.
    package func board(_ days: ClosedRange<CityDay>, _ context: OperationContext) async throws -> [BodyRates] {
        guard Access.isAllowed(.viewBoard, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewBoard)
        }
        let measures: [Measure] = [
            .dispatched, .contactDue, .contactedInTime, .calledBack, .solved, .satisfied, .fairlySatisfied, .due,
            .closedInTime, .closed, .redone,
        ]
        let now = context.now
        let (sums, overdue) = try await store.database.read { connection in
            var sums: [Measure: [String: Int]] = [:]
            for measure in measures {
                let rows = try FigureStore.sums(measure, .body, days, on: connection)
                sums[measure] = Dictionary(rows.map { ($0.first, $0.amount) }, uniquingKeysWith: +)
            }
            let overdue = try connection.rows(
                """
                SELECT r.lead, count(*) FROM request r WHERE r.is_open = 1 AND r.close_deadline < ?
                GROUP BY +r.lead
                """, [.integer(now.milliseconds)]
            ) { ($0.text(0), $0.int(1)) }
            return (sums, Dictionary(overdue, uniquingKeysWith: +))
        }
        let bodies = Set(sums.values.flatMap(\.keys)).union(overdue.keys).sorted()
        let rates = bodies.compactMap { id -> BodyRates? in
            guard let body = city.organisation(id) else { return nil }
            func sum(_ measure: Measure) -> Int { sums[measure]?[id] ?? 0 }
            let satisfied = Double(sum(.satisfied)) + city.scores.fairlySatisfiedWeight * Double(sum(.fairlySatisfied))
            return BodyRates(
                body: body, dispatched: sum(.dispatched), overdueOpen: overdue[id] ?? 0,
                response: Rate(Double(sum(.contactedInTime)), of: sum(.contactDue)),
                solved: Rate(Double(sum(.solved)), of: sum(.calledBack)),
                satisfied: Rate(satisfied, of: sum(.calledBack)),
                onTime: Rate(Double(sum(.closedInTime)), of: sum(.due)),
                firstTime: Rate(Double(sum(.closed) - sum(.redone)), of: sum(.closed)))
        }
        return rates.sorted { ($1.dispatched, $0.body.id) < ($0.dispatched, $1.body.id) }
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
    private func bodies(below organisation: OrganisationID) -> [OrganisationID] {
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
