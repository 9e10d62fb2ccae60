import Civics

/// 六、超期与重办
extension ReportWriter {
    var overdue: ReportSection {
        var blocks = numbered([
            (language.say("超期", "Overdue"), overdueStatement), (language.say("重办", "Done again"), redoStatement),
        ])
        if let table = overdueTable { blocks.append(.table(table)) }
        return ReportSection(language.say("超期与重办", "Overdue and done again"), blocks: blocks)
    }

    private var overdueStatement: Sentence {
        let topic = language.say("超期", "Overdue")
        let onTime = onTime(in: now)
        guard onTime.denominator.value > 0 else {
            return language.write("\(words.period.now)没有到期的诉求。", "Nothing fell due \(words.period.now).")
        }
        let due = words.count(onTime.denominator, topic)
        let late = onTime.denominator.value - onTime.numerator[0].figure.value
        guard late > 0 else {
            return language.write("到期\(due)，全部按时办结。", "All of the \(due) that fell due were closed in time.")
        }
        let number = overdueNumber(onTime, topic, unit: "件")
        let share = onTime.denominator.value >= words.rules.rankFrom ? words.percent(overdueRatio(onTime), topic) : nil
        let shareText = share.map { language.write("，占\($0)", " (\($0))") } ?? ""
        let past = before.map { self.onTime(in: $0) }
        let pastText =
            past.map { past -> Sentence in
                let number = overdueNumber(past, topic, unit: "件")
                return language.write("；\(words.period.before)为\(number)", "; \(number) \(words.period.before)")
            } ?? ""
        return language.write(
            "到期\(due)，其中\(number)到期时没有办结\(shareText)\(pastText)。",
            "Of \(due) that fell due, \(number) \(words.noun(late, "was", "were")) not closed by then\(shareText)\(pastText)."
        )
    }

    private func overdueRatio(_ onTime: Ratio) -> Ratio {
        Ratio([Ratio.Term(1, onTime.denominator), Ratio.Term(-1, onTime.numerator[0].figure)], of: onTime.denominator)
    }

    private var redoStatement: Sentence {
        let topic = language.say("重办率", "Done again")
        let redo = ratio(.redone, of: .closed, in: now)
        guard redo.denominator.value > 0 else {
            return language.write(
                "\(words.period.now)没有办结的诉求，不计重办率。", "Nothing was closed, so there is no rate of doing again.")
        }
        let closed = words.count(redo.denominator, topic)
        guard redo.numerator[0].figure.value > 0 else {
            return language.write("办结\(closed)，没有重办。", "Of \(closed) closed, none had to be done again.")
        }
        let again = words.count(redo.numerator[0].figure, topic)
        let rate = words.rate(
            language.say("重办率", "redo rate"), redo, from: before.map { ratio(.redone, of: .closed, in: $0) }, topic)
        return language.write(
            "办结\(closed)中重办\(again)，\(rate)。", "Of \(closed) closed, \(again) had to be done again: \(rate).")
    }

    /// The bodies with the most overdue; `nil` where there are none.
    private var overdueTable: ReportTable? {
        let topic = language.say("超期", "Overdue")
        let found = now.values(of: .body).filter { !$0.isEmpty }.map {
            (id: $0, onTime: onTime(in: now, by: .body, $0))
        }.map { body in
            (
                id: body.id, onTime: body.onTime,
                late: body.onTime.denominator.value - body.onTime.numerator[0].figure.value
            )
        }.filter { $0.late > 0 }.sorted { ($1.late, $0.id) < ($0.late, $1.id) }
        guard !found.isEmpty else { return nil }
        return ReportTable(
            caption: language.say("超期最多的承办单位", "Bodies with the most overdue"),
            columns: [
                ReportTable.Column(language.say("承办单位", "Body"), isNumber: false),
                ReportTable.Column(language.say("到期", "Due")), ReportTable.Column(language.say("超期", "Overdue")),
                ReportTable.Column(language.say("超期占比", "Share overdue")),
            ],
            rows: found.prefix(10).map { body in
                ReportTable.Row(
                    names.body(body.id),
                    [
                        .number(plain(body.onTime.denominator, topic)), .number(overdueNumber(body.onTime, topic)),
                        words.cell(overdueRatio(body.onTime), topic),
                    ])
            },
            note: found.count > 10
                ? language.write(
                    "只列超期最多的十个单位，共\(found.count)个。", "The ten with the most, of \(found.count).") : nil)
    }
}
