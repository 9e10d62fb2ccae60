import Casework
package import Civics

/// A message that is to be: one reader, one way.
package struct MessageDraft: Hashable, Sendable {
    package let audience: Audience
    /// A body, an account or a name of staff; empty for the person and for systems.
    package let recipient: String
    package let way: String
    /// From when it may go out.
    package let dueAt: Instant

    package init(to audience: Audience, _ recipient: String = "", by way: String, dueAt: Instant) {
        self.audience = audience
        self.recipient = recipient
        self.way = way
        self.dueAt = dueAt
    }

    /// What the same reader still waits for by the same way, and this makes needless, is dropped.
    func insert(of entry: OutboxEntry, at now: Instant, on connection: some Connection) throws {
        if audience != .systems { try overtake(entry, at: now, on: connection) }
        try connection.execute(
            """
            INSERT INTO message (case_id, case_version, notice, audience, recipient, way, at, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                .integer(entry.number.rawValue), .integer(entry.version), .text(entry.notice.rawValue),
                .text(audience.rawValue), .text(recipient), .text(way), .integer(entry.at.milliseconds),
                .integer(dueAt.milliseconds),
            ])
    }

    private func overtake(_ entry: OutboxEntry, at now: Instant, on connection: some Connection) throws {
        let waiting = try connection.rows(
            """
            SELECT id, notice FROM message WHERE case_id = ? AND case_version < ? AND audience = ? AND recipient = ?
            AND way = ? AND state = 0 AND leased_until <= ?
            """,
            [
                .integer(entry.number.rawValue), .integer(entry.version), .text(audience.rawValue), .text(recipient),
                .text(way), .integer(now.milliseconds),
            ]
        ) { (id: $0.integer(0), notice: Notice(rawValue: $0.text(1))) }
        for earlier in waiting where earlier.notice.map(entry.notice.overtakes) ?? true {
            try connection.execute(
                "UPDATE message SET state = 3, ended_at = ?, reason = 'overtaken' WHERE id = ?",
                [.integer(now.milliseconds), .integer(earlier.id)])
        }
    }
}

/// A message as it stands in the store. It holds nothing of the person: the text is made when it is sent.
package struct StoredMessage: Hashable, Sendable {
    package enum State: Int, Sendable {
        case waiting = 0
        case sent = 1
        /// Tried too often, or refused for good: somebody has to look.
        case dead = 2
        /// Not needed any more, or nobody to tell.
        case dropped = 3
    }

    package let id: Int64
    package let number: CaseNumber
    package let version: Int
    package let notice: Notice
    package let audience: Audience
    package let recipient: String
    package let way: String
    /// When what it tells happened.
    package let at: Instant
    package let state: State
    package let attempts: Int
    /// When it is tried next, as long as it waits.
    package let nextAt: Instant
    package let endedAt: Instant?
    /// A code for why it was not sent; empty without one.
    package let reason: String

    /// The same at every try, so that a receiver can drop what it has: `261118-01286-4.3.dispatched.person.sms`.
    package var identifier: String {
        let recipient = recipient.isEmpty ? audience.rawValue : Self.plain(recipient)
        return "\(number).\(version).\(notice.rawValue).\(recipient).\(way)"
    }

    /// Names of people can't stand in a header or a file name.
    private static func plain(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
        }
        if isPlain { return text }
        return text.utf8.map { String($0, radix: 16) }.joined()
    }

    fileprivate static let columns =
        "id, case_id, case_version, notice, audience, recipient, way, at, state, attempts, next_at, ended_at, reason"

    fileprivate init?(_ row: any Row) {
        guard let notice = Notice(rawValue: row.text(3)), let audience = Audience(rawValue: row.text(4)),
            let state = State(rawValue: row.int(8))
        else { return nil }
        id = row.integer(0)
        number = CaseNumber(rawValue: row.integer(1))
        version = row.int(2)
        self.notice = notice
        self.audience = audience
        recipient = row.text(5)
        way = row.text(6)
        at = Instant(milliseconds: row.integer(7))
        self.state = state
        attempts = row.int(9)
        nextAt = Instant(milliseconds: row.integer(10))
        endedAt = row.optionalInteger(11).map { Instant(milliseconds: $0) }
        reason = row.text(12)
    }
}

/// What became of a message that was taken to be sent.
package enum MessageOutcome: Hashable, Sendable {
    case sent
    /// Later, by this reason.
    case again(at: Instant, reason: String)
    /// Later, and it was no try: quiet hours, a way that is not ready.
    case postponed(until: Instant)
    case dead(reason: String)
    case dropped(reason: String)
}

/// Messages that can't be sent, of one way and for one reason.
package struct DeadLetters: Hashable, Sendable {
    package let way: String
    package let reason: String
    package let count: Int
    package let latest: Instant
    /// Some of the requests, the latest first; none where it is reports that could not be sent.
    package let examples: [CaseNumber]
}

/// How telling goes on.
package struct MessageCounts: Hashable, Sendable {
    /// Waiting for their time or for another try.
    package let waiting: Int
    /// Of these, those whose time has come, and when the first of them was due.
    package let due: Int
    package let dueSince: Instant?
    package let sent: Int
    package let dropped: Int
    package let dead: Int
}

extension Store {
    /// Takes messages of a way whose time has come, at most one of each request and reader: the earliest that waits. They
    /// are this process's until the lease ends; `lease` is a number that no other process has.
    package func takeMessages(
        by way: String, at now: Instant, lease: Int64, until end: Instant, limit: Int
    ) async throws -> [StoredMessage] {
        try await take(
            StoredMessage.columns, by: way, at: now, lease: lease, until: end, limit: limit, StoredMessage.init)
    }

    /// The same of whatever kind: `read` makes a message of the columns, whose first is the identifier.
    func take<Message: Sendable>(
        _ columns: String, by way: String, at now: Instant, lease: Int64, until end: Instant, limit: Int,
        _ read: @escaping @Sendable (any Row) -> Message?
    ) async throws -> [Message] {
        try await database.write { connection in
            let found = try connection.rows(
                """
                SELECT \(columns) FROM message m
                WHERE state = 0 AND way = ? AND next_at <= ? AND leased_until <= ? AND NOT EXISTS (
                  SELECT 1 FROM message e WHERE e.case_id = m.case_id AND e.way = m.way AND e.audience = m.audience
                  AND e.recipient = m.recipient AND e.state = 0 AND e.id < m.id)
                ORDER BY next_at, id LIMIT ?
                """,
                [
                    .text(way), .integer(now.milliseconds), .integer(now.milliseconds), .integer(limit),
                ]
            ) { (id: $0.integer(0), message: read($0)) }
            return try found.compactMap { id, message in
                guard let message else { return nil }
                let isTaken =
                    try connection.execute(
                        "UPDATE message SET lease = ?, leased_until = ? WHERE id = ? AND state = 0 AND leased_until <= ?",
                        [.integer(lease), .integer(end.milliseconds), .integer(id), .integer(now.milliseconds)]) == 1
                return isTaken ? message : nil
            }
        }
    }

    /// Notes what became of messages that were taken under a lease. One whose lease has ended, and which somebody else has
    /// taken since, is theirs.
    package func note(_ outcomes: [(id: Int64, outcome: MessageOutcome)], lease: Int64, at now: Instant) async throws {
        guard !outcomes.isEmpty else { return }
        try await database.write { connection in
            for (id, outcome) in outcomes {
                let (change, values): (String, [SQLValue]) =
                    switch outcome {
                    case .sent:
                        (
                            "state = 1, attempts = attempts + 1, ended_at = ?, reason = ''",
                            [.integer(now.milliseconds)]
                        )
                    case .again(let at, let reason):
                        (
                            "attempts = attempts + 1, next_at = ?, reason = ?",
                            [.integer(at.milliseconds), .text(reason)]
                        )
                    case .postponed(let until): ("next_at = ?", [.integer(until.milliseconds)])
                    case .dead(let reason):
                        (
                            "state = 2, attempts = attempts + 1, ended_at = ?, reason = ?",
                            [.integer(now.milliseconds), .text(reason)]
                        )
                    case .dropped(let reason):
                        ("state = 3, ended_at = ?, reason = ?", [.integer(now.milliseconds), .text(reason)])
                    }
                try connection.execute(
                    "UPDATE message SET lease = 0, leased_until = 0, \(change) WHERE id = ? AND lease = ? AND state = 0",
                    values + [.integer(id), .integer(lease)])
            }
        }
    }

    /// Drops messages that wait for a way that there is none of any more.
    package func dropMessages(exceptBy ways: [String], at now: Instant) async throws {
        _ = try await database.write { connection in
            let waiting = try connection.rows("SELECT DISTINCT way FROM message WHERE state = 0") { $0.text(0) }
            for way in waiting where !ways.contains(way) {
                try connection.execute(
                    "UPDATE message SET state = 3, ended_at = ?, reason = 'no-way' WHERE state = 0 AND way = ?",
                    [.integer(now.milliseconds), .text(way)])
            }
        }
    }

    /// When the next message of a way may go out; `nil` when none waits.
    package func nextMessage(by way: String) async throws -> Instant? {
        try await database.read { connection in
            try connection.first(
                "SELECT next_at FROM message WHERE state = 0 AND way = ? ORDER BY next_at LIMIT 1", [.text(way)]
            ) { Instant(milliseconds: $0.integer(0)) }
        }
    }

    /// All messages of a request, in the order in which they came up.
    package func messages(of number: CaseNumber) async throws -> [StoredMessage] {
        try await database.read { connection in
            try connection.rows(
                "SELECT \(StoredMessage.columns) FROM message WHERE case_id = ? ORDER BY id",
                [.integer(number.rawValue)], StoredMessage.init
            ).compactMap(\.self)
        }
    }

    /// - Parameter start: since when what ended is counted.
    package func messageCounts(since start: Instant, at now: Instant) async throws -> MessageCounts {
        try await database.read { connection in
            func ended(_ state: StoredMessage.State) throws -> Int {
                Int(
                    try connection.integer(
                        "SELECT count(*) FROM message WHERE state = ? AND ended_at >= ?",
                        [.integer(state.rawValue), .integer(start.milliseconds)]))
            }
            let due = try connection.first(
                "SELECT count(*), min(next_at) FROM message WHERE state = 0 AND next_at <= ?",
                [.integer(now.milliseconds)]
            ) { (count: $0.int(0), since: $0.optionalInteger(1).map { Instant(milliseconds: $0) }) }
            return MessageCounts(
                waiting: Int(try connection.integer("SELECT count(*) FROM message WHERE state = 0"))
                    + Int(try connection.integer("SELECT count(*) FROM outbox")),
                due: due?.count ?? 0, dueSince: due?.since, sent: try ended(.sent), dropped: try ended(.dropped),
                dead: Int(
                    try connection.integer(
                        "SELECT count(*) FROM message WHERE state = ?",
                        [.integer(StoredMessage.State.dead.rawValue)])))
        }
    }

    /// Dead letters by way and reason, the most first.
    package func deadLetters() async throws -> [DeadLetters] {
        try await database.read { connection in
            let groups = try connection.rows(
                """
                SELECT way, reason, count(*), max(ended_at) FROM message WHERE state = 2
                GROUP BY way, reason ORDER BY count(*) DESC, way, reason
                """
            ) {
                (
                    way: $0.text(0), reason: $0.text(1), count: $0.int(2),
                    latest: Instant(milliseconds: $0.integer(3))
                )
            }
            return try groups.map { group in
                let examples = try connection.rows(
                    """
                    SELECT case_id FROM message WHERE state = 2 AND way = ? AND reason = ? AND case_id > 0
                    GROUP BY case_id ORDER BY max(ended_at) DESC, case_id DESC LIMIT 5
                    """, [.text(group.way), .text(group.reason)]
                ) { CaseNumber(rawValue: $0.integer(0)) }
                return DeadLetters(
                    way: group.way, reason: group.reason, count: group.count, latest: group.latest, examples: examples)
            }
        }
    }

    /// Lets dead letters be tried again from the beginning, or gives them up.
    /// - Returns: how many there were.
    package func reviveDeadLetters(by way: String, reason: String, at now: Instant) async throws -> Int {
        try await database.write {
            try $0.execute(
                """
                UPDATE message SET state = 0, attempts = 0, next_at = ?, ended_at = NULL
                WHERE state = 2 AND way = ? AND reason = ?
                """, [.integer(now.milliseconds), .text(way), .text(reason)])
        }
    }

    package func giveUpDeadLetters(by way: String, reason: String, at now: Instant) async throws -> Int {
        try await database.write {
            try $0.execute(
                "UPDATE message SET state = 3, ended_at = ? WHERE state = 2 AND way = ? AND reason = ?",
                [.integer(now.milliseconds), .text(way), .text(reason)])
        }
    }

    /// Removes what was told to staff and systems before a moment.
    package func forgetMessages(endedBefore end: Instant) async throws {
        _ = try await database.write {
            try $0.execute(
                "DELETE FROM message WHERE state IN (1, 3) AND ended_at < ? AND audience <> 'person'",
                [.integer(end.milliseconds)])
        }
    }
}
