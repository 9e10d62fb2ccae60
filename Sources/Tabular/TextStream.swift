internal import Foundation

/// A text file's content as UTF-8, whatever it is on disk, in blocks and without its byte order mark.
///
/// Bytes that don't fit the encoding come out as `TextStream.fault`, a byte that no UTF-8 contains, so that the row
/// they are in can be named.
final class TextStream {
    static let fault: UInt8 = 0xFF

    private let source: ByteSource
    private let decoder: (any TextDecoder)?
    private let raw: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private var isLast = false

    init(_ source: ByteSource, encoding: TextEncoding) throws(TableFault) {
        self.source = source
        switch encoding {
        case .utf8, .utf8WithMark: decoder = nil
        case .utf16LittleEndian: decoder = UTF16Decoder(isBigEndian: false)
        case .utf16BigEndian: decoder = UTF16Decoder(isBigEndian: true)
        case .gb18030: decoder = try GB18030Decoder()
        }
        raw = .allocate(byteCount: 256 << 10, alignment: 16)
        if encoding.markLength > 0 {
            _ = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[..<encoding.markLength]))
        }
    }

    deinit { raw.deallocate() }

    /// Fills `buffer` (at least 16 bytes) in part or whole; 0 means the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
        guard let decoder else { return try source.read(into: buffer) }
        var written = 0
        while buffer.count - written >= 16 {
            if !isLast && end - start < 16 {
                raw.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[start..<end]))
                (start, end) = (0, end - start)
                let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[end...]))
                isLast = end + got < raw.count
                end += got
            }
            if start == end { break }
            let step = decoder.decode(
                UnsafeRawBufferPointer(rebasing: raw[start..<end]),
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[written...]), isLast: isLast)
            start += step.read
            written += step.written
        }
        return written
    }
}

/// Turns an encoding's bytes into UTF-8.
private protocol TextDecoder {
    /// Decodes as much of `input` as is complete and fits into `output`; both hold at least 16 bytes, `input` fewer
    /// only where it `isLast`. Always makes progress.
    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> (read: Int, written: Int)
}

private struct UTF16Decoder: TextDecoder {
    let isBigEndian: Bool

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> (read: Int, written: Int) {
        var read = 0
        var written = 0
        func unit(_ offset: Int) -> UInt16 {
            let pair = (UInt16(input[offset]), UInt16(input[offset + 1]))
            return isBigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
        }
        while read < input.count && written + 4 <= output.count {
            guard read + 1 < input.count else {
                guard isLast else { break }
                output[written] = TextStream.fault
                return (read + 1, written + 1)
            }
            let first = unit(read)
            var value = UInt32(first)
            var length = 2
            if first & 0xF800 == 0xD800 {
                if first < 0xDC00 && read + 3 >= input.count && !isLast { break }
                let second = first < 0xDC00 && read + 3 < input.count ? unit(read + 2) : 0
                if second & 0xFC00 == 0xDC00 {
                    value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                    length = 4
                } else {
                    output[written] = TextStream.fault
                    read += 2
                    written += 1
                    continue
                }
            }
            if value < 0x80 {
                output[written] = UInt8(value)
                written += 1
            } else if let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) {
                for byte in encoded {
                    output[written] = byte
                    written += 1
                }
            }
            read += length
        }
        return (read, written)
    }
}

/// GB18030 through the C library's converter.
private final class GB18030Decoder: TextDecoder {
    private let converter: iconv_t

    init() throws(TableFault) {
        // A failed iconv_open answers (iconv_t) -1.
        guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else {
            throw .noConverter(encoding: "GB18030")
        }
        self.converter = converter
    }

    deinit { iconv_close(converter) }

    func decode(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> (read: Int, written: Int) {
        // iconv takes its input through a pointer to `char *` but doesn't write to it.
        var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
        var left = input.count
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var room = output.count
        while left > 0 && room >= 4 {
            guard iconv(converter, &from, &left, &to, &room) == -1 else { break }
            let reason = errno
            if reason == E2BIG || (reason == EINVAL && !isLast) { break }
            // EILSEQ: no such character; EINVAL: the file ends inside one.
            guard room > 0 else { break }
            to?.pointee = CChar(bitPattern: TextStream.fault)
            to = to.map { $0 + 1 }
            from = from.map { $0 + 1 }
            room -= 1
            left -= 1
        }
        return (input.count - left, output.count - room)
    }
}
