package import Civics

/// What is said and found about a closing after the person was asked: appeals against the rating (申诉), and second
/// looks (抽查). The rules are those of `quality.yml`.
extension ServiceRequest {
    /// The last round that the person rated; `nil` while nobody was reached.
    package var ratedRound: Round? { rounds.last { $0.callBack?.reached == true } }

    /// The appeal that waits for a decision.
    package var openAppeal: Appeal? { rounds.lazy.compactMap(\.appeal).first { $0.decidedAt == nil } }

    /// Until when the rating can be appealed; `nil` without a rating, and where the calendar has a gap.
    package func appealDeadline(in city: City) -> Instant? {
        ratedRound?.calledBackAt.flatMap { city.quality.appeals.within.end(from: $0, in: city.calendar) }
    }

    func decideAppeal(
        by body: OrganisationID, ground: String, note: ContentDigest?, at now: Instant, in city: City
    ) throws(Refusal) -> [RequestEvent] {
        guard stage != .archived else { throw .caseEnded }
        guard bodies.contains(body) else { throw .notHandledByBody }
        guard body == lead else { throw .onlyLeadAppeals }
        guard let round = ratedRound, let rating = round.callBack else { throw .notRated }
        guard round.appeal == nil else { throw .alreadyAppealed }
        guard openAppeal == nil else { throw .appealOpen }
        guard rating.isLessThanGood else { throw .ratingIsGood }
        if let deadline = appealDeadline(in: city), now > deadline { throw .appealAfterLimit }
        guard city.quality.appeals.ground(ground) != nil else { throw .unknownGround }
        return [.appealed(body: body, ground: ground, note: note)]
    }

    func decideInspection(_ inspection: Inspection, in city: City) throws(Refusal) -> [RequestEvent] {
        guard [.closed, .calledBack, .archived].contains(stage), let round = rounds.last, round.closedAt != nil else {
            throw .notClosed
        }
        guard round.inspection == nil else { throw .alreadyInspected }
        let codes = inspection.passed + inspection.failed
        guard !codes.isEmpty else { throw .inspectionIncomplete }
        guard Set(codes).count == codes.count, codes.allSatisfy({ city.quality.sampling.check($0) != nil }) else {
            throw .unknownCheck
        }
        return [.inspected(inspection)]
    }
}

extension CallBack {
    /// Whether a body could wish that it did not count.
    fileprivate var isLessThanGood: Bool {
        switch satisfaction {
        case .verySatisfied, .satisfied: solved == false
        case .fairlySatisfied, .dissatisfied, .veryDissatisfied: true
        case nil: solved != true
        }
    }
}
