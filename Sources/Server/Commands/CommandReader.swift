import Casework
import Civics
import Desks
import Pages

/// Reads what an action on a case takes, out of a form or a JSON body: the fields have the same names in both
/// (`CaseField`). What only the case knows (its body, its limits) is asked for when it is needed.
struct CommandReader {
    static let noteLimit = 2000
    static let replyLimit = 20_000

    let city: City
    let actor: Actor
    /// Bodies below which there are no others: whoever belongs to one acts for it, whatever the case.
    var lowestBodies: Set<OrganisationID> = []
    /// The case as it stands; throws for a case that the actor may not know of.
    let request: () async throws -> ServiceRequest

    /// The command that an action stands for. Faults are collected in `fields`; the command counts for nothing when
    /// there are any.
    func command(_ action: CaseAction, _ fields: inout FieldReader) async throws -> RequestCommand {
        switch action {
        case .classify: return .classify(try await classification(&fields))
        case .dispatch:
            let lead = body(.lead, isRequired: true, &fields)
            let helpers = fields.texts(CaseField.co.rawValue, most: 10, each: 60)
            for (index, helper) in helpers.enumerated() where city.organisation(helper) == nil {
                fields.add("\(CaseField.co.rawValue)[\(index)]", .unknown)
            }
            return .dispatch(Dispatch(lead: lead, coHandlers: helpers))
        case .sign:
            let handler = handler(&fields)
            return .sign(body: try await ownBody(&fields), handler: handler)
        case .assign:
            let handler = handler(&fields)
            if handler == nil { requireField(.handler, &fields) }
            return .assign(body: try await ownBody(&fields), handler: handler ?? "")
        case .adjudicateHelper:
            enum Decision: String, CaseIterable { case release, keep }
            let decision = fields.requiredChoice(CaseField.decision.rawValue, Decision.self, else: .keep)
            return .adjudicateHelper(body: body(.body, isRequired: true, &fields), release: decision == .release)
        case .progress:
            let note = fields.requiredText(CaseField.note.rawValue, most: Self.noteLimit)
            return .progress(body: try await ownBody(&fields), note: note)
        case .answerSupervision:
            let note = fields.requiredText(CaseField.note.rawValue, most: Self.noteLimit)
            return .answerSupervision(body: try await ownBody(&fields), note: note)
        case .liftSupervision: return .liftSupervision(note: note(&fields))
        case .draftReply:
            let reply = fields.requiredText(CaseField.reply.rawValue, most: Self.replyLimit)
            return .draftReply(body: try await ownBody(&fields), author: actor.account, reply: reply)
        case .decideDraft:
            enum Decision: String, CaseIterable { case approve, sendBack = "send-back" }
            let decision = fields.requiredChoice(CaseField.decision.rawValue, Decision.self, else: .sendBack)
            let note = note(&fields)
            return .decideDraft(
                body: try await ownBody(&fields), approver: actor.account, approve: decision == .approve, note: note)
        case .contest: return .contest(note: note(&fields))
        case .return:
            let reason = fields.requiredChoice(CaseField.reason.rawValue, ReturnReason.self, else: .notOurDuty)
            let note = note(&fields)
            return .return(body: try await ownBody(&fields), reason: reason, note: note)
        case .adjudicate:
            enum Decision: String, CaseIterable { case accept, designate }
            switch fields.requiredChoice(CaseField.decision.rawValue, Decision.self, else: .accept) {
            case .accept:
                // A form can send the body that was chosen for the other decision along.
                _ = fields.text(CaseField.body.rawValue, most: 60)
                return .adjudicate(designate: nil)
            case .designate: return .adjudicate(designate: body(.body, isRequired: true, &fields))
            }
        case .contact:
            let means = fields.requiredChoice(CaseField.means.rawValue, ContactMeans.self, else: .phone)
            let note = note(&fields)
            return .contact(body: try await ownBody(&fields), means: means, note: note)
        case .extend: return .requestExtension(try await extensionRequest(&fields))
        case .decideExtension:
            enum Decision: String, CaseIterable { case grant, decline }
            let decision = fields.requiredChoice(CaseField.decision.rawValue, Decision.self, else: .decline)
            return .decideExtension(grant: decision == .grant)
        case .pause:
            let reason = fields.requiredChoice(CaseField.reason.rawValue, PauseReason.self, else: .inspection)
            return .pause(reason: reason, note: note(&fields))
        case .resume: return .resume
        case .urge: return .urge(note: note(&fields))
        case .supervise:
            let level = fields.integer(CaseField.level.rawValue, in: 1...3)
            if level == nil { requireField(.level, &fields) }
            let reason = fields.requiredChoice(CaseField.reason.rawValue, SupervisionReason.self, else: .overdue)
            return .supervise(level: level ?? 1, reason: reason, note: note(&fields))
        case .merge:
            let into = fields.caseNumber(CaseField.into.rawValue)
            if into == nil { requireField(.into, &fields) }
            return .merge(into: into ?? CaseNumber(rawValue: 0))
        case .unmerge: return .unmerge
        case .reply:
            let reply = fields.requiredText(CaseField.reply.rawValue, most: Self.replyLimit)
            return .reply(body: try await ownBody(&fields), reply: reply)
        case .close:
            let reply = fields.text(CaseField.reply.rawValue, most: Self.replyLimit)
            return .close(body: try await ownBody(&fields), reply: reply)
        case .callBack: return .callBack(callBack(&fields, channel: .phone))
        case .redo: return .redo(note: note(&fields))
        case .withdraw: return .withdraw
        case .refuse:
            let ground = fields.requiredChoice(CaseField.ground.rawValue, RefusalGround.self, else: .outsideGovernment)
            return .refuse(ground: ground, note: note(&fields))
        case .appeal:
            let ground = fields.text(CaseField.ground.rawValue, most: 64)
            if ground == nil { requireField(.ground, &fields) }
            if let ground, city.quality.appeals.ground(ground) == nil {
                fields.add(CaseField.ground.rawValue, .unknown)
            }
            let note = fields.requiredText(CaseField.note.rawValue, most: Self.noteLimit)
            return .appeal(body: try await ownBody(&fields), ground: ground ?? "", note: note)
        case .decideAppeal:
            enum Decision: String, CaseIterable { case grant, decline }
            let decision = fields.requiredChoice(CaseField.decision.rawValue, Decision.self, else: .decline)
            return .decideAppeal(
                grant: decision == .grant, note: fields.requiredText(CaseField.note.rawValue, most: Self.noteLimit))
        case .inspect: return .inspect(inspection(&fields))
        case .note: return .note(fields.requiredText(CaseField.note.rawValue, most: Self.noteLimit))
        case .archive: return .archive
        }
    }

    /// What a person said when asked after closing.
    func callBack(_ fields: inout FieldReader, channel: Channel) -> CallBack {
        let reached = fields.flag(CaseField.reached.rawValue) ?? true
        let solved = fields.flag(CaseField.solved.rawValue)
        let satisfaction = fields.choice(CaseField.satisfaction.rawValue, Satisfaction.self)
        let comment = fields.text(CaseField.comment.rawValue, most: Self.noteLimit)
        let named = fields.texts(CaseField.aspect.rawValue, most: RatingAspect.allCases.count, each: 20)
        for (index, aspect) in named.enumerated() where RatingAspect(rawValue: aspect) == nil {
            fields.add("\(CaseField.aspect.rawValue)[\(index)]", .unknown)
        }
        // In the order of the list, each once: the same answer is the same event.
        let aspects = RatingAspect.allCases.filter { named.contains($0.rawValue) }
        return CallBack(
            reached: reached, solved: reached ? solved : nil, satisfaction: reached ? satisfaction : nil,
            channel: channel, comment: comment, aspects: reached ? aspects : [])
    }

    /// A name that was written goes before the one that stands chosen.
    private func handler(_ fields: inout FieldReader) -> String? {
        let chosen = fields.text(CaseField.handler.rawValue, most: 60)
        return fields.text(CaseField.someone.rawValue, most: 60) ?? chosen
    }

    /// Codes in two lists, or, as radio buttons post it, a field for each check. Whether it was drawn by lot the desk
    /// knows.
    private func inspection(_ fields: inout FieldReader) -> Inspection {
        let checks = city.quality.sampling.checks
        var passed = fields.texts(CaseField.passed.rawValue, most: checks.count, each: 64)
        var failed = fields.texts(CaseField.failed.rawValue, most: checks.count, each: 64)
        for (field, codes) in [(CaseField.passed, passed), (.failed, failed)] {
            for (index, code) in codes.enumerated() where city.quality.sampling.check(code) == nil {
                fields.add("\(field.rawValue)[\(index)]", .unknown)
            }
        }
        for check in checks {
            switch fields.choice(CaseField.check(check.code), CheckAnswer.self) {
            case .passed: passed.append(check.code)
            case .failed: failed.append(check.code)
            case nil: break
            }
        }
        let note = note(&fields)
        if note == nil, !failed.isEmpty { fields.add(CaseField.note.rawValue, .missing) }
        return Inspection(passed: passed, failed: failed, isSampled: false, note: note)
    }

    private func note(_ fields: inout FieldReader) -> String? {
        fields.text(CaseField.note.rawValue, most: Self.noteLimit)
    }

    /// A field whose value could not be read has its fault already.
    private func requireField(_ field: CaseField, _ fields: inout FieldReader) {
        if !fields.faults.contains(where: { $0.field == field.rawValue }) { fields.add(field.rawValue, .missing) }
    }

    private func body(_ field: CaseField, isRequired: Bool, _ fields: inout FieldReader) -> OrganisationID {
        guard let id = fields.text(field.rawValue, most: 60) else {
            if isRequired { requireField(field, &fields) }
            return ""
        }
        if city.organisation(id) == nil { fields.add(field.rawValue, .unknown) }
        return id
    }

    /// The body in whose name the actor acts: the one named, else the one of the case that they belong to.
    private func ownBody(_ fields: inout FieldReader) async throws -> OrganisationID {
        let named = body(.body, isRequired: false, &fields)
        if !named.isEmpty { return named }
        if let own = actor.organisation, lowestBodies.contains(own) { return own }
        return try await Access.body(of: actor, for: request(), in: city) ?? actor.organisation ?? ""
    }

    /// What is not given stays as it is; the limits follow from the new values.
    private func classification(_ fields: inout FieldReader) async throws -> Classification {
        let request = try await request()
        let kind = fields.choice(CaseField.kind.rawValue, RequestKind.self) ?? request.kind
        let urgency = fields.choice(CaseField.urgency.rawValue, Urgency.self) ?? request.urgency
        let category = fields.text(CaseField.category.rawValue, most: 20) ?? request.category
        let place = fields.text(CaseField.place.rawValue, most: 60) ?? request.place
        if city.category(category) == nil { fields.add(CaseField.category.rawValue, .unknown) }
        if city.region(place) == nil { fields.add(CaseField.place.rawValue, .unknown) }
        guard let limits = city.limits.limits(kind: kind, urgency: urgency, line: request.line) else {
            throw Refusal.noLimit
        }
        return Classification(kind: kind, urgency: urgency, category: category, place: place, limits: limits)
    }

    /// An extension is asked for in the kind of time that the close limit has.
    private func extensionRequest(_ fields: inout FieldReader) async throws -> ExtensionRequest {
        let amount = fields.integer(CaseField.amount.rawValue, in: 1...10_000)
        if amount == nil { requireField(.amount, &fields) }
        let reason = fields.requiredText(CaseField.reason.rawValue, most: Self.noteLimit)
        let unit = ExtensionUnit(of: try await request().limits.close)
        return ExtensionRequest(amount: unit.span(amount ?? 0, in: city), reason: reason)
    }
}

/// The unit in which more time is asked for; follows from the close limit.
enum ExtensionUnit: String, CaseIterable, Sendable {
    case workingDays = "working-days"
    case hours
    case minutes

    init(of limit: TimeLimit) {
        switch limit {
        case .workingDays: self = .workingDays
        case .elapsed(let span), .working(let span): self = span >= .hours(2) ? .hours : .minutes
        }
    }

    func span(_ amount: Int, in city: City) -> TimeSpan {
        switch self {
        case .workingDays: TimeLimit.workingDays(amount).amount(in: city.calendar)
        case .hours: .hours(amount)
        case .minutes: .minutes(amount)
        }
    }

    /// The most that may be asked for.
    func most(of limit: TimeLimit, in city: City) -> Int {
        let most = Double(limit.amount(in: city.calendar).milliseconds) * city.limits.extensionShare
        return Int(most / Double(max(1, span(1, in: city).milliseconds)))
    }
}
