import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import Pages
import Reporting
import Storage

/// Files of one's own request: adding them, and opening them again.
extension FollowController {
    func addFileRoutes(to routes: RouterGroup<SiteContext>) {
        routes.post("/follow/{number}/attachments", use: attach)
        routes.get("/follow/{number}/attachments/{version}", use: openFile)
    }

    @Sendable
    private func attach(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (number, code, file) = try await own(request, context) else { return house.lead(to: .follow) }
        if let wait = house.admission.wait(for: .submit, request, context) { throw Problem.tooMany(retryAfter: wait) }
        let form = try await request.submission(house.submissionLimits, in: house.uploads)
        let rules = house.desks.city.attachments
        let files = FileReader(form, in: rules)
        var picked = FilePart(rules, faults: files.faults, wereSent: !files.isEmpty)
        if files.isEmpty { picked.faults = [FileFault(name: "", .empty)] }
        guard picked.faults.isEmpty else {
            return try await show(number, file, files: picked, request, context)
        }
        do {
            _ = try await house.desks.service.attach(
                files.files, to: number, code: code, idempotency: key("attach", number, files.marked(form.fields)),
                OperationContext(actor: .resident, now: house.now()))
        } catch CommandFailure.refused(let refusal) {
            picked.refusal = refusal
            return try await show(number, file, files: picked, request, context)
        }
        return house.lead(
            to: .followCase(number),
            saying: request.language.say("文件收到了，办理的人会看到。", "Received. Those who handle your request see it."))
    }

    @Sendable
    private func openFile(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let (_, code, file) = try await own(request, context), RatingLink(code) == nil else {
            throw DeskError.notFound
        }
        return Response(try await house.desks.service.file(context.version(), of: file))
    }
}

extension House {
    /// Where files are added to a request; `nil` where none are taken any more.
    func filePart(for request: ServiceRequest) -> FilePart? {
        let rules = desks.city.attachments
        let isOver = [.archived, .withdrawn].contains(request.stage)
        return rules.isTaken && !isOver && request.attachments.count < rules.perCase ? FilePart(rules) : nil
    }

    /// The files of a request as its person sees them.
    func ownAttachments(of file: CaseFile) -> [AttachmentItem] {
        desks.service.attachments(of: file).map { line in
            let (kept, attachment) = (line.kept, line.kept.attachment)
            return AttachmentItem(
                version: kept.version, type: attachment.type, size: attachment.size, name: line.name, at: kept.at,
                body: attachment.body.map { desks.city.organisation($0)?.name ?? LocalName(zh: $0, en: $0) },
                path: .ownAttachment(file.request.number, kept.version))
        }
    }
}
