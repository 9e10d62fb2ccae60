import Casework
import Civics
import TestSupport
import Testing

/// Every transition of a request's life, told as a story. 18 November 2026 is a Wednesday in an ordinary week.
@Suite struct RequestLifeTests {
    private typealias Stage = ServiceRequest.Stage

    @Test func aRequestGoesFromReceiptToCallBackAndTheArchive() throws {
        var life = try CaseLife("2026-11-18 10:24")
        #expect(life.request.stage == .awaitingDispatch)
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        #expect(life.request.stage == .awaitingSigning)
        #expect(life.request.bodies == [CaseLife.lead, CaseLife.helper])
        try life.give(.sign(body: CaseLife.lead, handler: "handler3012"), "2026-11-18 14:30")
        #expect(life.request.stage == .inProgress)
        #expect(life.request.handler == "handler3012")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: "note"), "2026-11-18 15:00")
        try life.give(.reply(body: CaseLife.lead, reply: "reply"), "2026-11-20 09:00")
        try life.give(.close(body: CaseLife.lead, reply: nil), "2026-11-20 10:00")
        #expect(life.request.stage == .closed)
        #expect(life.request.closedAt == at("2026-11-20 10:00"))
        try life.callBack("2026-11-23 09:00")
        #expect(life.request.stage == .calledBack)
        try life.give(.archive, "2026-12-23 09:00")
        #expect(life.request.stage == .archived)
        #expect(life.request.version == life.events.count)
    }

    @Test func aReportAlwaysProtectsWhoMadeIt() throws {
        #expect(try CaseLife("2026-11-18 10:24", .test(kind: .report)).request.isProtected)
        #expect(try !CaseLife("2026-11-18 10:24").request.isProtected)
        #expect(try CaseLife("2026-11-18 10:24", .test(isProtected: true)).request.isProtected)
    }

    @Test func aComplaintFoundToBeAReportProtectsWhoMadeItFromThenOn() throws {
        var life = try CaseLife("2026-11-18 10:24")
        let limits = life.request.limits
        func classification(_ kind: RequestKind) -> RequestCommand {
            .classify(
                Classification(kind: kind, urgency: .ordinary, category: "010501", place: "440605011", limits: limits))
        }
        try life.give(classification(.report), "2026-11-18 10:30")
        #expect(life.request.isProtected)
        try life.give(classification(.complaint), "2026-11-18 10:40")
        #expect(life.request.isProtected)
    }

    @Test func classifyingAnewChangesKindPlaceUrgencyAndLimits() throws {
        var life = try CaseLife("2026-11-18 10:24")
        let urgent = try #require(life.city.limits.limits(kind: .help, urgency: .urgent, line: .public))
        try life.give(
            .classify(
                Classification(
                    kind: .help, urgency: .urgent, category: "010201", place: "440605011901", limits: urgent)),
            "2026-11-18 10:30")
        #expect(life.request.kind == .help)
        #expect(life.request.urgency == .urgent)
        #expect(life.request.category == "010201")
        #expect(life.request.place == "440605011901")
        #expect(life.request.limits == urgent)
        // Two hours from receipt, not from the classification.
        #expect(life.request.clock(.dispatch, in: life.city)?.deadline == at("2026-11-18 12:24"))
    }

    @Test func aBodyNamedTwiceHelpsOnceAndTheLeadDoesNotHelpItself() throws {
        var life = try CaseLife("2026-11-18 10:24")
        let events = try life.give(
            .dispatch(
                Dispatch(
                    lead: CaseLife.lead, coHandlers: [CaseLife.helper, CaseLife.lead, CaseLife.helper, "fs-water"])),
            "2026-11-18 11:00")
        #expect(events == [.dispatched(Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper, "fs-water"]))])
        #expect(life.request.coHandlers.map(\.body) == [CaseLife.helper, "fs-water"])
    }

    @Test func anAcceptedReturnGoesBackToTheDispatcherAndToAnotherBody() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        try life.returnToDispatcher("2026-11-18 15:00")
        #expect(life.request.stage == .awaitingAdjudication)
        #expect(life.request.returnedBy == CaseLife.lead)
        try life.give(.adjudicate(designate: nil), "2026-11-18 16:00")
        #expect(life.request.stage == .awaitingDispatch)
        #expect(life.request.lead == nil)
        #expect(life.request.bodies.isEmpty)
        try life.dispatch("2026-11-18 16:30", lead: CaseLife.stranger)
        #expect(life.request.stage == .awaitingSigning)
        #expect(life.request.dispatches == 2)
        // The second body may return it as well: it was not designated.
        try life.returnToDispatcher("2026-11-18 17:00", by: CaseLife.stranger)
        #expect(life.request.returns == 2)
    }

    @Test func aDesignatedBodyKeepsTheRequest() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        try life.returnToDispatcher("2026-11-18 15:00")
        try life.give(.adjudicate(designate: CaseLife.helper), "2026-11-18 16:00")
        #expect(life.request.stage == .awaitingSigning)
        #expect(life.request.lead == CaseLife.helper)
        #expect(life.request.coHandlers.isEmpty)
        #expect(life.request.isDesignated)
        #expect(throws: Refusal.returnAfterDesignation) {
            try life.returnToDispatcher("2026-11-18 16:30", by: CaseLife.helper)
        }
        try life.sign("2026-11-18 17:00", by: CaseLife.helper)
        try life.close("2026-11-19 09:00", by: CaseLife.helper)
        #expect(life.request.stage == .closed)
    }

    @Test func contactByTheLeadSignsForTheRequest() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.give(.contact(body: CaseLife.lead, means: .phone, note: nil), "2026-11-18 11:30")
        #expect(life.request.stage == .inProgress)
        #expect(life.request.signedAt == at("2026-11-18 11:30"))
        // Later contacts do not move the first.
        try life.give(.contact(body: CaseLife.lead, means: .visit, note: nil), "2026-11-19 11:30")
        #expect(life.request.contactedAt == at("2026-11-18 11:30"))
    }

    @Test func contactByAHelperDoesNotSignForTheLead() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        try life.give(.contact(body: CaseLife.helper, means: .phone, note: nil), "2026-11-18 11:30")
        #expect(life.request.stage == .awaitingSigning)
        #expect(life.request.contactedAt == at("2026-11-18 11:30"))
    }

    @Test func aReplySignsForTheRequestWhereNobodyHasSigned() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        #expect(
            try life.give(.reply(body: CaseLife.helper, reply: "reply"), "2026-11-18 12:00")
                == [.signed(body: CaseLife.helper, handler: nil), .replied(body: CaseLife.helper, reply: "reply")])
        #expect(life.request.stage == .awaitingSigning)
        #expect(life.request.coHandlers.first?.repliedAt == at("2026-11-18 12:00"))
        try life.give(.reply(body: CaseLife.lead, reply: "reply"), "2026-11-18 12:30")
        #expect(life.request.stage == .inProgress)
        // A helper's reply is no answer to the person; the lead's is.
        try life.give(.close(body: CaseLife.lead, reply: nil), "2026-11-18 12:40")
        #expect(life.request.stage == .closed)
    }

    @Test func closingWithAReplyWritesBoth() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        #expect(
            try life.give(.close(body: CaseLife.lead, reply: "reply"), "2026-11-18 15:00")
                == [.replied(body: CaseLife.lead, reply: "reply"), .closed])
    }

    @Test func aPausedRequestGoesOnWhereItStopped() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        try life.give(.pause(reason: .inspection, note: nil), "2026-11-19 09:00")
        #expect(life.request.stage == .paused)
        try life.give(.note("note"), "2026-11-19 10:00")
        try life.give(.resume, "2026-11-23 09:00")
        #expect(life.request.stage == .inProgress)
        try life.give(.pause(reason: .waitingForPerson, note: "note"), "2026-11-24 09:00")
        try life.close("2026-11-24 10:00")
        #expect(life.request.stage == .closed)
        #expect(life.request.rounds[0].pauses.map(\.to) == [at("2026-11-23 09:00"), at("2026-11-24 10:00")])
    }

    @Test func redoingStartsANewRoundWithTheSameBodyAndAsksAgain() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        try life.close("2026-11-20 10:00")
        try life.callBack("2026-11-23 09:00", solved: false, .fairlySatisfied)
        try life.give(.redo(note: nil), "2026-11-23 09:10")
        #expect(life.request.stage == .inProgress)
        #expect(life.request.lead == CaseLife.lead)
        #expect(life.request.redos == 1)
        #expect(life.request.callBack == nil)
        // The old reply is no answer to the new round.
        #expect(throws: Refusal.noReply) { try life.give(.close(body: CaseLife.lead, reply: nil), "2026-11-23 10:00") }
        try life.close("2026-11-25 10:00")
        try life.callBack("2026-11-26 09:00")
        try life.give(.redo(note: "note"), "2026-11-27 09:00")
        #expect(life.request.redos == 2)
        #expect(life.request.rounds.map(\.wasRedone) == [true, true, false])
    }

    @Test func aCallThatNobodyAnsweredIsMadeAgain() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        try life.close("2026-11-20 10:00")
        try life.callBack("2026-11-23 09:00", solved: nil, nil, reached: false)
        #expect(life.request.stage == .closed)
        try life.callBack("2026-11-23 15:00", solved: nil, .fairlySatisfied)
        #expect(life.request.stage == .calledBack)
    }

    @Test func aMergedRequestComesBackAsItWas() throws {
        let other = try #require(CaseNumber(day: CityDay("2026-11-17")!, serial: 7))
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00")
        try life.sign("2026-11-18 14:00")
        try life.give(.merge(into: other), "2026-11-18 15:00")
        #expect(life.request.stage == .merged)
        #expect(life.request.mergedInto == other)
        try life.give(.unmerge, "2026-11-18 16:00")
        #expect(life.request.stage == .inProgress)
        #expect(life.request.mergedInto == nil)
    }

    @Test func urgingAndSupervisionAreCounted() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.give(.urge(note: nil), "2026-11-18 10:30")
        try life.give(.urge(note: "note"), "2026-11-18 10:40")
        #expect(life.request.urges == 2)
        try life.give(.supervise(level: 1, reason: .overdue, note: nil), "2026-11-18 11:00")
        try life.give(.supervise(level: 3, reason: .badEffect, note: "note"), "2026-11-18 11:10")
        #expect(life.request.supervisionLevel == 3)
    }

    @Test func aRequestMayBeRefusedOrWithdrawn() throws {
        var refused = try CaseLife("2026-11-18 10:24")
        try refused.give(.refuse(ground: .inProceedings, note: "note"), "2026-11-18 10:30")
        #expect(refused.request.stage == .refused)
        #expect(refused.request.refusalGround == .inProceedings)
        var withdrawn = try CaseLife("2026-11-18 10:24")
        try withdrawn.dispatch("2026-11-18 10:30")
        try withdrawn.give(.withdraw, "2026-11-18 10:40")
        #expect(withdrawn.request.stage == .withdrawn)
    }

    @Test func stateFollowsFromTheEventsAlone() throws {
        var life = try CaseLife("2026-11-18 10:24")
        try life.dispatch("2026-11-18 11:00", helpers: [CaseLife.helper])
        try life.returnToDispatcher("2026-11-18 12:00")
        try life.give(.adjudicate(designate: "fs-water"), "2026-11-18 13:00")
        try life.give(.contact(body: "fs-water", means: .visit, note: nil), "2026-11-18 14:00")
        try life.give(.requestExtension(ExtensionRequest(amount: .hours(7), reason: "reason")), "2026-11-19 14:00")
        try life.give(.decideExtension(grant: true), "2026-11-19 15:00")
        try life.give(.pause(reason: .forceMajeure, note: nil), "2026-11-20 14:00")
        try life.give(.resume, "2026-11-21 14:00")
        try life.close("2026-11-23 14:00", by: "fs-water")
        try life.callBack("2026-11-24 14:00", solved: false, .fairlySatisfied)
        try life.give(.redo(note: nil), "2026-11-24 15:00")
        var again = try #require(
            ServiceRequest(life.request.number, first: life.events[0].event, at: life.events[0].at))
        for (event, at) in life.events.dropFirst() { again.evolve(event, at: at) }
        #expect(again == life.request)
    }

    @Test func aLifeDoesNotBeginWithAnythingButAReceipt() throws {
        let number = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: 1))
        #expect(ServiceRequest(number, first: .withdrawn, at: at("2026-11-18 10:24")) == nil)
    }
}
