/// The column names of a table, shared by all its rows.
package final class TableHeader: Sendable {
    package let names: [String]
    private let positions: [String: Int]

    init(_ names: [String]) {
        self.names = names
        self.positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a column is; the first one where a name occurs twice.
    package func position(of name: String) -> Int? { positions[name] }
}

/// A row of a table: as many fields as the header has columns.
///
/// The row keeps its bytes in one piece and makes a `String` of a field only when asked, so that a reader which needs
/// three of thirty columns pays for three.
///
///     if let row = try reader.next()?.get() { print(row.line, row["title"] ?? "") }
package struct TableRow: Sendable {
    /// The line of the file where the row begins (1 is the first); in a workbook the number of the row in its sheet.
    package let line: Int
    package let header: TableHeader
    private let bytes: [UInt8]
    /// For each field the offsets of its first byte and of the byte after its last.
    private let bounds: [UInt32]

    /// `bytes` must be UTF-8, with `bounds` in it for every column of the header.
    init(line: Int, header: TableHeader, bytes: [UInt8], bounds: [UInt32]) {
        self.line = line
        self.header = header
        self.bytes = bytes
        self.bounds = bounds
    }

    package var count: Int { bounds.count / 2 }

    package subscript(position: Int) -> String {
        withBytes(at: position) { String(decoding: $0, as: UTF8.self) }
    }

    /// `nil` when the table has no such column.
    package subscript(name: String) -> String? {
        header.position(of: name).map { self[$0] }
    }

    package var fields: [String] { (0..<count).map { self[$0] } }

    package func isEmpty(at position: Int) -> Bool { bounds[2 * position] == bounds[2 * position + 1] }

    /// The field's UTF-8 without a copy, for parsing numbers and dates.
    package func withBytes<T>(at position: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T {
        let range = Int(bounds[2 * position])..<Int(bounds[2 * position + 1])
        return try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}

/// A row that can't be used. It is delivered in its place and the reading goes on behind it.
package struct RowFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line of the file where the row, or the fault in it, begins; in a workbook the number of the row.
    package let line: Int
    package let reason: String
    /// What could be read of the row, for a list of rows to be mended.
    package let fields: [String]

    package init(line: Int, reason: String, fields: [String]) {
        self.line = line
        self.reason = reason
        self.fields = fields
    }

    package var description: String { "line \(line): \(reason)" }
}
