import Casework
import Civics

/// Where a request does not go straight: contested refusals, notes on progress, returns of co-handlers, drafts that are
/// sent back, answers to orders of supervision. How often, in permille; nobody publishes these figures, so they are set to
/// what makes the loops seen and the city's figures those of a well-run line: of those asked, 3 to 8 in a hundred rate
/// badly, and 3 to 8 in a hundred closings are done again.
enum LoopShare {
    /// Of refusals that the person contests, within days; and of these that are taken up after all.
    static let contested = 100
    static let takenUp = 500
    /// Of rounds of some days whose body tells how far it is.
    static let progress = 180
    /// Of co-handlers that ask to be let go, and of these that are.
    static let helperReturns = 40
    static let helperReleased = 600
    /// Of replies under two signatures that the second sends back, once.
    static let sentBack = 80
    /// Of rounds in which the person calls to ask where it stays.
    static let personUrges = 25
    /// Of orders of supervision that are answered in time, and of answers with which the supervisor is content.
    static let answeredInTime = 930
    static let lifted = 700
}

extension CitySimulator {
    // MARK: Contested refusals

    /// Plans what the person makes of a refusal.
    mutating func planContest(_ open: inout OpenCase, now: Int64) {
        guard !open.marks.contains(.contested), open.generator.chance(LoopShare.contested) else { return }
        let at = now + minutes(30, 4 * 1440, &open)
        guard at < rhythm.deadline(city.limits.contest, from: now) ?? .max else { return }
        plan(.contest, at: at, now: now)
    }

    mutating func contest(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .refused else { return nil }
        open.stage = .awaitingDispatch
        open.marks.insert(.contested)
        let next: CaseAction = open.generator.chance(LoopShare.takenUp) ? .dispatch : .refuse
        plan(next, at: rhythm.afterNight(now + minutes(90, 900, &open), &open.generator), now: now)
        let byPhone = open.channel == .phone || open.channel == .hall
        let text = note(.contestNote, &open, body: bodies.hotline, now: now)
        return step(.contest(note: text), by: byPhone ? desk(.hotlineAgent, open) : asker(open), open, now: now)
    }

    // MARK: Progress

    mutating func planProgress(_ open: inout OpenCase, now: Int64) {
        let span = open.closesAt - now
        guard span > 2 * 86_400_000, open.generator.chance(LoopShare.progress) else { return }
        let at = now + span * Int64(open.generator.between(250, 800)) / 1000
        plan(.progress, at: rhythm.officeTime(at, &open.generator), now: now)
    }

    mutating func progress(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .handling, let text = note(.progressNote, &open, now: now) else { return nil }
        return step(.progress(body: bodies.ids[Int(open.lead)], note: text), by: handlerOf(open), open, now: now)
    }

    // MARK: Co-handlers that want out

    mutating func returnHelper(_ open: inout OpenCase, first: Bool, now: Int64) -> SimulatedStep? {
        let body = first ? open.coHandlers.first : open.coHandlers.second
        let signed: OpenCase.Marks = first ? .firstCoHandlerSigned : .secondCoHandlerSigned
        guard open.isHandled, body >= 0, !open.marks.contains(signed), now <= open.signDeadline else { return nil }
        let at = rhythm.officeTime(now + minutes(120, 1500, &open), &open.generator)
        plan(first ? .adjudicateFirst : .adjudicateSecond, at: at, now: now)
        let text = note(.returnNotOurDuty, &open, body: body, now: now)
        let actor = staff(.headOfBody, of: body, person: Staff.perBody - 1)
        return step(.return(body: bodies.ids[Int(body)], reason: .notOurDuty, note: text), by: actor, open, now: now)
    }

    mutating func adjudicateHelper(_ open: inout OpenCase, first: Bool, now: Int64) -> SimulatedStep? {
        let body = first ? open.coHandlers.first : open.coHandlers.second
        guard open.isHandled, body >= 0 else { return nil }
        let released = open.generator.chance(LoopShare.helperReleased)
        if released {
            if first { open.coHandlers.first = Bodies.none } else { open.coHandlers.second = Bodies.none }
        } else {
            plan(first ? .replyFirst : .replySecond, at: now + minutes(200, 2000, &open), now: now)
        }
        let command = RequestCommand.adjudicateHelper(body: bodies.ids[Int(body)], release: released)
        return step(command, by: desk(.dispatcher, open), open, now: now)
    }

    // MARK: Orders of supervision

    mutating func planSupervisionAnswer(_ open: inout OpenCase, now: Int64) {
        open.marks.insert(.owesSupervisor)
        open.marks.remove(.answeredSupervisor)
        let limit = city.limits.supervision[Int(open.supervision) - 1]
        let isInTime = open.generator.chance(LoopShare.answeredInTime)
        let share = isInTime ? open.generator.between(150, 950) : open.generator.between(1100, 1800)
        plan(.answerSupervision, at: rhythm.moment(share, of: limit, from: now), now: now)
    }

    mutating func answerSupervision(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        let isThere = open.isHandled || open.stage == .closed || open.stage == .calledBack
        guard open.marks.contains(.owesSupervisor), isThere, open.lead >= 0,
            let text = note(.superviseAnswer, &open, now: now)
        else { return nil }
        open.marks.remove(.owesSupervisor)
        open.marks.insert(.answeredSupervisor)
        if open.generator.chance(LoopShare.lifted) {
            plan(
                .liftSupervision, at: rhythm.officeTime(now + minutes(120, 3000, &open), &open.generator), now: now)
        }
        let command = RequestCommand.answerSupervision(body: bodies.ids[Int(open.lead)], note: text)
        return step(command, by: headOf(open), open, now: now)
    }

    mutating func liftSupervision(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.marks.contains(.answeredSupervisor), open.stage != .ended else { return nil }
        open.marks.remove(.answeredSupervisor)
        let text = note(.superviseLift, &open, body: bodies.hotline, now: now)
        return step(.liftSupervision(note: text), by: desk(.supervisor, open), open, now: now)
    }
}
