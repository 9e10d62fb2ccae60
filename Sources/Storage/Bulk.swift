import Casework
import Civics

extension Store {
    /// Many commands in one transaction, for imports and simulations: `body` performs them on a batch, whose projections
    /// are written once at the end. All of it is on disk when this returns, or none.
    package func bulk<T: Sendable>(_ body: @escaping @Sendable (Batch) throws -> T) async throws -> T {
        let (result, written) = try await database.write { [recent, city] connection in
            try recent.withBatch(connection, city: city, body)
        }
        recent.confirm(written)
        feed.tell(written.changes)
        return result
    }
}
