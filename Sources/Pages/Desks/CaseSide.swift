import Casework
import Civics
import HTML

/// The right of a case: who handles it, who asked, where, and what may belong to it.
extension CasePage {
    var side: HTML {
        """
        <aside class="case-side" aria-label="\(say("诉求信息", "About the request"))">
        <section><h2>\(say("谁在办", "Who has it"))</h2>\(parties)</section>
        <section><h2>\(say("反映人", "Reporter"))</h2><p>\(reporterLine(model.reporter, of: row.number))</p>\
        \(model.reporter == .hidden ? relayHint : nil)</section>
        \(messages)
        \(model.accesses.map { accessLog($0) })
        \(model.forgetting.map { forgettingSection($0) })
        <section><h2>\(say("地点", "Place"))</h2><p>\(placeLine(row.place))</p>\
        \(model.spot.map { "<p class=\"soft\">\($0)</p>" })</section>
        \(group)
        \(model.reporter == .hidden ? nil : related(say("同一反映人", "Same person"), model.earlier))
        \(similar)
        </aside>
        """
    }

    private var relayHint: HTML {
        """
        <p class="meta">\(say("需要联系时，在「记录联系」里选热线转告。", "To reach the person, record a contact through the hotline."))</p>
        """
    }

    private var parties: HTML {
        guard !model.parties.isEmpty else {
            return "<p class=\"muted\">\(say("还没有派给单位。", "Not dispatched to a body yet."))</p>"
        }
        return """
            <ul class="parties">\(model.parties.map { party in
                """
                <li>\(badge(party.isLead ? say("主办", "Lead") : say("协办", "Co"), party.isLead ? .info : .neutral))\
                <span>\(say(party.body))</span><span class="meta">\(progress(of: party))</span></li>
                """ as HTML
            })</ul>
            """
    }

    private func progress(of party: Party) -> String {
        let handler = party.handler.map { say("经办 \($0) · ", "\($0) · ") } ?? ""
        if let at = party.repliedAt { return handler + say("\(moment(at)) 已答复", "replied \(moment(at))") }
        if let at = party.signedAt { return handler + say("\(moment(at)) 签收", "signed \(moment(at))") }
        return handler + say("未签收", "not signed for")
    }

    /// Everybody who is answered with this request; each can be taken out again by hand.
    private var group: HTML? {
        guard !model.mergedHere.isEmpty else { return nil }
        let people = model.mergedHere.count + 1
        return """
            <section id="group"><h2>\(say("一起办的 \(people) 人", "\(people) people in one"))</h2>
            <p class="meta">\(say("办一次，每位反映人都会收到答复。", "Handled once; each person gets the answer."))</p>
            <ul class="plain stack-8">\(model.mergedHere.map { member in
                """
                <li><a href="\(SitePath.caseFile(member.row.number))">\(caseTitle(member.row))</a><br>\
                <span class="meta">\(member.row.number.description) · \(say(member.row.stage.name))</span>\
                \(member.splitVersion.map { split(member.row.number, version: $0) })</li>
                """ as HTML
            })</ul></section>
            """
    }

    private func split(_ number: CaseNumber, version: Int) -> HTML {
        caseForm(
            number, .unmerge, stamp: FormStamp(version: version, once: "\(model.stamp.once)-\(number)"),
            back: .caseFile(row.number), style: "row-form",
            """
            <button class="btn btn-sm">\(say("拆出来单独办", "Take it out"))\
            <span class="visually-hidden"> \(number.description)</span></button>
            """)
    }

    private var similar: HTML? {
        guard !model.similar.isEmpty else { return nil }
        return """
            <section><h2>\(say("可能是同一件事", "May be the same matter")) \(count(model.similar.count))</h2>\
            <ul class="plain stack-8">\(model.similar.map { similar in
                """
                <li><a href="\(SitePath.caseFile(similar.row.number))">\(caseTitle(similar.row))</a><br>\
                <span class="meta">\(similar.row.number.description) · \(say(similar.row.stage.name))</span><br>\
                <span class="meta">\(whyAlike(similar))</span></li>
                """ as HTML
            })</ul></section>
            """
    }

    private func related(_ heading: String, _ rows: [CaseRow]) -> HTML? {
        guard !rows.isEmpty else { return nil }
        return """
            <section><h2>\(heading) \(count(rows.count))</h2><ul class="plain stack-8">\(rows.map { row in
                """
                <li><a href="\(SitePath.caseFile(row.number))">\(caseTitle(row))</a><br>\
                <span class="meta">\(row.number.description) · \(say(row.stage.name))</span></li>
                """ as HTML
            })</ul></section>
            """
    }
}
