import Casework
import Civics
import Desks
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

/// Who sees what through the API.
struct APIAccessTests {
    private func receive(_ test: TestHouse, _ extra: String = "") async throws -> (number: String, code: String) {
        let json = APIRequestTests.nightWork.replacing(#""name""#, with: "\(extra)\"name\"")
        let answer = try await test.post("/requests", json)
        return (answer.json["number"]?.text ?? "", answer.json["queryCode"]?.text ?? "")
    }

    @Test
    func aCaseOfAnotherBodyIsNotFoundRatherThanForbidden() async throws {
        let test = try await TestHouse()
        let staff = try await APIRequestTests.Staff(test)
        let (number, _) = try await receive(test)
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        let unknown = try await test.get("/requests/261118-00999-1", token: staff.stranger)
        let foreign = try await test.get("/requests/\(number)", token: staff.stranger)
        #expect(foreign.status == 404 && unknown.status == 404)
        #expect(foreign.code == unknown.code)
        for action in ["sign", "note", "close"] {
            let answer = try await test.post(
                "/requests/\(number)/\(action)", #"{"note":"x","reply":"x"}"#, token: staff.stranger)
            #expect([404, 422].contains(answer.status), "\(action): \(answer.status)")
        }
        #expect(try await test.post("/requests/\(number)/sign", token: staff.stranger).status == 404)
    }

    @Test
    func aBodyCannotActInTheNameOfAnother() async throws {
        let test = try await TestHouse()
        let staff = try await APIRequestTests.Staff(test)
        let (number, _) = try await receive(test)
        _ = try await test.post(
            "/requests/\(number)/dispatch", #"{"lead":"440605-housing","co":["440605-urban-management"]}"#,
            token: staff.dispatcher)
        let answer = try await test.post(
            "/requests/\(number)/sign", #"{"body":"440605-urban-management"}"#, token: staff.handler)
        #expect(answer.status == 403)
    }

    @Test
    func whatARoleDoesNotCoverIsForbidden() async throws {
        let test = try await TestHouse()
        let staff = try await APIRequestTests.Staff(test)
        let (number, _) = try await receive(test)
        let answer = try await test.post("/requests/\(number)/dispatch", #"{"lead":"fs-gov"}"#, token: staff.agent)
        #expect(answer.status == 403)
        #expect(answer.code == "not-allowed")
    }

    @Test
    func withoutATokenNothingOfTheDesksIsShown() async throws {
        let test = try await TestHouse()
        let (number, _) = try await receive(test)
        #expect(try await test.get("/requests").status == 401)
        #expect(try await test.get("/requests/\(number)").status == 401)
        #expect(try await test.get("/reports/weekly/2026-W47").status == 401)
        #expect(try await test.post("/requests/\(number)/dispatch", #"{"lead":"fs-gov"}"#).status == 401)
        let wrong = try await test.get("/requests", token: String(repeating: "ab", count: 32))
        #expect(wrong.status == 401)
        #expect(wrong.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
        #expect(try await test.get("/regions", token: "nonsense").status == 401)
    }

    @Test
    func aTokenOfAnAccountThatWasSwitchedOffSoonOpensNothing() async throws {
        let test = try await TestHouse()
        let token = try await test.token("gone", .dispatcher, "fs-hotline")
        #expect(try await test.get("/requests", token: token).status == 200)
        _ = try await test.desks.store.database.write {
            try $0.execute("UPDATE account SET disabled = 1 WHERE id = 'gone'")
        }
        test.pass(.minutes(1))
        #expect(try await test.get("/requests", token: token).status == 401)
    }

    // MARK: Query codes

    @Test
    func aWrongCodeAndAWrongNumberGetTheSameAnswer() async throws {
        let test = try await TestHouse()
        let (number, code) = try await receive(test)
        let wrongCode = try await test.get("/requests/\(number)", code: code == "AAAAAA" ? "BBBBBB" : "AAAAAA")
        let nobody = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: 77))
        let wrongNumber = try await test.get("/requests/\(nobody)", code: code)
        #expect(wrongCode.status == 404 && wrongNumber.status == 404)
        #expect(wrongCode.code == wrongNumber.code)
        #expect(wrongCode.json["title"] == wrongNumber.json["title"])
        #expect(try await test.get("/requests/\(number)", code: code.lowercased()).status == 200)
    }

    @Test
    func guessingCodesIsSlowedDownAndRightOnesAreNot() async throws {
        let test = try await TestHouse { $0.rates?.follow = RateLimit(burst: 3, perMinute: 1) }
        let (number, code) = try await receive(test)
        for _ in 0..<10 { #expect(try await test.get("/requests/\(number)", code: code).status == 200) }
        for _ in 0..<3 { #expect(try await test.get("/requests/\(number)", code: "ZZZZZZ").status == 404) }
        let answer = try await test.get("/requests/\(number)", code: "ZZZZZZ")
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] != nil)
        #expect(try await test.get("/requests/\(number)", code: code).status == 429, "also with the right one")
    }

    @Test
    func aFloodOfRequestsFromOnePlaceIsSlowedDown() async throws {
        let test = try await TestHouse { $0.rates?.submit = RateLimit(burst: 2, perMinute: 1) }
        let staff = try await APIRequestTests.Staff(test)
        for _ in 0..<2 { #expect(try await test.post("/requests", APIRequestTests.nightWork).status == 201) }
        #expect(try await test.post("/requests", APIRequestTests.nightWork).status == 429)
        #expect(try await test.post("/requests", APIRequestTests.nightWork, token: staff.agent).status == 201)
    }

    @Test
    func theReporterIsNeverInAnAnswerOfTheAPI() async throws {
        let test = try await TestHouse()
        let staff = try await APIRequestTests.Staff(test)
        let (number, code) = try await receive(test)
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        for answer in [
            try await test.get("/requests/\(number)", token: staff.handler),
            try await test.get("/requests/\(number)", token: staff.agent),
            try await test.get("/requests/\(number)", code: code),
            try await test.get("/requests", token: staff.handler),
        ] {
            #expect(answer.status == 200)
            #expect(!answer.text.contains("李明") && !answer.text.contains("19900001234"))
        }
    }
}

/// Who asked.
struct APIReporterTests {
    @Test
    func everyLookAtTheReporterIsLogged() async throws {
        let test = try await TestHouse()
        let staff = try await APIRequestTests.Staff(test)
        let made = try await test.post("/requests", APIRequestTests.nightWork)
        let number = made.json["number"]?.text ?? ""
        let answer = try await test.get("/requests/\(number)/reporter", token: staff.agent)
        #expect(answer.json["name"]?.text == "李明")
        #expect(answer.json["phone"]?.text == "19900001234")
        let looks = try await test.desks.store.accesses(to: try #require(CaseNumber(number)))
        #expect(looks.map(\.account) == ["agent"])
    }

    @Test
    func aProtectedReporterIsNotShownToTheBodyReportedOn() async throws {
        let test = try await TestHouse()
        let staff = try await APIRequestTests.Staff(test)
        let made = try await test.post(
            "/requests", APIRequestTests.nightWork.replacing(#""kind":"complaint""#, with: #""kind":"report""#))
        let number = made.json["number"]?.text ?? ""
        _ = try await test.post("/requests/\(number)/dispatch", #"{"lead":"440605-housing"}"#, token: staff.dispatcher)
        #expect(try await test.get("/requests/\(number)/reporter", token: staff.handler).status == 403)
        #expect(try await test.get("/requests/\(number)/reporter", token: staff.stranger).status == 404)
        #expect(try await test.get("/requests/\(number)/reporter", token: staff.supervisor).status == 403)
        #expect(try await test.get("/requests/\(number)/reporter", code: made.json["queryCode"]?.text).status == 401)
        #expect(try await test.get("/requests/\(number)/reporter", token: staff.agent).status == 200)
    }
}
