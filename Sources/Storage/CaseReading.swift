package import Casework
package import Civics

/// A case with everything that was written in it.
package struct CaseFile: Sendable {
    package let request: ServiceRequest
    package let entries: [JournalEntry]
    /// Texts by the event that carries them; absent once the person is forgotten.
    package let texts: [ContentPlace: String]

    package var title: String { texts[ContentPlace(version: 1, part: .title)] ?? "" }
    package var text: String { texts[ContentPlace(version: 1, part: .text)] ?? "" }

    /// What the event of this version says.
    package func body(_ version: Int) -> String? { texts[ContentPlace(version: version, part: .body)] }
}

package struct ContentPlace: Hashable, Sendable {
    package let version: Int
    package let part: ContentPart

    package init(version: Int, part: ContentPart) {
        self.version = version
        self.part = part
    }
}

extension Store {
    /// What happened to a case, without its texts; empty when there is none of this number.
    package func journal(of number: CaseNumber) async throws -> [JournalEntry] {
        try await database.read { try Journal.entries(of: number, on: $0) }
    }

    /// A case with its journal and texts; `nil` when there is none of this number.
    package func caseFile(_ number: CaseNumber) async throws -> CaseFile? {
        try await database.read { [self] connection in
            let entries = try Journal.entries(of: number, on: connection)
            guard let request = ServiceRequest(folding: entries) else { return nil }
            var texts: [ContentPlace: String] = [:]
            if let key = try personKey(of: request.person, on: connection) {
                try connection.visit(
                    "SELECT case_version, part, sealed FROM content WHERE case_id = ?", [.integer(number.rawValue)]
                ) { row in
                    if let part = ContentPart(rawValue: row.int(1)), let text = key.open(row.blob(2)) {
                        texts[ContentPlace(version: row.int(0), part: part)] = text
                    }
                    return true
                }
            }
            return CaseFile(request: request, entries: entries, texts: texts)
        }
    }

    /// Who asked; `nil` once forgotten. The caller sees to the permission and the log.
    package func person(of number: CaseNumber) async throws -> PersonDetails? {
        try await database.read { [self] connection in
            guard let key = try personKey(of: number.rawValue, on: connection) else { return nil }
            let sealed = try connection.first(
                "SELECT sealed FROM person WHERE id = ?", [.integer(number.rawValue)]
            ) { $0.optionalBlob(0) }
            return (sealed ?? nil).flatMap { vault.details($0, key: key) }
        }
    }

    /// Writes that somebody looked at personal data.
    package func logAccess(account: String, numbers: [CaseNumber], what: String, at: Instant) async throws {
        guard !numbers.isEmpty else { return }
        try await database.write { connection in
            for number in numbers {
                try connection.execute(
                    "INSERT INTO access_log (at, account, case_id, what) VALUES (?, ?, ?, ?)",
                    [.integer(at.milliseconds), .text(account), .integer(number.rawValue), .text(what)])
            }
        }
    }

    /// Who looked at personal data of a case, the latest first.
    package func accesses(to number: CaseNumber) async throws -> [(at: Instant, account: String, what: String)] {
        try await database.read {
            try $0.rows(
                "SELECT at, account, what FROM access_log WHERE case_id = ? ORDER BY at DESC, seq DESC LIMIT 200",
                [.integer(number.rawValue)]
            ) { (Instant(milliseconds: $0.integer(0)), $0.text(1), $0.text(2)) }
        }
    }

    /// Removes what was written of looks before a moment.
    package func forgetAccesses(before: Instant) async throws {
        _ = try await database.write {
            try $0.execute("DELETE FROM access_log WHERE at < ?", [.integer(before.milliseconds)])
        }
    }

    /// Destroys a person's key, details and search terms. The journal stays as it is and still verifies. What the file
    /// still holds of them in places that are free goes with `sweepForgotten`.
    package func forget(_ number: CaseNumber, at: Instant) async throws {
        guard let file = try await caseFile(number) else { return }
        let grams = Bigrams.index(file.title, file.text)
        _ = try await database.write { connection in
            let forgotten = try connection.execute(
                """
                UPDATE person SET wrapped_key = NULL, sealed = NULL, phone_index = NULL, forgotten_at = ?
                WHERE id = ? AND forgotten_at IS NULL
                """, [.integer(at.milliseconds), .integer(number.rawValue)])
            // Terms are taken out of the index once: it does not notice when they are not there.
            guard forgotten > 0 else { return }
            try connection.execute(
                "INSERT INTO search (search, rowid, grams) VALUES ('delete', ?, ?)",
                [.integer(number.rawValue), .text(grams)])
            try connection.execute("DELETE FROM content WHERE case_id = ?", [.integer(number.rawValue)])
        }
        forgetKey(of: number.rawValue)
    }
}

extension Store {
    /// The state of a case, without its texts; `nil` when there is none of this number.
    package func request(_ number: CaseNumber) async throws -> ServiceRequest? {
        try await database.read { try ServiceRequest(folding: Journal.entries(of: number, on: $0)) }
    }
}
