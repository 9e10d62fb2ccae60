import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// "Today" is the city's calendar day, from midnight to midnight in Foshan, and never the last 24 hours.
@Suite struct TodayTests {
    @Test func aRequestOneMinuteBeforeMidnightIsOfTheDayBefore() async throws {
        let house = try await TestStore()
        let evening = try await house.receive("2026-11-18 23:59")
        let night = try await house.receive("2026-11-19 00:01")
        #expect([evening, night].map(\.dayKey) == [261_118, 261_119])
        let analyst = context(TestActor.staff("analyst", .analyst, "fs-gov"), "2026-11-19 00:05")
        for (day, expected) in [("2026-11-18", 1), ("2026-11-19", 1), ("2026-11-17", 0)] {
            let day = CityDay(day)!
            let overview = try await house.desks.advice.overview(day...day, analyst)
            #expect(overview.total(.received) == expected)
            #expect(overview.receivedByDay == [expected])
        }
        let both = try await house.desks.advice.overview(CityDay("2026-11-18")!...CityDay("2026-11-19")!, analyst)
        #expect(both.receivedByDay == [1, 1] && both.total(.received) == 2)
        #expect(both.previousDays == CityDay("2026-11-16")!...CityDay("2026-11-17")!)
        let next = try await house.desks.advice.overview(CityDay("2026-11-20")!...CityDay("2026-11-21")!, analyst)
        #expect(next.previous(.received) == 2 && next.total(.received) == 0)

        let now = try await house.desks.advice.now(analyst)
        #expect(now.receivedToday == 1 && now.receivedByHour == [1])
        let before = try await house.desks.advice.now(context(.resident, "2026-11-18 23:59"))
        #expect(before.receivedToday == 1 && before.receivedByHour.count == 24 && before.receivedByHour.last == 1)
    }

    @Test func dispatchedTodayMeansSinceMidnight() async throws {
        let house = try await TestStore()
        for (received, dispatched) in [
            ("2026-11-18 20:00", "2026-11-18 23:59"), ("2026-11-18 21:00", "2026-11-19 00:01"),
            ("2026-11-18 22:00", "2026-11-19 00:30"),
        ] {
            let number = try await house.receive(received)
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, dispatched)
        }
        func dispatched(_ time: String) async throws -> Int {
            try await house.desks.dispatch.today(context(TestActor.dispatcher, time)).dispatched
        }
        #expect(try await dispatched("2026-11-18 23:59") == 1)
        #expect(try await dispatched("2026-11-19 00:45") == 2)
        #expect(try await dispatched("2026-11-19 23:59") == 2)
        #expect(try await dispatched("2026-11-20 00:00") == 0)
    }

    @Test func dueTodayEndsAtMidnight() async throws {
        let house = try await TestStore()
        // Urgent: two hours to sign. Until 23:59 today, and until 00:01 tomorrow.
        let today = try await house.receive("2026-11-18 21:30", .test(kind: .help, urgency: .urgent))
        let tomorrow = try await house.receive("2026-11-18 21:40", .test(kind: .help, urgency: .urgent))
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), today, "2026-11-18 21:59")
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), tomorrow, "2026-11-18 22:01")
        func list(_ view: HandlingDesk.View, _ time: String) async throws -> [CaseNumber] {
            let handler = context(TestActor.handler(CaseLife.lead), time)
            let page = try await house.desks.handling.workList(view, handler)
            #expect(try await house.desks.handling.count(view, handler).value == page.items.count)
            return page.items.map(\.row.number)
        }
        #expect(try await list(.dueToday, "2026-11-18 22:30") == [today])
        #expect(try await list(.overdue, "2026-11-18 22:30") == [])
        #expect(try await list(.dueToday, "2026-11-19 00:00") == [tomorrow])
        #expect(try await list(.overdue, "2026-11-19 00:00") == [today])
        #expect(try await list(.overdue, "2026-11-19 00:02") == [today, tomorrow])
        #expect(try await list(.open, "2026-11-19 00:02") == [today, tomorrow])
    }
}
