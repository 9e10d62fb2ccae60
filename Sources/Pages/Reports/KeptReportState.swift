package import Civics
import HTML
package import Reporting

/// How a kept version stands: who signed, what can be done with it, what happened.
package struct KeptReportFace: Sendable {
    /// A line of its history.
    package struct Line: Sendable {
        package var act: ReportLife.Act
        package var at: Instant
        package var by: String
        package var reason: String
        package var other: Int?

        package init(_ act: ReportLife.Act, at: Instant, by: String, reason: String = "", other: Int? = nil) {
            self.act = act
            self.at = at
            self.by = by
            self.reason = reason
            self.other = other
        }
    }

    package var version: Int
    package var state: ReportLife.State
    package var history: [Line]
    /// All versions with their states, the first one first.
    package var versions: [(version: Int, state: ReportLife.State)]
    package var corrects: Int?
    package var correctionReason: String
    package var replacedBy: Int?
    /// Why it was last sent back, given up, or replaced.
    package var reason: String
    /// What the reader may do with it now.
    package var actions: [ReportAction]
    /// Why the reader may not issue it, though their role may: they reviewed it.
    package var isOwnReview: Bool
    /// The digest of its documents, in hexadecimal digits.
    package var digest: String
    package var formats: [ReportPlan.Format]
    /// `version` is the number of acts that the reader sees.
    package var stamp: FormStamp
    /// What was typed as the reason of an action that was not done.
    package var typed: (action: ReportAction, reason: String)?

    package init(
        version: Int, state: ReportLife.State, history: [Line], versions: [(version: Int, state: ReportLife.State)],
        corrects: Int? = nil, correctionReason: String = "", replacedBy: Int? = nil, reason: String = "",
        actions: [ReportAction], isOwnReview: Bool = false, digest: String, formats: [ReportPlan.Format],
        stamp: FormStamp, typed: (action: ReportAction, reason: String)? = nil
    ) {
        self.version = version
        self.state = state
        self.history = history
        self.versions = versions
        self.corrects = corrects
        self.correctionReason = correctionReason
        self.replacedBy = replacedBy
        self.reason = reason
        self.actions = actions
        self.isOwnReview = isOwnReview
        self.digest = digest
        self.formats = formats
        self.stamp = stamp
        self.typed = typed
    }
}

extension View {
    func keptState(_ kept: KeptReportFace, of face: ReportFace) -> HTML {
        """
        <section class="report-state no-print" aria-labelledby="state-heading">
        <h2 id="state-heading" class="visually-hidden">\(say("状态", "State"))</h2>
        <p>\(stateBadge(kept.state)) \(say("第 \(kept.version) 版", "version \(kept.version)")) · \(signatures(kept))</p>
        \(relation(kept, face))
        <div class="row">\(primary(kept, face))\(secondary(kept, face))</div>
        \(if: kept.isOwnReview, "<p class=\"meta\">\(say(ReportRefusal.ownReview.text))</p>")
        <div class="row row-tight report-files"><span class="meta">\(say("下载", "Download"))</span>\(kept.formats.map { format in
            """
            <a class="btn btn-sm" href="\(SitePath.reportFile(face.order, kept.version, format))" download>\
            \(Icon.download)\(format.rawValue.uppercased())</a>
            """ as HTML
        })<a class="btn btn-sm btn-quiet" href="\(SitePath.reportChanges(face.order, kept.version))">\
        \(say("和现在的数据比一比", "Compare with the figures of today"))</a></div>
        <details class="fold report-history"><summary>\(say("经过和版本", "History and versions"))</summary>
        \(history(kept))\(versions(kept, face))
        <p class="meta">\(say("文件校验值", "Digest of its documents")) <code>\(kept.digest)</code></p>
        </details>
        </section>
        """
    }

    /// Who made, reviewed and issued it.
    private func signatures(_ kept: KeptReportFace) -> HTML {
        func last(_ acts: [ReportLife.Act]) -> KeptReportFace.Line? { kept.history.last { acts.contains($0.act) } }
        var parts: [String] = []
        func add(_ line: KeptReportFace.Line?, _ zh: String, _ en: String) {
            guard let line else { return }
            parts.append(say("\(line.by) \(moment(line.at)) \(zh)", "\(en) by \(line.by) \(moment(line.at))"))
        }
        add(last([.made, .remade]), "生成", "made")
        if kept.state != .draft { add(last([.reviewed]), "审核", "reviewed") }
        add(last([.issued]), "签发", "issued")
        if kept.state == .dropped { add(last([.dropped]), "作废", "given up") }
        return HTML(text: parts.joined(separator: say("，", ", ")))
    }

    /// What it has to do with other versions, and why.
    private func relation(_ kept: KeptReportFace, _ face: ReportFace) -> HTML? {
        func link(_ version: Int) -> HTML {
            "<a href=\"\(SitePath.reportVersion(face.order, version))\">\(say("第 \(version) 版", "version \(version)"))</a>"
        }
        if let replacedBy = kept.replacedBy {
            return notice(
                .warn, say("这一版已经更正。", "This version was corrected."),
                """
                \(markup("以\(link(replacedBy))为准。", "\(link(replacedBy)) holds.")) \
                \(say("更正原因：\(kept.reason)", "Why: \(kept.reason)"))
                """)
        }
        if let corrects = kept.corrects {
            return notice(
                .info,
                kept.state == .issued
                    ? say("这是更正。", "This is a correction.") : say("更正草稿。", "A correction in the making."),
                """
                \(markup("代替\(link(corrects))。", "It replaces \(link(corrects)).")) \
                \(say("更正原因：\(kept.correctionReason)", "Why: \(kept.correctionReason)"))
                """)
        }
        if kept.state == .dropped, !kept.reason.isEmpty {
            return notice(.info, say("已作废。", "Given up."), HTML(text: kept.reason))
        }
        if kept.state == .draft, let back = kept.history.last, back.act == .sentBack {
            return notice(.warn, say("退回修改。", "Sent back."), HTML(text: back.reason))
        }
        if let later = kept.versions.last, later.version > kept.version, later.state != .dropped {
            return notice(
                .info, say("正在更正。", "A correction is in the making."),
                markup("见\(link(later.version))。", "See \(link(later.version))."))
        }
        return nil
    }

    /// The one step that is next.
    private func primary(_ kept: KeptReportFace, _ face: ReportFace) -> HTML? {
        guard let action = kept.actions.first(where: { $0 == .review || $0 == .issue }) else { return nil }
        return reportForm(
            action, kept, face, "<button class=\"btn btn-primary\">\(say(action.name))</button>", style: "row-form")
    }

    private func secondary(_ kept: KeptReportFace, _ face: ReportFace) -> HTML {
        kept.actions.filter { $0 != .review && $0 != .issue }.map { action -> HTML in
            guard action.needsReason else {
                return reportForm(
                    action, kept, face, "<button class=\"btn\">\(Icon.refresh)\(say(action.name))</button>",
                    style: "row-form")
            }
            let typed = kept.typed?.action == action ? kept.typed?.reason : nil
            let field = Field(
                "reason", say("原因", "Reason"), id: "\(action.rawValue)-reason", hint: hint(action),
                error: typed.map { $0.isEmpty ? say("请写明原因", "Give a reason") : "" }.flatMap { $0.isEmpty ? nil : $0 })
            return """
                <details class="fold"\(if: typed != nil, " open")><summary class="btn">\(say(action.name))…</summary>
                \(reportForm(
                    action, kept, face,
                    """
                    \(textArea(field, value: typed ?? "", attributes: "rows=\"3\" maxlength=\"500\" required"))
                    <p><button class="btn\(if: action == .drop, " btn-danger")">\(say(action.name))</button></p>
                    """, style: "fold-form"))
                </details>
                """
        }.joined()
    }

    private func hint(_ action: ReportAction) -> String {
        switch action {
        case .correct:
            say(
                "按现在的数据生成新的一版，审核、签发以后代替这一版；这一版仍然可以看，并写明原因。",
                "A new version is made from today's figures. Reviewed and issued, it replaces this one, which stays readable and says why."
            )
        case .sendBack: say("退回以后是草稿，可以重新生成。", "It is a draft again and can be made anew.")
        default: say("作废以后不能恢复，可以重新生成一份。", "It cannot be taken back; the report can be made anew.")
        }
    }

    private func reportForm(
        _ action: ReportAction, _ kept: KeptReportFace, _ face: ReportFace, _ content: HTML, style: StaticString
    ) -> HTML {
        """
        <form method="post" action="\(SitePath.reportAction(face.order, kept.version, action))" class="\(raw: style)">\
        \(hiddenField("seen", String(kept.stamp.version)))\(hiddenField("once", kept.stamp.once))\(content)</form>
        """
    }

    private func history(_ kept: KeptReportFace) -> HTML {
        let lines = kept.history.reversed().map { line -> HTML in
            let other: HTML? = line.other.map {
                line.act == .replaced
                    ? HTML(text: say("，由第 \($0) 版", ", by version \($0)"))
                    : HTML(text: say("，更正第 \($0) 版", ", correcting version \($0)"))
            }
            let reason: HTML? = line.reason.isEmpty ? nil : "<br>\(say("原因：\(line.reason)", "Reason: \(line.reason)"))"
            return
                "<li><b>\(say(line.act.name))</b>\(other)\(reason)<small>\(line.by) · \(moment(line.at))</small></li>"
        }
        return "<ul class=\"plain known\">\(lines)</ul>"
    }

    private func versions(_ kept: KeptReportFace, _ face: ReportFace) -> HTML? {
        guard kept.versions.count > 1 else { return nil }
        return """
            <p class="row row-tight"><span class="meta">\(say("版本", "Versions"))</span>\(kept.versions.map { version, state in
                """
                <a class="btn btn-sm\(if: version != kept.version, " btn-quiet")" \
                href="\(SitePath.reportVersion(face.order, version))"\(if: version == kept.version, #" aria-current="page""#)>\
                \(say("第 \(version) 版", "Version \(version)")) · \(say(state.name))</a>
                """ as HTML
            })</p>
            """
    }
}
