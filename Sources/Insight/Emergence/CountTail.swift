internal import Foundation

/// Chances of counts.
enum CountTail {
    /// The chance of `count` or more where `mean` are expected, if counts scatter as negative binomial with the variance
    /// `mean + dispersion · mean²`; Poisson where `dispersion` is 0.
    static func atLeast(_ count: Int, mean: Double, dispersion: Double) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        guard Double(count) > mean else { return 1 - below(count, mean, dispersion) }
        // From `count` upwards; above the mean each term is smaller than the one before.
        var term = exp(logChance(of: count, mean, dispersion))
        var sum = term
        var next = count
        while term > sum * 1e-12 && next < count + 100_000 {
            term *= ratio(after: next, mean, dispersion)
            sum += term
            next += 1
        }
        return min(1, sum)
    }

    /// The chance of `count` or fewer.
    static func atMost(_ count: Int, mean: Double, dispersion: Double) -> Double {
        guard mean > 0 else { return 1 }
        return min(1, below(count + 1, mean, dispersion))
    }

    /// The interval that holds the mean behind a count with 95 of 100 chances (Byar's approximation).
    static func interval(of count: Int) -> ClosedRange<Double> {
        let z = 1.959964
        let upper = Double(count + 1)
        let high = upper * pow(1 - 1 / (9 * upper) + z / (3 * upper.squareRoot()), 3)
        guard count > 0 else { return 0...high }
        let n = Double(count)
        return max(0, n * pow(1 - 1 / (9 * n) - z / (3 * n.squareRoot()), 3))...high
    }

    private static func below(_ count: Int, _ mean: Double, _ dispersion: Double) -> Double {
        guard count > 0 else { return 0 }
        var term = exp(logChance(of: count - 1, mean, dispersion))
        var sum = term
        var next = count - 1
        while next > 0 && term > sum * 1e-12 {
            term /= ratio(after: next - 1, mean, dispersion)
            sum += term
            next -= 1
        }
        return min(1, sum)
    }

    private static func ratio(after count: Int, _ mean: Double, _ dispersion: Double) -> Double {
        let k = Double(count)
        guard dispersion > 1e-9 else { return mean / (k + 1) }
        let size = 1 / dispersion
        return (k + size) / (k + 1) * mean / (mean + size)
    }

    private static func logChance(of count: Int, _ mean: Double, _ dispersion: Double) -> Double {
        let k = Double(count)
        guard dispersion > 1e-9 else { return k * log(mean) - mean - lgamma(k + 1) }
        let size = 1 / dispersion
        return lgamma(k + size) - lgamma(size) - lgamma(k + 1) + size * log(size / (mean + size))
            + k * log(mean / (mean + size))
    }
}

/// Holds the share of false discoveries down when many are tried at once (Benjamini and Hochberg 1995).
enum FalseDiscovery {
    /// Which of the chances pass, if at most `rate` of those that pass may be chance. `tried` counts all that were tried,
    /// also those not given because they could not pass.
    static func passing(_ chances: [Double], rate: Double, tried: Int? = nil) -> [Bool] {
        let all = max(tried ?? chances.count, chances.count)
        let order = chances.indices.sorted { (chances[$0], $0) < (chances[$1], $1) }
        var last = -1
        for (rank, index) in order.enumerated() where chances[index] <= rate * Double(rank + 1) / Double(all) {
            last = rank
        }
        var passing = [Bool](repeating: false, count: chances.count)
        for rank in 0..<(last + 1) { passing[order[rank]] = true }
        return passing
    }
}
