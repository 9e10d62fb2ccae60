package import Civics
package import HTML

extension View {
    /// A small line beside a figure; the latest point is marked. `title` tells in words what the line shows.
    package func sparkline(_ values: [Double], title: String) -> HTML? {
        guard values.count > 1, let least = values.min(), let most = values.max() else { return nil }
        func point(_ index: Int) -> (x: Double, y: Double) {
            let x = 3 + 90 * Double(index) / Double(values.count - 1)
            let y = most > least ? 21 - 18 * (values[index] - least) / (most - least) : 12
            return (x, y)
        }
        let line = values.indices.map { index in "\(point(index).x) \(point(index).y)" as HTML }.joined(separator: "L")
        let end = point(values.count - 1)
        return """
            <svg class="spark" viewBox="0 0 96 24" role="img"><title>\(title)</title>\
            <path class="area" d="M\(line)L93 23L3 23z"/><path d="M\(line)"/>\
            <circle class="now" cx="\(end.x)" cy="\(end.y)" r="2.5"/></svg>
            """
    }

    /// A rate as a dot on its 95 % interval, with the target as a dashed line. `range` is what the line spans, 0 to 1.
    package func rateDot(_ rate: Rate, target: Double?, range: ClosedRange<Double>) -> HTML? {
        guard let value = rate.value, let interval = rate.interval else { return nil }
        func x(_ share: Double) -> Double {
            let inside = min(max(share, range.lowerBound), range.upperBound)
            return 4 + 292 * (inside - range.lowerBound) / (range.upperBound - range.lowerBound)
        }
        func written(_ share: Double) -> String { "\(decimal(share * 100))%" }
        let (low, high) = (written(interval.lowerBound), written(interval.upperBound))
        let title =
            say("\(written(value))，95% 区间 \(low) 到 \(high)", "\(written(value)), 95% interval \(low) to \(high)")
            + (target.map { say("，目标 \(written($0))", ", target \(written($0))") } ?? "")
        return """
            <div class="chart"><svg viewBox="0 0 300 34" role="img"><title>\(title)</title>\
            <path class="grid" d="M4 10H296"/>\(target.map { "<path class=\"line-target\" d=\"M\(x($0)) 2v16\"/>" })\
            <path class="range" d="M\(x(interval.lowerBound)) 10H\(x(interval.upperBound))"/>\
            <circle class="dot" cx="\(x(value))" cy="10" r="5"/>\
            <text class="t-soft" x="4" y="31">\(decimal(range.lowerBound * 100))%</text>\
            <text class="t-soft t-end" x="296" y="31">\(decimal(range.upperBound * 100))%</text></svg></div>
            """
    }

    /// How a number has changed: the arrow is the direction, the word says whether that is good.
    ///
    /// - Parameter isGood: whether more is better; `nil` where it is neither (the number of requests).
    package func delta(_ change: Double, words: String, moreIsBetter: Bool?) -> HTML {
        guard change != 0 else { return "<span class=\"delta\">\(say("持平", "unchanged"))</span>" }
        let arrow = change > 0 ? "↑" : "↓"
        guard let moreIsBetter else { return "<span class=\"delta\">\(arrow) \(words)</span>" }
        let isGood = (change > 0) == moreIsBetter
        return """
            <span class="delta \(if: isGood, "delta-good", else: "delta-bad")">\(arrow) \(words)\
            \(isGood ? say("，变好", ", better") : say("，变差", ", worse"))</span>
            """
    }
}
