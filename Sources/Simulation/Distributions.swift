/// A distribution given by its quantiles, with straight lines between them. Only whole numbers are used: logarithms
/// differ in their last digits from one C library to the next.
struct Quantiles: Sendable {
    private let shares: [Int]
    private let values: [Int]

    /// Pairs of share (permille, from 0 to 1000, rising) and value.
    init(_ points: [(share: Int, value: Int)]) {
        shares = points.map(\.share)
        values = points.map(\.value)
    }

    func draw(_ generator: inout SeededGenerator) -> Int {
        let at = generator.below(1_000_000)
        let share = at / 1000
        var upper = 1
        while upper < shares.count - 1, shares[upper] <= share { upper += 1 }
        let span = (shares[upper] - shares[upper - 1]) * 1000
        let step = at - shares[upper - 1] * 1000
        return values[upper - 1] + (values[upper] - values[upper - 1]) * step / span
    }
}

/// Things with weights.
struct Shares: Sendable {
    private var sums: [Int] = []

    init(_ weights: [Int]) {
        var sum = 0
        for weight in weights {
            sum += max(0, weight)
            sums.append(sum)
        }
    }

    var total: Int { sums.last ?? 0 }

    /// The index of one of them, more often of those that weigh more.
    func draw(_ generator: inout SeededGenerator) -> Int {
        let at = generator.below(total)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > at { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
