import Casework
package import Civics

/// The daily figures: written with the events they count, read as sums over days.
package enum FigureStore {
    static func add(_ cells: FigureCells, on connection: some Connection) throws(DatabaseError) {
        var days: Set<CityDay> = []
        for (key, amount) in cells.changes {
            days.insert(key.day)
            try connection.execute(
                """
                INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (cut, measure, day, first, second) DO UPDATE SET amount = figure.amount + excluded.amount
                """,
                [
                    .integer(key.cut.rawValue), .integer(key.measure.rawValue), .integer(key.day.number),
                    .text(key.first), .text(key.second), .integer(amount),
                ])
        }
        try FigureBlocks.spoil(days, on: connection)
    }

    /// Sums over a range of days, by the values of a cut.
    package static func sums(
        _ measure: Measure, _ cut: FigureCut, _ days: ClosedRange<CityDay>, on connection: any Connection
    ) throws(DatabaseError) -> [FigureSum] {
        let source = cut.source
        let (columns, groups) =
            switch source.side {
            case .both: ("first, second", "first, second")
            case .first: ("first, ''", "first")
            case .second: ("second, ''", "second")
            }
        let daily = DailyFigures(source.cut)
        guard daily.has(measure) else { return [] }
        return try connection.rows(
            """
            SELECT \(columns), sum(amount) FROM (\(daily.query))
            GROUP BY \(groups) HAVING sum(amount) <> 0 ORDER BY \(groups)
            """,
            daily.values + [
                .integer(measure.rawValue), .integer(days.lowerBound.number), .integer(days.upperBound.number),
            ]
        ) { FigureSum(first: $0.text(0), second: $0.text(1), amount: $0.int(2)) }
    }

    /// The counts of each day of a range, by the values of a cut that is kept.
    package static func daily(
        _ measure: Measure, _ cut: FigureCut, _ days: ClosedRange<CityDay>, on connection: any Connection
    ) throws(DatabaseError) -> [FigureCell: [Int]] {
        var cells: [FigureCell: [Int]] = [:]
        try connection.visit(
            "SELECT day, first, second, amount FROM figure WHERE cut = ? AND measure = ? AND day BETWEEN ? AND ?",
            [
                .integer(cut.rawValue), .integer(measure.rawValue), .integer(days.lowerBound.number),
                .integer(days.upperBound.number),
            ]
        ) { row in
            let cell = FigureCell(first: row.text(1), second: row.text(2))
            cells[cell, default: [Int](repeating: 0, count: days.count)][row.int(0) - days.lowerBound.number] = row.int(
                3)
            return true
        }
        return cells
    }

    /// The counts of each day, summed over those values of a cut that are meant by their first dimension; days without are
    /// left out. Only of cuts that are kept by day.
    package static func daily(
        _ measure: Measure, _ cut: FigureCut, _ days: ClosedRange<CityDay>, where isMeant: (String) -> Bool,
        on connection: any Connection
    ) throws(DatabaseError) -> [CityDay: Int] {
        let (kept, side) = cut.source
        let value = side == .second ? "second" : "first"
        var daily: [CityDay: Int] = [:]
        try connection.visit(
            """
            SELECT day, \(value), sum(amount) FROM figure
            WHERE cut = ? AND measure = ? AND day BETWEEN ? AND ? GROUP BY day, \(value)
            """,
            [
                .integer(kept.rawValue), .integer(measure.rawValue), .integer(days.lowerBound.number),
                .integer(days.upperBound.number),
            ]
        ) { row in
            if isMeant(row.text(1)) { daily[CityDay(number: row.int(0)), default: 0] += row.int(2) }
            return true
        }
        return daily.filter { $0.value != 0 }
    }

    /// The whole city's value for each day of a range, zero where nothing was counted.
    package static func byDay(
        _ measure: Measure, _ days: ClosedRange<CityDay>, on connection: any Connection
    ) throws(DatabaseError) -> [Int] {
        var values = [Int](repeating: 0, count: days.count)
        try connection.visit(
            "SELECT day, amount FROM figure WHERE cut = 0 AND measure = ? AND day BETWEEN ? AND ?",
            [.integer(measure.rawValue), .integer(days.lowerBound.number), .integer(days.upperBound.number)]
        ) { row in
            values[row.int(0) - days.lowerBound.number] = row.int(1)
            return true
        }
        return values
    }
}

/// What goes from and comes to the table of facts with one transaction.
struct FactChanges {
    private struct Change {
        let fact: FigureFacts.Fact
        let number: CaseNumber

        var place: (Int, Int, Int64) { (fact.measure.rawValue, fact.day.number, number.rawValue) }
    }

    private var gone: [Change] = []
    private var come: [Change] = []

    mutating func note(_ fact: FigureFacts.Fact, _ sign: Int, of number: CaseNumber) {
        let change = Change(fact: fact, number: number)
        if sign > 0 { come.append(change) } else { gone.append(change) }
    }

    /// What goes goes first: a count that changes is a fact of the same measure and day. Each in the order of the table.
    func write(on connection: some Connection) throws(DatabaseError) {
        for change in gone.sorted(by: { $0.place < $1.place }) {
            try connection.execute(
                "DELETE FROM fact WHERE measure = ? AND day = ? AND case_id = ?",
                [
                    .integer(change.fact.measure.rawValue), .integer(change.fact.day.number),
                    .integer(change.number.rawValue),
                ])
        }
        for change in come.sorted(by: { $0.place < $1.place }) {
            try connection.execute(
                "INSERT INTO fact VALUES (?, ?, ?, ?)",
                [
                    .integer(change.fact.measure.rawValue), .integer(change.fact.day.number),
                    .integer(change.number.rawValue), .integer(change.fact.amount),
                ])
        }
    }
}

/// The values of a cut that a figure belongs to.
package struct FigureCell: Hashable, Sendable {
    package let first: String
    package let second: String
}

/// A sum of one measure over days, for one value of a cut.
package struct FigureSum: Hashable, Sendable {
    package let first: String
    package let second: String
    package let amount: Int
}
