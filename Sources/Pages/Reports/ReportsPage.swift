package import Civics
package import HTML
package import Reporting

/// The archive of reports: what is kept, by kind and year, the latest first; and the periods whose report is not kept yet.
package struct ReportsPage: Page {
    package struct Item: Sendable {
        package var face: ReportFace
        package var version: Int
        package var state: ReportLife.State
        /// Who signed last, and when: who issued it, else who reviewed it, else who made it.
        package var by: String
        package var at: Instant
        /// The version that replaced it.
        package var replacedBy: Int?

        package init(
            face: ReportFace, version: Int, state: ReportLife.State, by: String, at: Instant, replacedBy: Int? = nil
        ) {
            self.face = face
            self.version = version
            self.state = state
            self.by = by
            self.at = at
            self.replacedBy = replacedBy
        }
    }

    package struct Model: Sendable {
        package var kind: ReportKind?
        package var year: Int?
        /// Only those that wait for somebody.
        package var isWaiting: Bool
        package var items: [Item]
        package var total: Int
        package var years: [Int]
        /// How many wait for a review, and how many to be issued.
        package var drafts: Int
        package var reviewed: Int
        /// Periods that can be looked at and are not kept, the latest first.
        package var live: [ReportFace]
        package var mayDraft: Bool
        /// The number of the page, from 0.
        package var page: Int
        package var perPage: Int

        package init(
            kind: ReportKind? = nil, year: Int? = nil, isWaiting: Bool = false, items: [Item], total: Int, years: [Int],
            drafts: Int = 0, reviewed: Int = 0, live: [ReportFace] = [], mayDraft: Bool = false, page: Int = 0,
            perPage: Int = 50
        ) {
            self.kind = kind
            self.year = year
            self.isWaiting = isWaiting
            self.items = items
            self.total = total
            self.years = years
            self.drafts = drafts
            self.reviewed = reviewed
            self.live = live
            self.mayDraft = mayDraft
            self.page = page
            self.perPage = perPage
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("报告", "Reports") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(
                    title, meta: HTML(text: waiting),
                    tools: model.mayDraft
                        ? buttonLink(say("生成报告", "Make a report"), to: .newReport, icon: .plus, isPrimary: true) : nil))
                \(viewTabs(say("报告种类", "Kinds of report"), tabs))
                \(yearChooser)
                <div class="desk-body">\(content)\(live)</div>
                """)
    }

    private var waiting: String {
        switch (model.drafts, model.reviewed) {
        case (0, 0): say("没有等着审核或签发的", "Nothing waits to be reviewed or issued")
        case (let drafts, 0): say("\(drafts) 份草稿待审核", "\(drafts) to be reviewed")
        case (0, let reviewed): say("\(reviewed) 份待签发", "\(reviewed) to be issued")
        case (let drafts, let reviewed):
            say("\(drafts) 份草稿待审核，\(reviewed) 份待签发", "\(drafts) to be reviewed, \(reviewed) to be issued")
        }
    }

    private var tabs: [(name: String, count: String?, path: SitePath, isOn: Bool)] {
        let open = model.drafts + model.reviewed
        return [
            (say("全部", "All"), nil, .reports(), model.kind == nil && !model.isWaiting),
            (say("待办", "Waiting"), open > 0 ? count(open) : nil, .reports(isWaiting: true), model.isWaiting),
        ]
            + ReportKind.allCases.map { kind in
                (say(kind.name), nil, .reports(kind: kind), model.kind == kind)
            }
    }

    private var yearChooser: HTML? {
        guard model.years.count > 1 || model.year != nil else { return nil }
        let all = [(say("各年", "All years"), Int?.none)] + model.years.map { (say("\($0)年", "\($0)"), Optional($0)) }
        return """
            <nav class="toolbar" aria-label="\(say("年份", "Years"))"><div class="periods">\(all.map { name, year in
                """
                <a class="btn btn-sm\(if: year != model.year, " btn-quiet")" \
                href="\(SitePath.reports(kind: model.kind, year: year, isWaiting: model.isWaiting))"\
                \(if: year == model.year, #" aria-current="true""#)>\(name)</a>
                """ as HTML
            })</div></nav>
            """
    }

    private var content: HTML {
        guard !model.items.isEmpty else { return empty }
        let first = model.page * model.perPage
        let isMore = first + model.items.count < model.total
        func page(_ number: Int) -> SitePath {
            .reports(kind: model.kind, year: model.year, isWaiting: model.isWaiting, page: number)
        }
        return """
            \(table(
                caption: title, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("报告", "Report"))), Column(text: say("范围", "Of")),
                    Column(text: say("日期", "Days")), Column(text: say("状态", "State")),
                    Column(text: say("经手", "Last signed")),
                ], rows: model.items.map { row($0) }, asCards: true, style: "work", isList: true))
            \(if: model.total > model.items.count, pager(
                first: model.page > 0 ? page(0) : nil, next: isMore ? page(model.page + 1) : nil,
                shown: say(
                    "\(model.total) 份中的第 \(first + 1) 到 \(first + model.items.count) 份",
                    "\(first + 1) to \(first + model.items.count) of \(model.total)")))
            """
    }

    private var empty: HTML {
        if model.isWaiting {
            return emptyState(
                .done, say("没有等着审核或签发的", "Nothing waits"),
                say(
                    "期间结束后的第一个工作日会自动生成草稿，出现在这里。",
                    "Drafts are made on the first working day after a period and appear here."))
        }
        if model.kind != nil || model.year != nil {
            return emptyState(
                .nothingFound, say("没有这样的报告", "No such report"),
                say("换一个种类或年份看看。", "Try another kind or year."),
                actions: [buttonLink(say("全部报告", "All reports"), to: .reports())])
        }
        return emptyState(
            .noFigures, say("还没有留存的报告", "No report is kept yet"),
            model.mayDraft
                ? say(
                    "期间结束后的第一个工作日会自动生成草稿；也可以现在就生成一份。",
                    "Drafts are made on the first working day after a period; you can make one now, too.")
                : say("期间结束后的第一个工作日会自动生成草稿。", "Drafts are made on the first working day after a period."))
    }

    private func row(_ item: Item) -> TableRow {
        let path = SitePath.reportVersion(item.face.order, item.version)
        let version: HTML? =
            item.version > 1
            ? " <span class=\"muted\">\(say("第 \(item.version) 版", "version \(item.version)"))</span>" : nil
        let replaced: HTML? = item.replacedBy.map {
            " <small>\(say("见第 \($0) 版", "see version \($0)"))</small>"
        }
        return .cells([
            "<a href=\"\(path)\">\(reportName(item.face))</a>\(version)",
            HTML(text: say(item.face.scope)),
            "<span class=\"nowrap\">\(range(item.face.order.period.days))</span>",
            "\(stateBadge(item.state))\(replaced)",
            "\(item.by)<br><span class=\"muted nowrap\">\(moment(item.at))</span>",
        ])
    }

    private var live: HTML? {
        guard !model.live.isEmpty else { return nil }
        return """
            <section class="block stack-8" aria-labelledby="live-heading"><h2 id="live-heading">\(say("还没有留存的", "Not kept yet"))</h2>
            <p class="meta">\(say("随时按现在的数据生成，看完就没有；要留下来，打开后生成草稿。", "Made from the figures of the moment whenever they are opened. Open one to keep it as a draft."))</p>
            <ul class="plain row">\(model.live.map { face in
                "<li><a class=\"btn btn-sm\" href=\"\(SitePath.report(face.order))\">\(reportName(face))</a></li>" as HTML
            })</ul></section>
            """
    }
}
