package import Civics

/// Judges replies to requests, so that poor ones can be looked at before people complain of them.
///
///     let judge = ReplyJudge(background: requests.map(\.text))
///     let score = judge.score(reply, to: request, asked: moment, replied: later)
///     print(score.points, score.commitment.evidence)
///
/// It reads words, not truth: a high score means that a reply has what a good one has.
package struct ReplyJudge: Sendable {
    /// Days a reply may take (十五个工作日).
    package var limit = 21.0
    private let counts: [UInt64: UInt32]
    private let total: Int
    private static let textLimit = 6000

    /// `background` are texts of other requests: what many of them hold says little about one.
    package init(background: [String] = []) {
        var counts: [UInt64: UInt32] = [:]
        for text in background {
            var seen: Set<UInt64> = []
            Self.forEachPair(in: PlainText(text, limit: 400).scalars) { key, _ in
                if seen.insert(key).inserted { counts[key, default: 0] += 1 }
            }
        }
        self.counts = counts
        total = background.count
    }

    package func score(
        _ reply: String, to request: (title: String, text: String), asked: Instant?, replied: Instant?
    ) -> ReplyScore {
        let plain = PlainText(reply, limit: Self.textLimit)
        let sentences = ReplySentences(plain)
        let kind = sentences.kind
        return ReplyScore(
            kind: kind, relevance: relevance(sentences, request, kind), completeness: completeness(sentences, request),
            basis: sentences.basis, commitment: sentences.commitment, promptness: promptness(asked, replied))
    }

    // MARK: Parts

    /// The share of what the request says, weighted by rarity, that the reply speaks of. A repeated title doesn't count.
    private func relevance(
        _ sentences: ReplySentences, _ request: (title: String, text: String), _ kind: ReplyScore.Kind
    ) -> ReplyScore.Part {
        let title = PlainText(request.title, limit: 200).scalars
        let body = PlainText(request.text, limit: 400).scalars
        var weights: [UInt64: (weight: Double, word: String)] = [:]
        for (scalars, emphasis) in [(title, 2.0), (body, 1.0)] {
            Self.forEachPair(in: scalars) { key, range in
                if weights[key] == nil {
                    weights[key] = (emphasis * rarity(key), PlainText.string(scalars[range]))
                }
            }
        }
        guard !weights.isEmpty else { return ReplyScore.Part(value: 0, evidence: ["诉求没有可比的文字"]) }
        var said: Set<UInt64> = []
        Self.forEachPair(in: sentences.ownWords(without: title)) { key, _ in said.insert(key) }
        // Only the weightiest words of the request: nobody has to repeat it all.
        let top = weights.sorted { ($0.value.weight, $1.key) > ($1.value.weight, $0.key) }.prefix(40)
        let whole = top.reduce(0) { $0 + $1.value.weight }
        let shared = top.filter { said.contains($0.key) }
        let share = shared.reduce(0) { $0 + $1.value.weight } / max(1e-9, whole)
        let value = min(1, share / 0.4) * (kind == .answer ? 1 : 0.5)
        let words = shared.prefix(6).map(\.value.word)
        return ReplyScore.Part(value: value, evidence: words.isEmpty ? ["没有提到诉求里的事"] : Array(words))
    }

    /// Sentences that say something, against the questions asked.
    private func completeness(
        _ sentences: ReplySentences, _ request: (title: String, text: String)
    ) -> ReplyScore.Part {
        let asked = ReplySentences.questions(in: PlainText(request.title + "。" + request.text, limit: 1500))
        let told = sentences.telling
        let value = min(1, Double(told) / (Double(asked) + 1))
        return ReplyScore.Part(value: value, evidence: ["提问 \(asked) 处", "实质内容 \(told) 句"])
    }

    private func promptness(_ asked: Instant?, _ replied: Instant?) -> ReplyScore.Part? {
        guard let asked, let replied, replied >= asked else { return nil }
        let days = Double((replied - asked).milliseconds) / 86_400_000
        let value = days <= limit ? 1 - 0.4 * days / limit : max(0, 0.6 * (4 - days / limit) / 3)
        return ReplyScore.Part(value: value, evidence: ["\(Int(days.rounded())) 天"])
    }

    private func rarity(_ key: UInt64) -> Double {
        guard total > 0 else { return 1 }
        let count = Double(counts[key] ?? 0)
        return Double(LogTable.shared[total + 1]) - Double(LogTable.shared[Int(count) + 1])
    }

    private static func forEachPair(in scalars: [UInt32], _ body: (UInt64, Range<Int>) -> Void) {
        scalars.withUnsafeBufferPointer { CharacterGrams.forEach(in: $0, lengths: 2...2, body) }
    }
}
