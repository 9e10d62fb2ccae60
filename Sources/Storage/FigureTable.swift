package import Civics

/// Sums of several measures over a range of days, by the values of a cut.
package struct FigureTable: Hashable, Sendable {
    /// The place of a measure among the columns; −1 for numbers of none.
    private static let places: [Int] = {
        var places = [Int](repeating: -1, count: 256)
        for (place, measure) in Measure.allCases.enumerated() { places[measure.rawValue] = place }
        return places
    }()
    private static let width = Measure.allCases.count

    private var rows: [FigureCell: Int] = [:]
    private var amounts: [Int] = []

    package init() {}

    /// The values of the cut for which anything was counted, in no order.
    package var cells: some Collection<FigureCell> { rows.keys }

    package subscript(_ measure: Measure, _ first: String, _ second: String = "") -> Int {
        guard let row = rows[FigureCell(first: first, second: second)] else { return 0 }
        return amounts[row * Self.width + Self.places[measure.rawValue]]
    }

    /// The sum of a measure over all values.
    package func total(_ measure: Measure) -> Int {
        stride(from: Self.places[measure.rawValue], to: amounts.count, by: Self.width).reduce(0) { $0 + amounts[$1] }
    }

    fileprivate mutating func row(_ cell: FigureCell) -> Int {
        if let row = rows[cell] { return row }
        let row = rows.count
        rows[cell] = row
        amounts.append(contentsOf: repeatElement(0, count: Self.width))
        return row
    }

    fileprivate mutating func add(_ amount: Int, _ measure: Int, row: Int) {
        let place = Self.places[measure & 255]
        if place >= 0 { amounts[row * Self.width + place] += amount }
    }
}

extension FigureStore {
    /// Sums of some measures over a range of days: from the sums over weeks and months where they hold, else day by day.
    package static func table(
        _ measures: [Measure], _ cut: FigureCut, _ days: ClosedRange<CityDay>, on connection: any Connection
    ) throws(DatabaseError) -> FigureTable {
        let (source, side) = cut.source
        func cell(_ first: String, _ second: String) -> FigureCell {
            switch side {
            case .both: FigureCell(first: first, second: second)
            case .first: FigureCell(first: first, second: "")
            case .second: FigureCell(first: second, second: "")
            }
        }
        var table = FigureTable()
        let wanted = Set(measures.map(\.rawValue))
        for run in FigureBlocks.runs(of: days, try FigureBlocks.whole(in: days, on: connection)) {
            let range: [SQLValue] = [.integer(run.days.lowerBound.number), .integer(run.days.upperBound.number)]
            guard let length = run.length else {
                try addDays(measures, source, side, range, to: &table, cell, on: connection)
                continue
            }
            try connection.visit(
                "SELECT first, second, amounts FROM figure_block WHERE cut = ? AND length = ? AND start BETWEEN ? AND ?",
                [.integer(source.rawValue), .integer(length.rawValue)] + range
            ) { line in
                let row = table.row(cell(line.text(0), line.text(1)))
                BlockAmounts.visit(line.blob(2)) { measure, amount in
                    if wanted.contains(measure) { table.add(amount, measure, row: row) }
                }
                return true
            }
        }
        return table
    }

    private static func addDays(
        _ measures: [Measure], _ source: FigureCut, _ side: FigureCut.Side, _ range: [SQLValue],
        to table: inout FigureTable, _ cell: (String, String) -> FigureCell, on connection: any Connection
    ) throws(DatabaseError) {
        let columns =
            switch side {
            case .both: "first, second"
            case .first: "first"
            case .second: "second"
            }
        let daily = DailyFigures(source)
        for measure in measures where daily.has(measure) {
            try connection.visit(
                "SELECT sum(amount), \(columns) FROM (\(daily.query)) GROUP BY \(columns)",
                daily.values + [.integer(measure.rawValue)] + range
            ) { line in
                let row = table.row(
                    side == .second
                        ? cell("", line.text(1)) : cell(line.text(1), side == .both ? line.text(2) : ""))
                table.add(line.int(0), measure.rawValue, row: row)
                return true
            }
        }
    }
}
