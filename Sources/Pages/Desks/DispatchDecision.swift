import Casework
import Civics
import HTML

/// The right of the dispatch queue: who should have the request and why, and the other ways out.
extension DispatchPage {
    func decisions(_ current: Current) -> HTML {
        """
        <section class="pane pane-sug" aria-label="\(say("派单建议", "Suggestion"))">
        \(current.asking.enumerated().map { asking($1, isFirst: $0 == 0, current) })
        \(if: !isOnlyAsked, ownDecision(current))
        </section>
        """
    }

    private func ownDecision(_ current: Current) -> HTML {
        """
        \(current.advice.flatMap { otherCategory($0, current) })
        \(current.suggestion.map { suggested($0, current) } ?? noSuggestion)
        \(alternatives(current))
        \(similar(current))
        \(if: current.returned == nil, refusal(current))
        """
    }

    /// A co-handler that asks to be let go; the keys are those of the first.
    private func asking(_ asking: Asking, isFirst: Bool, _ current: Current) -> HTML {
        let (release, keep): (Character?, Character?) = isFirst ? ("l", "h") : (nil, nil)
        return """
            <div class="sug sug-first"><p class="meta">\(say("协办单位求退", "A co-handler asks to be let go"))</p>\
            <h3 class="sug-name">\(say(asking.body.name))</h3>
            <ul class="reasons"><li><b>\(say("理由", "Reason"))</b><span>\(say(asking.reason.name))\
            \(asking.note.map { "<br>\($0)" as HTML })<br><span class="meta">\(moment(asking.at))</span></span></li></ul>
            \(caseForm(
                current.row.number, .adjudicateHelper, stamp: current.stamp, back: back,
                """
                \(hiddenField(.body, asking.body.id))<button class="btn btn-block\(if: isFirst, " btn-primary")" \
                name="\(CaseField.decision.rawValue)" value="release"\(keyed(release))>\
                \(say("同意退出", "Let it go"))\(release.map { keyCap($0) })</button>\
                <button class="btn btn-block" name="\(CaseField.decision.rawValue)" value="keep"\(keyed(keep))>\
                \(say("留下协办", "Keep it"))\(keep.map { keyCap($0) })</button>
                <p class="meta">\(say("同意后主办单位继续办；留下的不能再退。", "Let go, the lead goes on alone; kept, it cannot ask again."))</p>
                """))</div>
            """
    }

    private func suggested(_ suggestion: Suggestion, _ current: Current) -> HTML {
        let heading =
            isAdjudication
            ? say("建议指定（主办）", "Designate as lead") : say("建议派给（主办）", "Suggested lead")
        let lead = suggestion.lead
        let fields: HTML =
            isAdjudication
            ? """
            \(hiddenField(.body, lead.id))<button class="btn btn-primary btn-block" \
            name="\(CaseField.decision.rawValue)" value="designate"\(keyed("a"))>\(say("指定它办理", "Designate it"))\
            \(keyCap("A"))</button><p class="meta">\(say("指定以后不能再退回。", "After that it cannot be returned."))</p>
            """
            : """
            \(hiddenField(.lead, lead.id))\(coHandlers(suggestion))<button class="btn btn-primary btn-block"\
            \(keyed("a"))>\(say("采纳并派出", "Accept and dispatch"))\(keyCap("A"))</button>
            """
        return """
            <div class="sug sug-first"><p class="meta">\(heading)</p><h3 class="sug-name">\(say(lead.name))</h3>
            \(caseForm(
                current.row.number, isAdjudication ? .adjudicate : .dispatch, stamp: current.stamp, back: back,
                """
                <ul class="reasons">
                <li><b>\(say("职责清单", "Duties"))</b><span>\(duty(suggestion))</span></li>
                <li><b>\(say("时限", "Limits"))</b><span>\(limits(suggestion))</span></li>
                </ul>
                \(fields)
                """))</div>
            """
    }

    /// The text speaks for another category than it has: one key takes it over, and the duties are asked anew.
    private func otherCategory(_ advice: Advice, _ current: Current) -> HTML? {
        guard advice.category.id != current.category, current.returned == nil else { return nil }
        var reasons: [String] = []
        if !advice.words.isEmpty {
            reasons.append(
                say(
                    "文中有\(advice.words.map { "“\($0)”" }.joined())",
                    "It says \(advice.words.map { "“\($0)”" }.joined(separator: ", "))"))
        }
        if let probability = advice.probability {
            let share = "\(Int((probability * 100).rounded()))%"
            reasons.append(say("把握 \(share)", "\(share) sure"))
        }
        return """
            <div class="sug"><p class="meta">\(say("分类可能是", "The category may be"))</p>\
            <h3 class="sug-name">\(say(advice.category.name))</h3>
            \(if: !reasons.isEmpty, "<p class=\"meta\">\(reasons.joined(separator: say("；", "; ")))</p>")
            \(caseForm(
                current.row.number, .classify, stamp: current.stamp, back: .dispatch(view: model.view == .all ? nil : model.view.rawValue, case: current.row.number),
                """
                \(hiddenField(.category, advice.category.id))<button class="btn btn-block"\(keyed("g"))>\
                \(say("改成这个分类", "Take this category"))\(keyCap("G"))</button>
                """))</div>
            """
    }

    private func duty(_ suggestion: Suggestion) -> String {
        let (category, place, level) = (say(suggestion.category), say(suggestion.place), say(suggestion.level.name))
        let rule = say(
            "\(category) × \(place)，归\(level)级办理（条目 \(suggestion.rule)）",
            "\(category) × \(place), a duty of the \(level.lowercased()) level (entry \(suggestion.rule))")
        if suggestion.isUnclear {
            return rule
                + say(
                    "；地点不清，先到\(suggestion.lead.name.zh)",
                    "; nobody of that place has it, so it goes to \(suggestion.lead.name.en) first")
        }
        guard suggestion.isFallback else { return rule }
        return rule
            + say(
                "；地点不清，先到上一级的\(suggestion.lead.name.zh)",
                "; the place is not fine enough, so \(suggestion.lead.name.en) above has it first")
    }

    private func limits(_ suggestion: Suggestion) -> String {
        let limits = suggestion.limits
        let (sign, contact, close) = (limit(limits.sign), limit(limits.contact), limit(limits.close))
        let by =
            suggestion.closeBy.map { say("，\(moment($0))前办结", ", closed by \(moment($0))") }
            ?? say("，缺工作日历，算不出到期日", ", due day unknown: no working calendar")
        return say(
            "\(sign)内签收，\(contact)内联系，\(close)内办结\(by)",
            "sign within \(sign), contact within \(contact), close within \(close)\(by)")
    }

    private func coHandlers(_ suggestion: Suggestion) -> HTML? {
        guard !suggestion.coHandlers.isEmpty else { return nil }
        return """
            <fieldset class="co"><legend class="meta">\(say("协办", "Co-handlers"))</legend>\
            \(suggestion.coHandlers.map { body in
                """
                <label class="choice"><input type="checkbox" name="\(CaseField.co.rawValue)" value="\(body.id)" checked>\
                <span>\(say(body.name))</span></label>
                """ as HTML
            })</fieldset>
            """
    }

    private var noSuggestion: HTML {
        notice(
            .warn, say("没有建议。", "No suggestion."),
            HTML(
                text: say(
                    "职责清单里没有这个分类和地点的组合。改一下分类或地点，或者直接选单位。",
                    "The list of duties has nothing for this category and place. Change one of them, or choose the body."
                )))
    }

    private func alternatives(_ current: Current) -> HTML {
        let name = isAdjudication ? CaseField.body : CaseField.lead
        let action: CaseAction = isAdjudication ? .adjudicate : .dispatch
        let others = current.alternatives.prefix(3).enumerated().map { index, body in
            let key = Character(String(index + 2))
            return """
                <button class="alt" name="\(name.rawValue)" value="\(body.id)"\(keyed(key))>\(keyCap(key))\
                <span>\(say(body.name))</span></button>
                """ as HTML
        }
        let decision = isAdjudication ? hiddenField(.decision, "designate") : HTML()
        let accept: HTML? =
            isAdjudication
            ? caseForm(
                current.row.number, .adjudicate, stamp: current.stamp, back: back,
                """
                <button class="alt" name="\(CaseField.decision.rawValue)" value="accept"\(keyed("r"))>\(keyCap("R"))\
                <span>\(say("接受退回，重新派单", "Accept the return and dispatch afresh"))</span></button>
                """) : nil
        return """
            <div class="sug"><h3>\(isAdjudication ? say("或者", "Or") : say("也可以派给", "Or dispatch to"))</h3>
            \(if: !others.isEmpty, caseForm(
                current.row.number, action, stamp: current.stamp, back: back, "\(decision)\(others)"))\(accept)
            <details class="fold"\(if: hasFault(action), " open")><summary class="alt"\(keyed("d"))>\(keyCap("D"))\
            <span>\(isAdjudication ? say("指定别的单位", "Designate another body") : say("派给别的单位", "Another body"))</span>\
            </summary>
            \(caseForm(
                current.row.number, action, stamp: current.stamp, back: back, style: "fold-form",
                """
                \(decision)\(bodySelect(
                    caseField(action, name, say("单位", "Body"), faults: model.faults), model.bodies))
                <p><button class="btn btn-block">\(isAdjudication ? say("指定选中的单位", "Designate the chosen body") : say("派给选中的单位", "Dispatch to the chosen body"))</button></p>
                """))</details></div>
            """
    }

    private func similar(_ current: Current) -> HTML? {
        guard current.returned == nil else { return nil }
        let number = current.row.number
        let known = current.similar.enumerated().map { index, similar in
            let id = "like-\(index)"
            let row = similar.row
            let body = row.body.map { " · \(say($0))" } ?? ""
            return """
                <div class="dup"><input type="radio" name="\(CaseField.into.rawValue)" id="\(id)" \
                value="\(row.number.description)"\(if: index == 0, " checked")><label for="\(id)">\(caseTitle(row))</label>\
                <small class="why">\(whyAlike(similar))</small>\
                <small><a href="\(SitePath.caseFile(row.number))">\(row.number.description)</a> · \(moment(row.receivedAt)) · \
                \(say(row.stage.name))\(body)</small></div>
                """ as HTML
        }
        let heading = say("很像同一件事（\(known.count)）", "Looks like the same matter (\(known.count))")
        let byHand = caseForm(
            number, .merge, stamp: current.stamp, back: back, style: "fold-form",
            """
            \(textField(
                caseField(.merge, .into, say("并入的单号", "Number of the other request"), faults: model.faults), value: "",
                attributes: "inputmode=\"numeric\" autocomplete=\"off\""))
            <p><button class="btn btn-block">\(say("并入这一件", "Merge into it"))</button></p>
            """)
        guard !known.isEmpty else {
            return """
                <div class="sug"><details class="fold"\(if: hasFault(.merge), " open")><summary class="alt"\(keyed("m"))>\
                \(keyCap("M"))<span>\(say("并入别的诉求", "Merge into another request"))</span></summary>\(byHand)</details></div>
                """
        }
        return """
            <div class="sug"><h3>\(heading)</h3>
            <p class="meta">\(say("并入后一起办，每位反映人仍分别答复。", "Merged requests are handled as one; each person is still answered."))</p>
            \(caseForm(
                number, .merge, stamp: current.stamp, back: back,
                """
                \(known)<button class="btn btn-block"\(keyed("m"))>\(Icon.merge)\(say("并入选中的诉求", "Merge into the chosen one"))\
                \(keyCap("M"))</button>
                """))</div>
            """
    }

    private func refusal(_ current: Current) -> HTML {
        // Nobody decides alone on their own refusal.
        if current.contest?.isOwn == true {
            return """
                <div class="sug"><p class="alt"><span>\(say("不予受理", "Do not accept it"))</span></p>\
                <p class="meta">\(say(Refusal.ownRefusal.text))</p></div>
                """
        }
        return """
            <div class="sug"><details class="fold"\(if: hasFault(.refuse), " open")><summary class="alt"\(keyed("n"))>\
            \(keyCap("N"))<span>\(say("不予受理", "Do not accept it"))</span></summary>
            \(refuseForm(current.row.number, stamp: current.stamp, back: back, faults: model.faults))</details></div>
            """
    }
}
