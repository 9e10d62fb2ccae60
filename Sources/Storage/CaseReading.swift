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

    /// The same case with whatever names the person blotted out of everything that was written.
    package func blotting(_ person: PersonDetails) -> CaseFile {
        let redaction = person.redaction
        return CaseFile(request: request, entries: entries, texts: texts.mapValues { redaction.blotted($0) })
    }

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
            return try details(of: number, key, on: connection)
        }
    }

    func details(
        of number: CaseNumber, _ key: PersonKey, on connection: any Connection
    ) throws -> PersonDetails? {
        let sealed = try connection.first(
            "SELECT sealed FROM person WHERE id = ?", [.integer(number.rawValue)]
        ) { $0.optionalBlob(0) }
        return (sealed ?? nil).flatMap { vault.details($0, key: key) }
    }
}

extension Store {
    /// The state of a case, without its texts; `nil` when there is none of this number.
    package func request(_ number: CaseNumber) async throws -> ServiceRequest? {
        try await database.read { try ServiceRequest(folding: Journal.entries(of: number, on: $0)) }
    }

    /// Requests that an account took in on a day, the newest first.
    package func received(on day: CityDay, by account: String, limit: Int) async throws -> [CaseNumber] {
        guard let first = CaseNumber(day: day, serial: 1), let last = CaseNumber(day: day, serial: 999_999) else {
            return []
        }
        // Numbers begin with the day of receipt.
        return try await database.read {
            try $0.rows(
                """
                SELECT case_id FROM event WHERE case_id BETWEEN ? AND ? AND case_version = 1 AND actor = ?
                ORDER BY case_id DESC LIMIT ?
                """,
                [.integer(first.rawValue), .integer(last.rawValue), .text(account), .integer(limit)]
            ) { CaseNumber(rawValue: $0.integer(0)) }
        }
    }
}
