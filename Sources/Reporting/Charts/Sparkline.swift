package import HTML

/// A line in the height of a row of text: how something went, up to now. Its title is all that is read aloud, so it
/// names the values: 近 12 周每周件数：0、1、4.
package struct Sparkline: Hashable, Sendable {
    package var title: String
    package var values: [Double]

    package init(title: String, values: [Double]) {
        self.title = title
        self.values = values
    }

    /// 120 × 28 units; empty where there is nothing to draw.
    package var svg: HTML {
        guard !values.isEmpty else { return "" }
        let highest = max(1e-9, values.filter(\.isFinite).max() ?? 0)
        let step = values.count > 1 ? 114 / Double(values.count - 1) : 0
        let points = values.enumerated().map { index, value -> (x: Double, y: Double) in
            (3 + step * Double(index), 25 - max(0, value.isFinite ? value : 0) / highest * 22)
        }
        let line = points.map { "\($0.x) \($0.y)" as HTML }.joined(separator: " ")
        let end = points[points.count - 1]
        return """
            <svg class="spark" viewBox="0 0 120 28" role="img"><title>\(title)</title>\
            <path class="area" d="M\(line) L\(end.x) 27 L3 27z"/><path d="M\(line)"/>\
            <circle class="now" cx="\(end.x)" cy="\(end.y)" r="2.5"/></svg>
            """
    }
}
