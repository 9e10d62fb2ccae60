import Civics
import HTML

/// Horizontal bars, the longest on top as a rule: places, categories, bodies.
package struct BarChart: Hashable, Codable, Sendable {
    package struct Bar: Hashable, Codable, Sendable {
        package var name: String
        package var value: Double
        /// The value of the period compared with, drawn as an edge across the bar.
        package var comparison: Double?
        /// What stands at the right end: a share, a running share.
        package var note: String?
        /// Whether the bar is drawn in the stronger colour.
        package var isStrong: Bool
        package var figure: FigureQuery?

        package init(
            _ name: String, _ value: Double, comparison: Double? = nil, note: String? = nil, isStrong: Bool = true,
            figure: FigureQuery? = nil
        ) {
            self.name = name
            self.value = value
            self.comparison = comparison
            self.note = note
            self.isStrong = isStrong
            self.figure = figure
        }
    }

    package var title: String
    package var summary: String
    /// What the names are: 类别, 镇街.
    package var nameHead: String
    /// What the values are: 本周.
    package var valueHead: String
    package var comparisonHead: String
    package var noteHead: String
    package var bars: [Bar]
    /// After how many bars the dashed line of a concentration stands.
    package var lineAfter: Int?
    package var format: ChartFormat

    package init(
        title: String, summary: String, nameHead: String, valueHead: String, comparisonHead: String = "",
        noteHead: String = "", bars: [Bar], lineAfter: Int? = nil, format: ChartFormat = .count
    ) {
        self.title = title
        self.summary = summary
        self.nameHead = nameHead
        self.valueHead = valueHead
        self.comparisonHead = comparisonHead
        self.noteHead = noteHead
        self.bars = bars
        self.lineAfter = lineAfter
        self.format = format
    }

    private var hasComparison: Bool { bars.contains { $0.comparison != nil } }
    private var hasNotes: Bool { bars.contains { $0.note != nil } }
}

extension BarChart: ChartDrawing {
    var isNarrow: Bool { true }

    func legend(_ language: Language) -> [HTML] {
        guard hasComparison else { return [] }
        return [
            "<svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"bar-1\" d=\"M0 1h24v10H0z\"/></svg>\(valueHead)",
            "<svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"edge\" d=\"M12 0v12\"/></svg>\(comparisonHead)",
        ]
    }

    func table(_ language: Language) -> ChartTable {
        var heads = [nameHead, valueHead]
        if hasComparison { heads.append(comparisonHead) }
        if hasNotes { heads.append(noteHead) }
        return ChartTable(
            caption: title, heads: heads,
            rows: bars.map { bar in
                var cells = [ChartTable.Cell(format.text(bar.value), bar.figure)]
                if hasComparison { cells.append(ChartTable.Cell(bar.comparison.map(format.text) ?? "—")) }
                if hasNotes { cells.append(ChartTable.Cell(bar.note ?? "—")) }
                return (bar.name, cells)
            })
    }

    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let pitch = 21.4
        let names = min(180, max(60, (bars.map { chartTextWidth($0.name) }.max() ?? 0)))
        let left = names + 8
        let noteRoom = hasNotes ? (bars.compactMap { $0.note.map(chartTextWidth) }.max() ?? 0) + 12 : 4
        let valueRoom = (bars.map { chartTextWidth(format.text($0.value)) }.max() ?? 0) + 10
        let longest = max(1e-9, bars.flatMap { [$0.value, $0.comparison ?? 0] }.filter(\.isFinite).max() ?? 0)
        let scale = (480 - left - noteRoom - valueRoom) / longest
        var content = HTML()
        for (index, bar) in bars.enumerated() {
            let y = 4 + pitch * Double(index)
            let base = y + 11.7
            let width = max(0, bar.value.isFinite ? bar.value * scale : 0)
            let end = left + max(width, bar.comparison.map { max(0, $0 * scale) } ?? 0) + 6
            content += """
                <text class="t-end" x="\(names)" y="\(base)">\(chartText(bar.name, within: names))</text>\
                <rect class="bar-\(bar.isStrong ? 1 : 2)" x="\(left)" y="\(y)" width="\(width)" height="15.4"/>\
                \(bar.comparison.map { "<path class=\"edge\" d=\"M\(left + max(0, $0 * scale)) \(y - 1)v17.4\"/>" })\
                <text x="\(end)" y="\(base)">\(format.text(bar.value))</text>\
                \(bar.note.map {
                    "<text class=\"t-end\(if: index + 1 == lineAfter, " t-strong", else: " t-soft")\" x=\"476\" y=\"\(base)\">\($0)</text>"
                })
                """
        }
        if let lineAfter, lineAfter > 0, lineAfter < bars.count {
            let y = 4 + pitch * Double(lineAfter) - 3
            content += "<path class=\"line-target\" d=\"M\(left) \(y)H480\"/>"
        }
        return (8 + pitch * Double(bars.count), content)
    }
}
