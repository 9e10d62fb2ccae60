/// What is wrong with a body of `multipart/form-data`.
enum MultipartFault: Error, Hashable, Sendable {
    /// `Content-Type` has no boundary, or none that RFC 2046 allows.
    case noBoundary
    /// The first boundary, or the end, is not there.
    case unfinished
    case headTooLong
    /// A part's head that can't be read, or has no name.
    case badHead
    case tooManyParts
    /// A part within a part, or one in another coding than it is (RFC 7578, 4.3 and 4.7).
    case unsupported
    /// A name or a text that is not UTF-8.
    case badEncoding
}

/// Takes the parts of `multipart/form-data` (RFC 7578, RFC 2046) out of a body as it comes, piece by piece. It keeps no
/// more than a part's head and a boundary's length of the rest; what becomes of the content is the caller's business.
///
///     var parser = MultipartParser(boundary: "X")
///     for piece in body { try parser.read(piece) { event in … } }
///     try parser.finish()
struct MultipartParser {
    enum Event: Hashable {
        case begin(MultipartHead)
        /// A piece of the part's content.
        case content(ArraySlice<UInt8>)
        case end
    }

    private enum State {
        /// Before the first boundary.
        case preamble
        /// After a boundary: its line's end, or the two hyphens of the last one.
        case afterBoundary
        case head
        case content
        case epilogue
    }

    /// Bytes of a part's head.
    static let longestHead = 8 * 1024
    static let mostParts = 500

    /// Line break, two hyphens, boundary.
    private let delimiter: [UInt8]
    private var state = State.preamble
    private var pending: [UInt8]
    private var parts = 0

    /// - Parameter boundary: as `Multipart.boundary(of:)` gives it.
    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may stand at the very beginning: it is given the line break that the others have.
        pending = [0x0D, 0x0A]
    }

    /// Reads on; `handle` gets what this piece has completed, in order.
    mutating func read(
        _ piece: some Collection<UInt8>, _ handle: (Event) throws(MultipartFault) -> Void
    ) throws(MultipartFault) {
        pending += piece
        var start = 0
        while try step(&start, handle) {}
        pending.removeFirst(start)
    }

    /// The body has ended.
    func finish() throws(MultipartFault) {
        if case .epilogue = state { return }
        throw .unfinished
    }

    /// Does one thing with what is pending from `start` on; `false` when more must come first.
    private mutating func step(
        _ start: inout Int, _ handle: (Event) throws(MultipartFault) -> Void
    ) throws(MultipartFault) -> Bool {
        switch state {
        case .preamble:
            guard let found = find(delimiter, from: start) else {
                // What comes before the first boundary is for nobody.
                start = max(start, pending.count - delimiter.count + 1)
                return false
            }
            start = found + delimiter.count
            state = .afterBoundary
        case .afterBoundary:
            guard pending.count >= start + 2 else { return false }
            if pending[start] == 0x2D, pending[start + 1] == 0x2D {
                state = .epilogue
                return true
            }
            // Spaces may follow a boundary; then the line ends.
            var end = start
            while end < pending.count, pending[end] == 0x20 || pending[end] == 0x09 { end += 1 }
            guard end - start <= 100 else { throw .badHead }
            guard pending.count >= end + 2 else { return false }
            guard pending[end] == 0x0D, pending[end + 1] == 0x0A else { throw .badHead }
            parts += 1
            guard parts <= Self.mostParts else { throw .tooManyParts }
            // The line break stays: a head of no lines ends with it.
            start = end
            state = .head
        case .head:
            guard let end = find([0x0D, 0x0A, 0x0D, 0x0A], from: start) else {
                guard pending.count - start <= Self.longestHead else { throw .headTooLong }
                return false
            }
            guard end - start <= Self.longestHead else { throw .headTooLong }
            let head = try MultipartHead(pending[min(start + 2, end)..<end])
            start = end + 4
            state = .content
            try handle(.begin(head))
        case .content:
            guard let found = find(delimiter, from: start) else {
                // The end may hold the beginning of a boundary.
                let safe = pending.count - delimiter.count + 1
                if safe > start {
                    try handle(.content(pending[start..<safe]))
                    start = safe
                }
                return false
            }
            if found > start { try handle(.content(pending[start..<found])) }
            try handle(.end)
            start = found + delimiter.count
            state = .afterBoundary
        case .epilogue:
            start = pending.count
            return false
        }
        return true
    }

    /// Where a sequence stands first.
    private func find(_ wanted: [UInt8], from start: Int) -> Int? {
        guard pending.count - start >= wanted.count else { return nil }
        return pending.withUnsafeBufferPointer { bytes in
            wanted.withUnsafeBufferPointer { wanted in
                let last = bytes.count - wanted.count
                var index = start
                while index <= last {
                    if bytes[index] == wanted[0] {
                        var length = 1
                        while length < wanted.count, bytes[index + length] == wanted[length] { length += 1 }
                        if length == wanted.count { return index }
                    }
                    index += 1
                }
                return nil
            }
        }
    }
}
