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
        <section><h2>\(say("地点", "Place"))</h2><p>\(placeLine(row.place))</p>\
        \(model.spot.map { "<p class=\"soft\">\($0)</p>" })</section>
        \(related(say("并入这一件的", "Merged into this one"), model.mergedHere))
        \(model.reporter == .hidden ? nil : related(say("同一反映人", "Same person"), model.earlier))
        \(related(say("可能是同一件事", "May be the same matter"), model.similar))
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
