import Casework
import Civics
import Synchronization

/// Cases as the last transactions left them, so that the next command on one need not read its journal again. Good as
/// long as nobody else writes to the database: another process's write empties it.
final class RecentCases: Sendable {
    private struct Memory {
        var cases: [CaseNumber: LoadedCase] = [:]
        var changesByOthers: Int64?
    }

    /// Enough for the cases between receipt and signing in a burst; a few kilobytes each.
    private static let capacity = 8192

    private let memory = Mutex(Memory())

    /// Runs `body` on a batch and writes its projections. On failure nothing is remembered.
    func withBatch<T>(_ connection: any Connection, city: City, _ body: (Batch) throws -> T) throws -> T {
        let changes = try connection.changesByOthers()
        let known = memory.withLock { memory in
            defer { memory.cases = [:] }
            return changes != nil && memory.changesByOthers == changes ? memory.cases : [:]
        }
        let batch = Batch(connection, city: city, loaded: known)
        let result = try body(batch)
        try batch.flush()
        let kept = batch.loaded.count <= Self.capacity ? batch.loaded : [:]
        memory.withLock { $0 = Memory(cases: kept, changesByOthers: changes) }
        return result
    }

    /// Forgets everything: a transaction that had been remembered did not reach the disk.
    func clear() { memory.withLock { $0 = Memory() } }
}
