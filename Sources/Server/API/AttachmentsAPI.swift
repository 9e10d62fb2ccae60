import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Storage

/// Files of a request, for programs: sent as `multipart/form-data`, given back as they are kept.
struct AttachmentsAPI: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        routes.post("/requests/{number}/attachments", use: add)
        routes.get("/requests/{number}/attachments/{version}", use: open)
        routes.post("/requests/{number}/attachments/{version}/clear", use: clear)
    }

    @Sendable
    private func add(_ request: Request, _ context: SiteContext) async throws -> Response {
        let number = try context.number()
        if context.actor == nil {
            _ = try await house.ownCase(number, request.headers[.queryCode], request, context)
            if let wait = house.admission.wait(for: .submit, request, context) {
                throw Problem.tooMany(retryAfter: wait)
            }
        }
        guard request.headers[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true else {
            throw Problem.wrongContentType("multipart/form-data")
        }
        let form = try await request.submission(house.submissionLimits, in: house.uploads)
        let files = FileReader(form, in: house.desks.city.attachments)
        var fields = FieldReader(form.fields)
        let forPerson = fields.flag("forPerson") ?? false
        let isInternal = fields.flag("internal") ?? false
        for fault in files.faults { fields.add(InputFault(fault)) }
        if files.isEmpty { fields.add(FileReader.field, .missing) }
        try fields.finish()
        let key = try Once.key(of: request, ByteBuffer(bytes: files.marked(form.fields).fingerprint), context.actor)
        let outcome: CommandOutcome
        if context.actor == nil {
            outcome = try await house.desks.service.attach(
                files.files, to: number, code: request.headers[.queryCode] ?? "", idempotency: key,
                house.operation(context))
        } else {
            outcome = try await house.desks.attach(
                files.files, to: number, forPerson: forPerson, isInternal: isInternal, idempotency: key,
                house.operation(context))
        }
        return try await house.answer(to: outcome)
    }

    @Sendable
    private func open(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (number, version) = (try context.number(), try context.version())
        if context.actor == nil {
            let file = try await house.ownCase(number, request.headers[.queryCode], request, context)
            return Response(try await house.desks.service.file(version, of: file))
        }
        return Response(try await house.desks.file(version, of: number, house.operation(context)))
    }

    @Sendable
    private func clear(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard context.actor != nil else { throw Problem.signInNeeded }
        let (body, bytes) = try await request.json(upTo: house.configuration.bodyLimit)
        let key = try Once.key(of: request, bytes, context.actor)
        var fields = FieldReader(body)
        try fields.finish()
        let outcome = try await house.desks.act(
            .clearAttachment(version: try context.version()), on: try context.number(), idempotency: key,
            house.operation(context))
        return try await house.answer(to: outcome)
    }
}

extension InputFault {
    init(_ fault: FileFault) {
        let (zh, en) = (fault.text.zh, fault.text.en)
        let code: Code =
            switch fault.fault {
            case .empty: .missing
            case .tooLarge, .tooMany: .tooLong
            case .unknownType, .typeNotTaken: .wrongType
            case .broken: .malformed
            }
        let name = fault.name.isEmpty ? "" : "\(fault.name): "
        self.init(field: FileReader.field, code: code, message: LocalName(zh: name + zh, en: name + en))
    }
}
