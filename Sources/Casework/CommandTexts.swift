/// Where a text of a case stands in `content`.
package enum ContentPart: Int, CaseIterable, Sendable {
    case title = 1
    case text = 2
    /// A reply, a note or a reason: the text that the event of this version carries.
    case body = 3
    /// The name of the file that the event of this version added.
    case fileName = 4
}

extension RequestCommand {
    /// The same command with each of its texts replaced by what `seal` returns for it. Commands come from outside with
    /// their texts as written; before they are decided the texts go to `content`, and only digests go on.
    package func replacingTexts(_ seal: (ContentPart, String) -> ContentDigest) -> RequestCommand {
        func body(_ text: String) -> ContentDigest { seal(.body, text) }
        switch self {
        case .receive(var receipt):
            receipt.title = seal(.title, receipt.title)
            receipt.text = seal(.text, receipt.text)
            return .receive(receipt)
        case .return(let organisation, let reason, let note):
            return .return(body: organisation, reason: reason, note: note.map(body))
        case .contact(let organisation, let means, let note):
            return .contact(body: organisation, means: means, note: note.map(body))
        case .progress(let organisation, let note): return .progress(body: organisation, note: body(note))
        case .answerSupervision(let organisation, let note):
            return .answerSupervision(body: organisation, note: body(note))
        case .liftSupervision(let note): return .liftSupervision(note: note.map(body))
        case .answerWith(let main, let organisation, let reply):
            return .answerWith(main, body: organisation, reply: body(reply))
        case .draftReply(let organisation, let author, let reply):
            return .draftReply(body: organisation, author: author, reply: body(reply))
        case .decideDraft(let organisation, let approver, let approve, let note):
            return .decideDraft(body: organisation, approver: approver, approve: approve, note: note.map(body))
        case .contest(let note): return .contest(note: note.map(body))
        case .requestExtension(let request):
            return .requestExtension(ExtensionRequest(amount: request.amount, reason: body(request.reason)))
        case .pause(let reason, let note): return .pause(reason: reason, note: note.map(body))
        case .urge(let note): return .urge(note: note.map(body))
        case .supervise(let level, let reason, let note):
            return .supervise(level: level, reason: reason, note: note.map(body))
        case .reply(let organisation, let reply): return .reply(body: organisation, reply: body(reply))
        case .close(let organisation, let reply): return .close(body: organisation, reply: reply.map(body))
        case .callBack(var callBack):
            callBack.comment = callBack.comment.map(body)
            return .callBack(callBack)
        case .redo(let note): return .redo(note: note.map(body))
        case .appeal(let organisation, let ground, let note):
            return .appeal(body: organisation, ground: ground, note: note.map(body))
        case .decideAppeal(let grant, let note): return .decideAppeal(grant: grant, note: note.map(body))
        case .inspect(var inspection):
            inspection.note = inspection.note.map(body)
            return .inspect(inspection)
        case .refuse(let ground, let note): return .refuse(ground: ground, note: note.map(body))
        case .note(let note): return .note(body(note))
        case .classify, .dispatch, .sign, .assign, .adjudicate, .adjudicateHelper, .decideExtension, .resume, .remind,
            .remindHelper, .escalate, .merge, .unmerge, .withdraw, .attach, .clearAttachment, .archive:
            return self
        }
    }
}

extension RequestEvent {
    /// The digests of the texts that belong to this event, with their places.
    package var contents: [(part: ContentPart, digest: ContentDigest)] {
        switch self {
        case .received(let receipt): [(.title, receipt.title), (.text, receipt.text)]
        case .returned(_, _, let note), .helperReturned(_, _, let note), .contacted(_, _, let note),
            .paused(_, let note), .urged(let note), .supervised(_, _, let note),
            .supervisionOrdered(_, _, _, let note), .supervisionLifted(let note), .replySentBack(_, let note),
            .redone(let note), .refused(_, let note), .contested(let note), .appealed(_, _, let note),
            .appealDecided(_, let note):
            note.map { [(.body, $0)] } ?? []
        case .inspected(let inspection): inspection.note.map { [(.body, $0)] } ?? []
        case .extensionRequested(let request): [(.body, request.reason)]
        case .replied(_, let reply), .answeredWith(_, _, let reply), .replyDrafted(_, _, let reply): [(.body, reply)]
        case .progressed(_, let note), .supervisionAnswered(_, let note): [(.body, note)]
        case .calledBack(let callBack): callBack.comment.map { [(.body, $0)] } ?? []
        case .noted(let note): [(.body, note)]
        case .attached(let file): [(.fileName, file.name)]
        case .classified, .dispatched, .signed, .assigned, .adjudicated, .helperAdjudicated, .extensionDecided,
            .resumed, .reminded, .helperReminded, .merged, .unmerged, .replyApproved, .closed, .rectificationOpened,
            .withdrawn,
            .attachmentCleared, .archived:
            []
        }
    }
}
