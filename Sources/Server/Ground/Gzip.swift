import CZlib

/// Compression of what goes over the wire (RFC 1952).
enum Gzip {
    /// The text as a gzip file; `nil` when zlib has no memory for it.
    /// - Parameter level: 1 (fastest) to 9 (smallest).
    static func compress(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window; 16 more ask for the header of gzip.
        let opened = deflateInit2_(
            &stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard opened == Z_OK, let size = UInt32(exactly: bytes.count) else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            var output = [UInt8](repeating: 0, count: bound)
            let written = output.withUnsafeMutableBufferPointer { output -> Int? in
                stream.next_in = input.baseAddress
                stream.avail_in = size
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : nil
            }
            return written.map { Array(output.prefix($0)) }
        }
    }
}
