import HTML

/// The table behind a chart: the same numbers, for reading, copying and screen readers.
package struct ChartTable: Hashable, Sendable {
    package struct Cell: Hashable, Sendable {
        package var text: String
        /// The figure that the cell shows, where it is one that leads to its requests.
        package var figure: FigureQuery?

        package init(_ text: String, _ figure: FigureQuery? = nil) {
            self.text = text
            self.figure = figure
        }
    }

    package var caption: String
    /// The head of the column of names, then the heads of the columns of numbers.
    package var heads: [String]
    package var rows: [(name: String, cells: [Cell])] { names.indices.map { (names[$0], cells[$0]) } }
    private var names: [String]
    private var cells: [[Cell]]

    package init(caption: String, heads: [String], rows: [(name: String, cells: [Cell])]) {
        self.caption = caption
        self.heads = heads
        self.names = rows.map(\.name)
        self.cells = rows.map(\.cells)
    }

    /// - Parameter link: the address of the requests behind a figure, or `nil` for none.
    func render(link: (FigureQuery) -> String?) -> HTML {
        let head = heads.enumerated().map { index, head -> HTML in
            "<th scope=\"col\"\(if: index > 0, " class=\"num\"")>\(head)</th>"
        }
        let body = rows.map { row -> HTML in
            let cells = row.cells.map { cell -> HTML in
                guard let address = cell.figure.flatMap(link) else { return "<td class=\"num\">\(cell.text)</td>" }
                return "<td class=\"num\"><a class=\"ev\" href=\"\(address)\">\(cell.text)</a></td>"
            }
            return "<tr><th scope=\"row\">\(row.name)</th>\(cells)</tr>\n"
        }
        return """
            <div class="table-wrap"><table class="table table-flush">\
            <caption class="visually-hidden">\(caption)</caption>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div>
            """
    }
}
