import Civics

/// Sentences about counts and rates, with the cautions that belong to them: no percentage on a small base, no rate
/// without a denominator, percentage points for rates and per cent for counts.
struct Wording {
    let language: Language
    let period: PeriodWords
    let rules: ScoreRules

    // MARK: Numbers

    /// `20,386件`; in English the number alone, its noun is the sentence's.
    func count(_ figure: Figure, _ topic: String, unit: String = "件") -> ReportNumber {
        number(figure.value, unit, .count(figure), topic)
    }

    func number(_ value: Int, _ unit: String, _ basis: Basis, _ topic: String) -> ReportNumber {
        let digits = Numerals.count(value)
        return ReportNumber(language.say("\(digits)\(unit)", digits), basis, topic: topic)
    }

    /// `96.8%`; `nil` without a denominator.
    func percent(_ ratio: Ratio, _ topic: String) -> ReportNumber? {
        ratio.permille.map { ReportNumber("\(Numerals.tenths($0))%", .ratio(ratio), topic: topic) }
    }

    /// A part of a whole, `17.1%`; `nil` where the whole is too small for percentages.
    func share(_ part: Figure, of whole: Figure, _ topic: String) -> ReportNumber? {
        guard whole.value >= rules.rankFrom else { return nil }
        let tenths = Numerals.permille(part.value, of: whole.value)
        return ReportNumber("\(Numerals.tenths(tenths))%", .portion([.count(part)], of: [.count(whole)]), topic: topic)
    }

    /// `+638` and `−62` for tables.
    func signed(_ now: Figure, _ before: Figure, _ topic: String) -> ReportNumber {
        ReportNumber(Numerals.signed(now.value - before.value), .change(now, from: before), topic: topic)
    }

    /// `+3.2%` and `−0.8%` for tables; `nil` on a base too small for percentages.
    func growth(_ now: Figure, from before: Figure, _ topic: String) -> ReportNumber? {
        guard before.value >= rules.rankFrom else { return nil }
        let tenths = Numerals.permille(now.value - before.value, of: before.value)
        return ReportNumber(
            "\(tenths > 0 ? "+" : "")\(Numerals.tenths(tenths))%", .growth(now, from: before), topic: topic)
    }

    // MARK: Changes

    /// 环比增加638件，上升3.2% · 638 more than the week before (up 3.2%). Empty where there is nothing to compare with.
    func change(_ now: Figure, from before: Figure?, _ topic: String) -> Sentence {
        guard let before else { return "" }
        let difference = now.value - before.value
        if difference == 0 { return language.write("与\(period.before)持平", "the same as \(period.before)") }
        if before.value == 0 { return language.write("\(period.before)为0件", "none \(period.before)") }
        let isMore = difference > 0
        let basis = Basis.change(now, from: before)
        let amount = number(abs(difference), "件", basis, topic)
        let amountText = language.write(
            "\(period.against)\(isMore ? "增加" : "减少")\(amount)",
            "\(amount) \(isMore ? "more" : "fewer") than \(period.before)")
        guard before.value >= rules.rankFrom else {
            let base = count(before, topic)
            return language.write("\(amountText)（\(period.before)\(base)）", "\(amountText) (\(base))")
        }
        let growth = abs(Numerals.permille(difference, of: before.value))
        if growth == 0 { return language.write("\(amountText)，基本持平", "\(amountText) (practically unchanged)") }
        let percentage = ReportNumber("\(Numerals.tenths(growth))%", .growth(now, from: before), topic: topic)
        return language.write(
            "\(amountText)，\(isMore ? "上升" : "下降")\(percentage)",
            "\(amountText) (\(isMore ? "up" : "down") \(percentage))")
    }

    /// 上周为12件 · 12 the week before.
    func before(_ figure: Figure, _ topic: String) -> Sentence {
        let number = count(figure, topic)
        return language.write("\(period.before)为\(number)", "\(number) \(period.before)")
    }

    /// 同比上升7.9% · up 7.9% on the same week of the year before. Empty where there is nothing to compare with.
    func yearChange(_ now: Figure, from before: Figure?, _ topic: String) -> Sentence {
        guard let before, before.value >= rules.rankFrom else { return "" }
        let growth = Numerals.permille(now.value - before.value, of: before.value)
        if growth == 0 { return language.write("与\(period.yearBefore)持平", "level with \(period.yearBefore)") }
        let text = "\(Numerals.tenths(abs(growth)))%"
        let percentage = ReportNumber(text, .growth(now, from: before), topic: topic)
        return language.write(
            "同比\(growth > 0 ? "上升" : "下降")\(percentage)",
            "\(growth > 0 ? "up" : "down") \(percentage) on \(period.yearBefore)")
    }

    /// 环比提高0.7个百分点 · up 0.7 percentage points on the week before. Empty where one of the two rests on too few.
    func change(_ now: Ratio, from before: Ratio?, _ topic: String) -> Sentence {
        guard let before, now.denominator.value >= rules.rankFrom, before.denominator.value >= rules.rankFrom,
            let points = points(now, before)
        else { return "" }
        if points == 0 { return language.write("与\(period.before)持平", "level with \(period.beforeNoun)") }
        let isUp = points > 0
        let size = Numerals.tenths(abs(points))
        let text = language.say("\(size)个百分点", "\(size) percentage points")
        let number = ReportNumber(text, .ratioChange(now, from: before), topic: topic)
        let caution = now.differs(from: before) ? "" : language.say("（在正常波动之内）", " (within normal variation)")
        return language.write(
            "\(period.against)\(isUp ? "提高" : "下降")\(number)\(caution)",
            "\(isUp ? "up" : "down") \(number) \(period.against)\(caution)")
    }

    /// Tenths of a percentage point between two rates.
    func points(_ now: Ratio, _ before: Ratio) -> Int? {
        guard let a = now.rate.value, let b = before.rate.value else { return nil }
        return Numerals.roundedTenths((a - b) * 100)
    }

    // MARK: Rates

    /// 按时办结率96.8%，环比提高0.7个百分点; where the base is below `showFrom`: 件数少，不计按时办结率.
    ///
    /// - Parameter name: of the rate, in the reader's language.
    func rate(_ name: String, _ now: Ratio, from before: Ratio?, _ topic: String) -> Sentence {
        guard now.denominator.value >= rules.showFrom, let percentage = percent(now, topic) else {
            return language.write("件数少，不计\(name)", "too few for \(article(name))")
        }
        let change = change(now, from: before, topic)
        return language.write(
            "\(name)\(percentage)\(change.isEmpty ? "" : "，")\(change)",
            "\(name) \(percentage)\(change.isEmpty ? "" : ", ")\(change)")
    }

    private func article(_ name: String) -> String {
        "aeiou".contains(name.first?.lowercased() ?? "") ? "an \(name)" : "a \(name)"
    }

    /// A rate as a cell of a table: with its base, and its interval where it is compared.
    func cell(_ ratio: Ratio, _ topic: String, withInterval: Bool = false) -> ReportCell {
        guard ratio.denominator.value >= rules.showFrom, let percentage = percent(ratio, topic) else { return .none }
        var interval: String?
        if withInterval, let range = ratio.rate.interval {
            let low = Numerals.decimal(range.lowerBound * 100)
            interval = "\(low)–\(Numerals.decimal(range.upperBound * 100))%"
        }
        return .rate(percentage, base: ratio.baseText, interval: interval)
    }

    /// One request, two requests.
    func noun(_ number: Int, _ one: String = "request", _ many: String = "requests") -> String {
        number == 1 ? one : many
    }
}

extension Ratio {
    /// `18,590÷19,204`; a weighted numerator with its decimal.
    var baseText: String {
        let sum = rate.numerator
        let top = sum == sum.rounded() ? Numerals.count(Int(sum)) : Numerals.decimal(sum)
        return "\(top)÷\(Numerals.count(denominator.value))"
    }

    /// Whether two rates differ by more than chance would make them (two proportions, 95 %).
    func differs(from other: Ratio) -> Bool {
        guard let a = rate.value, let b = other.rate.value else { return false }
        let n = Double(denominator.value)
        let m = Double(other.denominator.value)
        let pooled = (rate.numerator + other.rate.numerator) / (n + m)
        let error = (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
        return error > 0 && abs(a - b) >= 1.959963984540054 * error
    }
}
