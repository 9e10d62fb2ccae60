import Civics
import HTML
import Reporting

/// The lines of the board compared, sorted by any column.
extension BoardPage {
    private static let rateColumns: [(column: BoardColumn, rate: ScoredRate)] = [
        (.response, .response), (.onTime, .onTime), (.solved, .solved), (.satisfied, .satisfied),
        (.firstTime, .firstTime), (.inspection, .inspection),
    ]

    var comparison: HTML {
        let heading = say("\(query.cut.name.zh)比较", "\(query.cut.name.en) compared")
        guard !board.lines.isEmpty else {
            return """
                <section class="block" aria-labelledby="lines-heading"><h2 id="lines-heading">\(heading)</h2>
                \(emptyState(
                    .noFigures, say("这段时间没有数据", "No figures for these days"), say("换一段时间看看。", "Choose other days.")))
                </section>
                """
        }
        let names = model.names.mapValues { say($0) }
        let lines = order.sorted(board, names: names)
        let from = min(
            (model.address.page - 1) * Self.pageLength, (lines.count - 1) / Self.pageLength * Self.pageLength)
        let shown = Array(lines[from..<min(lines.count, from + Self.pageLength)])
        let places = order.places(in: board)
        return """
            <section class="block" aria-labelledby="lines-heading">
            <div class="card-head"><h2 id="lines-heading">\(heading)</h2><span class="meta">\(rankWords)</span></div>
            \(table(
                caption: heading, hidesCaption: true, columns: columns(shown),
                rows: shown.enumerated().map { index, line in
                    .cells(cells(line, places, shown), isSelected: index == 0)
                }, style: "table-flush table-wide rank board-lines", isList: true))
            \(pages(from: from, of: lines.count))
            </section>
            """
    }

    private var rankWords: String {
        let column = order.ranked(rules)
        let by = column.rate.map { say($0.name) } ?? say("综合分", "the composite score")
        return say(
            "名次按\(by)；区间重叠的并列，不足 \(rules.rankFrom) 件的不排名，不足 \(rules.showFrom) 件的不显示",
            "Places by \(by.lowercased()); overlapping intervals share places, none under \(rules.rankFrom), "
                + "nothing shown under \(rules.showFrom)")
    }

    // MARK: Columns

    private func columns(_ shown: [BoardLine]) -> [Column] {
        var columns = [
            Column(text: say("名次", "Place")), sortable(.name, say(query.cut.one), isNumber: false, key: nil),
            sortable(.dispatched, say("派发", "Dispatched"), key: "1"), sortable(.closed, say("办结", "Closed"), key: "2"),
            sortable(.open, say("在办", "Open"), key: nil), sortable(.overdue, say("超时", "Late"), key: "3"),
        ]
        if !rules.weights.isEmpty {
            columns.append(sortable(.composite, say("综合分", "Score"), key: "4"))
        }
        let keys: [Character] = ["5", "6", "7", "8", "9", "0"]
        for (index, (column, rate)) in Self.rateColumns.enumerated() {
            columns.append(
                sortable(column, say(rate.name), key: keys[index], note: scaleWords(scale(of: rate, shown))))
        }
        columns.append(sortable(.excluded, say("不计", "Left out"), key: nil))
        columns.append(Column(text: nameBefore(query.period), isNumber: true))
        return columns
    }

    private func sortable(
        _ column: BoardColumn, _ words: String, isNumber: Bool = true, key: Character?, note: String? = nil
    ) -> Column {
        let isOn = order.column == column
        // Names and what is late are read from the small end first.
        let isDescending = isOn ? !order.isDescending : column != .name
        let path = SitePath.board(BoardAddress(query, order: BoardOrder(column, isDescending: isDescending)))
        let arrow: HTML? = isOn ? (order.isDescending ? " ↓" : " ↑") : nil
        return Column(
            """
            <a class="sort" href="\(path)#lines-heading"\(keyed(key))>\(words)\(arrow)\(key.map { keyCap($0) })</a>\
            \(note.map { "<span class=\"n-d\">\($0)</span>" })
            """, label: words, isNumber: isNumber,
            sorted: isOn ? (order.isDescending ? .descending : .ascending) : nil)
    }

    /// From a round number below the lowest interval to 100 %.
    private func scale(of rate: ScoredRate, _ shown: [BoardLine]) -> ClosedRange<Double> {
        let lows = shown.compactMap { line in isShown(line.rate(rate)) ? line.rate(rate).interval?.lowerBound : nil }
        let low = ((lows.min() ?? 0) * 10).rounded(.down) / 10
        return min(0.9, max(0, low))...1
    }

    private func scaleWords(_ scale: ClosedRange<Double>) -> String {
        let start = Int((scale.lowerBound * 100).rounded())
        return say("\(start)% 到 100%", "\(start)% to 100%")
    }

    // MARK: Cells

    private func cells(
        _ line: BoardLine, _ places: [String: ClosedRange<Int>], _ shown: [BoardLine]
    ) -> [HTML] {
        let value = line.value ?? ""
        let place: HTML =
            places[value].map { HTML(text: placeWords($0)) }
            ?? "<span class=\"muted nowrap\">\(say("不排名", "no place"))</span>"
        var cells: [HTML] = [
            place, name(value), number(count(line.dispatched), .dispatched, of: line),
            number(count(line.closed), .closed, of: line), number(count(line.open), .open, of: line),
            line.overdue > 0
                ? "<span class=\"c-bad strong\">\(number(count(line.overdue), .overdue, of: line))</span>"
                : "\(count(0))",
        ]
        if !rules.weights.isEmpty { cells.append(composite(line)) }
        for (_, rate) in Self.rateColumns { cells.append(cell(rate, line, scale(of: rate, shown))) }
        cells.append(line.excluded > 0 ? number(count(line.excluded), .excluded, of: line) : "\(count(0))")
        cells.append(changeCell(line))
        return cells
    }

    private func name(_ value: String) -> HTML {
        let name = say(model.names[value] ?? LocalName(zh: value, en: value))
        guard let below = model.below[value] else { return "<span class=\"strong\">\(name)</span>" }
        return "<a class=\"strong\" href=\"\(SitePath.board(BoardAddress(below)))\">\(name)</a>"
    }

    func placeWords(_ place: ClosedRange<Int>) -> String {
        place.count == 1 ? "\(place.lowerBound)" : "\(place.lowerBound)–\(place.upperBound)"
    }

    /// The score with its interval; where a part says too little, why there is none.
    private func composite(_ line: BoardLine) -> HTML {
        guard let score = line.composite else {
            return "<span class=\"muted\">—</span><span class=\"n-d\">\(say("件数太少", "too few"))</span>"
        }
        let (low, high) = (score.interval.lowerBound * 100, score.interval.upperBound * 100)
        return """
            <span class="strong">\(decimal(score.value * 100))</span>\
            <span class="n-d nowrap">\(decimal(low))–\(decimal(high))</span>
            """
    }

    /// A rate with its interval drawn, its fraction and its rest; too little is said instead of shown.
    private func cell(_ kind: ScoredRate, _ line: BoardLine, _ scale: ClosedRange<Double>) -> HTML {
        let rate = line.rate(kind)
        let (part, base, rest) = kind.numbers
        guard rate.denominator > 0 else { return "<span class=\"muted\">—</span>" }
        let of = number(count(rate.denominator), base, of: line)
        guard isShown(rate) else {
            return """
                <span class="muted">—</span><span class="n-d nowrap">\(markup("只有 \(of) 件", "only \(of)"))</span>
                """
        }
        let counted: HTML
        let left: Int
        if kind == .satisfied {
            left = rate.denominator - line.satisfied - line.fairlySatisfied
            let fair: HTML? =
                line.fairlySatisfied > 0
                ? "+\(decimal(rules.fairlySatisfiedWeight))×\(number(count(line.fairlySatisfied), .fairlySatisfied, of: line))"
                : nil
            counted = "\(number(count(line.satisfied), .satisfied, of: line))\(fair)"
        } else {
            left = rate.denominator - Int(rate.numerator)
            counted = number(count(Int(rate.numerator)), part, of: line)
        }
        let other: HTML? =
            left > 0
            ? markup(
                "\(restWord(kind)) \(number(count(left), rest, of: line))",
                "\(restWord(kind)) \(number(count(left), rest, of: line))") : nil
        return """
            \(percent(rate))<span class="chart">\(RateMark(rate, target: rules.targets[kind], scale: scale).svg(language))</span>\
            <span class="n-d nowrap">\(counted)/\(of)</span><span class="n-d nowrap">\(other)</span>
            """
    }

    /// What the rest of a rate is called in a cell.
    private func restWord(_ kind: ScoredRate) -> String {
        switch kind {
        case .response: say("超时", "late")
        case .onTime: say("超时", "late")
        case .solved: say("没解决", "not")
        case .satisfied: say("其余", "others")
        case .firstTime: say("重办", "redone")
        case .inspection: say("不合格", "failed")
        }
    }

    /// The change of what is ranked by, against the period before.
    private func changeCell(_ line: BoardLine) -> HTML {
        guard let before = board.before?.lines[line.value ?? ""] else { return "<span class=\"muted\">—</span>" }
        if let rate = order.ranked(rules).rate {
            return change(line.rate(rate), from: before.rate(rate), showFrom: rules.showFrom)
        }
        guard let now = line.composite, let then = before.composite else { return "<span class=\"muted\">—</span>" }
        let points = ((now.value - then.value) * 1000).rounded() / 10
        return delta(points, words: say("\(decimal(abs(points))) 分", decimal(abs(points))), moreIsBetter: true)
    }

    // MARK: Pages

    private func pages(from: Int, of all: Int) -> HTML? {
        guard all > Self.pageLength else { return nil }
        let (page, last) = (from / Self.pageLength + 1, (all - 1) / Self.pageLength + 1)
        func path(_ page: Int) -> SitePath {
            .board(BoardAddress(query, order: model.address.order, page: page))
        }
        let shown = say(
            "\(count(all)) 行中的第 \(from + 1) 到 \(min(all, from + Self.pageLength)) 行",
            "Lines \(from + 1) to \(min(all, from + Self.pageLength)) of \(count(all))")
        return pager(
            first: page > 1 ? path(1) : nil, next: page < last ? path(page + 1) : nil, shown: shown)
    }
}
