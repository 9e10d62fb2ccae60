/// How good answers were that were given without knowing the truth.
package struct Quality: Hashable, Sendable {
    /// An answer: the truth, and what was said with which probability; `nil` where nothing was said.
    package struct Answer: Hashable, Sendable {
        package let truth: String
        package let choice: Suggestion.Choice?

        package init(truth: String, choice: Suggestion.Choice?) {
            self.truth = truth
            self.choice = choice
        }

        package var isRight: Bool { choice?.label == truth }
    }

    /// Precision, recall and F1 of one label.
    package struct LabelQuality: Hashable, Sendable {
        package let label: String
        /// Rows that have the label.
        package let rows: Int
        /// Rows that were given the label.
        package let given: Int
        package let right: Int

        package var precision: Double { given > 0 ? Double(right) / Double(given) : 0 }
        package var recall: Double { rows > 0 ? Double(right) / Double(rows) : 0 }
        package var f1: Double { right > 0 ? 2 * Double(right) / Double(rows + given) : 0 }
    }

    /// Answers of similar probability: how probable they were said to be, and how many were right.
    package struct Bin: Hashable, Sendable {
        package let from: Double
        package let to: Double
        package let rows: Int
        package let meanProbability: Double
        package let shareRight: Double
    }

    package let rows: Int
    package let right: Int
    package let unknown: Int
    /// By label, sorted.
    package let labels: [LabelQuality]
    /// Rows by truth (first) and answer (second), in the order of `labels`; the last column counts those unknown or
    /// answered by a label that is nobody's truth.
    package let confusion: [[Int]]
    /// Tenths of probability that hold a row.
    package let bins: [Bin]

    package var accuracy: Double { rows > 0 ? Double(right) / Double(rows) : 0 }

    /// The mean of the labels' F1, each label counting the same.
    package var macroF1: Double {
        labels.isEmpty ? 0 : labels.reduce(0) { $0 + $1.f1 } / Double(labels.count)
    }

    /// Expected calibration error: by how much probabilities and shares of right answers differ in the mean.
    package var calibrationError: Double {
        let answered = bins.reduce(0) { $0 + $1.rows }
        guard answered > 0 else { return 0 }
        return bins.reduce(0) { $0 + Double($1.rows) * abs($1.meanProbability - $1.shareRight) } / Double(answered)
    }

    package init(_ answers: [Answer]) {
        rows = answers.count
        right = answers.count(where: \.isRight)
        unknown = answers.count { $0.choice == nil }
        let names = Set(answers.map(\.truth)).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: names.count + 1), count: names.count)
        for answer in answers {
            guard let truth = numbers[answer.truth] else { continue }
            confusion[truth][answer.choice.flatMap { numbers[$0.label] } ?? names.count] += 1
        }
        labels = names.enumerated().map { number, name in
            LabelQuality(
                label: name, rows: confusion[number].reduce(0, +), given: confusion.reduce(0) { $0 + $1[number] },
                right: confusion[number][number])
        }
        self.confusion = confusion
        bins = Self.bins(answers)
    }

    private static func bins(_ answers: [Answer]) -> [Bin] {
        var sums = [(rows: Int, probability: Double, right: Int)](repeating: (0, 0, 0), count: 10)
        for answer in answers {
            guard let choice = answer.choice else { continue }
            let bin = min(9, max(0, Int(choice.probability * 10)))
            sums[bin].rows += 1
            sums[bin].probability += choice.probability
            if answer.isRight { sums[bin].right += 1 }
        }
        return sums.enumerated().compactMap { number, sum in
            guard sum.rows > 0 else { return nil }
            return Bin(
                from: Double(number) / 10, to: Double(number + 1) / 10, rows: sum.rows,
                meanProbability: sum.probability / Double(sum.rows), shareRight: Double(sum.right) / Double(sum.rows))
        }
    }
}
