import Casework
import Civics
import Desks
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

/// The way of a request through the API.
struct APIRequestTests {
    static let nightWork = #"""
        {"kind":"complaint","place":"440605011","title":"海八路工地半夜打桩","text":"从11月10日起，海八路路口的工地每晚11点后还在打桩。",
        "name":"李明","phone":"19900001234"}
        """#

    struct Staff {
        let agent, dispatcher, handler, stranger, supervisor: String

        init(_ test: TestHouse) async throws {
            agent = try await test.token("agent", .hotlineAgent, "fs-hotline")
            dispatcher = try await test.token("dispatcher", .dispatcher, "fs-hotline")
            handler = try await test.token("handler", .handler, CaseLife.lead)
            stranger = try await test.token("stranger", .handler, CaseLife.stranger)
            supervisor = try await test.token("supervisor", .supervisor, "fs-gov")
        }
    }

    private func receive(_ test: TestHouse, _ json: String = nightWork) async throws -> (number: String, code: String) {
        let answer = try await test.post("/requests", json)
        #expect(answer.status == 201, "\(answer.text)")
        return (answer.json["number"]?.text ?? "", answer.json["queryCode"]?.text ?? "")
    }

    @Test
    func aRequestGoesItsWholeWay() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let (number, code) = try await receive(test)
        let way: [(action: String, body: String, token: String, stage: String)] = [
            ("classify", #"{"category":"010501","urgency":"urgent"}"#, staff.dispatcher, "awaiting-dispatch"),
            (
                "dispatch", #"{"lead":"440605-housing","co":["440605-urban-management"]}"#, staff.dispatcher,
                "awaiting-signing"
            ),
            ("urge", #"{"note":"夜里又打桩"}"#, staff.agent, "awaiting-signing"),
            ("sign", #"{"handler":"周敏"}"#, staff.handler, "in-progress"),
            ("contact", #"{"means":"phone","note":"约明天上午到现场"}"#, staff.handler, "in-progress"),
            ("pause", #"{"reason":"inspection"}"#, staff.handler, "paused"),
            ("resume", "{}", staff.handler, "in-progress"),
            ("supervise", #"{"level":1,"reason":"repeated"}"#, staff.supervisor, "in-progress"),
            ("note", #"{"note":"噪声已检测"}"#, staff.handler, "in-progress"),
            ("reply", #"{"reply":"已责令停止夜间施工。"}"#, staff.handler, "in-progress"),
            ("close", "{}", staff.handler, "closed"),
            ("redo", #"{"note":"昨晚又响了"}"#, staff.supervisor, "in-progress"),
            ("close", #"{"reply":"已处罚并停工。"}"#, staff.handler, "closed"),
            ("call-back", #"{"reached":true,"solved":true,"satisfaction":"satisfied"}"#, staff.agent, "called-back"),
        ]
        for step in way {
            test.pass(.minutes(5))
            let answer = try await test.post("/requests/\(number)/\(step.action)", step.body, token: step.token)
            #expect(answer.status == 200, "\(step.action): \(answer.text) \(test.log.all)")
            #expect(answer.json["stage"]?.text == step.stage, "\(step.action)")
        }
        let file = try await test.get("/requests/\(number)", token: staff.dispatcher)
        #expect(file.json["stage"]?.text == "called-back")
        #expect(file.json["redos"]?.integer == 1)
        #expect(file.json["title"]?.text == "海八路工地半夜打桩")
        #expect(!file.text.contains("19900001234"), "the case file does not tell who asked")
        let own = try await test.get("/requests/\(number)", code: code)
        #expect(own.status == 200)
        #expect(own.text.contains("已处罚并停工。"))
        #expect(!own.text.contains("噪声已检测"), "notes among staff stay among staff")
    }

    @Test
    func aReturnedRequestIsAdjudicated() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let (number, _) = try await receive(test)
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        let back = try await test.post(
            "/requests/\(number)/return", #"{"reason":"not-our-duty","note":"属城管职责"}"#, token: staff.handler)
        #expect(back.json["stage"]?.text == "awaiting-adjudication")
        let ruled = try await test.post(
            "/requests/\(number)/adjudicate", #"{"decision":"designate","body":"440605-housing"}"#,
            token: staff.dispatcher)
        #expect(ruled.json["stage"]?.text == "awaiting-signing")
        let again = try await test.post(
            "/requests/\(number)/return", #"{"reason":"wrong-place"}"#, token: staff.handler)
        #expect(again.status == 409)
        #expect(again.code == "return-after-designation")
    }

    @Test
    func anExtensionIsAskedForInTheUnitOfTheLimit() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let (number, _) = try await receive(test)
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        _ = try await test.post("/requests/\(number)/sign", token: staff.handler)
        let asked = try await test.post(
            "/requests/\(number)/extend", #"{"amount":3,"reason":"等检测报告"}"#, token: staff.handler)
        #expect(asked.status == 200, "\(asked.text)")
        let granted = try await test.post(
            "/requests/\(number)/decide-extension", #"{"decision":"grant"}"#, token: staff.dispatcher)
        #expect(granted.status == 200)
        let caseNumber = try #require(CaseNumber(number))
        let stored = try await test.desks.store.request(caseNumber)
        let request = try #require(stored)
        #expect(request.rounds.last?.granted == TimeLimit.workingDays(3).amount(in: test.desks.city.calendar))
        let twice = try await test.post(
            "/requests/\(number)/extend", #"{"amount":1,"reason":"再等"}"#, token: staff.handler)
        #expect(twice.code == "extension-used")
    }

    @Test
    func thePersonRatesAndTakesBackWithTheQueryCode() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let (number, code) = try await receive(test)
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        _ = try await test.post("/requests/\(number)/sign", token: staff.handler)
        _ = try await test.post("/requests/\(number)/close", #"{"reply":"已停工。"}"#, token: staff.handler)
        let rated = try await test.post(
            "/requests/\(number)/call-back", #"{"solved":false,"satisfaction":"very-dissatisfied","comment":"还在响"}"#,
            key: "rating-1", code: code)
        #expect(rated.status == 200, "\(rated.text)")
        let again = try await test.post(
            "/requests/\(number)/call-back", #"{"solved":false,"satisfaction":"very-dissatisfied","comment":"还在响"}"#,
            key: "rating-1", code: code)
        #expect(again.status == 200 && again.headers[.idempotentReplayed] == "true", "\(again.text)")
        let changed = try await test.post(
            "/requests/\(number)/call-back", #"{"solved":true}"#, key: "rating-1", code: code)
        #expect(changed.code == "idempotency-key-reused")
        let (other, otherCode) = try await receive(test)
        #expect(try await test.post("/requests/\(other)/withdraw", code: otherCode).json["stage"]?.text == "withdrawn")
        #expect(
            try await test.post("/requests/\(other)/dispatch", #"{"lead":"fs-gov"}"#, code: otherCode).status == 401)
    }

    @Test
    func aReplyReachesThePersonWhenTheRequestIsClosedWithIt() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let (number, code) = try await receive(test)
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        _ = try await test.post("/requests/\(number)/reply", #"{"reply":"草稿一份"}"#, token: staff.handler)
        #expect(try await !test.get("/requests/\(number)", code: code).text.contains("草稿一份"))
        _ = try await test.post("/requests/\(number)/close", token: staff.handler)
        #expect(try await test.get("/requests/\(number)", code: code).text.contains("草稿一份"))
    }

    // MARK: Once

    @Test
    func theSameKeyAndBodyIsCarriedOutOnceAndAnsweredAlike() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let first = try await test.post("/requests", Self.nightWork, key: "one")
        let second = try await test.post("/requests", Self.nightWork, key: "one")
        #expect(second.status == 201)
        #expect(first.bytes == second.bytes)
        #expect(first.headers[.idempotentReplayed] == nil)
        #expect(second.headers[.idempotentReplayed] == "true")
        let number = try #require(first.json["number"]?.text)
        let path = "/requests/\(number)/dispatch"
        let lead = #"{"lead":"440605-housing"}"#
        let done = try await test.post(path, lead, token: staff.dispatcher, key: "two")
        _ = try await test.post("/requests/\(number)/sign", token: staff.handler)
        let replayed = try await test.post(path, lead, token: staff.dispatcher, key: "two")
        #expect(replayed.bytes == done.bytes, "the stage is that after the command, not that of now")
        #expect(replayed.headers[.idempotentReplayed] == "true")
        let page = try await test.get("/requests", token: staff.dispatcher)
        #expect(page.json.items.count == 1)
    }

    @Test
    func aKeyIsNotTakenForSomethingElse() async throws {
        let test = try await TestHouse()
        _ = try await receive(test)
        _ = try await test.post("/requests", Self.nightWork, key: "one")
        let other = try await test.post("/requests", Self.nightWork.replacing("半夜", with: "凌晨"), key: "one")
        #expect(other.status == 422)
        #expect(other.code == "idempotency-key-reused")
    }

    @Test
    func keysOfDifferentAccountsDoNotMeet() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let byAgent = try await test.post("/requests", Self.nightWork, token: staff.agent, key: "one")
        let byDispatcher = try await test.post("/requests", Self.nightWork, token: staff.dispatcher, key: "one")
        #expect(byAgent.json["number"] != byDispatcher.json["number"])
    }

    @Test(arguments: ["", " ", "with space", "ключ", String(repeating: "k", count: 201)])
    func aKeyThatIsNoneIsRefused(key: String) async throws {
        let answer = try await TestHouse().post("/requests", Self.nightWork, key: key)
        #expect(answer.status == 400)
        #expect(answer.code == "idempotency-key-malformed")
    }

    @Test
    func aPostWithoutAKeyIsRefused() async throws {
        let answer = try await TestHouse().send(.post, "/api/v1/requests", [.contentType: "application/json"])
        #expect(answer.status == 400)
        #expect(answer.code == "idempotency-key-missing")
    }

    @Test
    func whoSawAnOlderVersionIsToldSo() async throws {
        let test = try await TestHouse()
        let staff = try await Staff(test)
        let (number, _) = try await receive(test)
        let read = try await test.get("/requests/\(number)", token: staff.dispatcher)
        let seen = try #require(read.headers[.eTag])
        _ = try await test.post("/requests/\(number)/urge", token: staff.agent)
        let late = try await test.post(
            "/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher, [.ifMatch: seen])
        #expect(late.status == 412)
        #expect(late.code == "version-conflict")
        #expect(late.json["currentVersion"]?.integer == 2)
        let now = try await test.post(
            "/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher, [.ifMatch: "\"2\""])
        #expect(now.status == 200)
        let broken = try await test.post(
            "/requests/\(number)/sign", token: staff.handler, [.ifMatch: "two"])
        #expect(broken.status == 400)
    }
}
