import Testing

@testable import DecisionModel

@Suite struct FEELTimeTests {
    private func time(_ text: String) throws -> FEELTime { try #require(FEELTime(text), "\(text) is no time") }
    private func duration(_ text: String) throws -> DaysAndTimeDuration { try #require(DaysAndTimeDuration(text)) }

    @Test(arguments: [
        ("01:02:03", "01:02:03"), ("00:00:00", "00:00:00"), ("24:00:00", "00:00:00"), ("11:22:33.444", "11:22:33.444"),
        ("11:22:33.123456789", "11:22:33.123456789"), ("11:22:33.100", "11:22:33.1"), ("23:59:00Z", "23:59:00Z"),
        ("13:20:00+02:00", "13:20:00+02:00"), ("13:20:00-05:00", "13:20:00-05:00"), ("11:22:33-00:00", "11:22:33Z"),
        ("11:22:33+00:00", "11:22:33Z"), ("00:01:00@Etc/UTC", "00:01:00@Etc/UTC"),
        ("11:59:45+02:45:55", "11:59:45+02:45:55"),
        ("00:01:00@Europe/Paris", "00:01:00@Europe/Paris"), ("12:00:00-18:00", "12:00:00-18:00"),
    ])
    func aTimeIsWrittenAsItIsRead(_ text: String, _ written: String) throws {
        #expect(try time(text).description == written)
    }

    @Test(arguments: [
        "", "7:00:00", "07:1:00", "07:01:2", "07:01", "23:59:60", "24:00:01", "24:01:00", "24:00:00.1", "25:00:00",
        "00:60:00",
        "13:20:00@xyz/abc", "13:20:00@", "13:20:00@GMT+3", "13:20:00+19:00", "13:20:00-18:00:01", "13:20:00+5:00",
        "13:20:00+5", "13:20:00+05:0", "13:20:00+05:60", "13:20:00+02:00@Europe/Paris", "13:20:00Z@Etc/UTC",
        "11:30:00T",
        "T11:30:00", "11:30:00.", "11:30:00.1234567891", "11:30:00 Z", "11:30:00z", "-11:30:00",
        "11:30:00@europe/paris",
        "11:30:00@/etc/passwd", "11:30:00@../zoneinfo/UTC", "11:30:00@\u{0}",
    ])
    func whatIsNoTimeIsRefused(_ text: String) {
        #expect(FEELTime(text) == nil)
    }

    @Test func aTimeIsMadeOfItsParts() throws {
        let half = try #require(Decimal34("1.3"))
        #expect(
            FEELTime(hour: 12, minute: 59, second: half, offset: try duration("-PT1H"))?.description
                == "12:59:01.3-01:00")
        #expect(FEELTime(hour: 11, minute: 59, second: 45, offset: nil)?.description == "11:59:45")
        #expect(
            FEELTime(hour: 11, minute: 59, second: 45, offset: try duration("PT2H45M55S"))?.description
                == "11:59:45+02:45:55")
        #expect(FEELTime(hour: 11, minute: 59, second: 45, offset: .zero)?.description == "11:59:45Z")
        #expect(FEELTime(hour: 11, minute: 59, second: 45, offset: try duration("PT19H")) == nil)
        #expect(FEELTime(hour: 11, minute: 59, second: 45, offset: try duration("PT0.5S")) == nil)
        for (hour, minute, second) in [
            (24, 0, "0"), (-1, 0, "0"), (0, 60, "0"), (0, 0, "60"), (0, 0, "-1"), (0, 0, "1E6000"),
        ] {
            let seconds = try #require(Decimal34(second))
            #expect(FEELTime(hour: hour, minute: minute, second: seconds, offset: nil) == nil)
        }
    }

    @Test func timesAreEqualAtTheSameMoment() throws {
        #expect(try time("10:00:00+01:00") == time("09:00:00Z"))
        #expect(try time("10:00:00+01:00").hashValue == time("09:00:00Z").hashValue)
        #expect(try !time("10:00:00+01:00").isSame(as: time("09:00:00Z")))
        #expect(try time("10:00:00Z") == time("10:00:00@Etc/UTC"))
        #expect(try time("10:00:00Z") != time("10:00:00"))
        #expect(try time("10:00:00@Asia/Shanghai") == time("10:00:00+08:00"))
        #expect(try time("10:00:00").isSame(as: time("10:00:00.000")))
    }

    @Test func aTimeWithAZoneAndOneWithoutHaveNoOrder() throws {
        #expect(try time("10:00:00Z").order(against: time("10:00:00")) == nil)
        #expect(try time("10:00:00").order(against: time("10:00:01")) == .before)
        #expect(try time("10:00:00+02:00").order(against: time("09:00:00Z")) == .before)
        #expect(try time("10:00:00.000000001Z").order(against: time("10:00:00Z")) == .after)
        #expect(try time("12:00:00+02:00").order(against: time("10:00:00Z")) == .same)
    }

    @Test(arguments: [
        ("10:15:00", "PT1H", "11:15:00"), ("10:15:00+11:00", "P1D", "10:15:00+11:00"), ("23:30:00", "PT1H", "00:30:00"),
        ("00:30:00", "-PT1H", "23:30:00"), ("00:00:00", "-PT0.5S", "23:59:59.5"),
        ("10:15:00@Australia/Melbourne", "-P3DT1H", "09:15:00@Australia/Melbourne"),
    ])
    func aTimeGoesRoundAtMidnight(_ text: String, _ length: String, _ sum: String) throws {
        #expect((try time(text) + duration(length)).description == sum)
        let back = try #require(-(duration(length)))
        #expect((try time(text) - back).description == sum)
    }

    @Test func theTimeBetweenTwoTimesIsADuration() throws {
        #expect((try time("10:10:10") - time("11:10:10"))?.description == "-PT1H")
        #expect((try time("10:10:10+02:00") - time("09:10:10Z"))?.description == "-PT1H")
        #expect((try time("10:10:10") - time("09:10:10Z")) == nil)
    }

    @Test func theZoneOfATimeIsTold() throws {
        #expect(try time("10:00:00").timeOffset == nil && time("10:00:00").timeZone == nil)
        #expect(try time("10:00:00+05:00").timeOffset?.description == "PT5H")
        #expect(try time("10:00:00+05:00").timeZone == nil)
        #expect(try time("10:00:00@Europe/Paris").timeZone == "Europe/Paris")
        // Without a day there is no summer time.
        #expect(try time("10:00:00@Europe/Paris").timeOffset?.description == "PT1H")
        #expect(try time("10:20:30.5").hour == 10 && time("10:20:30.5").minute == 20 && time("10:20:30.5").second == 30)
    }
}
