import HTML
import Reporting

/// A report as one HTML file with its style sheets inside, for mail and archive. Its numbers carry their working, but
/// no links: the requests stay in the house.
struct StandalonePage {
    let document: ReportDocument

    init(_ document: ReportDocument) { self.document = document }

    func bytes() throws(PaperFault) -> [UInt8] {
        try Self.page(document, style: StyleSheets.text(), report: ReportHTML(document))
    }

    /// - Parameter style: what stands in the page's style element; never anything from the document.
    static func page(_ document: ReportDocument, style: String, report: ReportHTML) -> [UInt8] {
        let head: HTML = """
            <!DOCTYPE html>
            <html lang="\(document.language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(document.title)</title>
            <style>
            """
        let contents: HTML = """
            <nav class="toc" aria-label="\(document.language.say("章节", "Sections"))"><ol>\(report.sections.map { section in
                "<li><a href=\"#\(section.id)\">\(section.heading)</a></li>" as HTML
            })</ol></nav>
            """
        let tail: HTML = """
            </style></head>
            <body class="staff"><main class="report">\(contents)\(report.render())</main></body></html>

            """
        return head.bytes + Array(style.utf8) + tail.bytes
    }
}
