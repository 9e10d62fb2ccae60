import Civics
import Desks
import Dispatch
import Storage
import Synchronization

/// Everybody who has a page of the desks open, and the news on its way to them.
///
/// The writer hands news over and goes on; who is concerned is found out on a queue of the hub's own. News of a while are
/// kept, so that who comes back hears what they missed.
final class LiveHub: Sendable {
    private struct State {
        var listeners: [Int: LiveListener] = [:]
        var next = 0
        var perAccount: [String: Int] = [:]
        var isClosed = false
        /// What happened of late, the oldest first; the last of it is number `count`.
        var kept: [CaseNews] = []
        var count = 0
    }

    /// Pieces of news kept for those who come back, at least; twice as many at most.
    private static let keeps = 512
    /// News that may wait to be delivered; beyond that, all that waits is one piece: everything has changed.
    private static let waits = 256

    private let city: City
    private let limits: LiveLimits
    private let run = UInt32.random(in: 0 ... .max)
    private let state = Mutex(State())
    private let inbox = Mutex<[CaseNews]>([])
    private let queue = Dispatch.DispatchQueue(label: "onedoor-live")

    init(city: City, limits: LiveLimits) {
        self.city = city
        self.limits = limits
    }

    /// How far the news reach that were delivered.
    var mark: LiveMark { LiveMark(run: run, count: state.withLock { $0.count }) }

    /// Pages that listen.
    var count: Int { state.withLock { $0.listeners.count } }

    /// The sessions behind the pages that listen.
    var sessions: Set<[UInt8]> { Set(all.map(\.visitor.session)) }

    private var all: [LiveListener] { state.withLock { Array($0.listeners.values) } }

    // MARK: Coming and going

    /// A place for a page that wants to listen; it is given back when nobody holds it any more.
    /// - Parameters:
    ///   - number: the case that the page shows, which the visitor may see.
    ///   - since: how far the page's knowledge reaches. Where that cannot be told, it hears at once that everything may
    ///     have changed; `nil` for a page that knows all that is known now.
    /// - Throws: `Problem.overloaded` when too many listen already.
    func seat(for visitor: LiveVisitor, watching number: CaseNumber?, since: LiveMark?) throws(Problem) -> LiveSeat {
        let seat = state.withLock { state -> LiveSeat? in
            let own = state.perAccount[visitor.account] ?? 0
            guard !state.isClosed, state.listeners.count < limits.connections, own < limits.connectionsPerAccount else {
                return nil
            }
            let mark = LiveMark(run: run, count: state.count)
            let missed = missed(by: visitor.scope, watching: number, since: since, of: state)
            let listener = LiveListener(visitor, watching: number, missed: missed, mark: mark)
            state.next += 1
            state.listeners[state.next] = listener
            state.perAccount[visitor.account] = own + 1
            return LiveSeat(id: state.next, of: listener, in: self)
        }
        guard let seat else { throw .overloaded(retryAfter: 60) }
        return seat
    }

    fileprivate func leave(_ id: Int) {
        state.withLock { state in
            guard let listener = state.listeners.removeValue(forKey: id) else { return }
            let account = listener.visitor.account
            let left = (state.perAccount[account] ?? 1) - 1
            state.perAccount[account] = left > 0 ? left : nil
        }
    }

    private func missed(
        by scope: LiveScope, watching number: CaseNumber?, since: LiveMark?, of state: State
    ) -> LiveTidings {
        guard let since else { return LiveTidings() }
        let behind = state.count - since.count
        guard since.run == run, behind >= 0, behind <= state.kept.count else {
            return LiveTidings(lists: scope.lists, isCaseChanged: number != nil)
        }
        let news = Array(state.kept.suffix(behind))
        return LiveTidings(
            lists: lists(touchedBy: news, for: scope), isCaseChanged: isCase(number, changedBy: news, for: scope))
    }

    // MARK: News

    /// Takes news to be delivered; returns at once.
    func hear(_ news: CaseNews) {
        let isFirst = inbox.withLock { inbox in
            defer { if inbox.count >= Self.waits { inbox = [.everything] } else { inbox.append(news) } }
            return inbox.isEmpty
        }
        if isFirst { queue.async { self.deliver() } }
    }

    /// Delivers all that waits at once.
    private func deliver() {
        let news = inbox.withLock { inbox in
            defer { inbox = [] }
            return inbox
        }
        let (listeners, mark) = state.withLock { state in
            state.count += news.count
            state.kept += news
            if state.kept.count >= 2 * Self.keeps { state.kept.removeFirst(state.kept.count - Self.keeps) }
            return (Array(state.listeners.values), LiveMark(run: run, count: state.count))
        }
        // Many pages have the same scope: what it hears is found out once.
        var lists: [LiveScope: LiveLists] = [:]
        for listener in listeners {
            let scope = listener.visitor.scope
            let touched = lists[scope] ?? self.lists(touchedBy: news, for: scope)
            lists[scope] = touched
            let tidings = LiveTidings(
                lists: touched, isCaseChanged: isCase(listener.number, changedBy: news, for: scope))
            if !tidings.isEmpty { listener.tell(tidings, upTo: mark) }
        }
    }

    private func lists(touchedBy news: [CaseNews], for scope: LiveScope) -> LiveLists {
        var touched: LiveLists = []
        for piece in news where touched != scope.lists {
            switch piece {
            case .everything: touched = scope.lists
            case .changes(let changes):
                for change in changes { touched.formUnion(scope.lists(touchedBy: change, in: city)) }
            }
        }
        return touched
    }

    private func isCase(_ number: CaseNumber?, changedBy news: [CaseNews], for scope: LiveScope) -> Bool {
        guard let number else { return false }
        return news.contains { piece in
            switch piece {
            case .everything: true
            case .changes(let changes):
                changes.contains { $0.number == number && scope.mayKnow(of: $0, in: city) }
            }
        }
    }

    // MARK: Watch

    /// Says something to those who have heard nothing for long, and lets go of those who do not read.
    /// - Parameter now: uptime in nanoseconds.
    func look(at now: UInt64) {
        for listener in all {
            listener.look(
                at: now, beatAfter: UInt64(limits.beatSeconds) * 1_000_000_000,
                dropAfter: UInt64(limits.patienceSeconds) * 1_000_000_000)
        }
    }

    /// Ends what belongs to a session that has ended.
    func end(session: [UInt8]) {
        for listener in all where listener.visitor.session == session { listener.end(.session) }
    }

    /// Ends what belongs to none of the sessions that are open, or to one whose account, role or body is another now.
    func endAll(but open: [[UInt8]: Actor], among asked: Set<[UInt8]>) {
        for listener in all where asked.contains(listener.visitor.session) {
            let visitor = listener.visitor
            let actor = open[visitor.session]
            if actor?.account != visitor.account || actor.flatMap({ LiveScope($0) }) != visitor.scope {
                listener.end(.session)
            }
        }
    }
}

/// A page's place among those that listen. Whatever becomes of the connection, the place is given back when the last
/// reference to this goes.
final class LiveSeat: Sendable {
    let listener: LiveListener
    private let id: Int
    private let hub: LiveHub

    fileprivate init(id: Int, of listener: LiveListener, in hub: LiveHub) {
        self.id = id
        self.listener = listener
        self.hub = hub
    }

    deinit { hub.leave(id) }
}
