package import HTML

/// A picture of figures, as data: what is drawn, in the words of the reader's language.
package enum Chart: Hashable, Sendable {
    case trend(TrendChart)
    case bars(BarChart)
    case heat(HeatMap)
    case slope(SlopeChart)
    case funnel(FunnelChart)
    case tiles(TileMap)
    case calendar(CalendarChart)
    case waterfall(WaterfallChart)

    package var title: String { drawing.title }
    /// What the picture shows, in a sentence or two, for those who do not see it.
    package var summary: String { drawing.summary }
    /// The keys to lines, bands and colours: small drawings with a word or two; empty where there is one thing to see.
    package func legend(_ language: Language) -> [HTML] { drawing.legend(language) }

    /// The numbers that are drawn, as a table.
    package func table(_ language: Language) -> ChartTable { drawing.table(language) }

    fileprivate var drawing: any ChartDrawing {
        switch self {
        case .trend(let chart): chart
        case .bars(let chart): chart
        case .heat(let chart): chart
        case .slope(let chart): chart
        case .funnel(let chart): chart
        case .tiles(let chart): chart
        case .calendar(let chart): chart
        case .waterfall(let chart): chart
        }
    }
}

/// What every kind of chart can do.
protocol ChartDrawing: Sendable {
    var title: String { get }
    var summary: String { get }
    /// Whether the picture is drawn 480 units wide instead of 680.
    var isNarrow: Bool { get }
    /// The keys to lines, bands and colours; empty where there is only one thing to see.
    func legend(_ language: Language) -> [HTML]
    func table(_ language: Language) -> ChartTable
    /// The height of the drawing and what stands in it. Its width is 680, or 480 if it is narrow.
    func drawing(_ language: Language) -> (height: Double, content: HTML)
}

extension Chart {
    /// The chart with its legend, its caption and the table behind it.
    ///
    /// - Parameters:
    ///   - id: unique on the page; ties the picture to its title and description.
    ///   - caption: what stands under the picture (图1 …); on screens the heading above says it.
    ///   - link: the address of the requests behind a figure of the table, or `nil` for none.
    package func render(
        id: String, language: Language, caption: String? = nil, link: (FigureQuery) -> String? = { _ in nil }
    ) -> HTML {
        let drawing = drawing
        let legend = drawing.legend(language)
        return """
            <figure class="chart">
            \(if: !legend.isEmpty, "<ul class=\"legend\">\(legend.map { "<li>\($0)</li>" })</ul>\n")\
            <div class="chart-scroll\(if: drawing.isNarrow, " chart-scroll-s")" tabindex="0" role="group" \
            aria-label="\(drawing.title)">\(svg(id: id, language: language))</div>
            \(caption.map { "<figcaption>\($0)</figcaption>\n" })\
            <details class="chart-data"><summary>\(language.say("看数据表", "Show the numbers"))</summary>
            \(drawing.table(language).render(link: link))</details>
            </figure>

            """
    }

    /// The picture alone, with its title and description.
    package func svg(id: String, language: Language) -> HTML {
        let drawing = drawing
        let (height, content) = drawing.drawing(language)
        return """
            <svg viewBox="0 0 \(drawing.isNarrow ? 480 : 680) \(height)" role="img" \
            aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(drawing.title)</title>\
            <desc id="\(id)-d">\(drawing.summary)</desc>\(content)</svg>
            """
    }
}
