package import Casework
package import Civics

/// How much open work the handlers of bodies have, so that a request that was signed for without naming anybody goes to
/// whoever has the least.
///
/// A body is learnt when somebody of it is first asked for; from then on the writer says of every event who has more and
/// who has less, and no reading is needed. It lives with the cases that the writer remembers (`RecentCases`): what did not
/// reach the disk, or was written by another process, is learnt anew.
package struct HandlerLoads: Sendable {
    /// Accounts that handle requests for a body, in the order of their names.
    private var handlers: [OrganisationID: [String]] = [:]
    private var open: [String: Int] = [:]

    package init() {}

    /// Who should have the next request of a body; the first by name of those with equally little. `nil` for a body
    /// without handlers.
    /// - Parameters:
    ///   - actor: has it, where they are one of them: whoever has begun with it goes on.
    ///   - learn: reads the body's handlers and what each has open; asked once for a body.
    package mutating func least(
        of body: OrganisationID, before actor: String? = nil, learn: () throws -> [(account: String, open: Int)]
    ) rethrows -> String? {
        if handlers[body] == nil {
            let found = try learn()
            handlers[body] = found.map(\.account).sorted()
            for (account, count) in found { open[account] = count }
        }
        if let actor, handlers[body]?.contains(actor) == true { return actor }
        return handlers[body]?.min { (open[$0, default: 0], $0) < (open[$1, default: 0], $1) }
    }

    /// What a case has changed from one state to the next.
    package mutating func move(from old: ServiceRequest, to new: ServiceRequest) {
        guard !open.isEmpty else { return }
        for handler in old.handlersBusy { change(handler, by: -1) }
        for handler in new.handlersBusy { change(handler, by: 1) }
    }

    /// What somebody has open; `nil` for whom nothing has been learnt of.
    package func openWork(of handler: String) -> Int? { open[handler] }

    private mutating func change(_ handler: String, by amount: Int) {
        if let count = open[handler] { open[handler] = count + amount }
    }
}

extension ServiceRequest {
    /// Whom it keeps busy, for the lead and for each body that still owes its part.
    fileprivate var handlersBusy: [String] {
        guard !stage.isEnded else { return [] }
        let helpers = coHandlers.filter { stage(of: $0) != .closed }.compactMap(\.handler)
        return [handler].compactMap(\.self) + helpers
    }
}

extension Store {
    /// The handlers of a body with what each has open, those with the least first.
    package func handlers(of body: OrganisationID) async throws -> [(account: StoredAccount, open: Int)] {
        let found = try await database.read { connection in
            try Self.handlers(of: body, on: connection).map { ($0, try Self.openWork(of: $0.id, on: connection)) }
        }
        return found.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }.map { (account: $0.0, open: $0.1) }
    }

    static func loads(of body: OrganisationID, on connection: any Connection) throws -> [(account: String, open: Int)] {
        try handlers(of: body, on: connection).map { ($0.id, try openWork(of: $0.id, on: connection)) }
    }

    /// Accounts that may be given requests: enabled, and with the role of a handler.
    private static func handlers(of body: OrganisationID, on connection: any Connection) throws -> [StoredAccount] {
        try connection.rows(
            """
            SELECT \(StoredAccount.columns) FROM account a
            WHERE a.organisation = ? AND a.role = ? AND a.disabled = 0 ORDER BY a.id
            """, [.text(body), .text(Role.handler.rawValue)], StoredAccount.init
        ).compactMap(\.self)
    }

    private static func openWork(of handler: String, on connection: any Connection) throws -> Int {
        // What the partial indices cover is said outright, so that they serve.
        let leading = try connection.integer(
            "SELECT count(*) FROM request r WHERE r.is_open = 1 AND r.handler = ? AND r.handler <> ''",
            [.text(handler)])
        let helping = try connection.integer(
            """
            SELECT count(*) FROM co_handler h
            WHERE h.is_open = 1 AND h.handler = ? AND h.handler <> '' AND h.stage < ?
            """, [.text(handler), .integer(ServiceRequest.Stage.closed.rawValue)])
        return Int(leading + helping)
    }
}
