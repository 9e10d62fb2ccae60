import Casework
import Civics
import TestSupport
import Testing

/// The loop of a request where it does not go straight: returns, helpers, approval, supervision, merging, bad ratings,
/// contested refusals. Working hours of the city are 8:30–12:00 and 14:00–17:30.
@Suite struct SwiftResponseTests {
    private static let main = CaseNumber(rawValue: 261_117_000_007)

    private func handled(_ receipt: Receipt = .test(), helpers: [OrganisationID] = []) throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24", receipt)
        try life.dispatch("2026-11-18 11:00", helpers: helpers)
        try life.sign("2026-11-18 14:00")
        return life
    }

    // MARK: Returns

    @Test func aRequestReturnedTwiceIsDesignatedAndStays() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.returnToDispatcher("2026-11-18 11:30")
        try life.give(.adjudicate(designate: nil), "2026-11-18 11:40")
        #expect(life.request.stage == .awaitingDispatch)
        try life.dispatch("2026-11-18 11:50", lead: CaseLife.stranger)
        try life.returnToDispatcher("2026-11-18 14:30", by: CaseLife.stranger)
        try life.give(.adjudicate(designate: CaseLife.lead), "2026-11-18 15:00")
        #expect(throws: Refusal.returnAfterDesignation) { try life.returnToDispatcher("2026-11-18 15:10") }
        #expect(life.request.dispatches == 3)
        #expect(life.request.returns == 2)
        // The person's deadline did not move: it runs from the first dispatch.
        #expect(life.request.rounds[0].startedAt == at("2026-11-18 11:00"))
    }

    @Test func aCoHandlerThatWantsOutLeavesTheRequestWithTheLead() throws {
        var life = try handled(helpers: [CaseLife.helper, "fs-water"])
        try life.returnToDispatcher("2026-11-18 15:00", by: CaseLife.helper)
        #expect(life.request.stage == .inProgress)
        #expect(throws: Refusal.awaitingAdjudication) {
            try life.returnToDispatcher("2026-11-18 15:10", by: CaseLife.helper)
        }
        try life.give(.adjudicateHelper(body: CaseLife.helper, release: false), "2026-11-18 15:20")
        #expect(throws: Refusal.returnAfterDesignation) {
            try life.returnToDispatcher("2026-11-18 15:30", by: CaseLife.helper)
        }
        try life.returnToDispatcher("2026-11-18 15:40", by: "fs-water")
        try life.give(.adjudicateHelper(body: "fs-water", release: true), "2026-11-18 15:50")
        #expect(life.request.bodies == [CaseLife.lead, CaseLife.helper])
        #expect(life.request.returns == 0)
        try life.close("2026-11-18 16:00")
    }

    // MARK: Helpers' clocks

    @Test func aCoHandlerHasClocksOfItsOwnAndCanBeLateWhileTheLeadIsNot() throws {
        var life = try handled(helpers: [CaseLife.helper])
        let helper = life.request.coHandlers[0]
        // Fifteen working days of seven hours, four fifths of them: twelve days.
        let clock = life.request.clock(.close, of: helper, in: life.city)
        #expect(clock.deadline == at("2026-12-04 11:00"))
        #expect(life.request.clock(.close, in: life.city)?.deadline == at("2026-12-09 11:00"))
        #expect(life.request.clock(.sign, of: helper, in: life.city).deadline == at("2026-11-19 11:00"))
        let now = at("2026-12-07 09:00")
        #expect(clock.state(at: now) == .overdue)
        #expect(life.request.clock(.close, in: life.city)?.state(at: now) == .yellow)
        try life.give(.reply(body: CaseLife.helper, reply: "late"), "2026-12-07 10:00")
        #expect(life.request.clock(.close, of: life.request.coHandlers[0], in: life.city).state(at: now) == .missed)
        try life.close("2026-12-08 10:00")
        #expect(life.request.clock(.close, in: life.city)?.state(at: at("2026-12-08 10:00")) == .met)
    }

    @Test func aPauseOfTheLeadStopsTheCoHandlersToo() throws {
        var life = try handled(helpers: [CaseLife.helper])
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-20 11:00")
        #expect(life.request.clock(.close, of: life.request.coHandlers[0], in: life.city).deadline == nil)
        try life.give(.resume, "2026-11-23 11:00")
        #expect(
            life.request.clock(.close, of: life.request.coHandlers[0], in: life.city).deadline == at("2026-12-07 11:00")
        )
    }

    @Test func aRedoAsksTheCoHandlersAgain() throws {
        var life = try handled(helpers: [CaseLife.helper])
        try life.give(.reply(body: CaseLife.helper, reply: "done"), "2026-11-19 10:00")
        try life.close("2026-11-20 10:00")
        #expect(life.request.nextClock(of: life.request.coHandlers[0], in: life.city) == nil)
        try life.give(.redo(note: nil), "2026-11-23 10:00")
        let helper = life.request.coHandlers[0]
        #expect(helper.repliedAt == nil)
        #expect(life.request.clock(.close, of: helper, in: life.city).startedAt == at("2026-11-23 10:00"))
    }

    // MARK: Approval

    @Test func aReportIsAnsweredByTwoPersons() throws {
        var life = try handled(.test(kind: .report))
        #expect(throws: Refusal.approvalNeeded) {
            try life.give(.reply(body: CaseLife.lead, reply: "reply"), "2026-11-18 15:00")
        }
        try life.give(.draftReply(body: CaseLife.lead, author: "chen", reply: "first"), "2026-11-18 15:00")
        #expect(life.request.replies.isEmpty)
        try life.give(
            .decideDraft(body: CaseLife.lead, approver: "head", approve: false, note: "by whom?"), "2026-11-18 15:10")
        #expect(life.request.draft == nil)
        #expect(life.request.stage == .inProgress)
        try life.give(.draftReply(body: CaseLife.lead, author: "chen", reply: "second"), "2026-11-18 15:20")
        let version = life.request.version
        try life.give(
            .decideDraft(body: CaseLife.lead, approver: "head", approve: true, note: nil), "2026-11-18 15:30")
        #expect(life.request.stage == .closed)
        #expect(life.request.replies.map(\.at) == [at("2026-11-18 15:30")])
        #expect(life.request.replies.map(\.version) == [version])
    }

    // MARK: Supervision

    @Test func anOrderOfSupervisionIsAnsweredWithinItsLimitAndLifted() throws {
        var life = try handled()
        try life.give(.supervise(level: 1, reason: .overdue, note: "why?"), "2026-11-19 10:00")
        #expect(life.request.owesSupervisor)
        // Three working days for level 1; it is the nearest of the clocks that run once the person was contacted.
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-19 10:30")
        #expect(life.request.nextClock(in: life.city)?.kind == .supervision)
        #expect(life.request.clock(.supervision, in: life.city)?.deadline == at("2026-11-24 10:00"))
        try life.give(.answerSupervision(body: CaseLife.lead, note: "tomorrow"), "2026-11-24 10:01")
        #expect(life.request.clock(.supervision, in: life.city)?.state(at: at("2026-11-24 10:01")) == .missed)
        #expect(!life.request.owesSupervisor)
        try life.give(.liftSupervision(note: nil), "2026-11-25 10:00")
        #expect(life.request.supervisionLevel == 0)
        // Lifted is not forgotten: the next order of the round is a higher one.
        #expect(throws: Refusal.supervisionLevelNotHigher) {
            try life.give(.supervise(level: 1, reason: .repeated, note: nil), "2026-11-26 10:00")
        }
        try life.give(.supervise(level: 2, reason: .repeated, note: nil), "2026-11-26 10:00")
        #expect(life.request.supervisionLevel == 2)
    }

    /// A reopened case would otherwise escalate at once.
    @Test func aRequestDoneAgainBeginsWithoutSupervisionAndReminders() throws {
        var life = try handled()
        try life.give(.remind(rule: "red"), "2026-11-19 09:00")
        try life.give(.supervise(level: 3, reason: .overdue, note: nil), "2026-11-19 10:00")
        try life.close("2026-11-20 10:00")
        try life.give(.redo(note: nil), "2026-11-23 10:00")
        #expect(life.request.supervision == nil)
        #expect(life.request.reminders.isEmpty)
        try life.give(.supervise(level: 1, reason: .unresolved, note: nil), "2026-11-24 10:00")
    }

    // MARK: Bad ratings

    @Test func aBadRatingOpensARectificationWithItsOwnClock() throws {
        var life = try handled()
        try life.close("2026-11-20 10:00")
        try life.callBack("2026-11-20 11:00", solved: true, .dissatisfied)
        #expect(life.request.stage == .inProgress)
        #expect(life.request.rounds.count == 2)
        #expect(life.request.clock(.close, in: life.city)?.deadline == at("2026-11-27 11:00"))
        // What was said of the first round stays said.
        #expect(life.request.rounds[0].callBack?.satisfaction == .dissatisfied)
        // More time than the rectification's own limit is not to be had.
        #expect(throws: Refusal.extensionTooLong) {
            try life.give(.requestExtension(ExtensionRequest(amount: .hours(6 * 7), reason: "r")), "2026-11-23 10:00")
        }
        try life.close("2026-11-24 10:00")
        try life.callBack("2026-11-25 11:00", solved: false, .veryDissatisfied)
        // A second bad rating is for the supervisor to look at: no loop.
        #expect(life.request.stage == .calledBack)
    }

    @Test func anUnansweredCallStaysUnansweredAndIsGivenUpAfterThree() throws {
        var life = try handled()
        try life.close("2026-11-20 10:00")
        for (count, time) in ["2026-11-20 11:00", "2026-11-20 15:00", "2026-11-23 10:00"].enumerated() {
            #expect(life.request.clock(.callBack, in: life.city)?.stoppedAt == nil)
            try life.callBack(time, reached: false)
            #expect(life.request.rounds[0].missedCalls == count + 1)
        }
        #expect(life.request.stage == .closed)
        #expect(life.request.hasGivenUpCalling(in: life.city))
        #expect(life.request.nextClock(in: life.city) == nil)
        let facts = FigureFacts(life.request, in: life.city).facts
        #expect(!facts.contains { [.calledBack, .satisfied, .fairlySatisfied].contains($0.measure) })
        // The person may still rate by themselves.
        try life.callBack("2026-11-24 10:00", .satisfied)
        #expect(life.request.stage == .calledBack)
    }

    // MARK: Merging

    @Test func whoWasMergedIsAnsweredAndAskedByThemselves() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.give(.merge(into: Self.main), "2026-11-18 11:00")
        #expect(throws: Refusal.notMerged) {
            try life.give(
                .answerWith(CaseNumber(rawValue: 7), body: CaseLife.lead, reply: "reply"), "2026-11-19 11:00")
        }
        try life.give(.answerWith(Self.main, body: CaseLife.lead, reply: "reply"), "2026-11-20 11:00")
        #expect(life.request.stage == .closed)
        #expect(life.request.lead == CaseLife.lead)
        let measures = FigureFacts(life.request, in: life.city).facts.map(\.measure)
        #expect(!measures.contains(.closed), "the group is closed once")
        #expect(!measures.contains(.due))
        try life.callBack("2026-11-23 11:00", .satisfied)
        #expect(FigureFacts(life.request, in: life.city).facts.map(\.measure).contains(.satisfied))
    }

    @Test func whoIsNotContentWithTheCommonAnswerGoesTheirOwnWayThroughTheDispatcher() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.give(.merge(into: Self.main), "2026-11-18 11:00")
        try life.give(.answerWith(Self.main, body: CaseLife.lead, reply: "reply"), "2026-11-20 11:00")
        try life.callBack("2026-11-23 11:00", solved: false, .veryDissatisfied)
        #expect(life.request.stage == .awaitingDispatch)
        #expect(life.request.mergedInto == nil)
        #expect(life.request.lead == nil)
        #expect(life.request.clock(.dispatch, in: life.city)?.startedAt == at("2026-11-23 11:00"))
        try life.dispatch("2026-11-23 14:00")
        try life.sign("2026-11-23 15:00")
        // The rectification runs from the rating, not from the dispatch.
        #expect(life.request.clock(.close, in: life.city)?.deadline == at("2026-11-30 11:00"))
        try life.close("2026-11-25 15:00")
        #expect(life.request.stage == .closed)
    }

    @Test func mergedThenSplitRunsOnItsOldClock() throws {
        var life = try handled()
        try life.give(.merge(into: Self.main), "2026-11-19 11:00")
        try life.give(.unmerge, "2026-11-23 11:00")
        #expect(life.request.stage == .inProgress)
        #expect(life.request.clock(.close, in: life.city)?.deadline == at("2026-12-09 11:00"))
    }

    @Test func whatWasMergedLateStaysDueForTheBodyThatHadIt() throws {
        var life = try handled()
        try life.give(.merge(into: Self.main), "2026-12-14 11:00")
        try life.give(.answerWith(Self.main, body: CaseLife.lead, reply: "reply"), "2026-12-15 11:00")
        let facts = FigureFacts(life.request, in: life.city).facts
        #expect(facts.contains { $0.measure == .due && $0.day == CityDay("2026-12-09") })
        #expect(!facts.contains { $0.measure == .closedInTime })
    }

    // MARK: Refusals

    @Test func aContestedRefusalIsLookedAtOnceMoreAndThenStands() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.give(.refuse(ground: .outsideGovernment, note: "ask a court"), "2026-11-18 11:00")
        try life.give(.contest(note: "it is the town's road"), "2026-11-19 10:00")
        #expect(life.request.stage == .awaitingDispatch)
        #expect(life.request.clock(.dispatch, in: life.city)?.startedAt == at("2026-11-19 10:00"))
        var taken = life
        try taken.dispatch("2026-11-19 11:00")
        #expect(taken.request.stage == .awaitingSigning)
        try life.give(.refuse(ground: .outsideGovernment, note: "it is not"), "2026-11-19 11:00")
        #expect(life.request.stage == .refused)
        let refused = FigureFacts(life.request, in: life.city).facts.filter { $0.measure == .refused }
        #expect(refused.map(\.day) == [CityDay("2026-11-18")!, CityDay("2026-11-19")!])
    }

    // MARK: Clocks across days off

    @Test func withdrawnWhilePausedStopsEveryClock() throws {
        var life = try handled(helpers: [CaseLife.helper])
        try life.give(.supervise(level: 1, reason: .badEffect, note: nil), "2026-11-19 09:00")
        try life.give(.pause(reason: .proceedings, note: nil), "2026-11-19 10:00")
        try life.give(.withdraw, "2026-11-20 10:00")
        #expect(life.request.stage == .withdrawn)
        for clock in life.request.clocks(in: life.city) where clock.kind != .dispatch && clock.kind != .sign {
            #expect(clock.stoppedAt == at("2026-11-20 10:00"), "\(clock.kind)")
        }
        #expect(life.request.nextClock(of: life.request.coHandlers[0], in: life.city) == nil)
    }

    /// 2026-10-01 to 07 are off; Saturday 10 October is worked.
    @Test func aRectificationAcrossTheNationalHolidayCountsTheSwappedSaturday() throws {
        var life = try CaseLife("2026-09-28 09:00")
        try life.dispatch("2026-09-28 10:00")
        try life.sign("2026-09-28 11:00")
        try life.close("2026-09-29 10:00")
        try life.callBack("2026-09-30 10:00", solved: false, .dissatisfied)
        // 30 September, 8, 9 October, Saturday 10 October, Monday 12: five working days end on the fifth after.
        #expect(life.request.clock(.close, in: life.city)?.deadline == at("2026-10-13 10:00"))
    }
}
