package import Civics
import Crypto

/// Writing reports within one transaction: everything that is looked at to decide is as it is now, and nothing of it is on
/// disk unless all is.
package struct ReportWriting {
    let store: Store
    let connection: any Connection

    /// All versions of a report, the first one first, each with what was done with it.
    package func versions(of subject: String) throws -> [(report: StoredReport, acts: [StoredReportAct])] {
        try ReportTables.versions(of: subject, on: connection)
    }

    /// Whether a form with this key was carried out before; else it is noted that it is now.
    /// - Throws: `CommandFailure.keyReused` where the key was used for something else.
    package func isRepeated(_ key: IdempotencyKey, at now: Instant) throws -> Bool {
        let fingerprint = store.vault.keyed(fingerprint: key.fingerprint)
        let earlier = try connection.first(
            "SELECT fingerprint FROM idempotency WHERE source = ? AND key = ?", [.text(key.source), .text(key.key)]
        ) { $0.integer(0) }
        if let earlier {
            guard earlier == fingerprint else { throw CommandFailure.keyReused }
            return true
        }
        try connection.execute(
            "INSERT INTO idempotency VALUES (?, ?, ?, 0, 0, ?)",
            [.text(key.source), .text(key.key), .integer(fingerprint), .integer(now.milliseconds)])
        return false
    }

    /// A new version, without papers yet.
    package func add(
        _ subject: String, version: Int, kind: String, scope: String, year: Int, days: ClosedRange<CityDay>
    ) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO report (subject, version, kind, scope, year, first_day, last_day, last_act, last_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, '', 0)
            """,
            [
                .text(subject), .integer(version), .text(kind), .text(scope), .integer(year),
                .integer(days.lowerBound.number), .integer(days.upperBound.number),
            ])
        return try connection.integer(
            "SELECT id FROM report WHERE subject = ? AND version = ?", [.text(subject), .integer(version)])
    }

    /// Puts papers in the place of those that a version had.
    package func put(_ papers: [ReportPaper], into report: Int64) throws {
        for table in ["report_document", "report_case"] {
            try connection.execute("DELETE FROM \(table) WHERE report = ?", [.integer(report)])
        }
        for paper in papers {
            try connection.execute(
                "INSERT INTO report_document VALUES (?, ?, ?, ?)",
                [
                    .integer(report), .text(paper.language), .blob(paper.bytes),
                    .blob(Array(SHA256.hash(data: paper.bytes))),
                ])
            for (place, cited) in paper.cases.enumerated() {
                // Whoever was forgotten since the document was made is not cited any more.
                let key = try store.personKey(of: cited.number.rawValue, on: connection)
                try connection.execute(
                    "INSERT INTO report_case VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .integer(report), .text(paper.language), .integer(place), .integer(cited.number.rawValue),
                        .text(key?.digest(of: cited.words) ?? ""),
                        .optional(try key?.seal(cited.words, entropy: .system)),
                    ])
            }
        }
    }

    /// Notes what was done with a version, after whatever it did to its papers.
    package func note(
        _ act: String, of report: Int64, at now: Instant, actor: String, reason: String, other: Int?
    ) throws {
        let (subject, version) = try ReportTables.name(of: report, on: connection)
        let documents = try ReportTables.sum(of: report, on: connection)
        let previous = try connection.first(
            "SELECT digest FROM report_act ORDER BY seq DESC LIMIT 1", [], { $0.blob(0) })
        let digest = StoredReportAct.digest(
            after: previous ?? Journal.start, subject: subject, version: version, act: act, at: now, actor: actor,
            reason: reason, other: other, documents: documents)
        try connection.execute(
            """
            INSERT INTO report_act (report, act, at, actor, reason, other, documents, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(report), .text(act), .integer(now.milliseconds), .text(actor), .text(reason),
                .optional(other.map { Int64($0) }), .blob(documents), .blob(digest),
            ])
        try connection.execute(
            "UPDATE report SET last_act = ?, last_at = ? WHERE id = ?",
            [.text(act), .integer(now.milliseconds), .integer(report)])
    }
}
