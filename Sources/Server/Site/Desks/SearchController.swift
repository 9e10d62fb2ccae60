import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// Finding requests by number or words.
struct SearchController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/search", use: search)
    }

    @Sendable
    private func search(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let query = DeskVisit.search(visit.query["q"])
        let after = visit.query["after"]
        let isLimited = !Access.isAllowed(.viewCase, role: visit.actor.role, relation: .none)
        let page = try await visit.page(at: .search(query: query, after: after))
        guard let query else {
            return house.answer(SearchPage(SearchPage.Model(query: nil, isLimitedToBody: isLimited), in: page))
        }
        var filter = RequestFilter()
        filter.find(query)
        let cursor = DeskVisit.cursor(after)
        let found = try await visit.desks.advice.requests(filter, after: cursor, visit.operation)
        let total = try await visit.desks.advice.count(filter, visit.operation)
        let model = SearchPage.Model(
            query: query, rows: found.items.map { visit.rows.row($0) }, total: ListCount(total),
            after: cursor == nil ? nil : after, next: found.next.map { CursorText.text($0) },
            isLimitedToBody: isLimited)
        return house.answer(SearchPage(model, in: page))
    }
}
