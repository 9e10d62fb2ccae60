package import Reporting

/// The forms in which a report leaves the house.
package enum PaperForm: String, CaseIterable, Sendable {
    /// One page that stands alone, its style sheets inside.
    case html
    /// A text to go on writing for WPS, Word and LibreOffice, laid out by GB/T 9704-2012.
    case docx
    /// Every table, the data of every chart, and all evidence, as numbers to go on calculating with.
    case xlsx
    /// Pages for print and archive, laid out by GB/T 9704-2012.
    case pdf
    /// The whole document for programs (`ReportDocument.json`).
    case json

    package var fileExtension: String { rawValue }

    package var mediaType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case .pdf: "application/pdf"
        case .json: "application/json"
        }
    }
}

/// Report documents as files. The same document gives the same bytes, on any day, as long as the programs and fonts of
/// the machine stay what they are.
package enum Papers {
    /// - Throws: where a program that this form needs is missing or fails. HTML, XLSX and JSON need none; DOCX needs one
    ///   where the document has charts.
    package static func file(_ document: ReportDocument, as form: PaperForm) async throws(PaperFault) -> [UInt8] {
        switch form {
        case .html: try StandalonePage(document).bytes()
        case .docx: try await TextPaper(document).bytes()
        case .xlsx: try TablePaper(document).bytes()
        case .pdf: try await PrintedPaper(document).bytes()
        case .json: document.json
        }
    }
}

extension ReportDocument {
    /// What the file calls itself: 佛山市12345热线周报 2026年第47期.
    var title: String { "\(masthead) \(issue)" }
}

/// Why a report did not become a file.
package enum PaperFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A program of the system is not installed.
    case missing(tool: String, package: String)
    /// A program ended with an error; the last it said.
    case failed(tool: String, status: Int32, says: String)
    case tooSlow(tool: String, seconds: Int)
    /// As many programs as may run at a time were running all the while.
    case busy(tool: String)
    /// Something that comes with this program, or the machine, is not as it should be.
    case broken(String)

    package var description: String {
        switch self {
        case .missing(let tool, let package):
            "The program \(tool) is not installed on this machine. It comes with the package \(package): "
                + "apt-get install \(package)"
        case .failed(let tool, let status, let says):
            "The program \(tool) ended with status \(status)\(says.isEmpty ? "." : ": \(says)")"
        case .tooSlow(let tool, let seconds):
            "The program \(tool) was not done within \(seconds) seconds and was stopped."
        case .busy(let tool): "Other papers are being made with \(tool). Try again in a minute."
        case .broken(let what): what
        }
    }
}
