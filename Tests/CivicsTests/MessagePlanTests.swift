import Civics
import Testing

/// When messages may go out, and how long one waits that could not.
@Suite struct MessagePlanTests {
    private static let shanghai = CityZone("Asia/Shanghai")!
    private static let newYork = CityZone("America/New_York")!

    private func plan(from: Int, until: Int) -> MessagePlan {
        var plan = MessagePlan.silent
        plan.quiet = .init(from: Int64(from) * 3_600_000, until: Int64(until) * 3_600_000, except: [.critical])
        return plan
    }

    private let quiet = MessageWay(name: "sms", carrier: .none, isQuietAtNight: true)

    private func sendable(
        _ day: String, _ hour: Double, _ plan: MessagePlan, by way: MessageWay? = nil, urgency: Urgency = .ordinary,
        in zone: CityZone = shanghai
    ) -> String {
        let moment = zone.instant(CityDay(day)!, time: Int64(hour * 3_600_000))
        return zone.minuteText(plan.sendable(from: moment, by: way ?? quiet, urgency: urgency, in: zone))
    }

    @Test func nobodyIsWokenBeforeOrAfterMidnight() {
        let night = plan(from: 21, until: 8)
        #expect(sendable("2026-11-18", 20.99, night) == "2026-11-18 20:59")
        #expect(sendable("2026-11-18", 21, night) == "2026-11-19 08:00")
        #expect(sendable("2026-11-18", 23.5, night) == "2026-11-19 08:00")
        #expect(sendable("2026-11-19", 0, night) == "2026-11-19 08:00")
        #expect(sendable("2026-11-19", 7.99, night) == "2026-11-19 08:00")
        #expect(sendable("2026-11-19", 8, night) == "2026-11-19 08:00")
    }

    @Test func theNightOfNewYearEndsInTheNewYear() {
        let night = plan(from: 21, until: 8)
        #expect(sendable("2026-12-31", 22, night) == "2027-01-01 08:00")
        #expect(sendable("2027-01-01", 1, night) == "2027-01-01 08:00")
        #expect(sendable("2028-02-28", 22, night) == "2028-02-29 08:00")
    }

    @Test func theNightInWhichClocksAreChangedEndsAtEightAllTheSame() {
        let night = plan(from: 21, until: 8)
        #expect(sendable("2026-03-07", 22, night, in: Self.newYork) == "2026-03-08 08:00")
        #expect(sendable("2026-10-31", 22, night, in: Self.newYork) == "2026-11-01 08:00")
    }

    @Test func quietHoursMayLieWithinADay() {
        let noon = plan(from: 12, until: 14)
        #expect(sendable("2026-11-18", 11.9, noon) == "2026-11-18 11:54")
        #expect(sendable("2026-11-18", 12, noon) == "2026-11-18 14:00")
        #expect(sendable("2026-11-18", 14, noon) == "2026-11-18 14:00")
        #expect(sendable("2026-11-18", 23, noon) == "2026-11-18 23:00")
    }

    @Test func criticalRequestsLoudWaysAndCitiesWithoutQuietHoursDoNotWait() {
        let night = plan(from: 21, until: 8)
        #expect(sendable("2026-11-18", 23, night, urgency: .critical) == "2026-11-18 23:00")
        #expect(sendable("2026-11-18", 23, night, urgency: .urgent) == "2026-11-19 08:00")
        let loud = MessageWay(name: "bus", carrier: .none)
        #expect(sendable("2026-11-18", 23, night, by: loud) == "2026-11-18 23:00")
        #expect(sendable("2026-11-18", 23, plan(from: 8, until: 8)) == "2026-11-18 23:00")
    }

    @Test func waitsDoubleUpToTheLongestAndChanceOnlyAdds() {
        let retry = MessagePlan.Retry(
            attempts: 12, first: .minutes(1), longest: .minutes(60), jitter: 0.5, lease: .minutes(5))
        let minutes = [1, 2, 3, 6, 7, 8, 100].map { retry.wait(after: $0, chance: 0).milliseconds / 60_000 }
        #expect(minutes == [1, 2, 4, 32, 60, 60, 60])
        #expect(retry.wait(after: 1, chance: 1) == TimeSpan(milliseconds: 90_000))
        #expect(retry.wait(after: 50, chance: 0.5) == .minutes(75))
    }

    @Test func everyNoticeHasSomebodyToTell() {
        for notice in Notice.allCases { #expect(!notice.audiences.isEmpty) }
        #expect(!MessagePlan.silent.tells(.accepted))
    }
}
