import Casework
import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// What watches over the figures: appeals against ratings, second looks at closings, and signs.
struct QualityController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/appeals", use: appeals)
        desk.get("/inspections", use: inspections)
        desk.get("/signs", use: signs)
    }

    @Sendable
    private func appeals(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let isDecided = visit.query["view"] == "decided"
        let after = visit.query["after"]
        let cursor = DeskVisit.cursor(after)
        let desk = visit.desks.supervision
        let (found, next) = try await desk.appeals(decided: isDecided, after: cursor, visit.operation)
        let rules = visit.city.quality.appeals
        let items = found.map { found in
            AppealsPage.Item(
                row: visit.rows.row(found.item), body: visit.rows.body(found.appeal.body),
                ground: rules.ground(found.appeal.ground)?.name
                    ?? LocalName(zh: found.appeal.ground, en: found.appeal.ground),
                at: found.appeal.at, decideBy: found.decideBy, decidedAt: found.appeal.decidedAt,
                isGranted: found.appeal.isGranted)
        }
        let model = AppealsPage.Model(
            isDecided: isDecided, items: items, open: try await desk.openAppeals(visit.operation),
            mayDecide: Access.isAllowed(.decideAppeal, role: visit.actor.role, relation: .none), rules: rules,
            after: cursor == nil ? nil : after, next: next.map { CursorText.text($0) })
        let path = SitePath.appeals(decided: isDecided, after: after)
        return house.answer(AppealsPage(model, in: try await visit.page(at: path)))
    }

    @Sendable
    private func inspections(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let chosen = visit.query["case"].flatMap { CaseNumber($0) }
        let queue = InspectionQueue(visit, visit.query)
        if let page = try await queue.page(at: chosen) { return house.answer(page) }
        // Looked at in the meantime, or never drawn.
        guard let chosen else { throw Problem.notFound }
        return house.lead(to: .caseFile(chosen))
    }

    @Sendable
    private func signs(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let days = visit.days(visit.query, usual: .month)
        let desk = visit.desks.supervision
        let report = try await desk.signs(days, visit.operation)
        let faces = report.findings.map { SignsPage.Finding($0, visit) }
        var model = SignsPage.Model(
            days: days, findings: faces, daysMissing: report.daysMissing, rules: report.rules)
        let (sign, subject) = (visit.query["sign"], visit.query["subject"])
        if let index = faces.firstIndex(where: { "\($0.sign)" == sign && $0.subject == subject }) {
            let most = 200
            let found = try await desk.evidence(
                for: faces[index].sign, of: faces[index].subject, days, limit: most, visit.operation)
            model.evidence = SignsPage.Evidence(
                finding: faces[index],
                rows: found.map { (visit.rows.row($0.item), $0.other.map { visit.rows.row($0) }) },
                isMore: found.count == most)
        }
        let path = SitePath.signs(days, sign: model.evidence?.finding.sign, subject: model.evidence?.finding.subject)
        return house.answer(SignsPage(model, in: try await visit.page(at: path)))
    }
}

extension SignsPage.Finding {
    init(_ finding: SignFinding, _ visit: DeskVisit) {
        self.init(
            sign: finding.sign, subject: finding.subject,
            body: visit.city.organisation(finding.body)?.name ?? LocalName(zh: finding.body, en: finding.body),
            account: finding.account, hits: finding.hits, base: finding.base, cityShare: finding.cityShare,
            askedAgain: finding.askedAgain)
    }
}

/// Makes the page of second looks.
struct InspectionQueue {
    private let visit: DeskVisit
    private let after: String?

    init(_ visit: DeskVisit, _ query: FormFields) {
        self.visit = visit
        after = query["after"]
    }

    /// - Parameter number: the request that is looked at; the first of the queue where none is given.
    /// - Returns: `nil` when that closing does not wait for a look.
    func page(at number: CaseNumber?, after attempt: Attempt? = nil) async throws -> InspectionsPage? {
        let cursor = DeskVisit.cursor(after)
        let (queue, next, counts) = try await visit.desks.supervision.waitingLots(after: cursor, visit.operation)
        var current: InspectionsPage.Current?
        if let chosen = number ?? queue.first?.item.row.number {
            current = try await self.current(chosen)
            if current == nil, number != nil { return nil }
        }
        let model = InspectionsPage.Model(
            queue: queue.map { (visit.rows.row($0.item), $0.lot.day) }, waiting: counts.waiting, drawn: counts.drawn,
            current: current, rules: visit.city.quality.sampling, after: cursor == nil ? nil : after,
            next: next.map { CursorText.text($0) }, typed: attempt?.typed ?? [:], faults: attempt?.faults ?? [],
            problem: attempt?.problem)
        return InspectionsPage(model, in: try await visit.page(at: .inspections(case: number, after: after)))
    }

    private func current(_ number: CaseNumber) async throws -> InspectionsPage.Current? {
        let file = try await visit.desks.caseFile(number, visit.operation)
        let request = file.request
        guard let round = request.rounds.last, let closedAt = round.closedAt, round.inspection == nil else {
            return nil
        }
        let reading = CaseReading(visit)
        let names = try await ActorNames(accounts: file.entries.map(\.actor), visit)
        let said = file.entries.last { entry in
            if case .calledBack(let answer) = entry.event { answer.reached && entry.at >= closedAt } else { false }
        }
        return InspectionsPage.Current(
            row: visit.rows.row(file), stamp: FormStamp(version: request.version, once: DeskVisit.once()),
            text: file.text.isEmpty ? nil : file.text, replies: reading.replies(file, names),
            contacts: reading.contacts(file, names), closedAt: closedAt,
            rating: round.callBack?.reached == true ? round.callBack : nil,
            comment: said.flatMap { file.body($0.version) })
    }
}
