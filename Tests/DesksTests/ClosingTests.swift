import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// How requests come to their end for the people who made them: call-backs, ratings, common answers, contested refusals.
/// 18 November 2026 is a Wednesday.
@Suite struct ClosingTests {
    private let agent = TestActor.agent
    private let handler = TestActor.handler(CaseLife.lead)
    private let dispatcher = TestActor.dispatcher

    private func answer(
        solved: Bool? = true, _ satisfaction: Satisfaction? = .satisfied, reached: Bool = true, comment: String? = nil
    ) -> RequestCommand {
        .callBack(
            CallBack(
                reached: reached, solved: reached ? solved : nil, satisfaction: reached ? satisfaction : nil,
                channel: .phone, comment: comment))
    }

    private func queue(_ house: TestStore, _ time: String) async throws -> [CaseNumber] {
        let (page, total) = try await house.desks.service.callBackQueue(context(agent, time))
        #expect(total.value == page.items.count)
        return page.items.map(\.row.number)
    }

    private func code(_ house: TestStore, _ number: CaseNumber) -> String {
        house.store.vault.queryCode(for: number.rawValue)
    }

    /// A main case with these merged into it, signed for by the lead.
    private func group(
        of others: Int, reply name: String = "李明"
    ) async throws -> (house: TestStore, main: CaseNumber, members: [CaseNumber]) {
        let house = try await TestStore()
        let main = try await house.receive("2026-11-18 09:00", person: PersonDetails(name: name, phone: "19900001234"))
        var members: [CaseNumber] = []
        for index in 0..<others {
            let person = PersonDetails(name: "某\(index)", phone: "1990000200\(index)")
            members.append(try await house.receive("2026-11-18 09:1\(index)", person: person))
        }
        try await house.desks.act(
            .dispatch(Dispatch(lead: CaseLife.lead)), on: main, context(dispatcher, "2026-11-18 09:30"))
        for member in members {
            try await house.desks.act(.merge(into: main), on: member, context(dispatcher, "2026-11-18 09:40"))
        }
        try await house.desks.act(
            .sign(body: CaseLife.lead, handler: nil), on: main, context(handler, "2026-11-18 10:00"))
        return (house, main, members)
    }

    // MARK: Groups

    @Test func aGroupIsHandledOnceAnsweredToAllAndWhoIsNotContentGoesTheirOwnWay() async throws {
        let (house, main, members) = try await group(of: 3)
        let request = try #require(try await house.store.request(main))
        #expect(try await house.desks.waiting(for: request) == 3)
        try await house.desks.act(
            .close(body: CaseLife.lead, reply: "已责令夜间停工。"), on: main, context(handler, "2026-11-19 10:00"))
        for member in members {
            let file = try #require(try await house.store.caseFile(member))
            #expect(file.request.stage == .closed)
            let reply = try #require(file.request.replies.last)
            #expect(file.body(reply.version) == "已责令夜间停工。")
        }
        let toCall = try await queue(house, "2026-11-19 11:00")
        #expect(Set(toCall) == Set([main] + members))
        // Two are content, by telephone and by themselves; one is not.
        try await house.desks.act(answer(), on: main, context(agent, "2026-11-19 11:00"))
        try await house.desks.act(answer(), on: members[0], context(agent, "2026-11-19 11:10"))
        _ = try await house.desks.service.rate(
            members[1], code: code(house, members[1]), solved: true, satisfaction: .verySatisfied, comment: nil,
            aspects: [.efficiency], channel: .web, context(.resident, "2026-11-19 11:20"))
        try await house.desks.act(
            answer(solved: false, .veryDissatisfied, comment: "我家这边没停"), on: members[2],
            context(agent, "2026-11-19 11:30"))
        #expect(try await queue(house, "2026-11-19 12:00") == [])
        let alone = try #require(try await house.store.request(members[2]))
        #expect(alone.stage == .awaitingDispatch)
        #expect(alone.mergedInto == nil)
        #expect(try await house.store.request(main)?.stage == .calledBack)
        let waiting = try await house.desks.dispatch.queue(.all, context(dispatcher, "2026-11-19 12:00"))
        #expect(waiting.items.map(\.row.number) == [members[2]])
    }

    @Test func theCommonReplyTellsNobodyWhoTheOthersAre() async throws {
        let (house, main, members) = try await group(of: 1, reply: "欧阳小明")
        try await house.desks.act(
            .close(body: CaseLife.lead, reply: "已与欧阳小明（19900001234）联系，现场已停工。"), on: main,
            context(handler, "2026-11-19 10:00"))
        let file = try #require(try await house.store.caseFile(members[0]))
        let reply = try #require(file.request.replies.last.flatMap { file.body($0.version) })
        #expect(!reply.contains("欧阳小明") && !reply.contains("19900001234"))
        #expect(reply.hasSuffix("现场已停工。"))
        let own = try #require(try await house.store.caseFile(main))
        #expect(own.request.replies.last.flatMap { own.body($0.version) }?.contains("欧阳小明") == true)
    }

    @Test(arguments: [true, false]) func whereTheMainEndsWithoutAnAnswerTheOthersGoOnByThemselves(
        isWithdrawn: Bool
    ) async throws {
        let house = try await TestStore()
        let main = try await house.receive("2026-11-18 09:00")
        let member = try await house.receive("2026-11-18 09:10")
        try await house.desks.act(.merge(into: main), on: member, context(dispatcher, "2026-11-18 09:40"))
        if isWithdrawn {
            _ = try await house.desks.service.withdraw(
                main, code: code(house, main), context(.resident, "2026-11-18 10:00"))
        } else {
            try await house.desks.act(
                .refuse(ground: .noNewFact, note: nil), on: main, context(dispatcher, "2026-11-18 10:00"))
        }
        let freed = try #require(try await house.store.request(member))
        #expect(freed.stage == .awaitingDispatch)
        #expect(freed.mergedInto == nil)
        // Its own clock has run on since it came in.
        #expect(freed.clock(.dispatch, in: house.store.city)?.deadline == at("2026-11-19 09:10"))
    }

    /// The process ended after the main was closed and before the others were answered.
    @Test func whoeverWasLeftBehindByACrashIsAnsweredLater() async throws {
        let (house, main, members) = try await group(of: 2)
        try await house.give(.close(body: CaseLife.lead, reply: "已责令停工"), main, "2026-11-19 10:00")
        #expect(try await house.store.request(members[0])?.stage == .merged)
        try await house.reopen()
        try await house.store.settleMerged(at: at("2026-11-19 11:00"))
        for member in members { #expect(try await house.store.request(member)?.stage == .closed) }
        let versions = try await house.store.request(members[0])?.version
        try await house.store.settleMerged(at: at("2026-11-19 12:00"))
        #expect(try await house.store.request(members[0])?.version == versions, "answered once")
    }

    // MARK: Call-backs

    @Test func whoCannotBeReachedLeavesTheQueueAndCountsNowhere() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        #expect(try await queue(house, "2026-11-18 11:00") == [number])
        for time in ["2026-11-18 11:00", "2026-11-18 15:00"] {
            try await house.desks.act(answer(reached: false, comment: "16点以后再打"), on: number, context(agent, time))
            #expect(try await queue(house, time) == [number])
        }
        try await house.desks.act(answer(reached: false), on: number, context(agent, "2026-11-19 09:00"))
        #expect(try await queue(house, "2026-11-19 09:00") == [])
        let week = CityDay("2026-11-16")!...CityDay("2026-11-22")!
        let query = BoardQuery(.body, scope: .city, period: .days(week))
        let board = try await house.desks.supervision.board(query, context(TestActor.supervisor, "2026-11-19 10:00"))
        let rates = try #require(board.lines.first { $0.value == CaseLife.lead })
        #expect(rates.rate(.satisfied).denominator == 0 && rates.rate(.solved).denominator == 0)
        // Whoever was not reached can still say it by themselves.
        _ = try await house.desks.service.rate(
            number, code: code(house, number), solved: true, satisfaction: .satisfied, comment: nil, channel: .web,
            context(.resident, "2026-11-19 20:00"))
        let after = try await house.desks.supervision.board(query, context(TestActor.supervisor, "2026-11-19 21:00"))
        #expect(after.lines.first { $0.value == CaseLife.lead }?.rate(.satisfied).denominator == 1)
    }

    @Test func nobodyIsToBeCalledWithoutATelephone() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00", person: PersonDetails(name: "李明"))
        let forgotten = try await house.receive("2026-11-18 09:00")
        for one in [number, forgotten] {
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), one, "2026-11-18 09:10")
            try await house.give(.sign(body: CaseLife.lead, handler: nil), one, "2026-11-18 09:20")
            try await house.give(.close(body: CaseLife.lead, reply: "reply"), one, "2026-11-18 10:00")
        }
        #expect(try await queue(house, "2026-11-18 11:00") == [forgotten])
        try await house.store.forget(forgotten, at: at("2026-11-18 11:00"))
        #expect(try await queue(house, "2026-11-18 12:00") == [])
    }

    @Test func aFiledRequestIsNotCalledBack() async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        try await house.give(.archive, number, "2026-11-18 11:00")
        #expect(try await queue(house, "2026-11-18 12:00") == [])
    }

    /// The agent types while the person taps: one answer counts, and the other is told.
    @Test(arguments: [Satisfaction.satisfied, .veryDissatisfied]) func aCallAndARatingAtTheSameTimeAreOneAnswer(
        grade: Satisfaction
    ) async throws {
        let house = try await TestStore()
        let number = try await house.answered("2026-11-18")
        let desks = house.desks
        let (code, agent) = (code(house, number), agent)
        let called = answer(.fairlySatisfied)
        let results = await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                (try? await desks.act(called, on: number, context(agent, "2026-11-18 11:00"))) != nil
            }
            group.addTask {
                (try? await desks.service.rate(
                    number, code: code, solved: nil, satisfaction: grade, comment: nil, channel: .web,
                    context(.resident, "2026-11-18 11:00"))) != nil
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(results.count { $0 } == 1)
        let request = try #require(try await house.store.request(number))
        #expect([grade, .fairlySatisfied].contains(request.lastAnswer?.satisfaction))
        let refusal: Refusal = request.rounds.count == 2 ? .notClosed : .alreadyCalledBack
        await #expect(throws: CommandFailure.refused(refusal)) {
            try await desks.act(called, on: number, context(agent, "2026-11-18 11:01"))
        }
    }

    @Test func whoIsNotSatisfiedTwiceIsForTheSupervisorToLookAt() async throws {
        let house = try await TestStore()
        let (once, twice) = (try await house.answered("2026-11-18"), try await house.answered("2026-11-18"))
        func unsettled() async throws -> [CaseNumber] {
            let supervisor = context(TestActor.supervisor, "2026-11-19 15:00")
            return try await house.desks.supervision.list(.needsLook, supervisor).items.map(\.row.number)
        }
        for number in [once, twice] {
            try await house.desks.act(
                answer(solved: false, .dissatisfied), on: number, context(agent, "2026-11-18 11:00"))
        }
        #expect(try await unsettled() == [], "both are being put right")
        for number in [once, twice] {
            try await house.give(.close(body: CaseLife.lead, reply: "又去了一次"), number, "2026-11-19 11:00")
        }
        try await house.desks.act(answer(), on: once, context(agent, "2026-11-19 14:30"))
        try await house.desks.act(
            answer(solved: false, .veryDissatisfied), on: twice, context(agent, "2026-11-19 14:40"))
        #expect(try await unsettled() == [twice])
    }

    // MARK: Contested refusals

    @Test func aContestedRefusalIsDecidedBySomebodyElseAndCanStillBeHandled() async throws {
        let house = try await TestStore()
        for actor in [dispatcher, TestActor.staff("dispatcher1108", .dispatcher, "fs-hotline")] {
            try await house.store.save(
                StoredAccount(
                    id: actor.account, name: actor.name, role: actor.role, organisation: "fs-hotline", password: []))
        }
        let number = try await house.receive("2026-11-18 09:00")
        try await house.desks.act(
            .refuse(ground: .outsideGovernment, note: "小区内部事务"), on: number, context(dispatcher, "2026-11-18 09:10"))
        #expect(try await house.store.request(number)?.contestDeadline(in: house.store.city) == at("2026-12-02 09:10"))
        _ = try await house.desks.service.contest(
            number, code: code(house, number), note: "这是市政道路", context(.resident, "2026-11-18 10:00"))
        let contested = try await house.desks.dispatch.queue(.contested, context(dispatcher, "2026-11-18 10:10"))
        #expect(contested.items.map(\.row.number) == [number])
        #expect(contested.items.first?.row.isContested == true)
        // Whoever refused may take it up, but not refuse it again.
        await #expect(throws: CommandFailure.refused(.ownRefusal)) {
            try await house.desks.act(
                .refuse(ground: .outsideGovernment, note: nil), on: number, context(dispatcher, "2026-11-18 10:20"))
        }
        try await house.desks.act(
            .dispatch(Dispatch(lead: CaseLife.lead)), on: number, context(dispatcher, "2026-11-18 10:30"))
        try await house.desks.act(
            .sign(body: CaseLife.lead, handler: nil), on: number, context(handler, "2026-11-18 11:00"))
        try await house.desks.act(
            .close(body: CaseLife.lead, reply: "已补好"), on: number, context(handler, "2026-11-19 11:00"))
        #expect(try await house.store.request(number)?.stage == .closed)
    }

    @Test func theSecondRefusalIsFinalAndAnotherDispatchersOwn() async throws {
        let house = try await TestStore()
        let other = TestActor.staff("dispatcher1108", .dispatcher, "fs-hotline")
        for actor in [dispatcher, other] {
            try await house.store.save(
                StoredAccount(
                    id: actor.account, name: actor.name, role: actor.role, organisation: "fs-hotline", password: []))
        }
        let number = try await house.receive("2026-11-18 09:00")
        let refuse = RequestCommand.refuse(ground: .inProceedings, note: nil)
        try await house.desks.act(refuse, on: number, context(dispatcher, "2026-11-18 09:10"))
        try await house.desks.act(.contest(note: "是另一件事"), on: number, context(agent, "2026-11-18 10:00"))
        try await house.desks.act(refuse, on: number, context(other, "2026-11-18 11:00"))
        #expect(try await house.store.request(number)?.stage == .refused)
        await #expect(throws: CommandFailure.refused(.contestUsed)) {
            try await house.desks.service.contest(
                number, code: code(house, number), note: nil, context(.resident, "2026-11-18 12:00"))
        }
    }

    /// A small town's only dispatcher is not brought to a stop.
    @Test func whoIsAloneAtTheDeskMayDecideTwice() async throws {
        let house = try await TestStore()
        try await house.store.save(
            StoredAccount(
                id: dispatcher.account, name: dispatcher.name, role: .dispatcher, organisation: "fs-hotline",
                password: []))
        let number = try await house.receive("2026-11-18 09:00")
        let refuse = RequestCommand.refuse(ground: .inProceedings, note: nil)
        try await house.desks.act(refuse, on: number, context(dispatcher, "2026-11-18 09:10"))
        try await house.desks.act(.contest(note: nil), on: number, context(agent, "2026-11-18 10:00"))
        try await house.desks.act(refuse, on: number, context(dispatcher, "2026-11-18 11:00"))
        #expect(try await house.store.request(number)?.stage == .refused)
    }

    @Test func aRefusalIsContestedWithinItsTimeOnly() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-11-18 09:00")
        try await house.give(.refuse(ground: .inProceedings, note: nil), number, "2026-11-18 09:10")
        await #expect(throws: CommandFailure.refused(.contestTooLate)) {
            try await house.desks.service.contest(
                number, code: code(house, number), note: nil, context(.resident, "2026-12-02 09:11"))
        }
    }
}

/// What a demonstration shows.
@Suite struct FilledQueuesTests {
    @Test func everyQueueOfADemonstrationHasSomethingInIt() async throws {
        let house = try await TestStore()
        try await house.desks.administration.becomeDemonstration(at: at("2026-11-18 09:00"))
        let refused = try await house.receive("2026-11-18 08:40")
        try await house.give(.refuse(ground: .outsideGovernment, note: nil), refused, "2026-11-18 08:50")
        for index in 0..<3 {
            let number = try await house.receive("2026-11-18 09:0\(index)", .test(kind: .report))
            let dispatch = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])
            try await house.give(.dispatch(dispatch), number, "2026-11-18 09:10")
            try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 09:20")
        }
        try await house.desks.administration.fillQueues(at: at("2026-11-18 10:00"))
        var filter = RequestFilter()
        filter.isOpen = true
        var requests: [ServiceRequest] = []
        for item in try await house.store.page(filter, order: .newest, limit: 10).items {
            if let request = try await house.store.request(item.row.number) { requests.append(request) }
        }
        #expect(requests.contains { $0.contestedAt != nil && $0.stage == .awaitingDispatch })
        #expect(requests.contains { $0.draft != nil })
        #expect(requests.contains { $0.coHandlers.contains { $0.returnedAt != nil } })
        #expect(requests.contains { $0.owesSupervisor })
        // What is there is left as it is.
        let versions = requests.map(\.version)
        try await house.desks.administration.fillQueues(at: at("2026-11-18 10:30"))
        var again: [Int] = []
        for request in requests { again.append(try await house.store.request(request.number)?.version ?? 0) }
        #expect(again == versions)
    }

    @Test func aCitysRealQueuesAreLeftAlone() async throws {
        let house = try await TestStore()
        let refused = try await house.receive("2026-11-18 08:40")
        try await house.give(.refuse(ground: .outsideGovernment, note: nil), refused, "2026-11-18 08:50")
        try await house.desks.administration.fillQueues(at: at("2026-11-18 10:00"))
        #expect(try await house.store.request(refused)?.stage == .refused)
    }
}
