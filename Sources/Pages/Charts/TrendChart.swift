package import HTML

/// A count over time, with what it was the year before and where it was expected.
package struct TrendChart: Sendable {
    package struct Point: Sendable {
        /// `46 周`, `11月18日`.
        package var label: String
        package var value: Double?
        package var last: Double?
        package var expected: ClosedRange<Double>?
        /// The requests behind the value.
        package var path: SitePath?
        /// What happened then: `台风`.
        package var note: String?

        package init(
            _ label: String, _ value: Double?, last: Double? = nil, expected: ClosedRange<Double>? = nil,
            path: SitePath? = nil, note: String? = nil
        ) {
            self.label = label
            self.value = value
            self.last = last
            self.expected = expected
            self.path = path
            self.note = note
        }
    }

    package var text: ChartText
    package var points: [Point]
    /// Head of the first column of the table: `周`, `日期`.
    package var unit: String
    /// What the present line is called: `今年`, `每天`.
    package var name: String
    /// What the line to compare with is called: `去年同期`.
    package var lastName: String
    /// How a value is written.
    package var format: @Sendable (Double) -> String
    /// A dashed line at a value, with its word.
    package var target: (value: Double, name: String)?

    package init(
        _ text: ChartText, points: [Point], unit: String, name: String, lastName: String = "",
        target: (value: Double, name: String)? = nil,
        format: @escaping @Sendable (Double) -> String = { grouped(Int($0.rounded(.toNearestOrAwayFromZero))) }
    ) {
        self.text = text
        self.points = points
        self.unit = unit
        self.name = name
        self.lastName = lastName
        self.target = target
        self.format = format
    }
}

extension View {
    /// Draws a trend 680 wide, with legend and table; the latest point is marked as the present.
    package func trendChart(_ trend: TrendChart) -> HTML {
        let drawing = TrendDrawing(trend)
        let hasLast = trend.points.contains { $0.last != nil }
        let hasBand = trend.points.contains { $0.expected != nil }
        let band = say("预计范围", "Expected range")
        var legend: [HTML] = [#"<li>\#(Self.legendLine("line"))\#(trend.name)</li>"#]
        if hasLast { legend.append(#"<li>\#(Self.legendLine("line-last"))\#(trend.lastName)</li>"#) }
        if hasBand {
            legend.append(
                #"""
                <li><svg class="chart-key" viewBox="0 0 24 12" aria-hidden="true"><path class="band" d="M0 1h24v10H0z"/></svg>\#(band)</li>
                """#)
        }
        if let target = trend.target { legend.append(#"<li>\#(Self.legendLine("line-target"))\#(target.name)</li>"#) }
        if drawing.axis.low > 0 {
            let from = trend.format(drawing.axis.low)
            legend.append("<li class=\"muted\">\(say("纵轴从 \(from) 起", "The scale starts at \(from)"))</li>")
        }
        let headings =
            [trend.unit, trend.name] + (hasLast ? [trend.lastName] : []) + (hasBand ? [band] : [])
        let rows = trend.points.reversed().map { point in
            let value = ChartCell(point.value.map(trend.format) ?? "—", point.path)
            let last = ChartCell(point.last.map(trend.format) ?? "—")
            let range = ChartCell(
                point.expected.map { "\(trend.format($0.lowerBound))–\(trend.format($0.upperBound))" } ?? "—")
            return (name: point.label, cells: [value] + (hasLast ? [last] : []) + (hasBand ? [range] : []))
        }
        return """
            <ul class="legend chart-legend">\(legend)</ul>
            \(chart(
                trend.text, width: 680, height: TrendDrawing.height, drawing: drawing.html, headings: headings,
                rows: rows))
            """
    }

    private static func legendLine(_ style: StaticString) -> HTML {
        #"<svg class="chart-key" viewBox="0 0 24 12" aria-hidden="true"><path class="\#(raw: style)" d="M1 6h22"/></svg>"#
    }
}

/// The picture of a trend in the coordinates of its view box.
private struct TrendDrawing {
    static let height = 280
    private static let left = 52.0
    private static let right = 590.0
    private static let top = 30.0
    private static let bottom = 246.0

    let trend: TrendChart
    let axis: Axis

    init(_ trend: TrendChart) {
        self.trend = trend
        let values = trend.points.flatMap { point in
            [point.value, point.last, point.expected?.lowerBound, point.expected?.upperBound].compactMap(\.self)
        }
        axis = Axis(values + [trend.target?.value].compactMap(\.self), mayStartAbove: true)
    }

    var html: HTML {
        "\(grid)\(band)\(target)\(line(\.last, style: "line-last"))\(line(\.value, style: "line"))\(notes)\(present)\(labels)"
    }

    private func x(_ index: Int) -> Double {
        guard trend.points.count > 1 else { return (Self.left + Self.right) / 2 }
        return Self.left + (Self.right - Self.left) * Double(index) / Double(trend.points.count - 1)
    }

    private func y(_ value: Double) -> Double {
        Self.bottom - (Self.bottom - Self.top) * axis.position(value)
    }

    private var grid: HTML {
        let lines = axis.ticks.map { tick in
            """
            <path class="grid" d="M\(Self.left) \(y(tick))H\(Self.right)"/>\
            <text class="t-end" x="\(Self.left - 8)" y="\(y(tick) + 4)">\(trend.format(tick))</text>
            """ as HTML
        }
        return "\(lines)<path class=\"axis\" d=\"M\(Self.left) \(Self.bottom)H\(Self.right)\"/>"
    }

    /// A line with gaps where values are missing; a value between two gaps is a dot.
    private func line(_ value: KeyPath<TrendChart.Point, Double?>, style: StaticString) -> HTML {
        var path = HTML()
        var dots = HTML()
        var isDrawing = false
        for (index, point) in trend.points.enumerated() {
            guard let height = point[keyPath: value] else {
                isDrawing = false
                continue
            }
            let isAlone =
                !isDrawing
                && (index + 1 == trend.points.count || trend.points[index + 1][keyPath: value] == nil)
            if isAlone {
                dots += "<circle class=\"dot\" cx=\"\(x(index))\" cy=\"\(y(height))\" r=\"3\"/>"
            } else {
                path += "\(if: isDrawing, "L", else: "M")\(x(index)) \(y(height))"
                isDrawing = true
            }
        }
        return "\(if: !path.isEmpty, "<path class=\"\(raw: style)\" d=\"\(path)\"/>")\(dots)"
    }

    private var band: HTML? {
        let known = trend.points.enumerated().compactMap { index, point in point.expected.map { (index, $0) } }
        guard known.count > 1 else { return nil }
        let upper = known.map { "\(x($0.0)) \(y($0.1.upperBound))" as HTML }
        let lower = known.reversed().map { "\(x($0.0)) \(y($0.1.lowerBound))" as HTML }
        return "<path class=\"band\" d=\"M\((upper + lower).joined(separator: "L"))z\"/>"
    }

    private var target: HTML? {
        trend.target.map { "<path class=\"line-target\" d=\"M\(Self.left) \(y($0.value))H\(Self.right)\"/>" }
    }

    private var notes: [HTML] {
        trend.points.enumerated().compactMap { index, point in
            guard let note = point.note, let value = point.value else { return nil }
            let isRight = x(index) > (Self.left + Self.right) * 0.7
            return """
                <circle class="dot" cx="\(x(index))" cy="\(y(value))" r="4"/>\
                <text class="t-strong\(if: isRight, " t-end")" x="\(x(index) + (isRight ? -8 : 8))" \
                y="\(max(12, y(value) - 6))">\(note)</text>
                """
        }
    }

    /// The latest value stands beside its point in the colour of the present, last year's below or above it.
    private var present: HTML? {
        guard let index = trend.points.lastIndex(where: { $0.value != nil }), let value = trend.points[index].value
        else { return nil }
        let side = x(index) + 8
        var at = y(value) + 4
        var words: HTML = "<text class=\"t-now\" x=\"\(side)\" y=\"\(at)\">\(trend.format(value))</text>"
        if let last = trend.points[index].last {
            let wanted = y(last) + 4
            at = abs(wanted - at) < 15 ? at + (wanted < at ? -15 : 15) : wanted
            words += "<text class=\"t-soft\" x=\"\(side)\" y=\"\(at)\">\(trend.lastName) \(trend.format(last))</text>"
        }
        return "<circle class=\"now\" cx=\"\(x(index))\" cy=\"\(y(value))\" r=\"5\"/>\(words)"
    }

    /// As many labels below the axis as fit, the last one always.
    private var labels: [HTML] {
        let count = trend.points.count
        let widest = trend.points.map { textWidth($0.label) }.max() ?? 0
        let room = max(1, Int((Self.right - Self.left) / (widest + 14)))
        let stride = max(1, (count + room - 1) / room)
        return trend.points.enumerated().compactMap { index, point in
            guard (count - 1 - index).isMultiple(of: stride) else { return nil }
            return "<text class=\"t-mid\" x=\"\(x(index))\" y=\"\(Self.bottom + 20)\">\(point.label)</text>"
        }
    }
}
