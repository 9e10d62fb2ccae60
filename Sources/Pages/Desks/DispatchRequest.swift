import Casework
import Civics
import HTML

/// The middle of the dispatch queue: the request as it came in.
extension DispatchPage {
    func request(_ current: Current) -> HTML {
        let row = current.row
        let clock = row.clock.map { reading in
            "<span class=\"push\">\(clockBadge(reading))</span>" as HTML
        }
        return """
            <section class="pane pane-req" aria-labelledby="request-heading">
            <header class="req-head">
            <p class="row row-tight meta"><a href="\(SitePath.caseFile(row.number))">\(row.number.description)</a><span>·</span>\
            <span>\(say(row.channel.name))</span><span>·</span>\
            <span>\(say("\(moment(row.receivedAt)) 受理", "taken in \(moment(row.receivedAt))"))</span>\(clock)</p>
            <h2 id="request-heading">\(caseTitle(row))</h2>
            <p class="row row-tight">\(kindBadge(row.kind))\(caseMarks(row))\
            \(repeated(current.earlier.count))</p>
            </header>
            \(current.returned.map { returnNotice($0) })\(current.contest.map { contestNotice($0) })
            <div class="req-text">\(requestText(current.text))</div>
            \(attachmentList(current.attachments, once: current.stamp.once))
            <div class="req-block">
            <dl class="pairs">
            <dt>\(say("地点", "Place"))</dt><dd>\(placeLine(row.place))</dd>
            <dt>\(say("分类", "Category"))</dt><dd>\(categoryLine(current.categoryPath))</dd>
            <dt>\(say("紧急程度", "Urgency"))</dt><dd>\(say(row.urgency.name))</dd>
            <dt>\(say("反映人", "Reporter"))</dt><dd>\(reporterLine(current.reporter, of: row.number))</dd>
            </dl>
            \(classifyForm(current))
            \(urgencyForm(current))
            </div>
            \(earlier(current.earlier))
            </section>
            """
    }

    /// How often the person has asked for something of late, this time included.
    private func repeated(_ earlier: Int) -> HTML? {
        guard earlier > 0 else { return nil }
        let words = say("90 天内第 \(earlier + 1) 次反映", "no. \(earlier + 1) in 90 days")
        return "<span class=\"badge badge-line\">\(words)</span>"
    }

    private func returnNotice(_ returned: Return) -> HTML {
        notice(
            .warn, icon: .returned,
            say(
                "\(returned.body.name.zh)于\(moment(returned.at))退回。",
                "\(returned.body.name.en) returned it \(moment(returned.at))."),
            "\(say(returned.reason.name))\(returned.note.map { "<br>\($0)" })")
    }

    /// What the person says stands first; then what was decided, and by whom.
    private func contestNotice(_ contest: Contest) -> HTML {
        let explanation = contest.explanation.map { say("：\($0)", ": \($0)") } ?? ""
        let first = say(
            "\(moment(contest.refusedAt)) \(contest.refusedBy)不予受理，\(say(contest.ground.name))\(explanation)",
            "Refused \(moment(contest.refusedAt)) by \(contest.refusedBy), \(say(contest.ground.name).lowercased())\(explanation)"
        )
        return notice(
            .warn, icon: .returned,
            say(
                "反映人\(moment(contest.at))不同意不予受理，请再核实一次。",
                "The person contested the refusal \(moment(contest.at)): look at it once more."),
            """
            \(contest.said.map { "<blockquote class=\"asked\">\(paragraphs($0))</blockquote>" as HTML })\
            \(first)<br>\(say(
                "再次不予受理就是最后的决定；应当受理的，派出即可。",
                "A second refusal is final; where it should be taken up, dispatch it."))
            """)
    }

    private func classifyForm(_ current: Current) -> HTML {
        let row = current.row
        return """
            <details class="fold"\(if: hasFault(.classify), " open")><summary class="btn btn-sm"\(keyed("c"))>\
            \(say("改分类和地点", "Change category or place"))\(keyCap("C"))</summary>
            \(caseForm(
                row.number, .classify, stamp: current.stamp,
                back: .dispatch(view: model.view == .all ? nil : model.view.rawValue, case: row.number), style: "fold-form",
                """
                \(classificationFields(
                    kind: row.kind, urgency: row.urgency, category: current.category, place: current.place,
                    categories: model.categories, places: model.places, faults: model.faults))
                <p class="row"><button class="btn">\(say("保存分类", "Save the category"))</button>\
                <span class="meta">\(say("时限会跟着重新算。", "The limits are worked out afresh."))</span></p>
                """))
            </details>
            """
    }

    private func urgencyForm(_ current: Current) -> HTML {
        let row = current.row
        let buttons = Urgency.allCases.map { urgency in
            """
            <button class="btn btn-sm" name="\(CaseField.urgency.rawValue)" value="\(urgency.rawValue)"\
            \(if: urgency == row.urgency, #" aria-pressed="true" disabled"#)>\(say(urgency.name))</button>
            """ as HTML
        }
        return """
            <details class="fold"><summary class="btn btn-sm"\(keyed("u"))>\(say("改紧急程度", "Change the urgency"))\
            \(keyCap("U"))</summary>
            \(caseForm(
                row.number, .classify, stamp: current.stamp,
                back: .dispatch(view: model.view == .all ? nil : model.view.rawValue, case: row.number), style: "fold-form row",
                """
                \(hiddenField(.kind, row.kind.rawValue))\(hiddenField(.category, current.category))\
                \(hiddenField(.place, current.place))\(buttons)
                """))
            </details>
            """
    }

    private func earlier(_ rows: [CaseRow]) -> HTML? {
        guard !rows.isEmpty else { return nil }
        let heading = say("同一反映人近 90 天", "The same person in the last 90 days")
        return """
            <div class="req-block"><h3>\(heading)</h3>\(table(
                caption: heading, hidesCaption: true,
                columns: [
                    Column(HTML(text: say("事由", "Matter"))), Column(text: say("承办", "Body")), Column(text: say("结果", "Result")),
                ],
                rows: rows.map { row in
                    .cells([
                        """
                        <a href="\(SitePath.caseFile(row.number))">\(caseTitle(row))</a><br>\
                        <span class="meta nowrap">\(row.number.description)</span>
                        """, HTML(text: row.body.map { say($0) } ?? "—"),
                        row.satisfaction.map { satisfactionBadge($0) } ?? stageBadge(row.stage),
                    ])
                }, asCards: true, style: "table-flush"))</div>
            """
    }

    func hasFault(_ action: CaseAction) -> Bool {
        model.faults.contains { $0.field.hasPrefix("\(action.rawValue)-") }
    }
}
