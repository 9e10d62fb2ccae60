import Civics

/// Where the figures of a day are read: those of most cuts are kept, those that are too fine for that
/// (`FigureCut.isKeptByDay`) are counted from the requests themselves.
struct DailyFigures {
    /// A query of `first`, `second`, `amount` for a measure and two days, to stand in brackets.
    let query: String
    /// What stands for the parameters before measure and days.
    let values: [SQLValue]
    private let measures: Set<Measure>?

    /// - Parameter cut: one that is its own `FigureCut.source`.
    init(_ cut: FigureCut) {
        guard !cut.isKeptByDay else {
            query = "SELECT first, second, amount FROM figure WHERE cut = ? AND measure = ? AND day BETWEEN ? AND ?"
            values = [.integer(cut.rawValue)]
            measures = nil
            return
        }
        let (first, which) =
            switch cut {
            case .districtCategory: ("r.district", "")
            case .townCategory: ("r.town", "")
            // Before it is dispatched a request belongs to no body.
            default: ("r.lead", " AND r.lead <> ''")
            }
        query = """
            SELECT \(first) AS first, r.category AS second, f.amount AS amount
            FROM fact f JOIN request r ON r.case_id = f.case_id
            WHERE f.measure = ? AND f.day BETWEEN ? AND ?\(which)
            """
        values = []
        measures = Set(FigureCut.fineMeasures)
    }

    /// Whether the cut has figures of this measure.
    func has(_ measure: Measure) -> Bool { measures?.contains(measure) ?? true }
}
