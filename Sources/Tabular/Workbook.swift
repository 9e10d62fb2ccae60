/// What a workbook's parts say about its sheets (ECMA-376 part 1, 18.2), before any sheet is read.
struct Workbook {
    /// Sheets with cells, from left to right.
    let sheets: [(name: String, part: String)]
    /// Days are counted from 1904-01-01 (18.17.4.1) instead of 1900.
    let countsFrom1904: Bool
    let sharedStringsPart: String?
    let stylesPart: String?

    init(_ archive: ZipArchive, limits: TableLimits) throws(TableFault) {
        let root = try Self.relationships(of: "", in: archive, limits: limits)
        let main = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard let part = try archive.open(main) else { throw Self.notAWorkbook(archive) }
        if main.hasSuffix(".bin") {
            throw .wrongKind(
                found: "a binary workbook (.xlsb)", advice: "Open it in a spreadsheet program and save it as XLSX")
        }
        let handler = WorkbookHandler()
        try XMLPart(part, handler: handler, limits: limits).parseAll()
        guard handler.isWorkbook else { throw Self.notAWorkbook(archive) }
        let related = try Self.relationships(of: main, in: archive, limits: limits)
        sheets = handler.sheets.compactMap { sheet in
            related.first { $0.id == sheet.relationship && $0.kind == "worksheet" }.map { (sheet.name, $0.target) }
        }
        countsFrom1904 = handler.countsFrom1904
        sharedStringsPart = related.first { $0.kind == "sharedStrings" }?.target
        stylesPart = related.first { $0.kind == "styles" }?.target
    }

    func part(of wanted: TableSheet) throws(TableFault) -> String {
        switch wanted {
        case .first:
            if let sheet = sheets.first { return sheet.part }
            throw .broken(part: "the workbook", reason: "it has no sheet with cells")
        case .number(let number):
            if sheets.indices.contains(number - 1) { return sheets[number - 1].part }
            throw .noSheet(wanted: "number \(number)", existing: sheets.map(\.name))
        case .named(let name):
            if let sheet = sheets.first(where: { $0.name == name }) { return sheet.part }
            throw .noSheet(wanted: "“\(name)”", existing: sheets.map(\.name))
        }
    }

    private static func notAWorkbook(_ archive: ZipArchive) -> TableFault {
        if archive.has("content.xml") {
            return .wrongKind(
                found: "an OpenDocument file", advice: "Open it in a spreadsheet program and save it as XLSX")
        }
        return .wrongKind(found: "a zip archive without a workbook in it", advice: "Unpack it first")
    }

    private struct Relationship {
        let id: String
        /// The last word of the type's URI, which is the same in both dialects of the standard.
        let kind: String
        let target: String
    }

    /// The relationships a part (or, for "", the package) has with others (ECMA-376 part 2, 9.3).
    private static func relationships(
        of part: String, in archive: ZipArchive, limits: TableLimits
    ) throws(TableFault) -> [Relationship] {
        let steps = part.split(separator: "/").map(String.init)
        let folder = Array(steps.dropLast())
        let name = (folder + ["_rels", (steps.last ?? "") + ".rels"]).joined(separator: "/")
        guard let file = try archive.open(name) else { return [] }
        let handler = RelationshipsHandler()
        try XMLPart(file, handler: handler, limits: limits).parseAll()
        return handler.found.map { id, type, target in
            var path = target.hasPrefix("/") ? [] : folder
            for step in target.split(separator: "/") where step != "." {
                if step == ".." { _ = path.popLast() } else { path.append(String(step)) }
            }
            let kind = type.split(separator: "/").last.map(String.init) ?? ""
            return Relationship(id: id, kind: kind, target: path.joined(separator: "/"))
        }
    }
}

private final class WorkbookHandler: XMLHandler {
    var isWorkbook = false
    var sheets: [(name: String, relationship: String)] = []
    var countsFrom1904 = false

    override func start(_ element: XMLName, _ attributes: XMLAttributes) {
        switch element {
        case "workbook": isWorkbook = true
        case "sheet": sheets.append((attributes["name"] ?? "", attributes["id"] ?? ""))
        case "workbookPr":
            let value = attributes["date1904"]
            countsFrom1904 = value == "1" || value == "true" || value == "on"
        default: break
        }
    }
}

private final class RelationshipsHandler: XMLHandler {
    var found: [(id: String, type: String, target: String)] = []

    override func start(_ element: XMLName, _ attributes: XMLAttributes) {
        guard element == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        found.append((id, attributes["Type"] ?? "", target))
    }
}
