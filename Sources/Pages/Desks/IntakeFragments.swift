import Casework
import Civics
package import HTML

/// What the caller has asked for before: a part of the intake page, fetched again when the number is typed.
package struct CallerFragment: View, Sendable {
    package struct Model: Sendable {
        /// The newest first.
        package var rows: [CaseRow]

        package init(rows: [CaseRow]) {
            self.rows = rows
        }
    }

    package let context: PageContext
    package let model: Model?

    /// `model` is `nil` until somebody has looked.
    package init(_ model: Model?, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package func render() -> HTML {
        let heading = say("来电人以前的诉求", "Earlier requests of the caller")
        guard let model else {
            return """
                <h2>\(heading)</h2><p class="meta">\(say("填了号码就会出现。", "They appear once the number is there."))</p>
                """
        }
        guard !model.rows.isEmpty else {
            return """
                <h2>\(heading)</h2><p class="meta">\(say("这个号码没有反映过。", "This number has never called."))</p>
                """
        }
        let open = model.rows.count { !$0.stage.isEnded }
        return """
            <h2>\(heading) \(count(model.rows.count))</h2>
            \(if: open > 0, openNotice(open))
            <ul class="plain known">\(model.rows.map { row in
                """
                <li><a href="\(SitePath.caseFile(row.number))">\(caseTitle(row))</a> \(stageBadge(row.stage))\
                <small>\(row.number.description) · \(moment(row.receivedAt))\(row.body.map { " · \(say($0))" } ?? "")</small></li>
                """ as HTML
            })</ul>
            """
    }

    private func openNotice(_ open: Int) -> HTML {
        notice(
            .info, icon: .phone, say("其中 \(open) 件还在办。", "\(open) of these \(open == 1 ? "is" : "are") still open."),
            HTML(
                text: say(
                    "问一句是不是为了这件来的；是的话在那件里写备注或催办。", "Ask whether this is about it; if so, add a note or urge there.")))
    }
}

/// Requests that read alike, and categories that fit: a part of the intake page, fetched again as one types.
package struct SimilarFragment: View, Sendable {
    package struct Model: Sendable {
        /// The likeliest first.
        package var rows: [SimilarRow]
        /// Categories that the text suggests, the likeliest first.
        package var categories: [NamedChoice]
        /// The words of the text that speak for the first of them.
        package var reason: [String]

        package init(rows: [SimilarRow], categories: [NamedChoice] = [], reason: [String] = []) {
            self.rows = rows
            self.categories = categories
            self.reason = reason
        }
    }

    package let context: PageContext
    package let model: Model?

    package init(_ model: Model?, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package func render() -> HTML {
        let heading = say("相似的诉求", "Similar requests")
        guard let model else {
            return """
                <h2>\(heading)</h2><p class="meta">\(say(
                    "写了内容、选了镇街就会出现。", "They appear once there is a text and a town."))</p>
                """
        }
        return """
            \(categories(model.categories))<h2>\(heading)\(if: !model.rows.isEmpty, " \(count(model.rows.count))")</h2>
            \(model.rows.isEmpty
                ? "<p class=\"meta\">\(say("近 90 天这里没有相似的。", "Nothing like it here in the last 90 days."))</p>"
                : list(model.rows))
            """
    }

    private func list(_ rows: [SimilarRow]) -> HTML {
        """
        <p class="meta">\(say("可以告诉来电人已经在办、到哪一步了。", "You can tell the caller that it is in hand, and how far."))</p>
        <ul class="plain known">\(rows.map { similar in
            let row = similar.row
            return """
                <li><a href="\(SitePath.caseFile(row.number))">\(caseTitle(row))</a> \(stageBadge(row.stage))\
                <small>\(whyAlike(similar))</small>\
                <small>\(placeLine(row.place)) · \(moment(row.receivedAt))\(row.body.map { " · \(say($0))" } ?? "")</small></li>
                """ as HTML
        })</ul>
        """
    }

    /// Pressing one chooses it in the form: at once with script, after `step=look` without.
    private func categories(_ categories: [NamedChoice]) -> HTML? {
        guard !categories.isEmpty else { return nil }
        return """
            <h2>\(say("可能的分类", "Likely categories"))</h2>
            <div class="row row-tight suggested" role="group" aria-label="\(say("可能的分类", "Likely categories"))">\
            \(categories.map { category in
                """
                <button class="btn btn-sm" name="suggested" value="\(category.id)" data-choose="category" \
                data-value="\(category.id)">\(say(category.name))</button>
                """ as HTML
            })</div>\(because)
            """
    }

    private var because: HTML? {
        guard let words = model?.reason, !words.isEmpty else { return nil }
        return """
            <p class="meta">\(say("根据：\(words.joined(separator: "、"))", "Because of: \(words.joined(separator: ", "))"))</p>
            """
    }
}
