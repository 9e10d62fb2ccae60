/// Why a model suggests what it suggests: the words of the text that carried it.
package struct Explanation: Hashable, Sendable {
    /// A word or phrase as it stands in the text.
    package struct Phrase: Hashable, Sendable {
        package let text: String
        /// Its part of what speaks for the suggestion rather than for the second best; all parts come to 1 at most.
        package let share: Double
    }

    package let label: String
    /// What else came into question; `nil` where there is nothing else.
    package let rival: String?
    /// Strongest first.
    package let phrases: [Phrase]
}

extension TextModel {
    /// Explains the category on one level, 0 being the top one; `nil` where the model suggests none there.
    package func explainCategory(_ request: RequestText, level: Int = 0, phrases: Int = 5) -> Explanation? {
        let levels = suggest(request).levels
        guard level < levels.count else { return nil }
        return explain(.category(within: level == 0 ? nil : levels[level - 1].label), request, phrases)
    }

    package func explainKind(_ request: RequestText, phrases: Int = 5) -> Explanation? {
        explain(.kind, request, phrases)
    }

    package func explainUrgency(_ request: RequestText, phrases: Int = 5) -> Explanation? {
        explain(.urgency, request, phrases)
    }

    package func explainBody(_ request: RequestText, phrases: Int = 5) -> Explanation? {
        explain(.body, request, phrases)
    }

    private func explain(_ question: Head.Question, _ request: RequestText, _ limit: Int) -> Explanation? {
        let classifier = Classifier(self)
        guard let head = head(question), let read = classifier.features(of: request) else { return nil }
        let scores = classifier.rawScores(of: head)
        guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else {
            return head.labels.first.map { Explanation(label: $0, rival: nil, phrases: []) }
        }
        let rival = scores.indices.filter { $0 != best }.max { scores[$0] < scores[$1] }
        let speaks = evidence(
            for: head.firstColumn + best, against: rival.map { head.firstColumn + $0 }, in: read.view)
        let phrases = Phrases(read.view, read.plain, speaks, hasWords: !words.isEmpty)
        return Explanation(
            label: head.labels[best], rival: rival.map { head.labels[$0] }, phrases: phrases.strongest(limit))
    }

    /// How much each character of the view speaks for one column rather than another: what its grams weigh, a pair's
    /// weight by halves.
    private func evidence(for column: Int, against rival: Int?, in view: TextView) -> [Double] {
        var sums = [Double](repeating: 0, count: view.characters.count)
        features.look { table in
            func weight(_ key: UInt32) -> Double {
                let number = table.number(of: key)
                guard number >= 0 else { return 0 }
                var difference = 0.0
                for entry in entries[Int(starts[number])..<Int(starts[number + 1])] {
                    let own = Int(entry >> 16)
                    guard own == column || own == rival else { continue }
                    let value = Double(Int16(truncatingIfNeeded: entry)) * Double(scales[own])
                    difference += own == column ? value : -value
                }
                return difference * Double(table.rarity[number])
            }
            var before: UInt16 = 0
            for (position, character) in view.characters.enumerated() {
                if character != 0 {
                    let early = Double(
                        position < GramCounts.positionWeights.count ? GramCounts.positionWeights[position] : 1)
                    sums[position] += early * weight(GramCounts.key(0, character))
                    if before != 0 {
                        let half = early * weight(GramCounts.key(before, character)) / 2
                        sums[position] += half
                        sums[position - 1] += half
                    }
                }
                before = character
            }
        }
        return sums
    }
}

/// Neighbouring characters that speak for the same, put together to words.
private struct Phrases {
    private var found: [String: Double] = [:]
    private var total = 0.0

    private static let longest = 8

    init(_ view: TextView, _ plain: PlainText, _ speaks: [Double], hasWords: Bool) {
        total = speaks.reduce(0) { $0 + max(0, $1) }
        guard total > 0 else { return }
        var start: Int?
        var sum = 0.0
        func isNextTo(_ index: Int) -> Bool {
            index > 0 && view.places[index] == view.places[index - 1] + 1 && view.characters[index] != 0
        }
        var pieces: [(range: Range<Int>, sum: Double)] = []
        /// A word where words are known; else a run of characters that speak for the suggestion.
        func close(_ end: Int) {
            if let begin = start, end > begin { pieces.append((begin..<end, sum)) }
            start = nil
            sum = 0
        }
        for index in view.characters.indices {
            if view.characters[index] == 0 || !isNextTo(index) || (hasWords && view.starts[index]) { close(index) }
            if view.characters[index] == 0 || (!hasWords && speaks[index] <= 0) {
                close(index)
                continue
            }
            if let begin = start, index - begin == Self.longest { close(index) }
            if start == nil { start = index }
            sum += speaks[index]
        }
        close(view.characters.count)
        for piece in Self.merged(pieces, view, speaks) where piece.sum > 0 && piece.range.count > 1 {
            let first = Int(view.places[piece.range.lowerBound])
            let last = Int(view.places[piece.range.upperBound - 1])
            found[PlainText.string(plain.scalars[first...last]), default: 0] += piece.sum
        }
    }

    /// Single characters join the piece beside them that they touch, if both speak for the suggestion.
    private static func merged(
        _ pieces: [(range: Range<Int>, sum: Double)], _ view: TextView, _ speaks: [Double]
    ) -> [(range: Range<Int>, sum: Double)] {
        var merged: [(range: Range<Int>, sum: Double)] = []
        for piece in pieces where piece.sum > 0 {
            if let last = merged.last, last.range.upperBound == piece.range.lowerBound,
                view.places[piece.range.lowerBound] == view.places[piece.range.lowerBound - 1] + 1,
                last.range.count == 1 || piece.range.count == 1, last.range.count + piece.range.count <= longest
            {
                merged[merged.count - 1] = (last.range.lowerBound..<piece.range.upperBound, last.sum + piece.sum)
            } else {
                merged.append(piece)
            }
        }
        return merged
    }

    func strongest(_ limit: Int) -> [Explanation.Phrase] {
        found.map { Explanation.Phrase(text: $0.key, share: $0.value / total) }
            .sorted { ($1.share, $0.text) < ($0.share, $1.text) }
            .prefix(max(0, limit)).map { $0 }
    }
}
