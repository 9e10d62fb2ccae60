package import Civics
package import Reporting
import Storage

/// One version of a report that is kept, with what was done with it.
package struct KeptReport: Hashable, Sendable {
    package let id: Int64
    package let order: ReportOrder
    package let version: Int
    package let life: ReportLife
    package let entries: [ReportLife.Entry]
    /// SHA-256 of its documents, as its last act says.
    package let documents: [UInt8]

    /// `nil` for a row that this version cannot read.
    init?(_ report: StoredReport, _ acts: [StoredReportAct]) {
        let entries = acts.compactMap(ReportLife.Entry.init)
        guard entries.count == acts.count, let order = ReportOrder(report.subject), let life = ReportLife(entries),
            let last = acts.last
        else { return nil }
        id = report.id
        self.order = order
        version = report.version
        self.life = life
        self.entries = entries
        documents = last.documents
    }
}

extension ReportLife.Entry {
    init?(_ act: StoredReportAct) {
        guard let kind = ReportLife.Act(rawValue: act.act) else { return nil }
        self.init(kind, at: act.at, by: act.actor, reason: act.reason, other: act.other)
    }
}

extension ReportWriting {
    /// The versions of a report as they stand in this transaction.
    func kept(_ order: ReportOrder) throws -> [KeptReport] {
        try versions(of: "\(order)").compactMap { KeptReport($0.report, $0.acts) }
    }

    func note(_ entry: ReportLife.Entry, of report: Int64) throws {
        try note(
            entry.act.rawValue, of: report, at: entry.at, actor: entry.account, reason: entry.reason,
            other: entry.other)
    }

    /// A new version with its documents.
    func keep(
        _ order: ReportOrder, version: Int, _ documents: [ReportDocument], _ entry: ReportLife.Entry
    ) throws -> Int64 {
        let id = try add(
            "\(order)", version: version, kind: order.kind.rawValue, scope: "\(order.scope)", year: order.year,
            days: order.period.days)
        try put(documents.map(ReportPaper.init), into: id)
        try note(entry, of: id)
        return id
    }
}

extension ReportPaper {
    init(_ document: ReportDocument) {
        self.init(
            language: document.language.rawValue, bytes: document.withoutCaseWords.json,
            cases: document.citedCases.map { ($0.number, $0.words) })
    }
}

extension ReportOrder {
    /// The year it is filed under: of a week, that to which it is counted.
    package var year: Int {
        if case .week(let week) = period { week.year } else { period.days.upperBound.year }
    }
}
