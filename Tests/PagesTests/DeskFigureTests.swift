import Casework
import Civics
import HTML
import Pages
import Reporting
import Testing

/// Rates, places, periods and counts on the desks.
struct DeskFigureTests {
    private let samples = DeskSamples(language: .chinese, text: nil)

    @Test func theAdviceDeskComparesWithThePeriodBefore() {
        let html = samples.overviews.first { $0.name == "advice" }!.page.render().description
        #expect(html.contains("↑ 3.2%") && html.contains("上期 19,748"))
        #expect(html.contains("0.7 个百分点"))
        // Each cell of the heat map leads to its requests.
        let links = Markup(html).all("a").compactMap { $0.attributes["href"] }.filter {
            $0.contains("by=districtField")
        }
        #expect(links.count == 25)
    }

    @Test(arguments: [
        (Period.today, "2026-11-18", "2026-11-18"), (.week, "2026-11-12", "2026-11-18"),
        (.month, "2026-10-20", "2026-11-18"),
        (.thisMonth, "2026-11-01", "2026-11-18"),
    ])
    func aPeriodEndsToday(period: Period, from: String, to: String) {
        let days = period.days(until: SampleCity.day(11, 18))
        #expect(days.lowerBound.description == from && days.upperBound.description == to)
    }

    @Test func onTheFirstOfAMonthOnePeriodIsCurrent() {
        var context = samples.context(.advice())
        context.now = SampleCity.at(11, 1, 9)
        let today = SampleCity.day(11, 1)
        let model = AdvicePage.Model(
            days: today...today, previousDays: today...today, totals: [:], previousTotals: [:], received: [0],
            closed: [0],
            channels: [], districts: [], fields: [], byDistrictField: [:], topCategories: [], open: 0, overdue: 0,
            rules: DeskSampleCity.city.scores.inForce(on: today))
        let page = Markup(AdvicePage(model, in: context).render().description)
        #expect(page.elements.count { $0.attributes["aria-current"] == "true" } == 1)
    }

    @Test(arguments: [
        ("2026-11-18", "2026-11-18", "11月18日", "18 Nov"), ("2026-11-09", "2026-11-15", "11月9日至15日", "9–15 Nov"),
        ("2026-10-20", "2026-11-18", "10月20日至11月18日", "20 Oct – 18 Nov"),
        ("2025-12-29", "2026-01-04", "2025年12月29日至1月4日", "29 Dec 2025 – 4 Jan"),
        ("2025-03-01", "2025-04-02", "2025年3月1日至4月2日", "1 Mar 2025 – 2 Apr 2025"),
    ])
    func aRangeOfDaysIsSaidWithoutRepeating(from: String, to: String, zh: String, en: String) {
        let days = CityDay(from)!...CityDay(to)!
        #expect(samples.context(.desk).range(days) == zh)
        #expect(DeskSamples(language: .english).context(.desk).range(days) == en)
    }

    @Test func aCountBeyondItsCeilingSaysThatThereAreMore() {
        let context = samples.context(.desk)
        #expect(context.count(ListCount(63)) == "63")
        #expect(context.count(ListCount(100_000, isMore: true)) == "100,000+")
    }
}

/// The words of clocks at their edges, as lists know them: by their end alone.
struct DeskClockTests {
    private let chinese = DeskSamples(language: .chinese).context(.desk)
    private let english = DeskSamples(language: .english).context(.desk)
    private let calendar = DeskSampleCity.city.calendar

    private func reading(
        _ limit: TimeLimit, deadline: Instant?, now: Instant, isPaused: Bool = false
    ) -> ClockReading {
        ClockReading(
            .close, limit: limit, deadline: deadline, yellowAt: deadline.map { $0 - .minutes(30) },
            redAt: deadline.map { $0 - .minutes(10) }, isPaused: isPaused, startedAt: now, at: now, calendar: calendar)
    }

    @Test func aClockIsNotOverdueAtItsDeadlineAndIsAMillisecondLater() {
        let end = SampleCity.at(11, 18, 15)
        let limit = TimeLimit.elapsed(.hours(2))
        let before = reading(limit, deadline: end, now: end)
        #expect(before.state == .red && chinese.clockWords(before, .left) == "剩 1 分")
        let after = reading(limit, deadline: end, now: end + TimeSpan(milliseconds: 1))
        #expect(after.state == .overdue && chinese.clockWords(after, .left) == "超 1 分")
        #expect(english.clockWords(after, .left) == "1 min overdue")
    }

    @Test(arguments: [
        (8, "剩 8 分", "8 min left"), (59, "剩 59 分", "59 min left"), (60, "剩 1 小时", "1 h left"),
        (70, "剩 1 小时 10 分", "1 h 10 min left"), (1439, "剩 23 小时 59 分", "23 h 59 min left"),
        (1440, "剩 1 天", "1 day left"),
        (-4, "超 4 分", "4 min overdue"), (-1560, "超 1 天 2 小时", "1 day 2 h overdue"),
    ])
    func elapsedTimeIsSaidToTheMinute(minutes: Int, zh: String, en: String) {
        let now = SampleCity.at(11, 18, 10, 52)
        let clock = reading(.elapsed(.days(3)), deadline: now + .minutes(minutes), now: now)
        #expect(chinese.clockWords(clock, .left) == zh)
        #expect(english.clockWords(clock, .left) == en)
    }

    @Test func neverMoreIsPromisedThanIsLeft() {
        let now = SampleCity.at(11, 18, 10, 52)
        let almost = reading(.elapsed(.hours(2)), deadline: now + TimeSpan(milliseconds: 9 * 60_000 - 1), now: now)
        #expect(chinese.clockWords(almost, .left) == "剩 8 分")
    }

    @Test func workingDaysAreCountedInWorkingTime() throws {
        // Wednesday 18 November 08:30: three whole working days end on Friday 17:30.
        let start = SampleCity.at(11, 18, 8, 30)
        let friday = SampleCity.at(11, 20, 17, 30)
        #expect(chinese.clockWords(reading(.workingDays(15), deadline: friday, now: start), .left) == "剩 3 个工作日")
        #expect(
            english.clockWords(reading(.workingDays(15), deadline: friday, now: start), .left) == "3 working days left")
        let later = reading(.workingDays(15), deadline: friday, now: start + .minutes(1))
        #expect(chinese.clockWords(later, .left) == "剩 2 个工作日")
        // From Friday 16:30 to Monday 09:30 two working hours are left, not 65.
        let monday = SampleCity.at(11, 23, 9, 30)
        let weekend = reading(.workingDays(15), deadline: monday, now: SampleCity.at(11, 20, 16, 30))
        #expect(chinese.clockWords(weekend, .left) == "剩 2 小时")
        // Late is late in the time people wait, weekends and all.
        let late = reading(.workingDays(15), deadline: friday, now: SampleCity.at(11, 22, 17, 30))
        #expect(chinese.clockWords(late, .left) == "超 2 天")
    }

    @Test func aPausedClockAndOneWithoutACalendarShowNoDeadline() {
        let now = SampleCity.at(11, 18, 10)
        let paused = reading(.workingDays(15), deadline: nil, now: now, isPaused: true)
        #expect(paused.state == .paused && chinese.clockWords(paused, .left) == "已暂停")
        let unknown = reading(.workingDays(15), deadline: nil, now: now)
        #expect(unknown.state == .unknown && chinese.clockWords(unknown, .left) == "缺工作日历")
    }

    @Test func theShareUsedFollowsFromTheLimit() {
        let now = SampleCity.at(11, 18, 10)
        #expect(reading(.elapsed(.hours(4)), deadline: now + .hours(1), now: now).share == 0.75)
        #expect(reading(.elapsed(.hours(4)), deadline: now - .hours(1), now: now).share == 1)
        // An immediate matter divides by nothing.
        #expect(reading(.elapsed(.hours(0)), deadline: now, now: now).share <= 1)
    }
}
