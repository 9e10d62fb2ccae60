import Civics
import HTML
package import Reporting

/// A report as one HTML file with its style sheets inside, for mail and archive. Its numbers carry their working, but
/// no links: the requests stay in the house.
/// - Throws: when the server's own style sheets cannot be read.
package func standaloneReport(_ document: ReportDocument, title: String) throws -> [UInt8] {
    let assets = try AssetFiles.bundled()
    let styles = ["tokens.css", "report.css", "report-doc.css"].map(assets.text).joined(separator: "\n")
    let report = ReportHTML(document, evidenceLink: { _ in nil }, caseLink: { _ in nil })
    let head: HTML = """
        <!DOCTYPE html>
        <html lang="\(document.language.rawValue)">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title)</title>
        <style>
        """
    let tail: HTML = """
        </style></head>
        <body class="staff"><main class="report">\(report.render())</main></body></html>
        """
    return head.bytes + Array(styles.utf8) + tail.bytes
}
