package import Civics
package import HTML
package import Reporting

/// Exploring the figures (数据探索): any numbers, by any two things that they are kept by, as picture and table. The address
/// is the question.
package struct ExplorerPage: Page {
    /// A query kept under a name.
    package struct Saved: Sendable {
        package var id: Int64
        package var name: String
        package var query: ExplorerQuery
        /// Whose it is; `nil` for the reader's own.
        package var owner: LocalName?
        package var isShared: Bool
        package var isInReports: Bool

        package init(
            id: Int64, name: String, query: ExplorerQuery, owner: LocalName? = nil, isShared: Bool = false,
            isInReports: Bool = false
        ) {
            self.id = id
            self.name = name
            self.query = query
            self.owner = owner
            self.isShared = isShared
            self.isInReports = isInReports
        }
    }

    /// What stands in the way of keeping a query, or of changing one that is kept.
    package enum SavingProblem: Hashable, Sendable {
        case nameMissing, nameTooLong, nameTaken, nameUnreadable
    }

    package struct Model: Sendable {
        package var asked: ExplorerAsked
        package var result: ExplorerResult
        package var city: City
        package var saved: [Saved]
        /// Whether the reader may show queries to others and put them into reports.
        package var mayShare: Bool
        /// What was typed as a name, and what is wrong with it.
        package var typedName: String
        package var problem: SavingProblem?

        package init(
            asked: ExplorerAsked, result: ExplorerResult, city: City, saved: [Saved] = [], mayShare: Bool = false,
            typedName: String = "", problem: SavingProblem? = nil
        ) {
            self.asked = asked
            self.result = result
            self.city = city
            self.saved = saved
            self.mayShare = mayShare
            self.typedName = typedName
            self.problem = problem
        }
    }

    package let context: PageContext
    package let model: Model
    let names: ExplorerNames

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
        names = ExplorerNames(model.city, context.language)
    }

    var query: ExplorerQuery { model.asked.query }
    var result: ExplorerResult { model.result }

    package var title: String { say("数据探索", "Explore the figures") }

    package func render() -> HTML {
        let days = result.days.map { "\(say("，", ", "))\(range($0))" } ?? ""
        let csv: HTML = """
            <a class="btn" href="\(SitePath.exploreTable(query))" download>\(Icon.download)\(say("导出表（CSV）", "Export the table (CSV)"))</a>
            """
        return deskPage(
            title: title, scripts: ["desks.js"],
            main: """
                \(deskHead(title, meta: HTML(text: "\(names.period(query.period))\(days)"), tools: csv))
                <div class="desk-body explorer">
                \(form)
                \(notices)
                <section aria-labelledby="answer-heading">
                <h2 id="answer-heading">\(names.title(query))</h2>
                \(result.isEmpty ? empty : "\(charts)\(table)")
                </section>
                \(saving)
                </div>
                \(keyBar([("J K", say("下一行、上一行", "next, previous line")), ("Enter", say("打开", "open"))]))
                """)
    }

    // MARK: What has to be said

    private var notices: HTML {
        var notices: [HTML] = []
        if !model.asked.problems.isEmpty {
            let items = model.asked.problems.map { "<li>\(names.words($0))</li>" as HTML }
            notices.append(
                """
                <div role="status">\(notice(
                    .warn, say("有些没有照问的来", "Not everything could be answered as it was asked"),
                    "<ul class=\"plain\">\(items)</ul>"))</div>
                """)
        }
        if result.isRunning, let days = result.days {
            let until = day(days.upperBound)
            notices.append(
                notice(
                    .info, say("这段时间还没过完", "The period is still running"),
                    HTML(
                        text: say(
                            "算到\(until)。\(result.comparedDays == nil ? "" : "比较的那一段也只取同样多天。")",
                            "Counted until \(until).\(result.comparedDays == nil ? "" : " The period compared with has as many days.")"
                        ))))
        }
        if let from = result.figuresFrom {
            notices.append(
                notice(
                    .info, say("数字从\(day(from))起", "Figures begin on \(day(from))"),
                    HTML(text: say("更早的没有。", "There are none before."))))
        }
        if query.comparison != .none, result.comparedDays == nil, result.days != nil {
            notices.append(
                notice(
                    .info, say("没有可比的数字", "Nothing to compare with"),
                    HTML(text: say("要比的那一段早于最早的数字。", "The period to compare with lies before the first figures."))))
        }
        return notices.isEmpty ? "" : "<div class=\"stack-8\">\(notices)</div>"
    }

    private var empty: HTML {
        guard result.days != nil else {
            return emptyState(
                .noFigures, say("这段时间还没有开始", "This period has not begun"),
                say("选一段已经开始的时间。", "Choose one that has."))
        }
        return emptyState(
            .noFigures, say("没有数字", "No figures"),
            query.filters.isEmpty
                ? say(
                    "这段时间没有记下这样的数字。换一段时间，或者换一个指标。",
                    "Nothing of the kind was counted in these days. Choose others, or another measure.")
                : say(
                    "这几个条件下没有数字。去掉一个条件，或者换一段时间。", "Nothing fits these conditions. Take one away, or choose other days.")
        )
    }

    private var charts: HTML {
        let pictures = ExplorerCharts(result, of: model.city, language).charts
        if pictures.isEmpty, query.view ?? ExplorerView.fitting(query)[0] == .heat {
            return """
                <p class="meta block">\(say(
                    "行和列太多，画不下热力图，都在表里。", "There are too many lines and columns for a heat map; all are in the table."))</p>
                """
        }
        let parts = pictures.enumerated().map { index, picture -> HTML in
            let heading: HTML = pictures.count > 1 ? "<h3>\(picture.title)</h3>" : ""
            return "<div>\(heading)\(chart(picture, id: "explorer-\(index + 1)"))</div>"
        }
        return parts.isEmpty
            ? "" : "<div class=\"explorer-pictures\(if: parts.count == 1, " is-single")\">\(parts)</div>"
    }
}
