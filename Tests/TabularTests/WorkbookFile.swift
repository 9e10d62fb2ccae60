import CZip
import Foundation
import Tabular
import Testing

/// A workbook made by hand, part by part, so that a test can also make a bad one.
struct WorkbookFile {
    /// The `<row>` elements of each sheet, from left to right.
    var sheets: [(name: String, rows: String)]
    /// Each with its own tags inside `<si>`.
    var sharedStrings: [String] = []
    /// Number formats of the file's own, and the format of each cell style.
    var formatCodes: [Int: String] = [:]
    var styles: [Int] = []
    var countsFrom1904 = false
    /// Parts by name that take the place of the usual ones.
    var replacing: [String: [UInt8]] = [:]
    /// Parts left out.
    var without: Set<String> = []

    init(_ rows: String) { sheets = [("Sheet1", rows)] }

    init(sheets: [(name: String, rows: String)]) { self.sheets = sheets }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

    static func worksheet(_ rows: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"\(main)\"><cols><col min=\"1\" max=\"3\"/></cols>"
            + "<sheetData>\(rows)</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"
    }

    var parts: [String: [UInt8]] {
        func relationships(_ list: [(id: String, kind: String, target: String)]) -> String {
            let items = list.map {
                "<Relationship Id=\"\($0.id)\" Type=\"\(Self.relations)/\($0.kind)\" Target=\"\($0.target)\"/>"
            }
            return "<Relationships xmlns=\"\(Self.package)\">\(items.joined())</Relationships>"
        }
        var texts: [String: String] = [:]
        texts["_rels/.rels"] = relationships([("rId1", "officeDocument", "xl/workbook.xml")])
        var related: [(id: String, kind: String, target: String)] = []
        var list = ""
        for (index, sheet) in sheets.enumerated() {
            list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"s\(index)\"/>"
            related.append(("s\(index)", "worksheet", "worksheets/sheet\(index + 1).xml"))
            texts["xl/worksheets/sheet\(index + 1).xml"] = Self.worksheet(sheet.rows)
        }
        related.append(("t", "sharedStrings", "/xl/sharedStrings.xml"))
        related.append(("y", "styles", "../xl/styles.xml"))
        texts["xl/_rels/workbook.xml.rels"] = relationships(related)
        texts["xl/workbook.xml"] =
            "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.relations)\">"
            + "<workbookPr\(countsFrom1904 ? " date1904=\"1\"" : "")/><sheets>\(list)</sheets></workbook>"
        let strings = sharedStrings.map { "<si>\($0)</si>" }.joined()
        texts["xl/sharedStrings.xml"] = "<sst xmlns=\"\(Self.main)\" count=\"\(sharedStrings.count)\">\(strings)</sst>"
        let codes = formatCodes.map { id, code in
            let escaped = code.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(
                of: "\"", with: "&quot;")
            return "<numFmt numFmtId=\"\(id)\" formatCode=\"\(escaped)\"/>"
        }
        let cells = styles.map { "<xf numFmtId=\"\($0)\" xfId=\"0\" applyNumberFormat=\"1\"/>" }
        texts["xl/styles.xml"] =
            "<styleSheet xmlns=\"\(Self.main)\"><numFmts>\(codes.joined())</numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(cells.joined())</cellXfs></styleSheet>"
        var parts = texts.mapValues { Array($0.utf8) }
        parts.merge(replacing) { $1 }
        for name in without { parts[name] = nil }
        return parts
    }

    /// Writes the archive, encrypted where a password is given.
    func write(_ folder: Folder, _ name: String = "t.xlsx", password: String? = nil) throws -> String {
        let path = folder.path + "/" + name
        try zip(parts, to: path, password: password)
        return path
    }

    func read(sheet: TableSheet = .first, limits: TableLimits = TableLimits()) throws -> Reading {
        let folder = try Folder()
        return try Reading(write(folder), sheet: sheet, limits: limits)
    }
}

/// Makes a zip archive through libzip.
func zip(_ parts: [String: [UInt8]], to path: String, password: String? = nil) throws {
    var code: Int32 = 0
    let archive = try #require(zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code))
    // libzip reads the parts only in zip_close.
    var kept: [UnsafeMutableRawBufferPointer] = []
    defer { for buffer in kept { buffer.deallocate() } }
    for (name, bytes) in parts.sorted(by: { $0.key < $1.key }) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
        buffer.copyBytes(from: bytes)
        kept.append(buffer)
        let source = try #require(zip_source_buffer(archive, buffer.baseAddress, UInt64(bytes.count), 0))
        let index = zip_file_add(archive, name, source, UInt32(ZIP_FL_ENC_UTF_8))
        try #require(index >= 0)
        if let password {
            try #require(zip_file_set_encryption(archive, UInt64(index), UInt16(ZIP_EM_AES_256), password) == 0)
        }
    }
    try #require(zip_close(archive) == 0)
}
