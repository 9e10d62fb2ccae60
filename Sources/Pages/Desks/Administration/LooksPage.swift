package import Civics
package import HTML

/// A look at personal data, in words.
package struct LookLine: Hashable, Sendable {
    package enum Mark: String, CaseIterable, Sendable {
        case many, night, unrelated
    }

    package var at: Instant
    package var account: String
    /// `热线坐席 2036`
    package var who: String
    package var body: String
    package var number: CaseNumber?
    package var what: LocalName
    package var marks: [Mark]

    package init(
        at: Instant, account: String, who: String, body: String, number: CaseNumber?, what: LocalName,
        marks: [Mark] = []
    ) {
        self.at = at
        self.account = account
        self.who = who
        self.body = body
        self.number = number
        self.what = what
        self.marks = marks
    }
}

/// Who looked at which personal data, and what stands out (查看记录); for auditors.
package struct LooksPage: Page {
    /// An account with something that stands out.
    package struct Unusual: Hashable, Sendable {
        package var account: String
        package var who: String
        package var body: String
        package var looks: Int
        package var mostInAnHour: Int
        package var mostAt: Instant?
        package var atNight: Int
        package var unrelated: Int
        package var mostUnrelatedInADay: Int
        package var marks: [LookLine.Mark]

        package init(
            account: String, who: String, body: String, looks: Int, mostInAnHour: Int, mostAt: Instant?, atNight: Int,
            unrelated: Int, mostUnrelatedInADay: Int, marks: [LookLine.Mark]
        ) {
            self.account = account
            self.who = who
            self.body = body
            self.looks = looks
            self.mostInAnHour = mostInAnHour
            self.mostAt = mostAt
            self.atNight = atNight
            self.unrelated = unrelated
            self.mostUnrelatedInADay = mostUnrelatedInADay
            self.marks = marks
        }
    }

    package struct Model: Sendable {
        package var query: LooksQuery
        /// What stands in the field of the case, as it was typed.
        package var typedNumber: String
        package var kinds: [NamedChoice]
        package var looks: [LookLine]
        package var total: Int
        package var unusual: [Unusual]
        package var rules: UnusualLooks
        package var after: String?
        package var next: String?
        package var keptDays: Int
        /// Days that can be looked through at once.
        package var longest: Int

        package init(
            query: LooksQuery, typedNumber: String = "", kinds: [NamedChoice], looks: [LookLine], total: Int,
            unusual: [Unusual], rules: UnusualLooks, after: String? = nil, next: String? = nil, keptDays: Int,
            longest: Int
        ) {
            self.query = query
            self.typedNumber = typedNumber
            self.kinds = kinds
            self.looks = looks
            self.total = total
            self.unusual = unusual
            self.rules = rules
            self.after = after
            self.next = next
            self.keptDays = keptDays
            self.longest = longest
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("查看记录", "Looks at personal data") }

    private var query: LooksQuery { model.query }

    private func path(_ days: ClosedRange<CityDay>) -> SitePath {
        var query = query
        query.days = days
        return .looks(query)
    }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(
                    title, meta: HTML(text: say("\(range(query.days))，\(count(model.total)) 次", "\(range(query.days)), \(count(model.total))")),
                    tools: "<a class=\"btn\" href=\"\(SitePath.looksFile(query))\" download>\(Icon.download)CSV</a>"))
                <div class="toolbar">\(periodChooser(query.days, action: .looks(nil), keeping: kept) { path($0) })</div>
                \(filter)
                <div class="desk-body">
                \(standsOut)
                <section class="block" aria-labelledby="list-heading"><h2 id="list-heading">\(query.isUnusualOnly
                    ? say("突出的查看", "Looks that stand out") : say("每一次查看", "Every look"))</h2>\(list)
                <p class="meta">\(say(
                    "看姓名电话、按电话查以前的诉求、导出和销毁，都自动记在这里；保存 \(count(model.keptDays)) 天，一次最多看 \(model.longest) 天。",
                    "Name and telephone shown, earlier requests found by telephone, copies taken, data destroyed: all of it is logged here by itself, and kept for \(count(model.keptDays)) days. At most \(model.longest) days are shown at once."))</p>
                </section></div>
                <div class="foot">\(pager(
                    first: model.after == nil ? nil : .looks(query), next: model.next.map { .looks(query, after: $0) },
                    shown: say("本页 \(count(model.looks.count)) 次", "\(count(model.looks.count)) on this page")))</div>
                """)
    }

    private var kept: [(String, String)] {
        [
            ("account", query.account), ("case", model.typedNumber), ("kind", query.kind),
            ("unusual", query.isUnusualOnly ? "1" : ""),
        ].filter { !$0.1.isEmpty }
    }

    private var filter: HTML {
        """
        <form class="toolbar search-bar" method="get" action="\(SitePath.looks(nil))">
        <input type="hidden" name="from" value="\(query.days.lowerBound.description)">\
        <input type="hidden" name="to" value="\(query.days.upperBound.description)">\
        <label class="visually-hidden" for="account">\(say("账号", "Account"))</label>\
        <input class="input" id="account" name="account" type="search" value="\(query.account)" \
        placeholder="\(say("账号", "Account"))">\
        <label class="visually-hidden" for="case">\(say("单号", "Number of a request"))</label>\
        <input class="input" id="case" name="case" type="search" value="\(model.typedNumber)" \
        placeholder="\(say("单号", "Number of a request"))">\
        <label class="visually-hidden" for="kind">\(say("看了什么", "What"))</label>\
        <select class="select input-sm" id="kind" name="kind"><option value="">\(say("全部", "Everything"))</option>\
        \(model.kinds.map { kind in
            "<option value=\"\(kind.id)\"\(if: kind.id == query.kind, " selected")>\(say(kind.name))</option>" as HTML
        })</select>\
        <label class="choice"><input type="checkbox" name="unusual" value="1"\(if: query.isUnusualOnly, " checked")>\
        <span>\(say("只看突出的", "Only what stands out"))</span></label>\
        <button class="btn">\(Icon.filter)\(say("筛选", "Narrow"))</button></form>
        """
    }

    private var thresholds: String {
        let rules = model.rules
        func clock(_ time: Int64) -> String {
            let minutes = time / 60_000
            let (hour, minute) = (minutes / 60, minutes % 60)
            return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        }
        return say(
            "一小时内超过 \(rules.inAnHour) 件；\(clock(rules.nightFrom)) 到 \(clock(rules.nightTo)) 之间；一天超过 \(rules.unrelatedInADay) 次看与自己经手无关的反映人。标准写在本市的 security.yml 里。突出不等于违规，要核实。",
            "More than \(rules.inAnHour) requests within an hour; between \(clock(rules.nightFrom)) and \(clock(rules.nightTo)); more than \(rules.unrelatedInADay) looks in a day at who asked in requests they have done nothing in. The thresholds stand in the city's security.yml. What stands out need not be wrong: ask."
        )
    }

    private var standsOut: HTML {
        let heading = say("突出的账号", "Accounts that stand out")
        let content: HTML =
            model.unusual.isEmpty
            ? "<p>\(badge(say("没有", "None"), .ok, icon: .check)) \(say("这段时间没有突出的查看。", "Nothing stands out in this period."))</p>"
            : table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("账号", "Account"))), Column(text: say("单位", "Body")),
                    Column(text: say("查看", "Looks"), isNumber: true),
                    Column(text: say("一小时最多", "Most in an hour"), isNumber: true),
                    Column(text: say("夜间", "At night"), isNumber: true),
                    Column(text: say("与经手无关", "Unrelated"), isNumber: true),
                ],
                rows: model.unusual.map { line in
                    .cells([
                        """
                        <a href="\(SitePath.looks(narrowed(to: line.account)))">\(line.who)</a><br><code class="meta">\(line.account)</code>
                        """,
                        HTML(text: line.body), HTML(text: count(line.looks)),
                        number(line.mostInAnHour, line.marks.contains(.many), line.mostAt.map { moment($0) }),
                        number(line.atNight, line.marks.contains(.night), nil),
                        number(
                            line.unrelated, line.marks.contains(.unrelated),
                            line.mostUnrelatedInADay > 1
                                ? say("一天最多 \(line.mostUnrelatedInADay)", "\(line.mostUnrelatedInADay) in one day")
                                : nil),
                    ])
                }, asCards: true, style: "table-flush")
        return """
            <section aria-labelledby="unusual-heading"><h2 id="unusual-heading">\(heading)</h2>\(content)
            <p class="meta">\(thresholds)</p></section>
            """
    }

    private func narrowed(to account: String) -> LooksQuery {
        var query = query
        query.account = account
        query.isUnusualOnly = true
        return query
    }

    private func number(_ value: Int, _ isMarked: Bool, _ note: String?) -> HTML {
        let figure: HTML = isMarked ? badge(count(value), .warn, icon: .alert) : HTML(text: count(value))
        return "\(figure)\(note.map { "<br><span class=\"meta\">\($0)</span>" })"
    }

    private var list: HTML {
        guard !model.looks.isEmpty else {
            return emptyState(
                .nothingFound, say("没有查看记录", "No looks"),
                say("这段时间、按这些条件没有人看过个人信息。", "Nobody looked at personal data in this period and by these filters."))
        }
        return table(
            caption: title, hidesCaption: true,
            columns: [
                Column(HTML(text: say("时间", "When"))), Column(text: say("谁", "Who")), Column(text: say("单位", "Body")),
                Column(text: say("诉求", "Request")), Column(text: say("看了什么", "What")),
                Column(text: say("突出", "Stands out")),
            ],
            rows: model.looks.map { look in
                .cells([
                    "<span class=\"nowrap\">\(moment(look.at))</span>",
                    "\(look.who) <code class=\"meta\">\(look.account)</code>", HTML(text: look.body),
                    look.number.map { "<a href=\"\(SitePath.caseFile($0))\">\($0.description)</a>" } ?? "—",
                    HTML(text: say(look.what)),
                    "<span class=\"row row-tight\">\(look.marks.map { badge(say($0.name), .warn) })</span>",
                ])
            }, asCards: true, style: "table-flush")
    }
}

extension LookLine.Mark {
    package var name: LocalName {
        switch self {
        case .many: LocalName(zh: "一小时太多", en: "many in an hour")
        case .night: LocalName(zh: "夜间", en: "at night")
        case .unrelated: LocalName(zh: "与经手无关", en: "unrelated")
        }
    }
}
