package import Civics
package import HTML
import Reporting

/// What staff can do to an issue: the last part of the address a form posts to.
package enum IssueAction: String, CaseIterable, Sendable {
    /// Another title, and the body that answers for the whole.
    case lead
    /// Another issue is the same matter.
    case join
    /// A request belongs to another matter.
    case part
    /// What is done about it.
    case act
}

/// The names of the fields that forms on issues post.
package enum IssueField: String, CaseIterable, Sendable {
    case title, owner, other, request, note
}

/// One issue: how it goes, where, who answers for it, what is done about it, and every request that belongs to it.
package struct IssuePage: Page {
    /// A part of the heat, in words and points.
    package struct HeatPart: Sendable {
        package var name: LocalName
        package var points: Double
        /// What it was counted from (`6 件`).
        package var basis: LocalName

        package init(_ name: LocalName, points: Double, basis: LocalName) {
            self.name = name
            self.points = points
            self.basis = basis
        }
    }

    /// What somebody decided about the issue.
    package struct Decision: Sendable {
        package var at: Instant
        package var by: String
        package var words: LocalName

        package init(at: Instant, by: String, words: LocalName) {
            self.at = at
            self.by = by
            self.words = words
        }
    }

    package struct Model: Sendable {
        package var issue: IssueLine
        package var heat: [HeatPart]
        /// The words that its requests share.
        package var words: [String]
        package var firstWeek: CityDay
        /// Requests by town, the most first.
        package var towns: [(name: LocalName, count: Int)]
        package var members: [CaseRow]
        /// Issues that could be the same matter.
        package var near: [IssueLine]
        package var bodies: [NamedChoice]
        package var owner: OrganisationID?
        package var decisions: [Decision]
        /// Whether the reader may decide about it.
        package var mayDecide: Bool
        package var faults: [FormFault]

        package init(
            issue: IssueLine, heat: [HeatPart], words: [String], firstWeek: CityDay,
            towns: [(name: LocalName, count: Int)], members: [CaseRow], near: [IssueLine], bodies: [NamedChoice],
            owner: OrganisationID?, decisions: [Decision], mayDecide: Bool, faults: [FormFault] = []
        ) {
            self.issue = issue
            self.heat = heat
            self.words = words
            self.firstWeek = firstWeek
            self.towns = towns
            self.members = members
            self.near = near
            self.bodies = bodies
            self.owner = owner
            self.decisions = decisions
            self.mayDecide = mayDecide
            self.faults = faults
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { "\(model.issue.title) · \(say("热点问题", "Hot issues"))" }

    package func render() -> HTML {
        let issue = model.issue
        return deskPage(
            title: title,
            main: """
                \(deskHead(
                    issue.title, meta: "\(lifeBadge(issue.life)) \(issueSize(issue)) · \(range(issue.days))",
                    tools: buttonLink(say("全部问题", "All issues"), to: .issues(life: nil), icon: .list)))
                <div class="desk-body">
                <div class="panels">
                \(panel("course", say("走势", "Course"), course))\(panel("heat", say("热度怎么来的", "What the heat is made of"), heat))\
                \(panel("towns", say("在哪里", "Where"), towns))\(panel("lead", say("谁牵头", "Who leads"), lead))\
                \(panel("done", say("在做什么", "What is done"), done))\(panel("near", say("会不会是同一件事", "The same matter?"), near))
                </div>
                \(members)
                </div>
                """)
    }

    private func panel(_ id: String, _ heading: String, _ content: HTML) -> HTML {
        "<section aria-labelledby=\"\(id)-heading\"><h2 id=\"\(id)-heading\">\(heading)</h2>\(content)</section>\n"
    }

    private func form(_ action: IssueAction, _ content: HTML) -> HTML {
        "<form method=\"post\" action=\"\(SitePath.issueAction(model.issue.id, action))\">\(content)</form>"
    }

    private func field(_ field: IssueField, _ label: String, hint: String? = nil) -> Field {
        Field(field.rawValue, label, hint: hint, error: error(of: field.rawValue, in: model.faults))
    }

    private var course: HTML {
        let weeks = model.issue.weeks
        let most = weeks.max() ?? 0
        return chart(
            .trend(
                TrendChart(
                    title: say("每周件数", "Requests by week"),
                    summary: say(
                        "近 \(weeks.count) 周，最多的一周 \(count(most)) 件，本周 \(count(weeks.last ?? 0)) 件。",
                        "The last \(weeks.count) weeks: \(count(most)) in the week with most, \(count(weeks.last ?? 0)) this week."
                    ),
                    labelHead: say("周一", "Monday"),
                    labels: weeks.indices.map { index in
                        let monday = model.firstWeek.advanced(by: index * 7)
                        return say("\(monday.month)/\(monday.day)", day(monday))
                    },
                    current: TrendChart.Series(say("件数", "Requests"), weeks.map { Double($0) }))), id: "chart-course")
    }

    private var heat: HTML {
        table(
            caption: say("热度的组成", "Parts of the heat"), hidesCaption: true,
            columns: [
                Column(text: say("组成", "Part")), Column(text: say("依据", "Counted from")),
                Column(text: say("分", "Points"), isNumber: true),
            ],
            rows: model.heat.map { part in
                .cells([HTML(text: say(part.name)), HTML(text: say(part.basis)), HTML(text: decimal(part.points))])
            } + [
                .cells([
                    "<b>\(say("热度", "Heat"))</b>", HTML(), "<b>\(decimal(model.issue.heat))</b>",
                ])
            ], style: "table-flush")
                + """
                <p class="meta">\(model.words.isEmpty ? "" : say(
                "共同的词：\(model.words.joined(separator: "、"))", "Words in common: \(model.words.joined(separator: ", "))"))</p>
                """
    }

    private var towns: HTML {
        guard let first = model.towns.first else {
            return "<p class=\"muted\">\(say("都没有写到镇街。", "None says in which town."))</p>"
        }
        return chart(
            .bars(
                BarChart(
                    title: say("各镇街件数", "Requests by town"),
                    summary: say(
                        "最多的是\(first.name.zh)，\(count(first.count)) 件。",
                        "Most from \(first.name.en): \(count(first.count))."),
                    nameHead: say("镇街", "Town"), valueHead: say("件数", "Requests"),
                    bars: model.towns.map { BarChart.Bar(say($0.name), Double($0.count)) })), id: "chart-towns")
    }

    private var lead: HTML {
        guard model.mayDecide else {
            let owner = model.issue.owner.map { say($0) } ?? say("还没有定", "Nobody yet")
            return "<p>\(owner)</p>"
        }
        return form(
            .lead,
            """
            \(textField(
                field(.title, say("标题", "Title"), hint: say("留空就用自动生成的", "Empty: the one found by itself")),
                value: model.issue.title, attributes: "maxlength=\"60\""))
            \(selectField(
                field(.owner, say("牵头单位", "Owner")), model.bodies.map { Choice($0.id, say($0.name)) },
                chosen: model.owner ?? "", placeholder: say("还没有定", "Nobody yet")))
            <p><button class="btn btn-primary">\(say("保存", "Save"))</button></p>
            """)
    }

    private var done: HTML {
        let decisions = model.decisions.map { decision -> HTML in
            """
            <li>\(say(decision.words))<small>\(moment(decision.at)) · \(decision.by)</small></li>
            """
        }
        let known: HTML =
            decisions.isEmpty
            ? "<p class=\"muted\">\(say("还没有记录。", "Nothing recorded yet."))</p>"
            : "<ul class=\"plain known\">\(decisions)</ul>"
        guard model.mayDecide else { return known }
        return known
            + form(
                .act,
                """
                \(textArea(field(.note, say("采取了什么措施", "What is being done")), value: "", limit: 500))
                <p><button class="btn">\(say("记下", "Record"))</button></p>
                """)
    }

    private var near: HTML {
        guard !model.near.isEmpty else {
            return "<p class=\"muted\">\(say("没有相近的问题。", "No issue is near this one."))</p>"
        }
        let lines = model.near.map { other -> HTML in
            let join = form(
                .join,
                """
                <input type="hidden" name="\(IssueField.other.rawValue)" value="\(other.id.description)">\
                <button class="btn btn-sm">\(say("并进来", "Join"))<span class="visually-hidden"> \(other.title)</span></button>
                """)
            return """
                <li><a href="\(SitePath.issue(other.id))">\(other.title)</a> \(lifeBadge(other.life))\
                <small>\(issueSize(other)) · \(range(other.days))</small>\(model.mayDecide ? join : HTML())</li>
                """
        }
        return "<ul class=\"plain known\">\(lines)</ul>"
    }

    private var members: HTML {
        let part: (CaseRow) -> HTML = { row in
            form(
                .part,
                """
                <input type="hidden" name="\(IssueField.request.rawValue)" value="\(row.number.description)">\
                <button class="btn btn-sm btn-quiet">\(say("不是这件事", "Not this matter"))\
                <span class="visually-hidden"> \(row.number.description)</span></button>
                """)
        }
        return """
            <h2 class="block">\(say("属于它的诉求 \(count(model.members.count)) 件", "Its \(count(model.members.count)) requests"))</h2>
            \(table(
                caption: say("属于这个问题的诉求", "Requests of this issue"), hidesCaption: true,
                columns: [
                    Column(HTML(text: say("诉求", "Request"))), Column(text: say("受理", "Received")),
                    Column(text: say("承办单位", "Body")), Column(text: say("环节", "Stage")),
                    Column("<span class=\"visually-hidden\">\(say("操作", "Actions"))</span>"),
                ],
                rows: model.members.map { row in
                    .cells([
                        caseCell(row), HTML(text: moment(row.receivedAt)), HTML(text: row.body.map { say($0) } ?? "—"),
                        stageBadge(row.stage), model.mayDecide && row.number != model.issue.id ? part(row) : HTML(),
                    ])
                }, asCards: true, style: "work", isList: true))
            """
    }
}
