import Civics
package import HTML

/// Finding requests by number or words (诉求查询).
package struct SearchPage: Page {
    package struct Model: Sendable {
        /// What was asked for; `nil` before the first search.
        package var query: String?
        package var rows: [CaseRow]
        package var total: ListCount
        package var after: String?
        package var next: String?
        /// The reader sees the requests of their own body only.
        package var isLimitedToBody: Bool

        package init(
            query: String?, rows: [CaseRow] = [], total: ListCount = 0, after: String? = nil, next: String? = nil,
            isLimitedToBody: Bool = false
        ) {
            self.query = query
            self.rows = rows
            self.total = total
            self.after = after
            self.next = next
            self.isLimitedToBody = isLimitedToBody
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String {
        model.query.map { say("「\($0)」 · 诉求查询", "\"\($0)\" · Find requests") } ?? say("诉求查询", "Find requests")
    }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(say("诉求查询", "Find requests"), meta: summary, tools: keysToggle))
                <form class="toolbar search-bar" role="search" method="get" action="\(SitePath.search())">\
                <label class="visually-hidden" for="find">\(say("单号或几个字", "Number or words"))</label>\
                <input class="input" id="find" name="q" type="search" value="\(model.query ?? "")" \
                placeholder="\(say("单号，或者标题、内容里的几个字", "A number, or words of the title or text"))"\(keyed("/"))\
                \(if: model.query == nil, " autofocus")>\
                <button class="btn btn-primary">\(Icon.search)\(say("查找", "Find"))</button>\
                \(if: model.isLimitedToBody, bodyOnly)</form>
                \(results)
                \(keyBar([
                    ("/", say("查找", "find")), ("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open")),
                ]))
                """)
    }

    private var bodyOnly: HTML {
        "<span class=\"meta\">\(say("只在您单位的诉求里找", "Among the requests of your body only"))</span>"
    }

    private var summary: HTML? {
        model.query.map { HTML(text: say("「\($0)」：\(count(model.total)) 件", "\"\($0)\": \(count(model.total)) found")) }
    }

    private var results: HTML {
        guard let query = model.query else {
            return emptyState(
                .nothingFound, say("输入要找的", "Say what to find"),
                say(
                    "单号可以带或不带横线。几个字用空格隔开，都要出现才算找到。",
                    "A number may be typed with or without hyphens. Of several words all must occur."))
        }
        guard !model.rows.isEmpty else {
            return emptyState(
                .nothingFound, say("没有找到「\(query)」", "Nothing found for \"\(query)\""),
                say(
                    "换个说法试试，比如写短一些；至少要两个字。来电人的号码请在来电登记里查。",
                    "Try other or fewer words, of two characters at least. For a caller's number use the intake page."))
        }
        return requestTable(
            caption: title, rows: model.rows, total: model.total, marking: query.split(separator: " ").map(String.init),
            first: model.after == nil ? nil : .search(query: query),
            next: model.next.map { .search(query: query, after: $0) })
    }
}
