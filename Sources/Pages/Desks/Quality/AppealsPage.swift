import Casework
package import Civics
package import HTML

/// Appeals against ratings (评价申诉): those that wait for a decision, and those decided.
package struct AppealsPage: Page {
    package struct Item: Sendable {
        package var row: CaseRow
        package var body: LocalName
        package var ground: LocalName
        package var at: Instant
        package var decideBy: Instant?
        package var decidedAt: Instant?
        package var isGranted: Bool

        package init(
            row: CaseRow, body: LocalName, ground: LocalName, at: Instant, decideBy: Instant?, decidedAt: Instant?,
            isGranted: Bool
        ) {
            self.row = row
            self.body = body
            self.ground = ground
            self.at = at
            self.decideBy = decideBy
            self.decidedAt = decidedAt
            self.isGranted = isGranted
        }
    }

    package struct Model: Sendable {
        package var isDecided: Bool
        package var items: [Item]
        package var open: Int
        package var mayDecide: Bool
        package var rules: AppealRules
        package var after: String?
        package var next: String?

        package init(
            isDecided: Bool, items: [Item], open: Int, mayDecide: Bool, rules: AppealRules, after: String? = nil,
            next: String? = nil
        ) {
            self.isDecided = isDecided
            self.items = items
            self.open = open
            self.mayDecide = mayDecide
            self.rules = rules
            self.after = after
            self.next = next
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("评价申诉", "Appeals against ratings") }

    package func render() -> HTML {
        let tabs = [
            (
                name: say("待裁定", "Waiting"), count: Optional(count(model.open)), path: SitePath.appeals(),
                isOn: !model.isDecided
            ),
            (
                name: say("已裁定", "Decided"), count: nil, path: SitePath.appeals(decided: true), isOn: model.isDecided
            ),
        ]
        return deskPage(
            title: title,
            main: """
                \(deskHead(
                    say("评价申诉", "Appeals against ratings"),
                    meta: HTML(text: say("最早的在前；裁定前评价照常计入", "The oldest first; until then the ratings count")),
                    tools: keysToggle))
                \(viewTabs(say("申诉", "Appeals"), tabs))
                \(model.items.isEmpty ? empty : list)
                <p class="meta list-note">\(say(
                    "承办单位可在评价后 \(limit(model.rules.within)) 内申诉一次；应在申诉后 \(limit(model.rules.decideWithin)) 内裁定。反映人不受影响，评价照样保留。",
                    "A body may appeal a rating once, within \(limit(model.rules.within)); it is to be decided within \(limit(model.rules.decideWithin)). The person is not concerned, and the rating stays to be read."))</p>
                \(keyBar([("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open"))]))
                """)
    }

    private var list: HTML {
        let when = model.isDecided ? say("裁定", "Decision") : say("裁定期限", "Decide by")
        return table(
            caption: title, hidesCaption: true,
            columns: [
                Column(HTML(text: say("诉求", "Request"))), Column(text: say("评价", "Rating")),
                Column(text: say("单位", "Body")), Column(text: say("理由", "Ground")), Column(text: say("申诉", "Appealed")),
                Column(text: when),
            ],
            rows: model.items.enumerated().map { index, item in
                .cells(cells(item, isCurrent: index == 0), isSelected: index == 0)
            }, asCards: true, style: "work", isList: true)
                + """
                <div class="foot">\(pager(
                first: model.after == nil ? nil : .appeals(decided: model.isDecided),
                next: model.next.map { .appeals(decided: model.isDecided, after: $0) },
                shown: say("本页 \(model.items.count) 件", "\(model.items.count) on this page")))</div>
                """
    }

    private func cells(_ item: Item, isCurrent: Bool) -> [HTML] {
        let end: HTML
        if let decidedAt = item.decidedAt {
            let word = item.isGranted ? badge(say("成立", "granted"), .ok) : badge(say("不成立", "declined"))
            end = "\(word) <span class=\"meta nowrap\">\(moment(decidedAt))</span>"
        } else if let by = item.decideBy {
            let late = by < context.now ? badge(say("已过期限", "passed"), .bad) : nil
            end = "<span class=\"nowrap\">\(moment(by))</span> \(late)"
        } else {
            end = "—"
        }
        return [
            caseCell(item.row, isCurrent: isCurrent), satisfactionBadge(item.row.satisfaction),
            HTML(text: say(item.body)), HTML(text: say(item.ground)),
            "<span class=\"nowrap\">\(moment(item.at))</span>",
            end,
        ]
    }

    private var empty: HTML {
        model.isDecided
            ? emptyState(
                .nothingFound, say("还没有裁定过", "None decided yet"),
                say("裁定过的申诉会出现在这里。", "Appeals appear here once they are decided."))
            : emptyState(
                .done, say("没有待裁定的申诉", "No appeal waits"),
                say(
                    "承办单位对评价有异议时，会在诉求页上申诉，出现在这里。",
                    "A body that disagrees with a rating appeals on the request's page; it appears here."))
    }
}
