/// An HTTP/1.1 answer with a `Content-Length`, read out of the bytes received.
struct Answer {
    let status: Int
    let hasRetryAfter: Bool
    let closes: Bool
    /// Where the body lies in the bytes.
    let body: Range<Int>

    enum Parsed {
        case incomplete
        case complete(Answer)
        case broken
    }

    static func parse(_ bytes: UnsafeRawBufferPointer) -> Parsed {
        guard let headEnd = find("\r\n\r\n", in: bytes, from: 0) else { return .incomplete }
        guard bytes.count >= 12, let status = number(in: bytes, from: 9), (200...599).contains(status) else {
            return .broken
        }
        var length = 0
        var hasRetryAfter = false
        var closes = false
        var lineStart = (find("\r\n", in: bytes, from: 0) ?? headEnd) + 2
        while lineStart < headEnd {
            let lineEnd = find("\r\n", in: bytes, from: lineStart) ?? headEnd
            if isHeader("content-length:", bytes, lineStart) {
                guard let found = number(in: bytes, from: lineStart + 15) else { return .broken }
                length = found
            } else if isHeader("transfer-encoding:", bytes, lineStart) {
                return .broken
            } else if isHeader("retry-after:", bytes, lineStart) {
                hasRetryAfter = true
            } else if isHeader("connection: close", bytes, lineStart) {
                closes = true
            }
            lineStart = lineEnd + 2
        }
        let start = headEnd + 4
        guard bytes.count >= start + length else { return .incomplete }
        return .complete(
            Answer(status: status, hasRetryAfter: hasRetryAfter, closes: closes, body: start..<start + length))
    }

    /// Where `text` begins.
    static func find(_ text: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let length = text.utf8CodeUnitCount
        var at = start
        while at + length <= bytes.count {
            if bytes[at] == text.utf8Start[0] {
                var same = 1
                while same < length, bytes[at + same] == text.utf8Start[same] { same += 1 }
                if same == length { return at }
            }
            at += 1
        }
        return nil
    }

    /// The whole number after spaces at `start`.
    static func number(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var at = start
        while at < bytes.count, bytes[at] == UInt8(ascii: " ") { at += 1 }
        var value: Int?
        while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]), at - start < 15 {
            value = (value ?? 0) * 10 + Int(bytes[at] - UInt8(ascii: "0"))
            at += 1
        }
        return value
    }

    private static func isHeader(_ name: StaticString, _ bytes: UnsafeRawBufferPointer, _ start: Int) -> Bool {
        guard start + name.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<name.utf8CodeUnitCount where bytes[start + index] | 0x20 != name.utf8Start[index] | 0x20 {
            return false
        }
        return true
    }
}
