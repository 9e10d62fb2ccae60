import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Storage

/// Requests: taking them in, finding and reading them, and all that can be done with them.
struct RequestsController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.get("/requests", use: list)
        routes.post("/requests", use: receive)
        routes.get("/requests/{number}", use: read)
        routes.get("/requests/{number}/reporter", use: reporter)
        for action in CaseAction.allCases {
            routes.post("/requests/{number}/\(action.rawValue)") { try await act(action, $0, $1) }
        }
    }

    @Sendable
    private func receive(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (body, bytes) = try await request.json(upTo: house.configuration.bodyLimit)
        let key = try Once.key(of: request, bytes, context.actor)
        let operation = house.operation(context)
        if context.actor == nil, let wait = house.admission.wait(for: .submit, request, context) {
            throw Problem.tooMany(retryAfter: wait)
        }
        var fields = FieldReader(body)
        let intake = IntakeReader.intake(&fields, for: operation.actor)
        try fields.finish()
        let submission = try await house.desks.service.receive(intake, idempotency: key, operation)
        let number = submission.number.description
        var headers: HTTPFields = [.location: "/api/v1/requests/\(number)"]
        if !submission.isNew { headers[.idempotentReplayed] = "true" }
        return Response(status: .created, headers: headers) { json in
            json.object {
                $0.member("number", number)
                $0.member("queryCode", submission.queryCode)
                $0.member("version", submission.version)
                $0.member("dispatchLimit", submission.dispatchLimit.description)
                $0.member("contactLimit", submission.contactLimit.description)
                $0.member("closeLimit", submission.closeLimit.description)
            }
        }
    }

    @Sendable
    private func list(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard context.actor != nil else { throw Problem.signInNeeded }
        var fields = FieldReader(try request.queryFields())
        let query = ListQuery(&fields, city: house.desks.city, now: house.now())
        try fields.finish()
        let page = try await house.desks.advice.requests(
            query.filter, order: query.order, after: query.after, limit: query.limit, house.operation(context))
        let writer = RequestJSON(city: house.desks.city, now: house.now())
        return Response(status: .ok) { json in
            json.object {
                $0.name("items")
                $0.array(page.items) { writer.write($1, to: &$0) }
                $0.member("next", ifPresent: page.next.map { CursorText.text($0) })
            }
        }
    }

    @Sendable
    private func read(_ request: Request, _ context: SiteContext) async throws -> Response {
        let number = try context.number()
        let writer = RequestJSON(city: house.desks.city, now: house.now())
        if context.actor == nil {
            let file = try await house.ownCase(number, request.headers[.queryCode], request, context)
            return Response(status: .ok, headers: [.eTag: House.tag(file.request.version)]) {
                writer.writeOwn(file, house.desks.service.attachments(of: file), to: &$0)
            }
        }
        let operation = house.operation(context)
        let file = try await house.desks.caseFile(number, operation)
        let attachments = house.desks.attachments(of: file, operation.actor)
        return Response(status: .ok, headers: [.eTag: House.tag(file.request.version)]) {
            writer.write(file, attachments, to: &$0)
        }
    }

    /// Who asked: for those who need it, and every look is logged.
    @Sendable
    private func reporter(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard context.actor != nil else { throw Problem.signInNeeded }
        let person = try await house.desks.reporter(of: try context.number(), house.operation(context))
        return Response(status: .ok) { json in
            json.object {
                // Nothing is left of who has been forgotten.
                guard let person else { return }
                $0.member("name", person.name)
                $0.member("phone", person.phone)
                $0.member("enterprise", person.enterprise)
                $0.member("creditCode", person.creditCode)
            }
        }
    }

    @Sendable
    private func act(_ action: CaseAction, _ request: Request, _ context: SiteContext) async throws -> Response {
        let number = try context.number()
        let (body, bytes) = try await request.json(upTo: house.configuration.bodyLimit)
        let key = try Once.key(of: request, bytes, context.actor)
        let expected = try expectedVersion(request)
        var fields = FieldReader(body)
        let operation = house.operation(context)
        guard let actor = context.actor else {
            return try await actForPerson(action, number, &fields, key, request, context)
        }
        let reader = CommandReader(city: house.desks.city, actor: actor, lowestBodies: house.lowestBodies) {
            try await house.desks.request(number, operation)
        }
        let command = try await reader.command(action, &fields)
        try fields.finish()
        let outcome = try await house.desks.act(
            command, on: number, expectedVersion: expected, idempotency: key, operation)
        return try await house.answer(to: outcome)
    }

    /// What the person who brought a request can do with its query code: rate it, take it back, contest its refusal.
    private func actForPerson(
        _ action: CaseAction, _ number: CaseNumber, _ fields: inout FieldReader, _ key: IdempotencyKey,
        _ request: Request, _ context: SiteContext
    ) async throws -> Response {
        guard [.callBack, .withdraw, .contest].contains(action), let code = request.headers[.queryCode] else {
            throw Problem.signInNeeded
        }
        _ = try await house.ownCase(number, code, request, context)
        let operation = house.operation(context)
        if action == .contest {
            let note = fields.text(CaseField.note.rawValue, most: CommandReader.noteLimit)
            try fields.finish()
            return try await house.answer(
                to: house.desks.service.contest(number, code: code, note: note, idempotency: key, operation))
        }
        guard action == .callBack else {
            try fields.finish()
            return try await house.answer(
                to: house.desks.service.withdraw(number, code: code, idempotency: key, operation))
        }
        let reader = CommandReader(city: house.desks.city, actor: operation.actor) { throw Problem.signInNeeded }
        let answer = reader.callBack(&fields, channel: .web)
        try fields.finish()
        return try await house.answer(
            to: house.desks.service.rate(
                number, code: code, solved: answer.solved, satisfaction: answer.satisfaction, comment: answer.comment,
                aspects: answer.aspects, channel: .web, idempotency: key, operation))
    }

    /// The version in `If-Match`; `nil` where there is none, or any will do.
    private func expectedVersion(_ request: Request) throws(Problem) -> Int? {
        guard let header = request.headers[.ifMatch], header != "*" else { return nil }
        let text = header.hasPrefix("W/") ? header.dropFirst(2) : header[...]
        guard text.first == "\"", text.last == "\"", let version = Int(text.dropFirst().dropLast()) else {
            throw Problem(
                .badRequest, "if-match-malformed",
                LocalName(zh: "If-Match 应写成 \"版本号\"", en: "If-Match must be a version in quotes, such as \"3\""))
        }
        return version
    }
}

extension House {
    static func tag(_ version: Int) -> String { "\"\(version)\"" }

    /// Number, version and stage after the command; the same for a command that comes again.
    func answer(to outcome: CommandOutcome) async throws -> Response {
        var headers: HTTPFields = [.eTag: Self.tag(outcome.version)]
        var stage = outcome.stage
        if !outcome.isNew {
            headers[.idempotentReplayed] = "true"
            stage = try await desks.store.stage(of: outcome.number, at: outcome.version)
        }
        return Response(status: .ok, headers: headers) { json in
            json.object {
                $0.member("number", outcome.number.description)
                $0.member("version", outcome.version)
                $0.member("stage", ifPresent: stage.map { Codes.code($0) })
            }
        }
    }

    /// The case of whoever shows its query code. Wrong numbers and wrong codes get the same answer, and trying is limited.
    func ownCase(
        _ number: CaseNumber, _ code: String?, _ request: Request, _ context: SiteContext
    ) async throws -> CaseFile {
        guard let code else { throw Problem.signInNeeded }
        if let wait = admission.wait(for: .follow, request, context) { throw Problem.tooMany(retryAfter: wait) }
        let file = try await desks.service.follow(number, code: code)
        admission.forgive(.follow, request, context)
        return file
    }
}

extension SiteContext {
    /// The case in the address.
    func number() throws(Problem) -> CaseNumber {
        guard let number = parameters.get("number").flatMap({ CaseNumber($0) }) else { throw .notFound }
        return number
    }
}

extension Store {
    /// Where a case stood after the event of this version.
    func stage(of number: CaseNumber, at version: Int) async throws -> ServiceRequest.Stage? {
        guard let file = try await caseFile(number) else { return nil }
        return ServiceRequest(folding: file.entries.filter { $0.version <= version })?.stage
    }
}
