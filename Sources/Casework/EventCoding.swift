import Civics

/// An event of the journal that this version of the platform cannot read.
package struct UnreadableEvent: Error, Hashable, Sendable {
    package let typeName: String

    package init(typeName: String) { self.typeName = typeName }
}

extension RequestEvent {
    /// The name under which the event stands in the journal, with the version of its meaning.
    package var typeName: String {
        switch self {
        case .received: "request.received.1"
        case .classified: "request.classified.1"
        case .dispatched: "request.dispatched.1"
        case .signed: "request.signed.1"
        case .assigned: "request.assigned.1"
        case .helperReturned: "request.helper-returned.1"
        case .helperAdjudicated: "request.helper-adjudicated.1"
        case .returned: "request.returned.1"
        case .adjudicated: "request.adjudicated.1"
        case .contacted: "request.contacted.1"
        case .progressed: "request.progressed.1"
        case .extensionRequested: "request.extension-requested.1"
        case .extensionDecided: "request.extension-decided.1"
        case .paused: "request.paused.1"
        case .resumed: "request.resumed.1"
        case .urged: "request.urged.1"
        case .reminded: "request.reminded.1"
        case .helperReminded: "request.helper-reminded.1"
        case .supervised: "request.supervised.1"
        case .supervisionOrdered: "request.supervision-ordered.1"
        case .supervisionAnswered: "request.supervision-answered.1"
        case .supervisionLifted: "request.supervision-lifted.1"
        case .merged: "request.merged.1"
        case .unmerged: "request.unmerged.1"
        case .answeredWith: "request.answered-with.1"
        case .replied: "request.replied.1"
        case .replyDrafted: "request.reply-drafted.1"
        case .replyApproved: "request.reply-approved.1"
        case .replySentBack: "request.reply-sent-back.1"
        case .closed: "request.closed.1"
        case .calledBack(let callBack):
            // The second version says what the grade is about.
            callBack.aspects.isEmpty ? "request.called-back.1" : "request.called-back.2"
        case .redone: "request.redone.1"
        case .rectificationOpened: "request.rectification-opened.1"
        case .appealed: "request.appealed.1"
        case .appealDecided: "request.appeal-decided.1"
        case .inspected: "request.inspected.1"
        case .withdrawn: "request.withdrawn.1"
        case .refused: "request.refused.1"
        case .contested: "request.contested.1"
        case .noted: "request.noted.1"
        case .attached: "request.attached.1"
        case .attachmentCleared: "request.attachment-cleared.1"
        case .archived: "request.archived.1"
        }
    }

    package var fields: CanonicalFields {
        var out = CanonicalFields()
        switch self {
        case .received(let receipt):
            out.set("category", .text(receipt.category))
            out.set("channel", .text(receipt.channel.rawValue))
            out.set("kind", .text(receipt.kind.rawValue))
            out.set("limits", .list(receipt.limits.words))
            out.set("line", .text(receipt.line.rawValue))
            out.set("person", .number(receipt.person))
            out.set("place", .text(receipt.place))
            out.set("protected", .flag(receipt.isProtected))
            out.set("text", .text(receipt.text))
            out.set("title", .text(receipt.title))
            out.set("urgency", .text(receipt.urgency.rawValue))
        case .classified(let new):
            out.set("category", .text(new.category))
            out.set("kind", .text(new.kind.rawValue))
            out.set("limits", .list(new.limits.words))
            out.set("place", .text(new.place))
            out.set("urgency", .text(new.urgency.rawValue))
        case .dispatched(let dispatch):
            out.set("co", dispatch.coHandlers.isEmpty ? nil : .list(dispatch.coHandlers))
            out.set("lead", .text(dispatch.lead))
        case .signed(let body, let handler):
            out.set("body", .text(body))
            out.set("handler", handler.map { .text($0) })
        case .assigned(let body, let handler):
            out.set("body", .text(body))
            out.set("handler", .text(handler))
        case .helperAdjudicated(let body, let released):
            out.set("body", .text(body))
            out.set("released", .flag(released))
        case .returned(let body, let reason, let note), .helperReturned(let body, let reason, let note):
            out.set("body", .text(body))
            out.set("note", note.map { .text($0) })
            out.set("reason", .text(reason.rawValue))
        case .adjudicated(let designated): out.set("designated", designated.map { .text($0) })
        case .contacted(let body, let means, let note):
            out.set("body", .text(body))
            out.set("means", .text(means.rawValue))
            out.set("note", note.map { .text($0) })
        case .extensionRequested(let request):
            out.set("amount", .number(request.amount.milliseconds))
            out.set("reason", .text(request.reason))
        case .extensionDecided(let granted): out.set("granted", .flag(granted))
        case .paused(let reason, let note):
            out.set("note", note.map { .text($0) })
            out.set("reason", .text(reason.rawValue))
        case .progressed(let body, let note), .supervisionAnswered(let body, let note):
            out.set("body", .text(body))
            out.set("note", .text(note))
        case .reminded(let rule): out.set("rule", .text(rule))
        case .helperReminded(let rule, let body):
            out.set("body", .text(body))
            out.set("rule", .text(rule))
        case .urged(let note), .redone(let note), .supervisionLifted(let note), .contested(let note):
            out.set("note", note.map { .text($0) })
        case .supervised(let level, let reason, let note):
            out.set("level", .number(Int64(level)))
            out.set("note", note.map { .text($0) })
            out.set("reason", .text(reason.rawValue))
        case .supervisionOrdered(let level, let reason, let limit, let note):
            out.set("level", .number(Int64(level)))
            out.set("limit", .text(limit.description))
            out.set("note", note.map { .text($0) })
            out.set("reason", .text(reason.rawValue))
        case .rectificationOpened(let limit): out.set("limit", .text(limit.description))
        case .answeredWith(let main, let body, let reply):
            out.set("body", .text(body))
            out.set("main", .number(main.rawValue))
            out.set("reply", .text(reply))
        case .replyDrafted(let body, let author, let reply):
            out.set("author", .text(author))
            out.set("body", .text(body))
            out.set("reply", .text(reply))
        case .replyApproved(let approver): out.set("approver", .text(approver))
        case .replySentBack(let approver, let note):
            out.set("approver", .text(approver))
            out.set("note", note.map { .text($0) })
        case .merged(let into): out.set("into", .number(into.rawValue))
        case .replied(let body, let reply):
            out.set("body", .text(body))
            out.set("reply", .text(reply))
        case .calledBack(let callBack):
            out.set("aspects", callBack.aspects.isEmpty ? nil : .list(callBack.aspects.map(\.rawValue)))
            out.set("channel", .text(callBack.channel.rawValue))
            out.set("comment", callBack.comment.map { .text($0) })
            out.set("reached", .flag(callBack.reached))
            out.set("satisfaction", callBack.satisfaction.map { .text($0.rawValue) })
            out.set("solved", callBack.solved.map { .flag($0) })
        case .appealed(let body, let ground, let note):
            out.set("body", .text(body))
            out.set("ground", .text(ground))
            out.set("note", note.map { .text($0) })
        case .appealDecided(let granted, let note):
            out.set("granted", .flag(granted))
            out.set("note", note.map { .text($0) })
        case .inspected(let inspection):
            out.set("failed", .list(inspection.failed))
            out.set("note", inspection.note.map { .text($0) })
            out.set("passed", .list(inspection.passed))
            out.set("sampled", .flag(inspection.isSampled))
        case .refused(let ground, let note):
            out.set("ground", .text(ground.rawValue))
            out.set("note", note.map { .text($0) })
        case .noted(let note): out.set("note", .text(note))
        case .attached(let file):
            out.set("body", file.body.map { .text($0) })
            out.set("digest", .text(file.digest))
            out.set("internal", .flag(file.isInternal))
            out.set("media", .text(file.type.rawValue))
            out.set("name", .text(file.name))
            out.set("size", .number(Int64(file.size)))
        case .attachmentCleared(let version): out.set("version", .number(Int64(version)))
        case .resumed, .unmerged, .closed, .withdrawn, .archived: break
        }
        return out
    }

    /// Reads an event back from the journal.
    /// - Throws: `UnreadableEvent` for a type or a body that this version does not know.
    package init(typeName: String, fields: CanonicalFields) throws(UnreadableEvent) {
        guard let event = Self.read(typeName, FieldReader(fields: fields)) else {
            throw UnreadableEvent(typeName: typeName)
        }
        self = event
    }

    private static func read(_ typeName: String, _ from: FieldReader) -> RequestEvent? {
        let note = from.text("note")
        switch typeName {
        case "request.received.1":
            return readReceipt(from).map { .received($0) }
        case "request.classified.1":
            guard let kind: RequestKind = from.value("kind"), let urgency: Urgency = from.value("urgency"),
                let category = from.text("category"), let place = from.text("place"), let limits = from.limits("limits")
            else { return nil }
            return .classified(
                Classification(kind: kind, urgency: urgency, category: category, place: place, limits: limits))
        case "request.dispatched.1":
            return from.text("lead").map { .dispatched(Dispatch(lead: $0, coHandlers: from.list("co") ?? [])) }
        case "request.signed.1":
            return from.text("body").map { .signed(body: $0, handler: from.text("handler")) }
        case "request.assigned.1":
            guard let body = from.text("body"), let handler = from.text("handler") else { return nil }
            return .assigned(body: body, handler: handler)
        case "request.returned.1", "request.helper-returned.1":
            guard let body = from.text("body"), let reason: ReturnReason = from.value("reason") else { return nil }
            return typeName == "request.returned.1"
                ? .returned(body: body, reason: reason, note: note)
                : .helperReturned(body: body, reason: reason, note: note)
        case "request.helper-adjudicated.1":
            guard let body = from.text("body"), let released = from.flag("released") else { return nil }
            return .helperAdjudicated(body: body, released: released)
        case "request.adjudicated.1": return .adjudicated(designated: from.text("designated"))
        case "request.contacted.1":
            guard let body = from.text("body"), let means: ContactMeans = from.value("means") else { return nil }
            return .contacted(body: body, means: means, note: note)
        case "request.progressed.1":
            guard let body = from.text("body"), let note else { return nil }
            return .progressed(body: body, note: note)
        case "request.extension-requested.1":
            guard let amount = from.number("amount"), let reason = from.text("reason") else { return nil }
            return .extensionRequested(ExtensionRequest(amount: TimeSpan(milliseconds: amount), reason: reason))
        case "request.extension-decided.1": return from.flag("granted").map { .extensionDecided(granted: $0) }
        case "request.paused.1":
            guard let reason: PauseReason = from.value("reason") else { return nil }
            return .paused(reason: reason, note: note)
        case "request.resumed.1": return .resumed
        case "request.urged.1": return .urged(note: note)
        case "request.reminded.1": return from.text("rule").map { .reminded(rule: $0) }
        case "request.helper-reminded.1":
            guard let rule = from.text("rule"), let body = from.text("body") else { return nil }
            return .helperReminded(rule: rule, body: body)
        case "request.supervision-ordered.1", "request.supervision-answered.1", "request.supervision-lifted.1":
            return readSupervision(typeName, from)
        case "request.supervised.1":
            guard let level = from.number("level"), let reason: SupervisionReason = from.value("reason") else {
                return nil
            }
            return .supervised(level: Int(level), reason: reason, note: note)
        case "request.merged.1": return from.number("into").map { .merged(into: CaseNumber(rawValue: $0)) }
        case "request.unmerged.1": return .unmerged
        case "request.answered-with.1", "request.reply-drafted.1", "request.reply-approved.1",
            "request.reply-sent-back.1":
            return readAnswer(typeName, from)
        case "request.replied.1":
            guard let body = from.text("body"), let reply = from.text("reply") else { return nil }
            return .replied(body: body, reply: reply)
        case "request.closed.1": return .closed
        case "request.called-back.1", "request.called-back.2": return readCallBack(from).map { .calledBack($0) }
        case "request.redone.1": return .redone(note: note)
        case "request.rectification-opened.1": return from.limit("limit").map { .rectificationOpened(limit: $0) }
        case "request.contested.1": return .contested(note: note)
        case "request.appealed.1":
            guard let body = from.text("body"), let ground = from.text("ground") else { return nil }
            return .appealed(body: body, ground: ground, note: note)
        case "request.appeal-decided.1": return from.flag("granted").map { .appealDecided(granted: $0, note: note) }
        case "request.inspected.1":
            guard let passed = from.list("passed"), let failed = from.list("failed"), let sampled = from.flag("sampled")
            else { return nil }
            return .inspected(Inspection(passed: passed, failed: failed, isSampled: sampled, note: note))
        case "request.withdrawn.1": return .withdrawn
        case "request.refused.1":
            guard let ground: RefusalGround = from.value("ground") else { return nil }
            return .refused(ground: ground, note: note)
        case "request.noted.1": return note.map { .noted($0) }
        case "request.attached.1": return readAttachment(from).map { .attached($0) }
        case "request.attachment-cleared.1": return from.number("version").map { .attachmentCleared(version: Int($0)) }
        case "request.archived.1": return .archived
        default: return nil
        }
    }

    private static func readSupervision(_ typeName: String, _ from: FieldReader) -> RequestEvent? {
        let note = from.text("note")
        switch typeName {
        case "request.supervision-ordered.1":
            guard let level = from.number("level"), let reason: SupervisionReason = from.value("reason"),
                let limit = from.limit("limit")
            else { return nil }
            return .supervisionOrdered(level: Int(level), reason: reason, limit: limit, note: note)
        case "request.supervision-answered.1":
            guard let body = from.text("body"), let note else { return nil }
            return .supervisionAnswered(body: body, note: note)
        default: return .supervisionLifted(note: note)
        }
    }

    private static func readAttachment(_ from: FieldReader) -> Attachment? {
        guard let digest = from.text("digest"), let type: MediaType = from.value("media"),
            let size = from.number("size"), let name = from.text("name"), let isInternal = from.flag("internal")
        else { return nil }
        return Attachment(
            digest: digest, type: type, size: Int(size), name: name, body: from.text("body"), isInternal: isInternal)
    }

    private static func readAnswer(_ typeName: String, _ from: FieldReader) -> RequestEvent? {
        switch typeName {
        case "request.answered-with.1":
            guard let main = from.number("main"), let body = from.text("body"), let reply = from.text("reply") else {
                return nil
            }
            return .answeredWith(CaseNumber(rawValue: main), body: body, reply: reply)
        case "request.reply-drafted.1":
            guard let body = from.text("body"), let author = from.text("author"), let reply = from.text("reply") else {
                return nil
            }
            return .replyDrafted(body: body, author: author, reply: reply)
        case "request.reply-approved.1": return from.text("approver").map { .replyApproved(approver: $0) }
        default: return from.text("approver").map { .replySentBack(approver: $0, note: from.text("note")) }
        }
    }

    private static func readReceipt(_ from: FieldReader) -> Receipt? {
        guard let channel: Channel = from.value("channel"), let line: ServiceLine = from.value("line"),
            let kind: RequestKind = from.value("kind"), let urgency: Urgency = from.value("urgency"),
            let category = from.text("category"), let place = from.text("place"),
            let isProtected = from.flag("protected"), let person = from.number("person"),
            let title = from.text("title"), let text = from.text("text"), let limits = from.limits("limits")
        else { return nil }
        return Receipt(
            channel: channel, line: line, kind: kind, urgency: urgency, category: category, place: place,
            isProtected: isProtected, person: person, title: title, text: text, limits: limits)
    }

    private static func readCallBack(_ from: FieldReader) -> CallBack? {
        guard let channel: Channel = from.value("channel"), let reached = from.flag("reached") else { return nil }
        return CallBack(
            reached: reached, solved: from.flag("solved"), satisfaction: from.value("satisfaction"), channel: channel,
            comment: from.text("comment"),
            aspects: from.list("aspects")?.compactMap { RatingAspect(rawValue: $0) } ?? [])
    }
}

private struct FieldReader {
    let fields: CanonicalFields

    func text(_ key: String) -> String? {
        if case .text(let text)? = fields[key] { text } else { nil }
    }
    func number(_ key: String) -> Int64? {
        if case .number(let number)? = fields[key] { number } else { nil }
    }
    func flag(_ key: String) -> Bool? {
        if case .flag(let flag)? = fields[key] { flag } else { nil }
    }
    func list(_ key: String) -> [String]? {
        if case .list(let list)? = fields[key] { list } else { nil }
    }
    func value<T: RawRepresentable<String>>(_ key: String) -> T? { text(key).flatMap(T.init(rawValue:)) }
    func limit(_ key: String) -> TimeLimit? { text(key).flatMap { TimeLimit($0) } }
    func limits(_ key: String) -> ServiceLimits? { list(key).flatMap(ServiceLimits.init(words:)) }
}

extension ServiceLimits {
    var words: [String] { [dispatch, sign, contact, close].map(\.description) }

    init?(words: [String]) {
        let limits = words.compactMap { TimeLimit($0) }
        guard words.count == 4, limits.count == 4 else { return nil }
        self.init(dispatch: limits[0], sign: limits[1], contact: limits[2], close: limits[3])
    }
}
