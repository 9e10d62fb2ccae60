import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// One's own account: password, and where one is signed in.
struct OwnAccountController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/account", use: show)
        routes.get("/account/password", use: passwordForm)
        routes.post("/account/password", use: changePassword)
        routes.post("/account/sessions", use: endSessions)
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = OwnVisit(house, request, context) else { throw DeskError.notSignedIn }
        if let due = visit.signedIn.due { return visit.lead(to: due.path(back: nil)) }
        return house.answer(try await visit.accountPage())
    }

    @Sendable
    private func passwordForm(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = OwnVisit(house, request, context) else { throw DeskError.notSignedIn }
        if visit.signedIn.due == .code { return visit.lead(to: .signInCode()) }
        return try await passwordPage(back: try request.queryFields()["back"], visit)
    }

    @Sendable
    private func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = OwnVisit(house, request, context) else { throw DeskError.notSignedIn }
        if visit.signedIn.due == .code { return visit.lead(to: .signInCode()) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        func refuse(
            _ faults: [ChangePasswordPage.Fault], lockedUntil: Instant? = nil,
            _ status: HTTPResponse.Status = .unprocessableContent
        ) async throws -> Response {
            try await passwordPage(faults, lockedUntil: lockedUntil, back: fields["back"], status: status, visit)
        }
        let new = fields["password"] ?? ""
        guard new == fields["again"] else { return try await refuse([.different]) }
        do {
            try await house.desks.administration.changePassword(
                visit.signedIn, from: String((fields["present"] ?? "").prefix(200)), to: new, code: fields["code"],
                session: visit.token, at: house.now())
        } catch DeskError.invalid(let faults) {
            return try await refuse(faults.map { ChangePasswordPage.Fault($0.reason) })
        } catch DeskError.wrongPassword {
            return try await refuse([.wrongPassword], .unauthorized)
        } catch DeskError.wrongCode(let wasUsed) {
            return try await refuse([.code(wasUsed ? .used : .wrong)], .unauthorized)
        } catch DeskError.locked(let until) {
            return try await refuse([], lockedUntil: until, .tooManyRequests)
        }
        let said = request.language.say(
            "密码已修改，在别处登录的已经退出。", "The password is changed; sessions elsewhere have ended.")
        return visit.lead(
            to: visit.signedIn.due == nil ? SitePath.account.description : visit.goOn(fields["back"]), saying: said)
    }

    private func passwordPage(
        _ faults: [ChangePasswordPage.Fault] = [], lockedUntil: Instant? = nil, back: String?,
        status: HTTPResponse.Status = .ok, _ visit: OwnVisit
    ) async throws -> Response {
        let rules = house.desks.city.security.password
        let state = try await house.desks.administration.factorState(visit.signedIn, at: house.now())
        let reason: ChangePasswordPage.Reason? =
            switch visit.signedIn.due {
            case .password(isInitial: true): .initial
            case .password(isInitial: false): .old(days: Int((rules.renewal ?? .zero).milliseconds / 86_400_000))
            case .code, .secondFactor, nil: nil
            }
        let model = ChangePasswordPage.Model(
            place: visit.place, reason: reason, faults: faults, rules: rules, asksForCode: !state.isProven,
            lockedUntil: lockedUntil, back: back.map { LocalPath($0).path })
        return house.answer(ChangePasswordPage(model, in: try await visit.page(at: .accountPassword())), status: status)
    }

    @Sendable
    private func endSessions(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = OwnVisit(house, request, context), visit.signedIn.due == nil else {
            throw DeskError.notSignedIn
        }
        let ended = try await house.desks.administration.endSessions(
            visit.signedIn, id: try request.queryFields()["id"], session: visit.token, at: house.now())
        let language = request.language
        return visit.lead(
            to: SitePath.account.description,
            saying: ended == 0
                ? language.say("那一处已经退出了。", "That session had ended already.")
                : language.say(
                    "已结束 \(ended) 处登录。", ended == 1 ? "One session has ended." : "\(ended) sessions have ended."))
    }
}

/// A request of somebody about their own account, also where something is still to be done before the desks open.
struct OwnVisit {
    let house: House
    let request: Request
    let context: SiteContext
    let signedIn: SignedIn
    /// Of the session.
    let token: [UInt8]

    /// `nil` without a session.
    init?(_ house: House, _ request: Request, _ context: SiteContext) {
        guard let signedIn = context.signedIn, let token = house.identity.sessionToken(of: request) else {
            return nil
        }
        self.house = house
        self.request = request
        self.context = context
        self.signedIn = signedIn
        self.token = token
    }

    var place: AccountPlace { signedIn.due == nil ? .desk : .door }

    /// A page that answers a submission stands for the address it leads back to.
    func page(at path: SitePath) async throws -> PageContext {
        var page = try await house.page(request, context, at: path)
        if request.method == .post { page.location = path.description }
        return page
    }

    func lead(to path: SitePath) -> Response { house.lead(to: path) }

    func lead(to path: String, saying message: String) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path])
        FlashCookie.write(message, on: &response, isSecure: house.configuration.isBehindTLS)
        return response
    }

    /// Where to go on: the page that was asked for, else the desk.
    func goOn(_ back: String?) -> String {
        back.flatMap { $0.isEmpty ? nil : LocalPath($0).path } ?? SitePath.desk.description
    }

    func accountPage(
        fault: (OwnAccountPage.Form, CodeFault)? = nil, lockedUntil: Instant? = nil
    ) async throws -> OwnAccountPage {
        let administration = house.desks.administration
        let now = house.now()
        let state = try await administration.factorState(signedIn, at: now)
        let account = try await house.desks.store.account(signedIn.actor.account)
        let rules = house.desks.city.security
        let renewal = house.desks.isDemonstration ? nil : rules.password.renewal
        let sessions = try await administration.sessions(signedIn, session: token)
        let model = OwnAccountPage.Model(
            account: signedIn.actor.account, passwordAt: account?.passwordAt,
            renewBy: account?.passwordAt.flatMap { set in renewal.map { set + $0 } }, demand: state.demand,
            isRelaxed: state.demand != rules.secondFactor.demand(of: signedIn.actor.role, isDemonstration: false),
            factorSince: state.since, codesLeft: state.recoveryCodesLeft, asksForCode: !state.isProven, fault: fault,
            lockedUntil: lockedUntil,
            sessions: sessions.map {
                OwnAccountPage.Session(
                    id: $0.id, since: $0.since, seenAt: $0.seenAt, client: $0.client, isCurrent: $0.isCurrent)
            })
        return OwnAccountPage(model, in: try await page(at: .account))
    }
}

extension ChangePasswordPage.Fault {
    init(_ reason: FieldFault.Reason) {
        switch reason {
        case .tooLong: self = .tooLong
        case .malformed: self = .tooFewKinds
        case .holdsName: self = .holdsName
        case .usedBefore: self = .usedBefore
        case .controlCharacter: self = .controlCharacter
        case .tooShort, .missing, .unknown, .beforeReceipt: self = .tooShort
        }
    }
}
