internal import CXLSXWriter
internal import Foundation
import Reporting

/// A workbook being written by libxlsxwriter. Text is always written as text, whatever it begins with; there is no way
/// to write a formula.
final class SheetFile {
    /// How a cell looks.
    enum Look: Hashable {
        case title, head, headOfNumbers, label, text, textAtRight, note, link
        /// A number with its format, as spreadsheets write it: `#,##0`, `0.0%`.
        case number(String)
    }

    private let path: String
    private let book: UnsafeMutablePointer<lxw_workbook>
    private let language: Language
    private var looks: [Look: UnsafeMutablePointer<lxw_format>] = [:]
    private var isClosed = false

    /// - Parameter day: what the file gives as its day of making: that of the document, so that the same document gives
    ///   the same bytes.
    init(title: String, subject: String, day: Int, _ language: Language) throws(PaperFault) {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("onedoor-\(UUID().uuidString).xlsx").path
        guard let book = workbook_new(path) else { throw .broken("A workbook cannot be made in \(path).") }
        self.book = book
        self.language = language
        var properties = lxw_doc_properties()
        let texts = [title, subject].map { strdup(SheetText.clean($0, most: 255)) }
        defer { for text in texts { free(text) } }
        (properties.title, properties.subject) = (texts[0], texts[1])
        properties.created = time_t(day * 86_400)
        workbook_set_properties(book, &properties)
    }

    deinit {
        if !isClosed { _ = workbook_close(book) }
        unlink(path)
    }

    func sheet(_ name: String) throws(PaperFault) -> Sheet {
        guard let sheet = workbook_add_worksheet(book, name) else {
            throw .broken("A workbook takes no sheet named “\(name)”.")
        }
        worksheet_set_paper(sheet, 9)
        worksheet_set_landscape(sheet)
        worksheet_fit_to_pages(sheet, 1, 0)
        worksheet_set_footer(sheet, "&C— &P —")
        return Sheet(sheet: sheet, file: self)
    }

    /// Ends the writing and gives the file.
    func bytes() throws(PaperFault) -> [UInt8] {
        isClosed = true
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else { throw .broken("The workbook: \(String(cString: lxw_strerror(code)))") }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .broken("The workbook cannot be read back from \(path).")
        }
        return Array(data)
    }

    fileprivate func format(_ look: Look) -> UnsafeMutablePointer<lxw_format>? {
        if let known = looks[look] { return known }
        guard let format = workbook_add_format(book) else { return nil }
        format_set_font_name(format, language.say("Microsoft YaHei", "Calibri"))
        format_set_font_size(format, language == .chinese ? 10 : 11)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        switch look {
        case .title:
            format_set_bold(format)
            format_set_font_size(format, 14)
        case .head, .headOfNumbers:
            format_set_bold(format)
            format_set_text_wrap(format)
            format_set_bg_color(format, 0xE1ECEF)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
            if look == .headOfNumbers { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
        case .label: format_set_bold(format)
        case .text: format_set_text_wrap(format)
        case .textAtRight: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
        case .note:
            format_set_font_color(format, 0x414A4F)
        case .link:
            format_set_font_color(format, 0x0B5A74)
            format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
        case .number(let shape): format_set_num_format(format, shape)
        }
        looks[look] = format
        return format
    }
}

/// A sheet of a workbook; rows and columns count from 0.
struct Sheet {
    fileprivate let sheet: UnsafeMutablePointer<lxw_worksheet>
    fileprivate let file: SheetFile

    func text(_ text: String, _ row: Int, _ column: Int, _ look: SheetFile.Look = .text) {
        worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), SheetText.clean(text), file.format(look))
    }

    /// What is no finite number is a dash.
    func number(_ number: Double, _ row: Int, _ column: Int, _ shape: String) {
        guard number.isFinite else { return text("—", row, column, .textAtRight) }
        worksheet_write_number(sheet, lxw_row_t(row), lxw_col_t(column), number, file.format(.number(shape)))
    }

    /// A link to another sheet of the workbook.
    func link(to name: String, _ row: Int, _ column: Int) {
        worksheet_write_url(
            sheet, lxw_row_t(row), lxw_col_t(column), "internal:'\(name)'!A1", file.format(.link))
        worksheet_write_string(sheet, lxw_row_t(row), lxw_col_t(column), name, file.format(.link))
    }

    /// The name of the sheet, above everything.
    func title(_ text: String) {
        self.text(text, 0, 0, .title)
        worksheet_set_row(sheet, 0, 24, nil)
    }

    /// The height of a row of texts that are broken into lines, given the widths of their columns: not every program
    /// works it out by itself.
    func height(of row: Int, fitting texts: [(text: String, width: Double)]) {
        let lines =
            texts.map { text, width in
                text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { sum, line in
                    sum + max(1, Int((SheetText.letters(line) / max(1, width - 1)).rounded(.up)))
                }
            }.max() ?? 1
        // 409 points are the most that a row can be.
        if lines > 1 { worksheet_set_row(sheet, lxw_row_t(row), min(409, Double(lines) * 15), nil) }
    }

    /// Widths in letters.
    func widths(_ widths: [Double]) {
        for (column, width) in widths.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), width, nil)
        }
    }

    /// Keeps the rows above `row`, and the columns before `column`, in sight; in print they stand on every page.
    func freeze(above row: Int, before column: Int = 0) {
        worksheet_freeze_panes(sheet, lxw_row_t(row), lxw_col_t(column))
        worksheet_repeat_rows(sheet, lxw_row_t(row - 1), lxw_row_t(row - 1))
    }
}

enum SheetText {
    /// What a cell holds (ECMA-376, 18.4): at most 32,767 characters, and only those of XML. Others become U+FFFD.
    static func clean(_ text: String, most: Int = 32_767) -> String {
        // Most texts are short and plain.
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xEF && $0 != UInt8(ascii: "_") }
        if isPlain, text.utf8.count < most { return text }
        var clean = String.UnicodeScalarView()
        var length = 0
        for scalar in text.unicodeScalars {
            length += scalar.value > 0xFFFF ? 2 : 1
            guard length < most else {
                clean.append("…")
                break
            }
            switch scalar.value {
            case 0x09, 0x0A: clean.append(scalar)
            case ..<0x20, 0x7F, 0xFFFE, 0xFFFF: clean.append("\u{FFFD}")
            default: clean.append(scalar)
            }
        }
        // `_x0041_` would be read as an escaped letter.
        return String(clean).replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
    }

    /// The name of a sheet: at most 31 UTF-16 units, without what spreadsheets forbid. `prefix` (表1) sets it apart from
    /// all others.
    static func name(_ prefix: String, _ caption: String) -> String {
        let allowed = clean(caption).map { "[]:*?/\\'\n\t".contains($0) ? " " : $0 }
        var name = prefix
        for character in " " + String(allowed).split(separator: " ").joined(separator: " ") {
            guard (name + String(character)).utf16.count <= 31 else { break }
            name.append(character)
        }
        while name.last == " " { name.removeLast() }
        return name
    }

    /// The width of a column that fits these texts, in letters: at least 8, at most `most`.
    static func width(_ texts: some Sequence<String>, most: Double = 44) -> Double {
        min(most, max(8, (texts.map { letters($0) }.max() ?? 0) + 2))
    }

    /// How wide a text is, in digits.
    static func letters(_ text: some StringProtocol) -> Double {
        text.unicodeScalars.reduce(0.0) { $0 + ($1.value < 0x2E80 ? 1.1 : 2.1) }
    }
}
