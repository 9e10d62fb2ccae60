internal import Foundation

func logarithm(_ value: Double) -> Double { Foundation.log(value) }

func power(_ base: Double, _ exponent: Double) -> Double { exponent == 0 ? 1 : Foundation.pow(base, exponent) }

/// Probabilities from scores; `sharpness` is one over the temperature.
func probabilities(_ scores: some Collection<Float>, sharpness: Float) -> [Double] {
    guard let highest = scores.max() else { return [] }
    let parts = scores.map { Foundation.exp(Double(($0 - highest) * sharpness)) }
    let sum = parts.reduce(0, +)
    return parts.map { $0 / sum }
}
