import Foundation
package import Tabular

/// The list of rows that could not be loaded, or only with a remark, beside the imported file: `FILE.errors.csv` with
/// line, reason and the row's own fields under their own names, so that it can be mended and loaded again.
///
/// Made for spreadsheets: with a byte order mark, and with texts that look like formulas neutralised.
package final class ImportErrorFile {
    package let path: String
    /// Rows written so far.
    package private(set) var count = 0
    private let header: [String]
    private var writer: CSVWriter?

    package init(beside file: String, header: [String]) {
        path = file + ".errors.csv"
        self.header = header
    }

    /// Adds a row. The first one makes the file, in place of that of an earlier run.
    package func write(_ fault: RowFault) throws(TableFault) {
        let writer: CSVWriter
        if let open = self.writer {
            writer = open
        } else {
            writer = try CSVWriter(path: path, format: CSVFormat(neutralisesFormulas: true), mark: true)
            self.writer = writer
            try writer.write(["line", "reason"] + header)
        }
        try writer.write([String(fault.line), fault.reason] + fault.fields)
        count += 1
    }

    /// Finishes the file. Without a row in it there is none, not even that of an earlier run.
    package func close() throws(TableFault) {
        if let writer {
            try writer.close()
        } else {
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}
