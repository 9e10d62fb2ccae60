import Casework
package import Civics
package import Storage

/// An appeal with the request it is about.
package struct AppealItem: Sendable {
    package let appeal: AppealRow
    package let item: RequestPage.Item
    /// Until when it is to be decided; `nil` where the calendar has a gap.
    package let decideBy: Instant?
}

extension SupervisionDesk {
    /// Appeals against ratings (申诉): those that wait, the oldest first, or those decided, the latest first. Supervisors
    /// see those of the bodies they watch over, heads of bodies their own.
    package func appeals(
        decided: Bool, after: RequestCursor? = nil, limit: Int = 50, _ context: OperationContext
    ) async throws -> (items: [AppealItem], next: RequestCursor?) {
        let (rows, next) = try await store.appeals(
            decided: decided, bodies: try appealBodies(context), after: after, limit: limit)
        let items = try await store.rows(rows.map(\.number))
        let byNumber = Dictionary(items.map { ($0.row.number, $0) }, uniquingKeysWith: { first, _ in first })
        let rules = city.quality.appeals
        return (
            rows.compactMap { row in
                byNumber[row.number].map { item in
                    AppealItem(
                        appeal: row, item: item, decideBy: rules.decideWithin.end(from: row.at, in: city.calendar))
                }
            }, next
        )
    }

    /// How many appeals wait for a decision.
    package func openAppeals(_ context: OperationContext) async throws -> Int {
        try await store.openAppeals(of: try appealBodies(context))
    }

    /// Bodies whose appeals somebody sees; `nil` for all.
    private func appealBodies(_ context: OperationContext) throws(DeskError) -> Set<OrganisationID>? {
        let role = context.actor.role
        guard Access.isAllowed(.decideAppeal, role: role, relation: .none) || role == .headOfBody,
            let organisation = context.actor.organisation
        else { throw .notAllowed(.decideAppeal) }
        let bodies = bodies(below: organisation)
        return bodies.isEmpty ? nil : Set(bodies)
    }
}
