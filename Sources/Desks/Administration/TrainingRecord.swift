package import Civics
import Foundation
import Insight

/// What was measured of the model in use when it was trained; kept in a file beside it.
package struct TrainingRecord: Codable, Sendable {
    package struct Label: Codable, Sendable {
        package let label: String
        package let rows: Int
        package let given: Int
        package let right: Int
        package let f1: Double
    }

    package struct Bin: Codable, Sendable {
        package let from: Double
        package let to: Double
        package let rows: Int
        package let shareRight: Double
    }

    /// Milliseconds since 1970.
    package let at: Int64
    package let learned: Int
    package let rows: Int
    package let right: Int
    package let macroF1: Double
    package let calibrationError: Double
    package let labels: [Label]
    package let bins: [Bin]

    /// Of the deepest level of categories.
    init(_ training: CategoryTraining, at now: Instant) {
        let quality = training.evaluation.category.last ?? Quality([])
        at = now.milliseconds
        learned = training.learned
        rows = quality.rows
        right = quality.right
        macroF1 = quality.macroF1
        calibrationError = quality.calibrationError
        labels = quality.labels.map {
            Label(label: $0.label, rows: $0.rows, given: $0.given, right: $0.right, f1: $0.f1)
        }
        bins = quality.bins.map { Bin(from: $0.from, to: $0.to, rows: $0.rows, shareRight: $0.shareRight) }
    }

    package static func read(_ path: String) throws -> TrainingRecord {
        try JSONDecoder().decode(TrainingRecord.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

extension CategoryTraining {
    /// Writes what was measured, whole or not at all.
    package func record(at now: Instant, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(TrainingRecord(self, at: now)).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
}
