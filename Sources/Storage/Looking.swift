package import Casework
package import Civics

/// What the rules of supervision have to look at (`supervision.yml`): requests by the moment at which one of the rules may
/// come to hold. The moment is a hint beside the projection; looking in vain does no harm, and `rebuild` makes it anew.
extension Store {
    /// Requests whose moment has come, the earliest first, as they stand, each with how often its person has asked about
    /// the same matter where `countsSame` says that a rule asks for it.
    /// - Parameter now: `nil` for all open requests, whatever their moment.
    package func toLookAt(
        until now: Instant?, limit: Int, countsSame: Bool
    ) async throws -> [(request: ServiceRequest, same: Int)] {
        let (condition, values): (String, [SQLValue]) =
            if let now {
                ("look_at IS NOT NULL AND look_at <= ? ORDER BY look_at, case_id", [.integer(now.milliseconds)])
            } else {
                ("is_open = 1 ORDER BY case_id", [])
            }
        return try await database.read { connection in
            let numbers = try connection.rows(
                "SELECT case_id FROM request WHERE \(condition) LIMIT ?", values + [.integer(limit)]
            ) { CaseNumber(rawValue: $0.integer(0)) }
            return try numbers.compactMap { number in
                guard let request = ServiceRequest(folding: try Journal.entries(of: number, on: connection)) else {
                    return nil
                }
                return (request, countsSame ? try Self.same(as: request, on: connection) : 1)
            }
        }
    }

    /// Requests of the person of this telephone number in this category and town, up to this one, up to 100.
    private static func same(as request: ServiceRequest, on connection: any Connection) throws -> Int {
        let count = try connection.integer(
            """
            SELECT count(*) FROM (
              SELECT 1 FROM person p, person q, request r, request own
              WHERE p.id = ? AND p.phone_index IS NOT NULL AND q.phone_index = p.phone_index AND q.id <= p.id
                AND r.case_id = q.id AND own.case_id = p.id AND r.category = own.category AND r.town = own.town
              LIMIT 100)
            """, [.integer(request.number.rawValue)])
        return max(1, Int(count))
    }

    /// When to look at requests again; a request that has moved on since keeps the moment it was given then.
    package func lookAgain(_ looks: [(number: CaseNumber, version: Int, at: Instant?)]) async throws {
        guard !looks.isEmpty else { return }
        try await database.write { connection in
            for look in looks {
                try connection.execute(
                    "UPDATE request SET look_at = ? WHERE case_id = ? AND version = ?",
                    [
                        .optional(look.at?.milliseconds), .integer(look.number.rawValue), .integer(look.version),
                    ])
            }
        }
    }

    /// When each rule of the city came into force in this store, in the form it has now. A rule that is new, or says
    /// something else than before, comes into force at `now`; open requests are then all looked at once more.
    package func rulesInForce(at now: Instant) async throws -> [String: Instant] {
        let rules = city.supervision.rules
        return try await database.write { connection in
            let known = try Self.marks(on: connection)
            var force: [String: Instant] = [:]
            var isChanged = false
            for rule in rules {
                if let mark = known[rule.id], mark.text == rule.mark {
                    force[rule.id] = mark.since
                } else {
                    force[rule.id] = now
                    isChanged = true
                    try Settings.set(
                        Self.settingPrefix + rule.id, to: "\(now.milliseconds) \(rule.mark)", on: connection)
                }
            }
            if isChanged, !known.isEmpty {
                try connection.execute(
                    "UPDATE request SET look_at = ? WHERE is_open = 1 AND (look_at IS NULL OR look_at > ?)",
                    [.integer(now.milliseconds), .integer(now.milliseconds)])
            }
            return force
        }
    }

    /// The same, for a look that changes nothing: rules that are not in force yet are left out.
    package func rulesKnown() async throws -> [String: Instant] {
        let rules = city.supervision.rules
        return try await database.read { connection in
            let known = try Self.marks(on: connection)
            return Dictionary(
                uniqueKeysWithValues: rules.compactMap { rule in
                    known[rule.id].flatMap { $0.text == rule.mark ? (rule.id, $0.since) : nil }
                })
        }
    }

    private static let settingPrefix = "supervision rule "

    private static func marks(on connection: any Connection) throws -> [String: (since: Instant, text: String)] {
        let rows = try connection.rows(
            "SELECT name, value FROM setting WHERE name >= ? AND name < ?",
            [.text(settingPrefix), .text(settingPrefix + "~")]
        ) { ($0.text(0), $0.text(1)) }
        var marks: [String: (since: Instant, text: String)] = [:]
        for (name, value) in rows {
            let parts = value.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let moment = Int64(parts[0]) else { continue }
            marks[String(name.dropFirst(settingPrefix.count))] = (
                Instant(milliseconds: moment), String(parts[1])
            )
        }
        return marks
    }
}
