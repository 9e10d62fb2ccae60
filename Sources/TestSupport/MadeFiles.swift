import Foundation

/// Small files of each type, made byte by byte: right in their structure, with a picture of nothing.
package enum MadeFiles {
    /// A place, as it must not come out again.
    package static let place = "GPS 23.0215N 113.1214E"

    package static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }

    /// EXIF with an orientation and a text that holds the place.
    package static func exif(orientation: UInt8, isLittle: Bool = false) -> [UInt8] {
        let directory: [UInt8] =
            isLittle
            ? Array("II*\0".utf8) + [8, 0, 0, 0, 2, 0]
                + [0x0F, 0x01, 2, 0, 4, 0, 0, 0, 65, 66, 67, 0] + [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]
            : Array("MM\0*".utf8) + [0, 0, 0, 8, 0, 2]
                + [0x01, 0x0F, 0, 2, 0, 0, 0, 4, 65, 66, 67, 0] + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
        return Array("Exif\0\0".utf8) + directory + [0, 0, 0, 0] + Array(place.utf8)
    }

    package static let scan: [UInt8] = [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0x78]

    /// - Parameter more: segments after the head.
    package static func jpeg(_ more: [UInt8] = [], ends: Bool = true, after: [UInt8] = []) -> [UInt8] {
        [0xFF, 0xD8] + segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 72, 0, 72, 0, 0]) + more
            + segment(0xDB, [UInt8](repeating: 1, count: 65)) + segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])
            + segment(0xC4, [UInt8](repeating: 0, count: 20)) + segment(0xDA, [1, 1, 0, 0, 63, 0]) + scan
            + (ends ? [0xFF, 0xD9] : []) + after
    }

    package static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count) + Array(type.utf8) + content + [0, 0, 0, 0]
    }

    package static func png(_ more: [UInt8] = [], after: [UInt8] = []) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]) + more
            + chunk("IDAT", [1, 2, 3]) + chunk("IEND", []) + after
    }

    package static func webp(_ more: [UInt8] = []) -> [UInt8] {
        let body =
            Array("WEBP".utf8) + riff("VP8X", [0x0C, 0, 0, 0, 0, 0, 0, 0, 0, 0]) + riff("VP8 ", [1, 2, 3]) + more
        return Array("RIFF".utf8) + little(body.count) + body
    }

    package static func riff(_ type: String, _ content: [UInt8]) -> [UInt8] {
        Array(type.utf8) + little(content.count) + content + (content.count % 2 == 1 ? [0] : [])
    }

    package static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        big(content.count + 8) + Array(type.utf8) + content
    }

    package static func film(brand: String = "isom") -> [UInt8] {
        box("ftyp", Array(brand.utf8) + big(0) + Array(brand.utf8))
            + box(
                "moov",
                box("mvhd", [UInt8](repeating: 0, count: 20)) + box("trak", box("udta", box("©xy", Array(place.utf8))))
                    + box("udta", Array(place.utf8)))
            + box("mdat", [9, 8, 7])
    }

    /// A picture with EXIF that stands in the file's data.
    package static func heic() -> [UInt8] {
        let head = box("ftyp", Array("heic".utf8) + big(0) + Array("mif1heic".utf8))
        func meta(_ offset: Int) -> [UInt8] {
            let entry = box("infe", [2, 0, 0, 0, 0, 7, 0, 0] + Array("Exif".utf8) + [0])
            let picture = box("infe", [2, 0, 0, 0, 0, 1, 0, 0] + Array("hvc1".utf8) + [0])
            let information = box("iinf", [0, 0, 0, 0, 0, 2] + picture + entry)
            let location = box(
                "iloc",
                [0, 0, 0, 0, 0x44, 0x00, 0, 2] + [0, 1, 0, 0, 0, 1] + big(offset) + big(3)
                    + [0, 7, 0, 0, 0, 1] + big(offset + 3) + big(place.utf8.count))
            return box("meta", [0, 0, 0, 0] + information + location)
        }
        let offset = head.count + meta(0).count + 8
        return head + meta(offset) + box("mdat", [1, 2, 3] + Array(place.utf8))
    }

    package static func pdf(ends: Bool = true) -> [UInt8] {
        Array("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n".utf8)
            + (ends ? Array("%%EOF\n".utf8) : [])
    }

    /// An archive with entries of no content.
    package static func archive(_ names: [String]) -> [UInt8] {
        var files: [UInt8] = []
        var directory: [UInt8] = []
        for name in names {
            let bytes = Array(name.utf8)
            let length = [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)]
            directory +=
                Array("PK\u{1}\u{2}".utf8) + [UInt8](repeating: 0, count: 24) + length
                + [UInt8](repeating: 0, count: 12) + little(files.count) + bytes
            files += Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 22) + length + [0, 0] + bytes
        }
        let count = [UInt8(names.count & 0xFF), UInt8(names.count >> 8)]
        return files + directory + Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0] + count + count + little(directory.count)
            + little(files.count) + [0, 0]
    }

    package static let document = archive(["[Content_Types].xml", "word/document.xml"])
    package static let workbook = archive(["[Content_Types].xml", "xl/workbook.xml"])

    package static func big(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) } }
    package static func little(_ number: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(number).littleEndian) { Array($0) }
    }

    /// Whether a text stands somewhere in the bytes.
    package static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }
}
