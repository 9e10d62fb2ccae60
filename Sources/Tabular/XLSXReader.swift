/// Rows out of one sheet of an XLSX workbook (ECMA-376 part 1, SpreadsheetML), parsed as they are asked for. Memory
/// holds the workbook's shared strings and the rows of one block.
final class XLSXReader: RowSource {
    let unsureCharacterSet: String? = nil
    let omitsEmptyFields = true
    private let part: XMLPart
    private let sheet: SheetHandler
    private let strings: SharedStrings
    private let styles: CellStyles
    private let countsFrom1904: Bool
    private let rowLimit: Int

    init(path: String, sheet wanted: TableSheet, limits: TableLimits) throws(TableFault) {
        let archive = try ZipArchive(path: path, limits: limits)
        let workbook = try Workbook(archive, limits: limits)
        let sheetPart = try workbook.part(of: wanted)
        strings = SharedStrings(limits: limits)
        styles = CellStyles()
        for (name, handler) in [(workbook.sharedStringsPart, strings), (workbook.stylesPart, styles)]
            as [(String?, XMLHandler)]
        {
            if let name, let part = try archive.open(name) {
                try XMLPart(part, handler: handler, limits: limits).parseAll()
            }
        }
        guard let part = try archive.open(sheetPart) else {
            throw .broken(part: sheetPart, reason: "the archive lacks it")
        }
        sheet = SheetHandler(rowLimit: limits.row)
        self.part = try XMLPart(part, handler: sheet, limits: limits)
        countsFrom1904 = workbook.countsFrom1904
        rowLimit = limits.row
    }

    var progress: TableProgress { part.progress }

    func next() throws(TableFault) -> RawRow? {
        while true {
            while let row = sheet.takeRow() {
                if let raw = assemble(row) { return raw }
            }
            guard try part.step() else { return nil }
        }
    }

    /// Puts the cells in their columns; `nil` for a row without any text.
    private func assemble(_ row: SheetRow) -> RawRow? {
        var raw = RawRow(line: row.number, bytes: [], bounds: [], reason: row.reason)
        var texts: [(column: Int, range: Range<Int>)] = []
        texts.reserveCapacity(row.cells.count)
        for cell in row.cells {
            let start = raw.bytes.count
            append(cell, of: row, to: &raw)
            if raw.bytes.count > rowLimit {
                raw.bytes.removeLast(raw.bytes.count - start)
                raw.reason = raw.reason ?? "the row is longer than \(rowLimit.asByteCount)"
                break
            }
            if raw.bytes.count > start { texts.append((cell.column, start..<raw.bytes.count)) }
        }
        guard let last = texts.map(\.column).max() else { return raw.reason == nil ? nil : raw }
        raw.bounds = [UInt32](repeating: 0, count: 2 * (last + 1))
        for (column, range) in texts {
            raw.bounds[2 * column] = UInt32(range.lowerBound)
            raw.bounds[2 * column + 1] = UInt32(range.upperBound)
        }
        return raw
    }

    private func append(_ cell: SheetRow.Cell, of row: SheetRow, to raw: inout RawRow) {
        let own = row.text[cell.text]
        switch cell.kind {
        case .text:
            let start = raw.bytes.count
            raw.bytes.append(contentsOf: own)
            decodeEscapes(in: &raw.bytes, from: start)
        case .error:
            raw.bytes.append(contentsOf: own)
        case .shared:
            guard let number = Int(String(decoding: own, as: UTF8.self)) else { return }
            guard let range = strings.range(number) else {
                raw.reason =
                    raw.reason ?? "field \(cell.column + 1) points to text \(number), the workbook has \(strings.count)"
                return
            }
            // The limit is checked before the copy: a small sheet can point to a huge text many times.
            if raw.bytes.count + range.count > rowLimit {
                raw.reason = raw.reason ?? "the row is longer than \(rowLimit.asByteCount)"
                return
            }
            raw.bytes.append(contentsOf: strings.bytes[range])
        case .truth:
            raw.bytes.append(contentsOf: (own.first == UInt8(ascii: "1") ? "TRUE" : "FALSE").utf8)
        case .day:
            // ISO 8601: 2026-11-18T10:24:05.000Z
            let text = String(decoding: own, as: UTF8.self)
            let whole = text.prefix { $0 != "." && $0 != "Z" }.replacing("T", with: " ")
            raw.bytes.append(contentsOf: (whole.utf8.count == 10 ? whole + " 00:00:00" : whole).utf8)
        case .number(let style):
            let text = String(decoding: own, as: UTF8.self)
            raw.bytes.append(contentsOf: numberText(text, style: style).utf8)
        }
    }

    private func numberText(_ raw: String, style: Int) -> String {
        let meaning = styles.meaning(ofStyle: style)
        guard meaning != .number, let value = Double(raw) else { return CellNumber.plain(raw) }
        let text =
            switch meaning {
            case .number: nil as String?
            case .date: CellNumber.date(value, from1904: countsFrom1904)
            case .time: CellNumber.time(value) ?? CellNumber.date(value, from1904: countsFrom1904)
            case .duration: CellNumber.duration(value)
            }
        return text ?? CellNumber.plain(raw)
    }
}

/// A row of a sheet as its XML gives it.
struct SheetRow {
    enum Kind {
        case number(style: Int)
        /// A number in the list of shared strings.
        case shared
        case text
        case truth
        case error
        /// A date in ISO 8601.
        case day
    }

    struct Cell {
        /// 0 is column A.
        let column: Int
        let kind: Kind
        /// Where its text is in the row's.
        var text: Range<Int>
    }

    let number: Int
    var cells: [Cell] = []
    var text: [UInt8] = []
    var reason: String?
}

/// Collects the rows of a sheet (ECMA-376 part 1, 18.3.1). Formulas are passed over; their last results are read.
private final class SheetHandler: XMLHandler {
    private let rowLimit: Int
    private var rows: [SheetRow] = []
    private var taken = 0
    private var row: SheetRow?
    private var cell: SheetRow.Cell?
    private var isInValue = false
    private var isInPhonetic = false
    private var lastNumber = 0
    private var nextColumn = 0

    /// Columns a sheet can have (A to XFD).
    private static let columns = 16_384

    init(rowLimit: Int) {
        self.rowLimit = rowLimit
    }

    func takeRow() -> SheetRow? {
        guard taken < rows.count else {
            rows.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        taken += 1
        return rows[taken - 1]
    }

    override func start(_ element: XMLName, _ attributes: XMLAttributes) {
        switch element {
        case "c": startCell(attributes)
        case "v", "t": isInValue = cell != nil && !isInPhonetic
        case "rPh": isInPhonetic = true
        case "row":
            lastNumber = attributes["r"].flatMap { Int($0) } ?? lastNumber + 1
            row = SheetRow(number: lastNumber)
            nextColumn = 0
        default: break
        }
    }

    override func end(_ element: XMLName) {
        switch element {
        case "v", "t": isInValue = false
        case "rPh": isInPhonetic = false
        case "c":
            if let cell { row?.cells.append(cell) }
            cell = nil
        case "row":
            if let row, !row.cells.isEmpty { rows.append(row) }
            row = nil
        default: break
        }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isInValue, let start = cell?.text.lowerBound, let length = row?.text.count else { return }
        if length + bytes.count > rowLimit {
            row?.reason = "the row is longer than \(rowLimit.asByteCount)"
            return
        }
        row?.text.append(contentsOf: bytes)
        cell?.text = start..<(length + bytes.count)
    }

    private func startCell(_ attributes: XMLAttributes) {
        guard let position = row?.text.count else { return }
        var column = nextColumn
        if let reference = attributes.bytes("r") {
            guard let named = Self.column(reference) else {
                row?.reason = "“\(String(cString: reference).prefix(40))” is no cell"
                return
            }
            column = named
        }
        nextColumn = column + 1
        guard column < Self.columns else {
            row?.reason = "it goes beyond column XFD"
            return
        }
        let kind: SheetRow.Kind =
            switch attributes["t"] {
            case "s": .shared
            case "str", "inlineStr": .text
            case "b": .truth
            case "e": .error
            case "d": .day
            default: .number(style: attributes["s"].flatMap { Int($0) } ?? 0)
            }
        cell = SheetRow.Cell(column: column, kind: kind, text: position..<position)
    }

    /// The column of a reference such as `AB12`, A being 0.
    private static func column(_ reference: UnsafePointer<CChar>) -> Int? {
        var at = reference
        var value = 0
        while case let letter = UInt8(bitPattern: at.pointee) & 0xDF, (0x41...0x5A).contains(letter), value <= columns {
            value = value * 26 + Int(letter - 0x40)
            at += 1
        }
        return (1...columns).contains(value) ? value - 1 : nil
    }
}
