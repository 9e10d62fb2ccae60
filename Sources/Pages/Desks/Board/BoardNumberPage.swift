package import Civics
package import HTML
package import Reporting

/// The requests behind a number of the board.
package struct BoardNumberPage: Page {
    package struct Model: Sendable {
        package var number: BoardNumber
        /// The name of the line, and of the part of the city where it is not the whole.
        package var line: LocalName?
        package var scope: LocalName?
        package var rows: [CaseRow]
        package var total: ListCount
        package var after: String?
        package var next: String?

        package init(
            number: BoardNumber, line: LocalName? = nil, scope: LocalName? = nil, rows: [CaseRow], total: ListCount,
            after: String? = nil, next: String? = nil
        ) {
            self.number = number
            self.line = line
            self.scope = scope
            self.rows = rows
            self.total = total
            self.after = after
            self.next = next
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    private var number: BoardNumber { model.number }

    package var title: String { say("数字背后的诉求", "The requests behind a number") }

    package func render() -> HTML {
        let heading = say(
            "\(number.what.name.zh) \(count(model.total)) 件", "\(count(model.total)) \(number.what.name.en)")
        let back = BoardQuery(number.cut, scope: number.scope, period: .days(number.days))
        return deskPage(
            title: title,
            main: """
                \(deskHead(
                    heading, meta: isNow ? HTML(text: say("现在", "now")) : HTML(text: range(number.days)),
                    tools: "\(buttonLink(say("回到看板", "Back to the board"), to: .board(BoardAddress(back))))\(keysToggle)"))
                <div class="toolbar chips" role="group" aria-label="\(say("条件", "Conditions"))">\(chips)</div>
                \(if: number.what.canCountTwice, """
                    <p class="meta list-note">\(say(
                        "同一件在这段时间里办结或评价几次的，看板上的数字计几次，这里只列一次。",
                        "A request that was closed or rated several times in these days counts as often on the board, and stands here once."))</p>
                    """)
                \(model.rows.isEmpty ? empty : requestTable(
                    caption: heading, rows: model.rows, total: model.total,
                    first: model.after == nil ? nil : .boardRequests(number),
                    next: model.next.map { .boardRequests(number, after: $0) }))
                \(keyBar([("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open"))]))
                """)
    }

    private var isNow: Bool { number.what.measure == nil }

    private var chips: [HTML] {
        var chips = [chip(say(number.what.name).capitalizedFirst)]
        if !isNow { chips.append(chip(range(number.days))) }
        if let line = model.line { chips.append(chip("\(say(number.cut.one))\(say("：", ": "))\(say(line))")) }
        if let scope = model.scope { chips.append(chip("\(say("范围：", "Scope: "))\(say(scope))")) }
        return chips
    }

    private func chip(_ words: String) -> HTML { "<span class=\"chip\">\(words)</span>" }

    private var empty: HTML {
        emptyState(
            .nothingFound, say("一件也没有", "None"),
            say("这几个条件下没有诉求。", "No request fits these conditions."))
    }
}
