package import Civics
package import Reporting
import Storage

extension ReportDesk {
    /// The issued reports of the whole city that everybody may read, the latest period first; `nil` where the city
    /// publishes none.
    package func published(limit: Int) async throws -> [KeptReport]? {
        guard city.reports.isPublished else { return nil }
        var filter = StoredReportFilter()
        filter.scope = "\(ReportScope.city)"
        filter.lastActs = [ReportLife.Act.issued.rawValue]
        return try await store.reports(filter, limit: limit).compactMap { KeptReport($0.report, $0.acts) }
    }

    /// An issued report of the whole city, in the edition for outside the house.
    /// - Throws: `DeskError.notFound` for one that is not issued, and where the city publishes none.
    package func published(
        _ order: ReportOrder, in language: Language
    ) async throws -> (report: KeptReport, document: ReportDocument) {
        guard city.reports.isPublished, order.scope == .city else { throw DeskError.notFound }
        let versions = try await store.reportVersions(of: "\(order)").compactMap { KeptReport($0.report, $0.acts) }
        guard let report = versions.last(where: { $0.life.state == .issued }) else { throw DeskError.notFound }
        return (report, try await document(of: report, in: language).edition)
    }
}
