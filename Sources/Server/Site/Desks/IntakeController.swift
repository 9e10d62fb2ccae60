import Casework
import Civics
import Desks
import HTML
import HTTPTypes
import Hummingbird
import Pages
import Storage

/// Taking a call, or a person at the counter.
struct IntakeController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.get("/intake", use: empty)
        desk.post("/intake", use: submitted)
        desk.get("/intake/caller", use: caller)
        desk.get("/intake/similar", use: similar)
    }

    @Sendable
    private func empty(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        return house.answer(IntakePage(model(IntakeForm(), visit), in: try await visit.page(at: .intake)))
    }

    @Sendable
    private func submitted(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        let sent = try await request.submission(house.submissionLimits, in: house.uploads)
        let fields = sent.fields
        let files = FileReader(sent, in: visit.city.attachments)
        var form = IntakeForm { fields[$0.rawValue] }
        if let suggested = fields["suggested"] { form.category = suggested }
        if fields["suggested"] == nil, fields["step"] != IntakePage.Step.look.rawValue {
            return try await save(form, fields, files, visit)
        }
        return try await look(form, fields, files, visit)
    }

    /// Shows what is known, for readers without script; the form stays as it is.
    private func look(
        _ form: IntakeForm, _ fields: FormFields, _ files: FileReader, _ visit: DeskVisit
    ) async throws -> Response {
        var model = model(form, visit, once: fields["once"])
        model.files?.wereSent = !files.isEmpty
        model.caller = try await knownOf(phone: form.phone, visit)
        model.similar = try await alike("\(form.title) \(form.text)", at: form.finestPlace(in: visit.city), visit)
        return house.answer(IntakePage(model, in: try await visit.page(at: .intake)))
    }

    private func save(
        _ form: IntakeForm, _ fields: FormFields, _ files: FileReader, _ visit: DeskVisit
    ) async throws -> Response {
        guard files.faults.isEmpty else { return try await again(form, fields, files, [], visit) }
        let intake = Intake(
            channel: channel(visit), line: form.line, kind: form.kind, urgency: form.urgency,
            category: form.category.isEmpty ? nil : form.category, place: form.finestPlace(in: visit.city),
            isProtected: form.isProtected, title: form.title, text: form.text,
            person: PersonDetails(
                name: form.name, phone: form.phone, enterprise: form.enterprise, creditCode: form.creditCode))
        let key = fields["once"].map {
            Once.key($0, "intake", files.marked(fields), account: visit.actor.account)
        }
        do {
            let submission = try await visit.desks.service.receive(
                intake, files: files.files, idempotency: key, visit.operation)
            var model = model(IntakeForm(), visit)
            model.saved = saved(submission, form.title, visit)
            model.saved?.similar = try await mergeable(submission.number, form, visit)
            model.saved?.version = submission.version
            return house.answer(IntakePage(model, in: try await visit.page(at: .intake)))
        } catch DeskError.invalid(let faults) {
            return try await again(form, fields, files, faults, visit)
        } catch CommandFailure.keyReused {
            // Sent before with other words: taken in then. A new key lets it be taken in as another one.
            return try await refused(.alreadyReceived, form, visit)
        } catch CommandFailure.refused(let refusal) {
            return try await refused(refusal, form, visit)
        }
    }

    /// The form once more, with what is wrong in it.
    private func again(
        _ form: IntakeForm, _ fields: FormFields, _ files: FileReader, _ faults: [FieldFault], _ visit: DeskVisit
    ) async throws -> Response {
        var model = model(form, visit, once: fields["once"])
        model.faults = faults.map { FormFault($0.field, FormFault.Reason(InputFault($0).code)) }
        model.files?.faults = files.faults
        model.files?.wereSent = !files.isEmpty
        return house.answer(
            IntakePage(model, in: try await visit.page(at: .intake)), status: .unprocessableContent)
    }

    private func refused(_ refusal: Refusal, _ form: IntakeForm, _ visit: DeskVisit) async throws -> Response {
        var model = model(form, visit)
        model.problem = .refused(refusal)
        return house.answer(IntakePage(model, in: try await visit.page(at: .intake)), status: .conflict)
    }

    /// What the new request can be merged into, for those who may: what reads alike and is answered, or was.
    private func mergeable(_ number: CaseNumber, _ form: IntakeForm, _ visit: DeskVisit) async throws -> [SimilarRow] {
        guard Access.isAllowed(.merge, role: visit.actor.role, relation: .none) else { return [] }
        let found = try await visit.desks.service.similar(
            to: form.title, text: form.text, at: form.finestPlace(in: visit.city), excluding: number, visit.operation)
        return found.filter { !$0.item.row.stage.isEnded }.prefix(3).map { visit.rows.similar($0) }
    }

    // MARK: Parts of the page, fetched as one types

    @Sendable
    private func caller(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        let known = try await knownOf(phone: visit.query["phone"] ?? "", visit)
        return Response(status: .ok, html: CallerFragment(known, in: visit.words).render())
    }

    @Sendable
    private func similar(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try visit(request, context)
        let alike = try await alike(visit.query["text"] ?? "", at: visit.query["place"] ?? "", visit)
        return Response(status: .ok, html: SimilarFragment(alike, in: visit.words).render())
    }

    /// `nil` for what is no number yet.
    private func knownOf(phone: String, _ visit: DeskVisit) async throws -> CallerFragment.Model? {
        guard phone.utf8.count(where: { (48...57).contains($0) }) >= 5 else { return nil }
        let page = try await visit.desks.service.history(ofPhone: phone, visit.operation)
        return CallerFragment.Model(rows: page.items.map { visit.rows.row($0) })
    }

    /// `nil` where there is too little to compare. Likely categories are those of what reads alike.
    private func alike(
        _ text: String, at place: RegionID, _ visit: DeskVisit
    ) async throws -> SimilarFragment.Model? {
        let text = String(text.prefix(500))
        guard text.unicodeScalars.count(where: { !$0.properties.isWhitespace }) >= 4, visit.city.region(place) != nil
        else { return nil }
        let found = try await visit.desks.service.similar(to: text, at: place, visit.operation)
        var categories: [NamedChoice] = []
        let advice = visit.desks.adviser.advice(title: "", text: text)
        if let advice { categories.append(NamedChoice(advice.category, visit.rows.category(advice.category))) }
        for code in found.map(\.item.row.category) where code != ServiceDesk.unclassified(in: visit.city) {
            let choice = NamedChoice(code, visit.rows.category(code))
            if !categories.contains(choice) { categories.append(choice) }
        }
        return SimilarFragment.Model(
            rows: found.map { visit.rows.similar($0) }, categories: Array(categories.prefix(3)),
            reason: advice?.words ?? [])
    }

    // MARK: Ground

    /// - Throws: `DeskError.notAllowed` for those who take nothing in.
    private func visit(_ request: Request, _ context: SiteContext) throws -> DeskVisit {
        let visit = try DeskVisit(house, request, context)
        guard Access.isAllowed(.intake, role: visit.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.intake)
        }
        return visit
    }

    private func channel(_ visit: DeskVisit) -> Channel { visit.actor.role == .windowClerk ? .hall : .phone }

    private func model(_ form: IntakeForm, _ visit: DeskVisit, once: String? = nil) -> IntakePage.Model {
        let city = visit.city
        let villages = city.region(form.place)?.level == .town ? city.regions(under: form.place) : []
        return IntakePage.Model(
            form: form, once: once ?? DeskVisit.once(), channel: channel(visit), places: ChoiceGroup.places(of: city),
            villages: villages.map { NamedChoice($0.id, $0.name) }, categories: ChoiceGroup.categories(of: city),
            files: city.attachments.isTaken ? FilePart(city.attachments) : nil)
    }

    /// The answer is due its limit after the dispatch, which is due its own limit after now.
    private func saved(_ submission: Submission, _ title: String, _ visit: DeskVisit) -> IntakePage.Saved {
        let calendar = visit.city.calendar
        let end = submission.dispatchLimit.end(from: visit.now, in: calendar)
            .flatMap { submission.closeLimit.end(from: $0, in: calendar) }
        return IntakePage.Saved(
            number: submission.number, queryCode: submission.queryCode, title: title,
            contactLimit: submission.contactLimit, closeLimit: submission.closeLimit,
            answerBy: end.map { visit.city.zone.day(of: $0) }, wasKnown: !submission.isNew)
    }
}
