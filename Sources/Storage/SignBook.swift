package import Casework
package import Civics
import Crypto

/// What was seen on one day that may be a sign (苗头).
package struct SignNotes: Sendable {
    /// A request that speaks for the sign, and the other one that belongs to it where there is one.
    package struct Case: Hashable, Sendable {
        package let sign: Sign
        package let day: CityDay
        /// A body, or body and account with a tab between.
        package let subject: String
        package let number: CaseNumber
        package let other: CaseNumber?

        package init(_ sign: Sign, _ day: CityDay, _ subject: String, _ number: CaseNumber, other: CaseNumber? = nil) {
            self.sign = sign
            self.day = day
            self.subject = subject
            self.number = number
            self.other = other
        }
    }

    /// Of so many, so many.
    package struct Count: Hashable, Sendable {
        package var base = 0
        package var hits = 0

        package init(base: Int = 0, hits: Int = 0) {
            self.base = base
            self.hits = hits
        }
    }

    package struct Place: Hashable, Sendable {
        package let sign: Sign
        package let day: CityDay
        package let subject: String
    }

    package private(set) var cases: [Case] = []
    package private(set) var counts: [Place: Count] = [:]

    package init() {}

    package mutating func note(_ one: Case) { cases.append(one) }

    package mutating func count(
        _ sign: Sign, _ day: CityDay, _ subject: String, base: Int = 0, hits: Int = 0
    ) {
        let place = Place(sign: sign, day: day, subject: subject)
        counts[place, default: Count()].base += base
        counts[place]?.hits += hits
    }
}

/// A case with all that happened to it.
package struct CaseHistory: Sendable {
    package let request: ServiceRequest
    package let entries: [JournalEntry]
}

extension Store {
    // MARK: Looking

    /// The cases that a figure of a day counts, with their journals; one after another, so that few are held at a time.
    package func visitHistories(
        _ measure: Measure, on day: CityDay, _ visit: @escaping @Sendable (CaseHistory) -> Void
    ) async throws {
        try await database.read { connection in
            let numbers = try connection.rows(
                "SELECT case_id FROM fact WHERE measure = ? AND day = ?",
                [.integer(measure.rawValue), .integer(day.number)]
            ) { CaseNumber(rawValue: $0.integer(0)) }
            for number in numbers {
                let entries = try Journal.entries(of: number, on: connection)
                if let request = ServiceRequest(folding: entries) {
                    visit(CaseHistory(request: request, entries: entries))
                }
            }
        }
    }

    /// Requests received on a day whose caller had asked about the same category in the same town before, and had been
    /// answered within so many days. Protected people are left out.
    /// - Parameter digits: of the category, that must agree.
    package func askedAgain(
        on day: CityDay, withinDays: Int, digits: Int
    ) async throws -> [(earlier: CaseNumber, body: OrganisationID, again: CaseNumber)] {
        guard let first = CaseNumber(day: day, serial: 1), let last = CaseNumber(day: day, serial: 999_999) else {
            return []
        }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT e.case_id, e.lead, n.case_id FROM person pn
                CROSS JOIN person pe ON pe.phone_index = pn.phone_index AND pe.id < pn.id
                CROSS JOIN request n ON n.case_id = pn.id
                CROSS JOIN request e ON e.case_id = pe.id
                WHERE pn.id BETWEEN ? AND ? AND pn.phone_index IS NOT NULL AND pe.phone_index IS NOT NULL
                AND n.protected = 0 AND e.protected = 0 AND n.stage <> ? AND e.lead <> ''
                AND n.town = e.town AND e.town <> '' AND substr(n.category, 1, ?) = substr(e.category, 1, ?)
                AND e.closed_at < n.received_at AND e.closed_at >= n.received_at - ?
                """,
                [
                    .integer(first.rawValue), .integer(last.rawValue),
                    .integer(ServiceRequest.Stage.merged.rawValue), .integer(digits), .integer(digits),
                    .integer(TimeSpan.days(withinDays).milliseconds),
                ]
            ) { (CaseNumber(rawValue: $0.integer(0)), $0.text(1), CaseNumber(rawValue: $0.integer(2))) }
        }
    }

    /// The closings of a day with their bodies, and whether the person was reached since.
    package func reached(
        ofClosings day: CityDay
    ) async throws -> [(number: CaseNumber, body: OrganisationID, isReached: Bool)] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT r.case_id, r.lead, r.solved IS NOT NULL OR r.satisfaction <> '' OR r.redos > 0
                FROM fact f JOIN request r ON r.case_id = f.case_id WHERE f.measure = ? AND f.day = ? AND r.lead <> ''
                """, [.integer(Measure.closed.rawValue), .integer(day.number)]
            ) { (CaseNumber(rawValue: $0.integer(0)), $0.text(1), $0.flag(2)) }
        }
    }

    // MARK: Keeping

    /// The days of a range that were looked through by these rules.
    package func daysLooked(_ days: ClosedRange<CityDay>, rules: SignRules) async throws -> Set<CityDay> {
        let mark = Self.mark(of: rules)
        return try await database.read { connection in
            Set(
                try connection.rows(
                    "SELECT day FROM sign_day WHERE day BETWEEN ? AND ? AND rules = ?",
                    [.integer(days.lowerBound.number), .integer(days.upperBound.number), .text(mark)]
                ) { CityDay(number: $0.int(0)) })
        }
    }

    /// Keeps what was seen on a day, instead of what had been seen before.
    /// - Parameter closings: the day whose closings were looked at for people who were not reached.
    package func keep(_ notes: SignNotes, of day: CityDay, closings: CityDay, rules: SignRules) async throws {
        let mark = Self.mark(of: rules)
        _ = try await database.write { connection in
            for sign in Sign.allCases {
                let looked = sign == .unreached ? closings : day
                for table in ["sign_case", "sign_count"] {
                    try connection.execute(
                        "DELETE FROM \(table) WHERE sign = ? AND day = ?",
                        [.integer(sign.rawValue), .integer(looked.number)])
                }
            }
            for one in notes.cases {
                try connection.execute(
                    """
                    INSERT INTO sign_case VALUES (?, ?, ?, ?, ?) ON CONFLICT (sign, day, subject, case_id) DO NOTHING
                    """,
                    [
                        .integer(one.sign.rawValue), .integer(one.day.number), .text(one.subject),
                        .integer(one.number.rawValue), .optional(one.other?.rawValue),
                    ])
            }
            for (place, count) in notes.counts {
                try connection.execute(
                    "INSERT INTO sign_count VALUES (?, ?, ?, ?, ?)",
                    [
                        .integer(place.sign.rawValue), .integer(place.day.number), .text(place.subject),
                        .integer(count.base), .integer(count.hits),
                    ])
            }
            try connection.execute(
                "INSERT INTO sign_day VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET rules = excluded.rules",
                [.integer(day.number), .text(mark)])
        }
    }

    /// What was counted in a range of days, by sign and subject.
    package func signCounts(
        _ days: ClosedRange<CityDay>
    ) async throws -> [Sign: [String: SignNotes.Count]] {
        try await database.read { connection in
            var counts: [Sign: [String: SignNotes.Count]] = [:]
            for sign in Sign.allCases {
                try connection.visit(
                    """
                    SELECT subject, sum(base), sum(hits) FROM sign_count WHERE sign = ? AND day BETWEEN ? AND ?
                    GROUP BY subject
                    """,
                    [.integer(sign.rawValue), .integer(days.lowerBound.number), .integer(days.upperBound.number)]
                ) { row in
                    counts[sign, default: [:]][row.text(0)] = SignNotes.Count(base: row.int(1), hits: row.int(2))
                    return true
                }
            }
            return counts
        }
    }

    /// The requests that speak for a sign of one subject, the latest first.
    package func signCases(
        _ sign: Sign, of subject: String, _ days: ClosedRange<CityDay>, limit: Int
    ) async throws -> [SignNotes.Case] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT day, case_id, other FROM sign_case
                WHERE sign = ? AND day BETWEEN ? AND ? AND subject = ? ORDER BY day DESC, case_id DESC LIMIT ?
                """,
                [
                    .integer(sign.rawValue), .integer(days.lowerBound.number), .integer(days.upperBound.number),
                    .text(subject), .integer(limit),
                ]
            ) {
                SignNotes.Case(
                    sign, CityDay(number: $0.int(0)), subject, CaseNumber(rawValue: $0.integer(1)),
                    other: $0.optionalInteger(2).map { CaseNumber(rawValue: $0) })
            }
        }
    }

    /// Parts a request from others of the same caller that stand beside it as a sign: who was forgotten is nobody's
    /// caller any more. What was counted stays.
    static func unlink(_ number: CaseNumber, on connection: any Connection) throws {
        try connection.execute(
            "UPDATE sign_case SET other = NULL WHERE sign = ? AND (case_id = ? OR other = ?)",
            [.integer(Sign.askedAgain.rawValue), .integer(number.rawValue), .integer(number.rawValue)])
    }

    /// A short mark of the rules: what was seen by others is looked at anew.
    private static func mark(of rules: SignRules) -> String {
        SHA256.hash(data: Array(String(describing: rules).utf8)).prefix(8)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
