package import Casework
package import Civics

/// Which requests a list shows. Everything given must hold.
package struct RequestFilter: Hashable, Sendable {
    /// The one request of this number.
    package var number: CaseNumber?
    package var stages: [ServiceRequest.Stage] = []
    /// Requests that are open, whatever their stage.
    package var isOpen = false
    /// Lead bodies; empty for all.
    package var leads: [OrganisationID] = []
    /// Open requests that this body leads or helps with; for lists that are short without it.
    package var party: OrganisationID?
    package var handler: String?
    package var urgencies: [Urgency] = []
    package var line: ServiceLine?
    package var channel: Channel?
    package var kind: RequestKind?
    /// Empty for requests without a place that fine.
    package var district: RegionID?
    package var town: RegionID?
    /// A category code or the beginning of one.
    package var category: String?
    /// Open requests whose answer is late at this moment.
    package var overdueAt: Instant?
    /// Running clocks that end before this moment.
    package var clockBefore: Instant?
    package var clockFrom: Instant?
    package var receivedOn: ClosedRange<CityDay>?
    package var minimumUrges: Int?
    package var isSupervised = false
    /// Where the last order of supervision stands.
    package var supervisionState: ServiceRequest.SupervisionState?
    /// Orders whose answer is late at this moment.
    package var orderOverdueAt: Instant?
    /// A rectification did not content the person either.
    package var isStillDissatisfied = false
    package var isDissatisfied = false
    /// Closed requests whose person is still to be called: not those whose calls were given up, nor who has left no
    /// telephone or is forgotten.
    package var awaitsCall = false
    /// Refusals that the person did not accept.
    package var isContested = false
    /// More time was asked for, and nobody has decided.
    package var awaitsExtension = false
    /// Requests that a figure counts.
    package var measure: Measure?
    package var measureDays: ClosedRange<CityDay>?
    /// Of these, the ones that the figure counts and none of these others counts on the same day: what was due and not
    /// closed in time. Where both count more than once, it must be more often.
    package var butNot: [Measure] = []
    /// Only these kinds of request; `nil` for all, none for none.
    package var kinds: [RequestKind]?
    /// Kinds of request that are left out.
    package var withoutKinds: [RequestKind] = []
    /// Requests that were merged into this one.
    package var mergedInto: CaseNumber?
    /// Words in title or text.
    package var words: String?
    /// Requests of one caller.
    package var phone: String?

    package init() {}
}

package enum RequestOrder: Sendable {
    /// The clock that ends first comes first; requests without a deadline come last.
    case deadline
    /// The order of supervision whose answer is due first comes first.
    case supervision
    /// The newest number first.
    case newest
}

/// Where the next page begins.
package struct RequestCursor: Hashable, Sendable {
    package let deadline: Int64
    package let number: CaseNumber

    package init(deadline: Int64, number: CaseNumber) {
        self.deadline = deadline
        self.number = number
    }
}

/// One page of a list, with titles.
package struct RequestPage: Sendable {
    package struct Item: Sendable {
        package let row: RequestRow
        /// `nil` once the person is forgotten.
        package let title: String?
        /// In the work list of a body that helps: its own part.
        package var help: HelperRow?
    }

    package let items: [Item]
    package let next: RequestCursor?
}

/// A count that is exact up to a ceiling.
package struct BoundedCount: Hashable, Sendable {
    package let value: Int
    /// There are more than `value`.
    package let isMore: Bool
}

extension Store {
    package func page(
        _ filter: RequestFilter, order: RequestOrder, after: RequestCursor? = nil, limit: Int
    ) async throws -> RequestPage {
        let phone = filter.phone.flatMap { vault.phoneIndex($0) }
        guard var query = FilterSQL(filter, phone: phone, zone: city.zone) else {
            return RequestPage(items: [], next: nil)
        }
        switch order {
        case .deadline:
            if let after {
                query.require(
                    "(r.clock_deadline, r.case_id) > (?, ?)",
                    [.integer(after.deadline), .integer(after.number.rawValue)])
            }
        case .supervision:
            if let after {
                query.require(
                    "(r.supervision_deadline, r.case_id) > (?, ?)",
                    [.integer(after.deadline), .integer(after.number.rawValue)])
            }
        case .newest:
            if let after { query.require("\(query.key) < ?", [.integer(after.number.rawValue)]) }
        }
        let tail =
            switch order {
            case .deadline: "ORDER BY r.clock_deadline, r.case_id LIMIT ?"
            case .supervision: "ORDER BY r.supervision_deadline, r.case_id LIMIT ?"
            case .newest: "ORDER BY \(query.key) DESC LIMIT ?"
            }
        let sql = "SELECT \(RequestRow.columns) FROM \(query.source) WHERE \(query.condition) \(tail)"
        let values = query.values + [.integer(limit + 1)]
        return try await database.read { [self] connection in
            var rows = try connection.rows(sql, values) { row in Result { try RequestRow(row) } }.map { try $0.get() }
            var next: RequestCursor?
            if rows.count > limit {
                rows.removeLast()
                next = rows.last.map {
                    let deadline = order == .supervision ? $0.supervisionDeadline : $0.clockDeadline
                    return RequestCursor(
                        deadline: deadline?.milliseconds ?? RequestRow.noDeadline, number: $0.number)
                }
            }
            let items = try rows.map { RequestPage.Item(row: $0, title: try title(of: $0, on: connection)) }
            return RequestPage(items: items, next: next)
        }
    }

    /// How many requests a filter finds, counted up to `ceiling`.
    package func count(_ filter: RequestFilter, ceiling: Int = 100_000) async throws -> BoundedCount {
        let phone = filter.phone.flatMap { vault.phoneIndex($0) }
        guard let query = FilterSQL(filter, phone: phone, zone: city.zone) else {
            return BoundedCount(value: 0, isMore: false)
        }
        let (sql, values) = query.count(ceiling: ceiling)
        let found = Int(try await database.read { try $0.integer(sql, values) })
        return BoundedCount(value: min(found, ceiling), isMore: found > ceiling)
    }

    /// Rows by number, in the order asked for; numbers that do not exist are left out.
    package func rows(_ numbers: [CaseNumber]) async throws -> [RequestPage.Item] {
        try await database.read { [self] connection in
            try numbers.compactMap { number in
                let row = try connection.first(
                    "SELECT \(RequestRow.columns) FROM request r WHERE r.case_id = ?", [.integer(number.rawValue)]
                ) { row in Result { try RequestRow(row) } }
                return try row.map {
                    let row = try $0.get()
                    return RequestPage.Item(row: row, title: try title(of: row, on: connection))
                }
            }
        }
    }

    /// Requests that have ended and into which others are still merged.
    package func endedWithMerged() async throws -> [CaseNumber] {
        try await database.read {
            try $0.rows(
                """
                SELECT DISTINCT m.merged_into FROM request m JOIN request r ON r.case_id = m.merged_into
                WHERE m.merged_into IS NOT NULL AND m.stage = ? AND r.is_open = 0 AND r.stage <> ?
                """,
                [
                    .integer(ServiceRequest.Stage.merged.rawValue), .integer(ServiceRequest.Stage.merged.rawValue),
                ]
            ) { CaseNumber(rawValue: $0.integer(0)) }
        }
    }

    /// The title of a request in a list. Of a protected one whatever would name the person is blotted out, for all
    /// readers alike: a list is no place to look at who asked.
    func title(of row: RequestRow, on connection: any Connection) throws -> String? {
        guard let key = try personKey(of: row.person, on: connection) else { return nil }
        let title = try connection.first(
            "SELECT sealed FROM content WHERE case_id = ? AND case_version = 1 AND part = 1",
            [.integer(row.number.rawValue)]
        ) { $0.blob(0) }
        .flatMap { key.open($0) }
        guard row.isProtected, let title else { return title }
        return try details(of: row.number, key, on: connection)?.redaction.blotted(title) ?? title
    }
}

/// The SQL of a filter.
struct FilterSQL {
    private(set) var source = "request r"
    private(set) var key = "r.case_id"
    private var conditions: [String] = []
    private(set) var values: [SQLValue] = []
    /// Counts what the first condition finds without looking at the requests, where a table of its own knows.
    private var shortCount: String?

    var condition: String { conditions.isEmpty ? "1 = 1" : conditions.joined(separator: " AND ") }

    /// `nil` when nothing can be found: words without a term, a phone without digits.
    init?(_ filter: RequestFilter, phone: [UInt8]?, zone: CityZone) {
        if let measure = filter.measure, let days = filter.measureDays {
            counted(by: measure, butNot: filter.butNot, on: days)
        }
        if let words = filter.words {
            guard let match = Bigrams.query(words) else { return nil }
            source += ", search s"
            key = "s.rowid"
            if conditions.isEmpty {
                shortCount = "SELECT count(*) FROM (SELECT 1 FROM search s WHERE s.search MATCH ? LIMIT ?)"
            }
            require("s.rowid = r.case_id AND s.search MATCH ?", [.text(match)])
        }
        if filter.phone != nil {
            guard let phone else { return nil }
            source += ", person p"
            if filter.words == nil { key = "p.id" }
            // Each request has a person of its own, of the same number.
            require("p.id = r.case_id AND p.phone_index = ?", [.blob(phone)])
        }
        whereItStands(filter)
        whatItIs(filter)
        whoHasIt(filter)
        if let range = filter.receivedOn {
            require(
                "r.received_at >= ? AND r.received_at < ?",
                [
                    .integer(zone.startOfDay(range.lowerBound).milliseconds),
                    .integer(zone.startOfDay(range.upperBound.advanced(by: 1)).milliseconds),
                ])
        }
    }

    mutating func require(_ condition: String, _ values: [SQLValue] = []) {
        conditions.append(condition)
        self.values += values
    }

    /// What counts the requests that are found, up to one more than `ceiling`.
    func count(ceiling: Int) -> (sql: String, values: [SQLValue]) {
        if conditions.count == 1, let shortCount { return (shortCount, values + [.integer(ceiling + 1)]) }
        return (
            "SELECT count(*) FROM (SELECT 1 FROM \(source) WHERE \(condition) LIMIT ?)",
            values + [.integer(ceiling + 1)]
        )
    }

    /// Requests that a figure counts; once each, however often it counts them.
    private mutating func counted(by measure: Measure, butNot others: [Measure], on days: ClosedRange<CityDay>) {
        let range: [SQLValue] = [
            .integer(measure.rawValue), .integer(days.lowerBound.number), .integer(days.upperBound.number),
        ]
        if !others.isEmpty {
            let list = others.map { String($0.rawValue) }.joined(separator: ", ")
            require(
                """
                r.case_id IN (SELECT f.case_id FROM fact f WHERE f.measure = ? AND f.day BETWEEN ? AND ? AND f.amount > \
                (SELECT coalesce(sum(o.amount), 0) FROM fact o \
                WHERE o.measure IN (\(list)) AND o.day = f.day AND o.case_id = f.case_id))
                """, range)
            return
        }
        let first = CaseNumber(day: days.lowerBound, serial: 1)
        let last = CaseNumber(day: days.upperBound, serial: 999_999)
        if measure == .received, let first, let last {
            // Numbers begin with the day of receipt.
            require("r.case_id BETWEEN ? AND ?", [.integer(first.rawValue), .integer(last.rawValue)])
            return
        }
        shortCount = """
            SELECT count(*) FROM (SELECT DISTINCT f.case_id FROM fact f \
            WHERE f.measure = ? AND f.day BETWEEN ? AND ? LIMIT ?)
            """
        require("r.case_id IN (SELECT f.case_id FROM fact f WHERE f.measure = ? AND f.day BETWEEN ? AND ?)", range)
    }

    private mutating func require(_ column: String, in list: [String]) {
        guard !list.isEmpty else { return }
        let places = list.map { _ in "?" }.joined(separator: ", ")
        require("\(column) IN (\(places))", list.map { .text($0) })
    }

    private mutating func whereItStands(_ filter: RequestFilter) {
        // Open stages are named with `is_open = 1` as well, so that the index of open requests serves.
        if filter.isOpenOnly { require("r.is_open = 1") }
        if !filter.stages.isEmpty {
            let stages = filter.stages.map { String($0.rawValue) }.joined(separator: ", ")
            require(filter.stages.count == 1 ? "r.stage = \(stages)" : "r.stage IN (\(stages))")
        }
        if let now = filter.overdueAt { require("r.close_deadline < ?", [.integer(now.milliseconds)]) }
        if let before = filter.clockBefore { require("r.clock_deadline < ?", [.integer(before.milliseconds)]) }
        if let from = filter.clockFrom {
            require("r.clock_deadline BETWEEN ? AND \(RequestRow.noDeadline - 1)", [.integer(from.milliseconds)])
        }
        let hasClock = filter.clockBefore != nil || filter.clockFrom != nil
        if hasClock, filter.isOpenOnly, filter.stages.isEmpty, filter.leads.isEmpty {
            // Stage by stage, deadlines stand in order.
            let open = ServiceRequest.Stage.allCases.filter { !$0.isEnded }
            require("r.stage IN (\(open.map { String($0.rawValue) }.joined(separator: ", ")))")
        }
        // A number in the text, not a value: an index of its own holds those urged twice.
        if let urges = filter.minimumUrges { require("r.urges >= \(urges)") }
        if filter.isSupervised { require("r.supervision > 0") }
        // As the partial index says it.
        if filter.awaitsCall {
            require(
                """
                r.stage = 6 AND r.clock IS NOT NULL \
                AND EXISTS (SELECT 1 FROM person c WHERE c.id = r.case_id AND c.phone_index IS NOT NULL)
                """)
        }
        if filter.isContested { require("r.contested = 1") }
        if filter.awaitsExtension { require("r.extension_asked = 1") }
        // A number in the text as well: those with an order have an index of their own.
        if let state = filter.supervisionState { require("r.supervision_state = \(state.rawValue)") }
        if let now = filter.orderOverdueAt { require("r.supervision_deadline < ?", [.integer(now.milliseconds)]) }
        if filter.isStillDissatisfied { require("r.still_dissatisfied = 1") }
        if filter.isDissatisfied { require("r.satisfaction IN ('dissatisfied', 'very-dissatisfied')") }
    }

    private mutating func whatItIs(_ filter: RequestFilter) {
        if let number = filter.number { require("r.case_id = ?", [.integer(number.rawValue)]) }
        if let into = filter.mergedInto { require("r.merged_into = ?", [.integer(into.rawValue)]) }
        require("r.urgency", in: filter.urgencies.map(\.rawValue))
        if let line = filter.line { require("r.line = ?", [.text(line.rawValue)]) }
        if let channel = filter.channel { require("r.channel = ?", [.text(channel.rawValue)]) }
        if let kind = filter.kind { require("r.kind = ?", [.text(kind.rawValue)]) }
        if let kinds = filter.kinds {
            let places = kinds.map { _ in "?" }.joined(separator: ", ")
            require("r.kind IN (\(places))", kinds.map { .text($0.rawValue) })
        }
        if !filter.withoutKinds.isEmpty {
            let places = filter.withoutKinds.map { _ in "?" }.joined(separator: ", ")
            require("r.kind NOT IN (\(places))", filter.withoutKinds.map { .text($0.rawValue) })
        }
        if let district = filter.district { require("r.district = ?", [.text(district)]) }
        if let town = filter.town { require("r.town = ?", [.text(town)]) }
        if let category = filter.category {
            require("r.category >= ? AND r.category < ?", [.text(category), .text(category + "~")])
        }
    }

    private mutating func whoHasIt(_ filter: RequestFilter) {
        if let party = filter.party {
            require(
                """
                (r.lead = ? OR EXISTS (SELECT 1 FROM co_handler h \
                WHERE h.body = ? AND h.is_open = 1 AND h.case_id = r.case_id))
                """, [.text(party), .text(party)])
        }
        if let handler = filter.handler { require("r.handler = ?", [.text(handler)]) }
        // What the partial indices cover is said outright, so that one of them serves.
        let isPlain = filter.measure == nil && filter.words == nil && filter.phone == nil
        // So few have an order, wait for more time, or were dissatisfied twice, that the index of these serves whoever leads.
        let isOfFew = filter.supervisionState != nil || filter.isStillDissatisfied || filter.awaitsExtension
        if !filter.leads.isEmpty, !filter.isOpenOnly, isPlain, !isOfFew { require("r.lead <> ''") }
        require(isOfFew ? "+r.lead" : "r.lead", in: filter.leads)
    }
}

extension RequestFilter {
    /// Nothing but open requests can be meant.
    fileprivate var isOpenOnly: Bool {
        isOpen || overdueAt != nil || (!stages.isEmpty && stages.allSatisfy { !$0.isEnded })
    }
}
