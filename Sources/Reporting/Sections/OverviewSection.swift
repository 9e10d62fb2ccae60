import Civics

/// 一、本周总体情况
extension ReportWriter {
    var overview: ReportSection {
        var statements: [(String, Sentence)] = [(language.say("受理", "Intake"), intake)]
        if let channels { statements.append((language.say("渠道", "Channels"), channels)) }
        if let dispatch { statements.append((language.say("派办", "Dispatch"), dispatch)) }
        statements.append((language.say("办结", "Closing"), closing))
        statements.append((language.say("回访", "Call-back"), callBack))
        var blocks = numbered(statements)
        if let trend { blocks.append(trend) }
        if period.length != .week, let calendar { blocks.append(calendar) }
        if period.length == .year, let funnel { blocks.append(funnel) }
        return ReportSection(words.period.whole, blocks: blocks)
    }

    /// Statements with their leads numbered as in official papers: （一）受理。
    func numbered(_ statements: [(lead: String, sentence: Sentence)]) -> [ReportBlock] {
        statements.enumerated().map { index, statement in
            let lead = language.say(
                "（\(language.ordinal(index + 1))）\(statement.lead)。", "(\(index + 1)) \(statement.lead).")
            return .statement(lead: lead, statement.sentence)
        }
    }

    /// Received day by day, by weekday; `nil` for more than a quarter, where days are too small to read.
    private var calendar: ReportBlock? {
        guard (8...100).contains(now.days.count), received.value >= words.rules.rankFrom else { return nil }
        let title = language.say("每天受理件数", "Requests received by day")
        let days = now.days.map { day in
            CalendarChart.Day(
                day, Double(figures.daily[day] ?? 0), sign: CalendarChart.Sign(of: day, in: city.calendar),
                figure: FigureQuery(.received, days: day...day))
        }
        guard let most = days.max(by: { ($0.value ?? 0) < ($1.value ?? 0) }) else { return nil }
        let peak = Numerals.count(Int(most.value ?? 0))
        let chart = CalendarChart(
            title: title,
            summary: language.say(
                "最多的是\(language.date(most.day))，\(peak)件。", "The most on \(language.date(most.day)), \(peak)."),
            valueHead: names.measure(.received), days: days)
        return .chart(.calendar(chart), caption: title)
    }

    /// From intake to a solved matter.
    private var funnel: ReportBlock? {
        let measures: [Measure] = [.received, .dispatched, .closed, .calledBack, .solved]
        let found = measures.map { now.figure($0, name: names.measure($0)) }
        guard found[0].value >= words.rules.rankFrom, found[2].value > 0 else { return nil }
        let title = language.say("从受理到解决", "From intake to a solved matter")
        let chart = FunnelChart(
            title: title,
            summary: language.say(
                "各步按本期发生的件数计，不是同一批诉求。",
                "Each step counts what happened in the period; they are not the same requests."),
            nameHead: language.say("环节", "Step"), valueHead: words.period.nowHead,
            steps: found.map { FunnelChart.Step($0.name, Double($0.value), figure: $0.query) })
        return .chart(.funnel(chart), caption: title)
    }

    var received: Figure { now.figure(.received, name: names.measure(.received)) }

    // MARK: Intake

    private var intake: Sentence {
        let topic = language.say("受理件数", "Requests received")
        let days = whenWords
        guard received.value > 0 else {
            let last = before?.figure(.received, name: names.measure(.received))
            let tail = last.map { words.before($0, topic) } ?? ""
            return language.write(
                "\(days)，\(scopeName)没有受理诉求\(tail.isEmpty ? "" : "，")\(tail)。",
                "No requests were received in \(days)\(tail.isEmpty ? "" : "; ")\(tail).")
        }
        let number = words.count(received, topic)
        let change = words.change(received, from: before?.figure(.received, name: received.name), topic)
        let year = words.yearChange(
            received, from: figures.yearAgo?.figure(.received, name: received.name),
            language.say("同比", "Change on the year before"))
        var sentence = language.write(
            "\(days)，\(scopeName)受理诉求\(number)", "\(number) \(words.noun(received.value)) came in during \(days)")
        if !change.isEmpty { sentence += language.write("，\(change)", ", \(change)") }
        if !year.isEmpty { sentence += language.write("；\(year)", "; \(year)") }
        sentence += language.write("。", ".")
        return sentence + kinds
    }

    /// The days of a week and of a period that is not over; a month and longer by name.
    private var whenWords: String {
        figures.stage == .complete ? period.inWords(language) : language.period(now.days)
    }

    /// 其中咨询7,950件，求助5,424件 …
    private var kinds: Sentence {
        let topic = language.say("诉求种类", "Kinds of request")
        let found = split(.kind, of: .received) { names.kind($0, 2) }
        guard let largest = found.first else { return "" }
        if found.count == 1 {
            return received.value == 1
                ? language.write("种类为\(largest.name)。", " Its kind: \(names.kind(largest.query.first, 1)).")
                : language.write("全部为\(largest.name)。", " All were \(largest.name).")
        }
        let parts = found.map { figure -> Sentence in
            let number = words.count(figure, topic)
            return language.write(
                "\(figure.name)\(number)", "\(number) \(names.kind(figure.query.first, figure.value))")
        }
        return language.write("其中\(parts.joined(separator: "，"))。", " Among them: \(language.list(parts)).")
    }

    private var channels: Sentence? {
        let topic = language.say("渠道", "Channels")
        let found = split(.channel, of: .received, name: names.channel)
        guard let largest = found.first else { return nil }
        var sentence: Sentence
        if found.count == 1 {
            sentence =
                received.value == 1
                ? language.write("来自\(largest.name)渠道。", "It came by \(largest.name).")
                : language.write("全部来自\(largest.name)渠道。", "All came by \(largest.name).")
        } else {
            let parts = found.map { figure -> Sentence in
                let number = words.count(figure, topic)
                let share = words.share(figure, of: received, topic)
                let shareText = share.map { language.write("，占\($0)", " (\($0))") } ?? ""
                return language.write("\(figure.name)\(number)\(shareText)", "\(figure.name) \(number)\(shareText)")
            }
            sentence = language.write("从渠道看，\(parts.joined(separator: "；"))。", "By channel: \(language.list(parts)).")
        }
        let enterprise = now.figure(
            .received, .line, ServiceLine.enterprise.rawValue,
            name: language.say("企业诉求", "received from enterprises"))
        guard enterprise.value > 0 else { return sentence }
        let last = before?.figure(.received, .line, ServiceLine.enterprise.rawValue, name: enterprise.name)
        let enterpriseTopic = language.say("企业诉求", "Enterprise line")
        let number = words.count(enterprise, enterpriseTopic)
        let change = words.change(enterprise, from: last, enterpriseTopic)
        sentence += language.write(
            "企业诉求\(number)\(change.isEmpty ? "" : "，")\(change)。",
            " The enterprise line took \(number)\(change.isEmpty ? "" : ", ")\(change).")
        return sentence
    }

    /// Which value leads, with those that share the lead; whose turn is next is said only where one leads alone.
    ///
    /// - Parameters:
    ///   - figures: more than none, largest first.
    ///   - noun: one of them, and the word for several after their number.
    func largest(_ figures: [Figure], among noun: (one: String, several: String), _ topic: String) -> Sentence {
        let first = figures[0]
        let number = words.count(first, topic)
        let leaders = figures.prefix { $0.value == first.value }
        if figures.count == 1 {
            return language.write(
                "只有\(first.name)一个\(noun.one)，\(number)。", "The only \(noun.one) is \(first.name), \(number).")
        }
        if leaders.count > 3 {
            return language.write(
                "\(leaders.count)\(noun.several)并列最多，各\(number)。",
                "\(leaders.count) \(noun.several) share the lead with \(number) each.")
        }
        if leaders.count > 1 {
            let list = language.list(leaders.map(\.name))
            return language.write("件数最多的\(noun.one)是\(list)，各\(number)。", "\(list) lead with \(number) each.")
        }
        let next = figures.dropFirst().prefix(2).map { figure -> Sentence in
            let number = words.count(figure, topic)
            return language.write("\(figure.name)\(number)", "\(figure.name) (\(number))")
        }
        return language.write(
            "件数最多的\(noun.one)是\(first.name)，\(number)；其次是\(language.list(next))。",
            "The \(noun.one) with the most is \(first.name), \(number), followed by \(language.list(next)).")
    }

    /// The values of a cut with their figures, largest first; equal ones in the order of their identifiers.
    func split(
        _ cut: FigureCut, of measure: Measure, in period: PeriodFigures? = nil, name: (String) -> String
    ) -> [Figure] {
        let period = period ?? now
        return period.values(of: cut).map { period.figure(measure, cut, $0, name: name($0)) }.filter { $0.value > 0 }
            .sorted { ($1.value, $0.query.first) < ($0.value, $1.query.first) }
    }

    // MARK: Dispatch, closing, call-back

    private var dispatch: Sentence? {
        let topic = language.say("派单和联系", "Dispatch and contact")
        let dispatched = now.figure(.dispatched, name: names.measure(.dispatched))
        guard dispatched.value > 0 else { return nil }
        let number = words.count(dispatched, topic)
        let change = words.change(dispatched, from: before?.figure(.dispatched, name: dispatched.name), topic)
        var sentence = language.write(
            "派单\(number)\(change.isEmpty ? "" : "，")\(change)。",
            "\(number) \(words.noun(dispatched.value, "was", "were")) dispatched\(change.isEmpty ? "" : ", ")\(change)."
        )
        let contact = ratio(.contactedInTime, of: .contactDue, in: now)
        if contact.denominator.value > 0 {
            let due = words.count(contact.denominator, topic)
            let inTime = words.count(contact.numerator[0].figure, topic)
            let rate = words.rate(
                language.say("按时联系率", "contact rate"), contact,
                from: before.map { ratio(.contactedInTime, of: .contactDue, in: $0) }, topic)
            sentence += language.write(
                "联系时限到期\(due)，按时联系\(inTime)，\(rate)。",
                " Of \(due) whose contact limit fell due, \(inTime) \(words.noun(contact.numerator[0].figure.value, "was", "were")) contacted in time: \(rate)."
            )
        }
        let returned = now.figure(.returned, name: names.measure(.returned))
        if returned.value > 0 {
            let number = words.count(returned, topic, unit: "次")
            sentence += language.write(
                "承办单位退回\(number)。",
                " Bodies returned requests \(number) \(words.noun(returned.value, "time", "times")).")
        }
        let refused = now.figure(.refused, name: names.measure(.refused))
        if refused.value > 0 {
            let number = words.count(refused, topic)
            sentence += language.write(
                "不予受理\(number)。", " \(number) \(words.noun(refused.value, "was", "were")) not accepted.")
        }
        return sentence
    }

    private var closing: Sentence {
        let topic = language.say("办结", "Requests closed")
        let closed = now.figure(.closed, name: names.measure(.closed))
        var sentence: Sentence
        if closed.value > 0 {
            let number = words.count(closed, topic)
            let change = words.change(closed, from: before?.figure(.closed, name: closed.name), topic)
            sentence = language.write(
                "办结\(number)\(change.isEmpty ? "" : "，")\(change)",
                "\(number) \(words.noun(closed.value, "was", "were")) closed\(change.isEmpty ? "" : ", ")\(change)")
            if let mean = meanHandling(closed, topic) {
                sentence += language.write("；平均办理用时\(mean)", "; handling took \(mean) on average")
            }
            sentence += language.write("。", ".")
        } else {
            sentence = language.write("没有办结的诉求。", "Nothing was closed.")
        }
        let onTime = onTime(in: now)
        let onTimeTopic = language.say("按时办结率", "Closed in time")
        guard onTime.denominator.value > 0 else {
            return sentence
                + language.write(
                    "没有到期的诉求，不计按时办结率。", " Nothing fell due, so there is no rate of closing in time.")
        }
        let due = words.count(onTime.denominator, onTimeTopic)
        let inTime = words.count(onTime.numerator[0].figure, onTimeTopic)
        let rate = words.rate(
            language.say("按时办结率", "on-time rate"), onTime, from: before.map { self.onTime(in: $0) }, onTimeTopic)
        return sentence
            + language.write(
                "到期\(due)，按时办结\(inTime)，\(rate)。",
                " Of \(due) that fell due, \(inTime) \(words.noun(onTime.numerator[0].figure.value, "was", "were")) closed in time: \(rate)."
            )
    }

    private func meanHandling(_ closed: Figure, _ topic: String) -> ReportNumber? {
        let minutes = now.figure(.handlingMinutes, name: names.measure(.handlingMinutes))
        guard minutes.value > 0, closed.value >= words.rules.showFrom else { return nil }
        let hours = Numerals.tenths(Numerals.quotient(Int128(minutes.value) * 10, by: closed.value * 60))
        return ReportNumber(
            language.say("\(hours)个工作小时", "\(hours) working hours"), .mean(minutes, over: closed, units: 60),
            topic: topic)
    }

    private var callBack: Sentence {
        let topic = language.say("解决率、满意率", "Solved and satisfied")
        let reached = now.figure(.calledBack, name: names.measure(.calledBack))
        guard reached.value > 0 else {
            return language.write(
                "没有接通的回访，不计解决率和满意率。", "No call-back reached anybody, so there are no rates of solving and satisfaction."
            )
        }
        let number = words.count(reached, topic)
        guard reached.value >= words.rules.showFrom else {
            return language.write(
                "有效回访\(number)，件数少，不计解决率和满意率。",
                "Call-backs reached \(number) \(words.noun(reached.value, "person", "people")), too few for rates.")
        }
        let solved = words.rate(
            language.say("解决率", "solved"), ratio(.solved, of: .calledBack, in: now),
            from: before.map { ratio(.solved, of: .calledBack, in: $0) }, topic)
        let satisfied = words.rate(
            language.say("满意率", "satisfied"), satisfaction(in: now), from: before.map { satisfaction(in: $0) }, topic)
        let dissatisfied = now.figure(.dissatisfied, name: names.measure(.dissatisfied))
        let bad = words.count(dissatisfied, topic)
        let badText =
            dissatisfied.value > 0 ? language.write("；不满意\(bad)", "; \(bad) dissatisfied") : ""
        return language.write(
            "有效回访\(number)，\(solved)；\(satisfied)\(badText)。",
            "Call-backs reached \(number) \(words.noun(reached.value, "person", "people")): \(solved); \(satisfied)\(badText)."
        )
    }

    // MARK: Rates

    func ratio(
        _ numerator: Measure, of denominator: Measure, in period: PeriodFigures, by cut: FigureCut = .total,
        _ first: String = ""
    ) -> Ratio {
        Ratio(
            period.figure(numerator, cut, first, name: names.measure(numerator)),
            of: period.figure(denominator, cut, first, name: names.measure(denominator)))
    }

    func onTime(in period: PeriodFigures, by cut: FigureCut = .total, _ first: String = "") -> Ratio {
        ratio(.closedInTime, of: .due, in: period, by: cut, first)
    }

    /// Satisfied, and fairly satisfied by its weight, of all who could be asked.
    func satisfaction(in period: PeriodFigures, by cut: FigureCut = .total, _ first: String = "") -> Ratio {
        func figure(_ measure: Measure) -> Figure { period.figure(measure, cut, first, name: names.measure(measure)) }
        return Ratio(
            [
                Ratio.Term(1, figure(.satisfied)),
                Ratio.Term(words.rules.fairlySatisfiedWeight, figure(.fairlySatisfied)),
            ], of: figure(.calledBack))
    }
}
