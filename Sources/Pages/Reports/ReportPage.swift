package import Civics
package import HTML
package import Reporting

/// The frame around a report: what it is and how it stands, its sections to jump to, the document, the evidence behind
/// its numbers. On paper only document and evidence remain.
package struct ReportPage: Page {
    /// Whether the document is frozen, or made for this look.
    package enum Standing: Sendable {
        /// Made from the figures of the moment.
        case live(at: Instant, mayKeep: Bool, once: String)
        case kept(KeptReportFace)
    }

    package struct Model: Sendable {
        package var face: ReportFace
        package var document: ReportDocument
        package var standing: Standing
        /// The periods before and after of which there is a report.
        package var previous: ReportFace?
        package var next: ReportFace?
        package var refusal: ReportRefusal?

        package init(
            face: ReportFace, document: ReportDocument, standing: Standing, previous: ReportFace? = nil,
            next: ReportFace? = nil, refusal: ReportRefusal? = nil
        ) {
            self.face = face
            self.document = document
            self.standing = standing
            self.previous = previous
            self.next = next
            self.refusal = refusal
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String {
        say("\(reportName(model.face))，\(say(model.face.scope))", "\(reportName(model.face)), \(say(model.face.scope))")
    }

    package func render() -> HTML {
        let report = ReportHTML(
            model.document, evidenceLink: { SitePath.requests($0).description },
            caseLink: { SitePath.caseFile($0).description })
        return deskPage(
            title: title, styles: ["desks.css", "report.css", "report-doc.css"], scripts: ["portal.js"],
            main: """
                <header class="desk-head report-head">
                <div>\(crumbs([(say("报告", "Reports"), .reports())], here: say(model.face.order.kind.name)))\
                <p class="report-name">\(name(of: model.face.order.period)) · \(say(model.face.scope))</p></div>
                <div class="row push">\
                \(model.previous.map { neighbour($0, icon: .chevronLeft) })\(model.next.map { neighbour($0, icon: .chevronRight) })\
                <button class="btn" type="button" data-print hidden>\(Icon.printer)\(say("打印", "Print"))</button></div>
                </header>
                \(refusalNotice(model.refusal))
                \(standing)
                \(reportFrame(report))
                """)
    }

    private var standing: HTML {
        switch model.standing {
        case .live(let at, let mayKeep, let once):
            return """
                <section class="report-state no-print" aria-label="\(say("状态", "State"))">
                <p>\(badge(say("没有留存", "Not kept")))\(say(" ", " "))\(madeWords(at))</p>
                \(if: mayKeep, """
                    <form method="post" action="\(SitePath.reportDraft(model.face.order))">\(hiddenField("once", once))\
                    <button class="btn btn-primary">\(say("留存为草稿", "Keep it as a draft"))</button></form>
                    """)
                </section>
                """
        case .kept(let kept): return keptState(kept, of: model.face)
        }
    }

    private func madeWords(_ at: Instant) -> String {
        let made = moment(at)
        let last = min(model.document.days.upperBound, context.today)
        return last == context.today
            ? say("\(made) 生成，这个期间还没有结束", "made \(made), the period is still running")
            : say("\(made) 生成，数据截至 \(day(last)) 24:00", "made \(made), figures up to \(day(last)) 24:00")
    }

    private func neighbour(_ face: ReportFace, icon: Icon) -> HTML {
        buttonLink(name(of: face.order.period), to: .report(face.order), icon: icon)
    }
}

extension View {
    /// A document with its sections to jump to before it and the working of its numbers after it.
    func reportFrame(_ report: ReportHTML) -> HTML {
        """
        <div class="report">
        <nav class="toc" aria-label="\(say("章节", "Sections"))"><ol>\(report.sections.map { section in
            "<li><a href=\"#\(section.id)\">\(section.heading)</a></li>" as HTML
        })</ol></nav>
        <article class="doc" lang="\(report.document.language.rawValue)">
        \(report.body)
        </article>
        \(evidencePane(report.evidenceItems))
        </div>
        """
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

    /// That something was not done, and why.
    func refusalNotice(_ refusal: ReportRefusal?) -> HTML? {
        refusal.map { refusal in
            """
            <div class="desk-problem" role="alert">\(notice(
                .warn, say("没有办成。", "Not done."),
                """
                \(say(refusal.text)) <span class="muted">\(say("编号 \(context.requestID)", "Ref. \(context.requestID)"))</span>
                """))</div>
            """
        }
    }
}
