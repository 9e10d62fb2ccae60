import Civics
import HTML

extension SlopeChart {
    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let (placesBefore, placesNow) = (places(items.map(\.before)), places(items.map(\.now)))
        let left = Side(self, items.map(\.before), placesBefore, language)
        let right = Side(self, items.map(\.now), placesNow, language)
        let changes = items.indices.map { change($0, placesBefore, placesNow) }
        let names = min(150, items.map { chartTextWidth($0.name) }.max() ?? 0)
        let changeWidth = changes.map(chartTextWidth).max() ?? 0
        // name, value, line, value, change, name; nothing is let go narrower than it is written.
        let leftX = names + left.width + 22
        let rightX = 680 - names - changeWidth - right.width - 36
        var content: HTML = """
            <text class="t-end t-strong" x="\(leftX)" y="14">\(chartText(beforeHead, within: leftX))</text>\
            <text class="t-strong" x="\(rightX)" y="14">\(chartText(nowHead, within: 676 - rightX))</text>
            """
        let bottom = max(left.bottom, right.bottom)
        content += "<path class=\"grid\" d=\"M\(leftX) 24V\(bottom)M\(rightX) 24V\(bottom)\"/>"
        for (index, item) in items.enumerated() {
            let (from, to) = (left.points[index], right.points[index])
            if let from, let to {
                content += """
                    <path class="\(item.isStrong ? "line" as HTML : "line-soft")" \
                    d="M\(leftX) \(from)L\(rightX) \(to)"/>
                    """
            }
            content += [(from, leftX), (to, rightX)].map { y, x -> HTML in
                y.map { "<circle class=\"dot\" cx=\"\(x)\" cy=\"\($0)\" r=\"3.5\"/>" } ?? ""
            }.joined()
            content += leaders(from, left.labels[index], leftX, -1) + leaders(to, right.labels[index], rightX, 1)
        }
        for (index, item) in items.enumerated() {
            let style: HTML = item.isStrong ? " t-cell" : " t-soft"
            let (from, to) = (left.labels[index] + 4, right.labels[index] + 4)
            let name = chartText(item.name, within: names)
            content += """
                <text class="t-end\(style)" x="\(names)" y="\(from)">\(name)</text>\
                <text class="t-end\(style)" x="\(leftX - 14)" y="\(from)">\(left.texts[index])</text>\
                <text class="\(item.isStrong ? "t-cell" as HTML : "t-soft")" x="\(rightX + 14)" y="\(to)">\(right.texts[index])</text>\
                <text class="t-soft" x="\(rightX + right.width + 22)" y="\(to)">\(changes[index])</text>\
                <text class="\(item.isStrong ? "t-cell" as HTML : "t-soft")" x="\(680 - names)" y="\(to)">\(name)</text>
                """
        }
        return (bottom + 8, content)
    }

    /// A short line from a point to its label, where the label had to give way.
    private func leaders(_ point: Double?, _ label: Double, _ x: Double, _ direction: Double) -> HTML {
        guard let point, abs(point - label) > 1 else { return "" }
        return "<path class=\"grid\" d=\"M\(x + 4 * direction) \(point)L\(x + 12 * direction) \(label)\"/>"
    }
}

/// Where the points and labels of one side stand.
private struct Side {
    /// The height of each point; `nil` where nothing is known.
    let points: [Double?]
    /// The height of the middle of each label; those of what is not known stand below the others.
    let labels: [Double]
    let texts: [String]
    let width: Double
    let bottom: Double

    init(_ chart: SlopeChart, _ values: [Double?], _ places: [Int?], _ language: Language) {
        let pitch = 17.0
        let top = 36.0
        let end = top + max(180, pitch * Double(max(0, chart.items.count - 1)))
        let points = values.indices.map { index -> Double? in
            guard let value = values[index]?.known, let place = places[index] else { return nil }
            switch chart.placing {
            case .value: return end - chart.height(value) * (end - top)
            case .rank:
                return top + Double(place - 1) / Double(max(1, chart.items.count - 1)) * (end - top)
            }
        }
        let lowest = points.compactMap(\.self).max() ?? top - pitch
        let missing = max(lowest, end) + pitch
        labels = chartPlaces(points.map { $0 ?? missing }, apart: pitch, top: top)
        self.points = points
        texts = values.indices.map { index in
            let value = chart.format.text(values[index], within: 90, language)
            guard chart.placing == .rank, let place = places[index] else { return value }
            return language.say("第\(place)　\(value)", "#\(place)  \(value)")
        }
        width = texts.map(chartTextWidth).max() ?? 0
        bottom = max(end, labels.max() ?? end) + 6
    }
}
