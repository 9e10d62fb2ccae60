/// Finds the delimiter of a CSV file from its first lines: comma, semicolon or tab.
enum CSVDelimiter {
    static let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// The one that gives the most rows the same number of fields as the header, two at least; between equals the one
    /// with more columns. A file of one column gets a comma.
    static func find(_ base: UnsafePointer<UInt8>, count: Int, isWhole: Bool) -> UInt8 {
        var best = (delimiter: candidates[0], rows: 0, columns: 1)
        for delimiter in candidates {
            var scanner = CSVScanner(delimiter: delimiter)
            var at = 0
            var columns = 0
            var rows = 0
            var looked = 0
            while at < count, looked < 100,
                case .row(_, let next) = scanner.scan(base, from: at, to: count, isLast: isWhole)
            {
                let fields = scanner.bounds.count / 2
                at = next
                if fields == 1 && !scanner.hasQuotes && scanner.bounds[0] == scanner.bounds[1] { continue }
                if looked == 0 { columns = fields }
                if fields == columns { rows += 1 }
                looked += 1
            }
            if columns >= 2 && (rows, columns) > (best.rows, best.columns) { best = (delimiter, rows, columns) }
        }
        return best.delimiter
    }
}
