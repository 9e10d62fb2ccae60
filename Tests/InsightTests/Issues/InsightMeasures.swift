import Civics
import Foundation
import Insight
import Testing

/// What stands in docs/benchmarks.md about speed and false alarms, on a made-up city:
///
///     ONEDOOR_MEASURE=1 swift test -c release --filter InsightMeasures
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["ONEDOOR_MEASURE"] == "1"))
struct InsightMeasures {
    private let clock = ContinuousClock()

    /// `count` requests about matters of 20,000 places.
    private func requests(_ count: Int) -> [IssueRequest] {
        var city = CityOfComplaints(seed: 77)
        let signs = Array("金银翠海江河湖山林松柏竹梅兰菊荷桂枫云霞星月明辉丽佳福安泰和平瑞吉丰盛隆远东南西北龙凤鹤春夏秋")
        let places = (0..<20_000).map { _ in
            String((0..<3).map { _ in signs[city.below(signs.count)] }) + city.pick(["花园", "小区", "新村", "苑", "路", "市场"])
        }
        return (0..<count).map { number in
            let place = places[city.below(2) == 0 ? city.below(200) : city.below(20_000)]
            let matter = CityOfComplaints.matters[city.below(4)]
            return city.request(
                "\(number)", place: place, matter: matter, day: number * 365 / count, person: "p\(city.below(count))")
        }
    }

    @Test func aMillionRequestsFormIssues() async {
        let all = requests(1_000_000)
        var index = IssueIndex(zone: CityOfComplaints.zone)
        let begin = clock.now
        await index.load(all)
        let issues = index.issues()
        print("issues of \(all.count) requests: \(issues.count) in \(clock.now - begin)")
        let added = clock.now
        for request in all.prefix(1000) { index.add(request) }
        print("one more: \((clock.now - added) / 1000)")
        #expect(issues.count > 1000)
    }

    @Test func aMillionRequestsAreSearchedForDuplicates() {
        let all = requests(1_000_000)
        var index = DuplicateIndex()
        let begin = clock.now
        for (key, request) in all.enumerated() { index.insert(Int64(key), title: request.title, text: request.text) }
        print("duplicates: \(all.count) inserted in \(clock.now - begin), \(index.memory >> 20) MiB")
        var times: [Duration] = []
        for key in stride(from: 0, to: all.count, by: 1000) {
            let start = clock.now
            let found = index.matches(title: all[key].title, text: all[key].text)
            times.append(clock.now - start)
            #expect(found.contains { $0.similarity == 1 })
        }
        times.sort()
        print("duplicates: search median \(times[500]), 99 of 100 \(times[990]), longest \(times[999])")
    }

    @Test func wordsOfAMailbox() {
        let all = requests(4326).map { $0.title + String(repeating: $0.text, count: 5) }
        let begin = clock.now
        let words = WordFinder().words(in: all)
        print("words: \(words.count) of \(all.reduce(0) { $0 + $1.count }) characters in \(clock.now - begin)")
        #expect(!words.isEmpty)
    }

    @Test func alarmsOfAYear() {
        let first = CityDay(year: 2026, month: 1, day: 1)!
        var city = CityOfComplaints(seed: 31)
        let week = [1.2, 1.1, 1.0, 1.0, 1.1, 0.7, 0.6]
        let levels = [0.3, 1, 2, 5, 10]
        var series = (0..<300).map { number in
            DailySeries(
                key: "s\(number)",
                counts: (0..<365).map { day in
                    city.poisson(levels[number % 5] * week[first.advanced(by: day).weekday - 1])
                })
        }
        let detector = EmergenceDetector(first: first)
        var alarms = 0
        for day in 60..<365 { alarms += detector.alerts(in: series, on: first.advanced(by: day)).count }
        print("false alarms: \(alarms) in \(305 * series.count) quiet series-days")
        var delays: [Int] = []
        let storms = 200
        for _ in 0..<storms {
            let target = city.below(series.count)
            let start = 100 + city.below(250)
            let quiet = series[target]
            let level = levels[target % 5]
            for day in start..<start + 5 { series[target].counts[day] += city.poisson(max(4, 2 * level)) }
            for day in 0..<5
            where detector.alerts(in: series, on: first.advanced(by: start + day)).contains(where: {
                $0.key == quiet.key
            }) {
                delays.append(day)
                break
            }
            series[target] = quiet
        }
        let mean = Double(delays.reduce(0, +)) / Double(max(1, delays.count))
        print(
            "storms: \(delays.count) of \(storms) told, \(delays.count { $0 == 0 }) on the first day, after \(mean) days"
        )
        #expect(delays.count > storms / 2)
    }
}
