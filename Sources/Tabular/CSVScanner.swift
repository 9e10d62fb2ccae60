internal import Foundation

private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")

/// Finds the fields of one row of CSV (RFC 4180) in UTF-8 bytes.
///
/// Beyond the RFC: rows may end in CR, LF or CRLF, the last one in nothing; a quote inside a field that doesn't begin
/// with one is a character like others; blanks between a closing quote and the delimiter are skipped.
struct CSVScanner {
    enum Outcome: Equatable {
        /// The row's bytes end before `end`; the next row begins at `next`.
        case row(end: Int, next: Int)
        /// The field that opens at `quote` has a closing quote with more text behind it. `closing` is that quote.
        case textAfterQuote(quote: Int, closing: Int, end: Int, next: Int)
        /// The bytes end inside the row, and more may come. `openQuote` is the quote not closed so far.
        case incomplete(openQuote: Int?)
        /// The file ends inside the quoted field that opens at `quote`.
        case neverClosed(quote: Int)
    }

    let delimiter: UInt8
    /// No byte above this one means anything in an unquoted field.
    private let highest: UInt8
    /// For each field the offsets of its first byte and of the byte after its last, from the row's beginning; without
    /// its quotes where it is quoted.
    private(set) var bounds: [UInt32] = []
    /// The fields (by number) that hold doubled quotes.
    private(set) var doubled: [Int] = []
    /// Whether any field is quoted: only then can the row hold line breaks or differ from a blank line.
    private(set) var hasQuotes = false

    init(delimiter: UInt8) {
        self.delimiter = delimiter
        self.highest = max(delimiter, carriageReturn)
    }

    /// Scans the row that begins at `start`; all offsets are in `base`. `isLast` says that nothing follows `end`.
    mutating func scan(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int, isLast: Bool) -> Outcome {
        bounds.removeAll(keepingCapacity: true)
        doubled.removeAll(keepingCapacity: true)
        hasQuotes = false
        var faulty: (quote: Int, closing: Int)?
        var at = start
        while true {
            var fieldStart = at
            var fieldEnd = at
            if at < end && base[at] == quote {
                let opening = at
                hasQuotes = true
                guard let closing = closingQuote(base, after: opening, to: end, isLast: isLast) else {
                    return isLast ? .neverClosed(quote: opening) : .incomplete(openQuote: opening)
                }
                fieldStart = opening + 1
                fieldEnd = closing
                at = closing + 1
                while at < end && (base[at] == space || (base[at] == tab && delimiter != tab)) { at += 1 }
                if at < end && base[at] != delimiter && base[at] != lineFeed && base[at] != carriageReturn {
                    faulty = faulty ?? (opening, closing)
                    if doubled.last == bounds.count / 2 { doubled.removeLast() }
                    at = endOfPlain(base, from: at, to: end)
                    fieldStart = opening
                    fieldEnd = at
                }
            } else {
                at = endOfPlain(base, from: at, to: end)
                fieldEnd = at
            }
            guard at < end || isLast else { return .incomplete(openQuote: nil) }
            bounds.append(UInt32(truncatingIfNeeded: fieldStart - start))
            bounds.append(UInt32(truncatingIfNeeded: fieldEnd - start))
            if at < end && base[at] == delimiter {
                at += 1
                continue
            }
            var next = at
            if at < end {
                next = at + 1
                if base[at] == carriageReturn {
                    guard next < end || isLast else { return .incomplete(openQuote: nil) }
                    if next < end && base[next] == lineFeed { next += 1 }
                }
            }
            if let faulty {
                return .textAfterQuote(quote: faulty.quote, closing: faulty.closing, end: at, next: next)
            }
            return .row(end: at, next: next)
        }
    }

    /// Where an unquoted run ends: at a delimiter, a line break or `end`.
    @inline(__always)
    private func endOfPlain(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var at = start
        while at < end {
            let byte = base[at]
            if byte <= highest && (byte == delimiter || byte == lineFeed || byte == carriageReturn) { break }
            at += 1
        }
        return at
    }

    /// `nil` where the bytes end before a quote that surely closes the field.
    private mutating func closingQuote(
        _ base: UnsafePointer<UInt8>, after opening: Int, to end: Int, isLast: Bool
    ) -> Int? {
        var at = opening + 1
        var hasDoubled = false
        while at < end, let found = memchr(base + at, Int32(quote), end - at) {
            let position = UnsafeRawPointer(base).distance(to: found)
            if position + 1 < end {
                if base[position + 1] == quote {
                    hasDoubled = true
                    at = position + 2
                    continue
                }
            } else if !isLast {
                return nil
            }
            if hasDoubled { doubled.append(bounds.count / 2) }
            return position
        }
        return nil
    }
}

/// How many lines end in the bytes: LF, CRLF and a CR by itself each end one.
func lineBreaks(_ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
    var count = 0
    var at = start
    while at < end, let found = memchr(base + at, Int32(lineFeed), end - at) {
        count += 1
        at = UnsafeRawPointer(base).distance(to: found) + 1
    }
    at = start
    while at < end, let found = memchr(base + at, Int32(carriageReturn), end - at) {
        at = UnsafeRawPointer(base).distance(to: found) + 1
        if at == end || base[at] != lineFeed { count += 1 }
    }
    return count
}

/// Where the line after the one that holds `start` begins; `nil` when no line ends before `end`.
func nextLine(_ base: UnsafePointer<UInt8>, after start: Int, to end: Int) -> Int? {
    var at = start
    while at < end {
        if base[at] == lineFeed { return at + 1 }
        if base[at] == carriageReturn {
            return at + 1 < end && base[at + 1] == lineFeed ? at + 2 : at + 1
        }
        at += 1
    }
    return nil
}
