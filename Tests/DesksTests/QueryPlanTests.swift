import Casework
import Civics
import Desks
import Reporting
import Storage
import TestSupport
import Testing

/// How the database finds what the desks ask for: a list of a page must not read the whole city.
@Suite struct QueryPlanTests {
    private static let day = CityDay("2026-11-18")!

    private func week() -> ClosedRange<CityDay> { Self.day.advanced(by: -6)...Self.day }

    /// The questions that desks ask, each by its name.
    private func questions(_ desks: Desks) -> [(name: String, ask: () async throws -> Void)] {
        func at(_ actor: Actor) -> OperationContext { context(actor, "2026-11-18 12:00") }
        let dispatcher = at(TestActor.dispatcher)
        let handler = at(TestActor.handler(CaseLife.lead))
        let supervisor = at(TestActor.supervisor)
        let districtSupervisor = at(TestActor.staff("supervisor", .supervisor, "440605-gov"))
        let agent = at(TestActor.agent)
        let analyst = at(TestActor.staff("analyst", .analyst, "fs-gov"))
        var list: [(name: String, ask: () async throws -> Void)] = []
        func add(_ name: String, _ ask: @escaping () async throws -> Void) { list.append((name, ask)) }
        /// The first page of a list and the second.
        func addPages(_ name: String, _ page: @escaping (RequestCursor?) async throws -> RequestPage) {
            add(name) {
                let first = try await page(nil)
                if let next = first.next { _ = try await page(next) }
            }
        }
        for view in DispatchDesk.View.allCases {
            addPages("dispatch queue, \(view)") {
                try await desks.dispatch.queue(view, after: $0, limit: 2, dispatcher)
            }
        }
        add("dispatch queue, counts") { _ = try await desks.dispatch.counts(dispatcher) }
        add("dispatch queue, oldest") { _ = try await desks.dispatch.oldest(.all, dispatcher) }
        add("dispatch desk, today") { _ = try await desks.dispatch.today(dispatcher) }
        for view in HandlingDesk.views(of: .handler) {
            addPages("work list, \(view)") { try await desks.handling.workList(view, after: $0, limit: 2, handler) }
        }
        let head = at(TestActor.staff("head", .headOfBody, CaseLife.lead))
        addPages("work list, toApprove") {
            try await desks.handling.workList(.toApprove, after: $0, limit: 2, head)
        }
        add("handlers of a body") { _ = try await desks.handlers(of: CaseLife.lead, handler) }
        add("work list, counts") { _ = try await desks.handling.counts(handler) }
        add("work list, closed in time") { _ = try await desks.handling.onTime(week(), handler) }
        addPages("call-back queue") { try await desks.service.callBackQueue(after: $0, limit: 2, agent).page }
        addPages("caller's requests") { _ in
            try await desks.service.history(ofPhone: "19900000001", limit: 2, agent)
        }
        add("similar requests") {
            _ = try await desks.service.similar(to: "工地半夜打桩", at: "440605011", agent)
        }
        for view in SupervisionDesk.View.allCases {
            addPages("supervision, \(view)") { try await desks.supervision.list(view, after: $0, limit: 2, supervisor) }
            addPages("supervision of a district, \(view)") {
                try await desks.supervision.list(view, after: $0, limit: 2, districtSupervisor)
            }
        }
        add("supervision, counts") { _ = try await desks.supervision.counts(supervisor) }
        for cut in BoardCut.allCases {
            let query = BoardQuery(cut, scope: .city, period: .days(week()))
            add("board, by \(cut)") { _ = try await desks.supervision.board(query, supervisor) }
        }
        for what in BoardNumber.What.allCases {
            let number = BoardNumber(what, value: CaseLife.lead, days: week())
            addPages("requests behind a number of the board, \(what)") {
                try await desks.supervision.requests(behind: number, after: $0, limit: 2, supervisor).page
            }
        }
        add("appeals") { _ = try await desks.supervision.appeals(decided: false, limit: 2, supervisor) }
        add("appeals, decided") { _ = try await desks.supervision.appeals(decided: true, limit: 2, supervisor) }
        add("lots, drawn") { _ = try await desks.supervision.drawLots(at: supervisor.now) }
        add("lots, waiting") { _ = try await desks.supervision.waitingLots(limit: 2, supervisor) }
        add("signs, looked for") { _ = try await desks.supervision.lookForSigns(at: supervisor.now) }
        add("signs") { _ = try await desks.supervision.signs(week(), supervisor) }
        add("signs, evidence") {
            _ = try await desks.supervision.evidence(for: .unreached, of: CaseLife.lead, week(), limit: 2, supervisor)
        }
        var figure = RequestFilter()
        figure.measure = .received
        figure.measureDays = week()
        addPages("requests behind a figure") { try await desks.advice.requests(figure, after: $0, limit: 2, analyst) }
        figure.leads = [CaseLife.lead]
        addPages("requests behind a body's figure") {
            try await desks.advice.requests(figure, after: $0, limit: 2, analyst)
        }
        var words = RequestFilter()
        words.words = "打桩"
        addPages("search") { try await desks.advice.requests(words, after: $0, limit: 2, analyst) }
        addPages("search in a work list") {
            try await desks.handling.workList(.open, finding: "打桩", after: $0, limit: 2, handler)
        }
        add("search, count") { _ = try await desks.advice.count(words, analyst) }
        addPages("all requests") { try await desks.advice.requests(RequestFilter(), after: $0, limit: 2, analyst) }
        add("the city's figures") { _ = try await desks.advice.overview(week(), analyst) }
        let store = desks.store
        let now = dispatcher.now
        add("messages, what ran out") {
            _ = try await store.noteOverdue(since: now - .days(30), until: now, limit: 2)
        }
        add("messages of a way, the next") { _ = try await store.nextMessage(by: "sms") }
        add("messages of a way, taken") {
            _ = try await store.takeMessages(by: "sms", at: now, lease: 1, until: now, limit: 2)
        }
        add("messages of a request") { _ = try await store.messages(of: CaseNumber(rawValue: 1)) }
        add("messages, counts") { _ = try await store.messageCounts(since: now - .hours(12), at: now) }
        add("dead letters") { _ = try await store.deadLetters() }
        add("the city now") { _ = try await desks.advice.now(analyst) }
        return list
    }

    @Test func everyQuestionIsAnsweredByTheIndexMeantForIt() async throws {
        let house = try await TestStore(behind: PlanWatch.init)
        let watch = try #require(house.store.database as? PlanWatch)
        try await house.fill(cases: 150, commands: 700, seed: 8, from: "2026-11-14 08:00")
        var text = """
            How the database finds the rows of what the desks ask for, step by step; a line for each statement.
            SEARCH goes to the rows by an index, SCAN reads a table or an index through, SORT puts what was found in order.

            """
        for (name, ask) in questions(house.desks) {
            let plans = try await watch.plans(of: ask).filter { !Self.byTheWay.contains($0) }
            text += "\n\(name)\n" + plans.map { "  \($0)\n" }.joined()
            for plan in plans { #expect(!plan.contains("SCAN content") && !plan.contains("SCAN event"), "\(name)") }
        }
        try Golden.expect(text, toBe: "query-plans.txt")
    }

    /// Keys and titles of the rows found.
    private static let byTheWay: Set = ["SEARCH person by key", "SEARCH content by key"]
}
