import Casework
import Civics
import Storage

/// What a notice can say of a request: as the request stood when it happened, and nothing of what it is about.
struct NoticeFacts: Sendable {
    let notice: Notice
    let number: CaseNumber
    let isProtected: Bool
    /// Who has it.
    let lead: Organisation?
    /// Bodies that help.
    let helpers: [OrganisationID]
    /// When it happened.
    let at: Instant
    /// By when it is dispatched, signed for, answered, answered to the supervisor: the clocks that the notice speaks of. `nil` for a clock that is
    /// paused, or whose year the calendar lacks.
    let dispatchBy: Instant?
    let signBy: Instant?
    let answerBy: Instant?
    let superviseBy: Instant?
    let pauseReason: PauseReason?
    let refusalGround: RefusalGround?
    let supervisionLevel: Int

    /// - Parameters:
    ///   - request: as it stood after the event.
    ///   - event: what happened; `nil` when it was time that passed.
    init(_ notice: Notice, _ request: ServiceRequest, event: RequestEvent?, at: Instant, in city: City) {
        self.notice = notice
        number = request.number
        isProtected = request.isProtected
        lead = request.lead.flatMap { city.organisation($0) }
        helpers = request.coHandlers.map(\.body)
        self.at = at
        dispatchBy = request.clock(.dispatch, in: city)?.deadline
        signBy = request.clock(.sign, in: city)?.deadline
        answerBy = request.clock(.close, in: city)?.deadline
        superviseBy = request.clock(.supervision, in: city)?.deadline
        supervisionLevel = request.supervisionLevel
        refusalGround = request.refusalGround
        pauseReason = if case .paused(let reason, _) = event { reason } else { nil }
    }

    /// The moment that the person is told.
    var by: Instant? { notice == .accepted ? dispatchBy : answerBy }
}
