package import Civics
package import Reporting
package import Storage

/// Reports that are kept: drafted, reviewed, issued, corrected, read again.
package struct ReportDesk: Sendable {
    let store: Store
    let advice: AdviceDesk
    let isDemonstration: Bool
    var city: City { store.city }

    /// How often a report is made until both languages rest on the same figures.
    private static let tries = 5

    static func require(_ action: Action, _ context: OperationContext) throws(DeskError) {
        guard Access.isAllowed(action, role: context.actor.role, relation: .none) else { throw .notAllowed(action) }
    }

    // MARK: Reading

    package func list(
        _ filter: StoredReportFilter, limit: Int, offset: Int = 0, _ context: OperationContext
    ) async throws -> [KeptReport] {
        try Self.require(.viewReports, context)
        return try await store.reports(filter, limit: limit, offset: offset).compactMap {
            KeptReport($0.report, $0.acts)
        }
    }

    package func count(_ filter: StoredReportFilter, _ context: OperationContext) async throws -> Int {
        try Self.require(.viewReports, context)
        return try await store.countReports(filter)
    }

    package func years(_ context: OperationContext) async throws -> [Int] {
        try Self.require(.viewReports, context)
        return try await store.reportYears()
    }

    /// All versions of a report, the first one first; empty for one that is not kept.
    package func versions(of order: ReportOrder, _ context: OperationContext) async throws -> [KeptReport] {
        try Self.require(.viewReports, context)
        return try await store.reportVersions(of: "\(order)").compactMap { KeptReport($0.report, $0.acts) }
    }

    /// The document of a version, frozen as it was kept; the words of cases whose people were forgotten are gone.
    /// - Throws: `DeskError.notFound` for a language that it was not made in.
    package func document(
        of report: KeptReport, in language: Language, _ context: OperationContext
    ) async throws -> ReportDocument {
        try Self.require(.viewReports, context)
        return try await document(of: report, in: language)
    }

    func document(of report: KeptReport, in language: Language) async throws -> ReportDocument {
        guard let paper = try await store.paper(of: report.id, in: language.rawValue) else { throw DeskError.notFound }
        return try ReportDocument(json: paper.bytes).withCaseWords(paper.words)
    }

    /// What of a version is different in the figures of today.
    package func comparison(
        of report: KeptReport, in language: Language, _ context: OperationContext
    ) async throws -> ReportComparison {
        let kept = try await document(of: report, in: language, context)
        let today = try await advice.report(
            report.order, in: language, isDemonstration: isDemonstration, context)
        return kept.compared(with: today)
    }

    /// How many drafts wait for a review, and how many reviewed ones for being issued, as far as they wait for whoever
    /// asks.
    package func waiting(_ context: OperationContext) async throws -> (drafts: Int, reviewed: Int) {
        let role = context.actor.role
        func count(_ states: [ReportLife.State]) async throws -> Int {
            var filter = StoredReportFilter()
            filter.lastActs = ReportLife.Act.allCases.filter { states.contains($0.state) }.map(\.rawValue)
            return try await store.countReports(filter)
        }
        let mayReview =
            Access.isAllowed(.reviewReports, role: role, relation: .none) && city.reports.told.contains(role)
        let mayIssue = Access.isAllowed(.issueReports, role: role, relation: .none)
        return (mayReview ? try await count([.draft]) : 0, mayIssue ? try await count([.reviewed]) : 0)
    }

    /// The periods of a length that have figures, the latest first; the one that still runs is among them.
    package func periods(
        _ length: CityPeriod.Length, limit: Int, _ context: OperationContext
    ) async throws -> [CityPeriod] {
        try Self.require(.viewReports, context)
        guard let first = try await store.database.read({ try StoredFigures(connection: $0).firstDay() }) else {
            return []
        }
        var periods: [CityPeriod] = []
        var period = CityPeriod(length, containing: city.zone.day(of: context.now))
        while period.days.upperBound >= first, periods.count < limit {
            periods.append(period)
            period = period.previous
        }
        return periods
    }

    // MARK: Making

    /// The report in every language, all from the same figures.
    func documents(_ order: ReportOrder, _ context: OperationContext) async throws -> [ReportDocument] {
        guard order.period.days.lowerBound <= city.zone.day(of: context.now) else { throw ReportRefusal.notBegun }
        for _ in 0..<Self.tries {
            var documents: [ReportDocument] = []
            for language in Language.allCases {
                documents.append(
                    try await advice.report(order, in: language, isDemonstration: isDemonstration, context))
            }
            if documents.dropFirst().allSatisfy({ $0.restsOnSameFigures(as: documents[0]) }) { return documents }
        }
        throw ReportRefusal.figuresMoving
    }

    /// Makes a draft and keeps it; what is kept already is not made again.
    /// - Parameter key: of the form, so that it is carried out once.
    /// - Throws: `ReportRefusal`, `DeskError`.
    @discardableResult
    package func draft(
        _ order: ReportOrder, key: IdempotencyKey? = nil, _ context: OperationContext
    ) async throws -> KeptReport {
        try Self.require(.draftReports, context)
        guard order.scope.isKnown(in: city) else { throw DeskError.notFound }
        let documents = try await documents(order, context)
        let (now, account) = (context.now, context.actor.account)
        let plan = city.reports
        return try await store.writeReports { writing in
            let versions = try writing.kept(order)
            if let key, try writing.isRepeated(key, at: now), let last = versions.last { return last }
            guard versions.allSatisfy({ $0.life.state == .dropped }) else { throw ReportRefusal.kept }
            let id = try writing.keep(
                order, version: (versions.last?.version ?? 0) + 1, documents,
                ReportLife.Entry(.made, at: now, by: account))
            try writing.tell(plan.subscriptions.filter { $0.wants(order, at: .draft) }, of: id, at: .draft, now: now)
            return try Self.last(writing.kept(order))
        }
    }

    static func last(_ versions: [KeptReport]) throws(DeskError) -> KeptReport {
        guard let last = versions.last else { throw .notFound }
        return last
    }
}

extension ReportLife.Act {
    /// The state that a version is in after it.
    package var state: ReportLife.State {
        switch self {
        case .made, .remade, .sentBack: .draft
        case .reviewed: .reviewed
        case .issued: .issued
        case .replaced: .replaced
        case .dropped: .dropped
        }
    }
}
