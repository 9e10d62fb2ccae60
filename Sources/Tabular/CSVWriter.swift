internal import Foundation

/// How rows are written as CSV (RFC 4180, UTF-8, CRLF).
///
///     CSVFormat().line(["id", "a \"quoted\" word"])  // id,"a ""quoted"" word"
package struct CSVFormat: Hashable, Sendable {
    /// Puts an apostrophe before text that a spreadsheet would take for a formula: that begins with `=`, `+`, `-`, `@`,
    /// a tab or a CR, and isn't a plain number. For files that people open in a spreadsheet; changes the text.
    package var neutralisesFormulas: Bool

    package init(neutralisesFormulas: Bool = false) {
        self.neutralisesFormulas = neutralisesFormulas
    }

    /// One row with its line end.
    package func line(_ fields: [String]) -> String {
        var bytes: [UInt8] = []
        append(fields, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds one row with its line end to UTF-8 `bytes`.
    package func append(_ fields: [String], to bytes: inout [UInt8]) {
        // A row of nothing would read as a blank line.
        var mustQuote = fields.allSatisfy(\.isEmpty)
        for (position, field) in fields.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            var field = field
            if neutralisesFormulas && Self.isFormula(field) { field = "'" + field }
            field.withUTF8 { append($0, quoted: mustQuote || Self.needsQuotes($0), to: &bytes) }
            mustQuote = false
        }
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    private func append(_ field: UnsafeBufferPointer<UInt8>, quoted: Bool, to bytes: inout [UInt8]) {
        guard quoted else {
            bytes.append(contentsOf: field)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in field {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Besides what the RFC asks for, the other delimiters are quoted too, so that no reader can mistake them.
    private static func needsQuotes(_ field: UnsafeBufferPointer<UInt8>) -> Bool {
        field.contains { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ";"),
                UInt8(ascii: "\t"):
                true
            default: false
            }
        }
    }

    private static func isFormula(_ field: String) -> Bool {
        guard let first = field.utf8.first, "=+-@\t\r".utf8.contains(first) else { return false }
        guard "+-".utf8.contains(first) else { return true }
        let rest = field.utf8.dropFirst()
        let dots = rest.count { $0 == UInt8(ascii: ".") }
        return rest.isEmpty || dots > 1
            || !rest.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }
}

/// Writes a CSV file row by row. What is written is surely on its way to disk only after `close()`.
package final class CSVWriter {
    package let path: String
    private let format: CSVFormat
    private var file: UnsafeMutablePointer<FILE>?
    private var pending: [UInt8] = []

    /// Makes the file, or empties the one that is there. With `mark`, the byte order mark that some spreadsheet
    /// programs need to see UTF-8 comes first.
    package init(path: String, format: CSVFormat = CSVFormat(), mark: Bool = false) throws(TableFault) {
        guard let file = fopen(path, "wb") else { throw .unwritable(path: path, reason: systemReason()) }
        self.path = path
        self.format = format
        self.file = file
        if mark { pending = [0xEF, 0xBB, 0xBF] }
    }

    deinit {
        if let file { fclose(file) }
    }

    package func write(_ fields: [String]) throws(TableFault) {
        guard file != nil else { throw .unwritable(path: path, reason: "it is closed already") }
        format.append(fields, to: &pending)
        if pending.count >= 64 << 10 { try flush() }
    }

    /// Writes what is left and closes the file. Rows written after that are refused; closing again does nothing.
    package func close() throws(TableFault) {
        guard let file else { return }
        try flush()
        self.file = nil
        if fclose(file) != 0 { throw .unwritable(path: path, reason: systemReason()) }
    }

    private func flush() throws(TableFault) {
        guard let file else { return }
        let written = fwrite(pending, 1, pending.count, file)
        if written < pending.count { throw .unwritable(path: path, reason: systemReason()) }
        pending.removeAll(keepingCapacity: true)
    }
}
