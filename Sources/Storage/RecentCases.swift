import Casework
import Civics
import Synchronization

/// Cases as the last transaction left them, so that the next command on one need not read its journal again. Good as
/// long as that transaction reached the disk and nobody else has written to the database since.
final class RecentCases: Sendable {
    private struct Memory {
        var cases: [CaseNumber: LoadedCase] = [:]
        var loads = HandlerLoads()
        var changesByOthers: Int64?
        /// The transaction that left them; counted, so that a late confirmation finds its own only.
        var transaction = 0
        var isOnDisk = false
    }

    /// Enough for the open cases of a large city's days; about a kilobyte each.
    private static let capacity = 32_768

    private let memory = Mutex(Memory())

    /// What a transaction has written.
    struct Written: Sendable {
        fileprivate let transaction: Int
        let changes: [CaseChange]
    }

    /// Runs `body` on a batch, writes its projections, and gives its result with what was written, to be told to
    /// `confirm` once that is on disk. Without it nothing is remembered.
    func withBatch<T>(
        _ connection: any Connection, city: City, _ body: (Batch) throws -> T
    ) throws -> (result: T, written: Written) {
        let byOthers = try connection.changesByOthers()
        let (known, loads, transaction) = memory.withLock { memory in
            let isGood = memory.isOnDisk && byOthers != nil && memory.changesByOthers == byOthers
            defer { memory = Memory(transaction: memory.transaction + 1) }
            return (isGood ? memory.cases : [:], isGood ? memory.loads : HandlerLoads(), memory.transaction + 1)
        }
        let batch = Batch(connection, city: city, loaded: known, loads: loads)
        let result = try body(batch)
        let changes = try batch.flush()
        let kept = Self.worthKeeping(batch.loaded)
        memory.withLock { memory in
            guard memory.transaction == transaction else { return }
            memory = Memory(
                cases: kept, loads: batch.loads, changesByOthers: byOthers, transaction: transaction)
        }
        return (result, Written(transaction: transaction, changes: changes))
    }

    /// Where there are too many, those that have ended go first: little more will be done with them.
    private static func worthKeeping(_ cases: [CaseNumber: LoadedCase]) -> [CaseNumber: LoadedCase] {
        guard cases.count > capacity else { return cases }
        let open = cases.filter { !$0.value.state.stage.isEnded }
        return open.count <= capacity / 2 ? open : [:]
    }

    /// Handlers have come, gone, or changed their body. Called by whoever writes that, in their transaction, so that no
    /// other runs beside it.
    func forgetHandlers() { memory.withLock { $0.loads = HandlerLoads() } }

    /// What a transaction left is on disk.
    func confirm(_ written: Written) {
        memory.withLock { if $0.transaction == written.transaction { $0.isOnDisk = true } }
    }
}
