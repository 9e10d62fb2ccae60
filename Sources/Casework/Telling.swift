package import Civics

/// What is told of the events of a request, and whether it is still so when its turn comes.
extension RequestEvent {
    /// What somebody has to be told because this happened; `nil` for what stays among those who did it.
    package func notice(in city: City) -> Notice? {
        switch self {
        case .received: .accepted
        case .dispatched: .dispatched
        case .adjudicated(let designated): designated == nil ? nil : .designated
        case .extensionDecided(let granted): granted ? .extended : nil
        case .paused: .paused
        case .resumed: .resumed
        case .closed, .answeredWith: .closed
        case .redone: .redone
        case .rectificationOpened: .rectification
        case .refused: .refused
        case .signed(_, let handler): handler == nil ? nil : .assigned
        case .assigned: .assigned
        case .urged: .urged
        // A rule that tells a role asks nothing of the body.
        case .reminded(let rule), .helperReminded(let rule, _):
            if case .tell = city.supervision.rule(rule)?.action { nil } else { .urged }
        case .supervised, .supervisionOrdered: .supervised
        case .classified, .returned, .helperReturned, .helperAdjudicated, .contacted, .progressed, .extensionRequested,
            .supervisionAnswered, .supervisionLifted, .merged, .unmerged, .replied, .replyDrafted, .replyApproved,
            .replySentBack, .calledBack, .appealed, .appealDecided, .inspected, .withdrawn, .contested, .noted,
            .attached, .attachmentCleared,
            .archived:
            nil
        }
    }
}

extension Notice {
    /// Whether it is still true of a request that has gone on since: what is over is not told any more.
    /// - Parameter redos: of the request when it happened.
    package func holds(for request: ServiceRequest, redos: Int) -> Bool {
        switch self {
        // Who is answered together with somebody else has been heard all the same.
        case .accepted: return !request.stage.isEnded || request.stage == .merged
        case .dispatched, .designated, .assigned, .urged: return !request.stage.isEnded
        // An order can be given after the closing too, and stands until it is lifted.
        case .supervised: return request.supervisionLevel > 0
        case .overdue, .extended, .resumed, .redone, .rectification:
            return !request.stage.isEnded && request.redos == redos
        case .paused: return request.stage == .paused
        case .closed: return request.closedAt != nil && request.withdrawnAt == nil && request.redos == redos
        case .refused: return request.refusedAt != nil
        }
    }

    /// Whether it makes an earlier notice to the same reader needless, as long as that one has not gone out.
    package func overtakes(_ earlier: Notice) -> Bool {
        switch self {
        case .accepted, .assigned: self == earlier
        case .dispatched, .designated: [.accepted, .dispatched, .designated].contains(earlier)
        case .overdue, .extended, .paused, .resumed: [.overdue, .extended, .paused, .resumed].contains(earlier)
        // The end of a round, or its beginning, leaves nothing to be told of what was before.
        case .closed, .redone, .rectification, .refused: true
        case .urged, .supervised: [.urged, .supervised].contains(earlier)
        }
    }
}
