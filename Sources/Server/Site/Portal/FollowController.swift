import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// Following one's own request, by number and query code: where it is, who has it, by when, and the rating at the end.
struct FollowController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/f", use: short)
        routes.get("/r/{link}", use: followLink)
        routes.get("/follow", use: empty)
        routes.post("/follow", use: find)
        routes.get("/follow/{number}", use: show)
        routes.post("/follow/{number}/rating", use: rate)
        routes.post("/follow/{number}/withdraw", use: withdraw)
    }

    @Sendable
    private func empty(_ request: Request, _ context: SiteContext) async throws -> Response {
        house.answer(FollowFormPage(in: try await house.page(request, context, at: .follow)))
    }

    @Sendable
    private func short(_ request: Request, _ context: SiteContext) async throws -> Response {
        house.lead(to: .follow)
    }

    /// The link of a message: the browser keeps it in place of a query code, and is led on at once, so that it stands in
    /// no address that is seen, copied or passed on to others. Nothing is changed by opening it: programs that look at
    /// links in advance do no harm.
    @Sendable
    private func followLink(_ request: Request, _ context: SiteContext) async throws -> Response {
        let page = try await house.page(request, context, at: .follow)
        func refuse(
            _ fault: FollowFormPage.Fault, _ status: HTTPResponse.Status, number: CaseNumber? = nil
        ) -> Response {
            house.answer(
                FollowFormPage(.init(number: number?.description ?? "", fault: fault), in: page), status: status)
        }
        if let wait = house.admission.wait(for: .follow, request, context) {
            return refuse(.tooManyAttempts(minutes: max(1, (wait + 59) / 60)), .tooManyRequests)
        }
        guard let link = context.parameters.get("link").flatMap({ RatingLink($0) }) else {
            return refuse(.wrongLink, .notFound)
        }
        do {
            let file = try await house.desks.service.follow(link, at: page.now)
            house.admission.forgive(.follow, request, context)
            let place = file.request.stage == .closed ? "#rate" : ""
            var response = Response(
                status: .seeOther, headers: [.location: SitePath.followCase(link.number).description + place])
            FollowCookie.write(link.number, link.text, on: &response, isSecure: house.configuration.isBehindTLS)
            return response
        } catch RatingLinkFault.wrong {
            return refuse(.wrongLink, .notFound)
        } catch RatingLinkFault.expired(let day) {
            house.admission.forgive(.follow, request, context)
            return refuse(.expiredLink(day), .gone, number: link.number)
        } catch RatingLinkFault.superseded {
            house.admission.forgive(.follow, request, context)
            return refuse(.supersededLink, .gone, number: link.number)
        }
    }

    /// A wrong number and a wrong code get the same answer, and count against the same limit.
    @Sendable
    private func find(_ request: Request, _ context: SiteContext) async throws -> Response {
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        let typed = String((fields["number"] ?? "").prefix(40))
        let page = try await house.page(request, context, at: .follow)
        func refuse(_ fault: FollowFormPage.Fault, _ status: HTTPResponse.Status) -> Response {
            house.answer(FollowFormPage(.init(number: typed, fault: fault), in: page), status: status)
        }
        if let wait = house.admission.wait(for: .follow, request, context) {
            return refuse(.tooManyAttempts(minutes: max(1, (wait + 59) / 60)), .tooManyRequests)
        }
        guard let number = CaseNumber(typed) else { return refuse(.malformedNumber, .unprocessableContent) }
        let code = String((fields["code"] ?? "").prefix(12)).uppercased().filter { $0 != " " && $0 != "-" }
        guard (try? await house.desks.service.follow(number, code: code)) != nil else {
            return refuse(.notFound, .notFound)
        }
        house.admission.forgive(.follow, request, context)
        var response = house.lead(to: .followCase(number))
        FollowCookie.write(number, code, on: &response, isSecure: house.configuration.isBehindTLS)
        return response
    }

    @Sendable
    private func show(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, _, file) = try await own(request, context) else { return house.lead(to: .follow) }
        return try await show(number, file, request, context)
    }

    private func show(
        _ number: CaseNumber, _ file: CaseFile, ratingFault: String? = nil, _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let page = try await house.page(request, context, at: .followCase(number))
        var looks: [FollowPage.Look] = []
        for access in try await house.desks.store.accesses(to: number) {
            guard let account = try await house.desks.store.account(access.account) else { continue }
            looks.append(
                FollowPage.Look(
                    role: account.role, at: access.at, sawContact: access.what == AccessKind.reporter.rawValue))
        }
        var model = OwnCase(file, of: house.desks.city, in: page).model
        model.looks = looks
        model.ratingFault = ratingFault
        return house.answer(FollowPage(model, in: page), status: ratingFault == nil ? .ok : .unprocessableContent)
    }

    @Sendable
    private func rate(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, file) = try await own(request, context) else { return house.lead(to: .follow) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        let language = request.language
        let solved = fields["solved"].flatMap { $0 == "yes" ? true : $0 == "no" ? false : nil }
        let satisfaction = fields["satisfaction"].flatMap(Satisfaction.init(rawValue:))
        guard solved != nil || satisfaction != nil else {
            return try await show(
                number, file, ratingFault: language.say("请选一项再提交。", "Choose one before you submit."), request, context)
        }
        let comment = String((fields["comment"] ?? "").prefix(FollowPage.commentLimit))
        _ = try await house.desks.service.rate(
            number, code: code, solved: solved, satisfaction: satisfaction, comment: comment, channel: .web,
            idempotency: key("rate", number, fields),
            OperationContext(actor: .resident, now: house.now()))
        let isBad = satisfaction?.isBad == true || solved == false
        return house.lead(
            to: .followCase(number),
            saying: isBad
                ? language.say(
                    "评价收到了。热线会核实，需要时退回重办。", "Thank you. The hotline checks this and has it done again where needed.")
                : language.say("评价收到了，谢谢您。", "Thank you for your rating."))
    }

    @Sendable
    private func withdraw(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, _) = try await own(request, context) else { return house.lead(to: .follow) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        _ = try await house.desks.service.withdraw(
            number, code: code, idempotency: key("withdraw", number, fields),
            OperationContext(actor: .resident, now: house.now()))
        return house.lead(
            to: .followCase(number),
            saying: request.language.say(
                "诉求已撤回，不再办理。要办时可以重新提交。", "The request is withdrawn; nothing more is done. You may make a new one."))
    }

    /// The key of a form that this page made.
    private func key(_ action: String, _ number: CaseNumber, _ fields: FormFields) -> IdempotencyKey? {
        guard let once = fields["once"], !once.isEmpty, once.utf8.count <= 64 else { return nil }
        return Once.key(once, "\(action) \(number)", fields, account: "public")
    }

    /// The request whose code, or whose link, this browser has shown before. Anybody can write their own cookies, so codes in them are
    /// tried under the same limit as those in forms.
    private func own(
        _ request: Request, _ context: SiteContext
    ) async throws -> (number: CaseNumber, code: String, file: CaseFile)? {
        guard let number = CaseNumber(try context.parameters.require("number")),
            let code = FollowCookie.code(for: number, request)
        else { return nil }
        do {
            guard let link = RatingLink(code), link.number == number else {
                return (number, code, try await house.ownCase(number, code, request, context))
            }
            if let wait = house.admission.wait(for: .follow, request, context) {
                throw Problem.tooMany(retryAfter: wait)
            }
            let file = try await house.desks.service.follow(link, at: house.now())
            house.admission.forgive(.follow, request, context)
            return (number, code, file)
        } catch DeskError.notFound {
            return nil
        } catch is RatingLinkFault {
            return nil
        }
    }
}
