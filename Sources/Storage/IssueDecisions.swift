package import Civics

/// What somebody decided about an issue (热点问题). Issues themselves are found anew from the requests' words; decisions
/// are kept, and hold whatever is found. An issue is named by one of its requests.
package struct IssueDecision: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// `text`: another title.
        case title
        /// `text`: the body that answers for the whole; empty for none.
        case owner
        /// `other`: a request whose issue is the same matter.
        case join
        /// `other`: a request that belongs to another matter.
        case part
        /// `text`: what is done about it.
        case act
    }

    package let issue: CaseNumber
    package let kind: Kind
    package let other: CaseNumber?
    package let text: String
    package let at: Instant
    package let account: String

    package init(
        issue: CaseNumber, kind: Kind, other: CaseNumber? = nil, text: String = "", at: Instant, account: String
    ) {
        self.issue = issue
        self.kind = kind
        self.other = other
        self.text = text
        self.at = at
        self.account = account
    }
}

extension Store {
    package func decide(_ decisions: [IssueDecision]) async throws {
        _ = try await database.write { connection in
            for decision in decisions {
                try connection.execute(
                    "INSERT INTO issue_decision (case_id, kind, other, text, at, account) VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .integer(decision.issue.rawValue), .text(decision.kind.rawValue),
                        .optional(decision.other?.rawValue), .text(decision.text),
                        .integer(decision.at.milliseconds), .text(decision.account),
                    ])
            }
        }
    }

    /// All decisions, the oldest first.
    package func issueDecisions() async throws -> [IssueDecision] {
        try await database.read { connection in
            try connection.rows("SELECT case_id, kind, other, text, at, account FROM issue_decision ORDER BY id") {
                row in
                IssueDecision.Kind(rawValue: row.text(1)).map { kind in
                    IssueDecision(
                        issue: CaseNumber(rawValue: row.integer(0)), kind: kind,
                        other: row.optionalInteger(2).map { CaseNumber(rawValue: $0) }, text: row.text(3),
                        at: Instant(milliseconds: row.integer(4)), account: row.text(5))
                }
            }.compactMap(\.self)
        }
    }
}
