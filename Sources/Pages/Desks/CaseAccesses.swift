package import Civics
import HTML

extension CasePage {
    /// A look at who the reporter is, as it was logged.
    package struct Access: Hashable, Sendable {
        package var at: Instant
        /// Who looked, as staff see it (`派单员 1107`).
        package var by: String
        /// Name and telephone; otherwise that this request is the person's.
        package var sawContact: Bool

        package init(at: Instant, by: String, sawContact: Bool = true) {
            self.at = at
            self.by = by
            self.sawContact = sawContact
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
        let what =
            access.sawContact
            ? say("姓名和电话", "name and telephone") : say("同一人的诉求", "requests of the same person")
        return "<li>\(access.by) <span class=\"meta\">\(what) · \(moment(access.at))</span></li>"
    }
}
