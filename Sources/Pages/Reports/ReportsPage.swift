package import Civics
package import HTML

/// The reports there are, the latest first.
package struct ReportsPage: Page {
    package struct Item: Sendable {
        package var week: CityWeek
        /// Requests received in the week.
        package var received: Int
        /// Whether the week is still running.
        package var isRunning: Bool

        package init(week: CityWeek, received: Int, isRunning: Bool) {
            self.week = week
            self.received = received
            self.isRunning = isRunning
        }
    }

    package let items: [Item]
    package let context: PageContext

    package init(_ items: [Item], in context: PageContext) {
        self.items = items
        self.context = context
    }

    package var title: String { say("报告", "Reports") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(title, meta: "\(say("每周一生成上一周的周报", "Every Monday the report of the week before is made"))"))
                <div class="desk-body">\(content)</div>
                """)
    }

    private var content: HTML {
        guard !items.isEmpty else {
            return emptyState(
                .noFigures, say("还没有周报", "No weekly report yet"),
                say("收到第一件诉求的那一周结束以后，周报会出现在这里。", "A report appears here after the first week with requests."))
        }
        return table(
            caption: say("周报", "Weekly reports"), hidesCaption: true,
            columns: [
                Column(HTML(text: say("周", "Week"))), Column(text: say("日期", "Days")),
                Column(text: say("受理", "Received"), isNumber: true), Column(text: say("状态", "State")),
            ],
            rows: items.map { row($0) }, asCards: true, isList: true)
    }

    private func row(_ item: Item) -> TableRow {
        let days = item.week.days
        return .cells([
            "<a href=\"\(SitePath.weeklyReport(item.week))\">\(weekName(item.week))</a>",
            HTML(
                text: say(
                    "\(day(days.lowerBound))到 \(day(days.upperBound))",
                    "\(day(days.lowerBound)) to \(day(days.upperBound))")),
            HTML(text: count(item.received)),
            item.isRunning
                ? badge(say("这一周还没完", "Still running"), .warn) : badge(say("完整", "Complete"), .ok),
        ])
    }
}

extension View {
    /// `2026年第 46 周`, `Week 46 of 2026`.
    package func weekName(_ week: CityWeek) -> String {
        say("\(week.year)年第 \(week.week) 周", "Week \(week.week) of \(week.year)")
    }
}
