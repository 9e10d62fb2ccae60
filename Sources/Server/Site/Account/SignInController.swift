import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages

/// Sign-in and sign-out of staff: the password, then the code of the second factor where there is one.
struct SignInController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/sign-in", use: form)
        routes.post("/sign-in", use: signIn)
        routes.get("/sign-in/code", use: codeForm)
        routes.post("/sign-in/code", use: confirm)
        routes.post("/sign-out", use: signOut)
    }

    // MARK: Password

    @Sendable
    private func form(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = try request.queryFields()
        if let signedIn = context.signedIn { return goOn(signedIn.due, back: query["back"]) }
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
        func refuse(_ message: SignInPage.Message, _ status: HTTPResponse.Status) async throws -> Response {
            try await show(message, account: account, back: fields["back"], status: status, request, context)
        }
        do {
            let entered = try await house.desks.administration.signIn(
                account: account, password: String((fields["password"] ?? "").prefix(200)),
                client: house.client(request, context), at: house.now())
            house.admission.forgive(.signIn, request, context)
            var response = goOn(entered.due, back: fields["back"])
            house.identity.start(entered.token, on: &response)
            return response
        } catch DeskError.wrongPassword {
            return try await refuse(.wrong(attemptsLeft: nil), .unauthorized)
        } catch DeskError.locked(let until) {
            return try await refuse(.locked(until: until), .tooManyRequests)
        } catch DeskError.passwordExpired {
            return try await refuse(.passwordExpired, .forbidden)
        }
    }

    @Sendable
    private func signOut(_ request: Request, _ context: SiteContext) async throws -> Response {
        let path = context.signedIn?.due == nil ? SitePath.home : .signIn()
        var response = Response(status: .seeOther, headers: [.location: path.description])
        try await house.identity.end(request, on: &response)
        if let session = house.identity.sessionDigest(of: request) { house.live.end(session: session) }
        return response
    }

    // MARK: Code

    @Sendable
    private func codeForm(_ request: Request, _ context: SiteContext) async throws -> Response {
        let back = try request.queryFields()["back"]
        guard context.signedIn?.due == .code else { return goOn(context.signedIn?.due, back: back, from: context) }
        return try await showCode(nil, back: back, status: .ok, request, context)
    }

    @Sendable
    private func confirm(_ request: Request, _ context: SiteContext) async throws -> Response {
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        guard context.signedIn?.due == .code, let token = house.identity.sessionToken(of: request) else {
            return goOn(context.signedIn?.due, back: fields["back"], from: context)
        }
        if let wait = house.admission.wait(for: .signIn, request, context) { throw Problem.tooMany(retryAfter: wait) }
        do {
            let entered = try await house.desks.administration.confirm(
                code: String((fields["code"] ?? "").prefix(40)), token: token,
                client: house.client(request, context), at: house.now())
            house.admission.forgive(.signIn, request, context)
            var response = goOn(entered.due, back: fields["back"])
            house.identity.start(entered.token, on: &response)
            return response
        } catch DeskError.wrongCode(let wasUsed) {
            return try await showCode(
                wasUsed ? .used : .wrong, back: fields["back"], status: .unauthorized, request, context)
        } catch DeskError.locked(let until) {
            var response = try await show(
                .locked(until: until), back: fields["back"], status: .tooManyRequests, request, context)
            try await house.identity.end(request, on: &response)
            return response
        } catch DeskError.notSignedIn {
            return goOn(nil, back: fields["back"], from: context)
        }
    }

    // MARK: Ground

    /// Where somebody who has come this far is led: to what is still asked of them, or to where they wanted to go.
    private func goOn(_ due: SignInStep?, back: String?) -> Response {
        let back = back.flatMap { $0.isEmpty ? nil : LocalPath($0).path }
        let target = due.map { $0.path(back: back).description } ?? back ?? SitePath.desk.description
        return Response(status: .seeOther, headers: [.location: target])
    }

    /// The same; whoever has no session begins again.
    private func goOn(_ due: SignInStep?, back: String?, from context: SiteContext) -> Response {
        guard context.signedIn == nil || due == .code else { return goOn(due, back: back) }
        let back = back.flatMap { $0.isEmpty ? nil : LocalPath($0).path } ?? SitePath.desk.description
        return Response(status: .seeOther, headers: [.location: SitePath.signIn(back: back).description])
    }

    private func showCode(
        _ fault: CodeFault?, back: String?, status: HTTPResponse.Status, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let page = try await house.page(request, context, at: .signInCode())
        let window = house.desks.city.security.lockOut.window
        let model = CodePage.Model(
            fault: fault, back: back.map { LocalPath($0).path }, minutes: Int(window.milliseconds / 60_000))
        return house.answer(CodePage(model, in: page), status: status)
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
        let lockOut = city.security.lockOut
        let model = SignInPage.Model(
            account: account, message: message, back: back.map { LocalPath($0).path },
            idleMinutes: Int(house.configuration.idleTimeout.milliseconds / 60_000),
            failuresToLock: lockOut.failures, lockMinutes: Int(lockOut.window.milliseconds / 60_000),
            demonstrationAccounts: samples)
        return house.answer(SignInPage(model, in: page), status: status)
    }
}

extension SignInStep {
    /// Where it is done.
    func path(back: String?) -> SitePath {
        switch self {
        case .code: .signInCode(back: back)
        case .password: .accountPassword(back: back)
        case .secondFactor: .accountFactor(back: back)
        }
    }
}

extension House {
    /// Browser and address, as records of sign-ins hold them: `Firefox · Windows · 203.0.113.7`.
    func client(_ request: Request, _ context: SiteContext) -> String {
        "\(BrowserName(request.headers[.userAgent] ?? "").text) · \(admission.address(of: request, context).text)"
    }
}

/// Browser and system of a `User-Agent`, as far as people tell them apart.
struct BrowserName: Hashable, Sendable {
    let text: String

    /// The first that is named counts: browsers name those that they resemble as well.
    private static let browsers = [
        ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ]
    private static let systems = [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"),
        ("HarmonyOS", "HarmonyOS"), ("Linux", "Linux"),
    ]

    init(_ agent: String) {
        let agent = agent.prefix(400)
        let browser = Self.browsers.first { agent.contains($0.0) }?.1
        let system = Self.systems.first { agent.contains($0.0) }?.1
        text = [browser, system].compactMap(\.self).joined(separator: " · ")
    }
}
