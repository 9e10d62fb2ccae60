package import Civics

/// A request (诉求) as its events made it. Everything here is computed from the journal; nothing is stored beside it.
package struct ServiceRequest: Hashable, Sendable {
    package let number: CaseNumber
    /// Number of events so far; the next one gets `version + 1`.
    package private(set) var version = 0
    package private(set) var lastEventAt: Instant

    package private(set) var channel: Channel
    package private(set) var line: ServiceLine
    package private(set) var kind: RequestKind
    package private(set) var urgency: Urgency
    package private(set) var category: CategoryCode
    package private(set) var place: RegionID
    package private(set) var isProtected: Bool
    package private(set) var person: Int64
    package private(set) var limits: ServiceLimits
    package private(set) var receivedAt: Instant

    package private(set) var lead: OrganisationID?
    package private(set) var coHandlers: [CoHandler] = []
    /// The body was designated by adjudication and may not return the request again.
    package private(set) var isDesignated = false
    /// The body that has returned the request and waits for the adjudication, and since when.
    package private(set) var returnedBy: OrganisationID?
    package private(set) var returnedAt: Instant?
    package private(set) var returned: [Return] = []
    package private(set) var dispatches = 0
    package private(set) var handler: String?
    /// When it last came to the dispatcher (on receipt, or by an accepted return), and when it left.
    package private(set) var atDispatcherSince: Instant
    package private(set) var leftDispatcherAt: Instant?
    package private(set) var firstDispatchedAt: Instant?
    package private(set) var dispatchedAt: Instant?
    package private(set) var signedAt: Instant?
    package private(set) var contactedAt: Instant?
    /// One round of handling for the first dispatch, and one more for each redo.
    package private(set) var rounds: [Round] = []

    package private(set) var urges = 0
    package private(set) var supervisionLevel = 0
    package private(set) var mergedInto: CaseNumber?
    package private(set) var mergedAt: Instant?
    package private(set) var refusedAt: Instant?
    package private(set) var refusalGround: RefusalGround?
    package private(set) var withdrawnAt: Instant?
    package private(set) var archivedAt: Instant?

    /// A body that helps the lead, with its own signing and reply.
    package struct CoHandler: Hashable, Sendable {
        package let body: OrganisationID
        package var signedAt: Instant?
        package var repliedAt: Instant?
    }

    /// A body gave the request back.
    package struct Return: Hashable, Sendable {
        package let body: OrganisationID
        package let at: Instant
    }

    /// Handling from its start to the closing: what the close clock is computed from.
    package struct Round: Hashable, Sendable {
        package let startedAt: Instant
        package var pauses: [Pause] = []
        package var requestedExtension: TimeSpan?
        package var extensionDecided = false
        /// What was granted on top of the close limit.
        package var granted = TimeSpan.zero
        package var repliedAt: Instant?
        package var closedAt: Instant?
        package var wasRedone = false
        /// What the person said of this round, or that they were not reached.
        package var callBack: CallBack?
        package var calledBackAt: Instant?
    }

    package struct Pause: Hashable, Sendable {
        package let from: Instant
        package let reason: PauseReason
        package var to: Instant?
    }

    /// Where the request stands; follows from what has happened.
    package enum Stage: Int, CaseIterable, Sendable {
        case awaitingDispatch = 1
        case awaitingSigning = 2
        case awaitingAdjudication = 3
        case inProgress = 4
        case paused = 5
        case closed = 6
        case calledBack = 7
        case refused = 8
        case withdrawn = 9
        case merged = 10
        case archived = 11

        /// Nobody has anything to do any more, but a call-back, a redo or the archive.
        package var isEnded: Bool { rawValue >= Stage.closed.rawValue }
    }

    package var stage: Stage {
        if archivedAt != nil { return .archived }
        if withdrawnAt != nil { return .withdrawn }
        if refusedAt != nil { return .refused }
        if mergedInto != nil { return .merged }
        if returnedBy != nil { return .awaitingAdjudication }
        guard let round = rounds.last, dispatchedAt != nil else { return .awaitingDispatch }
        if round.closedAt != nil { return callBack?.reached == true ? .calledBack : .closed }
        if round.pauses.last.map({ $0.to == nil }) == true { return .paused }
        return signedAt == nil ? .awaitingSigning : .inProgress
    }

    package var closedAt: Instant? { rounds.last?.closedAt }
    package var firstClosedAt: Instant? { rounds.first?.closedAt }
    /// The first contact, or the first closing where that came before it: it tells the person as well.
    package var firstAnsweredAt: Instant? { [contactedAt, firstClosedAt].compactMap(\.self).min() }
    package var redos: Int { max(0, rounds.count - 1) }
    package var returns: Int { returned.count }
    /// Of the last round: a redo begins one that nobody has been asked about.
    package var callBack: CallBack? { rounds.last?.callBack }
    package var calledBackAt: Instant? { rounds.last?.calledBackAt }

    /// Lead and co-handlers.
    package var bodies: [OrganisationID] { (lead.map { [$0] } ?? []) + coHandlers.map(\.body) }

    /// The state after the first event; `nil` when that is not a receipt.
    package init?(_ number: CaseNumber, first event: RequestEvent, at: Instant) {
        guard case .received(let receipt) = event else { return nil }
        self.number = number
        self.version = 1
        self.lastEventAt = at
        self.channel = receipt.channel
        self.line = receipt.line
        self.kind = receipt.kind
        self.urgency = receipt.urgency
        self.category = receipt.category
        self.place = receipt.place
        self.isProtected = receipt.isProtected
        self.person = receipt.person
        self.limits = receipt.limits
        self.receivedAt = at
        self.atDispatcherSince = at
    }

    /// Takes the next event in. Any event is accepted here: whether it may happen was decided before it was written.
    package mutating func evolve(_ event: RequestEvent, at: Instant) {
        version += 1
        lastEventAt = at
        switch event {
        case .received, .noted: break
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
        case .urged: urges += 1
        case .supervised(let level, _, _): supervisionLevel = level
        case .merged(let into):
            mergedInto = into
            mergedAt = at
        case .unmerged:
            mergedInto = nil
            mergedAt = nil
        case .replied(let body, _): reply(body, at: at)
        case .closed:
            endPause(at: at)
            updateRound { $0.closedAt = at }
        case .calledBack(let callBack):
            updateRound {
                $0.callBack = callBack
                $0.calledBackAt = at
            }
        case .redone:
            updateRound { $0.wasRedone = true }
            rounds.append(Round(startedAt: at))
        case .withdrawn:
            endPause(at: at)
            withdrawnAt = at
        case .refused(let ground, _):
            refusedAt = at
            refusalGround = ground
        case .archived: archivedAt = at
        }
    }

    private mutating func assign(_ body: OrganisationID, coHandlers others: [OrganisationID], at: Instant) {
        dispatches += 1
        lead = body
        coHandlers = others.map { CoHandler(body: $0) }
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
        } else if let index = coHandlers.firstIndex(where: { $0.body == body }) {
            coHandlers[index].signedAt = at
        }
    }

    private mutating func reply(_ body: OrganisationID, at: Instant) {
        if body == lead {
            updateRound { $0.repliedAt = at }
        } else if let index = coHandlers.firstIndex(where: { $0.body == body }) {
            coHandlers[index].repliedAt = at
        }
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
