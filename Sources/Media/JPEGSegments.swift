/// The segments of a JPEG file (ITU-T T.81, annex B).
enum JPEGSegments {
    /// Only what shows the picture is kept: tables, frames and scans, the JFIF head, the colour profile and Adobe's colour
    /// transform. EXIF, XMP, previews, comments and whatever follows the end are left out; of EXIF the orientation
    /// comes back, in a segment of its own.
    static func cleaned(_ bytes: [UInt8]) -> [UInt8]? {
        let reader = ByteReader(bytes)
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var head: [UInt8] = []
        var rest: [UInt8] = []
        rest.reserveCapacity(bytes.count)
        var orientation: UInt16?
        var hasScan = false
        var index = 2
        while true {
            guard reader.big(index, 1) == 0xFF else { return nil }
            while reader.big(index + 1, 1) == 0xFF { index += 1 }
            guard let marker = reader.big(index + 1, 1) else { return nil }
            if marker == 0xD9 { break }
            if marker == 0x01 || (0xD0...0xD7).contains(marker) {
                rest += bytes[index..<(index + 2)]
                index += 2
                continue
            }
            guard marker != 0x00, marker != 0xD8, let length = reader.big(index + 2, 2), length >= 2,
                length <= bytes.count - index - 2
            else { return nil }
            let segment = index..<(index + 2 + length)
            index = segment.upperBound
            switch marker {
            case 0xE0:
                // The head may hold a preview; its size is set to nothing.
                guard reader.holds("JFIF\0", at: segment.lowerBound + 4), length >= 16 else { continue }
                head += [0xFF, 0xE0, 0, 16] + bytes[(segment.lowerBound + 4)..<(segment.lowerBound + 16)] + [0, 0]
            case 0xE1:
                if orientation == nil, reader.holds("Exif\0\0", at: segment.lowerBound + 4) {
                    orientation = EXIF.orientation(Array(bytes[(segment.lowerBound + 10)..<segment.upperBound]))
                }
            case 0xE2 where reader.holds("ICC_PROFILE\0", at: segment.lowerBound + 4),
                0xEE where reader.holds("Adobe", at: segment.lowerBound + 4):
                rest += bytes[segment]
            case 0xE2...0xEF, 0xFE: continue
            case 0xDA:
                hasScan = true
                rest += bytes[segment]
                let end = endOfScan(bytes, from: index)
                rest += bytes[index..<end]
                index = end
                // Some cameras leave out the end.
                if index == bytes.count { return whole(head, orientation, rest) }
            default: rest += bytes[segment]
            }
        }
        return hasScan ? whole(head, orientation, rest) : nil
    }

    private static func whole(_ head: [UInt8], _ orientation: UInt16?, _ rest: [UInt8]) -> [UInt8] {
        [0xFF, 0xD8] + head + (orientation.map { EXIF.segment(orientation: $0) } ?? []) + rest + [0xFF, 0xD9]
    }

    /// Coded data end before a marker that is no restart; a zero after 0xFF is data.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            var index = start
            while index + 1 < bytes.count {
                if bytes[index] == 0xFF, bytes[index + 1] != 0, bytes[index + 1] != 0xFF,
                    !(0xD0...0xD7).contains(bytes[index + 1])
                {
                    return index
                }
                index += 1
            }
            return bytes.count
        }
    }
}

/// The little of EXIF that matters here (JEITA CP-3451): which side of a picture is up.
enum EXIF {
    private static let tag = 0x0112

    /// - Parameter tiff: what follows `Exif\0\0`.
    /// - Returns: `nil` where none is given, and for the usual one.
    static func orientation(_ tiff: [UInt8]) -> UInt16? {
        let reader = ByteReader(tiff)
        let isLittle: Bool
        if reader.holds("II*\0", at: 0) {
            isLittle = true
        } else if reader.holds("MM\0*", at: 0) {
            isLittle = false
        } else {
            return nil
        }
        func number(_ index: Int, _ size: Int) -> Int? {
            isLittle ? reader.little(index, size) : reader.big(index, size)
        }
        guard let directory = number(4, 4), let count = number(directory, 2), count <= 512 else { return nil }
        for entry in 0..<count {
            let place = directory + 2 + entry * 12
            guard let found = number(place, 2) else { return nil }
            guard found == tag else { continue }
            guard number(place + 2, 2) == 3, let value = number(place + 8, 2), (2...8).contains(value) else {
                return nil
            }
            return UInt16(value)
        }
        return nil
    }

    /// A segment that says nothing but the orientation.
    static func segment(orientation: UInt16) -> [UInt8] {
        [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1]
            + [UInt8(orientation >> 8), UInt8(orientation & 0xFF), 0, 0, 0, 0, 0, 0]
    }
}
