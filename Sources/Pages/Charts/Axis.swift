/// A scale with round numbers on it.
struct Axis {
    let low: Double
    let high: Double
    let step: Double

    /// Covers `values` with about `count` steps of 1, 2 or 5 times a power of ten; whole numbers only.
    ///
    /// Starts at zero unless `mayStartAbove` and the values leave more than half of the way from zero empty.
    init(_ values: [Double], count: Int = 5, mayStartAbove: Bool = false) {
        let least = values.min() ?? 0
        let most = max(values.max() ?? 0, 1)
        let base = mayStartAbove && least > most / 2 ? least : 0
        let step = Self.roundStep((most - base) / Double(count))
        self.step = step
        self.low = base == 0 ? 0 : Double(Int(base / step)) * step
        var high = low
        while high < most { high += step }
        self.high = high > low ? high : low + step
    }

    /// The numbers on the scale, from the lowest.
    var ticks: [Double] {
        var ticks: [Double] = []
        var next = low
        while next <= high + step / 2 {
            ticks.append(next)
            next += step
        }
        return ticks
    }

    /// Where a value stands between the lowest (0) and the highest (1) number of the scale.
    func position(_ value: Double) -> Double {
        (value - low) / (high - low)
    }

    private static func roundStep(_ least: Double) -> Double {
        var power = 1.0
        while power * 10 <= least { power *= 10 }
        for factor in [1.0, 2, 5, 10] where power * factor >= least { return power * factor }
        return power * 10
    }
}
