import Civics

/// The names in a ZIP archive (APPNOTE 4.3), as far as they tell which office document it is (ECMA-376).
enum OfficeArchive {
    private static let mostEntries = 20_000

    /// `nil` for other archives, damaged ones, and documents with macros.
    static func type(of bytes: [UInt8]) -> MediaType? {
        guard let names = names(in: bytes), names.contains("[Content_Types].xml"),
            !names.contains(where: { $0.lowercased().hasSuffix("vbaproject.bin") })
        else { return nil }
        if names.contains("word/document.xml") { return .docx }
        return names.contains("xl/workbook.xml") ? .xlsx : nil
    }

    /// From the directory at the end of the archive.
    private static func names(in bytes: [UInt8]) -> Set<String>? {
        let reader = ByteReader(bytes)
        // The record of the end is 22 bytes, and a comment of up to 64 KiB.
        let earliest = max(0, bytes.count - 22 - 65_535)
        var place = bytes.count - 22
        while place >= earliest, !reader.holds("PK\u{5}\u{6}", at: place) { place -= 1 }
        guard place >= earliest, let count = reader.little(place + 10, 2), let start = reader.little(place + 16, 4),
            count <= mostEntries
        else { return nil }
        var names: Set<String> = []
        var index = start
        for _ in 0..<count {
            guard reader.holds("PK\u{1}\u{2}", at: index), let length = reader.little(index + 28, 2),
                let extra = reader.little(index + 30, 2), let comment = reader.little(index + 32, 2),
                let name = reader.text(index + 46, length)
            else { return nil }
            names.insert(name)
            index += 46 + length + extra + comment
        }
        return names
    }
}
