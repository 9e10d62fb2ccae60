package import Civics
package import HTML
package import Reporting

/// The board (效能看板): how well bodies, places and fields are served, every number with what it rests on.
package struct BoardPage: Page {
    /// A sign on the board; its requests stand on a page of their own.
    package struct SignLine: Hashable, Sendable {
        package var sign: Sign
        package var count: Int

        package init(_ sign: Sign, count: Int) {
            self.sign = sign
            self.count = count
        }
    }

    package struct Model: Sendable {
        package var address: BoardAddress
        package var board: Board
        /// The names of the lines, and what they are sorted by.
        package var names: [String: LocalName]
        /// Parts of the city that may be chosen; one only where the reader has no choice.
        package var scopes: [(scope: BoardScope, name: LocalName)]
        package var cuts: [BoardCut]
        /// Where a line leads: to the board of what lies below it.
        package var below: [String: BoardQuery]
        /// The versions of `scores.yml`, the latest last.
        package var versions: [CityDay]
        /// Appeals that wait for a decision; `nil` where the reader decides none.
        package var openAppeals: Int?
        /// Signs of the board's days; `nil` where the reader does not see any.
        package var signs: [SignLine]?

        package init(
            address: BoardAddress, board: Board, names: [String: LocalName],
            scopes: [(scope: BoardScope, name: LocalName)], cuts: [BoardCut], below: [String: BoardQuery] = [:],
            versions: [CityDay], openAppeals: Int? = nil, signs: [SignLine]? = nil
        ) {
            self.address = address
            self.board = board
            self.names = names
            self.scopes = scopes
            self.cuts = cuts
            self.below = below
            self.versions = versions
            self.openAppeals = openAppeals
            self.signs = signs
        }
    }

    /// Lines on one page.
    static let pageLength = 50

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    var board: Board { model.board }
    var rules: ScoreRules { model.board.rules }
    var query: BoardQuery { model.address.query }
    var order: BoardOrder { model.address.order ?? .usual(rules) }

    package var title: String { "\(say("效能看板", "Board")) · \(name(of: query.period))" }

    private var scopeName: LocalName {
        model.scopes.first { $0.scope == query.scope }?.name ?? LocalName(zh: "全市", en: "Whole city")
    }

    package func render() -> HTML {
        let tabs = model.cuts.map { cut in
            (
                name: say(cut.name), count: nil as String?,
                path: SitePath.board(BoardAddress(BoardQuery(cut, scope: query.scope, period: query.period))),
                isOn: cut == query.cut
            )
        }
        return deskPage(
            title: title,
            main: """
                \(deskHead(
                    say("效能看板", "Board"),
                    meta: "\(name(of: query.period))\(say("，", ", "))\(range(board.days)) · \(say(scopeName))", tools: tools))
                <div class="toolbar board-choice" role="group" aria-label="\(say("期间和范围", "Period and scope"))">\
                \(periods)\(scopeForm)</div>
                \(tabs.count > 1 ? viewTabs(say("按什么比", "Compared by"), tabs) : "")
                <div class="desk-body board">
                \(rateCards)
                \(comparison)
                \(beside)
                \(definitions)
                </div>
                \(keyBar([
                    ("J K", say("下一行、上一行", "next, previous line")), ("Enter", say("打开", "open")),
                    ("1–9", say("按列排序", "sort by column")),
                ]))
                """)
    }

    private var tools: HTML {
        let address = BoardAddress(query, order: model.address.order)
        return """
            <a class="btn" href="\(SitePath.boardTable(address))" download>\(say("导出整张表（CSV）", "Export the whole table (CSV)"))</a>\
            \(keysToggle)
            """
    }

    // MARK: What is shown

    private func address(_ period: CityPeriod) -> SitePath {
        .board(BoardAddress(BoardQuery(query.cut, scope: query.scope, period: period), order: model.address.order))
    }

    /// A week, month, quarter or year, the one before and the one after, or days freely chosen.
    private var periods: HTML {
        let lengths = CityPeriod.Length.allCases.map { length -> HTML in
            let last = min(board.days.upperBound, context.today)
            let isOn = query.period.length == length
            return """
                <a class="btn btn-sm\(if: !isOn, " btn-quiet")" href="\(address(CityPeriod(length, containing: last)))"\
                \(if: isOn, #" aria-current="true""#)>\(say(length.name))</a>
                """
        }
        let next = query.period.next
        let step: HTML = """
            <a class="btn btn-sm btn-quiet" href="\(address(query.period.previous))" rel="prev">\
            ‹ <span>\(say("前一段", "Before"))</span></a>\
            \(if: next.days.lowerBound <= context.today, """
                <a class="btn btn-sm btn-quiet" href="\(address(next))" rel="next"><span>\(say("后一段", "After"))</span> ›</a>
                """)
            """
        let hidden = BoardAddress(query, order: model.address.order).parameters.filter { $0.name != "period" }
        return """
            <div class="periods" role="group" aria-label="\(say("期间", "Period"))">\(lengths)\(step)\
            <form method="get" action="/desk/board" class="row row-tight">\
            \(hidden.compactMap { parameter in parameter.value.map { hiddenField(parameter.name, $0) } })\
            <label class="row row-tight"><span class="meta">\(say("从", "From"))</span><input class="input input-sm" type="date" \
            name="from" value="\(board.days.lowerBound.description)" required></label>\
            <label class="row row-tight"><span class="meta">\(say("到", "to"))</span><input class="input input-sm" type="date" \
            name="to" value="\(board.days.upperBound.description)" required></label>\
            <button class="btn btn-sm">\(say("查看", "Show"))</button></form></div>
            """
    }

    private var scopeForm: HTML? {
        guard model.scopes.count > 1 else { return nil }
        let links = model.scopes.map { scope, name -> HTML in
            // What cannot be compared in a part of the city is compared by body there.
            let cut = scope == .city || query.cut == .body || query.cut == .town ? query.cut : .body
            let path = SitePath.board(BoardAddress(BoardQuery(cut, scope: scope, period: query.period)))
            return """
                <a class="btn btn-sm\(if: scope != query.scope, " btn-quiet")" href="\(path)"\
                \(if: scope == query.scope, #" aria-current="true""#)>\(say(name))</a>
                """
        }
        return "<div class=\"periods\" role=\"group\" aria-label=\"\(say("范围", "Scope"))\">\(links)</div>"
    }

    func number(_ words: String, _ what: BoardNumber.What, of line: BoardLine) -> HTML {
        "<a class=\"ev\" href=\"\(SitePath.boardRequests(board.number(what, of: line)))\">\(words)</a>"
    }

    func isShown(_ rate: Rate) -> Bool { rate.denominator >= max(1, rules.showFrom) }

    /// A weighted number: whole where it is.
    func points(_ number: Double) -> String {
        number == number.rounded() ? count(Int(number)) : decimal(number)
    }

    /// `97.9% 到 98.4%`
    func intervalWords(_ interval: ClosedRange<Double>) -> String {
        let (low, high) = (decimal(interval.lowerBound * 100), decimal(interval.upperBound * 100))
        return say("\(low)% 到 \(high)%", "\(low)% to \(high)%")
    }
}
