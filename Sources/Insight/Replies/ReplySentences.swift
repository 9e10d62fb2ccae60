/// A reply cut into sentences, and what each of them does.
struct ReplySentences {
    private let plain: PlainText
    private let sentences: [ArraySlice<UInt32>]

    init(_ plain: PlainText) {
        self.plain = plain
        sentences = Self.cut(plain.scalars)
    }

    private static func cut(_ scalars: [UInt32]) -> [ArraySlice<UInt32>] {
        // 。！？；, line ends are spaces by now.
        let ends: Set<UInt32> = [0x3002, 0x21, 0x3F, 0x3B, 0x20]
        return scalars.split { ends.contains($0) }.filter { $0.count >= 2 }
    }

    // MARK: What it does

    /// Sentences that are neither polite nor only about the way of the letter.
    var telling: Int { sentences.count { isTelling($0) } }

    private func isTelling(_ sentence: ArraySlice<UInt32>) -> Bool {
        guard sentence.count >= 8 else { return false }
        let polite = holds(sentence, ReplyPhrases.receipt) || holds(sentence, ReplyPhrases.transfer)
        return !polite || sentence.count >= 40
    }

    var kind: ReplyScore.Kind {
        if sentences.isEmpty { return .empty }
        if telling > 0 { return .answer }
        return sentences.contains { holds($0, ReplyPhrases.transfer) } ? .transfer : .receipt
    }

    /// Laws, rules and documents named.
    var basis: ReplyScore.Part {
        var named: [String] = []
        let text = plain.scalars
        var position = 0
        while position < text.count {
            // 《…》 with a word for a rule in it, or a document's number 〔2019〕5号.
            if text[position] == 0x300A, let end = text[position...].firstIndex(of: 0x300B), end - position < 80 {
                if holds(text[position + 1..<end], ReplyPhrases.rules) {
                    named.append(PlainText.string(text[position...end]))
                }
                position = end
            } else if text[position] == 0x3014 || text[position] == 0x5B,
                let end = text[position...].firstIndex(of: 0x53F7), end - position < 14,
                text[position + 1..<end].contains(where: { (0x30...0x39).contains($0) })
            {
                named.append(PlainText.string(text[position...end]))
                position = end
            }
            position += 1
        }
        if !named.isEmpty { return ReplyScore.Part(value: 1, evidence: Array(named.prefix(4))) }
        let loosely = sentences.contains { holds($0, ReplyPhrases.byRule) && holds($0, ReplyPhrases.rules) }
        return loosely
            ? ReplyScore.Part(value: 0.5, evidence: ["有“根据……规定”而无文件名"])
            : ReplyScore.Part(value: 0, evidence: ["没有依据"])
    }

    /// Who, what, when, and whom to ask: a quarter each.
    var commitment: ReplyScore.Part {
        var evidence: [String] = []
        var value = 0.0
        func note(_ found: Bool, _ what: String, _ lacking: String) {
            value += found ? 0.25 : 0
            evidence.append(found ? what : lacking)
        }
        note(namesBody, "有责任单位", "没有责任单位")
        note(namesAction, "有措施", "没有措施")
        note(namesDate, "有时间", "没有时间")
        note(holdsPhone, "有联系方式", "没有联系方式")
        return ReplyScore.Part(value: value, evidence: evidence)
    }

    /// Whether a sentence that says something names who, what, and when.
    var namesBody: Bool { sentences.contains { isTelling($0) && holds($0, ReplyPhrases.bodies) } }
    var namesAction: Bool { sentences.contains { isTelling($0) && holds($0, ReplyPhrases.actions) } }
    var namesDate: Bool { sentences.contains { isTelling($0) && holdsDate($0) } }

    /// The reply's text without the title it may repeat.
    func ownWords(without title: [UInt32]) -> [UInt32] {
        let text = plain.scalars
        guard title.count >= 6, text.count >= title.count else { return text }
        for start in 0...text.count - title.count where text[start] == title[0] {
            if text[start..<start + title.count].elementsEqual(title) {
                return Array(text[..<start]) + [0x20] + Array(text[(start + title.count)...])
            }
        }
        return text
    }

    /// Questions a text asks: sentences that end in a question mark or hold a word of questions; at least one.
    static func questions(in plain: PlainText) -> Int {
        var count = 0
        var start = 0
        for (position, scalar) in plain.scalars.enumerated() where [0x3002, 0x21, 0x3F, 0x3B, 0x20].contains(scalar) {
            let sentence = plain.scalars[start..<position]
            if sentence.count >= 4, scalar == 0x3F || Self.holds(sentence, ReplyPhrases.questions) { count += 1 }
            start = position + 1
        }
        if start < plain.count, Self.holds(plain.scalars[start...], ReplyPhrases.questions) { count += 1 }
        return min(max(1, count), 8)
    }

    // MARK: What it holds

    private func holds(_ part: ArraySlice<UInt32>, _ words: WordTable) -> Bool { Self.holds(part, words) }

    private static func holds(_ part: ArraySlice<UInt32>, _ words: WordTable) -> Bool {
        part.withUnsafeBufferPointer { part in part.indices.contains { words.length(at: $0, of: part) > 0 } }
    }

    /// A number before 年, 月, 日, 号, 天 or 个工作日.
    private func holdsDate(_ part: ArraySlice<UInt32>) -> Bool {
        let units: Set<UInt32> = [0x5E74, 0x6708, 0x65E5, 0x5929]
        for (position, scalar) in zip(part.indices, part).dropFirst() where units.contains(scalar) {
            if (0x30...0x39).contains(part[position - 1]) { return true }
        }
        return false
    }

    /// Seven or more digits in a row (a hyphen allowed), or a service number of five.
    private var holdsPhone: Bool {
        var digits = 0
        var longest = 0
        for scalar in plain.scalars {
            if (0x30...0x39).contains(scalar) {
                digits += 1
                longest = max(longest, digits)
            } else if scalar != 0x2D {
                digits = 0
            }
        }
        return longest >= 7 || plain.string.contains("12345")
    }
}
