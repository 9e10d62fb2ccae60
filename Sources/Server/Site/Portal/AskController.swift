import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// A new request by the person themselves.
struct AskController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/ask", use: empty)
        routes.post("/ask", use: posted)
        routes.get("/ask/done", use: done)
    }

    private var city: City { house.desks.city }

    @Sendable
    private func empty(_ request: Request, _ context: SiteContext) async throws -> Response {
        let query = try request.queryFields()
        var form = AskForm()
        form.title = String((query["about"] ?? "").prefix(AskForm.titleLimit))
        form.kind = query["kind"].flatMap(RequestKind.init(rawValue:))
        let page = try await house.page(request, context, at: .ask())
        return house.answer(AskPage(model(form, once: DeskVisit.once(), at: page.now), in: page))
    }

    @Sendable
    private func posted(_ request: Request, _ context: SiteContext) async throws -> Response {
        let sent = try await request.submission(house.submissionLimits, in: house.uploads)
        let fields = sent.fields
        let files = FileReader(sent, in: city.attachments)
        let form = AskForm { fields[$0.rawValue] }
        let page = try await house.page(request, context, at: .ask())
        let once = fields["once"].flatMap { $0.isEmpty ? nil : String($0.prefix(64)) } ?? DeskVisit.once()
        var model = model(form, once: once, at: page.now)
        model.files?.faults = files.faults
        model.files?.wereSent = !files.isEmpty
        let step = fields["step"].flatMap(AskPage.Step.init(rawValue:)) ?? .submit
        guard step != .places else { return house.answer(AskPage(model, in: page)) }
        model.faults = form.faults(in: city)
        guard model.faults.isEmpty, files.faults.isEmpty else {
            return house.answer(AskPage(model, in: page), status: .unprocessableContent)
        }
        model.isReview = true
        guard step == .submit else { return house.answer(AskPage(model, in: page)) }
        if let wait = house.admission.wait(for: .submit, request, context) { throw Problem.tooMany(retryAfter: wait) }
        do {
            let submission = try await house.desks.service.receive(
                intake(form, page.language), files: files.files,
                idempotency: Once.key(once, "ask", files.marked(fields), account: "public"),
                OperationContext(actor: .resident, now: page.now, requestID: page.requestID))
            var response = house.lead(to: .askDone)
            let isSecure = house.configuration.isBehindTLS
            FollowCookie.write(submission.number, submission.queryCode, on: &response, isSecure: isSecure)
            DoneCookie.write(submission.number, submission.queryCode, on: &response, isSecure: isSecure)
            return response
        } catch DeskError.invalid(let faults) {
            model.isReview = false
            model.faults = faults.compactMap { fault in
                AskForm.Field(rawValue: fault.field).map { ($0, .unknown) }
            }
            return house.answer(AskPage(model, in: page), status: .unprocessableContent)
        }
    }

    /// Shows number and code, once: whoever comes back is led to the request's own page.
    @Sendable
    private func done(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code) = DoneCookie.read(request) else {
            return house.lead(to: FollowCookie.read(request).map { .followCase($0.number) } ?? .follow)
        }
        let file: CaseFile
        do {
            file = try await house.ownCase(number, code, request, context)
        } catch DeskError.notFound {
            return house.lead(to: .follow)
        }
        let page = try await house.page(request, context, at: .askDone)
        let person = try await house.desks.store.person(of: number)
        let limits = file.request.limits
        let model = DonePage.Model(
            number: number, queryCode: code, kind: file.request.kind, dispatch: limits.dispatch,
            contact: limits.contact, answerBy: answerBy(limits, from: file.request.receivedAt),
            isReachable: person?.phone.isEmpty == false)
        var response = house.answer(DonePage(model, in: page))
        DoneCookie.remove(from: &response, isSecure: house.configuration.isBehindTLS)
        return response
    }

    private func model(_ form: AskForm, once: String, at now: Instant) -> AskPage.Model {
        var promises: [RequestKind: AskPage.Promise] = [:]
        for kind in RequestKind.allCases {
            guard let limits = city.limits.limits(kind: kind, urgency: .ordinary, line: form.line) else { continue }
            promises[kind] = AskPage.Promise(
                dispatch: limits.dispatch, contact: limits.contact, close: limits.close,
                answerBy: answerBy(limits, from: now))
        }
        func under(_ id: RegionID) -> [Region] { id.isEmpty ? [] : city.regions(under: id) }
        return AskPage.Model(
            form: form, districts: city.regions(under: city.root), towns: under(form.district),
            villages: under(form.town), promises: promises, once: once,
            files: city.attachments.isTaken ? FilePart(city.attachments) : nil)
    }

    /// The day by which an answer must be there, if dispatch takes all the time it may.
    private func answerBy(_ limits: ServiceLimits, from start: Instant) -> CityDay? {
        guard let dispatched = end(of: limits.dispatch, from: start),
            let answered = end(of: limits.close, from: dispatched)
        else { return nil }
        return city.zone.day(of: answered)
    }

    private func end(of limit: TimeLimit, from start: Instant) -> Instant? {
        let amount = limit.amount(in: city.calendar)
        return limit.countsWorkingTime ? try? city.calendar.add(amount, to: start) : start + amount
    }

    private func intake(_ form: AskForm, _ language: Language) -> Intake {
        let isAnonymous = form.who == .anonymous
        let spot = form.spot.isEmpty ? "" : "\n\n地点：\(form.spot)"
        return Intake(
            channel: .web, line: form.line, kind: form.kind ?? .help, place: form.place,
            isProtected: form.who == .protected, title: form.title, text: form.text + spot,
            person: PersonDetails(
                name: isAnonymous ? "" : form.name, phone: isAnonymous ? "" : form.phoneDigits,
                enterprise: form.line == .enterprise ? form.enterprise : "",
                language: isAnonymous ? "" : language.rawValue))
    }
}
