package import Casework
package import Civics
package import HTML

/// Second looks (抽查) at closings that were drawn by lot: a queue, and the one that is looked at with its questions.
package struct InspectionsPage: Page {
    /// The closing that is looked at.
    package struct Current: Sendable {
        package var row: CaseRow
        package var stamp: FormStamp
        package var text: String?
        package var replies: [CasePage.Reply]
        package var contacts: [CasePage.Contact]
        package var closedAt: Instant
        /// What the person said; `nil` while nobody was reached.
        package var rating: CallBack?
        package var comment: String?

        package init(
            row: CaseRow, stamp: FormStamp, text: String?, replies: [CasePage.Reply], contacts: [CasePage.Contact],
            closedAt: Instant, rating: CallBack?, comment: String?
        ) {
            self.row = row
            self.stamp = stamp
            self.text = text
            self.replies = replies
            self.contacts = contacts
            self.closedAt = closedAt
            self.rating = rating
            self.comment = comment
        }
    }

    package struct Model: Sendable {
        package var queue: [(row: CaseRow, day: CityDay)]
        package var waiting: Int
        package var drawn: Int
        package var current: Current?
        package var rules: SamplingRules
        package var after: String?
        package var next: String?
        /// What was typed into a form that was not accepted, by the `id` of the field.
        package var typed: [String: String]
        package var faults: [FormFault]
        package var problem: DeskProblem?

        package init(
            queue: [(row: CaseRow, day: CityDay)], waiting: Int, drawn: Int, current: Current?, rules: SamplingRules,
            after: String? = nil, next: String? = nil, typed: [String: String] = [:], faults: [FormFault] = [],
            problem: DeskProblem? = nil
        ) {
            self.queue = queue
            self.waiting = waiting
            self.drawn = drawn
            self.current = current
            self.rules = rules
            self.after = after
            self.next = next
            self.typed = typed
            self.faults = faults
            self.problem = problem
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("抽查", "Inspections") }

    package func render() -> HTML {
        let done = model.drawn - model.waiting
        return deskPage(
            title: title, scripts: ["desks.js"],
            main: """
                <div class="fill">
                \(deskHead(
                    say("待抽查 \(count(model.waiting)) 件", "\(count(model.waiting)) to inspect"),
                    meta: HTML(text: say(
                        "最近 \(model.rules.keepDays) 天抽中 \(count(model.drawn)) 件，查了 \(count(done)) 件；由系统抽签，谁也选不了",
                        "\(count(model.drawn)) drawn in \(model.rules.keepDays) days, \(count(done)) done; by lot, nobody can pick")),
                    tools: keysToggle))
                \(problemNotice(model.problem))\(faultSummary(model.faults))
                \(model.queue.isEmpty ? empty : panes)
                \(keyBar([
                    ("J K", say("下一件、上一件", "next, previous")), ("R", say("发回重办", "do it again")),
                    ("S", say("保存", "save")),
                ]))
                </div>
                """)
    }

    private var empty: HTML {
        emptyState(
            .done, say("都查完了", "All inspected"),
            say(
                "每天零点后从前一天的办结里抽签，抽中的会出现在这里。",
                "After midnight lots are drawn among the closings of the day; they appear here."))
    }

    private var panes: HTML {
        """
        <div class="triage triage-two">
        <section class="pane pane-list" aria-label="\(say("抽中的办结", "Closings drawn"))">
        <ol class="queue" data-list="open">\(model.queue.map { queueItem($0.row, $0.day) })</ol>
        <div class="queue-more">\(pager(
            first: model.after == nil ? nil : .inspections(), next: model.next.map { .inspections(after: $0) },
            shown: say("本页 \(model.queue.count) 件，共 \(count(model.waiting)) 件", "\(model.queue.count) of \(count(model.waiting))")))</div>
        </section>
        \(model.current.map { look($0) } ?? "<section class=\"pane pane-req\"></section>")
        </div>
        """
    }

    private func queueItem(_ row: CaseRow, _ day: CityDay) -> HTML {
        let isCurrent = row.number == model.current?.row.number
        return """
            <li><a href="\(SitePath.inspections(case: row.number, after: model.after))"\
            \(if: isCurrent, #" aria-current="true""#)><b>\(caseTitle(row))</b>\
            <span class="meta clip">\(row.body.map { say($0) } ?? "—")</span>\
            <span class="meta nowrap">\(say("\(self.day(day))办结", "closed \(self.day(day))"))</span></a></li>

            """
    }

    private func look(_ current: Current) -> HTML {
        let row = current.row
        let replies = current.replies.map { reply in
            """
            <article class="reply"><p class="meta">\(say(reply.body)) · \(reply.by) · \(moment(reply.at))</p>\
            <div class="body-text">\(paragraphs(reply.text))</div></article>
            """ as HTML
        }
        let contacts = current.contacts.map { contact in
            """
            <li><span class="meta">\(moment(contact.at)) · \(say(contact.means.name)) · \(contact.by)</span>\
            \(if: contact.note == nil, " <span class=\"muted\">\(say("没有写内容", "nothing written"))</span>")\
            \(contact.note.map { "<div class=\"body-text\">\(paragraphs($0))</div>" as HTML })</li>
            """ as HTML
        }
        return """
            <section class="pane pane-req" aria-labelledby="look-heading">
            <header class="req-head"><p class="row row-tight meta">\
            <a href="\(SitePath.caseFile(row.number))">\(row.number.description)</a><span>·</span>\
            <span>\(say("\(moment(current.closedAt)) 办结", "closed \(moment(current.closedAt))"))</span></p>
            <h2 id="look-heading">\(caseTitle(row))</h2>
            <p class="row row-tight">\(kindBadge(row.kind))\(caseMarks(row))</p></header>
            <h3>\(say("诉求", "Request"))</h3><div class="body-text">\(requestText(current.text))</div>
            <h3>\(say("答复", "Reply"))</h3>\(if: replies.isEmpty, "<p class=\"meta\">\(say("没有答复", "None"))</p>", else: "\(replies)")
            <h3>\(say("联系记录", "Contacts"))</h3>\(if: contacts.isEmpty, "<p class=\"meta\">\(say("没有联系记录", "None recorded"))</p>",
                else: "<ul class=\"plain-list\">\(contacts)</ul>")
            <h3>\(say("反映人怎么说", "What the person said"))</h3>\
            <p>\(current.rating.map { ratingWords($0) })\
            \(if: current.rating == nil, "<span class=\"meta\">\(say("还没有联系上", "Not reached yet"))</span>")</p>\
            \(current.comment.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" })
            <h3>\(say("逐项看", "The questions"))</h3>
            \(caseForm(
                row.number, .inspect, stamp: current.stamp, back: .inspections(after: model.after), style: "call-form",
                """
                \(inspectionFields(model.rules.checks, typed: model.typed, faults: model.faults, redoKey: "r"))\
                <p class="row"><button class="btn btn-primary"\(keyed("s"))>\(say("保存抽查结果", "Save the findings"))\(keyCap("S"))</button></p>
                """))
            </section>
            """
    }
}
