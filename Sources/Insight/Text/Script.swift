/// What a scalar of a `PlainText` belongs to.
package enum Script: UInt8, Sendable {
    /// Chinese characters (汉字), also the rare ones of the extensions and kana, which Chinese texts hold as ornaments.
    case han
    /// Letters of any alphabet.
    case letter
    case digit
    case space
    /// Punctuation, symbols, pictures.
    case sign

    @inline(__always)
    package init(_ scalar: UInt32) {
        switch scalar {
        case 0x4E00...0x9FFF: self = .han
        case 0x61...0x7A: self = .letter
        case 0x30...0x39: self = .digit
        case 0x20: self = .space
        case 0...0xBF: self = .sign
        case 0x3005, 0x3007, 0x3040...0x30FF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
        case 0xD7, 0xF7, 0x2000...0x2BFF, 0x3000...0x303F, 0xFE10...0xFE6F, 0xFF00...0xFFEF, 0x1F000...0x1FAFF:
            self = .sign
        default: self = .letter
        }
    }
}

/// A piece of one kind within a `PlainText`: Chinese characters, a word of letters, a number.
package struct TextRun: Hashable, Sendable {
    package let script: Script
    /// Positions in `PlainText.scalars`.
    package let range: Range<Int>
}

extension PlainText {
    /// The pieces of one kind from left to right: `.han`, `.letter` and `.digit` only; blanks and signs part them.
    package var runs: [TextRun] {
        var runs: [TextRun] = []
        var start = 0
        var script = Script.space
        for (position, scalar) in scalars.enumerated() {
            let next = Script(scalar)
            guard next != script else { continue }
            if script != .space && script != .sign { runs.append(TextRun(script: script, range: start..<position)) }
            (start, script) = (position, next)
        }
        if script != .space && script != .sign { runs.append(TextRun(script: script, range: start..<scalars.count)) }
        return runs
    }
}
