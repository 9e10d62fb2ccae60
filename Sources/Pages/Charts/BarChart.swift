package import HTML

/// Counts side by side, from the largest.
package struct BarChart: Sendable {
    package struct Bar: Sendable {
        package var label: String
        package var value: Double
        /// At the right edge: a share, a change.
        package var aside: String?
        package var path: SitePath?
        /// Drawn lighter: below the line that matters.
        package var isMinor: Bool

        package init(
            _ label: String, _ value: Double, aside: String? = nil, path: SitePath? = nil, isMinor: Bool = false
        ) {
            self.label = label
            self.value = value
            self.aside = aside
            self.path = path
            self.isMinor = isMinor
        }
    }

    package var text: ChartText
    package var bars: [Bar]
    /// Heads of the table's columns: what is named, what is counted, what stands aside.
    package var headings: (name: String, value: String, aside: String)
    package var format: @Sendable (Double) -> String

    package init(
        _ text: ChartText, bars: [Bar], headings: (name: String, value: String, aside: String),
        format: @escaping @Sendable (Double) -> String = { grouped(Int($0.rounded(.toNearestOrAwayFromZero))) }
    ) {
        self.text = text
        self.bars = bars
        self.headings = headings
        self.format = format
    }
}

extension View {
    /// Draws bars 480 wide with their table; names are links in the table where they lead to requests.
    package func barChart(_ bars: BarChart) -> HTML {
        let pitch = 24.0
        let left = min(190, (bars.bars.map { textWidth($0.label) }.max() ?? 0) + 2)
        let hasAside = bars.bars.contains { $0.aside != nil }
        let most = max(bars.bars.map(\.value).max() ?? 0, 1)
        let numbers = bars.bars.map { textWidth(bars.format($0.value)) }.max() ?? 0
        let room = 480 - left - 8 - numbers - 6 - (hasAside ? 48 : 0)
        let drawing = bars.bars.enumerated().map { index, bar in
            let top = Double(index) * pitch
            let width = max(0, bar.value) / most * room
            return """
                <text class="t-end" x="\(left)" y="\(top + 15)">\(fitted(bar.label, into: left))</text>\
                <rect class="\(if: bar.isMinor, "bar-2", else: "bar-1")" x="\(left + 8)" y="\(top + 3)" \
                width="\(width)" height="16"/>\
                <text x="\(left + 8 + width + 6)" y="\(top + 15)">\(bars.format(bar.value))</text>\
                \(bar.aside.map { "<text class=\"t-end t-soft\" x=\"480\" y=\"\(top + 15)\">\($0)</text>" })
                """ as HTML
        }
        let rows = bars.bars.map { bar in
            let value = ChartCell(bars.format(bar.value), bar.path)
            return (name: bar.label, cells: [value] + (hasAside ? [ChartCell(bar.aside ?? "—")] : []))
        }
        return chart(
            bars.text, width: 480, height: max(24, Int(pitch) * bars.bars.count), drawing: drawing.joined(),
            headings: [bars.headings.name, bars.headings.value] + (hasAside ? [bars.headings.aside] : []), rows: rows)
    }
}
