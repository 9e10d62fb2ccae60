import Civics
import Reporting

/// A report as XLSX: what it is, every table with its numbers as numbers, the data of every chart, the evidence of all
/// numbers, and the definitions; each on a sheet of its own.
struct TablePaper {
    let document: ReportDocument

    init(_ document: ReportDocument) { self.document = document }

    private var language: Language { document.language }

    private enum Content {
        case table(ReportTable)
        case chart(Chart)
    }

    func bytes() throws(PaperFault) -> [UInt8] {
        let file = try SheetFile(
            title: document.title, subject: document.headline.joined(separator: " "), day: document.date.number,
            language)
        let contents = contents
        let evidence = language.say("数据来源", "Evidence")
        let definitions = language.say("指标口径", "Definitions")
        let hasDefinitions = !document.definitions.isEmpty
        let names = contents.map(\.name) + [evidence] + (hasDefinitions ? [definitions] : [])
        writeCover(try file.sheet(language.say("说明", "About")), names)
        for content in contents {
            let sheet = try file.sheet(content.name)
            switch content.what {
            case .table(let table): write(table, content.caption, sheet)
            case .chart(let chart): write(chart, content.caption, sheet)
            }
        }
        EvidenceSheet(document).write(to: try file.sheet(evidence))
        if hasDefinitions { writeDefinitions(try file.sheet(definitions)) }
        return try file.bytes()
    }

    private var contents: [(name: String, caption: String, what: Content)] {
        var captions = ReportCaptions(language)
        return document.sections.flatMap(\.blocks).compactMap { block in
            switch block {
            case .table(let table):
                let caption = captions.table(table.caption)
                return (SheetText.name("\(caption.label)\(caption.number)", table.caption), caption.text, .table(table))
            case .chart(let chart, let words):
                let caption = captions.figure(words)
                return (SheetText.name("\(caption.label)\(caption.number)", words), caption.text, .chart(chart))
            case .statement, .example, .definitions: return nil
            }
        }
    }

    // MARK: Cover

    private func writeCover(_ sheet: Sheet, _ names: [String]) {
        let other = document.otherPeriods.map { "\($0.name)\(language.say("：", ": "))\(text($0.days))" }
        var lines: [(label: String, values: [String])] = [
            (language.say("期号", "Issue"), [document.issue]),
            (language.say("日期", "Date"), [language.fullDate(document.date)]),
            (language.say("报告期", "Period"), [text(document.days)]),
            (language.say("对比期", "Compared with"), other),
            (language.say("范围", "Scope"), [document.scope]),
            (language.say("提要", "In brief"), document.headline),
            (language.say("提示", "Please note"), document.notices.map(\.text)),
            (language.say("发布单位", "Issued by"), [document.signatory]),
        ]
        lines.removeAll { $0.values.isEmpty }
        sheet.title(document.masthead)
        var row = 2
        for line in lines {
            for (index, value) in line.values.enumerated() {
                if index == 0 { sheet.text(line.label, row, 0, .label) }
                sheet.text(value, row, 1)
                sheet.height(of: row, fitting: [(value, 80)])
                row += 1
            }
        }
        row += 1
        sheet.text(language.say("本簿内容", "In this workbook"), row, 0, .label)
        for name in names {
            sheet.link(to: name, row, 1)
            row += 1
        }
        sheet.widths([16, 80])
    }

    /// The days exactly, as programs and people both read them.
    private func text(_ days: ClosedRange<CityDay>) -> String {
        "\(days.lowerBound) \(language.say("至", "to")) \(days.upperBound)"
    }

    // MARK: Tables

    /// A column of the report becomes one of the sheet; one with rates becomes up to five: the rate, what it rests on,
    /// and its interval where it has one.
    private func write(_ table: ReportTable, _ caption: String, _ sheet: Sheet) {
        sheet.title(caption)
        var heads = [table.columns.first?.head ?? ""]
        var columns: [[SheetCell]] = [table.rows.map { .text($0.name) }]
        for (index, column) in table.columns.dropFirst().enumerated() {
            let cells = table.rows.map { $0.cells.indices.contains(index) ? $0.cells[index] : .none }
            heads.append(column.head)
            columns.append(cells.map { SheetCell($0, isNumber: column.isNumber) })
            let rates = cells.map { cell -> Rate? in
                if case .rate(let number, _, _) = cell { number.basis.rate } else { nil }
            }
            guard rates.contains(where: { $0 != nil }) else { continue }
            heads += [
                "\(column.head)\(language.say("·分子", ", numerator"))",
                "\(column.head)\(language.say("·分母", ", denominator"))",
            ]
            columns.append(
                rates.map {
                    $0.map {
                        .number($0.numerator, $0.numerator == $0.numerator.rounded() ? SheetNumber.count : "#,##0.0")
                    } ?? .empty
                })
            columns.append(rates.map { $0.map { .number(Double($0.denominator), SheetNumber.count) } ?? .empty })
            guard cells.contains(where: { if case .rate(_, _, .some) = $0 { true } else { false } }) else { continue }
            heads += [language.say("95%区间下限", "95% from"), language.say("95%区间上限", "95% to")]
            columns.append(rates.map { $0?.interval.map { .number($0.lowerBound, SheetNumber.share) } ?? .empty })
            columns.append(rates.map { $0?.interval.map { .number($0.upperBound, SheetNumber.share) } ?? .empty })
        }
        write(
            heads: heads, columns: columns, isNumber: [false] + heads.dropFirst().indices.map { isNumber(columns[$0]) },
            sheet)
        if let note = table.note { sheet.text(note.text, table.rows.count + 3, 0, .note) }
    }

    private func isNumber(_ column: [SheetCell]) -> Bool {
        column.contains { if case .number = $0 { true } else { false } }
    }

    private func write(_ chart: Chart, _ caption: String, _ sheet: Sheet) {
        let table = chart.table(language)
        let rows = table.rows
        sheet.title(caption)
        let columns = table.heads.indices.map { index -> [SheetCell] in
            rows.map { row in
                guard index > 0 else { return .text(row.name) }
                guard row.cells.indices.contains(index - 1) else { return .empty }
                let text = row.cells[index - 1].text
                return SheetNumber(chartText: text).map { .number($0.value, $0.shape) } ?? .right(text)
            }
        }
        write(heads: table.heads, columns: columns, isNumber: table.heads.indices.map { $0 > 0 }, sheet)
        sheet.text(chart.summary, rows.count + 3, 0, .note)
    }

    private func write(heads: [String], columns: [[SheetCell]], isNumber: [Bool], _ sheet: Sheet) {
        for (index, head) in heads.enumerated() {
            sheet.text(head, 1, index, isNumber[index] ? .headOfNumbers : .head)
            for (row, cell) in columns[index].enumerated() { cell.write(to: sheet, row + 2, index) }
        }
        let widths = zip(heads, columns).map { head, column in
            max(SheetText.width([head], most: 16), SheetText.width(column.map(\.text)))
        }
        sheet.widths(widths)
        sheet.height(of: 1, fitting: Array(zip(heads, widths)))
        for row in columns[0].indices {
            sheet.height(of: row + 2, fitting: zip(columns, widths).map { ($0[row].text, $1) })
        }
        sheet.freeze(above: 2, before: 1)
    }

    // MARK: Definitions

    private func writeDefinitions(_ sheet: Sheet) {
        sheet.title(language.say("指标口径", "Definitions"))
        sheet.text(language.say("指标", "Term"), 1, 0, .head)
        sheet.text(language.say("口径", "Meaning"), 1, 1, .head)
        for (index, definition) in document.definitions.enumerated() {
            sheet.text(definition.term, index + 2, 0, .label)
            sheet.text(definition.meaning, index + 2, 1)
            sheet.height(of: index + 2, fitting: [(definition.meaning, 90)])
        }
        sheet.widths([SheetText.width(document.definitions.map(\.term)), 90])
        sheet.freeze(above: 2)
    }
}

/// What stands in a cell.
enum SheetCell: Hashable {
    case text(String)
    /// A text in a column of numbers.
    case right(String)
    case number(Double, String)
    case empty

    init(_ cell: ReportCell, isNumber: Bool) {
        switch cell {
        case .number(let number), .rate(let number, _, _):
            self = SheetNumber(number).map { .number($0.value, $0.shape) } ?? .right(number.text)
        case .text(let text): self = isNumber ? .right(text) : .text(text)
        case .none: self = .right("—")
        }
    }

    /// About as it is read, for the width of its column.
    var text: String {
        switch self {
        case .text(let text), .right(let text): text
        case .number(let number, _):
            String(repeating: "0", count: min(14, max(5, "\(Int(number.magnitude.rounded(.down)))".count * 4 / 3)))
        case .empty: ""
        }
    }

    func write(to sheet: Sheet, _ row: Int, _ column: Int) {
        switch self {
        case .text(let text): sheet.text(text, row, column)
        case .right(let text): sheet.text(text, row, column, .textAtRight)
        case .number(let number, let shape): sheet.number(number, row, column, shape)
        case .empty: break
        }
    }
}

extension ReportDocument {
    var definitions: [Definition] {
        sections.flatMap(\.blocks).flatMap { block -> [Definition] in
            if case .definitions(let definitions) = block { definitions } else { [] }
        }
    }
}

extension Basis {
    /// The rate that this is, if it is one.
    var rate: Rate? { if case .ratio(let ratio) = self { ratio.rate } else { nil } }
}
