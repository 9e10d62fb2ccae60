package import Civics

/// A message that tells a subscriber of a report. It stands among the messages about requests, with the report's number
/// below zero where those have the request's; what it holds is made up when it is sent.
package struct ReportMessage: Hashable, Sendable {
    package let id: Int64
    package let report: Int64
    package let moment: ReportPlan.Subscription.Moment
    package let way: String
    /// When what it tells happened.
    package let at: Instant
    package let attempts: Int

    /// The same at every try, so that a receiver can drop what it has: `report-12.issue.report-mayors-office`.
    package var identifier: String { "report-\(report).\(moment.rawValue).\(way)" }

    static let columns = "id, case_id, notice, way, at, attempts"
    static let audience = "subscribers"

    static func notice(_ moment: ReportPlan.Subscription.Moment) -> String { "report-\(moment.rawValue)" }

    init?(_ row: any Row) {
        let notice = row.text(2)
        guard row.integer(1) < 0,
            let moment = ReportPlan.Subscription.Moment.allCases.first(where: { Self.notice($0) == notice })
        else { return nil }
        id = row.integer(0)
        report = -row.integer(1)
        self.moment = moment
        way = row.text(3)
        at = Instant(milliseconds: row.integer(4))
        attempts = row.int(5)
    }
}

extension ReportWriting {
    /// Lets a version be sent to those who asked for it; the same version goes to each once at each moment.
    package func tell(
        _ subscriptions: [ReportPlan.Subscription], of report: Int64, at moment: ReportPlan.Subscription.Moment,
        now: Instant
    ) throws {
        for subscription in subscriptions {
            try connection.execute(
                """
                INSERT INTO message (case_id, case_version, notice, audience, recipient, way, at, next_at)
                VALUES (?, 0, ?, ?, '', ?, ?, ?) ON CONFLICT DO NOTHING
                """,
                [
                    .integer(-report), .text(ReportMessage.notice(moment)), .text(ReportMessage.audience),
                    .text(subscription.way), .integer(now.milliseconds), .integer(now.milliseconds),
                ])
        }
    }
}

extension Store {
    /// Takes messages about reports as `takeMessages` does those about requests.
    package func takeReportMessages(
        by way: String, at now: Instant, lease: Int64, until end: Instant, limit: Int
    ) async throws -> [ReportMessage] {
        try await take(
            ReportMessage.columns, by: way, at: now, lease: lease, until: end, limit: limit, ReportMessage.init)
    }
}
