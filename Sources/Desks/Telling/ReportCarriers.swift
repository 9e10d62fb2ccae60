import Civics
import Foundation
import Reporting
import Storage

/// How reports go out by the ways that can take them.
extension MailFiles {
    func send(_ letter: ReportLetter) async -> SendResult {
        let mail = Mail(
            identifier: letter.identifier, date: letter.sentAt, from: from, to: [bodies], subject: letter.subject,
            text: letter.text,
            files: letter.files.map { Mail.File(name: $0.name, contentType: $0.contentType, bytes: $0.bytes) })
        return folder.write(mail.source(in: zone), as: "\(letter.identifier).eml")
    }
}

extension MessageFiles {
    func send(_ letter: ReportLetter) async -> SendResult {
        for file in letter.files {
            let result = folder.write(file.bytes, as: "\(letter.identifier)-\(file.name)")
            guard result == .sent else { return result }
        }
        let files = letter.files.map { "\(letter.identifier)-\($0.name)" }
        return folder.write(
            """
            Message: \(letter.identifier)
            Way: \(letter.message.way)
            Date: \(zone.minuteText(letter.sentAt))
            Files: \(files.isEmpty ? "none" : files.joined(separator: ", "))

            \(letter.subject)

            \(letter.text)

            """, as: "\(letter.identifier).txt")
    }
}

extension Webhook {
    private struct Letter: Encodable {
        struct File: Encodable {
            let format: String
            let url: String
        }

        let id: String
        let report: String
        let version: Int
        let corrects: Int?
        let kind: String
        let scope: String
        let from: String
        let to: String
        /// `report-draft` or `report-issue`.
        let event: String
        let at: String
        /// SHA-256 of the documents, as the act says that issued them.
        let digest: String
        /// Where they can be fetched with a token of the API.
        let files: [File]
    }

    /// A program is told where the files are: it fetches them with a token of its own, as somebody who may read reports.
    func send(_ letter: ReportLetter) async -> SendResult {
        let report = letter.report
        let address = "\(letter.site)/api/v1/reports/\(report.order)/versions/\(report.version)"
        return await post.send(
            Letter(
                id: letter.identifier, report: "\(report.order)", version: report.version,
                corrects: report.life.corrects, kind: report.order.kind.rawValue, scope: "\(report.order.scope)",
                from: "\(report.order.period.days.lowerBound)", to: "\(report.order.period.days.upperBound)",
                event: "report-\(letter.message.moment.rawValue)", at: zone.timestamp(letter.message.at),
                digest: report.documents.map { padded(Int($0)) }.joined(),
                files: letter.formats.map { Letter.File(format: $0.rawValue, url: "\(address)/file.\($0.rawValue)") }),
            letter.identifier, at: letter.sentAt)
    }

    private func padded(_ byte: Int) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

extension NoCarrier {
    func send(_ letter: ReportLetter) async -> SendResult { .sent }
}
