/// How well a city's texts can be sorted, measured by asking about texts that were not learned from.
///
///     let evaluation = try Evaluation(of: closedCases, folds: 5)
///     evaluation.category[0].macroF1
package struct Evaluation: Hashable, Sendable {
    package let folds: Int
    package let rows: Int
    /// For each level of categories, of those texts whose category goes so deep.
    package let category: [Quality]
    /// Of answers backed off to the deepest level that is at least this probable: how many are given at all below the
    /// top level, and how many of all answers are right as far as they go.
    package let backedOff: BackedOff
    package let kind: Quality?
    package let urgency: Quality?
    package let body: Quality?

    package struct BackedOff: Hashable, Sendable {
        package let threshold: Double
        /// Mean number of levels given.
        package let meanLevels: Double
        /// Share of answers whose label is one of the truth's levels.
        package let shareRight: Double
    }

    /// Stratified cross-validation: each part is asked about by a model that learned from the others.
    package init(
        of texts: [TrainingText], folds count: Int = 5, seed: UInt64 = 0, training: Training = Training(),
        threshold: Double = 0.5, progress: (_ done: Int) -> Void = { _ in }
    ) throws(Training.Fault) {
        let usable = texts.filter { !$0.category.isEmpty }
        let names = Set(usable.map { $0.category[0] }).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let folds = Folds(answers: usable.map { numbers[$0.category[0]] ?? 0 }, count: count, seed: seed)
        var answers = Answers(threshold: threshold)
        for fold in 0..<folds.count {
            let (inside, outside) = folds.split(fold)
            let classifier = Classifier(try training.model(from: inside.map { usable[$0] }))
            for index in outside { answers.add(usable[index], classifier.suggest(usable[index].request)) }
            progress(fold + 1)
        }
        self.init(answers, folds: folds.count)
    }

    /// Asks a finished model about texts it has not learned from.
    package init(of model: TextModel, on texts: [TrainingText], threshold: Double = 0.5) {
        let classifier = Classifier(model)
        var answers = Answers(threshold: threshold)
        for text in texts where !text.category.isEmpty { answers.add(text, classifier.suggest(text.request)) }
        self.init(answers, folds: 1)
    }

    private init(_ answers: Answers, folds: Int) {
        self.folds = folds
        rows = answers.rows
        category = answers.levels.map(Quality.init)
        backedOff = BackedOff(
            threshold: answers.threshold, meanLevels: Double(answers.levelSum) / Double(max(1, answers.rows)),
            shareRight: Double(answers.rightSoFar) / Double(max(1, answers.rows)))
        kind = answers.kind.isEmpty ? nil : Quality(answers.kind)
        urgency = answers.urgency.isEmpty ? nil : Quality(answers.urgency)
        body = answers.body.isEmpty ? nil : Quality(answers.body)
    }
}

/// Answers as they come in.
private struct Answers {
    let threshold: Double
    private(set) var rows = 0
    private(set) var levels: [[Quality.Answer]] = []
    private(set) var levelSum = 0
    private(set) var rightSoFar = 0
    private(set) var kind: [Quality.Answer] = []
    private(set) var urgency: [Quality.Answer] = []
    private(set) var body: [Quality.Answer] = []

    init(threshold: Double) { self.threshold = threshold }

    mutating func add(_ text: TrainingText, _ suggestion: Suggestion) {
        rows += 1
        for (level, truth) in text.category.enumerated() {
            if levels.count == level { levels.append([]) }
            let choice = suggestion.levels.count > level ? suggestion.levels[level] : nil
            levels[level].append(Quality.Answer(truth: truth, choice: choice))
        }
        let given = suggestion.levels.prefix { $0.probability >= threshold }
        levelSum += given.count
        if let last = given.last, text.category.contains(last.label) { rightSoFar += 1 }
        if let truth = text.kind { kind.append(Quality.Answer(truth: truth, choice: suggestion.kind)) }
        if let truth = text.urgency { urgency.append(Quality.Answer(truth: truth, choice: suggestion.urgency)) }
        if let truth = text.body { body.append(Quality.Answer(truth: truth, choice: suggestion.body)) }
    }
}
