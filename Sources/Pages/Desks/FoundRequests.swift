import HTML

/// A page of the requests that were asked for by what they have in common.
package struct FoundRequests: Sendable {
    package var rows: [CaseRow]
    package var total: ListCount
    /// Where this page begins; `nil` on the first.
    package var after: String?
    package var next: String?

    package init(rows: [CaseRow], total: ListCount, after: String? = nil, next: String? = nil) {
        self.rows = rows
        self.total = total
        self.after = after
        self.next = next
    }
}

extension Page {
    /// The page of the requests behind a number: what they have in common, then the requests.
    /// - Parameters:
    ///   - note: what has to be known before one counts.
    ///   - hint: what to do where there are none.
    ///   - path: the address of the page that begins after a request.
    func foundPage(
        _ found: FoundRequests, heading: String, meta: String, tools: HTML? = nil, conditions: [HTML],
        note: String? = nil, hint: String, path: (String?) -> SitePath
    ) -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(heading, meta: HTML(text: meta), tools: "\(tools)\(keysToggle)"))
                <div class="toolbar chips" role="group" aria-label="\(say("条件", "Conditions"))">\(conditions)</div>
                \(note.map { "<p class=\"meta list-note\">\($0)</p>" as HTML })
                \(found.rows.isEmpty ? emptyState(.nothingFound, say("一件也没有", "None"), hint) : requestTable(
                    caption: heading, rows: found.rows, total: found.total,
                    first: found.after == nil ? nil : path(nil), next: found.next.map { path($0) }))
                \(keyBar([("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open"))]))
                """)
    }

    /// One condition that they meet.
    func conditionChip(_ words: String) -> HTML { "<span class=\"chip\">\(words)</span>" }
}
