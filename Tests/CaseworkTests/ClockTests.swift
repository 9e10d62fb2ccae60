import Casework
import Civics
import TestSupport
import Testing

/// Clocks as people count them by hand. A complaint is dispatched within 24 hours, signed for and its person contacted
/// within one working day (seven hours), answered within 15 working days; yellow from half of the time, red from 85 %.
@Suite struct ClockTests {
    private func clock(_ kind: Clock.Kind, _ life: CaseLife) throws -> Clock {
        try #require(life.request.clock(kind, in: life.city))
    }

    private func text(_ moment: Instant?) -> String? { moment.map(TestCity.foshan.zone.minuteText) }

    private func inProgress() throws -> CaseLife {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        return life
    }

    // MARK: Colours

    @Test func theDispatchClockCountsHoursOfTheDayAndTheNight() throws {
        let clock = try clock(.dispatch, CaseLife("2026-11-18 10:24"))
        #expect(text(clock.deadline) == "2026-11-19 10:24")
        // 85 % of 24 hours are 20 hours and 24 minutes.
        for (time, state) in [
            ("2026-11-18 10:24", Clock.State.green), ("2026-11-18 22:23", .green), ("2026-11-18 22:24", .yellow),
            ("2026-11-19 06:47", .yellow), ("2026-11-19 06:48", .red), ("2026-11-19 10:24", .red),
            ("2026-11-19 10:25", .overdue),
        ] {
            #expect(clock.state(at: at(time)) == state, "\(time)")
        }
        let deadline = try #require(clock.deadline)
        #expect(clock.state(at: Instant(milliseconds: deadline.milliseconds + 1)) == .overdue)
    }

    @Test func aWorkingDayTurnsYellowAndRedInWorkingTime() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        let clock = try clock(.sign, life)
        #expect(text(clock.deadline) == "2026-11-19 11:00")
        // Half of seven hours: one until noon, two and a half from 14:00.
        #expect(text(clock.yellowAt) == "2026-11-18 16:30")
        // 5 h 57 min: four and a half until 17:30, 1 h 27 min from 08:30.
        #expect(text(clock.redAt) == "2026-11-19 09:57")
        #expect(clock.state(at: at("2026-11-18 23:00")) == .yellow)
    }

    @Test func fifteenWorkingDaysTurnYellowAfterSevenAndAHalf() throws {
        let clock = try clock(.close, inProgress())
        #expect(text(clock.deadline) == "2026-12-09 11:00")
        #expect(text(clock.yellowAt) == "2026-11-27 16:30")
        // 12.75 days: twelve to 4 December 11:00, then 4.5 h to closing and 45 min on Monday.
        #expect(text(clock.redAt) == "2026-12-07 09:15")
        #expect(clock.total == .hours(105))
        #expect(clock.used(at: at("2026-11-19 11:00"), calendar: TestCity.foshan.calendar) == .hours(7))
        #expect(clock.used(at: at("2026-12-10 11:00"), calendar: TestCity.foshan.calendar) == .hours(112))
    }

    @Test func anUrgentMatterIsCountedThroughTheNight() throws {
        var life = try CaseLife("2026-11-20 22:00", .test(kind: .help, urgency: .urgent))
        try life.dispatch("2026-11-20 22:30")
        #expect(text(try clock(.sign, life).deadline) == "2026-11-21 00:30")
        #expect(text(try clock(.close, life).deadline) == "2026-11-21 22:30")
        #expect(text(try clock(.close, life).yellowAt) == "2026-11-21 10:30")
        let used = try clock(.close, life).used(at: at("2026-11-21 01:30"), calendar: life.city.calendar)
        #expect(used == .hours(3))
    }

    @Test func aClockThatStoppedInTimeIsMetAndLateOneMissed() throws {
        var life = try CaseLife("2026-11-18 10:24")
        #expect(life.request.clock(.sign, in: life.city) == nil)
        #expect(life.request.clock(.close, in: life.city) == nil)
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-19 11:00")
        try life.close("2026-12-09 11:01")
        #expect(try clock(.dispatch, life).state(at: at("2027-01-01 00:00")) == .met)
        #expect(try clock(.sign, life).state(at: at("2027-01-01 00:00")) == .met)
        #expect(try clock(.close, life).state(at: at("2027-01-01 00:00")) == .missed)
        #expect(
            try clock(.close, life).used(at: at("2026-12-31 00:00"), calendar: life.city.calendar) == .minutes(6301))
    }

    @Test func aMatterThatAllowsNoTimeIsDueAtOnce() throws {
        let now = TimeLimit("0 working days")!
        let limits = ServiceLimits(dispatch: now, sign: now, contact: now, close: now)
        let clock = try clock(.dispatch, CaseLife("2026-11-18 12:30", .test(limits: limits)))
        #expect(clock.deadline == at("2026-11-18 12:30"))
        #expect(clock.state(at: at("2026-11-18 12:30")) == .red)
        #expect(clock.state(at: at("2026-11-18 12:31")) == .overdue)
    }

    // MARK: Pauses, extensions, redo

    @Test func whatIsLeftAtAPauseIsLeftAfterIt() throws {
        var life = try inProgress()
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-19 09:00")
        var close = try clock(.close, life)
        // Used: 1 h and 3.5 h on Wednesday, half an hour on Thursday.
        #expect(close.leftAtPause == .hours(100))
        #expect(close.deadline == nil)
        #expect(close.gap == nil)
        #expect(close.state(at: at("2027-06-01 00:00")) == .paused)
        #expect(close.used(at: at("2027-06-01 00:00"), calendar: life.city.calendar) == .hours(5))
        #expect(life.request.nextClock(in: life.city)?.kind == .close)
        try life.give(.resume, "2026-11-23 09:00")
        close = try clock(.close, life)
        // Two working days stood still: from 9 to 11 December.
        #expect(text(close.deadline) == "2026-12-11 11:00")
        // Half of 105 h: 47.5 h after the resumption, six days and 5.5 h: 1 December 09:00, then to 16:30.
        #expect(text(close.yellowAt) == "2026-12-01 16:30")
    }

    @Test func twoPausesAreBothLeftOut() throws {
        var life = try inProgress()
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-19 09:00")
        try life.give(.resume, "2026-11-20 09:00")
        try life.give(.pause(reason: .waitingForPerson, note: nil), "2026-11-20 12:30")
        try life.give(.resume, "2026-11-20 13:30")
        // One working day, and a lunch break, which is no working time.
        #expect(text(try clock(.close, life).deadline) == "2026-12-10 11:00")
    }

    @Test func aGrantedExtensionIsAddedAndARefusedOneIsNot() throws {
        var life = try inProgress()
        try life.give(.requestExtension(ExtensionRequest(amount: .hours(21), reason: "reason")), "2026-11-19 09:00")
        #expect(text(try clock(.close, life).deadline) == "2026-12-09 11:00")
        var refused = life
        try refused.give(.decideExtension(grant: false), "2026-11-19 10:00")
        #expect(text(try clock(.close, refused).deadline) == "2026-12-09 11:00")
        try life.give(.decideExtension(grant: true), "2026-11-19 10:00")
        let close = try clock(.close, life)
        #expect(text(close.deadline) == "2026-12-14 11:00")
        #expect(close.total == .hours(126))
        // Half of 18 days.
        #expect(text(close.yellowAt) == "2026-12-01 11:00")
    }

    @Test func aRedoRunsOnItsOwnClockAndLeavesTheFirstAsItWas() throws {
        var life = try inProgress()
        try life.close("2026-11-20 10:00")
        let first = try clock(.close, life)
        try life.give(.redo(note: nil), "2026-11-23 09:00")
        #expect(text(try clock(.close, life).deadline) == "2026-12-14 09:00")
        #expect(life.request.closeClock(life.request.rounds[0], in: life.city) == first)
        // The new round has an extension of its own.
        try life.give(.requestExtension(ExtensionRequest(amount: .hours(7), reason: "reason")), "2026-11-23 10:00")
        try life.give(.decideExtension(grant: true), "2026-11-23 11:00")
        #expect(text(try clock(.close, life).deadline) == "2026-12-15 09:00")
    }

    @Test func anAnswerCountsAsContactEvenWhenItIsRedone() throws {
        var life = try inProgress()
        try life.close("2026-11-18 17:00")
        #expect(try clock(.contact, life).state(at: at("2026-11-30 09:00")) == .met)
        try life.give(.redo(note: nil), "2026-11-23 09:00")
        #expect(try clock(.contact, life).state(at: at("2026-11-30 09:00")) == .met)
    }

    // MARK: Returns

    @Test func aReturnStopsTheSignClockWhileTheAnswersClockRunsOn() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.returnToDispatcher("2026-11-18 15:00")
        #expect(try clock(.sign, life).state(at: at("2026-11-25 09:00")) == .met)
        #expect(life.request.nextClock(in: life.city)?.kind == .close)
        #expect(text(life.request.nextClock(in: life.city)?.deadline) == "2026-12-09 11:00")
    }

    @Test func anAcceptedReturnStartsTheDispatchClockAgain() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.returnToDispatcher("2026-11-19 10:00")
        try life.give(.adjudicate(designate: nil), "2026-11-19 16:00")
        let next = try #require(life.request.nextClock(in: life.city))
        #expect(next.kind == .dispatch)
        #expect(next.stoppedAt == nil)
        #expect(text(next.deadline) == "2026-11-20 16:00")
        #expect(next.state(at: at("2026-11-19 16:10")) == .green)
        #expect(life.request.clock(.sign, in: life.city) == nil)
        try life.dispatch("2026-11-20 09:00", lead: CaseLife.stranger)
        #expect(try clock(.dispatch, life).state(at: at("2026-11-30 09:00")) == .met)
        // A new body, a new time to sign; the person has waited all the while.
        #expect(text(try clock(.sign, life).deadline) == "2026-11-23 09:00")
        #expect(text(try clock(.contact, life).deadline) == "2026-11-19 11:00")
        #expect(text(try clock(.close, life).deadline) == "2026-12-09 11:00")
    }

    @Test func aDesignatedBodyHasTheWholeTimeToSign() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.returnToDispatcher("2026-11-18 15:00")
        try life.give(.adjudicate(designate: CaseLife.lead), "2026-11-19 10:00")
        #expect(text(try clock(.sign, life).deadline) == "2026-11-20 10:00")
        #expect(try clock(.dispatch, life).state(at: at("2026-11-30 09:00")) == .met)
        #expect(text(try clock(.close, life).deadline) == "2026-12-09 11:00")
    }

    // MARK: Ends

    @Test func withdrawalStopsEveryClockEvenAPausedOne() throws {
        var life = try inProgress()
        try life.give(.pause(reason: .proceedings, note: nil), "2026-11-19 09:00")
        try life.give(.withdraw, "2026-11-19 10:00")
        #expect(life.request.nextClock(in: life.city) == nil)
        for clock in life.request.clocks(in: life.city) {
            #expect(clock.state(at: at("2027-01-15 00:00")) == .met, "\(clock.kind)")
        }
    }

    @Test func refusalAfterAReturnStopsEveryClock() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.returnToDispatcher("2026-11-18 15:00")
        try life.give(.adjudicate(designate: nil), "2026-11-18 16:00")
        try life.give(.refuse(ground: .outsideGovernment, note: nil), "2026-11-18 16:30")
        #expect(life.request.clocks(in: life.city).map(\.kind) == [.dispatch, .contact, .close])
        for clock in life.request.clocks(in: life.city) {
            #expect(clock.state(at: at("2026-12-31 00:00")) == .met, "\(clock.kind)")
        }
    }

    @Test func aMergedRequestHasNoClockToWatchUntilItStandsAloneAgain() throws {
        var life = try inProgress()
        let before = life.request.nextClock(in: life.city)
        try life.give(.merge(into: CaseNumber(rawValue: 261_117_000_007)), "2026-11-18 15:00")
        #expect(life.request.nextClock(in: life.city) == nil)
        try life.give(.unmerge, "2026-11-18 16:00")
        #expect(life.request.nextClock(in: life.city) == before)
    }

    @Test func theCallBackClockStopsOnlyWhenSomebodyIsReached() throws {
        var life = try inProgress()
        try life.close("2026-11-20 10:00")
        #expect(text(life.request.nextClock(in: life.city)?.deadline) == "2026-11-24 10:00")
        try life.callBack("2026-11-20 11:00", solved: nil, nil, reached: false)
        #expect(life.request.nextClock(in: life.city)?.kind == .callBack)
        #expect(try clock(.callBack, life).state(at: at("2026-11-25 09:00")) == .overdue)
        try life.callBack("2026-11-24 11:00")
        #expect(try clock(.callBack, life).state(at: at("2026-11-25 09:00")) == .missed)
        #expect(life.request.nextClock(in: life.city) == nil)
    }

    @Test func theNearestOfContactAndAnswerIsWatched() throws {
        var life = try inProgress()
        #expect(life.request.nextClock(in: life.city)?.kind == .contact)
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-18 15:00")
        #expect(life.request.nextClock(in: life.city)?.kind == .close)
        // An urgent matter is to be answered within 24 hours; contact within 2.
        var urgent = try CaseLife("2026-11-18 10:24", .test(urgency: .urgent))
        #expect(urgent.request.nextClock(in: urgent.city)?.kind == .dispatch)
        try urgent.dispatch("2026-11-18 10:30")
        #expect(urgent.request.nextClock(in: urgent.city)?.kind == .sign)
        try urgent.sign("2026-11-18 10:40")
        #expect(urgent.request.nextClock(in: urgent.city)?.kind == .contact)
    }

    // MARK: Calendar

    @Test func aHolidayInTheMiddleIsNotCounted() throws {
        // Enquiry: two working days. 30 September, then 8 and 9 October.
        var life = try CaseLife("2026-09-30 08:45", .test(kind: .enquiry))
        try life.dispatch("2026-09-30 09:00")
        #expect(text(try clock(.close, life).deadline) == "2026-10-09 09:00")
        #expect(try clock(.sign, life).state(at: at("2026-10-07 23:59")) == .red)
    }

    @Test func aDeadlineInAYearWithoutACalendarIsUnknownAndTheCaseGoesOn() throws {
        var life = try CaseLife("2026-12-23 10:00")
        try life.dispatch("2026-12-23 11:00")
        let close = try clock(.close, life)
        #expect(close.deadline == nil)
        #expect(close.gap == CalendarGap(year: 2027))
        #expect(close.state(at: at("2026-12-24 09:00")) == .unknown)
        #expect(close.used(at: at("2026-12-24 09:00"), calendar: life.city.calendar) == nil)
        // One working day is still known.
        #expect(text(try clock(.sign, life).deadline) == "2026-12-24 11:00")
        try life.sign("2026-12-23 15:00")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-12-23 16:00")
        #expect(life.request.nextClock(in: life.city)?.state(at: at("2026-12-30 09:00")) == .unknown)
        try life.give(.pause(reason: .inspection, note: nil), "2026-12-24 09:00")
        #expect(try clock(.close, life).state(at: at("2026-12-30 09:00")) == .paused)
        try life.give(.resume, "2027-01-05 09:00")
        try life.give(.requestExtension(ExtensionRequest(amount: .hours(7), reason: "reason")), "2027-01-05 10:00")
        try life.give(.decideExtension(grant: true), "2027-01-05 11:00")
        try life.close("2027-01-06 09:00")
        #expect(try clock(.close, life).state(at: at("2027-01-07 09:00")) == .unknown)
        try life.callBack("2027-01-07 09:00")
        #expect(life.request.stage == .calledBack)
        let measures = Set(FigureFacts(life.request, in: life.city).facts.map(\.measure))
        #expect(measures.isDisjoint(with: [.due, .closedInTime, .handlingMinutes]))
        #expect(measures.isSuperset(of: [.received, .dispatched, .closed, .calledBack, .contactedInTime]))
    }
}
