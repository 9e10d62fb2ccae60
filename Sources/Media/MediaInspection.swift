package import Civics

/// What a file is, by what stands in it, and the same file without what it says of the place and device it was made with.
///
/// Any bytes are taken; nothing here trusts a length that a file states.
package enum MediaInspection {
    /// The type of a file by its content; `nil` for what is none of the types there are. Office files with macros are
    /// none.
    package static func type(of bytes: [UInt8]) -> MediaType? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PNGChunks.signature) { return .png }
        if bytes.starts(with: Array("RIFF".utf8)), bytes.count >= 12, bytes[8..<12].elementsEqual("WEBP".utf8) {
            return .webp
        }
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) { return OfficeArchive.type(of: bytes) }
        return BoxTree.type(of: bytes)
    }

    /// The file without place, time, device and comments, as far as its type keeps them apart from the content: pictures
    /// and films. Pictures stay the right way up. Documents stay as they are.
    /// - Returns: `nil` for a file that is cut off or damaged.
    package static func cleaned(_ bytes: [UInt8], _ type: MediaType) -> [UInt8]? {
        switch type {
        case .jpeg: JPEGSegments.cleaned(bytes)
        case .png: PNGChunks.cleaned(bytes)
        case .webp: RIFFChunks.cleaned(bytes)
        case .heic: BoxTree.cleanedPicture(bytes)
        case .mp4, .mov: BoxTree.cleanedFilm(bytes)
        case .pdf: endsAsPDF(bytes) ? bytes : nil
        case .docx, .xlsx: bytes
        }
    }

    /// ISO 32000-1, 7.5.5: the last line is `%%EOF`; some writers add a few bytes.
    private static func endsAsPDF(_ bytes: [UInt8]) -> Bool {
        let tail = bytes.suffix(2048)
        let mark = Array("%%EOF".utf8)
        return tail.indices.contains { tail[$0...].starts(with: mark) }
    }
}

/// Reads whole numbers out of bytes, within bounds.
struct ByteReader {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Big-endian; `nil` beyond the end, and for more than eight bytes.
    func number(at index: Int, size: Int) -> UInt64? {
        guard index >= 0, (0...8).contains(size), size <= bytes.count - index else { return nil }
        return bytes[index..<(index + size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    func big(_ index: Int, _ size: Int) -> Int? { number(at: index, size: size).flatMap { Int(exactly: $0) } }

    /// Little-endian, of up to four bytes.
    func little(_ index: Int, _ size: Int) -> Int? {
        guard index >= 0, (0...4).contains(size), size <= bytes.count - index else { return nil }
        return bytes[index..<(index + size)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func text(_ index: Int, _ size: Int) -> String? {
        guard index >= 0, size >= 0, size <= bytes.count - index else { return nil }
        return String(decoding: bytes[index..<(index + size)], as: UTF8.self)
    }

    func holds(_ text: String, at index: Int) -> Bool {
        let wanted = text.utf8
        return index >= 0 && wanted.count <= bytes.count - index
            && bytes[index..<(index + wanted.count)].elementsEqual(wanted)
    }
}
