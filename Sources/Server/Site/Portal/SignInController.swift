import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages

/// Sign-in and sign-out of staff.
struct SignInController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/sign-in", use: form)
        routes.post("/sign-in", use: signIn)
        routes.post("/sign-out", use: signOut)
    }

    @Sendable
    private func form(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = try request.queryFields()
        if context.actor != nil { return Response(status: .seeOther, headers: [.location: target(query["back"])]) }
        let message: SignInPage.Message? =
            query["back"] == nil
            ? nil : house.identity.hasSessionCookie(request) ? .expired : .needed
        return try await show(message, back: query["back"], status: .ok, request, context)
    }

    @Sendable
    private func signIn(_ request: Request, _ context: SiteContext) async throws -> Response {
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        let account = String((fields["account"] ?? "").prefix(64)).filter { !$0.isWhitespace }
        if let wait = house.admission.wait(for: .signIn, request, context) { throw Problem.tooMany(retryAfter: wait) }
        do {
            let (_, token) = try await house.desks.administration.signIn(
                account: account, password: String((fields["password"] ?? "").prefix(200)), at: house.now())
            house.admission.forgive(.signIn, request, context)
            var response = Response(status: .seeOther, headers: [.location: target(fields["back"])])
            house.identity.start(token, on: &response)
            return response
        } catch DeskError.wrongPassword {
            return try await show(
                .wrong(attemptsLeft: nil), account: account, back: fields["back"], status: .unauthorized, request,
                context)
        } catch DeskError.locked(let until) {
            return try await show(
                .locked(until: until), account: account, back: fields["back"], status: .tooManyRequests, request,
                context)
        }
    }

    @Sendable
    private func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
        var response = Response(status: .seeOther, headers: [.location: SitePath.home.description])
        try await house.identity.end(request, on: &response)
        if let session = house.identity.sessionDigest(of: request) { house.live.end(session: session) }
        return response
    }

    private func target(_ back: String?) -> String {
        guard let back, !back.isEmpty else { return SitePath.desk.description }
        return LocalPath(back).path
    }

    private func show(
        _ message: SignInPage.Message?, account: String = "", back: String?, status: HTTPResponse.Status,
        _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let page = try await house.page(request, context, at: .signIn())
        let city = house.desks.city
        let samples =
            !house.desks.isDemonstration
            ? []
            : city.sampleAccounts.map { sample in
                SignInPage.DemonstrationAccount(
                    id: sample.id, password: sample.password, role: sample.role,
                    body: city.organisation(sample.organisation).map { page.say($0.name) } ?? sample.organisation)
            }
        let model = SignInPage.Model(
            account: account, message: message, back: back.map { LocalPath($0).path },
            idleMinutes: Int(house.configuration.idleTimeout.milliseconds / 60_000),
            demonstrationAccounts: samples)
        return house.answer(SignInPage(model, in: page), status: status)
    }
}
