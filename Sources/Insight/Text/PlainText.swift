/// A text as Insight reads it: one form for what people write in many.
///
/// Full-width letters, digits and signs become half-width ones, capitals become small, control characters, line ends and
/// all kinds of blanks become one space between what they part, invisible characters (zero-width, byte order marks,
/// variation selectors) vanish. Traditional characters stay as they are: they are names as often as not. Bytes that
/// aren't UTF-8 part what stands around them, as a space does.
///
///     PlainText("ＡＢＣ　１２３\r\n路灯")  // "abc 123 路灯"
///
/// There is no space at either end, and nowhere two in a row.
package struct PlainText: Hashable, Sendable {
    /// The Unicode scalars. Every one is valid, none is a control character, and the only blank is U+0020.
    package private(set) var scalars: [UInt32]

    package init() { scalars = [] }

    package init(_ text: String, limit: Int = .max) {
        self.init()
        append(text, limit: limit)
    }

    /// Reads at most `limit` scalars, so that a text of a megabyte costs no more than one of a page.
    package init(utf8 bytes: UnsafeBufferPointer<UInt8>, limit: Int = .max) {
        self.init()
        append(utf8: bytes, limit: limit)
    }

    package var isEmpty: Bool { scalars.isEmpty }
    package var count: Int { scalars.count }

    /// The text again, for people to read.
    package var string: String { Self.string(scalars[...]) }

    package static func string(_ scalars: ArraySlice<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        for value in scalars { if let scalar = Unicode.Scalar(value) { view.append(scalar) } }
        return String(view)
    }

    package mutating func removeAll() { scalars.removeAll(keepingCapacity: true) }

    /// Adds a further part (a text after its title), parted by a space.
    package mutating func append(_ text: String, limit: Int = .max) {
        var text = text
        text.withUTF8 { append(utf8: $0, limit: limit) }
    }

    /// Adds a further part; what was there and what is added come to at most `limit` scalars.
    package mutating func append(utf8 bytes: UnsafeBufferPointer<UInt8>, limit: Int = .max) {
        scalars.reserveCapacity(min(scalars.count + bytes.count / 2 + 1, limit))
        var parted = !scalars.isEmpty
        var position = 0
        while position < bytes.count && scalars.count < limit {
            let value = UTF8Scalars.next(in: bytes, at: &position)
            switch Self.form(of: value) {
            case .some(Self.space): parted = !scalars.isEmpty
            case .some(let form):
                if parted {
                    scalars.append(Self.space)
                    parted = false
                }
                scalars.append(form)
            case .none: break
            }
        }
        if scalars.count > limit { scalars.removeLast(scalars.count - limit) }
    }

    private static let space: UInt32 = 0x20

    /// What a scalar is written as; `nil` if it can't be seen.
    private static func form(of value: UInt32) -> UInt32? {
        switch value {
        case 0x41...0x5A: value + 0x20
        case 0x21...0x7E: value
        case 0...0xA0: space
        case 0xAD: nil
        case 0x4E00...0x9FFF: value
        case 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: space
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF: nil
        case 0xFF21...0xFF3A: value - 0xFEE0 + 0x20
        case 0xFF01...0xFF5E: value - 0xFEE0
        // Private use, non-characters and the sign for broken text: nothing that can be read.
        case 0xE000...0xF8FF, 0xFFF0...0xFFFF, 0xF0000...: space
        default: value
        }
    }
}

/// UTF-8 read scalar by scalar.
enum UTF8Scalars {
    /// What broken bytes read as: the replacement character.
    static let broken: UInt32 = 0xFFFD

    /// The scalar at `position`, which moves behind it. Broken, overlong and surrogate bytes read as `broken`, one byte
    /// at a time. `position` must be within `bytes`.
    @inline(__always)
    static func next(in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> UInt32 {
        let first = bytes[position]
        position += 1
        if first < 0x80 { return UInt32(first) }
        let length: Int
        var value: UInt32
        switch first {
        case 0xE0...0xEF: (length, value) = (2, UInt32(first & 0x0F))
        case 0xC2...0xDF: (length, value) = (1, UInt32(first & 0x1F))
        case 0xF0...0xF4: (length, value) = (3, UInt32(first & 0x07))
        default: return broken
        }
        guard position + length <= bytes.count else { return broken }
        for offset in 0..<length {
            let byte = bytes[position + offset]
            guard byte & 0xC0 == 0x80 else { return broken }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= (length == 1 ? 0x80 : length == 2 ? 0x800 : 0x10000), value <= 0x10FFFF,
            !(0xD800...0xDFFF).contains(value)
        else { return broken }
        position += length
        return value
    }
}
