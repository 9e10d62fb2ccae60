import Civics
import HTML
import Reporting

/// The upper part of the board: each rate of all that it speaks of, with its interval, its base and its changes.
extension BoardPage {
    var rateCards: HTML {
        let whole = board.whole
        let cards = ScoredRate.allCases.map { card($0, whole) }
        let open = number(count(whole.open), .open, of: whole)
        let overdue = number(count(whole.overdue), .overdue, of: whole)
        let dispatched = number(count(whole.dispatched), .dispatched, of: whole)
        let closed = number(count(whole.closed), .closed, of: whole)
        return """
            <section aria-labelledby="rates-heading">
            <div class="card-head"><h2 id="rates-heading">\(say("总体", "The whole"))</h2>\(legend)\
            <span class="push"><a href="#rules">\(say("口径：\(rules.version) 起的版本", "Rules of \(rules.version)"))</a></span></div>
            <p class="board-counts">\(markup(
                "派发 \(dispatched) 件，办结 \(closed) 件；现在在办 \(open) 件，其中超时 \(overdue) 件。",
                "\(dispatched) dispatched, \(closed) closed; \(open) open now, of these \(overdue) late."))</p>
            <div class="rates">\(cards)</div>
            \(left(whole))
            </section>
            """
    }

    private var legend: HTML {
        """
        <ul class="legend chart"><li><svg viewBox="0 0 24 12" class="lg" aria-hidden="true"><path class="range" d="M2 6h20"/>\
        <circle class="dot" cx="12" cy="6" r="4.5"/></svg>\(say("这段时间的值和 95% 区间", "Value and 95% interval"))</li>\
        \(if: !rules.targets.isEmpty, """
            <li><svg viewBox="0 0 24 12" aria-hidden="true"><path class="line-target" d="M12 0v12"/></svg>\(say("目标", "Target"))</li>
            """)</ul>
        """
    }

    private func card(_ kind: ScoredRate, _ line: BoardLine) -> HTML {
        let rate = line.rate(kind)
        let target = rules.targets[kind]
        let low = min(rate.interval?.lowerBound ?? 0, target ?? 1)
        let start = [0.9, 0.8, 0.5].first { $0 <= low } ?? 0
        guard isShown(rate) else {
            return """
                <div class="rate"><span class="stat-label">\(say(kind.name))</span><span class="stat-value">—</span>\
                <span class="stat-base">\(tooFew(kind, line))</span></div>
                """
        }
        return """
            <div class="rate"><span class="stat-label">\(say(kind.name))</span>\
            <span class="stat-value">\(percent(rate))</span>\
            \(rateDot(rate, target: target, range: start...1) ?? "")\
            <span class="stat-base">\(base(kind, line))</span>\
            \(rate.interval.map { interval in
                "<span class=\"stat-base\">\(say("95% 区间", "95% interval")) \(intervalWords(interval))</span>"
            })\(changes(kind, rate))</div>
            """
    }

    private func tooFew(_ kind: ScoredRate, _ line: BoardLine) -> HTML {
        let base = line.rate(kind).denominator
        let words = number(count(base), kind.numbers.base, of: line)
        return markup(
            "\(say(kind.numbers.base.name)) \(words) 件，不足 \(rules.showFrom) 件，不显示",
            "\(words) \(say(kind.numbers.base.name)): fewer than \(rules.showFrom), not shown")
    }

    /// Changes against the period before and the year before, counted by the same rules.
    private func changes(_ kind: ScoredRate, _ rate: Rate) -> HTML {
        let others: [(name: String, before: BoardBefore?)] = [
            (nameBefore(query.period), board.before), (nameYearBefore(query.period), board.yearBefore),
        ]
        return """
            <ul class="changes">\(others.compactMap { name, before -> HTML? in
                guard !name.isEmpty else { return nil }
                guard let before else { return "<li>\(name) <span class=\"muted\">\(say("还没有数据", "no figures yet"))</span></li>" }
                return """
                    <li>\(name) \(change(rate, from: before.whole.rate(kind), showFrom: rules.showFrom))</li>
                    """
            })</ul>
            """
    }

    /// `按时办结 18,590 ÷ 到期 19,204，其余 614`, each leading to its requests.
    func base(_ kind: ScoredRate, _ line: BoardLine) -> HTML {
        let rate = line.rate(kind)
        let (part, base, rest) = kind.numbers
        let of = number(count(rate.denominator), base, of: line)
        let name = say(base.name)
        if kind == .satisfied {
            let good = number(count(line.satisfied), .satisfied, of: line)
            let fair = number(count(line.fairlySatisfied), .fairlySatisfied, of: line)
            let left = rate.denominator - line.satisfied - line.fairlySatisfied
            let other = number(count(left), rest, of: line)
            let weight = decimal(rules.fairlySatisfiedWeight)
            return markup(
                "（满意 \(good) + \(weight) × 基本满意 \(fair)）÷ \(name) \(of)，其余 \(other)",
                "(\(good) satisfied + \(weight) × \(fair) fairly satisfied) ÷ \(of) \(name); the other \(other)")
        }
        let counted = number(count(Int(rate.numerator)), part, of: line)
        let other = number(count(rate.denominator - Int(rate.numerator)), rest, of: line)
        if kind == .firstTime {
            let redo = percent(Rate(Double(rate.denominator) - rate.numerator, of: rate.denominator))
            return markup(
                "没有重办 \(counted) ÷ \(name) \(of)；重办 \(other)，重办率 \(redo)",
                "\(counted) not done again ÷ \(of) \(name); \(other) done again, a redo rate of \(redo)")
        }
        return markup(
            "\(say(part.name)) \(counted) ÷ \(name) \(of)；\(say(rest.name)) \(other)",
            "\(counted) \(say(part.name)) ÷ \(of) \(name); \(other) \(say(rest.name))")
    }

    /// What does not count, with its requests.
    private func left(_ line: BoardLine) -> HTML {
        let excluded = number(count(line.excluded), .excluded, of: line)
        let kinds = rules.exclusions.map { exclusion -> HTML in
            let numbers = exclusion.rates.compactMap { rate -> HTML? in
                guard let amount = line.leftOut[rate] else { return nil }
                let what: BoardNumber.What = rate == .solved ? .leftOutOfSolved : .leftOutOfSatisfied
                return "\(number(count(amount), what, of: line)) \(say("件", "requests"))"
            }
            return "\(say(exclusion.name))\(say("：", ": "))\(numbers)\(say("。", ". "))"
        }
        return """
            <p class="meta">\(markup(
                "申诉成立的评价 \(excluded) 件，不计入解决率和满意率。",
                "\(excluded) ratings were taken out after an appeal. "))\(kinds)\
            \(say("没有联系上的回访不进分母。", "Calls that nobody answered are in no base."))</p>
            """
    }
}
