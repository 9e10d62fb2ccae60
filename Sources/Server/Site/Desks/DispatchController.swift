import Casework
import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// The dispatch queue.
struct DispatchController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/dispatch", use: queue)
    }

    @Sendable
    private func queue(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let chosen = visit.query["case"].flatMap { CaseNumber($0) }
        if let page = try await DispatchQueue(visit, visit.query).page(at: chosen) { return house.answer(page) }
        // Dispatched in the meantime.
        guard let chosen else { throw Problem.notFound }
        return house.lead(to: .caseFile(chosen))
    }
}

/// Makes the page of the dispatch queue: those that wait, one of them whole, and who should have it.
struct DispatchQueue {
    private let visit: DeskVisit
    private let view: DispatchView
    private let search: String?
    private var city: City { visit.city }

    init(_ visit: DeskVisit, _ query: FormFields) {
        self.visit = visit
        view = query["view"].flatMap { DispatchView(rawValue: $0) } ?? .all
        search = DeskVisit.search(query["q"])
    }

    private var deskView: DispatchDesk.View { DispatchDesk.View(rawValue: view.rawValue) ?? .all }

    /// - Parameter number: the request in the middle; the first of the queue where none is given.
    /// - Returns: `nil` when that request does not wait for the dispatcher.
    func page(
        at number: CaseNumber?, after attempt: Attempt? = nil, revealing reporter: Reporter? = nil
    ) async throws -> DispatchPage? {
        let desk = visit.desks.dispatch
        let counts = try await desk.counts(visit.operation)
        let queue = try await desk.queue(deskView, finding: search, visit.operation).items
        let total =
            search == nil ? counts[deskView] ?? 0 : try await desk.count(deskView, finding: search, visit.operation)
        var current: DispatchPage.Current?
        if !visit.wantsListsOnly, let chosen = number ?? queue.first?.row.number {
            current = try await self.current(chosen, revealing: reporter)
            // What has gone its way while a form was open leaves the form's problem with the next one in the queue.
            if current == nil, let attempt, attempt.problem != nil, let next = queue.first?.row.number {
                current = try await self.current(next, revealing: nil)
            } else if current == nil, number != nil {
                return nil
            }
        }
        let today = try await desk.today(visit.operation)
        let model = DispatchPage.Model(
            view: view, counts: self.counts(counts),
            oldestWaiting: try await desk.oldest(deskView, visit.operation).map { visit.now - $0 },
            dispatchedToday: today.dispatched, returnedToday: today.returned, query: search,
            queue: queue.map { visit.rows.row($0) }, total: total, current: current,
            bodies: current == nil ? [] : ChoiceGroup.bodies(of: city, around: current?.place),
            categories: current == nil ? [] : ChoiceGroup.categories(of: city),
            places: current == nil ? [] : ChoiceGroup.places(of: city, around: current?.place),
            faults: attempt?.faults ?? [],
            problem: attempt?.problem)
        let path = SitePath.dispatch(view: view == .all ? nil : view.rawValue, case: number, query: search)
        return DispatchPage(model, in: try await visit.page(at: path))
    }

    private func counts(_ counts: [DispatchDesk.View: Int]) -> [DispatchView: Int] {
        Dictionary(
            uniqueKeysWithValues: DispatchView.allCases.map { view in
                (view, DispatchDesk.View(rawValue: view.rawValue).flatMap { counts[$0] } ?? 0)
            })
    }

    private func current(_ number: CaseNumber, revealing shown: Reporter?) async throws -> DispatchPage.Current? {
        let file = try await visit.desks.caseFile(number, visit.operation)
        let request = file.request
        guard [.awaitingDispatch, .awaitingAdjudication].contains(request.stage) || !request.helpersAsking.isEmpty
        else { return nil }
        let rows = visit.rows
        let reporter: Reporter =
            if let shown { shown } else { try await visit.reporter(of: request) }
        let suggestion = wasClassified(file) ? visit.desks.dispatch.suggestion(for: request) : nil
        let similar =
            file.title.isEmpty
            ? []
            : try await visit.desks.service.similar(
                to: file.title, text: file.text, at: request.place, excluding: number, visit.operation)
        var current = DispatchPage.Current(
            row: rows.row(file), stamp: FormStamp(version: request.version, once: DeskVisit.once()),
            text: file.text.isEmpty ? nil : file.text, category: request.category,
            categoryPath: rows.categoryPath(request.category), place: request.place, reporter: reporter,
            earlier: try await visit.desks.others(ofPersonBehind: request, limit: 20, visit.operation).map {
                rows.row($0)
            },
            returned: returned(file), contest: try await contest(file),
            suggestion: suggestion.map { self.suggestion($0, for: request) },
            alternatives: (suggestion?.alternatives ?? governments(of: request)).map(choice),
            similar: similar.map { rows.similar($0) },
            advice: visit.desks.adviser.advice(title: file.title, text: file.text).map {
                DispatchPage.Advice(
                    category: NamedChoice($0.category, rows.category($0.category)), probability: $0.probability,
                    words: $0.words)
            })
        current.asking = asking(file)
        current.attachments = visit.attachments(of: file)
        return current
    }

    /// Co-handlers that ask to be let go, with what they said last.
    private func asking(_ file: CaseFile) -> [DispatchPage.Asking] {
        file.request.helpersAsking.compactMap { helper in
            for entry in file.entries.reversed() {
                guard case .helperReturned(helper.body, let reason, _) = entry.event else { continue }
                return DispatchPage.Asking(
                    body: named(helper.body), reason: reason, note: file.body(entry.version), at: entry.at)
            }
            return nil
        }
    }

    /// Nobody has said yet what the matter is: then the list of duties cannot say whose it is.
    private func wasClassified(_ file: CaseFile) -> Bool {
        file.request.category != ServiceDesk.unclassified(in: city)
            || file.entries.contains { if case .classified = $0.event { true } else { false } }
    }

    private func suggestion(_ found: DispatchSuggestion, for request: ServiceRequest) -> DispatchPage.Suggestion {
        let level = found.duty.level
        let place = city.ancestor(of: request.place, at: level)
        var suggestion = DispatchPage.Suggestion(
            lead: choice(found.lead), coHandlers: found.coHandlers.map(choice),
            category: visit.rows.category(request.category), level: level,
            place: city.region(place ?? request.place)?.name ?? city.name, rule: found.duty.category,
            isFallback: found.lead.level != level || place == nil, limits: request.limits,
            closeBy: request.limits.close.end(from: visit.now, in: city.calendar))
        suggestion.isUnclear = found.lead.function == "government" && found.duty.lead != "government"
        return suggestion
    }

    /// The governments of the town and the district, where nothing better is known.
    private func governments(of request: ServiceRequest) -> [Organisation] {
        [Level.town, .district].compactMap { level in
            city.ancestor(of: request.place, at: level).flatMap { city.organisation(function: "government", in: $0) }
        }
    }

    private func returned(_ file: CaseFile) -> DispatchPage.Return? {
        guard file.request.stage == .awaitingAdjudication else { return nil }
        for entry in file.entries.reversed() {
            guard case .returned(let body, let reason, _) = entry.event else { continue }
            return DispatchPage.Return(
                body: named(body), reason: reason, note: file.body(entry.version), at: entry.at)
        }
        return nil
    }

    private func contest(_ file: CaseFile) async throws -> DispatchPage.Contest? {
        let request = file.request
        guard request.stage == .awaitingDispatch, request.firstDispatchedAt == nil, let at = request.contestedAt,
            let refusal = file.entries.first(where: { if case .refused = $0.event { true } else { false } }),
            case .refused(let ground, _) = refusal.event
        else { return nil }
        let said = file.entries.first { if case .contested = $0.event { true } else { false } }
        let names = try await ActorNames(accounts: [refusal.actor], visit)
        return DispatchPage.Contest(
            at: at, said: said.flatMap { file.body($0.version) }, ground: ground,
            explanation: file.body(refusal.version), refusedAt: refusal.at, refusedBy: names.name(refusal.actor),
            isOwn: try await visit.desks.isOwnRefusal(request.number, visit.actor))
    }

    private func named(_ body: OrganisationID) -> NamedChoice {
        NamedChoice(body, city.organisation(body)?.name ?? LocalName(zh: body, en: body))
    }

    private func choice(_ body: Organisation) -> NamedChoice { NamedChoice(body.id, body.name) }
}
