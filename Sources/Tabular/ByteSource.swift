internal import CZip
internal import Foundation

/// A file's bytes from front to back, unpacked on the way when it is gzip (RFC 1952, also with several members).
final class ByteSource {
    let path: String
    /// The file's size on disk.
    let size: Int
    private let file: gzFile
    private let limit: Int
    private var delivered = 0

    init(path: String, limits: TableLimits) throws(TableFault) {
        var info = stat()
        guard stat(path, &info) == 0 else { throw .unreadable(path: path, reason: systemReason()) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard let file = gzopen(path, "rb") else { throw .unreadable(path: path, reason: systemReason()) }
        gzbuffer(file, 256 << 10)
        self.path = path
        self.size = Int(info.st_size)
        self.file = file
        self.limit = limits.unpacked
    }

    deinit { gzclose(file) }

    /// How far the reading has come in the file on disk, in bytes.
    var position: Int { min(size, max(0, Int(gzoffset(file)))) }

    /// Fills `buffer` as far as the file reaches; fewer bytes than asked for mean its end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TableFault) -> Int {
        var filled = 0
        while filled < buffer.count {
            let wanted = UInt32(min(buffer.count - filled, 1 << 30))
            let got = gzread(file, buffer.baseAddress.map { $0 + filled }, wanted)
            if got < 0 { throw fault() }
            if got == 0 { break }
            filled += Int(got)
        }
        if filled < buffer.count {
            var code: Int32 = 0
            _ = gzerror(file, &code)
            if code != Z_OK && code != Z_STREAM_END { throw fault() }
        }
        delivered += filled
        if delivered > limit && gzdirect(file) == 0 {
            throw .tooLarge(part: "The unpacked content", limit: limit.asByteCount)
        }
        return filled
    }

    /// Back to the first byte.
    func rewind() throws(TableFault) {
        guard gzrewind(file) == 0 else { throw fault() }
        delivered = 0
    }

    private func fault() -> TableFault {
        var code: Int32 = 0
        let text = gzerror(file, &code).map { String(cString: $0) } ?? ""
        switch code {
        case Z_ERRNO: return .unreadable(path: path, reason: systemReason())
        case Z_BUF_ERROR: return .broken(part: "gzip data", reason: "the file is cut short")
        default: return .broken(part: "gzip data", reason: text.isEmpty ? "error \(code)" : text)
        }
    }
}

/// The system's own words for its last error.
func systemReason() -> String { String(cString: strerror(errno)) }
