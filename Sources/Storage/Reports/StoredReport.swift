import Casework
package import Civics
import Crypto

/// One version of a report as it is kept.
package struct StoredReport: Hashable, Sendable {
    package let id: Int64
    /// What it tells of, as an order is written: `2026-10@district:440605`.
    package let subject: String
    /// 1 for the first.
    package let version: Int
    package let kind: String
    package let scope: String
    package let days: ClosedRange<CityDay>
    /// What was done with it last, and when.
    package let lastAct: String
    package let lastAt: Instant

    static let columns = "r.id, r.subject, r.version, r.kind, r.scope, r.first_day, r.last_day, r.last_act, r.last_at"

    init(_ row: any Row) {
        id = row.integer(0)
        subject = row.text(1)
        version = row.int(2)
        kind = row.text(3)
        scope = row.text(4)
        let first = CityDay(number: row.int(5))
        days = first...max(first, CityDay(number: row.int(6)))
        lastAct = row.text(7)
        lastAt = Instant(milliseconds: row.integer(8))
    }
}

/// Something that was done with a version of a report: a link of the chain.
package struct StoredReportAct: Hashable, Sendable {
    package let seq: Int64
    package let report: Int64
    package let act: String
    package let at: Instant
    /// The account.
    package let actor: String
    package let reason: String
    /// Another version that it names.
    package let other: Int?
    /// Digest of the documents as they stood then.
    package let documents: [UInt8]
    package let digest: [UInt8]

    static let columns = "a.seq, a.report, a.act, a.at, a.actor, a.reason, a.other, a.documents, a.digest"

    init(_ row: any Row) {
        seq = row.integer(0)
        report = row.integer(1)
        act = row.text(2)
        at = Instant(milliseconds: row.integer(3))
        actor = row.text(4)
        reason = row.text(5)
        other = row.optionalInteger(6).map { Int($0) }
        documents = row.blob(7)
        digest = row.blob(8)
    }

    /// SHA-256 over the digest of the act before, of whichever report, and everything that this one says.
    static func digest(
        after previous: [UInt8], subject: String, version: Int, act: String, at: Instant, actor: String,
        reason: String, other: Int?, documents: [UInt8]
    ) -> [UInt8] {
        var whole = previous
        func add(_ number: Int64) { withUnsafeBytes(of: number.bigEndian) { whole.append(contentsOf: $0) } }
        func add(_ bytes: some Collection<UInt8>) {
            add(Int64(bytes.count))
            whole.append(contentsOf: bytes)
        }
        add(subject.utf8)
        add(Int64(version))
        add(act.utf8)
        add(at.milliseconds)
        add(actor.utf8)
        add(reason.utf8)
        add(Int64(other ?? 0))
        add(documents)
        return Array(SHA256.hash(data: whole))
    }
}

/// A report in one language, taken apart to be kept: the document without the words of its cases, and these apart, so that
/// they can go with the person without touching the rest.
package struct ReportPaper: Sendable {
    package let language: String
    /// Canonical bytes of the document.
    package let bytes: [UInt8]
    /// The cases it cites, in its order, each with its words.
    package let cases: [(number: CaseNumber, words: String)]

    package init(language: String, bytes: [UInt8], cases: [(number: CaseNumber, words: String)]) {
        self.language = language
        self.bytes = bytes
        self.cases = cases
    }
}

/// The same as it is read again.
package struct KeptPaper: Sendable {
    package let bytes: [UInt8]
    /// `nil` where the person of the case was forgotten.
    package let words: [String?]
}

/// The digest of what a version consists of. It covers the documents by their bytes, and the words of cited cases by keyed
/// digests, which stay when a person is forgotten and their key and words are destroyed.
struct ReportSum {
    private var whole: [UInt8] = []

    mutating func add(_ language: String, _ document: [UInt8]) {
        add(Array(language.utf8))
        add(document)
    }

    mutating func add(_ number: Int64, _ digest: ContentDigest) {
        withUnsafeBytes(of: number.bigEndian) { whole.append(contentsOf: $0) }
        add(Array(digest.utf8))
    }

    private mutating func add(_ bytes: [UInt8]) {
        withUnsafeBytes(of: Int64(bytes.count).bigEndian) { whole.append(contentsOf: $0) }
        whole += bytes
    }

    var value: [UInt8] { Array(SHA256.hash(data: whole)) }
}
