package import HTML

/// Values by row and column, the darker the more (category × district).
package struct HeatMap: Sendable {
    package struct Cell: Sendable {
        package var value: Double?
        package var path: SitePath?
        /// Above what was expected: marked with a triangle.
        package var isHigh: Bool

        /// `value` is `nil` where it is not shown because it counts too few.
        package init(_ value: Double?, path: SitePath? = nil, isHigh: Bool = false) {
            self.value = value
            self.path = path
            self.isHigh = isHigh
        }
    }

    package struct Row: Sendable {
        package var label: String
        package var cells: [Cell]
        /// The row's own value for the whole city, outside the colours.
        package var total: Cell?

        package init(_ label: String, _ cells: [Cell], total: Cell? = nil) {
            self.label = label
            self.cells = cells
            self.total = total
        }
    }

    package var text: ChartText
    /// What the rows are called in the table: `类别`.
    package var rowHeading: String
    package var columns: [String]
    package var totalHeading: String
    package var rows: [Row]
    package var format: @Sendable (Double) -> String

    package init(
        _ text: ChartText, rowHeading: String, columns: [String], totalHeading: String, rows: [Row],
        format: @escaping @Sendable (Double) -> String = { grouped(Int($0.rounded(.toNearestOrAwayFromZero))) }
    ) {
        self.text = text
        self.rowHeading = rowHeading
        self.columns = columns
        self.totalHeading = totalHeading
        self.rows = rows
        self.format = format
    }

    /// The colour of a value, 0 to 5: each colour holds about as many of the cells above zero.
    func level(_ value: Double, among sorted: [Double]) -> Int {
        guard value > 0, !sorted.isEmpty else { return 0 }
        let below = sorted.firstIndex { $0 >= value } ?? sorted.count - 1
        return min(5, below * 6 / sorted.count)
    }
}

extension View {
    /// Draws a heat map 680 wide with scale and table.
    package func heatMap(_ map: HeatMap) -> HTML {
        let hasTotal = map.rows.contains { $0.total != nil }
        let left = min(180, (map.rows.map { textWidth($0.label) }.max() ?? 0) + 2)
        let pitch = (680 - left - 10) / Double(max(1, map.columns.count + (hasTotal ? 1 : 0)))
        let sorted = map.rows.flatMap(\.cells).compactMap(\.value).filter { $0 > 0 }.sorted()
        func middle(_ column: Int) -> Double { left + 10 + pitch * (Double(column) + 0.5) }

        var drawing = HTML()
        for (column, heading) in map.columns.enumerated() {
            drawing += "<text class=\"t-mid\" x=\"\(middle(column))\" y=\"17\">\(fitted(heading, into: pitch))</text>"
        }
        if hasTotal {
            drawing += """
                <text class="t-mid t-strong" x="\(middle(map.columns.count))" y="17">\(map.totalHeading)</text>
                """
        }
        for (index, row) in map.rows.enumerated() {
            let top = 27 + 27 * Double(index)
            drawing += "<text class=\"t-end\" x=\"\(left)\" y=\"\(top + 17)\">\(fitted(row.label, into: left))</text>"
            for (column, cell) in row.cells.enumerated() {
                let x = left + 10 + pitch * Double(column) + 1
                let level = cell.value.map { map.level($0, among: sorted) }
                drawing += """
                    <rect class="\(level.map { "q\($0)" } ?? "q-none")" x="\(x)" y="\(top)" width="\(pitch - 2)" height="25"/>\
                    <text class="t-mid\(if: (level ?? 0) > 3, " t-on", else: " t-cell")" x="\(middle(column))" y="\(top + 17)">\
                    \(cell.value.map(map.format) ?? "–")\(if: cell.isHigh, " ▲")</text>
                    """
            }
            if let total = row.total?.value {
                drawing += """
                    <text class="t-mid t-strong" x="\(middle(map.columns.count))" y="\(top + 17)">\(map.format(total))</text>
                    """
            }
        }
        let rows = map.rows.map { row in
            (
                name: row.label,
                cells: (row.cells + (hasTotal ? [row.total ?? HeatMap.Cell(nil)] : [])).map { cell in
                    ChartCell(
                        cell.value.map { map.format($0) + (cell.isHigh ? " ▲" : "") }
                            ?? say("太少，不显示", "too few to show"), cell.path)
                }
            )
        }
        return """
            \(heatScale(hasHigh: map.rows.contains { $0.cells.contains(where: \.isHigh) }))
            \(chart(
                map.text, width: 680, height: 30 + 27 * map.rows.count, drawing: drawing,
                headings: [map.rowHeading] + map.columns + (hasTotal ? [map.totalHeading] : []), rows: rows))
            """
    }

    private func heatScale(hasHigh: Bool) -> HTML {
        """
        <p class="heat-scale">\(say("少", "few"))<svg viewBox="0 0 120 12" aria-hidden="true">\
        \((0..<6).map { "<rect class=\"q\($0)\" x=\"\($0 * 20)\" width=\"20\" height=\"12\"/>" })</svg>\(say("多", "many"))\
        \(if: hasHigh, "<span>▲ \(say("高出预计范围", "above the expected range"))</span>")</p>
        """
    }
}
