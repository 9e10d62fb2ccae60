import Civics
import Reporting

/// An answer as the lines of a table for spreadsheets: identifiers beside names, values unrounded, what must not be shown
/// left empty.
struct ExplorerRows {
    private let result: ExplorerResult
    private let names: ExplorerNames
    private let language: Language

    init(_ result: ExplorerResult, of city: City, _ language: Language) {
        self.result = result
        self.language = language
        names = ExplorerNames(city, language)
    }

    private var query: ExplorerQuery { result.query }

    /// The head, the whole, and each line.
    var all: [[String]] { [head, row(result.total)] + result.lines.map(row) }

    private var head: [String] {
        var head = [
            language.say("编号", "Identifier"), query.rows.map { names.dimension($0) } ?? language.say("范围", "Of"),
        ]
        if let dimension = query.columns {
            for column in result.columns { head += heads(names.value(column, of: dimension), query.measures[0]) }
            head += heads(language.say("合计", "All"), query.measures[0])
        } else {
            for measure in query.measures { head += heads(names.measure(measure), measure) }
        }
        return head + [
            language.say("从", "From"), language.say("到", "To"), language.say("评分规则", "Rules"),
        ]
    }

    private func heads(_ name: String, _ measure: ExplorerMeasure) -> [String] {
        var heads = [name]
        if measure.isRatio {
            heads += [
                language.say("\(name)分子", "\(name), numerator"), language.say("\(name)分母", "\(name), denominator"),
            ]
        }
        if case .rate = measure {
            heads += [language.say("\(name)下限", "\(name), low"), language.say("\(name)上限", "\(name), high")]
        }
        if result.comparedDays != nil { heads.append(language.say("\(name)（比较期）", "\(name), compared period")) }
        return heads
    }

    private func row(_ line: ExplorerResult.Line) -> [String] {
        let name = line.value.flatMap { value in query.rows.map { names.value(value, of: $0) } }
        var row = [line.value ?? "", name ?? language.say("总体", "The whole")]
        if query.hasColumns {
            for cell in line.cells + [line.whole] { row += fields(cell, query.measures[0]) }
        } else {
            for (cell, measure) in zip(line.cells, query.measures) { row += fields(cell, measure) }
        }
        let days = result.days ?? query.period.days
        return row + [
            days.lowerBound.description, days.upperBound.description, result.rules.version.description,
        ]
    }

    private func fields(_ cell: ExplorerResult.Cell, _ measure: ExplorerMeasure) -> [String] {
        var fields = [text(result.shown(cell.now, measure))]
        if let denominator = cell.now.denominator { fields += [text(cell.now.numerator), String(denominator)] }
        if case .rate = measure {
            let interval = result.shown(cell.now, measure) == nil ? nil : cell.now.rate(measure)?.interval
            fields += [text(interval?.lowerBound), text(interval?.upperBound)]
        }
        if result.comparedDays != nil { fields.append(text(cell.before.flatMap { result.shown($0, measure) })) }
        return fields
    }

    /// Whole where it is, else six decimals.
    private func text(_ number: Double?) -> String {
        guard let number else { return "" }
        if number == number.rounded(), number.magnitude < 1e15 { return String(Int(number)) }
        let millionths = Int((number * 1_000_000).rounded())
        let (whole, rest) = abs(millionths).quotientAndRemainder(dividingBy: 1_000_000)
        return "\(millionths < 0 ? "-" : "")\(whole).\(padded(rest, 6))"
    }
}
