package import Civics

/// Where reports take their figures from: sums of daily figures, nothing else, so that a report over millions of
/// requests reads a few hundred rows.
package protocol FigureSource {
    /// What can go wrong in reading; `Never` where nothing can.
    associatedtype Failure: Error

    /// The first day for which there are any figures at all; `nil` for an empty house.
    func firstDay() throws(Failure) -> CityDay?

    /// Sums over `days` for each value of a cut. Values whose sums are all zero may be left out; what has no value in a
    /// dimension (a request without a district) counts under the empty one.
    func sums(_ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>) throws(Failure) -> FigureSums

    /// The same for each day by itself; days without are left out.
    func dailySums(
        _ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>
    ) throws(Failure) -> [CityDay: FigureSums]

    /// The figure of each day, summed over those values of a cut that are meant; days without are left out.
    ///
    /// - Parameter isMeant: asked with the value of the cut's first dimension.
    func daily(
        _ measure: Measure, by cut: FigureCut, in days: ClosedRange<CityDay>, where isMeant: (String) -> Bool
    ) throws(Failure) -> [CityDay: Int]
}

extension FigureSource {
    /// The whole city's figure of each day; days without are left out.
    func daily(_ measure: Measure, in days: ClosedRange<CityDay>) throws(Failure) -> [CityDay: Int] {
        try daily(measure, by: .total, in: days) { _ in true }
    }
}

extension FigureSource {
    package func dailySums(
        _ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>
    ) throws(Failure) -> [CityDay: FigureSums] {
        var byDay: [CityDay: FigureSums] = [:]
        for day in days {
            let sums = try sums(measures, by: cut, in: day...day)
            if !sums.isEmpty { byDay[day] = sums }
        }
        return byDay
    }
}

/// Sums of daily figures over one period and one cut.
package struct FigureSums: Hashable, Sendable {
    private struct Key: Hashable {
        let measure: Measure
        let first: String
        let second: String
    }

    private var sums: [Key: Int] = [:]

    package init() {}

    /// Adds to a sum; what was never added is zero.
    package mutating func add(_ amount: Int, to measure: Measure, first: String, second: String) {
        sums[Key(measure: measure, first: first, second: second), default: 0] += amount
    }

    package subscript(_ measure: Measure, _ first: String = "", _ second: String = "") -> Int {
        sums[Key(measure: measure, first: first, second: second)] ?? 0
    }

    /// The values of the first dimension that have a sum other than zero, in order of their identifiers.
    package var firsts: [String] { Set(sums.filter { $0.value != 0 }.keys.map(\.first)).sorted() }

    /// Calls `each` with every sum other than zero, in no order.
    package func forEach(_ each: (Measure, _ first: String, _ second: String, _ amount: Int) -> Void) {
        for (key, amount) in sums where amount != 0 { each(key.measure, key.first, key.second, amount) }
    }

    package var isEmpty: Bool { sums.allSatisfy { $0.value == 0 } }
}

/// Daily figures held in memory: for trying out, for tests, for a report frozen with its figures.
///
/// As in storage, only the cuts that are their own `FigureCut.source` are kept; the others are summed from those.
package struct FigureLedger: FigureSource, Hashable, Sendable {
    package var cells: [FigureKey: Int]

    package init(_ cells: [FigureKey: Int] = [:]) {
        self.cells = cells
    }

    package func firstDay() -> CityDay? {
        cells.filter { $0.value != 0 }.keys.map(\.day).min()
    }

    package func sums(_ measures: [Measure], by cut: FigureCut, in days: ClosedRange<CityDay>) -> FigureSums {
        var sums = FigureSums()
        let (kept, side) = cut.source
        for (key, amount) in cells where key.cut == kept && days.contains(key.day) && measures.contains(key.measure) {
            switch side {
            case .first: sums.add(amount, to: key.measure, first: key.first, second: "")
            case .second: sums.add(amount, to: key.measure, first: key.second, second: "")
            case .both: sums.add(amount, to: key.measure, first: key.first, second: key.second)
            }
        }
        return sums
    }

    package func daily(
        _ measure: Measure, by cut: FigureCut, in days: ClosedRange<CityDay>, where isMeant: (String) -> Bool
    ) -> [CityDay: Int] {
        var daily: [CityDay: Int] = [:]
        let (kept, side) = cut.source
        for (key, amount) in cells where key.cut == kept && key.measure == measure && days.contains(key.day) {
            guard isMeant(side == .second ? key.second : key.first) else { continue }
            daily[key.day, default: 0] += amount
        }
        return daily
    }
}
