import Civics
import Desks
import Logging
import ServiceLifecycle

/// Makes messages of what has happened and sends them, as long as the server runs. Asked to end, it finishes what it is
/// sending and takes nothing new.
struct MessageSending: Service {
    let telling: Telling
    let now: @Sendable () -> Instant
    let logger: Logger

    /// Between two looks for something to do.
    private static let pause = Duration.seconds(1)

    func run() async {
        await attempt("Waiting messages could not be looked through") { try await telling.begin(at: now()) }
        await withDiscardingTaskGroup { group in
            group.addTask {
                await untilTheEnd("Messages could not be made") { _ = try await telling.makeMessages(at: now()) }
            }
            for way in telling.ways {
                group.addTask {
                    await untilTheEnd("Messages could not be sent by \(way.name)") {
                        while try await telling.send(by: way, at: now()) > 0, !isEnding {}
                    }
                }
            }
        }
        telling.close()
    }

    private var isEnding: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    private func untilTheEnd(_ fault: String, _ work: () async throws -> Void) async {
        while !isEnding {
            await attempt(fault, work)
            _ = try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.pause) }
        }
    }

    private func attempt(_ fault: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch is CancellationError {
            return
        } catch {
            logger.error("\(fault)", metadata: ["error": "\(error)"])
        }
    }
}
