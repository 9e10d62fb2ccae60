import Tabular

/// A row of one of the city's CSV files.
struct CityRow {
    let file: String
    let line: Int
    private let row: TableRow
    private let faults: FaultList

    init(file: String, row: TableRow, faults: FaultList) {
        self.file = file
        self.line = row.line
        self.row = row
        self.faults = faults
    }

    func fault(_ message: String) { faults.add(file, line, message) }

    /// The field's text; empty where it is empty.
    func text(_ column: String) -> String {
        let text = row[column] ?? ""
        if let reason = CityFiles.fault(inText: text) { fault("the field \(column) \(reason)") }
        return text
    }

    /// The field's text; an empty field is a fault.
    func required(_ column: String) -> String {
        let text = text(column)
        if text.isEmpty { fault("the field \(column) is empty") }
        return text
    }

    /// An id made of letters, digits and hyphens; `nil`, reported, for anything else.
    func id(_ column: String) -> String? {
        let text = required(column)
        if text.isEmpty { return nil }
        guard isPlainID(text) else {
            fault("the \(column) “\(text)” has other signs than ASCII letters, digits and hyphens, or over 64 of them")
            return nil
        }
        return text
    }

    /// One of a closed list of words.
    func choice<T: RawRepresentable & CaseIterable>(_ column: String) -> T? where T.RawValue == String {
        let text = required(column)
        if text.isEmpty { return nil }
        guard let value = T(rawValue: text) else {
            fault(
                "the \(column) “\(text)” is unknown; it is one of \(T.allCases.map(\.rawValue).joined(separator: ", "))"
            )
            return nil
        }
        return value
    }
}

/// The rows of one of the city's CSV files.
struct CityTable {
    fileprivate(set) var rows: [CityRow] = []
    /// The first fields of the rows that could not be read, so that what refers to them is not reported as well.
    fileprivate(set) var unreadable: [String] = []
}

extension CityFolder {
    /// The rows of a CSV file with exactly these columns, the id first. Rows that can't be read are reported and left
    /// out; `nil` when the file as a whole can't be used.
    func table(of file: String, columns: [String]) -> CityTable? {
        guard text(of: file) != nil else { return nil }
        do {
            let reader = try TableReader(path: path(of: file), format: .csv)
            guard check(reader.header.names, of: file, against: columns) else { return nil }
            var table = CityTable()
            while let next = try reader.next() {
                switch next {
                case .success(let row): table.rows.append(CityRow(file: file, row: row, faults: faults))
                case .failure(let fault):
                    faults.add(file, fault.line, fault.reason)
                    table.unreadable.append(fault.fields.first ?? "")
                }
            }
            if table.rows.isEmpty && table.unreadable.isEmpty {
                faults.add(file, nil, "the file holds no rows below the header")
            }
            return table
        } catch {
            if case .header(let line, let reason) = error {
                faults.add(file, line, "the header can't be read: \(reason)")
            } else {
                faults.add(file, nil, error.description)
            }
            return nil
        }
    }

    private func check(_ header: [String], of file: String, against columns: [String]) -> Bool {
        let missing = columns.filter { !header.contains($0) }
        let unknown = header.filter { !columns.contains($0) }
        for name in missing { faults.add(file, 1, "the column \(name) is missing") }
        for name in unknown { faults.add(file, 1, "the column “\(name)” is unknown") }
        for name in columns where header.count(where: { $0 == name }) > 1 {
            faults.add(file, 1, "the column \(name) occurs twice")
        }
        if missing.isEmpty, header.first != columns.first {
            faults.add(file, 1, "the first column must be \(columns.first ?? "")")
        }
        return missing.isEmpty
    }
}
