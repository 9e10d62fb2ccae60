import Civics
import HTML

/// What rose and what fell between two periods: a line for each thing, from its value before to its value now.
package struct SlopeChart: Hashable, Codable, Sendable {
    package struct Item: Hashable, Codable, Sendable {
        package var name: String
        /// `nil` where it did not exist, or is not shown.
        package var before: Double?
        package var now: Double?
        /// Whether the line is drawn in the stronger colour.
        package var isStrong: Bool
        package var beforeFigure: FigureQuery?
        package var nowFigure: FigureQuery?

        package init(
            _ name: String, before: Double?, now: Double?, isStrong: Bool = true, beforeFigure: FigureQuery? = nil,
            nowFigure: FigureQuery? = nil
        ) {
            self.name = name
            self.before = before
            self.now = now
            self.isStrong = isStrong
            self.beforeFigure = beforeFigure
            self.nowFigure = nowFigure
        }
    }

    /// What the height of a point says.
    package enum Placing: String, Hashable, Codable, Sendable {
        /// Its value.
        case value
        /// Its place among the others, the largest on top; equal values share a place.
        case rank
    }

    package var title: String
    package var summary: String
    /// What the names are: 类别, 镇街.
    package var nameHead: String
    /// What the left side is: 上月.
    package var beforeHead: String
    /// What the right side is: 本月.
    package var nowHead: String
    package var items: [Item]
    package var placing: Placing
    package var format: ChartFormat

    package init(
        title: String, summary: String, nameHead: String, beforeHead: String, nowHead: String, items: [Item],
        placing: Placing = .value, format: ChartFormat = .count
    ) {
        self.title = title
        self.summary = summary
        self.nameHead = nameHead
        self.beforeHead = beforeHead
        self.nowHead = nowHead
        self.items = items
        self.placing = placing
        self.format = format
    }
}

extension SlopeChart: ChartDrawing {
    var isNarrow: Bool { false }

    func legend(_ language: Language) -> [HTML] {
        var keys: [HTML] = []
        switch (placing, format) {
        case (.rank, _): keys.append(HTML(text: language.say("▲ ▼ 名次升降", "▲ ▼ places gained or lost")))
        case (.value, .share):
            keys.append(HTML(text: language.say("▲ ▼ 升降，单位：个百分点", "▲ ▼ change in percentage points")))
        case (.value, _): keys.append(HTML(text: language.say("▲ ▼ 增减", "▲ ▼ change")))
        }
        if placing == .value, !known.isEmpty, start != 0 {
            let text = format.axisText(start)
            keys.append(HTML(text: language.say("纵向从 \(text) 起", "Heights start at \(text)")))
        }
        return keys
    }

    func table(_ language: Language) -> ChartTable {
        let isRank = placing == .rank
        var heads = [nameHead, beforeHead, nowHead]
        if isRank {
            heads.insert(language.say("\(beforeHead)名次", "Place, \(beforeHead)"), at: 1)
            heads.insert(language.say("\(nowHead)名次", "Place, \(nowHead)"), at: 3)
        }
        heads.append(
            isRank
                ? language.say("名次升降", "Places")
                : format == .share
                    ? language.say("升降（个百分点）", "Change (points)") : language.say("增减", "Change"))
        let (before, now) = (places(items.map(\.before)), places(items.map(\.now)))
        return ChartTable(
            caption: title, heads: heads,
            rows: items.enumerated().map { index, item in
                var cells = [
                    ChartTable.Cell(format.text(item.before), item.beforeFigure),
                    ChartTable.Cell(format.text(item.now), item.nowFigure),
                    ChartTable.Cell(change(index, before, now)),
                ]
                if isRank {
                    cells.insert(ChartTable.Cell(before[index].map { Numerals.count($0) } ?? "—"), at: 0)
                    cells.insert(ChartTable.Cell(now[index].map { Numerals.count($0) } ?? "—"), at: 2)
                }
                return (item.name, cells)
            })
    }

    /// Each value's place among the known ones, the largest first; equal ones share it.
    func places(_ values: [Double?]) -> [Int?] {
        let known = values.compactMap { $0?.known }.sorted(by: >)
        return values.map { value in value?.known.flatMap { known.firstIndex(of: $0) }.map { $0 + 1 } }
    }

    /// How an item moved, in its value or its place.
    func change(_ index: Int, _ before: [Int?], _ now: [Int?]) -> String {
        switch placing {
        case .value:
            guard let old = items[index].before?.known, let new = items[index].now?.known else { return "—" }
            return format.change(new - old)
        case .rank:
            guard let old = before[index], let new = now[index] else { return "—" }
            return ChartFormat.count.change(Double(old - new))
        }
    }

    private var known: [Double] { items.flatMap { [$0.before?.known, $0.now?.known] }.compactMap(\.self) }

    /// The value at the lowest height: zero for counts, else the round number below the smallest value.
    var start: Double {
        ChartScale(fitting: known, fromZero: format == .count, wholeSteps: format == .count).start
    }

    /// How high a value stands, from 0 at the start to 1 at the largest.
    func height(_ value: Double) -> Double {
        let (start, highest) = (start, known.max() ?? 0)
        return highest > start ? (value - start) / (highest - start) : 0
    }
}
