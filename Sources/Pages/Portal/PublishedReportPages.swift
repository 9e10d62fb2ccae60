package import Civics
package import HTML
package import Reporting

/// The city's issued reports, for everybody.
package struct PublishedReportsPage: Page {
    package struct Item: Sendable {
        package var face: ReportFace
        package var issuedAt: Instant
        /// Whether it replaces one that was issued before, and why.
        package var correction: String?

        package init(face: ReportFace, issuedAt: Instant, correction: String? = nil) {
            self.face = face
            self.issuedAt = issuedAt
            self.correction = correction
        }
    }

    package let items: [Item]
    package let context: PageContext

    package init(_ items: [Item], in context: PageContext) {
        self.items = items
        self.context = context
    }

    package var title: String { say("公开报告", "Published reports") }

    package func render() -> HTML {
        citizenPage(
            title: title,
            main: """
                <div class="wrap city-page">
                \(crumbs([(say("首页", "Home"), .home), (say("城市数据", "City figures"), .figures)], here: title))
                <h1>\(title)</h1>
                <p class="soft read">\(say(
                    "热线说了什么、办得怎么样，按周、月、季、年写成报告，审核、签发以后在这里公开。每个数都能看到怎么算出来的。",
                    "What people asked for and how well it was answered, week by week, month by month, quarter and year; reviewed and issued before it stands here. Each number says how it was worked out."))</p>
                \(content)
                </div>
                """)
    }

    private var content: HTML {
        guard !items.isEmpty else {
            return emptyState(
                .noFigures, say("还没有公开的报告", "No report is published yet"),
                say("第一份报告签发以后，会出现在这里。", "The first one appears here once it is issued."),
                actions: [buttonLink(say("看城市数据", "City figures"), to: .figures)])
        }
        return table(
            caption: title, hidesCaption: true,
            columns: [
                Column(HTML(text: say("报告", "Report"))), Column(text: say("日期", "Days")),
                Column(text: say("签发", "Issued")),
            ],
            rows: items.map { item in
                .cells([
                    """
                    <a href="\(SitePath.publishedReport(item.face.order))">\(reportName(item.face))</a>\
                    \(item.correction.map { "<br><small>\(say("更正：\($0)", "Corrected: \($0)"))</small>" })
                    """,
                    "<span class=\"nowrap\">\(range(item.face.order.period.days))</span>",
                    HTML(text: day(context.city.zone.day(of: item.issuedAt))),
                ])
            }, asCards: true)
    }
}

/// One of them.
package struct PublishedReportPage: Page {
    package struct Model: Sendable {
        package var face: ReportFace
        package var document: ReportDocument
        package var issuedAt: Instant
        package var correction: String?
        package var formats: [ReportPlan.Format]

        package init(
            face: ReportFace, document: ReportDocument, issuedAt: Instant, correction: String? = nil,
            formats: [ReportPlan.Format]
        ) {
            self.face = face
            self.document = document
            self.issuedAt = issuedAt
            self.correction = correction
            self.formats = formats
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { reportName(model.face) }

    private var correction: LocalName {
        guard let why = model.correction else { return LocalName(zh: "。", en: ".") }
        return LocalName(zh: "。这是更正后的一版：\(why)", en: ". This version corrects an earlier one: \(why)")
    }

    package func render() -> HTML {
        let report = ReportHTML(model.document)
        return citizenPage(
            title: title, styles: ["portal.css", "report.css", "report-doc.css"],
            main: """
                <div class="wrap report-public">
                \(crumbs(
                    [(say("首页", "Home"), .home), (say("城市数据", "City figures"), .figures),
                        (say("公开报告", "Published reports"), .publishedReports)], here: title))
                <p class="soft">\(say(
                    "\(day(context.city.zone.day(of: model.issuedAt)))签发", "Issued \(day(context.city.zone.day(of: model.issuedAt)))"))\
                \(say(correction))</p>
                <p class="row">\(model.formats.map { format in
                    """
                    <a class="btn" href="\(SitePath.publishedFile(model.face.order, format))" download>\(Icon.download)\
                    \(format.rawValue.uppercased())</a>
                    """ as HTML
                })</p>
                </div>
                \(reportFrame(report))
                """)
    }
}
