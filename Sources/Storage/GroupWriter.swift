import Casework
import Civics
import Dispatch
import Foundation
import Synchronization

/// Commits in groups: commands queue here, one thread takes what has arrived, decides each on fresh state, commits once,
/// and only then answers them all. Nothing is answered before it is on disk.
package final class GroupWriter: Sendable {
    private struct Job: Sendable {
        let command: PreparedCommand
        let answer: CheckedContinuation<CommandOutcome, any Error>
    }

    private struct Queue {
        var jobs: [Job] = []
        var isStopping = false
    }

    /// Commands in one commit at most: bounds how long the first of them waits.
    private static let groupSize = 256

    private let database: any Database
    private let city: City
    private let recent: RecentCases
    private let feed: ChangeFeed
    private let capacity: Int
    private let queue = Mutex(Queue())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter capacity: commands that may wait; more are refused with `CommandFailure.overloaded`.
    init(database: any Database, city: City, recent: RecentCases, feed: ChangeFeed, capacity: Int = 4096) {
        self.database = database
        self.city = city
        self.recent = recent
        self.feed = feed
        self.capacity = capacity
        let thread = Thread { [self] in run() }
        thread.name = "onedoor-writer"
        thread.start()
    }

    /// Carries out a command; returns when it is on disk.
    /// - Throws: `CommandFailure`, or `DatabaseError` when the commit failed; nothing was done then.
    package func perform(_ command: PreparedCommand) async throws -> CommandOutcome {
        try await withCheckedThrowingContinuation { answer in
            let refusal: CommandFailure? = queue.withLock { queue in
                if queue.isStopping { return .shuttingDown }
                if queue.jobs.count >= capacity { return .overloaded(retryAfter: 1) }
                queue.jobs.append(Job(command: command, answer: answer))
                return nil
            }
            if let refusal { answer.resume(throwing: refusal) } else { wake.signal() }
        }
    }

    /// Commands that wait now.
    package var depth: Int { queue.withLock { $0.jobs.count } }

    /// Takes no more commands, carries out those that wait, and returns when the last is on disk, whoever called first.
    package func stop() {
        queue.withLock { $0.isStopping = true }
        wake.signal()
        ended.wait()
        ended.signal()
    }

    private func run() {
        while true {
            wake.wait()
            let (jobs, isStopping) = queue.withLock { queue in
                let jobs = Array(queue.jobs.prefix(Self.groupSize))
                queue.jobs.removeFirst(jobs.count)
                if !queue.jobs.isEmpty { wake.signal() }
                return (jobs, queue.isStopping && queue.jobs.isEmpty)
            }
            if !jobs.isEmpty { commit(jobs) }
            if isStopping { return _ = ended.signal() }
        }
    }

    private func commit(_ jobs: [Job]) {
        do {
            let (results, written) = try database.writeBlocking { connection in
                try recent.withBatch(connection, city: city) { batch in
                    try jobs.map { job throws -> Result<CommandOutcome, CommandFailure> in
                        do {
                            return .success(try batch.perform(job.command))
                        } catch let failure as CommandFailure {
                            // Refused before anything was written.
                            return .failure(failure)
                        }
                    }
                }
            }
            recent.confirm(written)
            for (job, result) in zip(jobs, results) { job.answer.resume(with: result.mapError { $0 as any Error }) }
            feed.tell(written.changes)
        } catch {
            // The database would not take the group: each command has its own chance, so that one can't spoil others.
            guard jobs.count > 1 else { return jobs[0].answer.resume(throwing: error) }
            for job in jobs { commit([job]) }
        }
    }
}
