import Casework
import Civics

/// What became of a case with which others are handled.
enum MainCase {
    case open
    /// Closed by that body.
    case answered(lead: Int32)
    /// Withdrawn before there was an answer.
    case given
}

/// Cases that are handled with another one: they wait for its answer, and are answered with it.
extension CitySimulator {
    private static let look: Int64 = 3 * 3_600_000

    mutating func merge(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .awaitingDispatch, isHandled(open.target) else { return nil }
        open.stage = .merged
        mains[open.target.ordinal] = .open
        plan(.followMain, at: now + Self.look, now: now)
        let target = CaseNumber(rawValue: Int64(open.target.ordinal))
        return step(.merge(into: target), by: desk(.dispatcher, open), open, now: now)
    }

    mutating func followMain(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .merged else { return nil }
        switch mains[open.target.ordinal] {
        case .answered(let lead):
            open.lead = lead
            open.roundStartedAt = now
            decideVerdict(&open, at: now)
            let text = replyText(&open, now: now)
            open.stage = .closed
            tell(.answered(lead: lead), of: open)
            planAfterClosing(&open, now: now)
            let main = CaseNumber(rawValue: Int64(open.target.ordinal))
            return step(
                .answerWith(main, body: bodies.ids[Int(lead)], reply: text), by: desk(.administrator, open), open,
                now: now)
        case .given:
            open.stage = .awaitingDispatch
            plan(.dispatch, at: now + minutes(5, 90, &open), now: now)
            return step(.unmerge, by: desk(.administrator, open), open, now: now)
        case .open, nil:
            plan(.followMain, at: now + Self.look, now: now)
            return nil
        }
    }

    /// Notes what became of a case that others wait for.
    mutating func tell(_ end: MainCase, of open: OpenCase) {
        if mains[open.ordinal] != nil { mains[open.ordinal] = end }
    }
}
