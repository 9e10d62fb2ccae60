import Casework
import Civics
import Desks
import Hummingbird
import Pages
import Storage

/// A case whole.
struct CaseController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/cases/{number}", use: read)
        desk.post("/cases/{number}/check-reply", use: check)
    }

    @Sendable
    private func read(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        return house.answer(try await CaseReading(visit).page(of: visit.number(), beginning: visit.query["template"]))
    }

    /// Hints on what stands in the box: a part of the page for the script that asks while one types, else the whole page
    /// with everything that was typed.
    @Sendable
    private func check(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        let form = try await visit.form()
        let reply = String((form[CaseField.reply.rawValue] ?? "").prefix(CommandReader.replyLimit))
        guard form["part"] != nil else {
            return house.answer(try await CaseReading(visit).page(of: number, writing: reply))
        }
        let file = try await visit.desks.caseFile(number, visit.operation)
        let hints = try await ReplyReading(visit).hints(on: reply, to: file)
        return Response(status: .ok, html: ReplyHintsFragment(hints, in: visit.words).render())
    }
}

/// Makes the page of a case.
struct CaseReading {
    let visit: DeskVisit
    private var city: City { visit.city }

    init(_ visit: DeskVisit) { self.visit = visit }

    /// - Parameters:
    ///   - attempt: what was tried and not done; what was typed is shown again.
    ///   - reporter: who asked, where that was just looked at.
    ///   - template: the text of the city that the reply begins with.
    ///   - reply: what stands in the box for the reply.
    ///   - files: what was wrong with files that were sent.
    func page(
        of number: CaseNumber, after attempt: Attempt? = nil, revealing reporter: Reporter? = nil,
        beginning template: String? = nil, writing reply: String? = nil, files: FilePart? = nil
    ) async throws -> CasePage {
        let file = try await visit.desks.caseFile(number, visit.operation)
        let page = try await visit.page(at: .caseFile(number))
        let request = file.request
        var model = try await model(of: file, revealing: reporter)
        model.quality = visit.qualityFace(of: file)
        model.offers = CaseOffers(desks: visit.desks, actor: visit.actor, request: request, now: visit.now).offers
        if model.offers.contains(where: { [.sign, .assign].contains($0.action) && $0.blocked == nil }),
            let body = Access.body(of: visit.actor, for: request, in: city)
        {
            model.handlers = try await visit.desks.handlers(of: body, visit.operation)
                .map { CasePage.HandlerChoice(account: $0.account, name: $0.name, open: $0.open) }
        }
        if model.offers.contains(where: { $0.action == .classify && $0.blocked == nil }) {
            model.categories = ChoiceGroup.categories(of: city)
            model.places = ChoiceGroup.places(of: city, around: request.place)
        }
        model.attachments = visit.attachments(of: file)
        let mayAttach = visit.desks.may(.attach, on: request, visit.actor)
        model.files = files ?? (mayAttach ? visit.house.filePart(for: request) : nil)
        model.speaksForPerson = Access.isAllowed(.intake, role: visit.actor.role, relation: .none)
        if try await visit.desks.isOwnRefusal(number, visit.actor) {
            model.offers = model.offers.map {
                $0.action == .refuse ? CasePage.Offer(.refuse, blocked: .ownRefusal) : $0
            }
        }
        model.forgetting = try await forgetting(request)
        model.typed = attempt?.typed ?? [:]
        try await ReplyReading(visit).complete(&model, file, beginning: template, writing: reply)
        model.faults = attempt?.faults ?? []
        model.problem = attempt?.problem
        return CasePage(model, in: page)
    }

    private func model(of file: CaseFile, revealing shown: Reporter?) async throws -> CasePage.Model {
        let request = file.request
        let names = try await ActorNames(accounts: file.entries.map(\.actor), visit)
        let people = try await visit.people(file.entries.map { $0.event.handler })
        let rows = visit.rows
        let reporter: Reporter =
            if let shown { shown } else { try await visit.reporter(of: request) }
        return CasePage.Model(
            row: rows.row(file), stamp: FormStamp(version: request.version, once: DeskVisit.once()), origin: origin,
            text: file.text.isEmpty ? nil : file.text, takenBy: takenBy(file, names), category: request.category,
            categoryPath: rows.categoryPath(request.category), place: request.place,
            clocks: ClockAccount.all(of: request, at: visit.now, in: city), replies: replies(file, names),
            draft: draft(file, names),
            helpersAsking: request.coHandlers.filter { $0.returnedAt != nil }
                .map { CasePage.BodyChoice(id: $0.body, name: name(of: $0.body)) },
            contacts: contacts(file, names), journal: journal(file, names), names: CaseNames(city, people: people),
            integrity: try await integrity(of: request.number), parties: parties(request, people), reporter: reporter,
            mergedInto: request.mergedInto,
            mergedHere: try await visit.desks.merged(into: request, visit.operation).map { member($0) },
            waitingHere: try await visit.desks.waiting(for: request), rectification: rectification(file),
            earlier: try await visit.desks.others(ofPersonBehind: request, visit.operation).map { rows.row($0) },
            similar: try await similar(to: file).map { rows.similar($0) },
            accesses: try await accesses(to: request.number),
            told: try await told(request.number), timeExtension: timeExtension(file))
    }

    /// What the person and the bodies were told; what programs were told is no business of whoever handles the case.
    private func told(_ number: CaseNumber) async throws -> [CasePage.Told] {
        try await visit.desks.store.messages(of: number).filter { $0.audience != .systems }.map { message in
            let reason = MessageReason(message.reason)
            let state: CasePage.Told.State =
                switch message.state {
                case .sent: .sent(at: message.endedAt ?? message.at)
                case .waiting: .waiting(until: message.nextAt, failures: message.attempts, reason: reason)
                case .dead: .failed(at: message.endedAt ?? message.at, reason: reason)
                case .dropped: .dropped(reason: reason)
                }
            let way = city.messages.way(message.way)?.carrier.name
            return CasePage.Told(
                message.notice, to: message.audience == .person ? nil : name(of: message.recipient),
                by: way ?? LocalName(zh: message.way, en: message.way), state)
        }
    }

    /// How it stands with the person's wish to be forgotten; for those who write it down.
    private func forgetting(_ request: ServiceRequest) async throws -> CasePage.Forgetting? {
        guard visit.desks.may(.recordForgetting, on: request, visit.actor) else { return nil }
        let store = visit.desks.store
        if let at = try await store.forgottenAt(request.number) { return .done(at: at) }
        if let wish = try await store.wish(for: request.number), wish.endedAt == nil {
            let names = try await ActorNames(accounts: [wish.askedBy], visit)
            return .waiting(since: wish.askedAt, on: city.zone.day(of: wish.dueAt), by: names.name(wish.askedBy))
        }
        guard request.stage.isEnded else { return .open }
        return .possible(on: city.zone.day(of: visit.desks.service.forgettingDue(at: visit.now)))
    }

    /// The log of looks at the person's data; for auditors.
    private func accesses(to number: CaseNumber) async throws -> [CasePage.Access]? {
        guard Access.isAllowed(.viewAccessLog, role: visit.actor.role, relation: .none) else { return nil }
        let accesses = try await visit.desks.accesses(to: number, visit.operation)
        let names = try await ActorNames(accounts: accesses.map(\.account), visit)
        return accesses.map {
            CasePage.Access(
                at: $0.at, by: names.name($0.account),
                what: AccessKind(rawValue: $0.what).flatMap(FollowPage.Look.What.init) ?? .contact)
        }
    }

    /// The list that the reader works from.
    private var origin: (name: LocalName, path: SitePath)? {
        switch visit.actor.role {
        case .handler, .headOfBody: (DeskPlace.worklist.name, .worklist())
        case .dispatcher: (DeskPlace.dispatch.name, .dispatch())
        case .supervisor: (DeskPlace.supervision.name, .supervision())
        default: nil
        }
    }

    private func takenBy(_ file: CaseFile, _ names: ActorNames) -> String? {
        guard let actor = file.entries.first?.actor, actor != Actor.resident.account,
            [.phone, .hall].contains(file.request.channel)
        else { return nil }
        return names.name(actor)
    }

    private func integrity(of number: CaseNumber) async throws -> CasePage.Integrity {
        let broken = try await visit.desks.store.firstBrokenEntry(of: number)
        return broken.map { .broken(entry: $0) } ?? .verified(at: visit.now)
    }

    func replies(_ file: CaseFile, _ names: ActorNames) -> [CasePage.Reply] {
        file.request.replies.compactMap { reply in
            written(file, version: reply.version, at: reply.at, by: reply.body, names)
        }
    }

    private func draft(_ file: CaseFile, _ names: ActorNames) -> CasePage.Reply? {
        file.request.draft.flatMap { written(file, version: $0.version, at: $0.at, by: $0.body, names) }
    }

    private func written(
        _ file: CaseFile, version: Int, at: Instant, by body: OrganisationID, _ names: ActorNames
    ) -> CasePage.Reply? {
        guard let text = file.body(version), file.entries.indices.contains(version - 1) else { return nil }
        return CasePage.Reply(
            at: at, body: name(of: body), by: names.name(file.entries[version - 1].actor), text: text)
    }

    func contacts(_ file: CaseFile, _ names: ActorNames) -> [CasePage.Contact] {
        file.entries.compactMap { entry in
            guard case .contacted(let body, let means, _) = entry.event else { return nil }
            return CasePage.Contact(
                at: entry.at, means: means, body: name(of: body), by: names.name(entry.actor),
                note: file.body(entry.version))
        }
    }

    private func journal(_ file: CaseFile, _ names: ActorNames) -> [CasePage.Entry] {
        file.entries.map { entry in
            CasePage.Entry(
                at: entry.at, event: entry.event, actor: names.name(entry.actor), text: file.body(entry.version),
                digest: TokenText.text(entry.digest))
        }
    }

    private func parties(_ request: ServiceRequest, _ people: [String: LocalName]) -> [CasePage.Party] {
        func shown(_ handler: String?) -> String? {
            handler.map { people[$0].map { visit.words.say($0) } ?? $0 }
        }
        let lead = request.lead.map { lead in
            CasePage.Party(
                body: name(of: lead), isLead: true, handler: shown(request.handler), signedAt: request.signedAt,
                repliedAt: request.rounds.last?.repliedAt)
        }
        let others = request.coHandlers.map { helper in
            CasePage.Party(
                body: name(of: helper.body), isLead: false, handler: shown(helper.handler), signedAt: helper.signedAt,
                repliedAt: helper.repliedAt)
        }
        return [lead].compactMap(\.self) + others
    }

    private func rectification(_ file: CaseFile) -> CasePage.Rectification? {
        let request = file.request
        guard !request.stage.isEnded, let round = request.rounds.last, round.cause == .rectification,
            let answer = request.lastAnswer
        else { return nil }
        let entry = file.entries.last { entry in
            if case .calledBack(let callBack) = entry.event { callBack.reached } else { false }
        }
        return CasePage.Rectification(
            answer: answer, said: entry.flatMap { file.body($0.version) }, openedAt: round.startedAt,
            by: request.closeClock(round, in: city).deadline)
    }

    /// Requests that read alike, of those that the reader may open.
    private func similar(to file: CaseFile) async throws -> [SimilarRequest] {
        guard !file.title.isEmpty, !file.request.stage.isEnded else { return [] }
        let found = try await visit.desks.service.similar(
            to: file.title, text: file.text, at: file.request.place, excluding: file.request.number, visit.operation)
        return found.filter { visit.maySee($0.item.row) }
    }

    private func member(_ item: RequestPage.Item) -> CasePage.Member {
        let maySplit = Access.isAllowed(.merge, role: visit.actor.role, relation: .none)
        return CasePage.Member(
            visit.rows.row(item), splitVersion: maySplit && item.row.stage == .merged ? item.row.version : nil)
    }

    private func timeExtension(_ file: CaseFile) -> CasePage.Extension? {
        let request = file.request
        let unit = ExtensionUnit(of: request.limits.close)
        guard let shown = CasePage.Extension.Unit(rawValue: unit.rawValue) else { return nil }
        let asked = request.rounds.last.flatMap { $0.extensionDecided ? nil : $0.requestedExtension }
        let entry = file.entries.last { if case .extensionRequested = $0.event { true } else { false } }
        return CasePage.Extension(
            unit: shown, most: unit.most(of: request.limits.close, in: city), asked: asked,
            reason: asked == nil ? nil : entry.flatMap { file.body($0.version) })
    }

    private func name(of body: OrganisationID) -> LocalName {
        city.organisation(body)?.name ?? LocalName(zh: body, en: body)
    }
}

extension RequestEvent {
    /// Whom it gives the request to.
    fileprivate var handler: String? {
        switch self {
        case .signed(_, let handler): handler
        case .assigned(_, let handler): handler
        default: nil
        }
    }
}

extension DeskVisit {
    /// Grounds and checks of the city, and the appeal that waits, where there is one.
    func qualityFace(of file: CaseFile) -> QualityFace {
        let rules = city.quality
        return QualityFace(
            grounds: rules.appeals.grounds, checks: rules.sampling.checks,
            appealUntil: file.request.appealDeadline(in: city), appeal: appealFace(of: file))
    }

    private func appealFace(of file: CaseFile) -> AppealFace? {
        guard let appeal = file.request.openAppeal,
            let round = file.request.rounds.first(where: { $0.appeal == appeal }),
            let rating = round.callBack
        else { return nil }
        let rules = city.quality.appeals
        func text(_ at: Instant?, _ isIt: (RequestEvent) -> Bool) -> String? {
            file.entries.last { $0.at == at && isIt($0.event) }.flatMap { file.body($0.version) }
        }
        return AppealFace(
            body: rows.body(appeal.body),
            ground: rules.ground(appeal.ground)?.name ?? LocalName(zh: appeal.ground, en: appeal.ground),
            explanation: rules.ground(appeal.ground)?.explanation,
            note: text(appeal.at) { if case .appealed = $0 { true } else { false } }, at: appeal.at,
            decideBy: rules.decideWithin.end(from: appeal.at, in: city.calendar), rating: rating,
            comment: text(round.calledBackAt) { if case .calledBack = $0 { true } else { false } })
    }

    /// Who asked, as far as the reader may see it without the look being logged.
    func reporter(of request: ServiceRequest) async throws -> Reporter {
        switch try await desks.maskedReporter(of: request, operation) {
        case .anonymous: .anonymous
        case .hidden: .hidden
        case .masked(let name, let phone, let mayReveal): .masked(name: name, phone: phone, mayReveal: mayReveal)
        }
    }

    /// Who asked; the look is logged.
    func revealedReporter(of number: CaseNumber) async throws -> Reporter {
        guard let person = try await desks.reporter(of: number, operation) else { return .anonymous }
        let enterprise = person.enterprise.isEmpty ? nil : person.enterprise
        return .revealed(name: person.name, phone: person.phone, enterprise: enterprise)
    }

    /// Whether the reader may open the case of a line, as far as the line tells: bodies open those that they lead.
    func maySee(_ row: RequestRow) -> Bool {
        if Access.isAllowed(.viewCase, role: actor.role, relation: .none) { return true }
        guard let own = actor.organisation, let lead = row.lead else { return false }
        return city.organisation(own, covers: lead)
    }
}
