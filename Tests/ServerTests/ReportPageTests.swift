import Casework
import Civics
import Desks
import Foundation
import HTTPTypes
import Reporting
import Storage
import TestSupport
import Testing

@testable import Server

/// Reports at the desk, for programs, and for everybody: on Monday after the week of 9 November.
struct ReportPageTests {
    private struct Scene {
        let test: TestHouse
        let analyst: String
        let supervisor: String

        init() async throws {
            test = try await TestHouse(at: "2026-11-16 09:00")
            let number = try await test.store.answered(
                "2026-11-10", .test(title: "海八路工地半夜打桩", text: "每晚11点后还在打桩。"), reply: "已责令夜间停工")
            let answer = CallBack(reached: true, solved: true, satisfaction: .satisfied, channel: .phone, comment: nil)
            try await test.store.give(.callBack(answer), number, "2026-11-11 09:00")
            analyst = try await test.session("analyst7001", .analyst, "fs-gov")
            supervisor = try await test.session("supervisor6001", .supervisor, "fs-gov")
        }

        /// Presses the button of an action on a page.
        func press(
            _ action: String, _ cookie: String, version: Int = 1, _ more: [(String, String)] = [],
            _ headers: HTTPFields = [:]
        ) async throws -> Answer {
            let path = "/desk/reports/2026-W46/versions/\(version)"
            let page = try await test.visit(path, cookie)
            let fields = [("seen", page.hidden("seen") ?? "99"), ("once", page.hidden("once") ?? "x")] + more
            return try await test.submit("\(path)/\(action)", fields, cookie, headers)
        }

        func draft() async throws -> Answer {
            let page = try await test.visit("/desk/reports/2026-W46", analyst)
            return try await test.submit(
                "/desk/reports/2026-W46/draft", [("once", page.hidden("once") ?? "")], analyst)
        }

        func issue() async throws {
            #expect(try await draft().location == "/desk/reports/2026-W46/versions/1")
            #expect(try await press("review", analyst).status == 303)
            #expect(try await press("issue", supervisor).status == 303)
        }
    }

    @Test func aReportGoesFromALookToIssuedAndIsDownloaded() async throws {
        let scene = try await Scene()
        let live = try await scene.test.visit("/desk/reports/2026-W46", scene.analyst)
        #expect(live.status == 200 && live.text.contains("没有留存"))
        #expect(try await scene.draft().status == 303)
        let draft = try await scene.test.visit("/desk/reports/2026-W46", scene.analyst)
        #expect(draft.text.contains("草稿，待审核") && draft.text.contains("审核通过，送签发"))
        // The supervisor reads it and has nothing to press but a review.
        #expect(try await scene.press("review", scene.analyst).location == "/desk/reports/2026-W46/versions/1")
        let reviewed = try await scene.test.visit("/desk/reports/2026-W46", scene.supervisor)
        #expect(reviewed.text.contains("签发报告"))
        #expect(try await scene.press("issue", scene.supervisor).status == 303)
        let issued = try await scene.test.visit("/desk/reports/2026-W46", scene.analyst)
        #expect(issued.text.contains("已签发") && !issued.text.contains("/versions/1/remake"))
        for format in ["json", "html"] {
            let file = try await scene.test.visit("/desk/reports/2026-W46/versions/1/file.\(format)", scene.analyst)
            #expect(file.status == 200)
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"2026-W46.\(format)\"")
        }
        let file = try await scene.test.visit("/desk/reports/2026-W46/versions/1/file.json", scene.analyst)
        #expect(try ReportDocument(json: file.bytes).language == .chinese)
    }

    @Test func aStepWithoutAReasonAndOneThatCameTooLateSaySoAndKeepWhatWasTyped() async throws {
        let scene = try await Scene()
        try await scene.issue()
        let without = try await scene.press("correct", scene.analyst, [("reason", "  ")])
        #expect(without.status == 422 && without.text.contains("请写明原因"))
        let path = "/desk/reports/2026-W46/versions/1"
        let stale = try await scene.test.submit(
            "\(path)/correct", [("seen", "1"), ("once", "a"), ("reason", "漏了<一件>")], scene.analyst)
        #expect(stale.status == 409 && stale.text.contains("漏了&lt;一件&gt;"))
        let english = try await scene.press("remake", scene.analyst, [], [.acceptLanguage: "en"])
        #expect(english.status == 409 && english.text.contains("does not change by a byte"))
    }

    @Test func theVersionThatWasCorrectedLeadsToTheOneThatHolds() async throws {
        let scene = try await Scene()
        try await scene.issue()
        let corrected = try await scene.press("correct", scene.analyst, [("reason", "漏了一件")])
        #expect(corrected.location == "/desk/reports/2026-W46/versions/2")
        #expect(try await scene.press("review", scene.analyst, version: 2).status == 303)
        #expect(try await scene.press("issue", scene.supervisor, version: 2).status == 303)
        let old = try await scene.test.visit("/desk/reports/2026-W46/versions/1", scene.supervisor)
        #expect(old.text.contains("这一版已经更正") && old.text.contains("漏了一件"))
        #expect(old.text.contains("href=\"/desk/reports/2026-W46/versions/2\""))
        let holding = try await scene.test.visit("/desk/reports/2026-W46", scene.supervisor)
        #expect(holding.text.contains("这是更正"))
    }

    @Test func theFiguresOfTodayAreHeldBesideIt() async throws {
        let scene = try await Scene()
        try await scene.issue()
        let path = "/desk/reports/2026-W46/versions/1/changes"
        #expect(try await scene.test.visit(path, scene.analyst).text.contains("没有变化"))
        try await scene.test.store.receive("2026-11-12 09:00")
        let changed = try await scene.test.visit(path, scene.analyst, [.acceptLanguage: "en"])
        #expect(changed.status == 200 && changed.text.contains("have changed since"))
    }

    @Test func aReportOfDaysOfOnesOwnIsMade() async throws {
        let scene = try await Scene()
        let page = try await scene.test.visit("/desk/reports/new", scene.analyst)
        #expect(page.status == 200 && page.text.contains("value=\"2026-W46\""))
        func send(_ fields: [(String, String)]) async throws -> Answer {
            try await scene.test.submit(
                "/desk/reports/new", fields + [("once", page.hidden("once") ?? "")], scene.analyst)
        }
        let made = try await send([("period", "2026-W46"), ("scope", "city")])
        #expect(made.location == "/desk/reports/2026-W46/versions/1")
        for (fields, fault) in [
            ([("scope", "city")], "period"), ([("period", "2026-W99"), ("scope", "city")], "period"),
            ([("from", "2026-11-10"), ("scope", "city")], "to"),
            ([("from", "2026-11-10"), ("to", "2026-11-09"), ("scope", "city")], "to"),
            ([("period", "2026-W46"), ("scope", "district:1")], "scope"), ([("period", "2026-W46")], "scope"),
        ] {
            let answer = try await send(fields)
            #expect(answer.status == 422, "\(fields)")
            #expect(answer.text.contains("id=\"\(fault)-error\""), "\(fields)")
        }
        // Of days that have not begun there is nothing to tell.
        #expect(try await send([("period", "2026-W48"), ("scope", "city")]).status == 409)
        // What is kept is led to.
        let again = try await scene.test.submit(
            "/desk/reports/new", [("period", "2026-W46"), ("scope", "city"), ("once", "another")], scene.analyst)
        #expect(again.location == "/desk/reports/2026-W46")
    }

    @Test func nobodyOpensOrSignsWhatIsNotTheirs() async throws {
        let scene = try await Scene()
        try await scene.issue()
        let agent = try await scene.test.session("agent", .hotlineAgent, "fs-hotline")
        for path in [
            "/desk/reports", "/desk/reports/2026-W46", "/desk/reports/2026-W46/versions/1", "/desk/reports/new",
            "/desk/reports/2026-W46/versions/1/file.json", "/desk/reports/2026-W46/versions/1/changes",
        ] {
            #expect(try await scene.test.visit(path, agent).status == 403, "\(path)")
            #expect(try await scene.test.visit(path).status == 303, "\(path)")
        }
        #expect(try await scene.test.visit("/desk/reports/new", scene.supervisor).status == 403)
        let path = "/desk/reports/2026-W46/versions/1/correct"
        #expect(try await scene.test.submit(path, [("reason", "r")], scene.supervisor).status == 403)
    }

    @Test(arguments: [
        "/desk/reports/2026-W99", "/desk/reports/nonsense", "/desk/reports/2020-01", "/desk/reports/2030",
        "/desk/reports/2026-W46/versions/2", "/desk/reports/2026-W46/versions/x",
        "/desk/reports/2026-W46/versions/1/file.txt", "/desk/reports/2026-W46@district:1",
        "/desk/reports/weekly/2026-W99", "/desk/reports/%3Cscript%3E",
    ])
    func whatIsNotThereIsNotFound(path: String) async throws {
        let scene = try await Scene()
        #expect(try await scene.test.visit(path, scene.analyst).status == 404)
    }

    @Test func theOldAddressOfAWeekLeadsOn() async throws {
        let scene = try await Scene()
        let answer = try await scene.test.visit("/desk/reports/weekly/2026-W46", scene.analyst)
        #expect(answer.status == 301 && answer.location == "/desk/reports/2026-W46")
    }

    @Test func theArchiveIsNarrowedAndSaysWhatWaits() async throws {
        let scene = try await Scene()
        _ = try await scene.draft()
        let all = try await scene.test.visit("/desk/reports", scene.analyst)
        #expect(all.text.contains("1 份草稿待审核") && all.text.contains("/desk/reports/2026-W46/versions/1"))
        #expect(all.text.contains("data-count=\"reports\">1<"))
        #expect(try await scene.test.visit("/desk", scene.analyst).text.contains("报告草稿待审核"))
        #expect(!(try await scene.test.visit("/desk", scene.supervisor).text.contains("报告草稿待审核")))
        let annual = try await scene.test.visit("/desk/reports?kind=annual", scene.analyst)
        #expect(annual.text.contains("没有这样的报告"))
        let waiting = try await scene.test.visit("/desk/reports?view=waiting", scene.analyst)
        #expect(waiting.text.contains("/desk/reports/2026-W46/versions/1"))
        #expect(try await scene.test.visit("/desk/reports?page=-3&year=x&kind=y", scene.analyst).status == 200)
    }

    // MARK: Everybody

    @Test func peopleReadWhatWasIssuedAndNoCase() async throws {
        let scene = try await Scene()
        let empty = try await scene.test.visit("/figures/reports")
        #expect(empty.status == 200 && empty.text.contains("还没有公开的报告"))
        _ = try await scene.draft()
        #expect(try await scene.test.visit("/figures/reports/2026-W46").status == 404)
        #expect(try await scene.press("review", scene.analyst).status == 303)
        #expect(try await scene.press("issue", scene.supervisor).status == 303)
        #expect(try await scene.test.visit("/figures/reports").text.contains("/figures/reports/2026-W46"))
        let page = try await scene.test.visit("/figures/reports/2026-W46")
        #expect(page.status == 200 && !page.text.contains("海八路") && page.text.contains("对外版本从略"))
        #expect(!page.text.contains("/desk/requests"))
        for _ in 0..<2 {
            let file = try await scene.test.visit("/figures/reports/2026-W46/file.html")
            #expect(file.status == 200 && !file.text.contains("海八路"))
        }
        #expect(try await scene.test.visit("/figures").text.contains("/figures/reports"))
        for path in ["/figures/reports/2026-W45", "/figures/reports/2026-W46@district:440605", "/figures/reports/x"] {
            #expect(try await scene.test.visit(path).status == 404, "\(path)")
        }
    }

    // MARK: Programs

    @Test func programsListReadAndFetchReports() async throws {
        let scene = try await Scene()
        try await scene.issue()
        let token = try await scene.test.token("reader", .auditor, "fs-gov")
        let list = try await scene.test.get("/reports?kind=weekly&state=issued&year=2026", token: token)
        #expect(list.status == 200 && list.json["total"]?.integer == 1)
        let item = try #require(list.json.items.first)
        #expect(item["report"]?.text == "2026-W46" && item["issuedBy"]?.text == "supervisor6001")
        #expect(item["digest"]?.text?.count == 64)
        #expect(try await scene.test.get("/reports?state=draft", token: token).json["total"]?.integer == 0)
        let one = try await scene.test.get("/reports/2026-W46", token: token, [.acceptLanguage: "en"])
        #expect(one.json["document"]?["language"]?.text == "en")
        guard case .array(let acts)? = one.json["acts"] else { return #expect(Bool(false), "no acts") }
        #expect(acts.map { $0["act"]?.text } == ["made", "reviewed", "issued"])
        let file = try await scene.test.get("/reports/2026-W46/versions/1/file.json", token: token)
        #expect(try ReportDocument(json: file.bytes).days == CityWeek("2026-W46")!.days)
        #expect(try await scene.test.get("/reports").status == 401)
        #expect(try await scene.test.get("/reports/2026-W45", token: token).status == 404)
        #expect(try await scene.test.get("/reports?state=lost", token: token).status == 422)
        let agent = try await scene.test.token("agent", .hotlineAgent, "fs-hotline")
        #expect(try await scene.test.get("/reports/2026-W46", token: agent).status == 403)
    }
}
