/// An axis with round steps: where it starts, where it ends, and where its lines stand.
struct ChartScale: Hashable {
    let start: Double
    let step: Double
    let steps: Int

    var end: Double { start + step * Double(steps) }
    var ticks: [Double] { (0...steps).map { start + step * Double($0) } }

    /// - Parameters:
    ///   - values: what must fit. What is no finite number is left out.
    ///   - fromZero: whether the axis starts at zero; otherwise at the round number below the smallest value.
    ///   - wholeSteps: whether lines between whole numbers make no sense (counts).
    init(fitting values: [Double], fromZero: Bool, wholeSteps: Bool, wanted: Int = 5) {
        let finite = values.filter(\.isFinite)
        let highest = finite.max() ?? 0
        let lowest = fromZero ? min(0, finite.min() ?? 0) : (finite.min() ?? 0)
        let span = highest - lowest
        var step = Self.roundStep(span > 0 ? span / Double(wanted) : max(1, highest.magnitude) / Double(wanted))
        if wholeSteps { step = max(1, step.rounded(.up)) }
        let start = (lowest / step).rounded(.down) * step
        self.step = step
        self.start = start
        self.steps = max(1, Int(((highest - start) / step).rounded(.up)))
    }

    /// The next of 1, 2, 5 times a power of ten.
    private static func roundStep(_ least: Double) -> Double {
        var power = 1.0
        while power * 10 <= least { power *= 10 }
        while power > least { power /= 10 }
        for factor in [1.0, 2, 5] where power * factor >= least * (1 - 1e-9) { return power * factor }
        return power * 10
    }

    /// The place of a value between `low` (at the start) and `high` (at the end).
    func position(_ value: Double, low: Double, high: Double) -> Double {
        low + (value - start) / (end - start) * (high - low)
    }
}

/// The width of text at the charts' 12 px, near enough to leave room for it: Chinese characters are square, Latin ones
/// half as wide, a little more or less by their shape.
func chartTextWidth(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { sum, scalar in
        switch scalar {
        case " ", "i", "j", "l", "t", "f", "r", ".", ",", "'", "(", ")": sum + 4
        case "m", "M", "W", "%", "@", "&": sum + 10
        case "w", "A"..."Z", "+": sum + 8.6
        case _ where scalar.value < 0x2E80: sum + 7
        default: sum + 12
        }
    }
}

/// The text, cut to what fits into `width`, with an ellipsis in the place of the rest.
func chartText(_ text: String, within width: Double) -> String {
    guard chartTextWidth(text) > width else { return text }
    var short = text
    while !short.isEmpty, chartTextWidth(short) > width - 12 { short.removeLast() }
    return short + "…"
}
