import Civics
import HTML

/// What made the change: the figure before, what added to it and what took away, the rest, and the figure now.
package struct WaterfallChart: Hashable, Codable, Sendable {
    /// One of the two ends.
    package struct Level: Hashable, Codable, Sendable {
        package var name: String
        package var value: Double
        package var figure: FigureQuery?

        package init(_ name: String, _ value: Double, figure: FigureQuery? = nil) {
            self.name = name
            self.value = value
            self.figure = figure
        }
    }

    /// What something added (above zero) or took away (below).
    package struct Contribution: Hashable, Codable, Sendable {
        package var name: String
        package var change: Double
        package var figure: FigureQuery?

        package init(_ name: String, _ change: Double, figure: FigureQuery? = nil) {
            self.name = name
            self.change = change
            self.figure = figure
        }
    }

    package var title: String
    package var summary: String
    /// What the names are: 类别, 区.
    package var nameHead: String
    /// What the changes are: 比上月增减.
    package var changeHead: String
    package var before: Level
    package var contributions: [Contribution]
    /// What the part that the contributions do not explain is called: 其他. It stands only where there is one.
    package var restName: String
    package var now: Level
    package var format: ChartFormat

    package init(
        title: String, summary: String, nameHead: String, changeHead: String, before: Level,
        contributions: [Contribution], restName: String, now: Level, format: ChartFormat = .count
    ) {
        self.title = title
        self.summary = summary
        self.nameHead = nameHead
        self.changeHead = changeHead
        self.before = before
        self.contributions = contributions
        self.restName = restName
        self.now = now
        self.format = format
    }
}

extension WaterfallChart: ChartDrawing {
    var isNarrow: Bool { false }

    /// What the contributions do not explain; `nil` where it is nothing.
    private var rest: Double? {
        let rest = contributions.reduce((now.value.known ?? 0) - (before.value.known ?? 0)) {
            $0 - ($1.change.known ?? 0)
        }
        return format.change(rest) == "=" ? nil : rest
    }

    /// One line of the picture: from where to where it reaches.
    private struct Line {
        var name: String
        var from: Double
        var to: Double
        var text: String
        var isLevel: Bool
        var figure: FigureQuery?
    }

    private func lines(_ language: Language) -> [Line] {
        func level(_ level: Level) -> Line {
            Line(
                name: level.name, from: 0, to: level.value.known ?? 0,
                text: format.text(level.value, within: 120, language), isLevel: true, figure: level.figure)
        }
        var lines = [level(before)]
        var reached = before.value.known ?? 0
        let parts = contributions + (rest.map { [Contribution(restName, $0)] } ?? [])
        for part in parts {
            let next = reached + (part.change.known ?? 0)
            lines.append(
                Line(
                    name: part.name, from: reached, to: next, text: format.change(part.change), isLevel: false,
                    figure: part.figure))
            reached = next
        }
        return lines + [level(now)]
    }

    /// The axis starts near the levels where the changes would not be seen beside them.
    private func scale(_ lines: [Line]) -> ChartScale {
        let ends = lines.flatMap { $0.isLevel ? [$0.to] : [$0.from, $0.to] }
        let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
        let isNear = low > 0 && high - low < high / 5
        // A tenth below the lowest, so that its bar has a length.
        let values = isNear ? [max(0, low - (high - low) / 2), high] : ends
        return ChartScale(fitting: values, fromZero: !isNear, wholeSteps: format == .count)
    }

    func legend(_ language: Language) -> [HTML] {
        var keys: [HTML] = [
            "<svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"bar-2\" d=\"M0 1h24v10H0z\"/></svg>▲ \(language.say("增加", "added"))",
            """
            <svg viewBox="0 0 24 12" aria-hidden="true"><path class="bar-down" d="M.5 1.5h23v9H.5z"/>\
            \(chartHatch(x: 0.5, y: 1.5, width: 23, height: 9))</svg>▼ \(language.say("减少", "taken away"))
            """,
        ]
        if format == .share { keys.append(HTML(text: language.say("增减单位：个百分点", "Changes in percentage points"))) }
        let start = scale(lines(language)).start
        if start > 0 {
            let text = format.axisText(start)
            keys.append(HTML(text: language.say("横轴从 \(text) 起", "Axis starts at \(text)")))
        }
        return keys
    }

    func table(_ language: Language) -> ChartTable {
        ChartTable(
            caption: title, heads: [nameHead, changeHead, language.say("累计", "Running total")],
            rows: lines(language).map { line in
                (
                    line.name,
                    line.isLevel
                        ? [ChartTable.Cell("—"), ChartTable.Cell(format.text(line.to), line.figure)]
                        : [ChartTable.Cell(line.text, line.figure), ChartTable.Cell(format.text(line.to))]
                )
            })
    }

    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let pitch = 26.0
        let lines = lines(language)
        let scale = scale(lines)
        let names = min(190, max(60, lines.map { chartTextWidth($0.name) * 1.08 }.max() ?? 0))
        let left = names + 12
        let right = 680 - (lines.map { chartTextWidth($0.text) * 1.08 }.max() ?? 0) - 12
        func x(_ value: Double) -> Double { scale.position(max(scale.start, value), low: left, high: right) }
        let bottom = 24 + pitch * Double(lines.count)
        var content = axis(scale, left: left, right: right, bottom: bottom)
        let origin = max(0, scale.start)
        for (index, line) in lines.enumerated() {
            let y = 28 + pitch * Double(index)
            let (from, to) = (x(line.isLevel ? origin : line.from), x(line.to))
            let (start, width) = (min(from, to), abs(to - from))
            let strong: HTML = line.isLevel ? " t-strong" : ""
            content +=
                "<text class=\"t-end\(strong)\" x=\"\(names)\" y=\"\(y + 13)\">\(chartText(line.name, within: names))</text>"
            content += bar(line, x: start, y: y, width: width, isCut: line.isLevel && origin > 0)
            content += """
                <text class="\(line.isLevel ? "t-strong" as HTML : "t-cell")" x="\(max(from, to) + 6)" y="\(y + 13)">\(line.text)</text>
                """
            if index + 1 < lines.count {
                content += "<path class=\"axis\" d=\"M\(to) \(y + 18)v\(pitch - 18)\"/>"
            }
        }
        return (bottom + 4, content)
    }

    private func bar(_ line: Line, x: Double, y: Double, width: Double, isCut: Bool) -> HTML {
        if !line.isLevel, line.to < line.from {
            return """
                <rect class="bar-down" x="\(x)" y="\(y + 0.5)" width="\(width)" height="17"/>\
                \(chartHatch(x: x, y: y + 0.5, width: width, height: 17))
                """
        }
        var bar: HTML = """
            <rect class="\(line.isLevel ? "bar-1" as HTML : "bar-2")" x="\(x)" y="\(y)" width="\(width)" height="18"/>
            """
        // The axis does not start at zero: the bar is shown cut.
        if isCut, width > 24 { bar += "<path class=\"cut\" d=\"M\(x + 8) \(y + 20)l6 -22m4 0l-6 22\"/>" }
        return bar
    }

    /// Lines and labels of the axis, as many labels as have room.
    private func axis(_ scale: ChartScale, left: Double, right: Double, bottom: Double) -> HTML {
        let ticks = scale.ticks
        let room = (ticks.map { chartTextWidth(format.axisText($0)) }.max() ?? 0) + 12
        let every = max(1, Int((room * Double(scale.steps) / max(1, right - left)).rounded(.up)))
        return ticks.enumerated().map { index, tick -> HTML in
            let x = scale.position(tick, low: left, high: right)
            let label: HTML =
                index.isMultiple(of: every)
                ? "<text class=\"t-mid t-soft\" x=\"\(x)\" y=\"14\">\(format.axisText(tick))</text>" : ""
            return "<path class=\"\(tick == 0 ? "axis" as HTML : "grid")\" d=\"M\(x) 20V\(bottom)\"/>\(label)"
        }.joined()
    }
}
