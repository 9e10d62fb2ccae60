import Civics

/// 关联: what goes together more often than chance would bring it together; and 涉及的政策和规定, by what replies rest on.
extension ReportWriter {
    var connections: ReportSection? {
        guard let found = context.connections else { return nil }
        let heading = language.say("关联", "Connections")
        let topic = language.say("关联", "Connections")
        guard let first = found.first else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "没有超出偶然的关联。", "Nothing goes together more often than by chance."))
                ])
        }
        let number = words.number(found.count, "个", .tally(found.count), topic)
        let sentence = language.write(
            "超出偶然的关联\(number)，最强的是\(inWords(first, topic))。",
            "\(number) \(words.noun(found.count, "connection", "connections")) beyond chance, the strongest: \(inWords(first, topic))."
        )
        let shown = found.prefix(12)
        let rows = shown.map { connection in
            ReportTable.Row(
                "\(connection.first) — \(connection.second)",
                [
                    .text(wayWords(connection.way)),
                    .number(ReportNumber(Numerals.count(connection.count), .tally(connection.count), topic: topic)),
                    .text(Numerals.decimal(connection.expected)),
                    .text(
                        "\(Numerals.decimal(connection.lift))（\(Numerals.decimal(connection.interval.lowerBound))–\(Numerals.decimal(connection.interval.upperBound))）"
                    ),
                ])
        }
        return ReportSection(
            heading,
            blocks: [
                .statement(lead: nil, sentence),
                .table(
                    ReportTable(
                        caption: language.say("超出偶然的关联", "Connections beyond chance"),
                        columns: [
                            ReportTable.Column(language.say("两者", "What"), isNumber: false),
                            ReportTable.Column(language.say("怎样关联", "How"), isNumber: false),
                            ReportTable.Column(language.say("件数", "Requests")),
                            ReportTable.Column(language.say("偶然预期", "By chance")),
                            ReportTable.Column(language.say("倍数（95%区间）", "Times (95% interval)")),
                        ], rows: Array(rows),
                        note: language.write(
                            "取\(words.period.now)最近的\(context.connectionRequests)件；已按同时比较的数量校正；关联不等于因果。",
                            "Among the newest \(context.connectionRequests) requests of this \(words.period.noun); corrected for how many were compared; going together is not causing."
                        ))),
            ])
    }

    private func wayWords(_ way: ReportConnection.Way) -> String {
        switch way {
        case .together: language.say("同一诉求中", "in the same requests")
        case .follows(let days): language.say("同一镇街\(days)天内先后", "one after the other within \(days) days in a town")
        }
    }

    private func inWords(_ connection: ReportConnection, _ topic: String) -> Sentence {
        let count = words.number(connection.count, "件", .tally(connection.count), topic)
        let times = Numerals.decimal(connection.lift)
        switch connection.way {
        case .together:
            return language.write(
                "“\(connection.first)”与“\(connection.second)”同现\(count)，为偶然的\(times)倍",
                "“\(connection.first)” with “\(connection.second)”, \(count) \(words.noun(connection.count)), \(times) times what chance would bring"
            )
        case .follows(let days):
            return language.write(
                "“\(connection.first)”之后\(days)天内同一镇街出现“\(connection.second)”\(count)，为偶然的\(times)倍",
                "“\(connection.second)” within \(days) days after “\(connection.first)” in the same town, \(count) \(words.noun(connection.count, "time", "times")), \(times) times what chance would bring"
            )
        }
    }

    var regulations: ReportSection? {
        guard let found = context.regulations else { return nil }
        let heading = language.say("涉及的政策和规定", "Policies and rules concerned")
        let topic = language.say("答复引用的政策和规定", "Policies and rules that replies name")
        guard let first = found.first else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "\(words.period.now)的答复没有写明依据的政策或规定。",
                            "No reply of this \(words.period.noun) names the policy or rule that it rests on."))
                ])
        }
        let number = words.number(found.count, "件", .tally(found.count), topic)
        let replies = words.number(first.replies, "次", .tally(first.replies), topic)
        let about = first.categories.prefix(2).map(names.category)
        let aboutWords =
            about.isEmpty
            ? "" : language.say("，主要涉及\(language.list(about))", ", mostly about \(language.list(about))")
        return ReportSection(
            heading,
            blocks: [
                .statement(
                    lead: nil,
                    language.write(
                        "答复引用的政策和规定\(number)，引用最多的是\(first.title)，\(replies)\(aboutWords)。",
                        "Replies name \(number) policies and rules, most often \(first.title), \(replies) times\(aboutWords)."
                    )),
                .table(
                    ReportTable(
                        caption: language.say("答复引用最多的政策和规定", "Policies and rules that replies name most"),
                        columns: [
                            ReportTable.Column(language.say("名称", "Title"), isNumber: false),
                            ReportTable.Column(language.say("引用次数", "Replies")),
                            ReportTable.Column(language.say("涉及的类别", "About"), isNumber: false),
                        ],
                        rows: found.prefix(15).map { item in
                            ReportTable.Row(
                                item.title,
                                [
                                    .number(
                                        ReportNumber(
                                            Numerals.count(item.replies), .tally(item.replies), topic: topic)),
                                    .text(language.list(item.categories.prefix(3).map(names.category))),
                                ])
                        },
                        note: language.write(
                            "取\(words.period.now)最近办结的\(context.regulationReplies)件，按答复中书名号里的名称计，同一答复引用同一文件计一次。",
                            "Of the \(context.regulationReplies) requests closed last this \(words.period.noun), by titles in book marks; a reply that names one twice counts once."
                        ))),
            ])
    }
}
