import Civics
import Foundation
import Insight
import Testing

@Suite struct EmergenceDetectorTests {
    private static let first = CityDay(year: 2026, month: 1, day: 1)!

    /// Counts of a city without any event: Poisson around a level that follows the week.
    private func quiet(_ city: inout CityOfComplaints, days: Int, series: Int) -> [DailySeries] {
        let week = [1.2, 1.1, 1.0, 1.0, 1.1, 0.7, 0.6]
        return (0..<series).map { number in
            let level = [0.3, 1, 2, 5, 10][number % 5]
            let counts = (0..<days).map { day in
                city.poisson(level * week[Self.first.advanced(by: day).weekday - 1])
            }
            return DailySeries(key: "s\(number)", counts: counts)
        }
    }

    /// Where nothing happens there is hardly an alert: fewer than one false one for each two thousand series and days.
    @Test func aQuietCityGivesHardlyAnAlert() {
        var city = CityOfComplaints(seed: 1)
        let series = quiet(&city, days: 140, series: 200)
        let detector = EmergenceDetector(first: Self.first)
        var alerts = 0
        for day in 60..<140 { alerts += detector.alerts(in: series, on: Self.first.advanced(by: day)).count }
        #expect(alerts <= 8)
    }

    /// A storm that triples a series is told on its first or second day.
    @Test func aStormIsToldWithinTwoDays() {
        var told = 0
        for seed in 0..<20 {
            var city = CityOfComplaints(seed: UInt64(100 + seed))
            var series = quiet(&city, days: 120, series: 100)
            let target = 3
            for day in 100..<104 { series[target].counts[day] += city.poisson(15) }
            let detector = EmergenceDetector(first: Self.first)
            let hit = (100...101).contains { day in
                detector.alerts(in: series, on: Self.first.advanced(by: day)).contains { $0.key == "s\(target)" }
            }
            told += hit ? 1 : 0
        }
        #expect(told >= 19)
    }

    @Test func aHolidayIsNoAlarm() {
        var city = CityOfComplaints(seed: 7)
        var series = quiet(&city, days: 120, series: 100)
        let holidays = [52, 53, 54, 80, 81, 100]
        for number in series.indices {
            for day in holidays {
                series[number].counts[day] = city.poisson(Double(series[number].counts[day]) * 2 + 2)
            }
        }
        let day = Self.first.advanced(by: 100)
        let knowing = EmergenceDetector(first: Self.first, holidays: Set(holidays.map { Self.first.advanced(by: $0) }))
        let unknowing = EmergenceDetector(first: Self.first)
        #expect(knowing.alerts(in: series, on: day).count < unknowing.alerts(in: series, on: day).count)
    }

    @Test func oneDayOfThePastDoesNotHideTheNext() {
        var counts = [Int](repeating: 2, count: 120)
        counts[90] = 400
        counts[110] = 30
        let alerts = EmergenceDetector(first: Self.first).alerts(
            in: [DailySeries(key: "a", counts: counts)], on: Self.first.advanced(by: 110))
        #expect(alerts.first?.count == 30)
        #expect((alerts.first?.expected ?? 0) < 4)
    }

    @Test func tooLittlePastGivesNoAlert() {
        let series = [DailySeries(key: "a", counts: [0, 0, 50])]
        #expect(EmergenceDetector(first: Self.first).alerts(in: series, on: Self.first.advanced(by: 2)).isEmpty)
        #expect(EmergenceDetector(first: Self.first).alerts(in: [], on: Self.first.advanced(by: 90)).isEmpty)
        #expect(EmergenceDetector(first: Self.first).alerts(in: series, on: Self.first.advanced(by: -9)).isEmpty)
    }
}

extension CityOfComplaints {
    /// A number that comes from a Poisson distribution: arrivals within one unit of time at a rate of `mean`.
    mutating func poisson(_ mean: Double) -> Int {
        var count = -1
        var time = 0.0
        while time < mean {
            time -= log(Double(below(1 << 30) + 1) / Double(1 << 30))
            count += 1
        }
        return max(0, count)
    }
}
