import Casework
package import Civics
import HTML

/// That a request was not accepted (不予受理): the ground, where to turn instead, and how to have it looked at once more.
extension FollowPage {
    package struct Refusal: Sendable {
        package var ground: RefusalGround
        /// In the words of whoever decided.
        package var explanation: String?
        /// It was contested, and this is the decision after that.
        package var isFinal: Bool
        package var canContest: Bool
        /// Until when it can be contested; `nil` where the calendar has a gap.
        package var contestBy: Instant?

        package init(
            ground: RefusalGround, explanation: String?, isFinal: Bool, canContest: Bool, contestBy: Instant?
        ) {
            self.ground = ground
            self.explanation = explanation
            self.isFinal = isFinal
            self.canContest = canContest
            self.contestBy = contestBy
        }
    }

    func refusalSection(_ refusal: Refusal) -> HTML {
        """
        <section class="answer" aria-labelledby="refusal-heading">
        <h2 id="refusal-heading">\(refusal.isFinal
            ? say("再次核实后，仍然没有受理", "Looked at once more, it is still not accepted")
            : say("为什么没有受理", "Why it was not accepted"))</h2>
        <p><b>\(say(refusal.ground.name))</b></p>
        \(refusal.explanation.map { "<p class=\"said\">\($0)</p>" })
        <p>\(say("您可以这样办：", "What you can do: "))\(say(refusal.ground.rightChannel(in: context.city)))</p>
        \(if: refusal.isFinal, """
            <p>\(say(
                "这是最后的决定，不能再提异议。有新的情况，可以再反映一件；认为决定不合法，可以依法申请行政复议，或者到法院起诉。",
                "This decision is final. With a new fact you can make a new request; if you hold the decision to be "
                    + "unlawful, you can ask for its review, or go to court."))</p>
            """)
        \(if: !refusal.isFinal && !refusal.canContest, """
            <p class="meta">\(say("提异议的期限已经过了。有新的情况，可以再反映一件。", "The time to contest is over. With a new fact you can make a new request."))</p>
            """)
        </section>
        \(if: refusal.canContest, contestForm(refusal))
        """
    }

    private func contestForm(_ refusal: Refusal) -> HTML {
        let until = refusal.contestBy.map { say("最迟 \(moment($0)) 提出，", "Until \(moment($0)), ") } ?? ""
        return """
            <section class="rate" id="contest" aria-labelledby="contest-heading">
            <h2 id="contest-heading">\(say("不同意？可以请热线再核实一次", "You disagree? Have it looked at once more"))</h2>
            <p class="soft">\(until)\(say(
                "只能提一次。热线会换一个人重新看，再把结果告诉您。",
                "once. Somebody else at the hotline looks at it and tells you the result."))</p>
            <form method="post" action="\(SitePath.contest(model.number))">
            <input type="hidden" name="once" value="\(model.once)">
            \(textArea(
                Field("note", say("为什么应该受理", "Why it should be accepted"), error: model.contestFault),
                value: model.contestNote, limit: FollowPage.commentLimit, attributes: "rows=\"4\""))
            <button class="btn btn-primary">\(say("不同意，请再核实一次", "I disagree: look at it once more"))</button>
            </form>
            </section>
            """
    }
}
