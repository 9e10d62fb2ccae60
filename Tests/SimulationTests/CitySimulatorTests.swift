import Casework
import Civics
import Testing

@testable import Simulation

@Suite struct CitySimulatorTests {
    @Test func theRulesAcceptEveryStepOfAQuarter() throws {
        let city = try CityFolder.city("foshan")
        let from = try #require(CityDay(year: 2026, month: 4, day: 1))
        let replay = Replay(CitySimulator(city: city, from: from, days: 91, perDay: 30, seed: 20), in: city)
        #expect(replay.refusals == [])
        #expect(replay.receipts.count > 2300)
        let all = Set([
            "received", "classified", "dispatched", "signed", "returned", "adjudicated", "contacted",
            "extension-requested", "extension-decided", "paused", "resumed", "urged", "supervision-ordered", "merged",
            "replied",
            "closed", "called-back", "redone", "withdrawn", "refused", "noted", "archived",
            "answered-with", "rectification-opened", "reply-drafted", "reply-approved",
            "reply-sent-back", "contested", "progressed", "helper-returned", "helper-adjudicated",
            "supervision-answered", "supervision-lifted",
        ])
        let seen = replay.commands.keys.map { String($0.dropFirst("request.".count).dropLast(2)) }
        // A main case that its person takes back is rare.
        #expect(Set(seen).subtracting(["unmerged"]) == all)
    }

    @Test func stepsComeInOrderOfTimeAndCasesInOrderOfReceipt() {
        var last = (at: Instant(milliseconds: .min), ordinal: -1)
        var received = 0
        for step in CitySimulator(city: SmallTown.city(), from: SmallTown.firstDay, days: 6, perDay: 300, seed: 4) {
            #expect(step.at > last.at || step.at == last.at && step.ordinal >= last.ordinal)
            if case .receive = step.command {
                #expect(step.ordinal == received)
                received += 1
            } else {
                #expect(step.person == nil)
            }
            last = (step.at, step.ordinal)
        }
        #expect(received > 1000)
    }

    /// When phrases or probabilities change on purpose, put the new number here.
    @Test func theSameSeedGivesTheSameBytes() {
        func digest(seed: UInt64) -> UInt64 {
            let city = SmallTown.city()
            let simulator = CitySimulator(city: city, from: SmallTown.firstDay, days: 60, perDay: 40, seed: seed)
            return Replay(simulator.prefix(5000), in: city).digest
        }
        let first = digest(seed: 11)
        #expect(first == digest(seed: 11))
        #expect(first == 9_780_999_345_593_881_964)
        #expect(first != digest(seed: 12))
    }

    @Test func nothingHappensAfterTheEndAndTheLastCasesStayOpen() {
        let city = SmallTown.city()
        let end = city.zone.instant(SmallTown.firstDay.advanced(by: 20), time: 43_200_000)
        let simulator = CitySimulator(city: city, from: SmallTown.firstDay, days: 40, perDay: 40, seed: 5, end: end)
        let steps = Array(simulator)
        #expect(steps.allSatisfy { $0.at <= end })
        let replay = Replay(steps, in: city)
        let open = replay.requests.values.filter { !$0.stage.isEnded }
        #expect(open.count > 30)
        let recent = open.filter { end - $0.receivedAt < .days(12) }
        #expect(recent.count * 10 > open.count * 8)
        // What was decided before the end does not depend on it.
        let longer = CitySimulator(city: city, from: SmallTown.firstDay, days: 40, perDay: 40, seed: 5).prefix(
            steps.count)
        #expect(Replay(longer, in: city).digest == replay.digest)
    }

    /// Whatever hour a demonstration is made at: the dispatch desk has something from the last hours, and those who are to
    /// be called are called within days.
    @Test(arguments: [0, 3, 6, 8, 10, 13, 16, 19, 21, 23]) func theDesksAreNeverEmptyNorFlooded(hour: Int) throws {
        let city = try CityFolder.city("foshan")
        let from = try #require(CityDay(year: 2026, month: 10, day: 12))
        // A Wednesday.
        let end = city.zone.instant(from.advanced(by: 30), time: Int64(hour) * 3_600_000 + 1_800_000)
        let replay = Replay(CitySimulator(city: city, from: from, days: 31, perDay: 200, seed: 1, end: end), in: city)
        #expect(replay.refusals == [])
        let waiting = replay.requests.values.filter { $0.stage == .awaitingDispatch }
        #expect((4...80).contains(waiting.count), "\(waiting.count) wait for dispatch")
        #expect(waiting.allSatisfy { end - $0.atDispatcherSince <= .hours(24) })
        let toCall = replay.requests.values.filter { $0.stage == .closed }
        #expect((50...700).contains(toCall.count), "\(toCall.count) wait for a call")
        #expect(toCall.allSatisfy { ($0.closedAt.map { end - $0 } ?? .zero) <= .days(14) })
        #expect(toCall.contains { $0.callBack?.reached == false })
        #expect(replay.requests.values.contains { $0.stage == .archived })
    }

    @Test func withoutAnEndEveryCaseComesToItsOwn() {
        let city = SmallTown.city()
        let replay = Replay(
            CitySimulator(city: city, from: SmallTown.firstDay, days: 5, perDay: 60, seed: 6), in: city)
        #expect(replay.requests.values.allSatisfy { $0.stage.isEnded })
    }

    @Test(arguments: [(0, 50), (-3, 50), (5, 0), (5, -1)]) func noDaysOrNoRequestsGiveNoSteps(days: Int, perDay: Int) {
        let simulator = CitySimulator(
            city: SmallTown.city(), from: SmallTown.firstDay, days: days, perDay: perDay, seed: 1)
        #expect(Array(simulator).isEmpty)
    }

    @Test func oneRequestADayIsAboutOneRequestADay() {
        let city = SmallTown.city()
        let from = SmallTown.firstDay.advanced(by: -100)
        let replay = Replay(CitySimulator(city: city, from: from, days: 200, perDay: 1, seed: 2), in: city)
        #expect((140...280).contains(replay.receipts.count))
    }

    @Test func aYearWithoutACalendarIsLivedThroughWithoutGuessingDeadlines() throws {
        let city = SmallTown.city(calendar: CityFolder.calendar(years: 2026...2026))
        let from = try #require(CityDay(year: 2026, month: 12, day: 20))
        let replay = Replay(CitySimulator(city: city, from: from, days: 60, perDay: 30, seed: 3), in: city)
        #expect(replay.refusals == [])
        #expect(replay.receipts.count > 1000)
        let without = SmallTown.city(calendar: WorkingCalendar(zone: city.zone, hours: city.calendar.hours, years: []))
        let alone = Replay(CitySimulator(city: without, from: from, days: 20, perDay: 30, seed: 3), in: without)
        #expect(alone.refusals == [])
        #expect(alone.receipts.count > 300)
    }

    @Test func aCityOfOnePlaceOneBodyAndOneCategoryWorks() {
        let city = SmallTown.city(
            regions: [SmallTown.region("r", nil, .city, "小城市", "Smalltown")],
            organisations: [SmallTown.organisation("gov", "r", .city, "government", "市政府")],
            categories: [SmallTown.categories[0]], duties: [])
        let replay = Replay(
            CitySimulator(city: city, from: SmallTown.firstDay, days: 10, perDay: 40, seed: 8), in: city)
        #expect(replay.refusals == [])
        #expect(replay.requests.values.contains { $0.stage == .calledBack })
        #expect(replay.requests.values.allSatisfy { $0.lead == nil || $0.lead == "gov" })
    }

    @Test func aCityWithoutBodiesReceivesAndDispatchesNothing() {
        let city = SmallTown.city(organisations: [], duties: [])
        let replay = Replay(
            CitySimulator(city: city, from: SmallTown.firstDay, days: 4, perDay: 40, seed: 8), in: city)
        #expect(replay.refusals == [])
        #expect(replay.receipts.count > 100)
        #expect(replay.commands["request.dispatched.1"] == nil)
    }

    @Test func aCityWithoutCategoriesPlacesOrLimitsIsSilent() {
        var none = CityFolder.standardLimits
        none.rules = []
        for city in [SmallTown.city(regions: []), SmallTown.city(categories: []), SmallTown.city(limits: none)] {
            let simulator = CitySimulator(city: city, from: SmallTown.firstDay, days: 4, perDay: 40, seed: 8)
            #expect(Array(simulator).isEmpty)
        }
    }

    @Test func onlyOpenCasesAreHeld() {
        var simulator = CitySimulator(city: SmallTown.city(), from: SmallTown.firstDay, days: 70, perDay: 40, seed: 9)
        var most = 0
        var received = 0
        while let step = simulator.next() {
            if case .receive = step.command { received += 1 }
            most = max(most, simulator.openCases)
        }
        #expect(received > 2500)
        #expect(most < 1500)
        #expect(simulator.openCases == 0)
    }

    @Test func duplicatesAreMergedIntoAnEarlierCaseThatIsBeingHandled() {
        let city = SmallTown.city()
        let steps = Array(CitySimulator(city: city, from: SmallTown.firstDay, days: 30, perDay: 60, seed: 10))
        let merges = steps.enumerated().filter { _, step in
            if case .merge = step.command { true } else { false }
        }
        #expect(merges.count > 10)
        for (index, step) in merges {
            let target = step.main ?? -1
            #expect(target < step.ordinal)
            let before = Replay(steps[..<index], in: city).requests[target]?.stage
            #expect([.awaitingSigning, .inProgress, .paused].contains(before))
        }
    }
}
