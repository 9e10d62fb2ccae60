package import Civics
import HTML

extension CasePage {
    /// A look at who the reporter is, as it was logged.
    package struct Access: Hashable, Sendable {
        package var at: Instant
        /// Who looked, as staff see it (`派单员 1107`).
        package var by: String
        package var what: FollowPage.Look.What

        package init(at: Instant, by: String, what: FollowPage.Look.What = .contact) {
            self.at = at
            self.by = by
            self.what = what
        }
    }

    /// Who looked at the person's data: for those who check it.
    func accessLog(_ accesses: [Access]) -> HTML {
        let list: HTML =
            accesses.isEmpty
            ? "<p class=\"muted\">\(say("没有人看过。", "Nobody has looked."))</p>"
            : "<ul class=\"plain stack-8\">\(accesses.map { access($0) })</ul>"
        return """
            <section><h2>\(say("谁看过反映人", "Who looked at the reporter")) \(count(accesses.count))</h2>\(list)</section>
            """
    }

    private func access(_ access: Access) -> HTML {
        "<li>\(access.by) <span class=\"meta\">\(words(for: access.what)) · \(moment(access.at))</span></li>"
    }
}
