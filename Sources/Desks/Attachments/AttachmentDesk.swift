package import Casework
package import Civics
package import Storage

/// A file of a case as somebody sees it in a list.
package struct AttachmentLine: Hashable, Sendable {
    package let kept: KeptAttachment
    /// `nil` where the reader does not see it: names of files can say who somebody is.
    package let name: String?
    /// The bodies do not see it yet, because the person is protected.
    package let isKeptBack: Bool
}

/// A file with its bytes.
package struct OpenedFile: Sendable {
    package let type: MediaType
    package let name: String
    package let bytes: [UInt8]
}

extension Desks {
    /// Adds files to a case, for staff.
    /// - Parameter forPerson: on behalf of the person; else in the name of the actor's own body.
    /// - Throws: `DeskError`, `CommandFailure`.
    package func attach(
        _ files: [NewFile], to number: CaseNumber, forPerson: Bool = false, isInternal: Bool,
        idempotency: IdempotencyKey? = nil, _ context: OperationContext
    ) async throws -> CommandOutcome {
        guard context.actor.isStaff else { throw DeskError.notSignedIn }
        let request = try await request(number, context)
        // What the person gave is theirs: only those who take requests in speak for them.
        if forPerson, !Access.isAllowed(.intake, role: context.actor.role, relation: .none) {
            throw DeskError.notAllowed(.intake)
        }
        let body = Access.body(of: context.actor, for: request, in: city) ?? context.actor.organisation
        let named = files.map { file in
            var file = file
            file.body = forPerson ? nil : body
            file.isInternal = isInternal
            return file
        }
        return try await act(.attach([]), on: number, files: named, idempotency: idempotency, context)
    }

    /// The files of a case that an actor may see; none once the person is forgotten.
    package func attachments(of file: CaseFile, _ actor: Actor) -> [AttachmentLine] {
        let isBody = HandlingDesk.roles.contains(actor.role)
        return file.request.attachments.compactMap { kept in
            let isKeptBack = file.request.isKeptBack(kept)
            if isBody, isKeptBack { return nil }
            guard let name = file.name(of: kept) else { return nil }
            let isHidden = isBody && file.request.isProtected && kept.attachment.body == nil
            return AttachmentLine(kept: kept, name: isHidden ? nil : name, isKeptBack: isKeptBack)
        }
    }

    /// A file of a case, for staff who may see it. A look at what the person added is written down, once an hour.
    /// - Throws: `DeskError.notFound`, also for a file that is kept back, and once the person is forgotten.
    package func file(
        _ version: Int, of number: CaseNumber, _ context: OperationContext
    ) async throws -> OpenedFile {
        let file = try await caseFile(number, context)
        guard let line = attachments(of: file, context.actor).first(where: { $0.kept.version == version }),
            let bytes = try await store.file(line.kept.attachment.digest, of: number)
        else { throw DeskError.notFound }
        if line.kept.attachment.body == nil {
            try await store.logAccess(
                account: context.actor.account, number: number, what: AccessKind.files.rawValue, at: context.now,
                unlessWithin: .hours(1))
        }
        return OpenedFile(line, number, bytes)
    }
}

extension ServiceDesk {
    /// Adds files to one's own request.
    package func attach(
        _ files: [NewFile], to number: CaseNumber, code: String, idempotency: IdempotencyKey? = nil,
        _ context: OperationContext
    ) async throws -> CommandOutcome {
        guard isCode(code, of: number) else { throw DeskError.notFound }
        return try await store.perform(
            OutsideCommand(
                number: number, command: .attach([]), files: files, at: context.now, actor: Actor.resident.account,
                idempotency: idempotency))
    }

    /// The files that the person sees of their own request: what they added, and what a body added for them.
    package func attachments(of file: CaseFile) -> [AttachmentLine] {
        file.request.attachments.filter { !$0.attachment.isInternal }.compactMap { kept in
            file.name(of: kept).map { AttachmentLine(kept: kept, name: $0, isKeptBack: false) }
        }
    }

    /// A file of one's own request.
    package func file(_ version: Int, of file: CaseFile) async throws -> OpenedFile {
        let number = file.request.number
        guard let line = attachments(of: file).first(where: { $0.kept.version == version }),
            let bytes = try await store.file(line.kept.attachment.digest, of: number)
        else { throw DeskError.notFound }
        return OpenedFile(line, number, bytes)
    }
}

extension CaseFile {
    /// What a file was called; `nil` once it is destroyed with its name.
    fileprivate func name(of kept: KeptAttachment) -> String? {
        texts[ContentPlace(version: kept.version, part: .fileName)]
    }
}

extension OpenedFile {
    /// A file whose name is not shown is called by its request and place.
    fileprivate init(_ line: AttachmentLine, _ number: CaseNumber, _ bytes: [UInt8]) {
        let type = line.kept.attachment.type
        self.init(
            type: type, name: line.name ?? "\(number)-\(line.kept.version).\(type.fileExtension)", bytes: bytes)
    }
}
