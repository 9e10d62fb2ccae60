import Foundation
import HTML
import Testing

@testable import Reporting

/// All kinds of charts on a page to look at: `ONEDOOR_CHART_SHEET=/tmp/charts swift test --filter ChartSheet`.
@Suite struct ChartSheet {
    static let folder = ProcessInfo.processInfo.environment["ONEDOOR_CHART_SHEET"]

    @Test(.enabled(if: folder != nil), arguments: Language.allCases)
    func writtenForTheEye(_ language: Language) throws {
        let folder = URL(filePath: try #require(Self.folder))
        let styles = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Papers/Styles/tokens.css").standardizedFileURL
        var body = HTML()
        for (set, values) in ChartSamples.values {
            for (index, chart) in ChartSamples.charts(set, values, language, title: set).enumerated() {
                body +=
                    "<section><h2>\(set) \(index)</h2>\(chart.render(id: "\(set)-\(index)", language: language))</section>"
            }
        }
        let page: HTML = """
            <!doctype html><html lang="\(language.rawValue)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width"><title>charts</title>\
            <link rel="stylesheet" href="\(styles.path())"></head><body class="staff">\(body)</body></html>
            """
        try page.description.write(
            to: folder.appending(path: "charts-\(language.rawValue).html"), atomically: true, encoding: .utf8)
    }
}
