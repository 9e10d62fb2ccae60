package import Civics
package import Storage

extension SupervisionDesk {
    /// Draws lots among the closings of the days that are over, as far back as what is drawn is kept.
    /// - Returns: how many closings were drawn.
    @discardableResult
    package func drawLots(at now: Instant) async throws -> Int {
        guard let days = lotDays(at: now) else { return 0 }
        let first = try await store.database.read { try StoredFigures(connection: $0).firstDay() }
        guard let first, first <= days.upperBound else { return 0 }
        return try await store.drawLots(of: max(first, days.lowerBound)...days.upperBound, at: now)
    }

    /// Closings that were drawn (抽查) and wait for their second look, the oldest first. What has waited too long is
    /// given up, and is part of the counts only.
    package func waitingLots(
        after: RequestCursor? = nil, limit: Int = 50, _ context: OperationContext
    ) async throws -> (items: [(lot: DrawnClosing, item: RequestPage.Item)], next: RequestCursor?, counts: LotCounts) {
        try requireInspection(context)
        guard let days = lotDays(at: context.now) else { return ([], nil, LotCounts()) }
        let (lots, next) = try await store.waitingLots(days, after: after, limit: limit)
        let items = try await store.rows(lots.map(\.number))
        let byNumber = Dictionary(items.map { ($0.row.number, $0) }, uniquingKeysWith: { first, _ in first })
        return (
            lots.compactMap { lot in byNumber[lot.number].map { (lot, $0) } }, next, try await store.lotCounts(days)
        )
    }

    /// How many closings that were drawn wait for their second look.
    package func waitingLotCount(_ context: OperationContext) async throws -> Int {
        try requireInspection(context)
        guard let days = lotDays(at: context.now) else { return 0 }
        return try await store.lotCounts(days).waiting
    }

    /// The days whose closings are still looked at; `nil` where the city draws none.
    private func lotDays(at now: Instant) -> ClosedRange<CityDay>? {
        let rules = city.quality.sampling
        guard !rules.strata.isEmpty, rules.keepDays > 0 else { return nil }
        let today = city.zone.day(of: now)
        return today.advanced(by: -rules.keepDays)...today.advanced(by: -1)
    }

    private func requireInspection(_ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(.inspect, role: context.actor.role, relation: .none) else {
            throw .notAllowed(.inspect)
        }
    }
}
