import Civics
import HTML

/// How many of those who set out arrive: received, dispatched, closed in time, solved. Each step has its count, its
/// share of the first step and of the step before.
package struct FunnelChart: Hashable, Codable, Sendable {
    package struct Step: Hashable, Codable, Sendable {
        package var name: String
        /// `nil` where nothing is known.
        package var value: Double?
        package var figure: FigureQuery?

        package init(_ name: String, _ value: Double?, figure: FigureQuery? = nil) {
            self.name = name
            self.value = value
            self.figure = figure
        }
    }

    package var title: String
    package var summary: String
    /// What the names are: 环节.
    package var nameHead: String
    /// What the values are: 件数.
    package var valueHead: String
    package var steps: [Step]

    package init(title: String, summary: String, nameHead: String, valueHead: String, steps: [Step]) {
        self.title = title
        self.summary = summary
        self.nameHead = nameHead
        self.valueHead = valueHead
        self.steps = steps
    }
}

extension FunnelChart: ChartDrawing {
    var isNarrow: Bool { true }

    func legend(_ language: Language) -> [HTML] { [] }

    /// A step as a share of another; `nil` where one of them is not known or nothing is there to have a share of.
    private func share(_ index: Int, of other: Int) -> Double? {
        guard other >= 0, index > other, let part = steps[index].value?.known, let whole = steps[other].value?.known,
            whole > 0
        else { return nil }
        return part / whole
    }

    func table(_ language: Language) -> ChartTable {
        ChartTable(
            caption: title,
            heads: [
                nameHead, valueHead, language.say("占第一步", "Of the first"),
                language.say("占上一步", "Of the step before"),
            ],
            rows: steps.enumerated().map { index, step in
                (
                    step.name,
                    [
                        ChartTable.Cell(ChartFormat.count.text(step.value), step.figure),
                        ChartTable.Cell(ChartFormat.share.text(share(index, of: 0))),
                        ChartTable.Cell(ChartFormat.share.text(share(index, of: index - 1))),
                    ]
                )
            })
    }

    func drawing(_ language: Language) -> (height: Double, content: HTML) {
        let pitch = 64.0
        let longest = max(1e-9, steps.compactMap { $0.value?.known }.max() ?? 0)
        let widths = steps.map { max(0, $0.value?.known ?? 0) / longest * 480 }
        var content = HTML()
        for (index, step) in steps.enumerated() {
            let y = 4 + pitch * Double(index)
            let ofFirst =
                share(index, of: 0).map {
                    let text = ChartFormat.share.text($0)
                    return language.say("占第一步 \(text)", "\(text) of the first")
                } ?? ""
            let count = ChartFormat.count.text(step.value, within: 160, language)
            let name = chartText(step.name, within: 448 - chartTextWidth(count) * 1.1 - chartTextWidth(ofFirst))
            content += """
                <text x="0" y="\(y + 12)">\(name)</text>\
                <text class="t-strong" x="\(chartTextWidth(name) + 10)" y="\(y + 12)">\(count)</text>\
                <text class="t-end" x="480" y="\(y + 12)">\(ofFirst)</text>
                """
            if step.value?.known == nil {
                content += "<rect class=\"q-none\" x=\"0.5\" y=\"\(y + 18)\" width=\"479\" height=\"16\"/>"
                content += chartHatch(x: 0, y: y + 18, width: 480, height: 16)
            } else {
                content += "<rect class=\"bar-1\" x=\"0\" y=\"\(y + 18)\" width=\"\(widths[index])\" height=\"16\"/>"
            }
            if index + 1 < steps.count { content += descent(to: index + 1, y: y + 34, widths, language) }
        }
        return (steps.isEmpty ? 8 : pitch * Double(steps.count) - 22, content)
    }

    /// What lies between two steps: how much of the upper one arrives at the lower.
    private func descent(to index: Int, y: Double, _ widths: [Double], _ language: Language) -> HTML {
        let area: HTML =
            steps[index].value?.known == nil || steps[index - 1].value?.known == nil
            ? "" : "<path class=\"bar-0\" d=\"M0 \(y)H\(widths[index - 1])L\(widths[index]) \(y + 26)H0z\"/>"
        guard let share = share(index, of: index - 1), let part = steps[index].value?.known,
            let whole = steps[index - 1].value?.known
        else { return area + "<text class=\"t-cell\" x=\"8\" y=\"\(y + 17)\">↓ —</text>" }
        let text = ChartFormat.share.text(share)
        let change = ChartFormat.count.text((part - whole).magnitude, within: 120, language)
        let difference =
            part < whole
            ? language.say("，少 \(change)", ", \(change) fewer")
            : part > whole ? language.say("，多 \(change)", ", \(change) more") : ""
        return area + """
            <text class="t-cell" x="8" y="\(y + 17)">↓ \
            \(language.say("上一步的 \(text)\(difference)", "\(text) of the step before\(difference)"))</text>
            """
    }
}
