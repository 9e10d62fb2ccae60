package import Civics
import Papers
package import Reporting

/// A report as a file: HTML and PDF that stand alone, DOCX, XLSX, or JSON that reads back into the same document.
/// - Throws: `PaperFault` where the form cannot be made on this machine.
package func reportFile(_ document: ReportDocument, _ format: ReportPlan.Format) async throws -> [UInt8] {
    try await Papers.file(document, as: PaperForm(format))
}

extension PaperForm {
    fileprivate init(_ format: ReportPlan.Format) {
        self =
            switch format {
            case .html: .html
            case .docx: .docx
            case .xlsx: .xlsx
            case .pdf: .pdf
            case .json: .json
            }
    }
}

/// Files of published reports, each made once: what was issued never changes, and anybody may ask for it.
actor PublishedFiles {
    private struct Name: Hashable {
        let documents: [UInt8]
        let language: Language
        let format: ReportPlan.Format
    }

    private var making: [Name: Task<[UInt8], any Error>] = [:]
    private var made: [Name: [UInt8]] = [:]
    private var order: [Name] = []
    private var bytes = 0
    /// Bytes that are kept in memory, at most.
    private let most = 48 << 20

    /// - Parameter documents: the digest of the version that the document is of.
    func file(
        of documents: [UInt8], _ document: ReportDocument, _ format: ReportPlan.Format
    ) async throws -> [UInt8] {
        let name = Name(documents: documents, language: document.language, format: format)
        if let file = made[name] { return file }
        // Those who ask meanwhile wait for the same one.
        let task = making[name] ?? Task { try await reportFile(document, format) }
        making[name] = task
        defer { making[name] = nil }
        let file = try await task.value
        keep(file, as: name)
        return file
    }

    private func keep(_ file: [UInt8], as name: Name) {
        guard made[name] == nil else { return }
        made[name] = file
        order.append(name)
        bytes += file.count
        while bytes > most, let oldest = order.first {
            order.removeFirst()
            bytes -= made.removeValue(forKey: oldest)?.count ?? 0
        }
    }
}
