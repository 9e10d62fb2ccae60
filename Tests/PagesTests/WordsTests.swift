import Casework
import Civics
import HTML
import Pages
import Reporting
import Testing

/// Dates, lengths of time and figures in words.
struct WordsTests {
    private let chinese = SampleCity.context(.chinese)
    private let english = SampleCity.context(.english)

    @Test func aDayOfThisYearIsSaidWithoutTheYear() {
        #expect(chinese.day(SampleCity.day(11, 9)) == "11月9日")
        #expect(english.day(SampleCity.day(11, 9)) == "9 Nov")
        let next = CityDay(year: 2027, month: 1, day: 5)!
        #expect(chinese.day(next) == "2027年1月5日")
        #expect(english.day(next) == "5 Jan 2027")
    }

    /// New York has one number, and Foshan four; no page says those of another city.
    @Test func whomToCallInDangerIsTheCitysOwn() {
        let foshan = EmergencyNumbers([.police: "110", .fire: "119", .ambulance: "120", .traffic: "122"])
        #expect(foshan.list == LocalName(zh: "110、119、120 或 122", en: "110, 119, 120 or 122"))
        #expect(foshan.explained.zh == "110（警情）、119（火警）、120（急救）、122（交通事故）")
        let newYork = EmergencyNumbers([.police: "911", .fire: "911", .ambulance: "911"])
        #expect(newYork.list == LocalName(zh: "911", en: "911"))
        #expect(newYork.explained.en == "911 (police, fire, ambulance)")
        for language in Language.allCases {
            var context = SampleCity.context(language)
            context.city.emergency = [.police: "911", .fire: "911", .ambulance: "911"]
            let form = AskPage(SamplePages.ask(language).model, in: context).render().description
            #expect(form.contains("911") && !form.contains("119") && !form.contains("120"))
            #expect(language.say(RefusalGround.emergencyLine.rightChannel(in: context.city)).contains("911"))
        }
    }

    @Test func todayIsTheCitysDayNotTheLast24Hours() {
        #expect(chinese.moment(SampleCity.at(11, 18, 0, 5)) == "今天 00:05")
        #expect(chinese.moment(SampleCity.at(11, 17, 23, 55)) == "11月17日 23:55")
        #expect(english.moment(SampleCity.at(11, 18, 9)) == "today 09:00")
        #expect(chinese.weekday(SampleCity.day(11, 18)) == "星期三")
        #expect(chinese.machineTime(SampleCity.at(11, 18, 9)) == "2026-11-18T09:00:00.000+08:00")
    }

    @Test(arguments: [
        (0, "1 分", "1 min"), (8, "8 分", "8 min"), (60, "1 小时", "1 h"), (70, "1 小时 10 分", "1 h 10 min"),
        (1560, "1 天 2 小时", "1 day 2 h"), (2 * 1440, "2 天", "2 days"), (-42, "42 分", "42 min"),
    ])
    func aLengthOfTimeIsSaidInItsTwoLargestUnits(minutes: Int, zh: String, en: String) {
        #expect(chinese.span(.minutes(minutes)) == zh)
        #expect(english.span(.minutes(minutes)) == en)
    }

    @Test(arguments: [
        (TimeLimit.workingDays(15), "15 个工作日", "15 working days"), (.workingDays(1), "1 个工作日", "1 working day"),
        (.workingDays(0), "当场", "on the spot"), (.elapsed(.minutes(30)), "30 分钟", "30 min"),
        (.elapsed(.hours(2)), "2 小时", "2 hours"), (.elapsed(.hours(24)), "1 天", "1 day"),
        (.working(.hours(1)), "1 小时（工作时间）", "1 hour (working time)"),
    ])
    func aLimitIsSaidAsTheCityWritesIt(limit: TimeLimit, zh: String, en: String) {
        #expect(chinese.limit(limit) == zh)
        #expect(english.limit(limit) == en)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func countsHaveCommas(number: Int, written: String) {
        #expect(grouped(number) == written)
    }

    @Test(arguments: [
        (96.84, "96.8"), (96.85, "96.9"), (0.04, "0.0"), (-0.04, "0.0"), (-1.25, "-1.3"), (1234.5, "1,234.5"),
        (.nan, "—"), (.infinity, "—"),
    ])
    func ratesHaveOneDecimal(number: Double, written: String) {
        #expect(decimal(number) == written)
    }

    @Test func aRateWithoutADenominatorIsADash() {
        #expect(chinese.percent(Rate(0, of: 0)) == "—")
        #expect(chinese.percent(Rate(18_590, of: 19_204)) == "96.8%")
    }

    @Test func aChangeSaysWhetherItIsGood() {
        #expect(chinese.delta(0.7, words: "0.7 个百分点", moreIsBetter: true).description.contains("变好"))
        #expect(chinese.delta(0.7, words: "0.7 个百分点", moreIsBetter: false).description.contains("变差"))
        #expect(!chinese.delta(12, words: "12 件", moreIsBetter: nil).description.contains("变"))
        #expect(chinese.delta(0, words: "", moreIsBetter: true).description.contains("持平"))
    }
}

/// What a clock shows at a moment.
struct ClockReadingTests {
    private let view = SampleCity.context(.chinese)

    private func request(events: [(RequestEvent, Instant)] = []) -> ServiceRequest {
        let limits = SampleCity.city.limits.limits(kind: .help, urgency: .ordinary, line: .public)!
        let receipt = Receipt(
            channel: .web, line: .public, kind: .help, urgency: .ordinary, category: "010101", place: "diebei",
            isProtected: false, person: 1, title: "", text: "", limits: limits)
        var request = ServiceRequest(SampleCity.number, first: .received(receipt), at: SampleCity.at(11, 9, 9))!
        for (event, at) in events { request.evolve(event, at: at) }
        return request
    }

    private func read(_ kind: Clock.Kind, of request: ServiceRequest, at now: Instant) -> ClockReading? {
        request.clock(kind, in: SampleCity.city)
            .map { ClockReading($0, at: now, calendar: SampleCity.calendar) }
    }

    private let dispatched = (
        RequestEvent.dispatched(Dispatch(lead: "nanhai-housing")), SampleCity.at(11, 9, 10)
    )

    @Test func aClockThatRunsSaysWhatIsLeft() throws {
        let reading = try #require(read(.close, of: request(events: [dispatched]), at: SampleCity.at(11, 16, 10)))
        #expect(view.clockWords(reading, .left) == "剩 5 个工作日")
        #expect(view.clockWords(reading, .deadline) == "11月23日")
        #expect(abs(reading.share - 0.5) < 0.001)
    }

    @Test func beforeDispatchTheElapsedTimeCounts() throws {
        let reading = try #require(read(.dispatch, of: request(), at: SampleCity.at(11, 9, 12, 30)))
        #expect(view.clockWords(reading, .left) == "剩 20 小时 30 分")
    }

    @Test func anOverdueClockSaysByHowMuchAndIsSolid() throws {
        let reading = try #require(read(.dispatch, of: request(), at: SampleCity.at(11, 10, 9, 4)))
        #expect(view.clockWords(reading, .left) == "超 4 分")
        let badge = view.clockBadge(reading).description
        #expect(badge.contains("clock-bad") && badge.contains("超时："))
        #expect(reading.share == 1)
    }

    @Test func aStoppedClockSaysWhatItTook() throws {
        let request = request(events: [dispatched])
        let reading = try #require(read(.dispatch, of: request, at: SampleCity.now))
        #expect(view.clockWords(reading, .left) == "用 1 小时")
        #expect(view.clockBadge(reading).description.contains("clock-done"))
    }

    @Test func aPausedClockDoesNotCountDown() throws {
        let request = request(events: [
            dispatched, (.signed(body: "nanhai-housing", handler: nil), SampleCity.at(11, 9, 11)),
            (.paused(reason: .inspection, note: nil), SampleCity.at(11, 11, 10)),
        ])
        let reading = try #require(read(.close, of: request, at: SampleCity.now))
        #expect(view.clockWords(reading, .left) == "已暂停")
        #expect(abs(reading.share - 0.2) < 0.001)
    }

    @Test func aYearWithoutACalendarIsSaidAndNotGuessed() throws {
        let calendar = WorkingCalendar(zone: SampleCity.zone, hours: SampleCity.calendar.hours, years: [])
        let clock = try #require(request(events: [dispatched]).clock(.close, in: SampleCity.make(calendar: calendar)))
        let reading = ClockReading(clock, at: SampleCity.now, calendar: calendar)
        #expect(view.clockWords(reading, .left) == "缺工作日历")
    }
}
