import Casework
import Civics
package import Storage

/// A body's own desk (承办): what it has to sign for, to answer, and what is late.
package struct HandlingDesk: Sendable {
    package enum View: String, CaseIterable, Sendable {
        case open, toSign = "to-sign", dueToday = "due-today", overdue, inProgress = "in-progress", paused, closed
    }

    let store: Store
    private var city: City { store.city }

    package func workList(
        _ view: View, words: String? = nil, after: RequestCursor? = nil, limit: Int = 50, _ context: OperationContext
    ) async throws -> RequestPage {
        var filter = try filter(view, context)
        filter.words = words.flatMap { $0.isEmpty ? nil : $0 }
        return try await store.page(filter, order: view == .closed ? .newest : .deadline, after: after, limit: limit)
    }

    /// How many are in each view; exact up to 100,000.
    package func counts(_ context: OperationContext) async throws -> [View: BoundedCount] {
        var counts: [View: BoundedCount] = [:]
        for view in View.allCases { counts[view] = try await store.count(try filter(view, context)) }
        return counts
    }

    private func filter(_ view: View, _ context: OperationContext) throws(DeskError) -> RequestFilter {
        guard [.handler, .headOfBody].contains(context.actor.role), let body = context.actor.organisation else {
            throw .notAllowed(.sign)
        }
        var filter = RequestFilter()
        filter.leads = [body]
        if view != .closed { filter.coHandler = body }
        switch view {
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
