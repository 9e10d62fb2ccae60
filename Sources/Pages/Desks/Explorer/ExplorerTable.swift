import Civics
import HTML
import Reporting

/// The answer as a table: its sum first, every number with what it rests on.
extension ExplorerPage {
    /// Lines on the page; the file has all.
    private static let mostLines = 200

    private var isCompared: Bool { result.comparedDays != nil }
    /// Places are given by the first measure, where that is a rate.
    private var isRanked: Bool { result.lines.contains { $0.places != nil } }

    var table: HTML {
        let caption = names.title(query)
        let columns = columns
        let width = columns.count > 6 ? " table-wide" : columns.count < 5 ? " explorer-short" : ""
        return """
            \(self.table(
                caption: caption, hidesCaption: true, columns: columns,
                rows: [.cells(cells(result.total))] + result.lines.prefix(Self.mostLines).map { .cells(cells($0)) },
                style: "table-flush rank explorer-table\(width)", isList: true))
            \(notes)
            """
    }

    private var columns: [Column] {
        var columns = [Column(text: query.rows.map { names.dimension($0) } ?? say("范围", "Of"))]
        if isRanked { columns.append(Column(text: say("名次", "Place"))) }
        guard let dimension = query.columns else {
            for measure in query.measures {
                columns.append(Column(text: names.measure(measure), isNumber: true))
                if isCompared {
                    columns.append(
                        Column(
                            text: query.comparison == .yearBefore
                                ? say("比去年同期", "On the year before") : say("比前一段", "On the period before"),
                            isNumber: true))
                }
            }
            return columns
        }
        return columns
            + result.columns.map { Column(text: names.value($0, of: dimension), isNumber: true) }
            + [Column(text: say("合计", "All"), isNumber: true)]
    }

    private func cells(_ line: ExplorerResult.Line) -> [HTML] {
        let name: HTML =
            line.value.map { value in HTML(text: query.rows.map { names.value(value, of: $0) } ?? value) }
            ?? "<strong>\(say("总体", "The whole"))</strong>"
        var cells = [name]
        if isRanked {
            cells.append(
                line.places.map { HTML(text: words($0)) }
                    ?? (line.value == nil ? "" : "<span class=\"muted nowrap\">\(say("不排名", "no place"))</span>"))
        }
        guard !query.hasColumns else {
            let measure = query.measures[0]
            return cells + line.cells.map { cell($0, measure, line, isShort: true) } + [
                cell(line.whole, measure, line, isShort: true)
            ]
        }
        for (cell, measure) in zip(line.cells, query.measures) {
            cells.append(self.cell(cell, measure, line))
            if isCompared { cells.append(change(cell, measure)) }
        }
        return cells
    }

    private func words(_ places: ClosedRange<Int>) -> String {
        places.count == 1 ? "\(places.lowerBound)" : "\(places.lowerBound)–\(places.upperBound)"
    }

    /// - Parameter isShort: whether a ratio stands without its interval, for want of room.
    private func cell(
        _ cell: ExplorerResult.Cell, _ measure: ExplorerMeasure, _ line: ExplorerResult.Line, isShort: Bool = false
    ) -> HTML {
        let value = cell.now
        guard let denominator = value.denominator else {
            return evidence(count(Int(value.numerator)), cell.figure)
        }
        guard denominator > 0 else { return "<span class=\"muted\">—</span>" }
        let onBoard = onBoard(measure, line)
        let base = link(count(denominator), cell.base, onBoard?.base)
        guard let shown = result.shown(value, measure) else {
            return "<span class=\"muted\">—</span><span class=\"n-d\">\(markup("基数 \(base)", "of \(base)"))</span>"
        }
        guard let rate = value.rate(measure) else {
            return "\(decimal(shown))<span class=\"n-d\">\(markup("办结 \(base)", "\(base) closed"))</span>"
        }
        let top =
            rate.numerator == rate.numerator.rounded() ? count(Int(rate.numerator)) : decimal(rate.numerator)
        let interval = rate.interval.map { interval in
            let (low, high) = (decimal(interval.lowerBound * 100), decimal(interval.upperBound * 100))
            return say("\(low)%–\(high)%", "\(low)%–\(high)%")
        }
        return """
            \(percent(rate))<span class="n-d nowrap">\(link(top, cell.figure, rate.numerator > 0 ? onBoard?.part : nil)) ÷ \(base)\
            \(isShort ? nil : interval.map { "<br>\($0)" as HTML })</span>
            """
    }

    private func link(_ words: String, _ figure: FigureQuery?, _ number: BoardNumber?) -> HTML {
        guard figure == nil, let number else { return evidence(words, figure) }
        return "<a class=\"ev\" href=\"\(SitePath.boardRequests(number))\">\(words)</a>"
    }

    /// The numbers of the board that count the same: its lists know the kinds that a rate leaves out. `nil` where the board
    /// does not compare by this, or is closed to the reader.
    private func onBoard(
        _ measure: ExplorerMeasure, _ line: ExplorerResult.Line
    ) -> (part: BoardNumber?, base: BoardNumber)? {
        guard case .rate(let rate) = measure, rate.restsOnAnswers, !query.hasColumns, query.filters.isEmpty,
            line.value != "", let days = result.days, context.staff?.places.contains(.board) == true,
            let cut = query.rows.map({ BoardCut(rawValue: $0.rawValue) }) ?? .body
        else { return nil }
        func number(_ what: BoardNumber.What) -> BoardNumber {
            BoardNumber(what, line.value == nil ? .body : cut, value: line.value, days: days)
        }
        // What satisfaction weighs is no number of requests.
        return rate == .solved ? (number(.solved), number(.askedSolved)) : (nil, number(.askedSatisfied))
    }

    private func change(_ cell: ExplorerResult.Cell, _ measure: ExplorerMeasure) -> HTML {
        guard let before = cell.before, let then = result.shown(before, measure),
            let now = result.shown(cell.now, measure)
        else { return "<span class=\"muted\">—</span>" }
        switch measure {
        case .count:
            let words = count(Int(abs(now - then)))
            let share = then > 0 && now != then ? percent(Rate(abs(now - then), of: Int(then))) : nil
            return """
                \(delta(now - then, words: words, moreIsBetter: nil))\
                <span class="n-d">\(say("原 \(count(Int(then)))", "from \(count(Int(then)))"))\
                \(share.map { "\(say("，", ", "))\($0)" as HTML })</span>
                """
        case .rate:
            let points = ((now - then) * 1000).rounded() / 10
            let words = say("\(decimal(abs(points))) 个百分点", "\(decimal(abs(points))) points")
            return """
                \(delta(points, words: words, moreIsBetter: true))\
                <span class="n-d">\(say("原 \(decimal(then * 100))%", "from \(decimal(then * 100))%"))</span>
                """
        case .handlingTime:
            let hours = ((now - then) * 10).rounded() / 10
            return """
                \(delta(hours, words: say("\(decimal(abs(hours))) 小时", "\(decimal(abs(hours))) h"), moreIsBetter: false))\
                <span class="n-d">\(say("原 \(decimal(then))", "from \(decimal(then))"))</span>
                """
        }
    }

    /// What has to be known to read the table.
    private var notes: HTML {
        var notes: [String] = []
        if result.lines.count > Self.mostLines {
            notes.append(
                say(
                    "只列前 \(Self.mostLines) 行，共 \(count(result.lines.count)) 行，全部在导出的表里。",
                    "The first \(Self.mostLines) of \(count(result.lines.count)) lines; the exported table has all."))
        }
        if query.measures.contains(where: \.isRatio) {
            let rules = result.rules
            notes.append(
                say(
                    "率下面是分子 ÷ 分母和 95% 区间；分母不到 \(rules.showFrom) 的不显示，不到 \(rules.rankFrom) 的不排名，区间重叠的并列。",
                    """
                    Below a rate stand numerator ÷ denominator and the 95% interval. Nothing is shown that rests on fewer than \
                    \(rules.showFrom), none is ranked under \(rules.rankFrom), overlapping intervals share places.
                    """))
        }
        for measure in query.measures {
            guard case .rate(let rate) = measure, case let kinds = result.rules.excludedKinds(from: rate),
                !kinds.isEmpty
            else { continue }
            let list = kinds.map { say($0.name) }.joined(separator: say("、", ", "))
            notes.append(
                say(
                    "\(names.measure(measure))不计这些种类：\(list)。", "\(names.measure(measure)) leaves out: \(list)."))
        }
        if let compared = result.comparedDays {
            notes.append(say("比较的是\(range(compared))。", "Compared with \(range(compared))."))
        }
        return notes.isEmpty ? "" : "<p class=\"meta block\">\(notes.joined(separator: say("", " ")))</p>"
    }
}
