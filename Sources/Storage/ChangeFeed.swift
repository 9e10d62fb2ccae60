import Casework
import Civics
import Synchronization

/// Tells what has changed, once it is on disk: at once what this process wrote, and on asking what another process wrote
/// to the same database (`onedoor import` beside a running server).
package final class ChangeFeed: Sendable {
    /// Cases named at a time; what concerns more is told as `everything`.
    package static let most = 1000

    private struct State {
        var hear: (@Sendable (CaseNews) -> Void)?
        /// The last entry of the journal that was looked at; `nil` before the first look.
        var seen: Int64?
        /// What this process has told of entries after that one: the version of each case.
        var told: [CaseNumber: Int] = [:]
        /// More than could be kept of it.
        var toldTooMuch = false
    }

    private let state = Mutex(State())

    init() {}

    /// Names who is told. They are called on the writer's thread, between two transactions: they must be quick about it.
    package func listen(_ hear: @escaping @Sendable (CaseNews) -> Void) { state.withLock { $0.hear = hear } }

    /// Called by whoever wrote, after what they wrote is on disk.
    func tell(_ changes: [CaseChange]) {
        guard !changes.isEmpty else { return }
        let hear = state.withLock { state in
            guard state.hear != nil else { return state.hear }
            if state.told.count + changes.count > Self.most * 10 {
                state.told = [:]
                state.toldTooMuch = true
            }
            if !state.toldTooMuch {
                for change in changes { state.told[change.number] = change.after.version }
            }
            return state.hear
        }
        hear?(changes.count > Self.most ? .everything : .changes(changes))
    }

    /// Looks for what others have written since the last time, and tells that. The first look only remembers where the
    /// journal ends.
    package func look(into database: any Database) async throws {
        guard let seen = state.withLock({ $0.seen }) else {
            let end = try await database.read { try $0.integer("SELECT coalesce(max(seq), 0) FROM event") }
            return state.withLock { if $0.seen == nil { $0.seen = end } }
        }
        let found = try await database.read { try Self.entries(after: seen, on: $0) }
        guard let last = found.last else { return }
        let (told, isUnknown, hear) = state.withLock { state in
            let (told, isUnknown) = (state.told, state.toldTooMuch)
            state.seen = max(state.seen ?? 0, last.seq)
            state.toldTooMuch = false
            // What was told of later entries is met by the next look.
            for entry in found where told[entry.number].map({ $0 <= entry.version }) == true {
                state.told[entry.number] = nil
            }
            return (told, isUnknown, state.hear)
        }
        guard let hear else { return }
        var first: [CaseNumber: Int] = [:]
        for entry in found where entry.version > told[entry.number] ?? 0 {
            first[entry.number] = min(first[entry.number] ?? .max, entry.version)
        }
        if isUnknown || found.count >= Self.entriesRead || first.count > Self.casesRead { return hear(.everything) }
        guard !first.isEmpty else { return }
        let wanted = first
        hear(.changes(try await database.read { try Self.changes(of: wanted, on: $0) }))
    }

    /// Entries of the journal, and cases, that a look goes into.
    private static let entriesRead = 20_000
    private static let casesRead = 200

    private struct Entry: Sendable {
        let seq: Int64
        let number: CaseNumber
        let version: Int
    }

    /// What was written after an entry; where that is too much, up to a bound and then only the very last.
    private static func entries(after seq: Int64, on connection: any Connection) throws -> [Entry] {
        func entry(_ row: any Row) -> Entry {
            Entry(seq: row.integer(0), number: CaseNumber(rawValue: row.integer(1)), version: row.int(2))
        }
        let columns = "SELECT seq, case_id, case_version FROM event"
        var found = try connection.rows(
            "\(columns) WHERE seq > ? ORDER BY seq LIMIT ?", [.integer(seq), .integer(entriesRead - 1)], entry)
        if found.count == entriesRead - 1, let last = try connection.first("\(columns) ORDER BY seq DESC", [], entry) {
            found.append(last)
        }
        return found
    }

    /// - Parameter first: of each case, the version of the first entry that is new.
    private static func changes(
        of first: [CaseNumber: Int], on connection: any Connection
    ) throws -> [CaseChange] {
        try first.sorted { $0.key < $1.key }.compactMap { number, version in
            let entries = try Journal.entries(of: number, on: connection)
            guard let after = ServiceRequest(folding: entries) else { return nil }
            let before = ServiceRequest(folding: entries.filter { $0.version < version })
            return CaseChange(number, from: before.map { CaseStanding($0) }, to: CaseStanding(after))
        }
    }
}
