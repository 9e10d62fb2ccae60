package import Civics

/// A request (诉求) as its events made it. Everything here is computed from the journal; nothing is stored beside it.
package struct ServiceRequest: Hashable, Sendable {
    package let number: CaseNumber
    /// Number of events so far; the next one gets `version + 1`.
    package internal(set) var version = 0
    package internal(set) var lastEventAt: Instant

    package internal(set) var channel: Channel
    package internal(set) var line: ServiceLine
    package internal(set) var kind: RequestKind
    package internal(set) var urgency: Urgency
    package internal(set) var category: CategoryCode
    package internal(set) var place: RegionID
    package internal(set) var isProtected: Bool
    package internal(set) var person: Int64
    package internal(set) var limits: ServiceLimits
    package internal(set) var receivedAt: Instant

    package internal(set) var lead: OrganisationID?
    package internal(set) var coHandlers: [CoHandler] = []
    /// The body was designated by adjudication and may not return the request again.
    package internal(set) var isDesignated = false
    /// The body that has returned the request and waits for the adjudication, and since when.
    package internal(set) var returnedBy: OrganisationID?
    package internal(set) var returnedAt: Instant?
    package internal(set) var returned: [Return] = []
    /// How often it was given to a body: the first dispatch, and each transfer after it.
    package internal(set) var dispatches = 0
    /// Whom the lead gave it to; an account, or a name where the body named somebody without one.
    package internal(set) var handler: String?
    /// When it last came to the dispatcher (on receipt, or by an accepted return), and when it left.
    package internal(set) var atDispatcherSince: Instant
    package internal(set) var leftDispatcherAt: Instant?
    package internal(set) var firstDispatchedAt: Instant?
    package internal(set) var dispatchedAt: Instant?
    package internal(set) var signedAt: Instant?
    package internal(set) var contactedAt: Instant?
    /// One round of handling for the first dispatch, and one more for each redo.
    package internal(set) var rounds: [Round] = []

    /// A reply of the lead that waits for a second person's approval.
    package internal(set) var draft: Draft?
    /// Since when a reply that was sent for approval is back with its author; `nil` once there is another.
    package internal(set) var sentBackAt: Instant?
    /// Replies in force, oldest first.
    package internal(set) var replies: [Reply] = []

    /// Files, in the order in which they were added.
    package internal(set) var attachments: [KeptAttachment] = []

    package internal(set) var urges = 0
    package internal(set) var lastUrgedAt: Instant?
    /// Rules of automatic urging that have fired in this round.
    package internal(set) var reminders: Set<String> = []
    /// When the last of them fired.
    package internal(set) var remindedAt: Instant?
    /// The last order of supervision in this round: a redo begins without one.
    package internal(set) var supervision: Supervision?
    package internal(set) var mergedInto: CaseNumber?
    package internal(set) var mergedAt: Instant?
    package internal(set) var refusedAt: Instant?
    package internal(set) var refusalGround: RefusalGround?
    /// Every refusal, the contested one among them.
    package internal(set) var refusals: [Instant] = []
    /// The person did not accept the refusal; at most once.
    package internal(set) var contestedAt: Instant?
    package internal(set) var withdrawnAt: Instant?
    package internal(set) var archivedAt: Instant?

    /// A body that helps the lead, with its own signing, reply and clocks.
    package struct CoHandler: Hashable, Sendable {
        package let body: OrganisationID
        /// When it was asked to help: the dispatch, or the redo that asked again.
        package internal(set) var since: Instant
        package internal(set) var handler: String?
        package internal(set) var signedAt: Instant?
        package internal(set) var repliedAt: Instant?
        /// It has asked to be let go, and waits for the adjudication.
        package internal(set) var returnedAt: Instant?
        /// It was told to stay.
        package internal(set) var isDesignated = false
        /// Rules of automatic urging that have fired for it in this round, and when the last one did.
        package internal(set) var reminders: Set<String> = []
        package internal(set) var remindedAt: Instant?
    }

    package struct Draft: Hashable, Sendable {
        package let body: OrganisationID
        /// The account that wrote it, and may not approve it.
        package let author: String
        package let at: Instant
        /// The version of the case whose event carries the text.
        package let version: Int
    }

    package struct Reply: Hashable, Sendable {
        package let body: OrganisationID
        /// When it became the reply: written, or approved.
        package let at: Instant
        /// The version of the case whose event carries the text.
        package let version: Int
    }

    /// An order of supervision (督办单).
    package struct Supervision: Hashable, Sendable {
        /// 1 to 3.
        package let level: Int
        package let reason: SupervisionReason
        package let orderedAt: Instant
        /// Until the body's answer to the supervisor; `nil` for orders of the time before answers had a limit.
        package let limit: TimeLimit?
        /// The version of the case whose event carries what is demanded.
        package let version: Int
        package internal(set) var answeredAt: Instant?
        /// The supervisor was content (销号).
        package internal(set) var liftedAt: Instant?
    }

    /// A body gave the request back.
    package struct Return: Hashable, Sendable {
        package let body: OrganisationID
        package let at: Instant
    }

    /// Handling from its start to the closing: what the close clock is computed from.
    package struct Round: Hashable, Sendable {
        package enum Cause: Hashable, Sendable {
            case dispatch
            /// 重办
            case redo
            /// 差评整改
            case rectification
        }

        package let startedAt: Instant
        package var cause = Cause.dispatch
        /// The round's own limit, where it is not the request's.
        package var limit: TimeLimit?
        package var pauses: [Pause] = []
        package var requestedExtension: TimeSpan?
        package var extensionDecided = false
        /// What was granted on top of the close limit.
        package var granted = TimeSpan.zero
        package var repliedAt: Instant?
        package var closedAt: Instant?
        package var wasRedone = false
        /// Since when the request was handled with another one, whose reply ended the round; `nil` for a round of its own.
        package var sharedSince: Instant?
        /// Call-backs at which nobody answered.
        package var missedCalls = 0
        /// What the person said of this round, or that they were not reached.
        package var callBack: CallBack?
        package var calledBackAt: Instant?
        /// What the body says against that.
        package var appeal: Appeal?
        /// How the closing stood a second look.
        package var inspection: Inspection?
        package var inspectedAt: Instant?
    }

    /// A body asked that the rating of a round is not held against it (申诉).
    package struct Appeal: Hashable, Sendable {
        package let body: OrganisationID
        package let ground: String
        package let at: Instant
        package internal(set) var decidedAt: Instant?
        package internal(set) var isGranted = false
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
        if mergedInto != nil, rounds.last?.sharedSince == nil { return .merged }
        if returnedBy != nil { return .awaitingAdjudication }
        guard let round = rounds.last else { return .awaitingDispatch }
        if round.closedAt != nil { return callBack?.reached == true ? .calledBack : .closed }
        guard dispatchedAt != nil else { return .awaitingDispatch }
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
    /// The last that the person said of any round: what a rectification puts right.
    package var lastAnswer: CallBack? { rounds.last { $0.callBack?.reached == true }?.callBack }

    /// 1 to 3 while an order of supervision stands; 0 without one.
    package var supervisionLevel: Int { supervision.map { $0.liftedAt == nil ? $0.level : 0 } ?? 0 }
    /// The supervisor waits for the body's answer.
    package var owesSupervisor: Bool {
        supervision.map { $0.answeredAt == nil && $0.liftedAt == nil && $0.limit != nil } ?? false
    }

    /// Where an order of supervision stands.
    package enum SupervisionState: Int, CaseIterable, Sendable {
        /// The supervisor waits for the body's answer.
        case awaitingAnswer = 1
        /// Answered, or ended without an answer: the supervisor lifts it, or raises the level.
        case answered = 2
        /// 已销号
        case lifted = 3
    }

    /// `nil` without an order in this round.
    package var supervisionState: SupervisionState? {
        guard let supervision else { return nil }
        if supervision.liftedAt != nil { return .lifted }
        return supervision.answeredAt != nil || stage.isEnded ? .answered : .awaitingAnswer
    }

    /// More time was asked for, and nobody has said yes or no.
    package var awaitsExtension: Bool {
        guard !stage.isEnded, let round = rounds.last else { return false }
        return round.requestedExtension != nil && !round.extensionDecided
    }

    /// A rectification did not content the person either: for the supervisor to look at.
    package var isStillDissatisfied: Bool {
        guard let round = rounds.last, round.cause == .rectification, round.callBack?.reached == true else {
            return false
        }
        return round.callBack?.satisfaction?.isBad == true
    }

    /// How often it went from one body to another: every giving after the first.
    package var transfers: Int { max(0, dispatches - 1) }
    /// Co-handlers that have asked to be let go, and wait for the dispatcher.
    package var helpersAsking: [CoHandler] { stage.isEnded ? [] : coHandlers.filter { $0.returnedAt != nil } }

    /// Where a body that helps stands with its own part, in the words of the whole: closed once it has replied to the
    /// lead, with nothing more to do.
    package func stage(of helper: CoHandler) -> Stage {
        let stage = stage
        if stage.isEnded || stage == .awaitingDispatch || stage == .awaitingAdjudication { return stage }
        if helper.returnedAt != nil { return .awaitingAdjudication }
        if helper.repliedAt != nil { return .closed }
        guard helper.signedAt != nil else { return .awaitingSigning }
        return stage == .paused ? .paused : .inProgress
    }

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
}
