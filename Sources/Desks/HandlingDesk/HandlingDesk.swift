import Casework
package import Civics
package import Storage

/// A body's own desk (承办): what it has to sign for, to answer, and what is late.
package struct HandlingDesk: Sendable {
    package enum View: String, CaseIterable, Sendable {
        /// Orders of supervision that the body has to answer.
        case supervised
        case open, toSign = "to-sign", dueToday = "due-today", overdue, inProgress = "in-progress", paused, closed
    }

    /// Who has a work list.
    package static let roles: Set<Role> = [.handler, .headOfBody]

    let store: Store
    private var city: City { store.city }

    /// - Parameter finding: a number or words, to narrow the list.
    package func workList(
        _ view: View, finding: String? = nil, after: RequestCursor? = nil, limit: Int = 50,
        _ context: OperationContext
    ) async throws -> RequestPage {
        var filter = try filter(view, context)
        filter.find(finding)
        let order: RequestOrder = view == .closed ? .newest : view == .supervised ? .supervision : .deadline
        return try await store.page(filter, order: order, after: after, limit: limit)
    }

    /// How many are in each view of open requests; exact up to 100,000. What is closed is not counted here: it grows
    /// for ever, and nobody has to do anything about it.
    package func counts(_ context: OperationContext) async throws -> [View: BoundedCount] {
        var counts: [View: BoundedCount] = [:]
        for view in View.allCases where view != .closed {
            counts[view] = try await store.count(try filter(view, context))
        }
        return counts
    }

    /// How many `workList` finds; exact up to 100,000, and up to 10,000 of those closed.
    package func count(
        _ view: View, finding: String? = nil, _ context: OperationContext
    ) async throws -> BoundedCount {
        var filter = try filter(view, context)
        filter.find(finding)
        return try await store.count(filter, ceiling: view == .closed ? 10_000 : 100_000)
    }

    /// Closed in time ÷ due, of the requests that the actor's body leads.
    package func onTime(_ days: ClosedRange<CityDay>, _ context: OperationContext) async throws -> Rate {
        guard let body = context.actor.organisation else { throw DeskError.notAllowed(.viewFigures) }
        return try await store.database.read { connection in
            func sum(_ measure: Measure) throws -> Int64 {
                try connection.integer(
                    """
                    SELECT coalesce(sum(amount), 0) FROM figure
                    WHERE cut = ? AND measure = ? AND day BETWEEN ? AND ? AND first = ?
                    """,
                    [
                        .integer(FigureCut.body.rawValue), .integer(measure.rawValue),
                        .integer(days.lowerBound.number), .integer(days.upperBound.number), .text(body),
                    ])
            }
            return Rate(Double(try sum(.closedInTime)), of: Int(try sum(.due)))
        }
    }

    private func filter(_ view: View, _ context: OperationContext) throws(DeskError) -> RequestFilter {
        guard Self.roles.contains(context.actor.role), let body = context.actor.organisation else {
            throw .notAllowed(.sign)
        }
        var filter = RequestFilter()
        filter.leads = [body]
        if view != .closed { filter.coHandler = body }
        switch view {
        case .supervised:
            filter.isOpen = true
            filter.supervisionState = .awaitingAnswer
        case .open: filter.isOpen = true
        case .toSign: filter.stages = [.awaitingSigning]
        case .dueToday:
            filter.isOpen = true
            filter.clockFrom = context.now
            let tomorrow = city.zone.day(of: context.now).advanced(by: 1)
            filter.clockBefore = city.zone.startOfDay(tomorrow)
        case .overdue:
            filter.isOpen = true
            filter.clockBefore = context.now
        case .inProgress: filter.stages = [.inProgress]
        case .paused: filter.stages = [.paused]
        case .closed: filter.stages = [.closed, .calledBack]
        }
        return filter
    }
}
