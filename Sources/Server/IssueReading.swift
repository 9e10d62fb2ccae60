import Desks
import Civics
import Logging
import ServiceLifecycle

/// Lets the board of issues read: all of the newest requests after the start, then what comes in, every other second.
struct IssueReading: Service {
    let board: IssueBoard
    let now: @Sendable () -> Instant
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            do {
                try await board.begin(at: now())
            } catch {
                return logger.error("The requests could not be read for issues", metadata: ["error": "\(error)"])
            }
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(2))
                    try await board.follow(at: now())
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("New requests could not be read for issues", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
