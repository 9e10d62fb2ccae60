import Casework
import Civics
import HTML

/// What can be done with a case: buttons with their keys, a form behind each, and a reason beside those that are blocked.
extension CasePage {
    /// Actions that stand elsewhere on the page, or on a desk of their own.
    private var barActions: [Offer] {
        model.offers.filter { ![.reply, .close, .draftReply, .decideDraft].contains($0.action) }
    }

    func isOffered(_ action: CaseAction) -> Bool {
        model.offers.contains { $0.action == action && $0.blocked == nil }
    }

    var actionBar: HTML {
        let open = barActions.filter { $0.blocked == nil }
        let blocked = barActions.filter { $0.blocked != nil }
        let write: HTML? =
            isOffered(.reply) || isOffered(.draftReply)
            ? """
            <a class="btn" href="#\(replyBox)"\(keyed("e"))>\(say("写答复", "Write the reply"))\(keyCap("E"))</a>
            """ : nil
        return """
            <div class="toolbar toolbar-case" role="group" aria-label="\(say("办理", "Actions"))">\
            \(write)\(open.map { openAction($0.action) })\
            \(blocked.compactMap { blockedAction($0) })\
            \(open.isEmpty && write == nil && blocked.isEmpty ? nothingToDo : nil)</div>
            """
    }

    private var nothingToDo: HTML {
        "<span class=\"meta\">\(say("您在这一件上没有要办的。", "There is nothing for you to do with this request."))</span>"
    }

    private func blockedAction(_ offer: Offer) -> HTML? {
        guard let refusal = offer.blocked else { return nil }
        let id = "why-not-\(offer.action.rawValue)"
        return """
            <span class="blocked"><button class="btn" type="button" disabled aria-describedby="\(id)">\
            \(say(offer.action.name))</button><span class="meta" id="\(id)">\(say(refusal.text))</span></span>
            """
    }

    /// The key of an action on this page.
    private func key(of action: CaseAction) -> Character? {
        switch action {
        case .sign: "s"
        case .assign: "g"
        case .progress: "i"
        case .answerSupervision: "o"
        case .liftSupervision: "f"
        case .adjudicateHelper: "q"
        case .contest: "z"
        case .contact: "l"
        case .return: "b"
        case .extend: "y"
        case .decideExtension: "x"
        case .pause, .resume: "p"
        case .urge: "u"
        case .supervise: "v"
        case .merge, .unmerge: "m"
        case .note: "t"
        case .redo: "r"
        case .withdraw: "w"
        case .classify: "c"
        case .dispatch: "d"
        case .adjudicate: "a"
        case .refuse: "n"
        case .callBack: "h"
        // The letters are used up.
        case .appeal: "6"
        case .decideAppeal: "7"
        case .inspect: "8"
        default: nil
        }
    }

    private func openAction(_ action: CaseAction) -> HTML {
        let key = key(of: action)
        let cap = key.map { keyCap($0) }
        // What has a desk of its own is done there.
        switch action {
        case .dispatch:
            return """
                <a class="btn" href="\(SitePath.dispatch(case: row.number))"\(keyed(key))>\(say(action.name))\(cap)</a>
                """
        case .adjudicate:
            return """
                <a class="btn" href="\(SitePath.dispatch(view: DispatchView.returned.rawValue, case: row.number))"\(keyed(key))>\
                \(say(action.name))\(cap)</a>
                """
        case .callBack:
            return """
                <a class="btn" href="\(SitePath.callbacks(case: row.number))"\(keyed(key))>\(say(action.name))\(cap)</a>
                """
        case .resume, .unmerge, .archive:
            return caseForm(
                row.number, action, stamp: model.stamp, style: "row-form",
                "<button class=\"btn\"\(keyed(key))>\(say(action.name))\(cap)</button>")
        default: break
        }
        let isPrimary = action == .sign
        let isGrave = [.return, .withdraw, .refuse].contains(action)
        let isOpen = model.faults.contains { $0.field.hasPrefix("\(action.rawValue)-") }
        return """
            <details class="act" name="act"\(if: isOpen, " open")><summary class="btn\(if: isPrimary, " btn-primary")\
            \(if: isGrave, " btn-danger")"\(keyed(key))>\(say(action.name))\(cap)</summary>
            <div class="act-panel"><h2>\(say(action.name))</h2>\(form(of: action))</div></details>
            """
    }

    private func form(of action: CaseAction) -> HTML {
        let (explanation, fields, button) = content(of: action)
        if action == .refuse {
            return "\(refuseForm(row.number, stamp: model.stamp, back: nil, faults: model.faults))"
        }
        return """
            <p class="meta">\(explanation)</p>\(caseForm(
                row.number, action, stamp: model.stamp, style: "act-form",
                "\(fields)<p class=\"row\">\(button)</p>"))
            """
    }

    func typed(_ action: CaseAction, _ field: CaseField) -> String {
        model.typed["\(action.rawValue)-\(field.rawValue)"] ?? ""
    }

    func noteArea(_ action: CaseAction, _ label: String, hint: String? = nil) -> HTML {
        textArea(
            caseField(action, .note, label, hint: hint, faults: model.faults), value: typed(action, .note),
            attributes: "rows=\"3\"")
    }

    private func reasons(_ action: CaseAction, _ label: String, _ choices: [Choice]) -> HTML {
        selectField(
            caseField(action, .reason, label, faults: model.faults), choices, chosen: typed(action, .reason),
            placeholder: say("请选择", "Choose"))
    }

    private func submit(_ words: String, style: StaticString = "btn-primary") -> HTML {
        "<button class=\"btn \(raw: style)\">\(words)</button>"
    }

    /// What an action means, its fields and its button.
    private func content(of action: CaseAction) -> (explanation: String, fields: HTML, button: HTML) {
        switch action {
        case .sign:
            return (
                say("签收后开始办理，不能再退回。", "After signing you handle it; it cannot be returned any more."),
                handlerFields(.sign), submit(say("签收", "Sign for it"))
            )
        case .contact: return contactContent
        case .return:
            return (
                say(
                    "由派单台裁定。裁定仍由您单位办的，不能再退回。",
                    "The dispatch desk adjudicates. If it designates your body, it cannot be returned again."),
                """
                \(reasons(.return, say("理由", "Reason"), ReturnReason.allCases.map { Choice($0.rawValue, say($0.name)) }))\
                \(noteArea(.return, say("应当由谁办、为什么", "Who should have it, and why")))
                """,
                submit(say("退回派单台", "Return to dispatch"), style: "btn-danger")
            )
        case .assign:
            return (
                say("由谁具体办；可以再改。", "Who handles it; can be changed again."),
                handlerFields(.assign), submit(say("分派", "Give it to them"))
            )
        case .progress:
            return (
                say("反映人查进度时会看到这段话。", "The person sees these words when following the request."),
                noteArea(.progress, say("做到哪一步了", "What has been done so far")), submit(say("保存进度", "Save progress"))
            )
        case .answerSupervision:
            return (
                say("只有督办人和工作人员看得到。", "Seen by the supervisor and staff only."),
                noteArea(.answerSupervision, say("做了什么、什么时候办好", "What was done, and when it will be finished")),
                submit(say("答复督办", "Answer the supervisor"))
            )
        case .liftSupervision:
            return (
                say("销号后不再列入督办清单。", "It leaves the list of supervision."),
                noteArea(.liftSupervision, say("说明（可以不填）", "Explanation (optional)")),
                submit(say("督办销号", "Lift supervision"))
            )
        case .adjudicateHelper: return helperContent
        case .contest:
            return (
                say("替反映人登记：不同意不予受理。只能登记一次。", "For the person: they do not accept the refusal. Once only."),
                noteArea(.contest, say("反映人怎么说", "What the person says")), submit(say("登记异议", "Record it"))
            )
        case .extend: return extensionContent
        case .decideExtension: return decisionContent
        case .pause:
            return (
                say(
                    "暂停期间不计入办结时限，反映人会看到原因。",
                    "The pause does not count towards the closing limit; the person sees the reason."),
                """
                \(reasons(.pause, say("等什么", "What is waited for"), PauseReason.allCases.map { Choice($0.rawValue, say($0.name)) }))\
                \(noteArea(.pause, say("说明", "Explanation")))
                """,
                submit(say("暂停计时", "Pause the clock"))
            )
        case .urge:
            return (
                say("承办单位马上会看到。", "The body sees it at once."),
                noteArea(.urge, say("说明（可以不填）", "Explanation (optional)")), submit(say("催办", "Urge"))
            )
        case .supervise: return supervisionContent
        case .merge:
            return (
                say("并入后一起办，这位反映人仍单独答复。", "Handled together from then on; this person is still answered."),
                textField(
                    caseField(.merge, .into, say("并入的单号", "Number of the other request"), faults: model.faults),
                    value: typed(.merge, .into), attributes: "inputmode=\"numeric\" autocomplete=\"off\""),
                submit(say("并案", "Merge"))
            )
        case .note:
            return (
                say("只有工作人员看得到。", "Seen by staff only."), noteArea(.note, say("备注", "Note")),
                submit(say("保存备注", "Save the note"))
            )
        case .redo:
            return (
                say("发回主办单位，重新计时。", "Goes back to the lead body, on a new clock."),
                noteArea(.redo, say("为什么要重办", "Why it must be done again")), submit(say("发回重办", "Send it back"))
            )
        case .withdraw:
            return (
                say(
                    "反映人要求撤回时用。撤回后停止办理，要办得重新反映。",
                    "When the person asks for it. Handling ends; to have it handled they must ask anew."),
                "", submit(say("撤回诉求", "Withdraw the request"), style: "btn-danger")
            )
        case .classify:
            return (
                say("时限会跟着重新算。", "The limits are worked out afresh."),
                classificationFields(
                    kind: row.kind, urgency: row.urgency, category: model.category, place: model.place,
                    categories: model.categories, places: model.places, faults: model.faults),
                submit(say("保存分类", "Save the category"))
            )
        case .appeal: return appealContent
        case .decideAppeal:
            let (fields, buttons) = appealDecision(note: typed(.decideAppeal, .note), faults: model.faults)
            return (
                say(
                    "成立的，这次评价不再计入解决率和满意率；反映人的评价照样保留，也不会通知反映人。",
                    "If granted, the rating leaves the rates; it stays to be read, and the person is not told."),
                "\(model.quality.appeal.map { appealPairs($0) })\(fields)", buttons
            )
        case .inspect:
            return (
                say(
                    "看的是这次办结的质量。不是抽中的，记下来，不计入抽查合格率。",
                    "About the quality of this closing. If it was not drawn by lot, it is recorded but counts in no rate."
                ),
                inspectionFields(model.quality.checks, typed: model.typed, faults: model.faults),
                submit(say("保存抽查结果", "Save the findings"))
            )
        default: return ("", "", submit(say(action.name)))
        }
    }

    /// The handlers of the body with what each has open, and a line for people without an account.
    private func handlerFields(_ action: CaseAction) -> HTML {
        let choices = model.handlers.map { person in
            Choice(
                person.account,
                say("\(person.name.zh)，在办 \(count(person.open)) 件", "\(person.name.en), \(count(person.open)) open"))
        }
        let nobody: String =
            if action == .assign {
                say("请选择", "Choose")
            } else if let least = model.handlers.first {
                say("手上最少的人（现在是\(least.name.zh)）", "Whoever has the least (now \(least.name.en))")
            } else {
                say("先不分", "Nobody yet")
            }
        let list: HTML? =
            choices.isEmpty
            ? nil
            : selectField(
                caseField(action, .handler, say("分给谁", "Who handles it"), faults: model.faults), choices,
                chosen: typed(action, .handler), placeholder: nobody)
        let label =
            choices.isEmpty
            ? say("分给谁（写名字）", "Who handles it (a name)") : say("或者写名字（没有账号的人）", "Or a name (without an account)")
        // Without a list the line is the field that a fault belongs to.
        let field: CaseField = choices.isEmpty ? .handler : .someone
        return """
            \(list)\(textField(
                caseField(action, field, label, faults: model.faults), value: typed(action, field),
                attributes: "autocomplete=\"off\" maxlength=\"60\""))
            """
    }

    private var appealContent: (explanation: String, fields: HTML, button: HTML) {
        let until = model.quality.appealUntil.map { say("最迟\(moment($0))。", " Until \(moment($0)).") } ?? ""
        return (
            say(
                "每次评价只能申诉一次，由督办员裁定。\(until)反映人不受影响。",
                "Each rating can be appealed once; a supervisor decides.\(until) The person is not concerned."),
            appealFields(
                model.quality, chosen: typed(.appeal, .ground), note: typed(.appeal, .note), faults: model.faults),
            submit(say("提交申诉", "Submit the appeal"))
        )
    }

    private var contactContent: (explanation: String, fields: HTML, button: HTML) {
        let isHidden = model.reporter == .hidden
        let means = isHidden ? [ContactMeans.relay, .visit] : ContactMeans.allCases
        return (
            isHidden
                ? say(
                    "反映人身份受保护，由热线转告；现场查看也记在这里。",
                    "The person is protected: the hotline passes it on. Visits to the place are recorded here too.")
                : say("第一次联系会停止「首次联系」的时钟。", "The first contact stops the clock for it."),
            """
            \(selectField(
                caseField(.contact, .means, say("方式", "Means"), faults: model.faults),
                means.map { Choice($0.rawValue, say($0.name)) }, chosen: typed(.contact, .means)))\
            \(noteArea(.contact, isHidden ? say("要转告什么、得到什么回音", "What is to be passed on, and the answer") : say("说了什么、约定了什么", "What was said and agreed")))
            """,
            submit(say("保存联系记录", "Save the contact"))
        )
    }

    private var supervisionContent: (explanation: String, fields: HTML, button: HTML) {
        let levels = (1...3).filter { $0 > row.supervisionLevel }
        return (
            say("督办会记入承办单位的考核。", "Supervision counts in the body's assessment."),
            """
            \(selectField(
                caseField(.supervise, .level, say("级别", "Level"), faults: model.faults),
                levels.map { Choice(String($0), say("\($0) 级", "Level \($0)")) }, chosen: typed(.supervise, .level)))\
            \(reasons(
                .supervise, say("理由", "Reason"), SupervisionReason.allCases.map { Choice($0.rawValue, say($0.name)) }))\
            \(noteArea(.supervise, say("要求", "What is demanded")))
            """,
            submit(say("督办", "Supervise"))
        )
    }

    /// Co-handlers that ask to be let go, one of which is decided on.
    private var helperContent: (explanation: String, fields: HTML, button: HTML) {
        let asking = model.helpersAsking
        return (
            say(
                "同意后它不再协办，主办单位继续办；不同意的不能再退。",
                "Released, it helps no more and the lead goes on; kept, it cannot ask again."),
            selectField(
                caseField(.adjudicateHelper, .body, say("协办单位", "Co-handler"), faults: model.faults),
                asking.map { Choice($0.id, say($0.name)) }, chosen: asking.first?.id ?? ""),
            """
            <button class="btn btn-primary" name="\(CaseField.decision.rawValue)" value="release">\(say("同意退出", "Release it"))</button>\
            <button class="btn" name="\(CaseField.decision.rawValue)" value="keep">\(say("继续协办", "Keep it"))</button>
            """
        )
    }

    private var extensionContent: (explanation: String, fields: HTML, button: HTML) {
        let most = model.timeExtension?.most ?? 1
        let unit: String =
            switch model.timeExtension?.unit ?? .workingDays {
            case .workingDays: say("个工作日", "working days")
            case .hours: say("小时", "hours")
            case .minutes: say("分钟", "minutes")
            }
        return (
            say(
                "每件只能延一次，要经批准。批准后反映人会看到新的日期。",
                "Given once only, with approval. Then the person sees the new date."),
            """
            \(textField(
                caseField(
                    .extend, .amount, say("延多久（\(unit)）", "How much longer (\(unit))"),
                    hint: say("最多 \(most) \(unit)", "At most \(most) \(unit)"), faults: model.faults),
                value: typed(.extend, .amount), attributes: "type=\"number\" min=\"1\" max=\"\(most)\" required"))\
            \(textArea(
                caseField(.extend, .reason, say("为什么来不及", "Why it takes longer"), faults: model.faults),
                value: typed(.extend, .reason), attributes: "rows=\"3\""))
            """,
            submit(say("提交申请", "Ask for it"))
        )
    }

    private var decisionContent: (explanation: String, fields: HTML, button: HTML) {
        let asked = model.timeExtension
        let amount =
            asked?.asked.map { amount in
                asked?.unit == .workingDays
                    ? workingSpan(amount, workday: model.clocks.first?.reading.workday ?? .hours(8)) : span(amount)
            } ?? "—"
        return (
            say("申请延期 \(amount)。", "Asks for \(amount) more."),
            "\(asked?.reason.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" as HTML })",
            """
            <button class="btn btn-primary" name="\(CaseField.decision.rawValue)" value="grant">\(say("同意延期", "Grant it"))</button>\
            <button class="btn" name="\(CaseField.decision.rawValue)" value="decline">\(say("不同意", "Decline it"))</button>
            """
        )
    }
}
