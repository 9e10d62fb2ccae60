package import HTML

/// What every chart has besides its drawing.
package struct ChartText: Sendable {
    /// Unique on its page; the identifiers of title and description come from it.
    package var id: String
    /// What is counted.
    package var title: String
    /// What the picture shows, for those who cannot see it.
    package var description: String

    package init(id: String, title: String, description: String) {
        self.id = id
        self.title = title
        self.description = description
    }
}

/// A value that may lead to its requests.
package struct ChartCell: Sendable {
    package var words: String
    package var path: SitePath?

    package init(_ words: String, _ path: SitePath? = nil) {
        self.words = words
        self.path = path
    }
}

extension View {
    /// The figure around a drawing: it scrolls on narrow screens, and the table behind it stands below.
    ///
    /// - Parameters:
    ///   - headings: of the table; the first column holds names, the others numbers.
    ///   - rows: name and cells.
    func chart(
        _ text: ChartText, width: Int, height: Int, drawing: HTML, headings: [String],
        rows: [(name: String, cells: [ChartCell])]
    ) -> HTML {
        let isNarrow = width <= 500
        return """
            <figure class="chart"><div class="chart-scroll\(if: isNarrow, " chart-scroll-s")" tabindex="0" role="group" \
            aria-label="\(text.title)"><svg viewBox="0 0 \(width) \(height)" role="img" \
            aria-labelledby="\(text.id)-title \(text.id)-desc"><title id="\(text.id)-title">\(text.title)</title>\
            <desc id="\(text.id)-desc">\(text.description)</desc>\(drawing)</svg></div>
            <details class="chart-data"><summary>\(say("看数据表", "Show the table"))</summary>
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(text.title)"><table class="table table-flush">\
            <caption class="visually-hidden">\(text.title)</caption>
            <thead><tr>\(headings.enumerated().map { index, heading in
                "<th scope=\"col\"\(if: index > 0, " class=\"num\"")>\(heading)</th>" as HTML
            })</tr></thead>
            <tbody>\(rows.map { row in
                """
                <tr><th scope="row">\(row.name)</th>\(row.cells.map { cell in
                    "<td class=\"num\">\(evidence(cell))</td>" as HTML
                })</tr>

                """ as HTML
            })</tbody></table></div></details></figure>
            """
    }

    /// A figure that leads to its requests, where it has some.
    package func evidence(_ cell: ChartCell) -> HTML {
        cell.path.map { "<a class=\"ev\" href=\"\($0)\">\(cell.words)</a>" } ?? HTML(text: cell.words)
    }
}

/// The width of a text of 12 pixels, roughly: a Chinese character is as wide as it is high, others about half of it.
func textWidth(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 6.8 : 12) }
}

/// The beginning of `text` that fits into `width`, with an ellipsis where something was cut off.
func fitted(_ text: String, into width: Double) -> String {
    guard textWidth(text) > width else { return text }
    var end = text
    while !end.isEmpty, textWidth(end) + 12 > width { end.removeLast() }
    return end + "…"
}
