import Civics
import HTML

/// A count or rate over days, weeks or months, with what it is compared to: last year dotted, the expected range as a
/// band, a target dashed, the present point in the accent colour.
package struct TrendChart: Hashable, Codable, Sendable {
    package struct Series: Hashable, Codable, Sendable {
        package var name: String
        /// One for each label; `nil` where nothing is known, or not yet.
        package var values: [Double?]

        package init(_ name: String, _ values: [Double?]) {
            self.name = name
            self.values = values
        }
    }

    /// The range in which values were expected (预计范围).
    package struct Band: Hashable, Codable, Sendable {
        package var name: String
        package var ranges: [ClosedRange<Double>?]

        package init(_ name: String, _ ranges: [ClosedRange<Double>?]) {
            self.name = name
            self.ranges = ranges
        }
    }

    package struct Target: Hashable, Codable, Sendable {
        package var name: String
        package var value: Double

        package init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// A point worth a word: a storm, a holiday.
    package struct Mark: Hashable, Codable, Sendable {
        package var index: Int
        package var label: String
        package var note: String?

        package init(at index: Int, _ label: String, note: String? = nil) {
            self.index = index
            self.label = label
            self.note = note
        }
    }

    package var title: String
    package var summary: String
    /// What the labels are: 周, 日期.
    package var labelHead: String
    package var labels: [String]
    package var current: Series
    package var comparison: Series?
    package var band: Band?
    package var target: Target?
    package var marks: [Mark]
    package var format: ChartFormat
    /// The axis starts at zero unless this is set; where it does not, the legend says where it starts.
    package var startsNearValues: Bool
    /// The figure behind each value of `current`; empty where they lead nowhere.
    package var figures: [FigureQuery?]

    package init(
        title: String, summary: String, labelHead: String, labels: [String], current: Series,
        comparison: Series? = nil, band: Band? = nil, target: Target? = nil, marks: [Mark] = [],
        format: ChartFormat = .count, startsNearValues: Bool = false, figures: [FigureQuery?] = []
    ) {
        self.title = title
        self.summary = summary
        self.labelHead = labelHead
        self.labels = labels
        self.current = current
        self.comparison = comparison
        self.band = band
        self.target = target
        self.marks = marks
        self.format = format
        self.startsNearValues = startsNearValues
        self.figures = figures
    }
}

extension TrendChart: ChartDrawing {
    var isNarrow: Bool { false }

    func legend(_ language: Language) -> [HTML] {
        var keys: [HTML] = []
        if comparison != nil || band != nil || target != nil { keys.append(key("line", "M1 6h22", current.name)) }
        if let comparison { keys.append(key("line-last", "M1 6h22", comparison.name)) }
        if let target { keys.append(key("line-target", "M1 6h22", "\(target.name) \(format.text(target.value))")) }
        if let band { keys.append(key("band", "M0 1h24v10H0z", band.name)) }
        let start = scale.start
        if start != 0 {
            let text = format.axisText(start)
            keys.append(HTML(text: language.say("纵轴从 \(text) 起", "Axis starts at \(text)")))
        }
        return keys
    }

    private func key(_ style: StaticString, _ path: StaticString, _ name: String) -> HTML {
        "<svg viewBox=\"0 0 24 12\" aria-hidden=\"true\"><path class=\"\(raw: style)\" d=\"\(raw: path)\"/></svg>\(name)"
    }

    func table(_ language: Language) -> ChartTable {
        var heads = [labelHead, current.name]
        if let comparison { heads.append(comparison.name) }
        if let band { heads.append(band.name) }
        let rows = labels.indices.map { index -> (name: String, cells: [ChartTable.Cell]) in
            var cells = [ChartTable.Cell(text(current.values, index), figures.element(at: index) ?? nil)]
            if let comparison { cells.append(ChartTable.Cell(text(comparison.values, index))) }
            if let band {
                let range = band.ranges.element(at: index) ?? nil
                cells.append(
                    ChartTable.Cell(range.map { "\(format.text($0.lowerBound))–\(format.text($0.upperBound))" } ?? "—"))
            }
            return (labels[index], cells)
        }
        return ChartTable(caption: title, heads: heads, rows: rows.reversed())
    }

    private func text(_ values: [Double?], _ index: Int) -> String {
        (values.element(at: index) ?? nil).map(format.text) ?? "—"
    }

    var scale: ChartScale {
        var values = current.values.compactMap(\.self)
        values += comparison?.values.compactMap(\.self) ?? []
        values += band?.ranges.compactMap(\.self).flatMap { [$0.lowerBound, $0.upperBound] } ?? []
        if let target { values.append(target.value) }
        return ChartScale(fitting: values, fromZero: !startsNearValues, wholeSteps: format == .count)
    }
}

extension Array {
    func element(at index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
