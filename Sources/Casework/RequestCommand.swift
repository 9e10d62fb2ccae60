package import Civics

/// What somebody wants done with a request.
package enum RequestCommand: Hashable, Sendable {
    case receive(Receipt)
    case classify(Classification)
    case dispatch(Dispatch)
    case sign(body: OrganisationID, handler: String?)
    case `return`(body: OrganisationID, reason: ReturnReason, note: ContentDigest?)
    /// Accepts the return, or designates a body.
    case adjudicate(designate: OrganisationID?)
    case contact(body: OrganisationID, means: ContactMeans, note: ContentDigest?)
    case requestExtension(ExtensionRequest)
    case decideExtension(grant: Bool)
    case pause(reason: PauseReason, note: ContentDigest?)
    case resume
    case urge(note: ContentDigest?)
    case supervise(level: Int, reason: SupervisionReason, note: ContentDigest?)
    case merge(into: CaseNumber)
    case unmerge
    case reply(body: OrganisationID, reply: ContentDigest)
    /// Closes, with the reply if it was not written before.
    case close(body: OrganisationID, reply: ContentDigest?)
    case callBack(CallBack)
    case redo(note: ContentDigest?)
    case withdraw
    case refuse(ground: RefusalGround, note: ContentDigest?)
    case note(ContentDigest)
    case archive
}

extension ServiceRequest {
    /// The rules of the city: which events follow from a command in this state, at this time.
    ///
    /// Pure: the same state, command, time and city give the same events. Who may give the command is asked before
    /// (`Desks`). Sources: GB/T 33358-2016; 国办发〔2020〕53号; the practice of returns, extensions and redo in DOMAIN.
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
            let already = body == lead ? signedAt : coHandlers.first { $0.body == body }?.signedAt
            guard already == nil else { throw .alreadySigned }
            return [.signed(body: body, handler: handler)]
        case .return(let body, let reason, let note):
            try requireHandling(body)
            guard !isDesignated else { throw .returnAfterDesignation }
            guard signedAt == nil else { throw .returnAfterSigning }
            if let deadline = clock(.sign, in: city)?.deadline, now > deadline {
                throw .returnAfterSignLimit
            }
            return [.returned(body: body, reason: reason, note: note)]
        case .adjudicate(let designate):
            guard stage == .awaitingAdjudication else { throw .noReturnToAdjudicate }
            if let designate, city.organisation(designate) == nil { throw .unknownBody }
            return [.adjudicated(designated: designate)]
        case .contact(let body, let means, let note):
            try requireHandling(body)
            return [.contacted(body: body, means: means, note: note)]
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
        case .supervise(let level, let reason, let note):
            guard stage != .archived, stage != .withdrawn, stage != .merged else { throw .caseEnded }
            guard (1...3).contains(level), level > supervisionLevel else { throw .supervisionLevelNotHigher }
            return [.supervised(level: level, reason: reason, note: note)]
        case .merge(let into):
            try requireOpen()
            guard into != number else { throw .mergeIntoItself }
            return [.merged(into: into)]
        case .unmerge:
            guard stage == .merged else { throw .notMerged }
            return [.unmerged]
        case .reply(let body, let reply):
            try requireHandling(body)
            return signFirst(body) + [.replied(body: body, reply: reply)]
        case .close(let body, let reply): return try decideClosing(by: body, reply: reply)
        case .callBack(let callBack):
            guard stage == .closed else { throw stage == .calledBack ? .alreadyCalledBack : .notClosed }
            guard !callBack.reached || callBack.satisfaction != nil || callBack.solved != nil else {
                throw .callBackIncomplete
            }
            return [.calledBack(callBack)]
        case .redo(let note):
            guard stage == .closed || stage == .calledBack else { throw .notClosed }
            return [.redone(note: note)]
        case .withdraw:
            try requireOpen()
            return [.withdrawn]
        case .refuse(let ground, let note):
            try requireOpen()
            guard stage == .awaitingDispatch else { throw .refusalAfterDispatch }
            return [.refused(ground: ground, note: note)]
        case .note(let note):
            guard stage != .archived else { throw .caseEnded }
            return [.noted(note)]
        case .archive:
            guard stage.isEnded, stage != .archived else { throw .notClosed }
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

    private func decideExtension(
        _ request: ExtensionRequest, at now: Instant, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        try requireSigned()
        guard let round = rounds.last, round.requestedExtension == nil, city.limits.extensionTimes > 0 else {
            throw .extensionUsed
        }
        let most = Double(limits.close.amount(in: city.calendar).milliseconds) * city.limits.extensionShare
        guard request.amount > .zero, Double(request.amount.milliseconds) <= most else { throw .extensionTooLong }
        if let deadline = clock(.close, in: city)?.deadline, now > deadline {
            throw .extensionAfterDeadline
        }
        return [.extensionRequested(request)]
    }

    private func decideClosing(
        by body: OrganisationID, reply: ContentDigest?
    ) throws(Refusal) -> [RequestEvent] {
        try requireHandling(body)
        guard body == lead else { throw .onlyLeadCloses }
        guard signedAt != nil else { throw .notSigned }
        if let reply { return [.replied(body: body, reply: reply), .closed] }
        guard rounds.last?.repliedAt != nil else { throw .noReply }
        return [.closed]
    }

    private func signFirst(_ body: OrganisationID) -> [RequestEvent] {
        let signed = body == lead ? signedAt : coHandlers.first { $0.body == body }?.signedAt
        return signed == nil ? [.signed(body: body, handler: nil)] : []
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

    private func requireSigned() throws(Refusal) {
        try requireOpen()
        guard dispatchedAt != nil, stage != .awaitingAdjudication else { throw .notDispatched }
        guard signedAt != nil else { throw .notSigned }
    }
}
