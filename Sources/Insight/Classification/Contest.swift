internal import Foundation

/// Whether a new model is better than the one in use, on the same texts, which neither has learned from.
package struct Contest: Hashable, Sendable {
    package let champion: Quality
    package let challenger: Quality
    /// Texts only one of the two got right.
    package let onlyChampion: Int
    package let onlyChallenger: Int

    /// Compares the top level of categories where `level` is 0, and what lies below it otherwise.
    package init(champion: TextModel, challenger: TextModel, on texts: [TrainingText], level: Int = 0) {
        let old = Self.answers(champion, texts, level)
        let new = Self.answers(challenger, texts, level)
        self.champion = Quality(old)
        self.challenger = Quality(new)
        onlyChampion = zip(old, new).count { $0.isRight && !$1.isRight }
        onlyChallenger = zip(old, new).count { !$0.isRight && $1.isRight }
    }

    package var rows: Int { champion.rows }

    /// The probability that two equally good models differ so much or more in the texts only one gets right (McNemar's
    /// test, exact, two-sided).
    package var chance: Double {
        let total = onlyChampion + onlyChallenger
        guard total > 0 else { return 1 }
        let fewer = min(onlyChampion, onlyChallenger)
        var logShare = Double(total) * log(0.5)
        var tail = exp(logShare)
        for count in 0..<fewer {
            logShare += log(Double(total - count) / Double(count + 1))
            tail += exp(logShare)
        }
        return min(1, 2 * tail)
    }

    /// A higher macro-F1, and not by chance (p < 0.05): a model in use is not exchanged for luck.
    package var challengerWins: Bool { challenger.macroF1 > champion.macroF1 && chance < 0.05 }

    private static func answers(_ model: TextModel, _ texts: [TrainingText], _ level: Int) -> [Quality.Answer] {
        let classifier = Classifier(model)
        return texts.filter { $0.category.count > level }.map { text in
            let levels = classifier.suggest(text.request).levels
            return Quality.Answer(truth: text.category[level], choice: levels.count > level ? levels[level] : nil)
        }
    }
}
