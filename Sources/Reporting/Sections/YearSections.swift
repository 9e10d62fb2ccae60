import Civics

/// What only a year shows: calls and capacity, what changed for good, how places compare.
extension ReportWriter {
    // MARK: 话务与承载

    /// The house has no figures of the telephones, and a report that is read for capacity says so.
    var calls: ReportSection {
        let sentence = language.write(
            "没有导入话务数据，本报告不作来电、接通和等待时间的分析。",
            "No figures of the telephones were handed in, so nothing is said about calls, answering and waiting.")
        return ReportSection(
            language.say("话务与承载能力", "Calls and capacity"), blocks: [.statement(lead: nil, sentence)])
    }

    // MARK: 结构变化

    /// Which fields and categories have a larger or smaller part than the year before, new ones and ones that went.
    var structuralChange: ReportSection? {
        let heading = language.say("结构变化", "Structural change")
        guard let before else { return nil }
        let past = before.figure(.received, name: received.name)
        guard received.value >= words.rules.rankFrom, past.value >= words.rules.rankFrom else { return nil }
        let topic = language.say("占比变化", "Changes of shares")
        struct Shift {
            let now: Ratio
            let before: Ratio
            let name: String
            let points: Int
        }
        let shifts = Set(now.values(of: .field) + before.values(of: .field)).sorted().compactMap { code -> Shift? in
            let name = names.field(code)
            let new = Ratio(now.figure(.received, .field, code, name: name), of: received)
            let old = Ratio(before.figure(.received, .field, code, name: name), of: past)
            guard new.differs(from: old), let points = words.points(new, old), points != 0 else { return nil }
            return Shift(now: new, before: old, name: name, points: points)
        }.sorted { (abs($1.points), $0.name) < (abs($0.points), $1.name) }
        func part(_ shift: Shift) -> Sentence {
            let text = Numerals.tenths(abs(shift.points))
            let number = ReportNumber(
                language.say("\(text)个百分点", "\(text) percentage points"), .ratioChange(shift.now, from: shift.before),
                topic: topic)
            return language.write(
                "\(shift.name)\(shift.points > 0 ? "上升" : "下降")\(number)",
                "\(shift.name) \(shift.points > 0 ? "up" : "down") \(number)")
        }
        var statements: [(String, Sentence)] = []
        statements.append(
            (
                language.say("领域占比", "Shares of fields"),
                shifts.isEmpty
                    ? language.write("各领域占比的变化都在正常波动之内。", "No field's share changed beyond normal variation.")
                    : language.write(
                        "占比变化最大的是\(language.list(shifts.prefix(4).map(part)))。",
                        "The shares that changed the most: \(language.list(shifts.prefix(4).map(part))).")
            ))
        if let sentence = comersAndGoers(before) {
            statements.append((language.say("新增和消退", "New and gone"), sentence))
        }
        statements.append((language.say("集中度", "Concentration"), concentration(before)))
        var blocks = numbered(statements)
        if let picture = shares(before, past) { blocks.append(picture) }
        return ReportSection(heading, blocks: blocks)
    }

    /// The largest fields' shares, the year before and now.
    private func shares(_ before: PeriodFigures, _ past: Figure) -> ReportBlock? {
        let fields = split(.field, of: .received, name: names.field).prefix(10)
        guard fields.count > 2 else { return nil }
        let title = language.say("各领域占比的变化", "How the shares of fields changed")
        let chart = SlopeChart(
            title: title,
            summary: language.say(
                "左为\(words.period.beforeNoun)，右为\(words.period.now)。",
                "Left: \(words.period.beforeNoun); right: \(words.period.now)."),
            nameHead: language.say("领域", "Field"), beforeHead: words.period.columnHead, nowHead: words.period.nowHead,
            items: fields.map { figure in
                let old = before.figure(.received, .field, figure.query.first, name: figure.name)
                return SlopeChart.Item(
                    figure.name, before: Double(old.value) / Double(past.value),
                    now: Double(figure.value) / Double(received.value), beforeFigure: old.query, nowFigure: figure.query
                )
            }, format: .share)
        return .chart(.slope(chart), caption: title)
    }

    private func comersAndGoers(_ before: PeriodFigures) -> Sentence? {
        let topic = language.say("新增和消退的类别", "Categories that came and went")
        let least = words.rules.rankFrom
        let moves = changes(.category, from: before, name: names.category)
        let new = moves.filter { $0.now.value >= least && $0.before.value * 10 < $0.now.value }
        let gone = moves.filter { $0.before.value >= least && $0.now.value * 10 < $0.before.value }
        guard !new.isEmpty || !gone.isEmpty else {
            return language.write("没有明显新增或消退的类别。", "No category came or went.")
        }
        func list(_ moves: [Move]) -> Sentence {
            language.list(
                moves.prefix(3).map { move in
                    let (a, b) = (words.count(move.before, topic), words.count(move.now, topic))
                    return language.write("\(move.now.name)（\(a)→\(b)）", "\(move.now.name) (\(a) → \(b))")
                })
        }
        var parts: [Sentence] = []
        if !new.isEmpty { parts.append(language.write("新增的有\(list(new))", "New: \(list(new))")) }
        if !gone.isEmpty { parts.append(language.write("消退的有\(list(gone))", "Gone: \(list(gone))")) }
        let text = parts.joined(separator: language.say("；", "; "))
        return language.write("\(text)。", "\(text).")
    }

    // MARK: 区域比较

    /// Rates of districts beside each other, with places that are honest about chance.
    var placesCompared: ReportSection? {
        let heading = language.say("区域比较", "Places compared")
        let ids = now.values(of: .district).filter { !$0.isEmpty }
        guard ids.count > 1 else { return nil }
        let topic = language.say("区域比较", "Places compared")
        let rates = ids.map { id in
            (
                id: id, onTime: onTime(in: now, by: .district, id),
                solved: ratio(.solved, of: .calledBack, in: now, by: .district, id),
                satisfied: satisfaction(in: now, by: .district, id)
            )
        }
        let ranking = Ranking(rates.map(\.solved.rate), rankFrom: words.rules.rankFrom)
        let ranked = ranking.places.compactMap(\.self).count
        let rows = zip(rates, ranking.places).map { rate, place in
            ReportTable.Row(
                names.region(rate.id),
                [
                    place.map { .text($0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)") }
                        ?? .none,
                    words.cell(rate.solved, topic, withInterval: true), words.cell(rate.satisfied, topic),
                    words.cell(rate.onTime, topic),
                ])
        }
        let sentence: Sentence
        if ranked < 2 {
            sentence = language.write(
                "有效回访满\(words.rules.rankFrom)件的区不到两个，不作比较。",
                "Fewer than two districts have \(words.rules.rankFrom) people reached, so they are not compared.")
        } else if let first = zip(rates, ranking.places).first(where: { $0.1 == 1...1 }),
            let number = words.percent(first.0.solved, topic)
        {
            sentence = language.write(
                "解决率明显最高的是\(names.region(first.0.id))，\(number)；名次相连的区，差别在正常波动之内。",
                "\(names.region(first.0.id)) has clearly the highest rate of solving, \(number); where places overlap, the difference is within normal variation."
            )
        } else {
            sentence = language.write(
                "各区解决率的差别在正常波动之内，分不出先后。",
                "The districts' rates of solving differ within normal variation; none is clearly first.")
        }
        return ReportSection(
            heading,
            blocks: [
                .statement(lead: nil, sentence),
                .table(
                    ReportTable(
                        caption: language.say("各区解决率、满意率和按时办结率", "Solved, satisfied and in time by district"),
                        columns: [
                            ReportTable.Column(language.say("区", "District"), isNumber: false),
                            ReportTable.Column(language.say("名次", "Place")),
                            ReportTable.Column(language.say("解决率", "Solved")),
                            ReportTable.Column(language.say("满意率", "Satisfied")),
                            ReportTable.Column(language.say("按时办结率", "Closed in time")),
                        ], rows: rows)),
            ])
    }
}
