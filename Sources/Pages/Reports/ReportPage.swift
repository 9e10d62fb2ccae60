package import Civics
package import HTML
import Reporting

/// The frame around a report: what it is, its sections to jump to, the document, the evidence behind its numbers. On
/// paper only document and evidence remain.
package struct ReportPage: Page {
    package struct Model: Sendable {
        /// `2026年第 46 周`
        package var name: String
        package var path: SitePath
        /// The days whose figures it tells.
        package var days: ClosedRange<CityDay>
        package var generatedAt: Instant
        /// The sections with the identifiers of their headings.
        package var sections: [(id: String, heading: String)]
        /// What stands in `<article class="doc">`.
        package var document: HTML
        /// The items of the list of evidence, each an `<li id="e…">`; empty where the document has none.
        package var evidence: HTML
        /// The same report in the other language, and its neighbours in time.
        package var previous: (name: String, path: SitePath)?
        package var next: (name: String, path: SitePath)?

        package init(
            name: String, path: SitePath, days: ClosedRange<CityDay>, generatedAt: Instant,
            sections: [(id: String, heading: String)], document: HTML, evidence: HTML,
            previous: (name: String, path: SitePath)? = nil, next: (name: String, path: SitePath)? = nil
        ) {
            self.name = name
            self.path = path
            self.days = days
            self.generatedAt = generatedAt
            self.sections = sections
            self.document = document
            self.evidence = evidence
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

    package var title: String { say("周报 \(model.name)", "Weekly report \(model.name)") }

    package func render() -> HTML {
        deskPage(
            title: title, styles: ["report.css"], scripts: ["portal.js"],
            main: """
                <header class="desk-head report-head">
                <div>\(crumbs([(say("报告", "Reports"), .reports)], here: say("周报", "Weekly")))\
                <p class="report-name">\(model.name)</p></div>
                <p class="meta">\(say(
                    "\(moment(model.generatedAt)) 生成，数据截至 \(day(model.days.upperBound)) 24:00",
                    "made \(moment(model.generatedAt)), figures up to \(day(model.days.upperBound)) 24:00"))</p>
                <div class="row push">\
                \(model.previous.map { buttonLink($0.name, to: $0.path, icon: .chevronLeft) })\
                \(model.next.map { buttonLink($0.name, to: $0.path, icon: .chevronRight) })\
                <button class="btn" type="button" data-print hidden>\(Icon.printer)\(say("打印", "Print"))</button></div>
                </header>
                <div class="report">
                <nav class="toc" aria-label="\(say("章节", "Sections"))"><ol>\(model.sections.map { section in
                    "<li><a href=\"#\(section.id)\">\(section.heading)</a></li>" as HTML
                })</ol></nav>
                <article class="doc" lang="\(language.rawValue)">
                \(model.document)
                </article>
                \(if: !model.evidence.isEmpty, evidencePane)
                </div>
                """)
    }

    private var evidencePane: HTML {
        """
        <aside class="evidence-pane" aria-labelledby="evidence-heading" tabindex="0">
        <h2 id="evidence-heading">\(say("数据来源", "Where the numbers come from"))</h2>
        <p class="meta no-print">\(say(
            "点正文里带点线的数，这里会标出它怎么来的。同样的数据再生成一次，内容一字不差。",
            "Press a dotted number and see here where it comes from. The same figures make the same report, word for word."))</p>
        <ol class="evidence">
        \(model.evidence)
        </ol>
        </aside>
        """
    }
}
