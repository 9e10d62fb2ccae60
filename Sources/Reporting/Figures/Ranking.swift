package import Civics

/// Places in an order of rates that is honest about chance: whoever's 95 % intervals overlap cannot be told apart, so
/// each gets the span of places it may hold.
package struct Ranking: Hashable, Sendable {
    /// From the number of those certainly better, plus one, to the number of those not certainly worse; `nil` for whoever
    /// takes no part, and for all where fewer than two do.
    package let places: [ClosedRange<Int>?]

    /// - Parameters:
    ///   - rates: higher is better.
    ///   - rankFrom: below this denominator a rate takes no part.
    package init(_ rates: [Rate], rankFrom: Int) {
        self.init(intervals: rates.map { $0.denominator >= max(1, rankFrom) ? $0.interval : nil })
    }

    /// - Parameter intervals: higher is better; `nil` for whoever takes no part.
    package init(intervals: [ClosedRange<Double>?]) {
        let others = intervals.compactMap(\.self)
        places = intervals.map { interval in
            guard let interval, others.count > 1 else { return nil }
            let better = others.count { $0.lowerBound > interval.upperBound }
            let worse = others.count { $0.upperBound < interval.lowerBound }
            return better + 1...others.count - worse
        }
    }
}
