package import Casework
package import Civics

/// A request with its texts and what it was classified as, for whoever reads many of them. For what is learned and
/// formed of them it does not matter who wrote: whatever names the person is blotted out.
package struct ReceivedText: Sendable {
    package let number: CaseNumber
    package let at: Instant
    package let kind: RequestKind
    package let urgency: Urgency
    package let category: CategoryCode
    package let place: RegionID
    package let lead: OrganisationID?
    package let stage: ServiceRequest.Stage
    /// The same for all requests of one phone number; empty where there is none.
    package let person: String
    package let title: String
    package let text: String
}

extension Store {
    /// Requests with higher numbers than `after`, in their order; those whose person is forgotten are passed over.
    /// - Returns: what was found, and the number to go on from; `nil` at the end.
    package func texts(
        after: CaseNumber, limit: Int
    ) async throws -> (texts: [ReceivedText], last: CaseNumber?) {
        try await database.read { [vault] connection in
            var texts: [ReceivedText] = []
            var last: CaseNumber?
            try connection.visit(
                """
                SELECT r.case_id, r.received_at, r.kind, r.urgency, r.category, r.place, r.lead, r.stage,
                p.wrapped_key, p.phone_index, t.sealed, b.sealed, p.sealed
                FROM request r, person p, content t, content b
                WHERE p.id = r.case_id AND t.case_id = r.case_id AND t.case_version = 1 AND t.part = ?
                AND b.case_id = r.case_id AND b.case_version = 1 AND b.part = ? AND r.case_id > ?
                ORDER BY r.case_id LIMIT ?
                """,
                [
                    .integer(ContentPart.title.rawValue), .integer(ContentPart.text.rawValue),
                    .integer(after.rawValue), .integer(limit),
                ]
            ) { row in
                let number = CaseNumber(rawValue: row.integer(0))
                last = number
                guard let key = vault.unwrap(row.blob(8)), let title = key.open(row.blob(10)),
                    let text = key.open(row.blob(11)), let kind = RequestKind(rawValue: row.text(2)),
                    let urgency = Urgency(rawValue: row.text(3)),
                    let stage = ServiceRequest.Stage(rawValue: row.int(7))
                else { return true }
                let lead = row.text(6)
                let redaction = vault.details(row.blob(12), key: key)?.redaction
                texts.append(
                    ReceivedText(
                        number: number, at: Instant(milliseconds: row.integer(1)), kind: kind, urgency: urgency,
                        category: row.text(4), place: row.text(5), lead: lead.isEmpty ? nil : lead, stage: stage,
                        person: row.blob(9).map { String($0, radix: 16) }.joined(separator: "."),
                        title: redaction?.blotted(title) ?? title, text: redaction?.blotted(text) ?? text))
                return true
            }
            return (texts, last)
        }
    }

    /// The number after which the newest `count` requests come; 0 where there are no more.
    package func number(before count: Int) async throws -> CaseNumber {
        try await database.read { connection in
            let found = try connection.first(
                "SELECT case_id FROM request ORDER BY case_id DESC LIMIT 1 OFFSET ?", [.integer(count)]
            ) { $0.integer(0) }
            return CaseNumber(rawValue: found ?? 0)
        }
    }
}
