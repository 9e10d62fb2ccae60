/// A trained classifier of requests: category on up to three levels, kind, urgency and body.
///
///     let model = try TextModel(bytes: file)
///     let suggestion = model.suggest(RequestText(title: "路灯不亮", text: "门口的路灯坏了一个月"))
///     suggestion.category(atLeast: 0.5)?.label
///
/// A value that never changes: any number of threads may use it. Whoever classifies many texts makes a `Classifier` and
/// keeps it, which saves making room for each text anew.
package struct TextModel: Sendable {
    /// One question with its possible answers.
    struct Head: Sendable {
        enum Question: Hashable, Sendable {
            /// Which part of a category; of all categories where `nil`.
            case category(within: String?)
            case kind, urgency, body
        }

        let question: Question
        /// Sorted. In a category's head, `""` stands for parts with too few examples to be told apart.
        let labels: [String]
        /// The column of the first label; a head with one label has no columns.
        let firstColumn: Int
        let biases: [Float]
        /// One over the temperature that makes scores probabilities.
        var sharpness: Float

        var columnCount: Int { labels.count > 1 ? labels.count : 0 }
    }

    let alphabet: Alphabet
    let words: WordList
    let features: FeatureTable
    /// For each feature the first of its entries, and the end of the last.
    let starts: [UInt32]
    /// Column in the upper half, weight as a multiple of the column's scale in the lower one (signed).
    let entries: [UInt32]
    /// For each column.
    let scales: [Float]
    var heads: [Head]
    /// How many texts it was trained on.
    package let trainedOn: Int

    /// Every column's place within `heads`, by question.
    private let headIndex: [Head.Question: Int]

    init(
        alphabet: Alphabet, words: WordList, features: FeatureTable, starts: [UInt32], entries: [UInt32],
        scales: [Float], heads: [Head], trainedOn: Int
    ) {
        self.alphabet = alphabet
        self.words = words
        self.features = features
        self.starts = starts
        self.entries = entries
        self.scales = scales
        self.heads = heads
        self.trainedOn = trainedOn
        headIndex = Dictionary(heads.enumerated().map { ($1.question, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func head(_ question: Head.Question) -> Head? { headIndex[question].map { heads[$0] } }

    /// The categories of the top level.
    package var topCategories: [String] { head(.category(within: nil))?.labels.filter { !$0.isEmpty } ?? [] }

    /// Whether categories have more than one level.
    package var isDeep: Bool {
        heads.contains { if case .category(within: .some) = $0.question { true } else { false } }
    }

    package func suggest(_ request: RequestText) -> Suggestion { Classifier(self).suggest(request) }
}

/// A model at work, with room for one text at a time. One thread at a time may use it.
package final class Classifier {
    package let model: TextModel
    private var plain = PlainText()
    private var view = TextView()
    private var grams = GramCounts()
    private var scores: [Float]

    package init(_ model: TextModel) {
        self.model = model
        scores = [Float](repeating: 0, count: model.scales.count)
    }

    package func suggest(_ request: RequestText) -> Suggestion {
        plain = PlainText(request)
        return read() ? suggestion() : Suggestion()
    }

    /// The best category and its probability, without anything else: for files of many rows. `nil` where nothing can be
    /// said. Of a deep category the deepest level at least `threshold` probable, or the top level.
    package func category(
        title: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>, atLeast threshold: Double
    ) -> Suggestion.Choice? {
        plain.removeAll()
        plain.append(utf8: title, limit: PlainText.longestRead)
        plain.append(utf8: text, limit: PlainText.longestRead)
        guard read() else { return nil }
        let levels = levels()
        return levels.last { $0.probability >= threshold } ?? levels.first
    }

    /// Scores the text in `plain`; false where it says nothing.
    private func read() -> Bool {
        view.read(plain, alphabet: model.alphabet, words: model.words)
        // A text that is mostly something else than what the model knows.
        guard view.characters.count * 12 >= plain.count else { return false }
        grams.count(view.characters)
        return score()
    }

    /// Sums up what the grams speak for; false where no pair of characters is known: single ones say too little.
    private func score() -> Bool {
        var square: Float = 0
        var knowsPair = false
        scores.withUnsafeMutableBufferPointer { scores in
            scores.update(repeating: 0)
            model.features.look { table in
                model.starts.withUnsafeBufferPointer { starts in
                    model.entries.withUnsafeBufferPointer { entries in
                        grams.forEach { key, weight in
                            let number = table.number(of: key)
                            guard number >= 0 else { return }
                            if GramCounts.isPair(key) { knowsPair = true }
                            let value = FeatureTable.damped(weight) * table.rarity[number]
                            square += value * value
                            for index in Int(starts[number])..<Int(starts[number + 1]) {
                                let entry = entries[index]
                                scores[Int(entry >> 16)] += value * Float(Int16(truncatingIfNeeded: entry))
                            }
                        }
                    }
                }
            }
        }
        guard knowsPair, square > 0 else { return false }
        let factor = 1 / square.squareRoot()
        for column in scores.indices { scores[column] *= factor * model.scales[column] }
        return true
    }

    /// The features and their values of a text, for explanations.
    func features(of request: RequestText) -> (plain: PlainText, view: TextView, row: FeatureRow)? {
        plain = PlainText(request)
        return read() ? (plain, view, model.features.row(of: grams.row)) : nil
    }

    /// Scores of a head's labels for the text read last.
    func rawScores(of head: TextModel.Head) -> [Float] {
        (0..<head.columnCount).map { scores[head.firstColumn + $0] + head.biases[$0] }
    }

    private func choices(_ head: TextModel.Head) -> [Double] {
        head.columnCount == 0 ? [1] : probabilities(rawScores(of: head), sharpness: head.sharpness)
    }

    private func levels() -> [Suggestion.Choice] {
        var levels: [Suggestion.Choice] = []
        var within: String?
        var probability = 1.0
        while let head = model.head(.category(within: within)) {
            let shares = choices(head)
            guard let best = shares.indices.max(by: { shares[$0] < shares[$1] }), !head.labels[best].isEmpty else {
                break
            }
            probability *= shares[best]
            levels.append(Suggestion.Choice(label: head.labels[best], probability: probability))
            within = head.labels[best]
        }
        return levels
    }

    private func suggestion() -> Suggestion {
        var suggestion = Suggestion()
        suggestion.levels = levels()
        suggestion.candidates = candidates()
        suggestion.kind = best(.kind)
        suggestion.urgency = best(.urgency)
        suggestion.body = best(.body)
        return suggestion
    }

    private func best(_ question: TextModel.Head.Question) -> Suggestion.Choice? {
        guard let head = model.head(question) else { return nil }
        let shares = choices(head)
        return shares.indices.max(by: { shares[$0] < shares[$1] }).map {
            Suggestion.Choice(label: head.labels[$0], probability: shares[$0])
        }
    }

    private func candidates() -> [Suggestion.Choice] {
        var found: [Suggestion.Choice] = []
        func descend(within: String?, probability: Double) {
            guard let head = model.head(.category(within: within)) else {
                if let within { found.append(Suggestion.Choice(label: within, probability: probability)) }
                return
            }
            for (label, share) in zip(head.labels, choices(head)) where probability * share >= 0.01 {
                if label.isEmpty {
                    if let within { found.append(Suggestion.Choice(label: within, probability: probability * share)) }
                } else {
                    descend(within: label, probability: probability * share)
                }
            }
        }
        descend(within: nil, probability: 1)
        found.sort { ($1.probability, $0.label) < ($0.probability, $1.label) }
        return Array(found.prefix(5))
    }
}
