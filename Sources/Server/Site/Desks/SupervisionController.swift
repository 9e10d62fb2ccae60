import Casework
import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// The supervision desk.
struct SupervisionController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/supervision", use: list)
        desk.post("/supervision/together", use: together)
    }

    /// Urges or supervises several requests, each by itself: what one of them does not take does not stop the others.
    @Sendable
    private func together(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let form = try await visit.form()
        let outcome = try await Together(form, visit).carryOut()
        let back = LocalPath(form[CaseField.back.rawValue]).path.split(separator: "?", maxSplits: 1)
        let query = back.count > 1 ? (try? FormFields(String(back[1]))) ?? FormFields() : FormFields()
        return house.answer(try await SupervisionList(visit, query).page(outcome: outcome))
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        return house.answer(try await SupervisionList(visit, visit.query).page())
    }
}

/// Makes the page of the supervision desk.
struct SupervisionList {
    private let visit: DeskVisit
    private let view: SupervisionView
    private let after: String?

    init(_ visit: DeskVisit, _ query: FormFields) {
        self.visit = visit
        view = query["view"].flatMap { SupervisionView(rawValue: $0) } ?? .overdue
        after = query["after"]
    }

    private var deskView: SupervisionDesk.View { SupervisionDesk.View(rawValue: view.rawValue) ?? .overdue }

    func page(after attempt: Attempt? = nil, outcome: TogetherOutcome? = nil) async throws -> SupervisionPage {
        let desk = visit.desks.supervision
        let cursor = DeskVisit.cursor(after)
        let found = try await desk.list(deskView, after: cursor, visit.operation)
        let counts = try await desk.counts(visit.operation)
        let mayUrge = Access.isAllowed(.urge, role: visit.actor.role, relation: .none)
        let maySupervise = Access.isAllowed(.supervise, role: visit.actor.role, relation: .none)
        let items = found.items.map { self.item($0, mayUrge: mayUrge, maySupervise: maySupervise) }
        var shown: [SupervisionView: ListCount] = [:]
        for (view, count) in counts {
            if let name = SupervisionView(rawValue: view.rawValue) { shown[name] = ListCount(count) }
        }
        let model = SupervisionPage.Model(
            view: view, counts: shown, items: items, total: shown[view] ?? 0, after: cursor == nil ? nil : after,
            next: found.next.map { CursorText.text($0) }, once: DeskVisit.once(), problem: attempt?.problem,
            outcome: outcome, mayUrge: mayUrge, maySupervise: maySupervise, alerts: try visit.alerts())
        let path = SitePath.supervision(view: view == .overdue ? nil : view.rawValue, after: after)
        return SupervisionPage(model, in: try await visit.page(at: path))
    }

    private func item(_ item: RequestPage.Item, mayUrge: Bool, maySupervise: Bool) -> SupervisionPage.Item {
        let row = item.row
        let isOfOrders = [.supervised, .unanswered, .answered, .lifted].contains(view)
        let isStanding = row.supervisionState == .awaitingAnswer || row.supervisionState == .answered
        return SupervisionPage.Item(
            visit.rows.row(item), urgeVersion: mayUrge && !row.stage.isEnded ? row.version : nil,
            chosenVersion: !row.stage.isEnded ? row.version : nil,
            liftVersion: isOfOrders && maySupervise && isStanding ? row.version : nil,
            order: isOfOrders
                ? row.supervisionState.map { OrderStanding($0, clock: visit.rows.orderClock(row)) } : nil)
    }
}
