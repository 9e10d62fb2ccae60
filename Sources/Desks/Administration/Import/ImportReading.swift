import CityFiles
package import Civics
package import Tabular

/// Turns the rows of a file into import records, one after another, and says for each row that can't be one why.
///
///     let reading = try ImportReading(path: "mailbox.csv", map: map, city: city)
///     while let row = try reading.next() {
///         switch row {
///         case .success(let record): load(record)
///         case .failure(let fault): print(fault)
///         }
///     }
package final class ImportReading {
    private let table: TableReader
    private let map: ImportMap
    private let zone: CityZone
    private let dates: [DatePattern]
    private let positions: [ImportField: [Int]]
    private let kindPosition: Int?
    private let categoryPosition: Int?
    private let placePosition: Int?
    /// The lines of the rows loaded, by id.
    private var lines: [String: Int] = [:]

    /// Opens the file and finds the map's columns in its header.
    ///
    /// - Throws: `TableFault` when the file can't be read as a table; `CityFaults`, with the lines of the map, for
    ///   columns that the file lacks or has twice.
    package init(path: String, map: ImportMap, city: City) throws {
        let table = try TableReader(path: path, format: map.format, sheet: map.sheet)
        var finder = ColumnFinder(map: map, header: table.header)
        positions = map.columns.mapValues { $0.map { finder.position(of: $0) } }
        kindPosition = map.kind.column.map { finder.position(of: $0) }
        categoryPosition = map.category.column.map { finder.position(of: $0) }
        placePosition = map.place.column.map { finder.position(of: $0) }
        if !finder.faults.isEmpty { throw CityFaults(finder.faults) }
        self.table = table
        self.map = map
        zone = city.zone
        dates = map.dates + (table.format == .xlsx ? [.spreadsheet] : [])
    }

    /// The file's column names.
    package var header: [String] { table.header.names }

    /// How far the reading has come in the file.
    package var progress: TableProgress { table.progress }

    /// The next row's record, or what is wrong with the row: every reason, not only the first. `nil` at the end.
    ///
    /// - Throws: when the file breaks off.
    package func next() throws(TableFault) -> Result<ImportRecord, RowFault>? {
        guard let row = try table.next() else { return nil }
        switch row {
        case .failure(let fault): return .failure(fault)
        case .success(let row):
            var reasons = RowReasons()
            let record = record(of: row, &reasons)
            guard let record, reasons.faults.isEmpty else {
                let reason = reasons.faults.joined(separator: "; ")
                return .failure(RowFault(line: row.line, reason: reason, fields: row.fields))
            }
            lines[record.id] = row.line
            return .success(record)
        }
    }

    // MARK: A row

    private func record(of row: TableRow, _ reasons: inout RowReasons) -> ImportRecord? {
        let id = line(.id, of: row, &reasons)
        if id.isEmpty {
            reasons.fault("there is no id in \(columns(.id))")
        } else if let line = lines[id] {
            reasons.fault("\(columns(.id)): the id “\(shortened(id))” stands in line \(line) already")
        } else if id.utf8.count > 200 {
            reasons.fault("\(columns(.id)): the id “\(shortened(id))” is longer than 200 bytes")
        }
        let text = paragraphs(.text, of: row, &reasons)
        if text.isEmpty { reasons.fault("there is no text in \(columns(.text))") }
        checkLength(of: text, .text, &reasons)
        let reply = paragraphs(.reply, of: row, &reasons)
        checkLength(of: reply, .reply, &reasons)

        let received = time(.received, of: row, &reasons)
        let replied = time(.replied, of: row, &reasons)
        let closed = map.closeOn == .replied ? replied : time(.closed, of: row, &reasons)
        if received == .absent { reasons.fault("there is no time of receipt in \(columns(.received))") }
        checkOrder(received, replied, .replied, row, &reasons)
        if map.closeOn != .replied { checkOrder(received, closed, .closed, row, &reasons) }
        if !reply.isEmpty && replied == .absent {
            reasons.fault("there is a reply in \(columns(.reply)) but no time in \(columns(.replied))")
        }

        let kind = value(of: map.kind, at: kindPosition, row, "kind", ifUnknown: .useDefault, &reasons)
        let category = value(of: map.category, at: categoryPosition, row, "category", ifUnknown: .useDefault, &reasons)
        let place = value(of: map.place, at: placePosition, row, "region", ifUnknown: .refuse, &reasons)
        let title = line(.title, of: row, &reasons)
        let caller = shortened(line(.caller, of: row, &reasons), to: 60, .caller, &reasons)
        let phone = shortened(line(.phone, of: row, &reasons), to: 40, .phone, &reasons)
        guard case .at(let receivedAt) = received, let kind, let category, let place, reasons.faults.isEmpty else {
            return nil
        }
        return ImportRecord(
            line: row.line, source: map.source, id: id, channel: map.channel, kind: kind, category: category,
            place: place,
            title: title.isEmpty ? beginning(of: text) : shortened(title, to: 100, .title, &reasons), text: text,
            received: receivedAt, caller: caller, phone: phone, reply: reply.isEmpty ? nil : reply,
            replied: replied.instant, closed: closed.instant, tags: tags(of: row, &reasons),
            warnings: reasons.warnings.map { RowFault(line: row.line, reason: "loaded, but \($0)", fields: row.fields) }
        )
    }

    // MARK: Texts

    private func line(_ field: ImportField, of row: TableRow, _ reasons: inout RowReasons) -> String {
        joined(field, row, &reasons) { CleanText.line($0) }
    }

    private func paragraphs(_ field: ImportField, of row: TableRow, _ reasons: inout RowReasons) -> String {
        joined(field, row, &reasons) { CleanText.paragraphs($0) }
    }

    /// The texts of the field's columns, those that are not empty, with a dot between them.
    private func joined(
        _ field: ImportField, _ row: TableRow, _ reasons: inout RowReasons,
        _ clean: (UnsafeBufferPointer<UInt8>) -> String
    ) -> String {
        guard let positions = positions[field] else { return "" }
        if positions.count == 1 { return text(at: positions[0], of: row, &reasons, clean) }
        return positions.map { text(at: $0, of: row, &reasons, clean) }.filter { !$0.isEmpty }
            .joined(separator: " · ")
    }

    private func text(
        at position: Int, of row: TableRow, _ reasons: inout RowReasons, _ clean: (UnsafeBufferPointer<UInt8>) -> String
    ) -> String {
        let text = row.withBytes(at: position, clean)
        if text.utf8.first == UInt8(ascii: "#"), Self.spreadsheetErrors.contains(text) {
            reasons.fault("column “\(header[position])” holds the spreadsheet error \(text)")
        }
        return text
    }

    /// What cells show whose formula failed (ECMA-376 part 1, 18.17.3).
    private static let spreadsheetErrors: Set = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA",
    ]

    private func tags(of row: TableRow, _ reasons: inout RowReasons) -> [String] {
        var tags: [String] = []
        for position in positions[.tags] ?? [] {
            let tag = text(at: position, of: row, &reasons) { CleanText.line($0) }
            if !tag.isEmpty && !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    private func checkLength(of text: String, _ field: ImportField, _ reasons: inout RowReasons) {
        // A character is at least a byte, so that most texts need no counting.
        guard text.utf8.count > 20_000 else { return }
        let count = text.count
        if count > 20_000 { reasons.fault("\(columns(field)) holds \(count) characters; 20000 is the most") }
    }

    private func shortened(
        _ text: String, to most: Int, _ field: ImportField, _ reasons: inout RowReasons
    ) -> String {
        guard text.utf8.count > most, text.count > most else { return text }
        reasons.warn("\(columns(field)) was cut to \(most) characters")
        return text.prefix(most - 1) + "…"
    }

    private func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }

    /// The first sentence or line, in place of a title.
    private func beginning(of text: String) -> String {
        let first = text.prefix(31)
        if let end = first.firstIndex(where: { "\n。！？!?；;".contains($0) }), end > first.startIndex {
            return String(first[..<end])
        }
        return first.count > 30 ? first.prefix(29) + "…" : String(first)
    }

    /// `column “title”`, for messages.
    private func columns(_ field: ImportField) -> String {
        let names = (map.columns[field] ?? []).map { "“\($0.name)”" }
        return (names.count == 1 ? "column " : "columns ") + names.joined(separator: ", ")
    }

    // MARK: Times

    private enum Moment: Hashable {
        case absent
        case unreadable
        /// A day for which there are no case numbers.
        case outOfRange(CityDay)
        case at(Instant)

        var instant: Instant? {
            if case .at(let instant) = self { instant } else { nil }
        }
    }

    private func time(_ field: ImportField, of row: TableRow, _ reasons: inout RowReasons) -> Moment {
        guard let position = positions[field]?.first else { return .absent }
        let moment = row.withBytes(at: position) { self.moment(CleanText.trimmed($0)) }
        switch moment {
        case .unreadable:
            let written = shortened(row.withBytes(at: position) { CleanText.line($0) })
            let patterns = dates.map(\.text).joined(separator: " or ")
            reasons.fault("\(columns(field)): “\(written)” is no time of the form \(patterns)")
        case .outOfRange(let day):
            reasons.fault("\(columns(field)): \(day) lies outside the years 2000 to 2099")
        case .absent, .at: break
        }
        return moment
    }

    private func moment(_ bytes: UnsafeBufferPointer<UInt8>) -> Moment {
        if bytes.isEmpty { return .absent }
        for pattern in dates {
            if let (day, time) = pattern.parse(bytes) {
                return (2000...2099).contains(day.year) ? .at(zone.instant(day, time: time)) : .outOfRange(day)
            }
        }
        return .unreadable
    }

    private func checkOrder(
        _ received: Moment, _ later: Moment, _ field: ImportField, _ row: TableRow, _ reasons: inout RowReasons
    ) {
        guard let from = received.instant, let to = later.instant, to < from else { return }
        let (first, second) = (zone.minuteText(from), zone.minuteText(to))
        reasons.fault("\(columns(field)): \(second) lies before the receipt, \(first)")
    }

    // MARK: Values of the city's

    private enum UnknownValue { case refuse, useDefault }

    private func value<Value>(
        of map: ValueMap<Value>, at position: Int?, _ row: TableRow, _ what: String, ifUnknown: UnknownValue,
        _ reasons: inout RowReasons
    ) -> Value? {
        guard let position else { return map.fallback }
        let written = text(at: position, of: row, &reasons) { CleanText.line($0) }
        if let value = map.values[written] { return value }
        if written.isEmpty {
            if map.fallback == nil { reasons.fault("there is no \(what) in column “\(header[position])”") }
            return map.fallback
        }
        let message = "column “\(header[position])”: “\(shortened(written))” is no known \(what)"
        switch ifUnknown {
        case .refuse:
            reasons.fault(message)
            return nil
        case .useDefault:
            reasons.warn("\(message); the map's default was taken")
            return map.fallback
        }
    }
}

/// What is said about one row.
private struct RowReasons {
    private(set) var faults: [String] = []
    private(set) var warnings: [String] = []

    mutating func fault(_ reason: String) { faults.append(reason) }
    mutating func warn(_ reason: String) { warnings.append(reason) }
}

/// Looks a map's columns up in a file's header.
private struct ColumnFinder {
    let map: ImportMap
    let header: TableHeader
    private(set) var faults: [CityFault] = []

    init(map: ImportMap, header: TableHeader) {
        self.map = map
        self.header = header
    }

    /// 0, and a fault, for a column that isn't there.
    mutating func position(of column: MappedColumn) -> Int {
        let count = header.names.count { $0 == column.name }
        if count != 1 {
            let message =
                count == 0
                ? "the file has no column “\(column.name)”; it has \(header.names.joined(separator: ", "))"
                : "the file has the column “\(column.name)” \(count) times"
            faults.append(CityFault(file: map.path, line: column.line, message: message))
        }
        return header.position(of: column.name) ?? 0
    }
}
