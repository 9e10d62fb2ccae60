import Foundation
import Reporting
import Testing

@testable import Papers

/// Reports as pages for print, and what they are made with.
@Suite struct PrintedPaperTests {
    @Test(
        .enabled(
            if: isInstalled("weasyprint") && isInstalled("pdftotext"),
            "weasyprint makes the pages, pdftotext (poppler-utils) reads them"))
    func aReportIsPrintedWithPageNumbersAndTypefacesInside() async throws {
        let pdf = try await Papers.file(Samples.whole(), as: .pdf)
        #expect(pdf.starts(with: Array("%PDF-".utf8)))
        let reader = Tool(name: "pdftotext", command: "pdftotext", package: "poppler-utils", seconds: 20)
        let text = String(decoding: try await reader.run(["-layout", "-", "-"], input: pdf), as: UTF8.self)
        let pages = text.split(separator: "\u{0C}")
        #expect(pages.count >= 3)
        for (index, page) in pages.enumerated() {
            #expect(page.replacing(" ", with: "").contains("—\(index + 1)—"), "page \(index + 1)")
        }
        for words in ["小城市周报", "2026年第45期", "20,386件", "表1　各区受理", "图1　每天受理件数", "18,590 ÷ 到期 19,204", "附：指标口径"] {
            #expect(text.replacing(/\s+/, with: " ").contains(words.replacing("　", with: " ")), "\(words)")
        }
        #expect(!text.contains("看数据表"))
    }

    @Test func thePrintedPageFetchesNothing() throws {
        var document = Samples.whole()
        document.notices.append("http://example.org/<img src=\"http://example.org/x.png\">")
        let page = String(decoding: try PrintedPaper(document).page(), as: UTF8.self)
        #expect(!page.contains("var(--"))
        for address in page.matches(of: /(?:src|href)="([^"]*)"/).map(\.1) {
            #expect(address.hasPrefix("data:image/svg+xml;base64,") || address.hasPrefix("#"), "\(address.prefix(60))")
        }
        #expect(!page.contains("<link") && !page.contains("<script") && !page.contains("@import"))
    }

    @Test func theStandalonePageCarriesItsStylesAndItsCharts() async throws {
        let page = String(decoding: try await Papers.file(Samples.whole(), as: .html), as: UTF8.self)
        #expect(page.contains("<title>小城市周报 2026年第45期</title>"))
        #expect(page.contains("--seq-5: #0C4759"))
        #expect(page.contains("<svg viewBox=\"0 0 680"))
        #expect(page.contains("看数据表"))
    }

    @Test func aReportAsJSONIsTheWholeDocument() async throws {
        let file = try await Papers.file(Samples.whole(), as: .json)
        #expect(try ReportDocument(json: file) == Samples.whole())
    }

    // MARK: Pictures

    @Test(.enabled(if: isInstalled("rsvg-convert"), "rsvg-convert (librsvg2-bin) draws the charts"))
    func aChartAloneHasItsLegendAndItsColours() async throws {
        let picture = ChartPicture(Samples.trend, .chinese, css: try StyleSheets.resolved())
        let svg = String(decoding: picture.svg, as: UTF8.self)
        #expect(svg.contains(".chart .line{"))
        #expect(svg.contains("stroke: #0C4759"))
        #expect(!svg.contains("var(--"))
        // The keys of both lines, and the lines themselves.
        #expect(svg.components(separatedBy: "<g class=\"legend\"").count == 3)
        #expect(svg.contains(">去年同期</text>"))
        let png = try await picture.png()
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try await picture.png() == png)
    }

    @Test func aDrawingHigherThanAPageIsMadeSmaller() throws {
        let css = try StyleSheets.resolved()
        for (bars, isWhole) in [(0, true), (5, true), (300, false)] {
            let chart = Chart.bars(
                BarChart(
                    title: "t", summary: "s", nameHead: "n", valueHead: "v",
                    bars: (0..<bars).map { BarChart.Bar("单位\($0)", Double($0)) }))
            let picture = ChartPicture(chart, .chinese, css: css)
            #expect(picture.height <= 200.001)
            #expect((abs(picture.width - 500 * 150 / 700) < 0.01) == isWhole)
        }
    }

    @Test func onlyRulesForWhatIsDrawnAreTaken() throws {
        let css = """
            /* .line { a: b } */ .chart .line, .legend .line { stroke: #000; } .line-last { x: y }
            @media print { .line { stroke: #fff; } } .chart svg { width: 1px } .line:hover { c: d } .row .line { e: f }
            """
        #expect(StyleSheets.rules(for: ["chart", "line"], in: css) == ".chart .line{ stroke: #000; }")
    }

    @Test func propertiesArePutInWhereTheyAreAskedFor() {
        let css = ":root { --a: #123; --b: var(--a); }\n.x { color: var(--b); width: var(--unknown); }"
        #expect(StyleSheets.resolve(css).contains(".x { color: #123; width: var(--unknown); }"))
    }

    // MARK: Programs

    @Test func aProgramThatIsMissingIsNamedWithItsPackage() async {
        let tool = Tool(name: "quill", command: "no-such-program-here", package: "goose", seconds: 1)
        await #expect(throws: PaperFault.missing(tool: "quill", package: "goose")) { try await tool.run([], input: []) }
        #expect("\(PaperFault.missing(tool: "quill", package: "goose"))".contains("apt-get install goose"))
    }

    @Test func whatAProgramSaysWhenItFailsIsTold() async {
        let shell = Tool(name: "sh", command: "sh", package: "dash", seconds: 5)
        await #expect(throws: PaperFault.failed(tool: "sh", status: 3, says: "first / second")) {
            try await shell.run(["-c", "echo first >&2; echo second >&2; exit 3"], input: [])
        }
        await #expect(throws: PaperFault.failed(tool: "sh", status: 137, says: "")) {
            try await shell.run(["-c", "kill -9 $$"], input: [])
        }
        await #expect(throws: PaperFault.missing(tool: "sh", package: "dash")) {
            try await shell.run(["-c", "exit 69"], input: [])
        }
    }

    @Test func aProgramThatIsTooSlowIsStoppedWithAllItStarted() async throws {
        let shell = Tool(name: "sh", command: "sh", package: "dash", seconds: 1)
        let mark = NSTemporaryDirectory() + "papers-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: mark) }
        await #expect(throws: PaperFault.tooSlow(tool: "sh", seconds: 1)) {
            try await shell.run(["-c", "sleep 600 & echo $! > \(mark); wait"], input: [])
        }
        let child = try String(contentsOfFile: mark, encoding: .utf8).split(separator: "\n").joined()
        // Gone, or waiting to be buried by the system; the signal may take a moment.
        func isGone() -> Bool {
            let state = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? "Z"
            return state.split(separator: " ").contains("Z")
        }
        for _ in 0..<200 where !isGone() { try await Task.sleep(for: .milliseconds(25)) }
        #expect(isGone())
    }

    @Test func muchGoesInAndMuchComesOut() async throws {
        let cat = Tool(name: "cat", command: "cat", package: "coreutils", seconds: 20)
        let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        #expect(try await cat.run([], input: input) == input)
        #expect(try await cat.run([], input: []).isEmpty)
    }

    @Test func manyAtATimeTakeTurns() async throws {
        let cat = Tool(name: "cat", command: "cat", package: "coreutils", seconds: 60)
        let results = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for number in 0..<12 { group.addTask { try await cat.run([], input: [UInt8(number)]) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.map { $0[0] }.sorted() == Array(0..<12))
    }

    @Test func aProgramSeesNeitherOurSettingsNorOurFilesNorTheNetwork() async throws {
        setenv("ONEDOOR_SECRET", "x", 1)
        let shell = Tool(name: "sh", command: "sh", package: "dash", seconds: 5)
        let file = try #require(fopen("/dev/null", "r"))
        defer { fclose(file) }
        let said = String(
            decoding: try await shell.run(["-c", "env; ls /proc/self/fd"], input: []), as: UTF8.self)
        #expect(!said.contains("ONEDOOR_SECRET"))
        #expect(said.contains("https_proxy=http://127.0.0.1:9\n"))
        #expect(said.contains("SOURCE_DATE_EPOCH=0\n"))
        // Its own three, and the one `ls` reads the folder with.
        let open = said.split(separator: "\n").compactMap { Int($0) }
        #expect(open == [0, 1, 2, 3])
    }
}
