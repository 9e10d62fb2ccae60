import Civics

/// 工作建议, and what became of those of the period before. Every sentence comes from a rule of `advice.yml` with the
/// figures that fulfilled it.
extension ReportWriter {
    var advice: ReportSection? {
        guard !city.advice.rules.isEmpty, figures.stage == .complete, period.length != .week else { return nil }
        let heading = language.say("工作建议", "Recommendations")
        let topic = language.say("建议的依据", "What the recommendations rest on")
        let found = Points(now, before: before, yearAgo: figures.yearAgo, writer: self, topic: topic)
        var blocks: [ReportBlock] = []
        var number = 0
        for rule in city.advice.rules {
            let points = found.points.filter { $0.rule == rule }
            for point in points.prefix(city.advice.perRule) {
                number += 1
                blocks.append(.statement(lead: language.say("\(number).", "\(number)."), sentence(point)))
            }
            if points.count > city.advice.perRule {
                let rest = points.count - city.advice.perRule
                let more = words.number(rest, "个", .tally(rest), topic)
                blocks.append(
                    .statement(
                        lead: nil,
                        language.write("同样情况的还有\(more)。", "The same holds for \(more) more.")))
            }
        }
        if blocks.isEmpty {
            blocks.append(
                .statement(
                    lead: nil,
                    language.write(
                        "按建议规则，\(words.period.now)没有需要提出建议的情况。",
                        "By the rules, nothing calls for a recommendation this \(words.period.noun).")))
        }
        blocks.append(.statement(lead: nil, ruleNote(found.unjudged)))
        return ReportSection(heading, blocks: blocks)
    }

    private func ruleNote(_ unjudged: Int) -> Sentence {
        let rules = city.advice.rules.count
        let base = language.write(
            "建议由\(rules)条规则按数据得出，规则见建议规则文件。",
            "The recommendations come from \(rules) rules over the figures; they stand in the city's rules of advice.")
        guard unjudged > 0 else { return base }
        return base
            + language.write(
                "有\(unjudged)处因件数少或缺少可比数据没有判断，不等于没有问题。",
                " \(unjudged) could not be judged for want of figures, which does not mean that all is well.")
    }

    /// The rule's sentence with its figures; `{subject}` stands for the name.
    private func sentence(_ point: Points.Point) -> Sentence {
        let text = language.say(point.rule.text)
        var sentence = Sentence()
        for (index, part) in text.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            guard index > 0, let end = part.firstIndex(of: "}") else {
                sentence += "\(String(part))"
                continue
            }
            let name = String(part[..<end])
            let rest = String(part[part.index(after: end)...])
            if name == "subject" {
                sentence += "\(subjectName(point.rule, point.value))\(rest)"
            } else if let number = AdviceFact(rawValue: name).flatMap({ point.facts[$0]?.number }) {
                sentence += "\(number)\(rest)"
            } else {
                sentence += "—\(rest)"
            }
        }
        return sentence
    }

    private func subjectName(_ rule: AdviceRule, _ value: String) -> String {
        switch rule.subject {
        case .city: scopeName
        case .district, .town: names.region(value)
        case .category: names.category(value)
        case .body: names.body(value)
        }
    }

    // MARK: What became of the last ones

    /// 上月问题整改: what the rules pointed out in the period before, and how the same figures stand now.
    var earlierPoints: ReportSection? {
        lookedAtAgain(
            language.say(
                "\(words.period.beforeNoun)问题整改情况", "What became of the points of the \(words.period.noun) before"))
    }

    /// 措施成效, of a quarter or a year.
    var effects: ReportSection? {
        lookedAtAgain(
            language.say(
                "\(words.period.beforeNoun)建议的落实成效", "Effect of the recommendations of the \(words.period.noun) before")
        )
    }

    private enum Verdict: CaseIterable {
        case better, worse, level, unknown
    }

    private func lookedAtAgain(_ heading: String) -> ReportSection? {
        guard !city.advice.rules.isEmpty, figures.stage == .complete, let before else { return nil }
        let topic = language.say("上期问题", "Points of the period before")
        guard let earlier = figures.earlier else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "\(words.period.beforeNoun)没有可比的数据，没有提出问题，无从回看。",
                            "The \(words.period.noun) before had nothing to compare with, so nothing was pointed out then."
                        ))
                ])
        }
        let found = Points(before, before: earlier, yearAgo: nil, writer: self, topic: topic)
        let points = city.advice.rules.flatMap { rule in
            found.points.filter { $0.rule == rule }.prefix(city.advice.perRule)
        }
        guard !points.isEmpty else {
            return ReportSection(
                heading,
                blocks: [
                    .statement(
                        lead: nil,
                        language.write(
                            "按建议规则，\(words.period.beforeNoun)没有提出问题。",
                            "By the rules, nothing was pointed out in the \(words.period.noun) before."))
                ])
        }
        var counts: [Verdict: Int] = [:]
        let rows = points.map { point -> ReportTable.Row in
            let (cell, verdict) = lookAgain(point, before, topic)
            counts[verdict, default: 0] += 1
            return ReportTable.Row(
                subjectName(point.rule, point.value),
                [
                    .text(watched(point.rule.watches)),
                    point.facts[point.rule.watches]?.number.map(ReportCell.number) ?? .none,
                    cell, .text(word(verdict)),
                ])
        }
        func tally(_ verdict: Verdict) -> ReportNumber {
            words.number(counts[verdict] ?? 0, "个", .tally(counts[verdict] ?? 0), topic)
        }
        let all = words.number(points.count, "个", .tally(points.count), topic)
        let sentence = language.write(
            "\(words.period.beforeNoun)提出的问题\(all)，\(words.period.now)明显好转\(tally(.better))，没有明显变化\(tally(.level))，变差\(tally(.worse))，件数少不能判断\(tally(.unknown))。",
            "Of \(all) points of the \(words.period.noun) before, \(tally(.better)) are clearly better now, \(tally(.level)) not clearly different, \(tally(.worse)) worse, and \(tally(.unknown)) cannot be judged."
        )
        return ReportSection(
            heading,
            blocks: [
                .statement(lead: nil, sentence),
                .table(
                    ReportTable(
                        caption: language.say("\(words.period.beforeNoun)问题回看", "Points looked at again"),
                        columns: [
                            ReportTable.Column(language.say("对象", "Subject"), isNumber: false),
                            ReportTable.Column(language.say("指标", "Figure"), isNumber: false),
                            ReportTable.Column(words.period.columnHead), ReportTable.Column(words.period.nowHead),
                            ReportTable.Column(language.say("判断", "Judgement"), isNumber: false),
                        ], rows: rows,
                        note: language.write(
                            "好转和变差以超出正常波动为限；前后比较不证明是措施所致。",
                            "Better and worse mean beyond normal variation; a comparison before and after does not prove what made it."
                        ))),
            ])
    }

    private func lookAgain(_ point: Points.Point, _ before: PeriodFigures, _ topic: String) -> (ReportCell, Verdict) {
        let (fact, cut, value) = (point.rule.watches, point.rule.subject.cut, point.value)
        func ratio(_ period: PeriodFigures) -> Ratio? {
            switch fact {
            case .onTime: onTime(in: period, by: cut, value)
            case .redoRate: self.ratio(.redone, of: .closed, in: period, by: cut, value)
            case .solved: self.ratio(.solved, of: .calledBack, in: period, by: cut, value)
            case .satisfied: satisfaction(in: period, by: cut, value)
            case .returnRate: self.ratio(.returned, of: .dispatched, in: period, by: cut, value)
            default: nil
            }
        }
        if let new = ratio(now), let old = ratio(before) {
            guard new.denominator.value >= words.rules.rankFrom, old.denominator.value >= words.rules.showFrom,
                let points = words.points(new, old)
            else { return (words.cell(new, topic), .unknown) }
            guard new.differs(from: old) else { return (words.cell(new, topic), .level) }
            return (words.cell(new, topic), (points > 0) == fact.isBetterHigh ? .better : .worse)
        }
        if fact == .late {
            let (new, old) = (onTime(in: now, by: cut, value), onTime(in: before, by: cut, value))
            func late(_ ratio: Ratio) -> Int { ratio.denominator.value - ratio.numerator[0].figure.value }
            return (.number(overdueNumber(new, topic)), verdict(late(new), late(old), isBetterHigh: false))
        }
        let measure: Measure =
            switch fact {
            case .redone: .redone
            case .returned: .returned
            case .due: .due
            case .closed: .closed
            default: .received
            }
        let new = now.figure(measure, cut, value, name: names.measure(measure))
        let old = before.figure(measure, cut, value, name: new.name)
        return (.number(plain(new, topic)), verdict(new.value, old.value, isBetterHigh: fact.isBetterHigh))
    }

    private func verdict(_ new: Int, _ old: Int, isBetterHigh: Bool) -> Verdict {
        if new + old < words.rules.rankFrom { return .unknown }
        guard Double(abs(new - old)) > 3 * Double(new + old).squareRoot() else { return .level }
        return (new > old) == isBetterHigh ? .better : .worse
    }

    private func word(_ verdict: Verdict) -> String {
        switch verdict {
        case .better: language.say("明显好转", "clearly better")
        case .worse: language.say("变差", "worse")
        case .level: language.say("没有明显变化", "not clearly different")
        case .unknown: language.say("件数少，不能判断", "too few to judge")
        }
    }

    private func watched(_ fact: AdviceFact) -> String {
        switch fact {
        case .onTime: language.say("按时办结率", "closed in time")
        case .redoRate: language.say("重办率", "redo rate")
        case .solved: language.say("解决率", "solved")
        case .satisfied: language.say("满意率", "satisfied")
        case .returnRate: language.say("退回率", "returned")
        case .late: language.say("超期", "overdue")
        case .redone: names.measure(.redone)
        case .returned: names.measure(.returned)
        case .due: names.measure(.due)
        case .closed: names.measure(.closed)
        default: names.measure(.received)
        }
    }
}
