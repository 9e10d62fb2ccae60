package import Civics
import Storage

extension Administration {
    /// Makes the store one of demonstration data: pages say so, and the city's sample accounts may sign in.
    package func becomeDemonstration(at now: Instant) async throws {
        _ = try await store.database.write { try Settings.set("demonstration", to: "yes", on: $0) }
        for account in store.city.sampleAccounts {
            try await save(
                account: account.id, name: account.name, role: account.role, organisation: account.organisation,
                password: account.password, OperationContext(actor: .console, now: now))
        }
    }
}
