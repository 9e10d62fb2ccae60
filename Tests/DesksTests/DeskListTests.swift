import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// What each desk has before it, told with a few requests and counted by hand. 18 November 2026 is a Wednesday.
@Suite struct DeskListTests {
    private static let shunde = "440606-housing"

    // MARK: Dispatch

    @Test func theDispatchQueueHasWhatWaitsTheNearestDeadlineFirst() async throws {
        let house = try await TestStore()
        // 24 hours; 2 hours; 1 working hour.
        let ordinary = try await house.receive("2026-11-18 10:00", .test(title: "楼道灯不亮"))
        let urgent = try await house.receive("2026-11-18 10:00", .test(kind: .help, urgency: .urgent))
        let enterprise = try await house.receive("2026-11-18 10:00", .test(line: .enterprise))
        let returned = try await house.receive("2026-11-18 09:00")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), returned, "2026-11-18 09:10")
        try await house.give(.return(body: CaseLife.lead, reason: .notOurDuty, note: nil), returned, "2026-11-18 09:20")
        let dispatcher = context(TestActor.dispatcher, "2026-11-18 10:30")
        let desk = house.desks.dispatch
        func queue(_ view: DispatchDesk.View, finding: String? = nil) async throws -> [CaseNumber] {
            let numbers = try await desk.queue(view, finding: finding, dispatcher).items.map(\.row.number)
            #expect(try await desk.count(view, finding: finding, dispatcher) == numbers.count)
            return numbers
        }
        #expect(try await queue(.all) == [enterprise, urgent, ordinary])
        #expect(try await queue(.urgent) == [urgent])
        #expect(try await queue(.enterprise) == [enterprise])
        #expect(try await queue(.returned) == [returned])
        #expect(try await queue(.all, finding: urgent.description) == [urgent])
        #expect(try await queue(.all, finding: "楼道") == [ordinary])
        #expect(try await queue(.all, finding: returned.description) == [])
        #expect(
            try await desk.counts(dispatcher) == [.all: 3, .urgent: 1, .enterprise: 1, .contested: 0, .returned: 1])
        #expect(try await desk.oldest(.all, dispatcher) == at("2026-11-18 10:00"))
        #expect(try await desk.oldest(.returned, dispatcher) == at("2026-11-18 09:00"))
        // Back from an accepted return it waits with a day of its own.
        try await house.desks.act(.adjudicate(designate: nil), on: returned, dispatcher)
        #expect(try await queue(.all) == [enterprise, urgent, ordinary, returned])
    }

    @Test func theListOfDutiesSaysWhoAnswers() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 10:00")
        let request = try #require(try await house.store.request(number))
        let suggestion = try #require(house.desks.dispatch.suggestion(for: request))
        #expect(suggestion.lead.id == CaseLife.lead)
        #expect(suggestion.duty.category.isEmpty == false && "010501".hasPrefix(suggestion.duty.category))
        #expect(suggestion.alternatives.map(\.id) == ["440605011-gov", "440605-gov"])
        #expect(!suggestion.coHandlers.contains { $0.id == suggestion.lead.id })
    }

    // MARK: Handling

    @Test func aBodysWorkListHasWhatItLeadsAndWhatItHelpsWith() async throws {
        let house = try await TestStore()
        func dispatched(_ lead: OrganisationID, _ helpers: [OrganisationID] = []) async throws -> CaseNumber {
            let number = try await house.receive("2026-11-18 09:00")
            let dispatch = Dispatch(lead: lead, coHandlers: helpers)
            try await house.give(.dispatch(dispatch), number, "2026-11-18 09:10")
            return number
        }
        let toSign = try await dispatched(CaseLife.lead)
        let signed = try await dispatched(CaseLife.lead)
        let paused = try await dispatched(CaseLife.lead)
        let closed = try await dispatched(CaseLife.lead)
        let helped = try await dispatched(CaseLife.stranger, [CaseLife.lead])
        _ = try await dispatched(CaseLife.stranger)
        for number in [signed, paused, closed] {
            try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        }
        try await house.give(.pause(reason: .inspection, note: nil), paused, "2026-11-18 09:30")
        try await house.give(.close(body: CaseLife.lead, reply: "reply"), closed, "2026-11-18 09:40")
        let handler = context(TestActor.handler(CaseLife.lead), "2026-11-18 10:00")
        let desk = house.desks.handling
        func list(_ view: HandlingDesk.View) async throws -> Set<CaseNumber> {
            Set(try await desk.workList(view, handler).items.map(\.row.number))
        }
        #expect(try await list(.open) == [toSign, signed, paused, helped])
        #expect(try await list(.toSign) == [toSign, helped])
        #expect(try await list(.inProgress) == [signed])
        #expect(try await list(.paused) == [paused])
        #expect(try await list(.closed) == [closed])
        let counts = try await desk.counts(handler).mapValues(\.value)
        #expect(
            counts == [
                .open: 4, .mine: 0, .toSign: 2, .inProgress: 1, .paused: 1, .dueToday: 0, .overdue: 0, .supervised: 0,
            ])
        #expect(try await desk.workList(.open, finding: helped.description, handler).items.count == 1)
    }

    @Test func aBodyThatHelpsGoesByItsOwnClockAndIsDoneWhenItHasReplied() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00")
        let later = try await house.receive("2026-11-18 09:30")
        let dispatch = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])
        try await house.give(.dispatch(dispatch), number, "2026-11-18 09:10")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.helper)), later, "2026-11-18 09:40")
        try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        func list(_ view: HandlingDesk.View, _ time: String = "2026-11-18 12:00") async throws -> [RequestPage.Item] {
            let helper = context(TestActor.handler(CaseLife.helper), time)
            let items = try await house.desks.handling.workList(view, helper).items
            #expect(try await house.desks.handling.count(view, helper).value == items.count)
            return items
        }
        // The lead has signed; the helper has not, and its own working day ends first.
        #expect(try await list(.toSign).map(\.row.number) == [number, later])
        let own = try #require(try await list(.toSign).first?.help)
        #expect(own.stage == .awaitingSigning && own.clock == .sign && own.body == CaseLife.helper)
        #expect(own.clockDeadline == at("2026-11-19 09:10"))
        #expect(try await list(.overdue, "2026-11-19 09:20").map(\.row.number) == [number])
        try await house.give(.sign(body: CaseLife.helper, handler: "somebody"), number, "2026-11-18 13:00")
        let signed = try #require(try await list(.inProgress).first?.help)
        #expect(signed.handler == "somebody" && signed.clock == .close)
        #expect(signed.clockDeadline == signed.closeDeadline)
        // What it owes the lead ends before what the lead owes the person.
        let row = try #require(try await list(.inProgress).first?.row)
        #expect(try #require(signed.closeDeadline) < #require(row.closeDeadline))
        try await house.give(.pause(reason: .inspection, note: nil), number, "2026-11-18 14:00")
        #expect(try await list(.paused).first?.help?.clockDeadline == nil)
        try await house.give(.resume, number, "2026-11-18 15:00")
        try await house.give(.reply(body: CaseLife.helper, reply: "已查"), number, "2026-11-18 16:00")
        #expect(try await list(.open).map(\.row.number) == [later])
        let lead = context(TestActor.handler(CaseLife.lead), "2026-11-18 17:00")
        #expect(try await house.desks.handling.workList(.open, lead).items.map(\.row.number) == [number])
    }

    @Test func aHandlerFindsTheirOwnAndTheHeadWhatWaitsForASignature() async throws {
        let house = try await TestStore()
        func dispatched(_ kind: RequestKind) async throws -> CaseNumber {
            let number = try await house.receive("2026-11-18 09:00", .test(kind: kind))
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
            return number
        }
        let report = try await dispatched(.report)
        let other = try await dispatched(.complaint)
        let own = TestActor.handler(CaseLife.lead)
        try await house.give(.sign(body: CaseLife.lead, handler: own.account), report, "2026-11-18 09:20")
        try await house.give(.sign(body: CaseLife.lead, handler: "somebody"), other, "2026-11-18 09:20")
        let handler = context(own, "2026-11-18 10:00")
        let head = context(TestActor.staff("head", .headOfBody, CaseLife.lead), "2026-11-18 10:00")
        let desk = house.desks.handling
        #expect(try await desk.workList(.mine, handler).items.map(\.row.number) == [report])
        #expect(try await desk.workList(.toApprove, head).items.isEmpty)
        let draft = RequestCommand.draftReply(body: CaseLife.lead, author: own.account, reply: "已查处")
        try await house.give(draft, report, "2026-11-18 11:00")
        let waiting = try await desk.workList(.toApprove, head).items
        #expect(waiting.map(\.row.number) == [report] && waiting[0].row.draftedAt == at("2026-11-18 11:00"))
        #expect(try await desk.counts(head)[.toApprove]?.value == 1)
        let back = RequestCommand.decideDraft(body: CaseLife.lead, approver: "head", approve: false, note: "写明依据")
        try await house.give(back, report, "2026-11-18 12:00")
        #expect(try await desk.workList(.toApprove, head).items.isEmpty)
        #expect(try await desk.workList(.mine, handler).items.first?.row.sentBackAt == at("2026-11-18 12:00"))
        try await house.give(draft, report, "2026-11-18 13:00")
        #expect(try await desk.workList(.mine, handler).items.first?.row.sentBackAt == nil)
        // Neither has the other's view.
        await #expect(throws: DeskError.notAllowed(.decideDraft)) { try await desk.workList(.toApprove, handler) }
        await #expect(throws: DeskError.notAllowed(.decideDraft)) { try await desk.workList(.mine, head) }
    }

    @Test func aCoHandlerThatAsksToBeLetGoStandsBesideTheReturns() async throws {
        let house = try await TestStore()
        let asked = try await house.receive("2026-11-18 09:00")
        let returned = try await house.receive("2026-11-18 09:05")
        let both = try await house.receive("2026-11-18 09:06")
        let dispatch = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])
        for number in [asked, returned, both] { try await house.give(.dispatch(dispatch), number, "2026-11-18 09:10") }
        let leave = RequestCommand.return(body: CaseLife.helper, reason: .notOurDuty, note: nil)
        let giveBack = RequestCommand.return(body: CaseLife.lead, reason: .notOurDuty, note: nil)
        for number in [asked, both] { try await house.give(leave, number, "2026-11-18 09:20") }
        for number in [returned, both] { try await house.give(giveBack, number, "2026-11-18 09:30") }
        let dispatcher = context(TestActor.dispatcher, "2026-11-18 10:00")
        func queue() async throws -> Set<CaseNumber> {
            let items = try await house.desks.dispatch.queue(.returned, dispatcher).items
            #expect(try await house.desks.dispatch.count(.returned, dispatcher) == items.count)
            return Set(items.map(\.row.number))
        }
        // Each once, also where lead and co-handler both want to be rid of it.
        #expect(try await queue() == [asked, returned, both])
        let found = try await house.desks.dispatch.queue(.returned, finding: asked.description, dispatcher).items
        #expect(found.map(\.row.helpersAsking) == [1])
        try await house.desks.act(.adjudicateHelper(body: CaseLife.helper, release: false), on: asked, dispatcher)
        #expect(try await queue() == [returned, both])
        try await house.desks.act(.adjudicate(designate: CaseLife.stranger), on: returned, dispatcher)
        let row = try #require(try await house.store.rows([returned]).first?.row)
        #expect(row.transfers == 1 && row.returns == 1)
    }

    @Test func aContestedRefusalIsMarkedInTheQueue() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00")
        try await house.give(.refuse(ground: .noNewFact, note: nil), number, "2026-11-18 09:10")
        try await house.give(.contest(note: "有新照片"), number, "2026-11-18 09:20")
        let dispatcher = context(TestActor.dispatcher, "2026-11-18 10:00")
        let items = try await house.desks.dispatch.queue(.all, dispatcher).items
        #expect(items.map(\.row.isContested) == [true])
    }

    // MARK: Supervision

    /// Late at 12:00, urged twice, supervised, dissatisfied; two bodies of Nanhai and Shunde.
    private func supervised() async throws -> (house: TestStore, numbers: [String: CaseNumber]) {
        let house = try await TestStore()
        var numbers: [String: CaseNumber] = [:]
        func dispatched(
            _ name: String, _ lead: OrganisationID, _ time: String, _ receipt: Receipt = .test()
        ) async throws -> CaseNumber {
            let number = try await house.receive(time, receipt)
            try await house.give(.dispatch(Dispatch(lead: lead)), number, time)
            numbers[name] = number
            return number
        }
        let urgent = Receipt.test(kind: .help, urgency: .urgent)
        // To be answered within 24 hours, until Wednesday 09:10.
        _ = try await dispatched("late", CaseLife.lead, "2026-11-17 09:10", urgent)
        let urged = try await dispatched("urged", CaseLife.lead, "2026-11-18 10:00")
        for _ in 0..<2 { try await house.give(.urge(note: nil), urged, "2026-11-18 10:30") }
        for (name, satisfaction) in [("dissatisfied", Satisfaction.dissatisfied), ("fair", .fairlySatisfied)] {
            let number = try await dispatched(name, Self.shunde, "2026-11-17 10:00")
            try await house.give(.sign(body: Self.shunde, handler: nil), number, "2026-11-17 10:10")
            try await house.give(.close(body: Self.shunde, reply: "reply"), number, "2026-11-17 11:00")
            let answer = CallBack(
                reached: true, solved: satisfaction == .fairlySatisfied, satisfaction: satisfaction, channel: .phone,
                comment: nil)
            try await house.give(.callBack(answer), number, "2026-11-18 09:00")
        }
        let watched = try await dispatched("watched", Self.shunde, "2026-11-18 10:00")
        try await house.give(.supervise(level: 1, reason: .badEffect, note: nil), watched, "2026-11-18 10:20")
        // To be signed for until 13:30.
        _ = try await dispatched("soon", Self.shunde, "2026-11-18 11:30", urgent)
        return (house, numbers)
    }

    @Test func theSupervisionDeskSeesWhatIsLateComesAgainOrDissatisfies() async throws {
        let (house, numbers) = try await supervised()
        let desk = house.desks.supervision
        func list(_ view: SupervisionDesk.View, of organisation: OrganisationID) async throws -> [String] {
            let supervisor = context(TestActor.staff("supervisor", .supervisor, organisation), "2026-11-18 12:00")
            let found = try await desk.list(view, supervisor).items.map(\.row.number)
            #expect(try await desk.count(view, supervisor).value == found.count)
            #expect(try await desk.counts(supervisor)[view]?.value == found.count)
            return found.compactMap { number in numbers.first { $0.value == number }?.key }
        }
        #expect(try await list(.overdue, of: "fs-gov") == ["late"])
        #expect(try await list(.dueSoon, of: "fs-gov") == ["soon", "urged", "watched"])
        #expect(try await list(.repeated, of: "fs-gov") == ["urged"])
        #expect(try await list(.dissatisfied, of: "fs-gov") == ["dissatisfied"])
        #expect(try await list(.supervised, of: "fs-gov") == ["watched"])
        // A district's supervisor watches over the district.
        #expect(try await list(.overdue, of: "440605-gov") == ["late"])
        #expect(try await list(.overdue, of: "440606-gov") == [])
        #expect(try await list(.dueSoon, of: "440605-gov") == ["urged"])
        #expect(try await list(.dueSoon, of: "440606-gov") == ["soon", "watched"])
        #expect(try await list(.dissatisfied, of: "440605-gov") == [])
        #expect(try await list(.supervised, of: "440606-gov") == ["watched"])
    }

    @Test func anOrderGoesFromListToListUntilItIsLifted() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00")
        let helped = Dispatch(lead: CaseLife.lead, coHandlers: [Self.shunde])
        try await house.give(.dispatch(helped), number, "2026-11-18 09:10")
        try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        func lists(_ time: String) async throws -> [SupervisionDesk.View] {
            let supervisor = context(TestActor.supervisor, time)
            var found: [SupervisionDesk.View] = []
            for view in [SupervisionDesk.View.supervised, .unanswered, .answered, .lifted] {
                let count = try await house.desks.supervision.list(view, supervisor).items.count
                #expect(try await house.desks.supervision.count(view, supervisor).value == count)
                if count > 0 { found.append(view) }
            }
            return found
        }
        func owed(by body: OrganisationID) async throws -> Int {
            let handler = context(TestActor.handler(body), "2026-11-19 10:00")
            return try await house.desks.handling.workList(.supervised, handler).items.count
        }
        #expect(try await lists("2026-11-18 10:00").isEmpty)
        try await house.give(.supervise(level: 1, reason: .badEffect, note: "why?"), number, "2026-11-18 10:00")
        #expect(try await lists("2026-11-19 10:00") == [.supervised])
        #expect(try await owed(by: CaseLife.lead) == 1)
        #expect(try await owed(by: Self.shunde) == 1, "who helps has to answer as well")
        #expect(try await owed(by: CaseLife.stranger) == 0)
        // Three working days: until Monday, 10:00.
        #expect(try await lists("2026-11-23 10:01") == [.supervised, .unanswered])
        try await house.give(.answerSupervision(body: CaseLife.lead, note: "soon"), number, "2026-11-23 11:00")
        #expect(try await lists("2026-11-23 11:01") == [.answered])
        #expect(try await owed(by: CaseLife.lead) == 0)
        try await house.give(.supervise(level: 2, reason: .unresolved, note: nil), number, "2026-11-24 11:00")
        #expect(try await lists("2026-11-24 11:01") == [.supervised])
        // Closed without an answer it waits for the supervisor, no longer for the body.
        try await house.give(.close(body: CaseLife.lead, reply: "reply"), number, "2026-11-24 15:00")
        #expect(try await lists("2026-11-30 11:01") == [.answered])
        try await house.give(.liftSupervision(note: nil), number, "2026-11-30 15:00")
        #expect(try await lists("2026-11-30 15:01") == [.lifted])
        try await house.give(.redo(note: nil), number, "2026-12-01 09:00")
        #expect(try await lists("2026-12-01 09:01").isEmpty, "a new round begins without an order")
    }

    /// More time is asked for once in a round, and waits in a list of its own until somebody says yes or no, or the request
    /// ends.
    @Test func aRequestForMoreTimeWaitsUntilSomebodyDecides() async throws {
        let house = try await TestStore()
        func asking() async throws -> CaseNumber {
            let number = try await house.receive("2026-11-18 09:00")
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-18 09:10")
            try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
            let ask = ExtensionRequest(amount: .hours(7), reason: "reason")
            try await house.give(.requestExtension(ask), number, "2026-11-18 10:00")
            return number
        }
        func waiting(_ actor: Actor = TestActor.supervisor) async throws -> Set<CaseNumber> {
            let context = context(actor, "2026-11-18 12:00")
            let found = try await house.desks.supervision.list(.extensions, context).items.map(\.row.number)
            #expect(try await house.desks.supervision.count(.extensions, context).value == found.count)
            return Set(found)
        }
        let (granted, declined, closed, withdrawn) = (
            try await asking(), try await asking(), try await asking(), try await asking()
        )
        #expect(try await waiting() == [granted, declined, closed, withdrawn])
        #expect(try await waiting(TestActor.dispatcher).count == 4)
        #expect(try await waiting(TestActor.staff("head", .headOfBody, CaseLife.lead)).count == 4)
        #expect(try await waiting(TestActor.staff("head", .headOfBody, CaseLife.stranger)).isEmpty)
        try await house.give(.decideExtension(grant: true), granted, "2026-11-18 11:00")
        try await house.give(.decideExtension(grant: false), declined, "2026-11-18 11:00")
        try await house.give(.close(body: CaseLife.lead, reply: "reply"), closed, "2026-11-18 11:00")
        try await house.give(.withdraw, withdrawn, "2026-11-18 11:00")
        #expect(try await waiting().isEmpty)
        // A redo is a round of its own: what was asked for in the one before is over.
        try await house.give(.redo(note: nil), closed, "2026-11-18 11:10")
        #expect(try await waiting().isEmpty)
        let again = ExtensionRequest(amount: .hours(7), reason: "again")
        try await house.give(.requestExtension(again), closed, "2026-11-18 11:20")
        #expect(try await waiting() == [closed])
    }

    @Test func whoIsNotContentWithARectificationEitherIsForTheSupervisor() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let bad = CallBack(
            reached: true, solved: false, satisfaction: .veryDissatisfied, channel: .phone, comment: nil)
        let supervisor = context(TestActor.supervisor, "2026-11-24 12:00")
        func found() async throws -> [CaseNumber] {
            try await house.desks.supervision.list(.needsLook, supervisor).items.map(\.row.number)
        }
        try await house.give(.callBack(bad), number, "2026-11-19 09:00")
        #expect(try await found() == [], "it is being put right")
        try await house.give(.close(body: CaseLife.lead, reply: "again"), number, "2026-11-20 09:00")
        try await house.give(.callBack(bad), number, "2026-11-23 09:00")
        #expect(try await found() == [number])
        try await house.give(.redo(note: nil), number, "2026-11-24 09:00")
        #expect(try await found() == [])
    }

    @Test func aBodysOwnRateIsThatOfItsOwnRequests() async throws {
        let (house, _) = try await supervised()
        let days = CityDay("2026-11-17")!...CityDay("2026-12-31")!
        func rate(_ body: OrganisationID) async throws -> Rate {
            try await house.desks.handling.onTime(days, context(TestActor.handler(body), "2026-11-18 12:00"))
        }
        // Until the end of the year all four of Shunde fall due, and the one that is put right once more; two are answered.
        #expect(try await rate(Self.shunde) == Rate(2, of: 5))
        #expect(try await rate(CaseLife.lead) == Rate(0, of: 2))
        #expect(try await rate(CaseLife.stranger).value == nil)
    }

    // MARK: Service and advice

    @Test func theCallBackQueueHasWhatIsClosedUntilSomebodyIsReached() async throws {
        let house = try await TestStore()
        let later = try await house.answered("2026-11-18")
        let first = try await house.answered("2026-11-17")
        let agent = context(TestActor.agent, "2026-11-18 15:00")
        var queue = try await house.desks.service.callBackQueue(agent)
        #expect(queue.page.items.map(\.row.number) == [first, later])
        #expect(queue.total.value == 2)
        func call(_ reached: Bool, _ time: String) async throws {
            let answer = CallBack(
                reached: reached, solved: reached ? true : nil, satisfaction: nil, channel: .phone, comment: nil)
            try await house.desks.act(.callBack(answer), on: first, context(TestActor.agent, time))
        }
        try await call(false, "2026-11-18 15:10")
        queue = try await house.desks.service.callBackQueue(agent)
        #expect(queue.page.items.map(\.row.number) == [first, later])
        try await call(true, "2026-11-18 16:10")
        queue = try await house.desks.service.callBackQueue(agent)
        #expect(queue.page.items.map(\.row.number) == [later])
    }

    @Test func theOverviewCountsThePeriodAndTheOneBefore() async throws {
        let house = try await TestStore()
        for (time, receipt) in [
            ("2026-11-16 09:00", Receipt.test(channel: .phone)),
            ("2026-11-17 09:00", .test(kind: .enquiry, channel: .web)),
            ("2026-11-18 09:00", .test(category: "010301", place: "440606", channel: .web)),
            ("2026-11-14 09:00", .test(channel: .web)),
        ] {
            try await house.receive(time, receipt)
        }
        let analyst = context(TestActor.staff("analyst", .analyst, "fs-gov"), "2026-11-18 12:00")
        let overview = try await house.desks.advice.overview(CityDay("2026-11-16")!...CityDay("2026-11-18")!, analyst)
        #expect(overview.receivedByDay == [1, 1, 1] && overview.previousReceivedByDay == [0, 1, 0])
        #expect(overview.total(.received) == 3 && overview.previous(.received) == 1)
        func pairs(_ sums: [FigureSum]) -> [String] { sums.map { "\($0.first) \($0.second) \($0.amount)" } }
        #expect(pairs(overview.byChannel) == ["phone  1", "web  2"])
        #expect(pairs(overview.byKind) == ["complaint  2", "enquiry  1"])
        #expect(pairs(overview.byDistrict) == ["440605  2", "440606  1"])
        #expect(pairs(overview.byDistrictField) == ["440605 01 2", "440606 01 1"])
        #expect(overview.topCategories.map { "\($0.category) \($0.now) \($0.before)" } == ["010501 2 1", "010301 1 0"])
        #expect(overview.open == 4 && overview.overdue == 0)
        // Behind a figure stand its requests.
        var behind = RequestFilter()
        behind.measure = .received
        behind.measureDays = overview.days
        behind.channel = .web
        #expect(try await house.desks.advice.count(behind, analyst).value == 2)
    }
}
