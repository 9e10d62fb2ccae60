import Civics
import Desks
import HTTPTypes
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// What people see of their data, take along and have destroyed, in a browser.
struct OwnDataPageTests {
    private struct Scene {
        let test: TestHouse
        let number: CaseNumber
        let cookie: String

        init(isAnswered: Bool = true) async throws {
            test = try await TestHouse(at: "2026-11-20 15:00")
            number =
                isAnswered
                ? try await test.store.answered("2026-11-18", .test(title: "海八路工地半夜打桩", text: "住在东二社区三座"))
                : try await test.store.receive("2026-11-18 09:00")
            let code = test.desks.store.vault.queryCode(for: number.rawValue)
            cookie = try await test.submit("/follow", [("number", "\(number)"), ("code", code)]).cookies
        }

        func path(_ path: SitePath) -> String { path.description }
    }

    @Test
    func thePageShowsWhatIsKeptAndTheFilesHoldAllOfIt() async throws {
        let scene = try await Scene()
        let page = try await scene.test.visit(scene.path(.ownData(scene.number)), scene.cookie)
        #expect(page.status == 200 && page.text.contains("19900001234") && page.headers[.cacheControl] == "no-store")
        let html = try await scene.test.visit(scene.path(.ownDataFile(scene.number, .html)), scene.cookie)
        #expect(html.headers[.contentDisposition] == "attachment; filename=\"onedoor-\(scene.number).html\"")
        for text in ["李明", "19900001234", "住在东二社区三座", "已责令停工"] { #expect(html.text.contains(text), "\(text)") }
        let json = try await scene.test.visit(scene.path(.ownDataFile(scene.number, .json)), scene.cookie)
        #expect(json.json["person"]?["phone"]?.text == "19900001234")
        #expect(json.json["request"]?["text"]?.text == "住在东二社区三座")
        let looks = try await scene.test.desks.store.accesses(to: scene.number)
        #expect(looks.map(\.what) == ["export", "export"] && looks.allSatisfy { $0.account == "resident" })
    }

    @Test
    func withoutTheCodeNothingOfItOpens() async throws {
        let scene = try await Scene()
        for path in [
            SitePath.ownData(scene.number), .ownDataFile(scene.number, .html), .ownDataFile(scene.number, .json),
        ] {
            for cookie in [nil, "follow=\(scene.number).AAAAAA"] {
                let answer = try await scene.test.visit(path.description, cookie)
                #expect(answer.status == 303 && answer.location == "/follow")
            }
        }
        for path in [SitePath.forgetting(scene.number), .forgettingCancellation(scene.number)] {
            #expect(try await scene.test.submit(path.description, []).location == "/follow")
        }
        #expect(try await scene.test.desks.store.waitingWishes() == 0)
    }

    /// The link of a message is for rating: whoever has the telephone in hand does not get all data with it.
    @Test
    func theLinkOfAMessageOpensNoPersonalData() async throws {
        let scene = try await Scene()
        let request = try #require(try await scene.test.desks.store.request(scene.number))
        let link = scene.test.desks.service.ratingLink(to: request)
        let cookie = "follow=\(scene.number).\(link.text)"
        #expect(try await scene.test.visit(scene.path(.ownData(scene.number)), cookie).location == "/follow")
        #expect(
            try await scene.test.visit(scene.path(.ownDataFile(scene.number, .json)), cookie).location == "/follow")
    }

    @Test
    func theWishIsTakenShownTakenBackAndCarriedOut() async throws {
        let scene = try await Scene()
        let own = scene.path(.ownData(scene.number))
        let wish = try await scene.test.submit(scene.path(.forgetting(scene.number)), [("once", "a")], scene.cookie)
        #expect(wish.status == 303 && wish.location == own)
        #expect(try await scene.test.visit(own, scene.cookie).text.contains("11月28日 0:00 起销毁"))
        _ = try await scene.test.submit(
            scene.path(.forgettingCancellation(scene.number)), [("once", "b")], scene.cookie)
        #expect(try await scene.test.visit(own, scene.cookie).text.contains("撤回过一次"))
        _ = try await scene.test.submit(scene.path(.forgetting(scene.number)), [("once", "c")], scene.cookie)
        let round = try await scene.test.desks.administration.carryOutForgetting(at: at("2026-11-28 00:00"))
        #expect(round.forgotten == [scene.number])
        for path in [own, scene.path(.followCase(scene.number))] {
            let page = try await scene.test.visit(path, scene.cookie)
            #expect(page.status == 200 && page.text.contains("销毁"))
            for text in ["李明", "19900001234", "住在东二社区三座", "打桩"] { #expect(!page.text.contains(text), "\(text)") }
        }
    }

    @Test
    func whereTheCaseIsOpenThePageSaysWhyNot() async throws {
        let scene = try await Scene(isAnswered: false)
        _ = try await scene.test.submit(scene.path(.forgetting(scene.number)), [("once", "a")], scene.cookie)
        #expect(try await scene.test.desks.store.waitingWishes() == 0)
        #expect(try await scene.test.visit(scene.path(.ownData(scene.number)), scene.cookie).text.contains("现在还不行"))
    }

    @Test
    func theHotlineWritesTheWishDownOnlyAfterMakingSureWhoItIs() async throws {
        let scene = try await Scene()
        let agent = try await scene.test.session("agent", .hotlineAgent, "fs-hotline")
        let path = scene.path(.caseForgetting(scene.number))
        _ = try await scene.test.submit(path, [], agent)
        #expect(try await scene.test.desks.store.waitingWishes() == 0)
        _ = try await scene.test.submit(path, [("checked", "1")], agent)
        #expect(try await scene.test.desks.store.wish(for: scene.number)?.askedBy == "agent")
        #expect(try await scene.test.visit(scene.path(.ownData(scene.number)), scene.cookie).text.contains("替您记下的"))
        let handler = try await scene.test.session("handler", .handler, CaseLife.lead)
        #expect(try await scene.test.submit(path, [("checked", "1")], handler).status == 403)
    }
}

/// What each role meets after signing in, and what administrators and auditors do with their pages.
struct HouseKeepingPageTests {
    @Test(arguments: Role.staff)
    func nobodyMeetsAnEmptyOrForbiddenHome(role: Role) async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("somebody", role, role == .handler ? CaseLife.lead : "fs-hotline")
        let home = try await test.visit("/desk", cookie)
        #expect(home.status == 200)
        let main = try #require(home.text.split(separator: "<main").last)
        #expect(main.contains("<ul class=\"tasks\">") || main.contains("class=\"empty\""), "\(role)")
        for place in DeskPlace.open(to: role) {
            let answer = try await test.visit(place.path.description, cookie)
            #expect(
                [200, 303].contains(answer.status), "\(role) at \(place): \(answer.status) \(test.log.all.suffix(1))")
        }
    }

    @Test
    func theWindowClerkSeesWhatTheyTookInToday() async throws {
        let test = try await TestHouse()
        let clerk = try await test.session("clerk5108", .windowClerk, "440605-government-service")
        let own = test.house.operation(of: TestActor.staff("clerk5108", .windowClerk, "440605-government-service"))
        let number = try await test.desks.service.receive(.nightWork(), own).number
        let other = try await test.desks.service.receive(.nightWork(), test.house.operation(of: TestActor.agent)).number
        let home = try await test.visit("/desk", clerk).text
        #expect(home.contains("您今天登记的") && home.contains("\(number)") && !home.contains("\(other)"))
    }

    @Test
    func anAdministratorAddsAnAccountAndShutsItOut() async throws {
        let test = try await TestHouse()
        let admin = try await test.session("admin9001", .administrator, "fs-gov")
        let fields = [
            ("id", "lin.min"), ("name", "林敏"), ("nameEn", "Lin Min"), ("role", "dispatcher"),
            ("organisation", "fs-hotline"),
        ]
        let made = try await test.submit("/desk/accounts/new", fields, admin)
        #expect(made.status == 200 && made.headers[.cacheControl] == "no-store")
        let password = try #require(made.text.firstMatch(of: /<code class="secret">([^<]+)</)?.1)
        let entered = try await test.submit("/sign-in", [("account", "lin.min"), ("password", String(password))])
        #expect(entered.location == "/account/password")
        let page = try await test.visit("/desk/accounts/of/lin.min", admin)
        #expect(page.status == 200 && !page.text.contains(password), "the password is shown once")
        #expect(try await test.submit("/desk/accounts/new", fields, admin).status == 409)
        let bad = try await test.submit("/desk/accounts/new", [("id", "x")] + fields.dropFirst(), admin)
        #expect(bad.status == 422)
        _ = try await test.submit("/desk/accounts/of/lin.min/disable", [], admin)
        #expect(try await test.visit("/account/password", entered.cookies).status == 303)
        #expect(try await test.submit("/desk/accounts/of/admin9001/disable", [], admin).status == 409)
        #expect(try await test.visit("/desk/accounts/of/nobody", admin).status == 404)
        let agent = try await test.session("agent", .hotlineAgent, "fs-hotline")
        for path in ["/desk/accounts", "/desk/accounts/new", "/desk/accounts/of/lin.min", "/desk/looks"] {
            #expect(try await test.visit(path, agent).status == 403, "\(path)")
        }
    }

    /// More than any page holds, and read while it is written.
    @Test
    func theAuditorTakesTheWholeLogAlong() async throws {
        let test = try await TestHouse()
        let auditor = try await test.session("auditor8001", .auditor, "fs-gov")
        let numbers = (1...12_000).map { CaseNumber(rawValue: Int64($0)) }
        try await test.desks.store.logAccess(account: "=cmd", numbers: numbers, what: "history", at: test.now)
        let file = try await test.visit("/desk/looks.csv", auditor)
        #expect(file.status == 200 && file.headers[.contentType] == "text/csv; charset=utf-8")
        let lines = file.text.split(separator: "\r\n")
        #expect(lines.count == 12_001)
        #expect(lines[1].contains("'=cmd"), "a spreadsheet must not take it for a formula")
        let page = try await test.visit("/desk/looks", auditor)
        #expect(page.status == 200 && page.text.contains("12,000"))
        let acts = try await test.visit("/desk/account-records.csv", auditor)
        #expect(acts.status == 200)
        let handler = try await test.session("handler", .handler, CaseLife.lead)
        for path in ["/desk/looks.csv", "/desk/account-records.csv", "/desk/account-records"] {
            #expect(try await test.visit(path, handler).status == 403, "\(path)")
        }
    }
}
