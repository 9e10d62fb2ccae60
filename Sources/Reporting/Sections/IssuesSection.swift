import Civics

/// 热点问题: requests about one matter at one place, and what becomes of them.
extension ReportWriter {
    var issues: ReportSection? {
        guard let issues = context.issues else { return nil }
        let heading = language.say("热点问题及办理", "Hot issues and what becomes of them")
        let topic = language.say("热点问题", "Hot issues")
        guard let first = issues.first else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "\(words.period.now)没有多人反映同一件事的热点问题。",
                            "No matter was brought by several people this \(words.period.noun)."))
                ])
        }
        let shown = issues.prefix(10)
        let number = words.number(issues.count, "个", .tally(issues.count), topic)
        let count = words.number(first.count, "件", .tally(first.count), topic)
        let people = words.number(first.people, "人", .tally(first.people), topic)
        var sentence = language.write(
            "多人反映同一件事的热点问题\(number)，最热的是“\(first.title)”，\(words.period.now)\(count)，涉及\(people)。",
            "\(number) \(words.noun(issues.count, "matter", "matters")) came from several people, most of all “\(first.title)”: \(count) \(words.noun(first.count)) this \(words.period.noun) from \(people) people."
        )
        let closed = issues.reduce(0) { $0 + $1.closed }
        let all = issues.reduce(0) { $0 + $1.count }
        if all > 0 {
            let (done, total) = (
                words.number(closed, "件", .tally(closed), topic), words.number(all, "件", .tally(all), topic)
            )
            sentence += language.write("所涉\(total)中已办结\(done)。", " Of \(total) requests in them, \(done) are closed.")
        }
        var blocks: [ReportBlock] = [.statement(lead: nil, sentence), .table(issueTable(Array(shown), topic))]
        for issue in shown where !issue.note.isEmpty {
            blocks.append(
                .statement(
                    lead: language.say("“\(issue.title)”的措施。", "“\(issue.title)”: what is done."), "\(issue.note)"))
        }
        if let from = context.issuesFrom, from > figures.days.lowerBound {
            blocks.append(
                .statement(
                    lead: nil,
                    language.write(
                        "热点问题只汇总了\(language.fullDate(from))以后的诉求。",
                        "Issues hold requests from \(language.fullDate(from)) on only.")))
        }
        return ReportSection(heading, blocks: blocks)
    }

    private func issueTable(_ issues: [ReportIssue], _ topic: String) -> ReportTable {
        ReportTable(
            caption: language.say("热点问题", "Hot issues"),
            columns: [
                ReportTable.Column(language.say("问题", "Matter"), isNumber: false),
                ReportTable.Column(language.say("件数", "Requests")),
                ReportTable.Column(language.say("人数", "People")),
                ReportTable.Column(language.say("已办结", "Closed")),
                ReportTable.Column(language.say("时间", "From – to"), isNumber: false),
                ReportTable.Column(language.say("走势", "How it goes"), isNumber: false),
                ReportTable.Column(language.say("主要承办单位", "Led mostly by"), isNumber: false),
            ],
            rows: issues.map { issue in
                func tally(_ value: Int) -> ReportCell {
                    .number(ReportNumber(Numerals.count(value), .tally(value), topic: topic))
                }
                return ReportTable.Row(
                    issue.title,
                    [
                        tally(issue.count), tally(issue.people), tally(issue.closed),
                        .text(language.period(issue.days)), .text(issue.phase),
                        issue.bodies.first.map { .text(names.body($0)) } ?? .none,
                    ])
            })
    }
}
