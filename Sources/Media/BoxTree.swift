import Civics

/// The boxes of films and of HEIC pictures (ISO/IEC 14496-12, 23008-12). Boxes point at each other by their place in the
/// file, so nothing is taken out: what must not stay is overwritten where it stands.
enum BoxTree {
    struct Box {
        let type: String
        /// Where its four letters stand.
        let typeAt: Int
        /// What it holds.
        let content: Range<Int>
    }

    private static let filmBrands: Set<String> = [
        "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "3gp4", "3gp5",
    ]

    static func type(of bytes: [UInt8]) -> MediaType? {
        let reader = ByteReader(bytes)
        guard reader.holds("ftyp", at: 4), let size = reader.big(0, 4), (16...4096).contains(size),
            let brand = reader.text(8, 4)
        else { return nil }
        let others = stride(from: 16, to: min(size, bytes.count) - 3, by: 4).compactMap { reader.text($0, 4) }
        func isPicture(_ brand: String) -> Bool { brand.hasPrefix("hei") || brand.hasPrefix("hev") }
        if isPicture(brand) || ["mif1", "msf1"].contains(brand) && others.contains(where: isPicture) { return .heic }
        if brand == "qt  " { return .mov }
        return filmBrands.contains(brand) ? .mp4 : nil
    }

    /// The boxes in a part of a file; `nil` when they do not fill it.
    static func boxes(in range: Range<Int>, of reader: ByteReader) -> [Box]? {
        var boxes: [Box] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard let short = reader.big(index, 4), let type = reader.text(index + 4, 4), boxes.count < 10_000 else {
                return nil
            }
            let size: Int
            var head = 8
            switch short {
            case 0: size = range.upperBound - index
            case 1:
                guard let long = reader.big(index + 8, 8) else { return nil }
                size = long
                head = 16
            default: size = short
            }
            guard size >= head, size <= range.upperBound - index else { return nil }
            boxes.append(Box(type: type, typeAt: index + 4, content: (index + head)..<(index + size)))
            index += size
        }
        return boxes
    }

    // MARK: Films

    /// User data, metadata and extensions become free space: that is where the place, the device and the names stand.
    static func cleanedFilm(_ bytes: [UInt8]) -> [UInt8]? {
        let reader = ByteReader(bytes)
        guard let boxes = boxes(in: 0..<bytes.count, of: reader), boxes.contains(where: { $0.type == "moov" }),
            boxes.contains(where: { $0.type == "mdat" || $0.type == "moof" })
        else { return nil }
        var out = bytes
        guard free(in: boxes, of: reader, &out, depth: 0) else { return nil }
        return out
    }

    private static func free(in boxes: [Box], of reader: ByteReader, _ out: inout [UInt8], depth: Int) -> Bool {
        for box in boxes {
            switch box.type {
            case "udta", "meta", "uuid": blank(box, in: &out)
            case "moov", "trak", "mdia":
                guard depth < 4, let inner = self.boxes(in: box.content, of: reader),
                    free(in: inner, of: reader, &out, depth: depth + 1)
                else { return false }
            default: break
            }
        }
        return true
    }

    private static func blank(_ box: Box, in out: inout [UInt8]) {
        out.replaceSubrange(box.typeAt..<(box.typeAt + 4), with: Array("free".utf8))
        for index in box.content { out[index] = 0 }
    }

    // MARK: Pictures

    /// The items that hold EXIF and XMP are overwritten with zeros; which side is up stands elsewhere (`irot`).
    static func cleanedPicture(_ bytes: [UInt8]) -> [UInt8]? {
        let reader = ByteReader(bytes)
        guard let boxes = boxes(in: 0..<bytes.count, of: reader), let meta = boxes.first(where: { $0.type == "meta" }),
            meta.content.count > 4,
            let inner = self.boxes(in: (meta.content.lowerBound + 4)..<meta.content.upperBound, of: reader)
        else { return nil }
        var out = bytes
        for box in boxes where box.type == "uuid" || box.type == "moov" { blank(box, in: &out) }
        guard let information = inner.first(where: { $0.type == "iinf" }) else { return nil }
        guard let items = describingItems(information, of: reader) else { return nil }
        guard !items.isEmpty else { return out }
        guard let location = inner.first(where: { $0.type == "iloc" }),
            let places = places(of: items, location, data: inner.first { $0.type == "idat" }?.content, reader)
        else { return nil }
        for place in places { for index in place { out[index] = 0 } }
        return out
    }

    /// Identifiers of the items that are no picture but say something of it.
    private static func describingItems(_ box: Box, of reader: ByteReader) -> Set<Int>? {
        guard let version = reader.big(box.content.lowerBound, 1) else { return nil }
        let start = box.content.lowerBound + (version == 0 ? 6 : 8)
        guard start <= box.content.upperBound, let entries = boxes(in: start..<box.content.upperBound, of: reader)
        else {
            return nil
        }
        var found: Set<Int> = []
        for entry in entries where entry.type == "infe" {
            let at = entry.content.lowerBound
            guard let version = reader.big(at, 1), version >= 2 else { continue }
            let size = version == 2 ? 2 : 4
            guard let item = reader.big(at + 4, size), let type = reader.text(at + 4 + size + 2, 4) else { return nil }
            if ["Exif", "mime", "uri "].contains(type) { found.insert(item) }
        }
        return found
    }

    /// Where items stand in the file.
    private static func places(
        of items: Set<Int>, _ box: Box, data: Range<Int>?, _ reader: ByteReader
    ) -> [Range<Int>]? {
        var at = box.content.lowerBound
        func take(_ size: Int) -> Int? {
            defer { at += size }
            return at + size <= box.content.upperBound ? reader.big(at, size) : nil
        }
        guard let version = take(1), version <= 2, take(3) != nil, let sizes = take(2) else { return nil }
        let (offsetSize, lengthSize) = (sizes >> 12, sizes >> 8 & 15)
        let (baseSize, indexSize) = (sizes >> 4 & 15, version == 0 ? 0 : sizes & 15)
        guard [offsetSize, lengthSize, baseSize, indexSize].allSatisfy({ [0, 4, 8].contains($0) }),
            let count = take(version == 2 ? 4 : 2), count <= 65_535
        else { return nil }
        var places: [Range<Int>] = []
        for _ in 0..<count {
            guard let item = take(version == 2 ? 4 : 2), let method = version == 0 ? 0 : take(2), take(2) != nil,
                let base = take(baseSize), let extents = take(2)
            else { return nil }
            for _ in 0..<extents {
                guard take(indexSize) != nil, let offset = take(offsetSize), let length = take(lengthSize) else {
                    return nil
                }
                guard items.contains(item) else { continue }
                let within: Range<Int>
                switch method & 15 {
                case 0: within = 0..<reader.bytes.count
                case 1:
                    guard let data else { return nil }
                    within = data
                default: return nil
                }
                let (sum, overflows) = base.addingReportingOverflow(offset)
                guard !overflows, sum <= within.count, length <= within.count - sum else { return nil }
                let start = within.lowerBound + sum
                // Without a length, to the end.
                places.append(start..<(lengthSize == 0 ? within.upperBound : start + length))
            }
        }
        return places
    }
}
