import Civics

/// 四、承办单位办理情况
extension ReportWriter {
    private struct BodyLine {
        let id: String
        let name: String
        let dispatched: Figure
        let onTime: Ratio
        let redone: Figure
        let satisfied: Ratio
        var places: ClosedRange<Int>?
    }

    /// `nil` for a part of the city of which no figures by body are kept.
    var bodies: ReportSection? {
        guard scope.tells(.body) else { return nil }
        let heading = language.say("承办单位办理情况", "How bodies handled requests")
        let lines = bodyLines
        guard !lines.isEmpty else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "\(words.period.now)没有派给承办单位或到期的诉求。", "Nothing was dispatched to a body or fell due.")
                    )
                ])
        }
        var blocks: [ReportBlock] = [.statement(lead: nil, bodyStatement(lines)), .table(bodyTable(lines))]
        if period.length != .week, before != nil { blocks.append(.table(workTable(lines))) }
        return ReportSection(heading, blocks: blocks)
    }

    /// What each body was given: its share of all, and the change on the period and the year before.
    private func workTable(_ lines: [BodyLine]) -> ReportTable {
        let topic = language.say("各单位派单", "Dispatched by body")
        let all = now.figure(.dispatched, name: names.measure(.dispatched))
        let most = lines.filter { $0.dispatched.value > 0 }
            .sorted { ($1.dispatched.value, $0.id) < ($0.dispatched.value, $1.id) }
        var columns = [
            ReportTable.Column(language.say("承办单位", "Body"), isNumber: false),
            ReportTable.Column(language.say("派单", "Dispatched")), ReportTable.Column(language.say("占比", "Share")),
            ReportTable.Column(words.period.columnHead), ReportTable.Column(language.say("增减", "Change")),
        ]
        if figures.yearAgo != nil { columns.append(ReportTable.Column(language.say("同比", "On the year"))) }
        return ReportTable(
            caption: language.say("派给各承办单位的诉求", "Requests dispatched to each body"), columns: columns,
            rows: most.prefix(30).map { line in
                var cells: [ReportCell] = [
                    .number(plain(line.dispatched, topic)),
                    words.share(line.dispatched, of: all, topic).map(ReportCell.number) ?? .none,
                ]
                if let past = past(line.dispatched) {
                    cells.append(.number(plain(past, topic)))
                    cells.append(.number(words.signed(line.dispatched, past, topic)))
                }
                if let yearAgo = figures.yearAgo {
                    let year = yearAgo.figure(.dispatched, .body, line.id, name: line.dispatched.name)
                    cells.append(words.growth(line.dispatched, from: year, topic).map(ReportCell.number) ?? .none)
                }
                return ReportTable.Row(line.name, cells)
            },
            note: most.count > 30
                ? language.write("只列派单最多的三十个单位，共\(most.count)个。", "The thirty with the most, of \(most.count).") : nil)
    }

    /// The ranked first by place, then the others by what they were given.
    private var bodyLines: [BodyLine] {
        let rankFrom = words.rules.rankFrom
        var lines = now.values(of: .body).filter { !$0.isEmpty }.map { id in
            BodyLine(
                id: id, name: names.body(id),
                dispatched: now.figure(.dispatched, .body, id, name: names.measure(.dispatched)),
                onTime: onTime(in: now, by: .body, id),
                redone: now.figure(.redone, .body, id, name: names.measure(.redone)),
                satisfied: satisfaction(in: now, by: .body, id))
        }
        let ranking = Ranking(lines.map(\.onTime.rate), rankFrom: rankFrom)
        for index in lines.indices { lines[index].places = ranking.places[index] }
        return lines.filter { $0.dispatched.value > 0 || $0.onTime.denominator.value > 0 }.sorted { a, b in
            switch (a.places, b.places) {
            case (.some, nil): return true
            case (nil, .some): return false
            case (.some, .some):
                let (x, y) = (a.onTime.permille ?? 0, b.onTime.permille ?? 0)
                if x != y { return x > y }
                return (b.onTime.denominator.value, a.id) < (a.onTime.denominator.value, b.id)
            case (nil, nil): return (b.dispatched.value, a.id) < (a.dispatched.value, b.id)
            }
        }
    }

    private func bodyStatement(_ lines: [BodyLine]) -> Sentence {
        let topic = language.say("承办单位", "Bodies")
        let rankFrom = words.rules.rankFrom
        let ranked = lines.filter { $0.places != nil }
        let total = words.number(lines.count, "个", .tally(lines.count), topic)
        guard ranked.count > 1 else {
            return language.write(
                "有诉求的承办单位\(total)。到期满\(rankFrom)件的不到两个，不排名次。",
                "\(total) \(words.noun(lines.count, "body", "bodies")) had requests. Fewer than two had \(rankFrom) or more fall due, so none are ranked."
            )
        }
        let compared = words.number(ranked.count, "个", .tally(ranked.count), topic)
        var sentence = language.write(
            "有诉求的承办单位\(total)，其中到期满\(rankFrom)件、参加比较的\(compared)。",
            "\(total) bodies had requests; the \(compared) with \(rankFrom) or more due are compared. ")
        // Whose interval no better one overlaps, and whose no worse one: a single place at the top or at the bottom.
        let alone = (first: 1...1, last: ranked.count...ranked.count)
        let named = [
            (ranked.first { $0.places == alone.first }, language.say("明显高于其他单位", "clearly above the others")),
            (ranked.last { $0.places == alone.last }, language.say("明显低于其他单位", "clearly below the others")),
        ]
        var parts: [Sentence] = []
        for case (let line?, let judgement) in named {
            guard let percentage = words.percent(line.onTime, topic) else { continue }
            parts.append(
                language.write(
                    "\(line.name)按时办结率\(percentage)，\(judgement)",
                    "\(line.name) closed \(percentage) in time, \(judgement)"))
        }
        sentence +=
            parts.isEmpty
            ? language.write(
                "第一名和最后一名都不能确认：名次相连的单位，差别在正常波动之内。",
                "None is clearly first or last: bodies whose places overlap differ within normal variation.")
            : language.write(
                "\(parts.joined(separator: "；"))。名次相连的单位，差别在正常波动之内。",
                "\(parts.joined(separator: "; ")). Bodies whose places overlap differ within normal variation.")
        return sentence
    }

    private func bodyTable(_ lines: [BodyLine]) -> ReportTable {
        let topic = language.say("承办单位", "Bodies")
        let limit = 30
        let ranked = lines.count { $0.places != nil }
        let shown = lines.prefix(max(limit, ranked))
        let rows = shown.map { line -> ReportTable.Row in
            let overdue = overdueNumber(line.onTime, topic)
            return ReportTable.Row(
                line.name,
                [
                    line.places.map { .text(place($0)) } ?? .none, .number(plain(line.dispatched, topic)),
                    .number(plain(line.onTime.denominator, topic)), words.cell(line.onTime, topic, withInterval: true),
                    .number(overdue), .number(plain(line.redone, topic)), words.cell(line.satisfied, topic),
                ])
        }
        let (rankFrom, showFrom) = (words.rules.rankFrom, words.rules.showFrom)
        let rest = lines.count - shown.count
        let note = language.write(
            "到期不足\(rankFrom)件的不排名，不足\(showFrom)件的不显示比率。\(rest > 0 ? "另有\(rest)个件数更少的单位没有列出。" : "")",
            "Not ranked below \(rankFrom) due; no rate shown below \(showFrom).\(rest > 0 ? " \(rest) more \(words.noun(rest, "body", "bodies")) with fewer requests \(words.noun(rest, "is", "are")) not listed." : "")"
        )
        return ReportTable(
            caption: language.say("各承办单位办理情况", "Handling by body"),
            columns: [
                ReportTable.Column(language.say("承办单位", "Body"), isNumber: false),
                ReportTable.Column(language.say("名次", "Place")),
                ReportTable.Column(language.say("派单", "Dispatched")),
                ReportTable.Column(language.say("到期", "Due")),
                ReportTable.Column(language.say("按时办结率", "Closed in time")),
                ReportTable.Column(language.say("超期", "Overdue")),
                ReportTable.Column(language.say("重办", "Done again")),
                ReportTable.Column(language.say("满意率", "Satisfied")),
            ],
            rows: rows, note: note)
    }

    /// `3`, `1–3`.
    private func place(_ places: ClosedRange<Int>) -> String {
        places.count == 1 ? "\(places.lowerBound)" : "\(places.lowerBound)–\(places.upperBound)"
    }

    /// What fell due and was not closed by then.
    func overdueNumber(_ onTime: Ratio, _ topic: String, unit: String? = nil) -> ReportNumber {
        let (due, inTime) = (onTime.denominator, onTime.numerator[0].figure)
        let digits = Numerals.count(due.value - inTime.value)
        return ReportNumber(
            unit.map { language.say("\(digits)\($0)", digits) } ?? digits, .difference(due, minus: [inTime]),
            topic: topic)
    }
}
