package import Casework
package import Civics
package import Storage

/// What a person asks for, as a form or a call brings it.
package struct Intake: Hashable, Sendable {
    package var channel: Channel
    package var line: ServiceLine
    package var kind: RequestKind
    package var urgency: Urgency
    /// `nil` when nobody has classified it yet: its words are then compared with the categories' explanations.
    package var category: CategoryCode?
    package var place: RegionID
    package var isProtected: Bool
    package var title: String
    package var text: String
    package var person: PersonDetails

    package init(
        channel: Channel, line: ServiceLine = .public, kind: RequestKind, urgency: Urgency = .ordinary,
        category: CategoryCode? = nil, place: RegionID, isProtected: Bool = false, title: String, text: String,
        person: PersonDetails = PersonDetails()
    ) {
        self.channel = channel
        self.line = line
        self.kind = kind
        self.urgency = urgency
        self.category = category
        self.place = place
        self.isProtected = isProtected
        self.title = title
        self.text = text
        self.person = person
    }
}

/// What the person takes away: the number, the code that opens it, and by when somebody must have it.
package struct Submission: Sendable {
    package let number: CaseNumber
    package let queryCode: String
    package let version: Int
    package let dispatchLimit: TimeLimit
    package let contactLimit: TimeLimit
    package let closeLimit: TimeLimit
    /// `false` when the same request had come before under the same key.
    package let isNew: Bool
}

/// The service desk (服务台): takes requests in, answers people who follow theirs, calls back.
package struct ServiceDesk: Sendable {
    let store: Store
    let adviser: CategoryAdviser
    /// Knows what the newest requests say.
    let recent: IssueBoard
    private var city: City { store.city }

    /// Takes in a request, from the person or from an agent.
    /// - Parameter files: what the person added; they are taken in with the request, or nothing is.
    /// - Throws: `DeskError.invalid` naming every field that can't be taken, `CommandFailure`.
    package func receive(
        _ intake: Intake, files: [NewFile] = [], idempotency: IdempotencyKey? = nil, _ context: OperationContext
    ) async throws -> Submission {
        let action: Action = context.actor.isStaff ? .intake : .submit
        guard Access.isAllowed(action, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(action)
        }
        let faults = check(intake)
        if !faults.isEmpty { throw DeskError.invalid(faults) }
        let category =
            intake.category ?? adviser.category(title: intake.title, text: intake.text) ?? Self.unclassified(in: city)
        guard let limits = city.limits.limits(kind: intake.kind, urgency: intake.urgency, line: intake.line) else {
            throw CommandFailure.refused(.noLimit)
        }
        let receipt = Receipt(
            channel: intake.channel, line: intake.line, kind: intake.kind, urgency: intake.urgency,
            category: category, place: intake.place, isProtected: intake.isProtected, person: 0,
            title: intake.title, text: intake.text, limits: limits)
        let outcome = try await store.perform(
            OutsideCommand(
                command: .receive(receipt), person: intake.person, files: files, at: context.now,
                actor: context.actor.account,
                idempotency: idempotency))
        return Submission(
            number: outcome.number, queryCode: store.vault.queryCode(for: outcome.number.rawValue),
            version: outcome.version, dispatchLimit: limits.dispatch, contactLimit: limits.contact,
            closeLimit: limits.close, isNew: outcome.isNew)
    }

    /// Every field of an intake that can't be taken.
    package func check(_ intake: Intake) -> [FieldFault] {
        var faults: [FieldFault] = []
        func add(_ fault: FieldFault?) { if let fault { faults.append(fault) } }
        add(TextCheck.fault(in: intake.title, field: "title", least: 2, most: 100))
        add(TextCheck.fault(in: intake.text, field: "text", least: 5, most: 20_000))
        if city.region(intake.place) == nil { add(FieldFault("place", intake.place.isEmpty ? .missing : .unknown)) }
        if let category = intake.category, city.category(category) == nil { add(FieldFault("category", .unknown)) }
        for (field, value, most) in [
            ("name", intake.person.name, 60), ("enterprise", intake.person.enterprise, 120),
        ] where !value.isEmpty {
            add(TextCheck.fault(in: value, field: field, most: most))
        }
        if !intake.person.phone.isEmpty { add(Self.phoneFault(intake.person.phone)) }
        if intake.line == .enterprise, intake.person.enterprise.isEmpty { add(FieldFault("enterprise", .missing)) }
        if !intake.person.creditCode.isEmpty, UnifiedSocialCreditCode(intake.person.creditCode) == nil {
            add(FieldFault("creditCode", .malformed))
        }
        return faults
    }

    /// The category of requests that nobody has classified: the last leaf of the list.
    package static func unclassified(in city: City) -> CategoryCode {
        city.categories.last { $0.code.hasPrefix("99") }?.code ?? city.categories.last?.code ?? ""
    }

    private static func phoneFault(_ phone: String) -> FieldFault? {
        let allowed = phone.unicodeScalars.allSatisfy { "0123456789+-() ".unicodeScalars.contains($0) }
        let digits = phone.utf8.count { (48...57).contains($0) }
        return allowed && (5...20).contains(digits) ? nil : FieldFault("phone", .malformed)
    }

    /// A person's own case, by number and query code.
    /// - Throws: `DeskError.notFound` for a wrong number and a wrong code alike.
    package func follow(_ number: CaseNumber, code: String) async throws -> CaseFile {
        guard isCode(code, of: number), let file = try await store.caseFile(number) else { throw DeskError.notFound }
        return file
    }

    package func isCode(_ code: String, of number: CaseNumber) -> Bool {
        let given = Array(code.uppercased().utf8.filter { $0 != 0x20 && $0 != 0x2D })
        let right = Array(store.vault.queryCode(for: number.rawValue).utf8)
        guard given.count == right.count else { return false }
        return zip(given, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The person's own rating of a closed request.
    /// - Parameter code: the query code, or the text of a link that is still good (`RatingLink`).
    package func rate(
        _ number: CaseNumber, code: String, solved: Bool?, satisfaction: Satisfaction?, comment: String?,
        aspects: [RatingAspect] = [], channel: Channel, idempotency: IdempotencyKey? = nil, _ context: OperationContext
    ) async throws -> CommandOutcome {
        guard try await opens(number, with: code, at: context.now) else { throw DeskError.notFound }
        let comment = comment.flatMap { $0.isEmpty ? nil : $0 }
        let callBack = CallBack(
            reached: true, solved: solved, satisfaction: satisfaction, channel: channel, comment: comment,
            aspects: aspects)
        return try await perform(.callBack(callBack), on: number, idempotency, context)
    }

    /// The person takes their request back.
    package func withdraw(
        _ number: CaseNumber, code: String, idempotency: IdempotencyKey? = nil, _ context: OperationContext
    ) async throws -> CommandOutcome {
        guard isCode(code, of: number) else { throw DeskError.notFound }
        return try await perform(.withdraw, on: number, idempotency, context)
    }

    /// The person does not accept that the request was refused.
    package func contest(
        _ number: CaseNumber, code: String, note: String?, idempotency: IdempotencyKey? = nil,
        _ context: OperationContext
    ) async throws -> CommandOutcome {
        guard isCode(code, of: number) else { throw DeskError.notFound }
        return try await perform(
            .contest(note: note.flatMap { $0.isEmpty ? nil : $0 }), on: number, idempotency, context)
    }

    private func perform(
        _ command: RequestCommand, on number: CaseNumber, _ idempotency: IdempotencyKey?, _ context: OperationContext
    ) async throws -> CommandOutcome {
        try CommandCheck.check(command)
        let outcome = try await store.perform(
            OutsideCommand(
                number: number, command: command, at: context.now, actor: Actor.resident.account,
                idempotency: idempotency))
        try await store.settle(after: command, outcome, at: context.now)
        return outcome
    }

    /// What the actor has taken in on the city's day so far, the newest first.
    package func takenInToday(limit: Int, _ context: OperationContext) async throws -> [RequestPage.Item] {
        guard Access.isAllowed(.intake, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.intake)
        }
        return try await store.rows(
            try await store.received(on: city.zone.day(of: context.now), by: context.actor.account, limit: limit))
    }

    /// A caller's earlier requests, the newest first. What is shown is written down.
    package func history(
        ofPhone phone: String, limit: Int = 10, _ context: OperationContext
    ) async throws -> RequestPage {
        guard Access.isAllowed(.intake, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.intake)
        }
        var filter = RequestFilter()
        filter.phone = phone
        let page = try await store.page(filter, order: .newest, limit: limit)
        try await store.logSearch(page.items, context)
        return page
    }

    /// Closed requests whose person is still to be called, the most urgent first: neither who has answered nor who was not
    /// reached as often as the city calls (`callback_attempts`).
    package func callBackQueue(
        after: RequestCursor? = nil, limit: Int = 50, _ context: OperationContext
    ) async throws -> (page: RequestPage, total: BoundedCount) {
        guard Access.isAllowed(.callBack, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.callBack)
        }
        var filter = RequestFilter()
        filter.awaitsCall = true
        return (
            try await store.page(filter, order: .deadline, after: after, limit: limit), try await store.count(filter)
        )
    }
}
