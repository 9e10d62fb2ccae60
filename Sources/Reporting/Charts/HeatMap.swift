import Civics
import HTML

/// Counts by two dimensions, darker where there are more: category and district.
package struct HeatMap: Hashable, Codable, Sendable {
    package struct Cell: Hashable, Codable, Sendable {
        package var value: Double
        /// Whether a triangle marks the cell; `markMeaning` says why.
        package var isMarked: Bool
        package var figure: FigureQuery?

        package init(_ value: Double, isMarked: Bool = false, figure: FigureQuery? = nil) {
            self.value = value
            self.isMarked = isMarked
            self.figure = figure
        }
    }

    package struct Row: Hashable, Codable, Sendable {
        package var name: String
        /// One for each column; `nil` where the figure is not shown.
        package var cells: [Cell?]
        package var total: Cell?

        package init(_ name: String, _ cells: [Cell?], total: Cell? = nil) {
            self.name = name
            self.cells = cells
            self.total = total
        }
    }

    package var title: String
    package var summary: String
    package var nameHead: String
    package var columns: [String]
    /// The head of the column of totals (全市).
    package var totalHead: String
    package var markMeaning: String
    package var rows: [Row]
    package var format: ChartFormat

    package init(
        title: String, summary: String, nameHead: String, columns: [String], totalHead: String = "",
        markMeaning: String = "", rows: [Row], format: ChartFormat = .count
    ) {
        self.title = title
        self.summary = summary
        self.nameHead = nameHead
        self.columns = columns
        self.totalHead = totalHead
        self.markMeaning = markMeaning
        self.rows = rows
        self.format = format
    }

    private var hasTotals: Bool { rows.contains { $0.total != nil } }
    private var highest: Double { rows.flatMap { $0.cells.compactMap { $0?.value } }.filter(\.isFinite).max() ?? 0 }

    /// The step of the scale of colours, 0 to 5. Steps are even in the square root, so that small counts can be told
    /// apart beside large ones.
    func shade(_ value: Double) -> Int {
        guard highest > 0, value > 0 else { return 0 }
        return min(5, Int((value / highest).squareRoot() * 6))
    }
}

extension HeatMap: ChartDrawing {
    var isNarrow: Bool { false }

    func legend(_ language: Language) -> [HTML] {
        let steps = (0...5).map { step -> HTML in
            "<rect class=\"q\(step)\" x=\"\(step * 20)\" y=\"1\" width=\"20\" height=\"10\"/>"
        }
        var keys: [HTML] = [
            """
            \(language.say("少", "few")) <svg class="legend-scale" viewBox="0 0 120 12" width="120" height="12" \
            aria-hidden="true">\(steps)</svg> \(language.say("多", "many"))
            """
        ]
        if rows.contains(where: { $0.cells.contains { $0?.isMarked ?? false } }) { keys.append("▲ \(markMeaning)") }
        return keys
    }

    func table(_ language: Language) -> ChartTable {
        ChartTable(
            caption: title, heads: [nameHead] + columns + (hasTotals ? [totalHead] : []),
            rows: rows.map { row in
                let cells = row.cells + (hasTotals ? [row.total] : [])
                return (
                    row.name,
                    cells.map { cell in
                        guard let cell else { return ChartTable.Cell("—") }
                        return ChartTable.Cell("\(format.text(cell.value))\(cell.isMarked ? " ▲" : "")", cell.figure)
                    }
                )
            })
    }

    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let pitch = 26.3
        let names = min(200, max(60, rows.map { chartTextWidth($0.name) }.max() ?? 0))
        let left = names + 11
        let columnCount = columns.count + (hasTotals ? 1 : 0)
        let columnWidth = (680 - left) / Double(max(1, columnCount))
        func middle(_ column: Int) -> Double { left + columnWidth * (Double(column) + 0.5) - 1 }
        var content = HTML()
        for (index, column) in columns.enumerated() {
            content += head(column, middle: middle(index), width: columnWidth)
        }
        if hasTotals {
            content += "<text class=\"t-mid t-strong\" x=\"\(middle(columns.count))\" y=\"21\">\(totalHead)</text>"
        }
        for (line, row) in rows.enumerated() {
            let y = 31 + pitch * Double(line)
            let base = y + 16.2
            content += "<text class=\"t-end\" x=\"\(names)\" y=\"\(base)\">\(chartText(row.name, within: names))</text>"
            for (index, cell) in row.cells.prefix(columns.count).enumerated() {
                content += draw(
                    cell, x: left + columnWidth * Double(index), y: y, width: columnWidth - 2, middle: middle(index))
            }
            if let total = row.total {
                content += """
                    <text class="t-mid t-strong" x="\(middle(columns.count))" y="\(base)">\(format.text(total.value))</text>
                    """
            }
        }
        return (31 + pitch * Double(rows.count), content)
    }

    /// The head of a column; where it is too wide, on two lines if a space lets it.
    private func head(_ text: String, middle: Double, width: Double) -> HTML {
        guard chartTextWidth(text) > width - 6, let space = text.lastIndex(of: " ") else {
            return "<text class=\"t-mid\" x=\"\(middle)\" y=\"21\">\(chartText(text, within: width))</text>"
        }
        let first = chartText(String(text[..<space]), within: width)
        let second = chartText(String(text[text.index(after: space)...]), within: width)
        return """
            <text class="t-mid" x="\(middle)" y="9">\(first)</text>\
            <text class="t-mid" x="\(middle)" y="23">\(second)</text>
            """
    }

    private func draw(_ cell: Cell?, x: Double, y: Double, width: Double, middle: Double) -> HTML {
        guard let cell else {
            return """
                <rect class="q-none" x="\(x)" y="\(y)" width="\(width)" height="24.3"/>\
                <text class="t-mid t-soft" x="\(middle)" y="\(y + 16.2)">—</text>
                """
        }
        let shade = shade(cell.value)
        let text: StaticString =
            cell.isMarked ? (shade > 3 ? "t-on t-strong" : "t-strong") : (shade > 3 ? "t-on" : "t-cell")
        return """
            <rect class="q\(shade)" x="\(x)" y="\(y)" width="\(width)" height="24.3"/>\
            <text class="t-mid \(raw: text)" x="\(middle)" y="\(y + 16.2)">\
            \(format.text(cell.value))\(cell.isMarked ? " ▲" : "")</text>
            """
    }
}
