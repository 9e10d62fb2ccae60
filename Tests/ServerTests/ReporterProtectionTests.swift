import Casework
import Civics
import Desks
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Reporting
import Storage
import TestSupport
import Testing

@testable import Server

/// Protection of those who report wrongdoing, end to end: whatever the bodies reported on can open, ask, search, download
/// or listen to, nothing of it tells who reported them.
struct ReporterProtectionTests {
    /// A report of wrongdoing, in whose texts the reporter names themselves, and what was written in it since.
    private struct Scene {
        let test: TestHouse
        let number: CaseNumber
        let code: String
        /// A file of theirs that the hotline has let the bodies see, by its version; its name gives them away.
        let cleared: Int
        /// Another one, that nobody has looked at.
        let keptBack: Int

        static let person = PersonDetails(
            name: "林月如", phone: "13800138777", enterprise: "佛山市月如食品有限公司", creditCode: "91440605MA4UN2RX5U")
        /// What must nowhere appear: whole, masked, or written otherwise.
        static let traces = [
            "林月如", "林**", "13800138777", "138****8777", "138-0013-8777", "1380013 8777", "8777",
            "月如食品", "佛****", "91440605MA4UN2RX5U", "ma4un2rx5u",
        ]

        init() async throws {
            test = try await TestHouse()
            var intake = Intake.nightWork()
            intake.kind = .report
            intake.title = "举报住建局科长收钱，林月如"
            intake.text = "我是林月如，电话 138-0013-8777，在佛山市月如食品有限公司上班，亲眼看到科长收钱放行夜间施工。"
            intake.person = Self.person
            let agent = test.house.operation(of: TestActor.agent)
            number = try await test.desks.service.receive(intake, agent).number
            code = test.desks.store.vault.queryCode(for: number.rawValue)
            _ = try await test.desks.reports.draft(
                ReportOrder("2026-W47")!, test.house.operation(of: TestActor.analyst))
            // The same person once more, openly, with the same body: the two must not be joined.
            var open = Intake.nightWork()
            open.person = Self.person
            open.title = "路灯不亮"
            open.text = "东二路的路灯坏了三盏。"
            let other = try await test.desks.service.receive(open, agent).number
            let dispatcher = test.house.operation(of: TestActor.dispatcher)
            for case_ in [number, other] {
                try await test.desks.act(
                    .dispatch(Dispatch(lead: CaseLife.lead, coHandlers: [CaseLife.helper])), on: case_, dispatcher)
            }
            _ = try await test.desks.service.attach(
                [
                    NewFile(name: "林月如的信.pdf", type: .pdf, bytes: MadeFiles.pdf()),
                    NewFile(name: "13800138777.png", type: .png, bytes: MadeFiles.png()),
                ], to: number, code: code, test.house.operation(of: .resident))
            let files = try await test.desks.store.request(number)?.attachments.map(\.version) ?? []
            cleared = files[0]
            keptBack = files[1]
            try await test.desks.act(.clearAttachment(version: cleared), on: number, agent)
            try await write()
        }

        /// What staff write in it: the hotline's notes name the person too.
        private func write() async throws {
            let handler = test.house.operation(of: TestActor.handler(CaseLife.lead))
            let agent = test.house.operation(of: TestActor.agent)
            try await test.desks.act(.note("林月如来电补充，手机 1380013 8777"), on: number, agent)
            try await test.desks.act(.urge(note: "林月如很着急"), on: number, agent)
            try await test.desks.act(.sign(body: CaseLife.lead, handler: nil), on: number, handler)
            try await test.desks.act(
                .contact(body: CaseLife.lead, means: .relay, note: "热线转告"), on: number, handler)
        }

        /// Those whom it must be kept from, with a cookie and a token each.
        func bodies() async throws -> [(name: String, cookie: String, token: String)] {
            var bodies: [(String, String, String)] = []
            for (name, role, body) in [
                ("handler-lead", Role.handler, CaseLife.lead), ("head-lead", .headOfBody, CaseLife.lead),
                ("handler-helper", .handler, CaseLife.helper), ("head-above", .headOfBody, "440605-gov"),
            ] where test.desks.city.organisation(body) != nil {
                let cookie = try await test.session(name, role, body)
                let token = try await test.desks.administration.issueAPIToken(
                    account: name, test.house.operation(of: TestActor.administrator))
                bodies.append((name, cookie, TokenText.text(token)))
            }
            return bodies
        }

        /// - Parameter isQuestion: what was asked for stands in the answer, and tells nothing that was not known before.
        func check(
            _ answer: Answer, _ where: String, asked: String = "",
            sourceLocation: SourceLocation = #_sourceLocation
        ) {
            let said =
                answer.text.replacing(asked.isEmpty ? "\u{0}" : asked, with: "")
                + answer.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
            for trace in Self.traces + [code] where Self.stands(trace, in: said) {
                Issue.record("“\(trace)” stands in \(`where`) (\(answer.status))", sourceLocation: sourceLocation)
            }
        }

        /// Whether a trace stands in a text, in letters of either case. A few digits are looked for as a number of their
        /// own: inside a digest or a key, which are chosen by lot, they come up now and then and tell nothing.
        private static func stands(_ trace: String, in text: String) -> Bool {
            guard trace.count < 7, trace.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return text.lowercased().contains(trace.lowercased())
            }
            func isInside(_ scalar: Unicode.Scalar?) -> Bool {
                scalar.map { $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) } ?? false
            }
            let scalars = text.unicodeScalars
            return text.ranges(of: trace).contains { range in
                let before = range.lowerBound > text.startIndex ? scalars[scalars.index(before: range.lowerBound)] : nil
                let after = range.upperBound < text.endIndex ? scalars[range.upperBound] : nil
                return !isInside(before) && !isInside(after)
            }
        }
    }

    /// Values for the parts of addresses that vary; a route with another one has to be added here.
    private func paths(of route: RouteList.Route, _ scene: Scene) -> [String] {
        let values = [
            "number": scene.number.description, "week": "2026-W47", "name": "tokens.css", "id": "handler-lead",
            "link": "AAAAAAAAAAAAAAAA", "order": "2026-W47",
            "version": route.path.contains("{order}") ? "1" : "\(scene.cleared)",
        ]
        var path = route.path
        for (name, value) in values { path = path.replacing("{\(name)}", with: value) }
        #expect(!path.contains("{"), "\(route): say in this test what stands there")
        let more: [String: [String]] = [
            "/desk/worklist": HandlingDesk.View.allCases.map { "?view=\($0.rawValue)" } + ["?q=%E6%96%BD%E5%B7%A5"],
            "/desk/supervision": SupervisionDesk.View.allCases.map { "?view=\($0.rawValue)" },
            "/desk/search": ["?q=%E6%96%BD%E5%B7%A5", "?q=\(scene.number)"],
            "/desk/requests": ["?measure=received&from=2026-11-01&to=2026-11-30"],
            "/api/v1/requests": ["?open=true", "?q=%E6%96%BD%E5%B7%A5", "?kind=report", "?lead=\(CaseLife.lead)"],
            "/api/v1/figures": ["?measure=received&from=2026-11-01&to=2026-11-30"],
        ]
        return [path] + (more[path] ?? []).map { path + $0 }
    }

    /// Streams have no end; they are listened to below.
    private static let streams: Set = ["/desk/live"]

    @Test
    func nothingThatABodyCanOpenTellsWhoReportedIt() async throws {
        let scene = try await Scene()
        let routes = scene.test.house.routes.routes.filter {
            $0.method == .get && !Self.streams.contains($0.path)
        }
        #expect(routes.count > 40)
        var opened = 0
        for (name, cookie, token) in try await scene.bodies() {
            for route in routes {
                for path in paths(of: route, scene) {
                    let isAPI = path.hasPrefix("/api/")
                    for language in ["zh", "en"] {
                        var headers: HTTPFields = [.acceptLanguage: language]
                        if isAPI { headers[.authorization] = "Bearer \(token)" } else { headers[.cookie] = cookie }
                        let answer = try await scene.test.send(.get, path, headers)
                        #expect(answer.status < 500, "\(name) \(path): \(scene.test.log.all.suffix(1))")
                        opened += answer.status == 200 ? 1 : 0
                        scene.check(answer, "\(name) GET \(path) (\(language))")
                    }
                }
            }
            // The case itself is open to them, and says that somebody is protected.
            let page = try await scene.test.visit(SitePath.caseFile(scene.number).description, cookie)
            #expect(page.status == 200 && page.text.contains("亲眼看到科长收钱"))
            // Of the files, what the hotline has looked at.
            let file = try await scene.test.visit("/desk/cases/\(scene.number)/attachments/\(scene.cleared)", cookie)
            #expect(file.status == 200)
            let other = try await scene.test.visit("/desk/cases/\(scene.number)/attachments/\(scene.keptBack)", cookie)
            #expect(other.status == 404)
        }
        #expect(opened > 150)
    }

    /// Refusals, forms with faults and conflicts show what was typed, and the page around it.
    @Test
    func noAnswerToAnythingABodySubmitsTellsWhoReportedIt() async throws {
        let scene = try await Scene()
        let routes = scene.test.house.routes.routes.filter { route in
            route.method != .get && route.path != "/sign-out" && route.path != "/sign-in"
        }
        for (name, cookie, token) in try await scene.bodies() {
            for route in routes {
                for path in paths(of: route, scene) {
                    let answer: Answer
                    if path.hasPrefix("/api/") {
                        answer = try await scene.test.send(
                            route.method, path,
                            [
                                .authorization: "Bearer \(token)", .contentType: "application/json",
                                .idempotencyKey: "k-\(path)-\(name)", .ifMatch: "\"999\"",
                            ], body: RequestBody(buffer: ByteBuffer(string: "{}")))
                    } else {
                        // Of a version that never was: whatever is asked, nothing is done.
                        answer = try await scene.test.submit(
                            path, [("version", "999"), ("once", "o-\(name)"), ("note", "x")], cookie)
                    }
                    #expect(answer.status < 500, "\(name) \(route): \(scene.test.log.all.suffix(1))")
                    scene.check(answer, "\(name) \(route)")
                }
            }
        }
    }

    @Test
    func aBodyDoesNotFindItsReporterBySearching() async throws {
        let scene = try await Scene()
        for (name, cookie, token) in try await scene.bodies() {
            for words in ["林月如", "月如", "13800138777", "8777", "月如食品有限公司", "91440605MA4UN2RX5U", scene.code] {
                let escaped = words.utf8.map { "%" + String($0, radix: 16) }.joined()
                for path in [
                    "/desk/search?q=\(escaped)", "/desk/worklist?q=\(escaped)", "/desk/supervision?q=\(escaped)",
                    "/api/v1/requests?q=\(escaped)",
                ] {
                    let isAPI = path.hasPrefix("/api/")
                    let answer = try await scene.test.send(
                        .get, path, isAPI ? [.authorization: "Bearer \(token)"] : [.cookie: cookie])
                    #expect(answer.status < 500)
                    // Finding the report by the name would tell as much as reading the name in it.
                    if path.hasPrefix("/desk/supervision") { continue }
                    #expect(
                        !answer.text.contains(scene.number.description),
                        "\(name) finds the report by “\(words)” at \(path.prefix(20))")
                }
            }
        }
    }

    @Test
    func nothingThatABodyHearsWhileItIsOpenTellsWhoReportedIt() async throws {
        let scene = try await Scene()
        for (name, cookie, _) in try await scene.bodies() {
            let line = try await scene.test.listen(cookie, to: "/desk/live?case=\(scene.number)")
            try await scene.test.desks.act(
                .note("林月如又来电，13800138777"), on: scene.number, scene.test.house.operation(of: TestActor.agent))
            _ = try await line.events(1)
            await line.cut()
            for trace in Scene.traces + [scene.code] {
                #expect(!line.all.contains(trace), "\(name) hears “\(trace)”")
            }
        }
    }

    /// Those who need it see it, and the looks are written down: the protection is not that nobody knows.
    @Test
    func theHotlineSeesWhoItIsAndTheLookIsWrittenDown() async throws {
        let scene = try await Scene()
        let agent = try await scene.test.session("agent", .hotlineAgent, "fs-hotline")
        let page = try await scene.test.visit(SitePath.caseFile(scene.number).description, agent)
        #expect(page.text.contains("我是林月如"))
        let shown = try await scene.test.submit(
            SitePath.reveal(scene.number).description, [("back", SitePath.caseFile(scene.number).description)], agent)
        #expect(shown.text.contains("13800138777"))
        let looks = try await scene.test.desks.store.accesses(to: scene.number)
        #expect(looks.contains { $0.what == "reporter" && $0.account == "agent" })
    }

    /// A report that was taken as something else and is reclassified later is protected from then on, also in the index.
    @Test
    func whatIsReclassifiedAsAReportIsProtectedFromThenOn() async throws {
        let test = try await TestHouse()
        var intake = Intake.nightWork()
        intake.title = "林月如反映"
        intake.text = "我是林月如，科长收钱放行夜间施工。"
        intake.person = Scene.person
        let number = try await test.desks.service.receive(intake, test.house.operation(of: .resident)).number
        let dispatcher = test.house.operation(of: TestActor.dispatcher)
        try await test.desks.act(.dispatch(Dispatch(lead: CaseLife.lead)), on: number, dispatcher)
        let request = try #require(try await test.desks.store.request(number))
        let handler = try await test.session("handler", .handler, CaseLife.lead)
        #expect(try await test.visit(SitePath.caseFile(number).description, handler).text.contains("林月如"))
        let limits = try #require(
            TestCity.foshan.limits.limits(kind: .report, urgency: .ordinary, line: .public))
        try await test.desks.act(
            .classify(
                Classification(
                    kind: .report, urgency: .ordinary, category: request.category, place: request.place,
                    limits: limits)), on: number, dispatcher)
        for path in [SitePath.caseFile(number).description, "/desk/worklist", "/desk/search?q=%E6%96%BD%E5%B7%A5"] {
            #expect(try await !test.visit(path, handler).text.contains("林月如"), "\(path)")
        }
        #expect(try await !test.visit("/desk/search?q=%E6%9C%88%E5%A6%82", handler).text.contains("\(number)"))
    }
}

/// What is shown masked is masked on reading: nothing that is sent back can take the place of what is kept.
struct MaskedValueTests {
    @Test
    func noFormCarriesAMaskedValueAndNothingSentBackReplacesWhatIsKept() async throws {
        let test = try await TestHouse()
        let number = try await test.desks.service.receive(
            .nightWork(), test.house.operation(of: TestActor.agent)
        ).number
        try await test.desks.act(
            .dispatch(Dispatch(lead: CaseLife.lead)), on: number, test.house.operation(of: TestActor.dispatcher))
        let kept = try #require(try await test.desks.store.person(of: number))
        let (name, phone) = (Masking.name(kept.name), Masking.phone(kept.phone))
        let masked = [
            ("name", name), ("phone", phone), ("caller", phone), ("enterprise", "佛***"), ("creditCode", "9144****"),
        ]
        let staff: [(String, Role, OrganisationID)] = [
            ("agent", .hotlineAgent, "fs-hotline"), ("dispatcher", .dispatcher, "fs-hotline"),
            ("handler", .handler, CaseLife.lead), ("head", .headOfBody, CaseLife.lead),
            ("supervisor", .supervisor, "fs-gov"), ("admin", .administrator, "fs-gov"),
        ]
        for (account, role, body) in staff {
            let cookie = try await test.session(account, role, body)
            let token = TokenText.text(
                try await test.desks.administration.issueAPIToken(
                    account: account, test.house.operation(of: TestActor.administrator)))
            let page = try await test.visit(SitePath.caseFile(number).description, cookie).text
            for value in [name, phone] {
                #expect(!page.contains("value=\"\(value)\""), "a form of \(role) carries \(value)")
                #expect(!page.contains(">\n\(value)</textarea>"), "a form of \(role) carries \(value)")
            }
            for action in CaseAction.allCases {
                _ = try await test.submit(
                    SitePath.caseAction(number, action).description,
                    [("version", "2"), ("once", "o-\(account)-\(action)"), ("note", phone)] + masked, cookie)
                let json = masked.map { "\"\($0.0)\": \"\($0.1)\"" }.joined(separator: ", ")
                _ = try await test.post("/requests/\(number)/\(action.rawValue)", "{\(json)}", token: token)
            }
            #expect(try await test.desks.store.person(of: number) == kept, "\(role)")
        }
        // A masked number is no number, where a new request is taken in.
        let agent = try await test.session("agent", .hotlineAgent, "fs-hotline")
        let refused = try await test.submit(
            "/desk/intake",
            [("title", "路灯不亮"), ("text", "东二路的路灯坏了"), ("place", "440605011"), ("kind", "help")] + masked, agent)
        #expect(refused.status == 422)
    }
}
