/// How a text file writes its characters.
package enum TextEncoding: String, Sendable {
    case utf8 = "UTF-8"
    case utf8WithMark = "UTF-8 with a byte order mark"
    case utf16LittleEndian = "UTF-16 (little endian)"
    case utf16BigEndian = "UTF-16 (big endian)"
    /// GB 18030-2005, with GBK and GB 2312 inside it.
    case gb18030 = "GB18030"

    /// The name of the character set, for messages.
    var characterSet: String {
        switch self {
        case .utf8, .utf8WithMark: "UTF-8"
        case .utf16LittleEndian, .utf16BigEndian: "UTF-16"
        case .gb18030: "GB18030"
        }
    }

    /// Bytes of the byte order mark at the front.
    var markLength: Int {
        switch self {
        case .utf8, .gb18030: 0
        case .utf8WithMark: 3
        case .utf16LittleEndian, .utf16BigEndian: 2
        }
    }
}

extension TextEncoding {
    /// The encoding a byte order mark at the front of a file tells.
    static func marked(by front: UnsafeRawBufferPointer) -> TextEncoding? {
        if front.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8WithMark }
        if front.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if front.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        return nil
    }

    /// Finds a file's encoding from its whole content, and whether every byte of it fits. Leaves `source` at its first
    /// byte.
    ///
    /// Without a mark the choice lies between UTF-8 and GB18030. A file without a fault in UTF-8 is UTF-8. Otherwise
    /// the reading with fewer faults wins, and GB18030 only where most of what isn't ASCII fails to be UTF-8: nearly
    /// any bytes make *some* GB18030, so that one broken byte in a file of good UTF-8 must not turn all of it around.
    static func find(in source: ByteSource) throws(TableFault) -> (encoding: TextEncoding, isClean: Bool) {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { block.deallocate() }
        var mark: TextEncoding?
        var utf8 = UTF8Census()
        let isWhole = try source.scan(through: block) { bytes, isFirst, isLast in
            if isFirst { mark = marked(by: UnsafeRawBufferPointer(bytes)) }
            if let mark, mark != .utf8WithMark { return nil }
            let kept = utf8.count(bytes, isLast: isLast)
            // Thousands of faults and little else: go and see how GB18030 does before counting on.
            return utf8.faults > 4096 && utf8.faults > 2 * utf8.sequences ? nil : kept
        }
        if let mark { return (mark, mark == .utf8WithMark && utf8.faults == 0) }
        if utf8.faults == 0 { return (.utf8, true) }

        var gb18030 = GB18030Census()
        try source.scan(through: block) { bytes, _, isLast in gb18030.count(bytes, isLast: isLast) }
        if !isWhole && gb18030.faults >= utf8.faults {
            utf8 = UTF8Census()
            try source.scan(through: block) { bytes, _, isLast in utf8.count(bytes, isLast: isLast) }
        }
        if gb18030.faults < utf8.faults && utf8.sequences < utf8.faults {
            return (.gb18030, gb18030.faults == 0)
        }
        return (.utf8, false)
    }
}

extension ByteSource {
    /// Shows the whole content to `body` block by block and goes back to the front. `body` says how many bytes at the
    /// end of a block it wants to see again in the next one, or `nil` when it has seen enough.
    ///
    /// - Returns: whether `body` has seen everything.
    @discardableResult
    fileprivate func scan(
        through block: UnsafeMutableRawBufferPointer,
        _ body: (UnsafeBufferPointer<UInt8>, _ isFirst: Bool, _ isLast: Bool) -> Int?
    ) throws(TableFault) -> Bool {
        var kept = 0
        var isFirst = true
        var isLast = false
        while !isLast {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: block[kept...]))
            isLast = kept + got < block.count
            let bytes = UnsafeRawBufferPointer(rebasing: block[..<(kept + got)])
            guard let again = body(bytes.bindMemory(to: UInt8.self), isFirst, isLast) else { break }
            isFirst = false
            kept = again
            block.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[(bytes.count - kept)...]))
        }
        try rewind()
        return isLast
    }
}

/// Counts what is and what isn't UTF-8 (Unicode 15, table 3-7) in a text that comes in blocks.
struct UTF8Census {
    /// Well-formed sequences of two to four bytes.
    private(set) var sequences = 0
    /// Bytes that belong to no well-formed sequence.
    private(set) var faults = 0

    /// Returns how many bytes at the end are the beginning of a sequence that the next block may complete.
    mutating func count(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let end = bytes.count
        var at = 0
        while at < end {
            if base[at] < 0x80 {
                while at + 8 <= end,
                    UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                {
                    at += 8
                }
                while at < end && base[at] < 0x80 { at += 1 }
                continue
            }
            // Chinese is three bytes a character: E1–EC and EE–EF have no special cases.
            if at + 2 < end, base[at] & 0xF0 == 0xE0, base[at] != 0xE0, base[at] != 0xED,
                base[at + 1] & 0xC0 == 0x80, base[at + 2] & 0xC0 == 0x80
            {
                sequences += 1
                at += 3
                continue
            }
            switch utf8Sequence(base + at, available: end - at) {
            case .length(let length):
                sequences += 1
                at += length
            case .cutShort where !isLast:
                return end - at
            case .cutShort, .none:
                faults += 1
                at += 1
            }
        }
        return 0
    }
}

/// Counts what isn't GB18030 in a text that comes in blocks. All pairs of the two-byte zone are taken as characters.
struct GB18030Census {
    private(set) var faults = 0

    mutating func count(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let end = bytes.count
        var at = 0
        while at < end {
            let lead = base[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            if at + 1 < end, lead != 0x80, lead != 0xFF, base[at + 1] >= 0x40, base[at + 1] != 0x7F,
                base[at + 1] != 0xFF
            {
                at += 2
                continue
            }
            guard lead != 0x80, lead != 0xFF else {
                faults += 1
                at += 1
                continue
            }
            guard at + 1 < end else {
                if !isLast { return 1 }
                faults += 1
                at += 1
                continue
            }
            let isLong = (0x30...0x39).contains(base[at + 1])
            if isLong && at + 3 >= end && !isLast { return end - at }
            // 81308130–8431A439 is the basic plane, 90308130–E3329A35 the planes above it.
            if isLong, at + 3 < end, (0x81...0xFE).contains(base[at + 2]), (0x30...0x39).contains(base[at + 3]),
                (0x81...0x84).contains(lead) || (0x90...0xE3).contains(lead)
            {
                at += 4
            } else {
                faults += 1
                at += 1
            }
        }
        return 0
    }
}

/// What begins at a byte that isn't ASCII.
enum UTF8Sequence {
    case length(Int)
    /// The beginning of a sequence, ended by the end of the bytes at hand.
    case cutShort
    case none
}

/// Looks at the sequence at `base`, of which `available` bytes (at least one) can be seen.
func utf8Sequence(_ base: UnsafePointer<UInt8>, available: Int) -> UTF8Sequence {
    let length: Int
    let second: ClosedRange<UInt8>
    switch base[0] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return .none
    }
    for position in 1..<length {
        guard position < available else { return .cutShort }
        let allowed = position == 1 ? second : 0x80...0xBF
        guard allowed.contains(base[position]) else { return .none }
    }
    return .length(length)
}
