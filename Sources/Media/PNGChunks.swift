/// The chunks of a PNG file (ISO/IEC 15948).
enum PNGChunks {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// What shows the picture: the picture itself, colours, transparency, size on paper, animation.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "hIST", "pHYs",
        "acTL", "fcTL", "fdAT",
    ]

    /// Without texts, times and EXIF, and without whatever follows the end.
    static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
        let reader = ByteReader(bytes)
        guard bytes.starts(with: signature), reader.holds("IHDR", at: 12) else { return nil }
        var out = signature
        out.reserveCapacity(bytes.count)
        var hasPicture = false
        var index = signature.count
        while let length = reader.big(index, 4), let type = reader.text(index + 4, 4) {
            guard length <= bytes.count - index - 12 else { return nil }
            let end = index + 12 + length
            if kept.contains(type) { out += bytes[index..<end] }
            if type == "IDAT" { hasPicture = true }
            if type == "IEND" { return hasPicture ? out : nil }
            index = end
        }
        return nil
    }
}
