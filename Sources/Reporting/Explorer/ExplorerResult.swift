package import Civics

/// The answer to a query: lines and columns of numbers, with what each rests on.
package struct ExplorerResult: Hashable, Sendable {
    /// As it was asked, without what could not be answered.
    package let query: ExplorerQuery
    package let rules: ScoreRules
    /// Those of the period that have begun; `nil` where none has.
    package let days: ClosedRange<CityDay>?
    package let isRunning: Bool
    /// The days compared with; `nil` where there is no comparison, or no figures that old.
    package let comparedDays: ClosedRange<CityDay>?
    /// The first day of which there are figures, where that is after the period begins.
    package let figuresFrom: CityDay?
    /// The values of the columns' dimension; one without a value where there is none.
    package let columns: [String]
    /// In the order in which they are read.
    package let lines: [Line]
    /// Over all lines.
    package let total: Line

    /// One line: for each column, and for each measure of a query without columns, a cell.
    package struct Line: Hashable, Sendable {
        /// The value of the rows' dimension; empty for what has none; `nil` for the total.
        package let value: String?
        package let cells: [Cell]
        /// Over all columns; the first cell where there are none.
        package let whole: Cell
        /// The places that it may hold by the first measure, where that is a rate.
        package var places: ClosedRange<Int>?
    }

    package struct Cell: Hashable, Sendable {
        package let now: ExplorerValue
        /// In the days compared with.
        package let before: ExplorerValue?
        /// What it counts, where a list can show just that; of a ratio the numerator and the denominator.
        package let figure: FigureQuery?
        package let base: FigureQuery?
    }

    package var hasColumns: Bool { query.columns != nil }
    /// Whether anything at all was counted.
    package var isEmpty: Bool { (lines + [total]).allSatisfy { $0.cells.allSatisfy(\.now.isEmpty) } }

    /// The measure of a cell by its place in the line.
    package func measure(at column: Int) -> ExplorerMeasure {
        hasColumns ? query.measures[0] : query.measures[min(column, query.measures.count - 1)]
    }

    /// The value as it may be shown: `nil` for a ratio that rests on too few.
    package func shown(_ value: ExplorerValue, _ measure: ExplorerMeasure) -> Double? {
        value.shown(measure, rules)
    }
}

/// A count, or a ratio with what it rests on.
package struct ExplorerValue: Hashable, Sendable {
    package var numerator: Double
    /// `nil` for a count.
    package var denominator: Int?

    package init(_ numerator: Double, of denominator: Int? = nil) {
        self.numerator = numerator
        self.denominator = denominator
    }

    package var isEmpty: Bool { numerator == 0 && (denominator ?? 0) == 0 }

    /// A share of one, hours, or a count; `nil` for a ratio that rests on less than is shown of.
    package func shown(_ measure: ExplorerMeasure, _ rules: ScoreRules) -> Double? {
        guard let denominator else { return numerator }
        guard denominator >= max(1, rules.showFrom) else { return nil }
        let value = numerator / Double(denominator)
        return measure == .handlingTime ? value / 60 : value
    }

    /// As a rate with its interval; `nil` for what is no share.
    package func rate(_ measure: ExplorerMeasure) -> Rate? {
        guard case .rate = measure, let denominator else { return nil }
        return Rate(numerator, of: denominator)
    }
}
