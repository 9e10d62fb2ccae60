import Casework
import Civics
import Desks
import HTTPTypes
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// The desks as staff use them in a browser.
struct DeskPageTests {
    /// A case on the way to a body, and the people around it.
    private struct Scene {
        let test: TestHouse
        let number: CaseNumber
        let dispatcher, handler, stranger, agent: String

        init(isProtected: Bool = false) async throws {
            test = try await TestHouse()
            dispatcher = try await test.session("dispatcher", .dispatcher, "fs-hotline")
            handler = try await test.session("handler", .handler, CaseLife.lead)
            stranger = try await test.session("stranger", .handler, CaseLife.stranger)
            agent = try await test.session("agent", .hotlineAgent, "fs-hotline")
            var intake = Intake.nightWork()
            intake.isProtected = isProtected
            number = try await test.desks.service.receive(intake, test.house.operation(of: .resident)).number
        }

        func dispatch() async throws {
            let context = test.house.operation(of: TestActor.dispatcher)
            try await test.desks.act(.dispatch(Dispatch(lead: CaseLife.lead)), on: number, context)
        }

        func path(_ action: CaseAction) -> String { SitePath.caseAction(number, action).description }
        var path: String { SitePath.caseFile(number).description }
    }

    @Test(arguments: [
        "/desk", "/desk/intake", "/desk/callbacks", "/desk/dispatch", "/desk/dispatch?view=returned", "/desk/worklist",
        "/desk/supervision", "/desk/advice", "/desk/search", "/desk/search?q=%E6%B5%B7%E5%85%AB%E8%B7%AF",
        "/desk/reports", "/desk/reports/2026-W47", "/desk/requests?measure=received&from=2026-11-01&to=2026-11-30",
        "/desk/admin",
    ])
    func everyPageOpensForThoseItIsForAndLeadsOthersToTheSignIn(path: String) async throws {
        let scene = try await Scene()
        let roles: [(Role, OrganisationID)] = [
            (.dispatcher, "fs-hotline"), (.hotlineAgent, "fs-hotline"), (.handler, CaseLife.lead),
            (.supervisor, "fs-gov"),
            (.analyst, "fs-gov"), (.administrator, "fs-gov"), (.headOfBody, CaseLife.lead),
        ]
        var opened = 0
        for (role, body) in roles {
            let cookie = try await scene.test.session("visitor-\(role.rawValue)", role, body)
            let answer = try await scene.test.visit(path, cookie)
            #expect(
                [200, 303, 403].contains(answer.status), "\(role) at \(path): \(answer.status) \(scene.test.log.all)")
            opened += answer.status == 200 || answer.status == 303 ? 1 : 0
        }
        #expect(opened > 0)
        let anonymous = try await scene.test.visit(path)
        #expect(anonymous.status == 303)
        #expect(anonymous.location?.hasPrefix("/sign-in?back=%2Fdesk") == true)
    }

    @Test
    func severalAreSupervisedAtOnceAndEachSaysWhatBecameOfIt() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        let other = try await scene.test.desks.service.receive(
            Intake.nightWork(), scene.test.house.operation(of: .resident)
        ).number
        let supervisor = try await scene.test.session("supervisor", .supervisor, "fs-gov")
        let path = SitePath.supervisionTogether.description
        let fields = [
            ("once", "once-1"), ("back", "/desk/supervision?view=due-soon"), ("do", "supervise"), ("level", "2"),
            ("reason", "overdue"), ("note", "周五前办结"), ("case", "\(scene.number):2"), ("case", "\(other):9"),
        ]
        let answer = try await scene.test.submit(path, fields, supervisor)
        #expect(answer.status == 200)
        #expect(answer.text.contains("已督办 1 件，1 件没有办成"))
        #expect(answer.text.contains("刚有人办过这一件"))
        // Sent again it does nothing twice.
        _ = try await scene.test.submit(path, fields, supervisor)
        let file = try #require(try await scene.test.desks.store.caseFile(scene.number))
        #expect(file.request.supervision?.level == 2)
        #expect(file.entries.count { $0.event.typeName == "request.supervision-ordered.1" } == 1)
        // The body sees it first, with what is demanded, and answers from its list.
        let list = try await scene.test.visit("/desk/worklist", scene.handler)
        #expect(list.text.contains("督办，请先答复") && list.text.contains("周五前办结"))
        let step = try await scene.test.submit(
            scene.path(.answerSupervision),
            [("version", "3"), ("once", "a"), ("back", "/desk/worklist"), ("note", "明天办结")], scene.handler)
        #expect(step.status == 303 && step.location == "/desk/worklist")
        #expect(try await !scene.test.visit("/desk/worklist", scene.handler).text.contains("督办，请先答复"))
        // An answer without words is asked for on the case's page.
        #expect(try await scene.test.submit(path, [("do", "urge")], supervisor).text.contains("没有选中的诉求"))
        let refused = try await scene.test.submit(
            path, [("do", "supervise"), ("case", "\(scene.number):4")], scene.handler)
        #expect(refused.status == 403)
        #expect(try await scene.test.submit(path, [("do", "dance")], supervisor).status == 422)
    }

    @Test
    func aCaseOfAnotherBodyIsNotFoundRatherThanForbidden() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        #expect(try await scene.test.visit(scene.path, scene.handler).status == 200)
        #expect(try await scene.test.visit(scene.path, scene.stranger).status == 404)
        #expect(try await scene.test.visit("/desk/cases/261118-00999-1", scene.handler).status == 404)
        let step = try await scene.test.submit(scene.path(.sign), [("version", "2")], scene.stranger)
        #expect(step.status == 404)
    }

    @Test
    func aStepLeadsBackAndSaysWhatHappened() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        let page = try await scene.test.visit(scene.path, scene.handler)
        let once = try #require(page.hidden("once"))
        let fields = [("version", "2"), ("once", once), ("handler", "周敏")]
        let done = try await scene.test.submit(scene.path(.sign), fields, scene.handler)
        #expect(done.status == 303, "\(done.text.prefix(2000)) \(scene.test.log.all)")
        #expect(done.location == scene.path)
        let next = try await scene.test.visit(scene.path, "\(scene.handler); \(done.cookies)")
        #expect(next.text.contains("class=\"flash"))
        #expect(next.headers[values: .setCookie].contains { $0.hasPrefix("notice=;") }, "it is said once")
        // Sent again, it is done once.
        let again = try await scene.test.submit(scene.path(.sign), fields, scene.handler)
        #expect(again.status == 303)
        let request = try await scene.test.desks.store.request(scene.number)
        #expect(request?.version == 3)
    }

    @Test
    func whoIsSlowerIsToldAndLosesNothingTheyWrote() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        let context = scene.test.house.operation(of: TestActor.agent)
        try await scene.test.desks.act(.urge(note: nil), on: scene.number, context)
        let answer = try await scene.test.submit(
            scene.path(.return), [("version", "2"), ("once", "k"), ("reason", "wrong-place"), ("note", "此处属禅城区")],
            scene.handler)
        #expect(answer.status == 409)
        #expect(answer.text.contains("此处属禅城区"))
        #expect(answer.text.contains(try #require(answer.headers[.requestID])))
        let request = try await scene.test.desks.store.request(scene.number)
        #expect(request?.returnedBy == nil)
    }

    @Test
    func aFormWithFaultsNamesThemAndKeepsTheRest() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        let answer = try await scene.test.submit(
            scene.path(.return), [("version", "2"), ("once", "k"), ("reason", "mood"), ("note", "说明<b>文字</b>")],
            scene.handler)
        #expect(answer.status == 422)
        #expect(answer.text.contains("说明&lt;b&gt;文字&lt;/b&gt;"))
        #expect(answer.text.contains("return-reason"))
    }

    @Test
    func aRuleOfTheCityIsSaidInASentence() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        let answer = try await scene.test.submit(
            scene.path(.resume), [("version", "2"), ("once", "k")], scene.handler, [.acceptLanguage: "en"])
        #expect(answer.status == 409)
        #expect(answer.text.contains(Refusal.notPaused.text.en.prefix(20)))
    }

    @Test
    func theReporterIsMaskedUntilSomebodyLooksAndTheLookIsLogged() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        let page = try await scene.test.visit(scene.path, scene.handler)
        #expect(!page.text.contains("19900001234") && !page.text.contains("李明"))
        #expect(page.text.contains("199****1234"))
        #expect(try await scene.test.desks.store.accesses(to: scene.number).isEmpty)
        let shown = try await scene.test.submit(
            SitePath.reveal(scene.number).description, [("back", scene.path)], scene.handler)
        #expect(shown.text.contains("19900001234"))
        #expect(try await scene.test.desks.store.accesses(to: scene.number).map(\.account) == ["handler"])
        // The mask is made on reading: what is kept is whole.
        #expect(try await scene.test.desks.store.person(of: scene.number)?.phone == "19900001234")
    }

    @Test
    func aProtectedReporterIsHiddenFromTheBody() async throws {
        let scene = try await Scene(isProtected: true)
        try await scene.dispatch()
        let page = try await scene.test.visit(scene.path, scene.handler)
        #expect(page.status == 200)
        // The hotline's own number stands in the texts that replies begin with.
        #expect(!page.text.replacing("12345", with: "").contains("1234") && !page.text.contains("李"))
        let reveal = SitePath.reveal(scene.number).description
        #expect(try await scene.test.submit(reveal, [], scene.handler).status == 403)
        #expect(try await scene.test.submit(reveal, [], scene.agent).text.contains("19900001234"))
    }

    @Test
    func aFormOfAnotherSiteDoesNothing() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        for site in ["cross-site", "same-site"] {
            let answer = try await scene.test.submit(
                scene.path(.sign), [("version", "2")], scene.handler, [.secFetchSite: site])
            #expect(answer.status == 403)
        }
        #expect(try await scene.test.desks.store.request(scene.number)?.version == 2)
    }

    @Test
    func nobodyIsLedAwayFromTheSite() async throws {
        let scene = try await Scene()
        try await scene.dispatch()
        for back in ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)", "/%0d%0aX: y"] {
            let answer = try await scene.test.submit(
                scene.path(.note), [("version", "2"), ("note", "x"), ("back", back)], scene.handler)
            #expect(answer.location?.contains("evil") != true && answer.location?.hasPrefix("/") != false)
        }
    }

    @Test
    func aSessionEndsWhenNobodyUsesIt() async throws {
        let scene = try await Scene()
        #expect(try await scene.test.visit("/desk", scene.agent).status != 401)
        for _ in 0..<4 {
            scene.test.pass(.minutes(8))
            let answer = try await scene.test.visit("/desk/intake", scene.agent)
            #expect(answer.status == 200)
        }
        scene.test.pass(.minutes(11))
        #expect(try await scene.test.visit("/desk/intake", scene.agent).status == 303)
    }

    @Test
    func noSessionLastsLongerThanAShift() async throws {
        let scene = try await Scene()
        for _ in 0..<79 {
            scene.test.pass(.minutes(9))
            _ = try await scene.test.visit("/desk/intake", scene.agent)
        }
        scene.test.pass(.minutes(9))
        scene.test.pass(.minutes(1))
        #expect(try await scene.test.visit("/desk/intake", scene.agent).status == 303)
    }

    @Test(arguments: ["", "zz", String(repeating: "0", count: 64), String(repeating: "é", count: 64), "a;b", "\"\""])
    func aCookieThatIsNoSessionIsNoSession(value: String) async throws {
        let scene = try await Scene()
        #expect(try await scene.test.visit("/desk/intake", "session=\(value)").status == 303)
    }
}
