internal import Foundation

/// Scores made probabilities, and how well probabilities hold.
enum Calibration {
    /// One over the temperature under which the answers are most probable (golden-section search).
    static func sharpness(_ scores: [(scores: [Float], answer: Int)]) -> Float {
        func loss(_ exponent: Double) -> Double {
            let sharpness = Float(exp(exponent))
            return scores.reduce(0) { sum, item in
                sum - log(max(1e-9, probabilities(item.scores, sharpness: sharpness)[item.answer]))
            }
        }
        var (low, high) = (log(0.2), log(50.0))
        let ratio = (5.0.squareRoot() - 1) / 2
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (leftLoss, rightLoss) = (loss(left), loss(right))
        for _ in 0..<30 {
            if leftLoss < rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(left)
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(right)
            }
        }
        return Float(exp((low + high) / 2))
    }
}
