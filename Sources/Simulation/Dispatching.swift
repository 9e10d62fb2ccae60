import Casework
import Civics

/// From receipt to the body that handles: classification, merging, refusal, dispatch, return, adjudication.
extension CitySimulator {
    /// Minutes from receipt to dispatch.
    private static let dispatchMinutes = Quantiles([
        (0, 2), (250, 12), (500, 30), (750, 80), (930, 220), (985, 480), (1000, 900),
    ])
    /// Share of the limit, in permille, at which a body signs; multiplied by its pace.
    private static let signShare = Quantiles([
        (0, 10), (250, 90), (500, 260), (750, 500), (930, 850), (985, 1050), (1000, 2000),
    ])

    mutating func planIntake(_ open: inout OpenCase) {
        var minutes = Self.dispatchMinutes.draw(&open.generator)
        switch open.urgency {
        case .ordinary: if open.marks.contains(.storm) { minutes = minutes * 3 / 2 }
        case .urgent: minutes /= 2
        case .critical: minutes = minutes / 8 + 1
        }
        let limit = limits(open).dispatch.amount(in: city.calendar).milliseconds / 60_000
        if limit > 0, minutes > limit, open.generator.chance(800) { minutes = Int(limit) * 9 / 10 }
        let now = open.receivedAt
        let drawn = now + Int64(minutes) * 60_000 + open.generator.below(Int64(60_000))
        // At night the line is answered and what is urgent dispatched; the rest is there in the morning.
        let at = open.urgency == .ordinary ? rhythm.afterNight(drawn, &open.generator) : drawn
        if open.marks.contains(.misclassified) { plan(.classify, at: at - 20_000, now: now) }
        if open.urgency == .ordinary, open.kind != .praise {
            if open.generator.chance(12) { return plan(.refuse, at: at, now: now) }
            if open.generator.chance(15) {
                plan(.withdraw, at: now + open.generator.below(Int64(4 * 86_400_000)), now: now)
            }
        }
        let merges = open.marks.contains(.issue) ? 240 : 550
        if open.marks.contains(.duplicate), open.generator.chance(merges) {
            plan(.merge, at: at, now: now)
        }
        if open.urgency == .ordinary, open.generator.chance(17) { open.marks.insert(.misdirected) }
        plan(.dispatch, at: at, now: now)
        if open.generator.chance(40) {
            plan(.note, at: now + 3_600_000 + open.generator.below(Int64(3 * 86_400_000)), now: now)
        }
    }

    mutating func classify(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .awaitingDispatch else { return nil }
        let classification = Classification(
            kind: open.kind, urgency: open.urgency, category: city.categories[Int(open.category)].code,
            place: city.regions[Int(open.place)].id, limits: limits(open))
        return step(.classify(classification), by: desk(.dispatcher, open), open, now: now)
    }

    mutating func refuse(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .awaitingDispatch else { return nil }
        let (ground, list) = open.generator.pick(Self.grounds)
        // The second decision stands.
        open.stage = open.marks.contains(.contested) ? .ended : .refused
        planContest(&open, now: now)
        let note = note(list, &open, body: bodies.hotline, now: now)
        return step(.refuse(ground: ground, note: note), by: desk(.dispatcher, open), open, now: now)
    }

    private static let grounds: [(RefusalGround, PhraseList)] = [
        (.emergencyLine, .refuseEmergency), (.inProceedings, .refuseProceedings), (.inProceedings, .refuseProceedings),
        (.noNewFact, .refuseNoNewFact), (.noNewFact, .refuseNoNewFact), (.secretOrPrivacy, .refusePrivacy),
        (.outsideGovernment, .refuseOutside), (.outsideGovernment, .refuseOutside),
        (.outsideGovernment, .refuseOutside), (.unlawful, .refuseUnlawful),
    ]

    mutating func withdraw(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.isOpen else { return nil }
        open.stage = .ended
        tell(.given, of: open)
        let byPhone = open.channel == .phone || open.channel == .hall
        return step(.withdraw, by: byPhone ? desk(.hotlineAgent, open) : asker(open), open, now: now)
    }

    mutating func addNote(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.isOpen, let text = note(.staffNote, &open, body: bodies.hotline, now: now) else { return nil }
        return step(.note(text), by: desk(.hotlineAgent, open), open, now: now)
    }

    mutating func dispatch(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .awaitingDispatch else { return nil }
        var to = bodies.responsible(category: Int(open.category), place: Int(open.place), in: city)
        guard to.lead >= 0 else { return nil }
        if open.marks.contains(.misdirected) {
            let wrong = wrongBody(&open, right: to.lead)
            if wrong == to.lead { open.marks.remove(.misdirected) } else { to = .init(lead: wrong) }
        }
        // Most matters need one body; the others are asked to help where the lead cannot do it alone.
        if !open.generator.chance(300) { (to.first, to.second) = (Bodies.none, Bodies.none) }
        if !open.generator.chance(350) { to.second = Bodies.none }
        open.lead = to.lead
        open.coHandlers = (to.first, to.second)
        open.stage = .awaitingSigning
        open.dispatchedAt = now
        let limits = limits(open)
        if open.roundStartedAt == 0 {
            open.roundStartedAt = now
            open.closeDeadline = rhythm.deadline(limits.close, from: now) ?? .max
        }
        open.signDeadline = rhythm.deadline(limits.sign, from: now) ?? .max
        planSigning(&open, now: now)
        let others = [to.first, to.second].filter { $0 >= 0 }.map { bodies.ids[Int($0)] }
        let dispatch = Dispatch(lead: bodies.ids[Int(to.lead)], coHandlers: others)
        return step(.dispatch(dispatch), by: desk(.dispatcher, open), open, now: now)
    }

    /// A body that is easily taken for the right one: that of a neighbouring category, or the place's government.
    private mutating func wrongBody(_ open: inout OpenCase, right: Int32) -> Int32 {
        let government = bodies.government(of: Int(open.place))
        if government >= 0, government != right, open.generator.chance(400) { return government }
        for _ in 0..<4 {
            let category = open.generator.below(city.categories.count)
            let other = bodies.responsible(category: category, place: Int(open.place), in: city).lead
            if other >= 0, other != right { return other }
        }
        return right
    }

    private mutating func planSigning(_ open: inout OpenCase, now: Int64) {
        let limit = limits(open).soonest(in: city.calendar)
        let returns = open.marks.contains(.misdirected) || open.urgency == .ordinary && open.generator.chance(6)
        if returns, !open.marks.contains(.designated) {
            let share = open.generator.between(60, 800)
            return plan(.returnCase, at: rhythm.moment(share, of: limit, from: now), now: now)
        }
        let pace = bodies.qualities[Int(open.lead)].pace
        let share = Self.signShare.draw(&open.generator) * pace / 100
        plan(.sign, at: rhythm.moment(share, of: limit, from: now), now: now)
    }

    mutating func returnCase(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .awaitingSigning else { return nil }
        // Too late to return it: it has to be taken.
        guard now <= open.signDeadline else {
            plan(.sign, at: now + 600_000, now: now)
            return nil
        }
        open.stage = .returned
        let wrong = open.marks.contains(.misdirected)
        let (reason, list) = open.generator.pick(wrong ? Self.rightReturns : Self.otherReturns)
        plan(.adjudicate, at: rhythm.officeTime(now + minutes(10, 200, &open), &open.generator), now: now)
        let text = note(list, &open, now: now)
        let body = bodies.ids[Int(open.lead)]
        return step(.return(body: body, reason: reason, note: text), by: headOf(open), open, now: now)
    }

    private static let rightReturns: [(ReturnReason, PhraseList)] = [
        (.notOurDuty, .returnNotOurDuty), (.notOurDuty, .returnNotOurDuty), (.wrongPlace, .returnWrongPlace),
    ]
    private static let otherReturns: [(ReturnReason, PhraseList)] = [
        (.notOurDuty, .returnNotOurDuty), (.factsMissing, .returnFactsMissing), (.duplicate, .returnDuplicate),
    ]

    mutating func adjudicate(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .returned else { return nil }
        if open.marks.contains(.misdirected), open.generator.chance(600) {
            open.marks.remove(.misdirected)
            open.stage = .awaitingDispatch
            plan(.dispatch, at: now + minutes(3, 60, &open), now: now)
            return step(.adjudicate(designate: nil), by: desk(.dispatcher, open), open, now: now)
        }
        // A body that is responsible and does not want to be is designated, and so is the right one if it was not asked.
        let right = bodies.responsible(category: Int(open.category), place: Int(open.place), in: city).lead
        if open.marks.contains(.misdirected), right >= 0 { open.lead = right }
        open.marks.remove(.misdirected)
        open.marks.insert(.designated)
        if open.coHandlers.first == open.lead { open.coHandlers.first = Bodies.none }
        if open.coHandlers.second == open.lead { open.coHandlers.second = Bodies.none }
        open.stage = .awaitingSigning
        open.dispatchedAt = now
        open.signDeadline = rhythm.deadline(limits(open).sign, from: now) ?? .max
        planSigning(&open, now: now)
        let designated = bodies.ids[Int(open.lead)]
        return step(.adjudicate(designate: designated), by: desk(.dispatcher, open), open, now: now)
    }

    func minutes(_ first: Int, _ last: Int, _ open: inout OpenCase) -> Int64 {
        Int64(open.generator.between(first, last)) * 60_000
    }
}
