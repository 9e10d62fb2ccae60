package import Casework
package import Civics

/// A request as it stands in work lists: a row of the projection `request`.
package struct RequestRow: Hashable, Sendable {
    package let number: CaseNumber
    package let version: Int
    package let stage: ServiceRequest.Stage
    package let channel: Channel
    package let line: ServiceLine
    package let kind: RequestKind
    package let urgency: Urgency
    package let category: CategoryCode
    package let place: RegionID
    package let isProtected: Bool
    package let person: Int64
    package let lead: OrganisationID?
    package let handler: String?
    package let receivedAt: Instant
    package let closedAt: Instant?
    package let closeDeadline: Instant?
    package let clock: Clock.Kind?
    package let clockDeadline: Instant?
    package let yellowAt: Instant?
    package let redAt: Instant?
    package let returns: Int
    package let urges: Int
    package let supervision: Int
    package let redos: Int
    package let solved: Bool?
    package let satisfaction: Satisfaction?
    /// The person did not accept that it was refused.
    package let isContested: Bool
    /// Of the last order of this round.
    package let supervisionState: ServiceRequest.SupervisionState?
    /// By when it is, or was, to be answered; `nil` for orders without a limit.
    package let supervisionDeadline: Instant?
    /// How often it went from one body to another.
    package let transfers: Int
    /// Since when a reply waits for approval.
    package let draftedAt: Instant?
    /// Since when it is back with its author.
    package let sentBackAt: Instant?
    /// Co-handlers that have asked to be let go.
    package let helpersAsking: Int

    /// The state of the clock to watch; `nil` when none runs.
    package func clockState(at now: Instant) -> Clock.State? {
        guard clock != nil else { return nil }
        if stage == .paused { return .paused }
        guard let clockDeadline else { return .unknown }
        return Clock.state(at: now, deadline: clockDeadline, yellowAt: yellowAt, redAt: redAt)
    }

    /// Stands in `clock_deadline` where no deadline is known, so that these come last and lists need no sorting.
    static let noDeadline = Int64.max

    static let columns = """
        r.case_id, r.version, r.stage, r.channel, r.line, r.kind, r.urgency, r.category, r.place, r.protected, \
        r.person, r.lead, r.handler, r.received_at, r.closed_at, r.close_deadline, r.clock, r.clock_deadline, \
        r.clock_yellow, r.clock_red, r.returns, r.urges, r.supervision, r.redos, r.solved, r.satisfaction, \
        r.supervision_state, r.supervision_deadline, r.contested, r.transfers, r.drafted_at, r.sent_back_at, \
        r.helpers_asking
        """

    /// Columns must be those of `columns`, from the first.
    /// - Throws: `StorageError.unreadableRow` for what only a newer version or another hand can have written: a list
    ///   never leaves out a request without a word.
    init(_ row: any Row) throws(StorageError) {
        func instant(_ column: Int) -> Instant? { row.optionalInteger(column).map { Instant(milliseconds: $0) } }
        guard let stage = ServiceRequest.Stage(rawValue: row.int(2)), let channel = Channel(rawValue: row.text(3)),
            let line = ServiceLine(rawValue: row.text(4)), let kind = RequestKind(rawValue: row.text(5)),
            let urgency = Urgency(rawValue: row.text(6))
        else { throw .unreadableRow(CaseNumber(rawValue: row.integer(0))) }
        self.number = CaseNumber(rawValue: row.integer(0))
        self.version = row.int(1)
        self.stage = stage
        self.channel = channel
        self.line = line
        self.kind = kind
        self.urgency = urgency
        self.category = row.text(7)
        self.place = row.text(8)
        self.isProtected = row.flag(9)
        self.person = row.integer(10)
        let lead = row.text(11)
        self.lead = lead.isEmpty ? nil : lead
        let handler = row.text(12)
        self.handler = handler.isEmpty ? nil : handler
        self.receivedAt = Instant(milliseconds: row.integer(13))
        self.closedAt = instant(14)
        self.closeDeadline = instant(15)
        self.clock = row.optionalInteger(16).flatMap { Clock.Kind(rawValue: Int($0)) }
        self.clockDeadline = row.integer(17) == Self.noDeadline ? nil : instant(17)
        self.yellowAt = instant(18)
        self.redAt = instant(19)
        self.returns = row.int(20)
        self.urges = row.int(21)
        self.supervision = row.int(22)
        self.redos = row.int(23)
        self.solved = row.optionalInteger(24).map { $0 != 0 }
        self.satisfaction = Satisfaction(rawValue: row.text(25))
        self.supervisionState = row.optionalInteger(26).flatMap {
            ServiceRequest.SupervisionState(rawValue: Int($0))
        }
        self.supervisionDeadline = row.optionalInteger(27).flatMap {
            $0 == Self.noDeadline ? nil : Instant(milliseconds: $0)
        }
        self.isContested = row.flag(28)
        self.transfers = row.int(29)
        self.draftedAt = instant(30)
        self.sentBackAt = instant(31)
        self.helpersAsking = row.int(32)
    }

    /// Writes the row that follows from a state.
    static func write(
        _ request: ServiceRequest, facts: FigureFacts, in city: City, on connection: some Connection
    ) throws(DatabaseError) {
        func instant(_ value: Instant?) -> SQLValue { .optional(value?.milliseconds) }
        let clock = request.nextClock(in: city)
        let deadline = request.rounds.isEmpty ? nil : request.clock(.close, in: city)?.deadline
        let answer = request.lastAnswer
        let order = request.supervisionState
        // Orders without a limit come last among those that wait.
        let orderDeadline = order.map { _ in
            request.clock(.supervision, in: city)?.deadline?.milliseconds ?? noDeadline
        }
        try connection.execute(
            upsert,
            [
                .integer(request.number.rawValue), .integer(request.version), .integer(request.stage.rawValue),
                .flag(!request.stage.isEnded), .text(request.channel.rawValue), .text(request.line.rawValue),
                .text(request.kind.rawValue), .text(request.urgency.rawValue), .text(request.category),
                .text(request.place), .text(facts.dimensions.district), .text(facts.dimensions.town),
                .flag(request.isProtected), .integer(request.person), .text(request.lead ?? ""),
                .text(request.returnedBy ?? ""), .text(request.handler ?? ""), instant(request.receivedAt),
                instant(request.dispatchedAt), instant(request.signedAt), instant(request.contactedAt),
                instant(request.closedAt), instant(deadline), .optional(clock.map { Int64($0.kind.rawValue) }),
                .integer(clock?.deadline?.milliseconds ?? noDeadline), instant(clock?.yellowAt), instant(clock?.redAt),
                .integer(request.returns),
                .integer(request.urges), .integer(request.supervisionLevel), .integer(request.redos),
                .optional(answer?.solved.map { $0 ? 1 : 0 }), .text(answer?.satisfaction?.rawValue ?? ""),
                .optional(request.mergedInto?.rawValue), .optional(order.map { Int64($0.rawValue) }),
                .optional(orderDeadline), .flag(request.isStillDissatisfied),
                instant(request.nextLook(after: request.lastEventAt, in: city)), .flag(request.contestedAt != nil),
                .integer(request.transfers), instant(request.draft?.at), instant(request.sentBackAt),
                .integer(request.helpersAsking.count), .flag(request.awaitsExtension),
            ])
    }

    static let fields = [
        "case_id", "version", "stage", "is_open", "channel", "line", "kind", "urgency", "category", "place",
        "district", "town", "protected", "person", "lead", "returned_by", "handler", "received_at", "dispatched_at",
        "signed_at", "contacted_at", "closed_at", "close_deadline", "clock", "clock_deadline", "clock_yellow",
        "clock_red", "returns", "urges", "supervision", "redos", "solved", "satisfaction", "merged_into",
        "supervision_state", "supervision_deadline", "still_dissatisfied", "look_at", "contested",
        "transfers", "drafted_at", "sent_back_at", "helpers_asking", "extension_asked",
    ]

    /// Only columns that can change are set again; the engine then leaves the indices of unchanged ones alone.
    private static let upsert: String = {
        let fixed: Set = ["case_id", "channel", "line", "person", "received_at"]
        let places = fields.map { _ in "?" }.joined(separator: ", ")
        let changes = fields.filter { !fixed.contains($0) }.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO request (\(fields.joined(separator: ", "))) VALUES (\(places))
            ON CONFLICT (case_id) DO UPDATE SET \(changes)
            """
    }()
}
