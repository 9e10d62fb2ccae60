import Civics
import Testing

@testable import Reporting

/// What stands behind the longer reports: taking rates apart, expecting days, forecasting.
struct AnalysisTests {
    // MARK: Rates

    @Test
    func ownChangeAndMixAreExactlyTheDifference() throws {
        // 90 of 100 and 40 of 100 before: 65 %. 80 of 100 and 120 of 300 now: 50 %.
        let found = try #require(
            RateDecomposition([
                (id: "a", now: (80, 100), before: (90, 100)), (id: "b", now: (120, 300), before: (40, 100)),
            ]))
        #expect(abs(found.own + found.mix - (0.5 - 0.65)) < 1e-12)
        // a: mean weight (0.25 + 0.5) ÷ 2 × −0.1 = −0.0375; b has not changed.
        #expect(abs(found.own + 0.0375) < 1e-12)
    }

    @Test
    func partsThatComeAndGoAreMix() throws {
        let found = try #require(
            RateDecomposition([
                (id: "old", now: (0, 0), before: (50, 100)), (id: "new", now: (90, 100), before: (0, 0)),
            ]))
        #expect(found.own == 0 && abs(found.mix - 0.4) < 1e-12)
        #expect(RateDecomposition([(id: "a", now: (0, 0), before: (1, 2))]) == nil)
        #expect(RateDecomposition([]) == nil)
    }

    // MARK: Days

    private static let calendar = WorkingCalendar(
        zone: CityZone("Asia/Shanghai")!, hours: [0..<28_800_000],
        years: [2025, 2026].map { year in
            CalendarYear(
                year: year, daysOff: [CityDay(year: year, month: 10, day: 1)!], daysWorked: [])
        })

    /// 100 on working days, 40 at weekends.
    private static func weeks(_ days: ClosedRange<CityDay>) -> [CityDay: Int] {
        Dictionary(uniqueKeysWithValues: days.map { ($0, $0.weekday <= 5 ? 100 : 40) })
    }

    @Test
    func aDayIsExpectedByItsWeekdayAndWhetherItIsWorked() throws {
        let known = day("2026-01-05")...day("2026-08-30")
        let model = try #require(DayExpectation(Self.weeks(known), known: known, calendar: Self.calendar))
        let (monday, sunday) = (day("2026-06-01"), day("2026-06-07"))
        #expect(abs((model.expected(monday) ?? 0) - 100) < 1 && abs((model.expected(sunday) ?? 0) - 40) < 1)
        // A holiday that was never seen is taken for a Sunday.
        #expect(DayExpectation.kind(day("2026-10-01"), Self.calendar) == .holiday)
        #expect(abs(model.factor(day("2026-10-01")) - model.factor(sunday)) < 1e-12)
        #expect(model.outliers(in: known).isEmpty)
    }

    @Test
    func aStormStandsOutAndTheDaysAroundItDoNot() throws {
        let known = day("2026-01-05")...day("2026-08-30")
        var counts = Self.weeks(known)
        counts[day("2026-06-10")] = 320
        let model = try #require(DayExpectation(counts, known: known, calendar: Self.calendar))
        let found = model.outliers(in: day("2026-06-01")...day("2026-06-30"))
        #expect(found.map(\.day) == [day("2026-06-10")] && found[0].count == 320)
        #expect(abs(found[0].expected - 100) < 2)
    }

    @Test
    func tooShortAPastExpectsNothing() {
        let known = day("2026-01-05")...day("2026-02-20")
        #expect(DayExpectation(Self.weeks(known), known: known, calendar: Self.calendar) == nil)
        let long = day("2026-01-05")...day("2026-08-30")
        #expect(DayExpectation([:], known: long, calendar: Self.calendar) == nil)
    }

    // MARK: Forecasts

    @Test
    func aSteadyCityIsForecastByItsDays() throws {
        let known = day("2025-06-01")...day("2026-08-31")
        let forecast = try #require(
            Forecast(
                after: .month(year: 2026, month: 8), daily: Self.weeks(known), known: known, calendar: Self.calendar))
        // September 2026: 22 weekdays and 8 days of weekends.
        #expect(forecast.period == .month(year: 2026, month: 9) && abs(forecast.expected - 2520) <= 12)
        #expect(forecast.range.contains(2520) && forecast.trials >= Forecast.leastTrials)
        // August: 21 weekdays, 10 days of weekends.
        let last = try #require(forecast.last)
        #expect(last.counted == 2500 && abs(last.expected - 2500) <= 12)
    }

    @Test
    func aForecastKnowsNothingOfWhatItForecasts() throws {
        let known = day("2025-06-01")...day("2026-08-31")
        var changed = Self.weeks(known)
        for date in day("2026-08-01")...day("2026-08-31") { changed[date] = 1 }
        let plain = try #require(
            Forecast(
                after: .month(year: 2026, month: 8), daily: Self.weeks(known), known: known, calendar: Self.calendar))
        let other = try #require(
            Forecast(after: .month(year: 2026, month: 8), daily: changed, known: known, calendar: Self.calendar))
        #expect(plain.last?.expected == other.last?.expected && other.last?.counted == 31)
    }

    @Test
    func aShortPastIsNotForecastFrom() {
        let known = day("2026-05-01")...day("2026-08-31")
        #expect(
            Forecast(
                after: .month(year: 2026, month: 8), daily: Self.weeks(known), known: known, calendar: Self.calendar)
                == nil)
    }
}
