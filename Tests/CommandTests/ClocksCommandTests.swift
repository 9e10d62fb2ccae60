import ArgumentParser
import Casework
import Civics
import TestSupport
import Testing

@testable import onedoor

/// `onedoor clocks CASE --at TIME` against clocks worked out by hand.
///
/// Foshan works 8:30–12:00 and 14:00–17:30, seven hours a day. From 1 to 7 October 2026 nobody works; Saturday, 10 October
/// is worked instead. So the working days after Monday, 28 September are 29, 30, 8, 9, 10, 12 October and so on. A
/// complaint is signed for and its person contacted within one of them, and answered within 15, 105 hours.
@Suite struct ClocksCommandTests {
    /// One line of the table.
    private struct Line: Equatable {
        var deadline, used, state: String
        var remark = ""
    }

    private func report(_ house: TestStore, _ number: String, at time: String?) async throws -> String {
        var arguments = ["--city", TestCity.root + "/Cities/foshan", "--data", house.folder, number]
        if let time { arguments += ["--at", time] }
        return try await Clocks.parse(arguments).report(now: at("2026-11-30 12:00"))
    }

    /// The lines of the table by clock, those of a helper after its name.
    private func lines(_ house: TestStore, _ number: CaseNumber, at time: String) async throws -> [String: Line] {
        let text = try await report(house, number.description, at: time)
        var lines: [String: Line] = [:]
        for row in text.split(separator: "\n").dropFirst(2) {
            let cells = row.split(separator: #/ {2,}/#).map(String.init)
            let remark = cells.count > 6 ? cells[6] : ""
            let isHelper = remark.hasPrefix(CaseLife.helper)
            lines[(isHelper ? "helper " : "") + cells[0]] = Line(
                deadline: cells[3], used: cells[4], state: cells[5], remark: remark)
        }
        return lines
    }

    /// A complaint over the national holiday, with a pause over the Saturday that is worked and an extension.
    private func complaint(in house: TestStore) async throws -> CaseNumber {
        let number = try await house.receive("2026-09-28 08:40", .test())
        func give(_ command: RequestCommand, _ time: String) async throws {
            try await house.give(command, number, time)
        }
        let lead = CaseLife.lead
        try await give(.dispatch(Dispatch(lead: lead, coHandlers: [CaseLife.helper])), "2026-09-28 09:00")
        try await give(.sign(body: lead, handler: nil), "2026-09-28 10:00")
        try await give(.contact(body: lead, means: .phone, note: nil), "2026-09-28 15:00")
        try await give(.sign(body: CaseLife.helper, handler: nil), "2026-09-29 10:00")
        try await give(.pause(reason: .inspection, note: nil), "2026-10-09 10:00")
        try await give(.resume, "2026-10-12 09:00")
        try await give(.requestExtension(ExtensionRequest(amount: .hours(14), reason: "r")), "2026-10-13 09:00")
        try await give(.decideExtension(grant: true), "2026-10-13 10:00")
        try await give(.close(body: lead, reply: "reply"), "2026-10-27 11:00")
        return number
    }

    @Test func beforeItIsDispatchedOnlyTheDispatchClockRuns() async throws {
        let house = try await TestStore()
        let number = try await complaint(in: house)
        #expect(
            try await lines(house, number, at: "2026-09-28T08:45")
                == ["dispatch": Line(deadline: "2026-09-29 08:40", used: "0 h 5 min", state: "green")])
        let text = try await report(house, number.description, at: "2026-09-28T08:45")
        #expect(text.hasPrefix("Request \(number) at 2026-09-28 08:45: awaitingDispatch, 1 events\n"))
    }

    @Test func aHolidayIsNoTime() async throws {
        let house = try await TestStore()
        let seen = try await lines(house, complaint(in: house), at: "2026-10-05T12:00")
        // 6.5 hours on Monday, seven each on the 29th and the 30th.
        #expect(seen["close"] == Line(deadline: "2026-10-23 09:00", used: "20 h 30 min", state: "green"))
        #expect(seen["sign"]?.state == "met" && seen["sign"]?.deadline == "2026-09-29 09:00")
        #expect(seen["contact"]?.state == "met" && seen["contact"]?.used == "4 h 0 min")
        // The helper signed an hour late, and answers within twelve working days, four fifths of fifteen.
        #expect(seen["helper sign"]?.state == "missed" && seen["helper sign"]?.used == "8 h 0 min")
        #expect(seen["helper close"]?.deadline == "2026-10-20 09:00")
    }

    @Test func inAPauseTheClockStandsStillAlsoOverAWorkedSaturday() async throws {
        let house = try await TestStore()
        let number = try await complaint(in: house)
        // Four days to 9 October 9:00, and an hour.
        for time in ["2026-10-09T10:00", "2026-10-10T11:00", "2026-10-12T08:59"] {
            let close = try await lines(house, number, at: time)["close"]
            #expect(
                close
                    == Line(
                        deadline: "—", used: "29 h 0 min", state: "paused",
                        remark: "paused since 2026-10-09 10:00 (inspection)"), "\(time)")
        }
    }

    @Test func afterThePauseTheTimeThatStoodStillComesOnTop() async throws {
        let house = try await TestStore()
        let seen = try await lines(house, complaint(in: house), at: "2026-10-12T09:30")
        // It stood still for 5.5 hours on Friday, seven on Saturday, half an hour on Monday. From Friday, 23 October,
        // 9:00, that is 6.5 hours to the end of the day and 6.5 on Monday the 26th.
        #expect(seen["close"]?.deadline == "2026-10-26 17:00" && seen["close"]?.used == "29 h 30 min")
        #expect(seen["helper close"]?.deadline == "2026-10-21 17:00")
    }

    @Test func anExtensionCountsFromItsApproval() async throws {
        let house = try await TestStore()
        let number = try await complaint(in: house)
        let asked = try await lines(house, number, at: "2026-10-13T09:59")
        #expect(asked["close"]?.deadline == "2026-10-26 17:00")
        let granted = try await lines(house, number, at: "2026-10-13T10:00")
        #expect(granted["close"]?.deadline == "2026-10-28 17:00")
        #expect(
            granted["close"]?.remark.hasPrefix("extended by 14 h 0 min, paused 2026-10-09 10:00 – 2026-10-12 09:00")
                == true)
        #expect(
            granted["helper close"]?.deadline == "2026-10-21 17:00", "more time for the lead is none for the helper")
    }

    @Test func whatIsClosedStandsStillForEver() async throws {
        let house = try await TestStore()
        let number = try await complaint(in: house)
        // 119 hours in all; eleven were left on 27 October, 11:00.
        for time in ["2026-10-27T11:00", "2026-11-29T23:00"] {
            let seen = try await lines(house, number, at: time)
            #expect(seen["close"]?.used == "108 h 0 min" && seen["close"]?.state == "met", "\(time)")
            #expect(seen["close"]?.remark.hasPrefix("stopped 2026-10-27 11:00") == true)
        }
        #expect(try await lines(house, number, at: "2026-10-27T10:59")["close"]?.state == "red")
        // Without a time it is as of now.
        let now = try await report(house, number.description, at: nil)
        #expect(now.hasPrefix("Request \(number) at 2026-11-30 12:00"))
    }

    /// An enquiry of Friday, 9 October, 15:00, has two working days: the Saturday is one of them.
    @Test func aWorkedSaturdayIsCountedAndTheSundayAfterItIsNot() async throws {
        let house = try await TestStore()
        let number = try await house.receive("2026-10-09 14:30", .test(kind: .enquiry))
        try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-10-09 15:00")
        for (time, used, state) in [
            ("2026-10-09T17:30", "2 h 30 min", "green"), ("2026-10-10T11:00", "5 h 0 min", "green"),
            ("2026-10-11T12:00", "9 h 30 min", "yellow"), ("2026-10-12T15:00", "14 h 0 min", "overdue"),
        ] {
            let close = try await lines(house, number, at: time)["close"]
            #expect(close == Line(deadline: "2026-10-12 15:00", used: used, state: state), "\(time)")
        }
    }

    @Test func whatCannotBeShownIsSaidAndWhy() async throws {
        let house = try await TestStore()
        let number = try await complaint(in: house).description
        let wrong = String(number.dropLast()) + (number.last == "1" ? "2" : "1")
        for (asked, time, words) in [
            (number, "2026-09-28T08:39", "was received at 2026-09-28 08:40, after that"),
            (number, "yesterday", "is no moment"), (number, "2026-02-30T10:00", "is no moment"),
            (number, "2026-10-01T25:00", "is no moment"), (wrong, "2026-10-01", "is no number of a request"),
        ] {
            let fault = await #expect(throws: ValidationError.self) { _ = try await report(house, asked, at: time) }
            #expect(fault?.message.contains(words) == true, "\(fault?.message ?? "")")
        }
        let unknown = try #require(CaseNumber(day: CityDay("2026-09-28")!, serial: 999)).description
        let fault = await #expect(throws: ValidationError.self) {
            _ = try await report(house, unknown, at: "2026-10-01")
        }
        #expect(fault?.message == "There is no request \(unknown).")
    }
}
