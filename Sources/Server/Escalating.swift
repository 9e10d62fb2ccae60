import Civics
import Desks
import Logging
import ServiceLifecycle

/// Lets the city's rules of supervision act as long as the server runs, every half minute.
struct Escalating: Service {
    let escalation: Escalation
    let now: @Sendable () -> Instant
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let result = try await escalation.act(at: now())
                    if result.count > 0 {
                        logger.notice(
                            "rules of supervision acted",
                            metadata: [
                                "looked": "\(result.looked)",
                                "done": "\(result.done.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })",
                                "overtaken": "\(result.overtaken)",
                            ])
                    }
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("The rules of supervision could not act", metadata: ["error": "\(error)"])
                }
                do { try await Task.sleep(for: .seconds(30)) } catch { return }
            }
        }
    }
}
