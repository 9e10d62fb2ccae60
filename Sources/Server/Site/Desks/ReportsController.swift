import Civics
import Desks
import Hummingbird
import Pages
import Reporting

/// The reports, and one of them.
struct ReportsController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/reports", use: list)
        desk.get("/reports/weekly/{week}", use: weekly)
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let weeks = try await visit.desks.advice.reportedWeeks(visit.operation)
        let items = weeks.map { week, received in
            ReportsPage.Item(week: week, received: received, isRunning: week.days.upperBound >= visit.today)
        }
        return house.answer(ReportsPage(items, in: try await visit.page(at: .reports)))
    }

    @Sendable
    private func weekly(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard let week = context.parameters.get("week").flatMap({ CityWeek($0) }) else { throw Problem.notFound }
        let weeks = try await visit.desks.advice.reportedWeeks(visit.operation).map(\.week)
        guard weeks.contains(week) else { throw Problem.notFound }
        let page = try await visit.page(at: .weeklyReport(week))
        let document = try await visit.desks.advice.weeklyReport(
            week, in: page.language, isDemonstration: visit.desks.isDemonstration, visit.operation)
        let model = ReportPage.Model(
            week: week, document: document, generatedAt: visit.now,
            previous: weeks.contains(week.previous) ? week.previous : nil,
            next: weeks.contains(week.next) ? week.next : nil)
        return house.answer(ReportPage(model, in: page))
    }
}
