package import Civics
package import HTML

/// Signs (苗头) that somebody works for the figures instead of the people: where to look, and no verdict.
package struct SignsPage: Page {
    package struct Finding: Hashable, Sendable {
        package var sign: Sign
        package var subject: String
        package var body: LocalName
        /// Of closings in bulk: who closed.
        package var account: String?
        package var hits: Int
        package var base: Int
        package var cityShare: Double?
        /// Of the top grades: how many of the closings were asked about again.
        package var askedAgain: Rate?

        package init(
            sign: Sign, subject: String, body: LocalName, account: String? = nil, hits: Int, base: Int,
            cityShare: Double? = nil, askedAgain: Rate? = nil
        ) {
            self.sign = sign
            self.subject = subject
            self.body = body
            self.account = account
            self.hits = hits
            self.base = base
            self.cityShare = cityShare
            self.askedAgain = askedAgain
        }
    }

    /// The requests that speak for one finding.
    package struct Evidence: Sendable {
        package var finding: Finding
        package var rows: [(row: CaseRow, other: CaseRow?)]
        /// There are more than are shown.
        package var isMore: Bool

        package init(finding: Finding, rows: [(row: CaseRow, other: CaseRow?)], isMore: Bool) {
            self.finding = finding
            self.rows = rows
            self.isMore = isMore
        }
    }

    package struct Model: Sendable {
        package var days: ClosedRange<CityDay>
        package var findings: [Finding]
        package var daysMissing: Int
        package var rules: SignRules
        package var evidence: Evidence?

        package init(
            days: ClosedRange<CityDay>, findings: [Finding], daysMissing: Int, rules: SignRules,
            evidence: Evidence? = nil
        ) {
            self.days = days
            self.findings = findings
            self.daysMissing = daysMissing
            self.rules = rules
            self.evidence = evidence
        }
    }

    package let context: PageContext
    package let model: Model

    package init(_ model: Model, in context: PageContext) {
        self.context = context
        self.model = model
    }

    package var title: String { say("苗头", "Signs") }

    package func render() -> HTML {
        deskPage(
            title: title,
            main: """
                \(deskHead(
                    say("要看一眼的苗头", "Signs worth a look"), meta: HTML(text: range(model.days)), tools: keysToggle))
                <div class="toolbar board-choice">\(periodChooser(
                    model.days, action: .signs(), path: { .signs($0) }))</div>
                <div class="desk-body signs">
                <p>\(say(
                    "苗头只说明值得看一看，不是结论，也不扣分。先看诉求本身，再找单位了解情况。",
                    "A sign says that something is worth a look. It is no verdict and costs no points: read the requests, then ask the body."))</p>
                \(missing)\(model.evidence.map { evidence($0) })
                \(Sign.allCases.map { section($0) })
                </div>
                \(keyBar([("J K", say("下一件、上一件", "next, previous")), ("Enter", say("打开", "open"))]))
                """)
    }

    private var missing: HTML? {
        guard model.daysMissing > 0 else { return nil }
        return notice(
            .info, say("还有 \(model.daysMissing) 天没有看过。", "\(model.daysMissing) days have not been looked through."),
            HTML(
                text: say(
                    "系统每天零点后看前一天，最多往前补 35 天；这几天不在下面的数里。",
                    "Each day is looked through after midnight, up to 35 days back; these are not in the numbers below."
                )))
    }

    private func section(_ sign: Sign) -> HTML {
        let findings = model.findings.filter { $0.sign == sign }
        let items = findings.map { finding -> HTML in
            """
            <li class="sign"><b>\(say(finding.body))\(finding.account.map { " · \($0)" })</b>\
            <span>\(words(finding))</span> \
            <a href="\(SitePath.signs(model.days, sign: sign, subject: finding.subject))#evidence">\(linkWords(finding))</a></li>
            """
        }
        return """
            <section class="block" id="sign-\("\(sign)")" aria-labelledby="heading-\("\(sign)")">
            <h2 id="heading-\("\(sign)")">\(say(sign.name))</h2>
            <p class="meta">\(say(sign.rule(model.rules)))</p>
            \(if: items.isEmpty, "<p class=\"meta\">\(say("没有看到。", "None seen."))</p>",
                else: "<ul class=\"sign-list\">\(items)</ul>")
            </section>
            """
    }

    private func share(_ hits: Int, _ base: Int) -> String { percent(Rate(Double(hits), of: base)) }

    private func city(_ finding: Finding) -> String {
        finding.cityShare.map { say("全市是 \(decimal($0 * 100))%", "the whole city has \(decimal($0 * 100))%") } ?? ""
    }

    /// What was seen, with its numbers.
    private func words(_ finding: Finding) -> String {
        let (hits, base) = (count(finding.hits), count(finding.base))
        let share = share(finding.hits, finding.base)
        switch finding.sign {
        case .askedAgain:
            return say(
                "办结 \(base) 件，其中 \(hits) 件（\(share)）办结后又以新单号反映。",
                "\(hits) of \(base) closings (\(share)) were asked about again.")
        case .topGrades:
            let again = finding.askedAgain ?? Rate(0, of: 0)
            return say(
                "评价 \(base) 件，\(hits) 件（\(share)）是「非常满意」；同时 \(count(again.denominator)) 件办结里有 \(count(Int(again.numerator))) 件又来反映（\(percent(again))）。",
                "\(hits) of \(base) ratings (\(share)) are very satisfied, while \(count(Int(again.numerator))) of \(count(again.denominator)) closings (\(percent(again))) were asked about again."
            )
        case .ratingBurst:
            return say(
                "\(hits) 件好评挤在几分钟里，来自同一账号或渠道。", "\(hits) good ratings within minutes, by one account or channel.")
        case .unreached:
            return say(
                "办结 \(base) 件，\(hits) 件（\(share)）一直没有联系上，\(city(finding))。",
                "\(hits) of \(base) people (\(share)) were never reached; \(city(finding)).")
        case .bulkClosing:
            return say("\(hits) 件在几分钟里集中办结，都临近到期。", "\(hits) closed within minutes, all near their deadlines.")
        case .latePause:
            return say(
                "暂停 \(base) 次，\(hits) 次（\(share)）在临到期时，\(city(finding))。",
                "\(hits) of \(base) pauses (\(share)) just before the deadline; \(city(finding)).")
        case .hastyContact:
            return say(
                "办结 \(base) 件，\(hits) 件（\(share)）临办结才补联系记录，\(city(finding))。",
                "\(hits) of \(base) closings (\(share)) with the contact noted at the last moment; \(city(finding)).")
        }
    }

    private func linkWords(_ finding: Finding) -> String {
        let amount = finding.sign == .topGrades ? Int(finding.askedAgain?.numerator ?? 0) : finding.hits
        return say("看这 \(count(amount)) 件", "See these \(count(amount))")
    }

    private func evidence(_ evidence: Evidence) -> HTML {
        let isPairs = evidence.finding.sign == .askedAgain || evidence.finding.sign == .topGrades
        let heading = "\(say(evidence.finding.sign.name)) · \(say(evidence.finding.body))"
        var columns = [
            Column(HTML(text: say("诉求", "Request"))), Column(text: say("分类", "Category")),
            Column(text: say("环节", "Stage")), Column(text: say("受理", "Received")),
        ]
        if isPairs { columns.append(Column(text: say("又来的一件", "Asked again as"))) }
        let rows = evidence.rows.enumerated().map { index, pair -> TableRow in
            var cells: [HTML] = [
                caseCell(pair.row, isCurrent: index == 0), HTML(text: say(pair.row.category)),
                "\(stageBadge(pair.row.stage))\(pair.row.satisfaction.map { " \(satisfactionBadge($0))" as HTML })",
                "<span class=\"nowrap\">\(moment(pair.row.receivedAt))</span>",
            ]
            if isPairs {
                cells.append(
                    pair.other.map { other in
                        """
                        <a href="\(SitePath.caseFile(other.number))">\(other.number.description)</a>\
                        <small class="meta"> \(moment(other.receivedAt))</small>
                        """
                    } ?? "—")
            }
            return .cells(cells, isSelected: index == 0)
        }
        return """
            <section class="block" id="evidence" aria-labelledby="evidence-heading">
            <h2 id="evidence-heading">\(heading)</h2>
            <p>\(words(evidence.finding))</p>
            \(if: isPairs, "<p class=\"meta\">\(say("两件出自同一来电人，属个人信息；这次查看已记入查阅日志。", "Both are of the same caller, which is personal data; this look has been logged."))</p>")
            \(table(caption: heading, hidesCaption: true, columns: columns, rows: rows, asCards: true, style: "table-flush work", isList: true))
            \(if: evidence.isMore, "<p class=\"meta\">\(say("只列最近的 \(evidence.rows.count) 件。", "The latest \(evidence.rows.count) are listed."))</p>")
            </section>
            """
    }
}
