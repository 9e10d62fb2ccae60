import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Storage

/// Everything that staff can do to a case, wherever its form stands: on the case's own page, on the queue of the
/// dispatcher, on a list.
struct CaseActionController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        for action in CaseAction.allCases {
            desk.post("/cases/{number}/\(action.rawValue)") { try await act(action, $0, $1) }
        }
        desk.post("/cases/{number}/reveal", use: reveal)
    }

    @Sendable
    private func act(_ action: CaseAction, _ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        let form = try await visit.form()
        do {
            try await carryOut(action, on: number, form, visit)
        } catch {
            let attempt = try await Attempt(action, on: number, form, error) {
                try await conflict(on: number, visit)
            }
            guard let attempt else { throw error }
            return try await FormPlace(form, visit).answer(number, after: attempt)
        }
        let state = try await visit.desks.request(number, visit.operation)
        let people = try await visit.people([state.handler] + state.coHandlers.map(\.handler))
        let notice = CaseNotice(action, form, state, people: people, visit)
        var response = Response(status: .seeOther, headers: [.location: FormPlace(form, visit).next(number)])
        FlashCookie.write(
            notice.message, undo: notice.undo.map { (number, $0) }, on: &response,
            isSecure: house.configuration.isBehindTLS)
        return response
    }

    private func carryOut(
        _ action: CaseAction, on number: CaseNumber, _ form: FormFields, _ visit: DeskVisit
    ) async throws {
        var fields = FieldReader(form)
        let version = fields.integer(CaseField.version.rawValue, in: 1...Int.max)
        let reader = CommandReader(city: visit.city, actor: visit.actor) {
            try await visit.desks.request(number, visit.operation)
        }
        let command = try await reader.command(action, &fields)
        if action == .callBack, (form[CaseField.reached.rawValue] ?? "").isEmpty {
            fields.add(CaseField.reached.rawValue, .missing)
        }
        try fields.finish()
        let outcome = try await visit.desks.act(
            command, on: number, expectedVersion: version, idempotency: key(action, form, visit), visit.operation)
        // A bad rating has opened its rectification by then.
        guard form[CaseField.redo.rawValue] == "1", outcome.stage == .calledBack || outcome.stage == .closed else {
            return
        }
        // What the person says about it, or what was found, is why it has to be done again.
        let reason: String?
        switch command {
        case .callBack(let answer): reason = answer.comment
        case .inspect(let inspection): reason = inspection.note
        default: return
        }
        try await visit.desks.act(
            .redo(note: reason), on: number, expectedVersion: outcome.version,
            idempotency: key(.redo, form, visit), visit.operation)
    }

    private func key(_ action: CaseAction, _ form: FormFields, _ visit: DeskVisit) -> IdempotencyKey? {
        guard let once = form[CaseField.once.rawValue], !once.isEmpty, once.utf8.count <= 200 else { return nil }
        return Once.key(once, action.rawValue, form, account: visit.actor.account)
    }

    /// Who was faster.
    private func conflict(on number: CaseNumber, _ visit: DeskVisit) async throws -> DeskProblem {
        let file = try await visit.desks.caseFile(number, visit.operation)
        guard let last = file.entries.last else { return .conflict(by: nil, at: nil) }
        return .conflict(by: try await ActorNames(accounts: [last.actor], visit).name(last.actor), at: last.at)
    }

    /// Shows the page that the button stood on, with who asked.
    @Sendable
    private func reveal(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        let form = try await visit.form()
        let reporter = try await visit.revealedReporter(of: number)
        return try await FormPlace(form, visit).answer(number, revealing: reporter)
    }
}

/// The page that a form stood on, as the form itself says: where to go on afterwards, and what to show again when
/// something was not done.
struct FormPlace {
    private enum Desk {
        case caseFile, dispatch, callbacks, inspections, worklist, supervision
    }

    private let desk: Desk
    private let address: String?
    private let query: FormFields
    private let visit: DeskVisit

    init(_ form: FormFields, _ visit: DeskVisit) {
        self.visit = visit
        let text = LocalPath(form[CaseField.back.rawValue]).path
        let parts = text.split(separator: "?", maxSplits: 1)
        let path = parts.first.map(String.init) ?? "/"
        let desks: [(SitePath, Desk)] = [
            (.dispatch(), .dispatch), (.callbacks(), .callbacks), (.worklist(), .worklist),
            (.supervision(), .supervision), (.inspections(), .inspections),
        ]
        desk = desks.first { $0.0.description == path }?.1 ?? .caseFile
        address = path == "/desk" || path.hasPrefix("/desk/") ? text : nil
        query = parts.count > 1 ? (try? FormFields(String(parts[1]))) ?? FormFields() : FormFields()
    }

    /// Where to go on: the page that the form names, else the case.
    func next(_ number: CaseNumber) -> String { address ?? SitePath.caseFile(number).description }

    /// The same page once more.
    func answer(
        _ number: CaseNumber, after attempt: Attempt? = nil, revealing reporter: Reporter? = nil
    ) async throws -> Response {
        let status = attempt?.status ?? .ok
        let house = visit.house
        switch desk {
        case .dispatch:
            let queue = DispatchQueue(visit, query)
            guard let page = try await queue.page(at: number, after: attempt, revealing: reporter) else { break }
            return house.answer(page, status: status)
        case .callbacks:
            let queue = CallbackQueue(visit, query)
            guard let page = try await queue.page(at: number, after: attempt, revealing: reporter) else { break }
            return house.answer(page, status: status)
        case .inspections where reporter == nil:
            guard let page = try await InspectionQueue(visit, query).page(at: number, after: attempt) else { break }
            return house.answer(page, status: status)
        // What was typed and not taken is shown where the form has room for it: on the case's own page.
        case .worklist where reporter == nil && attempt?.problem != nil:
            return house.answer(try await Worklist(visit, query).page(after: attempt), status: status)
        case .supervision where reporter == nil:
            return house.answer(try await SupervisionList(visit, query).page(after: attempt), status: status)
        default: break
        }
        let page = try await CaseReading(visit).page(of: number, after: attempt, revealing: reporter)
        return house.answer(page, status: status)
    }
}
