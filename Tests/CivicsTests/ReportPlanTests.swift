import Civics
import Testing

/// When reports are drafted by themselves. The calendar is that of September and October 2026: off from 1 to 7 October,
/// worked on Saturday the 10th; nothing is known of 2027.
@Suite struct ReportPlanTests {
    private static let zone = CityZone("Asia/Shanghai")!

    private static let calendar = WorkingCalendar(
        zone: zone, hours: [30_600_000..<43_200_000],
        years: [
            CalendarYear(
                year: 2026, daysOff: Set((1...7).map { day("2026-10-0\($0)") }), daysWorked: [day("2026-10-10")])
        ])

    private static func day(_ text: String) -> CityDay { CityDay(text)! }

    private func moment(_ day: String, _ hour: Int64, _ minute: Int64 = 0) -> Instant {
        Self.zone.instant(Self.day(day), time: (hour * 60 + minute) * 60_000)
    }

    private func plan(_ drafts: ReportPlan.Draft..., catchUp: Int = 3) -> ReportPlan {
        ReportPlan(
            version: "2026-01-01", isPublished: false, drafts: drafts, catchUp: catchUp, told: [], subscriptions: [])
    }

    private func due(_ plan: ReportPlan, _ now: Instant, since first: String = "2026-09-21") -> [String] {
        plan.due(at: now, firstDay: Self.day(first), in: Self.calendar).orders.map(\.description)
    }

    private let halfPastEight: Int64 = 8 * 3_600_000 + 1_800_000

    @Test func aWeekIsDraftedOnMondayAtItsHourAndNotAMinuteBefore() {
        let weekly = plan(.init(.weekly, of: [.city], at: halfPastEight))
        #expect(due(weekly, moment("2026-09-28", 8, 29)) == [])
        #expect(due(weekly, moment("2026-09-28", 8, 30)) == ["2026-W39"])
    }

    @Test func afterAHolidayItIsTheFirstDayWorked() {
        let both = plan(
            .init(.weekly, of: [.city], at: halfPastEight),
            .init(.monthly, of: [.city, .district("n")], at: halfPastEight))
        // September ended on Wednesday; Thursday to the next Wednesday are off.
        #expect(due(both, moment("2026-10-07", 23, 59), since: "2026-09-25") == ["2026-W39"])
        #expect(
            due(both, moment("2026-10-08", 8, 30), since: "2026-09-25")
                == ["2026-W39", "2026-W40", "2026-09", "2026-09@district:n"])
    }

    @Test func aSaturdayThatIsWorkedIsAWorkingDay() {
        let friday = WorkingCalendar(
            zone: Self.zone, hours: [30_600_000..<43_200_000],
            years: [
                CalendarYear(
                    year: 2026, daysOff: [Self.day("2026-10-12")], daysWorked: [Self.day("2026-10-10")])
            ])
        let weekly = plan(.init(.weekly, of: [.city], at: 0))
        // The week ends on Sunday; Monday is off here, so Tuesday it is.
        func due(_ day: String) -> [ReportOrder] {
            weekly.due(at: moment(day, 12), firstDay: Self.day("2026-10-05"), in: friday).orders
        }
        #expect(due("2026-10-12").isEmpty)
        #expect(due("2026-10-13").map(\.description) == ["2026-W41"])
        // A month that ends on a Friday before a Saturday that is worked is drafted on the Saturday.
        let monthly = plan(.init(.monthly, of: [.city], at: 0))
        let worked = WorkingCalendar(
            zone: Self.zone, hours: [30_600_000..<43_200_000],
            years: [CalendarYear(year: 2026, daysOff: [], daysWorked: [Self.day("2026-08-01")])])
        #expect(
            monthly.due(at: moment("2026-08-01", 9), firstDay: Self.day("2026-07-01"), in: worked).orders
                .map(\.description) == ["2026-07"])
    }

    @Test func whatWasMissedIsMadeUpForAsFarBackAsTheCitySaysTheOldestFirst() {
        let monthly = ReportPlan.Draft(.monthly, of: [.city], at: 0)
        let now = moment("2026-12-01", 9)
        #expect(due(plan(monthly, catchUp: 1), now, since: "2026-01-01") == ["2026-11"])
        #expect(due(plan(monthly, catchUp: 3), now, since: "2026-01-01") == ["2026-09", "2026-10", "2026-11"])
    }

    @Test func whatEndedBeforeThereWereFiguresIsNotDraftedAndAnEmptyHouseHasNothing() {
        let monthly = plan(.init(.monthly, of: [.city], at: 0))
        let now = moment("2026-12-01", 9)
        #expect(due(monthly, now, since: "2026-10-31") == ["2026-10", "2026-11"])
        #expect(due(monthly, now, since: "2026-12-01") == [])
        #expect(monthly.due(at: now, firstDay: nil, in: Self.calendar) == DraftsDue())
    }

    @Test func aYearWithoutACalendarIsNamedAndNothingIsGuessed() {
        let both = plan(
            .init(.monthly, of: [.city], at: 0), .init(.annual, of: [.city], at: 0), catchUp: 1)
        let found = both.due(at: moment("2027-01-15", 9), firstDay: Self.day("2026-01-01"), in: Self.calendar)
        #expect(found.orders == [])
        #expect(found.gaps.mapValues(\.description) == [2027: "2026-12"])
    }

    @Test func nothingIsDueTwiceInOneLookAndTheSameLookGivesTheSame() {
        let weekly = plan(.init(.weekly, of: [.city, .district("n")], at: halfPastEight))
        let now = moment("2026-11-30", 12)
        let orders = due(weekly, now)
        #expect(Set(orders).count == orders.count)
        #expect(due(weekly, now) == orders)
    }

    @Test func aSubscriberWantsWhatTheyAskedForAndNothingElse() {
        let subscription = ReportPlan.Subscription(
            id: "office", name: LocalName(zh: "", en: ""), kinds: [.monthly], scopes: [.city], formats: [.pdf],
            moment: .issue, language: "en")
        #expect(subscription.way == "report-office")
        #expect(subscription.wants(ReportOrder("2026-10")!, at: .issue))
        #expect(!subscription.wants(ReportOrder("2026-10")!, at: .draft))
        #expect(!subscription.wants(ReportOrder("2026-Q3")!, at: .issue))
        #expect(!subscription.wants(ReportOrder("2026-10@district:n")!, at: .issue))
    }
}
