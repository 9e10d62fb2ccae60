import Casework
import Civics
import Desks
import HTTPTypes
import Pages
import Storage
import TestSupport
import Testing

@testable import Server

/// The board in a browser: what its figures say, where they lead, and whom it opens for. The week is that of `SmallWeek`.
struct BoardServerTests {
    private struct Scene {
        let test: TestHouse
        let week: SmallWeek
        let supervisor: String

        init() async throws {
            test = try await TestHouse(at: "2026-11-22 12:00")
            week = try await SmallWeek(in: test.store)
            supervisor = try await test.session("supervisor", .supervisor, "fs-gov")
        }

        func visit(_ query: String, _ more: HTTPFields = [:]) async throws -> Answer {
            try await test.visit("/desk/board?\(query)", supervisor, more)
        }
    }

    private static let english: HTTPFields = [.acceptLanguage: "en"]

    /// The figures of a page that lead to requests: the address, and the number that stands there.
    private func figures(_ page: Answer) -> [(path: String, number: Int)] {
        page.text.matches(of: /<a class="ev" href="([^"]*)">([^<]*)<\/a>/).compactMap { found in
            Int(found.2).map { (String(found.1).replacing("&amp;", with: "&"), $0) }
        }
    }

    /// The requests that a page lists.
    private func listed(_ page: Answer) -> Set<String> {
        Set(page.text.matches(of: /href="\/desk\/cases\/(\d{6}-\d{5}-\d)"/).map { String($0.1) })
    }

    @Test func theBoardSaysEachRateWithWhatItRestsOn() async throws {
        let scene = try await Scene()
        let page = try await scene.visit("period=2026-W47")
        #expect(page.status == 200)
        func figure(_ what: String, of body: String? = nil) -> Int? {
            let value = body.map { "&value=\($0)" }
            return figures(page).first { path, _ in
                path.contains("what=\(what)&") && (value.map { path.contains($0) } ?? !path.contains("&value="))
            }?.number
        }
        #expect(figure("dispatched") == 7 && figure("closed") == 7 && figure("open") == 1 && figure("overdue") == 1)
        #expect(figure("contact-due") == 7 && figure("contacted") == 6 && figure("not-contacted") == 1)
        #expect(figure("dispatched", of: CaseLife.lead) == 5 && figure("dispatched", of: SmallWeek.shunde) == 2)
        #expect(figure("contact-due", of: CaseLife.lead) == 5 && figure("contacted", of: CaseLife.lead) == 4)
        #expect(figure("redone", of: CaseLife.lead) == 1 && figure("overdue", of: SmallWeek.shunde) == 1)
        #expect(figure("excluded") == 1 && figure("left-out-of-solved") == 1)
        // Six of seven: 85.7 %, by Wilson between 48.7 % and 97.4 %. Four that fell due are too few for a rate.
        #expect(page.text.contains("85.7%") && page.text.contains("48.7% 到 97.4%"))
        #expect(figure("due") == 4 && figure("on-time") == nil)
        #expect(page.text.contains("效能看板") && page.text.contains("评分规则 2026-01-01 起的版本"))
        let english = try await scene.visit("period=2026-W47", Self.english)
        #expect(english.text.contains("48.7% to 97.4%") && english.text.contains("lang=\"en\""))
        #expect(figures(english).map(\.number) == figures(page).map(\.number))
    }

    /// Every figure of every cut, in both languages, leads to a page that lists as many requests as the figure says. A
    /// request that was closed twice stands there once, and the page says so.
    @Test(arguments: ["body", "district", "field", "category", "town"])
    func everyFigureLeadsToAsManyRequestsAsItSays(cut: String) async throws {
        let scene = try await Scene()
        let page = try await scene.visit("period=2026-W47&by=\(cut)")
        let found = Dictionary(
            figures(page).map { ($0.path, $0.number) },
            uniquingKeysWith: { first, second in
                #expect(first == second, "one figure, two numbers")
                return first
            })
        #expect(found.count > 20, "\(cut): \(found.count)")
        for (path, number) in found.sorted(by: { $0.key < $1.key }) {
            let list = try await scene.test.visit(path, scene.supervisor)
            #expect(list.status == 200, "\(path)")
            let requests = listed(list)
            // Only `e` was closed twice, by Nanhai.
            let twice = path.contains("what=closed&") && requests.contains("\(scene.week.numbers["e"]!)") ? 1 : 0
            #expect(requests.count == number - twice, "\(path)")
            #expect(list.text.contains(" \(number - twice) 件"), "\(path)")
            if twice == 1 { #expect(list.text.contains("这里只列一次")) }
        }
        let path = try #require(found.keys.first { $0.contains("what=contacted&") })
        let other = try await scene.test.visit(path, scene.supervisor, Self.english)
        #expect(listed(other).count == found[path] && other.text.contains("Back to the board"))
    }

    @Test func aWeekThatRunsIsShownAsFarAsItHasCome() async throws {
        let test = try await TestHouse(at: "2026-11-17 12:00")
        for (day, count) in [("2026-11-09", 2), ("2026-11-13", 3), ("2026-11-16", 1)] {
            for _ in 0..<count { try await test.store.answered(day) }
        }
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let running = try await test.visit("/desk/board?period=2026-W47", cookie)
        #expect(running.text.contains("name=\"to\" value=\"2026-11-17\""))
        #expect(!running.text.contains("rel=\"next\""), "the week after has not begun")
        #expect(figures(running).first { $0.path.contains("what=closed&") }?.number == 1)
        let over = try await test.visit("/desk/board?period=2026-W46", cookie)
        #expect(over.text.contains("name=\"to\" value=\"2026-11-15\"") && over.text.contains("rel=\"next\""))
        #expect(figures(over).first { $0.path.contains("what=closed&") }?.number == 5)
        // Two days against two days: 2 closed on Monday and Tuesday of the week before, and not 5.
        let token = try await test.token("analyst", .analyst, "fs-gov")
        let json = try await test.get("/board?period=2026-W47", token: token).json
        #expect(json["to"]?.text == "2026-11-17" && json["before"]?["to"]?.text == "2026-11-10")
        #expect(json["before"]?["whole"]?["closed"]?.integer == 2)
    }

    @Test func onTheFirstOfAMonthTheBoardIsThatOfTheMonthThatIsOver() async throws {
        let test = try await TestHouse(at: "2026-11-01 09:00")
        try await test.store.answered("2026-10-28")
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let page = try await test.visit("/desk/board", cookie)
        #expect(page.text.contains("value=\"2026-10-01\"") && page.text.contains("value=\"2026-10-31\""))
        #expect(figures(page).first { $0.path.contains("what=closed&") }?.number == 1)
    }

    @Test(arguments: [("zh", "这段时间没有数据"), ("en", "No figures for these days")])
    func aPeriodWithoutFiguresSaysSo(language: String, words: String) async throws {
        let test = try await TestHouse(at: "2026-11-22 12:00")
        try await test.store.answered("2026-11-18")
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let page = try await test.visit("/desk/board?period=2026-W30", cookie, [.acceptLanguage: language])
        #expect(page.status == 200 && page.text.contains(words))
        #expect(!page.text.lowercased().contains("nan%") && !page.text.contains("inf"))
        #expect(figures(page).first { $0.path.contains("what=closed&") }?.number == 0)
        let path = try #require(figures(page).first { $0.path.contains("what=closed&") }?.path)
        let list = try await test.visit(path, cookie)
        #expect(list.status == 200 && listed(list).isEmpty && list.text.contains("一件也没有"))
        let empty = try await TestHouse(at: "2026-11-22 12:00")
        let other = try await empty.session("supervisor", .supervisor, "fs-gov")
        #expect(try await empty.visit("/desk/board", other, [.acceptLanguage: language]).text.contains(words))
    }

    @Test(arguments: [
        "period=soon", "period=2026-W99", "period=2026-13", "period=2016-01-01..2026-11-01", "by=colour",
        "scope=galaxy", "scope=city&district=440605", "district=999999", "district=440605011", "under=nobody",
        "sort=beauty", "page=0", "page=-3", "page=many", "from=2026-13-40&to=2026-11-30", "from=2026-11-01",
    ])
    func whatIsNoBoardIsSaidToBeNone(query: String) async throws {
        let test = try await TestHouse(at: "2026-11-22 12:00")
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let token = try await test.token("analyst", .analyst, "fs-gov")
        for path in ["/desk/board?\(query)", "/desk/board.csv?\(query)"] {
            let answer = try await test.visit(path, cookie)
            #expect(answer.status == 400 && answer.text.contains("没有这样的看板"), "\(path)")
            let english = try await test.visit(path, cookie, Self.english)
            #expect(english.text.contains("There is no such board"), "\(path)")
        }
        let answer = try await test.get("/board?\(query)", token: token)
        #expect(answer.status == 400 && answer.code == "no-board")
    }

    @Test(arguments: [
        "", "what=closed", "what=beauty&from=2026-11-01&to=2026-11-30", "what=closed&from=x&to=y",
        "what=closed&from=2026-11-30&to=2026-11-01", "what=closed&from=2026-11-01&to=2026-11-30&by=colour",
    ])
    func whatIsNoFigureLeadsNowhere(query: String) async throws {
        let test = try await TestHouse(at: "2026-11-22 12:00")
        let cookie = try await test.session("supervisor", .supervisor, "fs-gov")
        let answer = try await test.visit("/desk/board/requests?\(query)", cookie)
        #expect(answer.status == 400, "\(answer.status)")
    }

    /// What is open now stands on the board of every period: also of one in which nothing happened.
    @Test func whatIsOpenNowIsShownBesideAPeriodWithoutFigures() async throws {
        let scene = try await Scene()
        let page = try await scene.visit("period=2026-W30")
        let numbers = Dictionary(figures(page).map { ($0.path, $0.number) }, uniquingKeysWith: { first, _ in first })
        let open = numbers.filter { $0.key.contains("what=open&") }
        #expect(open.values.sorted() == [1, 1], "the whole, and Shunde")
        #expect(numbers.filter { $0.key.contains("what=closed&") }.values.allSatisfy { $0 == 0 })
    }

    @Test func theBoardIsForThoseWhoAnswerForTheFigures() async throws {
        let scene = try await Scene()
        for (role, body, status) in [
            (Role.supervisor, "fs-gov", 200), (.analyst, "fs-gov", 200), (.dispatcher, "fs-hotline", 200),
            (.headOfBody, "fs-gov", 200), (.handler, CaseLife.lead, 403), (.hotlineAgent, "fs-hotline", 403),
            (.windowClerk, "fs-hotline", 403), (.auditor, "fs-gov", 403), (.administrator, "fs-gov", 403),
        ] {
            let cookie = try await scene.test.session("visitor-\(role.rawValue)", role, body)
            let token = try await scene.test.token("program-\(role.rawValue)", role, body)
            for path in [
                "/desk/board", "/desk/board.csv", "/desk/board/requests?what=closed&from=2026-11-16&to=2026-11-22",
            ] {
                #expect(try await scene.test.visit(path, cookie).status == status, "\(role) at \(path)")
            }
            #expect(try await scene.test.get("/board", token: token).status == status, "\(role)")
        }
        #expect(try await scene.test.visit("/desk/board").location?.hasPrefix("/sign-in?") == true)
        #expect(try await scene.test.get("/board").status == 401)
    }

    @Test func aHeadSeesTheirOwnBodiesAndNoOthers() async throws {
        let scene = try await Scene()
        let head = try await scene.test.session("head", .headOfBody, "440605-gov")
        let token = try await scene.test.token("head-program", .headOfBody, "440605-gov")
        let page = try await scene.test.visit("/desk/board?period=2026-W47", head)
        #expect(figures(page).first { $0.path.contains("what=dispatched&") }?.number == 5)
        #expect(!page.text.contains(SmallWeek.shunde))
        let own = try await scene.test.get("/board?period=2026-W47", token: token).json
        #expect(own["whole"]?["dispatched"]?.integer == 5)
        let days = "from=2026-11-16&to=2026-11-22"
        for path in [
            "/desk/board?scope=city", "/desk/board.csv?scope=city", "/desk/board?district=440605",
            "/desk/board?under=\(SmallWeek.shunde)", "/desk/board.csv?under=\(SmallWeek.shunde)",
            "/desk/board/requests?what=closed&\(days)",
            "/desk/board/requests?what=closed&\(days)&value=\(SmallWeek.shunde)&under=440605-gov",
        ] {
            #expect(try await scene.test.visit(path, head).status == 403, "\(path)")
        }
        #expect(try await scene.test.get("/board?scope=city", token: token).status == 403)
        for (path, number) in figures(page) where path.contains("what=dispatched&") {
            #expect(listed(try await scene.test.visit(path, head)).count == number, "\(path)")
        }
    }
}
