package import Civics
import HTML
package import Reporting

/// A category at a place that got more requests than its own past lets one expect.
package struct RiseAlert: Sendable {
    package var category: LocalName
    package var place: LocalName
    package var requests: Int
    /// What was to be expected.
    package var expected: Double
    /// The requests behind it, with their days.
    package var figure: FigureQuery

    package init(category: LocalName, place: LocalName, requests: Int, expected: Double, figure: FigureQuery) {
        self.category = category
        self.place = place
        self.requests = requests
        self.expected = expected
        self.figure = figure
    }
}

extension View {
    /// What rises, the least likely first; nothing where nothing does.
    func riseNotice(_ alerts: [RiseAlert], most: Int = 5) -> HTML? {
        guard !alerts.isEmpty else { return nil }
        let lines = alerts.prefix(most).map { alert -> HTML in
            let found = evidence(say("\(count(alert.requests)) 件", "\(count(alert.requests)) requests"), alert.figure)
            return markup(
                "<li>\(range(alert.figure.days))，\(alert.place.zh)的“\(alert.category.zh)”：\(found)，往常约 \(decimal(alert.expected)) 件</li>",
                "<li>\(range(alert.figure.days)), “\(alert.category.en)”, \(alert.place.en): \(found), usually about \(decimal(alert.expected))</li>"
            )
        }
        let how = say(
            "和同一星期几、同样的工作日比；各项一起检验，误报受控。",
            "Compared with the same weekdays and working days; all are tested together, so that false alarms stay few.")
        let more =
            alerts.count > most
            ? say("另有 \(count(alerts.count - most)) 项。", "And \(count(alerts.count - most)) more. ") : ""
        return """
            <div class="desk-body">\(notice(
                .warn, say("高于往常：", "More than usual:"),
                "<ul class=\"plain\">\(lines)</ul><p class=\"meta\">\(more)\(how)</p>"))</div>
            """
    }
}
