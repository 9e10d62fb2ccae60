package import Casework
package import Civics
package import HTML

/// How a badge or a notice is coloured; the word in it says the same.
package enum Tone: Sendable {
    case neutral, info, ok, warn, bad, paused

    var badgeStyle: StaticString {
        switch self {
        case .neutral: ""
        case .info: " badge-info"
        case .ok: " badge-ok"
        case .warn: " badge-warn"
        case .bad: " badge-bad"
        case .paused: " badge-paused"
        }
    }

    var noticeStyle: StaticString {
        switch self {
        case .neutral, .info, .paused: ""
        case .ok: " notice-ok"
        case .warn: " notice-warn"
        case .bad: " notice-bad"
        }
    }
}

extension View {
    /// A state in one word.
    package func badge(_ word: String, _ tone: Tone = .neutral, icon: Icon? = nil) -> HTML {
        "<span class=\"badge\(raw: tone.badgeStyle)\">\(icon?.html)\(word)</span>"
    }

    /// What kind of request it is.
    package func kindBadge(_ kind: RequestKind) -> HTML {
        badge(say(kind.name))
    }

    /// Where a case stands.
    package func stageBadge(_ stage: ServiceRequest.Stage) -> HTML {
        let tone: Tone =
            switch stage {
            case .awaitingDispatch, .awaitingSigning, .inProgress: .info
            case .awaitingAdjudication: .warn
            case .paused: .paused
            case .closed, .calledBack: .ok
            case .refused, .withdrawn, .merged, .archived: .neutral
            }
        return badge(say(stage.name), tone)
    }

    /// Urgent and critical only: ordinary requests carry no badge.
    package func urgencyBadge(_ urgency: Urgency) -> HTML? {
        switch urgency {
        case .ordinary: nil
        case .urgent, .critical: "<span class=\"badge badge-urgent\">\(say(urgency.name))</span>"
        }
    }

    /// The enterprise line only.
    package func lineBadge(_ line: ServiceLine) -> HTML? {
        switch line {
        case .public: nil
        case .enterprise: "<span class=\"badge badge-line\">\(say(line.name))</span>"
        }
    }

    /// 身份受保护
    package var protectedBadge: HTML {
        badge(say("身份受保护", "Identity protected"), .paused, icon: .shield)
    }

    /// How the person rated the answer; without an answer it says so.
    package func satisfactionBadge(_ satisfaction: Satisfaction?) -> HTML {
        guard let satisfaction else { return badge(say("未评价", "Not rated")) }
        let tone: Tone =
            switch satisfaction {
            case .verySatisfied, .satisfied: .ok
            case .fairlySatisfied: .warn
            case .dissatisfied, .veryDissatisfied: .bad
            }
        return badge(say(satisfaction.name), tone)
    }
}
