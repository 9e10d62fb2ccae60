internal import Foundation

/// Where rows come from: the readers for the kinds of file.
protocol RowSource: AnyObject {
    /// `nil` at the end.
    func next() throws(TableFault) -> RawRow?
    var progress: TableProgress { get }
    /// The character set whose faults the rows may still hold as bytes that aren't UTF-8; `nil` when there are none.
    var unsureCharacterSet: String? { get }
    /// Whether rows end at their last field with a text, so that the empty ones behind it are to be added.
    var omitsEmptyFields: Bool { get }
}

/// A row as it stands in the file, before it is held against the header.
struct RawRow {
    let line: Int
    var bytes: [UInt8]
    /// For each field the offsets of its first byte and of the byte after its last.
    var bounds: [UInt32]
    /// What is wrong with the row, where its source can tell.
    var reason: String?

    init(line: Int, bytes: [UInt8], bounds: [UInt32], reason: String? = nil) {
        self.line = line
        self.bytes = bytes
        self.bounds = bounds
        self.reason = reason
    }

    var count: Int { bounds.count / 2 }

    func range(of field: Int) -> Range<Int> { Int(bounds[2 * field])..<Int(bounds[2 * field + 1]) }

    /// The field's text; bytes that aren't UTF-8 become U+FFFD.
    func text(of field: Int) -> String { String(decoding: bytes[range(of: field)], as: UTF8.self) }

    var fields: [String] { (0..<count).map(text) }

    /// Turns `""` into `"` in a quoted field.
    mutating func removeDoubledQuotes(from field: Int) {
        let range = range(of: field)
        let kept = bytes.withUnsafeMutableBytes { all in
            let field = UnsafeMutableRawBufferPointer(rebasing: all[range])
            guard let base = field.baseAddress else { return 0 }
            var to = 0
            var at = 0
            while at < field.count {
                let quote = memchr(base + at, Int32(UInt8(ascii: "\"")), field.count - at)
                // Up to and with the first quote of a pair.
                let end = quote.map { base.distance(to: $0) + 1 } ?? field.count
                memmove(base + to, base + at, end - at)
                to += end - at
                at = quote == nil ? end : end + 1
            }
            return to
        }
        bounds[2 * field + 1] = UInt32(range.lowerBound + kept)
    }

    /// Whether a NUL, which belongs to no text, is among the bytes.
    var holdsNul: Bool {
        bytes.withUnsafeBytes { $0.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false }
    }

    /// The first field with bytes that aren't UTF-8.
    var brokenField: Int? {
        bytes.withUnsafeBufferPointer { all in
            (0..<count).first { field in
                var census = UTF8Census()
                _ = census.count(UnsafeBufferPointer(rebasing: all[range(of: field)]), isLast: true)
                return census.faults > 0
            }
        }
    }
}

/// How far a reading has come, in bytes of the file (of the unpacked sheet for a workbook).
package struct TableProgress: Hashable, Sendable {
    package let done: Int
    package let total: Int
}
