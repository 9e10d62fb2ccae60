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
        addFileRoutes(to: routes)
        routes.post("/follow/{number}/contest", use: contest)
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
            let place = file.request.stage == .closed ? "#answer-heading" : ""
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
        guard let (number, code, file) = try await own(request, context) else { return house.lead(to: .follow) }
        return try await show(number, file, isByLink: RatingLink(code) != nil, request, context)
    }

    /// - Parameters:
    ///   - isByLink: opened by the link of a message, which is for rating: with it, no files come or go.
    ///   - files: what was wrong with files that were sent.
    func show(
        _ number: CaseNumber, _ file: CaseFile, isByLink: Bool = false, ratingFault: String? = nil,
        contest: (fault: String, note: String)? = nil, files: FilePart? = nil,
        _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        let page = try await house.page(request, context, at: .followCase(number))
        var model = OwnCase(file, of: house.desks.city, in: page).model
        model.looks = try await house.desks.service.looks(at: number).compactMap(FollowPage.Look.init)
        model.ratingFault = ratingFault
        if !isByLink {
            model.attachments = house.ownAttachments(of: file)
            model.files = files ?? house.filePart(for: file.request)
        }
        model.contestFault = contest?.fault
        model.contestNote = contest?.note ?? ""
        let isTaken = ratingFault == nil && contest == nil && files == nil
        return house.answer(FollowPage(model, in: page), status: isTaken ? .ok : .unprocessableContent)
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
                number, file, isByLink: RatingLink(code) != nil,
                ratingFault: language.say("请选一项再提交。", "Choose one before you submit."), request, context)
        }
        let comment = String((fields["comment"] ?? "").prefix(FollowPage.commentLimit))
        let aspects = RatingAspect.allCases.filter { fields.all("aspect").contains($0.rawValue) }
        do {
            _ = try await house.desks.service.rate(
                number, code: code, solved: solved, satisfaction: satisfaction, comment: comment, aspects: aspects,
                channel: .web, idempotency: key("rate", number, fields),
                OperationContext(actor: .resident, now: house.now()))
        } catch CommandFailure.refused(let refusal) where [.alreadyCalledBack, .notClosed].contains(refusal) {
            // The hotline was faster, or another window of the same person.
            return house.lead(
                to: .followCase(number),
                saying: language.say(
                    "这次没有保存：您的评价已经收到过了，以先收到的为准。",
                    "Not saved: your rating had been taken down already, and that one stands."))
        }
        let page = try await house.page(request, context, at: .followCase(number))
        let state = try await house.desks.store.request(number)
        return house.lead(to: .followCase(number), saying: thanks(for: state, solved: solved, page))
    }

    /// What follows from a rating, and by when.
    private func thanks(for state: ServiceRequest?, solved: Bool?, _ page: PageContext) -> String {
        if let state, !state.stage.isEnded, state.rounds.last?.cause == .rectification {
            guard let by = day(of: state.clock(.close, in: house.desks.city), page) else {
                return page.say("评价收到了。已退回整改，改好重新答复您。", "Thank you. It is being put right; you get a new answer.")
            }
            return page.say(
                "评价收到了。已退回整改，最迟 \(by)重新答复您。", "Thank you. It is being put right; you get a new answer by \(by).")
        }
        if state?.callBack?.satisfaction?.isBad == true {
            return page.say(
                "评价收到了。督办台会核查，需要时再办一次。",
                "Thank you. The supervision desk looks into it and has it done again where needed.")
        }
        return solved == false
            ? page.say(
                "评价收到了。热线会核实，需要时退回重办。", "Thank you. The hotline checks this and has it done again where needed.")
            : page.say("评价收到了，谢谢您。", "Thank you for your rating.")
    }

    /// The day on which a clock ends; `nil` where the calendar has a gap.
    private func day(of clock: Clock?, _ page: PageContext) -> String? {
        clock?.deadline.map { page.day(house.desks.city.zone.day(of: $0)) }
    }

    /// The person does not accept that the request was refused.
    @Sendable
    private func contest(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, file) = try await own(request, context) else { return house.lead(to: .follow) }
        let fields = try await request.form(upTo: house.configuration.bodyLimit)
        let page = try await house.page(request, context, at: .followCase(number))
        let note = String((fields["note"] ?? "").prefix(FollowPage.commentLimit))
        guard !note.allSatisfy(\.isWhitespace) else {
            let fault = page.say("请写几句：为什么应该受理。", "Say in a few words why it should be accepted.")
            return try await show(number, file, contest: (fault, note), request, context)
        }
        do {
            _ = try await house.desks.service.contest(
                number, code: code, note: note, idempotency: key("contest", number, fields),
                OperationContext(actor: .resident, now: house.now()))
        } catch CommandFailure.refused(let refusal) {
            // Too late, used up, or done already by the hotline: the page says how it stands.
            return house.lead(to: .followCase(number), saying: page.say(refusal.text))
        }
        let state = try await house.desks.store.request(number)
        guard let by = day(of: state?.clock(.dispatch, in: house.desks.city), page) else {
            return house.lead(
                to: .followCase(number),
                saying: page.say("收到了。热线会重新核实，再告诉您结果。", "Received. The hotline looks at it once more and tells you."))
        }
        return house.lead(
            to: .followCase(number),
            saying: page.say(
                "收到了。热线会重新核实，最迟 \(by)告诉您结果。",
                "Received. The hotline looks at it once more and tells you by \(by)."))
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
    func key(_ action: String, _ number: CaseNumber, _ fields: FormFields) -> IdempotencyKey? {
        guard let once = fields["once"], !once.isEmpty, once.utf8.count <= 64 else { return nil }
        return Once.key(once, "\(action) \(number)", fields, account: "public")
    }

    func own(
        _ request: Request, _ context: SiteContext
    ) async throws -> (number: CaseNumber, code: String, file: CaseFile)? {
        try await house.followed(request, context)
    }
}

extension House {
    /// The request whose code, or whose link, this browser has shown before. Anybody can write their own cookies, so codes in them are
    /// tried under the same limit as those in forms.
    func followed(
        _ request: Request, _ context: SiteContext
    ) async throws -> (number: CaseNumber, code: String, file: CaseFile)? {
        guard let number = CaseNumber(try context.parameters.require("number")),
            let code = FollowCookie.code(for: number, request)
        else { return nil }
        do {
            guard let link = RatingLink(code), link.number == number else {
                return (number, code, try await ownCase(number, code, request, context))
            }
            if let wait = admission.wait(for: .follow, request, context) {
                throw Problem.tooMany(retryAfter: wait)
            }
            let file = try await desks.service.follow(link, at: now())
            admission.forgive(.follow, request, context)
            return (number, code, file)
        } catch DeskError.notFound {
            return nil
        } catch is RatingLinkFault {
            return nil
        }
    }
}
