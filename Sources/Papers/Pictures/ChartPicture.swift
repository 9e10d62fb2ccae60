import HTML
import Reporting

/// A chart as a picture that stands alone: legend, drawing and colours in one SVG, without anything a drawing program
/// would have to fetch or know.
struct ChartPicture {
    let svg: [UInt8]
    /// Millimetres on paper.
    let width: Double
    let height: Double

    /// What has room on a page: 150 mm for the widest drawing, so that the letters of all charts have one size; high ones
    /// are made smaller.
    private static let (millimetres, highest) = (150.0 / 700, 200.0)

    /// - Parameter css: style sheets without custom properties.
    init(_ chart: Chart, _ language: Language, css: String) {
        let drawing = String(decoding: chart.svg(id: "c", language: language).bytes, as: UTF8.self)
        let box = drawing.firstMatch(of: /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/)
        let size = (width: box.flatMap { Double($0.1) } ?? 680, height: box.flatMap { Double($0.2) } ?? 290)
        let legend = PictureLegend(chart.legend(language), width: size.width)
        let inner = drawing.drop { $0 != ">" }.dropFirst()
        let classes = Set(
            (drawing + legend.markup).matches(of: /class="([^"]*)"/).flatMap { $0.1.split(separator: " ") })
        let rules = StyleSheets.rules(for: classes.union(["chart", "legend"]), in: css)
        let margin = 10.0
        let (wide, high) = (size.width + 2 * margin, size.height + legend.height + 2 * margin)
        let scale = min(Self.millimetres, Self.highest / high)
        (width, height) = (wide * scale, high * scale)
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" xml:lang="\(language.rawValue)" class="chart" \
            viewBox="\(-margin) \(-margin - legend.height) \(wide) \(high)" \
            width="\(width)mm" height="\(height)mm"><style>\(rules)</style>\
            \(legend.markup)<g>\(inner.dropLast("</svg>".count))</g></svg>
            """
        svg = XMLBytes.clean(Array(text.utf8))
    }

    /// At 288 dots an inch.
    func png() async throws(PaperFault) -> [UInt8] {
        try await Tool.rsvg.run(["--format=png", "--zoom=3", "--background-color=white"], input: svg)
    }
}

/// The keys of a legend set in lines above the drawing. On pages they are a list around small drawings; here the texts
/// between them get places of their own.
private struct PictureLegend {
    private(set) var markup = ""
    private(set) var height = 0.0

    init(_ keys: [HTML], width: Double) {
        guard !keys.isEmpty else { return }
        let line = 20.0
        var items: [(content: String, width: Double)] = []
        for key in keys {
            var (content, x) = ("", 0.0)
            for part in Self.parts(of: String(decoding: key.bytes, as: UTF8.self)) {
                if let box = part.firstMatch(of: /^<svg[^>]*viewBox="0 0 ([0-9.]+) ([0-9.]+)"[^>]*>/) {
                    let (width, height) = (Double(box.1) ?? 24, Double(box.2) ?? 12)
                    content +=
                        "<g transform=\"translate(\(x) \(-10 + (12 - height) / 2))\">\(part.dropFirst(box.0.count).dropLast(6))</g>"
                    x += width + 6
                } else {
                    content += "<text x=\"\(x)\" y=\"0\">\(part)</text>"
                    x += Self.width(of: part) + 6
                }
            }
            items.append((content, x))
        }
        var (x, row) = (0.0, 0)
        var placed: [(content: String, x: Double, row: Int)] = []
        for item in items {
            if x > 0, x + item.width > width {
                row += 1
                x = 0
            }
            placed.append((item.content, x, row))
            x += item.width + 12
        }
        height = line * Double(row + 1) + 4
        for item in placed {
            let y = -height + line * Double(item.row) + 14
            markup += "<g class=\"legend\" transform=\"translate(\(item.x) \(y))\">\(item.content)</g>"
        }
    }

    /// Drawings and the texts around them, in order.
    private static func parts(of key: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = key[...]
        func add(_ text: Substring) {
            let text = text.drop { $0 == " " }
            if !text.isEmpty { parts.append(text) }
        }
        while let start = rest.firstRange(of: "<svg"), let end = rest.firstRange(of: "</svg>") {
            add(rest[..<start.lowerBound])
            parts.append(rest[start.lowerBound..<end.upperBound])
            rest = rest[end.upperBound...]
        }
        add(rest)
        return parts
    }

    /// Square Chinese letters, Latin ones a little more than half as wide; character references count as one.
    private static func width(of text: Substring) -> Double {
        text.replacing(/&[#a-z0-9]+;/, with: "x").unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 7 : 12) }
    }
}
