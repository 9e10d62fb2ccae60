package import Casework
package import Civics
package import Storage

/// To whom a request should go, and why.
package struct DispatchSuggestion: Sendable {
    package let lead: Organisation
    package let coHandlers: [Organisation]
    /// The line of the list of duties that says so.
    package let duty: Duty
    /// Other bodies that could be meant: the town's and district's governments.
    package let alternatives: [Organisation]
}

/// The dispatch desk (派单台): every request reaches whoever is responsible.
package struct DispatchDesk: Sendable {
    package enum View: String, CaseIterable, Sendable {
        case all, urgent, enterprise, contested
        /// By leads, and by co-handlers that ask to be let go.
        case returned
    }

    let store: Store
    private var city: City { store.city }

    /// - Parameter finding: a number or words, to narrow the queue.
    package func queue(
        _ view: View, finding: String? = nil, after: RequestCursor? = nil, limit: Int = 50,
        _ context: OperationContext
    ) async throws -> RequestPage {
        try allow(context)
        if view == .returned {
            return try await store.workPage(returned(finding: finding), after: after, limit: limit)
        }
        return try await store.page(
            filter(view, finding: finding), order: .deadline, after: after, limit: limit)
    }

    /// How many `queue` finds; exact.
    package func count(_ view: View, finding: String? = nil, _ context: OperationContext) async throws -> Int {
        try allow(context)
        return try await number(view, finding: finding)
    }

    /// How many wait, by view; exact.
    package func counts(_ context: OperationContext) async throws -> [View: Int] {
        try allow(context)
        var counts: [View: Int] = [:]
        for view in View.allCases { counts[view] = try await number(view, finding: nil) }
        return counts
    }

    private func number(_ view: View, finding: String?) async throws -> Int {
        if view == .returned { return try await store.workCount(returned(finding: finding)).value }
        return try await store.count(filter(view, finding: finding)).value
    }

    /// When the oldest of those that wait was received; `nil` when none waits.
    package func oldest(_ view: View, _ context: OperationContext) async throws -> Instant? {
        try allow(context)
        let stage: ServiceRequest.Stage = view == .returned ? .awaitingAdjudication : .awaitingDispatch
        return try await store.database.read { connection in
            try connection.first(
                "SELECT min(r.received_at) FROM request r WHERE r.is_open = 1 AND r.stage = ?",
                [.integer(stage.rawValue)]
            ) { $0.optionalInteger(0).map { Instant(milliseconds: $0) } } ?? nil
        }
    }

    /// Dispatched today, and of these returned; the city's calendar day.
    package func today(_ context: OperationContext) async throws -> (dispatched: Int, returned: Int) {
        try allow(context)
        let day = city.zone.day(of: context.now)
        return try await store.database.read { connection in
            let dispatched = try FigureStore.byDay(.dispatched, day...day, on: connection)
            let returned = try FigureStore.byDay(.returned, day...day, on: connection)
            return (dispatched[0], returned[0])
        }
    }

    /// Lead and co-handlers from the list of duties, with the line that says so; `nil` when no duty covers the category.
    package func suggestion(for request: ServiceRequest) -> DispatchSuggestion? {
        guard let duty = city.duty(for: request.category),
            let found = city.responsible(for: request.category, at: request.place)
        else { return nil }
        let others = [Level.town, .district].compactMap { level in
            city.ancestor(of: request.place, at: level).flatMap { city.organisation(function: "government", in: $0) }
        }
        return DispatchSuggestion(
            lead: found.lead, coHandlers: found.co, duty: duty, alternatives: others.filter { $0.id != found.lead.id })
    }

    /// What leads have returned, and where co-handlers ask to be let go.
    private func returned(finding: String?) -> WorkFilter {
        var filter = WorkFilter(.adjudication)
        filter.find(finding)
        return filter
    }

    private func filter(_ view: View, finding: String?) -> RequestFilter {
        var filter = RequestFilter()
        filter.stages = [.awaitingDispatch]
        if view == .urgent { filter.urgencies = [.urgent, .critical] }
        if view == .enterprise { filter.line = .enterprise }
        if view == .contested { filter.isContested = true }
        filter.find(finding)
        return filter
    }

    private func allow(_ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(.dispatch, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.dispatch)
        }
    }
}
