import Civics

/// Words for the search index: pairs of neighbouring Chinese characters, and whole words of other scripts in small
/// letters. Trigram indices never match words of two characters, which most Chinese words are.
package enum Bigrams {
    /// The terms of a text, separated by spaces, as the index takes them.
    package static func index(_ texts: String...) -> String {
        var out: [UInt8] = []
        for text in texts {
            out.reserveCapacity(out.count + text.utf8.count * 3)
            scan(text, query: false) { term in
                out.append(contentsOf: term)
                out.append(UInt8(ascii: " "))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The full-text query that finds texts holding all terms of `text`; `nil` when it holds none. A single Chinese
    /// character matches as the beginning of a pair.
    package static func query(_ text: String) -> String? {
        var seen: Set<[UInt8]> = []
        var parts: [String] = []
        scan(text, query: true) { term in
            let bytes = Array(term)
            guard seen.insert(bytes).inserted, parts.count < 64 else { return }
            let word = String(decoding: bytes, as: UTF8.self)
            parts.append(bytes.count <= 4 && bytes[0] >= 0x80 ? "\"\(word)\"*" : "\"\(word)\"")
        }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// In an index every Chinese run ends with its last character alone, so that single characters can be found.
    private static func scan(_ text: String, query: Bool, _ emit: (ArraySlice<UInt8>) -> Void) {
        var word: [UInt8] = []
        // The Chinese run so far, of which only the last two characters matter, and where the last of them begins.
        var run: [UInt8] = []
        var last = 0
        var runLength = 0
        func flushWord() {
            guard !word.isEmpty else { return }
            emit(word[...])
            word.removeAll(keepingCapacity: true)
        }
        func endRun() {
            if runLength == 1 || (runLength > 1 && !query) { emit(run[last...]) }
            run.removeAll(keepingCapacity: true)
            runLength = 0
        }
        for scalar in text.unicodeScalars {
            // Letters and digits of full width are those of ASCII.
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            switch value {
            case 0x30...0x39, 0x61...0x7A:
                if runLength > 0 { endRun() }
                word.append(UInt8(value))
            case 0x41...0x5A:
                if runLength > 0 { endRun() }
                word.append(UInt8(value) + 32)
            case 0xC0...0x24F, 0x370...0x52F:
                if runLength > 0 { endRun() }
                word.append(contentsOf: String(scalar).lowercased().utf8)
            case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
                flushWord()
                let start = run.count
                run.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                if runLength > 0 { emit(run[last...]) }
                last = start
                runLength += 1
            default:
                flushWord()
                if runLength > 0 { endRun() }
            }
        }
        flushWord()
        if runLength > 0 { endRun() }
    }
}

/// The terms by which a request is found. Who asked is not among them, whatever they wrote of themselves: the index is
/// not sealed, and a body must not find out by searching whether somebody has reported it.
enum SearchTerms {
    static func of(title: String, text: String, _ person: PersonDetails?) -> String {
        guard let redaction = person?.redaction else { return Bigrams.index(title, text) }
        return Bigrams.index(redaction.blotted(title), redaction.blotted(text))
    }
}
