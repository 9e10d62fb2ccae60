package import Civics

extension ServiceRequest {
    /// The rules of the city: which events follow from a command in this state, at this time.
    ///
    /// Pure: the same state, command, time and city give the same events. Who may give the command is asked before
    /// (`Desks`). Sources: GB/T 33358-2016; 国办发〔2020〕53号; the practice of returns, extensions, redo, supervision and
    /// rectification in several cities.
    package func decide(_ command: RequestCommand, at now: Instant, in city: City) throws(Refusal) -> [RequestEvent] {
        guard now >= lastEventAt else { throw .timeBeforeLastEvent }
        switch command {
        case .receive: throw .alreadyReceived
        case .classify(let new):
            try requireOpen()
            try Self.check(category: new.category, place: new.place, in: city)
            return [.classified(new)]
        case .dispatch(let dispatch): return try decideDispatch(dispatch, in: city)
        case .sign(let body, let handler):
            try requireHandling(body)
            guard !hasSigned(body) else { throw .alreadySigned }
            return [.signed(body: body, handler: handler)]
        case .assign(let body, let handler):
            try requireHandling(body)
            guard hasSigned(body) else { throw .notSigned }
            return [.assigned(body: body, handler: handler)]
        case .return(let body, let reason, let note):
            return try decideReturn(by: body, reason: reason, note: note, at: now, in: city)
        case .adjudicate(let designate):
            guard stage == .awaitingAdjudication else { throw .noReturnToAdjudicate }
            if let designate, city.organisation(designate) == nil { throw .unknownBody }
            return [.adjudicated(designated: designate)]
        case .adjudicateHelper(let body, let release):
            try requireOpen()
            guard coHandlers.contains(where: { $0.body == body && $0.returnedAt != nil }) else {
                throw .noReturnToAdjudicate
            }
            return [.helperAdjudicated(body: body, released: release)]
        case .contact(let body, let means, let note):
            try requireHandling(body)
            return [.contacted(body: body, means: means, note: note)]
        case .progress(let body, let note):
            try requireHandling(body)
            return signFirst(body) + [.progressed(body: body, note: note)]
        case .requestExtension(let request): return try decideExtension(request, at: now, in: city)
        case .decideExtension(let grant):
            try requireOpen()
            guard let round = rounds.last, round.requestedExtension != nil, !round.extensionDecided else {
                throw .noExtensionRequested
            }
            return [.extensionDecided(granted: grant)]
        case .pause(let reason, let note):
            guard stage != .paused else { throw .alreadyPaused }
            try requireSigned()
            if let deadline = clock(.close, in: city)?.deadline, now > deadline {
                throw .pauseAfterDeadline
            }
            return [.paused(reason: reason, note: note)]
        case .resume:
            guard stage == .paused else { throw .notPaused }
            return [.resumed]
        case .urge(let note):
            try requireOpen()
            return [.urged(note: note)]
        case .remind(let rule):
            try requireOpen()
            guard !reminders.contains(rule) else { throw .alreadyReminded }
            return [.reminded(rule: rule)]
        case .remindHelper(let rule, let body):
            try requireHandling(body)
            guard let helper = coHandlers.first(where: { $0.body == body }) else { throw .notHandledByBody }
            guard !helper.reminders.contains(rule) else { throw .alreadyReminded }
            return [.helperReminded(rule: rule, body: body)]
        case .escalate(let rule, let level, let reason):
            try requireOpen()
            guard !reminders.contains(rule) else { throw .alreadyReminded }
            return [.reminded(rule: rule)]
                + (try decideSupervision(level: level, reason: reason, note: nil, in: city))
        case .supervise(let level, let reason, let note):
            return try decideSupervision(level: level, reason: reason, note: note, in: city)
        case .answerSupervision(let body, let note):
            guard let supervision, supervision.liftedAt == nil else { throw .notSupervised }
            guard bodies.contains(body) else { throw .notHandledByBody }
            return [.supervisionAnswered(body: body, note: note)]
        case .liftSupervision(let note):
            guard let supervision, supervision.liftedAt == nil else { throw .notSupervised }
            return [.supervisionLifted(note: note)]
        case .merge(let into):
            try requireOpen()
            guard into != number else { throw .mergeIntoItself }
            return [.merged(into: into)]
        case .unmerge:
            guard stage == .merged else { throw .notMerged }
            return [.unmerged]
        case .answerWith(let main, let body, let reply):
            guard stage == .merged, mergedInto == main else { throw .notMerged }
            return [.answeredWith(main, body: body, reply: reply)]
        case .reply(let body, let reply):
            try requireHandling(body)
            if body == lead, city.handling.needsApproval(of: self, in: city) { throw .approvalNeeded }
            return signFirst(body) + [.replied(body: body, reply: reply)]
        case .draftReply(let body, let author, let reply):
            try requireLead(body)
            return signFirst(body) + [.replyDrafted(body: body, author: author, reply: reply)]
        case .decideDraft(let body, let approver, let approve, let note):
            return try decideDraft(of: body, by: approver, approve: approve, note: note)
        case .close(let body, let reply): return try decideClosing(by: body, reply: reply, in: city)
        case .callBack(let callBack): return try decideCallBack(callBack, in: city)
        case .redo(let note):
            guard stage == .closed || stage == .calledBack else { throw .notClosed }
            return [.redone(note: note)]
        case .appeal(let body, let ground, let note):
            return try decideAppeal(by: body, ground: ground, note: note, at: now, in: city)
        case .decideAppeal(let grant, let note):
            guard openAppeal != nil else { throw .noAppealToDecide }
            return [.appealDecided(granted: grant, note: note)]
        case .inspect(let inspection): return try decideInspection(inspection, in: city)
        case .withdraw:
            try requireOpen()
            return [.withdrawn]
        case .refuse(let ground, let note):
            try requireOpen()
            guard stage == .awaitingDispatch else { throw .refusalAfterDispatch }
            return [.refused(ground: ground, note: note)]
        case .contest(let note): return try decideContest(note: note, at: now, in: city)
        case .note(let note):
            guard stage != .archived else { throw .caseEnded }
            return [.noted(note)]
        case .attach(let files): return try decideAttaching(files, in: city)
        case .clearAttachment(let version): return try decideClearing(version)
        case .archive:
            guard stage.isEnded, stage != .archived, stage != .merged else { throw .notClosed }
            guard openAppeal == nil else { throw .appealOpen }
            return [.archived]
        }
    }

    /// The first event of a case.
    package static func decide(receive receipt: Receipt, in city: City) throws(Refusal) -> [RequestEvent] {
        try check(category: receipt.category, place: receipt.place, in: city)
        var receipt = receipt
        if receipt.kind == .report { receipt.isProtected = true }
        return [.received(receipt)]
    }

    private static func check(category: CategoryCode, place: RegionID, in city: City) throws(Refusal) {
        guard city.category(category) != nil else { throw .unknownCategory }
        guard city.region(place) != nil else { throw .unknownPlace }
    }

    private func decideDispatch(_ dispatch: Dispatch, in city: City) throws(Refusal) -> [RequestEvent] {
        try requireOpen()
        guard stage != .awaitingAdjudication else { throw .awaitingAdjudication }
        guard stage == .awaitingDispatch else { throw .alreadyDispatched }
        for body in [dispatch.lead] + dispatch.coHandlers where city.organisation(body) == nil { throw .unknownBody }
        var clean = dispatch
        var seen: Set = [dispatch.lead]
        clean.coHandlers = dispatch.coHandlers.filter { seen.insert($0).inserted }
        return [.dispatched(clean)]
    }

    /// A return of the lead sends the request back to the dispatcher; one of a co-handler leaves it with the lead.
    private func decideReturn(
        by body: OrganisationID, reason: ReturnReason, note: ContentDigest?, at now: Instant, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        try requireHandling(body)
        if let helper = coHandlers.first(where: { $0.body == body }), body != lead {
            guard !helper.isDesignated else { throw .returnAfterDesignation }
            guard helper.returnedAt == nil else { throw .awaitingAdjudication }
            guard helper.signedAt == nil else { throw .returnAfterSigning }
            if let deadline = clock(.sign, of: helper, in: city).deadline, now > deadline {
                throw .returnAfterSignLimit
            }
            return [.helperReturned(body: body, reason: reason, note: note)]
        }
        guard !isDesignated else { throw .returnAfterDesignation }
        guard signedAt == nil else { throw .returnAfterSigning }
        if let deadline = clock(.sign, in: city)?.deadline, now > deadline {
            throw .returnAfterSignLimit
        }
        return [.returned(body: body, reason: reason, note: note)]
    }

    private func decideExtension(
        _ request: ExtensionRequest, at now: Instant, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        try requireSigned()
        guard let round = rounds.last, round.requestedExtension == nil, city.limits.extensionTimes > 0 else {
            throw .extensionUsed
        }
        let limit = round.limit ?? limits.close
        let most = Double(limit.amount(in: city.calendar).milliseconds) * city.limits.extensionShare
        guard request.amount > .zero, Double(request.amount.milliseconds) <= most else { throw .extensionTooLong }
        if let deadline = clock(.close, in: city)?.deadline, now > deadline {
            throw .extensionAfterDeadline
        }
        return [.extensionRequested(request)]
    }

    private func decideSupervision(
        level: Int, reason: SupervisionReason, note: ContentDigest?, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        guard ![.archived, .withdrawn, .merged, .refused].contains(stage) else { throw .caseEnded }
        guard (1...3).contains(level), level > (supervision?.level ?? 0) else { throw .supervisionLevelNotHigher }
        let limit = city.limits.supervision[level - 1]
        return [.supervisionOrdered(level: level, reason: reason, limit: limit, note: note)]
    }

    private func decideClosing(
        by body: OrganisationID, reply: ContentDigest?, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        try requireLead(body)
        guard signedAt != nil else { throw .notSigned }
        guard !city.handling.needsApproval(of: self, in: city) else { throw .approvalNeeded }
        if let reply { return [.replied(body: body, reply: reply), .closed] }
        guard rounds.last?.repliedAt != nil else { throw .noReply }
        return [.closed]
    }

    /// Two persons stand behind the reply: who wrote it, and another who approves it.
    private func decideDraft(
        of body: OrganisationID, by approver: String, approve: Bool, note: ContentDigest?
    ) throws(Refusal) -> [RequestEvent] {
        try requireLead(body)
        guard let draft, draft.body == body else { throw .noDraft }
        guard draft.author != approver else { throw .ownDraft }
        return approve
            ? [.replyApproved(approver: approver), .closed] : [.replySentBack(approver: approver, note: note)]
    }

    /// One of the two lowest grades opens a rectification; that of a rectification does not open another, it is for the
    /// supervisor to look at then.
    private func decideCallBack(_ callBack: CallBack, in city: City) throws(Refusal) -> [RequestEvent] {
        guard stage == .closed else { throw stage == .calledBack ? .alreadyCalledBack : .notClosed }
        guard !callBack.reached || callBack.satisfaction != nil || callBack.solved != nil else {
            throw .callBackIncomplete
        }
        guard callBack.reached, callBack.satisfaction?.isBad == true, let limit = city.limits.rectification,
            rounds.last?.cause != .rectification
        else { return [.calledBack(callBack)] }
        return [.calledBack(callBack), .rectificationOpened(limit: limit)]
    }

    private func decideContest(
        note: ContentDigest?, at now: Instant, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        guard stage == .refused else { throw .notRefused }
        guard refusals.count == 1 else { throw .contestUsed }
        // A year without a calendar takes nobody's right away.
        if let last = contestDeadline(in: city), now > last { throw .contestTooLate }
        return [.contested(note: note)]
    }

    /// Until when the person may contest the refusal; `nil` without one that may be, and where the calendar has a gap.
    package func contestDeadline(in city: City) -> Instant? {
        guard let refusedAt, refusals.count == 1 else { return nil }
        return Clock.end(of: city.limits.contest, from: refusedAt, in: city)
    }

    private func signFirst(_ body: OrganisationID) -> [RequestEvent] {
        hasSigned(body) ? [] : [.signed(body: body, handler: nil)]
    }

    private func hasSigned(_ body: OrganisationID) -> Bool {
        body == lead ? signedAt != nil : coHandlers.contains { $0.body == body && $0.signedAt != nil }
    }

    private func requireOpen() throws(Refusal) {
        guard !stage.isEnded else { throw .caseEnded }
    }

    private func requireHandling(_ body: OrganisationID) throws(Refusal) {
        try requireOpen()
        switch stage {
        case .awaitingDispatch: throw .notDispatched
        case .awaitingAdjudication: throw .awaitingAdjudication
        default: guard bodies.contains(body) else { throw .notHandledByBody }
        }
    }

    private func requireLead(_ body: OrganisationID) throws(Refusal) {
        try requireHandling(body)
        guard body == lead else { throw .onlyLeadCloses }
    }

    private func requireSigned() throws(Refusal) {
        try requireOpen()
        guard dispatchedAt != nil, stage != .awaitingAdjudication else { throw .notDispatched }
        guard signedAt != nil else { throw .notSigned }
    }
}

extension HandlingRules {
    /// Whether a second person approves the lead's reply.
    package func needsApproval(of request: ServiceRequest, in city: City) -> Bool {
        guard !approvals.isEmpty, let function = request.lead.flatMap({ city.organisation($0)?.function }) else {
            return false
        }
        return needsApproval(
            function: function, kind: request.kind, urgency: request.urgency, line: request.line)
    }
}
