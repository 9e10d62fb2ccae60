/// Blots out of a text what would tell who wrote it: their name, telephone, enterprise and its code, and identity
/// numbers, which never belong into a request.
///
///     Redaction(name: "李明", phone: "19900001234").blotted("我是李明，电话 199-0000 1234。")  // "我是***，电话 ***。"
///
/// What it does not know it cannot find: a nickname, a relative, a house number.
package struct Redaction: Sendable {
    private static let mark = Array("***".utf8)
    /// Fewer digits than this name nobody.
    private static let fewestDigits = 7

    /// A name whose bytes must stand in the text; ASCII in small letters.
    private struct Needle: Sendable {
        let bytes: [UInt8]
        /// Made of ASCII letters: it must be a word of its own.
        let isWord: Bool
    }

    private let needles: [Needle]
    /// Numbers that stand for the person, the longest first; digits only.
    private let numbers: [[UInt8]]

    package init(name: String = "", phone: String = "", enterprise: String = "", creditCode: String = "") {
        var needles: [Needle] = []
        func add(_ text: some StringProtocol, atLeast count: Int) {
            guard text.count >= count else { return }
            let bytes = text.utf8.map(Self.small)
            needles.append(Needle(bytes: bytes, isWord: bytes.allSatisfy { Self.isLetter($0) || $0 == 0x20 }))
        }
        // A surname alone names half a street.
        add(name, atLeast: 2)
        let parts = name.split(separator: " ")
        if parts.count > 1 { for part in parts { add(part, atLeast: 3) } }
        add(enterprise, atLeast: 4)
        add(creditCode, atLeast: 10)
        self.needles = needles.sorted { $0.bytes.count > $1.bytes.count }
        let digits = phone.utf8.filter { (48...57).contains($0) }
        var numbers: Set<[UInt8]> = []
        // With and without the country's or the area's code.
        for count in [digits.count, 11, 8, 7] where count >= Self.fewestDigits && count <= digits.count {
            numbers.insert(Array(digits.suffix(count)))
        }
        self.numbers = numbers.sorted { $0.count > $1.count }
    }

    /// The text with `***` where something of the person stood.
    package func blotted(_ text: String) -> String {
        var bytes = Array(text.utf8)
        var isChanged = false
        for needle in needles { isChanged = blot(needle, in: &bytes) || isChanged }
        isChanged = blotNumbers(in: &bytes) || isChanged
        return isChanged ? String(decoding: bytes, as: UTF8.self) : text
    }

    private func blot(_ needle: Needle, in bytes: inout [UInt8]) -> Bool {
        let count = needle.bytes.count
        guard bytes.count >= count, let first = needle.bytes.first else { return false }
        var out: [UInt8] = []
        var start = 0
        var kept = 0
        while start + count <= bytes.count {
            guard Self.small(bytes[start]) == first, fits(needle, in: bytes, at: start) else {
                start += 1
                continue
            }
            out += bytes[kept..<start] + Self.mark
            start += count
            kept = start
        }
        guard kept > 0 else { return false }
        bytes = out + bytes[kept...]
        return true
    }

    private func fits(_ needle: Needle, in bytes: [UInt8], at start: Int) -> Bool {
        let end = start + needle.bytes.count
        for index in needle.bytes.indices where Self.small(bytes[start + index]) != needle.bytes[index] { return false }
        guard needle.isWord else { return true }
        return !(start > 0 && Self.isLetter(bytes[start - 1])) && !(end < bytes.count && Self.isLetter(bytes[end]))
    }

    /// Runs of digits with single separators between them are looked at as one number, however it is written.
    private func blotNumbers(in bytes: inout [UInt8]) -> Bool {
        var out: [UInt8] = []
        var kept = 0
        var index = 0
        while index < bytes.count {
            let run = NumberRun(bytes, from: index)
            guard run.digits.count >= Self.fewestDigits else {
                index = max(index + 1, run.end)
                continue
            }
            for found in hits(in: run) {
                out += bytes[kept..<run.starts[found.lowerBound]] + Self.mark
                kept = run.ends[found.upperBound - 1]
            }
            index = run.end
        }
        guard kept > 0 else { return false }
        bytes = out + bytes[kept...]
        return true
    }

    /// Where, in the digits of a run, the person's numbers and identity numbers stand; in order, not overlapping.
    private func hits(in run: NumberRun) -> [Range<Int>] {
        var hits: [Range<Int>] = []
        var at = 0
        while at < run.digits.count {
            let rest = run.digits[at...]
            if let number = numbers.first(where: { rest.starts(with: $0) }) {
                hits.append(at..<at + number.count)
                at += number.count
            } else if at == 0, run.isIdentityNumber {
                return [0..<rest.count]
            } else {
                at += 1
            }
        }
        return hits
    }

    fileprivate static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func small(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte + 32 : byte }
}

/// Digits, ASCII or full-width, with at most two spaces or hyphens between them.
private struct NumberRun {
    private(set) var digits: [UInt8] = []
    /// Where each digit begins and ends in the text.
    private(set) var starts: [Int] = []
    private(set) var ends: [Int] = []
    private(set) var end: Int
    /// 18 digits, or 17 with an X behind them, whose check digit fits.
    let isIdentityNumber: Bool

    init(_ bytes: [UInt8], from start: Int) {
        var index = start
        var gap = 0
        end = start
        while index < bytes.count {
            if (48...57).contains(bytes[index]) {
                digits.append(bytes[index])
                starts.append(index)
                index += 1
            } else if index + 2 < bytes.count, bytes[index] == 0xEF, bytes[index + 1] == 0xBC,
                (0x90...0x99).contains(bytes[index + 2])
            {
                digits.append(bytes[index + 2] - 0x90 + 48)
                starts.append(index)
                index += 3
            } else if !digits.isEmpty, gap < 2, [0x20, 0x2D, 0x28, 0x29].contains(bytes[index]) {
                gap += 1
                index += 1
                continue
            } else {
                break
            }
            gap = 0
            ends.append(index)
            end = index
        }
        let text = String(decoding: digits, as: UTF8.self)
        let isFollowedByX = end < bytes.count && (bytes[end] == 0x58 || bytes[end] == 0x78)
        switch digits.count {
        case 18: isIdentityNumber = ResidentID(text) != nil
        case 17 where isFollowedByX && ResidentID(text + "X") != nil:
            isIdentityNumber = true
            end += 1
            ends[16] = end
        default: isIdentityNumber = false
        }
    }
}
