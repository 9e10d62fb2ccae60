package import Civics
package import HTML
package import Reporting

extension View {
    /// A chart of the reports on a page of the desks: every figure of its table leads to its requests.
    ///
    /// - Parameter id: unique on the page.
    package func chart(_ chart: Chart, id: String) -> HTML {
        chart.render(id: id, language: language, link: { SitePath.requests($0).description })
    }

    /// A chart for everybody: the same picture and table, without the way to the requests.
    package func publicChart(_ chart: Chart, id: String) -> HTML {
        chart.render(id: id, language: language)
    }

    /// A figure that leads to its requests, where it has some.
    package func evidence(_ words: String, _ figure: FigureQuery?) -> HTML {
        guard let figure else { return HTML(text: words) }
        return "<a class=\"ev\" href=\"\(SitePath.requests(figure))\">\(words)</a>"
    }

    /// A rate as a dot on its 95 % interval, with the target as a dashed line, on a scale with its ends.
    ///
    /// - Parameter range: what the scale spans, 0 to 1.
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
            <text class="t-soft" x="4" y="31">\(written(range.lowerBound))</text>\
            <text class="t-soft t-end" x="296" y="31">\(written(range.upperBound))</text></svg></div>
            """
    }

    /// How a number has changed: the arrow is the direction, the word says whether that is good.
    ///
    /// - Parameters:
    ///   - words: the change in words (`0.7 个百分点`).
    ///   - moreIsBetter: `nil` where more is neither better nor worse (the number of requests).
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
