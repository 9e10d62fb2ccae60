import HTML
import Reporting

/// A table of a text: its heads repeated on every page, no row split, columns as wide as what stands in them.
struct TextTable {
    /// At the left and right of every cell, in twentieths of a point.
    static let margin = 70
    /// Up to so many rows a table is kept on one page.
    static let kept = 12

    private let table: ReportTable
    private let caption: String
    /// Of the letters, in half points.
    private let size: Int
    private let widths: [Int]

    init(_ table: ReportTable, _ caption: String, _ language: Language) {
        self.table = table
        self.caption = caption
        // 五号, 小五, 六号, or about that: the first in which numbers and words need not be broken.
        let tries = (language == .chinese ? [21, 18, 15] : [20, 18, 15]).map { ($0, Self.widths(of: table, size: $0)) }
        let chosen = tries.first { $0.1.fits } ?? tries[tries.count - 1]
        size = chosen.0
        widths = chosen.1.columns
    }

    var xml: XML {
        """
        <w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/>\
        <w:jc w:val="center"/><w:tblLayout w:type="fixed"/>\
        <w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>\
        <w:tblCaption w:val="\(caption)"/></w:tblPr>\
        <w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" as XML })</w:tblGrid>\(head)\(rows)</w:tbl>
        """
    }

    private var head: XML {
        let cells = zip(table.columns, widths).map { column, width -> XML in
            """
            <w:tc><w:tcPr><w:tcW w:w="\(width)" w:type="dxa"/><w:tcBorders>\
            <w:bottom w:val="single" w:sz="6" w:space="0" w:color="161C1F"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>\
            \(content(words(column.head, style: "TableHead"), isNumber: column.isNumber, isKept: true))</w:tc>
            """
        }
        return "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>\(cells)</w:tr>"
    }

    private var rows: XML {
        let isKept = table.rows.count <= Self.kept
        return table.rows.enumerated().map { index, row -> XML in
            // The last row stays with the note, if there is one.
            let keep = isKept && (index + 1 < table.rows.count || table.note != nil)
            let name = cell(words(row.name), 0, isNumber: table.columns.first?.isNumber ?? false, keep)
            let others = zip(row.cells, table.columns.dropFirst()).enumerated().map { place, pair in
                cell(render(pair.0), place + 1, isNumber: pair.1.isNumber, keep)
            }
            return "<w:tr><w:trPr><w:cantSplit/></w:trPr>\(name)\(others)</w:tr>"
        }.joined()
    }

    private func cell(_ words: XML, _ column: Int, isNumber: Bool, _ isKept: Bool) -> XML {
        """
        <w:tc><w:tcPr><w:tcW w:w="\(widths[column])" w:type="dxa"/></w:tcPr>\
        \(content(words, isNumber: isNumber, isKept: isKept))</w:tc>
        """
    }

    private func content(_ words: XML, isNumber: Bool, isKept: Bool) -> XML {
        paragraph(
            "TableText", words, "\(if: isKept, "<w:keepNext/>")\(if: isNumber, "<w:jc w:val=\"right\"/>")")
    }

    private func render(_ cell: ReportCell) -> XML {
        switch cell {
        case .number(let number): return words(number.text)
        case .rate(let number, let base, let interval):
            return [base, interval].compactMap(\.self).reduce(words(number.text)) { sum, line in
                "\(sum)<w:r><w:br/></w:r>\(run(line, style: "Base"))"
            }
        case .text(let text): return words(text)
        case .none: return words("—")
        }
    }

    private func words(_ text: String, style: String? = nil) -> XML {
        """
        <w:r><w:rPr>\(style.map { "<w:rStyle w:val=\"\($0)\"/>" as XML })\
        \(if: size != 21, "<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/>")</w:rPr>\
        <w:t xml:space="preserve">\(text)</w:t></w:r>
        """
    }

    // MARK: Widths

    /// Widths that add up to the text area. Numbers are not broken; texts give way, names down to a quarter of the width.
    private static func widths(of table: ReportTable, size: Int) -> (columns: [Int], fits: Bool) {
        let count = max(1, table.columns.count)
        var wanted = [Int](repeating: 0, count: count)
        var least = wanted
        for (index, column) in table.columns.enumerated() {
            let cells = table.rows.map { row in
                index == 0
                    ? width(row.name, size)
                    : row.cells.indices.contains(index - 1) ? width(row.cells[index - 1], size) : 0
            }
            let widest = max(cells.max() ?? 0, brokenWidth(column.head, size))
            wanted[index] = widest + 2 * margin + 20
            let words = [column.head] + (index == 0 ? table.rows.map(\.name) : [])
            let word = words.map { brokenWidth($0, size) }.max() ?? 0
            let share = index == 0 ? TextBody.width / 4 : size * 10 * 6
            least[index] = column.isNumber ? wanted[index] : min(wanted[index], max(word, share) + 2 * margin)
        }
        let room = TextBody.width
        let sum = wanted.reduce(0, +)
        if sum <= room {
            let more = (room - sum) / count
            var columns = wanted.map { $0 + more }
            columns[0] += room - columns.reduce(0, +)
            return (columns, true)
        }
        let minimum = least.reduce(0, +)
        guard minimum <= room else { return (wanted.map { $0 * room / sum }, false) }
        // What is over the least is shared in proportion to what each would like to have.
        let wish = max(1, sum - minimum)
        return (zip(wanted, least).map { $1 + ($0 - $1) * (room - minimum) / wish }, true)
    }

    private static func width(_ cell: ReportCell, _ size: Int) -> Int {
        switch cell {
        case .number(let number): width(number.text, size)
        case .rate(let number, let base, let interval):
            max(width(number.text, size), width(base, 16), width(interval ?? "", 16))
        case .text(let text): width(text, size)
        case .none: width("—", size)
        }
    }

    /// In twentieths of a point: Chinese letters are square, others a little more than half as wide, bold ones two
    /// thirds.
    private static func width(_ text: some StringProtocol, _ size: Int, isBold: Bool = false) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            sum + (scalar.value < 0x2E80 ? size * (isBold ? 20 : 17) / 3 : size * 10)
        }
    }

    /// A head may take two lines; words are not broken.
    private static func brokenWidth(_ text: String, _ size: Int) -> Int {
        let words = text.split(separator: " ").map { width($0, size, isBold: true) }.max() ?? 0
        let hasSquare = text.unicodeScalars.contains { $0.value >= 0x2E80 }
        return hasSquare && text.count > 4 ? (width(text, size) + size * 10) / 2 : words
    }
}
