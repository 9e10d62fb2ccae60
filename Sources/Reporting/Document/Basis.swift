package import Civics

/// A sum of daily figures with its value and the name it has in the report.
package struct Figure: Hashable, Codable, Sendable {
    package var name: String
    package var value: Int
    package var query: FigureQuery

    package init(_ name: String, _ value: Int, _ query: FigureQuery) {
        self.name = name
        self.value = value
        self.query = query
    }
}

/// A rate as the figures it is made of. The numerator may be weighted: what "fairly satisfied" is worth.
package struct Ratio: Hashable, Codable, Sendable {
    package struct Term: Hashable, Codable, Sendable {
        package var weight: Double
        package var figure: Figure

        package init(_ weight: Double, _ figure: Figure) {
            self.weight = weight
            self.figure = figure
        }
    }

    package var numerator: [Term]
    package var denominator: Figure

    package init(_ numerator: Figure, of denominator: Figure) {
        self.numerator = [Term(1, numerator)]
        self.denominator = denominator
    }

    package init(_ numerator: [Term], of denominator: Figure) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var rate: Rate {
        Rate(numerator.reduce(0) { $0 + $1.weight * Double($1.figure.value) }, of: denominator.value)
    }

    /// Tenths of a per cent, halves up; `nil` without a denominator.
    var permille: Int? {
        guard denominator.value > 0 else { return nil }
        if numerator.allSatisfy({ $0.weight == 1 || $0.weight == -1 }) {
            let sum = numerator.reduce(0) { $0 + ($1.weight > 0 ? $1.figure.value : -$1.figure.value) }
            return Numerals.permille(sum, of: denominator.value)
        }
        return rate.value.map { Numerals.roundedTenths($0 * 100) }
    }
}

/// What a number in a report rests on, exactly enough to work it out again.
package indirect enum Basis: Hashable, Sendable {
    case count(Figure)
    /// One figure less others: overdue = due − closed in time.
    case difference(Figure, minus: [Figure])
    /// How many more than before.
    case change(Figure, from: Figure)
    /// The change as a share of what was before.
    case growth(Figure, from: Figure)
    /// A rate.
    case ratio(Ratio)
    /// How far a rate has moved, in percentage points.
    case ratioChange(Ratio, from: Ratio)
    case total([Basis])
    case portion([Basis], of: [Basis])
    /// How many of something were counted that is no request: bodies, places.
    case tally(Int)
    /// A sum per request, in units of which each is worth `units` of the sum's: minutes of handling ÷ requests closed,
    /// in hours.
    case mean(Figure, over: Figure, units: Int)
    /// What a method worked out of figures, no sum or quotient of them: what a day could be expected to bring, a forecast,
    /// a part of the movement of a rate. `method` says in the report's language how.
    case estimate(Double, method: String, of: [Figure])

    /// The value; for `growth`, `ratio` and `portion` a share, for `ratioChange` a difference of shares. `nil` where it
    /// would divide by zero.
    package var value: Double? {
        switch self {
        case .count(let figure): Double(figure.value)
        case .difference(let figure, let others): Double(others.reduce(figure.value) { $0 - $1.value })
        case .change(let figure, let other): Double(figure.value - other.value)
        case .growth(let figure, let before):
            before.value == 0 ? nil : Double(figure.value - before.value) / Double(before.value)
        case .ratio(let ratio): ratio.rate.value
        case .ratioChange(let now, let before):
            if let now = now.rate.value, let before = before.rate.value { now - before } else { nil }
        case .total(let parts): Self.sum(parts)
        case .portion(let parts, let whole):
            if let part = Self.sum(parts), let whole = Self.sum(whole), whole != 0 { part / whole } else { nil }
        case .tally(let number): Double(number)
        case .mean(let sum, let count, let units):
            count.value == 0 || units == 0 ? nil : Double(sum.value) / Double(count.value) / Double(units)
        case .estimate(let value, _, _): value
        }
    }

    private static func sum(_ parts: [Basis]) -> Double? {
        parts.reduce(0.0) { sum, part in
            if let sum, let value = part.value { sum + value } else { nil }
        }
    }

    /// The figures it is made of, in order, each once.
    package var figures: [Figure] {
        var figures: [Figure] = []
        collect { if !figures.contains($0) { figures.append($0) } }
        return figures
    }

    private func collect(_ each: (Figure) -> Void) {
        switch self {
        case .count(let figure): each(figure)
        case .difference(let figure, let others):
            each(figure)
            for other in others { each(other) }
        case .change(let figure, let other), .growth(let figure, let other), .mean(let figure, let other, _):
            each(figure)
            each(other)
        case .ratio(let ratio): ratio.collect(each)
        case .ratioChange(let now, let before):
            now.collect(each)
            before.collect(each)
        case .total(let parts): for part in parts { part.collect(each) }
        case .portion(let parts, let whole): for part in parts + whole { part.collect(each) }
        case .tally: break
        case .estimate(_, _, let figures): for figure in figures { each(figure) }
        }
    }
}

extension Ratio {
    fileprivate func collect(_ each: (Figure) -> Void) {
        for term in numerator { each(term.figure) }
        each(denominator)
    }
}
