import Civics
import HTML

/// The person's own rating of a closed request (好差评): solved or not, five grades, a few words.
extension FollowPage {
    package static let commentLimit = 500

    var ratingForm: HTML {
        """
        <section class="rate" id="rate" aria-labelledby="rate-heading">
        <h2 id="rate-heading">\(say("请您评价", "Please rate it"))</h2>
        <p class="soft">\(say(
            "评价只有热线看得到是谁写的。没解决或不满意，热线会核实，可以重办。",
            "Only the hotline sees who rated. If it is not solved, the hotline checks and it may be done again."))</p>
        <form method="post" action="\(SitePath.rating(model.number))">
        <input type="hidden" name="once" value="\(model.once)">
        \(choiceCards(
            Field("solved", say("解决了吗", "Is it solved?")),
            [Choice("yes", say("解决了", "Yes")), Choice("no", say("没解决", "No"))], chosen: nil, layout: "grades"))
        \(choiceCards(
            Field("satisfaction", say("您满意吗", "Are you satisfied?"), error: model.ratingFault),
            Satisfaction.allCases.map { Choice($0.rawValue, say($0.name)) }, chosen: nil, layout: "grades"))
        \(textArea(
            Field("comment", say("想说的话（可以不写）", "Anything to say (optional)")), value: "",
            limit: FollowPage.commentLimit))
        <button class="btn btn-primary">\(say("提交评价", "Submit rating"))</button>
        </form>
        </section>
        """
    }

    func givenRating(_ rating: Rating) -> HTML {
        let solved = rating.solved.map { $0 ? say("解决了", "solved") : say("没解决", "not solved") }
        return """
            <section class="answer" aria-labelledby="rated-heading">
            <h2 id="rated-heading">\(say("您的评价", "Your rating"))</h2>
            <p class="row row-tight">\(satisfactionBadge(rating.satisfaction))\(solved.map { "<span>\($0)</span>" })</p>
            \(rating.comment.map { "<p class=\"said\">\($0)</p>" })
            </section>
            """
    }
}
