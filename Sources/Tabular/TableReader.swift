internal import Foundation

/// What a file is read as.
package enum TableFormat: String, Sendable, CaseIterable {
    /// The kind the content shows, whatever the file's name says.
    case auto
    case csv
    case xlsx
}

/// Which sheet of a workbook is read.
package enum TableSheet: Hashable, Sendable {
    case first
    /// 1 is the leftmost.
    case number(Int)
    case named(String)
}

/// Reads the rows of a CSV file (also gzipped) or of a sheet in an XLSX workbook, from front to back in constant memory.
///
///     let reader = try TableReader(path: "requests.csv")
///     while let row = try reader.next() {
///         switch row {
///         case .success(let row): print(row.line, row["title"] ?? "")
///         case .failure(let fault): print(fault)
///         }
///     }
///
/// Encoding (UTF-8, UTF-16 with a mark, GB18030), delimiter and line ends of a CSV file are found from its content. The
/// first row that isn't blank is the header. Blank rows are skipped. A row that can't be used is delivered as a
/// `RowFault` in its place. In a workbook, numbers come as plain decimals, dates as `yyyy-MM-dd HH:mm:ss`, times of day
/// as `HH:mm:ss`, truth values as `TRUE` and `FALSE`, errors as they show (`#N/A`); of merged cells only the first holds
/// a text.
///
/// One thread at a time may use a reader.
package final class TableReader {
    /// What the content turned out to be; never `.auto`.
    package let format: TableFormat
    /// `nil` for a workbook.
    package let encoding: TextEncoding?
    package let header: TableHeader
    private let source: any RowSource

    /// Opens the file, looks over all of a CSV file's content to find its encoding, and reads the header.
    ///
    /// - Throws: `TableFault` when the file can't be read as a table.
    package convenience init(
        path: String, format: TableFormat = .auto, sheet: TableSheet = .first, limits: TableLimits = TableLimits()
    ) throws(TableFault) {
        try self.init(path: path, format: format, sheet: sheet, limits: limits, blockSize: 256 << 10)
    }

    init(path: String, format: TableFormat, sheet: TableSheet, limits: TableLimits, blockSize: Int) throws(TableFault) {
        let bytes = try ByteSource(path: path, limits: limits)
        switch (try FileKind(of: bytes), format) {
        case (.zip, .auto), (.zip, .xlsx):
            self.format = .xlsx
            encoding = nil
            source = try XLSXReader(path: path, sheet: sheet, limits: limits)
        case (.text, .auto), (.text, .csv):
            self.format = .csv
            let reader = try CSVReader(bytes, limits: limits, blockSize: blockSize)
            encoding = reader.encoding
            source = reader
        case (.text, .xlsx):
            throw .wrongKind(found: "plain text, not an XLSX workbook", advice: "Read it as CSV")
        case (.zip, .csv):
            throw .wrongKind(found: "an archive or workbook, not CSV", advice: "Read it as XLSX")
        case (.other(let found, let advice), _):
            throw .wrongKind(found: found, advice: advice)
        case (.encryptedWorkbook, _):
            throw .encrypted
        }
        header = try Self.header(from: source)
    }

    /// How far the reading has come.
    package var progress: TableProgress { source.progress }

    /// The next row, or what is wrong with it; `nil` at the end.
    ///
    /// - Throws: `TableFault` when the file breaks off; there are no more rows then.
    package func next() throws(TableFault) -> Result<TableRow, RowFault>? {
        guard var raw = try source.next() else { return nil }
        if source.omitsEmptyFields && raw.count < header.names.count {
            raw.bounds += [UInt32](repeating: 0, count: 2 * (header.names.count - raw.count))
        }
        if let reason = fault(in: raw) {
            return .failure(RowFault(line: raw.line, reason: reason, fields: raw.fields))
        }
        let width = 2 * header.names.count
        let bounds = raw.bounds.count == width ? raw.bounds : Array(raw.bounds[..<width])
        return .success(TableRow(line: raw.line, header: header, bytes: raw.bytes, bounds: bounds))
    }

    private func fault(in row: RawRow) -> String? {
        if let reason = row.reason { return reason }
        if let fault = Self.textFault(in: row, from: source) {
            return "\(fault.what) in \(name(of: fault.field))"
        }
        let width = header.names.count
        if row.count < width {
            return "the row has \(row.count) of \(width) fields; the last one is \(name(of: row.count - 1))"
        }
        if row.count > width, let extra = (width..<row.count).first(where: { !row.range(of: $0).isEmpty }) {
            return "the row has \(extra + 1) fields or more, the header \(width)"
        }
        return nil
    }

    private static func textFault(in row: RawRow, from source: any RowSource) -> (what: String, field: Int)? {
        if row.holdsNul {
            let field = (0..<row.count).first { row.bytes[row.range(of: $0)].contains(0) } ?? 0
            return ("there is a NUL (U+0000)", field)
        }
        if let characterSet = source.unsureCharacterSet, let field = row.brokenField {
            return ("there are bytes that are not \(characterSet)", field)
        }
        return nil
    }

    private func name(of field: Int) -> String {
        field < header.names.count && !header.names[field].isEmpty
            ? "column “\(header.names[field])”" : "field \(field + 1)"
    }

    private static func header(from source: any RowSource) throws(TableFault) -> TableHeader {
        guard let row = try source.next() else { throw .empty }
        if let reason = row.reason { throw .header(line: row.line, reason: reason) }
        if let fault = textFault(in: row, from: source) {
            let advice = row.holdsNul ? "; is it UTF-16 without a byte order mark, or not text at all?" : ""
            throw .header(line: row.line, reason: "\(fault.what) in field \(fault.field + 1)\(advice)")
        }
        let mark = CharacterSet(charactersIn: "\u{FEFF}").union(.whitespacesAndNewlines)
        var names = row.fields.map { $0.trimmingCharacters(in: mark) }
        while names.last == "" { names.removeLast() }
        guard !names.isEmpty else { throw .header(line: row.line, reason: "it holds no names") }
        return TableHeader(names)
    }
}
