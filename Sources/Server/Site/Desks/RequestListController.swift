import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// The requests behind a figure.
struct RequestListController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/requests", use: list)
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        guard let figure = FigureQuery(query: { visit.query[$0] }), let filter = RequestFilter(behind: figure) else {
            throw Problem.noFigure
        }
        let after = visit.query["after"]
        let advice = visit.desks.advice
        let found = try await advice.requests(filter, after: DeskVisit.cursor(after), visit.operation)
        let total = try await advice.count(filter, visit.operation)
        let names = CutNames(city: visit.city).names(of: figure)
        let model = RequestListPage.Model(
            figure: figure, first: names.first, second: names.second, found: visit.found(found, of: total, after: after)
        )
        return house.answer(RequestListPage(model, in: try await visit.page(at: .requests(figure, after: after))))
    }
}

extension Problem {
    static var noFigure: Problem {
        Problem(
            .badRequest, "no-figure",
            LocalName(zh: "这个网址没有说是哪个数字", en: "This address names no figure"),
            detail: LocalName(
                zh: "请从报告或者城市运行里点数字进来。", en: "Come here by pressing a number in a report or in the city's figures."))
    }
}
