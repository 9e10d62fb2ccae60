package import Civics

extension ExplorerView {
    /// The pictures that can show a query, the one that fits best first; the table alone always can.
    package static func fitting(_ query: ExplorerQuery) -> [ExplorerView] {
        let isCompared = query.comparison != .none
        switch (query.rows, query.columns) {
        case (nil, _): return [.table]
        case (_?, _?): return [.heat, .table]
        case (.day?, nil): return query.period.days.count > 1 ? [.trend, .calendar, .table] : [.table]
        case (.week?, nil), (.month?, nil): return [.trend, .table]
        case (.town?, nil): return isCompared ? [.bars, .tiles, .slope, .table] : [.bars, .tiles, .table]
        case (_?, nil): return isCompared ? [.bars, .slope, .table] : [.bars, .table]
        }
    }
}

/// The pictures of an answer.
package struct ExplorerCharts: Sendable {
    package let result: ExplorerResult
    private let names: ExplorerNames
    private let city: City
    private let language: Language

    /// Lines that one picture shows, and columns.
    private static let mostBars = 20
    private static let mostSlopes = 15
    private static let mostHeatRows = 40
    private static let mostHeatColumns = 14

    package init(_ result: ExplorerResult, of city: City, _ language: Language) {
        self.result = result
        self.city = city
        self.language = language
        names = ExplorerNames(city, language)
    }

    private var query: ExplorerQuery { result.query }
    private var view: ExplorerView { query.view ?? ExplorerView.fitting(query)[0] }

    /// One for each measure; none where there is nothing to draw.
    package var charts: [Chart] {
        guard !result.isEmpty, let rows = query.rows, let days = result.days else { return [] }
        return query.measures.indices.compactMap { place in
            switch view {
            case .bars: bars(place, rows)
            case .trend: trend(place, rows)
            case .heat: heat(rows)
            case .slope: result.comparedDays == nil ? nil : slope(place, rows)
            case .tiles: tiles(place)
            case .calendar: calendar(place, days)
            case .table: nil
            }
        }
    }

    // MARK: Words

    private func title(_ place: Int) -> String { names.title(query, measures: [query.measures[place]]) }

    private var daysName: String { result.days.map { language.period($0, withYear: true) } ?? "" }
    private var comparedName: String { result.comparedDays.map { language.period($0, withYear: true) } ?? "" }

    private func summary(_ place: Int, _ most: String) -> String {
        let format = query.measures[place].format
        let total = result.shown(result.total.cells[place].now, query.measures[place])
        let whole = total.map { language.say("总体 \(format.text($0))。", " \(format.text($0)) in all.") } ?? ""
        return language.say("\(daysName)。\(whole)\(most)", "\(daysName).\(whole)\(most)")
    }

    /// What was left out for want of room.
    private func cut(_ shown: Int, of all: Int) -> String {
        shown < all
            ? language.say("只画前 \(shown) 个，共 \(all) 个，全部见表。", " The first \(shown) of \(all); all are in the table.")
            : ""
    }

    private func value(_ line: ExplorerResult.Line, _ place: Int, before: Bool = false) -> Double? {
        let cell = line.cells[place]
        guard let value = before ? cell.before : cell.now else { return nil }
        return result.shown(value, query.measures[place])
    }

    private func figure(_ line: ExplorerResult.Line, _ place: Int) -> FigureQuery? {
        query.measures[place].isRatio ? nil : line.cells[place].figure
    }

    private func name(_ line: ExplorerResult.Line, _ dimension: ExplorerDimension) -> String {
        names.value(line.value ?? "", of: dimension)
    }

    // MARK: Kinds

    private func bars(_ place: Int, _ rows: ExplorerDimension) -> Chart? {
        let measure = query.measures[place]
        let known = result.lines.filter { value($0, place) != nil }
        let shown = known.prefix(Self.mostBars)
        guard let first = shown.first else { return nil }
        let total = result.total.cells[place].now.numerator
        let bars = shown.map { line -> BarChart.Bar in
            let now = line.cells[place].now
            let share = Rate(now.numerator, of: Int(total))
            let note =
                now.denominator.map { Numerals.count($0) } ?? share.value.map { ChartFormat.share.text($0) } ?? "—"
            return BarChart.Bar(
                name(line, rows), value(line, place) ?? 0, comparison: value(line, place, before: true), note: note,
                figure: figure(line, place))
        }
        let most = language.say(
            "第一是\(name(first, rows))，\(measure.format.text(bars[0].value))。",
            " First: \(name(first, rows)), \(measure.format.text(bars[0].value)).")
        return .bars(
            BarChart(
                title: title(place), summary: summary(place, most + cut(shown.count, of: known.count)),
                nameHead: names.dimension(rows), valueHead: daysName, comparisonHead: comparedName,
                noteHead: measure.isRatio ? language.say("基数", "Base") : language.say("占比", "Share"), bars: bars,
                format: measure.format))
    }

    private func trend(_ place: Int, _ rows: ExplorerDimension) -> Chart {
        let measure = query.measures[place]
        let isCompared = result.comparedDays != nil
        return .trend(
            TrendChart(
                title: title(place), summary: summary(place, ""), labelHead: names.dimension(rows),
                labels: result.lines.map { names.short($0.value ?? "", of: rows) },
                current: TrendChart.Series(
                    language.say("本期", "This period"), result.lines.map { value($0, place) }),
                comparison: isCompared
                    ? TrendChart.Series(
                        query.comparison == .yearBefore
                            ? language.say("去年同期", "Year before") : language.say("上期", "Period before"),
                        result.lines.map { value($0, place, before: true) }) : nil,
                format: measure.format, startsNearValues: measure.format == .share,
                figures: result.lines.map { figure($0, place) }))
    }

    /// Turned on its side where that fits and the other way does not; `nil` where neither does.
    private func heat(_ rows: ExplorerDimension) -> Chart? {
        guard let columns = query.columns else { return nil }
        let isTurned = result.columns.count > Self.mostHeatColumns
        guard !isTurned || result.lines.count <= Self.mostHeatColumns else { return nil }
        let measure = query.measures[0]
        func cell(_ cell: ExplorerResult.Cell) -> HeatMap.Cell? {
            result.shown(cell.now, measure).map { HeatMap.Cell($0, figure: measure.isRatio ? nil : cell.figure) }
        }
        let all =
            isTurned
            ? result.columns.indices.map { column in
                HeatMap.Row(
                    names.short(result.columns[column], of: columns), result.lines.map { cell($0.cells[column]) },
                    total: cell(result.total.cells[column]))
            }
            : result.lines.map {
                HeatMap.Row(names.short($0.value ?? "", of: rows), $0.cells.map(cell), total: cell($0.whole))
            }
        let shown = all.prefix(Self.mostHeatRows)
        return .heat(
            HeatMap(
                title: title(0),
                summary: language.say("\(daysName)。颜色越深越多。", "\(daysName). The darker, the more.")
                    + cut(shown.count, of: all.count),
                nameHead: names.dimension(isTurned ? columns : rows),
                columns: isTurned
                    ? result.lines.map { names.short($0.value ?? "", of: rows) }
                    : result.columns.map { names.short($0, of: columns) },
                totalHead: language.say("合计", "All"), rows: Array(shown), format: measure.format))
    }

    private func slope(_ place: Int, _ rows: ExplorerDimension) -> Chart {
        let shown = result.lines.filter { value($0, place) != nil || value($0, place, before: true) != nil }
        return .slope(
            SlopeChart(
                title: title(place),
                summary: summary(place, cut(min(Self.mostSlopes, shown.count), of: shown.count)),
                nameHead: names.dimension(rows), beforeHead: comparedName, nowHead: daysName,
                items: shown.prefix(Self.mostSlopes).map { line in
                    SlopeChart.Item(
                        name(line, rows), before: value(line, place, before: true), now: value(line, place),
                        nowFigure: figure(line, place))
                }, format: query.measures[place].format))
    }

    /// All towns of the city in the order of its list, those without a figure too.
    private func tiles(_ place: Int) -> Chart {
        let measure = query.measures[place]
        let lines = Dictionary(
            result.lines.map { ($0.value ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        let district = query.filter(.district)
        let tiles = city.regions(under: city.root).flatMap { region -> [TileMap.Tile] in
            guard district == nil || district == region.id else { return [] }
            return city.regions(under: region.id).map { town in
                let line = lines[town.id]
                let known = line.map { value($0, place) } ?? (measure.isRatio ? nil : 0)
                return TileMap.Tile(
                    language.say(town.name), group: language.say(region.name), known,
                    figure: line.flatMap { figure($0, place) })
            }
        }
        return .tiles(
            TileMap(
                title: title(place), summary: summary(place, ""), nameHead: names.dimension(.town),
                valueHead: names.measure(measure),
                missingMeaning: language.say("没有，或件数少不显示", "none, or too few to show"), tiles: tiles,
                format: measure.format))
    }

    private func calendar(_ place: Int, _ days: ClosedRange<CityDay>) -> Chart {
        .calendar(
            CalendarChart(
                title: title(place), summary: summary(place, ""), valueHead: names.measure(query.measures[place]),
                days: zip(days, result.lines).map { day, line in
                    CalendarChart.Day(
                        day, value(line, place), sign: CalendarChart.Sign(of: day, in: city.calendar),
                        figure: figure(line, place))
                }, format: query.measures[place].format))
    }
}
