import Dispatch
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The first thing a request meets: refuses it when too many are being worked on, answers it in time even where the
/// work is not done in time, and writes the log.
struct FrontDoor<Inner: HTTPResponder>: HTTPResponder where Inner.Context == SiteContext {
    let inner: Inner
    let watch: DeadlineWatch
    let answers: ErrorAnswers
    let concurrency: Int
    let writesAccessLog: Bool

    func respond(to request: Request, context: SiteContext) async throws -> Response {
        let start = DispatchTime.now()
        let response: Response
        if watch.count >= concurrency {
            response = answers.answer(to: Problem.overloaded(retryAfter: 1), request, context)
        } else {
            response = await watch.race {
                do {
                    return try await inner.respond(to: request, context: context)
                } catch {
                    return answers.answer(to: error, request, context)
                }
            } late: {
                answers.answer(to: Problem.deadline, request, context)
            }
        }
        if response.status == .contentTooLarge, !endsSoon(request) { context.closeConnection(after: .seconds(5)) }
        if writesAccessLog { log(request, response, context, since: start) }
        return response
    }

    /// The rest of a body that was refused is read and dropped, so that the client gets to read the answer; a body
    /// without an end, or with one far away, is cut off instead.
    private func endsSoon(_ request: Request) -> Bool {
        (request.headers[.contentLength].flatMap { Int($0) } ?? .max) <= 64 << 20
    }

    /// Method, route and duration: neither path nor query, which can hold numbers and codes.
    private func log(_ request: Request, _ response: Response, _ context: SiteContext, since start: DispatchTime) {
        let duration = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1000
        context.logger.notice(
            "request",
            metadata: [
                "request": "\(context.trace)", "method": "\(request.method.rawValue)", "route": "\(context.route)",
                "status": "\(response.status.code)", "microseconds": "\(duration)",
            ])
    }
}

/// Sees to it that every request is answered in time. Work that is late is cancelled; work that does not heed that (it
/// waits for the disk) is left to finish by itself, and the one who asked hears that it took too long.
final class DeadlineWatch: Service {
    private final class Race: Sendable {
        struct State {
            var waiting: CheckedContinuation<Response, Never>?
            var work: Task<Void, Never>?
        }

        private let end: Mutex<UInt64>
        let late: @Sendable () -> Response
        let state: Mutex<State>

        init(_ waiting: CheckedContinuation<Response, Never>, endsAt: UInt64, late: @escaping @Sendable () -> Response)
        {
            self.end = Mutex(endsAt)
            self.late = late
            self.state = Mutex(State(waiting: waiting))
        }

        /// Uptime, in nanoseconds, after which it is late.
        var endsAt: UInt64 { end.withLock { $0 } }

        func extend(by nanoseconds: UInt64) { end.withLock { $0 += nanoseconds } }

        func finish(_ response: @autoclosure () -> Response) {
            let waiting = state.withLock { state in
                defer { state = State() }
                return state.waiting
            }
            waiting?.resume(returning: response())
        }
    }

    /// The slowest line over which something large may be sent, in bytes a second.
    private static let slowest: UInt64 = 32 * 1024

    /// The request that the task works on.
    @TaskLocal private static var current: Race?

    private let nanoseconds: UInt64
    private let grace: UInt64
    private let races = Mutex<(next: UInt64, open: [UInt64: Race])>((0, [:]))

    /// - Parameters:
    ///   - seconds: after which work is cancelled.
    ///   - grace: seconds that work has to notice that it was cancelled: a body that is being read has to be let go of
    ///     before its connection is used again.
    init(seconds: Int, grace: Int = 2) {
        self.nanoseconds = UInt64(seconds) * 1_000_000_000
        self.grace = UInt64(grace) * 1_000_000_000
    }

    /// Requests being worked on.
    var count: Int { races.withLock { $0.open.count } }

    /// Does the work, or answers with `late` when it takes too long.
    func race(
        _ work: @escaping @Sendable () async -> Response, late: @escaping @Sendable () -> Response
    ) async -> Response {
        let endsAt = DispatchTime.now().uptimeNanoseconds + nanoseconds
        return await withCheckedContinuation { waiting in
            let race = Race(waiting, endsAt: endsAt, late: late)
            // The work begins under the lock, so that it cannot end before it is on the list.
            races.withLock { races in
                races.next += 1
                let id = races.next
                races.open[id] = race
                let task = Task {
                    let response = await Self.$current.withValue(race) { await work() }
                    _ = self.races.withLock { $0.open.removeValue(forKey: id) }
                    race.finish(response)
                }
                race.state.withLock { $0.work = task }
            }
        }
    }

    /// Gives the request that is being worked on as much more time as a slow line takes for these bytes, which have come.
    static func extend(forBytes count: Int) {
        current?.extend(by: UInt64(count) * 1_000_000_000 / slowest)
    }

    /// Looks every second for what is late, until the server stops.
    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(1))
                self.sweep(at: DispatchTime.now().uptimeNanoseconds)
            }
        }
    }

    /// Cancels what is late at a moment (uptime in nanoseconds), and answers for what has not heeded that.
    func sweep(at now: UInt64) {
        let late = races.withLock { races in races.open.values.filter { $0.endsAt <= now } }
        for race in late {
            race.state.withLock { $0.work }?.cancel()
            if race.endsAt + grace <= now { race.finish(race.late()) }
        }
    }
}
