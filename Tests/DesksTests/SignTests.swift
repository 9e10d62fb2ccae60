import Casework
import Civics
import Desks
import Storage
import TestSupport
import Testing

/// Signs of gaming: each fires on a made-up culprit, and not on who stays one under its threshold. Enquiries of Monday,
/// 16 November 2026, 09:00 are to be closed by Wednesday, 09:00. The thresholds are those of Foshan's quality.yml.
@Suite struct SignTests {
    private static let days = CityDay("2026-11-09")!...CityDay("2026-12-05")!
    private let rules = TestCity.foshan.quality.signs

    private func found(_ house: TestStore) async throws -> Set<Sign> {
        try await house.desks.supervision.lookForSigns(at: at("2026-12-06 06:00"))
        let report = try await house.desks.supervision.signs(
            Self.days, context(TestActor.supervisor, "2026-12-06 09:00"))
        #expect(report.daysMissing == 0)
        return Set(report.findings.map(\.sign))
    }

    /// A minute of the city, some minutes after a time.
    private func minute(_ start: String, _ minutes: Int) -> Instant { at(start) + .minutes(minutes) }

    private func signed(_ house: TestStore, lead: OrganisationID = CaseLife.lead) async throws -> CaseNumber {
        let number = try await house.receive("2026-11-16 09:00", .test(kind: .enquiry))
        try await house.give(.dispatch(Dispatch(lead: lead)), number, "2026-11-16 09:10")
        try await house.give(.sign(body: lead, handler: nil), number, "2026-11-16 09:20")
        return number
    }

    private func contacted(_ house: TestStore) async throws -> CaseNumber {
        let number = try await signed(house)
        try await house.give(
            .contact(body: CaseLife.lead, means: .phone, note: "note"), number, "2026-11-16 10:00")
        return number
    }

    private func close(_ house: TestStore, _ number: CaseNumber, at moment: Instant) async throws {
        try await house.give(.close(body: CaseLife.lead, reply: "reply"), number, at: moment)
    }

    @Test(arguments: [0, -1]) func closingManyAtOnceJustBeforeTheLimitIsASign(more: Int) async throws {
        let house = try await TestStore()
        for index in 0..<(rules.bulkClosing.atLeast + more) {
            try await close(house, contacted(house), at: minute("2026-11-18 08:20", index / 2))
        }
        #expect(try await found(house) == (more < 0 ? [] : [.bulkClosing]))
    }

    @Test func closingManyAtOnceWithTimeLeftIsNone() async throws {
        let house = try await TestStore()
        for index in 0..<rules.bulkClosing.atLeast {
            try await close(house, contacted(house), at: minute("2026-11-17 10:00", index / 2))
        }
        #expect(try await found(house).isEmpty)
    }

    @Test(arguments: [0, -1]) func contactsWithoutAWordJustBeforeClosingAreASign(more: Int) async throws {
        let house = try await TestStore()
        for index in 0..<(rules.hastyContact.atLeast + more) {
            let number = try await signed(house)
            try await house.give(
                .contact(body: CaseLife.lead, means: .phone, note: nil), number,
                at: minute("2026-11-17 10:00", index * 20))
            try await close(house, number, at: minute("2026-11-17 10:01", index * 20))
        }
        #expect(try await found(house) == (more < 0 ? [] : [.hastyContact]))
    }

    @Test(arguments: [0, -1]) func pausesThatBeginJustBeforeTheLimitAreASign(more: Int) async throws {
        let house = try await TestStore()
        for index in 0..<(rules.latePause.atLeast + more) {
            let number = try await contacted(house)
            try await house.give(
                .pause(reason: .inspection, note: nil), number, at: minute("2026-11-18 08:20", index * 5))
        }
        #expect(try await found(house) == (more < 0 ? [] : [.latePause]))
    }

    private func answer(
        _ house: TestStore, _ number: CaseNumber, reached: Bool = true, at moment: Instant
    ) async throws {
        let answer = CallBack(
            reached: reached, solved: reached ? true : nil, satisfaction: reached ? .verySatisfied : nil,
            channel: .phone, comment: nil)
        try await house.give(.callBack(answer), number, at: moment)
    }

    @Test(arguments: [0, -1]) func manyGoodRatingsInAFewMinutesAreASign(more: Int) async throws {
        let house = try await TestStore()
        for index in 0..<(rules.ratingBurst.atLeast + more) {
            let number = try await contacted(house)
            try await close(house, number, at: minute("2026-11-16 11:00", index * 20))
            try await answer(house, number, at: minute("2026-11-17 15:00", index / 3))
        }
        #expect(try await found(house) == (more < 0 ? [] : [.ratingBurst]))
    }

    @Test func thatNobodyOfOneBodyIsReachedIsASign() async throws {
        let house = try await TestStore()
        let other = "440606-housing"
        for index in 0..<(rules.unreached.atLeast * 3) {
            let lead = index % 3 == 0 ? CaseLife.lead : other
            let number = try await signed(house, lead: lead)
            try await house.give(.contact(body: lead, means: .phone, note: "note"), number, "2026-11-16 10:00")
            try await house.give(
                .close(body: lead, reply: "reply"), number, at: minute("2026-11-16 10:30", index * 3))
            try await answer(
                house, number, reached: lead == other, at: minute("2026-11-17 09:00", index * 5))
        }
        try await house.desks.supervision.lookForSigns(at: at("2026-12-06 06:00"))
        let supervisor = context(TestActor.supervisor, "2026-12-06 09:00")
        let report = try await house.desks.supervision.signs(Self.days, supervisor)
        #expect(report.findings.map(\.sign) == [.unreached])
        let finding = try #require(report.findings.first)
        #expect(finding.body == CaseLife.lead && finding.hits == finding.base && finding.hits == 30)
        let evidence = try await house.desks.supervision.evidence(
            for: .unreached, of: finding.subject, Self.days, supervisor)
        #expect(evidence.count == finding.hits)
    }

    @Test(arguments: [0, -1]) func thatTheSamePeopleAskAgainIsASign(more: Int) async throws {
        let house = try await TestStore()
        for index in 0..<(rules.askedAgain.atLeast + more) {
            let caller = PersonDetails(name: "某某", phone: "1990000100\(index)")
            let number = try await house.receive("2026-11-16 09:00", .test(kind: .enquiry), person: caller)
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "2026-11-16 09:10")
            try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "2026-11-16 09:20")
            try await close(house, number, at: minute("2026-11-16 10:00", index * 20))
            try await house.receive("2026-11-19 09:00", .test(kind: .enquiry), person: caller)
        }
        #expect(try await found(house) == (more < 0 ? [] : [.askedAgain]))
    }

    /// What links the requests of one caller goes with the caller; what was counted stays.
    @Test(arguments: [true, false]) func whoIsForgottenIsLinkedWithNothing(isEarlier: Bool) async throws {
        let house = try await TestStore()
        let caller = PersonDetails(name: "某某", phone: "19900001001")
        func asked(_ day: String) async throws -> CaseNumber {
            let number = try await house.receive("\(day) 09:00", .test(kind: .enquiry), person: caller)
            try await house.give(.dispatch(Dispatch(lead: CaseLife.lead)), number, "\(day) 09:10")
            try await house.give(.sign(body: CaseLife.lead, handler: nil), number, "\(day) 09:20")
            try await house.give(.close(body: CaseLife.lead, reply: "reply"), number, "\(day) 10:00")
            return number
        }
        let (earlier, later) = (try await asked("2026-11-16"), try await asked("2026-11-19"))
        let desk = house.desks.supervision
        try await desk.lookForSigns(at: at("2026-12-06 06:00"))
        let supervisor = context(TestActor.supervisor, "2026-12-06 09:00")
        func linked() async throws -> [[CaseNumber?]] {
            try await desk.evidence(for: .askedAgain, of: CaseLife.lead, Self.days, supervisor).map {
                [$0.item.row.number, $0.other?.row.number]
            }
        }
        #expect(try await linked() == [[earlier, later]])
        try await house.store.forget(isEarlier ? earlier : later, at: at("2026-12-06 10:00"))
        #expect(try await linked() == [[earlier, nil]])
        #expect(try await house.store.signCounts(Self.days)[.askedAgain]?[CaseLife.lead]?.hits == 1)
        // Nor is it found again, when the days are looked through anew.
        try house.meddle(("DELETE FROM sign_day", []))
        try await desk.lookForSigns(at: at("2026-12-06 11:00"))
        #expect(try await linked().allSatisfy { $0[1] == nil })
    }

    @Test func theSameEyesTwiceCountNothingTwice() async throws {
        let house = try await TestStore()
        for index in 0..<rules.bulkClosing.atLeast {
            try await close(house, contacted(house), at: minute("2026-11-18 08:20", index / 2))
        }
        let desk = house.desks.supervision
        let supervisor = context(TestActor.supervisor, "2026-12-06 09:00")
        #expect(try await desk.lookForSigns(at: at("2026-12-06 06:00")) > 0)
        let once = try await desk.signs(Self.days, supervisor).findings
        #expect(try await desk.lookForSigns(at: at("2026-12-06 06:10")) == 0)
        #expect(try await desk.signs(Self.days, supervisor).findings == once)
    }

    @Test func whoIsMeasuredDoesNotSeeTheSigns() async throws {
        let house = try await TestStore()
        let handler = context(TestActor.handler(CaseLife.lead), "2026-12-06 09:00")
        await #expect(throws: DeskError.notAllowed(.viewSigns)) {
            try await house.desks.supervision.signs(Self.days, handler)
        }
    }
}
