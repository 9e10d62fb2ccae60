package import Civics
package import Reporting
package import Storage

extension ReportStep {
    /// The rows of the table of permissions that allow it, either of them.
    var actions: [Action] {
        switch self {
        case .remake, .correct, .drop: [.draftReports]
        case .review: [.reviewReports]
        case .sendBack: [.reviewReports, .issueReports]
        case .issue: [.issueReports]
        }
    }

    /// Whether it reads the figures of today.
    fileprivate var makesDocuments: Bool {
        switch self {
        case .remake, .correct: true
        case .review, .sendBack, .issue, .drop: false
        }
    }
}

extension ReportDesk {
    /// Whether somebody may take a step at all; whether it can be taken now is for the report's life to say.
    package static func may(_ step: ReportStep, _ role: Role) -> Bool {
        step.actions.contains { Access.isAllowed($0, role: role, relation: .none) }
    }

    /// Takes a step with a version.
    ///
    /// - Parameters:
    ///   - seen: how many acts the version had when it was looked at: what somebody signs is what they saw.
    ///   - key: of the form, so that it is carried out once.
    /// - Returns: the version as it stands now; of a correction the new one.
    /// - Throws: `ReportRefusal`, `DeskError`, `CommandFailure.keyReused`.
    @discardableResult
    package func take(
        _ step: ReportStep, with order: ReportOrder, version: Int, seen: Int, key: IdempotencyKey? = nil,
        _ context: OperationContext
    ) async throws -> KeptReport {
        guard Self.may(step, context.actor.role) else { throw DeskError.notAllowed(step.actions[0]) }
        let documents = step.makesDocuments ? try await documents(order, context) : []
        let (now, account, city) = (context.now, context.actor.account, city)
        return try await store.writeReports { writing in
            let versions = try writing.kept(order)
            guard let report = versions.first(where: { $0.version == version }) else { throw DeskError.notFound }
            let isRepeated = try key.map { try writing.isRepeated($0, at: now) } ?? false
            if isRepeated { return try Self.result(of: step, on: version, writing.kept(order)) }
            guard report.life.acts == seen else { throw ReportRefusal.overtaken }
            let entry = try report.life.decide(
                step, by: account, at: now, period: order.period.days, in: city.zone,
                hasLater: versions.contains { $0.version > version && $0.life.state != .dropped })
            switch step {
            case .correct:
                var made = entry
                made.other = version
                _ = try writing.keep(order, version: (versions.last?.version ?? version) + 1, documents, made)
            case .remake:
                try writing.put(documents.map(ReportPaper.init), into: report.id)
                try writing.note(entry, of: report.id)
            case .issue:
                try writing.note(entry, of: report.id)
                if let corrected = report.life.corrects.flatMap({ old in versions.first { $0.version == old } }) {
                    try writing.note(
                        ReportLife.replacement(by: version, report.life, at: now, account: account), of: corrected.id)
                }
                try writing.tell(
                    city.reports.subscriptions.filter { $0.wants(order, at: .issue) }, of: report.id, at: .issue,
                    now: now)
            case .review, .sendBack, .drop: try writing.note(entry, of: report.id)
            }
            return try Self.result(of: step, on: version, writing.kept(order))
        }
    }

    /// The version that a step leads to.
    private static func result(
        of step: ReportStep, on version: Int, _ versions: [KeptReport]
    ) throws(DeskError) -> KeptReport {
        if case .correct = step { return try last(versions) }
        guard let report = versions.first(where: { $0.version == version }) else { throw .notFound }
        return report
    }
}
