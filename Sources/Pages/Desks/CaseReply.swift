import Casework
import Civics
import HTML

/// The reply: those so far, the one that waits for approval, and the form with what helps to write it.
extension CasePage {
    var hasAnswer: Bool {
        !model.replies.isEmpty || model.draft != nil
            || model.offers.contains { [.reply, .close, .draftReply].contains($0.action) }
    }

    /// The `id` of the box for the reply.
    var replyBox: String { "\((isApproved ? CaseAction.draftReply : .reply).rawValue)-\(CaseField.reply.rawValue)" }

    /// The replies so far, and the form for one where the reader may write it.
    var answer: HTML? {
        guard hasAnswer else { return nil }
        let replies = model.replies.map { reply in
            """
            <article class="reply"><p class="meta">\(say(reply.body)) · \(reply.by) · \(moment(reply.at))</p>\
            <div class="body-text">\(paragraphs(reply.text))</div></article>
            """ as HTML
        }
        return """
            <section id="answer" aria-labelledby="answer-heading"><h2 id="answer-heading">\(say("答复", "Reply"))</h2>
            \(replies)\(groupNotice)\(draft)\(sentBack)\(replyForm)</section>
            """
    }

    /// The reply goes to everybody of a group: it must not say who one of them is.
    private var groupNotice: HTML? {
        let others = model.waitingHere
        guard others > 0, isOffered(.close) || isOffered(.draftReply) || isOffered(.decideDraft) else { return nil }
        return notice(
            .warn, icon: .users,
            say("这一答复会发给 \(count(others + 1)) 人。", "This reply goes to \(count(others + 1)) people."),
            HTML(
                text: say(
                    "办结后，并入这一件的 \(count(others)) 位反映人也会收到同样的答复。不要写出任何人的姓名、电话和门牌。",
                    "The \(count(others)) merged into this one get the same reply when it is closed. Name nobody: no names, no telephones, no house numbers."
                )))
    }

    /// A reply that waits for approval, and the approver's two buttons.
    private var draft: HTML? {
        guard let draft = model.draft else { return nil }
        let decision: HTML? =
            isOffered(.decideDraft)
            ? caseForm(
                row.number, .decideDraft, stamp: model.stamp, style: "reply-form",
                """
                \(noteArea(.decideDraft, say("意见（退回时请写）", "Remark (when sent back)")))
                <p class="row"><button class="btn\(if: !isOffered(.sign), " btn-primary")" name="\(CaseField.decision.rawValue)" value="approve"\(keyed("a"))>\
                \(say("审核通过并办结", "Approve and close"))\(keyCap("A"))</button>\
                <button class="btn" name="\(CaseField.decision.rawValue)" value="send-back">\(say("退回修改", "Send it back"))</button></p>
                """) : nil
        let why = model.offers.first { $0.action == .decideDraft }?.blocked
        let waiting = context.now - draft.at
        return """
            <article class="reply reply-draft"><p class="row row-tight">\(badge(say("等待审核", "Waits for approval"), .warn))\
            <span class="meta">\(say(draft.body)) · \(draft.by) · \(moment(draft.at)) · \
            \(say("已等 \(span(waiting))", "waiting for \(span(waiting))"))</span></p>\
            <div class="body-text">\(paragraphs(draft.text))</div>\
            \(model.draftHints.map { hints in "<div class=\"reply-hints\">\(ReplyHintsFragment(hints, in: context).render())</div>" as HTML })\
            \(why.map { "<p class=\"meta\">\(say($0.text))</p>" as HTML })\(decision)</article>
            """
    }

    /// What the approver said of the reply that came back.
    private var sentBack: HTML? {
        guard let back = model.sentBack else { return nil }
        return notice(
            .warn, icon: .returned,
            say("\(back.by) 于\(moment(back.at))退回修改。", "\(back.by) sent the reply back \(moment(back.at))."),
            HTML(text: back.remark ?? say("没有写意见。", "No remark was given.")))
    }

    private var replyForm: HTML? {
        if isApproved { return isOffered(.draftReply) ? draftForm : nil }
        guard isOffered(.reply) else { return blockedReply }
        let close: HTML? =
            isOffered(.close)
            ? """
            <button class="btn\(if: !isOffered(.sign) && !mayApprove, " btn-primary")" \
            formaction="\(SitePath.caseAction(row.number, .close))">\(say("答复并办结", "Reply and close"))</button>
            """ : nil
        let why: HTML? = model.offers.first { $0.action == .close }?.blocked.map {
            "<span class=\"meta\">\(say($0.text))</span>"
        }
        let label = model.replies.isEmpty ? say("答复内容", "Reply to the person") : say("新的答复", "New reply")
        let hint = say(
            "写清做了什么、谁做的、什么时候、凭什么规定；不要写出反映人是谁。",
            "What was done, by whom, when, under which rule; never who the person is.")
        return writing(
            .reply, label, hint: hint,
            buttons: """
                \(close)<button class="btn">\(say("只保存答复", "Save the reply only"))</button>\(checkButton)\(why)
                """)
    }

    /// The form for a reply that somebody else approves.
    private var draftForm: HTML {
        let label = model.draft == nil ? say("答复内容", "Reply to the person") : say("改写答复", "Rewrite the reply")
        let hint = say(
            "这一件要两个人：写好后送单位负责人审核，通过就办结。",
            "This takes two persons: the head of the body approves it, and that closes the request.")
        return writing(
            .draftReply, label, hint: hint,
            buttons: """
                <button class="btn\(if: !isOffered(.sign) && !mayApprove, " btn-primary")">\(say("送审", "Send for approval"))</button>\(checkButton)
                """)
    }

    /// The box for a reply, with texts to begin with above and hints beside it.
    private func writing(_ action: CaseAction, _ label: String, hint: String, buttons: HTML) -> HTML {
        let field = caseField(action, .reply, label, hint: hint, faults: model.faults)
        let help: HTML =
            " data-hints=\"\(SitePath.checkReply(row.number))\" data-hints-in=\"reply-hints\" rows=\"9\""
        return """
            \(templates(for: field))\(caseForm(
                row.number, action, stamp: model.stamp, style: "reply-form",
                """
                <div class="reply-writing"><div>\(textArea(field, value: typed(action, .reply), limit: 2000, attributes: help))</div>\
                <div id="reply-hints" class="reply-hints" aria-live="polite">\
                \(model.hints.map { ReplyHintsFragment($0, in: context).render() })</div></div>
                <p class="row">\(buttons)</p>
                """))
            """
    }

    private var checkButton: HTML {
        """
        <button class="btn btn-quiet" formaction="\(SitePath.checkReply(row.number))" formnovalidate>\
        \(say("看看还缺什么", "See what is missing"))</button>
        """
    }

    private func templates(for field: Field) -> HTML? {
        guard !model.templates.isEmpty else { return nil }
        return """
            <div class="row row-tight templates" role="group" aria-label="\(say("答复模板", "Texts to begin with"))">\
            <span class="meta">\(say("从模板开始：", "Begin with:"))</span>\(model.templates.map { template in
                """
                <a class="btn btn-sm" href="\(SitePath.replyTemplate(row.number, template.id))" data-fills="\(field.id)" \
                data-text="\(template.text)">\(say(template.title))</a>
                """ as HTML
            })</div>
            """
    }

    /// The reader can put a second signature under what waits: that is what they are here for.
    private var mayApprove: Bool { model.draft != nil && isOffered(.decideDraft) }

    /// The city wants a second person to approve the reply.
    private var isApproved: Bool {
        model.offers.contains { [.reply, .close].contains($0.action) && $0.blocked == .approvalNeeded }
    }

    private var blockedReply: HTML? {
        model.offers.first { $0.action == .reply }?.blocked.map { "<p class=\"meta\">\(say($0.text))</p>" }
    }
}
