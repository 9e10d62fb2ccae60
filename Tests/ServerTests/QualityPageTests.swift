import Casework
import Civics
import Desks
import HTTPTypes
import Pages
import Reporting
import Storage
import TestSupport
import Testing

@testable import Server

/// Second looks at closings in a browser: who may, what is asked for, and that nothing is done twice.
struct InspectionPageTests {
    /// Five closings of yesterday, one of them drawn.
    private struct Scene {
        let test: TestHouse
        let drawn: CaseNumber
        let other: CaseNumber
        let supervisor: String

        init() async throws {
            test = try await TestHouse(at: "2026-11-19 09:00")
            for _ in 0..<5 { try await test.store.answered("2026-11-18") }
            try await test.desks.supervision.drawLots(at: test.now)
            let lots = try await test.desks.store.lots(of: CityDay("2026-11-18")!)
            drawn = try #require(lots.first).number
            let rows = try await test.desks.store.page(RequestFilter(), order: .newest, after: nil, limit: 10).items
            other = try #require(rows.map(\.row.number).first { number in !lots.contains { $0.number == number } })
            supervisor = try await test.session("supervisor", .supervisor, "fs-gov")
        }

        /// The form as the page of second looks holds it.
        func form(_ number: CaseNumber, _ answers: [(String, String)]) async throws -> [(String, String)] {
            let page = try await test.visit("/desk/inspections?case=\(number)", supervisor)
            return [
                ("version", try #require(page.hidden("version"))), ("once", try #require(page.hidden("once"))),
                ("back", "/desk/inspections"),
            ] + answers
        }

        func send(_ number: CaseNumber, _ form: [(String, String)], _ cookie: String? = nil) async throws -> Answer {
            try await test.submit(SitePath.caseAction(number, .inspect).description, form, cookie ?? supervisor)
        }

        func inspection(_ number: CaseNumber) async throws -> Inspection? {
            try await test.desks.store.request(number)?.rounds.first?.inspection
        }
    }

    private let good = TestCity.foshan.quality.sampling.checks.map { (CaseField.check($0.code), "passed") }

    @Test func onlySupervisorsLookAndOnlyTheyJudge() async throws {
        let scene = try await Scene()
        #expect(try await scene.test.visit("/desk/inspections", scene.supervisor).text.contains("待抽查 1 件"))
        let english = try await scene.test.visit("/desk/inspections", scene.supervisor, [.acceptLanguage: "en"])
        #expect(english.text.contains("1 to inspect") && english.text.contains("Does the reply answer every point"))
        #expect(try await scene.test.visit("/desk/inspections").status == 303)
        let form = try await scene.form(scene.drawn, good)
        for (role, body) in [
            (Role.handler, CaseLife.lead), (.headOfBody, CaseLife.lead), (.dispatcher, "fs-hotline"),
            (.hotlineAgent, "fs-hotline"), (.analyst, "fs-gov"), (.auditor, "fs-gov"), (.administrator, "fs-gov"),
        ] {
            let cookie = try await scene.test.session("visitor-\(role.rawValue)", role, body)
            #expect(try await scene.test.visit("/desk/inspections", cookie).status == 403, "\(role)")
            #expect(try await scene.send(scene.drawn, form, cookie).status == 403, "\(role)")
        }
        let stranger = try await scene.test.session("stranger", .handler, CaseLife.stranger)
        #expect(try await scene.send(scene.drawn, form, stranger).status == 404)
        #expect(try await scene.inspection(scene.drawn) == nil)
    }

    @Test func whatFailsNeedsWordsAndIsSentBackOnceWithThem() async throws {
        let scene = try await Scene()
        let failed = good.dropLast() + [(CaseField.check("promise"), "failed"), ("redo", "1")]
        let form = try await scene.form(scene.drawn, Array(failed))
        let wordless = try await scene.send(scene.drawn, form)
        #expect(wordless.status == 422)
        #expect(wordless.text.contains("name=\"check-promise\" value=\"failed\" checked"), "what was chosen is kept")
        #expect(try await scene.inspection(scene.drawn) == nil)
        let full = form + [("note", "答应11月20日前修好，没有修。")]
        for _ in 0..<2 { #expect(try await scene.send(scene.drawn, full).status == 303) }
        let request = try #require(try await scene.test.desks.store.request(scene.drawn))
        #expect(request.rounds.count == 2 && request.stage == .inProgress)
        #expect(request.rounds[0].inspection?.failed == ["promise"] && request.rounds[0].inspection?.isSampled == true)
        let file = try #require(try await scene.test.desks.store.caseFile(scene.drawn))
        #expect(file.entries.count { $0.event.typeName == "request.inspected.1" } == 1)
        #expect(file.entries.count { $0.event.typeName == "request.redone.1" } == 1)
        // The body reads why; the queue is empty.
        let handler = try await scene.test.session("handler", .handler, CaseLife.lead)
        #expect(
            try await scene.test.visit("/desk/cases/\(scene.drawn)", handler).text.contains("答应11月20日前修好，没有修。"))
        #expect(try await scene.test.visit("/desk/inspections", scene.supervisor).text.contains("都查完了"))
        // And the person nothing of the inspection.
        let code = scene.test.desks.store.vault.queryCode(for: scene.drawn.rawValue)
        let cookies = try await scene.test.submit("/follow", [("number", "\(scene.drawn)"), ("code", code)]).cookies
        #expect(try await !scene.test.visit("/follow/\(scene.drawn)", cookies).text.contains("抽查"))
    }

    @Test func twoSupervisorsWithTheSameClosingBeforeThem() async throws {
        let scene = try await Scene()
        let second = try await scene.test.session("supervisor-2", .supervisor, "fs-gov")
        let (one, other) = (try await scene.form(scene.drawn, good), try await scene.form(scene.drawn, good))
        #expect(try await scene.send(scene.drawn, one).status == 303)
        let late = try await scene.send(scene.drawn, other, second)
        #expect(late.status == 409 && late.text.contains("supervisor"))
        let version = try #require(try await scene.test.desks.store.request(scene.drawn)?.version)
        let again = try await scene.send(
            scene.drawn, [("version", "\(version)"), ("once", "another")] + good, second)
        #expect(again.status == 409 && again.text.contains("已经抽查过了"))
        let file = try #require(try await scene.test.desks.store.caseFile(scene.drawn))
        #expect(file.entries.count { $0.event.typeName == "request.inspected.1" } == 1)
        let unknown = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: 999))
        // Its place in the queue leads to the case.
        let gone = try await scene.test.visit("/desk/inspections?case=\(scene.drawn)", second)
        #expect(gone.status == 303 && gone.location == "/desk/cases/\(scene.drawn)")
        #expect(try await scene.test.visit("/desk/inspections?case=\(unknown)", second).status == 404)
    }

    /// Whoever picks a closing by themselves can say what they like: it counts in no rate.
    @Test func onlyTheLotMakesASample() async throws {
        let scene = try await Scene()
        let version = try #require(try await scene.test.desks.store.request(scene.other)?.version)
        let form = [("version", "\(version)"), ("once", "picked"), ("sampled", "1"), ("isSampled", "true")] + good
        #expect(try await scene.send(scene.other, form).status == 303)
        #expect(try await scene.inspection(scene.other)?.isSampled == false)
        let days = CityDay("2026-11-19")!...CityDay("2026-11-19")!
        func inspected() async throws -> Int {
            try await scene.test.desks.supervision.requests(
                behind: BoardNumber(.inspected, days: days), scene.test.house.operation(of: TestActor.supervisor)
            ).page.items.count
        }
        #expect(try await inspected() == 0)
        #expect(try await scene.send(scene.drawn, scene.form(scene.drawn, good)).status == 303)
        #expect(try await inspected() == 1)
        let nothing = try await scene.send(
            scene.other, [("version", "\(version + 1)"), ("once", "nothing"), ("check-answered", "maybe")])
        #expect(nothing.status == 422 || nothing.status == 409)
    }
}

/// Appeals against ratings in a browser: the lead's, once, with words; decided by supervisors; the person is not concerned.
struct AppealPageTests {
    /// A request of Nanhai with a helper and one of Shunde, both rated badly enough to be appealed.
    private struct Scene {
        let test: TestHouse
        let number: CaseNumber
        let other: CaseNumber
        let handler, supervisor: String

        init() async throws {
            let test = try await TestHouse(at: "2026-11-19 15:00")
            self.test = test
            func rated(_ lead: OrganisationID, helpers: [OrganisationID] = []) async throws -> CaseNumber {
                let number = try await test.store.receive("2026-11-18 09:00", .test())
                try await test.store.give(
                    .dispatch(Dispatch(lead: lead, coHandlers: helpers)), number, "2026-11-18 09:10")
                try await test.store.give(.sign(body: lead, handler: nil), number, "2026-11-18 09:20")
                try await test.store.give(.close(body: lead, reply: "已责令停工"), number, "2026-11-18 10:00")
                let answer = CallBack(
                    reached: true, solved: false, satisfaction: .fairlySatisfied, channel: .phone, comment: "还在响")
                try await test.store.give(.callBack(answer), number, "2026-11-19 09:00")
                return number
            }
            number = try await rated(CaseLife.lead, helpers: [CaseLife.helper])
            other = try await rated(SmallWeek.shunde)
            handler = try await test.session("handler", .handler, CaseLife.lead)
            supervisor = try await test.session("supervisor", .supervisor, "fs-gov")
        }

        func act(
            _ action: CaseAction, _ fields: [(String, String)], _ cookie: String, on number: CaseNumber? = nil
        ) async throws -> Answer {
            let number = number ?? self.number
            let version = try #require(try await test.desks.store.request(number)?.version)
            return try await test.submit(
                SitePath.caseAction(number, action).description, [("version", "\(version)")] + fields, cookie)
        }

        func count(_ type: String) async throws -> Int {
            try #require(try await test.desks.store.caseFile(number)).entries.count { $0.event.typeName == type }
        }
    }

    private let appeal = [("ground", "record-wrong"), ("note", "录音里问的是另一件")]

    @Test func onlyTheLeadAppealsAndSaysOnWhatGround() async throws {
        let scene = try await Scene()
        for (role, body, status) in [
            (Role.handler, CaseLife.stranger, 404), (.dispatcher, "fs-hotline", 403),
            (.hotlineAgent, "fs-hotline", 403),
            (.supervisor, "fs-gov", 403), (.analyst, "fs-gov", 403), (.handler, CaseLife.helper, 403),
        ] {
            let cookie = try await scene.test.session("visitor-\(role.rawValue)-\(body)", role, body)
            #expect(try await scene.act(.appeal, appeal, cookie).status == status, "\(role) of \(body)")
        }
        // In the name of another body neither.
        let named = try await scene.act(.appeal, appeal + [("body", CaseLife.helper)], scene.handler)
        #expect(named.status == 403)
        for fields in [
            [("ground", "record-wrong")], [("note", "x")], [("ground", "weather"), ("note", "x")],
            [("ground", "record-wrong"), ("note", " ")],
        ] {
            #expect(try await scene.act(.appeal, fields, scene.handler).status == 422, "\(fields)")
        }
        #expect(try await scene.count("request.appealed.1") == 0)
        #expect(try await scene.test.visit("/desk/cases/\(scene.number)", scene.handler).text.contains("/appeal\""))
    }

    @Test func aRatingIsAppealedOnceHoweverOftenTheFormComes() async throws {
        let scene = try await Scene()
        let version = try #require(try await scene.test.desks.store.request(scene.number)?.version)
        let form = [("version", "\(version)"), ("once", "once-1")] + appeal
        let path = SitePath.caseAction(scene.number, .appeal).description
        for _ in 0..<2 { #expect(try await scene.test.submit(path, form, scene.handler).status == 303) }
        #expect(try await scene.count("request.appealed.1") == 1)
        let again = try await scene.act(.appeal, appeal + [("once", "once-2")], scene.handler)
        #expect(again.status == 409 && again.text.contains("每次评价只能申诉一次"))
        #expect(try await scene.count("request.appealed.1") == 1)
    }

    @Test func headsSeeTheirOwnAppealsAndSupervisorsThoseTheyWatchOver() async throws {
        let scene = try await Scene()
        let other = try await scene.test.session("shunde", .handler, SmallWeek.shunde)
        #expect(try await scene.act(.appeal, appeal, scene.handler).status == 303)
        #expect(try await scene.act(.appeal, appeal, other, on: scene.other).status == 303)
        for (role, body, sees) in [
            (Role.supervisor, "fs-gov", [true, true]), (.supervisor, "440606-gov", [false, true]),
            (.headOfBody, CaseLife.lead, [true, false]), (.headOfBody, "440605-gov", [true, false]),
            (.headOfBody, CaseLife.stranger, [false, false]),
        ] {
            let cookie = try await scene.test.session("reader-\(role.rawValue)-\(body)", role, body)
            let page = try await scene.test.visit("/desk/appeals", cookie)
            #expect(page.status == 200, "\(role) of \(body)")
            let found = [scene.number, scene.other].map { page.text.contains($0.description) }
            #expect(found == sees, "\(role) of \(body)")
        }
        for (role, body) in [
            (Role.handler, CaseLife.lead), (.dispatcher, "fs-hotline"), (.analyst, "fs-gov"), (.auditor, "fs-gov"),
        ] {
            let cookie = try await scene.test.session("stranger-\(role.rawValue)", role, body)
            #expect(try await scene.test.visit("/desk/appeals", cookie).status == 403, "\(role)")
        }
        let english = try await scene.test.visit("/desk/appeals", scene.supervisor, [.acceptLanguage: "en"])
        #expect(english.text.contains("The record of the call-back is wrong"))
    }

    @Test func aSupervisorDecidesOnceWithWordsAndThePersonIsNotConcerned() async throws {
        let scene = try await Scene()
        #expect(try await scene.act(.appeal, appeal, scene.handler).status == 303)
        let head = try await scene.test.session("head", .headOfBody, CaseLife.lead)
        for cookie in [head, scene.handler] {
            let own = try await scene.act(.decideAppeal, [("decision", "grant"), ("note", "成立")], cookie)
            #expect(own.status == 403, "nobody decides on their own appeal")
        }
        #expect(try await scene.act(.decideAppeal, [("decision", "grant")], scene.supervisor).status == 422)
        #expect(try await scene.act(.decideAppeal, [("note", "x")], scene.supervisor).status == 422)
        let code = scene.test.desks.store.vault.queryCode(for: scene.number.rawValue)
        let cookies = try await scene.test.submit("/follow", [("number", "\(scene.number)"), ("code", code)]).cookies
        let before = try await scene.test.visit("/follow/\(scene.number)", cookies).text
        let decision = [("decision", "grant"), ("note", "听了录音，成立"), ("once", "once-1")]
        #expect(try await scene.act(.decideAppeal, decision, scene.supervisor).status == 303)
        let again = try await scene.act(.decideAppeal, decision.dropLast() + [("once", "b")], scene.supervisor)
        #expect(again.status == 409 && again.text.contains("没有待裁定的申诉"))
        let decided = try await scene.test.visit("/desk/appeals?view=decided", head).text
        #expect(decided.contains(scene.number.description) && decided.contains("成立"))
        #expect(try await scene.test.visit("/desk/appeals", scene.supervisor).text.contains("没有待裁定的申诉"))
        // The body reads why. The person's page says what it said before.
        #expect(try await scene.test.visit("/desk/cases/\(scene.number)", scene.handler).text.contains("听了录音，成立"))
        let after = try await scene.test.visit("/follow/\(scene.number)", cookies).text
        #expect(!after.contains("申诉") && !after.contains("听了录音"))
        let said = before.contains("基本满意")
        #expect(said == after.contains("基本满意"))
        // It is taken out of the rates, and said to be.
        let board = try await scene.test.visit("/desk/board?period=2026-W47", scene.supervisor).text
        #expect(board.contains("what=excluded&amp;from=2026-11-16&amp;to=2026-11-19\">1</a>"))
    }
}
