import Casework
package import Civics
package import HTML

/// The call-back queue (回访): people whose request was closed are asked whether it is solved and how satisfied they are.
package struct CallbacksPage: Page {
    /// The request whose person is called now.
    package struct Current: Sendable {
        package var row: CaseRow
        package var stamp: FormStamp
        package var text: String?
        /// What the body answered.
        package var reply: String?
        package var closedAt: Instant
        package var reporter: Reporter
        /// Calls that nobody answered.
        package var attempts: [Instant]

        package init(
            row: CaseRow, stamp: FormStamp, text: String?, reply: String?, closedAt: Instant, reporter: Reporter,
            attempts: [Instant] = []
        ) {
            self.row = row
            self.stamp = stamp
            self.text = text
            self.reply = reply
            self.closedAt = closedAt
            self.reporter = reporter
            self.attempts = attempts
        }
    }

    /// What was typed into a form that was not accepted.
    package struct Answer: Hashable, Sendable {
        package var reached: Bool?
        package var solved: Bool?
        package var satisfaction: Satisfaction?
        package var comment: String
        package var redo: Bool

        package init(
            reached: Bool? = nil, solved: Bool? = nil, satisfaction: Satisfaction? = nil, comment: String = "",
            redo: Bool = false
        ) {
            self.reached = reached
            self.solved = solved
            self.satisfaction = satisfaction
            self.comment = comment
            self.redo = redo
        }
    }

    package struct Model: Sendable {
        package var queue: [CaseRow]
        package var total: ListCount
        package var current: Current?
        package var answer: Answer
        /// The cursor of this page (`nil` on the first) and of the next (`nil` on the last).
        package var after: String?
        package var next: String?
        package var faults: [FormFault]
        package var problem: DeskProblem?

        package init(
            queue: [CaseRow], total: ListCount, current: Current?, answer: Answer = Answer(), after: String? = nil,
            next: String? = nil, faults: [FormFault] = [], problem: DeskProblem? = nil
        ) {
            self.queue = queue
            self.total = total
            self.current = current
            self.answer = answer
            self.after = after
            self.next = next
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

    package var title: String { say("回访", "Call back") }

    package func render() -> HTML {
        deskPage(
            title: title, scripts: ["desks.js"],
            live: LiveView(
                lists: [.callbacks], number: model.current?.row.number,
                page: .callbacks(case: model.current?.row.number, after: model.after)),
            main: """
                <div class="fill">
                \(deskHead(
                    say("待回访 \(count(model.total)) 件", "\(count(model.total)) to call back"),
                    meta: HTML(text: say("每件办结的都要问一问，不劝评", "Everybody is asked; nobody is talked into a grade")),
                    tools: keysToggle))
                \(problemNotice(model.problem))\(faultSummary(model.faults))
                \(model.queue.isEmpty ? empty : panes)
                \(keyBar(keys))
                </div>
                """)
    }

    private var keys: [(keys: String, does: String)] {
        guard model.current != nil else { return [("J K", say("下一件、上一件", "next, previous"))] }
        return [
            ("J K", say("下一件、上一件", "next, previous")), ("Y X", say("联系上、没联系上", "reached, not reached")),
            ("1–5", say("五个等级", "the five grades")), ("S", say("保存", "save")),
        ]
    }

    private var empty: HTML {
        emptyState(
            .done, say("都回访完了", "Everybody has been called"),
            say("办结的诉求会出现在这里，等着听反映人的意见。", "Closed requests appear here, to hear what the person says."))
    }

    private var panes: HTML {
        """
        <div class="triage triage-two">
        <section class="pane pane-list" aria-label="\(say("待回访诉求", "Requests to call back about"))">
        <ol class="queue" data-list="open"\(LiveList(after: model.after).attribute)>\(model.queue.map { queueItem($0) })</ol>
        <div class="queue-more">\(pager(
            first: model.after == nil ? nil : .callbacks(), next: model.next.map { .callbacks(after: $0) },
            shown: pageWords(shown: model.queue.count, total: model.total)))</div>
        </section>
        \(model.current.map { call($0) } ?? "<section class=\"pane pane-req\"></section>")
        </div>
        """
    }

    private func queueItem(_ row: CaseRow) -> HTML {
        let isCurrent = row.number == model.current?.row.number
        return """
            <li\(liveRow(row.number))><a href="\(SitePath.callbacks(case: row.number, after: model.after))"\
            \(if: isCurrent, #" aria-current="true""#)><b>\(lineBadge(row.line)) \(caseTitle(row))</b>\
            <span class="meta clip">\(row.body.map { say($0) } ?? "—")</span>\(row.clock.map { clockBadge($0) })</a></li>

            """
    }

    private func call(_ current: Current) -> HTML {
        let row = current.row
        return """
            <section class="pane pane-req" aria-labelledby="call-heading">
            <header class="req-head"><p class="row row-tight meta">\
            <a href="\(SitePath.caseFile(row.number))">\(row.number.description)</a><span>·</span>\
            <span>\(say("\(moment(current.closedAt)) 办结", "closed \(moment(current.closedAt))"))</span>\
            \(attempts(current.attempts))</p>
            <h2 id="call-heading">\(caseTitle(row))</h2>
            <p class="row row-tight">\(kindBadge(row.kind))\(caseMarks(row))</p></header>
            <dl class="pairs call-who"><dt>\(say("拨打", "Call"))</dt><dd>\(reporterLine(current.reporter, of: row.number))</dd>
            <dt>\(say("承办", "Body"))</dt><dd>\(row.body.map { say($0) } ?? "—")</dd></dl>
            <details class="fold"><summary>\(say("看诉求和答复", "Request and reply"))</summary>
            <div class="body-text">\(requestText(current.text))</div>
            \(current.reply.map { "<blockquote class=\"asked body-text\">\(paragraphs($0))</blockquote>" })</details>
            \(script(current))
            \(form(current))
            </section>
            """
    }

    private func attempts(_ attempts: [Instant]) -> HTML? {
        guard let last = attempts.last else { return nil }
        let words = say(
            "拨过 \(attempts.count) 次没接，最近\(moment(last))",
            "\(attempts.count) call\(attempts.count == 1 ? "" : "s") not answered, last \(moment(last))")
        return "<span>·</span><span class=\"c-warn\">\(words)</span>"
    }

    /// What the agent says; the questions stand beside their answers below.
    private func script(_ current: Current) -> HTML {
        let (hotline, city) = (context.city.hotline, say(context.city.name))
        let received = day(context.city.zone.day(of: current.row.receivedAt))
        let body = current.row.body.map { say($0) } ?? say("承办单位", "the body in charge")
        return """
            <div class="panel script"><h3>\(say("开场", "Opening"))</h3><p>\(say(
                "您好，这里是\(city) \(hotline) 热线。您\(received)反映的「\(caseTitle(current.row))」，\(body)已经办结，想听听您的意见，大约一分钟。",
                "Good day, this is the \(hotline) line of \(city). On \(received) you told us about \"\(caseTitle(current.row))\". "
                    + "\(body) has closed it, and we would like to hear your opinion. It takes a minute."))</p></div>
            """
    }

    private func form(_ current: Current) -> HTML {
        let answer = model.answer
        func radio(
            _ field: CaseField, _ value: String, _ words: String, isOn: Bool, key: Character?, first: Bool = false
        ) -> HTML {
            """
            <label class="choice"><input type="radio"\(if: first, " id=\"call-back-\(field.rawValue)\"") name="\(field.rawValue)" \
            value="\(value)"\(if: isOn, " checked")\(keyed(key))><span>\(words)</span>\(key.map { keyCap($0) })</label>
            """
        }
        let grades = Satisfaction.allCases.enumerated().map { index, grade in
            radio(
                .satisfaction, grade.rawValue, say(grade.name), isOn: answer.satisfaction == grade,
                key: Character(String(index + 1)), first: index == 0)
        }
        return caseForm(
            current.row.number, .callBack, stamp: current.stamp, back: .callbacks(after: model.after),
            style: "call-form",
            """
            \(fieldset(caseField(.callBack, .reached, say("联系上本人了吗", "Was the person reached?"), faults: model.faults)) { _ in
                """
                <div class="row">\(radio(.reached, "yes", say("联系上了", "Yes"), isOn: answer.reached == true, key: "y", first: true))\
                \(radio(.reached, "no", say("没有联系上（不计入任何率）", "No (counts in no rate)"), isOn: answer.reached == false, key: "x"))</div>
                """
            })\
            \(fieldset(caseField(.callBack, .solved, say("问：这件事解决了吗？", "Ask: is the matter solved?"), faults: model.faults)) { _ in
                """
                <div class="row">\(radio(.solved, "yes", say("解决了", "Solved"), isOn: answer.solved == true, key: "g", first: true))\
                \(radio(.solved, "no", say("没有解决", "Not solved"), isOn: answer.solved == false, key: "b"))\
                \(radio(.solved, "", say("没有说", "Did not say"), isOn: answer.solved == nil, key: nil))</div>
                """
            })\
            \(fieldset(caseField(.callBack, .satisfaction, say("问：您对办理满意吗？请从五个等级里选一个。", "Ask: how satisfied are you? One of five grades."), faults: model.faults)) { _ in
                """
                <div class="grades">\(grades)\(radio(.satisfaction, "", say("不评价", "No grade"), isOn: answer.satisfaction == nil, key: "0"))</div>
                """
            })\
            \(textArea(
                caseField(.callBack, .comment, say("原话（可以不填）", "In the person's words (optional)"), faults: model.faults),
                value: answer.comment, attributes: "rows=\"3\""))\
            <div class="field"><label class="choice"><input type="checkbox" name="\(CaseField.redo.rawValue)" value="1"\
            \(if: answer.redo, " checked")\(keyed("r"))><span>\(say("没有办好，发回重办", "Not done: send it back to be done again"))\
            <small class="hint">\(say("重新计时，承办单位会看到上面的原话。", "On a new clock; the body sees the words above."))</small></span>\
            \(keyCap("R"))</label></div>
            <p class="row"><button class="btn btn-primary"\(keyed("s"))>\(say("保存回访结果", "Save the answers"))\(keyCap("S"))</button></p>
            """)
    }
}
