package import Civics

/// A model for a city without closed cases: learned from the names and explanations of its categories, and from nothing
/// else. A usable start; `Training` on the first thousand closed cases is better.
///
///     let start = try CategoryStart(city.categories).model()
package struct CategoryStart: Sendable {
    private let categories: [Category]

    package init(_ categories: [Category]) { self.categories = categories }

    /// What the categories teach: each clause of an explanation is an example by itself, as people write of one thing
    /// at a time, and so are the names.
    package var texts: [TrainingText] {
        categories.flatMap { category in
            let names = [category.level3.zh, category.level2.zh + category.level3.zh]
            let clauses = category.explanation.split { "，。；、：！？,.;:!?（）()".contains($0) }.map(String.init)
                .filter { $0.unicodeScalars.count > 1 }
            return (names + clauses + [category.explanation]).map { text in
                TrainingText(
                    request: RequestText(title: category.level3.zh, text: text),
                    category: TrainingText.levels(of: category.code), kind: category.kind.rawValue)
            }
        }
    }

    package func model() throws(Training.Fault) -> TextModel {
        var training = Training()
        training.leastTexts = 1
        training.leastExamples = 2
        // Explanations are neater than what people write: how sure to be can't be learned from them.
        training.givenSharpness = 4
        training.options.ratioShare = 0
        return try training.model(from: texts)
    }
}
