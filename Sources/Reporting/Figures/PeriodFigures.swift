import Civics

/// What a report needs of one period: sums by several cuts, as named figures.
struct PeriodFigures {
    let days: ClosedRange<CityDay>
    private let sums: [FigureCut: FigureSums]

    /// Reads one sum for each cut.
    init<Source: FigureSource>(
        _ days: ClosedRange<CityDay>, cuts: [(FigureCut, [Measure])], from source: Source
    ) throws(Source.Failure) {
        var sums: [FigureCut: FigureSums] = [:]
        for (cut, measures) in cuts { sums[cut] = try source.sums(measures, by: cut, in: days) }
        self.days = days
        self.sums = sums
    }

    func figure(
        _ measure: Measure, _ cut: FigureCut = .total, _ first: String = "", _ second: String = "", name: String
    ) -> Figure {
        let query = FigureQuery(measure, cut, first: first, second: second, days: days)
        return Figure(name, sums[cut]?[measure, first, second] ?? 0, query)
    }

    /// The values of a cut that have any figure.
    func values(of cut: FigureCut) -> [String] { sums[cut]?.firsts ?? [] }

    /// Whether nothing at all happened.
    var isEmpty: Bool { sums[.total]?.isEmpty ?? true }
}
