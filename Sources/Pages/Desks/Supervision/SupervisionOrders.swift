package import Casework
package import Civics
import HTML

/// An order of supervision (督办单), as the body that has to answer it sees it.
package struct OrderToAnswer: Sendable {
    package var row: CaseRow
    package var level: Int
    package var reason: SupervisionReason
    /// What the supervisor demands; `nil` where a rule gave the order, or the text is gone.
    package var demand: String?
    /// The rule of the city that gave the order, where one did.
    package var rule: LocalName?
    /// Until when it is to be answered; `nil` for orders without a limit.
    package var clock: ClockReading?
    /// The version that an answer is for; `nil` where the reader may not answer.
    package var answerVersion: Int?

    package init(
        _ row: CaseRow, level: Int, reason: SupervisionReason, demand: String? = nil, rule: LocalName? = nil,
        clock: ClockReading? = nil, answerVersion: Int? = nil
    ) {
        self.row = row
        self.level = level
        self.reason = reason
        self.demand = demand
        self.rule = rule
        self.clock = clock
        self.answerVersion = answerVersion
    }
}

/// Where an order stands, in a list of the supervisor.
package struct OrderStanding: Hashable, Sendable {
    package var state: ServiceRequest.SupervisionState
    package var clock: ClockReading?

    package init(_ state: ServiceRequest.SupervisionState, clock: ClockReading? = nil) {
        self.state = state
        self.clock = clock
    }
}

/// What became of something that was done with several requests at once.
package struct TogetherOutcome: Hashable, Sendable {
    package enum Deed: String, CaseIterable, Sendable {
        case urge, supervise
    }

    package var deed: Deed
    package var done: Int
    package var refused: [Refused]

    package struct Refused: Hashable, Sendable {
        package var number: CaseNumber
        package var why: DeskProblem

        package init(_ number: CaseNumber, _ why: DeskProblem) {
            self.number = number
            self.why = why
        }
    }

    package init(_ deed: Deed, done: Int, refused: [Refused] = []) {
        self.deed = deed
        self.done = done
        self.refused = refused
    }
}

extension View {
    /// Orders that a body owes an answer to: what is demanded, until when, and the answer in place.
    ///
    /// - Parameter back: the list to go on with after an answer.
    func ordersToAnswer(_ orders: [OrderToAnswer], total: ListCount, once: String, back: SitePath) -> HTML? {
        guard !orders.isEmpty else { return nil }
        let more: HTML? =
            total.value > orders.count || total.isMore
            ? """
            <a href="\(SitePath.worklist(view: WorklistView.supervised.rawValue))">\
            \(say("全部 \(count(total)) 件", "All \(count(total))"))</a>
            """ : nil
        return """
            <section class="orders" aria-labelledby="orders"><h2 id="orders">\(say("督办，请先答复", "Orders to answer first")) \
            <span class="count count-bad">\(count(total))</span> \(more)</h2>\
            <ol>\(orders.enumerated().map { order($1, isFirst: $0 == 0, once: once, back: back) })</ol></section>
            """
    }

    private func order(_ order: OrderToAnswer, isFirst: Bool, once: String, back: SitePath) -> HTML {
        let number = order.row.number
        let demand: HTML =
            if let text = order.demand {
                "<div class=\"asked\">\(paragraphs(text))</div>"
            } else if let rule = order.rule {
                "<p class=\"asked\">\(say("系统按规则督办：\(rule.zh)。请说明原因，写清何时办结。", "Ordered by the city's rule: \(rule.en). Say why, and when it will be closed."))</p>"
            } else {
                "<p class=\"asked\">\(say("请说明原因，写清何时办结。", "Say why, and when it will be closed."))</p>"
            }
        let until = order.clock?.deadline.map { moment in
            say("最迟 \(self.moment(moment)) 答复督办人", "to be answered by \(self.moment(moment))")
        }
        return """
            <li><p><a href="\(SitePath.caseFile(number))"><b>\(caseTitle(order.row))</b></a> \
            \(badge(say("\(order.level) 级督办", "level \(order.level)"), .bad)) \
            \(order.clock.map { clockBadge($0) })<small class="meta">\(number.description) · \
            \(say(order.reason.name))\(until.map { " · \($0)" } ?? "")</small></p>\
            \(demand)\(order.answerVersion.map { answer(number, version: $0, isFirst: isFirst, once: once, back: back) })</li>
            """
    }

    private func answer(
        _ number: CaseNumber, version: Int, isFirst: Bool, once: String, back: SitePath
    ) -> HTML {
        let field = Field(
            CaseField.note.rawValue, say("答复督办", "Answer"), id: "answer-\(number)",
            hint: say(
                "为什么慢了、做了什么、何时办结。只有督办人和工作人员看得到。",
                "Why it took so long, what was done, when it will be closed. Seen by staff only."))
        return """
            <details class="fold"><summary class="btn"\(isFirst ? keyed("o") : "")>\
            \(say(CaseAction.answerSupervision.name))\(isFirst ? keyCap("O") : "")\
            <span class="visually-hidden"> \(number.description)</span></summary>\
            \(caseForm(
                number, .answerSupervision, stamp: FormStamp(version: version, once: "\(once)-\(number)"), back: back,
                style: "fold-form",
                """
                \(textArea(field, value: "", attributes: "rows=\"3\" required"))\
                <p class="row"><button class="btn">\(say("提交答复", "Send the answer"))</button></p>
                """))</details>
            """
    }

    /// The box that chooses a request of a list for what is done with several.
    func chooser(_ number: CaseNumber, version: Int) -> HTML {
        """
        <input type="checkbox" class="pick" name="case" value="\(number.description):\(version)" form="together" data-row-key="x" \
        aria-label="\(say("选中 \(number.description)", "Choose \(number.description)"))">
        """
    }

    /// What can be done with the requests that were chosen, all at once.
    func togetherBar(once: String, back: SitePath, mayUrge: Bool, maySupervise: Bool) -> HTML {
        let levels = (1...3).map { Choice(String($0), say("\($0) 级", "Level \($0)")) }
        let reasons = SupervisionReason.allCases.map { Choice($0.rawValue, say($0.name)) }
        let urge: HTML? =
            mayUrge
            ? "<button class=\"btn\" name=\"do\" value=\"urge\">\(say("催办选中的", "Urge those chosen"))</button>" : nil
        let supervise: HTML? =
            maySupervise
            ? """
            <details class="fold"><summary class="btn">\(say("督办选中的…", "Supervise those chosen…"))</summary>\
            <div class="fold-form"><div class="grid-2">\
            \(selectField(Field("level", say("级别", "Level"), id: "together-level"), levels, chosen: "1"))\
            \(selectField(
                Field("reason", say("理由", "Reason"), id: "together-reason"), reasons,
                chosen: SupervisionReason.overdue.rawValue))</div>\
            \(textArea(
                Field("note", say("要求", "What is demanded"), id: "together-note"), value: "",
                attributes: "rows=\"3\""))\
            <p class="row"><button class="btn btn-primary" name="do" value="supervise">\
            \(say("下达督办", "Give the orders"))</button></p></div></details>
            """ : nil
        return """
            <form id="together" method="post" action="\(SitePath.supervisionTogether)" class="toolbar together">\
            \(hiddenField(.once, once))\(hiddenField(.back, back.description))\
            <span class="meta">\(say("勾选几件，一起办：", "Choose several and do it once:"))</span>\(urge)\(supervise)</form>
            """
    }

    /// What became of it, request by request.
    func togetherNotice(_ outcome: TogetherOutcome?) -> HTML? {
        guard let outcome else { return nil }
        if outcome.done == 0, outcome.refused.isEmpty {
            return """
                <div class="desk-problem">\(notice(
                    .warn, say("没有选中的诉求。", "No request was chosen."),
                    "\(say("先在清单里勾选，再催办或督办。", "Tick some in the list first."))"))</div>
                """
        }
        let deed =
            outcome.deed == .urge
            ? say("已催办 \(outcome.done) 件", "\(outcome.done) urged")
            : say("已督办 \(outcome.done) 件", "\(outcome.done) put under supervision")
        let left = say("，\(outcome.refused.count) 件没有办成：", ", \(outcome.refused.count) not:")
        let list: HTML? =
            outcome.refused.isEmpty
            ? nil
            : """
            <ul>\(outcome.refused.map { refused in
                """
                <li><a href="\(SitePath.caseFile(refused.number))">\(refused.number.description)</a> \
                \(why(refused.why))</li>
                """ as HTML
            })</ul>
            """
        return """
            <div class="desk-problem" role="status">\(notice(
                outcome.refused.isEmpty ? .ok : .warn, "\(deed)\(outcome.refused.isEmpty ? say("。", ".") : left)",
                list))</div>
            """
    }

    private func why(_ problem: DeskProblem) -> String {
        switch problem {
        case .refused(let refusal): say(refusal.text)
        case .conflict: say("刚有人办过这一件，请看一眼再定。", "Somebody has just worked on it: look again first.")
        case .notPermitted: say("不在您的职责范围内。", "It is not yours to do.")
        }
    }

    /// Where an order stands: waits for its answer until then, was answered, is lifted.
    func orderCell(_ order: OrderStanding) -> HTML {
        switch order.state {
        case .awaitingAnswer:
            return order.clock.map { clockCell($0) } ?? "\(say("待答复，未定期限", "to be answered, no limit"))"
        case .answered: return badge(say("待销号", "to be lifted"), .info)
        case .lifted: return badge(say("已销号", "lifted"), .ok)
        }
    }
}
