package import Civics
package import HTML
package import Reporting

/// The frame around a report: what it is, its sections to jump to, the document, the evidence behind its numbers. On
/// paper only document and evidence remain.
package struct ReportPage: Page {
    package struct Model: Sendable {
        package var week: CityWeek
        package var document: ReportDocument
        package var generatedAt: Instant
        /// The weeks before and after that have a report.
        package var previous: CityWeek?
        package var next: CityWeek?

        package init(
            week: CityWeek, document: ReportDocument, generatedAt: Instant, previous: CityWeek? = nil,
            next: CityWeek? = nil
        ) {
            self.week = week
            self.document = document
            self.generatedAt = generatedAt
            self.previous = previous
            self.next = next
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("周报 \(weekName(model.week))", "Weekly report, \(weekName(model.week))") }

    package func render() -> HTML {
        let report = ReportHTML(
            model.document, evidenceLink: { SitePath.requests($0).description },
            caseLink: { SitePath.caseFile($0).description })
        return deskPage(
            title: title, styles: ["report.css", "report-doc.css"], scripts: ["portal.js"],
            main: """
                <header class="desk-head report-head">
                <div>\(crumbs([(say("报告", "Reports"), .reports)], here: say("周报", "Weekly")))\
                <p class="report-name">\(weekName(model.week))</p></div>
                <p class="meta">\(madeWords)</p>
                <div class="row push">\
                \(model.previous.map { neighbour($0, icon: .chevronLeft) })\(model.next.map { neighbour($0, icon: .chevronRight) })\
                <button class="btn" type="button" data-print hidden>\(Icon.printer)\(say("打印", "Print"))</button></div>
                </header>
                <div class="report">
                <nav class="toc" aria-label="\(say("章节", "Sections"))"><ol>\(report.sections.map { section in
                    "<li><a href=\"#\(section.id)\">\(section.heading)</a></li>" as HTML
                })</ol></nav>
                <article class="doc" lang="\(model.document.language.rawValue)">
                \(report.body)
                </article>
                \(evidencePane(report.evidenceItems))
                </div>
                """)
    }

    private var madeWords: String {
        let made = moment(model.generatedAt)
        let last = min(model.document.days.upperBound, context.today)
        return last == context.today
            ? say("\(made) 生成，本周还没有结束", "made \(made), the week is still running")
            : say("\(made) 生成，数据截至 \(day(last)) 24:00", "made \(made), figures up to \(day(last)) 24:00")
    }

    private func neighbour(_ week: CityWeek, icon: Icon) -> HTML {
        buttonLink(say("第 \(week.week) 周", "Week \(week.week)"), to: .weeklyReport(week), icon: icon)
    }

    private func evidencePane(_ items: HTML) -> HTML? {
        guard !items.isEmpty else { return nil }
        return """
            <aside class="evidence-pane" aria-labelledby="evidence-heading" tabindex="0">
            <h2 id="evidence-heading">\(say("数据来源", "Where the numbers come from"))</h2>
            <p class="meta no-print">\(say(
                "点正文里带点线的数，这里会标出它怎么来的。同样的数据再生成一次，内容一字不差。",
                "Press a dotted number and see here where it comes from. The same figures make the same report, word for word."))</p>
            <ol class="evidence">
            \(items)
            </ol>
            </aside>
            """
    }
}
