import Casework
package import Civics

/// The daily figures: written with the events they count, read as sums over days.
package enum FigureStore {
    static func add(_ cells: FigureCells, on connection: some Connection) throws(DatabaseError) {
        for (key, amount) in cells.changes {
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
    }

    static func change(
        _ fact: FigureFacts.Fact, _ sign: Int, of number: CaseNumber, on connection: some Connection
    ) throws(DatabaseError) {
        let key: [SQLValue] = [
            .integer(fact.measure.rawValue), .integer(fact.day.number), .integer(number.rawValue),
        ]
        if sign > 0 {
            try connection.execute("INSERT INTO fact VALUES (?, ?, ?, ?)", key + [.integer(fact.amount)])
        } else {
            try connection.execute("DELETE FROM fact WHERE measure = ? AND day = ? AND case_id = ?", key)
        }
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
        return try connection.rows(
            """
            SELECT \(columns), sum(amount) FROM figure
            WHERE cut = ? AND measure = ? AND day BETWEEN ? AND ?
            GROUP BY \(groups) HAVING sum(amount) <> 0 ORDER BY \(groups)
            """,
            [
                .integer(source.cut.rawValue), .integer(measure.rawValue), .integer(days.lowerBound.number),
                .integer(days.upperBound.number),
            ]
        ) { FigureSum(first: $0.text(0), second: $0.text(1), amount: $0.int(2)) }
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

/// A sum of one measure over days, for one value of a cut.
package struct FigureSum: Hashable, Sendable {
    package let first: String
    package let second: String
    package let amount: Int
}
