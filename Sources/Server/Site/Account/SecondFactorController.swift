import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting

/// Setting up, renewing and turning off one's own second factor.
struct SecondFactorController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/account/second-factor", use: show)
        routes.post("/account/second-factor", use: begin)
        routes.post("/account/second-factor/confirmation", use: confirm)
        routes.post("/account/second-factor/recovery-codes", use: renewCodes)
        routes.post("/account/second-factor/removal", use: remove)
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = try visit(request, context) else { return house.lead(to: .signInCode()) }
        return try await show(back: try request.queryFields()["back"], visit)
    }

    /// Makes the secret; where one is in use a code of it is asked for.
    @Sendable
    private func begin(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = try visit(request, context) else { return house.lead(to: .signInCode()) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        return try await withCode(.replace, visit) {
            try await house.desks.administration.beginFactor(visit.signedIn, code: fields["code"], at: house.now())
            return house.lead(to: .accountFactor(back: fields["back"].map { LocalPath($0).path }))
        }
    }

    @Sendable
    private func confirm(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = try visit(request, context) else { return house.lead(to: .signInCode()) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        do {
            let codes = try await house.desks.administration.confirmFactor(
                visit.signedIn, code: String((fields["code"] ?? "").prefix(40)), session: visit.token, at: house.now())
            guard let codes else {
                return house.lead(to: .accountFactor(back: fields["back"].map { LocalPath($0).path }))
            }
            return try await show(codes, isFirst: true, next: visit.goOn(fields["back"]), visit)
        } catch DeskError.wrongCode {
            return try await show(.wrong, back: fields["back"], status: .unprocessableContent, visit)
        }
    }

    @Sendable
    private func renewCodes(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = try visit(request, context) else { return house.lead(to: .signInCode()) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        return try await withCode(.codes, visit) {
            let codes = try await house.desks.administration.renewRecoveryCodes(
                visit.signedIn, code: fields["code"], at: house.now())
            return try await show(codes, isFirst: false, next: SitePath.account.description, visit)
        }
    }

    @Sendable
    private func remove(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let visit = try visit(request, context) else { return house.lead(to: .signInCode()) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        return try await withCode(.remove, visit) {
            try await house.desks.administration.removeFactor(
                visit.signedIn, code: fields["code"], session: visit.token, at: house.now())
            return visit.lead(
                to: SitePath.account.description,
                saying: request.language.say(
                    "第二因素已关闭，以后只凭密码登录。", "The second factor is off; the password alone is asked for."))
        }
    }

    // MARK: Ground

    /// `nil` while the code of the sign-in is awaited.
    /// - Throws: `DeskError.notSignedIn`.
    private func visit(_ request: Request, _ context: SiteContext) throws -> OwnVisit? {
        guard let visit = OwnVisit(house, request, context) else { throw DeskError.notSignedIn }
        return visit.signedIn.due == .code ? nil : visit
    }

    /// Does what takes a code; where the code was wrong the page of the account says so, beside its form.
    private func withCode(
        _ form: OwnAccountPage.Form, _ visit: OwnVisit, _ body: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await body()
        } catch DeskError.wrongCode(let wasUsed) {
            return house.answer(
                try await visit.accountPage(fault: (form, wasUsed ? .used : .wrong)), status: .unauthorized)
        } catch DeskError.locked(let until) {
            return house.answer(try await visit.accountPage(lockedUntil: until), status: .tooManyRequests)
        }
    }

    private func show(
        _ fault: CodeFault? = nil, back: String?, status: HTTPResponse.Status = .ok, _ visit: OwnVisit
    ) async throws -> Response {
        let administration = house.desks.administration
        let new = try await administration.newFactor(visit.signedIn, at: house.now())
        let state = try await administration.factorState(visit.signedIn, at: house.now())
        // Whoever has one, and sets up no new one, is at the wrong place.
        if new == nil, state.since != nil || state.demand == .off { return house.lead(to: .account) }
        let model = SecondFactorPage.Model(
            place: visit.place, secret: new?.secret, address: new?.address, fault: fault,
            isRequired: state.demand == .required, replaces: state.since != nil, back: back.map { LocalPath($0).path })
        return house.answer(SecondFactorPage(model, in: try await visit.page(at: .accountFactor())), status: status)
    }

    private func show(_ codes: [String], isFirst: Bool, next: String, _ visit: OwnVisit) async throws -> Response {
        let model = RecoveryCodesPage.Model(place: visit.place, codes: codes, isFirst: isFirst, next: next)
        return house.answer(RecoveryCodesPage(model, in: try await visit.page(at: .account)))
    }
}
