import Casework
package import Civics
package import HTML

/// Taking a call (来电登记): the caller's number first, then what they say; what is known already comes up beside it.
///
/// The form posts to `/desk/intake` with `step`: `look` shows the caller's earlier requests, similar ones and the villages
/// of the chosen town (for readers without script), `save` takes the request in.
package struct IntakePage: Page {
    package enum Step: String, CaseIterable, Sendable {
        case look, save
    }

    /// What has just been taken in: what the agent reads out.
    package struct Saved: Sendable {
        package var number: CaseNumber
        package var queryCode: String
        package var title: String
        package var contactLimit: TimeLimit
        package var closeLimit: TimeLimit
        /// The day of the answer; `nil` where the calendar has a gap.
        package var answerBy: CityDay?
        /// The same request had come before under the same key.
        package var wasKnown: Bool
        /// Open requests that it may be merged into, the likeliest first.
        package var similar: [SimilarRow] = []
        package var version = 1

        package init(
            number: CaseNumber, queryCode: String, title: String, contactLimit: TimeLimit, closeLimit: TimeLimit,
            answerBy: CityDay?, wasKnown: Bool = false
        ) {
            self.number = number
            self.queryCode = queryCode
            self.title = title
            self.contactLimit = contactLimit
            self.closeLimit = closeLimit
            self.answerBy = answerBy
            self.wasKnown = wasKnown
        }
    }

    package struct Model: Sendable {
        package var form: IntakeForm
        package var faults: [FormFault]
        package var once: String
        /// Over the phone or at the counter of a hall.
        package var channel: Channel
        package var places: [ChoiceGroup]
        /// Of the chosen town.
        package var villages: [NamedChoice]
        package var categories: [ChoiceGroup]
        /// `nil` until somebody has looked.
        package var caller: CallerFragment.Model?
        package var similar: SimilarFragment.Model?
        package var saved: Saved?
        package var problem: DeskProblem?
        /// Where files are chosen; `nil` where none are taken.
        package var files: FilePart?

        package init(
            form: IntakeForm = IntakeForm(), faults: [FormFault] = [], once: String, channel: Channel = .phone,
            places: [ChoiceGroup], villages: [NamedChoice] = [], categories: [ChoiceGroup],
            caller: CallerFragment.Model? = nil, similar: SimilarFragment.Model? = nil, saved: Saved? = nil,
            problem: DeskProblem? = nil, files: FilePart? = nil
        ) {
            self.files = files
            self.form = form
            self.faults = faults
            self.once = once
            self.channel = channel
            self.places = places
            self.villages = villages
            self.categories = categories
            self.caller = caller
            self.similar = similar
            self.saved = saved
            self.problem = problem
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    private var form: IntakeForm { model.form }

    package var title: String {
        model.channel == .hall ? say("窗口登记", "Take a request at the counter") : say("来电登记", "Take a call")
    }

    package func render() -> HTML {
        deskPage(
            title: title, scripts: ["portal.js", "desks.js"] + (model.files == nil ? [] : ["files.js"]),
            main: """
                \(deskHead(
                    title, meta: HTML(text: say("边听边填，右边会出现来电人以前的诉求和相似的诉求", "Write as they speak; what is known comes up on the right")),
                    tools: keysToggle))
                \(problemNotice(model.problem))\(errorSummary(
                    model.faults.map { ($0.field, say($0.text)) } + (model.files?.errors(in: self) ?? [])))
                \(model.saved.map { savedNotice($0) })
                <form class="intake" method="post" action="\(SitePath.intake)"\(if: model.files != nil, filesAttributes) data-intake \
                data-caller="\(SitePath.intakeCaller)" data-similar="\(SitePath.intakeSimilar)" \
                data-places="\(SitePath.places(under: nil))" novalidate>
                \(hiddenField(.once, model.once))
                <div class="intake-form">
                \(callerPart)
                \(matterPart)
                \(placePart)
                \(kindPart)
                <p class="row intake-save"><button class="btn btn-primary" name="step" value="\(Step.save.rawValue)"\
                \(keyed("s"))>\(say("登记诉求", "Take it in"))\(keyCap("S"))</button>\
                <button class="btn" name="step" value="\(Step.look.rawValue)" data-no-script>\(say("查来电和相似诉求", "Look up caller and similar requests"))</button>\
                <span class="meta">\(say("登记后读出单号和查询码；在输入框里按 Ctrl+Enter 也可以登记。", "Then read out number and code. Ctrl+Enter in a field saves as well."))</span></p>
                </div>
                <aside class="intake-known" aria-label="\(say("已知的情况", "What is known"))">
                <div id="caller" aria-live="polite">\(CallerFragment(model.caller, in: context).render())</div>
                <div id="similar" aria-live="polite">\(SimilarFragment(model.similar, in: context).render())</div>
                </aside>
                </form>
                \(keyBar(
                    [("/", say("来电号码", "caller's number")), ("S", say("登记诉求", "take it in"))]))
                """)
    }

    private func field(_ field: IntakeForm.Field, _ label: String, hint: String? = nil) -> Field {
        Field(field.rawValue, label, hint: hint, error: error(of: field.rawValue, in: model.faults))
    }

    private var callerPart: HTML {
        """
        <section aria-labelledby="part-caller"><h2 id="part-caller">\(say("谁", "Who"))</h2>
        <div class="grid-3">\(textField(
            field(
                .phone, model.channel == .hall ? say("联系电话", "Phone") : say("来电号码", "Caller's number")), value: form.phone,
            attributes: "type=\"tel\" inputmode=\"tel\" autocomplete=\"off\"\(keyed("/")) autofocus"))\
        \(textField(field(.name, say("怎么称呼", "Name")), value: form.name, attributes: "autocomplete=\"off\""))\
        \(selectField(
            field(.line, say("专线", "Line")),
            ServiceLine.allCases.map { Choice($0.rawValue, say($0.name)) }, chosen: form.line.rawValue))</div>
        <div class="grid-2">\(textField(
            field(.enterprise, say("企业名称（企业专线必填）", "Enterprise (for the enterprise line)")), value: form.enterprise,
            attributes: "autocomplete=\"off\" data-for-line=\"\(ServiceLine.enterprise.rawValue)\""))\
        \(textField(
            field(.creditCode, say("统一社会信用代码（可以不填）", "Unified social credit code (optional)")), value: form.creditCode,
            attributes: "autocomplete=\"off\" maxlength=\"18\" data-for-line=\"\(ServiceLine.enterprise.rawValue)\""))</div>
        \(checkbox(
            field(
                .protected, say("身份保护：承办单位看不到是谁", "Protect the identity from the body"),
                hint: say("举报一律保护。", "Reports of wrongdoing always are.")), isOn: form.isProtected))
        </section>
        """
    }

    private var matterPart: HTML {
        """
        <section aria-labelledby="part-matter"><h2 id="part-matter">\(say("什么事", "What"))</h2>
        \(textField(
            field(.title, say("标题", "Title"), hint: say("一句话：在哪里，什么事", "One sentence: where, and what")), value: form.title,
            attributes: "maxlength=\"100\" autocomplete=\"off\""))
        \(textArea(
            field(
                .text, say("内容", "What they say"),
                hint: say("从什么时候开始、现在怎样、希望怎么办。不记身份证号和银行卡号。", "Since when, how it is now, what they wish. No identity or card numbers.")),
            value: form.text, limit: 2000, attributes: "rows=\"4\""))
        \(model.files.map { filePicker($0, label: say("照片和文件", "Pictures and files"), isOptional: true) })
        </section>
        """
    }

    private var placePart: HTML {
        let villages = model.villages.map { Choice($0.id, say($0.name)) }
        return """
            <section aria-labelledby="part-place"><h2 id="part-place">\(say("在哪里", "Where"))</h2>
            <div class="grid-2">\(groupedSelect(
                field(.place, say("区和镇街", "District and town")), model.places, chosen: form.place,
                placeholder: say("选一个镇街", "Choose a town")))\
            \(selectField(
                field(.village, say("村、社区（不清楚可以不选）", "Village or community (if known)")), villages, chosen: form.village,
                placeholder: villages.isEmpty ? say("先选镇街", "Choose a town first") : say("不清楚是哪一个", "Not known"),
                attributes: "data-villages data-none=\"\(say("不清楚是哪一个", "Not known"))\""))</div>
            </section>
            """
    }

    private var kindPart: HTML {
        """
        <section aria-labelledby="part-kind"><h2 id="part-kind">\(say("分类", "Category"))</h2>
        <div class="grid-2">\(selectField(
            field(.kind, say("种类", "Kind")), RequestKind.allCases.map { Choice($0.rawValue, say($0.name)) },
            chosen: form.kind.rawValue))\
        \(selectField(
            field(.urgency, say("紧急程度", "Urgency")), Urgency.allCases.map { Choice($0.rawValue, say($0.name)) },
            chosen: form.urgency.rawValue))</div>
        \(groupedSelect(
            field(
                .category, say("分类", "Category"),
                hint: say("不确定就留空，由派单台分。", "If unsure leave it empty: the dispatcher will choose.")), model.categories,
            chosen: form.category, placeholder: say("由派单台分类", "Left to the dispatcher")))
        </section>
        """
    }

    private func savedNotice(_ saved: Saved) -> HTML {
        let answer =
            saved.answerBy.map { say("最迟\(day($0))答复", "answered by \(day($0)) at the latest") }
            ?? say("\(limit(saved.closeLimit))内答复", "answered within \(limit(saved.closeLimit))")
        let known = say("这一件刚才已经登记过，没有登记两次。", "It had been taken in a moment ago; it was not taken in twice.")
        return """
            <section class="saved" role="status" aria-labelledby="saved-heading">
            <h2 id="saved-heading">\(Icon.check)\(say("已登记：\(saved.title)", "Taken in: \(saved.title)"))</h2>
            <dl class="read-out"><div><dt>\(say("单号", "Number"))</dt>\
            <dd><a href="\(SitePath.caseFile(saved.number))">\(saved.number.description)</a></dd></div>\
            <div><dt>\(say("查询码", "Code"))</dt><dd>\(saved.queryCode)</dd></div></dl>
            <p>\(say("请读给来电人：", "Read out: "))<q>\(say(
                "您的诉求已经登记，单号 \(saved.number.description)，查询码 \(saved.queryCode)。\(limit(saved.contactLimit))内会有人联系您，\(answer)。凭单号和查询码随时可以查进展。",
                "Your request has been taken in. Its number is \(saved.number.description), the code is \(saved.queryCode). "
                    + "Somebody will be in touch within \(limit(saved.contactLimit)), and it will be \(answer). "
                    + "With number and code you can follow it at any time."))</q></p>\
            \(if: saved.wasKnown, "<p class=\"meta\">\(known)</p>")\(merging(saved))
            </section>
            """
    }

    /// It is in hand already: one key puts the new request to the other, and the notice then offers the way back.
    private func merging(_ saved: Saved) -> HTML? {
        guard !saved.similar.isEmpty else { return nil }
        let stamp = FormStamp(version: saved.version, once: "\(model.once)-merge")
        let buttons = saved.similar.enumerated().map { index, similar in
            let key: Character? = index == 0 ? "m" : nil
            return """
                <p class="row row-tight"><button class="btn btn-sm" name="\(CaseField.into.rawValue)" \
                value="\(similar.row.number.description)"\(keyed(key))>\(Icon.merge)\(say("并入", "Merge into")) \
                \(similar.row.number.description)\(key.map { keyCap($0) })</button>\
                <span><a href="\(SitePath.caseFile(similar.row.number))">\(caseTitle(similar.row))</a> \
                <span class="meta">\(whyAlike(similar))</span></span></p>
                """ as HTML
        }
        return """
            <h3>\(say("可能是同一件事", "May be the same matter"))</h3>
            <p class="meta">\(say("并入后一起办，这位反映人仍单独答复。", "Merged, it is handled together; this person is still answered."))</p>
            \(caseForm(saved.number, .merge, stamp: stamp, back: .intake, "\(buttons)"))
            """
    }
}
