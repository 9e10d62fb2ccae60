package import Civics
package import HTML

/// What goes together more often than by chance (关联): places, matters, times, bodies, what follows what, and who asks
/// again and again.
package struct ConnectionsPage: Page {
    /// Two things that come together; each links to its requests where the list can name them.
    package struct Pair: Hashable, Sendable {
        package var first: LocalName
        package var second: LocalName
        package var together: Int
        package var expected: Double
        package var lift: Double
        package var interval: ClosedRange<Double>
        /// The requests of both.
        package var requests: ConnectedRequests?
        /// A body and a category that the list of duties does not name for it.
        package var isOutsideDuties: Bool

        package init(
            first: LocalName, second: LocalName, together: Int, expected: Double, lift: Double,
            interval: ClosedRange<Double>, requests: ConnectedRequests?, isOutsideDuties: Bool = false
        ) {
            self.first = first
            self.second = second
            self.together = together
            self.expected = expected
            self.lift = lift
            self.interval = interval
            self.requests = requests
            self.isOutsideDuties = isOutsideDuties
        }
    }

    package struct Caller: Hashable, Sendable {
        package var requests: [CaseNumber]
        package var days: ClosedRange<CityDay>
        /// How many are about one matter.
        package var sameIssue: Int

        package init(requests: [CaseNumber], days: ClosedRange<CityDay>, sameIssue: Int) {
            self.requests = requests
            self.days = days
            self.sameIssue = sameIssue
        }
    }

    package struct Model: Sendable {
        package var days: ClosedRange<CityDay>
        package var requests: Int
        package var isCut: Bool
        package var pairs: [Pair]
        package var sequences: [Pair]
        /// How many days a sequence looks ahead.
        package var window: Int
        package var callers: [Caller]

        package init(
            days: ClosedRange<CityDay>, requests: Int, isCut: Bool, pairs: [Pair], sequences: [Pair], window: Int,
            callers: [Caller]
        ) {
            self.days = days
            self.requests = requests
            self.isCut = isCut
            self.pairs = pairs
            self.sequences = sequences
            self.window = window
            self.callers = callers
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("关联", "Connections") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: HTML(text: "\(range(model.days)) · \(read)"), tools: keysToggle))
                <div class="toolbar">\(periodChooser(model.days, action: .connections()) { .connections(from: $0.lowerBound, to: $0.upperBound) })</div>
                <div class="desk-body">
                <p class="meta read">\(explanation)</p>
                \(section("pairs", say("同时出现", "Come together"), model.pairs, first: say("这一项", "This"), second: say("和这一项", "with this")))
                \(section("sequences", say("先后出现", "Follow each other"), model.sequences, first: say("先有", "First"), second: say("\(model.window) 天内同镇街又有", "then in the same town within \(model.window) days")))
                \(callers)
                </div>
                """)
    }

    private var read: String {
        let number = count(model.requests)
        return model.isCut
            ? say("读了最新的 \(number) 件，期间还有更多", "the newest \(number) requests; the period has more")
            : say("\(number) 件诉求", "\(number) requests")
    }

    private var explanation: String {
        say(
            "倍数是实际件数除以各自独立时应有的件数，1 就是碰巧。只列碰巧的可能很小的（同时比较很多对，已按错误发现率 5% 校正）；关联不等于原因。",
            """
            The lift is the number found divided by the number expected if both were independent; 1 is chance. Shown is \
            only what is hardly chance (many pairs are compared: false discovery rate 5%). A connection is not a cause.
            """)
    }

    private func section(_ id: String, _ heading: String, _ pairs: [Pair], first: String, second: String) -> HTML {
        let body: HTML =
            pairs.isEmpty
            ? """
            <p class="meta">\(say(
                    "没有够分量的：件数太少，或者都在碰巧的范围里。换一个长些的期间试试。",
                    "None of weight: too few requests, or all within chance. Try a longer period."))</p>
            """
            : table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(HTML(text: first)), Column(text: second),
                    Column(text: say("件数", "Requests"), isNumber: true),
                    Column(text: say("独立时应有", "Expected"), isNumber: true),
                    Column(text: say("倍数（95% 区间）", "Lift (95% interval)"), isNumber: true),
                ], rows: pairs.map { .cells(cells($0)) }, asCards: true, style: "connected")
        return "<section class=\"block\" aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(heading)</h2>\(body)</section>"
    }

    private func cells(_ pair: Pair) -> [HTML] {
        let number = count(pair.together)
        let outside: HTML? =
            pair.isOutsideDuties
            ? " <small class=\"meta\">\(say("职责清单里没有", "not in the list of duties"))</small>" : nil
        let span = "\(decimal(pair.interval.lowerBound))–\(decimal(pair.interval.upperBound))"
        return [
            HTML(text: say(pair.first)),
            """
            \(say(pair.second))\(outside)
            """,
            pair.requests.map { "<a class=\"ev\" href=\"\(SitePath.connected($0))\">\(number)</a>" as HTML }
                ?? HTML(text: number),
            HTML(text: decimal(pair.expected)),
            HTML(text: say("\(decimal(pair.lift))（\(span)）", "\(decimal(pair.lift)) (\(span))")),
        ]
    }

    private var callers: HTML {
        let heading = say("同一来电多次反映", "Asked again and again by one caller")
        let explanation = say(
            "按同一电话归在一起，不显示是谁；受保护的不在内。多数是同一件事的，多半是没有办好。",
            "Joined by telephone, without saying whose; the protected are left out. Mostly one matter often means it was not settled."
        )
        let list: HTML =
            model.callers.isEmpty
            ? """
            <p class="meta">\(say("这一期间没有人反映三次以上。", "Nobody asked three times or more in this period."))</p>
            """
            : table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("诉求", "Requests"))), Column(text: say("期间", "Period")),
                    Column(text: say("件数", "Number"), isNumber: true),
                    Column(text: say("同一件事", "One matter"), isNumber: true),
                ],
                rows: model.callers.map { caller in
                    .cells([
                        "\(numbers(caller))", HTML(text: range(caller.days)), HTML(text: count(caller.requests.count)),
                        HTML(text: caller.sameIssue > 1 ? count(caller.sameIssue) : "—"),
                    ])
                }, asCards: true)
        return """
            <section class="block" aria-labelledby="callers"><h2 id="callers">\(heading)</h2><p class="meta read">\(explanation)</p>\(list)</section>
            """
    }

    private func numbers(_ caller: Caller) -> HTML {
        let shown = caller.requests.suffix(6)
        let links = shown.map { "<a href=\"\(SitePath.caseFile($0))\">\($0.description)</a> " as HTML }
        let rest = caller.requests.count - shown.count
        let more: HTML? = rest > 0 ? HTML(text: say("还有 \(rest) 件", "and \(rest) more")) : nil
        return "<span class=\"numbers\">\(links)\(more)</span>"
    }
}
