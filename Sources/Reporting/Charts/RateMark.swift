package import Civics
package import HTML

/// A rate with its 95 % interval on a short scale, for a cell of a table; stands inside an element of class `chart`.
package struct RateMark: Hashable, Sendable {
    package var rate: Rate
    package var target: Double?
    /// The scale's ends; a rate outside them stands at the end.
    package var scale: ClosedRange<Double>

    package init(_ rate: Rate, target: Double? = nil, scale: ClosedRange<Double>) {
        self.rate = rate
        self.target = target
        self.scale = scale
    }

    /// 150 × 18 units; empty without a denominator.
    package func svg(_ language: Language) -> HTML {
        guard let value = rate.value, let interval = rate.interval else { return "" }
        let span = max(1e-9, scale.upperBound - scale.lowerBound)
        func x(_ share: Double) -> Double { 3 + min(1, max(0, (share - scale.lowerBound) / span)) * 144 }
        let low = ChartFormat.share.text(interval.lowerBound)
        let high = ChartFormat.share.text(interval.upperBound)
        return """
            <svg class="ci" viewBox="0 0 150 18" width="150" height="18" role="img">\
            <title>\(language.say("95% 区间 \(low) 至 \(high)", "95% interval \(low) to \(high)"))</title>\
            <path class="grid" d="M3 9H147"/>\
            \(target.map { "<path class=\"line-target\" d=\"M\(x($0)) 1v16\"/>" })\
            <path class="range" d="M\(x(interval.lowerBound)) 9H\(x(interval.upperBound))"/>\
            <circle class="dot" cx="\(x(value))" cy="9" r="4.5"/></svg>
            """
    }
}
