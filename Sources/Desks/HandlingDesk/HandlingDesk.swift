import Casework
package import Civics
package import Storage

/// A body's own desk (承办): what it has to sign for, to answer, and what is late.
package struct HandlingDesk: Sendable {
    package enum View: String, CaseIterable, Sendable {
        /// Orders of supervision that the body has to answer.
        case supervised
        case open
        /// Given to whoever asks.
        case mine
        /// Replies that wait for the head of the body.
        case toApprove = "to-approve"
        case toSign = "to-sign", dueToday = "due-today", overdue, inProgress = "in-progress", paused, closed
    }

    /// The views of a role, in the order in which they are shown.
    package static func views(of role: Role) -> [View] {
        View.allCases.filter { $0 != .mine || role == .handler }.filter { $0 != .toApprove || role == .headOfBody }
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
        switch try list(view, finding: finding, context) {
        case .requests(let filter, let order):
            try await store.page(filter, order: order, after: after, limit: limit)
        case .work(let filter): try await store.workPage(filter, after: after, limit: limit)
        }
    }

    /// How many are in each view of open requests; exact up to 100,000. What is closed is not counted here: it grows
    /// for ever, and nobody has to do anything about it.
    package func counts(_ context: OperationContext) async throws -> [View: BoundedCount] {
        var counts: [View: BoundedCount] = [:]
        for view in Self.views(of: context.actor.role) {
            if view != .closed { counts[view] = try await count(view, context) }
        }
        return counts
    }

    /// How many `workList` finds; exact up to 100,000, and up to 10,000 of those closed.
    package func count(
        _ view: View, finding: String? = nil, _ context: OperationContext
    ) async throws -> BoundedCount {
        switch try list(view, finding: finding, context) {
        case .requests(let filter, _): try await store.count(filter, ceiling: view == .closed ? 10_000 : 100_000)
        case .work(let filter): try await store.workCount(filter)
        }
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

    private enum List {
        case work(WorkFilter)
        case requests(RequestFilter, RequestOrder)
    }

    private func list(_ view: View, finding: String?, _ context: OperationContext) throws(DeskError) -> List {
        guard Self.roles.contains(context.actor.role), let body = context.actor.organisation else {
            throw .notAllowed(.sign)
        }
        guard Self.views(of: context.actor.role).contains(view) else { throw .notAllowed(.decideDraft) }
        if view == .closed || view == .supervised {
            var filter = RequestFilter()
            filter.leads = [body]
            if view == .closed {
                filter.stages = [.closed, .calledBack]
            } else {
                // Who helps has to answer as well.
                filter.leads = []
                filter.party = body
                filter.isOpen = true
                filter.supervisionState = .awaitingAnswer
            }
            filter.find(finding)
            return .requests(filter, view == .closed ? .newest : .supervision)
        }
        var filter = WorkFilter(scope(view, of: body, context))
        if view == .dueToday {
            filter.clockFrom = context.now
            let tomorrow = city.zone.day(of: context.now).advanced(by: 1)
            filter.clockBefore = city.zone.startOfDay(tomorrow)
        } else if view == .overdue {
            filter.clockBefore = context.now
        }
        filter.find(finding)
        return .work(filter)
    }

    private func scope(_ view: View, of body: OrganisationID, _ context: OperationContext) -> WorkFilter.Scope {
        switch view {
        case .mine: .handler(context.actor.account, of: body)
        case .toApprove: .approval(of: body)
        case .toSign: .body(body, stages: [.awaitingSigning])
        case .inProgress: .body(body, stages: [.inProgress])
        case .paused: .body(body, stages: [.paused])
        case .open, .dueToday, .overdue, .supervised, .closed: .body(body, stages: WorkFilter.openStages)
        }
    }
}
