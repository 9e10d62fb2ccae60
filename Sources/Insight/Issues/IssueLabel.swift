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

    /// Up to five phrases of two to eight characters that at least three in ten titles hold, none within another.
    static func words(_ records: [IssueRecord]) -> [String] {
        let titles = records.prefix(sample / 10).map { PlainText($0.title, limit: 80) }
        guard titles.count > 1 else { return [] }
        var counts: [ArraySlice<UInt32>: Int] = [:]
        for title in titles {
            var seen: Set<ArraySlice<UInt32>> = []
            for piece in pieces(of: title.scalars) where piece.count >= 2 {
                for start in piece.indices {
                    for end in start + 2..<max(start + 3, min(start + 9, piece.endIndex + 1))
                    where end <= piece.endIndex {
                        seen.insert(piece[start..<end])
                    }
                }
            }
            for phrase in seen { counts[phrase, default: 0] += 1 }
        }
        let least = max(2, (titles.count * 3 + 9) / 10)
        let frequent = counts.filter { $0.value >= least }.map { (PlainText.string($0.key), $0.key.count, $0.value) }
        var chosen: [String] = []
        for (phrase, length, count) in frequent.sorted(by: { a, b in
            (a.2 * (a.1 - 1), b.0) > (b.2 * (b.1 - 1), a.0)
        }) where length > 0 && count > 0 {
            guard chosen.count < 5 else { break }
            if !chosen.contains(where: { overlaps($0, phrase) }) { chosen.append(phrase) }
        }
        return chosen
    }

    /// Whether two phrases share two neighbouring characters.
    private static func overlaps(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
        guard a.count > 1 && b.count > 1 else { return a == b }
        let pairs = Set((1..<a.count).map { [a[$0 - 1], a[$0]] })
        return (1..<b.count).contains { pairs.contains([b[$0 - 1], b[$0]]) }
    }

    /// A title cut at signs, regions and words that are in every title.
    private static func pieces(of title: [UInt32]) -> [ArraySlice<UInt32>] {
        title.withUnsafeBufferPointer { text in
            var cuts = PlaceNames.regions(in: text).flatMap { Array($0) }
            var position = 0
            while position < text.count {
                let script = Script(text[position])
                let length = PlaceWords.stops.length(at: position, of: text)
                if script == .space || script == .sign {
                    cuts.append(position)
                } else if length > 0 {
                    cuts += Array(position..<position + length)
                }
                position += max(1, length)
            }
            let cut = Set(cuts)
            return title.indices.split { cut.contains($0) }.compactMap { part in
                part.first.flatMap { first in part.last.map { title[first...$0] } }
            }
        }
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
