package import Civics
package import HTML
package import Reporting

/// A kept report beside the figures of today: which of its numbers would be others now.
package struct ReportChangesPage: Page {
    package struct Model: Sendable {
        package var face: ReportFace
        package var version: Int
        package var state: ReportLife.State
        /// When its figures were read.
        package var madeAt: Instant
        package var comparison: ReportComparison

        package init(
            face: ReportFace, version: Int, state: ReportLife.State, madeAt: Instant, comparison: ReportComparison
        ) {
            self.face = face
            self.version = version
            self.state = state
            self.madeAt = madeAt
            self.comparison = comparison
        }
    }

    package let model: Model
    package let context: PageContext

    package init(_ model: Model, in context: PageContext) {
        self.model = model
        self.context = context
    }

    package var title: String { say("和现在的数据比较", "Compared with the figures of today") }

    package func render() -> HTML {
        let back = SitePath.reportVersion(model.face.order, model.version)
        return deskPage(
            title: "\(title) · \(reportName(model.face))",
            main: """
                \(deskHead(
                    title,
                    meta: "\(reportName(model.face)) · \(say(model.face.scope)) · \(say("第 \(model.version) 版", "version \(model.version)"))",
                    tools: buttonLink(say("回到报告", "Back to the report"), to: back, icon: .arrowLeft)))
                <div class="desk-body stack">\(summary)\(changes)</div>
                """)
    }

    private var summary: HTML {
        let comparison = model.comparison
        let made = moment(model.madeAt)
        let only: String =
            comparison.onlyKept == 0
            ? ""
            : say(
                "另有 \(count(comparison.onlyKept)) 个数，按现在的数据生成的报告里没有（排名、点到的单位或事项变了）。",
                "Another \(count(comparison.onlyKept)) do not stand in the report as it would be today, which names other places, bodies or matters."
            )
        guard !comparison.changes.isEmpty else {
            return notice(
                .ok, say("没有变化。", "Nothing has changed."),
                HTML(
                    text: say(
                        "\(made) 以来，比较了 \(count(comparison.compared)) 个数，都和报告里一样。\(only)",
                        "Since \(made) all \(count(comparison.compared)) figures compared are as they stand in the report. \(only)"
                    )))
        }
        return notice(
            .warn,
            say(
                "\(made) 以来有 \(count(comparison.changes.count)) 个数变了。",
                comparison.changes.count == 1
                    ? "One figure has changed since \(made)."
                    : "\(count(comparison.changes.count)) figures have changed since \(made)."),
            HTML(
                text: say(
                    "共比较 \(count(comparison.compared)) 个数。过去的日子也会变：后来的重办、改分类、批准的延期、撤回都算到当天。已签发的报告不会跟着变，有必要就更正。\(only)",
                    "Of \(count(comparison.compared)) compared. Days of the past change, too: what is redone, classified anew, extended or withdrawn later counts on its day. An issued report does not follow; correct it where that matters. \(only)"
                )))
    }

    private var changes: HTML? {
        guard !model.comparison.changes.isEmpty else { return nil }
        return table(
            caption: say("变了的数", "Figures that have changed"), hidesCaption: true,
            columns: [
                Column(HTML(text: say("数", "Figure"))), Column(text: say("日期", "Days")),
                Column(text: say("报告里", "In the report"), isNumber: true),
                Column(text: say("现在", "Now"), isNumber: true),
                Column(text: say("差", "Change"), isNumber: true),
            ],
            rows: model.comparison.changes.map { change in
                let difference = change.now - change.figure.value
                return .cells([
                    HTML(text: change.figure.name), "<span class=\"nowrap\">\(range(change.figure.query.days))</span>",
                    HTML(text: count(change.figure.value)),
                    "<a href=\"\(SitePath.requests(change.figure.query))\">\(count(change.now))</a>",
                    HTML(text: difference > 0 ? "+\(count(difference))" : "−\(count(-difference))"),
                ])
            }, asCards: true, isList: true)
    }
}
