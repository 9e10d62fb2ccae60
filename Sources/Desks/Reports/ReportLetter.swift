package import Civics
package import Reporting
import Storage

/// Makes a file of a document in one of the forms that reports are sent and saved in.
/// - Throws: where the form cannot be made here, such as PDF without the program that makes it.
package typealias ReportFiling = @Sendable (ReportDocument, ReportPlan.Format) async throws -> [UInt8]

extension ReportPlan.Format {
    package var contentType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .docx: MediaType.docx.contentType
        case .xlsx: MediaType.xlsx.contentType
        case .pdf: MediaType.pdf.contentType
        case .json: "application/json"
        }
    }
}

extension KeptReport {
    /// The name of a file of it: `2026-10@district-440605-v2.pdf`.
    package func fileName(_ format: ReportPlan.Format) -> String {
        "\("\(order)".replacing(":", with: "-"))\(version > 1 ? "-v\(version)" : "").\(format.rawValue)"
    }
}

/// A report on its way to a subscriber: what it is, and, for a mail, its files. It is the edition for outside: what has
/// left the house cannot be forgotten there.
struct ReportLetter: Sendable {
    struct File: Sendable {
        let name: String
        let contentType: String
        let bytes: [UInt8]
    }

    let message: ReportMessage
    let report: KeptReport
    let subject: String
    let text: String
    let formats: [ReportPlan.Format]
    /// Empty for a program, which fetches them.
    let files: [File]
    /// Where the portal is reached from outside.
    let site: String
    /// When it is sent.
    let sentAt: Instant

    var identifier: String { message.identifier }
}

/// Makes up what a subscriber is sent of a report, when it is sent.
struct ReportLetters: Sendable {
    enum Result: Sendable {
        case letter(ReportLetter)
        /// Not so any more, or nobody to tell; a code for why.
        case dropped(String)
    }

    let store: Store
    let file: ReportFiling
    private var city: City { store.city }

    func compose(_ message: ReportMessage, by way: MessageWay, at now: Instant) async throws -> Result {
        guard let subscription = city.reports.subscriptions.first(where: { $0.way == way.name }) else {
            return .dropped("no-way")
        }
        guard let found = try await store.report(message.report), let report = KeptReport(found.report, found.acts)
        else { return .dropped("unknown") }
        let isSo =
            switch message.moment {
            case .draft: report.life.state == .draft || report.life.state == .reviewed
            // What was corrected before it went out is not told any more: the correction is.
            case .issue: report.life.state == .issued
            }
        guard isSo else { return .dropped("over") }
        let language = Language(rawValue: subscription.language) ?? .chinese
        guard let paper = try await store.paper(of: report.id, in: language.rawValue) else {
            return .dropped("unknown")
        }
        let document = try ReportDocument(json: paper.bytes).edition
        var files: [ReportLetter.File] = []
        if case .webhook = way.carrier {
        } else {
            for format in subscription.formats {
                files.append(
                    ReportLetter.File(
                        name: report.fileName(format), contentType: format.contentType,
                        bytes: try await file(document, format)))
            }
        }
        let words = ReportLetterText(report: report, document: document, moment: message.moment, city: city)
        return .letter(
            ReportLetter(
                message: message, report: report, subject: words.subject, text: words.text,
                formats: subscription.formats, files: files, site: city.messages.site, sentAt: now))
    }
}

/// The words of such a mail.
private struct ReportLetterText {
    let report: KeptReport
    let document: ReportDocument
    let moment: ReportPlan.Subscription.Moment
    let city: City

    private var language: Language { document.language }
    private var name: String { "\(document.masthead) \(document.issue)" }

    var subject: String {
        let what: String
        switch moment {
        case .draft: what = language.say("草稿", "draft")
        case .issue:
            what =
                report.life.corrects == nil ? language.say("已签发", "issued") : language.say("更正", "corrected")
        }
        return language.say("【\(city.platform.zh)】\(name)：\(what)", "\(city.platform.en): \(name), \(what)")
    }

    var text: String {
        var lines: [String] = document.headline
        if report.life.corrects != nil {
            lines.append(
                language.say(
                    "这是更正后的第 \(report.version) 版，代替以前发出的。更正原因：\(report.life.correctionReason)",
                    "This is version \(report.version), which replaces what was sent before. Why: \(report.life.correctionReason)"
                ))
        }
        if moment == .draft {
            lines.append(
                language.say("草稿还没有审核，数字可能会变。", "A draft is not reviewed yet; its figures may change."))
        }
        lines.append("\(city.messages.site)/desk/reports/\(report.order)")
        lines.append(
            language.say(
                "附件不含典型案例。这是系统自动发出的，请不要回复。",
                "The files hold no typical cases. Sent by the system; please do not reply."))
        return lines.joined(separator: "\n\n")
    }
}
