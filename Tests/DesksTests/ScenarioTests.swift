import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// Stories of swift response (接诉即办) from beginning to end, each told at the desks by the people who would do it, and
/// looked at where they would look: on lists, on clocks, in what the person reads, in the figures.
///
/// A complaint of a resident of Guicheng (桂城) in Nanhai. Working hours are 8:30–12:00 and 14:00–17:30. A body signs for a
/// complaint within one working day and answers it within fifteen; a body that helps answers the lead within twelve.
@Suite struct ScenarioTests {
    /// The city with its people.
    private struct Story {
        let house: TestStore
        private(set) var codes: [CaseNumber: String] = [:]
        var desks: Desks { house.desks }

        init() async throws {
            house = try await TestStore()
            // The rules of supervision are in force from then on.
            try await desks.escalation.act(at: at("2026-09-01 09:00"))
        }

        // MARK: Who does what

        mutating func resident(
            _ time: String, asks kind: RequestKind = .complaint, phone: String = "19900001234"
        ) async throws -> CaseNumber {
            var intake = Intake.nightWork(phone: phone)
            intake.kind = kind
            let done = try await desks.service.receive(intake, context(.resident, time))
            codes[done.number] = done.queryCode
            return done.number
        }

        func code(of number: CaseNumber) -> String { codes[number] ?? "" }

        func dispatcher(_ time: String, _ command: RequestCommand, _ number: CaseNumber) async throws {
            try await desks.act(command, on: number, context(TestActor.dispatcher, time))
        }

        /// Somebody of a body; the lead unless another is named.
        func body(
            _ time: String, _ command: RequestCommand, _ number: CaseNumber, _ body: OrganisationID = CaseLife.lead
        ) async throws {
            try await desks.act(command, on: number, context(TestActor.handler(body), time))
        }

        func refuses(
            _ refusal: Refusal, _ act: () async throws -> Void, line: SourceLocation = #_sourceLocation
        ) async {
            await #expect(throws: CommandFailure.refused(refusal), sourceLocation: line) { try await act() }
        }

        /// What the city's rules do by themselves at a moment.
        func rules(_ time: String) async throws -> [String: Int] { try await desks.escalation.act(at: at(time)).done }

        // MARK: What they see

        func request(_ number: CaseNumber) async throws -> ServiceRequest {
            try #require(try await house.store.request(number))
        }

        /// By when the request is to be answered.
        func deadline(_ number: CaseNumber) async throws -> Instant? {
            try await request(number).clock(.close, in: house.store.city)?.deadline
        }

        func list(
            of body: OrganisationID, _ time: String, _ view: HandlingDesk.View = .open
        ) async throws -> [CaseNumber] {
            try await desks.handling.workList(view, context(TestActor.handler(body), time)).items.map(\.row.number)
        }

        func queue(_ view: DispatchDesk.View, _ time: String) async throws -> [CaseNumber] {
            try await desks.dispatch.queue(view, context(TestActor.dispatcher, time)).items.map(\.row.number)
        }

        func supervised(
            _ view: SupervisionDesk.View, by actor: Actor, _ time: String
        ) async throws -> [CaseNumber] {
            try await desks.supervision.list(view, context(actor, time)).items.map(\.row.number)
        }

        /// The answers that the person reads.
        func answers(_ number: CaseNumber) async throws -> [String] {
            let file = try await desks.service.follow(number, code: code(of: number))
            return file.request.replies.compactMap { file.body($0.version) }
        }

        /// A line of the board of a month.
        func board(
            _ time: String, of body: OrganisationID = CaseLife.lead, month: Int = 12
        ) async throws -> BoardLine? {
            let query = BoardQuery(.body, scope: .city, period: .month(year: 2026, month: month))
            return try await desks.supervision.board(query, context(TestActor.supervisor, time)).lines.first {
                $0.value == body
            }
        }

        /// Every story ends so: the journal fits, and what is shown is what follows from it.
        func ends() async throws {
            try await house.store.seal(at: at("2026-12-31 00:00"))
            #expect(try await house.store.verify().fault == nil)
            #expect(try await house.store.rebuild().differing == [])
        }
    }

    private func closing(_ reply: String = "已责令停工") -> RequestCommand { .close(body: CaseLife.lead, reply: reply) }

    // MARK: Returned twice

    /// 退回两次，第二次裁定指定，不得再退。
    @Test func returnedTwice() async throws {
        var story = try await Story()
        let number = try await story.resident("2026-11-18 10:24")
        try await story.dispatcher("2026-11-18 11:00", .dispatch(Dispatch(lead: CaseLife.lead)), number)
        try await story.body(
            "2026-11-18 11:30", .return(body: CaseLife.lead, reason: .notOurDuty, note: "不归我们管"), number)
        #expect(try await story.queue(.returned, "2026-11-18 11:31") == [number])
        try await story.dispatcher("2026-11-18 11:40", .adjudicate(designate: nil), number)
        try await story.dispatcher("2026-11-18 11:50", .dispatch(Dispatch(lead: CaseLife.stranger)), number)
        try await story.body(
            "2026-11-18 14:30", .return(body: CaseLife.stranger, reason: .notOurDuty, note: nil), number,
            CaseLife.stranger)
        try await story.dispatcher("2026-11-18 15:00", .adjudicate(designate: CaseLife.lead), number)
        let told = story
        await story.refuses(.returnAfterDesignation) {
            try await told.body(
                "2026-11-18 15:10", .return(body: CaseLife.lead, reason: .notOurDuty, note: nil), number)
        }
        // The other body has nothing to do with it any more, and does not see it.
        #expect(try await story.list(of: CaseLife.lead, "2026-11-18 15:20") == [number])
        #expect(try await story.list(of: CaseLife.stranger, "2026-11-18 15:20") == [])
        await #expect(throws: DeskError.notFound) {
            try await told.desks.caseFile(number, context(TestActor.handler(CaseLife.stranger), "2026-11-18 15:20"))
        }
        // The quarrel cost the person nothing: the answer is due fifteen working days after the first dispatch.
        #expect(try await story.deadline(number) == at("2026-12-09 11:00"))
        #expect(try await story.request(number).transfers == 2)
        try await story.body("2026-11-19 09:00", .sign(body: CaseLife.lead, handler: nil), number)
        try await story.body("2026-12-01 09:00", closing(), number)
        #expect(try await story.answers(number) == ["已责令停工"])
        try await story.ends()
    }

    // MARK: Co-handler late

    /// 协办单位超时，主办单位不受累。
    @Test func coHandlerLate() async throws {
        var story = try await Story()
        let number = try await story.resident("2026-11-18 10:24")
        let dispatch = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])
        try await story.dispatcher("2026-11-18 11:00", .dispatch(dispatch), number)
        try await story.body("2026-11-18 14:00", .sign(body: CaseLife.lead, handler: nil), number)
        try await story.body("2026-11-18 14:10", .contact(body: CaseLife.lead, means: .phone, note: "已联系"), number)
        try await story.body("2026-11-18 15:00", .sign(body: CaseLife.helper, handler: nil), number, CaseLife.helper)
        // Twelve working days for the helper, fifteen for the lead.
        #expect(try await story.list(of: CaseLife.helper, "2026-12-04 11:00", .overdue) == [])
        #expect(try await story.list(of: CaseLife.helper, "2026-12-04 11:01", .overdue) == [number])
        #expect(try await story.list(of: CaseLife.lead, "2026-12-04 11:01", .overdue) == [])
        #expect(try await story.deadline(number) == at("2026-12-09 11:00"))
        // The city urges the helper once, and not the lead.
        #expect(try await story.rules("2026-12-04 11:02") == ["helper-overdue": 1])
        #expect(try await story.rules("2026-12-04 11:10") == [:])
        let last = try #require(try await story.house.store.caseFile(number)?.entries.last)
        #expect(last.event == .helperReminded(rule: "helper-overdue", body: CaseLife.helper))
        #expect(last.actor == "system")
        // The helper answers late; the lead closes in time, and the figures hold nothing against it.
        try await story.body(
            "2026-12-07 10:00", .reply(body: CaseLife.helper, reply: "围挡已整改"), number, CaseLife.helper)
        #expect(try await story.list(of: CaseLife.helper, "2026-12-07 10:01") == [])
        try await story.body("2026-12-08 10:00", closing(), number)
        let line = try await story.board("2026-12-31 12:00")
        #expect(line?.rate(.onTime) == Rate(1, of: 1))
        #expect(try await story.board("2026-12-31 12:00", of: CaseLife.helper)?.rate(.onTime).denominator ?? 0 == 0)
        try await story.ends()
    }

    // MARK: Extension refused

    /// 延期申请不予批准：时限不变，不能再申请。
    @Test func extensionRefused() async throws {
        var story = try await Story()
        let number = try await story.resident("2026-11-18 10:24")
        try await story.dispatcher("2026-11-18 11:00", .dispatch(Dispatch(lead: CaseLife.lead)), number)
        try await story.body("2026-11-18 14:00", .sign(body: CaseLife.lead, handler: nil), number)
        try await story.body("2026-11-18 14:10", .contact(body: CaseLife.lead, means: .phone, note: nil), number)
        let ask = RequestCommand.requestExtension(ExtensionRequest(amount: .hours(35), reason: "等鉴定报告"))
        try await story.body("2026-12-07 10:00", ask, number)
        #expect(try await story.supervised(.extensions, by: TestActor.dispatcher, "2026-12-07 10:01") == [number])
        // A body does not decide on its own wish.
        let told = story
        await #expect(throws: DeskError.notAllowed(.decideExtension)) {
            try await told.body("2026-12-07 10:05", .decideExtension(grant: true), number)
        }
        try await story.dispatcher("2026-12-07 14:30", .decideExtension(grant: false), number)
        #expect(try await story.supervised(.extensions, by: TestActor.dispatcher, "2026-12-07 14:31") == [])
        #expect(try await story.deadline(number) == at("2026-12-09 11:00"))
        await story.refuses(.extensionUsed) { try await told.body("2026-12-08 09:00", ask, number) }
        #expect(try await story.list(of: CaseLife.lead, "2026-12-09 11:01", .overdue) == [number])
        #expect(try await story.rules("2026-12-09 11:01") == ["overdue-1": 1])
        try await story.body("2026-12-10 09:00", closing(), number)
        #expect(try await story.board("2026-12-31 12:00")?.rate(.onTime) == Rate(0, of: 1))
        try await story.ends()
    }

    // MARK: Withdrawn while paused

    /// 暂停期间反映人撤回：时钟全停，谁也不再有事。
    @Test func withdrawnWhilePaused() async throws {
        var story = try await Story()
        let number = try await story.resident("2026-11-18 10:24")
        let dispatch = Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])
        try await story.dispatcher("2026-11-18 11:00", .dispatch(dispatch), number)
        try await story.body("2026-11-18 14:00", .sign(body: CaseLife.lead, handler: nil), number)
        try await story.body("2026-11-18 14:10", .contact(body: CaseLife.lead, means: .phone, note: nil), number)
        try await story.body("2026-11-18 15:00", .sign(body: CaseLife.helper, handler: nil), number, CaseLife.helper)
        try await story.body("2026-11-19 10:00", .pause(reason: .waitingForPerson, note: "等施工合同"), number)
        #expect(try await story.deadline(number) == nil)
        #expect(try await story.list(of: CaseLife.lead, "2026-11-19 10:01", .paused) == [number])
        let told = story
        _ = try await story.desks.service.withdraw(
            number, code: story.code(of: number), context(.resident, "2026-11-20 10:00"))
        #expect(try await story.request(number).stage == .withdrawn)
        for body in [CaseLife.lead, CaseLife.helper] {
            #expect(try await story.list(of: body, "2026-11-20 10:01") == [], "\(body)")
            #expect(try await story.list(of: body, "2026-12-31 10:01", .overdue) == [], "\(body)")
        }
        await story.refuses(.caseEnded) { try await told.body("2026-11-20 11:00", closing(), number) }
        // Nobody is urged, nobody is called, and it is no late answer.
        #expect(try await story.rules("2026-12-31 10:00") == [:])
        let calls = try await story.desks.service.callBackQueue(context(TestActor.agent, "2026-11-23 09:00"))
        #expect(calls.page.items.isEmpty)
        #expect(try await story.board("2026-12-31 12:00")?.rate(.onTime).denominator ?? 0 == 0)
        try await story.ends()
    }

    // MARK: Merged, then split

    /// 并案后又拆分：各走各的时限，各有各的答复。
    @Test func mergedThenSplit() async throws {
        var story = try await Story()
        let main = try await story.resident("2026-11-18 10:00")
        let other = try await story.resident("2026-11-18 10:24", phone: "19900005678")
        for (number, time) in [(main, "2026-11-18 10:50"), (other, "2026-11-18 11:00")] {
            try await story.dispatcher(time, .dispatch(Dispatch(lead: CaseLife.lead)), number)
            try await story.body("2026-11-18 14:00", .sign(body: CaseLife.lead, handler: nil), number)
            try await story.body(
                "2026-11-18 14:10", .contact(body: CaseLife.lead, means: .phone, note: nil), number)
        }
        try await story.dispatcher("2026-11-19 11:00", .merge(into: main), other)
        #expect(try await story.list(of: CaseLife.lead, "2026-11-19 11:01") == [main], "handled once")
        // It turns out to be about another site.
        try await story.dispatcher("2026-11-23 11:00", .unmerge, other)
        #expect(Set(try await story.list(of: CaseLife.lead, "2026-11-23 11:01")) == [main, other])
        #expect(try await story.deadline(other) == at("2026-12-09 11:00"), "as if it had never been away")
        try await story.body("2026-11-24 09:00", closing("一号工地已停工"), main)
        #expect(try await story.request(other).stage == .inProgress, "the answer to the one is none to the other")
        try await story.body("2026-11-25 09:00", closing("二号工地已停工"), other)
        #expect(try await story.answers(main) == ["一号工地已停工"])
        #expect(try await story.answers(other) == ["二号工地已停工"])
        let calls = try await story.desks.service.callBackQueue(context(TestActor.agent, "2026-11-25 10:00"))
        #expect(Set(calls.page.items.map(\.row.number)) == [main, other], "each is asked")
        #expect(try await story.board("2026-12-31 12:00", month: 11)?.closed == 2)
        try await story.ends()
    }

    // MARK: Forgotten person

    /// 反映人要求删除个人信息：密钥销毁，文字消失，账目和留痕不变。
    @Test func forgottenPerson() async throws {
        var story = try await Story()
        let number = try await story.resident("2026-11-18 10:24")
        let told = story
        await #expect(throws: (any Error).self, "whoever still waits for an answer is answered first") {
            try await told.desks.service.wishForgetting(
                number, code: told.code(of: number), context(.resident, "2026-11-18 10:30"))
        }
        try await story.dispatcher("2026-11-18 11:00", .dispatch(Dispatch(lead: CaseLife.lead)), number)
        try await story.body("2026-11-18 14:00", .sign(body: CaseLife.lead, handler: nil), number)
        try await story.body("2026-11-19 09:00", closing("李先生，工地已停工"), number)
        let answer = CallBack(reached: true, solved: true, satisfaction: .satisfied, channel: .phone, comment: "谢谢")
        try await story.desks.act(.callBack(answer), on: number, context(TestActor.agent, "2026-11-20 09:00"))
        try await story.house.store.seal(at: at("2026-11-21 00:00"))
        let before = try await story.board("2026-12-01 12:00", month: 11)
        let wish = try await story.desks.service.wishForgetting(
            number, code: story.code(of: number), context(.resident, "2026-11-23 15:00"))
        #expect(wish.dueAt == at("2026-12-01 00:00"))
        _ = try await story.desks.administration.carryOutForgetting(at: at("2026-12-01 00:00"))
        // Nobody reads who it was or what was written, not even with the code.
        #expect(try await story.house.store.person(of: number) == nil)
        let file = try #require(try await story.house.store.caseFile(number))
        #expect(file.texts.isEmpty && file.request.stage == .calledBack)
        #expect(try await story.answers(number) == [])
        let found = try await story.desks.administration.requests(ofPhone: "19900001234")
        #expect(found == [])
        // What the city did stays to be seen, and so do its figures; the chain and the seals still fit.
        #expect(file.entries.count { $0.event.typeName == "request.closed.1" } == 1)
        #expect(try await story.board("2026-12-01 12:00", month: 11) == before)
        try await story.ends()
    }

    // MARK: Holiday in the middle

    /// 办理期间遇国庆长假：10月1日至7日不计时，假期里不催不督。
    @Test func holidayInTheMiddle() async throws {
        var story = try await Story()
        let number = try await story.resident("2026-09-29 15:30")
        try await story.dispatcher("2026-09-30 16:00", .dispatch(Dispatch(lead: CaseLife.lead)), number)
        // One working day to sign: an hour and a half on the 30th, the rest on Thursday, 8 October.
        let sign = try await story.request(number).clock(.sign, in: TestCity.foshan)
        #expect(sign?.deadline == at("2026-10-08 16:00"))
        for time in ["2026-10-01 10:00", "2026-10-04 16:00", "2026-10-07 16:01"] {
            #expect(try await story.list(of: CaseLife.lead, time, .overdue) == [], "\(time)")
            #expect(try await story.rules(time) == [:], "\(time)")
        }
        #expect(try await story.rules("2026-10-08 16:01") == ["sign-overdue": 1])
        // Fifteen working days: 8, 9, Saturday 10, 12 to 16, 19 to 23, 26 and 27 October.
        #expect(try await story.deadline(number) == at("2026-10-27 16:00"))
        try await story.body("2026-10-08 16:30", .sign(body: CaseLife.lead, handler: nil), number)
        try await story.body("2026-10-27 16:00", closing(), number)
        #expect(try await story.board("2026-12-31 12:00", month: 10)?.rate(.onTime) == Rate(1, of: 1))
        try await story.ends()
    }

    // MARK: Swapped Saturday

    /// 调休上班的星期六算工作日，普通星期六不算。
    @Test func swappedSaturday() async throws {
        var story = try await Story()
        // Friday, 9 October; Saturday the 10th is worked for the holiday.
        let worked = try await story.resident("2026-10-09 08:40")
        try await story.dispatcher("2026-10-09 09:00", .dispatch(Dispatch(lead: CaseLife.lead)), worked)
        #expect(try await story.rules("2026-10-10 09:00") == [:])
        #expect(try await story.list(of: CaseLife.lead, "2026-10-10 09:01", .overdue) == [worked])
        #expect(try await story.rules("2026-10-10 09:01") == ["sign-overdue": 1])
        // An enquiry of that Friday has its second working day on Monday.
        let enquiry = try await story.resident("2026-10-09 14:30", asks: .enquiry, phone: "19900005678")
        try await story.dispatcher("2026-10-09 15:00", .dispatch(Dispatch(lead: CaseLife.lead)), enquiry)
        #expect(try await story.deadline(enquiry) == at("2026-10-12 15:00"))
        // Friday, 20 November; nobody works on Saturday the 21st.
        let free = try await story.resident("2026-11-20 08:40", phone: "19900009999")
        try await story.dispatcher("2026-11-20 09:00", .dispatch(Dispatch(lead: CaseLife.stranger)), free)
        #expect(try await story.rules("2026-11-21 09:01")["sign-overdue"] == nil)
        #expect(try await story.list(of: CaseLife.stranger, "2026-11-22 20:00", .overdue) == [])
        #expect(try await story.list(of: CaseLife.stranger, "2026-11-23 09:01", .overdue) == [free])
        try await story.ends()
    }
}
