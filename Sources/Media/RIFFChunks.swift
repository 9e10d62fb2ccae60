/// The chunks of a WebP file (RFC 9649).
enum RIFFChunks {
    private static let kept: Set<String> = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]
    private static let pictures: Set<String> = ["VP8 ", "VP8L", "ANMF"]

    /// Without EXIF, XMP and unknown chunks, and without whatever follows the end.
    static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
        let reader = ByteReader(bytes)
        guard reader.holds("RIFF", at: 0), reader.holds("WEBP", at: 8), let size = reader.little(4, 4),
            size >= 4, size <= bytes.count - 8
        else { return nil }
        let end = 8 + size
        var body = Array("WEBP".utf8)
        body.reserveCapacity(size)
        var hasPicture = false
        var index = 12
        while index < end {
            guard let type = reader.text(index, 4), let length = reader.little(index + 4, 4),
                length <= end - index - 8
            else { return nil }
            var chunk = Array(bytes[index..<(index + 8 + length)])
            // The head says which other chunks there are: EXIF (bit 3) and XMP (bit 2) are none any more.
            if type == "VP8X", length >= 10 { chunk[8] &= ~0x0C }
            if kept.contains(type) { body += chunk + (length % 2 == 1 ? [0] : []) }
            if pictures.contains(type) { hasPicture = true }
            index += 8 + length + length % 2
        }
        guard hasPicture, body.count <= Int(UInt32.max) else { return nil }
        return Array("RIFF".utf8) + withUnsafeBytes(of: UInt32(body.count).littleEndian) { Array($0) } + body
    }
}
