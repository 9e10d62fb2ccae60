import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

@testable import Server

/// What people and staff see and do at the end of a request.
struct ClosingPageTests {
    /// The cookie of somebody who follows a request.
    private func follow(_ test: TestHouse, _ number: CaseNumber) async throws -> String {
        let code = test.desks.store.vault.queryCode(for: number.rawValue)
        return try await test.submit("/follow", [("number", number.description), ("code", code)]).cookies
    }

    private func closed(_ test: TestHouse) async throws -> CaseNumber {
        let number = try await test.desks.service.receive(.nightWork(), test.house.operation(of: .resident)).number
        try await test.desks.act(
            .dispatch(Dispatch(lead: CaseLife.lead)), on: number, test.house.operation(of: TestActor.dispatcher))
        let handler = test.house.operation(of: TestActor.handler(CaseLife.lead))
        try await test.desks.act(.sign(body: CaseLife.lead, handler: nil), on: number, handler)
        try await test.desks.act(.close(body: CaseLife.lead, reply: "已责令停工。"), on: number, handler)
        return number
    }

    @Test func aRefusalIsContestedOnThePageAndItsOutcomeIsTold() async throws {
        let test = try await TestHouse()
        let dispatcher = test.house.operation(of: TestActor.dispatcher)
        let number = try await test.desks.service.receive(.nightWork(), test.house.operation(of: .resident)).number
        try await test.desks.act(.refuse(ground: .outsideGovernment, note: "小区内部事务"), on: number, dispatcher)
        let cookies = try await follow(test, number)
        let page = try await test.visit("/follow/\(number)", cookies)
        #expect(page.text.contains("小区内部事务") && page.text.contains("不同意，请再核实一次"))
        let once = try #require(page.hidden("once"))
        let empty = try await test.submit("/follow/\(number)/contest", [("once", once), ("note", " ")], cookies)
        #expect(empty.status == 422)
        #expect(empty.text.contains("请写几句"))
        let form = [("once", once), ("note", "这是市政道路")]
        for _ in 0..<2 { #expect(try await test.submit("/follow/\(number)/contest", form, cookies).status == 303) }
        #expect(try await test.desks.store.request(number)?.stage == .awaitingDispatch)
        #expect(try await test.visit("/follow/\(number)", cookies).text.contains("热线正在重新核实"))
        // The dispatcher has both sides before them.
        let desk = try await test.session("dispatcher1108", .dispatcher, "fs-hotline")
        let queue = try await test.visit("/desk/dispatch?view=contested", desk)
        #expect(queue.text.contains("这是市政道路") && queue.text.contains("小区内部事务"))
        try await test.desks.act(
            .refuse(ground: .outsideGovernment, note: "已核实，属业主共有"), on: number,
            test.house.operation(of: TestActor.staff("dispatcher1108", .dispatcher, "fs-hotline")))
        let last = try await test.visit("/follow/\(number)", cookies)
        #expect(last.text.contains("这是最后的决定") && !last.text.contains("/contest\""))
        let late = try await test.submit("/follow/\(number)/contest", [("note", "还是不同意")], cookies)
        #expect(late.status == 303)
        let told = try await test.visit("/follow/\(number)", cookies + "; " + late.cookies)
        #expect(told.text.contains("异议只能提一次"))
    }

    @Test func aProgramContestsForItsPersonWithTheQueryCode() async throws {
        let test = try await TestHouse()
        let submission = try await test.desks.service.receive(.nightWork(), test.house.operation(of: .resident))
        let (number, code) = (submission.number, submission.queryCode)
        try await test.desks.act(
            .refuse(ground: .noNewFact, note: nil), on: number, test.house.operation(of: TestActor.dispatcher))
        let contested = try await test.post(
            "/requests/\(number)/contest", #"{"note":"这次是另一处"}"#, key: "contest-1", code: code)
        #expect(contested.status == 200, "\(contested.text)")
        #expect(contested.json["stage"]?.text == "awaiting-dispatch")
        let again = try await test.post("/requests/\(number)/contest", code: code)
        #expect(again.code == "not-refused")
        let wrong = try await test.post("/requests/\(number)/contest", code: "ZZZZZZ")
        #expect(wrong.status == 404)
    }

    @Test func aBadRatingIsSentBackAtOnceAndThePersonIsToldByWhen() async throws {
        let test = try await TestHouse()
        let number = try await closed(test)
        let cookies = try await follow(test, number)
        let rated = try await test.submit(
            "/follow/\(number)/rating",
            [
                ("solved", "no"), ("satisfaction", "very-dissatisfied"), ("comment", "还在响"), ("aspect", "result"),
                ("aspect", "attitude"), ("aspect", "weather"),
            ], cookies)
        let page = try await test.visit("/follow/\(number)", cookies + "; " + rated.cookies)
        #expect(page.text.contains("已退回整改，最迟 11月25日重新答复您"))
        #expect(page.text.contains("上次的答复") && page.text.contains("已责令停工。"))
        #expect(page.text.contains("您上次的评价"))
        let request = try await test.desks.store.request(number)
        #expect(request?.lastAnswer?.aspects == [.attitude, .result])
        // The body reads what was said, and not who said it how.
        let handler = try await test.session("handler-1", .handler, CaseLife.lead)
        let desk = try await test.visit("/desk/cases/\(number)", handler)
        #expect(desk.text.contains("差评整改") && desk.text.contains("还在响") && !desk.text.contains("19900001234"))
    }

    @Test func theHandlerIsWarnedThatAReplyGoesToAGroup() async throws {
        let test = try await TestHouse()
        let dispatcher = test.house.operation(of: TestActor.dispatcher)
        let resident = test.house.operation(of: .resident)
        let main = try await test.desks.service.receive(.nightWork(), resident).number
        try await test.desks.act(.dispatch(Dispatch(lead: CaseLife.lead)), on: main, dispatcher)
        let handler = try await test.session("handler-1", .handler, CaseLife.lead)
        try await test.desks.act(
            .sign(body: CaseLife.lead, handler: nil), on: main,
            test.house.operation(of: TestActor.handler(CaseLife.lead)))
        #expect(try await !test.visit("/desk/cases/\(main)", handler).text.contains("这一答复会发给"))
        let other = try await test.desks.service.receive(.nightWork(phone: "19900009999"), resident).number
        try await test.desks.act(.merge(into: main), on: other, dispatcher)
        #expect(try await test.visit("/desk/cases/\(main)", handler).text.contains("这一答复会发给 2 人"))
        // Whoever was merged learns neither the number nor the words of the other.
        let page = try await test.visit("/follow/\(other)", try await follow(test, other))
        #expect(!page.text.contains(main.description))
        try await test.desks.act(
            .close(body: CaseLife.lead, reply: "已责令停工。"), on: main,
            test.house.operation(of: TestActor.handler(CaseLife.lead)))
        let answered = try await test.visit("/follow/\(other)", try await follow(test, other))
        #expect(answered.text.contains("已责令停工。") && answered.text.contains("/rating\""))
        #expect(!answered.text.contains(main.description))
    }

    @Test func theAgentHasTheScriptTheAttemptsAndWhatFollows() async throws {
        let test = try await TestHouse()
        let number = try await closed(test)
        let agent = try await test.session("agent-1", .hotlineAgent, "fs-hotline")
        let first = try await test.visit("/desk/callbacks", agent)
        #expect(first.text.contains("第 1 次拨打，共 3 次") && first.text.contains("退回整改，5 个工作日"))
        for attempt in 1...3 {
            let page = try await test.visit("/desk/callbacks?case=\(number)", agent)
            let fields = [
                ("version", try #require(page.hidden("version"))), ("once", try #require(page.hidden("once"))),
                ("reached", "no"), ("comment", "19点以后再打"),
            ]
            let answer = try await test.submit("/desk/cases/\(number)/call-back", fields, agent)
            #expect(answer.status == 303)
            let next = try await test.visit("/desk/callbacks?case=\(number)", agent)
            #expect(next.text.contains("19点以后再打"))
            #expect(next.text.contains(attempt == 2 ? "最后一次" : attempt == 3 ? "已拨满 3 次" : "第 2 次拨打"))
        }
        #expect(try await test.visit("/desk/callbacks", agent).text.contains("都回访完了"))
    }
}
