/// Makes texts from files fit to be kept: no blanks at the ends, no control characters, one kind of line break.
enum CleanText {
    /// Line breaks and tabs stay; CRLF and CR become LF.
    static func paragraphs(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let bytes = trimmed(bytes)
        guard bytes.contains(where: { ($0 < 0x20 && $0 != lineFeed && $0 != tab) || $0 == delete }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for (position, byte) in bytes.enumerated() {
            switch byte {
            case carriageReturn where position + 1 < bytes.count && bytes[position + 1] == lineFeed: break
            case carriageReturn: kept.append(lineFeed)
            case lineFeed, tab: kept.append(byte)
            case ..<0x20, delete: break
            default: kept.append(byte)
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// All on one line: what breaks or tabs it becomes a single space.
    static func line(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let bytes = trimmed(bytes)
        guard bytes.contains(where: { $0 < 0x20 || $0 == delete }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var kept: [UInt8] = []
        for byte in bytes {
            switch byte {
            case lineFeed, carriageReturn, tab: if kept.last != 0x20 { kept.append(0x20) }
            case ..<0x20, delete: break
            default: kept.append(byte)
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Without the blanks at both ends: control characters, the space, the no-break space, the ideographic space and
    /// the byte order mark.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end {
            if bytes[start] <= 0x20 || bytes[start] == delete {
                start += 1
            } else if bytes[start] >= 0x80,
                let blank = wideBlanks.first(where: { bytes[start] == $0[0] && bytes[start..<end].starts(with: $0) })
            {
                start += blank.count
            } else {
                break
            }
        }
        while start < end {
            if bytes[end - 1] <= 0x20 || bytes[end - 1] == delete {
                end -= 1
            } else if bytes[end - 1] >= 0x80,
                let blank = wideBlanks.first(where: {
                    bytes[end - 1] == $0[$0.count - 1] && bytes[start..<end].suffix($0.count).elementsEqual($0)
                })
            {
                end -= blank.count
            } else {
                break
            }
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let tab = UInt8(ascii: "\t")
    private static let delete: UInt8 = 0x7F
    private static let wideBlanks: [[UInt8]] = ["\u{A0}", "\u{3000}", "\u{FEFF}"].map { Array($0.utf8) }
}
