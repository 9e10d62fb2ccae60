import Casework
import Civics

/// What people think of it: ratings, call-backs, and doing it again.
extension CitySimulator {
    /// Draws what the person will say, from the body, the delay and the matter.
    mutating func decideVerdict(_ open: inout OpenCase, at: Int64) {
        var solved =
            switch open.kind {
            case .enquiry: 940
            case .help: 850
            case .complaint: 745
            case .report: 760
            case .suggestion: 780
            case .praise: 1000
            }
        if open.lead >= 0 { solved += bodies.qualities[Int(open.lead)].care }
        if at > open.closeDeadline { solved -= 170 }
        if open.marks.contains(.issue) { solved -= 260 }
        if !open.marks.contains(.contacted) { solved -= 120 }
        if open.redos > 0 { solved += 60 }
        let drawn = open.generator.below(1000)
        if open.generator.chance(Swift.min(solved, 985)) {
            open.verdict = drawn < 300 ? .delighted : drawn < 800 ? .satisfied : drawn < 985 ? .fair : .dissatisfied
        } else {
            open.verdict = drawn < 720 ? .resigned : drawn < 900 ? .dissatisfied : .angry
        }
    }

    mutating func planAfterClosing(_ open: inout OpenCase, now: Int64) {
        let isOnline = open.channel.door == .web && open.line == .public
        if isOnline, open.generator.chance(140) {
            plan(.rate, at: now + minutes(4, 1500, &open), now: now)
        }
        let share = open.generator.between(40, 700)
        let at = rhythm.officeTime(rhythm.moment(share, of: city.limits.callBack, from: now), &open.generator)
        plan(.callBack, at: Swift.max(at, now + 600_000), now: now)
        planInspection(&open, now: now)
    }

    /// The person's own rating on the web (好差评).
    mutating func rate(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .closed else { return nil }
        return answer(&open, channel: open.channel, by: asker(open), now: now)
    }

    mutating func callBack(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .closed else { return nil }
        open.calls += 1
        let reached = open.generator.chance(open.calls == 1 ? 520 : open.calls == 2 ? 400 : 300)
        guard !reached else { return answer(&open, channel: .phone, by: desk(.hotlineAgent, open), now: now) }
        if open.calls < 3 {
            let at = rhythm.officeTime(now + minutes(200, 1600, &open), &open.generator)
            plan(.callBack, at: at, now: now)
        } else {
            // Nobody is called for ever: after the third time the person may still rate for some days.
            let at = rhythm.officeTime(now + minutes(2880, 7200, &open), &open.generator)
            plan(.archive, at: at, now: now)
        }
        let missed = CallBack(reached: false, solved: nil, satisfaction: nil, channel: .phone, comment: nil)
        return step(.callBack(missed), by: desk(.hotlineAgent, open), open, now: now)
    }

    mutating func archive(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .closed else { return nil }
        // An appeal is decided first.
        guard !open.marks.contains(.appealed) else {
            plan(.archive, at: now + 1440 * 60_000, now: now)
            return nil
        }
        open.stage = .ended
        return step(.archive, by: desk(.administrator, open), open, now: now)
    }

    private mutating func answer(
        _ open: inout OpenCase, channel: Channel, by actor: SimulatedActor, now: Int64
    ) -> SimulatedStep {
        open.stage = .calledBack
        open.marks.remove(.wronged)
        let verdict = open.verdict
        let list: PhraseList = verdict.isSolved ? verdict == .fair ? .callBackFair : .callBackGood : .callBackBad
        let comment = note(list, &open, now: now, permille: verdict.isSolved ? 260 : 620)
        // Some will not say the one or the other; at least one of the two is always known.
        let drawn = open.generator.below(100)
        let answer = CallBack(
            reached: true, solved: drawn < 4 ? nil : verdict.isSolved,
            satisfaction: (4..<8).contains(drawn) ? nil : verdict.satisfaction, channel: channel, comment: comment)
        if answer.satisfaction?.isBad == true, city.limits.rectification != nil, !open.marks.contains(.rectifying) {
            // The rules send it back by themselves.
            open.marks.insert(.rectifying)
            beginRound(&open, now: now)
        } else if !verdict.isSolved {
            planAfterBadAnswer(&open, now: now)
        }
        if !verdict.isSolved { planAppeal(&open, now: now) }
        return step(.callBack(answer), by: actor, open, now: now)
    }

    /// Another round of handling, with the limit that the marks say; what no body has had goes to the dispatcher.
    private mutating func beginRound(_ open: inout OpenCase, now: Int64) {
        open.redos += 1
        open.calls = 0
        open.supervision = 0
        open.roundStartedAt = now
        open.closeDeadline = rhythm.deadline(roundLimit(open), from: now) ?? .max
        open.marks.subtract([
            .replied, .extensionAsked, .extensionGranted, .owesSupervisor, .answeredSupervisor, .sentBack,
        ])
        open.requestedExtension = 0
        guard open.dispatchedAt != 0 else {
            open.stage = .awaitingDispatch
            return plan(.dispatch, at: now + minutes(5, 90, &open), now: now)
        }
        open.stage = .handling
        planRound(&open, now: now)
        plan(.contactAgain, at: now + Swift.min((open.closesAt - now) / 2, minutes(30, 900, &open)), now: now)
    }

    private mutating func planAfterBadAnswer(_ open: inout OpenCase, now: Int64) {
        if open.redos < 2, open.generator.chance(open.redos == 0 ? 150 : 80) {
            if open.supervision < 3, open.generator.chance(250) {
                plan(.supervise, at: now + minutes(5, 50, &open), now: now)
            }
            plan(.redo, at: rhythm.officeTime(now + minutes(60, 1500, &open), &open.generator), now: now)
        } else if open.generator.chance(300) {
            recent.add(
                unsettled: RecentMatter(
                    ordinal: open.ordinal, slot: -1, matter: open.matter, person: open.person, category: open.category,
                    place: open.place, kind: open.kind, line: open.line))
        }
    }

    mutating func redo(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .calledBack else { return nil }
        open.marks.remove(.rectifying)
        beginRound(&open, now: now)
        let text = note(.redoNote, &open, body: bodies.hotline, now: now)
        return step(.redo(note: text), by: desk(.dispatcher, open), open, now: now)
    }
}
