import Civics
import Desks
import Hummingbird
import Pages
import Reporting

/// Issued reports of the whole city, for everybody, where the city publishes them.
struct PublishedReportsController: Controller {
    let house: House
    private let files = PublishedFiles()

    /// As many as one list shows: twenty years of weeks would be more, and the newest are what is asked for.
    private static let most = 400

    init(house: House) { self.house = house }

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/figures/reports", use: list)
        routes.get("/figures/reports/{order}", use: show)
        for format in ReportPlan.Format.allCases {
            routes.get("/figures/reports/{order}/file.\(format.rawValue)") { try await file(format, $0, $1) }
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let reports = try await house.desks.reports.published(limit: Self.most) else { throw Problem.notFound }
        let items = reports.compactMap { report in
            report.life.issue.map { issue in
                PublishedReportsPage.Item(
                    face: ReportFace(report.order, in: house.desks.city), issuedAt: issue.at,
                    correction: report.life.corrects.map { _ in report.life.correctionReason })
            }
        }
        return house.answer(
            PublishedReportsPage(items, in: try await house.page(request, context, at: .publishedReports)))
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        let order = try context.reportOrder()
        let page = try await house.page(request, context, at: .publishedReport(order))
        let (report, document) = try await house.desks.reports.published(order, in: page.language)
        guard let issue = report.life.issue else { throw Problem.notFound }
        let model = PublishedReportPage.Model(
            face: ReportFace(order, in: house.desks.city), document: document, issuedAt: issue.at,
            correction: report.life.corrects.map { _ in report.life.correctionReason },
            formats: ReportPlan.Format.allCases)
        return house.answer(PublishedReportPage(model, in: page))
    }

    private func file(
        _ format: ReportPlan.Format, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let (report, document) = try await house.desks.reports.published(
            try context.reportOrder(), in: request.language)
        let bytes = try await files.file(of: report.documents, document, format)
        return Response(bytes, format, named: report.fileName(format))
    }
}
