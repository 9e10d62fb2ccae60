package import Casework
package import Civics

/// Draws commands as a busy and not always careful staff would give them: mostly what fits the request's stage, now and
/// then anything. Every command comes up sooner or later.
package struct RandomLife {
    package var numbers: SeededNumbers
    private let city: City
    private let categories: [CategoryCode]
    private let places: [RegionID]
    private let bodies: [OrganisationID]

    package init(seed: UInt64, city: City = TestCity.foshan) {
        numbers = SeededNumbers(seed: seed)
        self.city = city
        categories = stride(from: 0, to: city.categories.count, by: 29).map { city.categories[$0].code }
        places = stride(from: 0, to: city.regions.count, by: 97).map { city.regions[$0].id }
        bodies = stride(from: 0, to: city.organisations.count, by: 151).map { city.organisations[$0].id }
    }

    private mutating func one<T>(of list: [T]) -> T { list[Int.random(in: 0..<list.count, using: &numbers)] }
    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }
    private mutating func text() -> String {
        one(of: ["海八路工地半夜打桩", "路灯不亮 2 周", "Water is off, “again”", "谢谢！👍", "已联系反映人，约定周五上门", "a\nb\t\"c\\d\""])
    }
    private mutating func note() -> String? { chance(50) ? text() : nil }

    package mutating func receipt() -> Receipt {
        .test(
            kind: one(of: RequestKind.allCases), urgency: one(of: Urgency.allCases),
            line: one(of: ServiceLine.allCases),
            category: one(of: categories), place: one(of: places), channel: one(of: Channel.allCases),
            isProtected: chance(20), title: text(), text: text() + text(), city: city)
    }

    /// Minutes until the next thing happens: mostly hours, at times days or nothing.
    package mutating func pause() -> TimeSpan {
        .minutes(one(of: [0, 1, 7, 45, 180, 600, 1_440, 4_321, 20_160]))
    }

    package mutating func command(for request: ServiceRequest) -> RequestCommand {
        let lead = request.lead ?? bodies[0]
        guard !chance(15) else { return anything(for: request) }
        switch request.stage {
        case .awaitingDispatch: return chance(85) ? dispatch() : anything(for: request)
        case .refused: return chance(30) ? .contest(note: note()) : anything(for: request)
        case .awaitingSigning:
            return chance(65)
                ? .sign(body: lead, handler: note()) : .return(body: lead, reason: .notOurDuty, note: note())
        case .awaitingAdjudication: return .adjudicate(designate: chance(50) ? one(of: bodies) : nil)
        case .inProgress:
            if city.handling.needsApproval(of: request, in: city), chance(60) {
                return request.draft == nil
                    ? .draftReply(body: lead, author: "handler", reply: text())
                    : .decideDraft(body: lead, approver: "head", approve: chance(70), note: note())
            }
            return one(of: [
                .contact(body: lead, means: .phone, note: note()), .close(body: lead, reply: text()),
                .close(body: lead, reply: text()), .pause(reason: .inspection, note: note()), anything(for: request),
            ])
        case .paused: return .resume
        case .closed: return chance(70) ? callBack() : .redo(note: note())
        case .calledBack: return chance(20) ? .redo(note: note()) : anything(for: request)
        default: return anything(for: request)
        }
    }

    private mutating func dispatch() -> RequestCommand {
        .dispatch(Dispatch(lead: one(of: bodies), coHandlers: chance(40) ? [one(of: bodies), one(of: bodies)] : []))
    }

    private mutating func callBack() -> RequestCommand {
        .callBack(
            CallBack(
                reached: chance(80), solved: chance(80) ? chance(70) : nil,
                satisfaction: chance(85) ? one(of: Satisfaction.allCases) : nil, channel: .phone, comment: note()))
    }

    private mutating func inspection() -> Inspection {
        var look = Inspection(passed: [], failed: [], isSampled: chance(80), note: note())
        for check in city.quality.sampling.checks {
            if chance(60) { look.passed.append(check.code) } else if chance(50) { look.failed.append(check.code) }
        }
        return look
    }

    private mutating func anything(for request: ServiceRequest) -> RequestCommand {
        let body = chance(70) ? request.lead ?? bodies[0] : one(of: bodies)
        let helper = request.coHandlers.first?.body ?? body
        let kind = one(of: RequestKind.allCases)
        let urgency = one(of: Urgency.allCases)
        let limits = city.limits.limits(kind: kind, urgency: urgency, line: request.line) ?? request.limits
        let number = CaseNumber(rawValue: request.number.rawValue - 1)
        return one(of: [
            .classify(
                Classification(
                    kind: kind, urgency: urgency, category: one(of: categories), place: one(of: places),
                    limits: limits)),
            dispatch(), .sign(body: helper, handler: nil), .return(body: body, reason: .wrongPlace, note: note()),
            .adjudicate(designate: nil), .contact(body: helper, means: .visit, note: note()),
            .requestExtension(
                ExtensionRequest(amount: .hours(Int.random(in: 0...80, using: &numbers)), reason: text())),
            .decideExtension(grant: chance(60)), .pause(reason: .proceedings, note: note()), .resume,
            .urge(note: note()),
            .supervise(level: Int.random(in: 0...4, using: &numbers), reason: .overdue, note: note()),
            .merge(into: number), .unmerge, .unmerge, .reply(body: helper, reply: text()),
            .close(body: body, reply: note()), callBack(), .redo(note: note()),
            .assign(body: helper, handler: "somebody"), .progress(body: body, note: text()),
            .draftReply(body: body, author: "handler", reply: text()),
            .decideDraft(body: body, approver: "head", approve: chance(50), note: note()),
            .return(body: helper, reason: .notOurDuty, note: note()),
            .adjudicateHelper(body: helper, release: chance(50)), .remind(rule: one(of: ["red", "late"])),
            .remindHelper(rule: one(of: ["red", "late"]), body: helper),
            .answerSupervision(body: body, note: text()), .liftSupervision(note: note()),
            .answerWith(number, body: bodies[0], reply: text()), .contest(note: note()),
            .appeal(body: body, ground: one(of: city.quality.appeals.grounds).code, note: note()),
            .decideAppeal(grant: chance(50), note: note()), .inspect(inspection()),
            chance(20) ? .withdraw : .note(text()),
            chance(20) ? .refuse(ground: .noNewFact, note: note()) : .note(text()),
            .note(text()), chance(60) ? .archive : .urge(note: nil), .urge(note: nil), .urge(note: note()),
            Self.order(level: Int.random(in: 1...3, using: &numbers), for: request),
        ])
    }

    /// By hand, or by a rule.
    private static func order(level: Int, for request: ServiceRequest) -> RequestCommand {
        request.version.isMultiple(of: 2)
            ? .supervise(level: level, reason: .unresolved, note: nil)
            : .escalate(rule: "late-\(level)", level: level, reason: .overdue)
    }
}
