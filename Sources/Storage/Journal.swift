package import Casework
package import Civics
import Crypto

/// One entry of the journal.
package struct JournalEntry: Sendable {
    package let seq: Int64
    package let number: CaseNumber
    package let version: Int
    package let at: Instant
    package let actor: String
    package let event: RequestEvent
    package let digest: [UInt8]
}

/// The journal: append only, chained per case by digests. `digest` = SHA-256 over the digest of the case's previous event
/// and the canonical bytes of this one.
enum Journal {
    static let start = [UInt8](repeating: 0, count: 32)

    static func digest(
        after previous: [UInt8], caseID: Int64, version: Int, at: Int64, actor: String, type: String, body: [UInt8]
    ) -> [UInt8] {
        var whole = previous
        whole.reserveCapacity(previous.count + actor.utf8.count + type.utf8.count + body.count + 48)
        func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { whole.append(contentsOf: $0) } }
        func add(_ bytes: some Collection<UInt8>) {
            add(Int64(bytes.count))
            whole.append(contentsOf: bytes)
        }
        add(caseID)
        add(Int64(version))
        add(at)
        add(actor.utf8)
        add(type.utf8)
        add(body)
        return Array(SHA256.hash(data: whole))
    }

    /// Writes one event and gives its digest. The unique index on case and version keeps two writers from both winning.
    static func append(
        _ event: RequestEvent, to number: CaseNumber, version: Int, after previous: [UInt8], at: Instant,
        actor: String, on connection: some Connection
    ) throws(DatabaseError) -> [UInt8] {
        let body = event.fields.bytes
        let type = event.typeName
        let digest = digest(
            after: previous, caseID: number.rawValue, version: version, at: at.milliseconds, actor: actor, type: type,
            body: body)
        try connection.execute(
            "INSERT INTO event (case_id, case_version, at, actor, type, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(number.rawValue), .integer(version), .integer(at.milliseconds), .text(actor), .text(type),
                .blob(body), .blob(digest),
            ])
        return digest
    }

    static let columns = "seq, case_id, case_version, at, actor, type, body, digest"

    /// All events of a case, in order.
    static func entries(of number: CaseNumber, on connection: some Connection) throws -> [JournalEntry] {
        let raw = try connection.rows(
            "SELECT \(columns) FROM event WHERE case_id = ? ORDER BY case_version", [.integer(number.rawValue)],
            RawEntry.init)
        return try raw.map { try $0.decoded() }
    }
}

/// An entry as it stands in the table, before its body is understood.
struct RawEntry: Sendable {
    let seq: Int64
    let caseID: Int64
    let version: Int
    let at: Int64
    let actor: String
    let type: String
    let body: [UInt8]
    let digest: [UInt8]

    init(_ row: any Row) {
        seq = row.integer(0)
        caseID = row.integer(1)
        version = row.int(2)
        at = row.integer(3)
        actor = row.text(4)
        type = row.text(5)
        body = row.blob(6)
        digest = row.blob(7)
    }

    func decoded() throws(StorageError) -> JournalEntry {
        guard let fields = CanonicalFields(body), let event = try? RequestEvent(typeName: type, fields: fields) else {
            throw .unreadableEvent(seq: seq, typeName: type)
        }
        return JournalEntry(
            seq: seq, number: CaseNumber(rawValue: caseID), version: version, at: Instant(milliseconds: at),
            actor: actor, event: event, digest: digest)
    }

    func digest(after previous: [UInt8]) -> [UInt8] {
        Journal.digest(
            after: previous, caseID: caseID, version: version, at: at, actor: actor, type: type, body: body)
    }
}

extension ServiceRequest {
    /// The state that a case's events make; `nil` without any.
    package init?(folding entries: [JournalEntry]) {
        guard let first = entries.first, var state = ServiceRequest(first.number, first: first.event, at: first.at)
        else { return nil }
        for entry in entries.dropFirst() { state.evolve(entry.event, at: entry.at) }
        self = state
    }
}
