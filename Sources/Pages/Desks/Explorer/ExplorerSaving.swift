import Civics
import HTML
import Reporting

/// Queries kept under names: one's own, and those that others share.
extension ExplorerPage {
    var saving: HTML {
        """
        <section class="block no-print" aria-labelledby="saved-heading">
        <h2 id="saved-heading">\(say("保存的查询", "Kept queries"))</h2>
        \(saveForm)
        \(model.saved.isEmpty ? noneYet : list)
        </section>
        """
    }

    private var noneYet: HTML {
        "<p class=\"muted\">\(say("还没有保存过。给上面这一问起个名字，下次一点就到。", "None yet. Give the question above a name, and it is one press away."))</p>"
    }

    private var saveForm: HTML {
        let error = model.problem.map { words($0) }
        return """
            <form method="post" action="\(SitePath.exploreSaved)" class="fold-form">\
            \(query.parameters.map { hiddenField($0.name, $0.value) })\
            \(textField(
                Field("name", say("把上面这一问保存为", "Keep the question above as"), error: error), value: model.typedName,
                attributes: "required maxlength=\"60\" autocomplete=\"off\""))\
            \(if: model.mayShare, "\(marks(shared: false, inReports: false, id: "new"))")
            <p><button class="btn">\(say("保存查询", "Keep the query"))</button></p></form>
            """
    }

    private func words(_ problem: SavingProblem) -> String {
        switch problem {
        case .nameMissing: say("写一个名字。", "Write a name.")
        case .nameTooLong: say("名字最多 60 个字。", "A name has at most 60 characters.")
        case .nameTaken: say("您已经有一个叫这个名字的查询，换一个。", "You have a query of this name; choose another.")
        case .nameUnreadable: say("名字里有不能显示的字符。", "The name holds characters that cannot be shown.")
        }
    }

    private func marks(shared: Bool, inReports: Bool, id: String) -> HTML {
        """
        \(checkbox(
            Field("shared", say("其他人也能看到", "Others see it too"), id: "shared-\(id)"), isOn: shared))\
        \(checkbox(
            Field(
                "reports", say("放进报告附录", "Stands in the annex of reports"), id: "reports-\(id)",
                hint: say("每份报告按它自己的期间和范围重算。", "Each report counts it for its own days and part of the city.")),
            isOn: inReports))
        """
    }

    private var list: HTML {
        let columns = [
            Column(HTML(text: say("名字", "Name"))), Column(text: say("问什么", "Question")),
            Column(text: say("谁的", "Whose")),
            Column(text: say("改动", "Change")),
        ]
        return table(
            caption: say("保存的查询", "Kept queries"), hidesCaption: true, columns: columns,
            rows: model.saved.map { saved in
                .cells([
                    "<a href=\"\(SitePath.explore(saved.query))\">\(saved.name)</a>",
                    "<span>\(names.title(saved.query))\(say("，", ", "))\(names.period(saved.query.period))</span>",
                    whose(saved), saved.owner == nil ? change(saved) : "<span class=\"muted\">—</span>",
                ])
            }, asCards: true)
    }

    private func whose(_ saved: Saved) -> HTML {
        var words = [saved.owner.map { say($0) } ?? say("我的", "Mine")]
        if saved.isShared { words.append(say("大家可见", "shared")) }
        if saved.isInReports { words.append(say("在报告附录里", "in the annex of reports")) }
        return HTML(text: words.joined(separator: say("，", ", ")))
    }

    private func change(_ saved: Saved) -> HTML {
        """
        <details class="fold"><summary>\(say("改名或删除", "Rename or delete"))<span class="visually-hidden">\
        \(say("：\(saved.name)", ": \(saved.name)"))</span></summary>\
        <form method="post" action="\(SitePath.savedQuery(saved.id, .change))" class="fold-form">\
        \(textField(
            Field("name", say("名字", "Name"), id: "name-\(saved.id)"), value: saved.name,
            attributes: "required maxlength=\"60\" autocomplete=\"off\""))\
        \(if: model.mayShare, "\(marks(shared: saved.isShared, inReports: saved.isInReports, id: "\(saved.id)"))")
        <p><button class="btn btn-sm">\(say("保存改动", "Keep the change"))</button></p></form>\
        <form method="post" action="\(SitePath.savedQuery(saved.id, .delete))">\
        <button class="btn btn-sm btn-danger">\(say("删除这个查询", "Delete this query"))</button></form></details>
        """
    }
}
