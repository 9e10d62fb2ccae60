/// A workbook with the columns id, text and created: one row with a date of the spreadsheet's own, one with a date as
/// text. Put together without compression, so that it needs no zip library.
var storedWorkbook: [UInt8] {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relationships(_ items: [(id: String, kind: String, target: String)]) -> String {
        let items = items.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(relations)/\($0.kind)\" Target=\"\($0.target)\"/>"
        }
        return "<Relationships>\(items.joined())</Relationships>"
    }
    let rows = [
        ["<c t=\"str\"><v>id</v></c>", "<c t=\"str\"><v>text</v></c>", "<c t=\"str\"><v>created</v></c>"],
        ["<c><v>1</v></c>", "<c t=\"str\"><v>路灯</v></c>", "<c s=\"1\"><v>43524.475752314815</v></c>"],
        ["<c><v>2</v></c>", "<c t=\"str\"><v>井盖</v></c>", "<c t=\"str\"><v>28.2.2019</v></c>"],
    ].map { "<row>\($0.joined())</row>" }.joined()
    return storedZip([
        ("_rels/.rels", relationships([("r", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"来信\" r:id=\"s\" xmlns:r=\"r\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            relationships([("s", "worksheet", "sheet.xml"), ("y", "styles", "styles.xml")])
        ),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"),
        ("xl/sheet.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
    ])
}

/// A zip archive of uncompressed parts (PKWARE APPNOTE 4.3).
private func storedZip(_ parts: [(name: String, text: String)]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 0xFF) } }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, text) in parts {
        let bytes = Array(text.utf8)
        // Version 2.0, no flags, stored, no time, checksum, both sizes, length of the name, no extra field.
        let common =
            little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(Int(crc32(bytes)), 4)
            + little(bytes.count, 4) + little(bytes.count, 4) + little(name.utf8.count, 2) + little(0, 2)
        let place = archive.count
        archive += [0x50, 0x4B, 0x03, 0x04] + common + Array(name.utf8) + bytes
        directory += [0x50, 0x4B, 0x01, 0x02] + little(20, 2) + common + [UInt8](repeating: 0, count: 10)
        directory += little(place, 4) + Array(name.utf8)
    }
    let place = archive.count
    archive += directory + [0x50, 0x4B, 0x05, 0x06] + little(0, 4) + little(parts.count, 2) + little(parts.count, 2)
    return archive + little(directory.count, 4) + little(place, 4) + little(0, 2)
}

/// The checksum of ISO 3309.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
}
