import Casework
import Civics

/// How a body handles a request: signing, contact, extension, pause, urging, reply, closing.
extension CitySimulator {
    /// Share of the contact limit, in permille, at which the body contacts the person; multiplied by its pace.
    private static let contactShare = Quantiles([
        (0, 20), (250, 130), (500, 290), (750, 480), (950, 700), (990, 1050), (1000, 2500),
    ])
    /// Share of the close limit, in permille, at which the body closes; multiplied by its pace.
    private static let closeShare = Quantiles([
        (0, 30), (100, 120), (250, 250), (500, 480), (750, 720), (880, 880), (940, 1000), (985, 1450), (1000, 3000),
    ])

    mutating func perform(_ action: CaseAction, _ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        switch action {
        case .classify: classify(&open, now: now)
        case .merge: merge(&open, now: now)
        case .refuse: refuse(&open, now: now)
        case .dispatch: dispatch(&open, now: now)
        case .sign: sign(&open, now: now)
        case .returnCase: returnCase(&open, now: now)
        case .adjudicate: adjudicate(&open, now: now)
        case .contact, .contactAgain: contact(&open, again: action == .contactAgain, now: now)
        case .signFirst, .signSecond: signCoHandler(&open, first: action == .signFirst, now: now)
        case .replyFirst, .replySecond: replyCoHandler(&open, first: action == .replyFirst, now: now)
        case .requestExtension: requestExtension(&open, now: now)
        case .decideExtension: decideExtension(&open, now: now)
        case .pause: pause(&open, now: now)
        case .resume: resume(&open, now: now)
        case .urge: urge(&open, now: now)
        case .supervise: supervise(&open, now: now)
        case .reply: reply(&open, now: now)
        case .close: close(&open, now: now)
        case .rate: rate(&open, now: now)
        case .callBack: callBack(&open, now: now)
        case .archive: archive(&open, now: now)
        case .followMain: followMain(&open, now: now)
        case .redo: redo(&open, now: now)
        case .withdraw: withdraw(&open, now: now)
        case .note: addNote(&open, now: now)
        case .contest: contest(&open, now: now)
        case .progress: progress(&open, now: now)
        case .returnFirst, .returnSecond: returnHelper(&open, first: action == .returnFirst, now: now)
        case .adjudicateFirst, .adjudicateSecond: adjudicateHelper(&open, first: action == .adjudicateFirst, now: now)
        case .answerSupervision: answerSupervision(&open, now: now)
        case .liftSupervision: liftSupervision(&open, now: now)
        case .appeal: appeal(&open, now: now)
        case .decideAppeal: decideAppeal(&open, now: now)
        case .inspect: inspect(&open, now: now)
        }
    }

    private mutating func sign(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .awaitingSigning else { return nil }
        open.stage = .handling
        planContact(&open, now: now)
        planRound(&open, now: now)
        let actor = handlerOf(open)
        return step(.sign(body: bodies.ids[Int(open.lead)], handler: actor.name), by: actor, open, now: now)
    }

    private mutating func planContact(_ open: inout OpenCase, now: Int64) {
        guard !open.generator.chance(20) else { return }
        let pace = bodies.qualities[Int(open.lead)].pace
        let share = Self.contactShare.draw(&open.generator) * (pace + 100) / 200
        let limit = limits(open).contact
        let at = rhythm.moment(share, of: limit, from: open.roundStartedAt)
        let most = Swift.min(limit.amount(in: city.calendar).milliseconds / 8, 1_500_000)
        plan(.contact, at: Swift.max(at, now + 30_000 + open.generator.below(most)), now: now)
        if open.generator.chance(110) {
            plan(.contactAgain, at: rhythm.officeTime(now + minutes(600, 7200, &open), &open.generator), now: now)
        }
    }

    /// Plans the way from signing, or from the order to do it again, to closing.
    mutating func planRound(_ open: inout OpenCase, now: Int64) {
        let limit = roundLimit(open)
        let quality = bodies.qualities[Int(open.lead)]
        var share = Self.closeShare.draw(&open.generator) * quality.pace / 100
        if open.kind == .enquiry || open.kind == .praise { share = share * 3 / 4 }
        if open.marks.contains(.storm) { share = share * 11 / 10 }
        if open.redos > 0 { share = open.generator.between(120, 900) }
        open.closesAt = rhythm.moment(share, of: limit, from: open.roundStartedAt)
        open.closesAt = Swift.max(open.closesAt, now + minutes(open.urgency == .ordinary ? 15 : 5, 60, &open))
        planCoHandlers(&open, now: now)
        planProgress(&open, now: now)
        if open.redos == 0, share > 1000, open.generator.chance(430), planExtension(&open, share: share, now: now) {
            return planClosing(&open, now: now)
        }
        if share < 950, open.urgency == .ordinary, open.generator.chance(16) {
            let span = open.closesAt - now
            return plan(.pause, at: now + span * Int64(open.generator.between(250, 700)) / 1000, now: now)
        }
        planPressure(&open, now: now)
        planClosing(&open, now: now)
    }

    private mutating func planCoHandlers(_ open: inout OpenCase, now: Int64) {
        let span = open.closesAt - now
        guard span > 3_600_000, open.redos == 0 else { return }
        let both: [(Int32, CaseAction, CaseAction, CaseAction)] = [
            (open.coHandlers.first, .signFirst, .replyFirst, .returnFirst),
            (open.coHandlers.second, .signSecond, .replySecond, .returnSecond),
        ]
        for (body, signs, replies, returns) in both where body >= 0 {
            let returnedAt = now + minutes(5, 240, &open)
            if open.generator.chance(LoopShare.helperReturns), returnedAt < Swift.min(open.signDeadline, open.closesAt)
            {
                plan(returns, at: returnedAt, now: now)
                continue
            }
            let signedAt = now + span * Int64(open.generator.between(10, 300)) / 1000
            if open.generator.chance(700) { plan(signs, at: signedAt, now: now) }
            let repliedAt = signedAt + (open.closesAt - signedAt) * Int64(open.generator.between(100, 980)) / 1000
            if open.generator.chance(820) { plan(replies, at: repliedAt, now: now) }
        }
    }

    /// What the hotline does when time runs out.
    private mutating func planPressure(_ open: inout OpenCase, now: Int64) {
        let limit = roundLimit(open)
        let red = rhythm.moment(Int(city.limits.red * 1000), of: limit, from: open.roundStartedAt)
        if open.closesAt > red, red > now, open.generator.chance(280) { plan(.urge, at: red, now: now) }
        let deadline = open.closeDeadline
        if deadline < open.closesAt {
            let urged = deadline + minutes(5, 600, &open)
            if urged < open.closesAt, open.generator.chance(700) { plan(.urge, at: urged, now: now) }
            var supervised = rhythm.officeTime(deadline + minutes(30, 1500, &open), &open.generator)
            var level = 0
            while supervised < open.closesAt, level < 3, open.generator.chance(650) {
                plan(.supervise, at: supervised, now: now)
                supervised = rhythm.officeTime(supervised + minutes(2000, 6000, &open), &open.generator)
                level += 1
            }
        } else if open.marks.contains(.issue), open.generator.chance(60) {
            plan(.supervise, at: now + (open.closesAt - now) / 2, now: now)
        }
        if open.generator.chance(LoopShare.personUrges) {
            plan(.urge, at: now + (open.closesAt - now) * 2 / 3, now: now)
        }
    }

    private mutating func planClosing(_ open: inout OpenCase, now: Int64) {
        if needsApproval(open) || open.generator.chance(220) {
            // What waits for a second signature may wait for the morning.
            let longest = needsApproval(open) ? 1500 : 400
            let before = Swift.min(minutes(10, longest, &open), (open.closesAt - now) / 2)
            plan(.reply, at: open.closesAt - before, now: now)
        }
        plan(.close, at: open.closesAt, now: now)
    }

    private mutating func contact(_ open: inout OpenCase, again: Bool, now: Int64) -> SimulatedStep? {
        guard open.stage == .handling else { return nil }
        open.marks.insert(.contacted)
        let (means, list): (ContactMeans, PhraseList)
        if open.marks.contains(.protected) {
            (means, list) = (.relay, .contactRelay)
        } else {
            let drawn = open.generator.below(100)
            let visits = writer.subjects[Int(open.category)].setting == .none ? 2 : 12
            (means, list) =
                drawn < visits
                ? (.visit, .contactVisit) : drawn < visits + 6 ? (.message, .contactMessage) : (.phone, .contactPhone)
        }
        let text = note(list, &open, now: now, permille: 700)
        let body = bodies.ids[Int(open.lead)]
        return step(.contact(body: body, means: means, note: text), by: handlerOf(open), open, now: now)
    }

    private mutating func signCoHandler(_ open: inout OpenCase, first: Bool, now: Int64) -> SimulatedStep? {
        let mark: OpenCase.Marks = first ? .firstCoHandlerSigned : .secondCoHandlerSigned
        let body = first ? open.coHandlers.first : open.coHandlers.second
        guard open.isHandled, body >= 0, !open.marks.contains(mark) else { return nil }
        open.marks.insert(mark)
        let actor = staff(.handler, of: body, person: open.ordinal)
        return step(.sign(body: bodies.ids[Int(body)], handler: actor.name), by: actor, open, now: now)
    }

    private mutating func replyCoHandler(_ open: inout OpenCase, first: Bool, now: Int64) -> SimulatedStep? {
        let body = first ? open.coHandlers.first : open.coHandlers.second
        guard open.isHandled, body >= 0 else { return nil }
        open.marks.insert(first ? .firstCoHandlerSigned : .secondCoHandlerSigned)
        let text = note(.replyCoHandler, &open, body: body, now: now) ?? ""
        let actor = staff(.handler, of: body, person: open.ordinal)
        return step(.reply(body: bodies.ids[Int(body)], reply: text), by: actor, open, now: now)
    }

    mutating func urge(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.isOpen else { return nil }
        let red = rhythm.moment(Int(city.limits.red * 1000), of: roundLimit(open), from: open.roundStartedAt)
        let list: PhraseList = now > open.closeDeadline ? .urgeOverdue : now >= red ? .urgeRed : .urgeAgain
        let text = note(list, &open, body: bodies.hotline, now: now)
        return step(.urge(note: text), by: desk(.dispatcher, open), open, now: now)
    }

    mutating func supervise(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.supervision < 3, ![.ended, .merged, .refused].contains(open.stage) else { return nil }
        let (reason, list): (SupervisionReason, PhraseList)
        if !open.isOpen {
            (reason, list) = (.unresolved, .superviseUnresolved)
        } else if now > open.closeDeadline {
            (reason, list) = (.overdue, .superviseOverdue)
        } else if open.generator.chance(500) {
            (reason, list) = (.badEffect, .superviseBadEffect)
        } else {
            (reason, list) = (.repeated, .superviseRepeated)
        }
        open.supervision += 1
        planSupervisionAnswer(&open, now: now)
        let text = note(list, &open, body: bodies.hotline, now: now)
        let command = RequestCommand.supervise(level: Int(open.supervision), reason: reason, note: text)
        return step(command, by: desk(.supervisor, open), open, now: now)
    }

    private mutating func reply(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .handling, !open.marks.contains(.replied), now <= open.closesAt else { return nil }
        decideVerdict(&open, at: open.closesAt)
        open.marks.insert(.replied)
        let text = replyText(&open, now: now)
        guard !needsApproval(open) else { return draft(text, open, now: now) }
        return step(.reply(body: bodies.ids[Int(open.lead)], reply: text), by: handlerOf(open), open, now: now)
    }

    private mutating func close(_ open: inout OpenCase, now: Int64) -> SimulatedStep? {
        guard open.stage == .handling else { return nil }
        if !open.marks.contains(.replied) { decideVerdict(&open, at: now) }
        if needsApproval(open), !open.marks.contains(.replied) {
            open.marks.insert(.replied)
            plan(.close, at: now + minutes(5, 60, &open), now: now)
            return draft(replyText(&open, now: now), open, now: now)
        }
        if needsApproval(open), !open.marks.contains(.sentBack), open.generator.chance(LoopShare.sentBack) {
            return sendBack(&open, now: now)
        }
        let text = open.marks.contains(.replied) ? nil : replyText(&open, now: now)
        open.stage = .closed
        planAfterClosing(&open, now: now)
        tell(.answered(lead: open.lead), of: open)
        if needsApproval(open) {
            let head = headOf(open)
            return step(
                .decideDraft(body: bodies.ids[Int(open.lead)], approver: head.account, approve: true, note: nil),
                by: head, open, now: now)
        }
        let actor = open.generator.chance(300) ? headOf(open) : handlerOf(open)
        return step(.close(body: bodies.ids[Int(open.lead)], reply: text), by: actor, open, now: now)
    }

    /// The reply waits for the head of the body.
    private func draft(_ text: String, _ open: OpenCase, now: Int64) -> SimulatedStep {
        let author = handlerOf(open)
        return step(
            .draftReply(body: bodies.ids[Int(open.lead)], author: author.account, reply: text), by: author, open,
            now: now)
    }

    /// The second signature is refused: the reply is written anew.
    private mutating func sendBack(_ open: inout OpenCase, now: Int64) -> SimulatedStep {
        open.marks.insert(.sentBack)
        open.marks.remove(.replied)
        plan(.close, at: rhythm.officeTime(now + minutes(60, 500, &open), &open.generator), now: now)
        let head = headOf(open)
        let text = note(.draftBack, &open, now: now)
        return step(
            .decideDraft(body: bodies.ids[Int(open.lead)], approver: head.account, approve: false, note: text),
            by: head, open, now: now)
    }

    private func needsApproval(_ open: OpenCase) -> Bool {
        city.handling.needsApproval(
            function: city.organisation(bodies.ids[Int(open.lead)])?.function ?? "", kind: open.kind,
            urgency: open.urgency, line: open.line)
    }

    /// The limit of the round: the request's, or that of a rectification.
    func roundLimit(_ open: OpenCase) -> TimeLimit {
        (open.marks.contains(.rectifying) ? city.limits.rectification : nil) ?? limits(open).close
    }

    mutating func replyText(_ open: inout OpenCase, now: Int64) -> String {
        let plan = ReplyPlan(
            kind: open.kind, isSolved: open.verdict.isSolved, isLate: now > open.closeDeadline, isRedone: open.redos > 0
        )
        let scene = scene(open, body: open.lead, now: now, voice: .person)
        return writer.reply(plan, scene, &open.generator)
    }
}
