package import Casework
package import Civics

/// The rows of the projection `co_handler` that belong to a case: who helps, and by which clock.
struct CoHandlers: Hashable, Sendable {
    private let rows: [Row]
    private let isOpen: Bool

    private struct Row: Hashable, Sendable {
        let body: OrganisationID
        let stage: ServiceRequest.Stage
        let clock: Clock?
        let closeDeadline: Instant?
        let handler: String
    }

    init(_ request: ServiceRequest, in city: City) {
        isOpen = !request.stage.isEnded
        rows = request.coHandlers.map { helper in
            Row(
                body: helper.body, stage: request.stage(of: helper), clock: request.nextClock(of: helper, in: city),
                closeDeadline: request.clock(.close, of: helper, in: city).deadline, handler: helper.handler ?? "")
        }
    }

    func write(
        of number: CaseNumber, after old: CoHandlers?, on connection: some Connection
    ) throws(DatabaseError) {
        guard old != self else { return }
        for row in old?.rows ?? [] {
            try connection.execute(
                "DELETE FROM co_handler WHERE body = ? AND is_open = ? AND case_id = ?",
                [.text(row.body), .flag(old?.isOpen == true), .integer(number.rawValue)])
        }
        func instant(_ value: Instant?) -> SQLValue { .optional(value?.milliseconds) }
        for row in rows {
            try connection.execute(
                "INSERT INTO co_handler VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    .text(row.body), .integer(number.rawValue), .flag(isOpen), .integer(row.stage.rawValue),
                    .optional(row.clock.map { Int64($0.kind.rawValue) }),
                    .integer(row.clock?.deadline?.milliseconds ?? RequestRow.noDeadline),
                    instant(row.clock?.yellowAt), instant(row.clock?.redAt), instant(row.closeDeadline),
                    .text(row.handler),
                ])
        }
    }
}

/// The part of a body that helps, as it stands in its work list.
package struct HelperRow: Hashable, Sendable {
    package let body: OrganisationID
    package let stage: ServiceRequest.Stage
    package let clock: Clock.Kind?
    package let clockDeadline: Instant?
    package let yellowAt: Instant?
    package let redAt: Instant?
    package let closeDeadline: Instant?
    package let handler: String?

    static let columns =
        "h.body, h.stage, h.clock, h.clock_deadline, h.clock_yellow, h.clock_red, h.close_deadline, h.handler, h.case_id"

    /// Columns must be those of `columns`, from the first.
    init(_ row: any Row) throws(StorageError) {
        func instant(_ column: Int) -> Instant? { row.optionalInteger(column).map { Instant(milliseconds: $0) } }
        guard let stage = ServiceRequest.Stage(rawValue: row.int(1)) else {
            throw .unreadableRow(CaseNumber(rawValue: row.integer(8)))
        }
        body = row.text(0)
        self.stage = stage
        clock = row.optionalInteger(2).flatMap { Clock.Kind(rawValue: Int($0)) }
        clockDeadline = row.integer(3) == RequestRow.noDeadline ? nil : instant(3)
        yellowAt = instant(4)
        redAt = instant(5)
        closeDeadline = instant(6)
        let handler = row.text(7)
        self.handler = handler.isEmpty ? nil : handler
    }
}
