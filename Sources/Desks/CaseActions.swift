package import Casework
package import Civics
package import Storage

extension Desks {
    /// Carries out a command of staff on a case: may they, then the rule, then one transaction.
    ///
    /// Bodies are taken from the actor, not from the caller: where a command names a body, it must be one that the
    /// actor acts for.
    /// - Throws: `DeskError.notFound` for a case that does not exist or that the actor may not know of,
    ///   `DeskError.notAllowed`, `CommandFailure`.
    @discardableResult
    package func act(
        _ command: RequestCommand, on number: CaseNumber, files: [NewFile] = [], expectedVersion: Int? = nil,
        idempotency: IdempotencyKey? = nil, _ context: OperationContext
    ) async throws -> CommandOutcome {
        guard context.actor.isStaff else { throw DeskError.notSignedIn }
        let action = command.action
        guard action != .intake else { throw DeskError.notAllowed(.intake) }
        try CommandCheck.check(command)
        if case .refuse = command, try await isOwnRefusal(number, context.actor) {
            throw CommandFailure.refused(.ownRefusal)
        }
        let command = try await withLot(command, on: number)
        var outside = OutsideCommand(
            number: number, command: command, files: files, at: context.now, actor: context.actor.account,
            expectedVersion: expectedVersion, idempotency: idempotency)
        let dependsOnCase = !Access.isAllowed(action, role: context.actor.role, relation: .none)
        if dependsOnCase { outside.permit = permit(action, body: command.body, context.actor) }
        do {
            let outcome = try await store.perform(outside)
            try await store.settle(after: command, outcome, at: context.now)
            return outcome
        } catch CommandFailure.denied(.notAllowed) {
            throw DeskError.notAllowed(action)
        } catch CommandFailure.denied(.hidden) {
            throw DeskError.notFound
        } catch CommandFailure.refused(.unknownCase) {
            // The case that a merge names may be the one that is not there; a case that this is given on is not told
            // apart from one that the actor may not know of.
            guard try await store.request(number) == nil else { throw CommandFailure.refused(.unknownCase) }
            throw DeskError.notFound
        }
    }

    /// Whether the person contests a refusal that this actor gave, and somebody else is there to decide: the first decision
    /// and the second are then not the same person's. A city with one dispatcher is not brought to a stop by it.
    package func isOwnRefusal(_ number: CaseNumber, _ actor: Actor) async throws -> Bool {
        guard let file = try await store.caseFile(number), file.request.contestedAt != nil,
            file.request.stage == .awaitingDispatch
        else { return false }
        let refusal = file.entries.first { if case .refused = $0.event { true } else { false } }
        guard refusal?.actor == actor.account else { return false }
        return try await store.accounts().contains {
            $0.id != actor.account && !$0.isDisabled && Access.isAllowed(.refuse, role: $0.role, relation: .none)
        }
    }

    /// An inspection with the word of whether the closing was drawn by lot: that the store knows, and nobody can say.
    private func withLot(_ command: RequestCommand, on number: CaseNumber) async throws -> RequestCommand {
        guard case .inspect(var inspection) = command else { return command }
        inspection.isSampled = try await store.isDrawn(number)
        return .inspect(inspection)
    }

    /// Asked by the writer, of the case as it stands when the command is carried out.
    private func permit(_ action: Action, body: OrganisationID?, _ actor: Actor) -> Permit {
        { [city] request in
            let relation = Access.relation(of: actor, to: request, in: city)
            guard Access.isAllowed(.viewCase, role: actor.role, relation: relation) else { return .hidden }
            guard Access.isAllowed(action, role: actor.role, relation: relation) else { return .notAllowed }
            if let body, let own = actor.organisation, !city.organisation(own, covers: body) { return .notAllowed }
            return nil
        }
    }

    /// A case with its texts, for staff who may see it. From those who may not know who asked in a protected case,
    /// whatever names that person is kept in the texts as well.
    package func caseFile(_ number: CaseNumber, _ context: OperationContext) async throws -> CaseFile {
        guard let file = try await store.caseFile(number), canView(file.request, context.actor) else {
            throw DeskError.notFound
        }
        guard file.request.isProtected, !mayViewReporter(of: file.request, context.actor),
            let person = try await store.person(of: number)
        else { return file }
        return file.blotting(person)
    }

    /// Where a case stands, for staff who may see it.
    package func request(_ number: CaseNumber, _ context: OperationContext) async throws -> ServiceRequest {
        guard let request = try await store.request(number), canView(request, context.actor) else {
            throw DeskError.notFound
        }
        return request
    }

    /// Who asked. Every look is written down. A protected person is never shown to the bodies that handle the case.
    package func reporter(of number: CaseNumber, _ context: OperationContext) async throws -> PersonDetails? {
        let file = try await caseFile(number, context)
        guard mayViewReporter(of: file.request, context.actor) else { throw DeskError.notAllowed(.viewReporter) }
        try await store.logAccess(
            account: context.actor.account, numbers: [number], what: AccessKind.reporter.rawValue, at: context.now)
        return try await store.person(of: number)
    }

    package func mayViewReporter(of request: ServiceRequest, _ actor: Actor) -> Bool {
        let relation = Access.relation(of: actor, to: request, in: city)
        guard Access.isAllowed(.viewReporter, role: actor.role, relation: relation) else { return false }
        return !request.isProtected || ![.handler, .headOfBody].contains(actor.role)
    }

    package func may(_ action: Action, on request: ServiceRequest, _ actor: Actor) -> Bool {
        Access.isAllowed(action, role: actor.role, relation: Access.relation(of: actor, to: request, in: city))
    }

    private func canView(_ request: ServiceRequest, _ actor: Actor) -> Bool {
        actor.isStaff && may(.viewCase, on: request, actor)
    }
}

extension RequestCommand {
    /// The body in whose name the command is given.
    var body: OrganisationID? {
        switch self {
        case .sign(let body, _), .assign(let body, _), .return(let body, _, _), .contact(let body, _, _),
            .progress(let body, _), .reply(let body, _), .close(let body, _), .draftReply(let body, _, _),
            .decideDraft(let body, _, _, _), .answerSupervision(let body, _),
            .appeal(let body, _, _):
            body
        default: nil
        }
    }
}

/// Checks on what is written in commands, the same for every entrance.
enum CommandCheck {
    static func check(_ command: RequestCommand) throws(DeskError) {
        var faults: [FieldFault] = []
        _ = command.replacingTexts { part, text in
            let field = part == .title ? "title" : part == .text ? "text" : "body"
            if let fault = TextCheck.fault(in: text, field: field, most: 20_000) { faults.append(fault) }
            return text
        }
        if !faults.isEmpty { throw .invalid(faults) }
    }
}

enum TextCheck {
    /// The fault of a text that must not be empty; line breaks and tabs are the only control characters taken.
    static func fault(in text: String, field: String, least: Int = 1, most: Int) -> FieldFault? {
        let isBlank = text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        if isBlank { return FieldFault(field, .missing) }
        if text.unicodeScalars.contains(where: {
            $0.value < 0x20 && ![9, 10, 13].contains($0.value) || $0.value == 0x7F
        }) {
            return FieldFault(field, .controlCharacter)
        }
        let count = text.count
        if count < least { return FieldFault(field, .tooShort) }
        if count > most { return FieldFault(field, .tooLong) }
        return nil
    }
}
