import Casework
package import Civics
import Crypto

/// A seal over the events since the last one: a Merkle root, chained to the seal before. Once a day; whoever keeps a
/// seal's digest elsewhere can prove that nothing before it was changed, removed or put in.
package struct Seal: Hashable, Sendable {
    package let number: Int
    package let at: Instant
    package let firstSeq: Int64
    package let lastSeq: Int64
    package let root: [UInt8]
    package let digest: [UInt8]

    init(_ row: any Row) {
        number = row.int(0)
        at = Instant(milliseconds: row.integer(1))
        firstSeq = row.integer(2)
        lastSeq = row.integer(3)
        root = row.blob(4)
        digest = row.blob(5)
    }

    static func digest(after previous: [UInt8], root: [UInt8], first: Int64, last: Int64) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: previous)
        hash.update(data: root)
        for number in [first, last] { withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) } }
        return Array(hash.finalize())
    }
}

/// A Merkle tree's root, built leaf by leaf in constant memory (RFC 6962 shape: a lone node goes up unchanged).
struct MerkleRoot {
    private var levels: [[UInt8]?] = []

    mutating func add(_ leaf: [UInt8]) {
        var node = leaf
        var level = 0
        while level < levels.count, let left = levels[level] {
            node = Self.join(left, node)
            levels[level] = nil
            level += 1
        }
        if level == levels.count { levels.append(node) } else { levels[level] = node }
    }

    /// 32 zero bytes without a leaf.
    var value: [UInt8] {
        var node: [UInt8]?
        for case let left? in levels { node = node.map { Self.join(left, $0) } ?? left }
        return node ?? Journal.start
    }

    private static func join(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: [1])
        hash.update(data: left)
        hash.update(data: right)
        return Array(hash.finalize())
    }
}

extension Store {
    /// Seals all events since the last seal; `nil` when there are none.
    @discardableResult
    package func seal(at: Instant) async throws -> Seal? {
        try await database.write { try Self.seal(at: at, on: $0) }
    }

    static func seal(at: Instant, on connection: any Connection) throws(DatabaseError) -> Seal? {
        let last = try connection.first("SELECT \(columns) FROM seal ORDER BY number DESC LIMIT 1", [], Seal.init)
        var root = MerkleRoot()
        var firstSeq: Int64?
        var lastSeq: Int64 = 0
        try connection.visit("SELECT seq, digest FROM event WHERE seq > ? ORDER BY seq", [.integer(last?.lastSeq ?? 0)])
        {
            root.add($0.blob(1))
            lastSeq = $0.integer(0)
            firstSeq = firstSeq ?? lastSeq
            return true
        }
        guard let firstSeq else { return nil }
        let value = root.value
        let digest = Seal.digest(after: last?.digest ?? Journal.start, root: value, first: firstSeq, last: lastSeq)
        try connection.execute(
            "INSERT INTO seal VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer((last?.number ?? 0) + 1), .integer(at.milliseconds), .integer(firstSeq), .integer(lastSeq),
                .blob(value), .blob(digest),
            ])
        return try connection.first("SELECT \(columns) FROM seal ORDER BY number DESC LIMIT 1", [], Seal.init)
    }

    package func lastSeal() async throws -> Seal? {
        try await database.read {
            try $0.first("SELECT \(Self.columns) FROM seal ORDER BY number DESC LIMIT 1", [], Seal.init)
        }
    }

    fileprivate static let columns = "number, at, first_seq, last_seq, root, digest"
}

/// What `onedoor verify` found.
package struct Verification: Sendable {
    package var events = 0
    package var cases = 0
    package var seals = 0
    package var texts = 0
    package var files = 0
    /// Versions of reports, and what was done with them.
    package var reports = 0
    package var reportActs = 0
    /// The first thing that does not fit; `nil` when all is well.
    package var fault: String?
}

extension Store {
    /// Reads the whole journal: every digest, every chain, every seal, and every text that can still be read against
    /// the digest in its event; then the reports that are kept. Stops at the first thing that does not fit and names it.
    package func verify() async throws -> Verification {
        try await database.read { [self] connection in
            var result = Verification()
            try verifyChains(&result, on: connection)
            if result.fault == nil { try verifySeals(&result, on: connection) }
            if result.fault == nil { try verifyTexts(&result, on: connection) }
            if result.fault == nil { try verifyFiles(&result, on: connection) }
            if result.fault == nil { try verifyReports(&result, on: connection) }
            return result
        }
    }

    private func verifyChains(_ result: inout Verification, on connection: any Connection) throws {
        var caseID: Int64 = -1
        var version = 0
        var previous = Journal.start
        var found = result
        try connection.visit("SELECT \(Journal.columns) FROM event ORDER BY case_id, case_version", []) { row in
            let entry = RawEntry(row)
            if entry.caseID != caseID {
                caseID = entry.caseID
                version = 0
                previous = Journal.start
                found.cases += 1
            }
            version += 1
            let number = CaseNumber(rawValue: entry.caseID)
            if entry.version != version {
                found.fault =
                    "case \(number): event \(version) is missing, event \(entry.version) follows (seq \(entry.seq))"
                return false
            }
            if entry.digest(after: previous) != entry.digest {
                found.fault =
                    "case \(number): event \(version) (seq \(entry.seq), \(entry.type)) does not fit its digest"
                return false
            }
            previous = entry.digest
            found.events += 1
            return true
        }
        result = found
    }

    private func verifySeals(_ result: inout Verification, on connection: any Connection) throws {
        var previous = Journal.start
        var lastSeq: Int64 = 0
        for seal in try connection.rows("SELECT \(Self.columns) FROM seal ORDER BY number", [], Seal.init) {
            var root = MerkleRoot()
            try connection.visit(
                "SELECT digest FROM event WHERE seq > ? AND seq <= ? ORDER BY seq",
                [.integer(lastSeq), .integer(seal.lastSeq)]
            ) {
                root.add($0.blob(0))
                return true
            }
            let digest = Seal.digest(after: previous, root: root.value, first: seal.firstSeq, last: seal.lastSeq)
            guard root.value == seal.root, digest == seal.digest else {
                result.fault =
                    "seal \(seal.number): events \(seal.firstSeq) to \(seal.lastSeq) are not those that were sealed"
                return
            }
            previous = seal.digest
            lastSeq = seal.lastSeq
            result.seals += 1
        }
    }

    private func verifyTexts(_ result: inout Verification, on connection: any Connection) throws {
        var found = result
        var failure: (any Error)?
        var texts = EventTexts(caseID: -1, version: 0, type: "", body: [])
        func finish() throws -> Bool {
            guard let fault = try fault(in: texts, on: connection) else {
                found.texts += texts.sealed.count
                return true
            }
            found.fault = fault
            return false
        }
        try connection.visit(
            """
            SELECT e.case_id, e.case_version, e.type, e.body, c.part, c.sealed FROM event e
            LEFT JOIN content c ON c.case_id = e.case_id AND c.case_version = e.case_version
            ORDER BY e.case_id, e.case_version
            """, []
        ) { row in
            do {
                if row.integer(0) != texts.caseID || row.int(1) != texts.version {
                    guard try finish() else { return false }
                    texts = EventTexts(
                        caseID: row.integer(0), version: row.int(1), type: row.text(2), body: row.blob(3))
                }
                if !row.isNull(4) { texts.sealed[row.int(4)] = row.blob(5) }
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        if found.fault == nil { _ = try finish() }
        let kept = try connection.integer("SELECT count(*) FROM content")
        if found.fault == nil, kept != found.texts { found.fault = try strayText(on: connection) }
        result = found
    }

    /// One event with the texts that are kept for it.
    private struct EventTexts {
        let caseID: Int64
        let version: Int
        let type: String
        let body: [UInt8]
        /// By part.
        var sealed: [Int: [UInt8]] = [:]
    }

    /// What does not fit between an event and its texts; `nil` when all is well, and where the person is forgotten.
    private func fault(in texts: EventTexts, on connection: any Connection) throws -> String? {
        guard texts.version > 0, let fields = CanonicalFields(texts.body) else { return nil }
        let contents = try RequestEvent(typeName: texts.type, fields: fields).contents
        guard !contents.isEmpty || !texts.sealed.isEmpty,
            let key = try personKey(of: texts.caseID, on: connection)
        else { return nil }
        let name = "case \(CaseNumber(rawValue: texts.caseID)): a text of event \(texts.version)"
        for (part, digest) in contents where !digest.isEmpty {
            guard let sealed = texts.sealed[part.rawValue] else { return "\(name) is missing" }
            guard let text = key.open(sealed), key.digest(of: text) == digest else {
                return "\(name) is not the one in the journal"
            }
        }
        let parts = Set(contents.map(\.part.rawValue))
        return texts.sealed.keys.allSatisfy(parts.contains) ? nil : "\(name) is not in the journal"
    }

    private func strayText(on connection: any Connection) throws -> String? {
        try connection.first(
            """
            SELECT c.case_id, c.case_version FROM content c
            WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.case_id = c.case_id AND e.case_version = c.case_version)
            LIMIT 1
            """
        ) { "case \(CaseNumber(rawValue: $0.integer(0))): there is a text, but no event \($0.int(1))" }
    }
}
