import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Storage

/// Files of a case, at the desks.
struct AttachmentsController: Controller {
    let house: House

    func addRoutes(to routes: RouterGroup<SiteContext>) {
        let desk = routes.desk
        desk.post("/cases/{number}/attachments", use: add)
        desk.get("/cases/{number}/attachments/{version}", use: open)
        desk.post("/cases/{number}/attachments/{version}/clear", use: clear)
    }

    @Sendable
    private func add(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        let form = try await request.submission(house.submissionLimits, in: house.uploads)
        let files = FileReader(form, in: visit.city.attachments)
        var picked = FilePart(visit.city.attachments, faults: files.faults, wereSent: !files.isEmpty)
        if files.isEmpty { picked.faults = [FileFault(name: "", .empty)] }
        guard picked.faults.isEmpty else { return try await again(number, picked, .unprocessableContent, visit) }
        let key = form.fields[CaseField.once.rawValue].flatMap { once in
            once.isEmpty || once.utf8.count > 200
                ? nil : Once.key(once, "attach", files.marked(form.fields), account: visit.actor.account)
        }
        do {
            _ = try await visit.desks.attach(
                files.files, to: number, forPerson: form.fields["for-person"] == "1",
                isInternal: form.fields["shown"] != "person", idempotency: key, visit.operation)
        } catch CommandFailure.refused(let refusal) {
            picked.refusal = refusal
            return try await again(number, picked, .conflict, visit)
        }
        let count = files.files.count
        return house.lead(
            to: .caseFile(number),
            saying: visit.words.say(
                "已附上 \(count) 个文件。", count == 1 ? "One file added." : "\(count) files added."))
    }

    private func again(
        _ number: CaseNumber, _ files: FilePart, _ status: HTTPResponse.Status, _ visit: DeskVisit
    ) async throws -> Response {
        house.answer(try await CaseReading(visit).page(of: number, files: files), status: status)
    }

    @Sendable
    private func open(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        return Response(try await visit.desks.file(context.version(), of: visit.number(), visit.operation))
    }

    @Sendable
    private func clear(_ request: Request, _ context: SiteContext) async throws -> Response {
        let visit = try DeskVisit(house, request, context)
        let number = try visit.number()
        _ = try await visit.form()
        let saying: String
        do {
            try await visit.desks.act(.clearAttachment(version: try context.version()), on: number, visit.operation)
            saying = visit.words.say("承办单位现在可以看到这个文件。", "The bodies can see this file now.")
        } catch CommandFailure.refused(let refusal) {
            saying = visit.words.say(refusal.text)
        }
        return house.lead(to: .caseFile(number), saying: saying)
    }
}

extension SiteContext {
    /// The event in the address.
    func version() throws(Problem) -> Int {
        guard let version = parameters.get("version").flatMap({ Int($0) }), version > 0 else { throw .notFound }
        return version
    }
}

extension DeskVisit {
    /// The files of a case as the reader sees them.
    func attachments(of file: CaseFile) -> [AttachmentItem] {
        let mayClear = Access.isAllowed(.clearAttachment, role: actor.role, relation: .none)
        return desks.attachments(of: file, actor).map { line in
            let (kept, attachment) = (line.kept, line.kept.attachment)
            return AttachmentItem(
                version: kept.version, type: attachment.type, size: attachment.size, name: line.name, at: kept.at,
                body: attachment.body.map { rows.body($0) }, isInternal: attachment.isInternal,
                isKeptBack: line.isKeptBack, path: .attachment(file.request.number, kept.version),
                clearing: line.isKeptBack && mayClear
                    ? .clearAttachment(file.request.number, kept.version) : nil)
        }
    }
}
