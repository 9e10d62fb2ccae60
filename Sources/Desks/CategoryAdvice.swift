package import Civics
import Insight

/// What category a text probably belongs to, and by which of its words; for a person to accept or correct.
package struct CategoryAdvice: Hashable, Sendable {
    package let category: CategoryCode
    /// `nil` where no model of this city's own requests says it, but the categories' explanations.
    package let probability: Double?
    /// The words that carried it, the strongest first.
    package let words: [String]
}

/// Advises on categories: by the model that the city has trained on its closed requests, else by the words that texts
/// share with the categories' explanations.
package struct CategoryAdviser: Sendable {
    /// A category is shown from this probability on, and taken over without a person from that one.
    private static let shown = 0.3
    private static let taken = 0.5

    private let city: City
    private let model: TextModel?
    private let guess: CategoryGuess

    init(city: City, model: TextModel?) {
        self.city = city
        self.model = model
        self.guess = CategoryGuess(city.categories)
    }

    /// `nil` where too little speaks for any category.
    package func advice(title: String, text: String) -> CategoryAdvice? {
        guard let model else {
            return guess.category(title: title, text: text).map {
                CategoryAdvice(category: $0, probability: nil, words: [])
            }
        }
        let request = RequestText(title: title, text: text)
        let suggestion = model.suggest(request)
        guard let best = suggestion.levels.last, best.probability >= Self.shown, city.category(best.label) != nil else {
            return nil
        }
        let why = model.explainCategory(request, level: suggestion.levels.count - 1, phrases: 3)
        return CategoryAdvice(
            category: best.label, probability: best.probability, words: why?.phrases.map(\.text) ?? [])
    }

    /// The category that a request gets which nobody has classified; `nil` where none is sure enough.
    func category(title: String, text: String) -> CategoryCode? {
        guard let advice = advice(title: title, text: text), (advice.probability ?? 1) >= Self.taken else { return nil }
        return advice.category
    }
}
