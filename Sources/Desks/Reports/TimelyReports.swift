package import Civics
import Reporting
import Storage

/// What a round of drafting came to.
package struct DraftingRound: Sendable {
    package var made: [ReportOrder] = []
    /// Reports that could not be made, each with why.
    package var failed: [(order: ReportOrder, error: any Error)] = []
    /// Years that the working calendar lacks, each with the first report that waits for it.
    package var gaps: [Int: ReportOrder] = [:]
}

extension ReportDesk {
    /// Drafts every report whose first working day has come and that is not kept yet (`reports.yml`). Called again, after
    /// a restart, with a clock that stepped back, or by two processes at once, it makes nothing twice.
    /// - Parameter resting: reports that could not be made lately and are left alone for now.
    package func draftDue(
        at now: Instant, resting: Set<ReportOrder> = []
    ) async throws -> DraftingRound {
        let due = try await due(at: now)
        var round = DraftingRound(gaps: due.gaps)
        let kept = try await store.keptSubjects(due.orders.map { "\($0)" })
        let context = OperationContext(actor: .reports, now: now)
        for order in due.orders where !kept.contains("\(order)") && !resting.contains(order) {
            do {
                try await draft(order, context)
                round.made.append(order)
            } catch ReportRefusal.kept {
                // Another process was faster.
                continue
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                round.failed.append((order, error))
            }
        }
        return round
    }

    private func due(at now: Instant) async throws -> DraftsDue {
        let first = try await store.database.read { try StoredFigures(connection: $0).firstDay() }
        return city.reports.due(at: now, firstDay: first, in: city.calendar)
    }

    /// The years that the working calendar lacks for drafting, each with the first report that waits for it.
    package func calendarGaps(_ context: OperationContext) async throws -> [Int: ReportOrder] {
        try await due(at: context.now).gaps
    }
}

extension Actor {
    /// The city itself, where it makes reports on time or whoever runs the machine asks for one.
    package static let reports = Actor(
        account: "system", name: LocalName(zh: "系统", en: "System"), role: .analyst, organisation: nil)
}
