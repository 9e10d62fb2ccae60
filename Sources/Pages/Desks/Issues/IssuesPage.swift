package import Civics
package import HTML
package import Reporting

/// What many people ask at once (热点问题): found by the requests' own words, the hottest first; and what rises against
/// its own season.
package struct IssuesPage: Page {
    package struct Model: Sendable {
        /// `nil` shows all.
        package var life: IssuePhase?
        package var counts: [IssuePhase: Int]
        package var issues: [IssueLine]
        /// How many there are in this view; the list stops at its length.
        package var total: Int
        package var alerts: [RiseAlert]
        /// How many requests were read for this, and from which day on; `nil` while the first reading goes on.
        package var read: (requests: Int, since: CityDay)?

        package init(
            life: IssuePhase? = nil, counts: [IssuePhase: Int], issues: [IssueLine], total: Int, alerts: [RiseAlert],
            read: (requests: Int, since: CityDay)?
        ) {
            self.life = life
            self.counts = counts
            self.issues = issues
            self.total = total
            self.alerts = alerts
            self.read = read
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("热点问题", "Hot issues") }

    package func render() -> HTML {
        let all = (
            name: say("全部", "All"), count: Optional(count(model.counts.values.reduce(0, +))),
            path: SitePath.issues(life: nil), isOn: model.life == nil
        )
        let tabs = IssuePhase.allCases.map { life in
            (
                name: say(life.name), count: Optional(count(model.counts[life] ?? 0)),
                path: SitePath.issues(life: life.rawValue), isOn: model.life == life
            )
        }
        return deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: HTML(text: readWords), tools: keysToggle))
                \(riseNotice(model.alerts))
                \(viewTabs(say("热点问题", "Hot issues"), [all] + tabs))
                \(model.issues.isEmpty ? empty : list)
                \(keyBar([("J K", say("下一个、上一个", "next, previous")), ("Enter", say("打开", "open"))]))
                """)
    }

    private var readWords: String {
        guard let read = model.read else { return say("正在读诉求，稍后刷新", "Reading the requests; look again in a while") }
        return say(
            "由 \(day(read.since))以来的 \(count(read.requests)) 件诉求归并而成",
            "Made of \(count(read.requests)) requests since \(day(read.since))")
    }

    private var list: HTML {
        table(
            caption: title, hidesCaption: true,
            columns: [
                Column(HTML(text: say("问题", "Issue"))), Column(text: say("走势", "Course")),
                Column(text: say("近 12 周", "Last 12 weeks")), Column(text: say("规模", "Size")),
                Column(text: say("热度", "Heat"), isNumber: true), Column(text: say("牵头单位", "Owner")),
            ],
            rows: model.issues.enumerated().map { index, issue in
                .cells(cells(issue, isCurrent: index == 0), isSelected: index == 0)
            }, asCards: true, style: "work", isList: true)
                + """
                <div class="foot"><p class="meta">\(shown)</p></div>
                """
    }

    private var shown: String {
        guard model.total > model.issues.count else {
            return say("共 \(count(model.total)) 个", "\(count(model.total)) in all")
        }
        return say(
            "热度最高的 \(count(model.issues.count)) 个，共 \(count(model.total)) 个",
            "The \(count(model.issues.count)) hottest of \(count(model.total))")
    }

    private func cells(_ issue: IssueLine, isCurrent: Bool) -> [HTML] {
        let place = issue.places.prefix(2).map { say($0) }.joined(separator: say("、", ", "))
        return [
            """
            <div class="what"><a href="\(SitePath.issue(issue.id))"\(if: isCurrent, #" aria-current="true""#)>\
            \(issue.title)</a><small>\(range(issue.days))\(if: !place.isEmpty, " · \(place)")</small></div>
            """,
            lifeBadge(issue.life), issueCurve(issue), HTML(text: issueSize(issue)), HTML(text: decimal(issue.heat)),
            HTML(text: issue.owner.map { say($0) } ?? "—"),
        ]
    }

    private var empty: HTML {
        guard model.read != nil else {
            return emptyState(
                .noFigures, say("正在读诉求", "The requests are being read"),
                say("启动后要几十秒，读完就有了。", "This takes some tens of seconds after the start."))
        }
        return emptyState(
            .done, say("没有这样的问题", "No such issue"),
            say("两个以上的人反映同一件事，就会出现在这里。", "Once two people or more ask about the same matter, it appears here."))
    }
}
