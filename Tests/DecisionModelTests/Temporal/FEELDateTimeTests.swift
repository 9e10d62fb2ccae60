import Testing

@testable import DecisionModel

@Suite struct FEELDateTimeTests {
    private func moment(_ text: String) throws -> FEELDateTime {
        try #require(FEELDateTime(text), "\(text) is no date and time")
    }
    private func duration(_ text: String) throws -> DaysAndTimeDuration { try #require(DaysAndTimeDuration(text)) }

    @Test(arguments: [
        ("2012-12-24", "2012-12-24T00:00:00"), ("2017-12-31T11:22:33", "2017-12-31T11:22:33"),
        ("-2017-12-31T11:22:33", "-2017-12-31T11:22:33"), ("99999-12-31T11:22:33", "99999-12-31T11:22:33"),
        ("2017-12-31T11:22:33.123456789Z", "2017-12-31T11:22:33.123456789Z"),
        ("2017-12-31T11:22:33.456+01:35", "2017-12-31T11:22:33.456+01:35"),
        ("2011-12-31T10:15:30.987@Europe/Paris", "2011-12-31T10:15:30.987@Europe/Paris"),
        ("999999999-12-31T23:59:59.999999999@Europe/Paris", "999999999-12-31T23:59:59.999999999@Europe/Paris"),
        ("-999999999-12-31T23:59:59.999999999+02:00", "-999999999-12-31T23:59:59.999999999+02:00"),
        ("-999999999-01-01T00:00:00@Asia/Shanghai", "-999999999-01-01T00:00:00@Asia/Shanghai"),
        ("2021-01-01T24:00:00", "2021-01-02T00:00:00"), ("2021-12-31T24:00:00Z", "2022-01-01T00:00:00Z"),
        ("0000-01-01T00:00:00", "0000-01-01T00:00:00"),
    ])
    func aDateAndTimeIsWrittenAsItIsRead(_ text: String, _ written: String) throws {
        #expect(try moment(text).description == written)
    }

    @Test(arguments: [
        "", "11:00:00", "2011-12-0310:15:30", "2011-12-03T10:15:30+01:00@Europe/Paris", "9999999999-12-27T11:22:33",
        "2017-13-10T11:22:33", "2017-02-29T11:22:33", "998-12-31T11:22:33", "01211-12-31T11:22:33",
        "+99999-12-01T11:22:33",
        "2017-12-31T24:00:01", "2017-12-31T25:00:00", "2017-12-31T7:00:00", "2017-12-31T13:20:00@xyz/abc",
        "2017-12-31T13:20:00+19:00", "2017-12-31T7:20", "2017-12-31T", "2017-12-31T10:00:00 ", "2017-12-31t10:00:00",
        "2017-12-31 10:00:00", "2017-12-31Z", "999999999-12-31T24:00:00", "2012T-12-2511:00:00Z",
    ])
    func whatIsNoDateAndTimeIsRefused(_ text: String) {
        #expect(FEELDateTime(text) == nil)
    }

    @Test func equalMomentsAreEqualInEveryZone() throws {
        #expect(try moment("2024-01-01T08:00:00+08:00") == moment("2024-01-01T00:00:00Z"))
        #expect(try moment("2024-01-01T08:00:00@Asia/Shanghai") == moment("2024-01-01T00:00:00Z"))
        #expect(try moment("2024-01-01T08:00:00@Asia/Shanghai").hashValue == moment("2024-01-01T00:00:00Z").hashValue)
        #expect(try moment("2024-01-01T00:00:00") != moment("2024-01-01T00:00:00Z"))
        #expect(try moment("2024-01-01T00:00:00").order(against: moment("2024-01-01T00:00:00Z")) == nil)
        #expect(try moment("2024-01-01T00:00:00.5").order(against: moment("2024-01-01T00:00:00.25")) == .after)
        #expect(try moment("2024-01-01T00:00:00+01:00").order(against: moment("2024-01-01T00:00:00Z")) == .before)
        #expect(try !moment("2024-01-01T08:00:00+08:00").isSame(as: moment("2024-01-01T08:00:00@Asia/Shanghai")))
        let date = try #require(FEELDate("2024-01-01"))
        #expect(date.midnight == (try moment("2024-01-01T00:00:00Z")))
    }

    @Test(arguments: [
        // Summer and winter; the hour that is there twice; the hour that is leapt over; before there was a rule.
        ("2024-07-01T12:00:00@Europe/Paris", "PT2H"), ("2024-01-01T12:00:00@Europe/Paris", "PT1H"),
        ("2024-10-27T02:30:00@Europe/Paris", "PT2H"), ("2024-10-27T03:00:00@Europe/Paris", "PT1H"),
        ("2024-03-31T02:30:00@Europe/Paris", "PT1H"), ("2024-03-31T03:00:00@Europe/Paris", "PT2H"),
        ("2024-01-01T12:00:00@Australia/Melbourne", "PT11H"), ("2024-07-01T12:00:00@Australia/Melbourne", "PT10H"),
        ("1988-07-01T12:00:00@Asia/Shanghai", "PT9H"), ("2024-07-01T12:00:00@Asia/Shanghai", "PT8H"),
        ("12024-07-01T12:00:00@Europe/Paris", "PT2H"), ("12024-01-01T12:00:00@Europe/Paris", "PT1H"),
        ("2024-01-01T12:00:00@Asia/Kathmandu", "PT5H45M"), ("1700-01-01T00:00:00@Etc/UTC", "PT0S"),
    ])
    func aRegionHasTheOffsetOfTheDay(_ text: String, _ offset: String) throws {
        #expect(try moment(text).timeOffset?.description == offset)
    }

    @Test(arguments: [
        ("2021-01-12T10:10:10", "P1DT1H", "2021-01-13T11:10:10"),
        ("2021-01-01T24:00:00", "-PT1S", "2021-01-01T23:59:59"),
        ("-2021-01-01T10:10:10+11:00", "-P1D", "-2022-12-31T10:10:10+11:00"),
        ("2024-03-30T12:00:00@Europe/Paris", "P1D", "2024-03-31T13:00:00@Europe/Paris"),
        ("2024-10-27T02:30:00@Europe/Paris", "PT2H", "2024-10-27T03:30:00@Europe/Paris"),
        ("2021-01-01T00:00:00.1", "-PT0.2S", "2020-12-31T23:59:59.9"),
    ])
    func aDurationOfTimeIsCountedInMoments(_ text: String, _ length: String, _ sum: String) throws {
        #expect((try moment(text) + duration(length))?.description == sum)
        let back = try #require(-(duration(length)))
        #expect((try moment(text) - back)?.description == sum)
    }

    @Test func monthsKeepTheTimeOfDay() throws {
        let month = YearsAndMonthsDuration(months: 1)
        #expect((try moment("2024-01-31T10:10:10+11:00") + month)?.description == "2024-02-29T10:10:10+11:00")
        #expect((try moment("2024-03-15T12:00:00@Europe/Paris") + month)?.timeOffset?.description == "PT2H")
        #expect((try moment("2021-01-01T10:10:10") - month)?.description == "2020-12-01T10:10:10")
        #expect((try moment("999999999-12-31T10:10:10") + month) == nil)
    }

    @Test(arguments: [
        ("2021-01-02T10:10:10@Europe/Paris", "2021-01-01T10:10:10@Asia/Dhaka", "P1DT5H"),
        ("2021-01-02T10:10:10@Europe/Paris", "1995-01-01T10:10:10@Asia/Dhaka", "P9498DT5H"),
        ("2021-01-02T10:10:10+01:00", "2021-01-01T10:10:10@Europe/Paris", "P1D"),
        ("2021-01-02T00:00:00", "2021-01-02T00:00:00.000000001", "-PT0.000000001S"),
        ("999999999-12-31T23:59:59", "-999999999-01-01T00:00:00", "P730484999633DT23H59M59S"),
    ])
    func theTimeBetweenTwoMomentsIsADuration(_ a: String, _ b: String, _ difference: String) throws {
        #expect((try moment(a) - moment(b))?.description == difference)
        #expect((try moment(b) - moment(a))?.description != nil)
    }

    @Test func aZoneAndNoneHaveNoDifference() throws {
        #expect((try moment("2021-01-02T10:10:10") - moment("2021-01-02T10:10:10Z")) == nil)
        let date = try #require(FEELDate("2021-01-02"))
        #expect((try date.midnight - moment("2021-01-01T10:10:10+11:00"))?.description == "P1DT49M50S")
        #expect((try date.midnight - moment("2021-01-01T10:10:10")) == nil)
    }

    @Test func nothingLeadsBeyondTheYearsOfFEEL() throws {
        let longest = try #require(DaysAndTimeDuration(nanoseconds: Int128(Int.max) * 1_000_000_000))
        for text in ["999999999-12-31T23:59:59@Europe/Paris", "-999999999-01-01T00:00:00Z"] {
            #expect((try moment(text) + longest) == nil)
            #expect((try moment(text) - longest) == nil)
        }
        #expect((try moment("999999999-12-31T23:59:59") + duration("PT1S")) == nil)
        #expect(FEELDateTime(secondsSince1970: Int.max) == nil)
        #expect(FEELDateTime(secondsSince1970: Int.min) == nil)
        #expect(FEELDateTime(secondsSince1970: 0, nanosecond: -1) == nil)
        #expect(FEELDateTime(secondsSince1970: -1)?.description == "1969-12-31T23:59:59Z")
    }

    @Test func aMomentIsToldInAnotherZone() throws {
        let east = try #require(Zone(offset: 8 * 3600))
        #expect(try moment("2024-01-01T20:00:00Z").told(in: east)?.description == "2024-01-02T04:00:00+08:00")
        #expect(try moment("2024-01-01T20:00:00").told(in: east) == nil)
        #expect(try moment("2024-01-01T20:00:00Z").told(in: .local) == nil)
    }

    @Test func anyRegionCanBeAskedFromManySidesAtOnce() async {
        let names = ["Europe/Paris", "Asia/Shanghai", "America/New_York", "Australia/Melbourne", "Africa/Cairo"]
        let offsets = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    names.map { FEELDateTime("2024-07-01T12:00:00@\($0)")?.timeOffset?.description ?? "none" }
                }
            }
            return await group.reduce(into: Set<[String]>()) { $0.insert($1) }
        }
        #expect(offsets == [["PT2H", "PT8H", "-PT4H", "PT10H", "PT3H"]])
    }
}
