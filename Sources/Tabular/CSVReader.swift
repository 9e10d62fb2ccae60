/// Rows out of CSV text, block by block: memory holds one block, or one row where a row is larger.
final class CSVReader: RowSource {
    private let source: ByteSource
    private let text: TextStream
    private let rowLimit: Int
    private var scanner: CSVScanner
    let encoding: TextEncoding
    let unsureCharacterSet: String?
    let omitsEmptyFields = false

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    private var isLast = false
    private var line = 1

    init(_ source: ByteSource, limits: TableLimits, blockSize: Int) throws(TableFault) {
        let (encoding, isClean) = try TextEncoding.find(in: source)
        self.source = source
        self.encoding = encoding
        unsureCharacterSet = isClean ? nil : encoding.characterSet
        text = try TextStream(source, encoding: encoding)
        rowLimit = limits.row
        scanner = CSVScanner(delimiter: CSVDelimiter.candidates[0])
        capacity = max(64, blockSize)
        buffer = .allocate(capacity: capacity)
        try fill()
        scanner = CSVScanner(delimiter: CSVDelimiter.find(buffer, count: end, isWhole: end < capacity))
    }

    deinit { buffer.deallocate() }

    var progress: TableProgress { TableProgress(done: source.position, total: source.size) }

    func next() throws(TableFault) -> RawRow? {
        while true {
            if start == end {
                if isLast { return nil }
                try fill()
                continue
            }
            switch scanner.scan(buffer, from: start, to: end, isLast: isLast) {
            case .row(let rowEnd, let next):
                let row = isBlank ? nil : take(to: rowEnd)
                advance(to: next)
                if let row { return row }
            case .textAfterQuote(let quote, let closing, let rowEnd, let next):
                return textAfterQuote(quote, closing: closing, end: rowEnd, next: next)
            case .neverClosed(let quote):
                return neverClosed(quote, place: "before the end of the file")
            case .incomplete(let openQuote):
                if end - start < rowLimit {
                    try fill()
                } else if let openQuote, nextLine(buffer, after: openQuote, to: end) != nil {
                    return neverClosed(openQuote, place: "within \(rowLimit.asByteCount)")
                } else {
                    return try skipOverlong()
                }
            }
        }
    }

    // MARK: Rows

    /// Whether the scanned row is an empty line, or delimiters with nothing between them.
    private var isBlank: Bool {
        if scanner.hasQuotes { return false }
        for field in stride(from: 0, to: scanner.bounds.count, by: 2)
        where scanner.bounds[field] != scanner.bounds[field + 1] {
            return false
        }
        return true
    }

    private func bytes(to rowEnd: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: buffer + start, count: rowEnd - start))
    }

    private func take(to rowEnd: Int) -> RawRow {
        var row = RawRow(line: line, bytes: bytes(to: rowEnd), bounds: scanner.bounds)
        for field in scanner.doubled { row.removeDoubledQuotes(from: field) }
        return row
    }

    private func textAfterQuote(_ quote: Int, closing: Int, end rowEnd: Int, next: Int) -> RawRow {
        // A field that runs over lines and goes on behind its quote was most likely not meant to: the first line lacks
        // its closing quote, and the one found opens another field further down.
        if nextLine(buffer, after: quote, to: closing) != nil {
            return neverClosed(quote, place: "before a quote that belongs to another field")
        }
        var row = take(to: rowEnd)
        row.reason = "there is text behind the closing quote of field \(fieldsBefore(quote).count / 2 + 1)"
        advance(to: next)
        return row
    }

    /// Reports the line of a quote without its partner and goes on with the line after it.
    private func neverClosed(_ quote: Int, place: String) -> RawRow {
        let following = nextLine(buffer, after: quote, to: end) ?? end
        var lineEnd = following
        while lineEnd > quote + 1, buffer[lineEnd - 1] == 0x0A || buffer[lineEnd - 1] == 0x0D { lineEnd -= 1 }
        let before = fieldsBefore(quote)
        let row = RawRow(
            line: line + lineBreaks(buffer, from: start, to: quote), bytes: bytes(to: lineEnd),
            bounds: before + [UInt32(quote - start), UInt32(lineEnd - start)],
            reason: "the quote that opens field \(before.count / 2 + 1) is not closed \(place)")
        advance(to: following)
        return row
    }

    /// The bounds of the fields in front of the quote at an offset.
    private func fieldsBefore(_ quote: Int) -> [UInt32] { scanner.bounds.filter { Int($0) < quote - start } }

    /// A line beyond the limit: keeps its beginning for the report and throws the rest away.
    private func skipOverlong() throws(TableFault) -> RawRow {
        let kept = min(end - start, 1000)
        let row = RawRow(
            line: line, bytes: bytes(to: start + kept), bounds: [0, UInt32(kept)],
            reason: "the row is longer than \(rowLimit.asByteCount)")
        while true {
            let next = nextLine(buffer, after: start, to: end)
            // The LF that belongs to a CR at the very end may be still to come.
            let isCut = next == end && buffer[end - 1] == 0x0D && !isLast
            if let next, !isCut {
                line += 1
                start = next
                return row
            }
            start = isCut ? end - 1 : end
            if isLast { return row }
            try fill()
        }
    }

    private func advance(to next: Int) {
        line += scanner.hasQuotes ? lineBreaks(buffer, from: start, to: next) : 1
        start = next
    }

    // MARK: The buffer

    /// Reads more behind the bytes at hand. Doubles the buffer when a row fills it, so that looking at a long row again
    /// after each block stays cheap.
    private func fill() throws(TableFault) {
        let kept = end - start
        if kept > capacity / 2 {
            capacity *= 2
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.update(from: buffer + start, count: kept)
            buffer.deallocate()
            buffer = larger
        } else if kept > 0 && start > 0 {
            buffer.update(from: buffer + start, count: kept)
        }
        (start, end) = (0, kept)
        let got = try text.read(into: UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end))
        if got == 0 { isLast = true }
        end += got
    }
}
