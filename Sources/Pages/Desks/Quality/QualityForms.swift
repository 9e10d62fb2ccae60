package import Casework
package import Civics
import HTML

/// What the city says about appeals and inspections, as far as the forms on a case need it.
package struct QualityFace: Hashable, Sendable {
    package var grounds: [AppealRules.Ground]
    package var checks: [SamplingRules.Check]
    /// Until when the rating can be appealed; `nil` where nothing can be, or the calendar has a gap.
    package var appealUntil: Instant?
    /// The appeal that waits for a decision.
    package var appeal: AppealFace?

    package init(
        grounds: [AppealRules.Ground] = [], checks: [SamplingRules.Check] = [], appealUntil: Instant? = nil,
        appeal: AppealFace? = nil
    ) {
        self.grounds = grounds
        self.checks = checks
        self.appealUntil = appealUntil
        self.appeal = appeal
    }
}

/// An appeal against a rating, as it is put before the supervisor.
package struct AppealFace: Hashable, Sendable {
    package var body: LocalName
    package var ground: LocalName
    /// What must be shown for this ground; `nil` for a ground that the city no longer knows.
    package var explanation: LocalName?
    package var note: String?
    package var at: Instant
    package var decideBy: Instant?
    /// What the person had said.
    package var rating: CallBack
    package var comment: String?

    package init(
        body: LocalName, ground: LocalName, explanation: LocalName?, note: String?, at: Instant, decideBy: Instant?,
        rating: CallBack, comment: String?
    ) {
        self.body = body
        self.ground = ground
        self.explanation = explanation
        self.note = note
        self.at = at
        self.decideBy = decideBy
        self.rating = rating
        self.comment = comment
    }
}

extension View {
    /// The fields of an appeal: its ground and why it holds.
    func appealFields(_ face: QualityFace, chosen: String, note: String, faults: [FormFault]) -> HTML {
        let grounds = face.grounds.map { ground in
            """
            <label class="choice"><input type="radio" name="\(CaseField.ground.rawValue)" value="\(ground.code)"\
            \(if: ground.code == chosen, " checked")><span>\(say(ground.name))\
            <small class="hint">\(say(ground.explanation))</small></span></label>
            """ as HTML
        }
        return """
            \(fieldset(caseField(.appeal, .ground, say("理由", "Ground"), faults: faults)) { _ in
                "<div class=\"stack-tight\" id=\"appeal-ground\" tabindex=\"-1\">\(grounds)</div>"
            })\
            \(textArea(
                caseField(
                    .appeal, .note, say("事实和依据", "Facts and basis"),
                    hint: say("督办员凭这里写的裁定；不要写反映人是谁。", "The supervisor decides by this; never who the person is."),
                    faults: faults),
                value: note, attributes: "rows=\"4\""))
            """
    }

    /// What an appeal says, beside what the person had said.
    func appealPairs(_ appeal: AppealFace) -> HTML {
        """
        <dl class="pairs"><dt>\(say("评价", "Rating"))</dt><dd>\(ratingWords(appeal.rating))\
        \(appeal.comment.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" })</dd>
        <dt>\(say("申诉", "Appeal"))</dt><dd>\(say(appeal.body))\(say("，", ", "))\(moment(appeal.at))</dd>
        <dt>\(say("理由", "Ground"))</dt><dd><b>\(say(appeal.ground))</b>\
        \(appeal.explanation.map { "<small class=\"hint\">\(say($0))</small>" })\
        \(appeal.note.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" })</dd>\
        \(appeal.decideBy.map { by in
            "<dt>\(say("裁定期限", "Decide by"))</dt><dd>\(moment(by))\(if: by < context.now, " \(badge(say("已过", "passed"), .bad))")</dd>"
        })</dl>
        """
    }

    /// `没有解决，不满意`
    func ratingWords(_ rating: CallBack) -> HTML {
        let solved: String =
            switch rating.solved {
            case true?: say("已解决", "solved")
            case false?: say("没有解决", "not solved")
            case nil: say("没说解决没有", "did not say whether solved")
            }
        return "\(solved) \(satisfactionBadge(rating.satisfaction))"
    }

    /// The fields and buttons of the decision on an appeal.
    func appealDecision(note: String, faults: [FormFault]) -> (fields: HTML, buttons: HTML) {
        (
            textArea(
                caseField(
                    .decideAppeal, .note, say("裁定说明", "Why it is decided so"),
                    hint: say("承办单位看得到，反映人看不到。", "Seen by the body, not by the person."), faults: faults),
                value: note, attributes: "rows=\"3\""),
            """
            <button class="btn btn-primary" name="\(CaseField.decision.rawValue)" value="grant">\
            \(say("申诉成立，评价不计", "Grant it: the rating does not count"))</button>\
            <button class="btn" name="\(CaseField.decision.rawValue)" value="decline">\
            \(say("申诉不成立", "Decline it"))</button>
            """
        )
    }

    /// The questions of an inspection, each with its three answers, what is to be said, and whether it is done again.
    ///
    /// - Parameters:
    ///   - typed: what was chosen and written in a form that was not accepted, by the `id` of the field.
    ///   - redoKey: the key that says that it is done again, where the page has one free.
    func inspectionFields(
        _ checks: [SamplingRules.Check], typed: [String: String], faults: [FormFault], redoKey: Character? = nil
    ) -> HTML {
        let questions = checks.map { check -> HTML in
            let name = CaseField.check(check.code)
            let chosen = typed["\(CaseAction.inspect.rawValue)-\(name)"]
            func answer(_ value: String, _ words: String) -> HTML {
                """
                <label class="choice"><input type="radio" name="\(name)" value="\(value)"\(if: value == chosen, " checked")>\
                <span>\(words)</span></label>
                """
            }
            return """
                <fieldset class="field check"><legend class="label">\(say(check.question))</legend>\
                <p class="hint">\(say(check.hint))</p><div class="row">\
                \(answer(CheckAnswer.passed.rawValue, say("做到了", "Yes")))\
                \(answer(CheckAnswer.failed.rawValue, say("没有做到", "No")))\
                \(answer("", say("不适用", "Does not apply")))</div></fieldset>
                """
        }
        return """
            \(questions)\
            \(textArea(
                caseField(
                    .inspect, .note, say("看到了什么", "What was found"),
                    hint: say("有一项没有做到就要写；承办单位看得到。", "Needed where an answer is no; seen by the body."), faults: faults),
                value: typed["inspect-note"] ?? "", attributes: "rows=\"3\""))\
            <div class="field"><label class="choice"><input type="checkbox" name="\(CaseField.redo.rawValue)" value="1"\
            \(if: typed["inspect-redo"] == "1", " checked")\(keyed(redoKey))><span>\
            \(say("不合格的，发回重办", "Send it back to be done again"))\
            <small class="hint">\(say("建议：有一项没有做到就重办。重新计时，承办单位会看到上面写的。", "Suggested where an answer is no. On a new clock; the body sees what is written above."))</small>\
            </span>\(redoKey.map { keyCap($0) })</label></div>
            """
    }
}
