package import Civics
import Foundation
import Storage

/// What a text is probably about, by the words it shares with the categories' names and explanations: a usable start for
/// a city without closed cases to learn from. Words that stand in few explanations weigh more; too little in common is
/// no guess. The dispatcher sees the category and can change it.
package struct CategoryGuess: Sendable {
    private struct Posting: Sendable {
        let category: Int32
        let weight: Float
    }

    private let codes: [CategoryCode]
    private let postings: [Substring: [Posting]]

    /// At least this much must be shared: about three words that are rare among the explanations.
    private static let least: Float = 2.2
    /// And this much more than with any category of another group.
    private static let margin: Float = 1.15

    package init(_ categories: [Category]) {
        codes = categories.map(\.code)
        let terms = categories.map { category in
            Set(
                Bigrams.index(category.level3.zh, category.explanation, category.level3.en).split(separator: " ")
                    .filter(Self.counts))
        }
        var frequency: [Substring: Int] = [:]
        for list in terms { for term in list { frequency[term, default: 0] += 1 } }
        var postings: [Substring: [Posting]] = [:]
        for (index, list) in terms.enumerated() {
            let length = Float(list.count).squareRoot()
            for term in list {
                let rarity = Float(log(Double(categories.count) / Double(frequency[term] ?? 1)))
                postings[term, default: []].append(Posting(category: Int32(index), weight: rarity / length))
            }
        }
        self.postings = postings
    }

    /// The category of a request's title and text; `nil` where too little speaks for any.
    package func category(title: String, text: String) -> CategoryCode? {
        var scores = [Float](repeating: 0, count: codes.count)
        func add(_ words: String, _ factor: Float) {
            for term in Set(Bigrams.index(words).split(separator: " ")) {
                for posting in postings[term] ?? [] { scores[Int(posting.category)] += factor * posting.weight }
            }
        }
        add(title, 1.5)
        add(String(text.prefix(300)), 1)
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }), scores[best] >= Self.least else {
            return nil
        }
        let group = codes[best].prefix(4)
        let rival = scores.indices.lazy.filter { !codes[$0].hasPrefix(group) }.map { scores[$0] }.max() ?? 0
        return scores[best] >= rival * Self.margin ? codes[best] : nil
    }

    /// Single Chinese characters say too little.
    private static func counts(_ term: Substring) -> Bool {
        term.utf8.count > 4 || (term.utf8.first ?? 0) < 0x80 && term.utf8.count > 2
    }
}
