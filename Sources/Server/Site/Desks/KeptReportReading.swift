import Civics
import Desks
import Pages
import Reporting
import Storage

/// Makes the page of a kept report for whoever looks at it.
struct KeptReportReading {
    private let visit: DeskVisit

    init(_ visit: DeskVisit) { self.visit = visit }

    func page(
        _ report: KeptReport, _ versions: [KeptReport], refusal: ReportRefusal? = nil,
        typed: (action: ReportAction, reason: String)? = nil
    ) async throws -> ReportPage {
        let page = try await visit.page(at: .reportVersion(report.order, report.version))
        let document = try await visit.desks.reports.document(of: report, in: page.language, visit.operation)
        let names = try await ActorNames(accounts: report.entries.map(\.account), visit)
        let around = try await neighbours(of: report.order)
        let life = report.life
        let actions = actions(report, versions)
        let isOwnReview =
            life.state == .reviewed && life.review?.account == visit.actor.account
            && ReportDesk.may(.issue, visit.actor.role)
        let face = KeptReportFace(
            version: report.version, state: life.state,
            history: report.entries.map { entry in
                KeptReportFace.Line(
                    entry.act, at: entry.at, by: names.name(entry.account), reason: entry.reason, other: entry.other)
            },
            versions: versions.map { ($0.version, $0.life.state) }, corrects: life.corrects,
            correctionReason: life.correctionReason, replacedBy: life.replacedBy, reason: life.reason,
            actions: isOwnReview ? actions.filter { $0 != .issue } : actions, isOwnReview: isOwnReview,
            digest: report.documents.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(),
            formats: ReportPlan.Format.allCases, stamp: FormStamp(version: life.acts, once: DeskVisit.once()),
            typed: typed)
        return ReportPage(
            ReportPage.Model(
                face: ReportFace(report.order, in: visit.city), document: document, standing: .kept(face),
                previous: around.previous, next: around.next, refusal: refusal), in: page)
    }

    /// What the reader may do with a version as it stands.
    private func actions(_ report: KeptReport, _ versions: [KeptReport]) -> [ReportAction] {
        let hasLater = versions.contains { $0.version > report.version && $0.life.state != .dropped }
        let steps: [(ReportAction, ReportStep)] =
            switch report.life.state {
            case .draft: [(.review, .review), (.remake, .remake), (.drop, .drop(reason: ""))]
            case .reviewed: [(.issue, .issue), (.sendBack, .sendBack(reason: "")), (.drop, .drop(reason: ""))]
            case .issued: hasLater ? [] : [(.correct, .correct(reason: ""))]
            case .replaced, .dropped: []
            }
        return steps.filter { ReportDesk.may($0.1, visit.actor.role) }.map(\.0)
    }

    /// The periods right before and after of which there is a report.
    func neighbours(of order: ReportOrder) async throws -> (previous: ReportFace?, next: ReportFace?) {
        guard let length = order.period.length else { return (nil, nil) }
        let periods = Set(
            try await visit.desks.reports.periods(length, limit: FiguresController.longest, visit.operation))
        func face(_ period: CityPeriod) -> ReportFace? {
            periods.contains(period) ? ReportFace(ReportOrder(period, order.scope), in: visit.city) : nil
        }
        return (face(order.period.previous), face(order.period.next))
    }
}
