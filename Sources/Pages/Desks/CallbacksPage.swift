package import Casework
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
        package var attempts: [Attempt]
        /// How many calls are made before it is given up.
        package var mostAttempts: Int
        /// Within which a bad rating is put right; `nil` where it is not by itself.
        package var rectification: TimeLimit?
        /// What the person said of the answer before, which was to be put right since.
        package var before: Before?
        /// Answered together with others about the same matter.
        package var isTogether: Bool

        package init(
            row: CaseRow, stamp: FormStamp, text: String?, reply: String?, closedAt: Instant, reporter: Reporter,
            attempts: [Attempt] = [], mostAttempts: Int = 3, rectification: TimeLimit? = nil, before: Before? = nil,
            isTogether: Bool = false
        ) {
            self.row = row
            self.stamp = stamp
            self.text = text
            self.reply = reply
            self.closedAt = closedAt
            self.reporter = reporter
            self.attempts = attempts
            self.mostAttempts = mostAttempts
            self.rectification = rectification
            self.before = before
            self.isTogether = isTogether
        }
    }

    /// A call that nobody answered, and what was noted: when to call again.
    package struct Attempt: Hashable, Sendable {
        package var at: Instant
        package var note: String?

        package init(at: Instant, note: String? = nil) {
            self.at = at
            self.note = note
        }
    }

    /// A rating that opened a rectification.
    package struct Before: Hashable, Sendable {
        package var satisfaction: Satisfaction
        package var said: String?

        package init(satisfaction: Satisfaction, said: String?) {
            self.satisfaction = satisfaction
            self.said = said
        }
    }

    /// What was typed into a form that was not accepted.
    package struct Answer: Hashable, Sendable {
        package var reached: Bool?
        package var solved: Bool?
        package var satisfaction: Satisfaction?
        package var comment: String
        package var aspects: Set<RatingAspect>
        package var redo: Bool

        package init(
            reached: Bool? = nil, solved: Bool? = nil, satisfaction: Satisfaction? = nil, comment: String = "",
            aspects: Set<RatingAspect> = [], redo: Bool = false
        ) {
            self.reached = reached
            self.solved = solved
            self.satisfaction = satisfaction
            self.comment = comment
            self.aspects = aspects
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
                \(model.queue.isEmpty && model.current == nil ? empty : panes)
                \(keyBar(keys))
                </div>
                """)
    }

    private var keys: [(keys: String, does: String)] {
        guard model.current != nil else { return [("J K", say("下一件、上一件", "next, previous"))] }
        return [
            ("J K", say("下一件、上一件", "next, previous")), ("N", say("先跳过", "skip")),
            ("Y X", say("联系上、没联系上", "reached, not reached")),
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
            <span>·</span><span>\(attemptNumber(current))</span>\
            \(if: current.isTogether, "<span>·</span><span>\(say("并案答复", "answered with others"))</span>")\(skip)</p>
            <h2 id="call-heading">\(caseTitle(row))</h2>
            <p class="row row-tight">\(kindBadge(row.kind))\(caseMarks(row))</p>\(attempts(current))\(before(current))</header>
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

    /// `第 2 次拨打，共 3 次`
    private func attemptNumber(_ current: Current) -> String {
        let (number, most) = (current.attempts.count + 1, current.mostAttempts)
        if number > most { return say("已拨满 \(most) 次", "called \(most) times already") }
        return number == most
            ? say("第 \(number) 次拨打，最后一次", "call \(number), the last")
            : say("第 \(number) 次拨打，共 \(most) 次", "call \(number) of \(most)")
    }

    /// Leaves this one for later; it keeps its place in the queue.
    private var skip: HTML? {
        guard let current = model.current,
            let index = model.queue.firstIndex(where: { $0.number == current.row.number }),
            index + 1 < model.queue.count
        else { return nil }
        let next = SitePath.callbacks(case: model.queue[index + 1].number, after: model.after)
        return """
            <a class="btn btn-sm push" href="\(next)"\(keyed("n"))>\(say("先跳过这一件", "Skip this one"))\(keyCap("N"))</a>
            """
    }

    private func attempts(_ current: Current) -> HTML? {
        guard !current.attempts.isEmpty else { return nil }
        return """
            <ul class="plain meta call-missed">\(current.attempts.map { attempt in
                let note = attempt.note.map { say("：\($0)", ": \($0)") } ?? ""
                return "<li>\(say("\(moment(attempt.at)) 没有接", "\(moment(attempt.at)) not answered"))\(note)</li>" as HTML
            })</ul>
            """
    }

    private func before(_ current: Current) -> HTML? {
        current.before.map { before in
            notice(
                .warn,
                say(
                    "上次评价\(before.satisfaction.name.zh)，这次是整改后的回访。",
                    "Rated \(before.satisfaction.name.en.lowercased()) before; this call is about what was put right."),
                before.said.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" })
        }
    }

    /// What the agent says; the questions stand beside their answers below. Of a protected person's matter nothing is said
    /// before it is clear who has answered.
    private func script(_ current: Current) -> HTML {
        let (hotline, city) = (context.city.hotline, say(context.city.name))
        let received = day(context.city.zone.day(of: current.row.receivedAt))
        let body = current.row.body.map { say($0) } ?? say("承办单位", "the body in charge")
        let title = caseTitle(current.row)
        let matter =
            current.before != nil
            ? say(
                "您\(received)反映的「\(title)」，上次您说不满意，\(body)已经重新办过，想再听听您的意见，大约一分钟。",
                "On \(received) you told us about \"\(title)\". You were not satisfied, and \(body) has put it right since. "
                    + "We would like to hear your opinion again. It takes a minute.")
            : say(
                "您\(received)反映的「\(title)」，\(body)已经办结，想听听您的意见，大约一分钟。",
                "On \(received) you told us about \"\(title)\". \(body) has closed it, and we would like to hear your opinion. "
                    + "It takes a minute.")
        let greeting = say("您好，这里是\(city) \(hotline) 热线。", "Good day, this is the \(hotline) line of \(city). ")
        guard current.row.isProtected else {
            return scriptPanel(say("开场", "Opening"), ["\(greeting)\(matter)"])
        }
        return scriptPanel(
            say(
                "开场（身份受保护：先确认是本人，再说是什么事；不留言，不告诉旁人）",
                "Opening (protected: make sure who it is before you say what it is about; no messages, nothing to others)"
            ),
            [
                greeting + say("请问是反映人本人吗？现在方便说话吗？", "Am I speaking to the person who called us? Can you talk now?"),
                say("确认后：", "Then: ") + matter,
            ])
    }

    private func scriptPanel(_ heading: String, _ sentences: [String]) -> HTML {
        """
        <div class="panel script"><h3>\(heading)</h3>\(sentences.map { "<p>\($0)</p>" as HTML })</div>
        """
    }

    /// How the call ends, for what the person may have said.
    private func closing(_ current: Current) -> HTML {
        let bad =
            current.rectification.map {
                say(
                    "不满意的：我们退回\(say("原单位", "the body"))整改，\(limit($0))内改好，再打电话问您。谢谢您。",
                    "Not satisfied: it goes back to be put right within \(limit($0)), and we call you again. Thank you."
                )
            }
            ?? say(
                "不满意的：我们会核实，需要时再办一次。谢谢您。",
                "Not satisfied: we look into it and have it done again where needed. Thank you.")
        return scriptPanel(
            say("结束", "Closing"), [say("满意的：谢谢您的意见，再见。", "Satisfied: thank you for telling us, goodbye."), bad])
    }

    private func form(_ current: Current) -> HTML {
        let answer = model.answer
        func radio(
            _ field: CaseField, _ value: String, _ words: String, isOn: Bool, key: Character?, first: Bool = false,
            hint: String? = nil
        ) -> HTML {
            """
            <label class="choice"><input type="radio"\(if: first, " id=\"call-back-\(field.rawValue)\"") name="\(field.rawValue)" \
            value="\(value)"\(if: isOn, " checked")\(keyed(key))><span>\(words)\(hint.map { "<small class=\"hint\">\($0)</small>" as HTML })</span>\
            \(key.map { keyCap($0) })</label>
            """
        }
        let grades = Satisfaction.allCases.enumerated().map { index, grade in
            radio(
                .satisfaction, grade.rawValue, say(grade.name), isOn: answer.satisfaction == grade,
                key: Character(String(index + 1)), first: index == 0,
                hint: grade.isBad
                    ? current.rectification.map {
                        say("退回整改，\(limit($0))", "put right within \(limit($0))")
                    } : nil)
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
            \(fieldset(caseField(.callBack, .aspect, say("问：主要是哪方面？（可以多选，也可以不问）", "Ask: what is it about most? (optional)"), faults: model.faults)) { _ in
                """
                <div class="grades">\(RatingAspect.allCases.map { aspect in
                    """
                    <label class="choice"><input type="checkbox" name="\(CaseField.aspect.rawValue)" value="\(aspect.rawValue)"\
                    \(if: answer.aspects.contains(aspect), " checked")><span>\(say(aspect.name))</span></label>
                    """ as HTML
                })</div>
                """
            })\
            \(textArea(
                caseField(
                    .callBack, .comment, say("原话（可以不填）", "In the person's words (optional)"),
                    hint: say("没有联系上的，写约好什么时候再打。", "Not reached: write when to call again."), faults: model.faults),
                value: answer.comment, attributes: "rows=\"3\""))\
            <div class="field"><label class="choice"><input type="checkbox" name="\(CaseField.redo.rawValue)" value="1"\
            \(if: answer.redo, " checked")\(keyed("r"))><span>\(redoWords(current))\
            <small class="hint">\(say("重新计时，承办单位会看到上面的原话。", "On a new clock; the body sees the words above."))</small></span>\
            \(keyCap("R"))</label></div>
            \(closing(current))
            <p class="row"><button class="btn btn-primary"\(keyed("s"))>\(say("保存回访结果", "Save the answers"))\(keyCap("S"))</button></p>
            """)
    }

    /// A bad rating goes back by itself; the box is for what is not solved all the same.
    private func redoWords(_ current: Current) -> String {
        current.rectification == nil
            ? say("没有办好，发回重办", "Not done: send it back to be done again")
            : say("没有打差评，但没有办好：发回重办", "Not rated badly, but not done: send it back to be done again")
    }
}
