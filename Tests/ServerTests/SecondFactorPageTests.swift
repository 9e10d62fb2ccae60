import Civics
import Desks
import HTTPTypes
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// The second factor and one's own account, as a browser meets them.
struct SecondFactorPageTests {
    private func house() async throws -> TestHouse {
        let test = try await TestHouse()
        try await test.desks.administration.save(
            account: "agent2036", name: LocalName(zh: "林敏仪", en: "Lin"), role: .hotlineAgent,
            organisation: "fs-hotline", password: "demo-Password1",
            test.house.operation(of: TestActor.administrator))
        return test
    }

    private func signIn(_ test: TestHouse, back: String? = nil) async throws -> Answer {
        var fields = [("account", "agent2036"), ("password", "demo-Password1")]
        if let back { fields.append(("back", back)) }
        return try await test.submit("/sign-in", fields)
    }

    private func code(_ test: TestHouse) async throws -> String {
        let factor = try #require(try await test.desks.store.secondFactor(of: "agent2036"))
        let sealed = try #require(factor.newSecret ?? factor.secret)
        let secret = try #require(test.desks.store.vault.openFactor(sealed, of: "agent2036"))
        return TimeCode.code(secret, step: TimeCode.step(at: test.now))
    }

    /// Signs in and sets the second factor up; the cookie of the session.
    private func enrolled(_ test: TestHouse) async throws -> (cookie: String, page: Answer) {
        let cookie = try await signIn(test).cookies
        let begun = try await test.submit("/account/second-factor", [], cookie)
        #expect(begun.location == "/account/second-factor")
        let page = try await test.submit(
            "/account/second-factor/confirmation", [("code", try await code(test))], cookie)
        return (cookie, page)
    }

    @Test
    func theSetUpShowsTheSecretAsPictureAndTextAndTheRecoveryCodesOnce() async throws {
        let test = try await house()
        let cookie = try await signIn(test).cookies
        _ = try await test.submit("/account/second-factor", [], cookie)
        let shown = try await test.visit("/account/second-factor", cookie)
        #expect(shown.status == 200)
        #expect(shown.text.contains("<svg class=\"qr\""))
        #expect(shown.text.contains("otpauth://totp/Foshan%20OneDoor:agent2036?secret="))
        #expect(shown.headers[.cacheControl] == "no-store")
        let wrong = try await test.submit("/account/second-factor/confirmation", [("code", "000000")], cookie)
        #expect(wrong.status == 422)
        let done = try await test.submit(
            "/account/second-factor/confirmation", [("code", try await code(test))], cookie)
        #expect(done.status == 200 && done.headers[.cacheControl] == "no-store")
        #expect(done.text.matches(of: /<li><code>/).count == 10)
        // Sent again it sets nothing up and shows no codes.
        let again = try await test.submit("/account/second-factor/confirmation", [("code", "123456")], cookie)
        #expect(again.status == 303)
        let account = try await test.visit("/account", cookie)
        #expect(account.status == 200 && !account.text.contains("<li><code>"))
    }

    @Test
    func theNextSignInStopsAtTheCodeAndLeadsOnToWhereOneWanted() async throws {
        let test = try await house()
        _ = try await enrolled(test)
        test.pass(.minutes(10))
        let waiting = try await signIn(test, back: "/desk/intake")
        #expect(waiting.status == 303 && waiting.location == "/sign-in/code?back=%2Fdesk%2Fintake")
        // The cookie opens nothing yet: neither a desk, nor the account, nor its pages.
        for path in ["/desk", "/desk/intake", "/account", "/account/password", "/account/second-factor"] {
            let answer = try await test.visit(path, waiting.cookies)
            #expect(answer.status == 303 && answer.location?.hasPrefix("/sign-in/code") == true, "\(path)")
        }
        for path in ["/account/second-factor", "/account/second-factor/removal", "/account/password"] {
            let answer = try await test.submit(path, [], waiting.cookies)
            #expect(answer.status == 303 && answer.location == "/sign-in/code", "\(path)")
        }
        #expect(try await test.visit("/sign-in/code?back=%2Fdesk%2Fintake", waiting.cookies).status == 200)
        let wrong = try await test.submit("/sign-in/code", [("code", "000000")], waiting.cookies)
        #expect(wrong.status == 401)
        let done = try await test.submit(
            "/sign-in/code", [("code", try await code(test)), ("back", "/desk/intake")], waiting.cookies)
        #expect(done.status == 303 && done.location == "/desk/intake")
        #expect(done.cookies != waiting.cookies)
        #expect(try await test.visit("/desk/intake", done.cookies).status == 200)
        #expect(try await test.visit("/desk/intake", waiting.cookies).status == 303)
    }

    @Test
    func withoutASignInThereIsNoCodeToEnter() async throws {
        let test = try await house()
        #expect(try await test.visit("/sign-in/code").location?.hasPrefix("/sign-in?back=") == true)
        #expect(
            try await test.submit("/sign-in/code", [("code", "123456")]).location?.hasPrefix("/sign-in?back=") == true)
        let open = try await signIn(test).cookies
        #expect(try await test.visit("/sign-in/code", open).location == "/desk")
        #expect(try await test.visit("/account").location?.hasPrefix("/sign-in?back=") == true)
    }

    @Test
    func aPasswordGivenByAnAdministratorIsChangedBeforeAnythingElse() async throws {
        let test = try await house()
        let given = try await test.desks.administration.givePassword(
            to: "agent2036", test.house.operation(of: TestActor.administrator))
        let entered = try await test.submit("/sign-in", [("account", "agent2036"), ("password", given)])
        #expect(entered.location == "/account/password")
        #expect(try await test.visit("/desk", entered.cookies).location?.hasPrefix("/account/password") == true)
        #expect(try await test.visit("/account/password", entered.cookies).status == 200)
        let short = try await test.submit(
            "/account/password", [("present", given), ("password", "short"), ("again", "short")], entered.cookies)
        #expect(short.status == 422)
        let different = try await test.submit(
            "/account/password", [("present", given), ("password", "day-Work-2027"), ("again", "day-Work-2028")],
            entered.cookies)
        #expect(different.status == 422 && !different.text.contains("day-Work-2027"))
        let done = try await test.submit(
            "/account/password", [("present", given), ("password", "day-Work-2027"), ("again", "day-Work-2027")],
            entered.cookies)
        #expect(done.status == 303 && done.location == "/desk")
        #expect(try await test.visit("/desk", entered.cookies).status == 200)
    }

    @Test
    func aSessionElsewhereIsSeenAndEnded() async throws {
        let test = try await house()
        let here = try await test.submit(
            "/sign-in", [("account", "agent2036"), ("password", "demo-Password1")], nil,
            [.userAgent: "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"])
        let there = try await test.submit(
            "/sign-in", [("account", "agent2036"), ("password", "demo-Password1")], nil,
            [.userAgent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36"],
            from: .v4(0x0A01_0203))
        let page = try await test.visit("/account", here.cookies)
        #expect(page.text.contains("Firefox · Windows · 127.0.0.1"))
        #expect(page.text.contains("Chrome · Android · 10.1.2.3"))
        let id = try #require(page.text.firstMatch(of: /\/account\/sessions\?id=([0-9a-f]+)/)?.1)
        let ended = try await test.submit("/account/sessions?id=\(id)", [], here.cookies)
        #expect(ended.status == 303 && ended.location == "/account")
        #expect(try await test.visit("/desk", there.cookies).status == 303)
        #expect(try await test.visit("/desk", here.cookies).status == 200)
    }

    @Test(arguments: [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0", "WeChat · Android"), ("curl/8.5", ""), ("", ""),
    ])
    func browsersAreCalledAsPeopleCallThem(agent: String, name: String) {
        #expect(BrowserName(agent).text == name)
    }
}
