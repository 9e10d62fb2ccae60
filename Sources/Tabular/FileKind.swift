/// What a file is by its first bytes; names lie too often.
enum FileKind {
    case text
    case zip
    case encryptedWorkbook
    case other(found: String, advice: String)

    /// Leaves `source` at its first byte.
    init(of source: ByteSource) throws(TableFault) {
        var front = [UInt8](repeating: 0, count: 4096)
        var filled = 0
        // A closure can't yet throw a typed error through `withUnsafeMutableBytes`.
        let outcome = front.withUnsafeMutableBytes { buffer in
            Result { () throws(TableFault) in try source.read(into: buffer) }
        }
        filled = try outcome.get()
        try source.rewind()
        let bytes = front[..<filled]
        switch bytes {
        case _ where bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]):
            self = .zip
        case _ where bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]):
            self = try Self.compoundFile(source)
        case _ where bytes.starts(with: Array("%PDF".utf8)):
            self = .other(found: "a PDF document", advice: "Ask for the table as XLSX or CSV")
        case _ where Self.looksLikeMarkup(bytes):
            self = .other(
                found: "HTML or XML under a spreadsheet's name",
                advice: "Open it in a spreadsheet program and save it as XLSX")
        default:
            self = .text
        }
    }

    /// The container of old Office files (MS-CFB) is also that of encrypted new ones, which hold a stream named
    /// `EncryptedPackage` (MS-OFFCRYPTO 2.3.4.4). Its directory, with names in UTF-16, can be anywhere in the file.
    private static func compoundFile(_ source: ByteSource) throws(TableFault) -> FileKind {
        let name = Array("EncryptedPackage".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)
        defer { block.deallocate() }
        // A directory entry is 128 bytes, aligned, and begins with its name.
        while try source.read(into: block) == 512 {
            for entry in stride(from: 0, to: 512, by: 128)
            where block[entry..<(entry + name.count)].elementsEqual(name) {
                return .encryptedWorkbook
            }
        }
        return .other(
            found: "an old Excel workbook (.xls) or another old Office document",
            advice: "Open it in a spreadsheet program and save it as XLSX")
    }

    private static func looksLikeMarkup(_ bytes: ArraySlice<UInt8>) -> Bool {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = (bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes).drop { $0 <= 0x20 }
        let front = String(decoding: content.prefix(14), as: UTF8.self).lowercased()
        return ["<html", "<!doctype", "<?xml", "<table", "<meta", "mime-version:"].contains { front.hasPrefix($0) }
    }
}
