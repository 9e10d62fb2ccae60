/// Finds words for an issue among those its people use.
enum IssueLabel {
    /// No more requests than this are looked at for a label.
    private static let sample = 400

    /// The title whose words all others share most.
    static func title(_ records: [IssueRecord], _ terms: [RequestTerms], _ group: IssueGroup) -> String {
        var weights: [UInt32: Float] = [:]
        for entry in group.profile.words.entries { weights[entry.dimension] = entry.weight }
        var best: (title: String, worth: Float)?
        for (record, terms) in zip(records, terms).prefix(sample) {
            let words = terms.terms.filter { $0.inTitle > 0 }
            guard !words.isEmpty, !record.title.isEmpty else { continue }
            let sum = words.reduce(Float(0)) { $0 + (weights[UInt32($1.number)] ?? 0) }
            // A few words more don't make a title worse, very few make it poorer.
            let worth = sum / (Float(words.count) + 5)
            if worth > best?.worth ?? -1 { best = (record.title, worth) }
        }
        return tidy(best?.title ?? records.first { !$0.title.isEmpty }?.title ?? "")
    }

    /// The name most requests hold, with its region.
    static func place(_ records: [IssueRecord]) -> String? {
        let records = records.prefix(sample)
        var counts: [String: Int] = [:]
        var regions: [String: [String: Int]] = [:]
        for record in records {
            for name in Set(record.names.map(\.name)) { counts[name, default: 0] += 1 }
            for name in record.names {
                if let region = name.region { regions[name.name, default: [:]][region, default: 0] += 1 }
            }
        }
        guard
            let best = counts.max(by: {
                ($0.value, $0.key.unicodeScalars.count, $1.key) < ($1.value, $1.key.unicodeScalars.count, $0.key)
            }), best.value * 4 >= records.count
        else { return nil }
        let region = regions[best.key]?.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return (region ?? "").uppercased() + best.key
    }

    /// Without blanks and signs at the ends, and without what only says that somebody is asking.
    private static func tidy(_ title: String) -> String {
        var text = Substring(title)
        let signs: Set<Character> = ["！", "!", "？", "?", "。", ".", "，", ",", "、", "：", ":", "；", ";", "…", "~", "～"]
        while let last = text.last, last.isWhitespace || signs.contains(last) { text.removeLast() }
        while let first = text.first, first.isWhitespace || signs.contains(first) || !first.isPrintable {
            text.removeFirst()
        }
        return String(text.map { $0.isPrintable ? $0 : " " })
    }
}

extension Character {
    /// Neither a control character nor invisible.
    fileprivate var isPrintable: Bool {
        !unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F || (0x200B...0x200F).contains($0.value) }
    }
}
