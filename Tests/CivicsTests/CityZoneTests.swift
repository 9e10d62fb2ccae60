import Civics
import Testing

@Suite struct CityZoneTests {
    private let shanghai: CityZone
    private let newYork: CityZone

    init() throws {
        shanghai = try #require(CityZone("Asia/Shanghai"))
        newYork = try #require(CityZone("America/New_York"))
    }

    private func time(_ hour: Int64, _ minute: Int64 = 0) -> Int64 { (hour * 60 + minute) * 60_000 }
    private func day(_ text: String) throws -> CityDay { try #require(CityDay(text)) }

    @Test func aMomentInFoshanIsEightHoursAheadOfGreenwich() throws {
        // 2026-11-18T02:24:00Z
        let moment = Instant(milliseconds: 1_794_968_640_000)
        #expect(shanghai.minuteText(moment) == "2026-11-18 10:24")
        #expect(shanghai.timestamp(moment) == "2026-11-18T10:24:00.000+08:00")
        #expect(shanghai.instant(try day("2026-11-18"), time: time(10, 24)) == moment)
    }

    @Test func todayEndsAtTheCitysMidnightAndNotAtGreenwichs() throws {
        let midnight = shanghai.startOfDay(try day("2026-11-19"))
        #expect(shanghai.day(of: Instant(milliseconds: midnight.milliseconds - 1)).description == "2026-11-18")
        #expect(shanghai.day(of: midnight).description == "2026-11-19")
        // 16:00 in Greenwich.
        #expect(midnight.milliseconds % 86_400_000 == 16 * 3_600_000)
    }

    /// From 1986 to 1991 China's clocks went an hour ahead in summer.
    @Test(arguments: [
        // 1985-07-01T03:00Z and the same of the years after, with the hour on Foshan's clocks.
        ("1985-07-01", 11), ("1986-07-01", 12), ("1988-07-01", 12), ("1991-07-01", 12), ("1992-07-01", 11),
        ("1988-01-01", 11), ("1988-12-01", 11),
    ])
    func theSummersFrom1986To1991AreAnHourAhead(date: String, hour: Int) throws {
        let utc = Instant(milliseconds: Int64(try day(date).number) * 86_400_000 + time(3))
        #expect(shanghai.local(utc).time == time(Int64(hour)))
        #expect(shanghai.instant(try day(date), time: time(Int64(hour))) == utc)
    }

    /// Every half hour of ten years with summer time: a moment's day and time lead back to the moment, but for the
    /// second coming of the repeated hour in autumn.
    @Test(arguments: ["Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "America/St_Johns"])
    func everyMomentLeadsToADayAndTimeAndBack(identifier: String) throws {
        let zone = try #require(CityZone(identifier))
        var at = Int64(try day("1985-01-01").number) * 86_400_000
        let end = Int64(try day("1995-01-01").number) * 86_400_000
        var differing = 0
        var wrong = 0
        while at < end {
            let (day, time) = zone.local(Instant(milliseconds: at))
            let back = zone.instant(day, time: time)
            if back.milliseconds != at {
                differing += 1
                // The first coming shows the same day and time.
                if back.milliseconds > at || zone.local(back) != (day, time) { wrong += 1 }
            }
            at += 1_800_000
        }
        #expect(wrong == 0)
        // One repeated hour a year at most, and two in Newfoundland in 1988.
        #expect(differing <= 22)
    }

    @Test func theHourThatNewYorkSkipsInSpringIsReadWithTheOffsetBefore() throws {
        let sunday = try day("2026-03-08")
        // 02:30 with −05:00 is 07:30Z, an hour that the clocks show as 03:30.
        let skipped = newYork.instant(sunday, time: time(2, 30))
        #expect(skipped.milliseconds == Int64(sunday.number) * 86_400_000 + time(7, 30))
        #expect(newYork.timestamp(skipped) == "2026-03-08T03:30:00.000-04:00")
        #expect(newYork.timestamp(newYork.instant(sunday, time: time(1, 59))) == "2026-03-08T01:59:00.000-05:00")
        #expect(newYork.timestamp(newYork.instant(sunday, time: time(3))) == "2026-03-08T03:00:00.000-04:00")
        let next = newYork.startOfDay(sunday.advanced(by: 1))
        #expect(next - newYork.startOfDay(sunday) == .hours(23))
    }

    @Test func theHourThatComesTwiceInAutumnMeansItsFirstComing() throws {
        let sunday = try day("2026-11-01")
        #expect(newYork.timestamp(newYork.instant(sunday, time: time(1, 30))) == "2026-11-01T01:30:00.000-04:00")
        #expect(newYork.timestamp(newYork.instant(sunday, time: time(2))) == "2026-11-01T02:00:00.000-05:00")
        let next = newYork.startOfDay(sunday.advanced(by: 1))
        #expect(next - newYork.startOfDay(sunday) == .hours(25))
        // The morning after, well inside a day of the change.
        #expect(newYork.timestamp(newYork.instant(sunday.advanced(by: 1), time: time(1, 30))).hasSuffix("-05:00"))
    }

    /// São Paulo moved its clocks at midnight: that day begins at 01:00.
    @Test func aDayWithoutMidnightBeginsWithItsFirstMoment() throws {
        let zone = try #require(CityZone("America/Sao_Paulo"))
        let start = zone.startOfDay(try day("2018-11-04"))
        #expect(zone.timestamp(start) == "2018-11-04T01:00:00.000-02:00")
        #expect(zone.day(of: Instant(milliseconds: start.milliseconds - 1)).description == "2018-11-03")
    }

    @Test func timestampsWriteHalfHoursAndFractions() throws {
        let kolkata = try #require(CityZone("Asia/Kolkata"))
        #expect(kolkata.timestamp(Instant(milliseconds: 1)) == "1970-01-01T05:30:00.001+05:30")
        let newfoundland = try #require(CityZone("America/St_Johns"))
        #expect(newfoundland.timestamp(Instant(milliseconds: 999)) == "1969-12-31T20:30:00.999-03:30")
    }

    @Test func momentsBefore1970HaveDaysToo() throws {
        let utc = try #require(CityZone("UTC"))
        #expect(utc.day(of: Instant(milliseconds: -1)).description == "1969-12-31")
        #expect(utc.local(Instant(milliseconds: -1)).time == 86_399_999)
        #expect(utc.day(of: Instant(milliseconds: -86_400_000)).description == "1969-12-31")
        #expect(utc.day(of: Instant(milliseconds: -86_400_001)).description == "1969-12-30")
    }

    @Test(arguments: ["", "Asia/Fuoshan", "../../etc/passwd"])
    func aZoneThatNobodyKnowsIsNone(identifier: String) {
        #expect(CityZone(identifier) == nil)
    }
}
