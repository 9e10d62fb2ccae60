import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// The portal as people use it in a browser.
struct PortalPageTests {
    static let good: [(String, String)] = [
        ("district", "440605"), ("town", "440605011"), ("village", ""), ("spot", "海八路口"), ("kind", "complaint"),
        ("title", "半夜打桩"), ("text", "工地每晚11点后还在打桩，孩子睡不着。"), ("who", "open"), ("name", "李明"),
        ("phone", "19900001234"), ("line", "public"), ("step", "submit"),
    ]

    private func changed(_ field: String, _ value: String) -> [(String, String)] {
        Self.good.map { $0.0 == field ? (field, value) : $0 }
    }

    private func count(_ test: TestHouse) async throws -> Int {
        try await test.desks.advice.requests(
            RequestFilter(), test.house.operation(of: TestActor.dispatcher)
        ).items.count
    }

    @Test(arguments: [
        "/", "/ask", "/ask?about=%E8%B7%AF%E7%81%AF&kind=help", "/follow", "/figures", "/about/privacy",
        "/about/accessibility", "/sign-in", "/sign-in?back=%2Fdesk",
    ])
    func everyPageOpensInBothLanguages(path: String) async throws {
        let test = try await TestHouse()
        for language in ["zh-Hans", "en"] {
            let answer = try await test.visit(path, "lang=\(language)")
            #expect(answer.status == 200, "\(test.log.all)")
            #expect(answer.text.contains("<html lang=\"\(language)\""))
            #expect(answer.headers[.contentSecurityPolicy] != nil)
        }
    }

    @Test
    func aRequestIsMadeFollowedAnsweredAndRated() async throws {
        let test = try await TestHouse()
        let empty = try await test.visit("/ask")
        let made = try await test.submit("/ask", Self.good, empty.cookies)
        #expect(made.status == 303, "\(made.text)")
        #expect(made.location == "/ask/done")
        let done = try await test.visit("/ask/done", made.cookies)
        #expect(done.status == 200)
        let request = try #require(
            try await test.desks.advice.requests(RequestFilter(), test.house.operation(of: TestActor.dispatcher)).items
                .first)
        let number = request.row.number
        let code = test.desks.store.vault.queryCode(for: number.rawValue)
        #expect(done.text.contains(number.description) && done.text.contains(code))
        #expect(made.location?.contains(code) == false, "codes do not stand in addresses")

        let found = try await test.submit("/follow", [("number", number.description), ("code", code.lowercased())])
        #expect(found.status == 303)
        #expect(found.location == "/follow/\(number)")
        let cookies = found.cookies
        #expect(try await test.visit("/follow/\(number)", cookies).text.contains("海八路口"))

        let dispatcher = test.house.operation(of: TestActor.dispatcher)
        try await test.desks.act(.dispatch(Dispatch(lead: CaseLife.lead)), on: number, dispatcher)
        let handler = test.house.operation(of: TestActor.handler(CaseLife.lead))
        try await test.desks.act(.sign(body: CaseLife.lead, handler: nil), on: number, handler)
        try await test.desks.act(.note("内部备注一条"), on: number, handler)
        try await test.desks.act(.reply(body: CaseLife.lead, reply: "已责令停工。"), on: number, handler)
        #expect(try await !test.visit("/follow/\(number)", cookies).text.contains("已责令停工。"), "not yet given")
        try await test.desks.act(.close(body: CaseLife.lead, reply: nil), on: number, handler)
        let answered = try await test.visit("/follow/\(number)", cookies)
        #expect(answered.text.contains("已责令停工。"))
        let once = try #require(answered.hidden("once"))
        #expect(!answered.text.contains("内部备注一条"))

        let rated = try await test.submit(
            "/follow/\(number)/rating",
            [("once", once), ("solved", "yes"), ("satisfaction", "satisfied"), ("comment", "很快")], cookies)
        #expect(rated.status == 303, "\(rated.text)")
        let stored = try await test.desks.store.request(number)
        #expect(stored?.callBack?.satisfaction == .satisfied)
        // The same form again, as after a broken connection, is one rating; another one is refused.
        let again = try await test.submit(
            "/follow/\(number)/rating",
            [("once", once), ("solved", "yes"), ("satisfaction", "satisfied"), ("comment", "很快")], cookies)
        #expect(again.status == 303)
        let twice = try await test.submit("/follow/\(number)/rating", [("satisfaction", "dissatisfied")], cookies)
        #expect(twice.status == 303)
        let told = try await test.visit("/follow/\(number)", cookies + "; " + twice.cookies)
        #expect(told.text.contains("您的评价已经收到过了"))
        #expect(try await test.desks.store.request(number)?.callBack?.satisfaction == .satisfied)
    }

    /// The code is shown with the number, and then never again.
    @Test
    func theQueryCodeIsShownOnce() async throws {
        let test = try await TestHouse()
        let made = try await test.submit("/ask", Self.good)
        let done = try await test.visit("/ask/done", made.cookies)
        #expect(done.status == 200)
        let removed = done.headers[values: .setCookie].first { $0.hasPrefix("done=") }
        #expect(removed?.contains("Max-Age=0") == true && removed?.contains("Path=/ask/done") == true)
        // The browser keeps what lets it follow the request, and no page shows the code.
        let kept = made.cookies.split(separator: "; ").filter { !$0.hasPrefix("done=") }.joined(separator: "; ")
        let again = try await test.visit("/ask/done", kept)
        #expect(again.status == 303)
        let path = try #require(again.location)
        let number = try #require(CaseNumber(path.split(separator: "/").last ?? ""))
        let code = test.desks.store.vault.queryCode(for: number.rawValue)
        #expect(done.text.contains(code))
        let page = try await test.visit(path, kept)
        #expect(page.status == 200 && !page.text.contains(code))
        #expect(try await test.visit("/ask/done").location == "/follow")
    }

    @Test
    func pressingTheButtonTwiceIsOneRequest() async throws {
        let test = try await TestHouse()
        let once = try #require(try await test.visit("/ask").hidden("once"))
        for _ in 0..<3 { #expect(try await test.submit("/ask", Self.good + [("once", once)]).status == 303) }
        #expect(try await count(test) == 1)
        let other = try #require(try await test.visit("/ask").hidden("once"))
        #expect(other != once)
        #expect(try await test.submit("/ask", Self.good + [("once", other)]).status == 303)
        #expect(try await count(test) == 2)
    }

    @Test(arguments: [
        ("district", ""), ("district", "atlantis"), ("town", "440604010"), ("village", "440604010"), ("kind", "moan"),
        ("title", ""), ("title", String(repeating: "长", count: 61)), ("text", " \n "), ("who", "everybody"),
        ("name", ""),
        ("phone", "12345"), ("phone", "电话"),
    ])
    func whatIsWrongIsNamedAndTheRestIsKept(field: String, value: String) async throws {
        let test = try await TestHouse()
        let answer = try await test.submit("/ask", changed(field, value))
        #expect(answer.status == 422)
        #expect(answer.text.contains("error-summary"))
        if field != "text" { #expect(answer.text.contains("孩子睡不着")) }
        #expect(try await count(test) == 0)
    }

    @Test
    func withoutScriptTheFormIsCheckedAndShownOnceMore() async throws {
        let test = try await TestHouse()
        let places = try await test.submit("/ask", [("step", "places"), ("district", "440605"), ("title", "半夜打桩")])
        #expect(places.status == 200)
        #expect(places.text.contains("value=\"440605011\"") && places.text.contains("半夜打桩"))
        let review = try await test.submit("/ask", changed("step", "review"))
        #expect(review.status == 200)
        #expect(try await count(test) == 0)
    }

    @Test
    func anAnonymousRequestKeepsNobodysName() async throws {
        let test = try await TestHouse()
        #expect(try await test.submit("/ask", changed("who", "anonymous")).status == 303)
        let item = try #require(
            try await test.desks.advice.requests(RequestFilter(), test.house.operation(of: TestActor.dispatcher)).items
                .first)
        #expect(try await test.desks.store.person(of: item.row.number) == PersonDetails())
    }

    @Test
    func controlCharactersAreNotKept() async throws {
        let test = try await TestHouse()
        let answer = try await test.submit("/ask", changed("title", "半夜\u{0}打桩\u{7}"))
        #expect([303, 422].contains(answer.status))
        let stored = try await test.desks.advice.requests(
            RequestFilter(), test.house.operation(of: TestActor.dispatcher)
        ).items.compactMap(\.title)
        #expect(stored.isEmpty || stored == ["半夜打桩"])
    }

    @Test
    func brokenFormsAreRefused() async throws {
        let test = try await TestHouse()
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .secFetchSite: "same-origin"]
        for form in ["title=%E4%BD", "title=%zz"] {
            let answer = try await test.send(
                .post, "/ask", headers, body: RequestBody(buffer: ByteBuffer(string: form)))
            #expect(answer.status == 400)
            #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        }
        let large = try await test.submit("/ask", changed("text", String(repeating: "长", count: 200_000)))
        #expect(large.status == 413)
        let cross = try await test.submit("/ask", Self.good, nil, [.secFetchSite: "cross-site"])
        #expect(cross.status == 403)
    }

    @Test
    func aWrongCodeAndAWrongNumberGetTheSameAnswerAndTryingIsLimited() async throws {
        let test = try await TestHouse { $0.rates?.follow = RateLimit(burst: 4, perMinute: 1) }
        let number = try await test.desks.service.receive(.nightWork(), test.house.operation(of: .resident)).number
        let nobody = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: 77))
        var texts: Set<String> = []
        for tried in [number, nobody] {
            let answer = try await test.submit("/follow", [("number", tried.description), ("code", "ZZZZZZ")])
            #expect(answer.status == 404)
            texts.insert(answer.text.replacing(tried.description, with: ""))
        }
        #expect(texts.count == 1)
        // Codes in cookies are tried under the same limit.
        for _ in 0..<2 { _ = try await test.visit("/follow/\(number)", "follow=\(number).ZZZZZZ") }
        #expect(try await test.submit("/follow", [("number", number.description), ("code", "ZZZZZZ")]).status == 429)
        #expect(try await test.visit("/follow/\(number)", "follow=\(number).ZZZZZZ").status == 429)
    }

    @Test
    func whoHasNotShownTheCodeSeesNothing() async throws {
        let test = try await TestHouse()
        let resident = test.house.operation(of: .resident)
        let submission = try await test.desks.service.receive(.nightWork(), resident)
        let other = try await test.desks.service.receive(.nightWork(title: "别人的事"), resident)
        let cookie = "follow=\(other.number).\(other.queryCode)"
        for jar in [nil, cookie, "follow=\(submission.number).\(other.queryCode)"] {
            let answer = try await test.visit("/follow/\(submission.number)", jar)
            #expect([200, 303].contains(answer.status))
            #expect(!answer.text.contains("海八路工地半夜打桩"))
            _ = try await test.submit("/follow/\(submission.number)/withdraw", [], jar)
        }
        #expect(try await test.desks.store.request(submission.number)?.stage == .awaitingDispatch)
        let own = "follow=\(submission.number).\(submission.queryCode)"
        #expect(try await test.submit("/follow/\(submission.number)/withdraw", [], own).status == 303)
        #expect(try await test.desks.store.request(submission.number)?.stage == .withdrawn)
    }

    @Test
    func placesAreToldToTheForm() async throws {
        let test = try await TestHouse()
        let answer = try await test.visit("/places?under=440605")
        guard case .array(let places) = answer.json else {
            Issue.record("\(answer.text)")
            return
        }
        #expect(places.contains { $0["id"]?.text == "440605011" && $0["name"]?.text == "桂城街道" })
        #expect(try await test.visit("/places?under=atlantis").status == 404)
    }

    @Test
    func languageAndTypeSizeAreRememberedAndLeadBack() async throws {
        let test = try await TestHouse()
        let english = try await test.visit("/language?to=en&back=%2Ffollow")
        #expect(english.location == "/follow")
        #expect(try await test.visit("/follow", english.cookies).text.contains("<html lang=\"en\""))
        let large = try await test.visit("/large?on=1&back=%2F%2Fevil.test")
        #expect(large.location == "/")
        #expect(try await test.visit("/", large.cookies).text.contains("class=\"large\""))
        #expect(try await test.visit("/language?to=klingon").headers[values: .setCookie].isEmpty)
    }
}

/// Staff coming in and going out.
struct SignInTests {
    private func house() async throws -> TestHouse {
        let test = try await TestHouse()
        try await test.desks.administration.save(
            account: "agent2036", name: LocalName(zh: "林敏仪", en: "Lin"), role: .hotlineAgent,
            organisation: "fs-hotline",
            password: "demo-Password1", test.house.operation(of: TestActor.administrator))
        return test
    }

    @Test
    func whoSignsInComesBackToWhereTheyWantedToGo() async throws {
        let test = try await house()
        let answer = try await test.submit(
            "/sign-in", [("account", "agent2036"), ("password", "demo-Password1"), ("back", "/desk/intake")])
        #expect(answer.status == 303, "\(answer.text)")
        #expect(answer.location == "/desk/intake")
        let cookie = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("session=") })
        #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"))
        #expect(try await test.visit("/desk/intake", answer.cookies).status == 200)
        let out = try await test.submit("/sign-out", [], answer.cookies)
        #expect(out.status == 303)
        #expect(
            try await test.visit("/desk/intake", answer.cookies).status == 303,
            "the session has ended, whatever the cookie")
    }

    @Test
    func behindTLSTheCookieIsForThisHostOverTLSOnly() async throws {
        let test = try await TestHouse { $0.isBehindTLS = true }
        try await test.desks.administration.save(
            account: "agent2036", name: LocalName(zh: "林", en: "Lin"), role: .hotlineAgent, organisation: "fs-hotline",
            password: "demo-Password1", test.house.operation(of: TestActor.administrator))
        let answer = try await test.submit("/sign-in", [("account", "agent2036"), ("password", "demo-Password1")])
        #expect(
            answer.headers[values: .setCookie].contains { $0.hasPrefix("__Host-session=") && $0.contains("Secure") })
    }

    @Test
    func aWrongPasswordAndAnUnknownAccountReadTheSame() async throws {
        let test = try await house()
        _ = try await test.session("somebody", .hotlineAgent, "fs-hotline")
        let wrong = try await test.submit("/sign-in", [("account", "somebody"), ("password", "x")])
        let unknown = try await test.submit("/sign-in", [("account", "nobody"), ("password", "x")])
        #expect(wrong.status == 401 && unknown.status == 401)
        func words(_ answer: Answer, _ account: String) -> String { answer.text.replacing(account, with: "") }
        #expect(words(wrong, "somebody") == words(unknown, "nobody"))
        #expect(!wrong.text.contains("value=\"x\""), "a password is never written back")
    }

    @Test
    func fiveFailuresLockTheAccount() async throws {
        let test = try await house()
        for _ in 0..<4 {
            #expect(try await test.submit("/sign-in", [("account", "agent2036"), ("password", "x")]).status == 401)
        }
        #expect(try await test.submit("/sign-in", [("account", "agent2036"), ("password", "x")]).status == 429)
        let right: [(String, String)] = [("account", "agent2036"), ("password", "demo-Password1")]
        #expect(try await test.submit("/sign-in", right).status == 429)
        test.pass(.minutes(16))
        #expect(try await test.submit("/sign-in", right).status == 303)
    }

    @Test
    func tryingManyAccountsFromOnePlaceIsSlowedDown() async throws {
        let test = try await TestHouse { $0.rates?.signIn = RateLimit(burst: 3, perMinute: 1) }
        for index in 0..<3 {
            #expect(try await test.submit("/sign-in", [("account", "a\(index)"), ("password", "x")]).status == 401)
        }
        let answer = try await test.submit("/sign-in", [("account", "a9"), ("password", "x")])
        #expect(answer.status == 429)
        #expect(answer.headers[.retryAfter] != nil)
    }

    @Test(arguments: [
        "https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b",
    ])
    func nobodyIsLedAwayFromTheSite(back: String) async throws {
        let test = try await house()
        let answer = try await test.submit(
            "/sign-in", [("account", "agent2036"), ("password", "demo-Password1"), ("back", back)])
        #expect(answer.status == 303)
        #expect(["/", "/desk"].contains(answer.location))
    }
}
