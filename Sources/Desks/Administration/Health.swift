import Civics
package import Storage

/// Whether the house is in order, as far as it can be told without reading the whole journal (`onedoor verify`).
package struct Health: Sendable {
    package let cases: Int
    package let lastSeal: Seal?
    /// `nil` when the journal was never checked, or the store never copied.
    package let lastCheck: UpkeepRecord?
    package let lastBackup: UpkeepRecord?
    /// Days before today on which requests came in and that no seal covers yet.
    package let unsealedDays: Int
    /// `nil` for an engine that keeps no file.
    package let size: StoreSize?
    package let accounts: Int
    package let lockedAccounts: Int
    /// Wishes to be forgotten that wait for their day.
    package let waitingWishes: Int
}

extension Administration {
    /// How the house stands; administrators only.
    package func health(_ context: OperationContext) async throws -> Health {
        guard Access.isAllowed(.viewHealth, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewHealth)
        }
        let zone = store.city.zone
        let yesterday = zone.day(of: context.now).advanced(by: -1)
        let seal = try await store.lastSeal()
        let (cases, unsealed) = try await store.database.read { connection in
            let cases = try connection.integer(
                "SELECT coalesce(sum(amount), 0) FROM figure WHERE cut = 0 AND measure = ?",
                [.integer(Measure.received.rawValue)])
            let first = try connection.first(
                "SELECT at FROM event WHERE seq > ? ORDER BY seq LIMIT 1", [.integer(seal?.lastSeq ?? 0)]
            ) { Instant(milliseconds: $0.integer(0)) }
            guard let first = first.map({ zone.day(of: $0) }), first <= yesterday else { return (cases, 0) }
            let received = try FigureStore.byDay(.received, first...yesterday, on: connection)
            return (cases, max(1, received.count { $0 > 0 }))
        }
        let accounts = try await store.accounts()
        let locked = try await store.locks(of: accounts.map(\.id), at: context.now)
        return Health(
            cases: Int(cases), lastSeal: seal, lastCheck: try await store.lastUpkeep(.check),
            lastBackup: try await store.lastUpkeep(.backup), unsealedDays: unsealed, size: store.size(),
            accounts: accounts.count, lockedAccounts: locked.count, waitingWishes: try await store.waitingWishes())
    }
}
