/// The smallest pieces of FEEL. Names are not tokens: a name is a sequence of tokens that the names in scope decide about
/// (DMN 1.5, 10.3.1.2).
struct Token: Sendable {
    enum Kind: Sendable, Equatable {
        /// A run of name characters: `applicant`, `age`, `for`.
        case word
        case number
        case string(String)
        /// `@"2024-01-01"`
        case at(String)
        /// One or two characters of punctuation.
        case symbol
        /// A character that means nothing in FEEL, unless it is part of a name in scope.
        case stray
        case end
    }

    let kind: Kind
    let text: String
    let range: TextRange
    /// Whether white space or a comment stands before it.
    let isSpaced: Bool
}

extension Unicode.Scalar {
    /// Name start characters of the grammar (rule 28).
    var startsName: Bool {
        switch value {
        case 0x3F: false  // "?" is a name of its own, made by the lexer
        case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            !isFEELSpace
        default: false
        }
    }

    /// Name part characters of the grammar (rule 29), digits among them.
    var continuesName: Bool {
        switch value {
        case 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: startsName
        }
    }

    var isFEELDigit: Bool { value >= 0x30 && value <= 0x39 }

    /// White space of the grammar (rules 61 and 62).
    var isFEELSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x180E, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }
}
