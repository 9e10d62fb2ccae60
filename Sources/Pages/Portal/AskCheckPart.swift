import Civics
import HTML

/// Part 4: everything once more, what happens next, and the button.
extension AskPage {
    var checkPart: HTML {
        """
        <section class="part" id="part-4" aria-labelledby="part-4-heading">
        \(partHead(4, partNames[3]))
        <div class="card review" data-review\(if: !model.isReview, " hidden")>
        <dl class="pairs">
        \(reviewRow(say("地点", "Place"), "place", placeWords, part: 1))
        \(reviewRow(say("什么事", "Matter"), "matter", matterWords, part: 2))
        \(reviewRow(say("身份", "Identity"), "person", personWords, part: 3))
        </dl>
        </div>
        <h3 class="after-heading">\(say("提交之后", "After you submit"))</h3>
        \(afterwards)
        <p class="row ask-buttons">\(buttons)</p>
        <p class="meta">\(markup(
            "提交就是同意我们为办理这件事使用您填的内容，见<a href=\"\(SitePath.privacy)\">隐私与个人信息</a>。",
            "By submitting you let us use what you wrote to deal with it; see <a href=\"\(SitePath.privacy)\">privacy</a>."))</p>
        </section>
        """
    }

    /// Without script the form is checked and shown once more before it can be submitted; with script the summary above
    /// is kept current and one press submits.
    private var buttons: HTML {
        let submit: HTML = """
            <button class="btn btn-primary btn-lg" name="step" value="\(Step.submit.rawValue)" data-submit\
            \(if: !model.isReview, " hidden")>\(say("提交诉求", "Submit request"))</button>
            """
        let review: HTML = """
            <button class="btn btn-lg\(if: !model.isReview, " btn-primary")" name="step" value="\(Step.review.rawValue)" \
            formaction="\(SitePath.ask())#part-4" data-no-script>\(model.isReview
                ? say("改过之后再核对", "Check again after changes") : say("下一步：核对", "Next: check"))</button>
            """
        let save: HTML = """
            <button class="btn btn-quiet" type="button" data-draft-save data-saved="\(say("草稿已存", "Draft kept"))" \
            hidden>\(say("存为草稿", "Keep as draft"))</button>
            """
        return model.isReview ? "\(submit)\(review)\(save)" : "\(review)\(submit)\(save)"
    }

    private func reviewRow(_ name: String, _ key: String, _ value: String, part: Int) -> HTML {
        """
        <dt>\(name)</dt><dd data-review-value="\(key)">\(value)</dd>\
        <dd><a href="#part-\(part)">\(say(
            "修改",
            "Change"))<span class="visually-hidden">\(say("", " "))\(name)</span></a></dd>

        """
    }

    private var placeWords: String {
        let places = path.map { say($0.name) }.joined(separator: say("", ", "))
        return [places, form.spot].filter { !$0.isEmpty }.joined(separator: say("，", ", "))
    }

    private var matterWords: String {
        [form.kind.map { say($0.name) } ?? "", form.title].filter { !$0.isEmpty }.joined(separator: say("：", ": "))
    }

    private var personWords: String {
        switch form.who {
        case nil: ""
        case .open: say("热线和承办单位可以看", "Hotline and body in charge")
        case .protected: say("只有热线可以看", "Hotline alone")
        case .anonymous: say("不留姓名电话", "Anonymous")
        }
    }

    private var afterwards: HTML {
        let promise = form.kind.flatMap { model.promises[$0] } ?? model.promises[.help]
        let answer = form.kind.flatMap { model.promises[$0]?.answerBy }.map { day($0) }
        let latest = answer.map { say("最迟 \($0)", "By \($0) at the latest") } ?? say("在时限内", "Within the limit")
        return """
            <ol class="timeline after">
            <li class="is-next"><b>\(say("马上", "At once"))</b> \(say("给您单号和查询码", "you get a number and a code"))</li>
            \(promise.map { promise in
                """
                <li class="is-next"><b>\(say("\(limit(promise.dispatch))内", "Within \(limit(promise.dispatch))"))</b> \
                \(say("热线派给负责的单位", "the hotline sends it to the body in charge"))</li>
                <li class="is-next"><b>\(say("派出后 \(limit(promise.contact))内", "Within \(limit(promise.contact)) of that"))</b> \
                \(say("承办单位联系您；保护身份的由热线转告", "the body gets in touch, or the hotline does if you are protected"))</li>
                """
            })
            <li class="is-next"><b data-answer-words="\(say("最迟 {day}", "By {day} at the latest"))">\(latest)</b> \
            \(say(
                "答复您结果；之后请您评价，不满意可以要求重办",
                "you get the answer; then you rate it, and may ask to have it done again"))</li>
            </ol>
            """
    }
}
