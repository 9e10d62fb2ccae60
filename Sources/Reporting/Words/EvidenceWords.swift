import Civics

/// The working behind a number, written out: 18,590 ÷ 19,204 = 96.80%.
struct EvidenceWords {
    /// A piece of a working: words, or a figure that leads to its requests.
    enum Piece: Hashable {
        case text(String)
        case figure(String, FigureQuery)
    }

    let language: Language
    /// The period of the report; figures of other days say which.
    let days: ClosedRange<CityDay>
    let otherPeriods: [NamedPeriod]

    init(_ document: ReportDocument) {
        language = document.language
        days = document.days
        otherPeriods = document.otherPeriods
    }

    /// The workings of one topic. A count that stands in a longer working is not said a second time by itself.
    func workings(_ evidence: Evidence) -> [[Piece]] {
        let derived = evidence.bases.filter { if case .count = $0 { false } else { true } }
        let shown = Set(derived.flatMap(\.figures))
        return evidence.bases.filter { basis in
            if case .count(let figure) = basis { !shown.contains(figure) } else { true }
        }.map(working)
    }

    private func working(_ basis: Basis) -> [Piece] {
        let result = result(basis)
        switch basis {
        case .count(let figure): return named(figure)
        case .tally(let number):
            let count = Numerals.count(number)
            return [.text(language.say("数得 \(count) 个", "\(count) counted"))]
        case .difference(let figure, let others):
            return join(([figure] + others).map(named), " − ") + [.text(" = \(result)")]
        case .change(let figure, let before):
            return named(figure) + [.text(" − ")] + dated(before) + [.text(" = \(result)")]
        case .growth(let figure, let before):
            let difference = Numerals.count(figure.value - before.value)
            return [.text("\(difference) ÷ ")] + dated(before) + [.text(" = \(result)")]
        case .ratio(let ratio): return working(ratio) + [.text(" = \(result)\(interval(ratio))")]
        case .ratioChange(let now, let before):
            return [.text("\(percent(now.rate.value)) − (")] + working(before) + [
                .text(" = \(percent(before.rate.value))) = \(result)")
            ]
        case .total(let parts): return sum(parts) + [.text(" = \(result)")]
        case .portion(let parts, let whole):
            return grouped(parts) + [.text(" ÷ ")] + grouped(whole) + [.text(" = \(result)")]
        case .mean(let sum, let count, let units):
            return named(sum) + [.text(" ÷ ")] + named(count) + [.text(" ÷ \(units) = \(result)")]
        case .estimate(_, let method, let figures):
            return [.text(method)] + (figures.isEmpty ? [] : [.text(language.say("：", ": "))])
                + join(figures.map(named), language.say("，", ", "))
        }
    }

    private func result(_ basis: Basis) -> String {
        switch basis {
        case .count, .tally, .difference, .change, .total: Numerals.count(Int(basis.value ?? 0))
        case .growth, .ratio, .portion: percent(basis.value)
        case .ratioChange: points(basis.value)
        case .mean, .estimate: Numerals.decimal(basis.value ?? 0)
        }
    }

    // MARK: Figures

    /// 受理 20,386; with its days where they are not the report's.
    private func named(_ figure: Figure) -> [Piece] { [.text("\(figure.name) ")] + dated(figure) }

    private func dated(_ figure: Figure) -> [Piece] {
        let value = Piece.figure(Numerals.count(figure.value), figure.query)
        guard figure.query.days != days else { return [value] }
        let isOtherYear = figure.query.days.lowerBound.year != days.lowerBound.year
        let text =
            otherPeriods.first { $0.days == figure.query.days }?.name
            ?? language.period(figure.query.days, withYear: isOtherYear)
        return [value, .text(language.say("（\(text)）", " (\(text))"))]
    }

    // MARK: Rates and sums

    private func working(_ ratio: Ratio) -> [Piece] {
        var terms: [Piece] = []
        for (index, term) in ratio.numerator.enumerated() {
            let sign = term.weight < 0 ? " − " : index > 0 ? " + " : ""
            let weight = abs(term.weight)
            terms.append(.text(sign + (weight == 1 ? "" : "\(Numerals.decimal(weight)) × ")))
            terms += named(term.figure)
        }
        let top = ratio.numerator.count > 1 ? [.text("(")] + terms + [.text(")")] : terms
        return top + [.text(" ÷ ")] + named(ratio.denominator)
    }

    private func interval(_ ratio: Ratio) -> String {
        guard let interval = ratio.rate.interval else { return "" }
        let (low, high) = (percent(interval.lowerBound), percent(interval.upperBound))
        return language.say("，95% 区间 \(low) 至 \(high)", ", 95% interval \(low) to \(high)")
    }

    private func sum(_ parts: [Basis]) -> [Piece] {
        join(
            parts.map { part in
                if case .count(let figure) = part { return named(figure) }
                return [.text(result(part))]
            }, " + ")
    }

    private func grouped(_ parts: [Basis]) -> [Piece] {
        parts.count > 1 ? [.text("(")] + sum(parts) + [.text(")")] : sum(parts)
    }

    private func join(_ parts: [[Piece]], _ separator: String) -> [Piece] {
        Array(parts.joined(separator: [.text(separator)]))
    }

    private func percent(_ share: Double?) -> String { share.map { "\(Numerals.hundredths($0 * 100))%" } ?? "—" }

    private func points(_ difference: Double?) -> String {
        let text = difference.map { Numerals.hundredths($0 * 100) } ?? "—"
        return language.say("\(text) 个百分点", "\(text) percentage points")
    }
}
