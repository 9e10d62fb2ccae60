package import Civics

/// A composite score (综合分): rates weighted as `scores.yml` says, with what it rests on and how sure it is.
package struct CompositeScore: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let rate: ScoredRate
        package let weight: Double
        package let value: Rate
    }

    package let parts: [Part]
    /// 0 to 1.
    package let value: Double
    /// At 95 %. Put together from the Wilson intervals of the parts by the method of variance estimates recovery (MOVER;
    /// Zou and Donner 2008): the distances from each rate to the ends of its interval, times its weight, are joined as
    /// the sides of a right angle. Solved and satisfied rest on the same answers and may well move together, so their
    /// distances are added up first: the widest that is possible.
    package let interval: ClosedRange<Double>
    /// The smallest denominator of its parts.
    package let least: Int

    /// `nil` without weights, and where one of the weighted rates rests on fewer than `showFrom`.
    package init?(_ rates: [ScoredRate: Rate], weights: [ScoredRate: Double], showFrom: Int) {
        var parts: [Part] = []
        var (value, below, above) = (0.0, 0.0, 0.0)
        var (belowOfAnswers, aboveOfAnswers) = (0.0, 0.0)
        for rate in ScoredRate.allCases {
            guard let weight = weights[rate], weight > 0 else { continue }
            guard let part = rates[rate], part.denominator >= max(1, showFrom), let share = part.value,
                let interval = part.interval
            else { return nil }
            parts.append(Part(rate: rate, weight: weight, value: part))
            value += weight * share
            let (low, high) = (weight * (share - interval.lowerBound), weight * (interval.upperBound - share))
            if rate.restsOnAnswers {
                belowOfAnswers += low
                aboveOfAnswers += high
            } else {
                below += low * low
                above += high * high
            }
        }
        guard let least = parts.map(\.value.denominator).min() else { return nil }
        self.parts = parts
        self.value = value
        self.least = least
        let low = value - (below + belowOfAnswers * belowOfAnswers).squareRoot()
        let high = value + (above + aboveOfAnswers * aboveOfAnswers).squareRoot()
        interval = max(0, min(low, value))...min(1, max(high, value))
    }
}
