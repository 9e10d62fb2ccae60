package import Civics

extension ServiceRequest {
    /// Takes the next event in. Any event is accepted here: whether it may happen was decided before it was written.
    package mutating func evolve(_ event: RequestEvent, at: Instant) {
        version += 1
        lastEventAt = at
        switch event {
        case .received, .noted, .progressed: break
        case .attached(let attachment):
            attachments.append(KeptAttachment(version: version, at: at, attachment: attachment))
        case .attachmentCleared(let added):
            guard let index = attachments.firstIndex(where: { $0.version == added }) else { break }
            attachments[index].isCleared = true
        case .classified(let new):
            kind = new.kind
            urgency = new.urgency
            category = new.category
            place = new.place
            limits = new.limits
            if new.kind == .report { isProtected = true }
        case .dispatched(let dispatch):
            assign(dispatch.lead, coHandlers: dispatch.coHandlers, at: at)
            leftDispatcherAt = at
        case .signed(let body, let handler): sign(body, handler: handler, at: at)
        case .assigned(let body, let handler): give(body, to: handler)
        case .helperReturned(let body, _, _): updateHelper(body) { $0.returnedAt = at }
        case .helperAdjudicated(let body, let released):
            if released {
                coHandlers.removeAll { $0.body == body }
            } else {
                updateHelper(body) {
                    $0.returnedAt = nil
                    $0.isDesignated = true
                }
            }
        case .returned(let body, _, _):
            returned.append(Return(body: body, at: at))
            returnedBy = body
            returnedAt = at
        case .adjudicated(let designated):
            if let designated {
                assign(designated, coHandlers: coHandlers.map(\.body).filter { $0 != designated }, at: at)
                isDesignated = true
            } else {
                lead = nil
                coHandlers = []
                dispatchedAt = nil
                reminders = []
                remindedAt = nil
                atDispatcherSince = at
                leftDispatcherAt = nil
            }
            returnedBy = nil
            returnedAt = nil
        case .contacted(let body, _, _):
            if contactedAt == nil { contactedAt = at }
            if body == lead, signedAt == nil { signedAt = at }
        case .extensionRequested(let request): updateRound { $0.requestedExtension = request.amount }
        case .extensionDecided(let granted):
            updateRound {
                $0.extensionDecided = true
                if granted, let amount = $0.requestedExtension { $0.granted += amount }
            }
        case .paused(let reason, _): updateRound { $0.pauses.append(Pause(from: at, reason: reason)) }
        case .resumed: endPause(at: at)
        case .urged:
            urges += 1
            lastUrgedAt = at
        case .reminded(let rule):
            reminders.insert(rule)
            remindedAt = at
        case .helperReminded(let rule, let body):
            updateHelper(body) {
                $0.reminders.insert(rule)
                $0.remindedAt = at
            }
        case .supervised(let level, let reason, _):
            supervision = Supervision(level: level, reason: reason, orderedAt: at, limit: nil, version: version)
        case .supervisionOrdered(let level, let reason, let limit, _):
            supervision = Supervision(level: level, reason: reason, orderedAt: at, limit: limit, version: version)
        case .supervisionAnswered: supervision?.answeredAt = at
        case .supervisionLifted: supervision?.liftedAt = at
        case .merged(let into):
            mergedInto = into
            mergedAt = at
        case .unmerged:
            mergedInto = nil
            mergedAt = nil
        case .answeredWith(_, let body, _): takeAnswer(of: body, at: at)
        case .replied(let body, _): reply(body, version: version, at: at)
        case .replyDrafted(let body, let author, _):
            draft = Draft(body: body, author: author, at: at, version: version)
            sentBackAt = nil
        case .replyApproved:
            if let draft { reply(draft.body, version: draft.version, at: at) }
            draft = nil
        case .replySentBack:
            draft = nil
            sentBackAt = at
        case .closed:
            endPause(at: at)
            draft = nil
            sentBackAt = nil
            updateRound { $0.closedAt = at }
        case .calledBack(let callBack):
            updateRound {
                if !callBack.reached { $0.missedCalls += 1 }
                $0.callBack = callBack
                $0.calledBackAt = at
            }
        case .redone: startAgain(.redo, limit: nil, at: at)
        case .rectificationOpened(let limit): startAgain(.rectification, limit: limit, at: at)
        case .appealed(let body, let ground, _):
            if let index = rounds.lastIndex(where: { $0.callBack?.reached == true }) {
                rounds[index].appeal = Appeal(body: body, ground: ground, at: at)
            }
        case .appealDecided(let granted, _):
            if let index = rounds.firstIndex(where: { $0.appeal.map { $0.decidedAt == nil } == true }) {
                rounds[index].appeal?.decidedAt = at
                rounds[index].appeal?.isGranted = granted
            }
        case .inspected(let inspection):
            if let index = rounds.lastIndex(where: { $0.closedAt != nil }) {
                rounds[index].inspection = inspection
                rounds[index].inspectedAt = at
            }
        case .withdrawn:
            endPause(at: at)
            withdrawnAt = at
        case .refused(let ground, _):
            refusedAt = at
            refusals.append(at)
            refusalGround = ground
        case .contested:
            contestedAt = at
            refusedAt = nil
            atDispatcherSince = at
            leftDispatcherAt = nil
        case .archived: archivedAt = at
        }
    }

    private mutating func assign(_ body: OrganisationID, coHandlers others: [OrganisationID], at: Instant) {
        dispatches += 1
        lead = body
        coHandlers = others.map { CoHandler(body: $0, since: at) }
        signedAt = nil
        handler = nil
        dispatchedAt = at
        if firstDispatchedAt == nil { firstDispatchedAt = at }
        if rounds.isEmpty { rounds.append(Round(startedAt: at)) }
    }

    private mutating func sign(_ body: OrganisationID, handler: String?, at: Instant) {
        if body == lead {
            signedAt = at
            self.handler = handler
        } else {
            updateHelper(body) {
                $0.signedAt = at
                $0.handler = handler
            }
        }
    }

    private mutating func give(_ body: OrganisationID, to handler: String) {
        if body == lead { self.handler = handler } else { updateHelper(body) { $0.handler = handler } }
    }

    private mutating func reply(_ body: OrganisationID, version: Int, at: Instant) {
        replies.append(Reply(body: body, at: at, version: version))
        if body == lead { updateRound { $0.repliedAt = at } } else { updateHelper(body) { $0.repliedAt = at } }
    }

    /// Another request was answered, and this one with it: the round ends, or one that never began on its own does.
    private mutating func takeAnswer(of body: OrganisationID, at: Instant) {
        endPause(at: at)
        let since = mergedAt ?? at
        if rounds.last?.closedAt != nil || rounds.isEmpty { rounds.append(Round(startedAt: since)) }
        lead = body
        coHandlers = []
        returnedBy = nil
        returnedAt = nil
        draft = nil
        reply(body, version: version, at: at)
        updateRound {
            $0.closedAt = at
            $0.sharedSince = since
        }
    }

    /// A new round on a new clock. What had been answered with another request goes its own way from here; where no body
    /// ever had it, to the dispatcher.
    private mutating func startAgain(_ cause: Round.Cause, limit: TimeLimit?, at: Instant) {
        updateRound { $0.wasRedone = true }
        rounds.append(Round(startedAt: at, cause: cause, limit: limit))
        reminders = []
        remindedAt = nil
        supervision = nil
        mergedInto = nil
        mergedAt = nil
        for index in coHandlers.indices {
            coHandlers[index].since = at
            coHandlers[index].repliedAt = nil
            coHandlers[index].reminders = []
            coHandlers[index].remindedAt = nil
        }
        guard dispatchedAt == nil else { return }
        lead = nil
        atDispatcherSince = at
        leftDispatcherAt = nil
    }

    private mutating func updateHelper(_ body: OrganisationID, _ change: (inout CoHandler) -> Void) {
        guard let index = coHandlers.firstIndex(where: { $0.body == body }) else { return }
        change(&coHandlers[index])
    }

    private mutating func endPause(at: Instant) {
        updateRound { round in
            guard let last = round.pauses.indices.last, round.pauses[last].to == nil else { return }
            round.pauses[last].to = at
        }
    }

    private mutating func updateRound(_ change: (inout Round) -> Void) {
        guard let last = rounds.indices.last else { return }
        change(&rounds[last])
    }
}
