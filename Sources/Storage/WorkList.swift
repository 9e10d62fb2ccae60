package import Casework
package import Civics

/// Open requests that wait for somebody, in the order of the clocks that these have to watch: for a body that helps its
/// own, not the lead's.
package struct WorkFilter: Hashable, Sendable {
    /// Whose work it is.
    package enum Scope: Hashable, Sendable {
        /// What a body leads or helps with, where its own part stands in one of these stages.
        case body(OrganisationID, stages: [ServiceRequest.Stage])
        /// What a body has given to this account.
        case handler(String, of: OrganisationID)
        /// Replies of a body that wait for approval.
        case approval(of: OrganisationID)
        /// Returned by the lead, or with co-handlers that ask to be let go.
        case adjudication
    }

    package var scope: Scope
    /// Clocks that end before this moment, and from this one on; a clock without an end does neither.
    package var clockBefore: Instant?
    package var clockFrom: Instant?
    package var number: CaseNumber?
    /// Words in title or text.
    package var words: String?

    package init(_ scope: Scope) { self.scope = scope }

    /// Where a body's part stands as long as it has something to do, or waits for the dispatcher.
    package static let openStages: [ServiceRequest.Stage] = ServiceRequest.Stage.allCases.filter { !$0.isEnded }
}

extension Store {
    /// One page of a work list. It is put together from parts that an index each holds in the order of their clocks, so
    /// that a page costs the same however long the list is.
    package func workPage(
        _ filter: WorkFilter, after: RequestCursor? = nil, limit: Int
    ) async throws -> RequestPage {
        guard let query = WorkSQL(filter, after: after) else { return RequestPage(items: [], next: nil) }
        let (sql, values) = query.page(limit: limit + 1)
        return try await database.read { [self] connection in
            var keys = try connection.rows(sql, values) {
                (number: CaseNumber(rawValue: $0.integer(0)), deadline: $0.integer(1), helps: $0.flag(2))
            }
            var next: RequestCursor?
            if keys.count > limit {
                keys.removeLast()
                next = keys.last.map { RequestCursor(deadline: $0.deadline, number: $0.number) }
            }
            let items = try keys.compactMap { key -> RequestPage.Item? in
                guard let row = try row(key.number, on: connection) else { return nil }
                var item = RequestPage.Item(row: row, title: try title(of: row, on: connection))
                if key.helps, case .body(let body, _) = filter.scope {
                    item.help = try help(of: body, with: key.number, on: connection)
                } else if key.helps, case .handler(_, let body) = filter.scope {
                    item.help = try help(of: body, with: key.number, on: connection)
                }
                return item
            }
            return RequestPage(items: items, next: next)
        }
    }

    /// How many a work list has, counted up to `ceiling`.
    package func workCount(_ filter: WorkFilter, ceiling: Int = 100_000) async throws -> BoundedCount {
        guard let query = WorkSQL(filter, after: nil) else { return BoundedCount(value: 0, isMore: false) }
        let (sql, values) = query.count(ceiling: ceiling)
        let found = Int(try await database.read { try $0.integer(sql, values) })
        return BoundedCount(value: min(found, ceiling), isMore: found > ceiling)
    }

    private func row(_ number: CaseNumber, on connection: any Connection) throws -> RequestRow? {
        try connection.first(
            "SELECT \(RequestRow.columns) FROM request r WHERE r.case_id = ?", [.integer(number.rawValue)]
        ) { row in Result { try RequestRow(row) } }?.get()
    }

    private func help(
        of body: OrganisationID, with number: CaseNumber, on connection: any Connection
    ) throws -> HelperRow? {
        try connection.first(
            "SELECT \(HelperRow.columns) FROM co_handler h WHERE h.body = ? AND h.is_open = 1 AND h.case_id = ?",
            [.text(body), .integer(number.rawValue)]
        ) { row in Result { try HelperRow(row) } }?.get()
    }
}

/// The SQL of a work list: a statement of several parts, each in order by an index of its own.
private struct WorkSQL {
    private var parts: [String] = []
    private var values: [SQLValue] = []
    private var match: String?

    /// `nil` when nothing can be found: words without a term.
    init?(_ filter: WorkFilter, after: RequestCursor?) {
        if let words = filter.words {
            guard let match = Bigrams.query(words) else { return nil }
            self.match = match
        }
        switch filter.scope {
        case .body(let body, let stages):
            for stage in stages.map(\.rawValue) {
                add("request", "r.lead = ? AND r.stage = \(stage)", [.text(body)], filter, after)
                add("co_handler", "r.body = ? AND r.stage = \(stage)", [.text(body)], filter, after)
            }
        case .handler(let handler, let body):
            // What the partial indices cover is said outright, so that they serve.
            let values: [SQLValue] = [.text(handler), .text(body)]
            add("request", "r.handler = ? AND r.handler <> '' AND r.lead = ?", values, filter, after)
            let owing = "+r.body = ? AND +r.stage < \(ServiceRequest.Stage.closed.rawValue)"
            add("co_handler", "r.handler = ? AND r.handler <> '' AND \(owing)", values, filter, after)
        case .approval(let body):
            add("request", "r.lead = ? AND r.drafted_at IS NOT NULL", [.text(body)], filter, after)
        case .adjudication:
            let returned = ServiceRequest.Stage.awaitingAdjudication.rawValue
            add("request", "r.stage = \(returned)", [], filter, after)
            add("request", "r.helpers_asking > 0 AND +r.stage <> \(returned)", [], filter, after)
        }
    }

    private mutating func add(
        _ table: String, _ condition: String, _ bound: [SQLValue], _ filter: WorkFilter, _ after: RequestCursor?
    ) {
        var conditions = ["r.is_open = 1", condition]
        values += bound
        func require(_ condition: String, _ bound: [SQLValue]) {
            conditions.append(condition)
            values += bound
        }
        if let before = filter.clockBefore { require("r.clock_deadline < ?", [.integer(before.milliseconds)]) }
        if let from = filter.clockFrom {
            require("r.clock_deadline BETWEEN ? AND \(RequestRow.noDeadline - 1)", [.integer(from.milliseconds)])
        }
        if let number = filter.number { require("r.case_id = ?", [.integer(number.rawValue)]) }
        if let after {
            require(
                "(r.clock_deadline, r.case_id) > (?, ?)",
                [.integer(after.deadline), .integer(after.number.rawValue)])
        }
        let helps = table == "co_handler" ? 1 : 0
        parts.append(
            """
            SELECT r.case_id AS number, r.clock_deadline AS deadline, \(helps) AS helps FROM \(table) r \
            WHERE \(conditions.joined(separator: " AND "))
            """)
    }

    /// The parts as one, in no order.
    private var whole: (sql: String, values: [SQLValue]) {
        let all = parts.joined(separator: " UNION ALL ")
        guard let match else { return (all, values) }
        // The words are looked up once, not once for each part or request.
        return (
            """
            WITH w AS MATERIALIZED (\(all)) \
            SELECT w.number AS number, w.deadline AS deadline, w.helps AS helps FROM search s CROSS JOIN w \
            WHERE s.rowid = w.number AND s.search MATCH ?
            """, values + [.text(match)]
        )
    }

    func page(limit: Int) -> (sql: String, values: [SQLValue]) {
        let (sql, values) = whole
        return ("\(sql) ORDER BY deadline, number LIMIT ?", values + [.integer(limit)])
    }

    /// What counts what is found, up to one more than `ceiling`.
    func count(ceiling: Int) -> (sql: String, values: [SQLValue]) {
        let (sql, values) = whole
        return ("SELECT count(*) FROM (\(sql) LIMIT ?)", values + [.integer(ceiling + 1)])
    }
}
