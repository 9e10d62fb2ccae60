package import Civics

/// A sum of daily figures, named exactly enough to be asked for again and to lead to the requests behind it.
package struct FigureQuery: Hashable, Codable, Sendable {
    package var measure: Measure
    package var cut: FigureCut
    /// The value of the cut's first dimension; empty for the whole.
    package var first: String
    /// The value of the cut's second dimension; empty where the cut has none.
    package var second: String
    package var days: ClosedRange<CityDay>

    package init(
        _ measure: Measure, _ cut: FigureCut = .total, first: String = "", second: String = "",
        days: ClosedRange<CityDay>
    ) {
        self.measure = measure
        self.cut = cut
        self.first = first
        self.second = second
        self.days = days
    }
}
