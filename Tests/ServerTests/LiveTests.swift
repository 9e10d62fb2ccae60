import Casework
import Civics
import Desks
import Dispatch
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

/// Pages that renew by themselves: who hears what, and when the line ends.
struct LiveTests {
    private static let dispatch = RequestCommand.dispatch(Dispatch(lead: CaseLife.lead))

    private func receive(_ test: TestHouse) async throws -> CaseNumber {
        try await test.store.receive("2026-11-18 10:00")
    }

    // MARK: Who hears what

    @Test
    func theDispatcherHearsOfANewRequest() async throws {
        let test = try await TestHouse()
        let line = try await test.listen(try await test.session("dispatcher", .dispatcher, "fs-hotline"))
        #expect(line.status == 200)
        #expect(line.headers[.contentType] == "text/event-stream")
        #expect(line.headers[.contentEncoding] == nil && line.headers[.cacheControl] == "no-store")
        _ = try await receive(test)
        let event = try #require(try await line.events(1).first)
        #expect(event.contains(#"data: {"lists":["dispatch"],"case":false}"#))
        #expect(event.contains("\nevent: changed\n") && event.contains("id: "))
    }

    @Test
    func aHandlerNeverHearsOfACaseOfAnotherBody() async throws {
        let test = try await TestHouse()
        let own = try await test.listen(try await test.session("own", .handler, CaseLife.lead))
        let other = try await test.listen(try await test.session("other", .handler, "fs-metro-bus"))
        let number = try await receive(test)
        try await test.store.give(Self.dispatch, number, "2026-11-18 10:10")
        try await test.store.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-18 10:20")
        #expect(try await own.events(1).isEmpty == false)
        // Had the other heard anything, it would have come before this.
        let theirs = try await receive(test)
        try await test.store.give(.dispatch(Dispatch(lead: "fs-metro-bus")), theirs, "2026-11-18 10:30")
        let heard = try await other.events(1)
        #expect(heard.count == 1)
        #expect(heard[0].contains(#"{"lists":["worklist"],"case":false}"#))
        #expect(!other.all.contains(number.description) && !own.all.contains(number.description))
    }

    @Test
    func aPageOfACaseHearsOfThatCase() async throws {
        let test = try await TestHouse()
        let (number, another) = (try await receive(test), try await receive(test))
        let cookie = try await test.session("auditor", .auditor, "fs-gov")
        let line = try await test.listen(cookie, to: "/desk/live?case=\(number)")
        try await test.store.give(Self.dispatch, another, "2026-11-18 10:10")
        try await test.store.give(Self.dispatch, number, "2026-11-18 10:10")
        #expect(try await line.events(1) == [try #require(line.events.first)])
        #expect(line.events[0].contains(#"{"lists":[],"case":true}"#))
    }

    @Test
    func nobodyListensToACaseThatTheyMayNotKnowOf() async throws {
        let test = try await TestHouse()
        let number = try await receive(test)
        try await test.store.give(Self.dispatch, number, "2026-11-18 10:10")
        let cookie = try await test.session("other", .handler, "fs-metro-bus")
        let hidden = try await test.visit("/desk/live?case=\(number)", cookie)
        let missing = try await test.visit("/desk/live?case=261118-99999-9", cookie)
        #expect(hidden.status == 404 && missing.status == 404)
        #expect(try await test.visit("/desk/live?case=nonsense", cookie).status == 404)
        #expect(test.house.live.count == 0)
    }

    @Test
    func whoIsNotSignedInHearsNothing() async throws {
        let test = try await TestHouse()
        #expect(try await test.visit("/desk/live").status == 401)
        #expect(try await test.visit("/desk/live", "session=\(String(repeating: "ab", count: 32))").status == 401)
    }

    @Test
    func aPageOfAnotherSiteMayNotListen() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        #expect(try await test.visit("/desk/live", cookie, [.secFetchSite: "cross-site"]).status == 403)
        #expect(try await test.visit("/desk/live", cookie, [.secFetchSite: "same-site"]).status == 403)
        let line = try await test.listen(cookie, [.secFetchSite: "same-origin"])
        #expect(line.status == 200)
        await line.cut()
    }

    // MARK: Coming back

    /// The mark that a page carries.
    private func mark(_ test: TestHouse, _ cookie: String) async throws -> String {
        let answer = try await test.visit("/desk/live/counts", cookie, [.liveRefresh: "lists"])
        return try #require(answer.json["mark"]?.text)
    }

    @Test
    func whoComesBackHearsWhatTheyMissed() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let mark = try await mark(test, cookie)
        _ = try await receive(test)
        for _ in 0..<500 where test.house.live.mark.description == mark { try await Task.sleep(for: .milliseconds(10)) }
        for headers in [HTTPFields(), [.lastEventID: mark]] {
            let path = headers.isEmpty ? "/desk/live?since=\(mark)" : "/desk/live?since=0-0"
            let line = try await test.listen(cookie, to: path, headers)
            #expect(try await line.events(1).first?.contains(#"{"lists":["dispatch"],"case":false}"#) == true)
            await line.cut()
        }
    }

    @Test
    func whoMissedNothingHearsNothing() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let line = try await test.listen(cookie, to: "/desk/live?since=\(try await mark(test, cookie))")
        _ = try await receive(test)
        #expect(try await line.events(1).count == 1)
    }

    @Test(arguments: ["0-0", "ffffffff-9", "nonsense", "1-99999999999999999999", "-1-2", ""])
    func whoComesFromBeforeARestartHearsThatEverythingMayHaveChanged(since: String) async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let line = try await test.listen(cookie, to: "/desk/live?since=\(since)")
        let event = try #require(try await line.events(1).first)
        #expect(event.contains(#"{"lists":["dispatch","returned","supervision"],"case":false}"#))
    }

    @Test
    func whoWasAwayForTooLongHearsThatEverythingMayHaveChanged() async throws {
        let city = TestCity.foshan
        let hub = LiveHub(city: city, limits: LiveLimits())
        let scope = try #require(LiveScope(TestActor.handler("fs-metro-bus")))
        let visitor = LiveVisitor(account: "a", scope: scope, session: [1])
        let old = hub.mark
        let number = try #require(CaseNumber(day: CityDay("2026-11-18")!, serial: 1))
        let news = CaseNews.changes([
            CaseChange(number, from: nil, to: CaseStanding(version: 1, stage: .awaitingDispatch))
        ])
        for count in 1...1100 {
            hub.hear(news)
            while hub.mark.count < count { await Task.yield() }
        }
        let far = try hub.seat(for: visitor, watching: nil, since: old)
        guard case .tidings(let all, let mark) = await far.listener.next() else { throw DeskError.notFound }
        #expect(all.lists == .worklist)
        // A moment ago, nothing was missed that concerns them.
        let near = try hub.seat(for: visitor, watching: nil, since: LiveMark(run: mark.run, count: mark.count - 5))
        near.listener.look(at: .max, beatAfter: 1, dropAfter: 1)
        #expect(await near.listener.next() == .beat)
    }

    // MARK: Slow readers, many readers

    @Test
    func aReaderWhoFallsAsleepIsLetGoAndHoldsNobodyUp() async throws {
        let test = try await TestHouse { $0.live.pace = .zero }
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let asleep = try await test.listen(cookie, blocks: true)
        let awake = try await test.listen(cookie)
        for _ in 0..<20 { _ = try await receive(test) }
        #expect(try await awake.events(1).isEmpty == false)
        await awake.cut()
        let now = DispatchTime.now().uptimeNanoseconds
        test.house.live.look(at: now + 10_000_000_000)
        #expect(test.house.live.count == 1, "ten seconds are no sleep")
        test.house.live.look(at: now + 40_000_000_000)
        // On a socket the connection is closed then, which ends the write; here the writer is cancelled instead.
        await asleep.cut()
        #expect(test.house.live.count == 0)
    }

    @Test
    func whoHearsNothingForLongHearsThatTheLineStands() async throws {
        let test = try await TestHouse()
        let line = try await test.listen(try await test.session("clerk", .windowClerk, "fs-hotline"))
        for _ in 0..<500 where line.all.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(line.all == ":\n\n")
        test.house.live.look(at: DispatchTime.now().uptimeNanoseconds + 21_000_000_000)
        for _ in 0..<500 where line.all.count < 6 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(line.all == ":\n\n:\n\n")
    }

    @Test
    func moreThanAnAccountMayHaveOpenAreToldToComeLater() async throws {
        let test = try await TestHouse { $0.live.connectionsPerAccount = 2 }
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let lines = [try await test.listen(cookie), try await test.listen(cookie)]
        let third = try await test.visit("/desk/live", cookie)
        #expect(third.status == 503 && third.headers[.retryAfter] == "60")
        let another = try await test.listen(try await test.session("agent", .hotlineAgent, "fs-hotline"))
        #expect(another.status == 200)
        await lines[0].cut()
        let again = try await test.listen(cookie)
        #expect(again.status == 200)
    }

    @Test
    func moreThanTheServerHoldsAreToldToComeLater() async throws {
        let test = try await TestHouse { $0.live.connections = 1 }
        let first = try await test.listen(try await test.session("one", .dispatcher, "fs-hotline"))
        #expect(first.status == 200)
        let second = try await test.visit("/desk/live", try await test.session("two", .dispatcher, "fs-hotline"))
        #expect(second.status == 503)
    }

    @Test
    func whoAsksWithoutTakingTheStreamHoldsNoPlace() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        #expect(try await test.send(.head, "/desk/live", [.cookie: cookie]).status == 200)
        #expect(test.house.live.count == 0)
    }

    @Test
    func aThousandPagesThatOpenAndCloseLeaveNothingBehind() async throws {
        let test = try await TestHouse {
            $0.live.connectionsPerAccount = 1000
            $0.rates = nil
        }
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        var lines: [LiveLine] = []
        for _ in 0..<1000 { lines.append(try await test.listen(cookie)) }
        #expect(test.house.live.count == 1000)
        _ = try await receive(test)
        for line in lines { #expect(try await line.events(1).count == 1) }
        await withTaskGroup(of: Void.self) { group in
            for line in lines { group.addTask { await line.cut() } }
        }
        #expect(test.house.live.count == 0)
        #expect(test.house.live.sessions.isEmpty)
        #expect(test.house.watch.count == 0)
        let again = try await test.listen(cookie)
        #expect(again.status == 200)
    }

    // MARK: The end

    @Test
    func signingOutEndsTheStreamAtOnce() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let line = try await test.listen(cookie)
        let other = try await test.listen(try await test.session("agent", .hotlineAgent, "fs-hotline"))
        #expect(try await test.submit("/sign-out", [], cookie).status == 303)
        try await line.end()
        #expect(line.events == ["event: end\ndata: session"])
        #expect(test.house.live.count == 1)
        await other.cut()
    }

    @Test
    func anOpenPageDoesNotKeepAnIdleSessionOpen() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let line = try await test.listen(cookie)
        for _ in 0..<5 {
            test.pass(.minutes(2))
            // What the page does by itself, while nobody sits there.
            #expect(try await test.visit("/desk/dispatch", cookie, [.liveRefresh: "lists"]).status == 200)
            let again = try await test.listen(cookie)
            await again.cut()
            try await test.house.keepLive(checksSessions: true)
            #expect(line.events.isEmpty)
        }
        test.pass(.minutes(1))
        try await test.house.keepLive(checksSessions: true)
        try await line.end()
        #expect(line.events.last == "event: end\ndata: session")
        let refused = try await test.visit("/desk/dispatch", cookie, [.liveRefresh: "lists"])
        #expect(refused.status == 401 && refused.bytes.isEmpty, "no sign-in page comes to stand inside a page")
    }

    @Test
    func whoIsAtWorkKeepsTheStreamWithTheSession() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let line = try await test.listen(cookie)
        for _ in 0..<4 {
            test.pass(.minutes(8))
            #expect(try await test.visit("/desk/dispatch", cookie).status == 200)
            try await test.house.keepLive(checksSessions: true)
        }
        #expect(line.events.isEmpty)
        await line.cut()
    }

    @Test
    func aDisabledAccountHearsNoMore() async throws {
        let test = try await TestHouse()
        let line = try await test.listen(try await test.session("dispatcher", .dispatcher, "fs-hotline"))
        try await test.desks.administration.setDisabled(
            true, account: "dispatcher", test.house.operation(of: TestActor.administrator))
        try await test.house.keepLive(checksSessions: true)
        try await line.end()
        #expect(line.events == ["event: end\ndata: session"])
    }

    @Test
    func whoMovesToAnotherBodyHearsNoMoreOfTheOldOne() async throws {
        let test = try await TestHouse()
        let line = try await test.listen(try await test.session("handler", .handler, CaseLife.lead))
        try test.store.meddle(
            ("UPDATE account SET organisation = 'fs-metro-bus' WHERE id = ?", [.text("handler")]))
        try await test.house.keepLive(checksSessions: true)
        try await line.end()
    }

    @Test
    func theDeadlineOfRequestsDoesNotCutTheStream() async throws {
        let test = try await TestHouse()
        let line = try await test.listen(try await test.session("dispatcher", .dispatcher, "fs-hotline"))
        #expect(test.house.watch.count == 0, "a stream is not work in progress")
        test.house.watch.sweep(at: .max)
        _ = try await receive(test)
        #expect(try await line.events(1).count == 1)
    }

    @Test
    func openingStreamsCountsAgainstTheAccountsRate() async throws {
        let test = try await TestHouse { $0.rates?.account = RateLimit(burst: 3, perMinute: 1) }
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        for _ in 0..<3 { await (try await test.listen(cookie)).cut() }
        #expect(try await test.visit("/desk/live", cookie).status == 429)
    }

    // MARK: What pages do by themselves

    @Test
    func whatAPageAsksByItselfDoesNotTakeTheNoticeOfTheNextPage() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        let number = try await receive(test)
        let page = try await test.visit("/desk/dispatch?case=\(number)", cookie)
        let done = try await test.submit(
            "/desk/cases/\(number)/note", [("note", "请留意"), ("once", try #require(page.hidden("once")))], cookie)
        let both = cookie + "; " + done.cookies
        let automatic = try await test.visit("/desk/cases/\(number)", both, [.liveRefresh: "page"])
        #expect(automatic.status == 200 && automatic.headers[values: .setCookie].isEmpty)
        #expect(!automatic.text.contains("flash-dock"))
        #expect(try await test.visit("/desk/cases/\(number)", both).text.contains("flash-dock"))
    }

    @Test
    func theNumbersOfTheNavigationCanBeAskedForAlone() async throws {
        let test = try await TestHouse()
        let cookie = try await test.session("dispatcher", .dispatcher, "fs-hotline")
        for _ in 0..<3 { _ = try await receive(test) }
        let answer = try await test.visit("/desk/live/counts", cookie, [.liveRefresh: "lists"])
        #expect(answer.json["counts"]?["dispatch"]?.text == "3")
        #expect(answer.json["counts"]?["returned"]?.text == "0")
        #expect(answer.json["counts"]?["worklist"] == nil)
        #expect(try await test.visit("/desk/live/counts", nil, [.liveRefresh: "lists"]).status == 401)
    }

    @Test
    func theHealthOfTheServerSaysHowManyListen() async throws {
        let test = try await TestHouse()
        let line = try await test.listen(try await test.session("dispatcher", .dispatcher, "fs-hotline"))
        #expect(try await test.send(.get, "/readyz").json["livePages"]?.integer == 1)
        await line.cut()
    }
}
