import Desks
import Foundation

/// How far somebody's knowledge reaches: up to so many pieces of news of one run of the server. A page says it, and
/// whoever listens says it when they come back, so that nothing between the two is missed.
struct LiveMark: Hashable, Sendable, LosslessStringConvertible {
    /// Another one after each start.
    let run: UInt32
    let count: Int

    init(run: UInt32, count: Int) {
        self.run = run
        self.count = count
    }

    /// Reads `7f3a09c1-42`.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 32, parts.count == 2, let run = UInt32(parts[0], radix: 16), let count = Int(parts[1]),
            count >= 0
        else { return nil }
        self.init(run: run, count: count)
    }

    var description: String { "\(String(run, radix: 16))-\(count)" }
}

/// What somebody is told: which of their lists have changed, and whether the case has that they look at. However much
/// happens, it stays one of these.
struct LiveTidings: Hashable, Sendable {
    var lists: LiveLists = []
    var isCaseChanged = false

    var isEmpty: Bool { lists.isEmpty && !isCaseChanged }

    mutating func add(_ other: LiveTidings) {
        lists.formUnion(other.lists)
        isCaseChanged = isCaseChanged || other.isCaseChanged
    }
}

/// What is written to a listener next.
enum LivePiece: Hashable, Sendable {
    case tidings(LiveTidings, LiveMark)
    /// Nothing new; keeps the connection open through whatever stands between.
    case beat
    case end(LiveEnd)
}

/// Why a listener hears no more.
enum LiveEnd: Hashable, Sendable {
    /// The session ended, or is no longer that of this account with this role and body.
    case session
    /// The reader has gone, or reads too slowly.
    case gone
    /// The server stops.
    case shutdown
}
