import Civics
import Desks
import Dispatch
import Synchronization

/// Whose page it is that listens.
struct LiveVisitor: Hashable, Sendable {
    let account: String
    let scope: LiveScope
    /// The digest of the session's token.
    let session: [UInt8]
}

/// One page that listens. It holds what it has not been told yet, which is a few bits, however slowly it reads.
final class LiveListener: Sendable {
    private struct State {
        var tidings = LiveTidings()
        var mark: LiveMark
        var wantsBeat = false
        var end: LiveEnd?
        var waiting: CheckedContinuation<Void, Never>?
        /// Uptime, in nanoseconds, since which a piece has been on its way to the reader; `nil` when none is.
        var writingSince: UInt64?
        var lastWrite: UInt64
        var onEnd: (@Sendable () -> Void)?

        mutating func take() -> LivePiece? {
            let piece: LivePiece
            if let end {
                piece = .end(end)
            } else if !tidings.isEmpty {
                piece = .tidings(tidings, mark)
                tidings = LiveTidings()
            } else if wantsBeat {
                piece = .beat
            } else {
                return nil
            }
            wantsBeat = false
            writingSince = DispatchTime.now().uptimeNanoseconds
            return piece
        }
    }

    let visitor: LiveVisitor
    /// The case that the page shows.
    let number: CaseNumber?
    private let state: Mutex<State>

    init(_ visitor: LiveVisitor, watching number: CaseNumber?, missed: LiveTidings, mark: LiveMark) {
        self.visitor = visitor
        self.number = number
        self.state = Mutex(State(tidings: missed, mark: mark, lastWrite: DispatchTime.now().uptimeNanoseconds))
    }

    /// Tells that the news up to a mark held this for the listener.
    func tell(_ tidings: LiveTidings, upTo mark: LiveMark) {
        wake { state in
            state.tidings.add(tidings)
            state.mark = mark
        }
    }

    /// The listener hears no more.
    func end(_ end: LiveEnd) {
        let onEnd = state.withLock { state -> (@Sendable () -> Void)? in
            if state.end == nil { state.end = end }
            // The one whose session ended is told so first.
            guard end != .session else { return nil }
            defer { state.onEnd = nil }
            return state.onEnd
        }
        onEnd?()
        wake { _ in }
    }

    /// Called when the listener is ended for another reason than its session, which it is told of.
    func onEnd(_ work: @escaping @Sendable () -> Void) { state.withLock { $0.onEnd = work } }

    /// Keeps watch at a moment (uptime in nanoseconds): says something when nothing was said for long, and lets go of a
    /// reader to whom the last piece has been on its way for too long.
    func look(at now: UInt64, beatAfter: UInt64, dropAfter: UInt64) {
        let isSlow = state.withLock { state in
            if let since = state.writingSince { return since + dropAfter <= now }
            if state.lastWrite + beatAfter <= now { state.wantsBeat = true }
            return false
        }
        if isSlow { end(.gone) } else { wake { _ in } }
    }

    /// The next piece; waits until there is one. Asking for it says that the last one was written.
    func next() async -> LivePiece {
        state.withLock { state in
            guard state.writingSince != nil else { return }
            state.writingSince = nil
            state.lastWrite = DispatchTime.now().uptimeNanoseconds
        }
        while true {
            if Task.isCancelled { end(.gone) }
            if let piece = state.withLock({ $0.take() }) { return piece }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = state.withLock { state in
                        if state.end != nil || !state.tidings.isEmpty || state.wantsBeat { return true }
                        state.waiting = continuation
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                end(.gone)
            }
        }
    }

    /// Changes the state, and lets whoever waits for the next piece look again.
    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            change(&state)
            guard state.end != nil || !state.tidings.isEmpty || state.wantsBeat else { return nil }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }
}
