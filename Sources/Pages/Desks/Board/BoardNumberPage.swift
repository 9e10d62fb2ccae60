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
        package var found: FoundRequests

        package init(
            number: BoardNumber, line: LocalName? = nil, scope: LocalName? = nil, found: FoundRequests
        ) {
            self.number = number
            self.line = line
            self.scope = scope
            self.found = found
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
        let total = count(model.found.total)
        let back = BoardQuery(number.cut, scope: number.scope, period: .days(number.days))
        return foundPage(
            model.found, heading: say("\(number.what.name.zh) \(total) 件", "\(total) \(number.what.name.en)"),
            meta: isNow ? say("现在", "now") : range(number.days),
            tools: buttonLink(say("回到看板", "Back to the board"), to: .board(BoardAddress(back))),
            conditions: conditions,
            note: number.what.canCountTwice
                ? say(
                    "同一件在这段时间里办结或评价几次的，看板上的数字计几次，这里只列一次。",
                    "A request that was closed or rated several times in these days counts as often on the board, and stands here once."
                )
                : nil,
            hint: say("这几个条件下没有诉求。", "No request fits these conditions.")
        ) { .boardRequests(number, after: $0) }
    }

    private var isNow: Bool { number.what.measure == nil }

    private var conditions: [HTML] {
        var words = [say(number.what.name).capitalizedFirst]
        if !isNow { words.append(range(number.days)) }
        if let line = model.line { words.append("\(say(number.cut.one))\(say("：", ": "))\(say(line))") }
        if let scope = model.scope { words.append("\(say("范围：", "Scope: "))\(say(scope))") }
        return words.map { conditionChip($0) }
    }
}
