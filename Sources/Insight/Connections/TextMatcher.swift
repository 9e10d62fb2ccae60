internal import Foundation

/// Finds the policies or service items a request is about, by their texts (BM25 over pairs of characters).
///
///     let matcher = TextMatcher(items.map { ($0.code, $0.name, $0.text) })
///     matcher.matches(for: "孩子刚出生，怎么上户口")   // [Match(key: "birth", score: …, words: ["出生", "户口"])]
package struct TextMatcher: Sendable {
    package struct Match: Hashable, Sendable {
        package let key: String
        /// Up to 1: the share of what the request says that the item says too, rare words counting more.
        package let score: Double
        /// The shared words that carried it, the weightiest first.
        package let words: [String]
    }

    private let keys: [String]
    /// For each pair of characters: the items that hold it, with how much it says there.
    private let postings: [UInt64: [(item: Int32, weight: Float)]]
    private let rarity: [UInt64: Float]
    private static let textLimit = 4000
    private static let requestLimit = 600
    /// A word of the title counts as often as this many of the text.
    private static let titleWeight: Float = 3

    package init(_ items: [(key: String, title: String, text: String)]) {
        keys = items.map(\.key)
        var counts: [[UInt64: Float]] = []
        for item in items {
            var terms: [UInt64: Float] = [:]
            Self.forEachPair(in: PlainText(item.title, limit: Self.textLimit).scalars) { key, _ in
                terms[key, default: 0] += Self.titleWeight
            }
            Self.forEachPair(in: PlainText(item.text, limit: Self.textLimit).scalars) { key, _ in
                terms[key, default: 0] += 1
            }
            counts.append(terms)
        }
        var containing: [UInt64: Int] = [:]
        for terms in counts { for key in terms.keys { containing[key, default: 0] += 1 } }
        let total = Float(items.count)
        let rarity = containing.mapValues { log(1 + (total - Float($0) + 0.5) / (Float($0) + 0.5)) }
        let lengths = counts.map { $0.values.reduce(0, +) }
        let mean = max(1, lengths.reduce(0, +) / max(1, total))
        var postings: [UInt64: [(item: Int32, weight: Float)]] = [:]
        for (item, terms) in counts.enumerated() {
            for (key, count) in terms {
                // BM25 with k = 1.2 and b = 0.6, scaled to at most 1.
                let weight = count / (count + 1.2 * (0.4 + 0.6 * lengths[item] / mean))
                postings[key, default: []].append((Int32(item), weight))
            }
        }
        self.rarity = rarity
        self.postings = postings
    }

    /// The items most like a request, the likest first; none below `threshold`.
    package func matches(for text: String, threshold: Double = 0.15, limit: Int = 5) -> [Match] {
        var words: [UInt64: String] = [:]
        let scalars = PlainText(text, limit: Self.requestLimit).scalars
        Self.forEachPair(in: scalars) { key, range in words[key] = PlainText.string(scalars[range]) }
        var whole: Float = 0
        var sums = [Float](repeating: 0, count: keys.count)
        for key in words.keys.sorted() {
            // What no item says is part of the request all the same, as a word of middling rarity.
            guard let rarity = rarity[key] else {
                whole += Self.unknown
                continue
            }
            whole += rarity
            for posting in postings[key] ?? [] { sums[Int(posting.item)] += rarity * posting.weight }
        }
        guard whole > 0 else { return [] }
        let best = sums.indices.filter { Double(sums[$0] / whole) >= threshold }
            .sorted { (sums[$0], $1) > (sums[$1], $0) }.prefix(limit)
        return best.map { item in
            let carried = words.keys.compactMap { key -> (word: String, weight: Float)? in
                guard let posting = postings[key]?.first(where: { Int($0.item) == item }) else { return nil }
                return (words[key] ?? "", posting.weight * (rarity[key] ?? 0))
            }
            let top = carried.sorted { ($0.weight, $1.word) > ($1.weight, $0.word) }.prefix(5).map(\.word)
            return Match(key: keys[item], score: Double(sums[item] / whole), words: top)
        }
    }

    private static let unknown: Float = 1

    private static func forEachPair(in scalars: [UInt32], _ body: (UInt64, Range<Int>) -> Void) {
        scalars.withUnsafeBufferPointer { CharacterGrams.forEach(in: $0, lengths: 2...2, body) }
    }
}
