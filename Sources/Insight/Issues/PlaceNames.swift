/// Finds what looks like the name of a place or a body in a text.
///
/// A name ends in one of `PlaceWords.endings` and begins at most six characters before it, where a sign, a space, a
/// region or a word that can't be part of a name stands. It may begin a character too early or too late: what counts
/// later is how often the same characters are part of names (`TermStatistics`), and that evens out.
enum PlaceNames {
    /// Regions as publishers of anonymous data write them (A市, K9县), and provinces. Names begin behind them.
    static func regions(in text: UnsafeBufferPointer<UInt32>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < text.count {
            let scalar = text[position]
            if (0x61...0x7A).contains(scalar), position == 0 || !isLetterOrDigit(text[position - 1]) {
                var end = position + 1
                while end < text.count && end - position <= 2 && isDigit(text[end]) { end += 1 }
                if end < text.count && isRegionLevel(text[end]) {
                    found.append(position..<end + 1)
                    position = end + 1
                    continue
                }
            } else if scalar == province, position >= 2, Script(text[position - 1]) == .han,
                Script(text[position - 2]) == .han
            {
                found.append(position - 2..<position + 1)
            }
            position += 1
        }
        return found
    }

    /// The names, from left to right, without overlap. `regions` part names as signs do.
    static func find(in text: UnsafeBufferPointer<UInt32>, regions: [Range<Int>]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var next = 0
        var begin = 0
        var position = 0
        while position < text.count {
            if next < regions.count && position >= regions[next].lowerBound {
                position = max(position, regions[next].upperBound)
                begin = position
                next += 1
                continue
            }
            let script = Script(text[position])
            if script == .space || script == .sign {
                position += 1
                begin = position
                continue
            }
            let stop = PlaceWords.stops.length(at: position, of: text)
            if stop > 0 {
                position += stop
                begin = position
                continue
            }
            let none = PlaceWords.noEndings.length(at: position, of: text)
            if none > 0 {
                position += none
                begin = position
                continue
            }
            let ending = PlaceWords.endings.length(at: position, of: text)
            let start = max(begin, position - (isCompany(position, text) ? longestCompany : longest))
            if ending > 0 && position - start >= 1 && position - start + ending >= 3 && !isGovernment(position, text) {
                position += ending
                found.append(start..<position)
                begin = position
                continue
            }
            position += 1
        }
        return found
    }

    /// Whether a name holds more than words that many names share.
    static func isTelling(_ name: Range<Int>, in text: UnsafeBufferPointer<UInt32>) -> Bool {
        var telling = 0
        var position = name.lowerBound
        while position < name.upperBound {
            let length = max(
                PlaceWords.common.length(at: position, of: text), PlaceWords.endings.length(at: position, of: text))
            if length == 0 { telling += 1 }
            position += max(length, 1)
        }
        return telling >= 2
    }

    private static let longest = 6
    /// Names of companies hold what they make and what form they have.
    private static let longestCompany = 16
    private static let province: UInt32 = 0x7701  // 省

    private static func isGovernment(_ position: Int, _ text: UnsafeBufferPointer<UInt32>) -> Bool {
        text[position] == 0x5E9C && position > 0 && text[position - 1] == 0x653F  // 政府
    }

    /// 公司 or 集团.
    private static func isCompany(_ position: Int, _ text: UnsafeBufferPointer<UInt32>) -> Bool {
        guard position + 1 < text.count else { return false }
        return (text[position] == 0x516C && text[position + 1] == 0x53F8)
            || (text[position] == 0x96C6 && text[position + 1] == 0x56E2)
    }

    /// 省、市、区、县.
    private static func isRegionLevel(_ scalar: UInt32) -> Bool {
        scalar == province || scalar == 0x5E02 || scalar == 0x533A || scalar == 0x53BF
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }
    private static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
        isDigit(scalar) || (0x61...0x7A).contains(scalar)
    }
}
