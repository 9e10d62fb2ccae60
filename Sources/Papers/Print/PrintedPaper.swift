internal import Foundation
import HTML
import Reporting

/// A report as PDF, by WeasyPrint, from the page that browsers print too.
///
/// WeasyPrint knows neither custom properties inside shorthands nor style sheets for drawings inside a page. So the
/// style sheets come with their values put in, and each chart as a picture of its own.
struct PrintedPaper {
    let document: ReportDocument

    init(_ document: ReportDocument) { self.document = document }

    func page() throws(PaperFault) -> [UInt8] {
        let css = try StyleSheets.resolved()
        let report = ReportHTML(
            document,
            picture: { chart in
                let picture = Data(ChartPicture(chart, document.language, css: css).svg)
                return "data:image/svg+xml;base64,\(picture.base64EncodedString())"
            })
        return StandalonePage.page(document, style: css, report: report)
    }

    func bytes() async throws(PaperFault) -> [UInt8] {
        // -s: nothing of the account's own Python packages.
        try await Tool.weasyprint.run(["-s", Self.script], input: try page())
    }

    private static var script: String { Bundle.module.bundlePath + "/Programs/print_pdf.py" }
}
