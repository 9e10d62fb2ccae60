package import Civics
package import HTML

/// The head of a table's column.
package struct Column: Sendable {
    package var heading: HTML
    /// The short word before the cell when rows become cards on narrow screens; `nil` for the cell that heads the card.
    package var label: String?
    package var isNumber: Bool
    package var sorted: Sorting?

    package enum Sorting: String, Sendable {
        case ascending, descending
    }

    package init(_ heading: HTML, label: String? = nil, isNumber: Bool = false, sorted: Sorting? = nil) {
        self.heading = heading
        self.label = label
        self.isNumber = isNumber
        self.sorted = sorted
    }

    /// A column whose heading is also its label on cards.
    package init(text: String, isNumber: Bool = false, sorted: Sorting? = nil) {
        self.init(HTML(text: text), label: text, isNumber: isNumber, sorted: sorted)
    }
}

/// A row of a table, or a line that heads a group of rows.
package enum TableRow: Sendable {
    /// `number` names the request that a row of a list shows.
    case cells([HTML], isSelected: Bool = false, number: CaseNumber? = nil)
    case group(HTML)
}

extension View {
    /// A table with its caption.
    ///
    /// - Parameters:
    ///   - caption: says what the rows are; read aloud always, shown unless `hidesCaption`.
    ///   - asCards: rows become cards below 720 px; other tables scroll sideways.
    ///   - style: further classes (`table-flush`, `work`).
    ///   - isList: J and K move through the links of the rows.
    ///   - live: whether its rows renew by themselves.
    package func table(
        caption: String, hidesCaption: Bool = false, columns: [Column], rows: [TableRow], asCards: Bool = false,
        style: String = "", isList: Bool = false, live: LiveList = .none
    ) -> HTML {
        """
        <div class="table-wrap"\(if: !asCards, " tabindex=\"0\" role=\"region\" aria-label=\"\(caption)\"")>\
        <table class="table\(if: asCards, " table-cards")\(if: !style.isEmpty, " \(style)")"\(if: isList, " data-list")>
        <caption\(if: hidesCaption, " class=\"visually-hidden\"")>\(caption)</caption>
        <thead><tr>\(columns.map { heading($0) })</tr></thead>
        <tbody\(live.attribute)>
        \(rows.map { row($0, columns: columns) })</tbody>
        </table></div>
        """
    }

    private func heading(_ column: Column) -> HTML {
        """
        <th scope="col"\(if: column.isNumber, " class=\"num\"")\
        \(column.sorted.map { " aria-sort=\"\($0.rawValue)\"" })>\(column.heading)</th>
        """
    }

    private func row(_ row: TableRow, columns: [Column]) -> HTML {
        switch row {
        case .group(let heading):
            return "<tr class=\"group\"><th colspan=\"\(columns.count)\" scope=\"rowgroup\">\(heading)</th></tr>\n"
        case .cells(let cells, let isSelected, let number):
            let parts = zip(columns, cells).map { column, cell in
                """
                <td\(if: column.isNumber, " class=\"num\"")\
                \(column.label.map { " data-label=\"\($0)\"" })>\(cell)</td>
                """ as HTML
            }
            return "<tr\(if: isSelected, " class=\"is-selected\"")\(number.map { liveRow($0) })>\(parts)</tr>\n"
        }
    }

    /// Turning the pages of a list that is read by cursor.
    ///
    /// - Parameters:
    ///   - first: back to the beginning; `nil` on the first page.
    ///   - next: `nil` on the last page.
    ///   - shown: what the page shows (`63 件中的第 1 到 50 件`).
    package func pager(first: SitePath?, next: SitePath?, shown: String) -> HTML {
        """
        <nav class="row spread pager" aria-label="\(say("分页", "Pages"))"><span class="meta">\(shown)</span>\
        <ul class="pages">\(first.map { "<li><a href=\"\($0)\">\(say("回到第一页", "First page"))</a></li>" })\
        \(next.map { "<li><a href=\"\($0)\" rel=\"next\">\(say("下一页", "Next page"))</a></li>" })</ul></nav>
        """
    }
}
