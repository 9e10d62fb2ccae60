package import Civics

/// What a model takes a request to be about, for a person to accept or correct.
package struct Suggestion: Hashable, Sendable {
    /// A label with the probability that it is right.
    package struct Choice: Hashable, Sendable {
        package let label: String
        package let probability: Double

        package init(label: String, probability: Double) {
            self.label = label
            self.probability = probability
        }
    }

    /// The best category from the top level down to the deepest the model knows; a level's probability is never higher
    /// than that of the level above it. Empty where the text says nothing the model knows.
    package var levels: [Choice] = []
    /// The most probable categories of the deepest level, best first.
    package var candidates: [Choice] = []
    package var kind: Choice?
    package var urgency: Choice?
    package var body: Choice?

    /// Whether nothing can be said: the text is empty, in another language, or holds nothing the model has seen.
    package var isUnknown: Bool { levels.isEmpty }

    package init() {}

    /// The deepest level that is at least this probable; `nil` where not even the top level is.
    package func category(atLeast threshold: Double) -> Choice? { levels.last { $0.probability >= threshold } }

    package var requestKind: RequestKind? { kind.flatMap { RequestKind(rawValue: $0.label) } }
    package var requestUrgency: Urgency? { urgency.flatMap { Urgency(rawValue: $0.label) } }
}
