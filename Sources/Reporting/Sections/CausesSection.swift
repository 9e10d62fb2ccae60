import Civics

/// 变化从哪里来: which categories, places and channels made the change, whether rates moved by themselves or by who had
/// more of the work, and what is left once the calendar is taken out.
extension ReportWriter {
    var causes: ReportSection? {
        let heading = language.say("变化从哪里来", "Where the changes come from")
        guard before != nil else { return nil }
        var statements: [(String, Sentence)] = []
        if let calendar = calendarStatement { statements.append((language.say("日历", "Calendar"), calendar)) }
        let kinds: [(FigureCut, LocalName, (String) -> String)] = [
            (.category, LocalName(zh: "类别", en: "Categories"), names.category),
            (.district, LocalName(zh: "区域", en: "Places"), names.region),
            (.channel, LocalName(zh: "渠道", en: "Channels"), names.channel),
        ]
        for (cut, name, read) in kinds {
            if let sentence = contribution(of: cut, name, read) { statements.append((language.say(name), sentence)) }
        }
        if let rate = rateStatement { statements.append((language.say("按时办结率", "Closing in time"), rate)) }
        if let days = outlierStatement { statements.append((language.say("异常日", "Days that stand out"), days)) }
        guard !statements.isEmpty else { return nil }
        var blocks = numbered(statements)
        if let table = contributionTable { blocks.append(.table(table)) }
        if let picture = waterfall { blocks.append(picture) }
        return ReportSection(heading, blocks: blocks)
    }

    // MARK: What made the change of the number

    /// Which values of a cut made the change; `nil` where the cut tells nothing or nothing moved.
    private func contribution(of cut: FigureCut, _ noun: LocalName, _ name: (String) -> String) -> Sentence? {
        guard let before else { return nil }
        let moves = changes(cut, from: before, name: name).filter { $0.difference != 0 }
        let total = moves.reduce(0) { $0 + $1.difference }
        guard moves.count > 1 else { return nil }
        let topic = language.say("\(noun.zh)对变化的贡献", "What made the change: \(noun.en.lowercased())")
        let up = moves.filter { $0.difference > 0 }
        let down = moves.filter { $0.difference < 0 }
        func listed(_ moves: [Move]) -> Sentence {
            language.list(
                moves.prefix(3).map { move in
                    let number = words.number(abs(move.difference), "件", move.basis, topic)
                    return language.write("\(move.now.name)\(number)", "\(move.now.name) (\(number))")
                })
        }
        var sentence: Sentence
        let size = words.number(abs(total), "件", .total(moves.map(\.basis)), topic)
        if total == 0 {
            sentence = language.write("增减相抵，合计没有变化。", "Rises and falls cancel out.")
        } else {
            sentence = language.write(
                "合计\(total > 0 ? "增加" : "减少")\(size)。", "\(size) \(total > 0 ? "more" : "fewer") in all.")
        }
        if !up.isEmpty { sentence += language.write("增加的主要是\(listed(up))", " Rises: \(listed(up))") }
        if !down.isEmpty {
            sentence +=
                up.isEmpty
                ? language.write("减少的主要是\(listed(down))", " Falls: \(listed(down))")
                : language.write("，减少的主要是\(listed(down))", "; falls: \(listed(down))")
        }
        sentence += language.write("。", ".")
        // How concentrated the movement is: how few make half of it.
        let side = total >= 0 ? up : down
        let all = side.reduce(0) { $0 + abs($1.difference) }
        if side.count >= 4, all >= words.rules.rankFrom {
            var sum = 0
            var few = 0
            while sum * 2 < all, few < side.count {
                sum += abs(side[few].difference)
                few += 1
            }
            if few * 2 < side.count {
                let part = side.prefix(few).map(\.basis)
                let share = ReportNumber(
                    "\(Numerals.tenths(Numerals.permille(sum, of: all)))%",
                    .portion(Array(part), of: side.map(\.basis)), topic: topic)
                let (way, ways) = total >= 0 ? ("增加", "rises") : ("减少", "falls")
                sentence +=
                    few == 1
                    ? language.write("最大的一个就占\(way)量的\(share)。", " The largest alone makes \(share) of all \(ways).")
                    : language.write("前\(few)个占\(way)量的\(share)。", " The first \(few) make \(share) of all \(ways).")
            }
        }
        return sentence
    }

    /// From the period before to this one, by the categories that moved the most.
    private var waterfall: ReportBlock? {
        guard let before else { return nil }
        let past = before.figure(.received, name: received.name)
        let moves = changes(.category, from: before, name: names.category).filter { $0.difference != 0 }
        guard moves.count > 2, past.value >= words.rules.rankFrom else { return nil }
        let title = language.say("受理量的变化由哪些类别造成", "Which categories made the change")
        let chart = WaterfallChart(
            title: title,
            summary: language.say(
                "\(words.period.beforeNoun)\(Numerals.count(past.value))件，\(words.period.now)\(Numerals.count(received.value))件；变化最大的是\(moves[0].now.name)，\(Numerals.signed(moves[0].difference))件。",
                "\(Numerals.count(past.value)) \(words.period.before), \(Numerals.count(received.value)) \(words.period.now); \(moves[0].now.name) changed the most, \(Numerals.signed(moves[0].difference))."
            ),
            nameHead: language.say("类别", "Category"), changeHead: language.say("增减", "Change"),
            before: WaterfallChart.Level(words.period.columnHead, Double(past.value), figure: past.query),
            contributions: moves.prefix(8).map { move in
                WaterfallChart.Contribution(move.now.name, Double(move.difference), figure: move.now.query)
            }, restName: language.say("其他类别", "Other categories"),
            now: WaterfallChart.Level(words.period.nowHead, Double(received.value), figure: received.query))
        return .chart(.waterfall(chart), caption: title)
    }

    private var contributionTable: ReportTable? {
        guard let before else { return nil }
        let moves = changes(.category, from: before, name: names.category).filter { $0.difference != 0 }
        guard moves.count > 3 else { return nil }
        let topic = language.say("类别增减", "Changes by category")
        let rows = moves.prefix(12).map { move -> ReportTable.Row in
            let yearAgo = figures.yearAgo?.figure(
                .received, .category, move.now.query.first, name: move.now.name)
            return ReportTable.Row(
                move.now.name,
                [
                    .number(plain(move.now, topic)), .number(plain(move.before, topic)),
                    .number(words.signed(move.now, move.before, topic)),
                    yearAgo.map { .number(plain($0, topic)) } ?? .none,
                    .text(
                        move.isBeyondChance
                            ? language.say("超出正常波动", "beyond normal variation")
                            : language.say("在正常波动之内", "within normal variation")),
                ])
        }
        return ReportTable(
            caption: language.say("增减最多的类别", "Categories that changed the most"),
            columns: [
                ReportTable.Column(language.say("类别", "Category"), isNumber: false),
                ReportTable.Column(words.period.nowHead), ReportTable.Column(words.period.columnHead),
                ReportTable.Column(language.say("增减", "Change")),
                ReportTable.Column(language.say("去年同期", "Year before")),
                ReportTable.Column(language.say("判断", "Judgement"), isNumber: false),
            ], rows: Array(rows),
            note: moves.count > 12
                ? language.write(
                    "只列增减最多的十二个类别，共\(moves.count)个类别有变化。",
                    "The twelve that changed the most, of \(moves.count) that changed.") : nil)
    }

    // MARK: What made the rate move

    private var rateStatement: Sentence? {
        guard let before, period.length != nil else { return nil }
        let topic = language.say("按时办结率的变化", "Why closing in time moved")
        let (new, old) = (onTime(in: now), onTime(in: before))
        guard new.denominator.value >= words.rules.rankFrom, old.denominator.value >= words.rules.rankFrom,
            let points = words.points(new, old)
        else { return nil }
        guard new.differs(from: old) else {
            return language.write(
                "按时办结率的变化在正常波动之内，不作分解。",
                "Closing in time moved within normal variation, so it is not taken apart.")
        }
        let parts = Set(now.values(of: .body) + before.values(of: .body)).sorted().map { id in
            let (a, b) = (onTime(in: now, by: .body, id), onTime(in: before, by: .body, id))
            return (
                id: id, now: (part: a.rate.numerator, base: a.denominator.value),
                before: (part: b.rate.numerator, base: b.denominator.value)
            )
        }
        guard parts.count > 1, let found = RateDecomposition(parts) else { return nil }
        let method = language.say(
            "按承办单位分解：各单位自身变化＝Σ两期平均占比×（本期率−上期率），结构变化＝其余",
            "taken apart by body: own change = Σ mean share × (rate now − rate before), mix = the rest")
        func number(_ share: Double) -> ReportNumber {
            let tenths = Numerals.roundedTenths(abs(share) * 100)
            let text = Numerals.tenths(tenths)
            return ReportNumber(
                language.say("\(text)个百分点", "\(text) percentage points"),
                .estimate(share * 100, method: method, of: [new.denominator, old.denominator]), topic: topic)
        }
        let size = ReportNumber(
            language.say(
                "\(Numerals.tenths(abs(points)))个百分点", "\(Numerals.tenths(abs(points))) percentage points"),
            .ratioChange(new, from: old), topic: topic)
        func way(_ share: Double) -> LocalName {
            share >= 0 ? LocalName(zh: "提高", en: "up") : LocalName(zh: "拉低", en: "down")
        }
        var sentence = language.write(
            "按时办结率\(points > 0 ? "提高" : "下降")\(size)，其中各单位自身变化\(language.say(way(found.own)))\(number(found.own))，件数在单位之间的变动\(language.say(way(found.mix)))\(number(found.mix))。",
            "The rate went \(points > 0 ? "up" : "down") by \(size): \(number(found.own)) \(language.say(way(found.own))) by the bodies' own change, \(number(found.mix)) \(language.say(way(found.mix))) by who had more of the requests."
        )
        let sign: Double = points > 0 ? 1 : -1
        let main = found.parts.filter { $0.own * sign > 0.0005 }
            .sorted { ($1.own * sign, $0.id) < ($0.own * sign, $1.id) }.prefix(3)
        if !main.isEmpty {
            let list = language.list(
                main.map { part in
                    language.write(
                        "\(names.body(part.id))（\(number(part.own))）", "\(names.body(part.id)) (\(number(part.own)))")
                })
            sentence += language.write("影响最大的是\(list)。", " The largest parts: \(list).")
        }
        return sentence
    }

    // MARK: The calendar

    /// Per working day and per day of rest, which a longer month or a holiday does not move; `nil` where the calendar is
    /// not known.
    private var calendarStatement: Sentence? {
        guard let before, period.length != .week, let known = knownDays,
            let model = DayExpectation(figures.daily, known: known, calendar: city.calendar),
            let work = try? city.calendar.workdays(in: now.days),
            let workBefore = try? city.calendar.workdays(in: before.days)
        else { return nil }
        let topic = language.say("折算到同样的日历", "On the same calendar")
        let (weight, weightBefore) = (model.weight(now.days), model.weight(before.days))
        let past = before.figure(.received, name: received.name)
        guard weight > 0, weightBefore > 0, past.value >= words.rules.rankFrom, received.value > 0 else { return nil }
        let ratio = (Double(received.value) / weight) / (Double(past.value) / weightBefore) - 1
        let tenths = Numerals.roundedTenths(abs(ratio) * 100)
        let method = language.say(
            "每天按星期、节假日和调休的常年水平加权：本期相当于\(Numerals.decimal(weight))个平均日，上期\(Numerals.decimal(weightBefore))个",
            "each day weighed by what its weekday, holidays and swapped days usually bring: \(Numerals.decimal(weight)) mean days now, \(Numerals.decimal(weightBefore)) before"
        )
        let number = ReportNumber(
            "\(Numerals.tenths(tenths))%", .estimate(ratio * 100, method: method, of: [received, past]), topic: topic)
        let (days, daysBefore) = (now.days.count, before.days.count)
        let lead = language.write(
            "\(words.period.now)\(days)天，其中工作日\(work)天；\(words.period.beforeNoun)\(daysBefore)天，其中工作日\(workBefore)天。",
            "This \(words.period.noun) has \(days) days, \(work) of them worked; \(words.period.beforeNoun) \(daysBefore), \(workBefore) of them worked."
        )
        if tenths == 0 {
            return lead
                + language.write(
                    "扣除日历影响后，受理量与\(words.period.beforeNoun)持平。", " Without the calendar, requests are level.")
        }
        return lead
            + language.write(
                "扣除日历影响后，受理量比\(words.period.beforeNoun)\(ratio > 0 ? "上升" : "下降")\(number)。",
                " Without the calendar, requests went \(ratio > 0 ? "up" : "down") by \(number).")
    }

    /// The days whose counts are known, up to the period's last.
    var knownDays: ClosedRange<CityDay>? {
        guard let first = figures.firstDay else { return nil }
        let start = max(first, figures.days.upperBound.advanced(by: -ReportFigures.lookBack + 1))
        return start <= figures.days.upperBound ? start...figures.days.upperBound : nil
    }

    private var outlierStatement: Sentence? {
        guard period.length != .week, period.length != .year, let known = knownDays,
            let model = DayExpectation(figures.daily, known: known, calendar: city.calendar)
        else { return nil }
        let topic = language.say("异常日", "Days that stand out")
        let found = model.outliers(in: now.days)
        guard !found.isEmpty else {
            return language.write("没有明显异常的日子。", "No day stands out.")
        }
        let method = language.say(
            "前后各14天的中位水平×同类日系数；偏离超过同类日波动的3.5倍",
            "median level of 14 days on either side × the factor of such days; further off than 3.5 times what such days scatter"
        )
        let parts = found.prefix(4).map { outlier -> Sentence in
            let query = FigureQuery(.received, days: outlier.day...outlier.day)
            let number = words.count(Figure(received.name, outlier.count, query), topic)
            let expected = ReportNumber(
                language.say(
                    "\(Numerals.count(Int(outlier.expected.rounded())))件",
                    Numerals.count(Int(outlier.expected.rounded()))),
                .estimate(outlier.expected, method: method, of: []), topic: topic)
            return language.write(
                "\(language.date(outlier.day))\(number)（预期\(expected)）",
                "\(language.date(outlier.day)) with \(number) (\(expected) expected)")
        }
        let more = found.count - parts.count
        let rest = more > 0 ? language.write("，另有\(more)天", " and \(more) more") : ""
        return language.write(
            "明显偏离预期的日子有\(language.list(parts))\(rest)。", "Days that stand out: \(language.list(parts))\(rest).")
    }
}
