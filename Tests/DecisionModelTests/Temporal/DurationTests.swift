import Testing

@testable import DecisionModel

@Suite struct DurationTests {
    private func time(_ text: String) throws -> DaysAndTimeDuration {
        try #require(DaysAndTimeDuration(text), "\(text) is no duration")
    }

    private func months(_ text: String) throws -> YearsAndMonthsDuration {
        try #require(YearsAndMonthsDuration(text), "\(text) is no duration")
    }

    @Test(arguments: [
        ("P1D", "P1D"), ("PT2H", "PT2H"), ("PT0.999S", "PT0.999S"), ("P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"),
        ("PT0S", "PT0S"), ("-PT0S", "PT0S"), ("PT0.S", "PT0S"), ("P0D", "PT0S"), ("-PT1H2M", "-PT1H2M"),
        ("PT1000M", "PT16H40M"), ("PT24H", "P1D"), ("PT3600S", "PT1H"), ("P2DT274M", "P2DT4H34M"),
        ("-PT0.000000001S", "-PT0.000000001S"), ("-P1DT0.5S", "-P1DT0.5S"), ("PT1.5000000000S", "PT1.5S"),
        ("P106751991167300DT15H30M7S", "P106751991167300DT15H30M7S"),
    ])
    func aDurationOfTimeIsWrittenInItsShortestForm(_ text: String, _ written: String) throws {
        #expect(try time(text).description == written)
        #expect(try time(written) == time(text))
    }

    @Test(arguments: [
        "", "P", "PT", "P1DT", "P0", "1D", "P1H", "P1S", "P1M", "P1Y", "P1Y1D", "PT1D", "PT1S1M", "PT1M1H", "P-1D",
        "+P1D",
        "PT.5S", "PT1.5M", "PT1.5", "PT1", "P1DT2", "P1D ", " P1D", "p1d", "--P1D", "PT1.0000000001S", "PT1,5S",
        "P99999999999999999999D", "P999999999999999999D", "PT1S2S", "P１D", "P1D\u{301}",
    ])
    func whatIsNoDurationOfTimeIsRefused(_ text: String) {
        #expect(DaysAndTimeDuration(text) == nil)
    }

    @Test(arguments: [
        ("P1Y2M", "P1Y2M"), ("P0Y", "P0M"), ("P0M", "P0M"), ("-P0Y", "P0M"), ("-P1Y", "-P1Y"), ("P26M", "P2Y2M"),
        ("P1Y27M", "P3Y3M"), ("-P100M", "-P8Y4M"), ("P999999999M", "P83333333Y3M"), ("P99999999Y", "P99999999Y"),
    ])
    func aDurationOfMonthsIsWrittenInItsShortestForm(_ text: String, _ written: String) throws {
        #expect(try months(text).description == written)
    }

    @Test(arguments: [
        "", "P", "-P", "P1", "1Y", "P1M1Y", "P1.5Y", "P1D", "P1Y2D", "P1YT", "PY", "PM", "P1Y1", "+P1Y", "P 1Y", "P1y",
        "P999999999999999999Y", "P9999999999999999999M",
    ])
    func whatIsNoDurationOfMonthsIsRefused(_ text: String) {
        #expect(YearsAndMonthsDuration(text) == nil)
    }

    @Test func partsHaveTheSignOfTheWhole() throws {
        let duration = try time("-P1DT2H3M4.5S")
        #expect((duration.days, duration.hours, duration.minutes, duration.seconds) == (-1, -2, -3, -4))
        let short = try time("-PT0.5S")
        #expect(short.seconds == 0)
        let long = try months("-P1Y2M")
        #expect((long.years, long.months) == (-1, -2))
        #expect(try time("PT36H").days == 1 && time("PT36H").hours == 12)
    }

    @Test(arguments: [
        ("P4DT1H", "1.5", "P6DT1H30M"), ("PT23H", "2.5", "P2DT9H30M"), ("-P1D", "-10", "P10D"), ("P1D", "0", "PT0S"),
        ("PT1S", "0.0000000005", "PT0S"), ("PT1S", "0.0000000015", "PT0.000000002S"),
    ])
    func aDurationOfTimeIsMultiplied(_ text: String, _ factor: String, _ product: String) throws {
        let number = try #require(Decimal34(factor))
        #expect((try time(text) * number)?.description == product)
    }

    @Test func aDurationOfTimeIsDivided() throws {
        #expect(try time("P10DT23H").divided(by: #require(Decimal34("2.5")))?.description == "P4DT9H12M")
        #expect(try time("PT1S").divided(by: 3)?.description == "PT0.333333333S")
        #expect(try time("P10D").divided(by: 0 as Decimal34) == nil)
        #expect(try time("P10D").divided(by: time("P5D")) == 2)
        #expect(try time("P1D").divided(by: time("-PT36H"))?.description == "-0.6666666666666666666666666666666667")
        #expect(try time("P10D").divided(by: DaysAndTimeDuration.zero) == nil)
    }

    @Test(arguments: [
        ("P2M", "1.5", "P3M"), ("P2M", "-1.5", "-P3M"), ("P1Y11M", "-2.5", "-P4Y9M"), ("P1M", "26", "P2Y2M"),
        ("P1M", "0.9", "P0M"),
    ])
    func partOfAMonthIsCutOff(_ text: String, _ factor: String, _ product: String) throws {
        let number = try #require(Decimal34(factor))
        #expect((try months(text) * number)?.description == product)
    }

    @Test func aDurationOfMonthsIsDivided() throws {
        #expect(try months("P10Y11M").divided(by: #require(Decimal34("2.5")))?.description == "P4Y4M")
        #expect(try months("P10Y11M").divided(by: #require(Decimal34("-2.5")))?.description == "-P4Y4M")
        #expect(try months("P10Y").divided(by: months("P5Y")) == 2)
        #expect(try months("P10Y").divided(by: YearsAndMonthsDuration.zero) == nil)
        #expect(try months("P10Y").divided(by: 0 as Decimal34) == nil)
    }

    @Test func durationsAddUpAndChangeTheirSign() throws {
        #expect((try time("P1D") - time("PT2H"))?.description == "PT22H")
        #expect((try time("-P1D") - time("PT2H"))?.description == "-P1DT2H")
        #expect((try time("PT0.6S") + time("PT0.6S"))?.description == "PT1.2S")
        #expect((-(try time("-PT0.1S")))?.description == "PT0.1S")
        #expect(try time("-PT0.1S").magnitude == time("PT0.1S"))
        #expect((try months("P1Y") + months("-P2M"))?.description == "P10M")
        #expect((try months("-P1Y") - months("P2M"))?.description == "-P1Y2M")
        #expect((-(try months("P1Y")))?.description == "-P1Y")
        #expect(try time("-PT0.1S") < DaysAndTimeDuration.zero && time("-PT1S") < time("-PT0.9S"))
        #expect(try months("P11M") < months("P1Y"))
    }

    @Test func whatIsTooLongIsNothing() throws {
        let longest = try #require(DaysAndTimeDuration(nanoseconds: Int128(Int.max) * 1_000_000_000))
        #expect(longest + longest == nil)
        #expect(-longest != nil)
        #expect(longest * 2 == nil)
        #expect(try longest * #require(Decimal34("1E6000")) == nil)
        #expect(try longest.divided(by: #require(Decimal34("1E-6000"))) == nil)
        #expect(DaysAndTimeDuration(nanoseconds: Int128.max) == nil)
        #expect(DaysAndTimeDuration(nanoseconds: Int128.min) == nil)
        let most = YearsAndMonthsDuration(months: Int.max)
        let least = YearsAndMonthsDuration(months: Int.min)
        #expect(most + most == nil && -least == nil && least.magnitude == nil && least - most == nil)
        #expect(most * 2 == nil && least * 2 == nil)
        #expect(least.description == "-P768614336404564650Y8M")
    }
}
