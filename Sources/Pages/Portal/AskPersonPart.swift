import Civics
import HTML

/// Part 3: who asks, and who may see it.
extension AskPage {
    var personPart: HTML {
        """
        <section class="part" id="part-3" aria-labelledby="part-3-heading">
        \(partHead(3, partNames[2]))
        \(choiceCards(
            Field(AskForm.Field.line.rawValue, say("替谁反映", "On whose behalf")),
            [
                Choice("public", say("我自己", "My own"), notes: ["\(say("居民的事", "A resident's matter"))"]),
                Choice(
                    "enterprise", say("一家企业", "An enterprise"),
                    notes: ["\(say("走企业专线，更快", "The enterprise line, which is faster"))"]),
            ], chosen: form.line.rawValue, layout: "kinds kinds-2"))
        <div class="field-if" data-if="line=enterprise">\(textField(
            Field(
                AskForm.Field.enterprise.rawValue, say("企业名称（替企业反映时填）", "Name of the enterprise (if on its behalf)"),
                error: fault(.enterprise)),
            value: form.enterprise, attributes: "autocomplete=\"organization\""))</div>
        \(choiceCards(
            Field(
                AskForm.Field.who.rawValue, say("谁可以看到您的姓名和电话", "Who may see your name and telephone"),
                hint: say(
                    "被反映的人和公众，任何情况下都看不到。举报一律保护身份。",
                    "Those you write about and the public never can. Reports of wrongdoing are always protected."),
                error: fault(.who)),
            AskForm.Visibility.allCases.map { visibilityChoice($0) }, chosen: form.who?.rawValue))
        <div class="field grid-2 field-if" data-if="who=open,protected">
        \(textField(
            Field(AskForm.Field.name.rawValue, say("怎么称呼您", "What to call you"), error: fault(.name)),
            value: form.name, attributes: "autocomplete=\"name\""))
        \(textField(
            Field(
                AskForm.Field.phone.rawValue, say("电话", "Telephone"),
                hint: say("只用来联系和回访。每次有人查看都留下记录。", "Only to contact you. Every look at it is logged."),
                error: fault(.phone)),
            value: form.phone, attributes: "type=\"tel\" inputmode=\"tel\" autocomplete=\"tel\""))
        </div>
        </section>
        """
    }

    private func visibilityChoice(_ who: AskForm.Visibility) -> Choice {
        let (label, note) =
            switch who {
            case .open:
                (
                    say("热线和承办单位都可以看", "The hotline and the body in charge"),
                    say("承办人能直接打电话问情况，通常最快。", "The handler can call you directly; usually the fastest.")
                )
            case .protected:
                (
                    say("只有热线可以看（保护身份）", "The hotline alone (identity protected)"),
                    say("承办单位要问您什么，由热线转告。", "Questions from the body in charge reach you through the hotline.")
                )
            case .anonymous:
                (
                    say("不留姓名电话", "Nobody: I stay anonymous"),
                    say("我们无法联系和回访您，只能凭单号和查询码自己查。", "We cannot reach you; you follow it with number and code.")
                )
            }
        let sees: HTML = """
            <span class="sees">\(seer(say("热线", "Hotline"), who != .anonymous))\
            \(seer(say("承办单位", "Body in charge"), who == .open))\(seer(say("被反映的人", "Those written about"), false))</span>
            """
        return Choice(who.rawValue, label, notes: ["\(note)", sees])
    }

    private func seer(_ name: String, _ sees: Bool) -> HTML {
        """
        <span\(if: sees, " class=\"c-ok\"")>\(sees ? Icon.check.html : Icon.cross.html)\(name)\
        <span class="visually-hidden">\(sees ? say("可以看", " can see") : say("看不到", " cannot see"))</span></span>
        """
    }
}
