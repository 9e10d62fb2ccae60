import Civics
import DecisionModel

/// What the rules of `advice.yml` can ask about one subject in one period, and how each fact is written.
struct AdviceFacts {
    /// A fact as a number to reckon with, and as a number to read.
    struct Known {
        let value: FEELValue
        let number: ReportNumber?
    }

    private let known: [AdviceFact: Known]

    subscript(_ fact: AdviceFact) -> Known? { known[fact] }
    /// In the order of all facts; null for what is not known.
    var values: [FEELValue] { AdviceFact.allCases.map { known[$0]?.value ?? .null } }

    /// - Parameters:
    ///   - value: of the subject in its cut; empty for the whole.
    ///   - topic: under which its numbers are explained.
    init(
        _ subject: AdviceRule.Subject, _ value: String, now: PeriodFigures, before: PeriodFigures?,
        yearAgo: PeriodFigures?, writer: ReportWriter, topic: String
    ) {
        let (words, names) = (writer.words, writer.names)
        let (rules, targets) = (words.rules, words.rules.targets)
        let cut = subject.cut
        var known: [AdviceFact: Known] = [:]
        func figure(_ measure: Measure, _ period: PeriodFigures) -> Figure {
            period.figure(measure, cut, value, name: names.measure(measure))
        }
        func count(_ fact: AdviceFact, _ figure: Figure, unit: String = "件") {
            known[fact] = Known(value: FEELValue(figure.value), number: words.count(figure, topic, unit: unit))
        }
        func percent(_ fact: AdviceFact, _ share: Double?, _ number: ReportNumber?) {
            guard let share, let decimal = Decimal34(share * 100) else { return }
            known[fact] = Known(value: .number(decimal), number: number)
        }
        func rate(
            _ fact: AdviceFact, _ ratio: Ratio, low: AdviceFact? = nil, high: AdviceFact? = nil
        ) {
            guard ratio.denominator.value >= max(1, rules.showFrom) else { return }
            let number = words.percent(ratio, topic)
            percent(fact, ratio.rate.value, number)
            if let low { percent(low, ratio.rate.interval?.lowerBound, nil) }
            if let high { percent(high, ratio.rate.interval?.upperBound, nil) }
        }
        func target(_ fact: AdviceFact, _ rate: ScoredRate) {
            guard let share = targets[rate] else { return }
            let text = "\(Numerals.decimal(share * 100))%"
            let method = writer.language.say(
                "目标值，见评分规则\(rules.version)版", "target of the scoring rules, version \(rules.version)")
            percent(
                fact, share, ReportNumber(text, .estimate(share * 100, method: method, of: []), topic: topic))
        }
        count(.received, figure(.received, now))
        count(.dispatched, figure(.dispatched, now))
        count(.due, figure(.due, now))
        count(.closed, figure(.closed, now))
        count(.redone, figure(.redone, now))
        count(.calledBack, figure(.calledBack, now))
        if subject == .city || subject == .body { count(.returned, figure(.returned, now), unit: "") }
        if let before {
            let (a, b) = (figure(.received, now), figure(.received, before))
            count(.receivedBefore, b)
            known[.roseBeyondChance] = Known(
                value: .boolean(a.value > b.value && ReportWriter.Move(now: a, before: b).isBeyondChance), number: nil)
            if b.value >= rules.rankFrom {
                let share = Double(a.value - b.value) / Double(b.value)
                let text = "\(Numerals.tenths(Numerals.permille(a.value - b.value, of: b.value)))%"
                percent(.growth, share, ReportNumber(text, .growth(a, from: b), topic: topic))
            }
            let onTime = writer.onTime(in: before, by: cut, value)
            if onTime.denominator.value >= rules.showFrom { rate(.onTimeBefore, onTime) }
        }
        if let yearAgo { count(.receivedYearAgo, figure(.received, yearAgo)) }
        let whole = now.figure(.received, name: names.measure(.received))
        if let share = words.share(figure(.received, now), of: whole, topic) {
            percent(.share, share.basis.value, share)
        }
        let onTime = writer.onTime(in: now, by: cut, value)
        rate(.onTime, onTime, low: .onTimeLow, high: .onTimeHigh)
        let late = onTime.denominator.value - onTime.numerator[0].figure.value
        known[.late] = Known(
            value: FEELValue(late), number: writer.overdueNumber(onTime, topic, unit: "件"))
        rate(.redoRate, writer.ratio(.redone, of: .closed, in: now, by: cut, value), low: .redoRateLow)
        let all = writer.ratio(.redone, of: .closed, in: now)
        if all.denominator.value >= rules.rankFrom { rate(.redoRateAll, all) }
        rate(
            .solved, writer.ratio(.solved, of: .calledBack, in: now, by: cut, value), low: .solvedLow, high: .solvedHigh
        )
        // Grades are not read for categories.
        if subject != .category {
            rate(.satisfied, writer.satisfaction(in: now, by: cut, value), high: .satisfiedHigh)
        }
        if subject == .body { rate(.returnRate, writer.ratio(.returned, of: .dispatched, in: now, by: cut, value)) }
        target(.onTimeTarget, .onTime)
        target(.solvedTarget, .solved)
        target(.satisfiedTarget, .satisfied)
        self.known = known
    }
}

extension AdviceRule.Subject {
    var cut: FigureCut {
        switch self {
        case .city: .total
        case .district: .district
        case .town: .town
        case .category: .category
        case .body: .body
        }
    }
}
