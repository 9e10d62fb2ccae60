internal import Civics
internal import Foundation

/// How hot an issue is (热度), as a sum of six parts that can be shown one by one.
///
/// Counts enter by their logarithm: the tenth request says more than the hundredth.
package struct IssueHeat: Hashable, Sendable {
    /// From the number of requests: 8 · ln(1 + n).
    package let count: Double
    /// From the number of different people: 8 · ln(1 + n).
    package let people: Double
    /// From likes, and half as much from dislikes, which are attention too: 3 · ln(1 + n).
    package let support: Double
    /// Up to 10: from the share of requests about danger to life, health or livelihood.
    package let severity: Double
    /// Up to 10: how much more came in the last 30 days than in the 30 before; 0 if less.
    package let growth: Double
    /// Up to 10: falls to a third with each 30 days since the last request.
    package let recency: Double

    package var points: Double { count + people + support + severity + growth + recency }

    init(requests: Int, people: Int, likes: Int, dislikes: Int, severe: Int, days: [CityDay], today: CityDay) {
        count = 8 * log(1 + Double(requests))
        self.people = 8 * log(1 + Double(people))
        support = 3 * log(1 + Double(likes) + Double(dislikes) / 2)
        severity = requests == 0 ? 0 : 10 * Double(severe) / Double(requests)
        let recent = days.count { (0..<30).contains(today.number - $0.number) }
        let before = days.count { (30..<60).contains(today.number - $0.number) }
        growth = recent > before ? min(10, 5 * log(Double(1 + recent) / Double(1 + before))) : 0
        let silence = max(0, today.number - (days.last ?? today).number)
        recency = 10 * exp(-Double(silence) / 30)
    }
}

/// Where in its life an issue stands.
package enum IssueLife: String, Hashable, Sendable, CaseIterable {
    /// 萌发: nothing older than two weeks.
    case emerging
    /// 升温: in the last two weeks more than half as much again as in the four before.
    case growing
    /// 持续
    case steady
    /// 降温: less than half as much as before, or nothing at all.
    case fading
    /// 反复: back after four weeks of silence.
    case returning

    /// `days` in order.
    init(_ days: [CityDay], today: CityDay) {
        let ages = days.map { today.number - $0.number }
        let recent = ages.count { (0..<14).contains($0) }
        let before = ages.count { (14..<42).contains($0) }
        let expected = Double(before) / 2
        if recent == 0 {
            self = .fading
        } else if (ages.first ?? 0) < 14 {
            self = .emerging
        } else if before == 0 {
            self = .returning
        } else if Double(recent) > 1.5 * expected + 1 {
            self = .growing
        } else if Double(recent) < 0.5 * expected {
            self = .fading
        } else {
            self = .steady
        }
    }
}
