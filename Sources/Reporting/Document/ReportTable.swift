/// A table of a report, its cells typed by what they say.
package struct ReportTable: Hashable, Codable, Sendable {
    package struct Column: Hashable, Codable, Sendable {
        package var head: String
        package var isNumber: Bool

        package init(_ head: String, isNumber: Bool = true) {
            self.head = head
            self.isNumber = isNumber
        }
    }

    package struct Row: Hashable, Codable, Sendable {
        package var name: String
        /// One for each column but the first, which holds the names.
        package var cells: [ReportCell]

        package init(_ name: String, _ cells: [ReportCell]) {
            self.name = name
            self.cells = cells
        }
    }

    package var caption: String
    package var columns: [Column]
    package var rows: [Row]
    /// What stands under the table.
    package var note: Sentence?

    package init(caption: String, columns: [Column], rows: [Row], note: Sentence? = nil) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.note = note
    }
}

package enum ReportCell: Hashable, Sendable {
    case number(ReportNumber)
    /// A rate with what it rests on: `18,590 ÷ 19,204`; where it is compared, with its 95 % interval.
    case rate(ReportNumber, base: String, interval: String?)
    case text(String)
    /// Nothing can be said.
    case none

    package var numbers: [ReportNumber] {
        switch self {
        case .number(let number), .rate(let number, _, _): [number]
        case .text, .none: []
        }
    }
}
