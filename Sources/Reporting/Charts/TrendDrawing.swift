import Civics
import HTML

extension TrendChart {
    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let plot = Plot(self)
        var content = HTML()
        for tick in plot.scale.ticks {
            let y = plot.y(tick)
            content += "<path class=\"grid\" d=\"M\(plot.left) \(y)H\(plot.right)\"/>"
            content += "<text class=\"t-end\" x=\"\(plot.left - 8)\" y=\"\(y + 4)\">\(format.axisText(tick))</text>"
        }
        if let band { content += plot.area(band.ranges) }
        if let comparison { content += plot.line(comparison.values, style: "line-last") }
        if let target {
            content += "<path class=\"line-target\" d=\"M\(plot.left) \(plot.y(target.value))H\(plot.right)\"/>"
        }
        content += plot.line(current.values, style: "line")
        content += marks.map { plot.mark($0, current.values) }.joined()
        content += plot.ends(current, comparison, format)
        content += plot.labels(labels)
        content += "<path class=\"axis\" d=\"M\(plot.left) \(plot.bottom)H\(plot.right)\"/>"
        return (Plot.height, content)
    }
}

/// Where things stand in a trend drawing.
private struct Plot {
    static let height = 290.0
    let top = 36.0
    let bottom = 256.0
    let left: Double
    let right: Double
    let count: Int
    let scale: ChartScale

    init(_ chart: TrendChart) {
        let scale = chart.scale
        self.scale = scale
        count = chart.labels.count
        let ticks = scale.ticks.map { chartTextWidth(chart.format.axisText($0)) }.max() ?? 0
        left = max(48, ticks + 16)
        // Room for what is written beside the last point.
        let last =
            [chart.current.name] + (chart.comparison.map { [$0.name + " " + chart.format.text(scale.end)] } ?? [])
        right = 680 - min(150, max(60, (last.map(chartTextWidth).max() ?? 0) + 16))
    }

    func x(_ index: Int) -> Double {
        count > 1 ? left + Double(index) / Double(count - 1) * (right - left) : (left + right) / 2
    }

    func y(_ value: Double) -> Double { scale.position(value, low: bottom, high: top) }

    /// A line through the known values, broken where one is missing; a lone value between gaps is a short dash.
    func line(_ values: [Double?], style: StaticString) -> HTML {
        let path = runs(values).map { run -> HTML in
            guard run.count > 1 else {
                let (index, value) = run[0]
                return "M\(x(index) - 2) \(y(value))h4"
            }
            return "M" + run.map { "\(x($0.index)) \(y($0.value))" as HTML }.joined(separator: " ")
        }
        return path.isEmpty ? "" : "<path class=\"\(raw: style)\" d=\"\(path.joined(separator: " "))\"/>"
    }

    func area(_ ranges: [ClosedRange<Double>?]) -> HTML {
        let path = runs(ranges).map { run -> HTML in
            let upper = run.map { "\(x($0.index)) \(y($0.value.upperBound))" as HTML }
            let lower = run.reversed().map { "\(x($0.index)) \(y($0.value.lowerBound))" as HTML }
            return "M\((upper + lower).joined(separator: " "))z"
        }
        return path.isEmpty ? "" : "<path class=\"band\" d=\"\(path.joined(separator: " "))\"/>"
    }

    /// Stretches of known values.
    private func runs<Value>(_ values: [Value?]) -> [[(index: Int, value: Value)]] {
        var runs: [[(index: Int, value: Value)]] = []
        var isOpen = false
        for (index, value) in values.prefix(count).enumerated() {
            guard let value else {
                isOpen = false
                continue
            }
            if isOpen { runs[runs.count - 1].append((index, value)) } else { runs.append([(index, value)]) }
            isOpen = true
        }
        return runs
    }

    func mark(_ mark: TrendChart.Mark, _ values: [Double?]) -> HTML {
        guard let value = values.element(at: mark.index) ?? nil, mark.index < count else { return "" }
        let (x, y) = (x(mark.index), y(value))
        let widest = max(chartTextWidth(mark.label), chartTextWidth(mark.note ?? ""))
        let isLeft = x + 9 + widest > 672
        let side: HTML = isLeft ? " t-end" : ""
        let start = isLeft ? x - 9 : x + 9
        return """
            <circle class="dot" cx="\(x)" cy="\(y)" r="4"/>\
            <text class="t-strong\(side)" x="\(start)" y="\(y + 2)">\(mark.label)</text>\
            \(mark.note.map { "<text class=\"t-soft\(side)\" x=\"\(start)\" y=\"\(y + 17)\">\($0)</text>" })
            """
    }

    /// The present point, and beside the last points their values and names, kept apart.
    func ends(_ current: TrendChart.Series, _ comparison: TrendChart.Series?, _ format: ChartFormat) -> HTML {
        guard let now = last(current.values) else { return "" }
        let (nowX, nowY) = (x(now.index), y(now.value))
        var ends: HTML = "<circle class=\"now\" cx=\"\(nowX)\" cy=\"\(nowY)\" r=\"5\"/>"
        guard now.index == count - 1, count > 1 else {
            // The period is still running: the value stands over its point, or under it where the other line is.
            let isUnder = (comparison?.values.element(at: now.index) ?? nil).map { $0 > now.value } ?? false
            let y = isUnder && nowY + 20 < bottom ? nowY + 20 : nowY - 11
            ends += "<text class=\"t-now t-mid\" x=\"\(nowX)\" y=\"\(y)\">\(format.text(now.value))</text>"
            return ends
        }
        var otherY: Double?
        var nameY = nowY - 3
        if let other = comparison.flatMap({ last($0.values) }), other.index == count - 1 {
            // Two lines of 15 for the present, one for the comparison; whoever is higher stays higher.
            let y = y(other.value) + 4
            if other.value <= now.value {
                otherY = max(y, nameY + 30)
            } else {
                nameY = max(nameY, y + 17)
                otherY = y
            }
        }
        let x = nowX + 10
        ends += "<text class=\"t-now\" x=\"\(x)\" y=\"\(nameY)\">\(format.text(now.value))</text>"
        ends += "<text class=\"t-soft\" x=\"\(x)\" y=\"\(nameY + 15)\">\(current.name)</text>"
        if let otherY, let comparison, let other = last(comparison.values) {
            ends +=
                "<text class=\"t-soft\" x=\"\(x)\" y=\"\(otherY)\">\(comparison.name) \(format.text(other.value))</text>"
        }
        return ends
    }

    private func last(_ values: [Double?]) -> (index: Int, value: Double)? {
        values.prefix(count).enumerated().reversed().lazy.compactMap { index, value in value.map { (index, $0) } }.first
    }

    /// As many labels as have room, evenly spaced; the last always.
    func labels(_ labels: [String]) -> HTML {
        guard count > 0 else { return "" }
        let room = (labels.map(chartTextWidth).max() ?? 0) + 14
        let every = count > 1 ? max(1, Int((room * Double(count - 1) / (right - left)).rounded(.up))) : 1
        let last = count - 1
        return labels.indices.filter { (last - $0).isMultiple(of: every) }.map {
            "<text class=\"t-mid\" x=\"\(x($0))\" y=\"278\">\(labels[$0])</text>" as HTML
        }.joined()
    }
}
