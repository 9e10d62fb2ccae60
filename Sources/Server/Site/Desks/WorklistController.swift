import Casework
import Civics
import Desks
import Hummingbird
import Pages
import Reporting
import Storage

/// A body's work list.
struct WorklistController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/worklist", use: list)
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        return house.answer(try await Worklist(visit, visit.query).page())
    }
}

/// Makes the page of a body's work list.
struct Worklist {
    private let visit: DeskVisit
    private let view: WorklistView
    private let search: String?
    private let after: String?

    init(_ visit: DeskVisit, _ query: FormFields) {
        self.visit = visit
        let wanted = query["view"].flatMap { WorklistView(rawValue: $0) } ?? .open
        // A link from a colleague of another role.
        let isOwn = HandlingDesk.views(of: visit.actor.role).contains { $0.rawValue == wanted.rawValue }
        view = isOwn ? wanted : .open
        search = DeskVisit.search(query["q"])
        after = query["after"]
    }

    private var deskView: HandlingDesk.View { HandlingDesk.View(rawValue: view.rawValue) ?? .open }

    func page(after attempt: Attempt? = nil) async throws -> WorklistPage {
        let desk = visit.desks.handling
        let cursor = DeskVisit.cursor(after)
        let found = try await desk.workList(deskView, finding: search, after: cursor, visit.operation)
        let counts = try await desk.counts(visit.operation)
        let month = Period.thisMonth.days(until: visit.today)
        let own = visit.actor.organisation ?? ""
        let body = visit.city.organisation(own)
        let people = try await visit.people(found.items.map { $0.help == nil ? $0.row.handler : $0.help?.handler })
        let total: BoundedCount
        if search == nil, let known = counts[deskView] {
            total = known
        } else {
            total = try await desk.count(deskView, finding: search, visit.operation)
        }
        let model = WorklistPage.Model(
            view: view, body: body?.name ?? LocalName(zh: own, en: own), counts: self.counts(counts),
            onTime: try await desk.onTime(month, visit.operation),
            onTimeFigure: FigureQuery(.due, .body, first: own, days: month), query: search,
            items: found.items.map { item($0, of: own, people) }, orders: try await orders(), total: ListCount(total),
            after: cursor == nil ? nil : after,
            next: found.next.map { CursorText.text($0) }, once: DeskVisit.once(), problem: attempt?.problem)
        let path = SitePath.worklist(view: view == .open ? nil : view.rawValue, query: search, after: after)
        return WorklistPage(model, in: try await visit.page(at: path))
    }

    /// How many orders stand above the list.
    private static let ordersAbove = 5

    /// Orders of supervision to answer: above the whole list, and with their own.
    private func orders() async throws -> [OrderToAnswer] {
        guard search == nil, after == nil, view == .open || view == .supervised else { return [] }
        let most = view == .supervised ? 50 : Self.ordersAbove
        let found = try await visit.desks.handling.workList(.supervised, limit: most, visit.operation)
        var orders: [OrderToAnswer] = []
        for item in found.items {
            let file = try await visit.desks.caseFile(item.row.number, visit.operation)
            guard let order = file.request.supervision, file.request.supervisionState == .awaitingAnswer else {
                continue
            }
            let rule = file.entries.last { $0.version < order.version && $0.at == order.orderedAt }
            let clock = file.request.clock(.supervision, in: visit.city)
            orders.append(
                OrderToAnswer(
                    visit.rows.row(item), level: order.level, reason: order.reason, demand: file.body(order.version),
                    rule: rule.flatMap { entry in
                        if case .reminded(let id) = entry.event { visit.city.supervision.rule(id)?.name } else { nil }
                    },
                    clock: clock.map { ClockReading($0, at: visit.now, calendar: visit.city.calendar) },
                    answerVersion: visit.desks.may(.answerSupervision, on: file.request, visit.actor)
                        ? file.request.version : nil))
        }
        return orders
    }

    private func counts(_ counts: [HandlingDesk.View: BoundedCount]) -> [WorklistView: ListCount] {
        var shown: [WorklistView: ListCount] = [:]
        for (view, count) in counts {
            if let name = WorklistView(rawValue: view.rawValue) { shown[name] = ListCount(count) }
        }
        return shown
    }

    private func item(
        _ item: RequestPage.Item, of body: OrganisationID, _ people: [String: LocalName]
    ) -> WorklistPage.Item {
        var row = visit.rows.row(item)
        row.handler = row.handler.map { people[$0].map { visit.words.say($0) } ?? $0 }
        let isOwnPart = item.help != nil || item.row.lead == body
        return WorklistPage.Item(
            row, close: visit.rows.closeClock(item), isCoHandled: item.help != nil || item.row.lead != body,
            signVersion: row.stage == .awaitingSigning && isOwnPart ? item.row.version : nil)
    }
}
