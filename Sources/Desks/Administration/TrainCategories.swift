import Casework
package import Civics
package import Insight
import Storage

/// What training on the city's own requests gave.
package struct CategoryTraining: Sendable {
    package let model: TextModel
    /// Requests that were learned from, and asked about.
    package let learned: Int
    package let asked: Int
    /// Of the new model, on requests it had not seen; by level, the top first.
    package let evaluation: Evaluation
    /// Against the model in use, on the same requests; `nil` where there is none.
    package let contest: Contest?

    /// The first model is taken as it is; later ones only where they are better.
    package var isBetter: Bool { contest?.challengerWins ?? true }
}

extension Administration {
    /// The newest closed requests that are learned from; older ones say less of what people ask today.
    private static let mostLearned = 100_000

    /// Learns categories, kinds, urgencies and bodies from the city's closed requests, as people left them. The newest
    /// fifth is held back, and both models are asked about it.
    /// - Throws: `Training.Fault` when too little is closed.
    package func trainCategories(champion: TextModel?) async throws -> CategoryTraining {
        var texts: [TrainingText] = []
        let unclassified = ServiceDesk.unclassified(in: store.city)
        var after = try await store.number(before: 2 * Self.mostLearned)
        while true {
            let (found, last) = try await store.texts(after: after, limit: 1000)
            guard let last else { break }
            for text in found where text.stage.isAnswered && text.category != unclassified {
                texts.append(
                    TrainingText(
                        request: RequestText(title: text.title, text: text.text),
                        category: TrainingText.levels(of: text.category), kind: text.kind.rawValue,
                        urgency: text.urgency.rawValue, body: text.lead))
            }
            after = last
        }
        texts = texts.suffix(Self.mostLearned)
        let cut = texts.count * 4 / 5
        let model = try Training().model(from: Array(texts[..<cut]))
        let asked = Array(texts[cut...])
        let contest = champion.map { Contest(champion: $0, challenger: model, on: asked, level: 2) }
        return CategoryTraining(
            model: model, learned: cut, asked: asked.count, evaluation: Evaluation(of: model, on: asked),
            contest: contest)
    }

    /// Of the requests received on these days, those whose category nobody has changed.
    package func keptCategories(_ days: ClosedRange<CityDay>, _ context: OperationContext) async throws -> Rate {
        guard Access.isAllowed(.viewHealth, role: context.actor.role, relation: .none) else {
            throw DeskError.notAllowed(.viewHealth)
        }
        guard let first = CaseNumber(day: days.lowerBound, serial: 1),
            let last = CaseNumber(day: days.upperBound, serial: 999_999)
        else { return Rate(0, of: 0) }
        return try await store.database.read { connection in
            let range: [SQLValue] = [.integer(first.rawValue), .integer(last.rawValue)]
            let all = try connection.integer("SELECT count(*) FROM request WHERE case_id BETWEEN ? AND ?", range)
            let changed = try connection.integer(
                """
                SELECT count(DISTINCT case_id) FROM event
                WHERE case_id BETWEEN ? AND ? AND type = 'request.classified.1'
                """, range)
            return Rate(Double(all - changed), of: Int(all))
        }
    }
}

extension ServiceRequest.Stage {
    /// Somebody has answered it, so that its category has passed through a body's hands.
    fileprivate var isAnswered: Bool { self == .closed || self == .calledBack || self == .archived }
}
