import Casework
import Civics
import TestSupport
import Testing

/// What the city's rules of supervision want done, and when (`supervision.yml` of Foshan). A complaint is signed for and
/// its person contacted within one working day, answered within 15; working hours are 8:30–12:00 and 14:00–17:30.
@Suite struct EscalationTests {
    private func due(
        _ life: CaseLife, _ time: String, same: Int = 1, inForce: String = "2026-01-01 00:00"
    ) -> String? {
        life.request.dueAction(at: at(time), in: life.city, same: same, inForceSince: { _ in at(inForce) })?.rule.id
    }

    /// Carries out what is due, as the system does.
    private func act(_ life: inout CaseLife, _ time: String) throws -> String? {
        let action = life.request.dueAction(at: at(time), in: life.city, inForceSince: { _ in at("2026-01-01 00:00") })
        guard let action else { return nil }
        try life.give(action.command, time)
        return action.rule.id
    }

    /// Signed for and contacted on Wednesday; to be closed until 9 December, 11:00, red from 7 December, 9:15.
    private func handled(_ receipt: Receipt = .test()) throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24", receipt)
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-18 14:10")
        return life
    }

    @Test func nothingIsDueWhileEverythingIsInTime() throws {
        let life = try handled()
        #expect(due(life, "2026-11-18 15:00") == nil)
        #expect(due(life, "2026-12-07 09:10") == nil)
        #expect(life.request.nextLook(after: at("2026-11-18 15:00"), in: life.city) == at("2026-12-07 09:15"))
    }

    @Test func aBodyIsRemindedOnceWhenTheLimitIsNearlyUsedUp() throws {
        var life = try handled()
        #expect(try act(&life, "2026-12-07 09:20") == "close-red")
        #expect(life.request.reminders == ["close-red"])
        #expect(due(life, "2026-12-07 09:30") == nil)
        #expect(due(life, "2026-12-09 10:50") == nil)
        #expect(throws: Refusal.alreadyReminded) { try life.give(.remind(rule: "close-red"), "2026-12-09 10:50") }
    }

    @Test func whatStaysOpenGoesUpLevelByLevel() throws {
        var life = try handled()
        #expect(due(life, "2026-12-09 11:00") != "overdue-1", "at the deadline itself it is in time")
        #expect(try act(&life, "2026-12-09 11:01") == "overdue-1")
        #expect(life.request.supervisionLevel == 1)
        #expect(life.request.supervision?.reason == .overdue)
        #expect(due(life, "2026-12-11 10:59") == nil)
        #expect(try act(&life, "2026-12-11 11:01") == "overdue-2")
        // Level 2 is to be answered within two working days, until Tuesday 11:01.
        #expect(try act(&life, "2026-12-15 11:02") == "unanswered-3")
        #expect(life.request.supervisionLevel == 3)
        #expect(due(life, "2026-12-16 11:02") == nil, "there is no fourth level")
    }

    @Test func anOrderThatIsAnsweredGoesUpOnlyWhenItStaysOpen() throws {
        var life = try handled()
        _ = try act(&life, "2026-12-09 11:01")
        try life.give(.answerSupervision(body: CaseLife.lead, note: "on Friday"), "2026-12-09 14:30")
        #expect(due(life, "2026-12-10 15:00") == nil)
        #expect(try act(&life, "2026-12-11 11:01") == "overdue-2")
        try life.close("2026-12-11 14:30")
        #expect(due(life, "2026-12-18 11:01") == nil)
        #expect(life.request.nextLook(after: at("2026-12-18 11:01"), in: life.city) == nil)
    }

    /// The server stood still from 4 to 17 December.
    @Test func aRequestThatSeveralRulesWereMissedOnGetsTheWeightiestOnly() throws {
        var life = try handled()
        #expect(try act(&life, "2026-12-17 09:00") == "overdue-3")
        #expect(life.request.supervisionLevel == 3)
        #expect(due(life, "2026-12-17 09:01") == nil)
        #expect(life.request.reminders == ["overdue-3"])
    }

    @Test func twoRemindersOfOneMomentBecomeOne() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        // Signing and contact were both due on the 19th at 11:00.
        #expect(try act(&life, "2026-11-19 11:10") == "sign-overdue")
        #expect(due(life, "2026-11-19 11:20") == nil)
        try life.sign("2026-11-19 14:00")
        #expect(due(life, "2026-11-19 14:10") == nil)
    }

    @Test func whatWasLateBeforeTheRuleCameIntoForceIsLeftToPeople() throws {
        let life = try handled()
        #expect(due(life, "2026-12-18 09:00", inForce: "2026-12-10 09:00") == nil)
        #expect(due(life, "2026-12-18 09:00", inForce: "2026-12-09 09:00") == "overdue-3")
        #expect(life.request.dueAction(at: at("2026-12-18 09:00"), in: life.city, inForceSince: { _ in nil }) == nil)
    }

    @Test func ordinaryMattersWaitForWorkingHoursAndUrgentOnesDoNot() throws {
        let life = try handled()
        #expect(due(life, "2026-12-09 12:30") == nil)
        #expect(due(life, "2026-12-09 23:00") == nil)
        #expect(due(life, "2026-12-12 10:00") == nil, "a Saturday")
        #expect(due(life, "2026-12-10 08:30") == "overdue-1")
        // Two hours of a critical matter end on Sunday at 3:00.
        var critical = try CaseLife("2026-11-22 00:30", .test(kind: .help, urgency: .critical))
        try critical.dispatch("2026-11-22 01:00")
        try critical.sign("2026-11-22 01:10")
        try critical.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-22 01:20")
        #expect(try act(&critical, "2026-11-22 03:01") == "overdue-1")
        #expect(due(critical, "2026-11-22 03:14") == nil)
        #expect(try act(&critical, "2026-11-22 03:15") == "critical-overdue-2")
        #expect(try act(&critical, "2026-11-22 04:01") == "critical-overdue-3")
    }

    @Test func aReopenedCaseDoesNotEscalateAtOnce() throws {
        // An enquiry, to be answered within two working days: late from the 20th, 11:00.
        var life = try handled(.test(kind: .enquiry))
        #expect(try act(&life, "2026-11-30 09:00") == "overdue-3")
        try life.close("2026-11-30 10:00")
        try life.give(.redo(note: nil), "2026-12-01 10:00")
        #expect(due(life, "2026-12-01 10:01") == nil)
        // A round of its own; nothing before its own red.
        #expect(life.request.nextLook(after: at("2026-12-01 10:01"), in: life.city) == at("2026-12-02 16:54"))
        #expect(try act(&life, "2026-12-03 10:01") == "overdue-1")
    }

    @Test func whoHasUrgedThreeTimesIsHeard() throws {
        var life = try handled()
        for time in ["2026-11-19 09:00", "2026-11-20 09:00"] { try life.give(.urge(note: nil), time) }
        #expect(due(life, "2026-11-20 09:01") == nil)
        try life.give(.urge(note: nil), "2026-11-23 09:00")
        #expect(try act(&life, "2026-11-23 09:01") == "urged-3")
        #expect(life.request.supervision?.reason == .repeated)
        try life.give(.urge(note: nil), "2026-11-23 09:05")
        #expect(due(life, "2026-11-23 09:06") == nil, "once a round")
    }

    @Test func theThirdRequestOfOnePersonAboutOneMatterIsTold() throws {
        let life = try CaseLife("2026-11-18 10:24")
        #expect(due(life, "2026-11-18 10:25", same: 2) == nil)
        #expect(due(life, "2026-11-18 10:25", same: 3) == "same-3")
        #expect(life.request.nextLook(after: life.request.lastEventAt, in: life.city) == at("2026-11-18 10:24"))
    }

    @Test func aClockThatStandsStillForLongIsTold() throws {
        var life = try handled()
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-19 09:00")
        #expect(due(life, "2026-12-16 17:00") == nil)
        #expect(due(life, "2026-12-17 09:10") == "paused-long")
        try life.give(.resume, "2026-12-17 09:20")
        #expect(due(life, "2026-12-17 09:30") == nil)
    }

    @Test func lateInSpiteOfAnExtensionIsTheSecondLevelAtOnce() throws {
        var life = try handled()
        try life.give(.requestExtension(ExtensionRequest(amount: .hours(7), reason: "r")), "2026-12-08 09:00")
        try life.give(.decideExtension(grant: true), "2026-12-08 10:00")
        #expect(due(life, "2026-12-09 11:01") != "overdue-1")
        #expect(try act(&life, "2026-12-10 11:01") == "extended-overdue")
        #expect(life.request.supervisionLevel == 2)
    }

    // MARK: Bodies that help

    /// A helper answers within twelve working days, four fifths of fifteen: until 4 December, 11:00, red from 2 December,
    /// 14:24 (71.4 of 84 hours).
    private func helped(_ helpers: [OrganisationID] = [CaseLife.helper]) throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00", helpers: helpers)
        try life.sign("2026-11-18 14:00")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-18 14:10")
        return life
    }

    private func reminded(_ life: inout CaseLife, _ time: String) throws -> String? {
        let rule = try act(&life, time)
        guard case .helperReminded(let id, let body)? = life.events.last?.event, id == rule else {
            return rule.map { "\($0) to the lead" }
        }
        return "\(id) to \(body)"
    }

    @Test func aHelperIsUrgedByItsOwnClockAndTheLeadIsNot() throws {
        var life = try helped()
        #expect(due(life, "2026-11-19 11:00") == nil, "at the limit itself it is in time")
        #expect(try reminded(&life, "2026-11-19 11:01") == "helper-sign-overdue to \(CaseLife.helper)")
        #expect(due(life, "2026-11-19 11:02") == nil, "once")
        try life.sign("2026-11-19 14:00", by: CaseLife.helper)
        #expect(due(life, "2026-12-02 14:23") == nil)
        #expect(try reminded(&life, "2026-12-02 14:24") == "helper-red to \(CaseLife.helper)")
        #expect(try reminded(&life, "2026-12-04 11:01") == "helper-overdue to \(CaseLife.helper)")
        // Two working days later somebody else has to know; the lead still has time.
        #expect(due(life, "2026-12-07 09:10") == nil)
        #expect(life.request.reminders.isEmpty && life.request.supervision == nil)
        var silent = life
        #expect(try reminded(&silent, "2026-12-07 09:15") == "close-red to the lead")
        #expect(try reminded(&silent, "2026-12-08 11:00") == "helper-overdue-long to \(CaseLife.helper)")
        #expect(throws: Refusal.alreadyReminded) {
            try silent.give(.remindHelper(rule: "helper-overdue", body: CaseLife.helper), "2026-12-08 11:10")
        }
    }

    @Test func eachHelperIsUrgedByItself() throws {
        let water = "fs-water"
        var life = try helped([CaseLife.helper, water])
        try life.sign("2026-11-18 16:00", by: water)
        #expect(try reminded(&life, "2026-11-19 11:01") == "helper-sign-overdue to \(CaseLife.helper)")
        #expect(due(life, "2026-11-19 11:01") == nil, "the other one has signed")
        try life.give(.reply(body: CaseLife.helper, reply: "done"), "2026-11-20 09:00")
        #expect(try reminded(&life, "2026-12-04 11:01") == "helper-overdue to \(water)")
        #expect(due(life, "2026-12-04 11:02") == nil, "who has answered is left in peace")
        // Both late, both urged, one after the other.
        var both = try helped([CaseLife.helper, water])
        let first = try reminded(&both, "2026-12-04 11:01")
        let second = try reminded(&both, "2026-12-04 11:01")
        #expect(Set([first, second]) == Set([CaseLife.helper, water].map { "helper-sign-overdue to \($0)" }))
        #expect(try reminded(&both, "2026-12-04 11:02") == nil)
    }

    @Test func aHelperIsUrgedForNothingThatIsNotItsOwn() throws {
        var life = try helped()
        try life.returnToDispatcher("2026-11-19 10:00", by: CaseLife.helper)
        #expect(due(life, "2026-12-04 11:01") == nil, "it asks to be let go: the dispatcher has to decide")
        try life.give(.adjudicateHelper(body: CaseLife.helper, release: false), "2026-12-04 14:00")
        #expect(due(life, "2026-12-04 14:01") == "helper-sign-overdue")
        var paused = try helped()
        try paused.sign("2026-11-18 15:00", by: CaseLife.helper)
        try paused.give(.pause(reason: .inspection, note: nil), "2026-11-19 09:00")
        #expect(due(paused, "2026-12-04 11:01") == nil, "the lead's pause is the helper's")
        var closed = try helped()
        try closed.close("2026-11-20 09:00")
        #expect(due(closed, "2026-12-10 11:01") == nil)
        #expect(throws: Refusal.notHandledByBody) {
            var other = try helped()
            try other.give(.remindHelper(rule: "helper-overdue", body: CaseLife.lead), "2026-12-04 11:01")
        }
    }

    @Test func aRedoAsksTheHelperAgainAndUrgesItAgain() throws {
        var life = try helped()
        #expect(try reminded(&life, "2026-12-04 11:01") == "helper-sign-overdue to \(CaseLife.helper)")
        try life.close("2026-12-04 14:00")
        try life.give(.redo(note: nil), "2026-12-04 15:00")
        #expect(life.request.coHandlers[0].reminders.isEmpty)
        #expect(due(life, "2026-12-07 15:00") == nil)
        #expect(try reminded(&life, "2026-12-07 15:01") == "helper-sign-overdue to \(CaseLife.helper)")
        // Twelve working days from the redo.
        #expect(due(life, "2026-12-22 15:00") != "helper-overdue")
        #expect(try reminded(&life, "2026-12-22 15:01") == "helper-overdue to \(CaseLife.helper)")
    }

    @Test func theRulesLookAgainWhenAHelpersClockRunsOut() throws {
        var life = try helped()
        try life.sign("2026-11-18 15:00", by: CaseLife.helper)
        let now = at("2026-11-18 15:00")
        #expect(life.request.nextLook(after: now, in: life.city) == at("2026-12-02 14:24"))
        #expect(try act(&life, "2026-12-02 14:25") == "helper-red")
        #expect(
            life.request.nextLook(after: at("2026-12-02 14:25"), in: life.city)
                == Instant(milliseconds: at("2026-12-04 11:00").milliseconds + 1), "a moment after the limit")
    }

    @Test func anUndispatchedRequestHasNobodyToSupervise() throws {
        var life = try CaseLife("2026-11-18 10:24")
        for minute in 30...32 { try life.give(.urge(note: nil), "2026-11-18 10:\(minute)") }
        #expect(due(life, "2026-11-18 10:40") == nil)
        #expect(due(life, "2026-11-19 08:40") == "dispatch-red")
        #expect(due(life, "2026-11-19 10:25") == "dispatch-overdue")
        try life.dispatch("2026-11-19 11:00")
        #expect(due(life, "2026-11-19 11:01") == "urged-3")
    }

    @Test func anOrderGivenByHandIsNotRepeatedByARule() throws {
        var life = try handled()
        try life.give(.supervise(level: 2, reason: .badEffect, note: nil), "2026-12-09 10:00")
        #expect(due(life, "2026-12-09 11:01") == nil)
        #expect(try act(&life, "2026-12-11 10:01") == "unanswered-3")
    }

    @Test func aLimitThatReachesIntoAYearWithoutCalendarEscalatesNothing() throws {
        var life = try CaseLife("2026-12-28 10:00")
        try life.dispatch("2026-12-28 11:00")
        try life.sign("2026-12-28 14:00")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-12-28 14:10")
        #expect(life.request.clock(.close, in: life.city)?.deadline == nil)
        #expect(due(life, "2027-03-01 10:00") == nil)
        #expect(life.request.nextLook(after: at("2026-12-29 10:00"), in: life.city) == nil)
    }
}
