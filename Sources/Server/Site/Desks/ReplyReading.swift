import Casework
import Civics
import Desks
import Insight
import Pages
import Storage

/// What the page of a case shows of the reply as it is written: texts to begin with, hints, what came back.
struct ReplyReading {
    let visit: DeskVisit

    init(_ visit: DeskVisit) { self.visit = visit }

    /// - Parameters:
    ///   - template: the text of the city that the reply begins with, where nothing else stands in the box.
    ///   - reply: what stands in the box.
    func complete(
        _ model: inout CasePage.Model, _ file: CaseFile, beginning template: String?, writing reply: String?
    ) async throws {
        if model.draft != nil, model.offers.contains(where: { $0.action == .decideDraft }) {
            model.draftHints = try await hints(on: model.draft?.text ?? "", to: file)
        }
        // In the order of the offers: what needs no approval is replied to at once.
        let writes = model.offers.filter { [.reply, .draftReply].contains($0.action) && $0.blocked == nil }
        guard let action = writes.first?.action else { return }
        model.templates = templates(for: file)
        let back = sentBack(file)
        if let entry = back?.remark {
            let names = try await ActorNames(accounts: [entry.actor], visit)
            model.sentBack = CasePage.SentBack(
                at: entry.at, by: names.name(entry.actor), remark: file.body(entry.version))
        }
        let key = "\(action.rawValue)-\(CaseField.reply.rawValue)"
        let chosen = template.flatMap { id in model.templates.first { $0.id == id }?.text }
        if let reply {
            model.typed[key] = reply
        } else if (model.typed[key] ?? "").isEmpty {
            model.typed[key] = chosen ?? back?.draft ?? ""
        }
        let written = model.typed[key] ?? ""
        if !written.isEmpty, chosen == nil {
            model.hints = try await hints(on: written, to: file)
        } else if written.isEmpty, let saved = saved(file) {
            model.hints = try await hints(on: saved, to: file)
        }
    }

    func hints(on reply: String, to file: CaseFile) async throws -> [ReplyHintText] {
        try await visit.desks.hints(on: reply, to: file, visit.operation).map { hint in
            ReplyHintText(hint.text, isGrave: hint == .namesPerson || hint == .holdsNumber)
        }
    }

    private func templates(for file: CaseFile) -> [CasePage.TemplateChoice] {
        let request = file.request
        let words = visit.words
        let body = Access.body(of: visit.actor, for: request, in: visit.city).flatMap { visit.city.organisation($0) }
        let place = visit.rows.place(request.place).map { words.say($0) }.joined(separator: words.say("", ", "))
        let values: [ReplyTemplate.Placeholder: String] = [
            .number: request.number.description, .title: file.title, .place: place,
            .body: body.map { words.say($0.name) } ?? "", .date: words.day(visit.today), .contact: visit.city.hotline,
        ]
        return visit.desks.replyTemplates(for: request, visit.operation).map { template in
            CasePage.TemplateChoice(
                id: template.id, title: template.title,
                text: ReplyTemplate.filled(words.say(template.text), values))
        }
    }

    /// The last reply of this round that the reader's body saved without closing.
    private func saved(_ file: CaseFile) -> String? {
        let request = file.request
        guard request.rounds.last?.closedAt == nil, request.draft == nil,
            let reply = request.replies.last, reply.at >= request.rounds.last?.startedAt ?? reply.at,
            reply.body == Access.body(of: visit.actor, for: request, in: visit.city)
        else { return nil }
        return file.body(reply.version)
    }

    /// The reply that came back from approval, and the entry that says why; until another is sent.
    private func sentBack(_ file: CaseFile) -> (remark: JournalEntry, draft: String?)? {
        guard file.request.sentBackAt != nil,
            let remark = file.entries.last(where: { if case .replySentBack = $0.event { true } else { false } }),
            let draft = file.entries.last(where: { if case .replyDrafted = $0.event { true } else { false } })
        else { return nil }
        return (remark, file.body(draft.version))
    }
}

extension ReplyHint {
    fileprivate var text: LocalName {
        switch self {
        case .onlyReceived:
            LocalName(zh: "只说了收到。写清查到什么、做了什么。", en: "Says only that it arrived: say what was found and done.")
        case .onlyPassedOn:
            LocalName(
                zh: "只说了转给别人。写清转给谁、何时答复、自己办了什么。", en: "Says only that it was passed on: to whom, and what did you do?")
        case .missesTheMatter:
            LocalName(zh: "好像没说到反映的事。对照原文看看。", en: "Seems to miss what was asked: compare it with the request.")
        case .leavesQuestions:
            LocalName(zh: "问了不止一处，有的还没答。", en: "More was asked than is answered.")
        case .noAction: LocalName(zh: "没写做了什么，或者打算做什么。", en: "Does not say what was done or will be.")
        case .noBody: LocalName(zh: "没写是谁做的。", en: "Does not say who did it.")
        case .noDate: LocalName(zh: "没写哪天做的，或者哪天前做完。", en: "Gives no day: when was it done, or by when?")
        case .noBasis: LocalName(zh: "没写依据：法规、规定或文件。", en: "Names no rule it rests on.")
        case .unfilled: LocalName(zh: "模板里还有【】没填。", en: "Something in brackets is still to be filled in.")
        case .namesPerson: LocalName(zh: "好像写出了反映人是谁，请删掉。", en: "Seems to name the person: take it out.")
        case .holdsNumber:
            LocalName(zh: "有私人电话或证件号码，请删掉。", en: "Holds a private telephone or identity number: take it out.")
        }
    }
}
