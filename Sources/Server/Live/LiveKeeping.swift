import Desks
import Dispatch
import Logging
import ServiceLifecycle
import Storage

/// Keeps watch over the pages that listen: what other processes write to the same database, sessions that end, lines
/// that have gone quiet.
struct LiveKeeping: Service {
    /// A disabled account hears for so many seconds more.
    static let sessionSeconds = 5

    let house: House
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            var seconds = 0
            while !Task.isCancelled {
                do {
                    try await Task.sleep(for: .seconds(1))
                    seconds += 1
                    try await house.keepLive(checksSessions: seconds % Self.sessionSeconds == 0)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("Open pages could not be kept up to date", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}

extension House {
    /// One look at what only shows when one looks. Without anybody who listens there is nothing to do.
    func keepLive(checksSessions: Bool) async throws {
        guard live.count > 0 else { return }
        live.look(at: DispatchTime.now().uptimeNanoseconds)
        try await desks.store.feed.look(into: desks.store.database)
        guard checksSessions else { return }
        let asked = live.sessions
        let open = try await desks.administration.openSessions(
            Array(asked), at: now(), idle: configuration.idleTimeout, longest: configuration.longestSession)
        live.endAll(but: open, among: asked)
    }
}
