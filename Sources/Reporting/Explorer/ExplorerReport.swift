package import Civics

/// An answer as it stands in a report: what was asked, its picture, and its table.
package struct ExplorerReport {
    /// Lines of a table on paper, and columns.
    private static let mostLines = 40
    private static let mostColumns = 7

    private let result: ExplorerResult
    private let name: String
    private let problems: [ExplorerProblem]
    private let city: City
    private let language: Language
    private let names: ExplorerNames

    /// - Parameters:
    ///   - name: what whoever kept the query calls it.
    ///   - problems: what of the query could not be answered.
    package init(
        _ result: ExplorerResult, named name: String, _ problems: [ExplorerProblem], of city: City,
        _ language: Language
    ) {
        self.result = result
        self.name = name
        self.problems = problems
        self.city = city
        self.language = language
        names = ExplorerNames(city, language)
    }

    package var blocks: [ReportBlock] {
        let query = result.query
        var text = names.title(query) + language.say("。", ".")
        for problem in problems { text += language.say("", " ") + names.words(problem) }
        guard !result.isEmpty else {
            let sentence = text + language.say("这段时间没有数字。", " There are no figures in these days.")
            return [.statement(lead: name, "\(sentence)")]
        }
        let charts = ExplorerCharts(result, of: city, language).charts.map {
            ReportBlock.chart($0, caption: $0.title)
        }
        return [.statement(lead: name, "\(text)")] + charts + [.table(table)]
    }

    private var query: ExplorerQuery { result.query }

    private var table: ReportTable {
        let head = query.rows.map { names.dimension($0) } ?? language.say("范围", "Of")
        let shown = result.lines.prefix(Self.mostLines)
        let columns = query.hasColumns ? Array(result.columns.prefix(Self.mostColumns)) : []
        let isCompared = result.comparedDays != nil && !query.hasColumns
        var heads = [ReportTable.Column(head, isNumber: false)]
        if let dimension = query.columns {
            heads += columns.map { ReportTable.Column(names.short($0, of: dimension)) }
            heads.append(ReportTable.Column(language.say("合计", "All")))
        } else {
            for measure in query.measures {
                heads.append(ReportTable.Column(names.measure(measure)))
                if isCompared { heads.append(ReportTable.Column(language.say("增减", "Change"))) }
            }
        }
        func row(_ line: ExplorerResult.Line) -> ReportTable.Row {
            let name = line.value.flatMap { value in query.rows.map { names.value(value, of: $0) } }
            var cells: [ReportCell] = []
            if query.hasColumns {
                cells = line.cells.prefix(columns.count).map { cell($0, query.measures[0]) }
                cells.append(cell(line.whole, query.measures[0]))
            } else {
                for (cell, measure) in zip(line.cells, query.measures) {
                    cells.append(self.cell(cell, measure))
                    if isCompared { cells.append(change(cell, measure)) }
                }
            }
            return ReportTable.Row(name ?? language.say("总体", "The whole"), cells)
        }
        return ReportTable(
            caption: names.title(query), columns: heads, rows: shown.map(row) + [row(result.total)],
            note: note(shown.count, columns.count))
    }

    private func note(_ lines: Int, _ columns: Int) -> Sentence? {
        var notes: [String] = []
        if lines < result.lines.count {
            notes.append(
                language.say(
                    "只列前 \(lines) 行，共 \(result.lines.count) 行。", "The first \(lines) of \(result.lines.count) lines."))
        }
        if query.hasColumns, columns < result.columns.count {
            notes.append(
                language.say(
                    "只列前 \(columns) 列，共 \(result.columns.count) 列。",
                    "The first \(columns) of \(result.columns.count) columns."))
        }
        if query.measures.contains(where: \.isRatio), result.rules.showFrom > 1 {
            notes.append(
                language.say(
                    "基数不到 \(result.rules.showFrom) 的不显示。",
                    "What rests on fewer than \(result.rules.showFrom) is not shown."))
        }
        return notes.isEmpty ? nil : "\(notes.joined(separator: language.say("", " ")))"
    }

    private func cell(_ cell: ExplorerResult.Cell, _ measure: ExplorerMeasure) -> ReportCell {
        guard let value = result.shown(cell.now, measure) else { return .none }
        let text = measure.format.text(value)
        let topic = names.measure(measure)
        switch measure {
        case .count:
            guard let figure = cell.figure else { return .text(text) }
            return .number(
                ReportNumber(text, .count(Figure(topic, Int(cell.now.numerator), figure)), topic: topic))
        case .rate:
            guard let figure = cell.figure, let base = cell.base, let denominator = cell.now.denominator else {
                return .text(text)
            }
            let ratio = Ratio(
                Figure(language.say(figure.measure.reportName), Int(cell.now.numerator), figure),
                of: Figure(language.say(base.measure.reportName), denominator, base))
            return .rate(ReportNumber(text, .ratio(ratio), topic: topic), base: ratio.baseText, interval: nil)
        case .handlingTime: return .text(text)
        }
    }

    private func change(_ cell: ExplorerResult.Cell, _ measure: ExplorerMeasure) -> ReportCell {
        guard let now = result.shown(cell.now, measure), let before = cell.before.flatMap({ result.shown($0, measure) })
        else { return .none }
        return .text(measure.format.change(now - before))
    }
}
