import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reporting
import Storage

/// What is kept of somebody in their request: seeing it, taking it along, having it destroyed.
struct OwnDataController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/follow/{number}/data", use: show)
        routes.get("/follow/{number}/data/file.html") { try await file(.html, $0, $1) }
        routes.get("/follow/{number}/data/file.json") { try await file(.json, $0, $1) }
        routes.post("/follow/{number}/forgetting", use: wish)
        routes.post("/follow/{number}/forgetting/cancellation", use: cancel)
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, _) = try await followed(request, context) else {
            return house.lead(to: .follow)
        }
        let data = try await house.desks.service.ownData(number, code: code)
        let page = try await house.page(request, context, at: .ownData(number))
        let texts = OwnTexts(data.file)
        let person = data.person ?? PersonDetails()
        let model = OwnDataPage.Model(
            number: number, title: data.file.title, name: person.name, phone: person.phone,
            enterprise: person.enterprise, creditCode: person.creditCode, isProtected: data.file.request.isProtected,
            ownTexts: texts.own, answers: texts.toThem.count, notes: texts.withheld,
            attachments: data.attachments.count, looks: data.looks.compactMap(FollowPage.Look.init),
            forgetting: forgetting(data),
            cancelledAt: data.wish?.outcome == .cancelled ? data.wish?.endedAt : nil, once: DeskVisit.once())
        return house.answer(OwnDataPage(model, in: page))
    }

    /// Whoever has only the link of a message rates with it; their data they see with number and code.
    private func followed(
        _ request: Request, _ context: SiteContext
    ) async throws -> (number: CaseNumber, code: String, file: CaseFile)? {
        guard let found = try await house.followed(request, context), RatingLink(found.code) == nil else { return nil }
        return found
    }

    private func forgetting(_ data: OwnData) -> OwnDataPage.Forgetting {
        let city = house.desks.city
        if let at = data.forgottenAt { return .done(at: at) }
        if let wish = data.wish, wish.endedAt == nil {
            return .waiting(
                since: wish.askedAt, on: city.zone.day(of: wish.dueAt),
                byStaff: wish.askedBy != Actor.resident.account)
        }
        let request = data.file.request
        guard request.stage.isEnded else { return .open(answerBy: request.clock(.close, in: city)?.deadline) }
        return .possible(on: city.zone.day(of: house.desks.service.forgettingDue(at: house.now())))
    }

    @Sendable
    private func file(
        _ format: OwnDataFormat, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        guard let (number, code, _) = try await followed(request, context) else {
            return house.lead(to: .follow)
        }
        let data = try await house.desks.service.exportOwnData(
            number, code: code, OperationContext(actor: .resident, now: house.now()))
        let name = "attachment; filename=\"onedoor-\(number).\(format.rawValue)\""
        switch format {
        case .html:
            let page = try await house.page(request, context, at: .ownData(number))
            return Response(
                status: .ok, headers: [.contentDisposition: name],
                html: OwnDataFile(OwnDataForm(data, of: house.desks.city, in: page).model, in: page).render())
        case .json:
            let writer = RequestJSON(city: house.desks.city, now: house.now())
            return Response(status: .ok, headers: [.contentDisposition: name]) { writer.write(data, to: &$0) }
        }
    }

    @Sendable
    private func wish(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, _) = try await followed(request, context) else {
            return house.lead(to: .follow)
        }
        let language = request.language
        let page = try await house.page(request, context, at: .ownData(number))
        do {
            let wish = try await house.desks.service.wishForgetting(
                number, code: code, OperationContext(actor: .resident, now: house.now()))
            let day = page.day(house.desks.city.zone.day(of: wish.dueAt))
            return house.lead(
                to: .ownData(number),
                saying: language.say(
                    "记下了，\(day) 0:00 销毁。之前随时可以在这里撤回。",
                    "Noted. It is destroyed at the beginning of \(day); until then you can take it back here."))
        } catch is WishRefused {
            // The page says how it stands.
            return house.lead(to: .ownData(number))
        }
    }

    @Sendable
    private func cancel(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, _) = try await followed(request, context) else {
            return house.lead(to: .follow)
        }
        let isCancelled = try await house.desks.service.cancelForgetting(
            number, code: code, OperationContext(actor: .resident, now: house.now()))
        guard isCancelled else { return house.lead(to: .ownData(number)) }
        return house.lead(
            to: .ownData(number),
            saying: request.language.say("已撤回，您的信息会保留。", "Taken back: your data are kept."))
    }
}

/// The texts of a case as they concern the person: their own, those written to them, and the rest.
struct OwnTexts {
    let own: Int
    let toThem: [(entry: JournalEntry, text: String)]
    let withheld: Int

    init(_ file: CaseFile) {
        let closed = file.entries.last { $0.event == .closed }?.version ?? 0
        var own = [file.title, file.text].count { !$0.isEmpty }
        var toThem: [(JournalEntry, String)] = []
        var withheld = 0
        for entry in file.entries {
            guard let text = file.body(entry.version) else { continue }
            if entry.event.isWrittenByThePerson {
                own += 1
                toThem.append((entry, text))
            } else if RequestJSON.textIsForThePerson(entry.event, isBeforeClosing: entry.version < closed) {
                toThem.append((entry, text))
            } else {
                withheld += 1
            }
        }
        self.own = own
        self.toThem = toThem
        self.withheld = withheld
    }
}

extension RequestEvent {
    fileprivate var isWrittenByThePerson: Bool {
        switch self {
        case .calledBack, .contested: true
        default: false
        }
    }
}

/// Fills the file that people read.
private struct OwnDataForm {
    let data: OwnData
    let city: City
    let page: PageContext

    init(_ data: OwnData, of city: City, in page: PageContext) {
        self.data = data
        self.city = city
        self.page = page
    }

    var model: OwnDataFile.Model {
        let follow = OwnCase(data.file, of: city, in: page).model
        let texts = OwnTexts(data.file)
        let person = data.person ?? PersonDetails()
        return OwnDataFile.Model(
            number: follow.number, kind: follow.kind, stage: follow.stage, place: follow.place,
            receivedAt: follow.receivedAt, isProtected: follow.isProtected, name: person.name, phone: person.phone,
            enterprise: person.enterprise, creditCode: person.creditCode, title: follow.title, text: follow.text,
            texts: texts.toThem.map {
                OwnDataFile.Text(at: $0.entry.at, heading: heading($0.entry.event), text: $0.text)
            }, steps: follow.steps, looks: data.looks.compactMap(FollowPage.Look.init),
            attachments: data.attachments.map {
                [$0.name ?? "", $0.kept.attachment.type.label, fileSize($0.kept.attachment.size)]
                    .joined(separator: " · ")
            }, withheld: texts.withheld)
    }

    private func heading(_ event: RequestEvent) -> String {
        switch event {
        case .calledBack: page.say("您的评价", "Your rating")
        case .contested: page.say("您的异议", "What you contested")
        case .refused: page.say("不予受理的说明", "Why it was not accepted")
        case .progressed(let body, _): page.say("\(name(body))的办理进度", "Progress at \(name(body))")
        case .replied(let body, _), .answeredWith(_, let body, _):
            page.say("\(name(body))的答复", "The answer of \(name(body))")
        default: page.say("答复", "Answer")
        }
    }

    private func name(_ body: OrganisationID) -> String { city.organisation(body).map { page.say($0.name) } ?? body }
}

extension FollowPage.Look {
    /// `nil` for what no person is told of.
    init?(_ look: OwnLook) {
        guard let what = What(look.kind) else { return nil }
        self.init(role: look.role, at: look.at, what: what)
    }
}

extension FollowPage.Look.What {
    /// `nil` for what belongs to no case.
    init?(_ kind: AccessKind) {
        switch kind {
        case .reporter: self = .contact
        case .history: self = .history
        case .files: self = .files
        case .export: self = .export
        case .forgettingWished: self = .forgettingWished
        case .forgettingCancelled: self = .forgettingCancelled
        case .forgotten: self = .forgotten
        case .search: return nil
        }
    }
}
