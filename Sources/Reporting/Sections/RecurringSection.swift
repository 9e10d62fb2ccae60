import Civics

/// 反复出现的问题: categories that came up much in every part of the period, towns that did, and work that had to be done
/// twice.
extension ReportWriter {
    var recurring: ReportSection? {
        let heading = language.say("反复出现的问题", "What keeps coming back")
        var statements: [(String, Sentence)] = []
        statements.append((language.say("类别", "Categories"), standing))
        if let again = doneAgain { statements.append((language.say("重办", "Done again"), again)) }
        var blocks = numbered(statements)
        if let table = recurringTable { blocks.append(.table(table)) }
        return ReportSection(heading, blocks: blocks)
    }

    /// Categories with at least `rankFrom` in this period, the one before and the same of the year before.
    private var lasting: [(now: Figure, before: Figure, yearAgo: Figure?)] {
        guard let before else { return [] }
        return split(.category, of: .received, name: names.category).compactMap { figure in
            let past = before.figure(.received, .category, figure.query.first, name: figure.name)
            let yearAgo = figures.yearAgo?.figure(.received, .category, figure.query.first, name: figure.name)
            let least = words.rules.rankFrom
            guard figure.value >= least, past.value >= least, (yearAgo?.value ?? least) >= least else { return nil }
            return (figure, past, yearAgo)
        }
    }

    private var standing: Sentence {
        let topic = language.say("反复出现的类别", "Categories that keep coming back")
        guard before != nil else {
            return language.write(
                "没有可比的\(words.period.beforeNoun)，看不出哪些问题反复出现。",
                "Without a \(words.period.noun) before, what comes back cannot be told.")
        }
        let found = lasting
        let since =
            figures.yearAgo == nil
            ? words.period.beforeNoun
            : language.say("\(words.period.beforeNoun)和去年同期", "\(words.period.beforeNoun) and the year before")
        guard !found.isEmpty else {
            return language.write(
                "没有在\(words.period.now)和\(since)都达到\(words.rules.rankFrom)件的类别。",
                "No category reached \(words.rules.rankFrom) both this \(words.period.noun) and in \(since).")
        }
        let number = words.number(found.count, "个", .tally(found.count), topic)
        let sum = found.reduce(0) { $0 + $1.now.value }
        var sentence = language.write(
            "\(words.period.now)和\(since)都在\(words.rules.rankFrom)件以上的类别有\(number)",
            "\(number) \(words.noun(found.count, "category", "categories")) came up \(words.rules.rankFrom) times or more both this \(words.period.noun) and in \(since)"
        )
        if received.value >= words.rules.rankFrom {
            let share = ReportNumber(
                "\(Numerals.tenths(Numerals.permille(sum, of: received.value)))%",
                .portion(found.map { .count($0.now) }, of: [.count(received)]), topic: topic)
            sentence += language.write("，占受理量的\(share)", ", \(share) of all requests")
        }
        let parts = found.prefix(3).map { item -> Sentence in
            let number = words.count(item.now, topic)
            return language.write("\(item.now.name)\(number)", "\(item.now.name) (\(number))")
        }
        return sentence + language.write("；最多的是\(language.list(parts))。", "; most of all \(language.list(parts)).")

    }

    private var doneAgain: Sentence? {
        let topic = language.say("重办的类别", "Categories done again")
        let found = now.values(of: .category).filter { !$0.isEmpty }.map { code in
            (code, ratio(.redone, of: .closed, in: now, by: .category, code))
        }.filter { $0.1.denominator.value >= words.rules.rankFrom }
        let all = ratio(.redone, of: .closed, in: now)
        guard all.denominator.value >= words.rules.rankFrom, let rate = words.percent(all, topic) else { return nil }
        if all.numerator[0].figure.value == 0 {
            return language.write("没有重办的诉求。", "Nothing had to be done again.")
        }
        let high = found.filter { $0.1.differs(from: all) && ($0.1.permille ?? 0) > (all.permille ?? 0) }
            .sorted { (($1.1.permille ?? 0), $0.0) < (($0.1.permille ?? 0), $1.0) }
        guard !high.isEmpty else {
            return language.write(
                "重办率\(rate)，没有明显高于平均的类别。", "\(rate) were done again; no category clearly more than that.")
        }
        let parts = high.prefix(3).compactMap { item -> Sentence? in
            words.percent(item.1, topic).map { number in
                language.write("\(names.category(item.0))\(number)", "\(names.category(item.0)) \(number)")
            }
        }
        return language.write(
            "重办率\(rate)；明显高于平均的类别有\(language.list(parts))。",
            "\(rate) were done again; clearly more of \(language.list(parts)).")
    }

    private var recurringTable: ReportTable? {
        let found = lasting
        guard found.count > 1 else { return nil }
        let topic = language.say("反复出现的类别", "Categories that keep coming back")
        var columns = [
            ReportTable.Column(language.say("类别", "Category"), isNumber: false),
            ReportTable.Column(words.period.nowHead), ReportTable.Column(words.period.columnHead),
        ]
        if figures.yearAgo != nil { columns.append(ReportTable.Column(language.say("去年同期", "Year before"))) }
        columns.append(ReportTable.Column(language.say("解决率", "Solved")))
        return ReportTable(
            caption: language.say("反复出现的类别", "Categories that keep coming back"), columns: columns,
            rows: found.prefix(15).map { item in
                var cells: [ReportCell] = [
                    .number(plain(item.now, topic)), .number(plain(item.before, topic)),
                ]
                if figures.yearAgo != nil { cells.append(item.yearAgo.map { .number(plain($0, topic)) } ?? .none) }
                cells.append(
                    words.cell(
                        ratio(.solved, of: .calledBack, in: now, by: .category, item.now.query.first), topic))
                return ReportTable.Row(item.now.name, cells)
            },
            note: found.count > 15
                ? language.write("只列件数最多的十五个，共\(found.count)个。", "The fifteen with the most, of \(found.count).") : nil)
    }
}
