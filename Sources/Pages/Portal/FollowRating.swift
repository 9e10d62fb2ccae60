import Casework
import Civics
import HTML

/// The person's own rating of a closed request (好差评): solved or not, five grades, what it is about, a few words.
extension FollowPage {
    package static let commentLimit = 500

    var ratingForm: HTML {
        """
        <section class="rate" id="rate" aria-labelledby="rate-heading">
        <h2 id="rate-heading">\(model.isRectified
            ? say("已经整改，请您再评价一次", "It was put right: please rate it again") : say("请您评价", "Please rate it"))</h2>
        <p class="soft">\(say(
            "评不评、怎么评都由您。承办单位看得到等级和您写的话，看不到您的电话。",
            "Rate it or not, as you like. The body in charge sees the grade and your words, not your telephone."
        )) \(consequence)</p>
        <form method="post" action="\(SitePath.rating(model.number))">
        <input type="hidden" name="once" value="\(model.once)">
        \(choiceCards(
            Field("solved", say("解决了吗", "Is it solved?")),
            [Choice("yes", say("解决了", "Yes")), Choice("no", say("没解决", "No"))], chosen: nil, layout: "grades"))
        \(choiceCards(
            Field("satisfaction", say("您满意吗", "Are you satisfied?"), error: model.ratingFault),
            Satisfaction.allCases.map { Choice($0.rawValue, say($0.name)) }, chosen: nil, layout: "grades grades-five"))
        \(aspects)
        \(textArea(
            Field("comment", say("想说的话（可以不写）", "Anything to say (optional)")), value: "",
            limit: FollowPage.commentLimit))
        <button class="btn btn-primary">\(say("提交评价", "Submit rating"))</button>
        </form>
        </section>
        """
    }

    /// What follows from a bad rating, said before it is given.
    private var consequence: String {
        if let limit = model.rectification {
            return say(
                "不满意的，退回原单位整改，\(self.limit(limit))内改好，再请您评价。",
                "If you are not satisfied it goes back to be put right within \(self.limit(limit)), and you are asked again."
            )
        }
        if model.isRectified {
            return say(
                "整改后仍不满意的，由督办台核查。", "If you are still not satisfied, the supervision desk looks into it.")
        }
        return say("没解决或不满意，热线会核实，可以重办。", "If it is not solved, the hotline checks and it may be done again.")
    }

    private var aspects: HTML {
        fieldset(Field("aspect", say("主要因为哪方面（可以多选，也可以不选）", "What is it about most? (optional, one or more)"))) { _ in
            """
            <div class="grades">\(RatingAspect.allCases.map { aspect in
                """
                <label class="choice choice-card"><input type="checkbox" name="aspect" value="\(aspect.rawValue)">\
                <span><b>\(say(aspect.name))</b></span></label>
                """ as HTML
            })</div>
            """
        }
    }

    func givenRating(_ rating: Rating) -> HTML {
        let solved = rating.solved.map { $0 ? say("解决了", "solved") : say("没解决", "not solved") }
        let aspects = rating.aspects.map { say($0.name) }.joined(separator: say("、", ", "))
        let isEarlier = model.isRectifying || model.canRate
        return """
            <section class="answer" aria-labelledby="rated-heading">
            <h2 id="rated-heading">\(isEarlier ? say("您上次的评价", "Your rating of the last answer") : say("您的评价", "Your rating"))</h2>
            <p class="row row-tight">\(satisfactionBadge(rating.satisfaction))\(solved.map { "<span>\($0)</span>" })\
            \(if: !aspects.isEmpty, "<span>\(aspects)</span>")</p>
            \(rating.comment.map { "<p class=\"said\">\($0)</p>" })
            </section>
            """
    }
}
